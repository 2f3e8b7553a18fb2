"""Sorting staged rows into those to publish and those to keep in quarantine, out of core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from schemas import CROSS_CHECKS, REJECTED, TABLES, TableFailed, arrow_schema, cross_checks
from schemas.cross_checks import connect, quoted
from schemas.validation import BATCH_ROWS, check_rows, conform, rejected_rows


@dataclass(slots=True)
class Checked:
    """Parquet files with the rows that passed, the rejected rows by table, and the checks that only warn."""

    files: dict[str, Path]
    rejected: dict[str, pa.Table]
    warnings: dict[str, int] = field(default_factory=dict)


def check(staged: Path, work: Path) -> Checked:
    """Check the tables in `staged` row by row, by key and against each other.

    Rows that fail are taken out with their reasons, and so are rows that then point to nothing,
    until what is left holds together. Raises TableFailed where a table is missing or has other
    columns or types than declared.
    """
    checked = Checked({}, {})
    for table in TABLES:
        file = staged / f"{table}.parquet"
        if not file.is_file():
            raise TableFailed(f"table {table!r} can't be published: {file} is missing")
        checked.files[table], checked.rejected[table] = _check_rows(table, file, work)
    with connect(checked.files) as database:
        # Files change under the same names as rows are taken out.
        database.execute("SET enable_external_file_cache = false")
        for table, file in checked.files.items():
            _take_out(database, checked, table, _repeated_keys(table, file))
        found = True
        while found:
            found = sum(_take_out(database, checked, table, _broken(checked.files, table)) for table in TABLES) > 0
    folder = next(iter(checked.files.values())).parent
    checked.warnings = {r.check.name: r.failures for r in cross_checks(folder) if not r.passed}
    return checked


def _check_rows(table: str, file: Path, work: Path) -> tuple[Path, pa.Table]:
    """Check each row alone; returns the file of those that pass, and the others."""
    passed = work / f"{table}.parquet"
    refused = []
    try:
        source = pq.ParquetFile(file)
    except (pa.ArrowInvalid, OSError) as problem:
        raise TableFailed(
            f"table {table!r} can't be published: {file.name} is no Parquet file ({problem})"
        ) from problem
    with source, pq.ParquetWriter(passed, arrow_schema(table), compression="zstd") as writer:
        conform(table, source.schema_arrow.empty_table())
        for batch in source.iter_batches(BATCH_ROWS):
            result = check_rows(table, pa.Table.from_batches([batch]))
            writer.write_table(result.valid)
            refused.append(result.rejected)
    return passed, pa.concat_tables([REJECTED.empty_table(), *refused])


def _key(table: str) -> str:
    return ", ".join(f'"{name}"' for name in TABLES[table].key)


def _repeated_keys(table: str, file: Path) -> str:
    """Rows beyond the first of their key, as a query for key, row number and failed checks."""
    return (
        f"SELECT {_key(table)}, file_row_number AS row, ['unique_key'] AS failed FROM "
        f"read_parquet({quoted(str(file))}, file_row_number = true) "
        f"QUALIFY row_number() OVER (PARTITION BY {_key(table)} ORDER BY file_row_number) > 1"
    )


def _broken(files: dict[str, Path], table: str) -> str:
    """Rows that break a check on several tables, as a query for key, row number and failed checks."""
    failing = " UNION ALL ".join(
        f"SELECT t.file_row_number AS row, {quoted(check.name)} AS failed "
        f"FROM read_parquet({quoted(str(files[table]))}, file_row_number = true) t WHERE {check.fails}"
        for check in CROSS_CHECKS
        if check.table == table and check.severity == "error"
    )
    return f"SELECT row, list(failed ORDER BY failed) AS failed FROM ({failing}) GROUP BY row" if failing else ""


def _take_out(database: duckdb.DuckDBPyConnection, checked: Checked, table: str, bad: str) -> bool:
    """Move the rows that the query `bad` finds from the table's file to its rejected rows; whether there were any."""
    if not bad:
        return False
    database.execute(f"CREATE OR REPLACE TEMP TABLE bad AS SELECT row, failed FROM ({bad}) ORDER BY row")
    failed = [reasons for (reasons,) in database.execute("SELECT failed FROM bad ORDER BY row").fetchall()]
    if not failed:
        return False
    file = checked.files[table]
    numbered = f"read_parquet({quoted(str(file))}, file_row_number = true)"
    columns = ", ".join(f't."{column.name}"' for column in TABLES[table].columns)
    taken = f"SELECT {columns} FROM {numbered} t JOIN bad ON file_row_number = row ORDER BY row"
    rows = pa.concat_tables([arrow_schema(table).empty_table(), *arrow_batches(database, table, taken)])
    rest = file.with_suffix(".rest")
    with pq.ParquetWriter(rest, arrow_schema(table), compression="zstd") as writer:
        left = f"SELECT {columns} FROM {numbered} t WHERE file_row_number NOT IN (SELECT row FROM bad)"
        for batch in arrow_batches(database, table, left):
            writer.write_table(batch)
    rest.replace(file)
    refused = rejected_rows(rows, TABLES[table].key, failed)
    checked.rejected[table] = pa.concat_tables([checked.rejected[table], refused])
    return True


def arrow_batches(database: duckdb.DuckDBPyConnection, table: str, query: str) -> Iterator[pa.Table]:
    """The result of a query that selects the columns of `table`, in batches with its declared Arrow schema."""
    schema = arrow_schema(table)
    for batch in database.sql(query).to_arrow_reader(BATCH_ROWS):
        yield pa.Table.from_batches([batch]).cast(schema)
