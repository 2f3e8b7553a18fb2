"""Gatherings that a question takes as given: "Did copper come up in his call with X yesterday?" asks of no gathering
whether it was, "Has he met X?" does."""

from __future__ import annotations

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import ancestors, child, is_verb


def is_question(frame: Frame, text: str) -> bool:
    """Whether the frame's sentence asks whether there was a gathering, and doesn't take it as given."""
    reading = frame.reading
    asked = text[reading.sentence.start : reading.sentence.end].rstrip(" \"”’'").endswith("?")
    return asked and reading.lemmas[0] not in cues("recalling") and not _taken_as_given(frame)


def _taken_as_given(frame: Frame) -> bool:
    """Whether the question is about something else at, of or since the gathering, which it names as a known one."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.plural or len(frame.entities) < _SIDES or frame.trigger.shape == "trip":
        return False
    if frame.trigger.shape != "event":
        return _in_past_clause(frame)
    if not (frame.possessive or frame.definite) or "indefinite" in frame.flags:
        return False
    before = reading.words[max(0, t - _OPEN) : t]
    if any(word in cues("in_question") for word in before):
        return False
    for a in ancestors(reading, t):
        if is_verb(reading, a):
            return False
        if reading.words[a] in cues("asked_about"):
            return True
    return False


def _in_past_clause(frame: Frame) -> bool:
    """Whether a clause of time in the past tense tells it: "When he met X last week, did copper come up?"."""
    reading, t = frame.reading, frame.trigger.token
    mark = child(reading, t, "mark", "advmod")
    opens = mark is not None and mark < t and reading.words[mark] in cues("told_time")
    return opens and reading.tokens[t].tag == "VBD" and reading.tokens[t].dep == "advcl"


_SIDES = 2
"""Named sides by which a particular gathering is meant."""
_OPEN = 3
"""Words before the noun among which "possible" or "any" leaves open whether it takes place."""
