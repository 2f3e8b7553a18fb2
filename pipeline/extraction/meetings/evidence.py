"""Evidence in raw offsets for stretches of the clean text."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.records import Evidence


def evidence(document: Document, field: str, start: int, end: int, rule: str, confidence: float) -> Evidence:
    """Evidence for a stretch of clean text, in raw offsets."""
    first, last = document.source.clean.raw_span(start, end)
    return Evidence(field, first, last, rule, round(confidence, 4))
