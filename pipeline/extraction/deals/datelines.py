"""Datelines, which tell where and when a text was put out and by whom, and nothing of a deal."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document

DATELINE = re.compile(
    r"[A-Z][^\n()]{2,80}\s(?:--?|–|—)\s{0,2}([A-Z][\w .]{2,40}\([^()\n]{2,80}\))\s{0,2}(?:--?|–|—)\s"
    r"|[A-Z][^\n()]{2,80}[ ,]\(([^()\n]{2,50})\)\s{0,2}(?:--?|–|—)\s"
)
"""A dateline with the agency in brackets, or between dashes with brackets of its own."""
DATELINE_REACH = 200
BEFORE_DAY = re.compile(r"(?:[A-Z][\w.'’]*[\s,./()|–—-]{1,3}){1,8}")
"""The town, all in capitalised words, before the day of a dateline."""
AFTER_DAY = re.compile(r"[\s,]{0,2}(?:\([^()\n]{2,60}\)|/[^/\n]{2,40}/)?\s{0,2}(?:--?|–|—|:)\s")
"""What stands between the day of a dateline and its text: the agency, and a dash."""


def agencies_named(document: Document) -> list[tuple[int, int]]:
    """Where the paragraphs' datelines name the agency that put them out: "KINSHASA, Feb 3 (Agency) - "."""
    found = []
    for paragraph in document.source.clean.paragraphs:
        match = DATELINE.match(document.text, paragraph.start, min(paragraph.end, paragraph.start + DATELINE_REACH))
        if match is not None:
            group = 1 if match[1] is not None else 2
            found.append(match.span(group))
    return found


def days_of_filing(document: Document) -> frozenset[int]:
    """Where the days stand that datelines give: "VANCOUVER, BC - June 20, 2024 (Newswire) - "."""
    text = document.text
    starts = [p.start for p in document.source.clean.paragraphs]
    found = set()
    for date in document.dates:
        opening = max((s for s in starts if s <= date.start), default=date.start)
        town = date.start - opening <= DATELINE_REACH and BEFORE_DAY.fullmatch(text, opening, date.start)
        if town and AFTER_DAY.match(text, date.end):
            found.add(date.start)
    return frozenset(found)
