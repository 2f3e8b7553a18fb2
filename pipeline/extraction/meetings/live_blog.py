"""Live blogs, written entry by entry, each under its hour: what they tell without a day has been that day."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.gatherings import Gathering

_HOUR = re.compile(
    r"^[^\S\n]*(?:[01]?\d|2[0-3])[.:h][0-5]\d(?:[^\S\n]?(?:[ap]\.?m\.?|GMT|BST|CES?T|EDT|EST|UTC|IST))?(?=\s|[:–—-]|$)",
    re.MULTILINE | re.IGNORECASE,
)
_ENTRIES = 3
"""Lines that begin with an hour from which an article is a live blog."""
_NOT_NOW = ("modifier", "after")


def written_live(document: Document) -> bool:
    """Whether the lines of the raw text begin with the hours of one day."""
    hours = _HOUR.finditer(document.source.article.text)
    return sum(1 for _, _hit in zip(range(_ENTRIES), hours, strict=False)) == _ENTRIES


def of_the_day(document: Document, gathering: Gathering) -> bool:
    """Whether a gathering told in a live blog without its time has been that day."""
    first = gathering.frames[0]
    now = first.status == "held" and first.status_rule not in _NOT_NOW and first.reading.sentence.kind == "body"
    return now and written_live(document)
