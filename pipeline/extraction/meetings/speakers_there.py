"""Who speaks for a firm at the conference that the sentence before announces: "X Corp. will take part in the Forum. CEO
Y will give a talk", "The presentation will be delivered by Z"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import agents, governed, is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.modality import negated
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading

_WIDE = frozenset({"conference", "summit"})


def speakers_there(document: Document, gathering: Gathering, reading: Reading) -> list[tuple[Found, str]]:
    """Persons told behind an announced conference to speak or to be available at it."""
    last = gathering.frames[-1]
    if not any(f.kind in _WIDE and f.trigger.shape == "event" for f in gathering.frames):
        return []
    out: list[Found] = []
    for v in range(len(reading.lemmas)):
        if not is_verb(reading, v) or negated(reading, v):
            continue
        if is_passive(reading, v):
            given = reading.lemmas[v] in cues("giving_talk") and _talks(reading, subjects(reading, v))
            out += parties(document, reading, agents(reading, v)) if given else []
        elif _speaks(reading, v, last):
            out += parties(document, reading, subjects(reading, v))
    return [(f, "attendee") for f in out if _people(document, f)]


def _speaks(reading: Reading, v: int, frame: Frame) -> bool:
    """Whether verb `v` tells that its subject has a part in the programme."""
    lemma = reading.lemmas[v]
    if lemma in cues("giving_talk") and _talks(reading, objects(reading, v)):
        return True
    ahead = frame.status == "planned" and any(reading.words[c] in ("will", "to") for c in reading.children[v])
    if not ahead:
        return False
    if lemma in cues("giving_talk") or lemma in cues("hosting_talks"):
        return any(reading.lemmas[o] in cues("talks_with_many") for o in objects(reading, v))
    if lemma == "be":
        return any(reading.words[c] in cues("on_hand") for c in reading.children[v]) or any(
            reading.lemmas[o] in cues("on_hand") for o in governed(reading, v, ("on", "in"))
        )
    return lemma in cues("speaks_there") and not governed(reading, v, ("to", "with"))


def _talks(reading: Reading, things: list[int]) -> bool:
    return any(reading.lemmas[o] in cues("talk_given") for o in things)


def _people(document: Document, found: Found) -> bool:
    return all(document.entities[e].entity_type == "person" for e in found.entities)
