"""What the words of a gathering say of its being another than the one told before it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gathering_names import words
from pipeline.extraction.meetings.gatherings import published, resolved
from pipeline.extraction.meetings.grammar import is_passive
from pipeline.extraction.meetings.kinds import rank_of_person, sides
from pipeline.extraction.meetings.triggers import TRAVELS

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


def of_another_kind(gathering: Gathering, frame: Frame) -> bool:
    """Whether one of two nouns, told in different sentences, brings in what officials gather for and the other does
    not: "at the third ministerial meeting, …" and "we held a workshop", "a dialogue" and "the fourth ministerial"."""
    if frame.trigger.shape != "event" or frame.reading.index == gathering.frames[-1].reading.index:
        return False
    nouns = [f for f in gathering.frames if f.trigger.shape == "event"]
    if not nouns or any(f.reading.sentence.kind != "body" for f in nouns):
        return False
    mine, theirs = _head(frame), {_head(f) for f in nouns}
    numbered = bool(frame.trigger.name) or any(flag.startswith("ordinal:") for flag in frame.flags)
    if mine in theirs or not (numbered or "indefinite" in frame.flags):
        return False
    officials = cues("of_officials")
    return (mine in officials and theirs.isdisjoint(officials)) or (numbered and theirs <= officials)


def _head(frame: Frame) -> str:
    return frame.trigger.words.split()[-1]


def leaders_own(document: Document, gathering: Gathering, frame: Frame) -> bool:
    """Whether leaders' own meeting is told after "a high-level dialogue" that their states are to hold."""
    people = any(document.entities[e].entity_type == "person" for e in frame.entities)
    if not people or any(f.trigger.words.split()[-1] not in cues("of_officials") for f in gathering.frames):
        return False
    states = all(document.entities[e].entity_type in ("country", "bloc") for e in gathering.entities)
    states = states and all(f.status == "planned" and "indefinite" in f.flags for f in gathering.frames)
    return states and frame.trigger.words.split()[-1] not in cues("of_officials") and frame.date is None


def of_other_rank(document: Document, gathering: Gathering, frame: Frame) -> bool:
    """Whether unnamed ministers of the states gather on the one hand and their leaders on the other: "our foreign
    ministers met in July", after "we, the leaders, met today"."""
    ranks = {rank for f in gathering.frames for rank in _told_ranks(document, f)}
    own = _told_ranks(document, frame)
    if len(sides(document, frame.entities)) < 2 or sides(document, frame.entities) != sides(
        document, gathering.entities
    ):
        return False
    return {frozenset(own), frozenset(ranks)} == {frozenset({"minister"}), frozenset({"leader"})}


def hosted_by_another(gathering: Gathering, frame: Frame) -> bool:
    """Whether one sentence gives two gatherings hosts of their own: "the summit that Chile hosted, and the next talks,
    to be hosted by Peru"."""
    hosts = {e for c in frame.claims if c.role == "host" for e in c.entities}
    theirs = {
        e
        for f in gathering.frames
        if f.reading.index == frame.reading.index and f.trigger.shape == "event"
        for c in f.claims
        if c.role == "host"
        for e in c.entities
    }
    return frame.trigger.shape == "event" and bool(hosts) and bool(theirs) and hosts.isdisjoint(theirs)


def _told_ranks(document: Document, frame: Frame) -> set[str]:
    """Ranks of the people, named or not, that a frame tells of."""
    held = {rank_of_person(document, e) for e in frame.entities if document.entities[e].entity_type == "person"}
    return {*frame.ranks, *(rank for rank in held if rank is not None)} - {"other"}


def told_apart(frame: Frame) -> bool:
    """Whether talks are told to be others than the ceremony of the day: "had earlier held private talks"."""
    reading, v = frame.reading, frame.verb if frame.verb is not None else frame.trigger.token
    first = min(v, frame.trigger.token)
    return bool(cues("apart") & set(reading.words[max(0, first - 8) : max(v, frame.trigger.token) + 1]))


_LONG_AGO = timedelta(days=45)
"""How long before the report a gathering may have been that belongs to a journey told without its time."""
_TRAVELLERS = ("visitor", "possessive", "made_by", "of", "traveller")


def other_journey(document: Document, gathering: Gathering, frame: Frame) -> bool:
    """Whether a journey or what is dated before it belongs to another one: two people's journeys are two; a meeting
    of long ago was not held on a journey that is told as going on."""
    if not any(f.trigger.shape in TRAVELS for f in gathering.frames):
        going = _travellers(frame) if frame.trigger.shape in ("trip", "calling") else set()
        own = {document.entities[e].country_code for e in going}
        named = {e for e in gathering.entities if document.entities[e].entity_type != "country"}
        return bool(going) and going.isdisjoint(named) and own <= {document.entities[e].country_code for e in named}
    if not all(f.trigger.shape in TRAVELS for f in gathering.frames):
        return False
    if frame.trigger.shape in TRAVELS:
        mine = _travellers(frame)
        theirs = {e for f in gathering.frames for e in _travellers(f)}
        return bool(mine and theirs) and mine.isdisjoint(theirs)
    read, day = resolved(document, frame), published(document)
    undated = all(f.date is None for f in gathering.frames)
    return undated and read is not None and day is not None and day - read.start > _LONG_AGO


def _travellers(frame: Frame) -> set[int]:
    return {e for c in frame.claims if c.role != "host" and _goes(c.rule.partition(":")[0]) for e in c.entities}


def _goes(rule: str) -> bool:
    going = rule in _TRAVELLERS or rule.endswith("_subject")
    return going or (rule.endswith("_for") and rule.removesuffix("_for") in cues("motion"))


def more_of_the_trip(document: Document, gathering: Gathering, frame: Frame) -> bool:
    """Whether the clause beside one of a visit tells whom else the visitor saw on it: "will call on X and hold talks
    with Y"."""
    last, first = gathering.frames[-1], gathering.frames[0]
    beside = frame.reading.index == last.reading.index and frame.date is None and frame.place is None
    if first.trigger.shape not in TRAVELS or not beside or frame.status != last.status or frame.trigger.name:
        return False
    going = _travellers(first)
    hosts = {document.entities[e].country_code for e in gathering.entities - going}
    seen = frame.entities - going
    own = all(document.entities[e].entity_type == "person" for e in seen)
    home = {document.entities[e].country_code for e in seen}
    return bool(going & frame.entities) and bool(seen) and own and None not in home and home <= hosts


def same_journey(document: Document, gathering: Gathering, frame: Frame) -> bool:
    """Whether one of two tells only on which day somebody came for what the other tells: "flew to Paris on Sunday at
    X's invitation. The two met on Monday", "held talks with X on Tuesday. He arrived on Monday for a visit".

    The day of the journey is then that of the meeting.
    """
    ways = [f for f in gathering.frames if f.trigger.shape in TRAVELS]
    one_goes = frame.trigger.shape in TRAVELS
    under_way = not one_goes and frame.status == "planned" and all(f.trigger.shape == "journey" for f in ways)
    under_way = under_way and all(f.status == "held" for f in ways)
    if (
        one_goes == bool(ways)
        or (ways and len(ways) < len(gathering.frames))
        or (frame.status != gathering.frames[0].status and not under_way)
    ):
        return False
    going = _travellers(frame) if one_goes else {e for f in ways for e in _travellers(f)}
    met = gathering.entities if one_goes else frame.entities
    toured = frame.entities | gathering.entities
    people = {e for e in toured if document.entities[e].entity_type == "person"}
    near = frame.reading.index - gathering.frames[-1].reading.index <= _TOLD_WITHIN
    two = len(sides(document, met)) == 2 and sides(document, toured) == sides(document, met)
    if not (near and two and len(going) == 1 and going <= met and len(people) in (2, 3)):
        return False
    mine, theirs = resolved(document, frame), next((r for f in gathering.frames if (r := resolved(document, f))), None)
    if under_way and (mine is None or theirs is None or timedelta(0) <= mine.start - theirs.start <= _BEFORE_TALKS):
        for each in ways:  # "left for Washington on Tuesday. He is to meet X on Thursday"
            each.date, each.status = None, "planned"
        return True
    if mine is None or theirs is None or {mine.precision, theirs.precision} != {"day"}:
        return False
    there, met_on = (mine, theirs) if one_goes else (theirs, mine)
    if not timedelta(0) < met_on.start - there.start <= _ON_THE_WAY:
        return False
    for each in [frame] if one_goes else ways:
        each.date = None
    return True


_ON_THE_WAY = timedelta(days=2)
"""Days from an arrival to the meeting that it was for."""
_BEFORE_TALKS = timedelta(days=6)
"""Days from a departure to the meeting still to come that it is for."""
_TOLD_WITHIN = 2
"""Sentences between the two."""


def met_on_arrival(gathering: Gathering, frame: Frame) -> bool:
    """Whether the next sentence tells whom a traveller met where he went: "flew to Lima. There she met X and Y"."""
    ways = all(f.trigger.shape in TRAVELS for f in gathering.frames)
    near = 0 < frame.reading.index - gathering.frames[-1].reading.index <= _TOLD_WITHIN
    if not ways or not near or frame.trigger.shape in TRAVELS or frame.date is not None:
        return False
    going = {e for f in gathering.frames for e in _travellers(f)}
    others = [c for c in gathering.claims if not set(c.entities) <= going]
    return bool(going & frame.entities) and all(c.rule == "place_of_trip" for c in others)


def also_met(document: Document, gathering: Gathering, frame: Frame) -> bool:
    """Whether somebody "also met" others than those of the meeting told before, or "was later received by" them."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape not in ("reciprocal", "calling", "reception"):
        return False
    before = set(reading.words[max(0, t - 3) : t])
    if cues("besides") & before:
        return _new_people(document, gathering, frame)
    hosts = {e for c in frame.claims if c.role == "host" for e in c.entities}
    moved_on = (
        frame.trigger.shape == "reception"
        and is_passive(reading, t)
        and bool((cues("apart") | {"then"}) & before)
        and all(f.reading.index < reading.index and f.trigger.shape not in TRAVELS for f in gathering.frames)
        and len(sides(document, gathering.entities)) > 1
    )
    return moved_on and hosts.isdisjoint(gathering.entities) and _new_people(document, gathering, frame)


def _new_people(document: Document, gathering: Gathering, frame: Frame) -> bool:
    new = frame.entities - gathering.entities
    known = {document.entities[e].country_code for e in gathering.entities}
    return any(
        document.entities[e].entity_type == "person"
        or (document.entities[e].entity_type == "country" and document.entities[e].country_code not in known)
        for e in new
    )


def differently_named(one: str, other: str) -> bool:
    """Whether each of two names has words of its own, and they share too few to be those of one gathering."""
    mine, theirs = ({w[:_STEM] for w in words(name)} for name in (one, other))
    shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
    plain = {w[:_STEM] for w in cues("plain_occasion")}
    ours, others = (only - plain for only in (mine - theirs, theirs - mine))
    return bool(ours) and bool(others) and shared < _MOST_SHARED


_STEM = 5
"""First letters by which a word of a name is the same: "U.S.-African" and "U.S.-Africa Leaders' Summit"."""
_MOST_SHARED = 0.7
"""Part of the words of the shorter of two names from which they may be those of one gathering."""


def one_more_event(gathering: Gathering, frame: Frame) -> bool:
    """Whether another paragraph brings in an event of a kind not told before: "held a roundtable between …"."""
    new = "indefinite" in frame.flags and frame.trigger.shape == "event" and frame.date is not None
    words = frame.trigger.words
    if not new or words.split()[-1] in cues("retold_noun") or words in {f.trigger.words for f in gathering.frames}:
        return False
    here = frame.reading.sentence.paragraph
    events = all(f.trigger.shape == "event" and f.date is not None for f in gathering.frames[:1])
    return events and all(f.reading.sentence.paragraph != here for f in gathering.frames)
