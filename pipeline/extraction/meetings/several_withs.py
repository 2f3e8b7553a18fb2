"""Meetings of somebody with each of several others that one word tells: "talks with X on Monday and with Y on
Tuesday", "bilateral talks with X and Y", and leaders named behind their states."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import Found
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import FINITE
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.name_lists import after_preposition
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.named_within import dates_in

_PHONE_WITHIN = 60
"""Characters behind the second "with" in which "on the phone" may stand."""


def split_by_with(document: Document, frames: list[Frame]) -> list[Frame]:
    """Frames with a copy for each other party that is met apart."""
    out: list[Frame] = []
    for frame in frames:
        out.append(frame)
        if frame.trigger.shape not in ("event", "reciprocal") or frame.trigger.kind == "signing":
            continue
        split = sum(each.trigger is frame.trigger for each in frames) > 1  # by the days told: both have their frames
        second = None if split else _second_with(frame)
        if second is not None:
            copy = _met_next(document, frame, second)
            out += [copy] if copy is not None else []
        elif frame.trigger.shape == "event":
            out += _each_of_two_sides(document, frame)
    return out


def _many(frame: Frame) -> bool:
    return frame.trigger.plural or frame.trigger.plural_ok


def _second_with(frame: Frame) -> int | None:
    """The "with" that begins the second meeting in "with X and with Y"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape == "event" and not _many(frame):
        return None
    first = None
    for i in range(t + 1, len(reading.words)):
        if reading.tokens[i].tag in FINITE or reading.words[i] in (";", ":"):
            return None
        if reading.words[i] != "with":
            continue
        if first is not None and (reading.words[i - 1] in ("and", "then") or _aside(reading, i) is not None):
            return i
        first = i
    return None


def _aside(reading: Reading, second: int) -> int | None:
    """The "and" before an aside on when the next are met, where one stands before "with": "and, the next day, with"."""
    if reading.words[second - 1] != ",":
        return None
    opens = range(second - 2, max(1, second - _ASIDE), -1)
    begin = next((i for i in opens if reading.words[i] == "," and reading.words[i - 1] == "and"), None)
    told = reading.words[begin + 1 : second - 1] if begin is not None else ()
    return begin - 1 if begin is not None and cues("aside_time") & set(told) else None


_ASIDE = 9
"""Words within which such an aside stands."""


def _met_next(document: Document, frame: Frame, second: int) -> Frame | None:
    """A frame for those behind the `second` "with", taken from the frame of the first."""
    reading = frame.reading
    at = reading.tokens[second].start
    found = _behind(document, reading, second)
    theirs = [c for c in frame.claims if c.start > at and c.role != "host"]
    known = {c.start for c in theirs}
    theirs += [
        Claim(f.entities, "attendee", f.start, f.end, f"with:{f.rule}", f.rank)
        for f in found
        if f.start not in known and f.entities
    ]
    mine = [c for c in frame.claims if c.start < reading.tokens[frame.trigger.token].start]
    left = [c for c in frame.claims if c not in theirs]
    apart = {e for c in theirs for e in c.entities}
    aside = _aside(reading, second)
    timed = aside is not None or bool(dates_in(document, _since(frame, second), at))
    rung = bool(cue_pattern("phone").search(document.text, at, min(reading.sentence.end, at + _PHONE_WITHIN)))
    counted = frame.trigger.plural and frame.trigger.words.split()[-1] == "meeting" and "object" in frame.flags
    if (
        not (timed or rung or counted)
        or not theirs
        or len(left) == len(mine)
        or apart & {e for c in left for e in c.entities}
    ):
        return None
    copy = replace(frame, claims=[*mine, *theirs], flags=set(frame.flags), ranks=set(frame.ranks), later=[])
    frame.claims = left
    copy.start, copy.end, copy.separate = theirs[0].start, theirs[-1].end, True
    if timed:
        copy.after = frame.until = at if aside is None else reading.tokens[aside].start
    copy.phone = rung or frame.phone
    return copy


def _since(frame: Frame, second: int) -> int:
    """From where a day told before the `second` "with" is that of those named first alone: "sat down on Tuesday with X,
    and with Y" gives one day for both, unless they are met one "then" the other."""
    reading, t = frame.reading, frame.trigger.token
    if reading.words[second - 1] == "then":
        return reading.tokens[t].end
    return next(reading.tokens[i].start for i in range(t + 1, second + 1) if reading.words[i] == "with")


def _behind(document: Document, reading: Reading, p: int) -> list[Found]:
    heads = [c for c in reading.children[p] if reading.tokens[c].dep == "pobj"]
    return parties(document, reading, heads) or after_preposition(document, reading, p)


def _each_of_two_sides(document: Document, frame: Frame) -> list[Frame]:
    """A frame for each but the first of those with whom somebody holds "bilateral talks" or "back-to-back meetings"."""
    reading, t = frame.reading, frame.trigger.token
    if not _many(frame) or not {reading.lemmas[c] for c in reading.children[t] if c < t} & cues("each_alone"):
        return []
    away = {e for c in frame.claims if not c.rule.startswith("with") for e in c.entities}
    told = [c for c in frame.claims if c.rule.startswith("with") and not away.issuperset(c.entities)]
    named = {document.entities[e].country_code for c in told for e in c.entities if _person(document, e)}
    others = [c for c in told if not all(_state(document, e) in named for e in c.entities)]
    own = [c for c in frame.claims if c not in told and not c.rule.startswith("with")]
    people = all(_person(document, e) or c.rule.endswith(":on_behalf") for c in others for e in c.entities)
    apart = {frozenset(sides(document, set(c.entities))) or frozenset(map(str, c.entities)) for c in others}
    if len(others) < 2 or not own or not people or len(apart) < len(others):
        return []
    out = []
    for other in others[1:]:
        copy = replace(frame, claims=[*own, other], flags=set(frame.flags), ranks=set(frame.ranks), later=[])
        copy.start, copy.end, copy.separate = other.start, other.end, True
        out.append(copy)
    frame.claims = [*own, others[0]]
    return out


def _person(document: Document, e: int) -> bool:
    return document.entities[e].entity_type == "person"


def _state(document: Document, e: int) -> str:
    """The code of a country; empty for others."""
    entity = document.entities[e]
    return (entity.country_code or "") if entity.entity_type == "country" else ""


def drop_states_of_heads(document: Document, frame: Frame) -> None:
    """Leave out the states of "the prime ministers of A, B and C - X, Y and Z" and of "the A and B ministers, X and Y":
    X, Y and Z are there for them."""
    told = [c for c in frame.claims if c.rule.endswith(":on_behalf")]
    states = [c for c in told if all(document.entities[e].entity_type == "country" for e in c.entities)]
    if len(states) < 2:
        return
    part, last = states[0].rule.partition(":")[0], max(c.end for c in states)
    people = [
        c
        for c in frame.claims
        if c.rule.partition(":")[0] == part
        and all(document.entities[e].entity_type == "person" for e in c.entities)
        and c.start > last
    ]
    if len(states) != len(people) or min(c.start for c in people) - last > _HEADS_WITHIN:
        return
    gap = document.text[last : min(c.start for c in people)].strip()
    if gap.endswith((",", "-", "–", "—", ":", "(")):
        frame.claims = [c for c in frame.claims if c not in states]


_HEADS_WITHIN = 50
"""Characters between the last state and the first of its leaders: "the Polish and Czech industry ministers, X"."""
