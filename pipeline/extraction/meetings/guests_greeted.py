"""Who is at a gathering by the words said at it: thanked for coming, welcomed, said to be here or with the speaker."""

from __future__ import annotations

import re
from bisect import bisect_left

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cue_pattern

_OPENING = 1500
"""Characters of a speech in which those who came are thanked."""
_GREETINGS = 5000
"""Characters of a speech in which those who are there are greeted or pointed out."""
_NEXT = 70
"""Characters between two names of a list, or between a name and the words on it."""


def named_in(document: Document, start: int, end: int) -> dict[int, NameMention]:
    """Whom a stretch of text names, each with the mention that does so first."""
    out: dict[int, NameMention] = {}
    for mention in document.mentions:
        if start <= mention.start < end and mention.form != "pronoun":
            for e in mention.entities:
                out.setdefault(e, mention)
    return out


def guests_greeted(document: Document, until: int) -> dict[int, NameMention]:
    """People whom the words of a speech that begins at `until` tell to be there."""
    out: dict[int, NameMention] = {}
    last = min(until + _OPENING, len(document.text))
    for done in cue_pattern("being_with_us").finditer(document.text, until, last):
        thanks = list(cue_pattern("thanks_to_host").finditer(document.text, until, done.start()))
        if thanks and not re.search(r"[.!?\n]\s", document.text[thanks[-1].end() : done.start()]):
            out |= named_in(document, thanks[-1].end(), done.start())
    last = min(until + _GREETINGS, len(document.text))
    people = _people(document)
    for hit in cue_pattern("greeted_by_name").finditer(document.text, until, last):
        for mention in _after(document, people, hit.end()):
            out.setdefault(mention.entities[0], mention)
    for hit in cue_pattern("said_to_be_here").finditer(document.text, until, last):
        for mention in _before(document, people, hit.start()):
            out.setdefault(mention.entities[0], mention)
    return {e: mention for e, mention in out.items() if document.entities[e].entity_type == "person"}


def _people(document: Document) -> list[NameMention]:
    """Mentions of one person each by name."""
    return [
        m
        for m in document.mentions
        if len(m.entities) == 1
        and m.form in ("name", "short")
        and m.rule != "speaker-label"
        and document.entities[m.entities[0]].entity_type == "person"
    ]


def _sentence(document: Document, at: int) -> tuple[int, int]:
    """Where the sentence around offset `at` begins and ends."""
    known = bisect_left(document.sentences, at + 1, key=lambda s: s.start) - 1
    return (document.sentences[known].start, document.sentences[known].end) if known >= 0 else (at, at)


def _after(document: Document, people: list[NameMention], start: int) -> list[NameMention]:
    """The list of people behind a greeting: "we have with us Minister X, Y, who runs Z, and Ambassador W"."""
    begin, end = _sentence(document, start - 1)
    if cue_pattern("not_here").search(document.text, begin, start):
        return []
    out: list[NameMention] = []
    at = start
    for mention in people[bisect_left(people, start, key=lambda m: m.start) :]:
        gap = document.text[at : mention.start]
        if mention.start >= end or len(gap) > _NEXT or cue_pattern("no_guest_behind").search(gap.rpartition(";")[2]):
            break
        at = mention.end
        if document.text[mention.end : mention.end + 2] in ("'s", "’s"):
            continue  # "to see X's father"
        out.append(mention)
    return out


def _before(document: Document, people: list[NameMention], end: int) -> list[NameMention]:
    """The list of people before "are here": "Minister X and Ambassador Y are here"."""
    begin, _ = _sentence(document, end)
    out: list[NameMention] = []
    at = end
    for mention in reversed(people[: bisect_left(people, end, key=lambda m: m.start)]):
        gap = document.text[mention.end : at]
        if (
            mention.start < begin
            or len(gap) > _NEXT
            or cue_pattern("no_guest_behind").search(gap)
            or gap[:2] in ("'s", "’s")
        ):
            break
        if not out and re.search(r"\w", gap) and not gap.startswith(","):
            break  # "X knows everyone who is here"
        at = mention.start
        out.append(mention)
    return [] if cue_pattern("not_here").search(document.text, begin, end) else out[::-1]
