"""The whole of resolution: extraction files in, one Parquet file for each published table out."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.resolution.article_tables import write_article_tables
from pipeline.resolution.corrections import Correction, CorrectionOutcome, Corrector, read_corrections
from pipeline.resolution.entities import ResolvedNames, resolve_names
from pipeline.resolution.events import KINDS, Event, link_events
from pipeline.resolution.family_names import persons_by_family_name
from pipeline.resolution.identifiers import Identified, IdKind, Superseded, assign_ids, entity_id, follow
from pipeline.resolution.loading import load_forms, load_mentions, load_parties, sides_of
from pipeline.resolution.mentions import Mention, RecordKind
from pipeline.resolution.names_in_use import UNDATED
from pipeline.resolution.parquet_writing import RowBuffer, write_query, write_rows
from pipeline.resolution.records import (
    Told,
    deal_party_rows,
    deal_row,
    meeting_row,
    mineral_rows,
    participant_rows,
    represented,
)
from pipeline.resolution.rulings import Rulings, read_rulings
from pipeline.resolution.statements import final_statements, raw_statements
from pipeline.resolution.working_tables import WorkingTables, connect, flatten, quoted
from schemas import TABLES, arrow_schema

WORKINGS = "workings"
"""Folder beside the tables with what `explain_link` needs; it is not published."""


@dataclass(frozen=True, slots=True)
class ResolutionReport:
    """What a run of resolution did."""

    rows: Mapping[str, int]
    """Number of rows of each table."""
    mentions: int
    """Reports of meetings and deals that were brought together."""
    corrections: tuple[CorrectionOutcome, ...] = ()
    """What became of each correction and ruling, in the order of the file."""
    splits: tuple[tuple[str, str], ...] = ()
    """Ids that stayed with their record, each with the id of a record that was part of it in the run before."""

    @property
    def not_applied(self) -> tuple[CorrectionOutcome, ...]:
        """Corrections that no longer hold, or never did."""
        return tuple(outcome for outcome in self.corrections if outcome.result != "applied")


@dataclass(slots=True)
class _Run:
    """The state of one run, filled step by step."""

    database: duckdb.DuckDBPyConnection
    tables: WorkingTables
    out: Path
    previous: Path | None
    corrections: list[Correction]
    rows: dict[str, int] = field(default_factory=dict)


def resolve(
    extractions: Sequence[Path],
    out: Path,
    corrections: Path | None = None,
    previous: Path | None = None,
    copies: Path | None = None,
) -> ResolutionReport:
    """Bring the records of all articles together and write one Parquet file per table to the folder `out`.

    `extractions` are Parquet files in the form of `pipeline.arrow_records`; neither their order nor how
    the articles are split among them changes a byte of the tables. `corrections` is a `corrections.csv`.
    `previous` is the folder of the dataset published before, whose ids are carried over. `copies` is a
    Parquet file with `article_id`, `duplicate_of`, `similar_group`: articles that share a text count as
    one in all counts.

    Raises FileNotFoundError where an input is missing, ValueError where there are no
    extraction files or the corrections cannot be read.
    """
    if not extractions:
        raise ValueError("there are no extractions to resolve")
    missing = [str(path) for path in (*extractions, corrections, copies) if path is not None and not path.is_file()]
    if missing:
        raise FileNotFoundError(f"no such file: {', '.join(missing)}")
    lines = read_corrections(corrections) if corrections else []
    out.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="resolution-", dir=out))
    try:
        with _without_cycle_collection(), connect(work) as database:
            tables = flatten(database, extractions, copies, work)
            run = _Run(database, tables, out, previous if _has_statements(previous) else None, lines)
            return _resolve(run)
    finally:
        shutil.rmtree(work, ignore_errors=True)


@contextmanager
def _without_cycle_collection() -> Iterator[None]:
    """Pause the search for cycles: millions of small objects live to the end and none is part of a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _has_statements(previous: Path | None) -> bool:
    return previous is not None and (previous / "statements.parquet").is_file()


def _store(run: _Run, query: str, name: str) -> None:
    file = run.tables.file(name)
    run.database.execute(f"COPY ({query}) TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)")


def _resolve(run: _Run) -> ResolutionReport:
    tables = run.tables
    _store(run, raw_statements(tables), "statements")
    forms = load_forms(tables)
    parties = load_parties(tables)
    names = resolve_names(forms)
    rulings = read_rulings(run.database, tables, run.corrections, names, run.previous)
    if rulings.same_forms or rulings.different_forms:
        names = resolve_names(forms, rulings.same_forms, rulings.different_forms)
    sides = sides_of(names)
    mentions = load_mentions(tables, parties, names, sides)
    events = link_events(mentions, sides, rulings.same_mentions, rulings.different_mentions)
    by_family_name = persons_by_family_name(events, parties, forms, names)
    if by_family_name:
        names = resolve_names(forms, [*rulings.same_forms, *by_family_name], rulings.different_forms)
        sides = sides_of(names)
        for mention in mentions:
            mention.parties = tuple((names.entity_of[row.form], row.role) for row in parties[mention.number])
    _write_working(run, "entity_forms", {"form_no": range(len(forms)), "entity_no": names.entity_of})
    ids = _identify(run, mentions, events, names)
    told = Told(mentions, parties, forms, names, sides, _cities(tables), ids["entity"].ids)
    outcomes = _write_records(run, told, events, ids, rulings)
    run.rows.update(write_article_tables(run.database, tables, run.out))
    _write_superseded(run, ids)
    _keep_workings(run, events, ids, mentions)
    splits = tuple(split for kind in ids.values() for split in kind.splits)
    return ResolutionReport(dict(sorted(run.rows.items())), len(mentions), tuple(outcomes), splits)


def _write_working(run: _Run, name: str, columns: Mapping[str, Iterable[Any]]) -> None:
    pq.write_table(pa.table({column: list(values) for column, values in columns.items()}), run.tables.file(name))


def _cities(tables: WorkingTables) -> list[str | None]:
    return pq.read_table(tables.file("mentions"), columns=["city"])["city"].to_pylist()


def _identify(
    run: _Run, mentions: Sequence[Mention], events: Mapping[RecordKind, list[Event]], names: ResolvedNames
) -> dict[IdKind, Identified]:
    """The ids of all events and entities, carried over from the previous dataset where there is one."""
    record_of = [0] * len(mentions)
    for kind in KINDS:
        for position, event in enumerate(events[kind]):
            for number in event:
                record_of[number] = position
    _write_working(run, "mention_events", {"mention_no": range(len(mentions)), "position": record_of})
    found: dict[IdKind, Identified] = {}
    for kind in KINDS:
        own = [
            min(
                (UNDATED if m.published is None else m.published, m.mention_id)
                for m in (mentions[number] for number in event)
            )[1]
            for event in events[kind]
        ]
        found[kind] = assign_ids(kind, own, _event_votes(run, kind))
    found["entity"] = assign_ids("entity", [entity_id(e.key) for e in names.entities], _entity_votes(run))
    return found


def _event_votes(run: _Run, kind: RecordKind) -> Iterator[tuple[str, int, int]]:
    if run.previous is None:
        return iter(())
    cursor = run.database.execute(
        f"""SELECT p.record_id, e.position, count(*) FROM
            (SELECT record_id, statement_id FROM read_parquet({quoted(run.previous / "statements.parquet")})
                WHERE record_type = '{kind}') p
            JOIN {run.tables.source("statements")} s ON 's-' || s.statement_id = p.statement_id
            JOIN {run.tables.source("mention_events")} e USING (mention_no)
            GROUP BY ALL ORDER BY ALL"""
    )
    return iter([(str(old), int(position), int(count)) for old, position, count in cursor.fetchall()])


def _entity_votes(run: _Run) -> Iterator[tuple[str, int, int]]:
    if run.previous is None:
        return iter(())
    cursor = run.database.execute(
        f"""SELECT split_part(p.record_id, '/', 2) AS old, e.entity_no, count(*) FROM
            (SELECT record_id, statement_id FROM read_parquet({quoted(run.previous / "statements.parquet")})
                WHERE record_type IN ('participant', 'deal_party') AND field = 'name') p
            JOIN {run.tables.source("statements")} s ON 's-' || s.statement_id = p.statement_id
            JOIN {run.tables.source("party_forms")} f ON f.mention_no = s.mention_no AND f.party = s.party
            JOIN {run.tables.source("entity_forms")} e ON e.form_no = f.form_no
            WHERE old <> '' GROUP BY ALL ORDER BY ALL"""
    )
    return iter([(str(old), int(position), int(count)) for old, position, count in cursor.fetchall()])


_SHOWN = pa.schema(
    [
        pa.field("record_type", pa.string()),
        pa.field("record_id", pa.string()),
        pa.field("field", pa.string()),
        pa.field("value", pa.string()),
    ]
)
_SHOWN_FIELDS = {
    "meeting": ("title", "meeting_type", "status", "start_date", "end_date", "date_precision", "city", "country_code"),
    "participant": ("name", "participant_type", "role", "office", "country_code"),
    "deal": ("title", "deal_type", "status", "date", "date_precision", "value_amount", "value_currency"),
    "deal_party": ("name", "party_type", "role", "country_code"),
}


def _as_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _show(shown: RowBuffer, record_type: str, record_id: str, row: Mapping[str, Any]) -> None:
    for name in _SHOWN_FIELDS[record_type]:
        if row[name] is not None:
            shown.add({"record_type": record_type, "record_id": record_id, "field": name, "value": _as_text(row[name])})


def _write_records(
    run: _Run, told: Told, events: Mapping[RecordKind, list[Event]], ids: Mapping[IdKind, Identified], rulings: Rulings
) -> list[CorrectionOutcome]:
    """Write the tables of meetings, deals, their parties, entities and statements."""
    renamed = {row.old_id: row.new_id for kind in ids.values() for row in kind.superseded}
    corrector = Corrector(run.corrections, renamed, list(rulings.outcomes))
    names = ("meetings", "participants", "deals", "deal_parties", "deal_minerals")
    buffers = {name: RowBuffer(arrow_schema(name)) for name in names}
    shown = RowBuffer(_SHOWN)
    mention_ids = [""] * len(told.mentions)
    stands: list[tuple[int, int, str]] = []
    for kind in KINDS:
        for position, event in enumerate(events[kind]):
            record_id = ids[kind].ids[position]
            stands_for = represented(event, told) if kind == "meeting" else {}
            for number in event:
                mention_ids[number] = record_id
                for party in told.parties[number]:
                    entity = told.names.entity_of[party.form]
                    stands.append((number, party.party, told.entity_ids[stands_for.get(entity, entity)]))
            row = meeting_row(record_id, event, told) if kind == "meeting" else deal_row(record_id, event, told)
            corrector.apply(f"{kind}s", record_id, row)
            buffers[f"{kind}s"].add(row)
            _show(shown, kind, record_id, row)
            parties = (
                participant_rows(record_id, event, told, stands_for)
                if kind == "meeting"
                else deal_party_rows(record_id, event, told)
            )
            table_of, type_of = ("participants", "participant") if kind == "meeting" else ("deal_parties", "deal_party")
            for party_row in parties:
                own = f"{record_id}/{party_row['entity_id']}"
                corrector.apply(table_of, own, party_row)
                buffers[table_of].add(party_row)
                _show(shown, type_of, own, party_row)
            if kind == "deal":
                for mineral_row in mineral_rows(record_id, event, told):
                    buffers["deal_minerals"].add(mineral_row)
    for name, buffer in buffers.items():
        run.rows[name] = write_rows(buffer.table(), name, run.out, TABLES[name].sort)
    pq.write_table(shown.table(), run.tables.file("shown"))
    _write_working(run, "mention_records", {"mention_no": range(len(mention_ids)), "record_id": mention_ids})
    columns = zip(*stands, strict=True) if stands else ((), (), ())
    pq.write_table(
        pa.table(dict(zip(("mention_no", "party", "entity_id"), map(list, columns), strict=True)), schema=_STANDS),
        run.tables.file("party_entities"),
    )
    _write_entities(run, told, corrector)
    run.rows["statements"] = write_query(run.database, final_statements(run.tables), "statements", run.out)
    return corrector.finish()


_STANDS = (
    pa.schema([pa.field("mention_no", pa.int64())])
    .append(pa.field("party", pa.int64()))
    .append(pa.field("entity_id", pa.string()))
)


def _write_entities(run: _Run, told: Told, corrector: Corrector) -> None:
    counted = run.database.execute(
        f"""SELECT e.entity_no, count(DISTINCT a.copies)
        FROM {run.tables.source("party_forms")} p
        JOIN {run.tables.source("entity_forms")} e USING (form_no)
        JOIN (SELECT mention_no, article_id FROM {run.tables.source("mentions")}) m USING (mention_no)
        JOIN {run.tables.source("articles")} a USING (article_id) GROUP BY 1"""
    ).fetchall()
    counts = dict(counted)
    buffer = RowBuffer(arrow_schema("entities"))
    for number, entity in enumerate(told.names.entities):
        row = {
            "entity_id": told.entity_ids[number],
            "name": entity.name,
            "entity_type": entity.entity_type,
            "country_code": entity.country,
            "aliases": list(entity.aliases),
            "article_count": counts.get(number, 0),
        }
        corrector.apply("entities", told.entity_ids[number], row)
        buffer.add(row)
    run.rows["entities"] = write_rows(buffer.table(), "entities", run.out, TABLES["entities"].sort)


def _write_superseded(run: _Run, ids: Mapping[IdKind, Identified]) -> None:
    """Write where ids of this and earlier runs went; `since` stays what it was for those listed before."""
    newest = run.database.execute(f"SELECT max(published_date) FROM {run.tables.source('articles')}").fetchone()
    since: dict[str, date | None] = {}
    rows: dict[str, Superseded] = {}
    if run.previous is not None and (run.previous / "superseded_ids.parquet").is_file():
        for old in pq.read_table(run.previous / "superseded_ids.parquet").to_pylist():
            rows[old["old_id"]] = Superseded(old["old_id"], old["new_id"], old["record_type"], old["reason"])
            since[old["old_id"]] = old["since"]
    for kind in ids.values():
        for new in kind.superseded:
            rows[new.old_id] = new
            since[new.old_id] = newest[0] if newest else None
    current = {one for kind in ids.values() for one in kind.ids}
    buffer = RowBuffer(arrow_schema("superseded_ids"))
    for row in follow(rows, current):
        buffer.add(
            {
                "old_id": row.old_id,
                "new_id": row.new_id,
                "record_type": row.record_type,
                "reason": row.reason,
                "since": since[row.old_id],
            }
        )
    run.rows["superseded_ids"] = write_rows(buffer.table(), "superseded_ids", run.out, TABLES["superseded_ids"].sort)


def _keep_workings(
    run: _Run, events: Mapping[RecordKind, list[Event]], ids: Mapping[IdKind, Identified], mentions: Sequence[Mention]
) -> None:
    """Keep what explains links beside the tables: which mention is in which record."""
    folder = run.out / WORKINGS
    folder.mkdir(exist_ok=True)
    record_of = {n: ids[kind].ids[i] for kind in KINDS for i, event in enumerate(events[kind]) for n in event}
    told = pq.read_table(run.tables.file("mentions"), columns=["mention_id", "kind", "article_id", "place"])
    records = pa.array([record_of[mention.number] for mention in mentions], pa.string())
    members = told.append_column("record_id", records).sort_by("mention_id")
    pq.write_table(members, folder / "members.parquet")
