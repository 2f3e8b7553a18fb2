"""The fifth stage: the published dataset, Parquet files with their DuckDB catalog."""

import hashlib
import tempfile
from collections.abc import Mapping
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq

from pipeline.assets.batches import CHANGED, OWNER
from pipeline.build import write_rejections
from pipeline.engine.code_version import code_version
from pipeline.presentation import described_columns, markdown_table, month_chart
from pipeline.publishing.facts import DatasetFacts
from pipeline.publishing.parquet import publish
from pipeline.publishing.quarantine import quarantine_counts
from pipeline.records import Rejection
from pipeline.resources import Catalog, Workspace
from pipeline.stage_schemas import table_key
from schemas import TABLES, TableFailed

DATASET_COLUMNS = described_columns(
    ("table", "string", "Table of the dataset; a Parquet file and a table of the DuckDB catalog."),
    ("rows", "int64", "Rows that are published."),
    ("rejected", "int64", "Rows that failed a check and are in the quarantine instead."),
    ("kilobytes", "double", "Size of the Parquet file."),
    ("row", "string", "What one row stands for."),
)


@dg.asset(
    group_name="dataset",
    kinds={"duckdb", "parquet"},
    owners=[OWNER],
    code_version=code_version("publishing"),
    metadata={"dagster/column_schema": DATASET_COLUMNS},
    automation_condition=CHANGED,
    ins={table: dg.AssetIn(key=table_key(table)) for table in TABLES},
)
def dataset(
    context: dg.AssetExecutionContext,
    workspace: Workspace,
    catalog: Catalog,
    rejected_inputs: dict[str, Path],
    failed_articles: dict[str, Path],
    **tables: Path,
) -> dg.MaterializeResult[None]:
    """The published dataset: checked and sorted Parquet files, the DuckDB catalog, and the quarantine.

    It takes the place of the one before in one step. Where a table fails as a whole, nothing is published.
    """
    out = workspace.out_folder
    write_rejections(_rejections(rejected_inputs, failed_articles), out)
    with tempfile.TemporaryDirectory(prefix="minerals-") as scratch:
        for table, path in tables.items():
            (Path(scratch) / f"{table}.parquet").symlink_to(path.resolve())
        try:
            published = publish(Path(scratch), out)
        except TableFailed as problem:
            raise dg.Failure(str(problem), allow_retries=False) from problem
    facts = published.facts
    context.log.info(f"published in {published.folder}, catalog {published.catalog}")
    return dg.MaterializeResult(
        metadata={**_numbers(facts, out), **_views(catalog), "path": dg.MetadataValue.path(str(published.folder))},
        data_version=dg.DataVersion(_digest(facts)),
    )


def _rejections(*stages: Mapping[str, Path]) -> list[Rejection]:
    """What the stages refused, over all batches; the batch stands before the source."""
    refused = [
        Rejection(f"{batch}/{row['source']}", row["reason"], row["detail"])
        for stage in stages
        for batch, path in stage.items()
        for row in pq.read_table(path).to_pylist()
    ]
    return sorted(refused, key=lambda each: (each.source, each.reason, each.detail))


def _digest(facts: DatasetFacts) -> str:
    return hashlib.sha256("".join(f"{facts.files[name].sha256}\n" for name in sorted(facts.files)).encode()).hexdigest()


def _numbers(facts: DatasetFacts, out: Path) -> dict[str, dg.MetadataValue | int | float | str]:
    """What was published, table by table, and what is in quarantine."""
    rows = [
        [name, facts.rows[name], facts.rejected.get(name, 0), facts.files[f"{name}.parquet"].bytes / 1000, about.row]
        for name, about in TABLES.items()
    ]
    held = quarantine_counts(out)
    return {
        "preview": markdown_table(["table", "rows", "rejected", "kilobytes", "row"], rows),
        "dagster/row_count": sum(facts.rows.values()),
        **{f"rows_{table}": facts.rows[table] for table in ("articles", "meetings", "deals", "entities", "statements")},
        "quarantined_inputs": sum(held.get("inputs", {}).values()),
        "quarantined_rows": sum(facts.rejected.values()),
        "kilobytes": sum(each.bytes for each in facts.files.values()) / 1000,
        "data_through": str(facts.data_through or "unknown"),
        "quarantine": markdown_table(
            ["file", "reason", "rows"],
            [[file, reason, count] for file, reasons in held.items() for reason, count in reasons.items()],
        ),
        "warnings": markdown_table(["check", "rows"], sorted(facts.warnings.items())),
    }


def _views(catalog: Catalog) -> dict[str, dg.MetadataValue | int]:
    """What the catalog's views show of the dataset: a picture over time, and how much sources disagree."""
    months: dict[str, dict[str, int]] = {}
    with catalog.connect() as database:
        for kind, field in (("meetings", "start_date"), ("deals", "date")):
            counted = database.execute(
                f"SELECT coalesce(strftime({field}, '%Y-%m'), 'undated'), count(*) FROM {kind} GROUP BY 1"
            ).fetchall()
            months[kind] = {str(month): int(count) for month, count in counted}
        (conflicts,) = database.execute("SELECT count(*) FROM conflicts").fetchone() or (0,)
        newest = database.execute(
            "SELECT 'meeting', start_date AS day, title, status, article_count FROM meetings "
            "UNION ALL SELECT 'deal', date, title, status, article_count FROM deals "
            "ORDER BY day DESC NULLS LAST, title LIMIT 10"
        ).fetchall()
    return {
        "conflicts": int(conflicts),
        "records_by_month": month_chart(months, "Meetings and deals by month"),
        "newest_records": markdown_table(["record", "date", "title", "status", "articles"], newest),
    }
