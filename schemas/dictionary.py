"""The data dictionary: every table and column in words, generated from the models."""

from __future__ import annotations

import re

import pyarrow as pa

from schemas.cross_checks import CROSS_CHECKS
from schemas.enumerations import Enumeration
from schemas.registry import TABLES, ColumnSchema, TableSchema
from schemas.version import SCHEMA_VERSION

_TYPE_WORDS = {
    pa.string(): "text",
    pa.date32(): "date",
    pa.bool_(): "true or false",
    pa.int32(): "whole number (32 bits)",
    pa.float64(): "number (64-bit floating point)",
    pa.list_(pa.string()): "list of text",
}

_CHECK_WORDS = (
    (r"greater_than_or_equal_to\((.+)\)", r"at least \1"),
    (r"less_than_or_equal_to\((.+)\)", r"at most \1"),
    (r"str_matches\('\^\(\?s:\.\*\)\\S'\)", "not blank"),
    (r"str_matches\('(.+)'\)", r"matches `\1`"),
    (r"str_length\((.+), None\)", r"at least \1 characters"),
    (r"at_most_25_words", "at most 25 words"),
)


def type_in_words(column: ColumnSchema) -> str:
    """The column's type as the data dictionary says it, such as `list of text`."""
    return _TYPE_WORDS.get(column.arrow_type, str(column.arrow_type))


def data_dictionary_markdown() -> str:
    """The data dictionary as Markdown: tables, columns, enumerations and checks."""
    parts = [
        "# Data dictionary",
        "",
        f"Schema version {SCHEMA_VERSION}. Generated from `schemas/`; what a meeting, a deal and their fields are is",
        "told in the codebook. Each table is one Parquet file, `<table>.parquet`, sorted as said, and a table of the",
        "same name in `minerals.duckdb`. Offsets count Unicode code points of the raw text of an article, from 0; the",
        "end is the first character after. Texts of articles are not published.",
        "",
        "| table | one row per | key |",
        "|---|---|---|",
    ]
    parts += [f"| [`{t.name}`](#{t.name}) | {t.row} | {_names(t.key)} |" for t in TABLES.values()]
    for table in TABLES.values():
        parts += ["", *_table_section(table)]
    parts += ["", "## Values", ""]
    for enumeration in _enumerations():
        parts += [f"### {enumeration.name}", "", "| value | meaning |", "|---|---|"]
        parts += [f"| `{value}` | {meaning} |" for value, meaning in enumeration.values.items()]
        parts.append("")
    parts += [
        "## Checks that span tables",
        "",
        "Rows that break one marked *error* are not published but kept in quarantine; a *warning* is counted.",
        "",
        "| table | check | severity |",
        "|---|---|---|",
    ]
    parts += [f"| `{check.table}` | {check.description} | {check.severity} |" for check in CROSS_CHECKS]
    return "\n".join(parts) + "\n"


def _table_section(table: TableSchema) -> list[str]:
    keys = {key.column: key for key in table.foreign_keys}
    lines = [
        f"## {table.name}",
        "",
        f"{table.description}",
        "",
        f"One row per {table.row}. Key: {_names(table.key)}. Sorted by {_names(table.sort)}.",
        "",
        "| column | type | may be null | meaning |",
        "|---|---|---|---|",
    ]
    for column in table.columns:
        meaning = [column.description]
        if column.unit:
            meaning.append(f"Unit: {column.unit}.")
        if column.enumeration:
            meaning.append(f"Values: [{column.enumeration.name}](#{column.enumeration.name}).")
        if column.name in keys:
            meaning.append(f"Refers to `{keys[column.name].parent}.{keys[column.name].parent_column}`.")
        rules = [_check_in_words(check) for check in column.checks]
        if rules:
            meaning.append(f"Must be: {'; '.join(rules)}.")
        if column.example:
            meaning.append(f"Example: `{column.example}`.")
        cells = (f"`{column.name}`", type_in_words(column), "yes" if column.nullable else "no", " ".join(meaning))
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    if table.row_checks:
        lines += ["", "In every row: " + "; ".join(table.row_checks.values()) + "."]
    return lines


def _check_in_words(check: str) -> str:
    for pattern, words in _CHECK_WORDS:
        if re.fullmatch(pattern, check):
            return re.sub(pattern, words, check)
    return check


def _names(columns: tuple[str, ...]) -> str:
    return ", ".join(f"`{column}`" for column in columns)


def _enumerations() -> list[Enumeration]:
    found = {c.enumeration.name: c.enumeration for t in TABLES.values() for c in t.columns if c.enumeration}
    return list(found.values())
