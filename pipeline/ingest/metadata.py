"""What is known of an article besides its text, read from whichever source has it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache

from pipeline.ingest.decoding import without_surrogates
from pipeline.lexicons import table, values
from pipeline.records import Article, PublishedDateSource

_MAX_CHARS = 2_000
"""Longest title, name or address that is believed; the rest is cut off."""
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + r"(?:(?:T|\s+|,\s*)\d{1,2}:?\d{2}.*)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T\d{2,6}.*)?")
_WEEKDAY = r"(?:[^\W\d]{2,9}\.?,?\s+)?"
_DAY_FIRST = re.compile(_WEEKDAY + r"(\d{1,2})(?:st|nd|rd|th)?[\s-]([^\W\d]{3,9}\.?),?[\s-](\d{4})(?:[\s,T].*)?")
_MONTH_FIRST = re.compile(_WEEKDAY + r"([^\W\d]{3,9}\.?)\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?:[\s,].*)?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Metadata:
    """What one source (a sidecar row, a front matter, a page, a table row) says of an article."""

    published_date: date | None = None
    publisher: str | None = None
    locale: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    file: str | None = None
    bad_date: str | None = None
    """The date as given, where one is given and can't be read."""


@cache
def field_names(field: str) -> tuple[str, ...]:
    """The names under which sources give `field`, in order of trust, as `plain_name` writes them."""
    return next(values(row["names"]) for row in table("article_fields") if row["field"] == field)


def plain_name(name: str) -> str:
    """A column header or key without case, spaces and hyphens (`"Published Date"` → `published_date`)."""
    return _plain_short_name(name) if len(name) <= _SHORT_NAME else _plain_name(name)


def _plain_name(name: str) -> str:
    return re.sub(r"[\s\-]+", "_", name.strip().strip("\ufeff").lower())


# The same few names come with every row of a table; long ones are hostile and must not fill the memory.
_SHORT_NAME = 40
_plain_short_name = lru_cache(maxsize=1024)(_plain_name)


def published_day(value: object) -> date | None:
    """The calendar day of a publication date as sources write it, or None.

    Read are ISO dates and times (the day as written, in whatever zone), `20250131`, `31 January
    2025` and `January 31, 2025` with a weekday before or a time after. A date of which day and
    month can't be told apart (`03/04/2025`) and a year outside 1900–2100 are refused, not guessed.
    """
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value if _FIRST_YEAR <= value.year <= _LAST_YEAR else None
    given = " ".join(str(value).split())[:100]
    if match := _YEAR_FIRST.fullmatch(given):
        parts = match[1], match[3], match[4]
    elif match := _COMPACT.fullmatch(given):
        parts = match[1], match[2], match[3]
    elif match := _DAY_FIRST.fullmatch(given):
        parts = match[3], _month(match[2]), match[1]
    elif match := _MONTH_FIRST.fullmatch(given):
        parts = match[3], _month(match[1]), match[2]
    else:
        return None
    try:
        day = date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _month(name: str) -> str:
    return _months().get(name.lower(), "0")


@cache
def _months() -> dict[str, str]:
    return {
        form.lower(): row["value"]
        for row in table("calendar_words")
        if row["kind"] == "month"
        for form in (*values(row["forms"]), *values(row["short_forms"]))
    }


def read_metadata(fields: Mapping[str, object]) -> Metadata:
    """The metadata in a mapping of names to values, whatever names and types its source uses."""
    known: dict[str, object] = {}
    for name, value in fields.items():
        known.setdefault(plain_name(str(name)), value)
    dates = [given for name in field_names("published_date") if name in known and (given := _phrase(known[name]))]
    day = next((found for given in dates if (found := published_day(given))), None)
    locale = _first(known, "locale")
    return Metadata(
        published_date=day,
        publisher=_first(known, "publisher"),
        locale=locale.replace("_", "-") if locale else None,
        url=_first(known, "url"),
        title=_first(known, "title"),
        authors=next((people for name in field_names("authors") if (people := _people(known.get(name)))), ()),
        file=_first(known, "file"),
        bad_date=dates[0] if dates and day is None else None,
    )


def _first(known: Mapping[str, object], field: str) -> str | None:
    return next((found for name in field_names(field) if name in known and (found := _phrase(known[name]))), None)


def _phrase(value: object) -> str | None:
    """A value as one line of text; None for nothing and for what is no single value."""
    if isinstance(value, Mapping):
        value = value.get("name")
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    if value is None or isinstance(value, bool) or not isinstance(value, str | int | float | date):
        return None
    text = str(value)[:_MAX_CHARS]
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " for char in without_surrogates(text))
    return " ".join(text.split()) or None


def _people(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        value = value[:_MAX_CHARS].split(";")
    elif isinstance(value, Mapping):
        value = [value]
    if not isinstance(value, Iterable) or isinstance(value, bytes):
        return ()
    names = (_phrase(each) for each, _ in zip(value, range(100), strict=False))
    # A link to an author's page is no name.
    return tuple(dict.fromkeys(name for name in names if name and "://" not in name))


Source = tuple[PublishedDateSource, Metadata | None]
"""What kind of source it is, as the record of a date names it, and what it says, if there is one."""


def make_article(article_id: str, file: str, text: str, sources: Iterable[Source]) -> Article:
    """An article whose every field comes from the first of `sources` that has it."""
    said = [(kind, metadata) for kind, metadata in sources if metadata is not None]
    dated = next(((metadata.published_date, kind) for kind, metadata in said if metadata.published_date), None)
    return Article(
        article_id=article_id,
        file=file,
        text=text,
        published_date=dated[0] if dated else None,
        published_date_source=dated[1] if dated else "unknown",
        publisher=next((metadata.publisher for _, metadata in said if metadata.publisher), None),
        locale=next((metadata.locale for _, metadata in said if metadata.locale), None),
        url=next((metadata.url for _, metadata in said if metadata.url), None),
        title=next((metadata.title for _, metadata in said if metadata.title), None),
        authors=next((metadata.authors for _, metadata in said if metadata.authors), ()),
    )
