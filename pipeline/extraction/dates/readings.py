"""What each date rule's words mean: one function per kind of expression, from match to readings."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from pipeline.extraction.dates import calendar
from pipeline.extraction.dates.calendar import UNRESOLVED, Readings
from pipeline.extraction.dates.context import OFFSETS, Context, month_of, number, relative_year, weekday_of
from pipeline.extraction.dates.day_readings import DAY_READERS
from pipeline.extraction.dates.grammar import word_values
from pipeline.extraction.document import ResolvedDate
from pipeline.lexicons import table


def _iso(match: re.Match[str], context: Context) -> Readings:
    found = calendar.make_date(int(match["year"]), int(match["month_number"]), int(match["day"]))
    return calendar.both(calendar.day(found))


def _days(match: re.Match[str], context: Context) -> Readings:
    groups = match.groupdict()
    month = month_of(match)
    first = (month, int(match["day"]))
    last_month = month_of(match, "last_month") if groups.get("last_month") else month
    last = (last_month, int(groups.get("last_day") or match["day"]))
    year = number(match, "year") or number(match, "y2")
    first_year = number(match, "first_year")
    relative = relative_year(match, context.anchor)
    if first_year is None and (year or relative):
        end_year = year or relative or 0
        first_year = end_year - 1 if last < first else end_year
    if first_year is not None:
        if year is not None and year > first_year and last >= first:
            start, end = calendar.make_date(first_year, *first), calendar.make_date(year, *last)
            return calendar.both(calendar.day(start, end)) if start and end else UNRESOLVED
        return calendar.both(calendar.span_in_year(first, last, first_year))
    if context.anchor is None or groups.get("their_year"):
        return UNRESOLVED
    return calendar.near_days(context.anchor, first, last, weekday_of(match))


def _spelled(match: re.Match[str], context: Context) -> Readings:
    groups = match.groupdict()
    day = word_values("ordinal")[groups["day_words"].lower()] if groups["day_words"] else int(groups["day"])
    spelled = groups["year_words"]
    year = word_values("spelled_year")[spelled.lower()] if spelled else number(match, "year")
    if year:
        return calendar.both(calendar.day(calendar.make_date(year, month_of(match), day)))
    moment = (month_of(match), day)
    return calendar.near_days(context.anchor, moment, moment) if context.anchor else UNRESOLVED


def _week_of(match: re.Match[str], context: Context) -> Readings:
    moment = (
        (month_of(match), int(match["day"])) if match["month"] else (month_of(match, "us_month"), int(match["us_day"]))
    )
    year = number(match, "year")
    if year:
        found = calendar.make_date(year, *moment)
        return calendar.both(calendar.month(found)) if found else UNRESOLVED
    if context.anchor is None:
        return UNRESOLVED
    past, future = calendar.near_days(context.anchor, moment, moment)
    return calendar.month(past.start) if past else None, calendar.month(future.start) if future else None


def _holiday(match: re.Match[str], context: Context) -> Readings:
    month, day = divmod(word_values("holiday")[match["holiday"].lower()], 100)
    year = number(match, "year")
    if year:
        return calendar.both(calendar.day(calendar.make_date(year, month, day)))
    return calendar.near_days(context.anchor, (month, day), (month, day)) if context.anchor else UNRESOLVED


def _month_told_year(match: re.Match[str], context: Context) -> Readings:
    offset = {"following": 1, "previous": -1}.get(match["told"].lower().split()[-1], 0)

    def moved(told: date) -> ResolvedDate | None:
        return calendar.month(calendar.make_date(told.year + offset, month_of(match), 1))

    return _map_told(context, moved)


def _month_year(match: re.Match[str], context: Context) -> Readings:
    return calendar.both(calendar.month(calendar.make_date(int(match["year"]), month_of(match), 1)))


def _month_their_year(match: re.Match[str], context: Context) -> Readings:
    year = relative_year(match, context.anchor)
    return calendar.both(calendar.month(calendar.make_date(year, month_of(match), 1))) if year else UNRESOLVED


def _month_alone(match: re.Match[str], context: Context) -> Readings:
    if context.anchor is None:
        return UNRESOLVED
    which = (match.groupdict().get("which") or "").lower()
    number = month_of(match)
    past, future = calendar.near_month(context.anchor, number, strictly=which in {"last", "past", "next", "coming"})
    return _by_which(which, past, future)


def _by_which(which: str, past: ResolvedDate | None, future: ResolvedDate | None) -> Readings:
    if which.endswith(("last", "past")):
        return past, past
    if which.endswith(("next", "coming")):
        return future, future
    return past, future


def _numeric(match: re.Match[str], context: Context) -> Readings:
    short = number(match, "short_year")
    year = number(match, "year") or (2000 + short if short is not None else None)
    first, second = int(match["first"]), int(match["second"])
    orders = [(second, first), (first, second)]
    if context.month_first and match.groupdict().get("mark") != ".":
        orders.reverse()
    if context.month_first is None and context.anchor and first != second:
        # Nobody tells the locale: the reading that lies nearer to the day of writing.
        near = {order: _distance(order, year, context.anchor) for order in orders}
        orders.sort(key=lambda order: near[order])
    for month, day in orders:
        if month > 12:
            continue
        if year is not None:
            found = calendar.make_date(year, month, day)
            if found:
                return calendar.both(calendar.day(found))
        elif context.anchor is not None:
            return calendar.near_days(context.anchor, (month, day), (month, day))
    return UNRESOLVED


def _distance(order: tuple[int, int], year: int | None, anchor: date) -> timedelta:
    years = (year,) if year else (anchor.year - 1, anchor.year, anchor.year + 1)
    found = [calendar.make_date(number, *order) for number in years]
    return min((abs(value - anchor) for value in found if value), default=timedelta.max)


def _weekday_alone(match: re.Match[str], context: Context) -> Readings:
    weekday = weekday_of(match)
    if context.anchor is None or weekday is None:
        return UNRESOLVED
    which = (match.groupdict().get("which") or "").lower()
    past, future = calendar.near_weekday(context.anchor, weekday, strictly=which in {"last", "past", "next", "coming"})
    if which == "next" and future and future.start.isocalendar()[:2] == context.anchor.isocalendar()[:2]:
        future = calendar.day(calendar.shift_days(future.start, 7))  # on a Tuesday, "next Friday" is not in three days
    return _by_which(which, past, future)


def _weekday_far(match: re.Match[str], context: Context) -> Readings:
    _, ahead = _weekday_alone(match, context)
    return calendar.both(calendar.day(calendar.shift_days(ahead.start, 7)) if ahead else None)


def _weekdays(match: re.Match[str], context: Context) -> Readings:
    past, future = _weekday_alone(match, context)
    length = (word_values("weekday")[match["last_weekday"].lower()] - (weekday_of(match) or 0)) % 7

    def ranged(first: ResolvedDate | None) -> ResolvedDate | None:
        return calendar.day(first.start, calendar.shift_days(first.start, length)) if first else None

    if past and context.anchor and past.start + timedelta(days=length) > context.anchor and length:
        # "met on Thursday and Friday", written on a Thursday or Friday, is the week before only if both lie behind.
        past = past if past.start < context.anchor else calendar.day(calendar.shift_days(past.start, -7))
    return ranged(past), ranged(future)


def _weekday_week(match: re.Match[str], context: Context) -> Readings:
    which = match["which"].lower()
    weekday = weekday_of(match) or 0
    if which in {"that", "the following"}:
        return _map_told(context, lambda told: _in_week(told, weekday, int(which != "that")))
    if context.anchor is None:
        return UNRESOLVED
    return calendar.both(_in_week(context.anchor, weekday, OFFSETS[which]))


def _in_week(anchor: date, weekday: int, weeks: int) -> ResolvedDate | None:
    return calendar.day(calendar.shift_days(anchor, weekday - anchor.weekday() + 7 * weeks))


def _year(match: re.Match[str], context: Context) -> Readings:
    return calendar.both(calendar.year(int(match["year"])))


def _their_year(match: re.Match[str], context: Context) -> Readings:
    year = relative_year(match, context.anchor)
    return calendar.both(calendar.year(year)) if year else UNRESOLVED


def _season(match: re.Match[str], context: Context) -> Readings:
    if context.anchor is None:
        return UNRESOLVED
    last_month = word_values("season")[match["season"].lower()]
    which = (match.groupdict().get("which") or "").lower()
    past, future = calendar.near_year(context.anchor, last_month)
    return _by_which(which, past, future)


def _part(match: re.Match[str], context: Context) -> Readings:
    if context.anchor is None:
        return UNRESOLVED
    part = match["part"].lower()
    which = (match.groupdict().get("which") or "").lower()
    quarter = word_values("quarter").get(part) or 2 * word_values("half").get(part, 0)
    if part == "quarter" or not quarter:
        quarter = (context.anchor.month - 1) // 3
        past = calendar.year(context.anchor.year if quarter else context.anchor.year - 1)
        future = calendar.year(context.anchor.year if quarter < 3 else context.anchor.year + 1)
        return (
            (past, future)
            if which.endswith(("last", "past", "next", "coming"))
            else calendar.both(calendar.year(context.anchor.year))
        )
    past, future = calendar.near_year(context.anchor, 3 * quarter)
    return _by_which(which, past, future)


def _moved(anchor: date, unit: str, count: int) -> ResolvedDate | None:
    """`anchor` moved by `count` units: days give a day, weeks and months a month, years a year."""
    if unit.startswith("day"):
        return calendar.day(calendar.shift_days(anchor, count))
    if unit.startswith("week"):
        return calendar.month(calendar.shift_days(anchor, 7 * count))
    if unit.startswith("month"):
        return calendar.month(calendar.shift_month(anchor, count))
    return calendar.year(anchor.year + count)


def _count(match: re.Match[str]) -> int:
    text = match["number"].lower()
    return int(text) if text.isdigit() else word_values("number")[text]


def _count_from_anchor(match: re.Match[str], context: Context) -> Readings:
    if context.anchor is None:
        return UNRESOLVED
    side, unit = match["side"].lower(), match["unit"].lower()
    count = -_count(match) if side == "ago" else _count(match)
    found = _moved(context.anchor, unit, count)
    # A term ("within 15 days") tells the month in which it ends, and no day.
    if found and side in {"in", "within"} and unit.startswith("day") and abs(count) > 2:
        found = calendar.month(found.start)
    return calendar.both(found)


def _count_from_told(match: re.Match[str], context: Context) -> Readings:
    back = match["side"].lower() in {"earlier", "before"}
    count = -_count(match) if back else _count(match)
    return _map_told(context, lambda told: _moved(told, match["unit"].lower(), count))


def _nth_day(match: re.Match[str], context: Context) -> Readings:
    nth, days = word_values("ordinal")[match["nth"].lower()], _count(match)

    def whole(today: date) -> ResolvedDate | None:
        first = calendar.shift_days(today, 1 - nth)
        return calendar.day(first, calendar.shift_days(first, days - 1)) if first else None

    if context.told != UNRESOLVED:
        return _map_told(context, whole)
    return calendar.both(whole(context.anchor)) if context.anchor else UNRESOLVED


def _map_told(context: Context, move: Callable[[date], ResolvedDate | None]) -> Readings:
    past, future = context.told
    return (move(past.end or past.start) if past else None), (move(future.end or future.start) if future else None)


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return {row["phrase"].lower(): row for row in table("date_phrases")}


def is_anaphoric(rule: str, match: re.Match[str]) -> bool:
    """Whether the expression counts from the one told before it."""
    if rule == "phrase":
        return _phrases()[match["phrase"].lower()]["base"] == "told"
    if rule == "weekday_week":
        return match["which"].lower() in {"that", "the following"}
    return rule in {"count_told", "month_told_year", "nth_day"}


def needed_precision(rule: str, match: re.Match[str]) -> str:
    """The unit in which an anaphoric expression counts: the expression it refers to must be as fine."""
    if rule == "phrase":
        return _phrases()[match["phrase"].lower()]["unit"]
    if rule in {"month_told_year", "nth_day"}:
        return "year" if rule == "month_told_year" else "day"
    return match["unit"].lower().rstrip("s") if rule == "count_told" else "week"


def _phrase(match: re.Match[str], context: Context) -> Readings:
    row = _phrases()[match["phrase"].lower()]
    offset, unit = int(row["offset"]), row["unit"]
    if row["base"] == "told":
        return _map_told(context, lambda told: _moved(told, unit, offset))
    return calendar.both(_moved(context.anchor, unit, offset)) if context.anchor else UNRESOLVED


READERS: dict[str, Callable[[re.Match[str], Context], Readings]] = {
    **DAY_READERS,
    "iso": _iso,
    "week_of": _week_of,
    "holiday": _holiday,
    "year_first": _days,
    "days": _days,
    "day": _days,
    "spelled": _spelled,
    "month_year": _month_year,
    "month_told_year": _month_told_year,
    "month_their_year": _month_their_year,
    "month_which": _month_alone,
    "month": _month_alone,
    "numeric": _numeric,
    "slashed": _numeric,
    "weekdays": _weekdays,
    "weekday_week": _weekday_week,
    "weekday_far": _weekday_far,
    "weekday": _weekday_alone,
    "part_year": _year,
    "part_their_year": _their_year,
    "season_year": _year,
    "season_their_year": _their_year,
    "season_which": _season,
    "season": _season,
    "part_which": _part,
    "count_ago": _count_from_anchor,
    "count_told": _count_from_told,
    "count_ahead": _count_from_anchor,
    "nth_day": _nth_day,
    "phrase": _phrase,
    "year": _year,
}
"""What reads the match of each rule; a rule without a reader marks words that are no date of an event."""
