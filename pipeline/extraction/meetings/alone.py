"""Gatherings on a state's own pages to which its own people alone are told to go, and nobody with them.

"The President had a constructive call yesterday" is told of two where the question or the sentences before name the
other; "on Tuesday, the President will host an event", "he will visit the plant" tell of nobody that is met.
"""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.gatherings import Gathering, resolved
from pipeline.extraction.meetings.goals_of_trips import tours_the_world
from pipeline.extraction.meetings.kinds import rank_of_person, sides
from pipeline.extraction.meetings.triggers import TRAVELS
from pipeline.extraction.meetings.voices import Talk
from pipeline.extraction.names.speakers import publishing_country

_OF_TWO = frozenset({"", "call"})
"""Kinds that a word for a gathering has where two are its sides."""
_BACK = 2
"""Sentences before a gathering in which the other side is looked for, besides the question that it answers."""
_WITH = frozenset({"with", "between", "among", "of", "for"})
"""Prepositions behind which the others who are there are told, though unnamed."""


def settle_alone(
    document: Document, gatherings: list[Gathering], talk: Talk
) -> tuple[list[Gathering], list[tuple[Frame, str]]]:
    """Gatherings of one side with the other put in, and the frames of those that nobody else is told to be at."""
    home = publishing_country(document.source)
    kept: list[Gathering] = []
    dropped: list[tuple[Frame, str]] = []
    for gathering in gatherings:
        if home is None or not _alone(document, gathering, home):
            kept.append(gathering)
            continue
        other = _named_before(document, gathering, talk, home) if _of_two(gathering) else None
        if other is not None:
            first = gathering.frames[0]
            first.claims.append(Claim((other,), "attendee", first.start, first.end, "named_before"))
            kept.append(gathering)
        elif _travels(gathering) or _appears(gathering) or _told_of_both(document, gatherings, gathering):
            dropped += [(frame, "one side only") for frame in gathering.frames]
        else:
            kept.append(gathering)
    return kept, dropped


def _alone(document: Document, gathering: Gathering, home: str) -> bool:
    """Whether one party of the home state is told, and no other people, named or not."""
    return (
        len(gathering.entities) == 1
        and sides(document, gathering.entities) == {home}
        and all(not f.trigger.name and f.reading.sentence.kind == "body" for f in gathering.frames)
        and not any(tours_the_world(document, f) for f in gathering.frames)
        and (_travels(gathering) or not any(_with_others(f) for f in gathering.frames))
    )


def _with_others(frame: Frame) -> bool:
    """Whether the clause tells of unnamed people too: "with lawmakers", "for business leaders", "guests came"."""
    reading, t = frame.reading, frame.trigger.token
    if "crowd" in frame.flags or any(flag.startswith(("group:", "receives:")) for flag in frame.flags):
        return True
    own = {c.rank for c in frame.claims if not c.plural}
    if frame.ranks - own:
        return True
    heads = {t, *reading.children[t], reading.tokens[t].head} | ({frame.verb} if frame.verb is not None else set())
    return any(word in _WITH and reading.tokens[i].head in heads and i > t for i, word in enumerate(reading.words))


def _of_two(gathering: Gathering) -> bool:
    return all(
        frame.trigger.shape == "event"
        and frame.kind in _OF_TWO
        and not frame.trigger.plural
        and frame.trigger.words not in cues("appearance") | cues("ceremonial")
        for frame in gathering.frames
    )


def _travels(gathering: Gathering) -> bool:
    """Whether only a journey is told: "he will visit the plant", "her trip to the clinic"."""
    return all(frame.trigger.shape in TRAVELS for frame in gathering.frames)


def _appears(gathering: Gathering) -> bool:
    """Whether only an occasion is told at which somebody appears: "an event announcing progress"."""
    return all(frame.trigger.words in cues("appearance") for frame in gathering.frames)


def _told_of_both(document: Document, gatherings: list[Gathering], gathering: Gathering) -> bool:
    """Whether other sentences tell the same person's meeting or call of the same day with both its sides."""
    days = {r.start for f in gathering.frames if (r := resolved(document, f)) is not None}
    return _of_two(gathering) and any(
        other is not gathering
        and gathering.entities < other.entities
        and len(sides(document, other.entities)) == 2
        and any(f.phone for f in other.frames) == any(f.phone for f in gathering.frames)
        and days & {r.start for f in other.frames if (r := resolved(document, f)) is not None}
        for other in gatherings
    )


def _named_before(document: Document, gathering: Gathering, talk: Talk, home: str) -> int | None:
    """The one person of the same rank of another state whom the question, or the sentences just before, name."""
    first = gathering.frames[0]
    rank = rank_of_person(document, next(iter(gathering.entities)))
    index = first.reading.index
    question = talk.question(first.start)
    found: set[int] = set()
    for mention in document.mentions:
        if mention.start >= first.reading.sentence.end:
            break
        if len(mention.entities) != 1 or mention.start < first.reading.sentence.start - _SPAN:
            continue
        entity = document.entities[mention.entities[0]]
        if entity.entity_type != "person" or entity.country_code in (None, home):
            continue
        near = mention.start >= document.sentences[max(0, index - _BACK)].start
        asked = talk.asked and talk.question(mention.start) == question > 0
        if (near or asked) and rank_of_person(document, mention.entities[0]) == rank is not None:
            found.add(mention.entities[0])
    return found.pop() if len(found) == 1 else None


_SPAN = 1500
"""Characters over which a question and its answer are searched."""
