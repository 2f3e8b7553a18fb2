"""Whose document it is, for gatherings told without saying who was there: "Convened a roundtable on grids",
"commitments from the 2021 Summit", "a poster at the Longevity Conference"."""

from __future__ import annotations

from collections import Counter

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import is_verb, subjects
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.signatories import SIGNED
from pipeline.extraction.names.speakers import publishing_country

_LEAD = 14
"""How many sentences back the lead-in of a list may stand."""


def owner(document: Document) -> int | None:
    """The state on whose pages the document stands, or the company that its head names and it speaks most of."""
    code = publishing_country(document.source)
    if code is not None:
        return next(
            (
                e
                for e, entity in enumerate(document.entities)
                if entity.entity_type == "country" and entity.country_code == code
            ),
            None,
        )
    if not any(segment.kind in ("about", "contact", "disclaimer") for segment in document.source.segments):
        return None
    named = Counter(e for m in document.mentions for e in m.entities if document.entities[e].entity_type == "company")
    head = document.source.clean.paragraphs[:3]
    first = {e for m in document.mentions for e in m.entities if head and m.start < head[-1].end}
    ranked = [e for e, count in sorted(named.items(), key=lambda item: (-item[1], item[0])) if e in first and count > 2]
    return ranked[0] if ranked else None


def lend_subjects(document: Document, frames: list[Frame], parsed: list[Reading]) -> None:
    """Give a list item without a subject ("- Convened a roundtable with …") the subject of the list's lead-in."""
    before: dict[int, list[Found]] = {}
    for frame in frames:
        reading = frame.reading
        verb = frame.verb if frame.verb is not None else frame.trigger.token
        if not _headless(reading, verb) or any(c.role == "host" for c in frame.claims):
            continue
        at = next((n for n, r in enumerate(parsed) if r.index == reading.index), None)
        if at is None:
            continue
        if at not in before:
            before[at] = _lead_in(document, parsed[max(0, at - _LEAD) : at])
        role = "host" if reading.lemmas[verb] in cues("hosting") else "attendee"
        for one in before[at]:
            if not set(one.entities) & frame.entities:
                frame.claims.append(Claim(one.entities, role, frame.start, frame.end, "lead_in"))


_LABEL_WORDS = 9
"""Up to so many words a sentence that opens with a gerund is the label of a list item."""


def _headless(reading: Reading, v: int) -> bool:
    """Whether verb `v` opens its sentence without a subject, in the past or as a participle."""
    if not is_verb(reading, v) or reading.tokens[v].tag not in ("VBD", "VBN", "VBG"):
        return False
    before = [t for t in range(v) if reading.words[t].isalpha() and reading.tokens[t].pos not in ("ADV",)]
    passive = v + 1 < len(reading.words) and reading.words[v + 1] == "by"
    label = reading.tokens[v].tag == "VBG" and len(reading.words) <= _LABEL_WORDS  # "Preparing for a second summit."
    if label:
        return False
    fronted = reading.words[v] in cues("after")  # "Following the launch, both presidents …"
    return not before and not passive and not fronted


def _lead_in(document: Document, before: list[Reading]) -> list[Found]:
    """The subject of the last sentence before that has one of its own."""
    for reading in reversed(before):
        roots = [t for t, token in enumerate(reading.tokens) if token.head == t and is_verb(reading, t)]
        for root in roots:
            if _headless(reading, root):
                continue
            found = [f for f in parties(document, reading, subjects(reading, root)) if len(f.entities) == 1]
            if found:
                return found[:2]
    return []


def lend_owner(document: Document, frames: list[Frame]) -> None:
    """Make the document's owner a party to gatherings known by name for which nobody else is told."""
    bare = [f for f in frames if _named_alone(f)]
    one_sided = [f for f in frames if _told_by_us(f)]
    if not bare and not one_sided:
        return
    mine = owner(document)
    for frame in one_sided:
        us = _voice(document, frame)
        if us is None and mine is not None and document.entities[mine].entity_type == "country":
            us = mine
        if us is not None and not _theirs(document, frame, us):
            frame.claims.append(Claim((us,), "attendee", frame.start, frame.end, "we"))
    if mine is None:
        return
    public = document.entities[mine].entity_type == "country"
    joint = public and any(m.rule == SIGNED for m in document.mentions)
    for frame in bare:
        if public and (not _ours(frame) or joint):
            continue  # a state's pages tell of others' gatherings too, and "we" of a joint statement is more than it
        frame.claims.append(Claim((mine,), "attendee", frame.start, frame.end, "owner"))
        frame.flags.add("owner_party")


def _told_by_us(frame: Frame) -> bool:
    """Whether "we" met somebody of whom alone the sentence tells: "we had a good meeting with X"."""
    reading = frame.reading
    verb = frame.verb if frame.verb is not None else frame.trigger.token
    sides = ("with", "object", "guest", "visited", "at")
    if not frame.claims or not is_verb(reading, verb) or any(not c.rule.startswith(sides) for c in frame.claims):
        return False
    doing = [reading.words[s] for s in subjects(reading, verb)]
    return doing == ["we"] and not any(m.rule == "speaker" and m.start < frame.start for m in reading.mentions)


def _voice(document: Document, frame: Frame) -> int | None:
    """Who speaks for "us": the office-holder whose turn it is in a transcript, or who says "I" in a statement."""
    labels = [m for m in document.mentions if m.rule == "speaker-label"]
    spoken = [m for m in labels if m.start <= frame.start]
    if labels:
        last = spoken[-1] if spoken else labels[0]
        mine = any(m.rule == "speaker" and m.start > last.start for m in document.mentions)
        own = document.text[last.start : last.end].split()[0]
        return last.entities[0] if mine and own.isupper() and own.lower() in cues("speaker_label") else None
    voices = {e for m in document.mentions if m.rule == "speaker" for e in m.entities}
    return voices.pop() if len(voices) == 1 else None


def _theirs(document: Document, frame: Frame, us: int) -> bool:
    """Whether those met are the speaker's own side."""
    code = document.entities[us].country_code
    return us in frame.entities or all(
        code is not None and document.entities[e].country_code == code for e in frame.entities
    )


def _ours(frame: Frame) -> bool:
    """Whether the sentence says that "we" or something of "ours" was there, and not only that we await or hail it: "we
    welcome the Summit on Ports", "we look forward to it"."""
    reading, t = frame.reading, frame.trigger.token
    if any(reading.words[c] == "our" for c in reading.children[t]):
        return True
    head = reading.tokens[t].head
    at = reading.tokens[head].head if reading.tokens[t].dep == "pobj" else head
    verb = frame.verb if frame.verb is not None else at
    said_of_it = reading.lemmas[verb] in cues("attitude") | cues("anticipating")
    return is_verb(reading, verb) and not said_of_it and any(reading.words[s] == "we" for s in subjects(reading, verb))


def _named_alone(frame: Frame) -> bool:
    """Whether a gathering is told by its proper name, and nobody with it."""
    trigger = frame.trigger
    return (
        trigger.shape == "event"
        and trigger.name is not None
        and not frame.entities
        and not trigger.plural
        and trigger.weight >= 2
        and "setting" not in frame.flags
        and bool(frame.flags & {"prep:at", "prep:from", "prep:in", "prep:of", "prep:during", "role_verb", "object"})
    )
