"""Who puts on a gathering that the grammar hides: partners named behind the subject, and whoever marks something with
a ceremony or begins a journey with a visit."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.parties import parties, subject_parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.triggers import TRAVELS

_BESIDE = frozenset({"with", "alongside"})
_FAR = 4
"""Words after the subject within which its partners are named: "NASA, together with ISRO, will convene"."""


def partners(document: Document, reading: Reading, v: int) -> list[Found]:
    """Those named between commas behind the subject of verb `v`, who do with it what the verb tells."""
    for s in subjects(reading, v):
        at = reading.mention_of[s]
        if at < 0 or s > v:
            continue
        behind = reading.token_at(reading.mentions[at].end - 1) + 1
        if behind >= v or reading.words[behind] != ",":
            continue
        p = next((t for t in range(behind + 1, min(behind + _FAR, v)) if reading.words[t] in _BESIDE), None)
        if p is None:
            continue
        close = next((t for t in range(v - 1, p, -1) if reading.words[t] == ","), None)
        if close is None:
            continue
        return [f for f in run_after(document, reading, p, states=True) if f.end <= reading.tokens[close].start]
    return []


def marked_with(document: Document, frame: Frame, v: int) -> None:
    """Add whoever verb `v` says to mark or open something with the gathering: "opened its plant with a ceremony",
    "began his tour with a visit to Chile"."""
    reading = frame.reading
    if reading.lemmas[v] not in cues("marking") or is_passive(reading, v):
        return
    travels = frame.trigger.shape in TRAVELS
    ceremonial = frame.trigger.words.split()[-1] in cues("ceremonial")
    if not travels and not ceremonial:
        return
    frame.add(subject_parties(document, reading, v), "attendee" if travels else "host", "marked_with")
    frame.flags.add("role_verb")
    frame.verb = v


def hosting_of(document: Document, frame: Frame, up: int) -> None:
    """Add whose hosting it is: "X's hosting of the forum", "Italy's presidency of the G7 and hosting of the forum",
    "Peru will be the host of the summit"."""
    reading = frame.reading
    above = reading.tokens[up].head
    if reading.lemmas[up] in cues("putting_on") and reading.tokens[up].dep == "attr" and reading.lemmas[above] == "be":
        frame.add(parties(document, reading, subjects(reading, above)), "host", "hosting_of")
        return
    if reading.words[up] not in cues("hosting_noun"):
        return
    heads = [up]
    if reading.tokens[up].dep == "conj":
        first = reading.tokens[up].head
        beside = [c for c in reading.children[first] if reading.tokens[c].dep == "prep" and c < up]
        behind = [c for p in beside for c in reading.children[p] if reading.tokens[c].dep == "pobj"]
        heads += [*behind[::-1], *objects(reading, first)] if is_verb(reading, first) else [first]
    for head in heads:
        owners = [c for c in reading.children[head] if reading.tokens[c].dep == "poss"]
        if owners:
            frame.add(parties(document, reading, owners), "host", "hosting_of")
            return
