"""What a date phrase is read against, and the numbers that its match holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from pipeline.extraction.dates.calendar import UNRESOLVED, Readings
from pipeline.extraction.dates.grammar import word_values

OFFSETS = {"last": -1, "this": 0, "next": 1}


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is read against.

    `anchor` is the day of writing (None where nobody tells it); `month_first` says whether 1/11 is
    11 January (None: unknown); `told` are the readings of the expression told before.
    """

    anchor: date | None
    month_first: bool | None
    told: Readings = UNRESOLVED


def number(match: re.Match[str], group: str) -> int | None:
    """The number that a group holds; None where it is absent."""
    text = match.groupdict().get(group)
    return int(text) if text else None


def month_of(match: re.Match[str], group: str = "month") -> int:
    """The number of the month that a group names."""
    return word_values("month")[match[group].lower()]


def weekday_of(match: re.Match[str]) -> int | None:
    """The weekday that the match names, 0 is Monday; None where it names none."""
    text = match.groupdict().get("weekday")
    return word_values("weekday")[text.lower()] if text else None


def relative_year(match: re.Match[str], anchor: date | None, group: str = "their_year") -> int | None:
    """The year that "last", "this" or "next year" means; None without it or without a day of writing."""
    which = match.groupdict().get(group)
    if not which or anchor is None:
        return None
    return anchor.year + OFFSETS[which.lower()]
