"""Guests whom one clause names and who are met apart: "will meet X on Tuesday and, later in the day, Y", "X in Lima
and Y in Cusco", "X and Y separately"."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.frames import Claim, Frame, verbal
from pipeline.extraction.meetings.grammar import is_verb
from pipeline.extraction.meetings.occasions import again, another_day, each_day, same_clause, second_occasion
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.named_within import places_in

_LATER = re.compile(r"\b(?:later|separately|then|afterwards|before that|earlier)\b", re.IGNORECASE)


def split_by_time(document: Document, frames: list[Frame]) -> list[Frame]:
    """Frames with several meetings in one: "will meet X on Tuesday and, later in the day, Y"; "and again in Z"."""
    out: list[Frame] = []
    for frame in frames:
        out.append(frame)
        days = each_day(document, frame)
        for start, end in days:
            out.append(second_occasion(out[-1], start, end))
        if days:
            continue
        second = again(document, frame)
        if second is not None and not any(
            frame.trigger.token < f.trigger.token
            and same_clause(document, second[1], f.reading.tokens[f.trigger.token].start)
            for f in frames
        ):
            out.append(second_occasion(frame, *second))
            continue
        if not verbal(frame):
            out += _another_with(document, frame)
            continue
        reading, v = frame.reading, frame.trigger.token
        gapped = [c for c in reading.children[v] if reading.tokens[c].dep == "conj" and reading.mention_of[c] >= 0]
        frame.add(parties(document, reading, gapped), "attendee", "object")
        guests = [c for c in frame.claims if c.rule.partition(":")[0] in ("object", "guest", "visited")]
        together = any(c.rule.endswith(":member") for c in guests)  # of one delegation
        if not together and _each_alone(reading, v, guests):
            rest = [c for c in frame.claims if c not in guests]
            for guest in guests[1:]:
                copy = replace(frame, claims=[*rest, guest], flags=set(frame.flags), ranks=set(frame.ranks), later=[])
                copy.start, copy.end, copy.separate = guest.start, guest.end, True
                out.append(copy)
            frame.claims = [*rest, guests[0]]
            out = [f for f in out if not ("setting" in f.flags and f.verb == v)]  # "at the forum, X met Y and Z apart"
            continue
        guests += _gapped_day(document, frame, guests)
        for one, other in itertools.pairwise(guests):
            if _each_in_place(document, reading, guests, one, other):
                copy = replace(frame, flags=set(frame.flags), ranks=set(frame.ranks), later=[])
                copy.claims = [c for c in frame.claims if c not in guests or c.start >= other.start]
                frame.claims = [c for c in frame.claims if c not in guests or c.start < other.start]
                copy.start, copy.end, copy.separate = other.start, other.end, True
                copy.after = frame.until = other.start
                out.append(copy)
                break
            gap = document.text[one.end : other.start]
            day = another_day(document, one.end, other.start, other.end, reading.sentence.end)
            if day is not None:
                copy = replace(frame, flags=set(frame.flags), ranks=set(frame.ranks), later=[])
                copy.claims = [c for c in frame.claims if c not in guests or c.start >= other.start]
                frame.claims = [c for c in frame.claims if c not in guests or c.start < other.start]
                copy.start, copy.end, copy.separate = other.start, other.end, True
                copy.after = frame.until = day
                out.append(copy)
                break
            if one.end < other.start and _LATER.search(gap):
                copy = replace(frame, flags=set(frame.flags), ranks=set(frame.ranks), later=[])
                moved = [c for c in frame.claims if c in guests and c.start >= other.start]
                copy.claims = [c for c in frame.claims if c not in guests] + moved
                frame.claims = [c for c in frame.claims if c not in moved]
                copy.start, copy.end, copy.separate = other.start, other.end, True
                copy.after = one.end
                frame.until = other.start
                out.append(copy)
                break
    return out


_ANOTHER = re.compile(r"\band (?:another|a (?:second|third|separate|further)(?: one)?|one)(?:,[^,;.]{2,30},)? with\b")


def _another_with(document: Document, frame: Frame) -> list[Frame]:
    """The second of two gatherings of one kind: "held a meeting with X in Lima and another with Y in Cusco"."""
    guests = [c for c in frame.claims if c.rule.partition(":")[0] == "with"]
    for one, other in itertools.pairwise(sorted(guests, key=lambda c: c.start)):
        hit = _ANOTHER.search(document.text, one.end, other.start)
        if hit is None:
            continue
        copy = replace(frame, flags=set(frame.flags), ranks=set(frame.ranks), later=[])
        copy.claims = [c for c in frame.claims if c not in guests or c.start >= other.start]
        frame.claims = [c for c in frame.claims if c not in guests or c.start < other.start]
        copy.start, copy.end, copy.separate = other.start, other.end, True
        copy.after = frame.until = hit.start()
        return [copy]
    return []


def _gapped_day(document: Document, frame: Frame, guests: list[Claim]) -> list[Claim]:
    """ "Saw President Kast on Monday and Mining Minister Daniel Mas on Tuesday": the second, whom the parse hangs on
    the day of the first."""
    if not guests:
        return []
    reading, last = frame.reading, guests[-1]
    for mention in reading.mentions:
        person = bool(mention.entities) and all(document.entities[e].entity_type == "person" for e in mention.entities)
        if mention.start <= last.end or not person or set(mention.entities) & frame.entities:
            continue
        between = range(reading.token_at(last.end - 1) + 1, reading.token_at(mention.start))
        if any(is_verb(reading, t) for t in between):
            return []  # "phoned X on Monday and is due to see Y on Thursday"
        later = _LATER.search(document.text, last.end, mention.start)
        if another_day(document, last.end, mention.start, mention.end, reading.sentence.end) is None and not later:
            return []
        claim = Claim(mention.entities, last.role, mention.start, mention.end, "object:gapped")
        frame.claims.append(claim)
        return [claim]
    return []


def _each_in_place(document: Document, reading: Reading, guests: list[Claim], one: Claim, other: Claim) -> bool:
    """Whether two guests are each met in a town of their own: "met X in Tokyo and Y in Gyeongju"."""
    if guests[-1] is not other or set(one.entities) & set(other.entities):
        return False
    ends = (other.start, min(reading.sentence.end, other.end + _TOWN_AFTER))
    near = [places_in(document, guest.end, end) for guest, end in zip((one, other), ends, strict=True)]
    towns = [{p.city for p in found if p.city} for found in near]
    if any(len(t) != 1 for t in towns) or towns[0] == towns[1]:
        return False
    gap = document.text[one.end : other.start]
    return bool(_IN_TOWN.match(gap)) and bool(_IN_TOWN.match(document.text[other.end : ends[1]]))


_IN_TOWN = re.compile(r",? (?:in|at) (?:the )?[A-ZÀ-Þ]")
_TOWN_AFTER = 40
"""Characters after a guest in which the town of the meeting stands."""


def _each_alone(reading: Reading, v: int, guests: list[Claim]) -> bool:
    """Whether somebody meets each of several parties apart: "will meet X and Y separately"."""
    if len(guests) < 2 or len({e for c in guests for e in c.entities}) != len(guests):
        return False
    last = reading.token_at(guests[-1].end - 1)
    behind = reading.words[v + 1 : min(last + 3, len(reading.words))]
    if "in" in behind and "separate" in reading.words[last + 1 : last + 4]:
        return True  # "spoke with X and Y in separate phone calls"
    return "separately" in behind or "individually" in behind or ("in", "turn") in itertools.pairwise(behind)
