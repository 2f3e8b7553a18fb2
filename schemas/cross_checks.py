"""Checks that span tables: foreign keys, evidence, and what else must hold of a dataset as a whole.

Each check is a condition in SQL that holds of the *bad* rows of one table, with that table as
`t` and the others by name, so that one text serves to count the failures, to show examples and to
take the rows out. DuckDB evaluates them over the Parquet files, out of core.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas.registry import TABLES

Severity = Literal["error", "warning"]

EXAMPLES = 5
"""How many failing keys a result shows."""


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """A condition on a table that involves others; rows of which `fails` is true break it."""

    name: str
    table: str
    description: str
    fails: str
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class CrossCheckResult:
    """How many rows break a check, with the keys of the first few."""

    check: CrossCheck
    failures: int
    examples: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether no row breaks it."""
        return self.failures == 0


def _foreign_key_checks() -> Iterator[CrossCheck]:
    for table in TABLES.values():
        for key in table.foreign_keys:
            yield CrossCheck(
                name=f"{table.name}.{key.column}_in_{key.parent}",
                table=table.name,
                description=f"`{key.column}` is a `{key.parent_column}` of `{key.parent}`",
                fails=f"t.{key.column} IS NOT NULL AND t.{key.column} NOT IN "
                f"(SELECT {key.parent_column} FROM {key.parent})",
            )


RECORDS: dict[str, tuple[str, str]] = {
    "meeting": ("meetings", "meeting_id"),
    "participant": ("participants", "meeting_id || '/' || entity_id"),
    "deal": ("deals", "deal_id"),
    "deal_party": ("deal_parties", "deal_id || '/' || entity_id"),
}
"""For each `record_type` of statements: the table of its records, and `record_id` as an expression over it."""


def _evidence_checks() -> Iterator[CrossCheck]:
    for record_type, (table, record_id) in RECORDS.items():
        yield CrossCheck(
            name=f"{table}.has_evidence",
            table=table,
            description="every record has at least one statement",
            fails=f"({record_id}) NOT IN (SELECT record_id FROM statements WHERE record_type = '{record_type}')",
        )
        yield CrossCheck(
            name=f"statements.{record_type}_exists",
            table="statements",
            description=f"a statement about a {record_type} names one that exists",
            fails=f"t.record_type = '{record_type}' AND t.record_id NOT IN (SELECT {record_id} FROM {table})",
        )


def _chosen_checks() -> Iterator[CrossCheck]:
    shown = {
        "meeting": ("meeting_type", "status", "start_date", "end_date", "city", "country_code"),
        "deal": ("deal_type", "status", "date", "value_amount", "value_currency"),
    }
    for record_type, fields in shown.items():
        table, record_id = RECORDS[record_type]
        same = " OR ".join(
            f"(t.field = '{field}' AND "
            + (
                f"TRY_CAST(t.value AS DOUBLE) IS NOT DISTINCT FROM r.{field}"
                if field == "value_amount"
                else f"t.value IS NOT DISTINCT FROM CAST(r.{field} AS VARCHAR)"
            )
            + ")"
            for field in fields
        )
        named = ", ".join(f"'{field}'" for field in fields)
        yield CrossCheck(
            name=f"statements.chosen_shows_in_{record_type}",
            table="statements",
            description=f"the chosen value of a {record_type}'s field is the one that the record shows",
            fails=f"t.chosen AND t.record_type = '{record_type}' AND t.field IN ({named}) AND t.record_id NOT IN "
            f"(SELECT r.{record_id} FROM {table} r WHERE r.{record_id} = t.record_id AND ({same}))",
            severity="warning",
        )


def _span_checks() -> Iterator[CrossCheck]:
    for table in ("segments", "mineral_mentions", "statements"):
        yield CrossCheck(
            name=f"{table}.span_in_article",
            table=table,
            description="the span ends within the article's raw text",
            fails='EXISTS (SELECT 1 FROM articles a WHERE a.article_id = t.article_id AND t."end" > a.raw_chars)',
        )


CROSS_CHECKS: tuple[CrossCheck, ...] = (
    *_foreign_key_checks(),
    *_evidence_checks(),
    *_span_checks(),
    *_chosen_checks(),
    CrossCheck(
        name="superseded_ids.new_id_exists",
        table="superseded_ids",
        description="`new_id` is the id of a record or entity",
        fails="t.new_id NOT IN (SELECT meeting_id FROM meetings UNION ALL SELECT deal_id FROM deals "
        "UNION ALL SELECT entity_id FROM entities)",
    ),
    CrossCheck(
        name="superseded_ids.old_id_is_gone",
        table="superseded_ids",
        description="`old_id` is no longer the id of a record or entity",
        fails="t.old_id IN (SELECT meeting_id FROM meetings UNION ALL SELECT deal_id FROM deals "
        "UNION ALL SELECT entity_id FROM entities)",
    ),
    CrossCheck(
        name="meetings.has_participant",
        table="meetings",
        description="at least one participant is identified",
        fails="t.meeting_id NOT IN (SELECT meeting_id FROM participants)",
        severity="warning",
    ),
    CrossCheck(
        name="deals.has_party",
        table="deals",
        description="at least one party is identified",
        fails="t.deal_id NOT IN (SELECT deal_id FROM deal_parties)",
        severity="warning",
    ),
)
"""All checks that span tables. A failing `error` keeps rows, or the dataset, from being published."""


def connect(files: dict[str, Path]) -> duckdb.DuckDBPyConnection:
    """An in-memory DuckDB with a view for each table over its Parquet file; what does not fit spills beside them."""
    database = duckdb.connect(":memory:")
    database.execute("SET enable_progress_bar = false")
    for file in list(files.values())[:1]:
        database.execute(f"SET temp_directory = {quoted(str(file.parent / '.spill'))}")
    for table, file in files.items():
        database.execute(f"CREATE VIEW {table} AS FROM read_parquet({quoted(str(file))})")
    return database


def quoted(text: str) -> str:
    """`text` as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def cross_checks(dataset: Path) -> tuple[CrossCheckResult, ...]:
    """Run every check over a folder of `<table>.parquet` files.

    Raises FileNotFoundError where a table's file is missing.
    """
    files = {table: dataset / f"{table}.parquet" for table in TABLES}
    missing = [file.name for file in files.values() if not file.is_file()]
    if missing:
        raise FileNotFoundError(f"{dataset} lacks {', '.join(missing)}")
    with connect(files) as database:
        return tuple(_run(database, check) for check in CROSS_CHECKS)


def _run(database: duckdb.DuckDBPyConnection, check: CrossCheck) -> CrossCheckResult:
    key = " || ' ' || ".join(f't."{name}"::VARCHAR' for name in TABLES[check.table].key)
    rows = database.execute(
        f"SELECT count(*) OVER () AS failures, {key} AS key FROM {check.table} t WHERE {check.fails} "
        f"ORDER BY key LIMIT {EXAMPLES}"
    ).fetchall()
    return CrossCheckResult(check, rows[0][0] if rows else 0, tuple(row[1] for row in rows))


TEXT_COLUMNS: dict[str, str | None] = {"segments": None, "mineral_mentions": "text", "statements": "quote"}
"""Tables with spans of raw text, and the column that must equal the text there (None: only bounds)."""


def text_checks(dataset: Path, text_of: Callable[[str], str | None]) -> tuple[CrossCheckResult, ...]:
    """Check that every quote and mention stands in its article at the offsets given.

    `text_of` gives an article's raw text by its id, or None where it is not at hand: its rows are
    then left out. Texts are asked for once per article and table, in the order of the rows.
    """
    results = []
    for table, column in TEXT_COLUMNS.items():
        check = CrossCheck(
            name=f"{table}.text_at_offsets",
            table=table,
            description=f"`{column}` is the raw text between `start` and `end`" if column else "spans hold text",
            fails="",
        )
        failures = 0
        examples: list[str] = []
        for row in _mismatches(dataset / f"{table}.parquet", table, column, text_of):
            failures += 1
            if len(examples) < EXAMPLES:
                examples.append(" ".join(str(row[name]) for name in TABLES[table].key))
        results.append(CrossCheckResult(check, failures, tuple(examples)))
    return tuple(results)


def _mismatches(
    file: Path, table: str, column: str | None, text_of: Callable[[str], str | None]
) -> Iterator[dict[str, object]]:
    wanted = list(dict.fromkeys([*TABLES[table].key, "article_id", "start", "end", *([column] if column else [])]))
    rows = pq.read_table(file, columns=wanted).sort_by([("article_id", "ascending"), ("start", "ascending")])
    for article_id, of_article in groupby(_rows(rows), key=lambda row: str(row["article_id"])):
        text = text_of(article_id)
        if text is None:
            continue
        for row in of_article:
            start, end = int(str(row["start"])), int(str(row["end"]))
            stands = text[start:end]
            if len(stands) != end - start or (stands != row[column] if column else not stands.strip()):
                yield row


def _rows(table: pa.Table) -> Iterator[dict[str, object]]:
    for batch in table.to_batches(max_chunksize=10_000):
        yield from batch.to_pylist()
