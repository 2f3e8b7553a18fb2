"""What the Dagster UI shows of an asset: column schemas, previews and pictures."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import dagster as dg
import pyarrow as pa

from pipeline.stage_schemas import STAGE_SCHEMAS, meaning
from schemas import TABLES, arrow_schema

SAMPLE_ROWS = 10
_CELL = 60
_LIST_ITEMS = 3
_INLINE = 1000
"""The UI shows Markdown of fewer characters on the asset's page itself, and a longer one behind a link."""

_PREVIEW_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "raw_articles": ("file", "publisher", "published_date", "title"),
    "rejected_inputs": ("source", "reason", "detail"),
    "clean_articles": ("file", "language", "published_date", "segments", "title"),
    "extractions": ("file", "relevant", "meetings", "deals"),
    "failed_articles": ("source", "reason", "detail"),
    "extraction_quality": ("subject", "precision", "recall", "f1", "accuracy", "total"),
    "articles": ("published_date", "publisher", "title", "relevant"),
    "meetings": ("start_date", "meeting_type", "title", "status", "city"),
    "participants": ("name", "role", "office", "country_code", "article_count"),
    "minerals": ("name", "symbol", "article_count", "mention_count", "last_reported"),
    "deals": ("date", "deal_type", "title", "status", "value_amount"),
    "deal_parties": ("name", "role", "party_type", "country_code"),
    "entities": ("name", "entity_type", "country_code", "aliases", "article_count"),
    "statements": ("record_type", "field", "value", "quote", "chosen"),
}
"""Columns that a preview shows, by last part of the asset key; of other assets the first six."""
_COLOURS = ("#1f6f8b", "#d98324", "#7a9e3e", "#8a5a83", "#b23a48", "#6b7a8f")
_SAFE = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "`": "&#96;", "[": "&#91;", "*": "&#42;", "_": "&#95;"}


def _words(value: Any) -> str:
    """A value in the few words that a table cell holds."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) >= 1000 else f"{value:.4g}"
    if isinstance(value, list):
        if value and isinstance(value[0], dict) and "kept" in value[0]:
            return f"{len(value)} lines, {sum(bool(line['kept']) for line in value)} kept"
        shown = [_words(item) for item in value[:_LIST_ITEMS]]
        return "; ".join(shown) + (f"; … {len(value)} in all" if len(value) > _LIST_ITEMS else "")
    if isinstance(value, dict):
        # Of a nested record its title or name says most.
        named = value.get("title") or value.get("name") or value.get("kind") or value.get("mineral_id")
        return str(named) if named else " ".join(str(part) for part in value.values())
    return value.isoformat() if isinstance(value, date) else str(value)


def cell(value: Any) -> str:
    """A value as the text of a Markdown table's cell, cut to a line that does not wrap.

    Article text is hostile: here it is text, neither markup nor a cell's end.
    """
    text = " ".join(_words(value)[: _CELL * 4].split())
    text = "".join(char for char in text if char.isprintable())
    text = text if len(text) <= _CELL else text[: _CELL - 1] + "…"
    text = "".join(_SAFE.get(char, char) for char in text)
    return text.replace("://", ":\u200b//").replace(" ", "\u00a0")


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> dg.MarkdownMetadataValue:
    """Rows as a Markdown table, numbers to the right; the word `none` where there are no rows."""
    held = [list(row) for row in rows]
    if not held:
        return dg.MetadataValue.md("none")
    numeric = [
        all(isinstance(row[i], int | float | None) and not isinstance(row[i], bool) for row in held)
        for i in range(len(header))
    ]
    lines = [
        "| " + " | ".join(header) + " |",
        "|" + "|".join("---:" if right else "---" for right in numeric) + "|",
        *("| " + " | ".join(cell(value) for value in row) + " |" for row in held),
    ]
    return dg.MetadataValue.md("\n".join(lines))


def preview(key: dg.AssetKey, rows: pa.Table) -> dg.MarkdownMetadataValue:
    """The first rows of an asset in its telling columns, as many as the UI shows on the asset's page."""
    names = [name for name in _PREVIEW_COLUMNS.get(key.path[-1], ()) if name in rows.column_names]
    names = names or rows.column_names[:6]
    held = [[row[name] for name in names] for row in rows.to_pylist()]
    for count in range(len(held), 1, -1):
        shown = markdown_table(names, held[:count])
        if len(shown.value or "") < _INLINE:
            return shown
    return markdown_table(names, held[:1])


def sample(rows: pa.Table) -> dg.TableMetadataValue:
    """The first rows with all columns, as a table that the UI opens; every value in few words."""
    return dg.MetadataValue.table(
        records=[
            dg.TableRecord({name: _words(value)[: _CELL * 2] for name, value in row.items()})
            for row in rows.to_pylist()
        ],
        schema=dg.TableSchema([dg.TableColumn(name) for name in rows.column_names]),
    )


def stage_columns(stage: str) -> dg.TableSchema:
    """Dagster's column schema for a stage before the tables, with what each column means."""
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=field.name,
                type=_type_words(field.type),
                description=meaning(field.name),
                constraints=dg.TableColumnConstraints(nullable=field.nullable),
            )
            for field in STAGE_SCHEMAS[stage]
        ]
    )


def table_columns(table: str) -> dg.TableSchema:
    """Dagster's column schema for a published table, made from its pandera model."""
    declared = TABLES[table]
    types = {field.name: _type_words(field.type) for field in arrow_schema(table)}
    foreign = {key.column: f"refers to {key.parent}.{key.parent_column}" for key in declared.foreign_keys}
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=types[column.name],
                description=column.description,
                constraints=dg.TableColumnConstraints(
                    nullable=column.nullable,
                    unique=declared.key == (column.name,),
                    other=[
                        *([foreign[column.name]] if column.name in foreign else []),
                        *([f"one of {column.enumeration.name}"] if column.enumeration else []),
                        *(_bound(check) for check in column.checks if not check.startswith("str_matches")),
                    ],
                ),
            )
            for column in declared.columns
        ],
        constraints=dg.TableConstraints(other=[f"key: {', '.join(declared.key)}", *declared.row_checks.values()]),
    )


def described_columns(*columns: tuple[str, str, str]) -> dg.TableSchema:
    """Dagster's column schema from names, types and descriptions."""
    return dg.TableSchema(columns=[dg.TableColumn(name, kind, description) for name, kind, description in columns])


def _bound(check: str) -> str:
    """A check on single values in words that fit a label."""
    return check.replace("greater_than_or_equal_to(", "at least (").replace("less_than_or_equal_to(", "at most (")


def _type_words(kind: pa.DataType) -> str:
    """An Arrow type without the inside of its structs, which would fill the page."""
    if pa.types.is_list(kind):
        return f"list<{_type_words(kind.value_type)}>"
    return "struct" if pa.types.is_struct(kind) else str(kind)


def month_chart(counts: Mapping[str, Mapping[str, int]], title: str) -> dg.MarkdownMetadataValue:
    """A picture of records by type and month, as a PNG inside Markdown.

    `counts` gives for each type of record, in the order to show them, its number in each month
    `YYYY-MM`; other keys, such as `undated`, stand at the end. Months without records keep their place on the axis.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    columns = _months({month for by_month in counts.values() for month in by_month})
    figure = Figure(figsize=(9, 3.6), dpi=110, layout="constrained")
    axes = figure.add_subplot()
    base = [0] * len(columns)
    for number, name in enumerate(counts):
        heights = [counts[name].get(month, 0) for month in columns]
        label = f"{name.replace('_', ' ')} ({sum(heights)})"
        axes.bar(range(len(columns)), heights, bottom=base, label=label, color=_COLOURS[number % len(_COLOURS)])
        base = [low + height for low, height in zip(base, heights, strict=True)]
    axes.set_title(title, loc="left")
    step = max(1, -(-len(columns) // 18))
    axes.set_xticks(range(0, len(columns), step), columns[::step], rotation=45, ha="right", fontsize="small")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    if columns:
        axes.legend(frameon=False, fontsize="small")
    else:
        axes.text(0.5, 0.5, "no records", ha="center", transform=axes.transAxes)
    data = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(data, format="png")
    encoded = base64.b64encode(data.getvalue()).decode()
    return dg.MetadataValue.md(f"![{title}](data:image/png;base64,{encoded})")


_LONGEST_AXIS = 240


def _months(found: set[str]) -> list[str]:
    """The months found with those between them, then what is no month."""
    dated = sorted(month for month in found if month[:1].isdigit())
    rest = sorted(found - set(dated))
    if not dated:
        return rest
    first, last = ((int(month[:4]), int(month[5:7])) for month in (dated[0], dated[-1]))
    span = (last[0] - first[0]) * 12 + last[1] - first[1] + 1
    if span > _LONGEST_AXIS:  # one stray year must not push the others together
        return dated + rest
    return [f"{first[0] + (first[1] - 1 + i) // 12:04d}-{(first[1] - 1 + i) % 12 + 1:02d}" for i in range(span)] + rest
