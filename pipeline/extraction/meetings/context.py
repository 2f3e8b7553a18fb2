"""Time and place that a gathering takes over from what was told before it."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.gatherings import Gathering, published, resolved
from pipeline.extraction.meetings.when_where import dates_in, places_in

_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)


def inherit(document: Document, gatherings: list[Gathering]) -> None:
    """Fill dates and places that a gathering's own sentences leave open from the context that tells them.

    A gathering told as the report's news takes the time of the sentence that reports it; one told next to
    another with a shared participant, on the same day, takes its place.
    """
    previous: Gathering | None = None
    for gathering in gatherings:
        _date(document, gathering, previous)
        _place(document, gathering, previous)
        previous = gathering


def _when(document: Document, gathering: Gathering):  # type: ignore[no-untyped-def]
    for frame in gathering.frames:
        read = resolved(document, frame)
        if read is not None:
            return read, (frame.date.start, frame.date.end) if frame.date else None
    if gathering.inherited_date is not None:
        return gathering.inherited_date, gathering.inherited_date_span
    return None


def _where(gathering: Gathering):  # type: ignore[no-untyped-def]
    for frame in gathering.frames:
        if frame.place is not None:
            return frame.place.city, frame.place.country_code, (frame.place.start, frame.place.end)
    if gathering.inherited_country:
        return gathering.inherited_city, gathering.inherited_country, gathering.inherited_place_span
    return None


def _date(document: Document, gathering: Gathering, previous: Gathering | None) -> None:
    if _when(document, gathering) is not None:
        return
    first = gathering.frames[0]
    if first.status != "held" or any(f.status_rule == "modifier" for f in gathering.frames):
        return
    if previous is not None and previous.entities & gathering.entities:
        before = _when(document, previous)
        near = first.reading.sentence.paragraph - previous.frames[-1].reading.sentence.paragraph <= 1
        if before is not None and near and previous.frames[0].status == "held":
            gathering.inherited_date, gathering.inherited_date_span = before


def _place(document: Document, gathering: Gathering, previous: Gathering | None) -> None:
    if _where(gathering) is not None:
        return
    if previous is None or not previous.entities & gathering.entities:
        return
    before, now, then = _where(previous), _when(document, gathering), _when(document, previous)
    if before is None or now is None or then is None:
        return
    if abs((now[0].start - then[0].start).days) <= 1 and now[0].precision == then[0].precision == "day":
        gathering.inherited_city, gathering.inherited_country, gathering.inherited_place_span = before


__all__ = ["dates_in", "inherit", "places_in", "published"]
