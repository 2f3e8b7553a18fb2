"""Whether the proper names of two told gatherings may be those of one."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering, published

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ORDINALS = re.compile(r"\b(\d+)(?:st|nd|rd|th)\b|\b(19|20)\d\d\b")


def words(name: str) -> set[str]:
    """The words of a name that tell it from others, in lower case."""
    return {w for w in re.findall(r"[a-z0-9]+", name.lower()) if w not in cues("name_noise")}


def numbers(name: str) -> set[str]:
    """The ordinals and years in a name, as spelled."""
    return {m[0] for m in _ORDINALS.finditer(name)}


def of_another_year(document: Document, gathering: Gathering, frame: Frame) -> bool:
    """Whether one name bears a past year and the other is that of a gathering still to come, without a year."""
    day = published(document)
    years = [
        (next((int(y[0]) for y in _YEAR.finditer(f.trigger.name or "")), None), f.status)
        for f in (*gathering.frames, frame)
        if f.trigger.name
    ]
    past = any(year is not None and day is not None and year < day.year for year, _ in years)
    return past and any(year is None and status == "planned" for year, status in years)


def other_subject(document: Document, gathering: Gathering, mine: set[str], theirs: set[str]) -> bool:
    """Whether two names of the same parties' gatherings tell different subjects: "Commercial" and "Cancer Dialogue",
    "Trade Policy Forum" and "Startup Forum"."""
    heads = mine & theirs & (cues("of_officials") | cues("subjectless"))
    known = {w for e in gathering.entities for n in _all_names(document, e) for w in words(n)}
    spelled = known | {w[0] for w in known} | cues("common_in_names") | cues("plain_occasion") | heads
    own, other = ({w for w in own if not w.isdigit()} for own in (mine - spelled, theirs - spelled))
    return bool(heads) and bool(own) and bool(other) and own.isdisjoint(other)


def _all_names(document: Document, e: int) -> tuple[str, ...]:
    entity = document.entities[e]
    return (entity.name, *entity.aliases)
