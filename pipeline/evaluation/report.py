"""The figures of an evaluation as a table for the screen and as Parquet files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from rich.table import Table

from pipeline.evaluation.reliability import reliability
from pipeline.evaluation.scores import Scores
from pipeline.publishing.swap import written_aside

_SCORES: list[tuple[str, pa.DataType]] = [
    ("gold", pa.string()),
    ("measure", pa.string()),
    ("subject", pa.string()),
    ("documents", pa.int32()),
    ("precision", pa.float64()),
    ("recall", pa.float64()),
    ("f1", pa.float64()),
    ("accuracy", pa.float64()),
    ("right", pa.int64()),
    ("spurious", pa.int64()),
    ("missed", pa.int64()),
    ("total", pa.int64()),
]
SCORES = pa.schema(_SCORES)
"""One row for each figure: `measure` is `records` (precision, recall, F1) or `field` (accuracy)."""

_RELIABILITY: list[tuple[str, pa.DataType]] = [
    ("gold", pa.string()),
    ("subject", pa.string()),
    ("lower", pa.float64()),
    ("upper", pa.float64()),
    ("count", pa.int64()),
    ("stated", pa.float64()),
    ("right", pa.float64()),
]
RELIABILITY = pa.schema(_RELIABILITY)
MISTAKES = pa.schema([(name, pa.string()) for name in ("gold", "file", "subject", "what", "expected", "found")])


def as_rich_table(scores: Scores, title: str | None = None) -> Table:
    """The figures as a table for the screen: records first, then fields."""
    table = Table(title=title, title_justify="left")
    table.add_column(f"{scores.documents} articles")
    for heading in ("precision", "recall", "F1 / accuracy", "n"):
        table.add_column(heading, justify="right")
    for subject, counts in scores.found.items():
        figures = (f"{value:.3f}" for value in (counts.precision, counts.recall, counts.f1))
        table.add_row(subject, *figures, str(counts.annotated))
    table.add_section()
    for name, values in sorted(scores.fields.items()):
        table.add_row(name, "", "", f"{values.accuracy:.3f}", str(values.total))
    return table


def as_arrow(scores: Mapping[str, Scores]) -> dict[str, pa.Table]:
    """The tables `scores`, `reliability` and `mistakes` of evaluations by name of their gold folder."""
    figures, bins, mistakes = [], [], []
    for gold, result in scores.items():
        for subject, counts in result.found.items():
            figures.append(
                {
                    "gold": gold,
                    "measure": "records",
                    "subject": subject,
                    "documents": result.documents,
                    "precision": counts.precision,
                    "recall": counts.recall,
                    "f1": counts.f1,
                    "right": counts.right,
                    "spurious": counts.spurious,
                    "missed": counts.missed,
                    "total": counts.annotated,
                }
            )
        figures += [
            {
                "gold": gold,
                "measure": "field",
                "subject": name,
                "documents": result.documents,
                "accuracy": values.accuracy,
                "right": values.right,
                "total": values.total,
            }
            for name, values in sorted(result.fields.items())
        ]
        bins += [
            {
                "gold": gold,
                "subject": row.subject,
                "lower": row.lower,
                "upper": row.upper,
                "count": row.count,
                "stated": row.stated,
                "right": row.right,
            }
            for row in reliability(result.outcomes)
        ]
        mistakes += [
            {
                "gold": gold,
                "file": mistake.file,
                "subject": mistake.subject,
                "what": mistake.what,
                "expected": mistake.gold,
                "found": mistake.found,
            }
            for mistake in result.mistakes
        ]
    return {
        "scores": pa.Table.from_pylist(figures, SCORES),
        "reliability": pa.Table.from_pylist(bins, RELIABILITY),
        "mistakes": pa.Table.from_pylist(mistakes, MISTAKES),
    }


def write_parquet(scores: Mapping[str, Scores], folder: Path) -> None:
    """Write the tables of `as_arrow` as Parquet files into `folder`, which they replace as a whole or not at all."""
    with written_aside(folder) as aside:
        for name, table in as_arrow(scores).items():
            pq.write_table(table, aside / f"{name}.parquet", compression="zstd")
