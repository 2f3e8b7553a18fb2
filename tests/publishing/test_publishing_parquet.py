"""Publishing: rows checked, sorted, written with the same bytes each time, and swapped in whole."""

from __future__ import annotations

import json
import random
import shutil
import threading
import time
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from synthetic_dataset import Dataset, synthetic_dataset

from pipeline.publishing.facts import DatasetFacts, RunFacts, file_facts
from pipeline.publishing.occupied import RUNNING
from pipeline.publishing.parquet import PublishedDataset, publish, write_sorted
from pipeline.publishing.swap import link, replace_folder, write_whole, written_aside
from schemas import TABLES, TableFailed, arrow_schema


def tree(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_written_whole_sorted_and_described(published: PublishedDataset, name: str):
    table = pq.read_table(published.folder / f"{name}.parquet")
    made = synthetic_dataset().table(name)
    assert table.schema.equals(arrow_schema(name))
    assert table.schema.field(0).metadata == arrow_schema(name).field(0).metadata
    assert table.schema.metadata[b"code_version"] == b"1.2.3"
    assert table.schema.metadata[b"input_digest"].decode() == published.facts.input_digest
    order = [(column, "ascending") for column in TABLES[name].sort]
    assert table.equals(made.sort_by(order))  # null dates last, as Arrow sorts them
    assert published.facts.rows[name] == made.num_rows
    metadata = pq.read_metadata(published.folder / f"{name}.parquet")
    assert metadata.row_group(0).column(0).compression == "ZSTD"
    assert [column.column_index for column in metadata.row_group(0).sorting_columns] == [
        table.schema.names.index(column) for column, _ in order
    ]


def test_facts_tell_of_the_files(published: PublishedDataset):
    facts = DatasetFacts.read(published.folder)
    assert facts == published.facts
    assert facts.data_through == date(2026, 1, 26)
    assert facts.files == {f"{name}.parquet": file_facts(published.folder / f"{name}.parquet") for name in TABLES}
    assert (facts.rejected, facts.warnings) == ({}, {})


def test_the_same_rows_give_the_same_bytes_whatever_their_order(tmp_path: Path, published: PublishedDataset):
    dataset = synthetic_dataset()
    for rows in dataset.rows.values():
        random.Random(3).shuffle(rows)
    again = publish(dataset.write(tmp_path / "staged"), tmp_path / "out", RunFacts(code_version="1.2.3"))
    assert tree(again.folder) == tree(published.folder)


def test_bad_rows_go_to_quarantine_with_those_that_lean_on_them(dataset: Dataset, tmp_path: Path):
    dataset.rows["meetings"][0]["status"] = "rumoured"  # m-000: its participants and statements go too
    dataset.rows["superseded_ids"].clear()
    dataset.rows["entities"].append(dict(dataset.rows["entities"][0]))  # the same key again
    before = {name: len(rows) for name, rows in dataset.rows.items()}
    result = publish(dataset.write(tmp_path / "staged"), tmp_path / "out")
    facts = result.facts
    assert {name: facts.rows[name] + facts.rejected.get(name, 0) for name in TABLES} == before
    held = {name: pq.read_table(file).to_pylist() for name, file in result.quarantine.items()}
    assert held["meetings"][0]["key"] == "m-000"
    assert held["meetings"][0]["failed_checks"][0].startswith("status: isin")
    assert [row["failed_checks"] for row in held["entities"]] == [["unique_key"]]
    assert {tuple(row["failed_checks"]) for row in held["participants"]} == {("participants.meeting_id_in_meetings",)}
    assert all(json.loads(row["input"])["record_id"].startswith("m-000") for row in held["statements"])
    assert (
        set(held) == set(facts.rejected) == {"meetings", "participants", "meeting_minerals", "statements", "entities"}
    )
    assert not any(
        row["meeting_id"] == "m-000" for row in pq.read_table(result.folder / "participants.parquet").to_pylist()
    )


def test_a_record_loses_its_place_with_its_last_evidence(dataset: Dataset, tmp_path: Path):
    for statement in dataset.rows["statements"]:
        if statement["record_id"] == "d-002":
            statement["confidence"] = 7.0
    facts = publish(dataset.write(tmp_path / "staged"), tmp_path / "out").facts
    lost = {table: facts.rejected[table] for table in ("deals", "deal_parties", "deal_minerals")}
    assert lost == {"deals": 1, "deal_parties": 2, "deal_minerals": 1}


def test_a_clean_run_clears_the_quarantine(dataset: Dataset, tmp_path: Path):
    dataset.rows["meetings"][0]["status"] = "rumoured"
    dirty = publish(dataset.write(tmp_path / "staged"), tmp_path / "out")
    assert dirty.quarantine["meetings"].is_file()
    publish(synthetic_dataset().write(tmp_path / "staged"), tmp_path / "out")
    assert list((tmp_path / "out" / "quarantine").iterdir()) == []


def spoil_heavily(dataset: Dataset, staged: Path) -> None:
    for row in dataset.rows["deals"]:
        row["status"] = "rumoured"
    dataset.write(staged)


def spoil_shape(dataset: Dataset, staged: Path) -> None:
    dataset.write(staged)
    pq.write_table(pq.read_table(staged / "deals.parquet").drop_columns(["status"]), staged / "deals.parquet")


def spoil_file(dataset: Dataset, staged: Path) -> None:
    (dataset.write(staged) / "deals.parquet").write_bytes(b"no Parquet")


def spoil_folder(dataset: Dataset, staged: Path) -> None:
    (dataset.write(staged) / "deals.parquet").unlink()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoil_heavily, r"'deals' fails as a whole: 18 of 18 rows were rejected \(status: isin"),
        (spoil_shape, "'deals' can't be published: missing columns: status"),
        (spoil_file, "no Parquet file"),
        (spoil_folder, "is missing"),
    ],
)
def test_a_table_that_fails_as_a_whole_leaves_the_dataset_as_it_was(
    published: PublishedDataset, dataset: Dataset, tmp_path: Path, spoil, message: str
):
    out = tmp_path / "out"
    shutil.copytree(published.folder, out / "dataset")
    before = tree(published.folder)
    spoil(dataset, tmp_path / "staged")
    with pytest.raises(TableFailed, match=message):
        publish(tmp_path / "staged", out)
    assert tree(out / "dataset") == before
    assert {path.name for path in out.iterdir()} <= {"dataset", "minerals.duckdb", "quarantine", RUNNING}


def test_empty_tables_are_published(tmp_path: Path):
    facts = publish(Dataset().write(tmp_path / "staged"), tmp_path / "out").facts
    assert set(facts.rows.values()) == {0}
    assert facts.data_through is None
    with duckdb.connect(str(tmp_path / "out" / "minerals.duckdb"), read_only=True) as database:
        assert database.sql("FROM timeline").fetchall() == []


def test_row_groups_of_a_large_table(tmp_path: Path):
    rows = 250_000
    source = tmp_path / "source.parquet"
    ids = pa.array([f"m-{(i * 7919) % rows:06d}" for i in range(rows)])
    columns = [ids, pa.array(["x"] * rows), pa.array(["meeting"] * rows), pa.array(["merged"] * rows)]
    schema = arrow_schema("superseded_ids")
    pq.write_table(pa.table([*columns, pa.nulls(rows, pa.date32())], schema=schema), source)
    with duckdb.connect(":memory:") as database:
        assert write_sorted(database, "superseded_ids", source, tmp_path / "sorted.parquet", {}) == rows
    written = pq.ParquetFile(tmp_path / "sorted.parquet")
    assert [written.metadata.row_group(i).num_rows for i in range(written.num_row_groups)] == [122_880, 122_880, 4_240]
    keys = written.read(columns=["old_id"]).column(0).to_pylist()
    assert keys == sorted(keys)


@pytest.mark.parametrize("stands", ["nothing", "folder", "link", "file"])
def test_a_folder_takes_the_place_of_whatever_stands_there(tmp_path: Path, stands: str):
    target, other = tmp_path / "dataset", tmp_path / "other"
    other.mkdir()
    (other / "kept").write_text("x")
    if stands == "folder":
        target.mkdir()
        (target / "old").write_text("x")
    elif stands == "link":
        target.symlink_to(other)
    elif stands == "file":
        target.write_text("x")
    with written_aside(target) as aside:
        (aside / "new").write_text("x")
    assert [path.name for path in target.iterdir()] == ["new"]
    assert (other / "kept").exists()
    kept = {".dataset-before"} if stands == "folder" else set()
    assert {path.name for path in tmp_path.iterdir()} == {"dataset", "other"} | kept


def test_of_folders_replaced_only_the_last_is_kept_for_its_readers(tmp_path: Path):
    for turn in "abc":
        with written_aside(tmp_path / "dataset") as aside:
            (aside / turn).write_text(turn)
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == {
        "dataset/c",
        ".dataset-before/b",
    }


def test_without_an_exchange_the_folder_is_replaced_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.platform", "sunos")
    for name in ("new", "target"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).write_text("x")
    replace_folder(tmp_path / "new", tmp_path / "target")
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")} == {
        "target", "target/new", ".target-before", ".target-before/target",
    }  # fmt: skip


def test_a_block_that_fails_changes_nothing(tmp_path: Path):
    target = tmp_path / "dataset"
    target.mkdir()
    (target / "old").write_text("x")
    with pytest.raises(FileNotFoundError), written_aside(target) as aside:
        (aside / "new").write_text((aside / "missing").read_text())
    assert [path.name for path in tmp_path.rglob("*")] == ["dataset", "old"]


def test_files_are_written_whole(tmp_path: Path):
    file = tmp_path / "deep" / "file"
    write_whole(file, b"one")
    write_whole(file, b"two")
    assert (file.read_bytes(), list(file.parent.iterdir())) == (b"two", [file])


def test_a_link_replaces_a_plain_file(tmp_path: Path):
    (tmp_path / "data").write_text("new")
    (tmp_path / "link").write_text("old")
    for _ in range(2):
        link(tmp_path / "data", tmp_path / "link")
    assert (tmp_path / "link").read_text() == "new"
    assert (tmp_path / "link").readlink() == Path("data")


def test_a_reader_never_sees_half_a_dataset(tmp_path: Path, published: PublishedDataset):
    """One thread puts two datasets in place by turns while another looks at whatever is there.

    What is promised is a whole folder until the publication after the next: so each turn waits until the
    look that the last one fell into has ended, however slow the machine is.
    """
    small = publish(synthetic_dataset(articles=6).write(tmp_path / "staged"), tmp_path / "small")
    out = tmp_path / "out"
    shutil.copytree(published.folder, out / "dataset")
    link(out / "dataset" / "minerals.duckdb", out / "minerals.duckdb")
    done = threading.Event()
    seen: list[tuple[int, int]] = []
    wrong: list[object] = []

    def look() -> None:
        while not done.is_set():
            try:
                names = {file.name for file in (out / "dataset").iterdir()}
                if not {f"{name}.parquet" for name in TABLES} | {"minerals.duckdb", "dataset.json"} <= names:
                    wrong.append(names)
                with duckdb.connect(str(out / "minerals.duckdb"), read_only=True) as database:
                    query = "SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM statements)"
                    seen.append(database.sql(query).fetchall()[0])
            except (OSError, duckdb.Error) as problem:
                wrong.append(problem)

    reader = threading.Thread(target=look)
    reader.start()
    try:
        for turn in range(40):
            with written_aside(out / "dataset") as aside:
                shutil.copytree((small if turn % 2 else published).folder, aside, dirs_exist_ok=True)
            looks = len(seen)
            while len(seen) == looks and not wrong and reader.is_alive():
                time.sleep(0.001)
    finally:
        done.set()
        reader.join()
    assert wrong == []
    assert set(seen) <= {(d.facts.rows["articles"], d.facts.rows["statements"]) for d in (small, published)}
    assert seen
