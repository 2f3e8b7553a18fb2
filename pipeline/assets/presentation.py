"""What the Dagster UI shows of an asset: column schemas, previews and pictures."""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping, Sequence
from typing import Any

import dagster as dg
import pyarrow as pa

from schemas import TABLES, arrow_schema

_CELL = 60


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    text = " ".join(text[: _CELL * 4].split())
    text = text if len(text) <= _CELL else text[: _CELL - 1] + "…"
    # Article text is hostile: in the UI it is text, neither markup nor a table cell's end.
    for char, safe in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("|", "&#124;"), ("`", "&#96;"), ("[", "&#91;")):
        text = text.replace(char, safe)
    return text


def preview(rows: pa.Table, limit: int = 8) -> str:
    """The first rows as a Markdown table, long values cut, nothing in them able to act as markup."""
    names = rows.column_names
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    for row in rows.slice(0, limit).to_pylist():
        lines.append("| " + " | ".join(_cell(row[name]) for name in names) + " |")
    return "\n".join(lines)


def stage_columns(schema: pa.Schema) -> dg.TableSchema:
    """Dagster's column schema for a stage's Arrow schema; shared columns take the published descriptions."""
    published = {column.name: column.description for column in TABLES["articles"].columns}
    columns = []
    for field in schema:
        own = (field.metadata or {}).get(b"description", b"").decode()
        columns.append(
            dg.TableColumn(
                name=field.name,
                type=str(field.type),
                description=own or published.get(field.name),
                constraints=dg.TableColumnConstraints(nullable=field.nullable),
            )
        )
    return dg.TableSchema(columns=columns)


def table_columns(table: str) -> dg.TableSchema:
    """Dagster's column schema for a published table, made from its pandera model."""
    declared = TABLES[table]
    types = {field.name: str(field.type) for field in arrow_schema(table)}
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column.name,
                type=types[column.name],
                description=column.description,
                constraints=dg.TableColumnConstraints(
                    nullable=column.nullable,
                    unique=declared.key == (column.name,),
                    other=[*column.checks, *([f"one of {column.enumeration.name}"] if column.enumeration else [])],
                ),
            )
            for column in declared.columns
        ]
    )


def month_chart(counts: Mapping[str, Mapping[str, int]], title: str) -> dg.MarkdownMetadataValue:
    """A picture of records by month: `counts` gives for each type of record its number in each month `YYYY-MM`."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    months = sorted({month for by_month in counts.values() for month in by_month})
    figure = Figure(figsize=(max(6.0, 0.35 * len(months)), 3.2), layout="constrained")
    axes = figure.add_subplot()
    base = [0] * len(months)
    for name in sorted(counts):
        heights = [counts[name].get(month, 0) for month in months]
        axes.bar(months, heights, bottom=base, label=name)
        base = [low + height for low, height in zip(base, heights, strict=True)]
    axes.set_title(title, loc="left")
    axes.tick_params(axis="x", rotation=60)
    axes.spines[["top", "right"]].set_visible(False)
    if counts:
        axes.legend(frameon=False, fontsize="small")
    data = io.BytesIO()
    FigureCanvasAgg(figure).print_png(data)
    encoded = base64.b64encode(data.getvalue()).decode()
    return dg.MetadataValue.md(f"![{title}](data:image/png;base64,{encoded})")


def counts_table(header: Sequence[str], rows: Sequence[Sequence[Any]]) -> dg.MarkdownMetadataValue:
    """Rows of counts as a Markdown table."""
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    lines += ["| " + " | ".join(_cell(value) for value in row) + " |" for row in rows]
    return dg.MetadataValue.md("\n".join(lines))
