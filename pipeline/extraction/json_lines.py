"""The extraction of one article as one JSON object, for `minerals extract --json` and for evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from pipeline.records import Deal, Evidence, Extraction, Meeting, Participant, Party


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _spans(evidence: Iterable[Evidence]) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in sorted({(e.start, e.end) for e in evidence})]


def _record_spans(evidence: Iterable[Evidence]) -> list[dict[str, int]]:
    items = list(evidence)
    return _spans([e for e in items if e.field == "record"] or items)


def _participant(who: Participant) -> dict[str, Any]:
    return {
        "name": who.name,
        "participant_type": who.participant_type,
        "role": who.role,
        "office": who.office,
        "country_code": who.country_code,
        "evidence": _spans(who.evidence),
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "title": meeting.title,
        "meeting_type": meeting.meeting_type,
        "status": meeting.status,
        "start_date": _day(meeting.start_date),
        "end_date": _day(meeting.end_date),
        "date_precision": meeting.date_precision,
        "city": meeting.city,
        "country_code": meeting.country_code,
        "confidence": round(meeting.confidence, 4),
        "evidence": _record_spans(meeting.evidence),
        "participants": [_participant(who) for who in meeting.participants],
    }


def _party(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "party_type": party.party_type,
        "role": party.role,
        "country_code": party.country_code,
        "evidence": _spans(party.evidence),
    }


def _deal(deal: Deal) -> dict[str, Any]:
    return {
        "title": deal.title,
        "deal_type": deal.deal_type,
        "status": deal.status,
        "date": _day(deal.date),
        "date_precision": deal.date_precision,
        "value_amount": deal.value_amount,
        "value_currency": deal.value_currency,
        "minerals": list(deal.minerals),
        "confidence": round(deal.confidence, 4),
        "evidence": _record_spans(deal.evidence),
        "parties": [_party(party) for party in deal.parties],
    }


def as_json(extraction: Extraction) -> dict[str, Any]:
    """The extraction as plain JSON values: ids, segments, minerals, meetings and deals with spans.

    Offsets count Unicode code points of the raw text; dates are ISO 8601; `file` is the bare name.
    """
    source = extraction.source
    article = source.article
    mentions: dict[str, list[dict[str, int]]] = {}
    for mention in extraction.minerals:
        mentions.setdefault(mention.mineral_id, []).append({"start": mention.start, "end": mention.end})
    return {
        "article_id": article.article_id,
        "file": PurePosixPath(article.file).name,
        "published_date": _day(article.published_date),
        "language": source.language,
        "relevant": extraction.relevant,
        "segments": [{"start": s.start, "end": s.end, "kind": s.kind, "kept": s.kept} for s in source.segments],
        "minerals": [{"mineral_id": key, "mentions": spans} for key, spans in sorted(mentions.items())],
        "meetings": [_meeting(meeting) for meeting in extraction.meetings],
        "deals": [_deal(deal) for deal in extraction.deals],
    }
