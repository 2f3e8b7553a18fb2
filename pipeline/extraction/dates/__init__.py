"""Time expressions of an article and what they resolve to under the codebook's rules.

Nothing is resolved against today: without a publication date or dateline, only what the text gives
in full is resolved.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from pipeline.extraction.dates import calendar
from pipeline.extraction.dates.calendar import UNRESOLVED, Readings
from pipeline.extraction.dates.context import Context
from pipeline.extraction.dates.grammar import duration_pattern, matches, word_values
from pipeline.extraction.dates.readings import READERS, is_anaphoric, needed_precision
from pipeline.extraction.document import DateExpression, ResolvedDate
from pipeline.lexicons import table, values

__all__ = ["find_dates", "find_durations"]

_WORD_BEFORE = re.compile(r"([A-Za-z]+)[\s(]+$")
_WORD_AFTER = re.compile(r"[\s-]{1,2}([A-Za-z]+)(?!\w)")
_AND = re.compile(r"\s(?:and|&)\s")
_DATELINE_HEAD = re.compile(r"(?:[^\n.!?;:]|(?<=[A-Z])\.){0,90}")
_DATELINE_TAIL = re.compile(r"[^\n.!?]{0,12}\s*(?:\([^()\n]{2,60}\)\s*)?(?:/\S{2,40}/\s*)?(?:[-–—]{1,2}|:)\s")
# A dateline this much older than the publication belongs to another text.
_DATELINE_AGE = timedelta(days=10)


def find_dates(
    text: str, published: date | None, dateline: date | None, locale: str | None
) -> tuple[DateExpression, ...]:
    """All time expressions of the text, in order, without overlaps.

    Each is resolved for a past and a future tense against the publication date (or the dateline
    where there is none), "today" and its like against the dateline where one is given. The rule
    names of interest to a reader of events: `dateline` (the date line of the report itself),
    `since` (a start of something lasting: dates no event), `deadline` ("by", "until"),
    `anaphoric` (counted from the expression that `against` gives), else the grammar's rule.
    """
    anchor = published or dateline
    spoken = dateline if published and dateline and timedelta(0) <= published - dateline <= _DATELINE_AGE else anchor
    found: list[DateExpression] = []
    month_first = _month_first(locale)
    for rule, match in matches(text):
        if rule not in READERS or not _credible(rule, match, text):
            continue
        against = _antecedent(rule, match, found)
        told = (against.past, against.future) if against else UNRESOLVED
        if is_anaphoric(rule, match) and against is None and rule != "nth_day":
            if anchor is None or rule != "phrase" or needed_precision(rule, match) != "week":
                continue
            told = (calendar.day(anchor), None)  # "the previous week", with no time told before
        base = spoken if rule == "phrase" else anchor
        readings = READERS[rule](match, Context(base, month_first, told))
        if rule == "count_ahead" and not _ahead_for_sure(match, text):
            readings = (None, readings[1])
        joined_by_and = rule == "days" and _AND.search(match[0]) and _word_before(text, match.start()) != "between"
        if joined_by_and and (apart := _apart(match, readings)):
            found += apart
            continue
        start = match.end("lead") if match.groupdict().get("lead") else match.start()
        name = _rule_name(rule, match, text, against is not None)
        span = (against.start, against.end) if against else None
        found.append(DateExpression(start, match.end(), name, *readings, against=span))
    return tuple(_joined(text, _chronicled(text, found)))


_YEAR_LINE = re.compile(r"(?m)^[ \t]*((?:19|20)\d\d)[ \t]*:?[ \t]*$")
_ENTRY_END = re.compile(r"\s?[-–—:]\s")


def _chronicled(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """The expressions, with those that open the lines of a chronicle read in the year that stands above them.

    "2024", and below it "11 December – Officials of both sides hold a first session".
    """
    years = [(hit.start(), int(hit[1])) for hit in _YEAR_LINE.finditer(text)]
    if len(years) < _LEAST_YEARS:
        return found
    out = []
    for expression in found:
        above = [year for start, year in years if start < expression.start]
        opens = expression.start == 0 or text[expression.start - 1] == "\n"
        if not above or not opens or expression.rule not in _YEARLESS or not _ENTRY_END.match(text, expression.end):
            out.append(expression)
            continue
        told = _of_year(expression.past or expression.future, above[-1])
        out.append(replace(expression, past=told, future=told))
    return out


_LEAST_YEARS = 2
"""Lines that are only a year, from which a text is a chronicle."""
_YEARLESS = frozenset({"day", "days", "month", "dateline"})


def _of_year(read: ResolvedDate | None, year: int) -> ResolvedDate | None:
    """The same day or month in another year."""
    if read is None:
        return None
    start = calendar.make_date(year, read.start.month, read.start.day)
    end = calendar.make_date(year, read.end.month, read.end.day) if read.end else None
    return replace(read, start=start, end=end) if start else read


_JOINING = re.compile(r",? (?:to|until|till|through|and) (?:the )?")


def _joined(text: str, found: list[DateExpression]) -> list[DateExpression]:
    """The expressions, with two days of different kinds between "from" and "until" made one range.

    "From Monday until yesterday", "from 3 May to Thursday", "between yesterday and Friday".
    """
    out: list[DateExpression] = []
    for expression in found:
        last = out[-1] if out else None
        between = _JOINING.fullmatch(text, last.end, expression.start) if last else None
        opening = _word_before(text, last.start) if last else ""
        if last is None or between is None or opening not in ("from", "between"):
            out.append(expression)
            continue
        ranged = [_range(a, b) for a in (last.past, last.future) for b in (expression.past, expression.future)]
        near = [r for r in ranged if r is not None]
        if not near or ("and" in between[0]) != (opening == "between"):
            out.append(expression)
            continue
        past, future = _range(last.past, expression.past), _range(last.future, expression.future)
        best = min(near, key=lambda r: (r.end or r.start) - r.start)
        out[-1] = DateExpression(last.start, expression.end, "days", past or best, future or best)
    return out


_LONGEST_RANGE = timedelta(days=14)


def _range(first: ResolvedDate | None, last: ResolvedDate | None) -> ResolvedDate | None:
    """The days from one day to another, where they are at most two weeks."""
    if first is None or last is None or {first.precision, last.precision} != {"day"} or first.end or last.end:
        return None
    sound = timedelta(0) < last.start - first.start <= _LONGEST_RANGE
    return calendar.day(first.start, last.start) if sound else None


def find_durations(text: str) -> tuple[tuple[int, int, int], ...]:
    """How many days an event lasts, where the text says so ("the four-day forum"): start, end, days."""
    return tuple(
        (hit.start(), hit.end(), int(hit[1]) if hit[1].isdigit() else word_values("number")[hit[1].lower()])
        for hit in duration_pattern().finditer(text)
    )


def _apart(match: re.Match[str], readings: Readings) -> list[DateExpression]:
    """Two expressions for "January 9 and 12", which are two days; none for days that follow each other."""
    past, future = readings
    some = past or future
    if some is None or some.end is None or some.end - some.start <= timedelta(days=match[0].count(",") + 1):
        return []

    def first(reading: ResolvedDate | None) -> ResolvedDate | None:
        return calendar.day(reading.start) if reading else None

    def last(reading: ResolvedDate | None) -> ResolvedDate | None:
        return calendar.day(reading.end) if reading else None

    middle = match.end("first_year") if match.groupdict().get("first_year") else match.end("day")
    start = match.start("last_month" if match.groupdict().get("last_month") else "last_day")
    start = min(start, match.start("last_day"))
    return [
        DateExpression(match.start(), middle, "day", first(past), first(future)),
        DateExpression(start, match.end(), "day", last(past), last(future)),
    ]


def _antecedent(rule: str, match: re.Match[str], found: list[DateExpression]) -> DateExpression | None:
    """The nearest expression before that is as fine as the anaphoric one asks; None if it isn't anaphoric."""
    if not is_anaphoric(rule, match):
        return None
    fine = {"day": ("day",), "week": ("day", "month"), "month": ("day", "month")}
    wanted = fine.get(needed_precision(rule, match), ("day", "month", "year"))
    for expression in reversed(found):
        reading = expression.past or expression.future
        if reading and reading.precision in wanted and expression.rule not in {"since", "deadline"}:
            return expression
    return None


@cache
def _cues() -> dict[str, frozenset[str]]:
    """Words before or after an expression, by what they show (lexicon `date_cues`)."""
    return {row["shows"]: frozenset(values(row["words"])) for row in table("date_cues")}


def _word_before(text: str, start: int) -> str:
    found = _WORD_BEFORE.search(text, max(0, start - 20), start)
    return found[1].lower() if found else ""


def _word_after(text: str, end: int) -> str:
    found = _WORD_AFTER.match(text, end)
    return found[1] if found else ""


def _credible(rule: str, match: re.Match[str], text: str) -> bool:
    """Whether words that look like a date are one: no name ("Theresa May"), no number of things."""
    cues = _cues()
    before, after = _word_before(text, match.start()), _word_after(text, match.end())
    if rule == "month":
        word = match["month"]
        if match[0] != word:
            return True
        if before in cues["before_month"]:
            return not (word.lower() == "may" and before in cues["before_verb"]) or _set_for(text, match, after)
        if word.lower() in _full_months():
            return not (word.lower() in cues["month_names"] and (after[:1].isupper() or _named(text, match)))
        return word.lower() in cues["month_names"] and after in cues["event_nouns"] and before != ""
    if rule == "dotted":
        return before in cues["before_dotted"]
    if rule in ("slashed", "slashed_days"):
        return before in cues["before_slashed"] and match[0] not in cues["set_slashed"]
    if rule == "weekday":
        if before == "the":  # "on the Thursday"
            return text[: match.start()].lower().endswith("on the ") and not after[:1].isupper()
        return after not in cues["after_weekday"] and before not in cues["before_weekday"]
    if rule == "year":
        return after.lower() not in cues["counted"] and before not in cues["numbered"]
    if rule == "count_told":
        # "a day after the talks" counts from an event; only with nothing after it does it count from what was told.
        return match["side"].lower() in {"earlier", "later"} or (
            after.lower() not in cues["event_follows"] and not after
        )
    if rule == "count_ahead":
        return _ahead_for_sure(match, text) or _soon(match, text)
    if rule == "phrase" and match["phrase"].lower().endswith(("after", "before")):
        return not after or after.lower() in cues["clause_starts"]
    if rule == "phrase" and match["phrase"].lower().endswith(("last week", "last weekend")):
        return not _PART_OF.match(text, match.end())
    return True


_PART_OF = re.compile(r"\sof\s[A-Z]")
"""Behind "the last week": what it is the last of ("the last week of February")."""


def _set_for(text: str, match: re.Match[str], after: str) -> bool:
    """Whether "for May" or "to May" tells when something is to be: what goes on behind it is no verb or name."""
    return bool(_PUNCTUATION.match(text, match.end())) or after in _cues()["after_month"]


_PUNCTUATION = re.compile(r"\s?(?:[.,;:)]|$)")
_COUNTED_BEFORE = re.compile(
    r"\b(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ll]ast|[Oo]nly|[Mm]ost|times?|once|twice|\w+est|\d+(?:st|nd|rd|th))\b"
    r"[^.;\n]{0,60}$"
)


def _soon(match: re.Match[str], text: str) -> bool:
    """Whether "in two weeks" can be said of what is to come, and is no count's span ("the third in two weeks")."""
    unit = match["unit"].lower()
    return unit.startswith(("day", "week", "month")) and not _COUNTED_BEFORE.search(
        text, max(0, match.start() - 80), match.start()
    )


def _ahead_for_sure(match: re.Match[str], text: str) -> bool:
    """Whether "in two weeks" is said of what is to come, whatever the tense, and is no span of time."""
    cues = _cues()
    return (
        match["side"].lower() == "within"
        or bool(cues["coming"] & set(match[0].lower().split()))
        or _word_before(text, match.start()) in cues["before_ahead"]
        or "time" in match[0]
    )


def _long_term(match: re.Match[str]) -> bool:
    """Whether a term is too long to tell the month in which what it is for will be."""
    text, unit = match["number"].lower(), match["unit"].lower()
    count = int(text) if text.isdigit() else word_values("number")[text]
    days = {"d": 1, "w": 7, "m": 30, "y": 365}[unit[0]]
    return count * days > _SHORT_TERM


_SHORT_TERM = 31
"""Days within which a term tells the month."""


@cache
def _full_months() -> frozenset[str]:
    return frozenset(
        form.lower() for row in table("calendar_words") if row["kind"] == "month" for form in values(row["forms"])
    )


def _named(text: str, match: re.Match[str]) -> bool:
    """Whether a capitalised word stands right before, as a first name would."""
    return bool(re.compile(r"[A-Z][a-z]+\s$").search(text, max(0, match.start() - 15), match.start()))


def _rule_name(rule: str, match: re.Match[str], text: str, anaphoric: bool) -> str:
    if anaphoric:
        return "anaphoric"
    before = _word_before(text, match.start())
    for name in ("since", "deadline"):
        if before in _cues()[name] and not text.startswith(", when ", match.end()):
            return name
    if rule == "count_ahead" and match["side"].lower() == "within" and _long_term(match):
        return "deadline"
    if rule in {"day", "iso"} and before != "to" and _is_dateline(match, text):
        return "dateline"
    return rule


def _is_dateline(match: re.Match[str], text: str) -> bool:
    """Whether the date stands in the opening of a report: PLACE, date (AGENCY) -- text."""
    start = text.rfind("\n", max(0, match.start() - 100), match.start()) + 1
    if start == 0 and match.start() > 100:
        return False
    head = _DATELINE_HEAD.fullmatch(text, start, match.start())
    return bool(head and text[start : match.start()].strip() and _DATELINE_TAIL.match(text, match.end()))


def _month_first(locale: str | None) -> bool | None:
    """Whether numeric dates give the month first: by the publisher's country, else unknown."""
    if not locale:
        return None
    country = locale.replace("_", "-").rpartition("-")[2].upper()
    return country in _cues()["month_first_countries"]
