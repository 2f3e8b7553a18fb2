"""Nouns of a deal with what it is about in their midst: "a joint tungsten venture", "a joint mining project"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals.lexicon import NounSense, cue_words
from pipeline.extraction.deals.reading import SentenceView

MOST = 3
"""Words that may stand between the two of a phrase."""


def spread_venture(view: SentenceView, senses: Sequence[NounSense], at: int) -> tuple[NounSense, int] | None:
    """The sense of a two-word phrase of joint work that minerals part, with the token of its last word."""
    if view.lower[at] != "joint":
        return None
    for head in range(at + 2, min(len(view.lower), at + 2 + MOST)):
        for sense in senses:
            if len(sense.phrase) == 2 and sense.phrase[1] == view.lemmas[head]:
                return (sense, head) if all(_is_between(view, i) for i in range(at + 1, head)) else None
    return None


def _is_between(view: SentenceView, token: int) -> bool:
    start = view.parse.tokens[token].start
    if any(m.start <= start < m.end for m in view.minerals) or view.lower[token] in ("-", "and"):
        return True
    return view.lemmas[token] in cue_words("gap_word") or view.lower[token] in cue_words("gap_word")
