"""Who is on a call that only tells how something was said: "congratulated Prime Minister X on her victory in a call",
"marked X's election with a phone call"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, people_only
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import finite_governor, is_passive, is_verb, objects, subtree
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.parties import parties, subject_parties
from pipeline.extraction.meetings.reading import Reading

_BY = ("in", "with", "during", "over", "by", "on")


def add_callers(document: Document, frame: Frame) -> None:
    """Add to a call that nobody is told to be on who congratulates by it, and whom or whose success."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape != "event" or frame.kind != "call" or len(sides(document, frame.entities)) > 1:
        return
    p = reading.tokens[t].head
    v = finite_governor(reading, p) if reading.words[p] in _BY else None
    if v is None or not is_verb(reading, v) or reading.lemmas[v] not in cues("said_by_phone") or is_passive(reading, v):
        return
    caller = people_only(document, subject_parties(document, reading, v))
    called = people_only(document, _whose(document, reading, v))
    if caller and called and not set(caller[0].entities) & set(called[0].entities):
        frame.add(caller, "attendee", "caller")
        frame.add(called[:1], "attendee", "called")
        frame.flags.add("role_verb")


def _whose(document: Document, reading: Reading, v: int) -> list[Found]:
    """Who is congratulated, or whose victory is marked."""
    found = parties(document, reading, objects(reading, v))
    owners = [i for o in objects(reading, v) for i in subtree(reading, o) if reading.tokens[i].dep == "poss"]
    return found or parties(document, reading, owners)
