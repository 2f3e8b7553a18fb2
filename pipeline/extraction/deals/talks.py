"""Talks told by what they are over, with no paper named: "is in talks with X over its copper mines"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals.clauses import climb, objects, places
from pipeline.extraction.deals.lexicon import cue_words, object_kinds, pattern
from pipeline.extraction.deals.reading import SentenceView

OVER = ("over", "about", "on", "for", "regarding")
"""Prepositions before what is talked about."""
INSIDE = ("of", "to", "in")
FAR = 16
"""Words before a deal's noun within which the talks on it are named."""


def over_assets(view: SentenceView, head: int) -> bool:
    """Whether a verb or noun of negotiating has a counterpart, and mines, shares or metal for what it is over."""
    at = places(view.parse, head)
    topics = [topic for name in OVER for topic in at.get(name, [])]
    inner = [part for topic in topics for name in INSIDE for part in places(view.parse, topic).get(name, [])]
    done = [
        thing
        for prep in view.parse.children[head]
        if view.lower[prep] in OVER
        for verb in view.parse.children[prep]
        if view.parse.tokens[verb].dep == "pcomp"
        for thing in objects(view.parse, verb)
    ]  # "talks with X on smelting its concentrate"
    sides = "with" in at or "between" in at
    return sides and any(_is_tradable(view, topic) for topic in (*topics, *inner, *done))


def _is_tradable(view: SentenceView, token: int) -> bool:
    if token in view.at:
        return False
    parts = [token, *(c for c in view.parse.children[token] if view.parse.tokens[c].dep in ("compound", "amod"))]
    starts = [view.parse.tokens[part].start for part in parts]
    return view.lemmas[token] in object_kinds() or any(m.start <= s < m.end for m in view.minerals for s in starts)


def is_in_talks(view: SentenceView, noun: int) -> bool:
    """Whether somebody is told to be in talks over assets: "is in early discussions with X over lithium blocks".

    Also where they are told to be over: "talks between X and Y on a smelter have collapsed".
    """
    if come_to_nothing(view, noun):
        return over_assets(view, noun)
    above = list(climb(view.parse, noun, 2))
    if [dep for _, dep in above] != ["pobj", "prep"] or view.lower[above[0][0]] not in ("in", "into"):
        return False
    verb = above[1][0]
    denied = any(view.parse.tokens[c].dep == "neg" for c in view.parse.children[verb])
    return view.lemmas[verb] in cue_words("standing_at") and not denied and over_assets(view, noun)


def come_to_nothing(view: SentenceView, noun: int) -> bool:
    """Whether the talks named at or before a deal's noun are over: "talks on a loan ended without result"."""
    for at in range(noun, max(-1, noun - FAR), -1):
        if view.lower[at] in (";", ":"):
            return False
        if view.lower[at] in cue_words("talks"):
            over = pattern("talks that are over").search(view.text(at, len(view.lower)))
            return (
                over is not None
                or pattern("talks that are left").search(view.text(max(0, at - FAR), at + 1)) is not None
            )
    return False


def broken_off(view: SentenceView, above: Sequence[int]) -> bool:
    """Whether the talks that a deal's words stand under are told to have failed: "talks on a merger collapsed"."""
    talks = [t for t in above if view.lemmas[t] in cue_words("negotiating")]
    return any(
        view.lemmas[head] in cue_words("broken_off") and view.parse.tokens[t].dep in ("nsubj", "nsubjpass")
        for t in talks
        for head in (view.parse.tokens[t].head,)
    )


def holds_talks(view: SentenceView, verb: int | None, noun: int) -> bool:
    """Whether the verb over a deal's noun has talks for its object: "opened exploratory talks in May on a pact"."""
    if verb is None:
        return False
    return any(o != noun and o < noun and view.lemmas[o] in cue_words("negotiating") for o in objects(view.parse, verb))
