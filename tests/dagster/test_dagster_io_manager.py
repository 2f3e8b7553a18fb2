"""Stage results: whole or not at all, of the declared schema, below their folder, on any file system."""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

import dagster as dg
import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.arrow_articles import REJECTION_SCHEMA
from pipeline.resources import ParquetIOManager, stored_name
from schemas import arrow_schema

KEY = dg.AssetKey("rejected_inputs")
BATCHES = dg.DynamicPartitionsDefinition(name="batches")


def rows(*sources: str) -> pa.Table:
    return pa.Table.from_pylist([{"source": s, "reason": "empty_file", "detail": "no text"} for s in sources])


def store(manager: ParquetIOManager, obj: object, key: dg.AssetKey = KEY, partition: str | None = None) -> dict:
    context = dg.build_output_context(asset_key=key, partition_key=partition)
    manager.handle_output(context, obj)
    return dict(context.get_logged_metadata())


@dg.asset(name="rejected_inputs", partitions_def=BATCHES)
def upstream(context) -> pa.Table:
    return rows(f"{context.partition_key}/a.txt", f"{context.partition_key}/b.txt")


@dg.asset(partitions_def=BATCHES)
def same_batch(rejected_inputs: Path) -> None:
    assert pq.read_table(rejected_inputs).num_rows == 2


@dg.asset
def all_batches(rejected_inputs: dict[str, Path]) -> dg.MaterializeResult:
    read = {key: pq.read_table(path)["source"].to_pylist() for key, path in rejected_inputs.items()}
    return dg.MaterializeResult(metadata={"read": dg.MetadataValue.json(read)})


@pytest.mark.parametrize("place", ["folder", "memory"])
def test_stored_rows_come_back_by_batch_and_together(tmp_path: Path, place: str) -> None:
    base = str(tmp_path / "stages") if place == "folder" else f"memory://bucket-{uuid.uuid4().hex}/stages"
    assets = [upstream, same_batch, all_batches]
    resources = {"io_manager": ParquetIOManager(base_path=base)}
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions("batches", ["one", "two", "never made"])
        for batch in ("one", "two"):
            done = dg.materialize(
                assets, selection=["rejected_inputs", "same_batch"], partition_key=batch, instance=instance,
                resources=resources,
            )  # fmt: skip
            assert done.success
        result = dg.materialize(assets, selection=[all_batches], instance=instance, resources=resources)
    read = result.asset_materializations_for_node("all_batches")[0].metadata["read"].value
    assert read == {"one": ["one/a.txt", "one/b.txt"], "two": ["two/a.txt", "two/b.txt"]}
    filesystem, root = fsspec.core.url_to_fs(base)
    assert len(filesystem.glob(f"{root}/rejected_inputs/*")) == 2, "nothing but the two files"


def test_one_batch_reaches_an_asset_over_all_batches_as_a_mapping(tmp_path: Path) -> None:
    resources = {"io_manager": ParquetIOManager(base_path=str(tmp_path))}
    with dg.DagsterInstance.ephemeral() as instance:
        instance.add_dynamic_partitions("batches", ["only"])
        result = dg.materialize([upstream, all_batches], partition_key="only", instance=instance, resources=resources)
    assert list(result.asset_materializations_for_node("all_batches")[0].metadata["read"].value) == ["only"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (rows("a").drop_columns(["detail"]), "lacks detail"),
        (rows("a").append_column("more", pa.array([1])), "has more"),
        (rows("a").set_column(0, "source", pa.array([b"\xff"])), "column 'source' is binary"),
    ],
)
def test_rows_with_another_schema_fail_with_the_column_named(tmp_path: Path, given: pa.Table, told: str) -> None:
    manager = ParquetIOManager(base_path=str(tmp_path))
    store(manager, rows("kept"), partition="one")
    with pytest.raises(dg.Failure, match=told):
        store(manager, given, partition="one")
    assert pq.read_table(tmp_path / "rejected_inputs" / "one.parquet")["source"].to_pylist() == ["kept"]


def test_a_resolved_table_is_stored_with_the_schema_of_its_model(tmp_path: Path) -> None:
    declared = arrow_schema("deal_minerals")
    loose = pa.table({"article_count": [2], "deal_id": ["d-1"], "mineral_id": ["cobalt"]})
    metadata = store(ParquetIOManager(base_path=str(tmp_path)), loose, dg.AssetKey(["tables", "deal_minerals"]))
    stored = pq.read_schema(tmp_path / "tables" / "deal_minerals.parquet")
    assert stored.names == declared.names
    assert [field.type for field in stored] == [field.type for field in declared]
    assert stored.field("deal_id").metadata == declared.field("deal_id").metadata
    assert stored.metadata[b"description"] == declared.metadata[b"description"]
    assert metadata["dagster/row_count"].value == 1
    assert "cobalt" in metadata["preview"].value


def test_a_broken_write_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manager = ParquetIOManager(base_path=str(tmp_path))
    store(manager, rows("old"), partition="one")

    def torn(source: Path, target: Path) -> None:
        Path(target).write_bytes(Path(source).read_bytes()[:40])
        raise OSError("disk full")

    monkeypatch.setattr(shutil, "copyfile", torn)
    with pytest.raises(OSError, match="disk full"):
        store(manager, rows("new"), partition="one")
    assert [path.name for path in (tmp_path / "rejected_inputs").iterdir()] == ["one.parquet"]
    assert pq.read_table(tmp_path / "rejected_inputs" / "one.parquet")["source"].to_pylist() == ["old"]


@pytest.mark.parametrize("value", [{"rows": 1}, [1], "text", None])
def test_only_rows_are_stored(tmp_path: Path, value: object) -> None:
    with pytest.raises(TypeError, match="not Arrow rows"):
        store(ParquetIOManager(base_path=str(tmp_path)), value)


@pytest.mark.parametrize(
    "key",
    ["../../etc/passwd", "..", ".", "", "/etc/passwd", "a/b", "a\\b", "x\0y", "~root", "x" * 400, "été", "a.b", "%2E"],
)
def test_no_partition_key_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    store(ParquetIOManager(base_path=str(tmp_path / "stages")), rows("a"), partition=key or None)
    folder = tmp_path / "stages"
    stored = [path.relative_to(folder) for path in tmp_path.rglob("*") if path.is_file()]
    assert len(stored) == 1
    assert stored[0].parts[0] in ("rejected_inputs", "rejected_inputs.parquet")
    assert ".." not in stored[0].parts


@given(st.lists(st.text(max_size=300), min_size=2, max_size=6, unique=True))
def test_two_partition_keys_never_share_a_file(keys: list[str]) -> None:
    keys = [key for key in keys if not any("\ud800" <= char <= "\udfff" for char in key)]
    names = [stored_name(KEY, key) for key in keys]
    assert len(set(names)) == len(keys)
    assert all(name.count("/") == 1 and len(name.rpartition("/")[2]) < 255 for name in names)


def test_rejections_have_the_schema_that_is_declared(tmp_path: Path) -> None:
    store(ParquetIOManager(base_path=str(tmp_path)), rows("a").select(["detail", "source", "reason"]), partition="p")
    assert pq.read_schema(tmp_path / "rejected_inputs" / "p.parquet").names == REJECTION_SCHEMA.names
