"""The times and places that a stretch of an article's clean text names."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.extraction.document import DateExpression, Document, Place

_NO_EVENT_DATE = frozenset({"dateline", "since", "deadline"})


def dates_in(document: Document, start: int, end: int, *, deadlines: bool = False) -> list[DateExpression]:
    """The usable time expressions that stand in a stretch of clean text; or its deadlines ("until May 4") instead."""
    starts = [d.start for d in document.dates]
    out = []
    for expression in document.dates[bisect_left(starts, start) :]:
        if expression.start >= end:
            break
        usable = expression.rule == "deadline" if deadlines else expression.rule not in _NO_EVENT_DATE
        if usable and (expression.past or expression.future):
            out.append(expression)
    return out


def places_in(document: Document, start: int, end: int) -> list[Place]:
    """The places named in a stretch of clean text."""
    starts = [p.start for p in document.places]
    out = []
    for place in document.places[bisect_left(starts, start) :]:
        if place.start >= end:
            break
        out.append(place)
    return out


_LONGEST_PLACE = 40
"""Characters before the end of a place in which it may begin."""


def of_a_town(document: Document, at: int) -> bool:
    """Whether what starts at an offset ends the name of a town: "Canada" of "Montreal, Canada"."""
    return any(p.city and p.start < at < p.end for p in places_in(document, at - _LONGEST_PLACE, at))
