"""Gatherings of two of which the text names one side only: "next week's meeting with the President of X".

On a state's own pages the other side is that state's: the speaker where he tells it of himself, whoever of its people
is told to meet the same guest elsewhere, its leader where a leader is met, else the state. What is told of one side
alone and nobody can be found for is left out.
"""

from __future__ import annotations

from collections import Counter

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.gatherings import Gathering, resolved
from pipeline.extraction.meetings.goals_of_trips import tours_the_world
from pipeline.extraction.meetings.kinds import rank_of_person, sides
from pipeline.extraction.meetings.reading import people_nouns
from pipeline.extraction.meetings.triggers import TRAVELS
from pipeline.extraction.meetings.unnamed_sides import unnamed_beside
from pipeline.extraction.names.speakers import publishing_country

_BETWEEN_TWO = frozenset({"", "call", "negotiation", "visit"})
"""Kinds that a trigger tells of gatherings that two may hold."""
_GOING = ("visitor", "subject", "made_by", "possessive")
"""Rules of claims of who goes to see somebody."""
_OWN_WORDS = frozenset({"i", "me", "my", "we", "us", "our"})


def settle_one_sided(
    document: Document, gatherings: list[Gathering]
) -> tuple[list[Gathering], list[tuple[Frame, str]]]:
    """Gatherings with the other side put in, and the frames of those for which there is none, with the reason."""
    home = publishing_country(document.source)
    if home is None:
        return gatherings, []
    kept: list[Gathering] = []
    dropped: list[tuple[Frame, str]] = []
    for gathering in gatherings:
        reason = _completed(document, gatherings, gathering, home) if _of_one_side(document, gathering) else ""
        if reason:
            dropped += [(frame, reason) for frame in gathering.frames]
        else:
            kept.append(gathering)
    return kept, dropped


def add_who_talked(document: Document, gatherings: list[Gathering], dropped: list[tuple[Frame, str]]) -> None:
    """Add to a gathering told of one side alone whom the next sentences tell to have discussed things there: "during
    the meeting, X praised the port. X and the President of Peru also discussed trade"."""
    talks = [f for f, _ in dropped if f.trigger.words in cues("debating") and len(sides(document, f.entities)) == 2]
    for gathering in gatherings if talks else []:
        if len(sides(document, gathering.entities)) != 1 or not all(f.status == "held" for f in gathering.frames):
            continue
        last = gathering.frames[-1].reading.index
        told = [t for t in talks if 0 <= t.reading.index - last <= _TALKED_NEXT or _amid(gathering, t)]
        talk = next((t for t in told if t.entities & gathering.entities and t.status == "held"), None)
        if talk is not None:
            first = gathering.frames[0]
            new = tuple(sorted(talk.entities - gathering.entities))
            first.claims.append(Claim(new, "attendee", talk.start, talk.end, "talked_there"))


def _amid(gathering: Gathering, talk: Frame) -> bool:
    """Whether a sentence stands between those that tell a gathering."""
    told = [f.reading.index for f in gathering.frames]
    return min(told) <= talk.reading.index <= max(told)


_TALKED_NEXT = 2
"""Sentences behind the last one on a gathering in which those who were there are told to have talked."""


def _of_one_side(document: Document, gathering: Gathering) -> bool:
    """Whether two parties are to be expected and one is told, a person or a state."""
    kinds = {document.entities[e].entity_type for e in gathering.entities}
    people = [e for e in gathering.entities if document.entities[e].entity_type == "person"]
    return (
        len(sides(document, gathering.entities)) == 1
        and (len(gathering.entities) == 1 or len(people) == 1)
        and kinds <= {"person", "country"}
        and all(_between_two(document, frame, people) for frame in gathering.frames)
        and not any(_others_there(document, frame) for frame in gathering.frames)
    )


def _others_there(document: Document, frame: Frame) -> bool:
    """Whether a meeting at a told time or place has a second side without a name: "met with mining executives in Reno",
    a dated one that somebody hosts, or a journey to a part of the world."""
    if tours_the_world(document, frame):
        return True
    if frame.date is None and frame.place is None:
        return False
    hosted = frame.date is not None and any(c.role == "host" for c in frame.claims)
    reading, known = frame.reading, people_nouns() | cues("side_of_its_own") | cues("public")
    return hosted or any(reading.tokens[i].tag == "NNS" and reading.lemmas[i] in known for i in unnamed_beside(frame))


def _unnamed_people(document: Document, frame: Frame) -> set[str]:
    """Ranks of those told to be there whom nobody names, but for a single holder: "with the President of Israel"."""
    single = [c for c in frame.claims if not c.plural and c.rule.startswith("with")]
    return frame.ranks - {c.rank for c in single if document.entities[c.entities[0]].entity_type == "country"}


def _between_two(document: Document, frame: Frame, people: list[int]) -> bool:
    """Whether a frame tells a meeting of two, and no unnamed people beside; who hosts others is a party alone, but not
    somebody of whom only "an event" is told."""
    many = "crowd" in frame.flags or any(flag.startswith(("group:", "receives:")) for flag in frame.flags)
    joint = frame.trigger.shape == "assembly" and frame.date is not None and frame.place is not None
    with_one = frame.kind == "summit" and bool(frame.claims) and all(c.rule.startswith("with") for c in frame.claims)
    two = frame.kind in _BETWEEN_TWO or with_one  # "tomorrow's summit with X"
    if joint or many or _unnamed_people(document, frame) or frame.trigger.name or not two:
        return False
    hosted = any(c.role == "host" for c in frame.claims) and not (people and frame.trigger.shape == "event")
    return frame.reading.sentence.kind == "body" and not hosted


def _completed(document: Document, gatherings: list[Gathering], gathering: Gathering, home: str) -> str:
    """Add the home side to a gathering with a guest; why there is none to add, or an empty string."""
    if sides(document, gathering.entities) == {home}:
        return "one side only"
    first = gathering.frames[0]
    rules = [c.rule for f in gathering.frames for c in f.claims]
    going = any(rule.startswith(_GOING) or rule.split(":")[0].endswith("_subject") for rule in rules)
    told = {document.text[c.start : c.end].lower() for f in gathering.frames for c in f.claims}
    if going and first.trigger.shape == "event" and "they" not in told:
        return "one side only"
    if told <= _OWN_WORDS:
        return "one side only"
    if not all(document.entities[e].country_code for e in gathering.entities):
        return "one side only"
    twin = _told_elsewhere(document, gatherings, gathering, home)
    if twin is not None and _same_time(document, twin, gathering):
        return "told elsewhere with both sides"
    mine = None if going else _speaker(document, first, home)
    if mine is None and first.trigger.shape in TRAVELS:
        return "one side only"
    if mine is None and twin is not None:
        mine = min(e for e in twin.entities if sides(document, {e}) == {home})
    if mine is None:
        mine = _home_party(document, gathering, home)
    if mine is None:
        return "one side only"
    first.claims.append(Claim((mine,), "attendee", first.start, first.end, "home_side"))
    return ""


def _told_elsewhere(
    document: Document, gatherings: list[Gathering], gathering: Gathering, home: str
) -> Gathering | None:
    """The last gathering of the same guest with the home side, told by other sentences."""
    states = sides(document, gathering.entities)
    of_state = any(document.entities[e].entity_type == "country" for e in gathering.entities)
    return next(
        (
            other
            for other in reversed(gatherings)
            if other is not gathering
            and sides(document, other.entities) == states | {home}
            and (of_state or gathering.entities & other.entities)
        ),
        None,
    )


def _same_time(document: Document, one: Gathering, other: Gathering) -> bool:
    """Whether nothing told of their times and standing sets two gatherings apart."""
    if one.frames[0].status != other.frames[0].status:
        return False
    days = [{r.start for f in g.frames if (r := resolved(document, f)) is not None} for g in (one, other)]
    return not days[0] or not days[1] or bool(days[0] & days[1])


def _speaker(document: Document, frame: Frame, home: str) -> int | None:
    """Whose "I" or "my" the sentence holds, where they are of the home side."""
    spoken = {
        e for m in frame.reading.mentions if m.rule in ("speaker", "possessive-pronoun") for e in m.entities
        if document.text[m.start : m.end].lower() in ("i", "me", "my")
    }  # fmt: skip
    ours = [e for e in sorted(spoken) if document.entities[e].country_code == home]
    return ours[0] if len(ours) == 1 else None


def _home_party(document: Document, gathering: Gathering, home: str) -> int | None:
    """The leader of the home state where a leader is met, else the state itself."""
    met_leader = any(c.rank == "leader" for c in gathering.claims) or any(
        rank_of_person(document, e) == "leader" for e in gathering.entities
    )
    leaders = [
        e
        for e, entity in enumerate(document.entities)
        if entity.country_code == home and rank_of_person(document, e) == "leader"
    ]
    leader = _in_office(document, leaders) if met_leader else None
    if leader is not None:
        return leader
    return next(
        (
            e
            for e, entity in enumerate(document.entities)
            if entity.entity_type == "country" and entity.country_code == home
        ),
        None,
    )


def _in_office(document: Document, leaders: list[int]) -> int | None:
    """Who of the leaders of a state holds the office: the only one, or he of whom the document speaks most by far."""
    if len(leaders) < 2:
        return leaders[0] if leaders else None
    told = Counter(e for m in document.mentions for e in m.entities if e in leaders)
    (first, most), *others = told.most_common(2)
    return first if not others or most > _BY_FAR * others[0][1] else None


_BY_FAR = 3
"""How many times as often as a predecessor whoever holds an office is named."""
