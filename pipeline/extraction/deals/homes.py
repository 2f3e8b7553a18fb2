"""Countries that only say where a party is at home: "Finland's Finnfund", "Canada's state lender EDC"."""

from __future__ import annotations

from pipeline.extraction.deals.arguments import Argument
from pipeline.extraction.deals.reading import SentenceView

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
BETWEEN = frozenset({"ADJ", "NOUN", "PROPN", "PART", "PUNCT", "NUM"})
REACH = 6
"""Words between a country's possessive and the name it goes with, at most."""


def without_homes(view: SentenceView, arguments: list[Argument]) -> list[Argument]:
    """Arguments without the countries in whose possessive another of them stands."""
    named = {a.mention for a in arguments if a.role and not view.states.get(a.mention, False)}
    if not named:
        return arguments
    return [a for a in arguments if not (view.states.get(a.mention, False) and _owner_of(view, a.mention, named))]


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
