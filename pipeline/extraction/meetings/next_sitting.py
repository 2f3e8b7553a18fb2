"""The sitting to come of a series of which one has just been told: "held its first ministerial in London. The next
ministerial will take place in Seoul", "applaud the first trilateral meeting and look forward to the next convening"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.kinds import as_states, sides

_BACK = 2
"""Sentences over which "the next" one takes up the one before."""


def next_of_series(document: Document, frame: Frame, before: list[Frame]) -> bool:
    """Give "the next meeting", told without parties, those of the sitting told just before; False for all others."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape != "event" or frame.trigger.plural or frame.trigger.name or frame.entities:
        return False
    first = min((c for c in reading.children[t] if c < t), default=t)
    if not cues("one_to_come") & set(reading.words[first:t]) or reading.words[t + 1 : t + 2] == ("of",):
        return False
    last = next(
        (f for f in reversed(before) if reading.index - f.reading.index <= _BACK and _sitting(document, f, frame)), None
    )
    if last is None:
        return False
    named = {e for c in last.claims if c.rule.startswith("modifier") for e in c.entities}
    whose = named if len(sides(document, named)) > 1 else last.entities
    chosen = tuple(as_states(document, sorted(whose)))
    frame.claims.append(Claim(chosen, "attendee", frame.start, frame.end, "series"))
    frame.ranks |= last.ranks
    frame.kind = frame.kind or last.kind
    return True


def _sitting(document: Document, told: Frame, frame: Frame) -> bool:
    """Whether a gathering told before is one of the kind that the next is, and of a bloc or of several sides."""
    noun = frame.trigger.words.split()[-1]
    sat = told.trigger.shape in ("reciprocal", "assembly") and told.status == "held" and not told.phone
    alike = noun in cues("any_sitting") or told.trigger.words.split()[-1] == noun
    bloc = any(document.entities[e].entity_type == "bloc" for e in told.entities)
    several = len(sides(document, told.entities)) > 1
    return (told.trigger.shape == "event" or sat) and not told.trigger.plural and alike and (bloc or several)
