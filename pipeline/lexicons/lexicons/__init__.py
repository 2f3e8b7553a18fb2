"""What the pipeline knows, as tables that a domain expert edits.

Each table is a CSV file: first lines that begin with `#` say what the table is and what its
columns mean, then a header, then rows. A cell that holds several values separates them with `|`.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of the lexicon `name` (file name without `.csv`), cells stripped.

    Raises FileNotFoundError where there is no such lexicon.
    """
    source = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    lines = [line for line in source.splitlines() if line.strip() and not line.startswith("#")]
    return tuple(
        {column: (cell or "").strip() for column, cell in row.items() if column} for row in csv.DictReader(lines)
    )


def values(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by `|`."""
    return tuple(part.strip() for part in cell.split("|") if part.strip())
