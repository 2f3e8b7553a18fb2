"""Hosts and guests of a reception where the grammar hides them: "where Z will host", "hosted" without its object."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.found_parties import Found, mention_at
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import finite_governor, objects, subjects
from pipeline.extraction.meetings.holders import rank_of
from pipeline.extraction.meetings.name_lists import after_preposition
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading


def where_hosted(document: Document, frame: Frame) -> None:
    """Who is told to be at the place "where" the host receives: "X is expected at Y, where Z will host …"."""
    reading, v = frame.reading, frame.trigger.token
    if not any(reading.words[c] == "where" for c in reading.children[v]):
        return
    above = finite_governor(reading, v)
    if above is not None:
        frame.add(parties(document, reading, subjects(reading, above)), "attendee", "there")


def one_of_them(document: Document, reading: Reading, v: int) -> list[Found]:
    """Who is told to be among those that the clause of verb `v` is on: "X was among the bosses whom Y received"."""
    noun = reading.tokens[v].head
    among = reading.tokens[noun].head
    be = reading.tokens[among].head
    if reading.words[among] == "of" and reading.words[be] == "one":
        be = reading.tokens[be].head  # "was one of the bosses received by Y"
    elif reading.words[among] != "among":
        return []
    if reading.tokens[v].dep not in ("relcl", "acl") or reading.lemmas[be] != "be":
        return []
    return parties(document, reading, subjects(reading, be))


def guests_after(document: Document, frame: Frame) -> list[Found]:
    """Guests named after "hosted", where the model doesn't see a verb with its object."""
    reading, v = frame.reading, frame.trigger.token
    if reading.tokens[v].pos == "VERB" and objects(reading, v):
        return []
    first = behind_place(reading, v)
    for t in range(first, min(first + 5, len(reading.tokens))):
        if reading.words[t] in ("from", "of"):
            return after_preposition(document, reading, t)
        if reading.mention_of[t] >= 0:
            return after_preposition(document, reading, t - 1)
        rank = rank_of(reading, t)
        if rank:
            frame.ranks.add(rank)
        elif reading.tokens[t].pos not in ("DET", "ADJ", "PROPN", "NOUN"):
            return []
    return []


def behind_place(reading: Reading, v: int) -> int:
    """The token behind verb `v`, or behind the place that stands before its object: "received at the palace the
    president of Ghana, X"."""
    if v + 1 >= len(reading.words) or reading.words[v + 1] not in ("at", "in"):
        return v + 1
    for t in range(v + 2, min(v + 2 + _PLACE_WORDS, len(reading.words))):
        if reading.words[t] == "in":
            continue
        if reading.tokens[t].pos not in ("DET", "ADJ", "NOUN", "PROPN"):
            return v + 1
        if t > v + 2 and (reading.tokens[t].pos == "DET" or rank_of(reading, t)):
            return t
    return v + 1


_PLACE_WORDS = 7
"""Words that the place between a verb of receiving and its object may have."""


def state_or_body(document: Document, reading: Reading, i: int) -> bool:
    """Whether a noun for people is part of the name of a state or body: "the African Union"."""
    mention = mention_at(reading, i)
    return mention is not None and all(document.entities[e].entity_type != "person" for e in mention.entities)


def speaker_hosts(document: Document, frame: Frame, guests: list[Found]) -> None:
    """Make the speaker the host where whom a transcript's speaker welcomes was taken for the host: "Madam Secretary,
    thank you, and look forward to welcoming you"."""
    asked = {e for g in guests for e in g.entities}
    hosts = {e for c in frame.claims if c.role == "host" for e in c.entities}
    speakers = {e for m in document.mentions if m.rule == "speaker" for e in m.entities}
    others = tuple(sorted(speakers - asked))
    if hosts and hosts <= asked and len(others) == 1:
        frame.claims = [replace(c, entities=others) if c.role == "host" else c for c in frame.claims]
