"""Visits that are only the frame of what was done on them with somebody there: "During her visit to Lusaka, X agreed
with President Y to build the line", "On a trip to Hanoi, X and Y discussed nickel"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.done_there import chain
from pipeline.extraction.meetings.found_parties import Found, mention_at, people_only
from pipeline.extraction.meetings.frames import Frame, verbal
from pipeline.extraction.meetings.grammar import FINITE, ancestors, governed, is_passive, is_verb, objects
from pipeline.extraction.meetings.kinds import rank_of_person
from pipeline.extraction.meetings.parties import before_verb, parties, subject_parties
from pipeline.extraction.meetings.reading import Reading

_FRAMING = frozenset({"during", "on", "at", "in", "for"})
"""Prepositions by which what a clause tells is put on a journey."""


def _preposition(reading: Reading, t: int) -> int | None:
    """The preposition that puts a clause on the journey at token `t`: of "in the course of his visit", "in"."""
    for _ in range(3):
        p = reading.tokens[t].head
        if reading.tokens[t].dep != "pobj":
            return None
        up = reading.tokens[p].head
        if reading.words[p] == "of" and reading.lemmas[up] in cues("stage_of_trip"):
            t = up
            continue
        return p if reading.words[p] in _FRAMING else None
    return None


def _clause(reading: Reading, p: int) -> int | None:
    """The verb of the clause that preposition `p` frames."""
    if not any(is_verb(reading, i) for i in range(p)):
        verbs = [i for i in range(p, len(reading.tokens)) if reading.tokens[i].dep == "ROOT" and is_verb(reading, i)]
        return verbs[0] if verbs else None
    return next((a for a in ancestors(reading, p) if is_verb(reading, a)), None)


def _acting(document: Document, reading: Reading, v: int) -> tuple[list[Found], list[Found]]:
    """The persons who do what verb `v` tells, and those with or to whom they do it."""
    if is_passive(reading, v):
        return [], []
    who = people_only(document, subject_parties(document, reading, v))
    who = who or people_only(document, before_verb(document, reading, v))
    with_whom = [g for n in (v, *objects(reading, v)) for g in governed(reading, n, ("with", "alongside"))]
    if reading.lemmas[v] in cues("told"):
        with_whom += objects(reading, v)
    return who, people_only(document, parties(document, reading, with_whom)) if who else []


def _where_clause(reading: Reading, t: int) -> int | None:
    """The verb of the clause that says what was done where a journey went: "flew to Lima, where he and X announced"."""
    for v in range(t + 1, len(reading.tokens)):
        if reading.tokens[v].dep in ("relcl", "advcl") and reading.tokens[v].tag in FINITE:
            return v if any(reading.words[c] == "where" for c in reading.children[v] if c < v) else None
    return None


def _told(reading: Reading, v: int) -> bool:
    """Whether verb `v` tells something that people do together or say to each other."""
    return any(reading.lemmas[a] in cues("outcome") | cues("told") | cues("debating") for a in chain(reading, v))


def of_two_sides(document: Document, who: list[Found], others: list[Found]) -> bool:
    """Whether the persons are of two states, or somebody in office acts with another who isn't told to be of his."""
    acting = {e for f in who for e in f.entities}
    facing = {e for f in others for e in f.entities} - acting
    if not any(rank_of_person(document, e) is not None for e in acting | facing):
        return False
    codes = {document.entities[e].country_code for e in acting | facing}
    return len(codes - {None}) > 1 or (bool(facing) and None in codes)


def _unnamed_holder(frame: Frame, start: int) -> bool:
    """Whether a party is only told by an office without a name: "the first visit of a British premier"."""
    mention = mention_at(frame.reading, frame.reading.token_at(start))
    return mention is not None and mention.start == start and mention.rule == "unnamed-holder"


def _meets_on(trip: Frame, frames: list[Frame]) -> Frame | None:
    """What a visit is used for, where its verb says so: "used his visit to Lima to meet X and Y"."""
    reading, t = trip.reading, trip.trigger.token
    v = reading.tokens[t].head
    if trip.trigger.shape != "trip" or reading.tokens[t].dep != "dobj" or reading.lemmas[v] not in cues("making_use"):
        return None
    used = (f for f in frames if verbal(f) and f.trigger.token > t and len(f.entities) > 1)
    return next((f for f in used if reading.tokens[f.trigger.token].head == v), None)


def settle_done_on_trips(document: Document, frames: list[Frame]) -> tuple[list[Frame], list[tuple[Frame, str]]]:
    """Make one meeting of a visit and of what the clause around it tells of people there."""
    gone: list[tuple[Frame, str]] = []
    alive = list(frames)
    for frame in frames:
        reading, t = frame.reading, frame.trigger.token
        meeting = _meets_on(frame, alive)
        if meeting is not None:
            frame.claims += [c for c in meeting.claims if not set(c.entities) & frame.entities]
            alive.remove(meeting)
            gone.append((meeting, "what a visit is used for"))
            continue
        if frame.trigger.shape == "journey":
            v = _where_clause(reading, t)
        elif frame.trigger.shape == "trip":
            p = _preposition(reading, t)
            v = _clause(reading, p) if p is not None else None
        else:
            continue
        if v is None or reading.tokens[v].tag not in FINITE or not _told(reading, v):
            continue
        who, others = _acting(document, reading, v)
        if not of_two_sides(document, who, others):
            continue
        found = [*who, *others]
        acting = {e for f in found for e in f.entities}
        if frame.entities - acting and not any(_unnamed_holder(frame, c.start) for c in frame.claims):
            continue  # whose visit it is has been told
        told = [f for f in alive if verbal(f) and f is not frame and f.trigger.token in (v, *chain(reading, v))]
        signing = [f for f in told if f.trigger.shape == "signing" and len(f.entities) > 1]
        if signing:
            alive.remove(frame)
            gone.append((frame, "on a visit on which what is told with it took place"))
            continue
        frame.claims = [c for c in frame.claims if set(c.entities) & acting]
        frame.add(found, "attendee", "done_on_trip")
        frame.flags -= {"setting"}
        for other in told:
            alive.remove(other)
            gone.append((other, "what was done on a visit that is named"))
    return alive, gone
