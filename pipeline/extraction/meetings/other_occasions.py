"""What the words of a gathering say of its being another than the one told before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame

if TYPE_CHECKING:
    from pipeline.extraction.meetings.gatherings import Gathering


def another_than_named(gathering: Gathering, frame: Frame) -> bool:
    """Whether "a meeting" that some of those at a conference or summit hold is told after it as one of their own."""
    wide = {"summit", "conference"}
    body = all(f.reading.sentence.kind == "body" and f.kind in wide for f in gathering.frames)
    plain = "indefinite" in frame.flags and frame.trigger.name is None and frame.kind not in wide
    if of_its_own(gathering, frame):
        return True
    if frame.trigger.name and frame.trigger.words == "dialogue" and not gathering.names:
        theirs = all(f.trigger.shape not in ("event", "trip") for f in gathering.frames)
        told = frame.date is not None or frame.place is not None
        return theirs and told and all(c.rule.startswith("modifier") for c in frame.claims)
    named = all(f.trigger.name for f in gathering.frames) and frame.date is not None
    return bool(gathering.names) and (body or named) and plain and frame.trigger.shape == "event"


def of_its_own(gathering: Gathering, frame: Frame) -> bool:
    """Whether officials' gathering that its name or number tells is another than the leaders' told before it: "the
    leaders agreed to hold the 2nd Space Dialogue", "including through an Arctic Workshop"."""
    if gathering.names or frame.trigger.words.split()[-1] not in cues("of_officials"):
        return False
    if not frame.trigger.name:
        told = {"indefinite", "role_verb"} <= frame.flags and frame.trigger.shape == "event"
        return told and all(f.trigger.shape not in ("event", "assembly", "summons") for f in gathering.frames)
    if any(f.trigger.words == frame.trigger.words or f.reading.sentence.kind != "body" for f in gathering.frames):
        return False
    ahead = frame.status == "planned" and any(f.status == "held" for f in gathering.frames)
    numbered = any(flag.startswith("ordinal:") for flag in frame.flags) or not frame.definite
    return ahead or numbered


def told_apart(frame: Frame) -> bool:
    """Whether talks are told to be others than the ceremony of the day: "had earlier held private talks"."""
    reading, v = frame.reading, frame.verb if frame.verb is not None else frame.trigger.token
    first = min(v, frame.trigger.token)
    return bool(cues("apart") & set(reading.words[max(0, first - 8) : max(v, frame.trigger.token) + 1]))
