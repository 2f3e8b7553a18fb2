"""Asset checks, made from the declared schemas: one for each table, one for each rule across tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import dagster as dg
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.build import stored_articles
from pipeline.presentation import markdown_table
from pipeline.publishing.facts import RunFacts
from pipeline.resources import Workspace
from pipeline.stage_schemas import table_key
from schemas import CROSS_CHECKS, TABLES, TableFailed, cross_checks, text_checks
from schemas.cross_checks import quoted
from schemas.validation import BATCH_ROWS, check_rows

TEXTS_CHECKED = 2000
"""In so many articles at the most it is checked that quotations stand where they are said to."""


def check_from_schema(table: str) -> dg.AssetChecksDefinition:
    """The check that the rows of a resolved table are what its pandera model declares.

    Blocking where publishing must not go on: a column is missing or of another type, or so many
    rows fail that the table fails as a whole. Single rows that fail are a warning, since publishing
    puts them into quarantine.
    """

    @dg.asset_check(
        asset=table_key(table),
        name="matches_schema",
        description=f"Rows of `{table}` have the declared columns, types, keys, enumerations and checks.",
        blocking=True,
    )
    def matches_schema(rows: Path) -> dg.AssetCheckResult:
        try:
            total, rejected, failed = failed_checks(table, rows)
        except TableFailed as problem:
            return dg.AssetCheckResult(passed=False, metadata={"reason": str(problem)})
        lost = rejected > RunFacts().max_rejected_share * total
        return dg.AssetCheckResult(
            passed=rejected == 0,
            severity=dg.AssetCheckSeverity.ERROR if lost else dg.AssetCheckSeverity.WARN,
            metadata={
                "rows": total,
                "rejected_rows": rejected,
                "failed_checks": markdown_table(["check", "rows"], failed.most_common()),
            },
        )

    return matches_schema


def failed_checks(table: str, path: Path) -> tuple[int, int, Counter[str]]:
    """Rows of a table's file, how many of them fail a check, and how many fail each; in bounded memory.

    Raises TableFailed where the file has other columns or types than declared.
    """
    failed: Counter[str] = Counter()
    rejected = 0
    with pq.ParquetFile(path) as source:
        total = source.metadata.num_rows
        for batch in source.iter_batches(BATCH_ROWS):
            refused = check_rows(table, pa.Table.from_batches([batch])).rejected
            rejected += refused.num_rows
            failed.update(str(check) for row in refused.to_pylist() for check in row["failed_checks"])
    key = ", ".join(f'"{column}"' for column in TABLES[table].key)
    with duckdb.connect(":memory:") as database:
        (keys,) = database.execute(
            f"SELECT count(*) FROM (SELECT DISTINCT {key} FROM read_parquet({quoted(str(path))}))"
        ).fetchone() or (0,)
    if repeated := total - int(keys):
        failed["unique_key"] += repeated
        rejected += repeated
    return total, rejected, failed


def check_name(name: str) -> str:
    """The name of a check across tables in the form that Dagster takes: letters, digits and underscores."""
    return name.replace(".", "__")


def dataset_checks() -> dg.AssetChecksDefinition:
    """The checks across tables of the published dataset: foreign keys, evidence, spans, chosen values.

    Those that mark an error block the release.
    """
    specs = [
        dg.AssetCheckSpec(
            name=check_name(check.name),
            asset="dataset",
            description=f"`{check.table}`: {check.description}",
            blocking=check.severity == "error",
        )
        for check in CROSS_CHECKS
    ]

    @dg.multi_asset_check(name="across_tables", specs=specs)
    def across_tables(workspace: Workspace) -> Iterable[dg.AssetCheckResult]:
        for result in cross_checks(workspace.out_folder / "dataset"):
            yield dg.AssetCheckResult(
                asset_key="dataset",
                check_name=check_name(result.check.name),
                passed=result.passed,
                severity=_severity(result.check.severity),
                metadata={"failures": result.failures, "examples": list(result.examples)},
            )

    return across_tables


def _severity(severity: str) -> dg.AssetCheckSeverity:
    return dg.AssetCheckSeverity.ERROR if severity == "error" else dg.AssetCheckSeverity.WARN


@dg.asset_check(
    asset="dataset",
    blocking=True,
    additional_ins={"raw_articles": dg.AssetIn("raw_articles")},
    description="Quotations and mentions are the raw text of their article between their offsets; "
    f"looked up in up to {TEXTS_CHECKED} articles.",
)
def quotes_stand_in_articles(workspace: Workspace, raw_articles: dict[str, Path]) -> dg.AssetCheckResult:
    """Check spans against the raw texts; article ids are digests, so that the first of them are a fair sample."""
    ids = {
        str(key) for path in raw_articles.values() for key in pq.read_table(path, columns=["article_id"])[0].to_pylist()
    }
    wanted = set(sorted(ids)[:TEXTS_CHECKED])
    texts = {
        article.article_id: article.text
        for batch in sorted(raw_articles)
        for article in stored_articles(raw_articles[batch])
        if article.article_id in wanted
    }
    results = text_checks(workspace.out_folder / "dataset", texts.get)
    failures = {result.check.name: result.failures for result in results}
    examples = [example for result in results for example in result.examples]
    return dg.AssetCheckResult(
        passed=all(result.passed for result in results),
        metadata={
            "articles": len(texts),
            "failures": sum(failures.values()),
            "by_table": markdown_table(["check", "failures"], sorted(failures.items())),
            "examples": examples[:10],
        },
    )


def all_checks() -> Sequence[dg.AssetChecksDefinition]:
    """Every asset check of the code location."""
    return [*(check_from_schema(table) for table in TABLES), dataset_checks(), quotes_stand_in_articles]
