"""Who acts on what came of a named gathering: "will build on the commitments made at the 2021 Pacific Summit", "joined
the pledge made at COP28" put there those who act, where nobody else is told to have been."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import ancestors, finite_governor, governed, is_verb, subjects
from pipeline.extraction.meetings.kinds import as_states, sides
from pipeline.extraction.meetings.parties import parties, subject_parties
from pipeline.extraction.meetings.reading import Reading

_THERE = ("at", "from", "during")


def add_who_acts_on_it(document: Document, frame: Frame, before: list[Frame]) -> None:
    """Add those who act on a promise or decision to the named gathering that it came from, which names nobody; where a
    declaration says "we", those who met to make it, as the frames `before` tell."""
    if frame.trigger.shape != "event" or frame.trigger.name is None or frame.claims or "setting" in frame.flags:
        return
    thing = _what_came_of(frame)
    if thing is None:
        return
    found = [f for f in _who_acts(document, frame.reading, thing) if not _of_business(document, f)]
    frame.add(found, "attendee", "acts_on_it")
    if not found and _declared(frame.reading, thing):
        frame.claims += _who_declare(document, frame, before)
    if frame.claims:
        frame.flags.add("outcome")
    if len(sides(document, frame.entities)) > 1:
        frame.flags.add("role_verb")


def _what_came_of(frame: Frame) -> int | None:
    """The noun for what came of the gathering: "commitments" in "commitments from X", "the pledge made at X"."""
    reading = frame.reading
    p = reading.tokens[frame.trigger.token].head
    if reading.words[p] not in _THERE:
        return None
    made = reading.tokens[p].head
    if is_verb(reading, made) and reading.lemmas[made] in cues("outcome") and reading.tokens[made].dep == "acl":
        made = reading.tokens[made].head
    return made if reading.lemmas[made] in cues("came_of_it") else None


def _who_acts(document: Document, reading: Reading, thing: int) -> list[Found]:
    """The subject of the verb that tells an act on a thing, or whose part in it is told."""
    for above in ancestors(reading, thing):
        if reading.lemmas[above] in cues("taking_part") and not is_verb(reading, above):
            return parties(document, reading, governed(reading, above, ("of", "by")))
        if is_verb(reading, above):
            return subject_parties(document, reading, above) if reading.lemmas[above] in cues("acting_on") else []
        if reading.tokens[above].pos not in ("ADP", "NOUN"):
            return []
    return []


def _declared(reading: Reading, thing: int) -> bool:
    """Whether "we" act on it."""
    v = finite_governor(reading, thing)
    return (
        v is not None
        and reading.lemmas[v] in cues("acting_on")
        and "we" in {reading.words[s] for s in subjects(reading, v)}
    )


def _who_declare(document: Document, frame: Frame, before: list[Frame]) -> list[Claim]:
    """The states of those whose meeting opens the text."""
    opening = next((f for f in before if f.reading.index <= _OPENING and len(sides(document, f.entities)) > 1), None)
    if opening is None:
        return []
    states = tuple(as_states(document, sorted(opening.entities)))
    return [Claim(states, "attendee", frame.start, frame.end, "context")]


_OPENING = 3
"""Sentences in which a declaration tells who met to make it."""


def _of_business(document: Document, found: Found) -> bool:
    return all(document.entities[e].entity_type == "company" for e in found.entities)
