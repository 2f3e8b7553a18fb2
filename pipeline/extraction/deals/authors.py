"""Whose deals a joint statement tells with "we", "the leaders" or "the Participants": those who make the statement."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.extraction.deals.lexicon import any_of, noun_senses
from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.signatories import SIGNED, signatories, with_signatories

SIDES = 2
"""Those who make a statement, where its "leaders" and "sides" are they alone."""


@cache
def _the_makers() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('makers')})\b", re.IGNORECASE)


@cache
def _standing() -> re.Pattern[str]:
    """Ties that there are: "our close partnership"."""
    weak = [s.phrase for senses in noun_senses().values() for s in senses if s.strength == "weak"]
    nouns = sorted({phrase[0] for phrase in weak if len(phrase) == 1})
    return re.compile(rf"our (?:[\w-]+ ){{0,2}}(?:{'|'.join(map(re.escape, nouns))})s?\b", re.IGNORECASE)


def with_authors(document: Document) -> Document:
    """The document with "we", "our countries" and "the leaders" of a joint statement read as those who make it."""
    meant = signatories(document)
    if len(meant) < SIDES:
        return document
    signed = with_signatories(document)
    taken = [(m.start, m.end) for m in signed.mentions if m.rule != SIGNED]
    added = [
        NameMention(*hit.span(), meant, "nominal", SIGNED, hit.span())
        for hit in (_the_makers().finditer(document.text) if len(meant) == SIDES else ())
        if not any(start < hit.end() and hit.start() < end for start, end in taken)
    ]
    covered = [(m.start, m.end) for m in added]
    kept = [
        m
        for m in signed.mentions
        if not any(a <= m.start and m.end <= b for a, b in covered)
        and not (m.rule == SIGNED and _standing().match(document.text, m.start))
    ]
    return replace(document, mentions=tuple(sorted((*kept, *added), key=lambda m: (m.start, m.end))))
