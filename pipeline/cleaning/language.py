"""Which language an article is in, and whether the extractor reads it."""

from __future__ import annotations

import re
from functools import cache

import py3langid

from pipeline.cleaning.folding import UNKNOWN, UNKNOWN_BYTE, folded_bytes, words_of
from pipeline.lexicons import table

READABLE = frozenset({"en"})
"""Languages (ISO 639-1) that the extractor reads."""
SAMPLE = 400
"""Characters looked at, from the beginning and, where these don't settle it, from the middle."""
ENOUGH_WORDS = 8
"""A text of fewer words is taken as English: too little to tell a language by."""
PLAINLY_ENGLISH = 0.22
"""Share of English function words from which no other language needs to be considered."""
ENGLISH_THROUGHOUT = 0.17
"""The same of a whole text: less, as a few lines of names and figures don't tell there."""

_WORD = re.compile(r"[^\W\d_]+")


@cache
def _english() -> frozenset[bytes]:
    return frozenset(folded_bytes(row["word"]) for row in table("cleaning_english_words"))


def language_of(text: str) -> str:
    """The ISO 639-1 code of the language that most of the text is in.

    Plain English is told by its function words, at last by those of the whole text; the statistical model
    (py3langid, offline) is asked only about the rest.
    """
    start = text[:SAMPLE]
    if _is_plainly_english(start):
        return "en"
    middle = max(SAMPLE, len(text) // 2)
    sample = start + " " + text[middle : middle + SAMPLE]
    if len(_WORD.findall(sample)) < ENOUGH_WORDS or _is_plainly_english(sample):
        return "en"
    if _is_plainly_english(text, ENGLISH_THROUGHOUT):
        return "en"
    return str(py3langid.classify(sample)[0])


def _is_plainly_english(sample: str, share: float = PLAINLY_ENGLISH) -> bool:
    words = _words(sample)
    return len(words) >= ENOUGH_WORDS and sum(map(_english().__contains__, words)) >= share * len(words)


def _words(sample: str) -> list[bytes]:
    """The folded words of a sample, as bytes where these tell all its letters."""
    looked_up = folded_bytes(sample)
    if UNKNOWN_BYTE in looked_up and looked_up.count(UNKNOWN) > sample.count("?"):
        return [folded_bytes(word) for word in _WORD.findall(sample.lower())]
    return words_of(looked_up)
