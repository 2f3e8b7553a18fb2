"""Whose "I" and "we" quoted words are: of those whom their own paragraph names as saying them.

"We met Minister X in Lima," said Y, chief executive of Z: it was Z that met X. With "I", it was Y himself.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import alternatives
from pipeline.extraction.meetings.lone_speakers import OWN_SIDE, spoken_for

_QUOTE = re.compile(r"“[^“”]+(?:”|$)|\"[^\"]+(?:\"|$)")
_SAID = re.compile(rf"(?<![\w-])(?:{alternatives('attribution')})(?![\w-])")
_OURS = re.compile(r"\b(?:(?P<one>I|[Mm]e|[Mm]y)|[Ww]e|us|[Oo]ur)\b(?!['’.]?[sS]\.)")


def with_quoted(document: Document) -> Document:
    """The document with "I" and "we" of quoted words read as who is quoted or whom he speaks for."""
    text = document.text
    taken = {m.start for m in document.mentions}
    added: list[NameMention] = []
    for paragraph in document.source.clean.paragraphs:
        quotes = [hit.span() for hit in _QUOTE.finditer(text, paragraph.start, paragraph.end)]
        ours = [hit for start, end in quotes for hit in _OURS.finditer(text, start, end) if hit.start() not in taken]
        voice = _voice(document, paragraph.start, paragraph.end, quotes) if ours else None
        if voice is None:
            continue
        all_of_us = _side(document, voice)
        for hit in ours:
            meant = voice if hit["one"] else all_of_us
            if meant is not None:
                added.append(NameMention(*hit.span(), (meant,), "pronoun", OWN_SIDE, hit.span()))
    if not added:
        return document
    return replace(document, mentions=tuple(sorted((*document.mentions, *added), key=lambda m: (m.start, m.end))))


def _voice(document: Document, start: int, end: int, quotes: list[tuple[int, int]]) -> int | None:
    """The one person whom the words of a paragraph outside its quotations name as saying them."""
    edges = [start, *(edge for quote in quotes for edge in quote), end]
    outside = list(zip(edges[::2], edges[1::2], strict=True))
    if not any(_SAID.search(document.text, a, b) for a, b in outside):
        return None
    first = bisect_left(document.mentions, start, key=lambda m: m.start)
    people: set[int] = set()
    for mention in document.mentions[first:]:
        if mention.start >= end:
            break
        if any(a <= mention.start and mention.end <= b for a, b in outside) and mention.form != "pronoun":
            people |= {e for e in mention.entities if document.entities[e].entity_type == "person"}
    return people.pop() if len(people) == 1 else None


def _side(document: Document, voice: int) -> int | None:
    """Whom somebody quoted means by "we": the company or body that he acts for, else as in a speech."""
    for_whom = document.entities[voice].represents
    if for_whom is not None and document.entities[for_whom].entity_type in ("company", "organisation"):
        return for_whom
    return spoken_for(document, voice)
