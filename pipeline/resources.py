"""What the assets are given: where things stand, how stage results are stored, the DuckDB catalog."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dagster as dg
import duckdb
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.assets.presentation import preview


class Workspace(dg.ConfigurableResource):  # type: ignore[misc]
    """Where articles come from and the dataset goes, and how much of the machine a run may use."""

    out: str = "outputs"
    """Folder of the published dataset."""
    landing: str = "landing"
    """Folder whose subfolders and files are the batches."""
    gold: str = ""
    """Folder of gold annotations to measure on; the embedded ones where empty."""
    workers: int = 0
    """Processes for extraction; 0 for all cores."""
    engine: str = "local"
    """`local`, or `ray` for a cluster."""
    ray_address: str = ""
    """Address of the Ray cluster; empty for one of its own."""

    @classmethod
    def from_environment(cls) -> Workspace:
        """The settings that the environment gives (`MINERALS_OUT`, `MINERALS_LANDING` …), else the defaults."""
        names = {
            "out": "MINERALS_OUT",
            "landing": "MINERALS_LANDING",
            "gold": "MINERALS_GOLD",
            "engine": "MINERALS_ENGINE",
            "ray_address": "MINERALS_RAY_ADDRESS",
        }
        given: dict[str, Any] = {field: os.environ[name] for field, name in names.items() if os.environ.get(name)}
        if os.environ.get("MINERALS_WORKERS"):
            given["workers"] = int(os.environ["MINERALS_WORKERS"])
        return cls(**given)

    @property
    def out_folder(self) -> Path:
        """The output folder as a path."""
        return Path(self.out)


class ParquetIOManager(dg.ConfigurableIOManager):  # type: ignore[misc]
    """Stage results as Parquet files below any path that fsspec knows: a folder, `s3://bucket/prefix` …

    An asset returns an Arrow table, a record batch reader, or the path of a Parquet file that it has
    written; a downstream asset gets the path of a local file, or for all partitions of an asset a
    dictionary from partition to path. A file appears whole or not at all: it is written aside and
    renamed, or uploaded in one request.
    """

    base_path: str

    def _target(self, key: dg.AssetKey, partition: str | None) -> str:
        # A partition key is a name that a user chose: it must not lead out of the folder.
        parts = [quote(part, safe="") for part in key.path]
        if partition is not None:
            # `quote` leaves dots alone, and `..` would lead upwards.
            parts.append(quote(partition, safe="").replace(".", "%2E"))
        return "/".join(parts) + ".parquet"

    def _open(self) -> tuple[Any, str]:
        filesystem, root = fsspec.core.url_to_fs(self.base_path)
        return filesystem, str(root).rstrip("/")

    def _store(self, written: Path, target: str) -> str:
        filesystem, root = self._open()
        where = f"{root}/{target}"
        if "file" in (filesystem.protocol if isinstance(filesystem.protocol, tuple) else (filesystem.protocol,)):
            final = Path(where)
            final.parent.mkdir(parents=True, exist_ok=True)
            aside = final.with_name(f".{final.name}.{uuid.uuid4().hex}")
            shutil.move(written, aside)
            aside.replace(final)
        else:
            filesystem.put_file(str(written), where)
        return where

    def handle_output(self, context: dg.OutputContext, obj: Any) -> None:
        """Store what an asset returned and attach its row count, size, path and a preview of its rows."""
        with tempfile.TemporaryDirectory() as scratch:
            written = Path(scratch) / "rows.parquet"
            if isinstance(obj, Path):
                shutil.copyfile(obj, written)
            elif isinstance(obj, pa.Table):
                pq.write_table(obj, written, compression="zstd")
            elif isinstance(obj, pa.RecordBatchReader):
                with pq.ParquetWriter(written, obj.schema, compression="zstd") as writer:
                    for batch in obj:
                        writer.write_batch(batch)
            else:
                raise TypeError(f"an asset returned {type(obj).__name__}, not Arrow rows or the path of a Parquet file")
            with pq.ParquetFile(written) as stored:
                rows = stored.metadata.num_rows
                first = next(stored.iter_batches(batch_size=8), None)
            size = written.stat().st_size
            partition = context.partition_key if context.has_partition_key else None
            where = self._store(written, self._target(context.asset_key, partition))
        metadata: dict[str, Any] = {
            "dagster/row_count": rows,
            "path": dg.MetadataValue.path(where),
            "size_bytes": size,
        }
        if first is not None and first.num_rows:
            metadata["preview"] = dg.MetadataValue.md(preview(pa.Table.from_batches([first])))
        context.add_output_metadata(metadata)

    def _fetch(self, target: str) -> Path:
        filesystem, root = self._open()
        where = f"{root}/{target}"
        if Path(where).exists():
            return Path(where)
        if not filesystem.exists(where):
            raise FileNotFoundError(f"nothing is stored at {where}: materialise the asset first")
        local = Path(tempfile.mkdtemp(prefix="minerals-stage-")) / Path(target).name
        filesystem.get_file(where, str(local))
        return local

    def load_input(self, context: dg.InputContext) -> Path | dict[str, Path]:
        """The local path of the stored rows; of every partition, where the input spans partitions."""
        key = context.asset_key
        if not context.has_asset_partitions:
            return self._fetch(self._target(key, None))
        partitions = list(context.asset_partition_keys)
        if context.has_partition_key and partitions == [context.partition_key]:
            return self._fetch(self._target(key, context.partition_key))
        return {partition: self._fetch(self._target(key, partition)) for partition in sorted(partitions)}


class Catalog(dg.ConfigurableResource):  # type: ignore[misc]
    """The DuckDB catalog of the published dataset."""

    path: str

    @contextmanager
    def connect(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A read-only connection. Raises FileNotFoundError before the first dataset is published."""
        if not Path(self.path).exists():
            raise FileNotFoundError(f"there is no dataset at {self.path} yet: materialise `dataset` first")
        with duckdb.connect(self.path, read_only=True) as connection:
            yield connection
