"""Gatherings: occasions, each with all that the article's sentences tell of it, and their time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pipeline.extraction.document import Document, ResolvedDate
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import ancestors, is_verb


@dataclass(slots=True)
class Gathering:
    """One occasion and the frames that tell it, in the order of the text."""

    frames: list[Frame] = field(default_factory=list)
    inherited_date: ResolvedDate | None = None
    inherited_date_span: tuple[int, int] | None = None
    inherited_city: str | None = None
    inherited_country: str | None = None
    inherited_place_span: tuple[int, int] | None = None
    inherited_date_rule: str = "context"
    inherited_place_rule: str = "context"
    scheduled: bool = False

    @property
    def entities(self) -> set[int]:
        """Everybody told to take part."""
        return {e for claim in self.claims for e in claim.entities}

    @property
    def claims(self) -> list[Claim]:
        """All parts told, in the order of the text."""
        return [c for f in self.frames for c in (*f.claims, *f.later)]

    @property
    def names(self) -> list[str]:
        """Proper names it bears."""
        return [f.trigger.name for f in self.frames if f.trigger.name]


_AT_HAND = timedelta(days=2)
"""Within which a day to come is the one for which something was set that has just been put off."""


def resolved(document: Document, frame: Frame) -> ResolvedDate | None:
    """What the frame's time expression means, in the tense that its status asks for."""
    if frame.date is None:
        return None
    read = _read(document, frame)
    moved = frame.status == "postponed" and read is not None and read.end is not None
    if moved and read is not None and read.end and document.text.endswith("from ", 0, frame.date.start):
        return replace(read, start=read.end, end=None)  # "has been put off from March 20 to April 3"
    return read


def _read(document: Document, frame: Frame) -> ResolvedDate | None:
    if frame.date is None:
        return None
    future = frame.status == "planned" or (frame.status in ("cancelled", "postponed") and "was_to" not in frame.flags)
    if frame.status in ("cancelled", "postponed"):
        published = document.source.article.published_date
        past, coming = frame.date.past, frame.date.future
        missed = "was_to" in frame.flags and frame.status_rule != "was_to_have"
        if past and missed and frame.date.rule.startswith("weekday"):
            ahead = coming is not None and published is not None and coming.start - published <= _AT_HAND
            return coming if ahead else past
        if past and coming and published:
            return min((past, coming), key=lambda r: abs((r.start - published).days))
    told_present = frame.status == "held" and "present" in frame.flags and frame.status_rule != "after"
    if told_present and frame.date.rule.startswith(("month", "season")):
        # "We welcome the summit in June": the tense is not that of the gathering
        past, coming = frame.date.past, frame.date.future
        written = document.source.article.published_date
        if past and coming and written:
            return min((past, coming), key=lambda r: abs((r.start - written).days))
    read = frame.date.resolve("future" if future else "past")
    return read or frame.date.resolve("past" if future else "future")


def opens(frame: Frame) -> bool:
    """Whether the frame's date is only that of the opening: "kicks off with a dinner on Sunday evening"."""
    if frame.date is None:
        return False
    reading = frame.reading
    i = reading.token_at(frame.date.start)
    return any(
        reading.lemmas[a] in cues("opening") and a != frame.trigger.token and a != frame.verb
        for a in ancestors(reading, i)
        if is_verb(reading, a)
    )


def published(document: Document) -> date | None:
    """The article's own day."""
    return document.source.article.published_date or document.source.dateline_date
