"""Earlier gatherings that a sentence only goes back to: "Building on their talks at the summit in May, X met Y"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import Found
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import FINITE
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.parties import before_verb, subject_parties
from pipeline.extraction.named_within import dates_in

BUILT_ON = "built_on"
"""Flag of a frame on which what its sentence tells only builds."""


def settle_built_on(document: Document, frames: list[Frame], before: list[Frame]) -> None:
    """Take a gathering that is built on as held before, by those who build on it."""
    for frame in frames:
        reading, t = frame.reading, frame.trigger.token
        hit = cue_pattern("building_on").search(document.text, reading.sentence.start, reading.tokens[t].start)
        if frame.trigger.shape != "event" or hit is None:
            continue
        first = reading.token_at(hit.start())
        if any(reading.tokens[i].tag in FINITE for i in range(t)) or first > _OPENING:
            continue
        frame.flags.add(BUILT_ON)
        frame.flags -= {"setting", "aimed_at"}
        frame.status, frame.status_rule = "held", "modifier"
        if any(c.rule.startswith(("with", "possessive", "subject")) for c in frame.claims) or frame.trigger.plural:
            continue
        if not any(reading.lemmas[i] in cues("retold_noun") | cues("talking") for i in range(first + 1, t)):
            continue  # "building on last week's summit": who was there isn't told
        verb = next((i for i in range(t, len(reading.tokens)) if reading.tokens[i].tag in FINITE), None)
        found: list[Found] = []
        if verb is not None:
            found = subject_parties(document, reading, verb) or before_verb(document, reading, verb)
        frame.add(found, "attendee", BUILT_ON)
        later = [c for f in frames if f is not frame and f.trigger.token > t for c in f.claims]
        later = later or _last_two(document, before) if len(sides(document, frame.entities)) < 2 else []
        frame.claims += [
            Claim(c.entities, "attendee", c.start, c.end, BUILT_ON)
            for c in later
            if not set(c.entities) <= frame.entities
        ]


def date_built_on(document: Document, frames: list[Frame]) -> None:
    """Give a gathering that is built on the time right behind it, wherever the model hangs that."""
    for frame in frames:
        if BUILT_ON not in frame.flags or frame.date is not None:
            continue
        near = dates_in(document, frame.end, frame.end + _TIME_WITHIN)
        if near and document.text[frame.end : near[0].start] in (" in ", " on ", " "):
            frame.date, frame.date_rule = near[0], f"tie4:{near[0].rule}"


_TIME_WITHIN = 24
"""Characters behind the gathering in which its time stands."""
_OPENING = 3
"""Words at the start of a sentence in which "building on" begins."""


def _last_two(document: Document, before: list[Frame]) -> list[Claim]:
    """The parts in the last told gathering of two sides, of whom "the two leaders" speaks."""
    last = next((f for f in reversed(before) if len(sides(document, f.entities)) == 2), None)
    return last.claims if last is not None else []


def apart_as_built_on(gathering: Gathering, frame: Frame) -> bool:
    """Whether of a gathering and a frame of one sentence the one builds on the other."""
    same = [f for f in gathering.frames if f.reading.index == frame.reading.index]
    return any((BUILT_ON in f.flags) != (BUILT_ON in frame.flags) for f in same)
