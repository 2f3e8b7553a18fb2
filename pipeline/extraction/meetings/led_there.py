"""Who leads a delegation to a gathering: "led the delegation to the Ports Summit"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import is_passive, objects, subjects
from pipeline.extraction.meetings.parties import parties


def add_leaders(document: Document, frames: list[Frame]) -> None:
    """Give each gathering to which somebody leads a delegation the one who leads it, where nobody else is told."""
    for frame in frames:
        reading, t = frame.reading, frame.trigger.token
        if frame.trigger.shape != "event" or frame.entities or reading.tokens[t].dep != "pobj":
            continue
        to = reading.tokens[t].head
        up = reading.tokens[to].head
        lead = up if reading.lemmas[up] in cues("heading_side") else reading.tokens[up].head
        if reading.words[to] != "to" or reading.lemmas[lead] not in cues("heading_side") or is_passive(reading, lead):
            continue
        if any(reading.lemmas[o] in cues("led_side") for o in objects(reading, lead)):
            frame.add(parties(document, reading, subjects(reading, lead)), "attendee", "leader")
            frame.verb = lead
            frame.flags.add("role_verb")
