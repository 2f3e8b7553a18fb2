"""Results kept from run to run, so that only what changed is made anew.

A folder for each code version holds immutable Parquet shards. A shard is written aside, flushed
and renamed, and is never changed after that; its name is the digest of the keys in it. So a kill
leaves whole shards or none, and runs at the same time can only add shards.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.engine.processing import KEYED_SCHEMA

_VERSIONS_KEPT = 2
_LEFT_BEHIND_SECONDS = 600.0
"""A shard that was begun so long ago is one of a run that was killed: writing one takes a second."""


class ExtractionCache:
    """The shards of one code version below `folder`, and which key stands where in them."""

    def __init__(self, folder: Path, code_version: str) -> None:
        self._folder = folder / code_version
        self._folder.mkdir(parents=True, exist_ok=True)
        self._where: dict[str, tuple[Path, int]] = {}
        for aside in self._folder.glob(".*.tmp"):
            with suppress(FileNotFoundError):
                if time.time() - aside.stat().st_mtime > _LEFT_BEHIND_SECONDS:
                    aside.unlink()
        for shard in sorted(self._folder.glob("*.parquet")):
            self._index(shard)

    def _index(self, shard: Path) -> None:
        try:
            column = pq.read_table(shard, columns=["cache_key"])["cache_key"]
        except (OSError, pa.ArrowException, KeyError):  # a damaged shard costs its own work again, no more
            shard.unlink(missing_ok=True)
            return
        for row, key in enumerate(column.to_pylist()):
            self._where.setdefault(str(key), (shard, row))

    def __contains__(self, key: str) -> bool:
        return key in self._where

    def add(self, rows: pa.Table) -> None:
        """Keep the rows of a table of `KEYED_SCHEMA`."""
        if not rows.num_rows:
            return
        keys = [str(key) for key in rows["cache_key"].to_pylist()]
        name = hashlib.sha256("\n".join(keys).encode()).hexdigest()[:24]
        shard = self._folder / f"{name}.parquet"
        aside = self._folder / f".{name}.{uuid.uuid4().hex}.tmp"
        with aside.open("wb") as stream:
            pq.write_table(rows, stream, compression="zstd", compression_level=1)
            stream.flush()
            os.fsync(stream.fileno())
        aside.replace(shard)
        for row, key in enumerate(keys):
            self._where.setdefault(key, (shard, row))

    def rows(self, keys: Sequence[str]) -> Iterator[pa.Table]:
        """The cached rows of `keys` as tables of `EXTRACTION_SCHEMA`, a shard in memory at a time.

        In the order of the keys where they were kept in that order; else shard by shard, so that no
        order makes a shard be read twice. Keys that are not cached are passed over.
        """
        by_shard: dict[Path, list[int]] = {}
        for key in keys:
            if key in self._where:
                shard, row = self._where[key]
                by_shard.setdefault(shard, []).append(row)
        for shard, wanted in by_shard.items():
            table = pq.read_table(shard, schema=KEYED_SCHEMA).drop_columns(["cache_key"])
            # Taking rows out copies them, which takes longer than reading: most often there is no need.
            yield table if wanted == list(range(table.num_rows)) else table.take(pa.array(wanted, pa.int64()))

    def forget_other_versions(self) -> None:
        """Remove the folders of all but the code versions used last; only while no other run is at work."""
        os.utime(self._folder)
        folders = sorted(
            (path for path in self._folder.parent.iterdir() if path.is_dir()),
            key=lambda path: path.stat().st_mtime,
            reverse=True,
        )
        for path in folders[_VERSIONS_KEPT:]:
            if path != self._folder:
                shutil.rmtree(path, ignore_errors=True)
