"""Days counted from another event's: "met a day before the summit opens on Thursday", "on the eve of Friday's vote"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from functools import cache

from pipeline.extraction.dates.grammar import word_values
from pipeline.extraction.document import DateExpression, Document, ResolvedDate
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import published

_BACK = 90
"""Characters before a day in which it is said how far from it the gathering was."""


@cache
def _counted() -> re.Pattern[str]:
    """Words that count from a day, up to that day."""
    numbers = "|".join(sorted((re.escape(n) for n in word_values("number")), key=lambda n: (-len(n), n)))
    return re.compile(
        rf"\b(?:(?P<eve>eve) of|(?:(?:the|(?P<count>{numbers})) (?P<unit>day|week)s?|(?P<hours>hours)) "
        r"(?P<side>before|ahead of|prior to|after|following))\b[^.;:,]*$",
        re.IGNORECASE,
    )


def counted_day(document: Document, frame: Frame, expression: DateExpression) -> DateExpression | None:
    """The frame's own day, where the words tell it by its distance from the day of something else; else None."""
    first = max(frame.reading.sentence.start, expression.start - _BACK)
    hit = _counted().search(document.text, first, expression.start)
    if hit is None or hit.start() <= frame.reading.tokens[frame.trigger.token].start < expression.end:
        return None
    days = 0 if hit["hours"] else 1
    if hit["count"]:
        days = word_values("number")[hit["count"].lower()]
    days *= 7 if (hit["unit"] or "").lower() == "week" else 1
    if hit["eve"] or hit["side"].lower() not in ("after", "following"):
        days = -days
    past, future = _moved(expression.past, days), _moved(expression.future, days)
    today = published(document)
    if frame.status == "held" and today is not None and future is not None and future.start <= today:
        past = future
    return replace(expression, past=past, future=future) if past or future else None


def _moved(read: ResolvedDate | None, days: int) -> ResolvedDate | None:
    """A single day so many days on."""
    if read is None or read.precision != "day" or read.end is not None:
        return None
    return replace(read, start=read.start + timedelta(days=days))
