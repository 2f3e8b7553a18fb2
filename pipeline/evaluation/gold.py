"""Annotated articles: the format of a gold folder, and the records of either side in one form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pipeline.records import Deal, Evidence, Extraction, Meeting, Participant, Party

RecordKind = Literal["meeting", "deal"]


class GoldError(ValueError):
    """A gold folder that is missing or whose annotations cannot be read; says which file and why."""


@dataclass(frozen=True, slots=True)
class Who:
    """A participant of a meeting or a party to a deal."""

    name: str
    entity_type: str | None
    role: str | None
    country_code: str | None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Told:
    """A meeting or a deal, annotated or extracted, with what is compared.

    `start` is a meeting's start date or a deal's date, ISO 8601; `spans` are the raw ranges of the
    words that show the record; `field_confidences` are an extracted record's own, by field.
    """

    kind: RecordKind
    title: str
    record_type: str | None
    status: str | None
    start: str | None
    end: str | None = None
    city: str | None = None
    country_code: str | None = None
    value_amount: float | None = None
    value_currency: str | None = None
    minerals: frozenset[str] = frozenset()
    parties: tuple[Who, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    confidence: float = 1.0
    field_confidences: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """One annotated article: `lines` are the raw ranges of its non-blank lines with the kind of each."""

    file: str
    text: str
    relevant: bool
    lines: tuple[tuple[int, int, str], ...]
    minerals: frozenset[str]
    meetings: tuple[Told, ...]
    deals: tuple[Told, ...]


def read_gold(folder: Path) -> Iterator[GoldArticle]:
    """The annotated articles of a gold folder, by file name.

    `articles/` holds the raw files; `ann/*.json` one object for each: `file`, `relevant`,
    `segments` (lists of first line, last line and kind; lines counted from 1, blank ones left
    out), `minerals` (ids), `meetings` and `deals` (records as the codebook describes them, each
    with `quote`, the words that show it, and `participants` or `parties`).

    Raises GoldError where the folder is no gold folder or an annotation is not of this form.
    """
    annotations = sorted((folder / "ann").glob("*.json"))
    if not annotations:
        raise GoldError(f"{folder}: no annotations (ann/*.json) in it")
    for path in annotations:
        try:
            yield _article(folder, json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError as error:
            raise GoldError(f"{path.name}: its article is missing: {error.filename}") from error
        except (KeyError, TypeError, ValueError, UnicodeDecodeError) as error:
            raise GoldError(f"{path.name}: not an annotation of the expected form ({error})") from error


def _article(folder: Path, annotation: dict[str, Any]) -> GoldArticle:
    file = Path(annotation["file"]).name
    text = (folder / "articles" / file).read_bytes().decode("utf-8", "replace")
    kinds = [kind for first, last, kind in annotation["segments"] for _ in range(first, last + 1)]
    return GoldArticle(
        file=file,
        text=text,
        relevant=bool(annotation["relevant"]),
        lines=tuple((start, end, kind) for (start, end), kind in zip(_lines(text), kinds, strict=False)),
        minerals=frozenset(annotation["minerals"]),
        meetings=tuple(_gold_meeting(record, text) for record in annotation["meetings"]),
        deals=tuple(_gold_deal(record, text) for record in annotation["deals"]),
    )


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of the non-blank lines, without the white space around them."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start + len(line) - len(line.lstrip()), start + len(line.rstrip())
        start += len(line) + 1


def _quoted(text: str, quote: str | None) -> tuple[tuple[int, int], ...]:
    """Where the quotation stands: its words in order, whatever stands between them."""
    words = re.findall(r"\w+", quote or "")
    found = re.search(r"[\W_]+".join(map(re.escape, words)), text) if words else None
    return (found.span(),) if found else ()


def _gold_meeting(record: dict[str, Any], text: str) -> Told:
    parties = [
        Who(who["name"], who.get("participant_type"), who.get("role"), who.get("country_code"))
        for who in record["participants"]
    ]
    return Told(
        kind="meeting",
        title=record.get("title") or "",
        record_type=record.get("meeting_type"),
        status=record.get("status"),
        start=record.get("start_date"),
        end=record.get("end_date"),
        city=record.get("city"),
        country_code=record.get("country_code"),
        parties=tuple(parties),
        spans=_quoted(text, record.get("quote")),
    )


def _gold_deal(record: dict[str, Any], text: str) -> Told:
    parties = [
        Who(who["name"], who.get("party_type"), who.get("role"), who.get("country_code")) for who in record["parties"]
    ]
    return Told(
        kind="deal",
        title=record.get("title") or "",
        record_type=record.get("deal_type"),
        status=record.get("status"),
        start=record.get("date"),
        value_amount=record.get("value_amount"),
        value_currency=record.get("value_currency"),
        minerals=frozenset(record.get("minerals") or ()),
        parties=tuple(parties),
        spans=_quoted(text, record.get("quote")),
    )


def extracted(extraction: Extraction) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """The meetings and the deals of an extraction in the form in which they are compared."""
    return tuple(map(_meeting, extraction.meetings)), tuple(map(_deal, extraction.deals))


def _shown(evidence: Iterable[Evidence]) -> tuple[tuple[int, int], ...]:
    items = list(evidence)
    showing = [item for item in items if item.field == "record"] or items
    return tuple(sorted({(item.start, item.end) for item in showing}))


def _confidences(evidence: Iterable[Evidence]) -> tuple[tuple[str, float], ...]:
    best: dict[str, float] = {}
    for item in evidence:
        best[item.field] = max(item.confidence, best.get(item.field, 0.0))
    return tuple(sorted(best.items()))


def _meeting(meeting: Meeting) -> Told:
    def who(participant: Participant) -> Who:
        return Who(
            participant.name,
            participant.participant_type,
            participant.role,
            participant.country_code,
            participant.confidence,
        )

    return Told(
        kind="meeting",
        title=meeting.title,
        record_type=meeting.meeting_type,
        status=meeting.status,
        start=meeting.start_date.isoformat() if meeting.start_date else None,
        end=meeting.end_date.isoformat() if meeting.end_date else None,
        city=meeting.city,
        country_code=meeting.country_code,
        parties=tuple(map(who, meeting.participants)),
        spans=_shown(meeting.evidence),
        confidence=meeting.confidence,
        field_confidences=_confidences(meeting.evidence),
    )


def _deal(deal: Deal) -> Told:
    def who(party: Party) -> Who:
        return Who(party.name, party.party_type, party.role, party.country_code, party.confidence)

    return Told(
        kind="deal",
        title=deal.title,
        record_type=deal.deal_type,
        status=deal.status,
        start=deal.date.isoformat() if deal.date else None,
        value_amount=deal.value_amount,
        value_currency=deal.value_currency,
        minerals=frozenset(deal.minerals),
        parties=tuple(map(who, deal.parties)),
        spans=_shown(deal.evidence),
        confidence=deal.confidence,
        field_confidences=_confidences(deal.evidence),
    )
