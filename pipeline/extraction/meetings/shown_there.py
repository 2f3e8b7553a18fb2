"""Who receives a visitor at a place that isn't a party: "toured the plant, where X showed him the new line"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.hosts_of_trips import guest_of
from pipeline.extraction.meetings.parties import parties

_GUEST = frozenset({"him", "her", "them", "it", "he", "she", "they"})


def add_those_there(document: Document, frames: list[Frame]) -> None:
    """Add to visits the people who, in the clause on the place, do something with the visitor."""
    for frame in frames:
        if frame.trigger.shape == "calling" and guest_of(document, frame):
            frame.flags.add("two_sided")
            continue
        if frame.trigger.shape not in ("calling", "journey", "trip") or not frame.claims:
            continue
        reading, t = frame.reading, frame.trigger.token
        at = next((i for i in range(t + 1, len(reading.words)) if reading.words[i] == "where"), None)
        if at is None or any(f is not frame and at < f.trigger.token for f in frames):
            continue
        v = next(
            (i for i in range(at + 1, len(reading.words)) if is_verb(reading, i) and at in reading.children[i]), None
        )
        if v is None or reading.lemmas[v] not in cues("done_with_guest"):
            continue
        mine, theirs = objects(reading, v), subjects(reading, v)
        if is_passive(reading, v):
            continue
        if not {reading.words[o] for o in mine} & _GUEST and not any(
            reading.words[c] in _GUEST and reading.tokens[c].dep in ("dative", "dobj", "iobj")
            for c in reading.children[v]
        ):
            continue
        found = [
            f
            for f in parties(document, reading, theirs)
            if all(document.entities[e].entity_type == "person" for e in f.entities)
            and not set(f.entities) & frame.entities
        ]
        frame.add(found, "host", "visited_there")
        if found:
            frame.flags.add("two_sided")
