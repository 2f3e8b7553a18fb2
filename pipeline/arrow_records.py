"""Extractions as Arrow: one row for each article, its records as nested structs.

This is the form in which extractions are cached, shipped between workers and handed to
resolution. A row holds the article's own facts, its segments and records; the evidence carries
its quotation, so that nothing after this point needs the raw text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from pipeline.cleaning.copies import sketch
from pipeline.records import (
    Deal,
    Evidence,
    Extraction,
    Meeting,
    Participant,
    Party,
)

QUOTE_WORDS = 25
"""The longest quotation that is published, in words."""

_WORD = re.compile(r"\S+")

_EVIDENCE = pa.list_(
    pa.struct(
        [
            pa.field("field", pa.string()),
            pa.field("start", pa.int32()),
            pa.field("end", pa.int32()),
            pa.field("rule", pa.string()),
            pa.field("confidence", pa.float64()),
            pa.field("quote", pa.string()),
        ]
    )
)
_PARTICIPANT = pa.struct(
    [
        pa.field("name", pa.string()),
        pa.field("participant_type", pa.string()),
        pa.field("role", pa.string()),
        pa.field("office", pa.string()),
        pa.field("country_code", pa.string()),
        pa.field("confidence", pa.float64()),
        pa.field("evidence", _EVIDENCE),
    ]
)
_MEETING = pa.struct(
    [
        pa.field("title", pa.string()),
        pa.field("meeting_type", pa.string()),
        pa.field("status", pa.string()),
        pa.field("start_date", pa.date32()),
        pa.field("end_date", pa.date32()),
        pa.field("date_precision", pa.string()),
        pa.field("city", pa.string()),
        pa.field("country_code", pa.string()),
        pa.field("confidence", pa.float64()),
        pa.field("evidence", _EVIDENCE),
        pa.field("participants", pa.list_(_PARTICIPANT)),
    ]
)
_PARTY = pa.struct(
    [
        pa.field("name", pa.string()),
        pa.field("party_type", pa.string()),
        pa.field("role", pa.string()),
        pa.field("country_code", pa.string()),
        pa.field("confidence", pa.float64()),
        pa.field("evidence", _EVIDENCE),
    ]
)
_DEAL = pa.struct(
    [
        pa.field("title", pa.string()),
        pa.field("deal_type", pa.string()),
        pa.field("status", pa.string()),
        pa.field("date", pa.date32()),
        pa.field("date_precision", pa.string()),
        pa.field("value_amount", pa.float64()),
        pa.field("value_currency", pa.string()),
        pa.field("minerals", pa.list_(pa.string())),
        pa.field("confidence", pa.float64()),
        pa.field("evidence", _EVIDENCE),
        pa.field("parties", pa.list_(_PARTY)),
    ]
)
_SEGMENT = pa.struct(
    [
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("kind", pa.string()),
        pa.field("kept", pa.bool_()),
        pa.field("rule", pa.string()),
    ]
)
_MINERAL = pa.struct(
    [
        pa.field("mineral_id", pa.string()),
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("rule", pa.string()),
        pa.field("text", pa.string()),
    ]
)

_SKETCH = pa.struct(
    [
        pa.field("digest", pa.binary(), nullable=False),
        pa.field("shingles", pa.binary(), nullable=False),
        pa.field("bands", pa.binary(), nullable=False),
    ]
)

EXTRACTION_SCHEMA: pa.Schema = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("file", pa.string(), nullable=False),
        pa.field("url", pa.string()),
        pa.field("publisher", pa.string()),
        pa.field("title", pa.string()),
        pa.field("authors", pa.list_(pa.string())),
        pa.field("agency", pa.string()),
        pa.field("dateline_city", pa.string()),
        pa.field("dateline_date", pa.date32()),
        pa.field("published_date", pa.date32()),
        pa.field("published_date_source", pa.string(), nullable=False),
        pa.field("locale", pa.string()),
        pa.field("language", pa.string(), nullable=False),
        pa.field("readable", pa.bool_(), nullable=False),
        pa.field("relevant", pa.bool_(), nullable=False),
        pa.field("raw_chars", pa.int32(), nullable=False),
        pa.field("clean_chars", pa.int32(), nullable=False),
        pa.field("sketch", _SKETCH, nullable=False),
        pa.field("segments", pa.list_(_SEGMENT)),
        pa.field("minerals", pa.list_(_MINERAL)),
        pa.field("meetings", pa.list_(_MEETING)),
        pa.field("deals", pa.list_(_DEAL)),
    ]
)
"""One row for each article. `sketch` serves the search for copies and is never published."""


def quotation(text: str, start: int, end: int) -> tuple[int, int, str]:
    """The range `[start, end)` cut to at most `QUOTE_WORDS` words, and the words that stand there."""
    last = end
    for count, word in enumerate(_WORD.finditer(text, start, end), 1):
        if count == QUOTE_WORDS:
            last = min(end, word.end())
            break
    return start, last, text[start:last]


def _evidence(text: str, evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    rows = []
    for item in evidence:
        start, end, quote = quotation(text, item.start, item.end)
        rows.append(
            {
                "field": item.field,
                "start": start,
                "end": end,
                "rule": item.rule,
                "confidence": item.confidence,
                "quote": quote,
            }
        )
    return rows


def _participant(text: str, who: Participant) -> dict[str, Any]:
    return {
        "name": who.name,
        "participant_type": who.participant_type,
        "role": who.role,
        "office": who.office,
        "country_code": who.country_code,
        "confidence": who.confidence,
        "evidence": _evidence(text, who.evidence),
    }


def _meeting(text: str, meeting: Meeting) -> dict[str, Any]:
    return {
        "title": meeting.title,
        "meeting_type": meeting.meeting_type,
        "status": meeting.status,
        "start_date": meeting.start_date,
        "end_date": meeting.end_date,
        "date_precision": meeting.date_precision,
        "city": meeting.city,
        "country_code": meeting.country_code,
        "confidence": meeting.confidence,
        "evidence": _evidence(text, meeting.evidence),
        "participants": [_participant(text, who) for who in meeting.participants],
    }


def _party(text: str, party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "party_type": party.party_type,
        "role": party.role,
        "country_code": party.country_code,
        "confidence": party.confidence,
        "evidence": _evidence(text, party.evidence),
    }


def _deal(text: str, deal: Deal) -> dict[str, Any]:
    return {
        "title": deal.title,
        "deal_type": deal.deal_type,
        "status": deal.status,
        "date": deal.date,
        "date_precision": deal.date_precision,
        "value_amount": deal.value_amount,
        "value_currency": deal.value_currency,
        "minerals": list(deal.minerals),
        "confidence": deal.confidence,
        "evidence": _evidence(text, deal.evidence),
        "parties": [_party(text, party) for party in deal.parties],
    }


def to_row(extraction: Extraction) -> dict[str, Any]:
    """One extraction as a row of `EXTRACTION_SCHEMA`."""
    source = extraction.source
    article = source.article
    text = article.text
    drawn = sketch(source.clean.text)
    return {
        "article_id": article.article_id,
        "file": article.file,
        "url": article.url,
        "publisher": article.publisher,
        "title": article.title,
        "authors": list(article.authors),
        "agency": source.agency,
        "dateline_city": source.dateline_city,
        "dateline_date": source.dateline_date,
        "published_date": article.published_date,
        "published_date_source": article.published_date_source,
        "locale": article.locale,
        "language": source.language,
        "readable": source.readable,
        "relevant": extraction.relevant,
        "raw_chars": len(text),
        "clean_chars": len(source.clean.text),
        "sketch": {"digest": drawn.digest, "shingles": drawn.shingles, "bands": drawn.bands},
        "segments": [
            {"start": s.start, "end": s.end, "kind": s.kind, "kept": s.kept, "rule": s.rule} for s in source.segments
        ],
        "minerals": [
            {
                "mineral_id": m.mineral_id,
                "start": m.start,
                "end": m.end,
                "rule": m.rule,
                "text": text[m.start : m.end],
            }
            for m in extraction.minerals
        ],
        "meetings": [_meeting(text, meeting) for meeting in extraction.meetings],
        "deals": [_deal(text, deal) for deal in extraction.deals],
    }


def record_batch(extractions: Iterable[Extraction]) -> pa.RecordBatch:
    """Extractions as one Arrow record batch, in the order given."""
    return pa.RecordBatch.from_pylist([to_row(extraction) for extraction in extractions], schema=EXTRACTION_SCHEMA)
