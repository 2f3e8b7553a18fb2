"""Clauses that only tell on a gathering told before: who held it, who put it on, who else came."""

from __future__ import annotations

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import is_passive, objects
from pipeline.extraction.meetings.reading import Reading

FAR = 3
"""Sentences over which "the meeting was attended by X" reaches back."""


def told_on(gathering: Gathering, frame: Frame) -> bool:
    """Whether the next sentence says by the same noun who held it: "The two-day round was hosted by X"."""
    last = gathering.frames[-1]
    next_to = frame.reading.index - last.reading.index == 1 and frame.trigger.words == last.trigger.words
    plain = frame.place is None and not any(flag.startswith("ordinal:") for flag in frame.flags)
    return next_to and plain and generic(frame) and frame.trigger.shape == "event" and "role_verb" in frame.flags


def chosen_for_it(gathering: Gathering, frame: Frame) -> bool:
    """Whether a sentence close behind says that somebody "was chosen to host the event" told before it."""
    last = gathering.frames[-1]
    near = 0 < frame.reading.index - last.reading.index <= FAR
    called = frame.verb is not None and frame.reading.lemmas[frame.verb] in cues("convoking")
    by = called and frame.verb is not None and is_passive(frame.reading, frame.verb)
    if near and called and generic(frame) and frame.date is None and (by or not gathering.entities):
        return True  # "A ministerial takes place on May 3. X called the meeting …", "It was called by X"
    return (
        near
        and generic(frame)
        and frame.trigger.words == last.trigger.words
        and bool(frame.entities & gathering.entities)
    )


def tells_when(gathering: Gathering, frame: Frame) -> bool:
    """Whether the next sentence says when what was named without a time is to be, which is then still to come: "is a
    sponsor of the Tin Forum. The event will take place on May 3"."""
    last = gathering.frames[-1]
    near = 0 < frame.reading.index - last.reading.index <= TWO_ON
    timeless = all(f.date is None and f.status_rule in ("bare", "present") for f in gathering.frames)
    plain = generic(frame) and not frame.entities and "subject" in frame.flags and frame.trigger.shape == "event"
    if not (near and timeless and plain and frame.date is not None and frame.status == "planned"):
        return False
    if any(f.trigger.shape != "event" for f in gathering.frames):
        return False
    for told in gathering.frames:
        told.status, told.status_rule = frame.status, frame.status_rule
    return True


TWO_ON = 2
"""Sentences over which "the event" takes up the one just named."""


def adds_people(frame: Frame) -> bool:
    """Whether a sentence only tells who else was there: "The meeting was attended by X", "Y joined them"."""
    reading, v = frame.reading, frame.verb
    if v is None or not frame.claims:
        return False
    if generic(frame) and reading.words[0] in ("also", "among") and reading.lemmas[v] == "be":
        return True  # "also at the meeting, in Lima on Monday, was X"
    if frame.date is not None or (frame.place is not None and frame.place.city is not None):
        return False
    if frame.trigger.words == "join":
        return any(reading.words[o] in cues("those_met") for o in objects(reading, v))
    if not generic(frame):
        return False
    if frame.trigger.shape == "trip":
        return frame.trigger.words in cues("showing_round") and reading.lemmas[v] in cues("running")
    return frame.trigger.shape == "event" and (ran_it(frame) or _was_there(reading, v))


def _was_there(reading: Reading, v: int) -> bool:
    """Whether verb `v` says no more than that its subject was there: "attended", "took part in", "was present at"."""
    if reading.lemmas[v] in cues("attending"):
        return True
    if reading.lemmas[v] == "take":
        return any(reading.words[o] == "part" for o in objects(reading, v))
    return reading.lemmas[v] == "be" and any(reading.words[c] in cues("attending") for c in reading.children[v])


def ran_it(frame: Frame) -> bool:
    """Whether a sentence tells who held or chaired the gathering told before: "X, who moderated the discussion"."""
    v = frame.verb
    ran = cues("running") | cues("running_it")
    return v is not None and frame.reading.lemmas[v] in ran and not is_passive(frame.reading, v)


def joins_them(gathering: Gathering, frame: Frame) -> bool:
    """Whether a second clause tells who came to those met in the first, or in the sentence
    before: "X received Y, and Z joined them at noon"."""
    reading, v = frame.reading, frame.verb if frame.verb is not None else frame.trigger.token
    last = gathering.frames[-1]
    if frame.trigger.words != "join":
        return False
    if reading.index > last.reading.index:  # "X had lunch with the president. Y joined the president"
        by, at = is_passive(reading, v), reading.tokens[v].start  # "X and Y were joined by Z"
        joined = {
            e for c in frame.claims if c.rule.startswith("object") and not (by and c.start > at) for e in c.entities
        }
        newly = {e for c in frame.claims for e in c.entities} - joined
        apart = frame.date is not None or (frame.place is not None and frame.place.city is not None)
        return bool(joined) and joined <= gathering.entities and newly.isdisjoint(gathering.entities) and not apart
    if frame.trigger.token < last.trigger.token:
        return False
    return any(reading.words[o] in ("them", "him", "her", "both") for o in objects(reading, v))


def led_by_another(gathering: Gathering, frame: Frame) -> bool:
    """Whether a sentence gives what is told before without its time a day or town, and one who led it: "The talks, held
    in Lima on Friday, were mediated by X"."""
    if frame.verb is None or not generic(frame) or frame.trigger.shape != "event" or not frame.claims:
        return False
    by = all(c.rule.partition(":")[0].endswith("_by") and c.role == "host" for c in frame.claims)
    bare = all(f.date is None and f.place is None and not f.kind and f.status == frame.status for f in gathering.frames)
    return by and bare and len(gathering.entities) > 1


def put_on(gathering: Gathering, frame: Frame) -> bool:
    """Whether a sentence only tells who put on the rounds told before: "The two-day round was hosted by X"."""
    reading, v = frame.reading, frame.verb
    if v is None or frame.date is not None or not generic(frame) or frame.trigger.shape != "event":
        return False
    put_on_by = cues("hosting") | cues("convoking") | cues("running")
    passive = reading.lemmas[v] in put_on_by and is_passive(reading, v)
    alike = any(f.kind == frame.kind for f in gathering.frames)
    return passive and alike and (bool(frame.kind) or frame.place is None)


def generic(frame: Frame) -> bool:
    """Whether the words point at a gathering told before without naming it: "the meeting"."""
    return frame.trigger.name is None and frame.definite


def antecedent(frame: Frame, frames: list[Frame]) -> Frame | None:
    """The gathering that a relative clause with a verb of convening is about: "the meeting that X had convened"."""
    reading, v = frame.reading, frame.trigger.token
    if frame.trigger.shape not in ("assembly", "summons", "reception") or reading.tokens[v].dep != "relcl":
        return None
    return next(
        (
            f
            for f in frames
            if f.trigger.shape == "event" and f.trigger.token == reading.tokens[v].head and not objects(reading, v)[1:]
        ),
        None,
    )


def put_on_by(frame: Frame) -> bool:
    """Whether a participle behind a comma only tells who put on what stands before: "a forum in Lima, hosted by X"."""
    reading, v = frame.reading, frame.trigger.token
    alone = reading.tokens[v].tag == "VBN" and reading.tokens[v].dep in ("advcl", "acl")
    behind = v > 1 and reading.words[v - 1] == "," and reading.words[v + 1 : v + 2] == ("by",)
    return alone and behind and reading.tokens[v].head < v


def object_before(frame: Frame, frames: list[Frame]) -> Frame | None:
    """The gathering named before a hosting verb that has no guests of its own: "the forum … that X hosted"."""
    if frame.trigger.words not in cues("calling_together"):
        return None
    if any(c.role != "host" for c in frame.claims) and not put_on_by(frame):
        return None
    before = [
        f for f in frames if f is not frame and f.trigger.shape == "event" and f.trigger.token < frame.trigger.token
    ]
    if before and before[-1].trigger.words in cues("number_of_sides"):
        after = frame.reading.tokens[before[-1].trigger.token + 1]
        if after.pos in ("NOUN", "PROPN"):
            return None  # "the Bilateral Energy Partnership, which convened in May"
    return before[-1] if before else None
