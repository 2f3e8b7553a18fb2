"""Who is at an inauguration that a delegation is sent to: whoever takes office, and those told to lead or join it:
"a delegation to attend the Inauguration of Her Excellency X. Y will lead the delegation"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, of_mention, only_people, people_only
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import objects, subjects
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading

_STYLE = 40
"""Characters that "of Her Excellency" and the like may have before the name."""
_TOLD_NEXT = 6
"""Sentences behind in which it may be told who leads the delegation."""


def add_delegates(document: Document, frame: Frame, parsed: list[Reading]) -> None:
    """Add to an inauguration whoever takes office and who leads the delegation sent to it."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.words not in cues("taking_office") or "delegation" not in reading.lemmas:
        return
    taking = _who_takes_office(document, reading, t)
    if taking is None:
        return
    frame.claims = []  # who names the delegation stays at home
    frame.add([taking], "attendee", "takes_office")
    for other in parsed:
        if 0 <= other.index - reading.index <= _TOLD_NEXT:
            for leader in _leaders(document, other):
                frame.claims.append(Claim(leader.entities, "attendee", leader.start, leader.end, "delegate:leads"))
    frame.flags.add("role_verb")


def _who_takes_office(document: Document, reading: Reading, t: int) -> Found | None:
    """The person behind "of", whatever style stands before the name."""
    end = reading.tokens[t].end
    for mention in reading.mentions:
        if mention.start >= end and only_people(document, mention):
            of = document.text[end : mention.start].split()[:1] == ["of"]
            return of_mention(mention, "of") if of and mention.start - end <= _STYLE else None
    return None


def _leaders(document: Document, reading: Reading) -> list[Found]:
    """Who leads or joins the delegation that a sentence tells of."""
    for v, lemma in enumerate(reading.lemmas):
        if lemma in cues("leading_delegation") and any(reading.lemmas[o] == "delegation" for o in objects(reading, v)):
            return people_only(document, parties(document, reading, subjects(reading, v)))
    return []
