"""Sections under a heading that is only a town, with or without a day: "Oslo", "Rabat, May 13"."""

from __future__ import annotations

import re

from pipeline.extraction.diaries import Entry
from pipeline.extraction.document import Document
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.named_within import dates_in, places_in

_LONGEST = 45
"""Characters of a line that is only a town and a day."""
_LEAST = 2
"""Sections that make a text one laid out by towns."""
_BETWEEN = re.compile(r"[\s,:;.()–—|/-]*(?:on )?")


def sections(document: Document) -> dict[int, Entry]:
    """Day and town of the section in which each paragraph stands; empty where the text isn't laid out by towns."""
    out: dict[int, Entry] = {}
    entry: Entry | None = None
    heads = 0
    kinds = {s.paragraph: s.kind for s in document.sentences}
    for n, paragraph in enumerate(document.source.clean.paragraphs):
        read = _town(document, paragraph.start, paragraph.end)
        if read is not None:
            entry = read
            heads += 1
        elif kinds.get(n) in ("title", "heading"):
            entry = None
        elif entry is not None:
            out[n] = entry
    return out if heads >= _LEAST else {}


def _town(document: Document, start: int, end: int) -> Entry | None:
    """The town and day of a line that tells nothing else."""
    if end - start > _LONGEST:
        return None
    towns = [p for p in places_in(document, start, end) if p.city]
    days = dates_in(document, start, end)
    if len(towns) != 1 or len(days) > 1:
        return None
    rest = document.text[start:end]
    pieces = sorted([(p.start, p.end) for p in towns] + [(d.start, d.end) for d in days], reverse=True)
    for first, last in pieces:
        rest = rest[: first - start] + rest[last - start :]
    return (days[0] if days else None, towns[0]) if _BETWEEN.fullmatch(rest) else None


def of_section(gathering: Gathering, part: Entry, *, dated: bool) -> None:
    """Give a gathering the town of its section, and its day where none is told (`dated`)."""
    day, town = part
    frames = gathering.frames
    if town is not None and all(f.place is None for f in frames) and not any(f.phone for f in frames):
        gathering.inherited_city, gathering.inherited_country = town.city, town.country_code
        gathering.inherited_place_span, gathering.inherited_place_rule = (town.start, town.end), "section"
    if day is not None and not dated:
        read = day.resolve("future" if frames[0].status == "planned" else "past")
        gathering.inherited_date, gathering.inherited_date_span = read, (day.start, day.end)
        gathering.inherited_date_rule = "section"
