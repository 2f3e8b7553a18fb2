"""Countries that only say where a party is at home or where news comes from: "Finland's Finnfund", "Peru: A"."""

from __future__ import annotations

from pipeline.extraction.deals.arguments import Argument
from pipeline.extraction.deals.reading import SentenceView, is_standing_in

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
BETWEEN = frozenset({"ADJ", "NOUN", "PROPN", "PART", "PUNCT", "NUM"})
REACH = 6
"""Words between a country's possessive and the name it goes with, at most."""


def without_homes(view: SentenceView, arguments: list[Argument]) -> list[Argument]:
    """Arguments without the countries in whose possessive another of them stands."""
    named = {a.mention for a in arguments if a.role and not view.states.get(a.mention, False)}
    label = _in_label(view)
    if label and any(a.role and a.place == "subject" and a.mention not in label for a in arguments):
        arguments = [a for a in arguments if a.mention not in label]
    if not named:
        return arguments
    return [a for a in arguments if not (view.states.get(a.mention, False) and _owner_of(view, a.mention, named))]


def _in_label(view: SentenceView) -> frozenset[int]:
    """Countries in the words before a colon under which a digest sets an item: "Niger, uranium: A sold"."""
    colon = next((i for i in range(min(REACH, len(view.lower))) if view.lower[i] == ":"), 0)
    told = any(view.parse.tokens[i].pos in ("VERB", "AUX") for i in range(colon))
    if told or any(is_standing_in(lemma, state=True) for lemma in view.lemmas[colon:]):
        return frozenset()  # "Niger, uranium: the junta and A signed"
    return frozenset(view.at[i] for i in range(colon) if i in view.at and view.is_state(i))


def _owner_of(view: SentenceView, state: int, named: set[int]) -> bool:
    last = view.token_at(view.mentions[state].end - 1)
    if view.lower[last + 1 : last + 2] == () or view.lower[last + 1] not in POSSESSIVE:
        return False
    for at in range(last + 2, min(len(view.lower), last + 2 + REACH)):
        if at in view.at:
            return view.at[at] in named
        if view.parse.tokens[at].pos not in BETWEEN:
            return False
    return False
