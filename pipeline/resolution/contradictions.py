"""What two reports of one event cannot say. One contradiction outweighs everything that speaks for a link."""

from __future__ import annotations

from pipeline.resolution.comparisons import Sides, compare_named, compare_types, compare_words
from pipeline.resolution.mentions import Mention
from pipeline.resolution.weights import limits, stage

_OF_TWO = frozenset({"bilateral", "call", "signing", "negotiation"})
"""Kinds of meeting that two parties hold among themselves."""
_OPEN_EVENTS = frozenset({"conference", "summit"})


def _gap(a: Mention, b: Mention) -> int:
    return max(a.first_day - b.last_day, b.first_day - a.last_day, 0)


def _same_name(a: Mention, b: Mention) -> bool:
    """Whether two open events bear one name: the words of one title stand in the other, particular ones among them."""
    fewer, more = sorted((a.name_words, b.name_words), key=len)
    return bool(fewer) and fewer <= more and bool(a.words & b.words & fewer)


def _open_event(a: Mention, b: Mention) -> bool:
    """Whether different articles may name different guests: open events of one name, place and time."""
    return (
        a.type in _OPEN_EVENTS
        and b.type in _OPEN_EVENTS
        and a.city is not None
        and a.city == b.city
        and a.start is not None
        and b.start is not None
        and _gap(a, b) == 0
        and _same_name(a, b)
    )


def _against_report(a: Mention, b: Mention, slack: float) -> bool:
    """Whether the report of an undated record came when the dated one was not yet past, or no longer to come."""
    dated, undated = (a, b) if b.start is None else (b, a)
    if dated.start is None or undated.published is None:
        return False
    if undated.status in ("held", "completed", "agreed", "terminated"):
        return dated.first_day > undated.published + slack
    return undated.status == "planned" and dated.last_day < undated.published - slack


def _at_once(a: Mention, b: Mention) -> bool:
    """Whether the same parties meet on the same day: they can't do so in two countries, but one report may err."""
    return a.exact and b.exact and a.start == b.start and len(a.sides) > 1 and a.sides == b.sides


def _meetings(a: Mention, b: Mention, sides: Sides) -> str | None:
    limit = limits()
    if not a.sides & b.sides and not _open_event(a, b):
        return "no party in common"
    if a.country and b.country and a.country != b.country and not _at_once(a, b):
        return "other countries"
    if _OF_TWO.issuperset((a.type, b.type)) and len(a.sides) == len(b.sides) == 2 and a.sides != b.sides:
        return "other counterpart"
    if compare_named(a, b, sides) == "other_person":
        return "other person for one side"
    if a.start is not None and b.start is not None:
        gap = _gap(a, b)
        if not gap:
            return None
        if a.precision == "day" and b.precision == "day":
            if gap > limit.meeting_days_apart:
                return "days apart"
            if a.city and b.city and a.city != b.city:
                return "other day and other city"
            if compare_types(a, b) == "far":
                return "other day and other kind"
            return None
        slack = limit.coarse_slack_days if "day" in (a.precision, b.precision) else 0
        return "other time" if gap > slack else None
    if a.start is None and b.start is None:
        if a.published is None or b.published is None:
            return None
        apart = b.published - a.published
        before, after = (a, b) if apart >= 0 else (b, a)
        if before.status == "held" and after.status == "planned" and abs(apart) > limit.meeting_days_apart:
            return "held before it was planned"
        return "reported years apart" if abs(apart) > limit.far_report_days else None
    if _against_report(a, b, limit.meeting_days_apart):
        return "reported at another time"
    return "reported years apart" if _far_from_report(a, b) else None


def _far_from_report(a: Mention, b: Mention) -> bool:
    dated, undated = (a, b) if b.start is None else (b, a)
    if undated.published is None:
        return False
    return max(dated.first_day - undated.published, undated.published - dated.last_day) > limits().far_report_days


def _values_differ(a: Mention, b: Mention) -> float:
    """How many times the larger sum is of the smaller; 1 where they are not comparable."""
    if not a.amount or not b.amount or a.currency != b.currency:
        return 1.0
    return max(a.amount, b.amount) / min(a.amount, b.amount)


def _deals(a: Mention, b: Mention, sides: Sides) -> str | None:
    limit = limits()
    if not a.sides & b.sides:
        return "no party in common"
    if compare_types(a, b) == "far":
        return "other kind of deal"
    times = _values_differ(a, b)
    if times > limit.value_far:
        return "sums far apart"
    differ = times > 1 / (1 - limit.value_close)
    if a.start is None or b.start is None:
        if differ:
            return "other sums and no date to tell that they are of one deal"
        if a.start is None and b.start is None:
            return None
        if _against_report(a, b, limit.deal_days_apart) and not _goes_on(a, b):
            return "reported at another time"
        return "reported years apart" if _far_from_report(a, b) and compare_words(a, b) != "strong" else None
    gap = _gap(a, b)
    if a.precision != "day" or b.precision != "day":
        if differ and gap:
            return "other sums at another time"
        return "other time" if gap > limit.deal_coarse_slack_days else None
    if gap <= limit.deal_days_apart:
        return None
    if differ:
        return "other sums at another time"
    if gap <= limit.deal_repeat_days and a.sides == b.sides and len(a.sides) > 1 and a.amount and b.amount:
        return None
    if gap <= limit.deal_stage_days and _goes_on(a, b):
        return None
    return "days apart"


def _goes_on(a: Mention, b: Mention) -> bool:
    """Whether the later of two deals tells a later stage than the earlier, between the same parties."""
    first, then = (a, b) if a.middle <= b.middle else (b, a)
    return stage("deal", then.status) > stage("deal", first.status) and first.sides == then.sides


def contradiction(a: Mention, b: Mention, sides: Sides) -> str | None:
    """Why two reports of one kind cannot be of one event, or None.

    That two records of one article are two events is not looked at here: clustering sees to it.
    """
    return _meetings(a, b, sides) if a.kind == "meeting" else _deals(a, b, sides)
