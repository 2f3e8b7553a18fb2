"""Articles in tables: JSON Lines, CSV and Parquet, one article a row, read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.ingest.delimited import Row, open_text, read_rows
from pipeline.ingest.delimited import header as csv_header
from pipeline.ingest.metadata import field_names, plain_name
from pipeline.ingest.settings import IngestSettings

_FIELDS = ("text", "file", "published_date", "publisher", "locale", "url", "title", "authors")


class TableError(Exception):
    """A table that can't be read at all: `reason` is the rejection's code, the message its sentence."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


def text_of(cells: dict[str, object]) -> object:
    """The cell of a row that holds the article, or None where it has none."""
    return next((cells[name] for name in field_names("text") if cells.get(name) not in (None, "")), None)


def read_csv(path: Path, settings: IngestSettings) -> Iterator[Row]:
    """The rows of a CSV or TSV file. Raises OSError, and TableError where no column holds text."""
    names, _ = csv_header(path)
    if not any(name in names for name in field_names("text")):
        raise TableError("missing_text_column", _no_text_column(names))
    yield from read_rows(path, settings.max_file_bytes)


def read_jsonl(path: Path, settings: IngestSettings) -> Iterator[Row]:
    """The objects of a JSON Lines file, numbered by line; each may bring its own keys. Raises OSError.

    A line longer than an article may be is passed over in pieces, so that memory stays flat.
    """
    limit = settings.max_file_bytes
    with open_text(path) as stream:
        number = 0
        while line := stream.readline(limit):
            number += 1
            if len(line) == limit and not line.endswith("\n"):
                while (rest := stream.readline(limit)) and not rest.endswith("\n"):
                    pass
                yield Row(number, {}, f"The line is longer than {limit:,} characters.")
            elif line.strip():
                yield _object(line, number)


def _object(line: str, number: int) -> Row:
    try:
        value = json.loads(line)
    except RecursionError:
        return Row(number, {}, "The line is nested too deeply to be read.")
    except ValueError as error:
        return Row(number, {}, f"The line is no JSON: {error}.")
    if not isinstance(value, dict):
        return Row(number, {}, f"The line is no JSON object but a {type(value).__name__}.")
    cells: dict[str, object] = {}
    for key, cell in value.items():
        cells.setdefault(plain_name(key), cell)
    return Row(number, cells)


def read_parquet(path: Path, settings: IngestSettings) -> Iterator[Row]:
    """The rows of a Parquet file, read in small Arrow batches, only the columns that mean something.

    Raises OSError, and TableError where the file is no Parquet or no column of strings holds text.
    """
    try:
        # A buffered stream, so that a row group of any size is never in memory as a whole.
        with pq.ParquetFile(path, buffer_size=1 << 20, pre_buffer=False) as table:
            schema = table.schema_arrow
            columns = [name for name in schema.names if plain_name(name) in _wanted()]
            if not any(_holds_text(schema, name) for name in columns):
                raise TableError("missing_text_column", _no_text_column(schema.names))
            # Of several columns that mean the same, the first counts.
            first: dict[str, str] = {}
            for name in columns:
                first.setdefault(plain_name(name), name)
            number = 0
            for batch in table.iter_batches(batch_size=settings.batch_rows, columns=list(first.values())):
                lists = [_values(batch.column(name)) for name in first.values()]
                for cells in zip(*lists, strict=True):
                    number += 1
                    yield Row(number, dict(zip(first, cells, strict=True)))
    except (pa.ArrowException, OSError, ValueError, KeyError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        # Arrow reports damage in the file as an OSError that comes from no system call.
        said = " ".join(str(error).split())[:200].rstrip(".")
        raise TableError("broken_table", f"The file can't be read as Parquet: {said}.") from error


@cache
def _wanted() -> frozenset[str]:
    return frozenset(name for field in _FIELDS for name in field_names(field))


def _holds_text(schema: pa.Schema, name: str) -> bool:
    kind = schema.types[schema.names.index(name)]
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    text = pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind)
    return text and plain_name(name) in field_names("text")


def _values(column: pa.Array[Any]) -> list[object]:
    """A column as Python values, strings as bytes where they are no valid UTF-8."""
    try:
        return list(column.to_pylist())
    except UnicodeDecodeError:
        return list(column.cast(pa.large_binary()).to_pylist())


def _no_text_column(names: list[str]) -> str:
    looked_for = ", ".join(f"'{name}'" for name in field_names("text")[:4])
    has = ", ".join(f"'{name}'" for name in names[:20]) or "none"
    return f"No column holds the articles' text (looked for {looked_for} and the like); the columns are {has}."[:600]
