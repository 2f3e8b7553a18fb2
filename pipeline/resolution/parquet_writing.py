"""Published tables written from queries and rows: exact columns, row order and row groups, so that bytes repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import arrow_schema

ROWS_IN_GROUP = 50_000


def _even(batches: Iterable[pa.RecordBatch], rows: int) -> Iterator[pa.Table]:
    """The same rows in tables of `rows` rows each but for the last."""
    waiting: list[pa.RecordBatch] = []
    count = 0
    for batch in batches:
        while batch.num_rows:
            taken = batch.slice(0, rows - count)
            waiting.append(taken)
            count += taken.num_rows
            batch = batch.slice(taken.num_rows)
            if count == rows:
                yield pa.Table.from_batches(waiting)
                waiting, count = [], 0
    if waiting:
        yield pa.Table.from_batches(waiting)


def _write(schema: pa.Schema, tables: Iterable[pa.Table], file: Path) -> int:
    count = 0
    aside = file.with_suffix(".partial")
    with pq.ParquetWriter(aside, schema, compression="zstd") as writer:
        for table in tables:
            writer.write_table(table.select(schema.names).cast(schema), row_group_size=ROWS_IN_GROUP)
            count += table.num_rows
    aside.replace(file)
    return count


def write_query(database: duckdb.DuckDBPyConnection, query: str, table: str, folder: Path) -> int:
    """Write the rows of an ordered query as a published table, streaming; how many there are."""
    reader = database.sql(query).to_arrow_reader(ROWS_IN_GROUP)
    return _write(arrow_schema(table), _even(reader, ROWS_IN_GROUP), folder / f"{table}.parquet")


def write_rows(rows: pa.Table, table: str, folder: Path, sort: Iterable[str]) -> int:
    """Write rows as a published table in the order of `sort`; how many there are."""
    ordered = rows.sort_by([(name, "ascending") for name in sort]) if rows.num_rows else rows
    return _write(arrow_schema(table), [ordered], folder / f"{table}.parquet")


class RowBuffer:
    """Rows of a table collected as dicts and kept as Arrow, which takes a tenth of the memory."""

    def __init__(self, schema: pa.Schema) -> None:
        self.schema = schema
        self._rows: list[dict[str, Any]] = []
        self._batches: list[pa.RecordBatch] = []

    def add(self, row: dict[str, Any]) -> None:
        """Add one row."""
        self._rows.append(row)
        if len(self._rows) >= 10_000:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._batches.append(pa.RecordBatch.from_pylist(self._rows, schema=self.schema))
            self._rows = []

    def table(self) -> pa.Table:
        """All rows, in the order in which they came."""
        self._flush()
        return pa.Table.from_batches(self._batches, schema=self.schema)
