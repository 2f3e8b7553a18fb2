"""Asset checks, made from the declared schemas: one for each table, one for each rule across tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq

from pipeline.assets.presentation import counts_table
from pipeline.resources import Workspace
from schemas import CROSS_CHECKS, TABLES, TableFailed, cross_checks, validate


def check_from_schema(table: str) -> dg.AssetChecksDefinition:
    """The check that the rows of a resolved table are what its pandera model declares.

    Blocking: a table with missing columns or wrong types stops the run before publishing. Single
    rows that fail are a warning, since publishing puts them into quarantine.
    """

    @dg.asset_check(
        asset=dg.AssetKey(["tables", table]),
        name="matches_schema",
        description=f"Rows of `{table}` have the declared columns, types, keys, enumerations and checks.",
        blocking=True,
        additional_ins={"rows": dg.AssetIn(key=dg.AssetKey(["tables", table]))},
    )
    def matches_schema(rows: Path) -> dg.AssetCheckResult:
        try:
            validated = validate(table, pq.read_table(rows))
        except TableFailed as problem:
            return dg.AssetCheckResult(passed=False, metadata={"reason": str(problem)})
        failed = Counter(check for checks in validated.rejected.column("failed_checks").to_pylist() for check in checks)
        return dg.AssetCheckResult(
            passed=validated.rejected.num_rows == 0,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={
                "rows": validated.valid.num_rows,
                "rejected_rows": validated.rejected.num_rows,
                "failed_checks": counts_table(["check", "rows"], failed.most_common()),
            },
        )

    return matches_schema


def check_name(name: str) -> str:
    """The name of a check across tables in the form that Dagster takes: letters, digits and underscores."""
    return name.replace(".", "__")


def dataset_checks() -> dg.AssetChecksDefinition:
    """The checks across tables of the published dataset: foreign keys, evidence, spans, chosen values."""
    specs = [
        dg.AssetCheckSpec(name=check_name(check.name), asset="dataset", description=check.description, blocking=True)
        for check in CROSS_CHECKS
    ]

    @dg.multi_asset_check(name="across_tables", specs=specs)
    def across_tables(workspace: Workspace) -> Iterable[dg.AssetCheckResult]:
        for result in cross_checks(workspace.out_folder / "dataset"):
            yield dg.AssetCheckResult(
                asset_key="dataset",
                check_name=check_name(result.check.name),
                passed=result.passed,
                severity=dg.AssetCheckSeverity(result.check.severity.upper()),
                metadata={"failures": result.failures, "examples": list(result.examples)},
            )

    return across_tables


def all_checks() -> Sequence[dg.AssetChecksDefinition]:
    """Every asset check of the code location."""
    return [*(check_from_schema(table) for table in TABLES), dataset_checks()]
