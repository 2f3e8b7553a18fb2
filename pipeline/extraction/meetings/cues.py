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
def cue_pattern(name: str) -> re.Pattern[str]:
    """One linear pattern for all cue words of a class, longest first, whole words in any case."""
    words = sorted(cues(name), key=lambda w: (-len(w), w))
    return re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(w) for w in words) + r")(?![\w-])", re.IGNORECASE)
