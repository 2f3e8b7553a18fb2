"""Where a trip goes: no farther than the traveller's own country, or to a part of the world, which is no one place."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import governed, objects
from pipeline.extraction.meetings.triggers import TRAVELS
from pipeline.extraction.names.speakers import publishing_country

_TOWARDS = ("to", "in", "through")
_ABOUT = ("of", "across", "around")


def _goals(frame: Frame, ways: tuple[str, ...] = _TOWARDS) -> list[int]:
    """Tokens that name where somebody goes: "visited Racine", "a trip to Texas"."""
    reading, t = frame.reading, frame.trigger.token
    return objects(reading, t) if frame.trigger.shape == "calling" else governed(reading, t, ways)


def tours_the_world(document: Document, frame: Frame) -> bool:
    """Whether somebody in office goes to a part of the world: "her March trip to West Africa", "a tour of the Gulf"."""
    going = [document.entities[e] for e in frame.entities]
    if frame.trigger.shape not in TRAVELS or not any(e.entity_type == "person" and e.office for e in going):
        return False
    reading = frame.reading
    starts = [reading.tokens[g].start for g in _goals(frame, _TOWARDS + _ABOUT)]
    found = cue_pattern("part_of_world").finditer(document.text, reading.sentence.start, reading.sentence.end)
    return any(hit.start() <= start < hit.end() for hit in found for start in starts)


def at_home(document: Document, frame: Frame) -> bool:
    """Whether somebody in office only goes to a place of their own country: "visited Racine", "a trip to Texas"."""
    reading, place = frame.reading, frame.place
    codes = {document.entities[e].country_code for e in frame.entities}
    people = any(document.entities[e].entity_type == "person" for e in frame.entities)
    visited = {e for c in frame.claims if c.rule.startswith("visited") for e in c.entities}
    if any(document.entities[e].entity_type == "person" for e in visited):
        return False
    if place is None or not people or codes - {place.country_code, None}:
        return False
    if codes == {None} and publishing_country(document.source) != place.country_code:
        return False
    return all(
        any(p.start <= reading.tokens[g].start < p.end for p in document.places) or reading.mention_of[g] >= 0
        for g in _goals(frame)
    )
