"""The fourth stage: records of all batches resolved to the tables of the dataset."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq

from pipeline.assets.batches import OWNER
from pipeline.assets.presentation import table_columns
from pipeline.build import corrections_beside
from pipeline.engine.code_version import code_version
from pipeline.resolution import resolve
from pipeline.resources import Workspace
from schemas import TABLES


@dg.multi_asset(
    group_name="tables",
    outs={
        table: dg.AssetOut(
            key=dg.AssetKey(["tables", table]),
            description=declared.description,
            kinds={"python", "duckdb", "parquet"},
            owners=[OWNER],
            code_version=code_version("resolution"),
            metadata={"dagster/column_schema": table_columns(table)},
            automation_condition=dg.AutomationCondition.eager(),
        )
        for table, declared in TABLES.items()
    },
)
def resolved(
    context: dg.AssetExecutionContext, workspace: Workspace, extractions: dict[str, Path]
) -> Iterator[dg.Output[Path]]:
    """Resolve the records of all articles to entities, events, statements and conflicts."""
    previous = workspace.out_folder / "dataset"
    with tempfile.TemporaryDirectory() as scratch:
        staged = Path(scratch) / "tables"
        resolve(
            [extractions[batch] for batch in sorted(extractions)],
            staged,
            corrections=corrections_beside(Path(workspace.landing)),
            previous=previous if previous.exists() else None,
        )
        for table in TABLES:
            path = staged / f"{table}.parquet"
            yield dg.Output(path, table, metadata={"rows": pq.ParquetFile(path).metadata.num_rows})
