"""Whose meeting it is that a sentence names only by the other side: "Li landed in Lima on Monday. Lunch with the
premier, X, followed": the person of whom the sentence before tells."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import is_passive, is_verb, subjects
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.reading import Reading

_BACK = 2
"""Sentences before in which the person may be told."""


def lend_topic(document: Document, frames: list[Frame], parsed: list[Reading]) -> None:
    """Add to one-sided meetings the person who is the subject of the sentence before, where only one is."""
    for frame in frames:
        if not _one_sided(document, frame):
            continue
        index, paragraph = frame.reading.index, frame.reading.sentence.paragraph
        near = [r for r in parsed if 0 < index - r.index <= _BACK and r.sentence.paragraph == paragraph]
        for reading in reversed(near):
            told = _subject_person(document, reading)
            if told is None:
                continue
            mine, theirs = sides(document, {told}), sides(document, frame.entities)
            if told not in frame.entities and mine != theirs:
                frame.claims.append(Claim((told,), "attendee", frame.start, frame.end, "topic"))
            break


def _one_sided(document: Document, frame: Frame) -> bool:
    """Whether a noun names a meeting with people of one side, and nothing says whose it is."""
    reading, trigger = frame.reading, frame.trigger
    if trigger.shape != "event" or trigger.plural or trigger.name or frame.possessive or "setting" in frame.flags:
        return False
    if trigger.words.split()[-1] not in cues("one_to_one") or not frame.claims:
        return False
    if any(not c.rule.startswith("with") for c in frame.claims) or len(sides(document, frame.entities)) != 1:
        return False
    if any(document.entities[e].entity_type != "person" for e in frame.entities):
        return False
    verb = frame.verb if frame.verb is not None else reading.tokens[trigger.token].head
    if not is_verb(reading, verb):
        return False
    doing = subjects(reading, verb)
    return trigger.token in doing or is_passive(reading, verb) or not doing


def _subject_person(document: Document, reading: Reading) -> int | None:
    """The one person who is the subject of a sentence's main clause."""
    for v, token in enumerate(reading.tokens):
        if token.head != v or not is_verb(reading, v):
            continue
        told = subjects(reading, v)
        if len(told) != 1 or reading.mention_of[told[0]] not in reading.people:
            return None
        entities = reading.mentions[reading.mention_of[told[0]]].entities
        return entities[0] if len(entities) == 1 else None
    return None
