"""Parties of a gathering that the sentences before it tell: "They last met in Lima", "a trilateral with X"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import groups
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import is_passive, objects, subjects
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.told_on import generic


def that_group(document: Document, frame: Frame, before: list[Frame]) -> Claim | None:
    """ "They last met in Lima": the people of a bloc who gather in the sentence before; of "the ministers last met in
    Lima", those named there."""
    reading, t = frame.reading, frame.trigger.token
    named = _the_people(document, frame, before)
    if named is not None:
        return named
    if frame.trigger.shape not in ("reciprocal", "assembly") or not any(
        reading.words[s] == "they" for v in (t, reading.tokens[t].head) for s in subjects(reading, v)
    ):
        return None
    last = next((f for f in reversed(before) if f.reading.index < reading.index), None)
    if last is None or reading.index - last.reading.index > 2:
        return None
    told = [c for f in before if f.reading.index >= reading.index - 2 for c in f.claims if c.rule.endswith("on_behalf")]
    if not told or not told[-1].rank:
        return None
    return Claim(told[-1].entities, "attendee", frame.start, frame.end, "they", told[-1].rank)


def _the_people(document: Document, frame: Frame, before: list[Frame]) -> Claim | None:
    """Whom "the ministers" who meet stand for, where no more is said of them: those named to gather just before."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape not in ("reciprocal", "assembly") or not before or len(subjects(reading, t)) != 1:
        return None
    s = subjects(reading, t)[0]
    own = [reading.words[c] for c in reading.children[s]]
    if reading.tokens[s].tag != "NNS" or own != ["the"] or reading.lemmas[s] not in groups():
        return None
    last = next((f for f in reversed(before) if 0 < reading.index - f.reading.index <= 2 and f.entities), None)
    people = [e for e in sorted(last.entities) if document.entities[e].entity_type == "person"] if last else []
    if len(people) < 2 or len(sides(document, set(people))) < 2:
        return None
    return Claim(tuple(people), "attendee", reading.tokens[s].start, reading.tokens[s].end, "the_people")


def lend_talkers(document: Document, frames: list[Frame], dropped: list[tuple[Frame, str]]) -> None:
    """Give "the meeting took place in Lima" the two whom the sentence before tells to have talked something over."""
    for frame in frames:
        if frame.entities or frame.trigger.shape != "event" or not generic(frame) or frame.ranks:
            continue
        index = frame.reading.index
        if any(0 <= index - f.reading.index <= _TALKED_BACK and f.entities for f in frames if f is not frame):
            continue
        talked = [
            f
            for f, reason in dropped
            if 0 < index - f.reading.index <= _TALKED_BACK and reason in cues("talkers") and f.status == "held"
        ]
        two = [f for f in talked if len(sides(document, f.entities)) == 2 and _all_persons(document, f)]
        if two and frame.status == "held":
            claim = Claim(tuple(sorted(two[-1].entities)), "attendee", frame.start, frame.end, "talkers")
            frame.claims.append(claim)
            frame.date = frame.date or two[-1].date
            frame.place = frame.place or two[-1].place


def _all_persons(document: Document, frame: Frame) -> bool:
    return all(document.entities[e].entity_type == "person" for e in frame.entities)


_TALKED_BACK = 2
"""Sentences over which "the meeting" takes up what two talked over."""


def with_one_more(document: Document, frame: Frame, before: list[Frame]) -> None:
    """Give "a second gathering, with X" the three or more who gathered in the sentences before, or of two who did the
    one who isn't of X's side."""
    reading, t = frame.reading, frame.trigger.token
    more = cues("one_more") & set(reading.words[max(0, t - 3) : t])
    told = [f for f in before if 0 < reading.index - f.reading.index <= 2]
    if not more or frame.trigger.shape != "event" or not told or frame.trigger.name:
        return
    last = told[-1].entities
    if not all(c.rule.startswith("with") for c in frame.claims):
        return
    if len(sides(document, last)) == 2 and frame.claims:
        met = sides(document, frame.entities)
        last = {e for e in last if not sides(document, {e}) & met}
        if len(sides(document, last)) != 1:
            return
    elif len(sides(document, last)) < 3:
        return
    if frame.claims and not last & frame.entities:
        frame.claims.append(Claim(tuple(sorted(last)), "attendee", frame.start, frame.end, "series"))
        frame.ranks |= told[-1].ranks


def both_received(document: Document, frame: Frame, before: list[Frame]) -> bool:
    """Give a host of "both" or "the two" those with whom the last gathering told them; False where that isn't said."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape != "reception" or not frame.claims or any(c.role != "host" for c in frame.claims):
        return False
    near = [*objects(reading, t), t + 1]  # the model takes "both" in "will host both in Lima" for a conjunction
    within = (o for o in near if o < len(reading.words))
    pointed = next((o for o in within if reading.words[o] in _BOTH and reading.mention_of[o] < 0), None)
    last = next((f for f in reversed(before) if 0 < reading.index - f.reading.index <= 2), None)
    if pointed is None or last is None:
        return False
    rest = tuple(sorted(last.entities - frame.entities))
    if len(rest) != 2 or not last.entities & frame.entities:
        return False
    if any(document.entities[e].entity_type != "person" for e in rest):
        return False
    token = reading.tokens[pointed]
    frame.claims.append(Claim(rest, "attendee", token.start, token.end, "both"))
    frame.flags |= {"two_sided", "human_object"}
    return True


def met_on_arrival(document: Document, frame: Frame, before: list[Frame]) -> bool:
    """Give "they were met at the airport by Y" those who have just arrived."""
    reading, t = frame.reading, frame.trigger.token
    last = next((f for f in reversed(before) if 0 < reading.index - f.reading.index <= 2), None)
    if last is None or last.trigger.shape != "journey" or not is_passive(reading, t) or len(frame.claims) != 1:
        return False
    coming = {e for e in last.entities if document.entities[e].entity_type == "person"}
    if not coming or coming & frame.entities or not any(reading.words[s] in _THEY for s in subjects(reading, t)):
        return False
    frame.claims.append(Claim(tuple(sorted(coming)), "attendee", frame.start, frame.end, "guest:arrived"))
    frame.flags |= {"two_sided", "human_object"}
    return True


_THEY = frozenset({"they", "he", "she"})


def in_their_honour(document: Document, frame: Frame, before: list[Frame]) -> bool:
    """Give who dines somebody "in their honour" those who are on the visit that the sentences before tell."""
    last = next((f for f in reversed(before) if 0 < frame.reading.index - f.reading.index <= 2), None)
    if "honoured_guests" not in frame.flags or last is None or last.trigger.shape not in ("trip", "journey"):
        return False
    people = {e for e in last.entities if document.entities[e].entity_type == "person"}
    if not people or people & frame.entities:
        return False
    frame.claims.append(Claim(tuple(sorted(people)), "attendee", frame.start, frame.end, "honoured"))
    return True


_BOTH = frozenset({"both", "two", "pair"})


def with_a_third(document: Document, frame: Frame, pair: list[int]) -> bool:
    """Give "a trilateral with X" the two of whom the sentences before tell; False where it isn't one."""
    t = frame.trigger.token
    named = cues("three_sided") & {*frame.trigger.words.split(), *frame.reading.words[max(0, t - 2) : t]}
    sides_ = sides(document, frame.entities | set(pair))
    if not named or not any(c.rule.startswith("with") for c in frame.claims) or len(sides_) != 3:
        return False
    frame.claims.append(Claim(tuple(pair), "attendee", frame.start, frame.end, "series"))
    return True


def on_its_margins(document: Document, frames: list[Frame], before: list[Frame]) -> None:
    """Give what is done "on the sidelines" of a gathering told before its day and place."""
    if not frames or " ".join(frames[0].reading.words[:3]) not in cues("beside_it"):
        return
    reading = frames[0].reading
    if reading.words[3:4] == ("of",):
        return
    last = next((f for f in reversed(before) if 0 < reading.index - f.reading.index <= 2), None)
    for frame in frames if last is not None else ():
        if last is not None and frame.date is None and frame.status == last.status:
            frame.date, frame.date_rule = last.date, last.date_rule and "tie3:beside"
        if last is not None and frame.place is None:
            frame.place, frame.place_rule = last.place, last.place_rule and "tie3:beside"


def from_before(document: Document, frame: Frame, before: list[Frame]) -> bool:
    """Whether those who came before are the guests of a frame, which takes them over."""
    return any(rule(document, frame, before) for rule in (both_received, in_their_honour, met_on_arrival))
