"""The state at whose place an official from elsewhere pays a visit: "flew to Kinshasa", "his trip to Hanoi"."""

from __future__ import annotations

import re
from itertools import pairwise

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.kinds import rank_of_person
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.senses import noun_senses
from pipeline.extraction.meetings.triggers import TRAVELS

_GUEST_OF = re.compile(r"\bas (?:the |an? )?(?:[a-z]+ )?guests? of\b")


def guest_of(document: Document, frame: Frame) -> bool:
    """Add whose guest the visitor is told to be, as host: "is expected in Tokyo as the guest of X"."""
    reading = frame.reading
    hit = _GUEST_OF.search(document.text, reading.tokens[frame.trigger.token].end, reading.sentence.end)
    if hit is None or any(c.role == "host" for c in frame.claims):
        return False
    found = run_after(document, reading, reading.token_at(hit.end() - 1))[:1]
    frame.add(found, "host", "guest_of")
    return bool(found)


def _by_office(frame: Frame) -> bool:
    """Whether somebody unnamed in office goes: "on his visit to the White House, the prime minister of Japan"."""
    going = {c.start for c in frame.claims if c.role != "host"}
    return any(m.start in going and m.rule == "unnamed-holder" for m in frame.reading.mentions)


def _named_beside(document: Document, frame: Frame, visitors: list[int], code: str) -> bool:
    """Add who of the country visited acts together with the visitor: "President X and Prime Minister Y agreed on …
    during the Prime Minister's visit to Paris"."""
    reading = frame.reading
    named = [reading.mentions[n] for n in sorted(reading.people) if reading.mentions[n].start < frame.start]
    for one, other in pairwise(named):
        if not _JOINED.fullmatch(document.text, one.end, other.start):
            continue
        both = {*one.entities, *other.entities}
        hosts = [
            e for e in both if document.entities[e].country_code == code and rank_of_person(document, e) is not None
        ]
        if len(both) == 2 and len(hosts) == 1 and both & set(visitors):
            whose = one if hosts[0] in one.entities else other
            frame.claims.append(Claim((hosts[0],), "host", whose.start, whose.end, "named_beside"))
            return True
    return False


_JOINED = re.compile(r",?\sand\s(?:the\s)?")


def _said_why(frame: Frame) -> bool:
    """Whether the sentence of a journey calls it a visit or tells of a gathering there: "arrived in Oslo for talks"."""
    known = (cues("trip_noun") | noun_senses().keys()) - cues("stretch_of_days")
    here = frame.trigger.token
    return any(lemma in known for i, lemma in enumerate(frame.reading.lemmas) if i != here)


def _on_a_day(frame: Frame) -> bool:
    """Whether the day of a journey is told: it is news then, and not what is remembered of somebody."""
    read = (frame.date.past or frame.date.future) if frame.date is not None else None
    return read is not None and read.precision == "day"


def add_hosts(document: Document, frames: list[Frame]) -> None:
    """Add the country in which an official from another one arrives, where nobody else there is named."""
    for frame in frames:
        if frame.trigger.shape in TRAVELS and guest_of(document, frame):
            continue
        place = frame.place
        if frame.trigger.shape not in TRAVELS or place is None or place.country_code is None:
            continue
        if frame.trigger.shape == "journey" and not (_said_why(frame) or _on_a_day(frame)):
            continue
        people = [e for e in frame.entities if document.entities[e].entity_type == "person"]
        codes = {document.entities[e].country_code for e in frame.entities}
        if len(codes) != 1 or None in codes or place.country_code in codes:
            continue
        if not any(rank_of_person(document, e) for e in people) and not _by_office(frame):
            continue
        if _named_beside(document, frame, people, place.country_code):
            continue
        state = next(
            (
                e
                for e, entity in enumerate(document.entities)
                if entity.entity_type == "country" and entity.country_code == place.country_code
            ),
            None,
        )
        if state is not None:
            frame.claims.append(Claim((state,), "attendee", place.start, place.end, "place_of_trip"))


def only_goes(document: Document, frame: Frame) -> str:
    """Why a journey told without its purpose or day is no visit to the country it leads to ("I flew to Iraq"), nor a
    private person's trip; an empty string for other frames."""
    if frame.trigger.shape not in ("journey", "trip") or any(c.role == "host" for c in frame.claims):
        return ""
    going = [c for c in frame.claims if c.rule.startswith(("visitor", "possessive", "made_by"))]
    reached = [c for c in frame.claims if c.rule.startswith("destination")]
    states = all(document.entities[e].entity_type == "country" for c in reached for e in c.entities)
    if not going or not reached or not states or len(going) + len(reached) < len(frame.claims):
        return ""
    if frame.trigger.shape == "trip":
        people = [document.entities[e] for c in going for e in c.entities]
        private = all(p.entity_type == "person" and not p.office and not p.country_code for p in people)
        return "a private journey" if private and not any(c.rank for c in going) else ""
    return "" if _said_why(frame) or _on_a_day(frame) else "a journey for no told purpose"
