"""Days told by their number or a weekday's place in a month: "on the 8th", "Friday 20", "the second Sunday of May"."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipeline.extraction.dates import calendar
from pipeline.extraction.dates.calendar import UNRESOLVED, Readings
from pipeline.extraction.dates.context import OFFSETS, Context, month_of, number, weekday_of
from pipeline.extraction.dates.grammar import word_values

_MONTHS_AROUND = (-2, -1, 0, 1, 2)


def _nth(text: str) -> int:
    return word_values("ordinal").get(text.lower()) or int(text[:-2])


def _nth_of_month(match: re.Match[str], context: Context) -> Readings:
    first, last = _nth(match["nth"]), _nth(match["last_nth"] or match["nth"])
    groups = match.groupdict()
    which = groups.get("their_month")
    their = context.anchor and which and calendar.shift_month(context.anchor, OFFSETS[which])
    year = their.year if their else number(match, "year")
    if year:
        month = their.month if their else month_of(match)
        if last < first:
            return UNRESOLVED
        start, end = calendar.make_date(year, month, first), calendar.make_date(year, month, last)
        return calendar.both(calendar.day(start, end)) if start and end else UNRESOLVED
    if context.anchor is None or not groups.get("month"):
        return UNRESOLVED
    return calendar.near_days(context.anchor, (month_of(match), first), (month_of(match), last))


def _around(dates: list[date | None], anchor: date) -> Readings:
    """The last of the days up to the anchor, and the first from it on."""
    known = [value for value in dates if value is not None]
    past = max((value for value in known if value <= anchor), default=None)
    future = min((value for value in known if value >= anchor), default=None)
    return calendar.day(past), calendar.day(future)


def _that_day(anchor: date, day: int) -> list[date | None]:
    """The days of that number in the months around the anchor's."""
    firsts = [calendar.shift_month(anchor, months) for months in _MONTHS_AROUND]
    return [calendar.make_date(first.year, first.month, day) for first in firsts if first]


def _day_only(match: re.Match[str], context: Context) -> Readings:
    if context.anchor is None:
        return UNRESOLVED
    day = word_values("ordinal")[match["day_words"].lower()] if match["day_words"] else int(match["day"])
    return _around(_that_day(context.anchor, day), context.anchor)


def _weekday_day(match: re.Match[str], context: Context) -> Readings:
    """A weekday with the number of its day; where no month near by agrees, the weekday alone."""
    weekday = weekday_of(match)
    if context.anchor is None or weekday is None:
        return UNRESOLVED
    day = int(match["day"] or match["nth_day"][:-2])
    agreeing = [value for value in _that_day(context.anchor, day) if value and value.weekday() == weekday]
    if not agreeing:
        return calendar.near_weekday(context.anchor, weekday)
    past, future = _around([*agreeing], context.anchor)
    return past or future, future or past


def _nth_weekday(match: re.Match[str], context: Context) -> Readings:
    weekday = weekday_of(match) or 0
    nth = word_values("ordinal").get(match["nth_weekday"].lower(), 0)

    def of(first: date | None) -> date | None:
        if first is None:
            return None
        if not nth:
            last = calendar.shift_month(first, 1)
            return last - timedelta(days=(last.weekday() - weekday - 1) % 7 + 1) if last else None
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        return found if found.month == first.month else None

    year = number(match, "year")
    if match["month"] and year:
        return calendar.both(calendar.day(of(calendar.make_date(year, month_of(match), 1))))
    if context.anchor is None:
        return UNRESOLVED
    which = match["their_month"]
    if which:
        return calendar.both(calendar.day(of(calendar.shift_month(context.anchor, OFFSETS[which.lower()]))))
    if match["month"]:
        years = (context.anchor.year - 1, context.anchor.year, context.anchor.year + 1)
        return _around([of(calendar.make_date(y, month_of(match), 1)) for y in years], context.anchor)
    return _around([of(calendar.shift_month(context.anchor, months)) for months in _MONTHS_AROUND], context.anchor)


def _slashed_days(match: re.Match[str], context: Context) -> Readings:
    """A range "3/17-3/19": the order of day and month is the locale's, else the one in which both are dates."""
    if context.anchor is None:
        return UNRESOLVED
    pairs = (int(match["first"]), int(match["second"])), (int(match["third"]), int(match["fourth"]))
    orders = [[(b, a) for a, b in pairs], list(pairs)]
    if context.month_first:
        orders.reverse()
    sound = [order for order in orders if all(month <= 12 for month, _ in order)]
    if context.month_first is None and len(sound) == 2:
        sound.sort(key=lambda order: order[0][0] != order[1][0])  # a range within one month is the likelier
    return calendar.near_days(context.anchor, sound[0][0], sound[0][1]) if sound else UNRESOLVED


def _dotted(match: re.Match[str], context: Context) -> Readings:
    if context.anchor is None:
        return UNRESOLVED
    month, day = int(match["month_number"]), int(match["day"])
    return calendar.near_days(context.anchor, (month, day), (month, number(match, "last_day") or day))


DAY_READERS: dict[str, Callable[[re.Match[str], Context], Readings]] = {
    "nth_of_month": _nth_of_month,
    "day_only": _day_only,
    "weekday_day": _weekday_day,
    "nth_weekday": _nth_weekday,
    "slashed_days": _slashed_days,
    "dotted": _dotted,
}
"""What reads the match of each of these rules."""
