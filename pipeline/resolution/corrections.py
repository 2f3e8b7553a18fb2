"""Corrections as data: what a person knows better than the articles, with a reason and what they expect to correct.

The file `corrections.csv` stands beside the articles. Columns: `record` (id of a meeting, deal or
entity, or a participant as `meeting_id/entity_id`), `field`, `value` (empty to blank it), `reason`, `who`,
`date`, `expected` (the value that is to be corrected; empty for none). The field `same` or `different`
rules that two records, or two statements' reports, are one event or entity, or two: `value` is the
other id. Lines that begin with `#` are comments.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa

from schemas import TABLES, arrow_schema

COLUMNS = ("record", "field", "value", "reason", "who", "date", "expected")
RULINGS = frozenset({"same", "different"})

Result = Literal["applied", "not_as_expected", "unknown_record", "unknown_field", "bad_value"]


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of `corrections.csv`; `line` is its number in the file."""

    line: int
    record: str
    field: str
    value: str
    reason: str
    who: str
    date: str
    expected: str


@dataclass(frozen=True, slots=True)
class CorrectionOutcome:
    """What became of a correction, with a sentence for its author."""

    correction: Correction
    result: Result
    detail: str = ""


def read_corrections(file: Path) -> list[Correction]:
    """The corrections of a file, in order of its lines.

    Raises ValueError that says which line is wrong, where a column is missing or a line gives no
    record, field, reason, person or date.
    """
    lines = list(enumerate(file.read_text("utf-8-sig").splitlines(True), 1))
    lines = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    reader = csv.DictReader((line for _, line in lines), restkey="further", restval="")
    missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
    if missing:
        raise ValueError(f"{file}: the header lacks {', '.join(missing)}")
    found = []
    for row in reader:
        number = lines[reader.line_num - 1][0]
        cells = {column: (row[column] or "").strip() for column in COLUMNS}
        for column in ("record", "field", "reason", "who", "date"):
            if not cells[column]:
                raise ValueError(f"{file}, line {number}: no {column} is given")
        try:
            date.fromisoformat(cells["date"])
        except ValueError:
            raise ValueError(f"{file}, line {number}: {cells['date']!r} is no date") from None
        found.append(Correction(number, **cells))
    return found


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _typed(value: str, of: pa.DataType) -> Any:
    """`value` as a Python value of an Arrow type; None for empty. Raises ValueError where it is none."""
    if not value:
        return None
    if pa.types.is_date(of):
        return date.fromisoformat(value)
    if pa.types.is_floating(of):
        return float(value)
    if pa.types.is_string(of):
        return value
    raise ValueError(f"a {of} cannot be corrected")


@dataclass(slots=True)
class Corrector:
    """The corrections of values, by table and record, and what became of them."""

    corrections: Iterable[Correction]
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Ids of earlier runs, with the ids that took their place."""
    outcomes: list[CorrectionOutcome] = field(default_factory=list)
    _of_record: dict[str, list[Correction]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for correction in self.corrections:
            if correction.field not in RULINGS:
                ids = (self.renamed.get(part, part) for part in correction.record.split("/"))
                self._of_record.setdefault("/".join(ids), []).append(correction)

    def apply(self, table: str, record: str, row: dict[str, Any]) -> None:
        """Correct a row of a published table in place, as far as what is expected of it holds."""
        for correction in self._of_record.pop(record, ()):
            self.outcomes.append(CorrectionOutcome(correction, *self._apply(table, correction, row)))

    def _apply(self, table: str, correction: Correction, row: dict[str, Any]) -> tuple[Result, str]:
        name = correction.field
        column = next((column for column in TABLES[table].columns if column.name == name), None)
        if column is None or name in TABLES[table].key or name not in row:
            return "unknown_field", f"table {table} has no field {name} to correct"
        try:
            value = _typed(correction.value, arrow_schema(table).field(name).type)
        except ValueError as error:
            return "bad_value", f"{correction.value!r}: {error}"
        if value is None and not column.nullable:
            return "bad_value", f"{name} must not be empty"
        if column.enumeration and value is not None and value not in column.enumeration.values:
            return "bad_value", f"{name} must be one of {', '.join(column.enumeration.values)}"
        if _text(row[name]) != correction.expected:
            return "not_as_expected", f"expected {correction.expected!r}, found {_text(row[name])!r}"
        row[name] = value
        return "applied", ""

    def finish(self) -> list[CorrectionOutcome]:
        """All outcomes, in the order of the file; corrections of records that do not exist among them."""
        for left in self._of_record.values():
            self.outcomes += [CorrectionOutcome(one, "unknown_record", "no such record") for one in left]
        self._of_record = {}
        self.outcomes.sort(key=lambda outcome: outcome.correction.line)
        return self.outcomes
