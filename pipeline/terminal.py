"""What the command line prints with: its two streams, plain tables, a progress bar."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from pipeline.printable import printable

_WIDE = 100_000
"""Columns of an output that is no terminal: there no row is broken into several lines."""

screen = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
"""Standard output."""
notes = Console(stderr=True, highlight=False)
"""Standard error: what is not the answer itself."""


def plain_table(*columns: str, numbers: tuple[str, ...] = ()) -> Table:
    """A table without frames; `numbers` are columns set to the right."""
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(Text(printable(column)), overflow="fold")
    for column in numbers:
        table.add_column(Text(printable(column)), justify="right")
    return table


def article_bar(subject: str) -> Progress:
    """A bar on standard error that is gone when its block ends; its tasks need a field `rate`."""
    return Progress(
        SpinnerColumn(),
        TextColumn(subject),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        console=notes,
        transient=True,
        disable=not notes.is_terminal,
    )


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Rows as an aligned table; one line each where the output is no terminal."""
    table = plain_table()
    for number, column in enumerate(columns):
        values = [row[number] for row in rows if row[number] is not None]
        numeric = bool(values) and all(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
        table.add_column(Text(printable(column)), overflow="fold", justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(Text(printable(_cell(value))) for value in row))
    if sys.stdout.isatty():
        screen.print(table)
        return
    wide = Console(width=_WIDE, highlight=False)
    with wide.capture() as captured:
        wide.print(table)
    for line in captured.get().splitlines():
        sys.stdout.write(line.rstrip() + "\n")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return ", ".join(map(_cell, value))
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_cell(item)}" for name, item in value.items()) + "}"
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) < 1e18 else f"{value:.6g}"
    return str(value)
