"""The fourth stage: records of all batches resolved to the tables of the dataset."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg

from pipeline.assets.batches import CHANGED, OWNER, content_version
from pipeline.assets.presentation import markdown_table, table_columns
from pipeline.assets.stage_schemas import TABLES_PREFIX, table_key
from pipeline.build import corrections_beside
from pipeline.engine.code_version import code_version
from pipeline.resolution import resolve
from pipeline.resources import Workspace, conformed
from schemas import TABLES


@dg.multi_asset(
    group_name=TABLES_PREFIX,
    outs={
        table: dg.AssetOut(
            key=table_key(table),
            description=f"{declared.description} One row per {declared.row}, over the articles of all batches.",
            kinds={"python", "duckdb", "parquet"},
            owners=[OWNER],
            code_version=code_version("resolution"),
            metadata={"dagster/column_schema": table_columns(table)},
            automation_condition=CHANGED,
        )
        for table, declared in TABLES.items()
    },
)
def resolved(
    context: dg.AssetExecutionContext, workspace: Workspace, extractions: dict[str, Path]
) -> Iterator[dg.MaterializeResult[Path]]:
    """Resolve the records of all articles to entities, events, statements and conflicts.

    Ids are carried over from the dataset that is published; `corrections.csv` in the landing folder is applied.
    """
    previous = workspace.out_folder / "dataset"
    with tempfile.TemporaryDirectory(prefix="minerals-") as scratch:
        staged = Path(scratch) / "tables"
        report = resolve(
            [extractions[batch] for batch in sorted(extractions)],
            staged,
            corrections=corrections_beside(workspace.landing_folder),
            previous=previous if previous.exists() else None,
        )
        context.log.info(f"{report.mentions} reports of meetings and deals from {len(extractions)} batches resolved")
        for outcome in report.not_applied:
            context.log.warning(f"a correction was not applied: {outcome}")
        for table in TABLES:
            # With the declared schema before the digest is taken, so that it is that of the stored file.
            path = conformed(staged / f"{table}.parquet", table_key(table), Path(scratch) / f"{table}.parquet")
            metadata: dict[str, dg.MetadataValue | int] = {"rows": report.rows[table]}
            if table in ("meetings", "deals"):
                metadata |= {
                    "reports_resolved": report.mentions,
                    "corrections": markdown_table(
                        ["correction", "result"], [[str(o), o.result] for o in report.corrections]
                    ),
                }
            yield dg.MaterializeResult(
                asset_key=table_key(table), value=path, metadata=metadata, data_version=content_version(path)
            )
