"""The cookbook: questions that analysts ask, each with its SQL and what it gives over a dataset."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from pipeline.publishing.queries import queries

_MAX_CELL = 60
"""Characters of a value that the cookbook shows; longer ones are cut."""


def cookbook(catalog: Path) -> str:
    """The cookbook as Markdown, its answers taken from the DuckDB catalog of a dataset.

    The same catalog gives the same text. Raises duckdb.Error where a query fails.
    """
    recipes = queries("cookbook")
    lines = [
        "# Cookbook",
        "",
        f"{len(recipes)} questions to the dataset, each with the SQL that answers it and what it gives over the sample",
        "articles that come with the project. Open the catalog with `duckdb -readonly outputs/minerals.duckdb`, or in",
        'Python with `duckdb.connect("outputs/minerals.duckdb", read_only=True)`. Long values are cut here.',
        "",
    ]
    numbered = list(enumerate(recipes, start=1))
    lines += [f"{number}. [{recipe.about}](#{_anchor(number, recipe.about)})" for number, recipe in numbered]
    with duckdb.connect(str(catalog), read_only=True) as database:
        for number, recipe in numbered:
            result = database.execute(recipe.sql)
            names = [column[0] for column in result.description or ()]
            lines += ["", f"## {number}. {recipe.about}", "", "```sql", recipe.sql, "```", ""]
            lines += _table(names, result.fetchall())
    return "\n".join(lines) + "\n"


def _anchor(number: int, title: str) -> str:
    """The anchor that Markdown viewers give to a heading."""
    kept = "".join(c for c in f"{number}. {title}".lower() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


def _table(names: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    if not rows:
        return ["No rows."]
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    return lines + ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]


def _cell(value: object) -> str:
    """A value as a cell: one line, nothing in it that Markdown or HTML would take for its own."""
    if value is None:
        text = ""
    elif isinstance(value, list):
        text = ", ".join("" if item is None else str(item) for item in value)
    elif isinstance(value, float):
        text = f"{value:,.0f}" if value.is_integer() and abs(value) >= 1000 else f"{value:g}"
    elif isinstance(value, date):
        text = value.isoformat()
    else:
        text = str(value)
    text = " ".join(text.split())
    if len(text) > _MAX_CELL:
        text = text[: _MAX_CELL - 1].rstrip() + "…"
    for character in "\\|`*_[]":
        text = text.replace(character, f"\\{character}")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
