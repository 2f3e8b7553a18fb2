"""Which type a gathering is, by its parties and by what its sentences tell beyond the names."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.goals_of_trips import tours_the_world
from pipeline.extraction.meetings.kinds import kind_of, rank_of_person, sides
from pipeline.extraction.meetings.one_delegation import sides_told
from pipeline.extraction.meetings.rounds import one_of_several
from pipeline.extraction.meetings.trips_told import on_a_visit
from pipeline.extraction.meetings.unnamed_sides import rank_of_crowd, sides_beside
from pipeline.extraction.meetings.who_was_there import present
from pipeline.records import MeetingType


def type_of(document: Document, gathering: Gathering) -> MeetingType:
    """The codebook's type of a gathering."""
    frames = gathering.frames
    told = [f.kind for f in frames if f.kind] + ["negotiation" for f in frames if one_of_several(f)]
    ranks = set().union(*(f.ranks for f in frames), *(_peers(document, f) for f in frames))
    of_many = {rank for f in frames if (rank := rank_of_crowd(document, f)) is not None}
    phone = any(f.phone for f in frames)
    who = sides_told(document, gathering)
    kind = kind_of(
        document,
        who,
        told,
        " ".join(gathering.names),
        phone,
        ranks | of_many,
        frames[0].trigger.shape in ("trip", "invitation", "calling", "journey"),
        bool(of_many) or any("crowd" in f.flags or _several_peers(document, f) for f in frames),
        "" if any(_of_many(f) for f in frames) else next((f.trigger.alone for f in frames if f.trigger.alone), ""),
    )
    if kind == "bilateral" and any(f.trigger.words in cues("open_to_many") and not _of_two(f) for f in frames):
        kind = "other"
    only_two = (kind == "summit" and not of_many and _met_at_it(document, gathering)) or _of_their_ministers(gathering)
    if kind in ("summit", "ministerial") and len(sides(document, who)) == 2 and only_two:
        kind = "bilateral"
    if kind in ("other", "bilateral") and on_a_visit(document, gathering):
        kind = "visit"
    if kind == "bilateral" and len(sides(document, who)) == 1 and any(tours_the_world(document, f) for f in frames):
        kind = "visit"
    people = present(document, gathering)
    if kind == "bilateral" and len(people) > 2 and len(sides(document, who)) == 1:
        kind = "other"
    if kind == "bilateral" and len(people) == 1 and any(_with_many(f) for f in frames):
        kind = "other"
    if kind == "bilateral" and _more_sides(document, gathering):
        kind = "other"
    if kind == "other" and any(_called_bilateral(f) for f in frames):
        kind = "bilateral"
    if kind in ("bilateral", "other") and any(_of_ministers(f) for f in frames):
        kind = "ministerial"
    return kind


def _met_at_it(document: Document, gathering: Gathering) -> bool:
    """Whether two only met where many gathered: "met with X on the margins of the leaders' summit"."""
    people = {e for f in gathering.frames for e in f.entities}
    alone = all(document.entities[e].entity_type == "person" for e in people)
    return alone and all(f.trigger.shape in ("reciprocal", "reception", "calling") for f in gathering.frames)


def _of_their_ministers(gathering: Gathering) -> bool:
    """Whether a meeting is told to be of the ministers of two states: "a meeting of the trade ministers of A and B"."""
    claims = [claim for f in gathering.frames for claim in f.claims]
    if any(f.kind or f.trigger.words not in cues("plain_gathering") for f in gathering.frames):
        return False
    return len(claims) > 1 and all(claim.rule == "of:on_behalf" for claim in claims)


def _of_two(frame: Frame) -> bool:
    """Whether a noun that could be of many names two sides: "a round table of the union with the bank"."""
    reading, told = frame.reading, {claim.rule for claim in frame.claims}
    between = any(reading.words[c] == "between" for c in reading.children[frame.trigger.token])
    return {"of:named", "with:named"} <= told or (between and len(frame.claims) == 2)


def _more_sides(document: Document, gathering: Gathering) -> bool:
    """Whether somebody told without a name makes it three sides or more: "met the mayor and the union"."""
    named = len(sides(document, sides_told(document, gathering)))
    return any(named + sides_beside(f) > 2 for f in gathering.frames if f.claims)


def _with_many(frame: Frame) -> bool:
    """Whether somebody meets several unnamed heads of firms or towns: "spoke with the CEOs of the major retailers"."""
    reading = frame.reading
    return any(
        token.tag == "NNS"
        and reading.lemmas[i] in cues("several_heads")
        and token.dep == "pobj"
        and reading.words[token.head] in ("with", "for", "to", "between")
        for i, token in enumerate(reading.tokens)
    )


def _called_bilateral(frame: Frame) -> bool:
    """Whether the words say that there are two sides: "their bilateral meeting"."""
    t = frame.trigger.token
    return "bilateral" in frame.reading.words[max(0, t - 2) : t + 1] and not frame.trigger.plural


def _of_ministers(frame: Frame) -> bool:
    """Whether unnamed ministers gather, taken up by a pronoun: "the bloc's trade ministers, when they meet in May"."""
    reading, t = frame.reading, frame.trigger.token
    subject = next((c for c in reading.children[t] if reading.tokens[c].dep == "nsubj"), None)
    if subject is None or reading.words[subject] != "they":
        return False
    group = [i for i in range(subject) if reading.words[i] == "ministers"]
    named = [
        m
        for m in reading.mentions
        if group and m.start >= reading.tokens[group[-1]].end and m.end <= reading.tokens[subject].start
    ]
    return bool(group) and not named


def _peers(document: Document, frame: Frame) -> set[str]:
    """The rank of unnamed counterparts: that of the person whose counterparts or colleagues they are."""
    if not cues("peers") & set(frame.reading.words):
        return set()
    held = {rank_of_person(document, e) for e in frame.entities}
    return {rank for rank in held if rank is not None} if len(held - {None}) == 1 else set()


def _several_peers(document: Document, frame: Frame) -> bool:
    """Whether somebody meets two or more counterparts by name: "received his Nordic colleagues X, Y and Z"."""
    people = [e for e in frame.entities if document.entities[e].entity_type == "person"]
    return len(people) > 2 and bool(_peers(document, frame))


def _of_many(frame: Frame) -> bool:
    """Whether the word for it means more than two people by itself: "roundtable", "workshop"."""
    trigger = frame.trigger
    return trigger.shape == "event" and not trigger.alone and not trigger.kind and trigger.words != "another"
