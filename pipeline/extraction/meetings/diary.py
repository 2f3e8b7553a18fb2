"""Diaries of events to come: lines "CITY - ..." under lines that are only a date."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extraction.document import DateExpression, Document, Place
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering, published
from pipeline.extraction.meetings.when_where import dates_in, places_in

_ENTRY = re.compile(
    r"(?:[A-Z]{3,9}\.? \d{1,2}(?:[-–]\d{1,2})?, )?"
    r"(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,40}(?:/[A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,30})?)(?:, [\w .]{3,24})? [-–—] "
)
_SENTENCE_ENTRY = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2})(?P<more>/\w+)?[.:] (?=[“\"A-ZÀ-Þ])"
)
_AFTER_DAY = re.compile(r"\s?:\s")
_LEAST_ENTRIES = 3


def diary(document: Document) -> dict[int, tuple[DateExpression | None, Place | None]]:
    """Day and place of each entry of a diary: lines "CITY - ..." under lines that are only a date.

    By paragraph; empty where the article isn't laid out so.
    """
    text = document.text
    out: dict[int, tuple[DateExpression | None, Place | None]] = {}
    day: DateExpression | None = None
    days = entries = 0
    for n, paragraph in enumerate(document.source.clean.paragraphs):
        told = dates_in(document, paragraph.start, paragraph.end)
        if len(told) == 1 and told[0].end - told[0].start >= (paragraph.end - paragraph.start) - 4:
            day = told[0]
            days += 1
            continue
        if told and told[0].start == paragraph.start and _AFTER_DAY.match(text, told[0].end):
            out[n] = (told[0], _last_place(document, told[0].end, paragraph.end))
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
    return out if entries >= _LEAST_ENTRIES or (days >= _LEAST_ENTRIES and _spread(out)) else {}


def _last_place(document: Document, start: int, end: int) -> Place | None:
    """The town that ends an entry: "hold round three of their talks, Pretoria."."""
    named = [p for p in places_in(document, start, end) if p.city and p.rule == "city"]
    if not named or document.text[named[-1].start - 2 : named[-1].start] != ", ":
        return None
    return named[-1] if document.text[named[-1].end : end].strip() in ("", ".") else None


def _spread(entries: dict[int, tuple[DateExpression | None, Place | None]]) -> bool:
    """Whether the days of a diary head few lines each, as the days of a programme do and those of a log don't."""
    return len(entries) <= 12 * len({day.start for day, _ in entries.values() if day is not None})


def schedule(
    document: Document, frames: list[Frame], entries: dict[int, tuple[DateExpression | None, Place | None]]
) -> None:
    """Give what the entries of a diary tell the day that heads them, where they tell no day of their own."""
    for frame in frames:
        day, _ = entries.get(frame.reading.sentence.paragraph, (None, None))
        if day is None or frame.status_rule == "past":
            continue
        own = frame.date
        read = (own.past or own.future) if own is not None else None
        last = own is not None and _TO.search(document.text, max(0, own.start - 12), own.start)
        if read is None or read.precision == "year" or last:
            frame.date, frame.date_rule = _ahead(document, day), "tie1:diary"


_TO = re.compile(r"[,(] ?(?:to|until|till|through) (?:the )?$")


def _ahead(document: Document, day: DateExpression) -> DateExpression:
    """The day of an entry: the coming one, as a diary tells what is to come, unless it is past whatever the tense."""
    today = published(document)
    ahead = today is not None and day.future is not None and day.future.start >= today
    return replace(day, past=day.future) if ahead else day


def of_diary(gathering: Gathering, entry: tuple[DateExpression | None, Place | None]) -> None:
    """Mark a gathering told by a diary's entry as such, and give it the entry's place, where it has none of its own."""
    _, place = entry
    frames = gathering.frames
    gathering.scheduled = True
    if frames[0].status_rule == "past":
        return
    for frame in frames:
        if (
            place is not None
            and frame.place is not None
            and frame.place.city is None
            and frame.place.country_code == place.country_code
        ):
            frame.place, frame.place_rule = place, "tie1:diary"
    if place is not None and all(f.place is None for f in frames):
        gathering.inherited_city, gathering.inherited_country = place.city, place.country_code
        gathering.inherited_place_span, gathering.inherited_place_rule = (place.start, place.end), "diary"
