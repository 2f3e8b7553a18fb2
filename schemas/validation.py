"""Checking the rows of one table against its model: the good ones pass, the bad ones come back with reasons."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

import pandas as pd
import pandera.pandas as pandera
import pyarrow as pa

from schemas.registry import TABLES, TableSchema, arrow_schema

BATCH_ROWS = 65_536
"""Rows that are checked at a time; bounds the memory that a check takes, whatever the table's size."""

REJECTED = pa.schema(
    [
        pa.field("key", pa.string(), metadata={"description": "The row's key columns, joined by a blank."}),
        pa.field("failed_checks", pa.list_(pa.string()), metadata={"description": "The checks that it failed."}),
        pa.field("input", pa.string(), metadata={"description": "The row as a JSON object."}),
    ]
)
"""Columns of a quarantine table."""


class TableFailed(ValueError):
    """A table that can't be published: it has other columns or types than declared, or a check could not run."""


@dataclass(frozen=True, slots=True)
class Validated:
    """The rows that passed, with the declared Arrow schema, and those that did not (schema `REJECTED`)."""

    valid: pa.Table
    rejected: pa.Table


def validate(table: str, data: pa.Table) -> Validated:
    """Check every row of `data` against the model of `table`, the uniqueness of its key included.

    Columns may come in any order and in types that cast without loss. Of rows with one key the
    first passes. Nothing is dropped: rows of `valid` and `rejected` add up to those of `data`.
    Raises TableFailed where columns are missing or unknown, or a column can't be cast.
    """
    schema = TABLES[table]
    checked = check_rows(table, data)
    repeated = repeated_keys(checked.valid, schema.key)
    again = _split(schema, checked.valid, {row: ["unique_key"] for row in repeated})
    return Validated(again.valid, pa.concat_tables([checked.rejected, again.rejected]))


def check_rows(table: str, data: pa.Table) -> Validated:
    """As `validate`, but each row alone: whether its key is unique is not looked at."""
    schema = TABLES[table]
    data = conform(table, data)
    failures: dict[int, list[str]] = {}
    for start in range(0, data.num_rows, BATCH_ROWS):
        for row, checks in _failed_checks(schema, data.slice(start, BATCH_ROWS)).items():
            failures[start + row] = checks
    return _split(schema, data, failures)


def conform(table: str, data: pa.Table) -> pa.Table:
    """`data` with the declared columns in their order and types.

    Raises TableFailed where columns are missing or unknown, or where a cast would lose something.
    """
    wanted = arrow_schema(table)
    missing = [name for name in wanted.names if name not in data.column_names]
    unknown = [name for name in data.column_names if name not in wanted.names]
    if missing or unknown:
        raise TableFailed(
            f"table {table!r} can't be published: "
            + "; ".join(
                f"{what}: {', '.join(names)}"
                for what, names in (("missing columns", missing), ("unknown columns", unknown))
                if names
            )
        )
    columns = []
    for field in wanted:
        try:
            columns.append(data.column(field.name).cast(field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as problem:
            raise TableFailed(
                f"table {table!r} can't be published: column {field.name!r} is "
                f"{data.column(field.name).type}, not {field.type} ({problem})"
            ) from problem
    # Nullability is left open until the rows have been checked: a null in a required column is a bad row.
    relaxed = pa.schema([field.with_nullable(True) for field in wanted])
    return pa.Table.from_arrays(columns, schema=relaxed)


def repeated_keys(data: pa.Table, key: tuple[str, ...]) -> list[int]:
    """Row numbers of all but the first row of each key."""
    numbered = data.select(list(key)).append_column("_row", pa.array(range(data.num_rows), pa.int64()))
    firsts = numbered.group_by(list(key)).aggregate([("_row", "min"), ("_row", "count")])
    if firsts.num_rows == data.num_rows:
        return []
    first_rows = set(firsts.column("_row_min").to_pylist())
    return [row for row in range(data.num_rows) if row not in first_rows]


def _failed_checks(schema: TableSchema, batch: pa.Table) -> dict[int, list[str]]:
    frame = batch.to_pandas(types_mapper=pd.ArrowDtype)
    by_row = pandera.DataFrameSchema(
        columns=schema.pandera.columns, checks=schema.pandera.checks, strict=True, ordered=True, name=schema.name
    )  # the key is checked over the whole table, not by batches
    try:
        by_row.validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        if cases["index"].isna().any():
            reasons = sorted({str(check) for check in cases.loc[cases["index"].isna(), "check"]})
            raise TableFailed(f"table {schema.name!r}: a check could not run: {'; '.join(reasons)}") from errors
        of_column = cases["schema_context"] == "Column"
        names = cases["check"].astype(str).where(~of_column, cases["column"] + ": " + cases["check"].astype(str))
        found: dict[int, list[str]] = {}
        for row, name in zip(cases["index"].astype(int), names, strict=True):
            reasons = found.setdefault(row, [])
            if (short := _short(name)) not in reasons:
                reasons.append(short)
        return {row: sorted(reasons) for row, reasons in found.items()}
    return {}


def _short(check: str) -> str:
    """A check's name without the long list of values that it may carry."""
    return check if len(check) <= 120 else check.split("(")[0]


def _split(schema: TableSchema, data: pa.Table, failures: dict[int, list[str]]) -> Validated:
    declared = arrow_schema(schema.name)
    if not failures:
        return Validated(pa.Table.from_arrays(data.columns, schema=declared), REJECTED.empty_table())
    rows = sorted(failures)
    passed = pa.array([True] * data.num_rows).to_numpy(zero_copy_only=False).copy()
    passed[rows] = False
    valid = data.filter(pa.array(passed))
    refused = rejected_rows(data.take(pa.array(rows, pa.int64())), schema.key, [failures[row] for row in rows])
    return Validated(pa.Table.from_arrays(valid.columns, schema=declared), refused)


def rejected_rows(data: pa.Table, key: tuple[str, ...], failed_checks: list[list[str]]) -> pa.Table:
    """The rows of `data` as quarantine rows, each with its failed checks."""
    rows = data.to_pylist()
    return pa.table(
        {
            "key": [" ".join(str(row[name]) for name in key) for row in rows],
            "failed_checks": failed_checks,
            "input": [json.dumps(row, ensure_ascii=False, default=_plain, sort_keys=False) for row in rows],
        },
        schema=REJECTED,
    )


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
