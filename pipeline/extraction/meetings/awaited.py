"""Gatherings whose own sentence names one side or nobody, kept until the sentences behind name who was there:
"Mining chiefs and ministers dined in Toronto on Sunday. Premier X was the host. His guests included Y and Z"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import groups
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import is_passive, objects, subjects
from pipeline.extraction.meetings.participant_lists import LISTED
from pipeline.extraction.named_within import dates_in, places_in

AWAITED = "awaited"
"""Flag of frames that stand for a gathering only where those who were there are named behind."""


def awaits(document: Document, frame: Frame, reason: str) -> bool:
    """Whether a frame left out for want of parties tells unnamed people of a kind and its own time and place."""
    reading = frame.reading
    if reason not in cues("party_wanted") or reading.sentence.kind != "body" or frame.trigger.weight < 1:
        return False
    verb = frame.verb if frame.verb is not None else frame.trigger.token
    people = [*subjects(reading, verb), *objects(reading, verb)]
    signed = frame.trigger.shape == "signing" and is_passive(reading, verb)  # "Both papers were signed in Lima"
    known = signed or bool(frame.ranks) or any(_unnamed_people(frame, p) for p in people) or bool(frame.claims)
    first, last = reading.sentence.start, reading.sentence.end
    town = any(p.city for p in places_in(document, first, last))
    if not (known and town and _dated(document, first, last)):
        return False
    frame.flags.add(AWAITED)
    return True


def _dated(document: Document, first: int, last: int) -> bool:
    """Whether a stretch of text tells a day or a month."""
    told = [d.past or d.future for d in dates_in(document, first, last)]
    return any(read is not None and read.precision in ("day", "month") for read in told)


def _unnamed_people(frame: Frame, p: int) -> bool:
    """Whether token `p` is a noun for people in office or in business whom nobody names: "mining chiefs"."""
    reading = frame.reading
    return reading.mention_of[p] < 0 and (
        reading.lemmas[p] in groups()
        or reading.lemmas[p] in cues("people_told")
        or reading.words[p] in cues("people_told")
    )


def settle_awaited(document: Document, gatherings: list[Gathering]) -> tuple[list[Gathering], list[tuple[Frame, str]]]:
    """Gatherings without those that waited in vain, and the frames of these."""
    kept: list[Gathering] = []
    dropped: list[tuple[Frame, str]] = []
    for gathering in gatherings:
        waiting = all(AWAITED in frame.flags for frame in gathering.frames)
        added = {e for frame in gathering.frames for claim in frame.later for e in claim.entities}
        people = sum(document.entities[e].entity_type == "person" for e in added)
        signed = any(frame.trigger.shape == "signing" for frame in gathering.frames)
        listed = any(claim.rule == LISTED for frame in gathering.frames for claim in frame.later)
        if waiting and (len(gathering.entities) < 2 or (people < (2 if signed else 1) and not listed)):
            dropped += [(frame, "nobody named there") for frame in gathering.frames]
        else:
            kept.append(gathering)
    return kept, dropped
