"""Whose "we" it is where all who speak are of one side: of a president or minister who speaks, himself; of officials
and spokesmen, their state."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cue_pattern
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.kinds import rank_of_person

_WE = re.compile(r"\b(?:[Ww]e|us|[Oo]ur)\b(?!['’.]?[sS]\.)")
OWN_SIDE = "own-side"
"""Rule of the mentions added here."""
_I = frozenset({"i", "me"})


class Spoken(Protocol):
    """From `start` on somebody speaks, or somebody asks."""

    @property
    def start(self) -> int:
        """Clean-text offset of the first word."""

    @property
    def speaker(self) -> int | None:
        """Who speaks, as an entity."""

    @property
    def asked(self) -> bool:
        """Whether it is a reporter's question."""


def with_own_side(document: Document, turns: Sequence[Spoken]) -> Document:
    """The document with "we" and "us" read as the one who speaks or his state; itself where nobody speaks as "I"."""
    voices = {
        e
        for m in document.mentions
        if m.rule == "speaker" and len(m.entities) == 1 and document.text[m.start : m.end].lower() in _I
        for e in m.entities
    }
    if not voices:
        return document
    starts = [turn.start for turn in turns]
    taken = {m.start for m in document.mentions}
    added = []
    for hit in _WE.finditer(document.text):
        at = bisect_right(starts, hit.start()) - 1
        turn = turns[at] if at >= 0 else None
        if hit.start() in taken or (turn is not None and turn.asked):
            continue
        voice = turn.speaker if turn is not None else (next(iter(voices)) if len(voices) == 1 else None)
        meant = spoken_for(document, voice) if voice is not None else None
        if meant is not None:
            added.append(NameMention(*hit.span(), (meant,), "pronoun", OWN_SIDE, hit.span()))
    if not added:
        return document
    return replace(document, mentions=tuple(sorted((*document.mentions, *added), key=lambda m: (m.start, m.end))))


def spoken_for(document: Document, voice: int) -> int | None:
    """The speaker where he is in high office, else the state that he speaks for."""
    office = (document.entities[voice].office or "").lower()
    if rank_of_person(document, voice) is not None and not cue_pattern("second_rank").search(office):
        return voice
    code = document.entities[voice].country_code
    states = (e for e, entity in enumerate(document.entities) if entity.entity_type == "country")
    return next((e for e in states if code is not None and document.entities[e].country_code == code), None)


def settle_own_side(document: Document, frame: Frame) -> None:
    """Take the speaker off a gathering of two states that he calls "ours": "we held our first U.S.–Chile Dialogue"."""
    said = {m.start for m in frame.reading.mentions if m.rule == OWN_SIDE}
    ours = [c for c in frame.claims if c.start in said]
    if not ours:
        return
    states = {
        document.entities[e].country_code
        for c in frame.claims
        if c.rule.startswith("modifier")
        for e in c.entities
        if document.entities[e].entity_type == "country"
    }
    if len(states) > 1 and all(document.entities[e].country_code in states for c in ours for e in c.entities):
        frame.claims = [c for c in frame.claims if c not in ours]
