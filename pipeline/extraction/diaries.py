"""Diaries of events to come and chronicles of what has been: whose entries stand under, or behind, their day."""

from __future__ import annotations

import re

from pipeline.extraction.document import DateExpression, Document, Place
from pipeline.extraction.named_within import dates_in, places_in
from pipeline.extraction.places import town

Entry = tuple[DateExpression | None, Place | None]
"""The day and the town that an entry is told under."""

_ENTRY = re.compile(
    r"(?:\(\W{0,2}\) |[*•–-] ?)?(?:[A-Z]{3,9}\.? \d{1,2}(?:[-–]\d{1,2})?, )?"
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40}(?:/[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,30})?)(?:, [\w .]{3,24})? [-–—] "
)
_SENTENCE_ENTRY = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2})(?P<more>/\w+)?[.:] (?=[“\"A-ZÀ-Þ])"
)
_AFTER_DAY = re.compile(r"\s?[:–—-]\s")
_LEAST_ENTRIES = 3


def diary(document: Document) -> dict[int, Entry]:
    """Day and place of each entry of a diary: lines "CITY - ..." under lines that are only a date.

    By paragraph; empty where the article isn't laid out so.
    """
    text = document.text
    out: dict[int, Entry] = {}
    day: DateExpression | None = None
    days = entries = opened = 0
    for n, paragraph in enumerate(document.source.clean.paragraphs):
        told = dates_in(document, paragraph.start, paragraph.end)
        if len(told) == 1 and told[0].end - told[0].start >= (paragraph.end - paragraph.start) - 4:
            day = told[0]
            days += 1
            continue
        if told and told[0].start == paragraph.start and _AFTER_DAY.match(text, told[0].end):
            place = _first_place(document, told[0].end) or _last_place(document, told[0].end, paragraph.end)
            out[n] = (told[0], place)
            opened += 1
            continue
        if told and told[0].start == paragraph.start and text.startswith(", ", told[0].end):
            place = _first_place(document, told[0].end)
            if place is not None:  # "January 13-15, Riyadh: the forum …"
                out[n] = (told[0], place)
                opened += 1
                continue
        match = _ENTRY.match(text, paragraph.start, paragraph.end)
        if match is None and days:
            match = _SENTENCE_ENTRY.match(text, paragraph.start, paragraph.end)
            entries -= 1 if match else 0
        place = None
        if match:
            entries += 1
            near = places_in(document, match.start("place"), match.end())
            one = "/" not in match[0]
            place = near[0] if near and near[0].start == match.start("place") and near[0].city and one else None
        if day is not None or place is not None:
            out[n] = (day, place)
    if opened >= _LEAST_ENTRIES or entries >= _LEAST_ENTRIES or (days >= _LEAST_ENTRIES and _spread(out)):
        return out
    return {}


_BEFORE_TOWN = re.compile(r"(?:\s?[:–—-]|,)\s")
_TOWN = re.compile(r"(?P<name>[A-ZÀ-Þ][\w.'’ -]{2,30}?)(?:, [A-Z][\w ]{3,24})?(?: [-–—]|:) ")


def _first_place(document: Document, start: int) -> Place | None:
    """The town between an entry's day and what it tells: "Monday 24: PARIS - X opens", "May 3, Lima: a forum"."""
    gap = _BEFORE_TOWN.match(document.text, start)
    named = _TOWN.match(document.text, gap.end()) if gap is not None else None
    if named is None:
        return None
    name = named["name"]
    known = town(name) or (town(name.title()) if name.isupper() else None)
    return Place(*named.span("name"), known[0], known[1], "city") if known else None


def _last_place(document: Document, start: int, end: int) -> Place | None:
    """The town that ends an entry: "hold round three of their talks, Pretoria."."""
    named = [p for p in places_in(document, start, end) if p.city and p.rule == "city"]
    if not named or document.text[named[-1].start - 2 : named[-1].start] != ", ":
        return None
    return named[-1] if document.text[named[-1].end : end].strip() in ("", ".") else None


def _spread(entries: dict[int, Entry]) -> bool:
    """Whether the days of a diary head few lines each, as the days of a programme do and those of a log don't."""
    return len(entries) <= 12 * len({day.start for day, _ in entries.values() if day is not None})
