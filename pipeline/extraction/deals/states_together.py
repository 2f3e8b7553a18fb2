"""What governments agree or intend to do together, told by its verb: "X and Y will coordinate on lithium supply"."""

from __future__ import annotations

from pipeline.extraction.deals.clauses import climb, is_passive, objects, places, subjects, with_conjuncts
from pipeline.extraction.deals.lexicon import VerbSense, cue_at, cue_words
from pipeline.extraction.deals.reading import SentenceView

REACH = 48
"""Words after the verb within which it is told that the work is on minerals."""
ALREADY = frozenset({"continue", "remain", "keep", "look"})
"""Verbs by which nothing new is told."""


def states_together(view: SentenceView, verb: int) -> VerbSense | None:
    """The sense of a verb of joint work on minerals that two governments have agreed on or intend; else None."""
    if view.lemmas[verb] not in cue_words("states_work") or is_passive(view.parse, verb):
        return None
    above = view.parse.tokens[verb].head
    led = view.parse.tokens[verb].dep in ("xcomp", "advcl", "ccomp", "conj") and above < verb
    upper = [verb, above] if led else [verb]  # not "to secure supply, they will launch a dialogue"
    agreed = any(view.lemmas[at] in cue_words("states_agree") for at in upper)
    will = any(view.lower[c] == "will" for at in upper for c in view.parse.children[at])
    intended = will or any(view.lemmas[at] in cue_words("states_intend") for at in upper)
    if not (agreed or intended) or any(view.lemmas[at] in ALREADY for at, _ in climb(view.parse, verb, 3)):
        return None
    if any(view.lemmas[head] in cue_words("sitting_body") for head in objects(view.parse, verb)):
        return None  # "will launch a dialogue on critical minerals"
    paid = [view.parse.tokens[head].start for head in objects(view.parse, verb)]
    if any(m.start <= start < m.end for m in view.money for start in paid):
        return None  # "agreed to invest $100 million in a plant" of a company
    if not _by_two_states(view, verb) or not _on_minerals(view, verb):
        return None
    return VerbSense(view.lemmas[verb], "", "own", "intergovernmental_agreement", "pact", "any", "medium")


def _by_two_states(view: SentenceView, verb: int) -> bool:
    """Whether two countries are the verb's subject, or one, with another beside what it is done to."""
    heads = [
        part for head in subjects(view.parse, verb) for part in with_conjuncts(view.parse, head) if part in view.at
    ]
    if not heads or not all(_is_power(view, part) for part in heads):
        return False
    acting = {e for part in heads for e in _powers(view, part)}
    holders = [verb, *objects(view.parse, verb)]
    with_whom = [h for each in holders for h in places(view.parse, each).get("with", [])]
    beside = {e for h in with_whom if h in view.at and _is_power(view, h) for e in _powers(view, h)}
    return len(acting | beside) > 1


def _is_power(view: SentenceView, token: int) -> bool:
    """Whether a name is that of a country or bloc, or of officials of countries."""
    return view.is_state(token) or view.at[token] in view.blocs or view.at[token] in view.officials


def _powers(view: SentenceView, token: int) -> tuple[int, ...]:
    """The countries and blocs that a name or a word for several stands for."""
    mention = view.at[token]
    return view.officials.get(mention, view.mentions[mention].entities)


def _on_minerals(view: SentenceView, verb: int) -> bool:
    """Whether minerals, or words of mining and its trade, stand after the verb."""
    last = min(len(view.lower), verb + REACH) - 1
    start, end = view.parse.tokens[verb].end, view.parse.tokens[last].end
    named = any(start <= m.start < end for m in view.minerals)
    return named or any(cue_at("subject", view.lower, i) for i in range(verb + 1, last + 1))
