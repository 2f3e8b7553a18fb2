"""What the assets are given: where things stand, how stage results are stored, the DuckDB catalog."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, get_origin
from urllib.parse import quote

import dagster as dg
import duckdb
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
from fsspec.implementations.local import LocalFileSystem
from pydantic import PrivateAttr

from pipeline.presentation import SAMPLE_ROWS, preview, sample
from pipeline.stage_schemas import schema_of

_BLOCK = 4096
_LONGEST_NAME = 180


class Workspace(dg.ConfigurableResource[None]):
    """Where articles come from and the dataset goes, and how much of the machine a run may use."""

    out: str = "outputs"
    """Folder of the published dataset."""
    landing: str = "landing"
    """Folder whose subfolders and files are the batches."""
    gold: str = ""
    """Folder of gold annotations to measure on; the embedded ones where empty."""
    workers: int = 0
    """Processes for extraction; 0 for as many as the machine has cores, or one for a few articles."""
    engine: str = "local"
    """`local`, or `ray` for a cluster."""
    ray_address: str = ""
    """Address of the Ray cluster; empty for one of its own."""

    @classmethod
    def from_environment(cls) -> Workspace:
        """The settings that the environment gives (`MINERALS_OUT`, `MINERALS_LANDING` …), else the defaults.

        Raises ValueError where `MINERALS_WORKERS` is no whole number or `MINERALS_ENGINE` no engine.
        """
        names = {
            "out": "MINERALS_OUT",
            "landing": "MINERALS_LANDING",
            "gold": "MINERALS_GOLD",
            "engine": "MINERALS_ENGINE",
            "ray_address": "MINERALS_RAY_ADDRESS",
        }
        given: dict[str, Any] = {field: os.environ[name] for field, name in names.items() if os.environ.get(name)}
        if given.get("engine", "local") not in ("local", "ray"):
            raise ValueError(f"MINERALS_ENGINE is {given['engine']!r}: it must be local or ray")
        if workers := os.environ.get("MINERALS_WORKERS"):
            if not workers.isdecimal():
                raise ValueError(f"MINERALS_WORKERS is {workers!r}: it must be a whole number")
            given["workers"] = int(workers)
        return cls(**given)

    @property
    def out_folder(self) -> Path:
        """The output folder as a path."""
        return Path(self.out)

    @property
    def landing_folder(self) -> Path:
        """The landing folder as a path; it need not exist."""
        return Path(self.landing)


def stored_name(key: dg.AssetKey, partition: str | None) -> str:
    """Path of an asset's file below the folder of stage results.

    A partition key is a name that a user chose: whatever stands in it, the file is one of the
    asset's own, and two keys never share one.
    """
    parts = [_file_name(part) for part in key.path]
    if partition is not None:
        parts.append(_file_name(partition))
    return "/".join(parts) + ".parquet"


def is_stored(base_path: str, key: dg.AssetKey, partition: str | None) -> bool:
    """Whether an asset's file, or that of a partition of it, stands below `base_path`."""
    filesystem, root = fsspec.core.url_to_fs(base_path)
    return bool(filesystem.exists(f"{str(root).rstrip('/')}/{stored_name(key, partition)}"))


def _file_name(part: str) -> str:
    # `quote` leaves dots alone, and `..` would lead upwards.
    name = quote(part, safe="").replace(".", "%2E") or "%"
    if len(name) > _LONGEST_NAME:
        name = f"{name[:_LONGEST_NAME]}%-{hashlib.sha256(part.encode()).hexdigest()[:16]}"
    return name


class ParquetIOManager(dg.ConfigurableIOManager):
    """Stage results as Parquet files below any path that fsspec knows: a folder, `s3://bucket/prefix` …

    An asset returns an Arrow table or the path of a Parquet file that it has written; a downstream
    asset gets the path of a local file, or for all partitions of an asset a dictionary from
    partition to path. Every file has the columns and types that are declared for its asset. It
    appears whole or not at all: it is written aside and renamed, or uploaded in one request.
    """

    base_path: str
    """Folder, or URL of a file system that fsspec knows."""
    _fetched: list[tempfile.TemporaryDirectory[str]] = PrivateAttr(default_factory=list)

    def teardown_after_execution(self, context: dg.InitResourceContext) -> None:
        """Remove the copies that were fetched for the run."""
        while self._fetched:
            self._fetched.pop().cleanup()

    def _open(self) -> tuple[Any, str]:
        filesystem, root = fsspec.core.url_to_fs(self.base_path)
        return filesystem, str(root).rstrip("/")

    def _store(self, written: Path, target: str) -> str:
        """Put a finished file in its place and return where that is."""
        filesystem, root = self._open()
        where = f"{root}/{target}"
        if not isinstance(filesystem, LocalFileSystem):
            filesystem.makedirs(where.rpartition("/")[0], exist_ok=True)
            filesystem.put_file(str(written), where)
            return str(filesystem.unstrip_protocol(where))
        final = Path(where)
        final.parent.mkdir(parents=True, exist_ok=True)
        aside = final.with_name(f".{uuid.uuid4().hex}.tmp")
        try:
            shutil.copyfile(written, aside)
            aside.replace(final)
        finally:
            aside.unlink(missing_ok=True)
        return where

    def handle_output(self, context: dg.OutputContext, obj: Any) -> None:
        """Store what an asset returned and attach its row count, size, path and a preview of its rows.

        Raises dg.Failure where the rows have other columns or types than declared.
        """
        with tempfile.TemporaryDirectory(prefix="minerals-") as scratch:
            given = obj
            if isinstance(obj, pa.Table):
                given = Path(scratch) / "given.parquet"
                pq.write_table(obj, given, compression="zstd")
            if not isinstance(given, Path):
                raise TypeError(f"an asset returned {type(obj).__name__}, not Arrow rows or the path of a Parquet file")
            written = conformed(given, context.asset_key, Path(scratch) / "rows.parquet")
            with pq.ParquetFile(written) as stored:
                rows, schema = stored.metadata.num_rows, stored.schema_arrow
                first = next(stored.iter_batches(batch_size=SAMPLE_ROWS), None)
            head = pa.Table.from_batches([first] if first else [], schema)
            size = written.stat().st_size
            partition = context.partition_key if context.has_partition_key else None
            where = self._store(written, stored_name(context.asset_key, partition))
        metadata: dict[str, Any] = {
            "dagster/row_count": rows,
            "path": dg.MetadataValue.path(where),
            "size_kb": round(size / 1024, 1),
            "preview": preview(context.asset_key, head),
            "sample": sample(head),
        }
        if partition is not None:
            metadata["dagster/partition_row_count"] = rows
        context.add_output_metadata(metadata)

    def _fetch(self, target: str) -> Path | None:
        filesystem, root = self._open()
        where = f"{root}/{target}"
        if isinstance(filesystem, LocalFileSystem):
            return Path(where) if Path(where).exists() else None
        if not filesystem.exists(where):
            return None
        folder = tempfile.TemporaryDirectory(prefix="minerals-stage-")
        self._fetched.append(folder)
        local = Path(folder.name) / "rows.parquet"
        filesystem.get_file(where, str(local))
        return local

    def load_input(self, context: dg.InputContext) -> Path | dict[str, Path]:
        """The local path of the stored rows; of every partition, for an input declared as a dictionary.

        A partition that is registered but was never materialised is left out with a warning, since
        its own run brings it in. Raises dg.Failure where the one file that is asked for is missing.
        """
        key = context.asset_key
        # A run for one partition can feed an asset that spans them all: what the input is declared as tells.
        if get_origin(context.dagster_type.typing_type) is dict:
            wanted = sorted(context.asset_partition_keys) if context.has_asset_partitions else []
            found = {partition: self._fetch(stored_name(key, partition)) for partition in wanted}
            for partition in (name for name, path in found.items() if path is None):
                context.log.warning(f"{key.to_user_string()} has nothing for the batch {partition!r} yet: left out")
            return {partition: path for partition, path in found.items() if path is not None}
        path = self._fetch(stored_name(key, context.asset_partition_key if context.has_asset_partitions else None))
        if path is None:
            raise dg.Failure(f"nothing is stored for {key.to_user_string()}: materialise it first", allow_retries=False)
        return path


def conformed(source: Path, key: dg.AssetKey, target: Path) -> Path:
    """The rows of `source` with the schema that is declared for the asset, a block in memory at a time.

    Returns `source` itself where it has that schema already, else `target`. Raises dg.Failure where
    columns are missing or unknown, or a value can't be cast without loss.
    """
    declared = schema_of(key)
    if declared is None:
        return source
    asset = key.to_user_string()
    try:
        stored = pq.ParquetFile(source)
    except (pa.ArrowInvalid, OSError) as problem:
        raise dg.Failure(f"{asset}: what was made is no Parquet file ({problem})", allow_retries=False) from problem
    with stored:
        schema = stored.schema_arrow
        if schema.equals(declared, check_metadata=True):
            return source
        missing = sorted(set(declared.names) - set(schema.names))
        unknown = sorted(set(schema.names) - set(declared.names))
        if missing or unknown:
            told = [f"{what} {', '.join(names)}" for what, names in (("lacks", missing), ("has", unknown)) if names]
            raise dg.Failure(
                f"{asset} does not have the declared columns: it {' and it '.join(told)}", allow_retries=False
            )
        with pq.ParquetWriter(target, declared, compression="zstd") as writer:
            for batch in stored.iter_batches(batch_size=_BLOCK):
                writer.write_batch(_cast(batch, declared, asset))
    return target


def _cast(batch: pa.RecordBatch, declared: pa.Schema, asset: str) -> pa.RecordBatch:
    columns = []
    for field in declared:
        column = batch.column(field.name)
        try:
            columns.append(column.cast(field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as problem:
            raise dg.Failure(
                f"{asset}: column {field.name!r} is {column.type}, not {field.type} ({problem})", allow_retries=False
            ) from problem
    return pa.RecordBatch.from_arrays(columns, schema=declared)


class Catalog(dg.ConfigurableResource[None]):
    """The DuckDB catalog of the published dataset."""

    path: str

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection. Raises FileNotFoundError before the first dataset is published."""
        if not Path(self.path).exists():
            raise FileNotFoundError(f"there is no dataset at {self.path} yet: materialise `dataset` first")
        with duckdb.connect(self.path, read_only=True) as connection:
            yield connection
