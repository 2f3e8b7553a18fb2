"""Whom somebody meets or receives, told behind a time or place between commas, where the model sees no object: "met, in
Hanoi on Friday, the trade minister, X", "received on Monday, at the palace in Astana, the head of Y"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.found_parties import Found
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import FINITE, is_passive
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.reading import Reading

_ASIDE = frozenset({"at", "in", "on", "during", "after", "before", "inside", "outside"})
_LEAD = 5
"""Words between the verb and the first comma: "received on Monday afternoon, at …"."""
_LONG = 14
"""Words that the time or place between the commas may have."""


def add_behind_aside(document: Document, frame: Frame) -> None:
    """Add the people behind the aside to a meeting or reception of which one side alone is told."""
    trigger, reading = frame.trigger, frame.reading
    if trigger.shape not in ("reciprocal", "reception") or " " in trigger.words or trigger.weight < 2:
        return
    v = trigger.token
    own = [c for c in frame.claims if c.rule.startswith(("subject", "host"))]
    if not own or len(own) != len(frame.claims) or is_passive(reading, v):
        return
    close = _close(reading, v)
    if close is None:
        return
    guests = [g for g in run_after(document, reading, close) if _met(document, reading, g)]
    if guests:
        frame.add(guests, "attendee", "guest" if trigger.shape == "reception" else "object")
        frame.flags |= {"two_sided", "human_object"}


def _close(reading: Reading, v: int) -> int | None:
    """The comma that ends the time or place behind verb `v`, without a verb inside; None where there is none."""
    words, end = reading.words, len(reading.words)
    first = next((t for t in range(v + 1, min(v + 2 + _LEAD, end)) if words[t] == ","), None)
    if first is None or (first > v + 1 and words[v + 1] not in _ASIDE) or first + 1 >= end:
        return None
    if words[first + 1] not in _ASIDE:
        return None
    close = next((t for t in range(first + 2, min(first + 2 + _LONG, end)) if words[t] == ","), None)
    if close is None or any(reading.tokens[t].tag in FINITE for t in range(v + 1, close)):
        return None
    return close


def _met(document: Document, reading: Reading, found: Found) -> bool:
    """Whether a name behind the aside is a person's who does nothing else there: not "…, X said"."""
    if any(document.entities[e].entity_type != "person" for e in found.entities):
        return False
    inside = range(reading.token_at(found.start), reading.token_at(found.end - 1) + 1)
    return not any(reading.tokens[t].dep in ("nsubj", "nsubjpass") for t in inside)
