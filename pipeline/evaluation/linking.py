"""How well reports of one event are brought together: B-cubed over a gold folder with event keys.

B-cubed (Bagga and Baldwin, 1998) asks of every report: of those it was put together with, how many
belong with it (precision); of those that belong with it, how many it was put together with (recall);
and averages over the reports.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_records import record_batch
from pipeline.records import (
    KEPT_KINDS,
    Article,
    CleanArticle,
    CleanText,
    Deal,
    Evidence,
    Extraction,
    Meeting,
    Participant,
    Party,
    Segment,
)
from pipeline.resolution import resolve

Kind = Literal["meetings", "deals"]


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed precision, recall and F1 (0 to 1), over so many reports."""

    precision: float
    recall: float
    f1: float
    items: int


def b_cubed(found: Mapping[Any, Hashable], gold: Mapping[Any, Hashable]) -> BCubed:
    """B-cubed of a clustering: both mappings give each report its cluster or its event key.

    A report of `gold` that is missing from `found` counts as not recalled, one of `found` that gold
    has no key for as not precise; with the same reports on both sides this is plain B-cubed.
    """
    pairs = Counter((found[item], gold[item]) for item in found.keys() & gold.keys())
    clusters, events = Counter(found.values()), Counter(gold.values())
    agree_precision = sum(count * count / clusters[cluster] for (cluster, _), count in sorted(pairs.items(), key=str))
    agree_recall = sum(count * count / events[event] for (_, event), count in sorted(pairs.items(), key=str))
    precision = agree_precision / len(found) if found else 1.0
    recall = agree_recall / len(gold) if gold else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return BCubed(precision, recall, f1, len(found))


def merged_keys(found: Mapping[Any, Hashable], gold: Mapping[Any, Hashable]) -> list[tuple[str, ...]]:
    """Groups of two or more event keys that were put into one cluster: wrong merges."""
    keys: dict[Hashable, set[str]] = {}
    for item in found.keys() & gold.keys():
        keys.setdefault(found[item], set()).add(str(gold[item]))
    return sorted(tuple(sorted(group)) for group in keys.values() if len(group) > 1)


@dataclass(frozen=True, slots=True)
class GoldReport:
    """One annotated record: its place in the article's annotation, its event key, its parties and quotation."""

    article_id: str
    kind: Kind
    place: int
    event: str
    parties: tuple[str, ...]
    quote: tuple[int, int] | None
    day: str | None


def _lines(text: str) -> list[tuple[int, int]]:
    """Spans of the non-blank lines without their outer white space."""
    return [match.span() for match in re.finditer(r"\S(?:[^\n]*\S)?", text)]


def _quote_span(text: str, quote: str | None) -> tuple[int, int] | None:
    found = re.findall(r"\w+", quote or "")
    if not found:
        return None
    match = re.search(r"[\W_]+".join(map(re.escape, found)), text)
    return match.span() if match else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _evidence(text: str, quote: str | None) -> tuple[Evidence, ...]:
    span = _quote_span(text, quote)
    if span is None:
        match = re.search(r"\S+", text)
        span = match.span() if match else None
    return (Evidence("record", span[0], span[1], "annotation"),) if span else ()


def _name_evidence(text: str, name: str, otherwise: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    start = text.find(name)
    return (Evidence("name", start, start + len(name), "annotation"),) if start >= 0 else otherwise


def _meeting(text: str, row: Mapping[str, Any]) -> Meeting:
    evidence = _evidence(text, row.get("quote"))
    people = tuple(
        Participant(
            who["name"], who["participant_type"], who["role"], who["office"], who["country_code"],
            evidence=_name_evidence(text, who["name"], evidence),
        )
        for who in row["participants"]
    )  # fmt: skip
    return Meeting(
        row["title"], row["meeting_type"], row["status"], _day(row["start_date"]), _day(row["end_date"]),
        row["date_precision"], row["city"], row["country_code"], evidence=evidence, participants=people,
    )  # fmt: skip


def _deal(text: str, row: Mapping[str, Any]) -> Deal:
    evidence = _evidence(text, row.get("quote"))
    parties = tuple(
        Party(
            who["name"], who["party_type"], who["role"], who["country_code"],
            evidence=_name_evidence(text, who["name"], evidence),
        )
        for who in row["parties"]
    )  # fmt: skip
    return Deal(
        row["title"], row["deal_type"], row["status"], _day(row["date"]), row["date_precision"], row["value_amount"],
        row["value_currency"], tuple(row["minerals"]), evidence=evidence, parties=parties,
    )  # fmt: skip


def read_gold(folders: Iterable[Path]) -> tuple[list[Extraction], list[GoldReport]]:
    """The annotations of gold folders (`articles/` with `articles.csv`, `ann/`) as extractions, with their event keys.

    Raises FileNotFoundError where a folder lacks one of its parts.
    """
    extractions: list[Extraction] = []
    reports: list[GoldReport] = []
    for folder in folders:
        with (folder / "articles" / "articles.csv").open(encoding="utf-8", newline="") as lines:
            listed = {row["file"]: row for row in csv.DictReader(lines)}
        for file in sorted((folder / "ann").glob("*.json")):
            annotation = json.loads(file.read_text(encoding="utf-8"))
            raw = (folder / "articles" / annotation["file"]).read_bytes()
            extraction = _extraction(annotation, raw, listed.get(annotation["file"], {}))
            extractions.append(extraction)
            reports.extend(_reports(annotation, extraction))
    return extractions, reports


def _extraction(annotation: Mapping[str, Any], raw: bytes, listed: Mapping[str, str]) -> Extraction:
    text = raw.decode("utf-8", "replace")
    published = _day(listed.get("published_date") or None)
    article = Article(
        article_id=hashlib.sha256(raw).hexdigest()[:16],
        file=annotation["file"],
        text=text,
        published_date=published,
        published_date_source="metadata" if published else "unknown",
        publisher=listed.get("publisher") or None,
        locale=listed.get("locale") or None,
    )
    kinds = [kind for first, last, kind in annotation["segments"] for _ in range(last - first + 1)]
    segments = tuple(
        Segment(start, end, kind, kind in KEPT_KINDS, "annotation")
        for (start, end), kind in zip(_lines(text), kinds, strict=False)
    )
    return Extraction(
        CleanArticle(article, segments, CleanText("", (), ())),
        relevant=annotation["relevant"],
        meetings=tuple(_meeting(text, row) for row in annotation["meetings"]),
        deals=tuple(_deal(text, row) for row in annotation["deals"]),
    )


def _reports(annotation: Mapping[str, Any], extraction: Extraction) -> list[GoldReport]:
    text, article_id = extraction.source.article.text, extraction.source.article.article_id
    kinds: tuple[tuple[Kind, str, str], ...] = (
        ("meetings", "participants", "start_date"),
        ("deals", "parties", "date"),
    )
    return [
        GoldReport(
            article_id, kind, place, row["event"], tuple(who["name"] for who in row[parties]),
            _quote_span(text, row.get("quote")), row[day],
        )
        for kind, parties, day in kinds
        for place, row in enumerate(annotation[kind], 1)
        if row.get("event")
    ]  # fmt: skip


def _plain(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold()))


def _likeness(gold: GoldReport, record: Meeting | Deal) -> float:
    parties = record.participants if isinstance(record, Meeting) else record.parties
    day = record.start_date if isinstance(record, Meeting) else record.date
    names = [_plain(who.name) for who in parties]
    wanted = [_plain(name) for name in gold.parties]
    shared = sum(any(name & other for other in names) for name in wanted)
    result = 3.0 * shared / max(1, len(wanted), len(names))
    if gold.quote and any(e.start < gold.quote[1] and gold.quote[0] < e.end for e in record.evidence):
        result += 2.0
    return result + (1.5 if day and day.isoformat() == gold.day else 0.0)


def align(gold: Sequence[GoldReport], extractions: Iterable[Extraction]) -> dict[tuple[str, Kind, int], GoldReport]:
    """Pair extracted records with annotated ones of the same article, the most alike first.

    Gives the gold report of (article id, kind, place from 1) for each record that has one.
    """
    by_article: dict[tuple[str, Kind], list[GoldReport]] = {}
    for report in gold:
        by_article.setdefault((report.article_id, report.kind), []).append(report)
    paired: dict[tuple[str, Kind, int], GoldReport] = {}
    kinds: tuple[Kind, ...] = ("meetings", "deals")
    for extraction in extractions:
        article_id = extraction.source.article.article_id
        for kind in kinds:
            records: Sequence[Meeting | Deal] = extraction.meetings if kind == "meetings" else extraction.deals
            candidates = sorted(
                (
                    (-_likeness(report, record), place, report.place, report)
                    for place, record in enumerate(records, 1)
                    for report in by_article.get((article_id, kind), ())
                ),
                key=lambda candidate: candidate[:3],
            )
            taken: set[int] = set()
            for likeness, place, gold_place, report in candidates:
                if -likeness < 2.0:
                    break
                if (article_id, kind, place) not in paired and gold_place not in taken:
                    paired[article_id, kind, place] = report
                    taken.add(gold_place)
    return paired


@dataclass(frozen=True, slots=True)
class LinkingScores:
    """How well the reports of one kind are linked."""

    kind: Kind
    linked: BCubed
    """Over the records that have an annotated counterpart: what linking alone is answerable for."""
    strict: BCubed
    """Over all records: missed ones count against recall, spurious ones against precision."""
    wrong_merges: tuple[tuple[str, ...], ...]
    """Event keys that stand in one cluster."""


def records_of(extractions: Sequence[Extraction]) -> dict[tuple[str, Kind, int], str]:
    """The record that resolution puts each extracted meeting and deal into, by (article id, kind, place from 1)."""
    with TemporaryDirectory(prefix="linking-") as folder:
        file, out = Path(folder) / "extractions.parquet", Path(folder) / "out"
        pq.write_table(pa.Table.from_batches([record_batch(extractions)]), file)
        resolve([file], out)
        rows = pq.read_table(out / "workings" / "members.parquet").to_pylist()
    kinds: dict[str, Kind] = {"meeting": "meetings", "deal": "deals"}
    return {(row["article_id"], kinds[row["kind"]], row["place"]): row["record_id"] for row in rows}


def score_linking(folders: Iterable[Path], extractions: Sequence[Extraction] | None = None) -> list[LinkingScores]:
    """Score linking on gold folders with event keys that hold across their articles: meetings, then deals.

    With `extractions`, those records are linked and scored, end to end; without, the annotated ones.
    """
    annotated, reports = read_gold(folders)
    chosen = annotated if extractions is None else extractions
    records = records_of(chosen)
    paired = (
        {(report.article_id, report.kind, report.place): report for report in reports}
        if extractions is None
        else align(reports, chosen)
    )
    scores = []
    kinds: tuple[Kind, ...] = ("meetings", "deals")
    for kind in kinds:
        # Items are annotated reports; a record without one is an item of its own.
        found: dict[Hashable, Hashable] = {}
        linked: dict[Hashable, Hashable] = {}
        for key, record in records.items():
            if key[1] != kind:
                continue
            report = paired.get(key)
            if report is None:
                found["spurious", key] = record
            else:
                found[report.article_id, report.place] = linked[report.article_id, report.place] = record
        gold: dict[Hashable, Hashable] = {
            (report.article_id, report.place): report.event for report in reports if report.kind == kind
        }
        known = {item: event for item, event in gold.items() if item in linked}
        scores.append(
            LinkingScores(kind, b_cubed(linked, known), b_cubed(found, gold), tuple(merged_keys(linked, known)))
        )
    return scores
