"""Which sentences tell one occasion: those on one gathering are put together, others stay apart."""

from __future__ import annotations

from pipeline.extraction.document import Document, ResolvedDate
from pipeline.extraction.meetings.awaited import AWAITED
from pipeline.extraction.meetings.built_on import apart_as_built_on
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gathering_names import numbers, of_another_year, other_subject, words
from pipeline.extraction.meetings.gatherings import Gathering, opens, resolved
from pipeline.extraction.meetings.grammar import subjects
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.other_occasions import (
    also_met,
    another_than_named,
    differently_named,
    hosted_by_another,
    leaders_own,
    met_on_arrival,
    more_of_the_trip,
    of_another_kind,
    of_other_rank,
    one_more_event,
    other_journey,
    same_journey,
    told_apart,
)
from pipeline.extraction.meetings.put_off import call_off
from pipeline.extraction.meetings.told_on import (
    FAR,
    adds_people,
    chosen_for_it,
    generic,
    joins_them,
    led_by_another,
    put_on,
    ran_it,
    tells_when,
    told_on,
)
from pipeline.extraction.meetings.triggers import TRAVELS
from pipeline.extraction.meetings.voices import NO_TALK, Talk

_LONGEST_OPENING = 3
"""Days by which the opening of a gathering may come before its main day."""


def _dates_clash(a: ResolvedDate | None, b: ResolvedDate | None) -> bool:
    if a is None or b is None:
        return False
    if a.precision == "year" or b.precision == "year":
        return a.start.year != b.start.year
    if a.precision == "month" or b.precision == "month":
        return (a.start.year, a.start.month) != (b.start.year, b.start.month)
    return a.start > (b.end or b.start) or b.start > (a.end or a.start)


def _opening_of(one: Frame, a: ResolvedDate | None, other: Frame, b: ResolvedDate | None) -> bool:
    """Whether one frame tells the opening day of what the other tells a later day of."""
    if a is None or b is None or a.precision != "day" or b.precision != "day":
        return False
    apart = (b.start - a.start).days
    return (0 < apart <= _LONGEST_OPENING and opens(one)) or (-_LONGEST_OPENING <= apart < 0 and opens(other))


def _said_that_day(document: Document, frame: Frame) -> bool:
    """Whether the time is the "today" of somebody quoted, who may have spoken on the day before the report's."""
    if frame.date is None or document.text[frame.date.start : frame.date.end].lower() not in cues("same_day"):
        return False
    paragraph = document.source.clean.paragraphs[frame.reading.sentence.paragraph]
    before = document.text[paragraph.start : frame.date.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _said_on(frame: Frame, other: Frame) -> bool:
    """Whether the day of what is told before is that of the telling alone, and a sentence behind gives its own: "have
    spoken, an aide said on Wednesday. The conversation took place on Monday"."""
    near = 0 < frame.reading.index - other.reading.index <= FAR
    return near and other.date_rule[:4] == "tie1" and frame.date_rule[3:4] > "3" and generic(frame)


def _persons(document: Document, entities: set[int]) -> dict[str, set[int]]:
    out: dict[str, set[int]] = {}
    for e in entities:
        entity = document.entities[e]
        if entity.entity_type == "person":
            for side in sides(document, {e}):
                out.setdefault(side, set()).add(e)
    return out


def _signing(frame: Frame) -> bool:
    return frame.kind == "signing"


def _call(frame: Frame) -> bool:
    return frame.phone or frame.kind == "call"


def same_occasion(document: Document, gathering: Gathering, frame: Frame) -> int:
    """How well a frame fits a gathering: 0 = another occasion; higher = surer that it is the same."""
    if frame.separate or other_journey(document, gathering, frame) or also_met(document, gathering, frame):
        return 0
    if apart_as_built_on(gathering, frame):
        return 0
    if _fell_through(gathering, frame) or more_of_the_trip(document, gathering, frame):
        return 8
    if same_journey(document, gathering, frame) or tells_when(gathering, frame):
        return 7
    if leaders_own(document, gathering, frame):
        return 0
    if of_other_rank(document, gathering, frame) and not adds_people(frame):
        return 0
    if hosted_by_another(gathering, frame):
        return 0
    read = resolved(document, frame)
    for other in gathering.frames:
        told = resolved(document, other)
        quoted = _said_that_day(document, frame) or _said_that_day(document, other)
        if quoted and read and told and abs((read.start - told.start).days) <= 1:
            continue
        if _dates_clash(read, told) and not _opening_of(frame, read, other, told) and not _said_on(frame, other):
            return 0
        if frame.place and other.place:
            towns = {frame.place.city, other.place.city} - {None}
            if len(towns) > 1 or frame.place.country_code != other.place.country_code:
                return 0
        gone = {frame.status, other.status}
        if gone & {"cancelled", "postponed"} and len(gone) > 1 and not frame.definite:
            return 0
        if (
            {f for f in frame.flags if f.startswith("ordinal:")}
            and {f for f in other.flags if f.startswith("ordinal:")}
            and {f for f in frame.flags if f.startswith("ordinal:")}.isdisjoint(other.flags)
        ):
            return 0
    first = gathering.frames[0]
    if any(_call(f) for f in gathering.frames) != _call(frame) and not _any_way(gathering, frame):
        headed = all(f.reading.sentence.kind in ("title", "heading") for f in gathering.frames)
        if not headed or frame.entities != gathering.entities:
            return 0  # but "Readout of X's Call with Y", and "X spoke with Y"
    if {frame.status_rule, first.status_rule} == {"modifier"} and {first.status, frame.status} == {"held", "planned"}:
        return 0
    if _coming(frame) != _coming(first) and {first.status, frame.status} == {"held", "planned"}:
        return 0
    earlier = resolved(document, first)
    undated = read is None or earlier is None or read.precision != earlier.precision
    both_named = bool(frame.trigger.name and gathering.names)
    retold = chosen_for_it(gathering, frame)
    if {first.status, frame.status} == {"held", "planned"} and undated and not both_named and not retold:
        return 0
    if both_named and of_another_year(document, gathering, frame):
        return 0
    if frame.trigger.name and gathering.names:
        mine = words(frame.trigger.name)
        best = 0
        for name in gathering.names:
            theirs = words(name)
            if numbers(name) and numbers(frame.trigger.name) and numbers(name).isdisjoint(numbers(frame.trigger.name)):
                return 0
            if other_subject(document, gathering, mine, theirs) or differently_named(frame.trigger.name, name):
                return 0
            shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
            best = max(best, 9 if shared >= 0.99 else 6 if shared > 0.6 else 0)
        return best
    if frame.trigger.name and not _may_name(gathering, frame):
        return 0
    apart = frame.reading.index - gathering.frames[-1].reading.index
    ceremony = generic(frame) and frame.trigger.words == "ceremony" and read is None
    if 0 < apart <= FAR and ceremony and any(_signing(f) for f in gathering.frames):
        return 6
    if 0 < apart <= FAR and led_by_another(gathering, frame):
        return 6
    if apart in (0, 1, 2) and joins_them(gathering, frame):
        return 6
    if 0 < apart <= FAR and adds_people(frame):
        fits = _kinds_agree(gathering, frame) if frame.kind else not any(f.kind for f in gathering.frames)
        fits = fits or frame.trigger.words in cues("stage_of_speakers")
        if fits or frame.trigger.words in {f.trigger.words for f in gathering.frames}:
            return 5
        if not ran_it(frame):
            return 0
    led_round = frame.trigger.words in cues("showing_round") and gathering.frames[0].trigger.shape in (
        *TRAVELS,
        "calling",
    )
    if 0 < apart <= FAR and led_round and frame.entities & gathering.entities:
        return 6  # "X toured the plant. He was shown around by Y"
    if 0 < apart <= FAR and put_on(gathering, frame):
        return 5
    return _by_parties(document, gathering, frame, read)


def _apart_from_crowd(document: Document, gathering: Gathering, frame: Frame) -> bool:
    """Whether two who meet or receive each other are told in a sentence after the gathering of many at which one of
    them was: "on the eve of the forum, X received Y"."""
    two = frame.trigger.shape in ("reciprocal", "reception", "calling") and "two_sided" in frame.flags
    many = {"crowd", "group:minister", "group:leader"}
    last = gathering.frames[-1].reading
    body = last.sentence.kind == "body" and last.index != frame.reading.index
    crowd = any(f.kind in ("conference", "ministerial", "summit") or many & f.flags for f in gathering.frames)
    new = any(document.entities[e].entity_type == "person" for e in frame.entities - gathering.entities)
    return two and body and crowd and new and not frame.ranks and len(sides(document, frame.entities)) == 2


def _members_named(document: Document, gathering: Gathering, frame: Frame) -> bool:
    """Whether the sentence after "the ministers of the Triangle will meet in Lima" names them: "X will welcome Y and
    Z"."""
    last = gathering.frames[-1]
    ranks = {f for f in last.flags if f.startswith("group:")}
    bloc = len(gathering.entities) == 1 and document.entities[next(iter(gathering.entities))].entity_type == "bloc"
    near = 0 < frame.reading.index - last.reading.index <= 2 and frame.status == last.status
    told = frame.trigger.shape in ("reception", "summons", "assembly") and frame.date is None
    people = {e for e in frame.entities if document.entities[e].entity_type == "person"}
    return bloc and bool(ranks) and near and told and len(sides(document, people)) >= 3


def _any_way(gathering: Gathering, frame: Frame) -> bool:
    """Whether words that tell talks by phone and face to face alike may tell the same as those that tell one of them:
    "X and Y have talked. They spoke by phone on Friday", "Z joined them by video link"."""
    if frame.trigger.words in cues("spoken") or (frame.trigger.words == "join" and adds_people(frame)):
        return True
    if joins_them(gathering, frame):
        return True
    first = gathering.frames[0]
    said = first.trigger.words.split()[0]
    return said in cues("spoken_verb") and not first.phone and frame.entities == gathering.entities


def _fell_through(gathering: Gathering, frame: Frame) -> bool:
    """Whether a frame says what was to have been at a gathering told just before to be off: "has called off a visit
    to Lima. He had been due to meet X"."""
    last = gathering.frames[-1]
    off = last.status in ("cancelled", "postponed") and frame.status in ("planned", "cancelled", last.status)
    near = 0 < frame.reading.index - last.reading.index <= FAR
    gone = frame.status in ("cancelled", "postponed") and frame.definite and not frame.entities and frame.date is None
    said = 0 <= frame.reading.index - last.reading.index <= FAR and (
        last.status in ("planned", frame.status) or last.status_rule == "was_to_have"
    )
    if gone and said and "was_to" in last.flags:
        return True  # "were to sign it on Friday. The ceremony was put off on Thursday"
    untimed = frame.date is None or last.date is None
    v = frame.verb if frame.verb is not None else frame.trigger.token
    it = any(frame.reading.words[s] == "it" for s in subjects(frame.reading, v))
    return off and near and untimed and "was_to" in frame.flags and (it or bool(frame.entities & gathering.entities))


def _coming(frame: Frame) -> bool:
    """Whether the words before the noun say that it is another one still to come: "the next iCET meeting"."""
    return frame.status == "planned" and frame.status_rule == "modifier"


def _may_name(gathering: Gathering, frame: Frame) -> bool:
    """Whether a gathering told without its name may be the one that this frame names."""
    if any(f.kind == frame.kind or f.trigger.words == frame.trigger.words for f in gathering.frames):
        return True
    last = gathering.frames[-1]  # "will meet the G7, attending the G7 summit"
    beside = last.reading.index == frame.reading.index and last.trigger.shape == "reciprocal"
    return beside and frame.entities == gathering.entities and "summit" in frame.trigger.words


def _wide(document: Document, gathering: Gathering) -> bool:
    """Whether more than two sides take part, so that a side may have sent several people."""
    wide = {"summit", "ministerial", "conference"}
    if any(document.entities[e].entity_type == "bloc" for e in gathering.entities):
        return True
    return len(sides(document, gathering.entities)) >= 3 or any(f.kind in wide for f in gathering.frames)


def _kinds_agree(gathering: Gathering, frame: Frame) -> bool:
    """Whether a frame may tell a gathering of the kinds told before."""
    kinds = {f.kind for f in gathering.frames if f.kind}
    verbal = frame.trigger.shape in ("reciprocal", "reception", "calling")
    if verbal and kinds & {"conference", "ministerial"} and all(f.trigger.shape == "event" for f in gathering.frames):
        return any(f.reading.sentence.kind in ("title", "heading") for f in gathering.frames)
    if frame.trigger.shape in ("assembly", "summons") and gathering.names:
        apart = frame.reading.sentence.paragraph != gathering.frames[-1].reading.sentence.paragraph
        others = any(flag.startswith("receives:") for flag in frame.flags)
        return not (apart and others and all(f.trigger.shape == "event" for f in gathering.frames))
    if not frame.kind:
        return True
    if frame.kind in kinds:
        return True
    if frame.kind == "summit":
        return not kinds
    if frame.kind in ("conference", "ministerial", "negotiation", "signing"):
        return not kinds and any(f.trigger.words == frame.trigger.words for f in gathering.frames)
    return not kinds


def _by_parties(document: Document, gathering: Gathering, frame: Frame, read: ResolvedDate | None) -> int:
    """How well a frame without a name of its own fits a gathering by those who take part: 0 = not at all."""
    mine, theirs = frame.entities, gathering.entities
    shared = mine & theirs
    if not mine:
        if frame.trigger.shape not in ("event", "trip") or not frame.definite:
            return 0
        return 4 if _kinds_agree(gathering, frame) else 0
    led = _without_company(gathering)
    my_people, their_people = _persons(document, mine), _persons(document, led)
    for side, people in my_people.items():
        others = side in their_people and people.isdisjoint(their_people[side]) and not (shared and len(mine) > 2)
        if others and not (generic(frame) and (_wide(document, gathering) or shared)):
            return 0
    my_sides, their_sides = sides(document, mine), sides(document, led)
    if _signing(frame) != any(_signing(f) for f in gathering.frames):
        if not _signing(frame) and not frame.definite and told_apart(frame):
            return 0
        persons = {e for people in my_people.values() for e in people}
        other = {e for people in their_people.values() for e in people}
        signers, met = (persons, other) if _signing(frame) else (other, persons)
        return 5 if len(persons & other) >= 2 and signers <= met and read is None else 0
    if not _kinds_agree(gathering, frame):
        plain = not frame.kind or not any(f.kind for f in gathering.frames)
        if not (
            plain
            and frame.trigger.shape in ("event", "trip")
            and my_sides == their_sides
            and len(my_sides) == 2
            and shared
        ):
            return 0
    if _members_named(document, gathering, frame):
        return 6
    common = my_sides & their_sides
    if read is None and told_on(gathering, frame):
        return 5
    if another_than_named(gathering, frame):
        return 0
    if len(my_sides) >= 2 and len(their_sides) >= 2:
        if my_sides == their_sides:
            return 0 if one_more_event(gathering, frame) or of_another_kind(gathering, frame) else 8
        retold = frame.definite or all(f.reading.sentence.kind in ("title", "heading") for f in gathering.frames)
        retold = retold or met_on_arrival(gathering, frame)
        if len(common) >= 2 and (my_sides <= their_sides or their_sides <= my_sides) and retold:
            return 7
        return 0
    if generic(frame) and _wide(document, gathering) and read is None and "role_verb" in frame.flags:
        return 4
    hosting = any(flag.startswith(("receives:", "group:")) for f in gathering.frames for flag in f.flags)
    if generic(frame) and hosting and len(their_sides) == 1 and frame.status == gathering.frames[0].status:
        return 4
    if common and all(f.reading.sentence.kind in ("title", "heading") for f in gathering.frames):
        return 5
    if common:
        if _apart_from_crowd(document, gathering, frame):
            return 0
        if len(my_sides) == 1 and frame.trigger.shape not in ("event", *TRAVELS):
            return 0
        if frame.trigger.shape == "journey" and not all(f.trigger.shape in TRAVELS for f in gathering.frames):
            return 0
        return 4 if frame.definite or frame.possessive or "indefinite" not in frame.flags else 0
    return 0


def _without_company(gathering: Gathering) -> set[int]:
    """Who takes part in a gathering; of a journey, without those who only go along: "X flew to Lima with Y"."""
    theirs = set(gathering.entities)
    if not all(f.trigger.shape in TRAVELS for f in gathering.frames):
        return theirs
    along = {e for f in gathering.frames for c in f.claims if c.rule.startswith("companions") for e in c.entities}
    return theirs - along or theirs


def gather(document: Document, frames: list[Frame], talk: Talk = NO_TALK) -> list[Gathering]:
    """Group frames, in the order of the text, into occasions; over a reporter's questions only what is surely one."""
    out: list[Gathering] = []
    for frame in frames:
        best: tuple[int, bool, bool, int] | None = None
        met = frame.trigger.shape == "event" and not frame.entities  # "the meeting" is rather no trip told before
        for n, gathering in enumerate([] if AWAITED in frame.flags else out):
            fit = same_occasion(document, gathering, frame)
            if fit <= 0:
                continue
            if fit <= 4 and not talk.goes_on(gathering.frames[-1], frame):
                continue
            if fit <= 4:
                apart = frame.reading.index - gathering.frames[-1].reading.index
                known = frame.definite and bool(frame.entities & gathering.entities)
                if apart > (30 if known else 6):
                    continue
            same_word = any(f.trigger.words == frame.trigger.words and f.claims for f in gathering.frames)
            stayed = met and gathering.frames[0].trigger.shape not in TRAVELS
            key = (fit, same_word and (adds_people(frame) or put_on(gathering, frame)), stayed, n)
            if best is None or key > best:
                best = key
        if best is not None:
            call_off(document, out[best[-1]], frame)
            out[best[-1]].frames.append(frame)
        else:
            out.append(Gathering([frame]))
    return out
