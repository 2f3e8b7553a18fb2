"""Names that a speaker calls somebody by, rather than tells of: "Thank you, Jen.", "Go ahead, Steve."

In a transcript such a name, like the label of a turn, is no antecedent of the "he" that follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.words import Word

_LABEL = re.compile(r"\s*(?:Q\s+|[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,60}:\s*)")
_LEAST_QUESTIONS = 2


def asks_questions(text: str, starts: Sequence[int]) -> bool:
    """Whether several of the paragraphs that start at `starts` are a reporter's, under the label "Q"."""
    return sum(text.startswith("Q ", start) for start in starts) >= _LEAST_QUESTIONS


def after_question_mark(text: str, words: Sequence[Word], first: int, end: int) -> int:
    """The first word of a sentence that belongs to what is said: the one after the label "Q"."""
    return first + 1 if end > first + 1 and words[first].text == "Q" and text[words[first].end] == " " else first


def is_addressed(text: str, low: int, high: int, start: int, end: int) -> bool:
    """Whether the name `[start, end)` in the sentence `[low, high)` only says to whom the sentence is spoken."""
    label = _LABEL.match(text, low, start)
    before = text[label.end() if label else low : start].lower()
    after = text[end:high]
    said = " ".join(re.findall(r"[a-zà-þ’']+", before))
    calling = name_cues("calling")
    polite = not said or any(said == cue or said.endswith(" " + cue) for cue in calling)
    rest = after.strip(' .,?!—-–\n”"')
    if not rest:
        asked = after.strip().startswith("?") and before.rstrip().endswith(",")
        return polite or asked
    if not polite or not re.match(r"\s?[,.?!—–]", after):
        return False
    following = re.match(r"[\w’']*", rest)
    return bool(said) or (following is not None and following[0].lower() not in name_cues("apposed"))
