"""What a unit looks like, whatever it says."""

from __future__ import annotations

import re
from typing import Literal

Shape = Literal[
    "prose",
    "sentence",
    "headline",
    "short",
    "bullet",
    "item",
    "open",
    "label",
    "question",
    "row",
    "mark",
    "bold",
    "symbols",
]

_BULLET = re.compile(r"(?:[-*+•●▪◦·–—]\s|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})\\?[.)]\s)")
_BOLD = re.compile(r"(?:\*\*\*?|__|<u>|\*<u>).{1,400}(?:\*\*\*?|__|</u>|</u>\*)\s*:?\s*\Z", re.DOTALL)
_ITALIC = re.compile(r"\*[^*]{3,300}\*\Z", re.DOTALL)
_WORDY = re.compile(r"\w")
_STOP = re.compile(r"[.!?…][\"'”’»)\]*_]*(?:\s*\(\d{1,3}\))?\s*\Z")
_INNER_STOP = re.compile(r"[a-z0-9)”\"’][.!?][”\"’)]?\s+[“\"'(]?[A-Z0-9]")
_BOUNDARY = "*_ \t\n\xa0>#"

LONG = 140
"""Length, in characters, from which one sentence makes a paragraph of text."""


def shape_of(text: str) -> Shape:
    """The shape of a unit's raw text (without outer white space)."""
    width = len(text)
    first = text[0]
    if first == "#" and width > 2 and text.lstrip("#")[:1] in " \t":
        return "mark" if _WORDY.search(text) else "symbols"
    if width < 60 and not first.isalnum() and not _WORDY.search(text):
        return "symbols"
    if first in "-*+•●▪◦·–—(0123456789abcdefghijklmnopqrstuvwxyz" and _BULLET.match(text) and not _BOLD.match(text):
        return "bullet" if width >= LONG or _STOP.search(text, max(0, width - 14)) or text[-1] in ";,:" else "item"
    if first in "*_<" and ((_BOLD.match(text) and text.count("**") <= 4) or _ITALIC.match(text)) and width < 400:
        return "label" if text.rstrip(_BOUNDARY + "u/<")[-1:] == ":" and text.count(" ") > 5 else "bold"
    ended = text[-1] in ".!?…" or (not text[-1].isalnum() and _STOP.search(text, max(0, width - 14)) is not None)
    if width >= LONG:
        if "|" in text and text.count(" | ") > 3:
            return "row"
        return "prose" if ended or _INNER_STOP.search(text) else "open"
    if text.count("|") > 1 or "\t" in text:
        return "row"
    last = text.rstrip(_BOUNDARY)[-1:]
    if last in ",;" or (first.islower() and not ended and text.count(" ") > 2):
        return "open"
    if last == ":":
        return "label"
    words = text.count(" ") + 1
    if last == "?" and words <= 6:
        return "headline"
    if last == "?" and not _INNER_STOP.search(text):
        return "question"
    if ended and words > 2 and (words > 5 or (text.rstrip(_BOUNDARY + '"”’)')[-1:] in "!?." and words > 3)):
        return "prose" if width > 100 and _INNER_STOP.search(text) else "sentence"
    if words <= 3:
        return "short"
    return "headline"
