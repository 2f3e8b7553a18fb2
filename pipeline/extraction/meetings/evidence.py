"""Evidence in raw offsets for stretches of the clean text."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.records import Evidence


def evidence(document: Document, field: str, start: int, end: int, rule: str, confidence: float) -> Evidence:
    """Evidence for a stretch of clean text, in raw offsets."""
    first, last = document.source.clean.raw_span(start, end)
    return Evidence(field, first, last, rule, round(confidence, 4))


PLACE_FIELDS = ("city", "country_code")
"""Fields of a record that the name of one place gives."""


def place_evidence(document: Document, start: int, end: int, rule: str, confidence: float) -> list[Evidence]:
    """Evidence for town and country from one stretch of clean text, in raw offsets."""
    return [evidence(document, field, start, end, rule, confidence) for field in PLACE_FIELDS]
