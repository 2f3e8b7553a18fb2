"""A meeting or deal as one article tells it, laid out for comparison with those of other articles."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from pipeline.lexicons import table
from pipeline.resolution.normal_forms import fold_text, words

RecordKind = Literal["meeting", "deal"]

UNKNOWN_DAY = 10**9
"""Day number that stands for "not known" where mentions are put in order."""


@dataclass(slots=True)
class Mention:
    """One record of one article. Days are proleptic Gregorian ordinals (`date.toordinal`)."""

    number: int
    """Row number among the mentions, in order of article id."""
    mention_id: str
    kind: RecordKind
    article: int
    copies: int
    """Number of the group of copies of one text that the article belongs to."""
    published: int | None
    article_id: str
    title: str
    type: str
    status: str
    start: int | None
    end: int | None
    precision: str
    city: str | None
    country: str | None
    amount: float | None
    currency: str | None
    minerals: frozenset[str]
    confidence: float
    parties: tuple[tuple[int, str], ...]
    """Entity and role of each party."""
    sides: frozenset[int]
    """For whom the parties act: numbers of states, blocs, or of the parties themselves."""
    named: frozenset[int]
    """Entities that are more particular than their side: persons, and bodies of a state or bloc."""
    hosts: frozenset[int]
    """Sides of hosts; of a deal, empty."""
    words: frozenset[str]
    """Particular words of title and quotation."""
    name_words: frozenset[str]
    """All words of the title but function words."""
    first_day: int
    """First day on which it may have begun; `last_day` the last; both wide where the date is not known."""
    last_day: int
    middle: int = 0
    """The day by which mentions are put in order: the middle of what is possible, or UNKNOWN_DAY."""
    exact: bool = False
    """Whether the day itself is known."""

    def __post_init__(self) -> None:
        self.exact = self.precision == "day" and self.start is not None
        if self.start is not None:
            self.middle = (self.first_day + self.last_day) // 2
        else:
            self.middle = self.published if self.published is not None else UNKNOWN_DAY


def bounds(start: date | None, end: date | None, precision: str) -> tuple[int | None, int | None]:
    """First and last day that a date with its precision may mean, as ordinals; None, None where unknown."""
    if start is None or precision == "unknown":
        return None, None
    first = start.toordinal()
    if precision == "year":
        return first, max(first, date(start.year, 12, 31).toordinal())
    if precision == "month":
        last = calendar.monthrange(start.year, start.month)[1]
        return first, max(first, start.replace(day=last).toordinal(), end.toordinal() if end else 0)
    return first, max(first, end.toordinal()) if end else first


@cache
def _common_words() -> frozenset[str]:
    common = {word for row in table("resolution_common_words") for word in words(row["word"])}
    common.update(word for row in table("function_words") for word in words(row["word"]))
    return frozenset(common)


def particular_words(texts: tuple[str | None, ...], party_words: frozenset[str]) -> frozenset[str]:
    """Words of a record's title and quotation that may tell it from others.

    Function words, everyday words of the trade, numbers and the parties' own names are left out.
    """
    common = _common_words()
    found = {word for text in texts if text for word in fold_text(text[:600]).split()} - party_words - common
    stems = {_stem(word) for word in found if len(word) > 2 and not word.isdigit()}
    return frozenset(stems - common)


def name_words(title: str) -> frozenset[str]:
    """The words of a title, without function words and numbers."""
    kept = {word for word in fold_text(title[:600]).split() if len(word) > 2} - _function_words()
    return frozenset(_stem(word) for word in kept)


@cache
def _function_words() -> frozenset[str]:
    return frozenset(word for row in table("function_words") for word in words(row["word"]))


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
