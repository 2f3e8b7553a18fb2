"""The search for copies over files of extractions: out of core but for a few hundred bytes an article."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.cleaning.copies import Copy, Sketched, match

_GROUP_ROWS = 2048
_OPEN_GROUPS = 24
_BLOCK = 8192
_MEMORY = "1GB"

COPIES_SCHEMA = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("duplicate_of", pa.string()),
        pa.field("similar_group", pa.string()),
    ]
)


class _Shingles:
    """The shingles of the nth article, with the row groups read last at hand."""

    def __init__(self, source: pq.ParquetFile) -> None:
        self._source = source
        self._starts = [0]
        for group in range(source.metadata.num_row_groups):
            self._starts.append(self._starts[-1] + source.metadata.row_group(group).num_rows)
        self._open: OrderedDict[int, pa.ChunkedArray[Any]] = OrderedDict()
        self._size = max(1, self._starts[1]) if len(self._starts) > 1 else 1

    def __call__(self, number: int) -> bytes:
        group = min(number // self._size, len(self._starts) - 2)
        while number < self._starts[group]:
            group -= 1
        while number >= self._starts[group + 1]:
            group += 1
        column = self._open.pop(group, None)
        if column is None:
            column = self._source.read_row_group(group, columns=["shingles"])["shingles"]
        self._open[group] = column
        if len(self._open) > _OPEN_GROUPS:
            self._open.popitem(last=False)
        found: bytes = column[number - self._starts[group]].as_py()
        return found


def _in_order(extractions: Sequence[Path], target: Path, scratch: Path) -> Path:
    """The sketches of all articles in the order in which they are matched, each article once."""
    files = ", ".join("'" + str(path).replace("'", "''") + "'" for path in extractions)
    place = "'" + str(target).replace("'", "''") + "'"
    order = "published_date NULLS LAST, article_id, coalesce(title, ''), sketch.digest"
    with duckdb.connect(":memory:") as database:
        database.execute("SET enable_progress_bar = false")
        database.execute("SET temp_directory = '" + str(scratch).replace("'", "''") + "'")
        database.execute(f"SET memory_limit = '{_MEMORY}'")
        database.execute(
            f"""COPY (
                SELECT article_id, published_date AS day, title, sketch.digest AS digest, sketch.bands AS bands,
                    sketch.shingles AS shingles
                FROM read_parquet([{files}])
                QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY {order}) = 1
                ORDER BY {order}
            ) TO {place} (FORMAT parquet, ROW_GROUP_SIZE {_GROUP_ROWS}, COMPRESSION uncompressed)"""
        )
    return target


def _entries(source: pq.ParquetFile) -> Iterator[Sketched]:
    for batch in source.iter_batches(_BLOCK, columns=["article_id", "day", "title", "digest", "bands"]):
        columns = (batch.column(name).to_pylist() for name in ("article_id", "day", "title", "digest", "bands"))
        for values in zip(*columns, strict=True):
            yield Sketched(*values)


def write_copies(extractions: Sequence[Path], target: Path) -> Path:
    """Find the articles that repeat others, and write who repeats whom to the Parquet file `target`.

    `extractions` are files of `EXTRACTION_SCHEMA`; neither their order nor how the articles are
    split among them makes a difference.
    """
    with tempfile.TemporaryDirectory(prefix="copies-", dir=target.parent) as scratch:
        ordered = _in_order(extractions, Path(scratch) / "sketches.parquet", Path(scratch))
        with pq.ParquetFile(ordered) as source, pq.ParquetWriter(target, COPIES_SCHEMA, compression="zstd") as writer:
            entries = list(_entries(source))
            found = match(entries, _Shingles(source))
            for start in range(0, len(entries), _BLOCK):
                block = entries[start : start + _BLOCK]
                writer.write_batch(_rows(block, [copy for _, copy in zip(block, found, strict=False)]))
    return target


def _rows(entries: Sequence[Sketched], copies: Sequence[Copy]) -> pa.RecordBatch:
    columns = (
        [entry.article_id for entry in entries],
        [copy.duplicate_of for copy in copies],
        [copy.similar_group for copy in copies],
    )
    return pa.RecordBatch.from_arrays([pa.array(each, pa.string()) for each in columns], schema=COPIES_SCHEMA)
