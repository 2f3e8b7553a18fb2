"""Differences between two datasets: rows by key, and what a change of the schema means."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.publishing.diff import DiffFailed, at_least, bump, changelog_markdown, diff_releases

BASE = {"id": pa.array(["a", "b", "c"]), "n": pa.array([1, 2, None], pa.int32()), "l": pa.array([["x"], [], ["y"]])}


def write(folder: Path, columns: dict[str, pa.Array], key: str = "id", **fields: dict) -> Path:
    """A folder with one table `things`; `fields` gives metadata of columns, `nullable` among it."""
    folder.mkdir(exist_ok=True)
    schema = pa.schema(
        [
            pa.field(name, array.type, nullable=fields.get(name, {}).get("nullable", True),
                     metadata={k: v for k, v in fields.get(name, {}).items() if k != "nullable"})
            for name, array in columns.items()
        ],
        metadata={"key": key},
    )  # fmt: skip
    pq.write_table(pa.table(list(columns.values()), schema=schema), folder / "things.parquet")
    return folder


def test_nothing_changed(tmp_path: Path):
    diff = diff_releases(write(tmp_path / "a", BASE), write(tmp_path / "b", BASE))
    assert diff.tables["things"].unchanged
    assert diff.schema_meaning == "none"
    assert "No row differs." in changelog_markdown(diff)


def test_rows_are_told_apart_by_key(tmp_path: Path):
    after = {
        "id": pa.array(["d", "c", "b"]),
        "n": pa.array([9, 3, 2], pa.int32()),
        "l": pa.array([["x"], ["y"], ["z"]]),
    }
    table = diff_releases(write(tmp_path / "a", BASE), write(tmp_path / "b", after)).tables["things"]
    assert (table.added, table.changed, table.removed, table.superseded) == (1, 2, 1, 0)
    assert dict(table.keys) == {"added": ("d",), "changed": ("b", "c"), "removed": ("a",), "superseded": ()}
    assert dict(table.changed_columns) == {"n": 1, "l": 1}


SCHEMA_CHANGES = [
    ({**BASE, "new": pa.array(["x"] * 3)}, {}, "minor", "column new added"),
    ({k: v for k, v in BASE.items() if k != "n"}, {}, "major", "column n removed"),
    ({**BASE, "n": BASE["n"].cast(pa.int64())}, {}, "major", "column n is int64, was int32"),
    (BASE, {"l": {"description": "a list"}}, "patch", "column l is described anew"),
    (BASE, {"id": {"values": "a|b|c|d"}}, "minor", "column id takes d too"),
    (BASE, {"id": {"values": "a|b"}}, "major", "column id no longer takes c"),
    (BASE, {"l": {"nullable": False}}, "minor", "column l is never null now"),
    (BASE, {"n": {"unit": "tonnes"}}, "major", "column n counts tonnes, counted "),
    (dict(reversed(BASE.items())), {}, "minor", "columns stand in another order"),
]


@pytest.mark.parametrize(("columns", "fields", "meaning", "words"), SCHEMA_CHANGES)
def test_schema_changes_and_what_they_mean(tmp_path: Path, columns, fields, meaning: str, words: str):
    before = {"id": {"values": "a|b|c"}}
    diff = diff_releases(write(tmp_path / "a", BASE, **before), write(tmp_path / "b", columns, **{**before, **fields}))
    assert diff.schema_meaning == meaning
    assert words in [change.change for change in diff.schema]


def test_a_column_that_may_be_null_now_is_a_major_change(tmp_path: Path):
    before = write(tmp_path / "a", BASE, l={"nullable": False})
    assert diff_releases(before, write(tmp_path / "b", BASE)).schema_meaning == "major"


def test_tables_come_and_go(tmp_path: Path):
    before, after = write(tmp_path / "a", BASE), write(tmp_path / "b", BASE)
    (after / "things.parquet").rename(after / "others.parquet")
    diff = diff_releases(before, after)
    assert [(change.table, change.meaning) for change in diff.schema] == [("others", "minor"), ("things", "major")]
    assert (diff.tables["others"].added, diff.tables["things"].removed) == (3, 3)


def test_what_cannot_be_compared_is_told(tmp_path: Path):
    before = write(tmp_path / "a", BASE)
    with pytest.raises(DiffFailed, match="its key was"):
        diff_releases(before, write(tmp_path / "b", BASE, key="n"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(DiffFailed, match="holds no tables"):
        diff_releases(before, tmp_path / "empty")
    (tmp_path / "b" / "things.parquet").write_bytes(b"PAR1")
    with pytest.raises(DiffFailed, match="can't be read"):
        diff_releases(before, tmp_path / "b")


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [("1.0.0", "2.0.0", "major"), ("1.2.0", "1.3.0", "minor"), ("1.2.3", "1.2.4", "patch"), ("1.0.0", "1.0.0", "none"),
     ("2.0.0", "1.9.9", "none")],
)  # fmt: skip
def test_steps_of_versions(before: str, after: str, step: str):
    assert bump(before, after) == step


def test_a_step_covers_lighter_changes():
    assert at_least("major", "minor")
    assert not at_least("patch", "minor")
