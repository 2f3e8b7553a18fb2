"""The cue words of the lexicon `meeting_cues`, by class."""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicons import table


@cache
def cues(name: str) -> frozenset[str]:
    """The cue words of one class, in lower case."""
    return frozenset(row["cue"] for row in table("meeting_cues") if row["class"] == name)


@cache
def alternatives(*names: str) -> str:
    """All cue words of some classes as alternatives of a pattern, longest first."""
    words = {word for name in names for word in cues(name)}
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


@cache
def cue_pattern(name: str) -> re.Pattern[str]:
    """One linear pattern for all cue words of a class, longest first, whole words in any case."""
    # Without a look at the first letter each of up to hundreds of alternatives is tried before every word.
    letters = "".join(re.escape(letter) for letter in sorted({word[0] for word in cues(name)}))
    return re.compile(rf"(?<![\w-])(?=[{letters}])(?:{alternatives(name)})(?![\w-])", re.IGNORECASE)
