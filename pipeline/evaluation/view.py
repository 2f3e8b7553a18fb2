"""The figures of a gold folder for a terminal: records and fields, confidences, links, and each mistake."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.evaluation.measuring import Measured
from pipeline.evaluation.reliability import Bin, calibration_error, reliability
from pipeline.evaluation.report import as_rich_table
from pipeline.printable import printable
from pipeline.terminal import plain_table


def as_terminal(measured: Measured, title: str, *, errors: bool = False) -> RenderableType:
    """All figures of a gold folder; with `errors`, every mistake too."""
    records = as_rich_table(measured.scores)
    plain = plain_table()
    records.box, records.show_edge, records.pad_edge = plain.box, plain.show_edge, plain.pad_edge
    parts: list[RenderableType] = [_title(title), records]
    bins = reliability(measured.scores.outcomes)
    if bins:
        off = f"on average {calibration_error(bins):.3f} apart"
        told = f"Confidence: mean of what is stated, and the share of it that is right ({off})"
        parts += [_title(told), _reliability_table(bins)]
    if measured.linking:
        parts += [_title("Links between articles: B-cubed"), _linking_table(measured)]
    if errors:
        parts += [_title("Mistakes"), _mistakes_table(measured)]
    return Group(*parts)


def _title(words: str) -> Text:
    return Text(f"\n{printable(words)}\n", style="bold")


def _reliability_table(bins: Sequence[Bin]) -> Table:
    table = plain_table("of", numbers=("between", "n", "stated", "right"))
    for _, rows in groupby(bins, key=lambda row: row.subject):
        table.add_section()
        for row in rows:
            between = f"{row.lower:.1f}-{row.upper:.1f}"
            table.add_row(row.subject, between, str(row.count), f"{row.stated:.2f}", f"{row.right:.2f}")
    return table


def _linking_table(measured: Measured) -> Table:
    numbers = ("precision", "recall", "F1", "reports")
    table = plain_table("of", "over", numbers=numbers)
    for linked in measured.linking:
        figures = linked.figures
        shown = (f"{value:.3f}" for value in (figures.precision, figures.recall, figures.f1))
        table.add_row(linked.kind, linked.way, *shown, str(figures.items))
    return table


def _mistakes_table(measured: Measured) -> Table:
    table = plain_table("file", "of", "what", "annotated", "found")
    for mistake in measured.scores.mistakes:
        cells = (mistake.file, mistake.subject, mistake.what, mistake.gold, mistake.found)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    return table
