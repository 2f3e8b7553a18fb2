"""Made-up articles with records, and what a resolution of them gave."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_records import record_batch
from pipeline.records import (
    Article,
    CleanArticle,
    CleanText,
    Deal,
    Evidence,
    Extraction,
    Meeting,
    MineralMention,
    Participant,
    Party,
    Segment,
)

WORDS = (Evidence("record", 0, 5, "made_up", 0.9),)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def who(name: str, kind: str = "country", code: str | None = None, role: str = "attendee", office: str | None = None):
    return Participant(name, kind, role, office, code, 0.9, (Evidence("name", 0, 5, "made_up", 0.9),))


def party(name: str, kind: str = "country", code: str | None = None, role: str = "party"):
    return Party(name, kind, role, code, 0.9, (Evidence("name", 0, 5, "made_up", 0.9),))


US, CHINA, INDIA, JAPAN = (
    who("United States", code="USA"), who("China", code="CHN"), who("India", code="IND"), who("Japan", code="JPN"),
)  # fmt: skip


def meeting(people: Sequence[Participant], start: str | None = None, **more: Any) -> Meeting:
    values = {
        "title": "Talks", "meeting_type": "bilateral", "status": "held", "start_date": day(start), "confidence": 0.8,
        "date_precision": "day" if start else "unknown", "evidence": WORDS, "participants": tuple(people), **more,
    }  # fmt: skip
    values["end_date"] = day(values.get("end_date"))
    return Meeting(**values)


def deal(parties: Sequence[Party], on: str | None = None, **more: Any) -> Deal:
    values = {
        "title": "Pact", "deal_type": "mou", "status": "agreed", "date": day(on), "confidence": 0.8,
        "date_precision": "day" if on else "unknown", "evidence": WORDS, "parties": tuple(parties), **more,
    }  # fmt: skip
    return Deal(**values)


def article(name: str, published: str | None, *records: Meeting | Deal, text: str | None = None) -> Extraction:
    text = text or f"Words of {name}, which tells of meetings and deals."
    source = Article(
        hashlib.sha256(name.encode()).hexdigest()[:16], f"{name}.txt", text, day(published),
        "metadata" if published else "unknown", "An Outlet",
    )  # fmt: skip
    lines = (Segment(0, len(text), "body", True, "made_up"),)
    return Extraction(
        CleanArticle(source, lines, CleanText(text, ((0, 0, len(text)),), ())),
        relevant=True,
        minerals=(MineralMention("lithium", 0, 5),),
        meetings=tuple(record for record in records if isinstance(record, Meeting)),
        deals=tuple(record for record in records if isinstance(record, Deal)),
    )  # fmt: skip


def write(file: Path, extractions: Iterable[Extraction]) -> Path:
    pq.write_table(pa.Table.from_batches([record_batch(extractions)]), file)
    return file


class Dataset:
    """The tables that a resolution wrote."""

    def __init__(self, folder: Path, report: Any) -> None:
        self.folder = folder
        self.report = report

    def rows(self, table: str, **equal: Any) -> list[dict[str, Any]]:
        rows = pq.read_table(self.folder / f"{table}.parquet").to_pylist()
        return [row for row in rows if all(row[key] == value for key, value in equal.items())]

    def bytes(self) -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in sorted(self.folder.glob("*.parquet"))}

    def ids(self) -> dict[str, set[str]]:
        return {
            table: {row[key] for row in self.rows(table)}
            for table, key in (("meetings", "meeting_id"), ("deals", "deal_id"), ("entities", "entity_id"))
        }
