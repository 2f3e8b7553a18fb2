"""The DuckDB catalog of a dataset folder: every table with its comments, and the analytical views.

The catalog holds the rows themselves. DuckDB resolves the path of a Parquet file in a view against
the reader's working directory, never against the database file, and takes no computed path there;
a view over the files would break as soon as the folder is moved, is read from another directory
or is attached over HTTP. Rows inside also mean that one open file is one whole dataset.

The rows of views that take long are stored as well, in tables of a schema of their own: a dataset never
changes after it was published, so they can't fall behind. The view over them keeps its name and columns.

Blocks of 64 KiB without compression are what DuckDB writes with the same bytes every time: with its
compression on, it picks methods by random samples.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
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

STORED = "stored_views"
"""The schema of the catalog with the rows of stored views; `SHOW TABLES` does not list it."""


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
            database.execute("SET enable_progress_bar = false")
            database.execute("SET force_compression = 'uncompressed'")
            database.execute(
                f"ATTACH {quoted(str(new))} AS catalog_file "
                f"(STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_BYTES})"
            )
            database.execute("USE catalog_file")
            comments: list[str] = []
            for table in TABLES:
                comments += _add_table(database, table, folder / f"{table}.parquet")
            database.execute(f"CREATE SCHEMA {STORED}")
            for view in _in_order(queries("views")):
                comments += _add_view(database, view)
            # One transaction: else each of some hundred comments waits for the disk. Rows each have their own,
            # for those of several tables in one are laid down in changing order.
            database.execute(";\n".join(["BEGIN", *comments, "COMMIT"]))
            database.execute("CHECKPOINT catalog_file")
            database.execute("USE memory")
            database.execute("DETACH catalog_file")
        new.replace(catalog)
    return catalog


def _add_table(database: duckdb.DuckDBPyConnection, table: str, file: Path) -> list[str]:
    """Store a table; returns the statements that comment it."""
    schema = TABLES[table]
    database.execute(f"CREATE TABLE {table} AS FROM read_parquet({quoted(str(file))})")
    return _comments("TABLE", table, schema.description, {each.name: each.description for each in schema.columns})


def _add_view(database: duckdb.DuckDBPyConnection, view: Query) -> list[str]:
    """Make a view, and store its rows where it says so; returns the statements that comment it."""
    sql = view.sql
    if view.stored:
        database.execute(f"CREATE TABLE {STORED}.{view.name} AS {view.sql}")
        # The schema alone: the name of the catalog is that of the file, or what a reader attaches it as.
        sql = f"FROM {STORED}.{view.name}"
    database.execute(f"CREATE VIEW {view.name} AS {sql}")
    columns = [name for (name, *_) in database.execute(f"DESCRIBE {view.name}").fetchall()]
    meanings = {column: view.columns.get(column) or _meaning_in_tables(view, column) for column in columns}
    comments = _comments("VIEW", view.name, view.about, meanings)
    if view.stored:
        comments += _comments("TABLE", f"{STORED}.{view.name}", f"Rows of the view {view.name}.", meanings)
    return comments


def _comments(kind: str, name: str, about: str, columns: Mapping[str, str]) -> list[str]:
    return [
        f"COMMENT ON {kind} {name} IS {quoted(about)}",
        *(f'COMMENT ON COLUMN {name}."{column}" IS {quoted(meaning)}' for column, meaning in columns.items()),
    ]


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
