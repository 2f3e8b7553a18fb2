"""Talks told by what they are over, with no paper named: "is in talks with X over its copper mines"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals.clauses import climb, places
from pipeline.extraction.deals.lexicon import cue_words, object_kinds
from pipeline.extraction.deals.reading import SentenceView

OVER = ("over", "about", "on", "for", "regarding")
"""Prepositions before what is talked about."""
INSIDE = ("of", "to", "in")


def over_assets(view: SentenceView, head: int) -> bool:
    """Whether a verb or noun of negotiating has a counterpart, and mines, shares or metal for what it is over."""
    at = places(view.parse, head)
    topics = [topic for name in OVER for topic in at.get(name, [])]
    inner = [part for topic in topics for name in INSIDE for part in places(view.parse, topic).get(name, [])]
    return "with" in at and any(_is_tradable(view, topic) for topic in (*topics, *inner))


def _is_tradable(view: SentenceView, token: int) -> bool:
    if token in view.at:
        return False
    parts = [token, *(c for c in view.parse.children[token] if view.parse.tokens[c].dep in ("compound", "amod"))]
    starts = [view.parse.tokens[part].start for part in parts]
    return view.lemmas[token] in object_kinds() or any(m.start <= s < m.end for m in view.minerals for s in starts)


def is_in_talks(view: SentenceView, noun: int) -> bool:
    """Whether somebody is told to be in talks over assets: "is in early discussions with X over lithium blocks"."""
    above = list(climb(view.parse, noun, 2))
    if [dep for _, dep in above] != ["pobj", "prep"] or view.lower[above[0][0]] not in ("in", "into"):
        return False
    verb = above[1][0]
    denied = any(view.parse.tokens[c].dep == "neg" for c in view.parse.children[verb])
    return view.lemmas[verb] in cue_words("standing_at") and not denied and over_assets(view, noun)


def broken_off(view: SentenceView, above: Sequence[int]) -> bool:
    """Whether the talks that a deal's words stand under are told to have failed: "talks on a merger collapsed"."""
    talks = [t for t in above if view.lemmas[t] in cue_words("negotiating")]
    return any(
        view.lemmas[head] in cue_words("broken_off") and view.parse.tokens[t].dep in ("nsubj", "nsubjpass")
        for t in talks
        for head in (view.parse.tokens[t].head,)
    )
