"""Publishing a dataset: staged tables in, checked and sorted Parquet files with their catalog out, swapped in whole."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publishing.catalog import build_catalog
from pipeline.publishing.checking import Checked, arrow_batches, check
from pipeline.publishing.facts import (
    CATALOG_FILE,
    DATASET_FILE,
    DatasetFacts,
    RunFacts,
    file_facts,
)
from pipeline.publishing.occupied import occupied
from pipeline.publishing.swap import link, write_whole, written_aside
from schemas import SCHEMA_VERSION, TABLES, TableFailed, arrow_schema
from schemas.cross_checks import quoted

ROW_GROUP_ROWS = 122_880
"""Rows of a row group: as many as DuckDB gives to one thread, few enough that a filter on the sort skips most."""

ZSTD_LEVEL = 9

FEW_ROWS = 10
"""A table of which fewer rows are rejected does not fail as a whole: a share of so few says nothing."""


@dataclass(frozen=True, slots=True)
class PublishedDataset:
    """Where a dataset was published, and what it holds."""

    folder: Path
    catalog: Path
    facts: DatasetFacts
    quarantine: Mapping[str, Path]
    """Files with the rejected rows, by table."""


def publish(staged: Path, out: Path, run: RunFacts | None = None) -> PublishedDataset:
    """Check, sort and write the tables in `staged` as the dataset `out/dataset`, with its catalog.

    `staged` holds a Parquet file `<table>.parquet` for each table of `schemas.TABLES`, rows in any
    order. Rejected rows go to `out/quarantine/<table>.parquet`. The new dataset takes the place of
    the old one in one step; `out/minerals.duckdb` leads to the catalog in it. The same rows and
    facts give the same bytes.

    Raises `schemas.TableFailed` where a table is missing, has other columns, or loses more rows
    than `run.max_rejected_share`; the published dataset then stays as it was.
    """
    run = run or RunFacts()
    with occupied(out):
        work = Path(tempfile.mkdtemp(prefix=".checking-", dir=out))
        try:
            checked = check(staged, work)
            quarantine = _write_quarantine(checked, out / "quarantine")
            _refuse_heavy_losses(checked, run.max_rejected_share)
            folder = out / "dataset"
            with written_aside(folder) as aside:
                facts = _write_tables(checked, aside, work, run)
                build_catalog(aside)
                (aside / DATASET_FILE).write_text(facts.to_json(), encoding="utf-8")
            link(folder / CATALOG_FILE, out / CATALOG_FILE)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return PublishedDataset(folder, out / CATALOG_FILE, facts, quarantine)


def _write_quarantine(checked: Checked, folder: Path) -> dict[str, Path]:
    """Write the rejected rows of each table that has any; a table without any has no file."""
    files = {}
    for table, rows in checked.rejected.items():
        file = folder / f"{table}.parquet"
        if not rows.num_rows:
            file.unlink(missing_ok=True)
            continue
        sink = pa.BufferOutputStream()
        pq.write_table(rows.sort_by([("key", "ascending"), ("input", "ascending")]), sink, compression="zstd")
        write_whole(file, sink.getvalue().to_pybytes())
        files[table] = file
    return files


def _refuse_heavy_losses(checked: Checked, limit: float) -> None:
    for table, rejected in checked.rejected.items():
        lost, kept = rejected.num_rows, pq.read_metadata(checked.files[table]).num_rows
        if lost >= FEW_ROWS and lost > limit * (lost + kept):
            reasons = sorted({reason for row in rejected.column("failed_checks").to_pylist() for reason in row or ()})
            raise TableFailed(
                f"table {table!r} fails as a whole: {lost} of {lost + kept} rows were rejected "
                f"({'; '.join(reasons[:5])}); they are in quarantine, and the dataset was left as it was"
            )


def _write_tables(checked: Checked, folder: Path, work: Path, run: RunFacts) -> DatasetFacts:
    """Write the checked tables, sorted, and say what was written."""
    with duckdb.connect(":memory:") as database:
        database.execute("SET enable_progress_bar = false")
        database.execute(f"SET temp_directory = {quoted(str(work))}")
        articles = f"read_parquet({quoted(str(checked.files['articles']))})"
        digest = _digest(database, articles)
        newest = _newest(database, articles)
        about = {"code_version": run.code_version, "input_digest": digest}
        rows = {}
        for table, file in checked.files.items():
            rows[table] = write_sorted(database, table, file, folder / f"{table}.parquet", about)
    return DatasetFacts(
        schema_version=SCHEMA_VERSION,
        code_version=run.code_version,
        input_digest=digest,
        data_through=newest,
        rows=rows,
        rejected={table: bad.num_rows for table, bad in checked.rejected.items() if bad.num_rows},
        warnings=checked.warnings,
        files={f"{table}.parquet": file_facts(folder / f"{table}.parquet") for table in TABLES},
    )


def _newest(database: duckdb.DuckDBPyConnection, articles: str) -> date | None:
    for (newest,) in database.execute(f"SELECT max(published_date) FROM {articles}").fetchall():
        return newest if isinstance(newest, date) else None
    return None


def _digest(database: duckdb.DuckDBPyConnection, articles: str) -> str:
    """SHA-256 over the sorted ids of the articles, a line each."""
    digest = hashlib.sha256()
    ids = database.execute(f"SELECT article_id FROM {articles} ORDER BY article_id")
    while batch := ids.fetchmany(10_000):
        digest.update("".join(f"{article_id}\n" for (article_id,) in batch).encode())
    return digest.hexdigest()


def write_sorted(
    database: duckdb.DuckDBPyConnection, table: str, source: Path, target: Path, about: Mapping[str, str]
) -> int:
    """Write the rows of `source` to `target`, sorted as the table declares; returns their number.

    `about` is added to the table's metadata. The sort is out of core, the bytes depend on the
    rows, the schema and the Arrow version alone.
    """
    schema = arrow_schema(table)
    schema = schema.with_metadata({**(schema.metadata or {}), **{k.encode(): v.encode() for k, v in about.items()}})
    order = ", ".join(f'"{name}" ASC NULLS LAST' for name in TABLES[table].sort)
    sorting = pq.SortingColumn.from_ordering(schema, [(name, "ascending") for name in TABLES[table].sort], "at_end")
    written = 0
    with pq.ParquetWriter(
        target,
        schema,
        compression="zstd",
        compression_level=ZSTD_LEVEL,
        write_page_index=True,
        sorting_columns=sorting,
    ) as writer:
        pending: list[pa.Table] = []
        held = 0
        for batch in arrow_batches(
            database, table, f"SELECT * FROM read_parquet({quoted(str(source))}) ORDER BY {order}"
        ):
            pending.append(batch)
            held += batch.num_rows
            while held >= ROW_GROUP_ROWS:
                whole = pa.concat_tables(pending).combine_chunks()
                writer.write_table(whole.slice(0, ROW_GROUP_ROWS), row_group_size=ROW_GROUP_ROWS)
                pending = [whole.slice(ROW_GROUP_ROWS)]
                held -= ROW_GROUP_ROWS
                written += ROW_GROUP_ROWS
        if held:
            writer.write_table(pa.concat_tables(pending).combine_chunks(), row_group_size=ROW_GROUP_ROWS)
            written += held
    return written
