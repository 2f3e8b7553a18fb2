"""The dateline that opens a story: "WASHINGTON, Jan 11 (Reuters) - ..." and its relatives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from pipeline.lexicons import table, values

REACH = 220
"""Characters of a paragraph in which a dateline can stand."""
NEAR = timedelta(days=45)
"""A dateline without a year is taken for the last such day, or one up to this far after publication."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where and when a story was filed, and by which agency, each where the dateline says so."""

    city: str | None
    day: date | None
    agency: str | None


@cache
def _months() -> dict[str, int]:
    months: dict[str, int] = {}
    for row in table("calendar_words"):
        if row["kind"] == "month":
            for form in values(row["forms"]) + values(row["short_forms"] or ""):
                months[form.lower().rstrip(".")] = int(row["value"])
    return months


@cache
def _month_pattern() -> str:
    return "(?i:" + "|".join(sorted((re.escape(m) for m in _months()), key=len, reverse=True)) + r")\b\.?"


@cache
def _pattern() -> re.Pattern[str]:
    place = r"(?P<city>[A-ZÀ-Þ][\w.’'-]*(?:[ -][A-ZÀ-Þa-z][\w.’'-]*){0,3}?)"
    region = r"(?:(?:,|/)\s?[A-Z][\w. ]{1,25}?){0,2}"
    day = (
        rf"(?P<month>{_month_pattern()})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<year>\d{{4}}))?"
        rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month2>{_month_pattern()})(?:,?\s(?P<year2>\d{{4}}))?"
    )
    weekday = r"(?:[A-Z][a-z]{2,8}day,?\s)?"
    agency = r"(?:\s?[(\[](?P<agency>[^()\[\]]{2,40})[)\]]|\s?/(?P<agency2>[^/]{2,40})/|,\s(?P<agency3>[A-Z]{2,6}))"
    end = r"(?![-–—]\d)\s?(?:--?|–|—|:|\|)\s?(?=\S)"  # "Norway on June 3-5" goes on
    dated = rf"\(?{place}{region}\s?(?:--|[,–—-])?\s?{weekday}(?:{day})\)?{agency}?(?:{end}|(?<=\))\s)"
    bracketed = agency.removesuffix(r"|,\s(?P<agency3>[A-Z]{2,6}))") + ")"
    bare = rf"{place}{region}{bracketed}{end}".replace("P<", "P<bare_")
    capitals = (
        r"(?P<caps>[A-ZÀ-Þ][A-ZÀ-Þ.’'-]{2,}(?:[ -][A-ZÀ-Þ.’'-]{2,}){0,3})(?:,\s[A-Z][\w. ]{1,25})?"
        r"(?:\s?[–—]|\s-{1,2}|(?<=[A-Z]{5}):)\s?(?=\S)"
    )
    return re.compile(rf"(?:{dated}|{bare}|{capitals})")


@cache
def _agency_end() -> re.Pattern[str]:
    return re.compile(r"\d")


def read_dateline(paragraph: str, published: date | None) -> Dateline | None:
    """The dateline at the beginning of a paragraph; None where there is none.

    A day given without its year is dated by `published`; without that, it stays unknown.
    """
    match = _pattern().match(paragraph[:REACH])
    if match is None or not _names_a_town(match):
        return None
    if match["caps"] and ":" in match[0] and " " in match["caps"]:
        return None
    city = match["city"] or match["bare_city"] or match["caps"]
    agency = match["agency"] or match["agency2"] or match["agency3"] or match["bare_agency"] or match["bare_agency2"]
    if match["bare_city"] and not (match["bare_agency"] or match["bare_agency2"]):
        return None
    if agency and _agency_end().search(agency) and "/" not in match[0]:
        agency = None
    month = match["month"] or match["month2"]
    day = _day(month, match["day"] or match["day2"], match["year"] or match["year2"], published) if month else None
    return Dateline(_cased(city), day, agency.strip() if agency else None)


def _names_a_town(match: re.Match[str]) -> bool:
    """Whether the words before the day are those of a place, and not of a sentence: "And on January 6th — "."""
    start = match.start("month") if match["month"] else match.start("month2") if match["month2"] else -1
    words = match.string[: max(start, 0)].replace("(", " ").replace(",", " ").split()
    return not words or (
        words[0].lower() not in _openers()
        and all(not (w.isalpha() and w.islower()) or w in _small_words() for w in words)
    )


@cache
def _openers() -> frozenset[str]:
    return frozenset(row["word"] for row in table("function_words") if row["opens"] == "yes")


@cache
def _small_words() -> frozenset[str]:
    """Words in small letters that stand in the names of places, or between two."""
    return frozenset(row["word"] for row in table("name_particles")) | {"and"}


def dateline_end(paragraph: str) -> int:
    """How many characters at the beginning of a paragraph are its dateline; 0 where there is none."""
    match = _pattern().match(paragraph[:REACH])
    if match is None or read_dateline(paragraph, None) is None:
        plain = _TOWN_AND_STATE.match(paragraph[:REACH])
        return plain.end() if plain is not None else 0
    return 0 if _label().match(paragraph, match.end()) else match.end()


_TOWN_AND_STATE = re.compile(
    r"[A-ZÀ-Þ][\w.’'-]*(?:[ -][A-ZÀ-Þ][\w.’'-]*){0,3},\s[A-Z][\w.]{1,15}(?:\s[A-Z][\w.]{1,15})?"
    r"\s(?:--|–|—)\s(?=[A-ZÀ-Þ“\"‘'])"
)
"""A dateline that tells no day: "Vancouver, B.C. – Teck hosted"."""


@cache
def _label() -> re.Pattern[str]:
    """A word in capitals after the place, by which the line is an entry of a list: "ASTANA - POSTPONED: the"."""
    return re.compile(r"[A-Z]{4,}[^.\n]{0,40}:")


def _day(month: str, day: str, year: str | None, published: date | None) -> date | None:
    number = _months()[month.lower().rstrip(".")]
    if year is None and published is None:
        return None
    candidate = int(year) if year else (published.year if published else 0)
    try:
        found = date(candidate, number, int(day))
    except ValueError:
        return None
    if year is None and published is not None:
        if found > published + NEAR:
            found = _shifted(found, -1)
        elif found < published - timedelta(days=320):
            found = _shifted(found, 1)
    return found


def _shifted(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _cased(city: str | None) -> str | None:
    """A city in capitals as a name: "NEW YORK" is "New York"."""
    if city is None:
        return None
    city = city.strip(" ,-")
    return city.title().replace("’S", "’s") if city.isupper() else city


def stamped_day(line: str, day_first: bool | None) -> date | None:
    """The first full date in a time stamp; a numeric one only where its order is plain or `day_first` tells it."""
    match = _stamp().search(line[:REACH])
    if match is None:
        return None
    try:
        if match["iso_year"]:
            return date(int(match["iso_year"]), int(match["iso_month"]), int(match["iso_day"]))
        month = match["month"] or match["month2"]
        if month:
            number = _months()[month.lower().rstrip(".")]
            return date(int(match["year"] or match["year2"]), number, int(match["day"] or match["day2"]))
        first, second, year = int(match["first"]), int(match["second"]), int(match["any_year"])
        if match["sign"] == ".":
            day_first = True
        if first > 12:
            day_first = True
        elif second > 12:
            day_first = False
        if day_first is None and first != second:
            return None
        return date(year, second, first) if day_first else date(year, first, second)
    except ValueError:
        return None


@cache
def _stamp() -> re.Pattern[str]:
    month = _month_pattern()
    return re.compile(
        r"(?P<iso_year>20\d{2}|19\d{2})[-./](?P<iso_month>\d{1,2})[-./](?P<iso_day>\d{1,2})"
        rf"|(?P<month>{month})\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})"
        rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month2>{month}),?\s(?P<year2>\d{{4}})"
        r"|(?P<first>\d{1,2})(?P<sign>[./])(?P<second>\d{1,2})[./](?P<any_year>\d{4})",
        re.IGNORECASE,
    )
