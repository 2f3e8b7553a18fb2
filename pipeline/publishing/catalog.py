"""The DuckDB catalog of a dataset folder: every table with its comments, and the analytical views.

The catalog holds the rows themselves. DuckDB resolves the path of a Parquet file in a view against
the reader's working directory, never against the database file, and takes no computed path there;
a view over the files would break as soon as the folder is moved, is read from another directory
or is attached over HTTP. Rows inside also mean that one open file is one whole dataset.

Blocks of 64 KiB without compression are what DuckDB writes with the same bytes every time: with its
compression on, it picks methods by random samples.
"""

from __future__ import annotations

import tempfile
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

from pipeline.publishing.facts import CATALOG_FILE
from pipeline.publishing.queries import Query, queries
from schemas import TABLES
from schemas.cross_checks import quoted

STORAGE_VERSION = "v1.2.0"
"""The storage format that is written: clients from DuckDB 1.2 on read it."""

BLOCK_BYTES = 65_536


def build_catalog(folder: Path) -> Path:
    """Write `minerals.duckdb` into a folder of Parquet files; returns its path.

    The same files give the same bytes. Raises FileNotFoundError where a table's file is missing.
    """
    missing = [f"{table}.parquet" for table in TABLES if not (folder / f"{table}.parquet").is_file()]
    if missing:
        raise FileNotFoundError(f"{folder} lacks {', '.join(missing)}")
    catalog = folder / CATALOG_FILE
    with tempfile.TemporaryDirectory(prefix=".catalog-", dir=folder) as aside:
        new = Path(aside) / CATALOG_FILE
        # One thread: rows and blocks are laid down in one order.
        with duckdb.connect(":memory:", config={"threads": 1}) as database:
            database.execute("SET force_compression = 'uncompressed'")
            database.execute(
                f"ATTACH {quoted(str(new))} AS catalog_file "
                f"(STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_BYTES})"
            )
            database.execute("USE catalog_file")
            for table in TABLES:
                _add_table(database, table, folder / f"{table}.parquet")
            for view in _in_order(queries("views")):
                _add_view(database, view)
            database.execute("CHECKPOINT catalog_file")
            database.execute("USE memory")
            database.execute("DETACH catalog_file")
        new.replace(catalog)
    return catalog


def _add_table(database: duckdb.DuckDBPyConnection, table: str, file: Path) -> None:
    schema = TABLES[table]
    database.execute(f"CREATE TABLE {table} AS FROM read_parquet({quoted(str(file))})")
    database.execute(f"COMMENT ON TABLE {table} IS {quoted(schema.description)}")
    for column in schema.columns:
        database.execute(f'COMMENT ON COLUMN {table}."{column.name}" IS {quoted(column.description)}')


def _add_view(database: duckdb.DuckDBPyConnection, view: Query) -> None:
    database.execute(f"CREATE VIEW {view.name} AS {view.sql}")
    database.execute(f"COMMENT ON VIEW {view.name} IS {quoted(view.about)}")
    columns = [name for (name, *_) in database.execute(f"DESCRIBE {view.name}").fetchall()]
    for column in columns:
        meaning = view.columns.get(column) or _meaning_in_tables(view, column)
        database.execute(f'COMMENT ON COLUMN {view.name}."{column}" IS {quoted(meaning)}')


def _meaning_in_tables(view: Query, column: str) -> str:
    """What a column means that a view takes over from a table that it reads."""
    for table in sorted(TABLES.values(), key=lambda t: (t.name not in view.name, t.name)):
        if table.name in view.sql or table.name in view.name:
            for candidate in table.columns:
                if candidate.name == column:
                    return candidate.description
    for table in TABLES.values():
        for candidate in table.columns:
            if candidate.name == column:
                return candidate.description
    raise LookupError(f"view {view.name!r} has a column {column!r} that nothing describes")


def _in_order(views: tuple[Query, ...]) -> list[Query]:
    """The views with those that others read first."""
    by_name = {view.name: view for view in views}
    reads = {view.name: {other for other in by_name if other != view.name and other in view.sql} for view in views}
    return [by_name[name] for name in TopologicalSorter(reads).static_order()]
