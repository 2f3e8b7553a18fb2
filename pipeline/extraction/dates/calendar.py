"""Calendar arithmetic under the codebook's rules: which day, month or year a phrase without one means.

A phrase without a year is resolved in the tense's direction from the publication date; every
function here gives the reading for the past and the one for the future.
"""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date, timedelta

from pipeline.extraction.document import ResolvedDate

Readings = tuple[ResolvedDate | None, ResolvedDate | None]
"""What a phrase means in a sentence of the past (or present) and in one of the future."""

UNRESOLVED: Readings = (None, None)

# A tense taken wrongly moves a date by a year. Where the reading in the tense's direction lies this
# far off and the other one is near, the near one is meant.
_FAR = timedelta(days=275)
_NEAR_BEHIND = timedelta(days=75)
_NEAR_AHEAD = timedelta(days=21)


def make_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_month(start: date, months: int) -> date | None:
    """First day of the month that lies `months` away from the month of `start`."""
    index = start.year * 12 + start.month - 1 + months
    return make_date(index // 12, index % 12 + 1, 1) if MINYEAR <= index // 12 <= MAXYEAR else None


def shift_days(start: date, days: int) -> date | None:
    """`start` moved by `days`, None beyond the calendar's ends."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return None


def day(value: date | None, end: date | None = None) -> ResolvedDate | None:
    """A day, or the range of days up to `end`."""
    return ResolvedDate(value, end if end != value else None, "day") if value else None


def month(value: date | None) -> ResolvedDate | None:
    """The month in which `value` falls."""
    return ResolvedDate(value.replace(day=1), None, "month") if value else None


def year(value: int) -> ResolvedDate | None:
    """The calendar year."""
    first = make_date(value, 1, 1)
    return ResolvedDate(first, None, "year") if first else None


def both(value: ResolvedDate | None) -> Readings:
    """A phrase that means the same in every tense."""
    return value, value


def near_weekday(anchor: date, weekday: int, *, strictly: bool = False) -> Readings:
    """The last and the next `weekday` (0 is Monday); the anchor's own day counts unless `strictly`."""
    back = (anchor.weekday() - weekday) % 7 or (7 if strictly else 0)
    ahead = (weekday - anchor.weekday()) % 7 or (7 if strictly else 0)
    return day(shift_days(anchor, -back)), day(shift_days(anchor, ahead))


def near_month(anchor: date, number: int, *, strictly: bool = False) -> Readings:
    """The last and the next month of that number; the anchor's own month counts unless `strictly`."""
    back = (anchor.month - number) % 12 or (12 if strictly else 0)
    ahead = (number - anchor.month) % 12 or (12 if strictly else 0)
    return month(shift_month(anchor, -back)), month(shift_month(anchor, ahead))


def near_year(anchor: date, last_month: int) -> Readings:
    """Year of the last and of the next season, quarter or half that ends with month `last_month`."""
    past = anchor.year if last_month <= anchor.month + 1 else anchor.year - 1
    future = anchor.year if last_month >= anchor.month else anchor.year + 1
    return year(past), year(future)


def span_in_year(first: tuple[int, int], last: tuple[int, int], start_year: int) -> ResolvedDate | None:
    """The days from `first` to `last`, each (month, day), the first in `start_year`."""
    start = make_date(start_year, *first)
    end = make_date(start_year + (last < first), *last)
    return day(start, end) if start and end else None


def near_days(anchor: date, first: tuple[int, int], last: tuple[int, int], weekday: int | None = None) -> Readings:
    """Last and next occurrence of the days from `first` to `last`, each (month, day).

    Where the text names the weekday of the first day, the nearest year in which they agree counts.
    """
    years = range(max(MINYEAR, anchor.year - 8), min(MAXYEAR - 1, anchor.year + 8) + 1)
    found = [reading for number in years if (reading := span_in_year(first, last, number))]
    if weekday is not None:
        agreeing = [reading for reading in found if reading.start.weekday() == weekday]
        close = [reading for reading in agreeing if abs(reading.start - anchor) < timedelta(days=550)]
        if len(close) == 1:
            return both(close[0])
        found = agreeing or found
    past = max((reading for reading in found if reading.start <= anchor), key=lambda r: r.start, default=None)
    future = min(
        (reading for reading in found if (reading.end or reading.start) >= anchor), key=lambda r: r.start, default=None
    )
    if past and future:
        behind, ahead = anchor - past.start, future.start - anchor
        if behind > _FAR and ahead <= _NEAR_AHEAD:
            past = future
        elif ahead > _FAR and behind <= _NEAR_BEHIND:
            future = past
    return past, future
