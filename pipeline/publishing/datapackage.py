"""The dataset as a Data Package (version 2), which Frictionless tools read."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from pipeline.publishing.facts import DatasetFacts
from pipeline.publishing.manifest import DATA_LICENSE, NAME, TITLE
from schemas import TABLES, ColumnSchema, TableSchema

_TYPES: Mapping[pa.DataType, dict[str, Any]] = {
    pa.string(): {"type": "string"},
    pa.date32(): {"type": "date"},
    pa.bool_(): {"type": "boolean"},
    pa.int32(): {"type": "integer"},
    pa.float64(): {"type": "number"},
    # Frictionless reads Parquet lists as NumPy arrays, which neither its `list` nor its `array` type takes.
    pa.list_(pa.string()): {"type": "any"},
}


def datapackage(version: str, facts: DatasetFacts, description: str) -> str:
    """`datapackage.json` of a release: a resource with its table schema for each table."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "description": description,
        "version": version,
        "licenses": [
            {
                "name": DATA_LICENSE,
                "title": "Creative Commons Attribution 4.0 International",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "contributors": [{"title": NAME, "roles": ["creator"]}],
        "keywords": ["critical minerals", "diplomacy", "meetings", "deals", "news"],
        "resources": [_resource(table, facts) for table in TABLES.values()],
    }
    return json.dumps(package, indent=2, ensure_ascii=False) + "\n"


def _resource(table: TableSchema, facts: DatasetFacts) -> dict[str, Any]:
    file = f"{table.name}.parquet"
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
    }
    keys = [
        {
            "fields": [key.column],
            "reference": {"resource": "" if key.parent == table.name else key.parent, "fields": [key.parent_column]},
        }
        for key in table.foreign_keys
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": f"{table.description} One row per {table.row}.",
        "path": file,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        # No `bytes`: Frictionless counts none when it reads Parquet, and would call any number wrong.
        "hash": f"sha256:{facts.files[file].sha256}",
        "schema": schema,
    }


def _field(column: ColumnSchema) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": not column.nullable}
    if column.enumeration:
        constraints["enum"] = list(column.enumeration.values)
    for check in column.checks:
        # Frictionless reads a missing number as NaN, which breaks any bound.
        if (match := re.fullmatch(r"(greater|less)_than_or_equal_to\((.+)\)", check)) and not column.nullable:
            bound = float(match[2])
            limit = "minimum" if match[1] == "greater" else "maximum"
            constraints[limit] = int(bound) if column.arrow_type == pa.int32() else bound
        elif (match := re.fullmatch(r"str_matches\('(.+)'\)", check)) and "(?s:" not in match[1]:
            constraints["pattern"] = match[1].removeprefix("^").removesuffix("$")
    about = column.description + (f" Unit: {column.unit}." if column.unit else "")
    if isinstance(column.arrow_type, pa.ListType):
        about += " A list of strings."
    field = {"name": column.name, **_TYPES[column.arrow_type], "description": about, "constraints": constraints}
    if column.example:
        field["example"] = column.example
    return field
