"""What "join" tells beside another gathering of its sentence: "X, joined by Y, met Z", "W joined them", "joined V on
his visit", "joined U in signing"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame, verbal
from pipeline.extraction.meetings.grammar import governed, is_passive, objects, subjects
from pipeline.extraction.meetings.kinds import rank_of_person


def companion(frame: Frame, other: Frame) -> bool:
    """Whether a participle only tells who came along: "X, joined by Y, met Z"."""
    reading, t = frame.reading, frame.trigger.token
    token = reading.tokens[t]
    if frame.trigger.words != "join" or token.tag != "VBN" or not verbal(other) or token.dep == "ROOT":
        return False
    return token.head == other.trigger.token or token.head in subjects(reading, other.trigger.token)


def joins_those(frame: Frame, other: Frame) -> bool:
    """Whether a clause only adds somebody to a gathering told before it: "X and Y met; Z joined them"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.words != "join" or other.trigger.token > t or not verbal(other) or is_passive(reading, t):
        return False
    joined = [c for c in frame.claims if c.rule.startswith("object")]
    meant = {reading.words[o] for o in objects(reading, t)} & {"them", "him", "her"}
    return bool(meant and joined) and all(set(c.entities) & other.entities for c in joined)


def joined_in_signing(document: Document, frame: Frame, other: Frame) -> bool:
    """Whether people come together to sign: "the leaders of X joined Y in signing an accord"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.words != "join" or other.trigger.shape != "signing" or "two_sided" not in frame.flags:
        return False
    p = reading.tokens[other.trigger.token].head
    if reading.words[p] != "in" or reading.tokens[p].head != t:
        return False
    ranked = [c for c in frame.claims if c.rank or any(rank_of_person(document, e) for e in c.entities)]
    return len(ranked) == len(frame.claims) > 1


def joined_on_trip(frame: Frame, other: Frame) -> bool:
    """Whether somebody only comes along on the trip that the verb's clause tells: "X joined Merz on his visit"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.words != "join" or other.trigger.shape != "trip" or is_passive(reading, t):
        return False
    return other.trigger.token in governed(reading, t, ("on", "for", "during"))


def _on_its_stage(frame: Frame, other: Frame) -> bool:
    """Whether a panel is only what somebody takes part in at a conference that is named behind it: "will join a panel
    discussion at the Mining Forum in Lima, alongside X"."""
    reading, t, o = frame.reading, frame.trigger.token, other.trigger.token
    wide = other.kind in ("conference", "summit") and other.trigger.name is not None
    part = frame.trigger.words in cues("on_stage") and frame.trigger.name is None and "indefinite" in frame.flags
    if not wide or not part or o < t or any(c.role == "host" for c in frame.claims):
        return False
    p = reading.tokens[o].head
    above = reading.tokens[p].head
    return reading.words[p] in ("at", "during") and above in (t, frame.verb, reading.tokens[t].head)


def drop_on_stage(frames: list[Frame]) -> list[Frame]:
    """The frames without those of a panel at a conference of the sentence, whose speakers are at the conference."""
    out = list(frames)
    for frame in frames:
        main = next((f for f in out if f is not frame and _on_its_stage(frame, f)), None)
        if main is not None:
            known = {(c.start, c.end) for c in main.claims}
            main.claims += [c for c in frame.claims if (c.start, c.end) not in known]
            out.remove(frame)
    return out


def drop_speaking_there(frames: list[Frame]) -> list[Frame]:
    """The frames without those of a verb that only says who speaks at a gathering of the sentence: "X and Y will speak
    at the forum on 6 May"."""
    frames = drop_on_stage(frames)
    events = [f for f in frames if f.trigger.shape == "event" and f.verb]
    there: dict[int, set[int]] = {}
    for event in events:
        rule = f"{event.reading.lemmas[event.verb or 0]}_at"
        if event.verb is not None and any(c.rule.startswith(rule) for c in event.claims):
            there.setdefault(event.verb, set()).update(event.entities)
    return [
        f
        for f in frames
        if not (f.trigger.shape == "reciprocal" and f.trigger.weight == 1 and f.trigger.token in there)
        or not f.entities <= there[f.trigger.token]  # "presented the licence to Y at a ceremony"
    ]
