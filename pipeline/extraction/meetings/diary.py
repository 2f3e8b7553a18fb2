"""Gatherings that the entries of a diary or chronicle tell: their day and town."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extraction.diaries import Entry
from pipeline.extraction.document import DateExpression, Document
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering, published


def schedule(document: Document, frames: list[Frame], entries: dict[int, Entry]) -> None:
    """Give what the entries of a diary tell the day that heads them, where they tell no day of their own, and take a
    line without a verb that its day opens as of what is to come, where that is the nearer: "January 13-15, Lima: X"."""
    for frame in frames:
        if frame.status_rule == "bare" and _opens_with_coming_day(document, frame):
            frame.status, frame.status_rule = "planned", "diary"
        day, _ = entries.get(frame.reading.sentence.paragraph, (None, None))
        if day is None or frame.status_rule == "past":
            continue
        own = frame.date
        read = (own.past or own.future) if own is not None else None
        last = own is not None and _TO.search(document.text, max(0, own.start - 12), own.start)
        if read is None or read.precision == "year" or last:
            frame.date, frame.date_rule = _ahead(document, day), "tie1:diary"


def _opens_with_coming_day(document: Document, frame: Frame) -> bool:
    """Whether a paragraph opens with the frame's day, without a year, which is nearer when it is still to come."""
    paragraph = document.source.clean.paragraphs[frame.reading.sentence.paragraph]
    day, today = frame.date, published(document)
    if day is None or today is None or day.past is None or day.future is None or day.past == day.future:
        return False
    opens = re.fullmatch(r"\W*", document.text[paragraph.start : day.start]) is not None
    return opens and day.future.start - today < today - day.past.start


_TO = re.compile(r"[,(] ?(?:to|until|till|through) (?:the )?$")


def _ahead(document: Document, day: DateExpression) -> DateExpression:
    """The day of an entry: the coming one, as a diary tells what is to come, unless it is past whatever the tense."""
    today = published(document)
    ahead = today is not None and day.future is not None and day.future.start >= today
    return replace(day, past=day.future) if ahead else day


def of_diary(gathering: Gathering, entry: Entry) -> None:
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
