"""How much the quarantine holds, and why."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq

INPUTS_FILE = "inputs.parquet"
"""File in the quarantine with the inputs and articles that could not be used; beside it is one for each table."""


def quarantine_counts(out: Path) -> dict[str, dict[str, int]]:
    """How many rows `out/quarantine` holds: for each file (`inputs` or a table) the number by reason.

    A row of a table that failed several checks counts once for each.
    """
    found: dict[str, dict[str, int]] = {}
    for file in sorted((out / "quarantine").glob("*.parquet")):
        rows = pq.read_table(file).to_pylist()
        reasons = Counter[str]()
        for row in rows:
            reasons.update([row["reason"]] if file.name == INPUTS_FILE else row["failed_checks"])
        found[file.stem] = dict(sorted(reasons.items(), key=lambda item: (-item[1], item[0])))
    return found
