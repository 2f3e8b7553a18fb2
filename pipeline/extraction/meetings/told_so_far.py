"""Time and place of gatherings as far as they are known, and what those told before lend to the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.extraction.document import Document, Place, ResolvedDate
from pipeline.extraction.meetings.cues import cue_pattern
from pipeline.extraction.meetings.gatherings import Gathering, resolved


@dataclass(frozen=True, slots=True)
class When:
    """A date with the clean span that gave it."""

    read: ResolvedDate
    span: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Where:
    """A place with the clean span that gave it."""

    city: str | None
    country: str | None
    span: tuple[int, int] | None


def when(document: Document, gathering: Gathering) -> When | None:
    """The date of a gathering, told or taken over."""
    for frame in gathering.frames:
        read = resolved(document, frame)
        if read is not None:
            return When(read, (frame.date.start, frame.date.end) if frame.date else None)
    if gathering.inherited_date is not None:
        return When(gathering.inherited_date, gathering.inherited_date_span)
    return None


def where(gathering: Gathering) -> Where | None:
    """The place of a gathering, told or taken over."""
    for frame in gathering.frames:
        if frame.place is not None:
            return Where(frame.place.city, frame.place.country_code, (frame.place.start, frame.place.end))
    if gathering.inherited_country or gathering.inherited_city:
        return Where(gathering.inherited_city, gathering.inherited_country, gathering.inherited_place_span)
    return None


def next_day(document: Document, gathering: Gathering, before: list[Gathering], told: Place | None) -> bool:
    """Whether a gathering to come is told next to one that has been in the town: what is tomorrow may be anywhere."""
    if told is None or gathering.frames[0].status != "planned":
        return False
    day = when(document, gathering)
    for previous in before:
        then = when(document, previous)
        there = any(f.place is not None and f.place.start == told.start for f in previous.frames)
        if there and previous.frames[0].status == "held" and then is not None and then.read.precision == "day":
            return day is None or then.read.start != day.read.start
    return False


def place_beside(gathering: Gathering, before: list[Gathering]) -> None:
    """Give a gathering with no date the place of the one told just before it that somebody took part in too."""
    for previous in reversed(before[-2:]):
        there = where(previous)
        same = gathering.frames[0].reading.sentence.paragraph == previous.frames[-1].reading.sentence.paragraph
        if there is None or there.city is None or previous.frames[0].status != "held" or not same:
            continue
        if previous.entities & gathering.entities:
            gathering.inherited_city, gathering.inherited_country = there.city, there.country
            gathering.inherited_place_span, gathering.inherited_place_rule = there.span, "beside"
            return


def place_of_the_main_one(document: Document, gathering: Gathering, before: list[Gathering]) -> bool:
    """Give what is held on the margins of a gathering told before the place of that one; say whether that was so: "They
    will also host a side event with X", "On the margins of the summit they met Y"."""
    sentence = gathering.frames[0].reading.sentence
    if not cue_pattern("on_its_margins").search(document.text, sentence.start, sentence.end):
        return False
    for previous in reversed(before):
        there = where(previous)
        wide = any(f.kind in ("summit", "ministerial", "conference") for f in previous.frames)
        near = sentence.paragraph - previous.frames[-1].reading.sentence.paragraph <= _MARGIN_PARAGRAPHS
        if there is not None and wide and near and previous.frames[0].status == gathering.frames[0].status:
            gathering.inherited_city, gathering.inherited_country = there.city, there.country
            gathering.inherited_place_span, gathering.inherited_place_rule = there.span, "main_gathering"
            return True
    return False


_MARGIN_PARAGRAPHS = 4
"""Paragraphs within which a gathering's margins need not be named anew."""


def only_town(document: Document, before: list[Gathering], day: date) -> Where | None:
    """The town of all the gatherings of one day that were told with a place of their own, where it is one town."""
    towns: dict[str, Where] = {}
    for previous in before:
        then, there = when(document, previous), where(previous)
        if then is not None and there is not None and there.city and then.read.start == day:
            towns[there.city] = there
    return next(iter(towns.values())) if len(towns) == 1 else None


def same_paragraph(one: Gathering, other: Gathering) -> bool:
    """Whether one gathering is told in the paragraph of another or in the next."""
    return one.frames[0].reading.sentence.paragraph - other.frames[-1].reading.sentence.paragraph <= 1
