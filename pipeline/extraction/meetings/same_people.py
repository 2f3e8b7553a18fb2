"""Who a pronoun makes the people of a gathering told just before: "I hosted X. We had a good meeting", "the ministers
met. They decided to meet again in May"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.kinds import sides

_BACK = 2
"""Sentences over which a pronoun takes up those who gathered."""


def the_same_people(document: Document, frame: Frame, before: list[Frame]) -> None:
    """Complete those of a frame told by a pronoun from the gathering told just before: the guest whom the speaker
    met ("we"), and the rank in which "they" had come."""
    said = {document.text[c.start : c.end].lower() for c in frame.claims}
    if len(said) != 1:
        return
    last = next((f for f in reversed(before) if 0 < frame.reading.index - f.reading.index <= _BACK), None)
    if last is None:
        return
    if said == {"we"}:
        _we_two(document, frame, last)
    elif said == {"they"} and not frame.ranks and frame.entities == last.entities:
        frame.ranks |= last.ranks | {c.rank for c in last.claims if c.rank is not None}


def _we_two(document: Document, frame: Frame, last: Frame) -> None:
    """Of "we had a good meeting": who met just before with the speaker."""
    of_two = frame.trigger.shape == "event" and not frame.trigger.plural and frame.trigger.name is None
    others = tuple(sorted(last.entities - frame.entities))
    if not of_two or frame.status != last.status or frame.date is not None or frame.place is not None:
        return
    one_and_other = len(frame.entities) == 1 and frame.entities < last.entities and len(others) == 1
    if one_and_other and len(sides(document, last.entities)) == 2:
        frame.claims.append(Claim(others, "attendee", frame.start, frame.end, "we"))
        frame.definite = True
