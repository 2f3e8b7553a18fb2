"""The declared tables: what DATASET promises, and that descriptions reach every place."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest

import schemas
from schemas import TABLES, arrow_schema, data_dictionary_markdown

KEYS = {
    "articles": ("article_id",),
    "segments": ("article_id", "segment"),
    "meetings": ("meeting_id",),
    "participants": ("meeting_id", "entity_id"),
    "meeting_minerals": ("meeting_id", "mineral_id"),
    "minerals": ("mineral_id",),
    "mineral_mentions": ("article_id", "start", "mineral_id"),
    "deals": ("deal_id",),
    "deal_parties": ("deal_id", "entity_id", "role"),
    "deal_minerals": ("deal_id", "mineral_id"),
    "entities": ("entity_id",),
    "statements": ("statement_id",),
    "superseded_ids": ("old_id",),
}


def test_all_tables_with_their_keys():
    assert {name: table.key for name, table in TABLES.items()} == KEYS


@pytest.mark.parametrize("name", TABLES)
def test_every_column_is_described_and_typed(name):
    table = TABLES[name]
    schema = arrow_schema(name)
    assert schema.metadata[b"description"].decode() == table.description
    assert table.description.endswith(".")
    assert schema.names[: len(table.key)] == list(table.key)
    for field, column in zip(schema, table.columns, strict=True):
        assert column.description.endswith("."), column
        assert field.metadata[b"description"].decode() == column.description
        assert field.type in (pa.string(), pa.date32(), pa.bool_(), pa.int32(), pa.float64(), pa.list_(pa.string()))
        assert field.nullable is column.nullable
        assert not (column.name in table.key and column.nullable)


@pytest.mark.parametrize("name", TABLES)
def test_foreign_keys_point_to_keys(name):
    for key in TABLES[name].foreign_keys:
        assert TABLES[key.parent].key == (key.parent_column,)
        assert TABLES[key.parent].column(key.parent_column).arrow_type == TABLES[name].column(key.column).arrow_type


def test_sort_ends_with_the_whole_key():
    for table in TABLES.values():
        assert set(table.key) <= set(table.sort) <= {column.name for column in table.columns}


def test_unknown_column_is_told():
    with pytest.raises(KeyError, match="no column 'colour'"):
        TABLES["meetings"].column("colour")


def test_schemas_stand_alone():
    sources = Path(schemas.__file__).parent.rglob("*.py")
    assert not [
        file.name for file in sources if "import pipeline" in (text := file.read_text()) or "from pipeline" in text
    ]


def test_data_dictionary_is_up_to_date():
    written = Path(__file__).parents[2] / "docs" / "data-dictionary.md"
    assert written.read_text(encoding="utf-8") == data_dictionary_markdown(), (
        "docs/data-dictionary.md is stale: run `python -m pipeline.publishing.project_docs`"
    )
