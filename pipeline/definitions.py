"""The code location: all assets, checks, jobs, schedules, sensors and resources."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import dagster as dg

from pipeline.assets import articles, dataset, quality, records, tables
from pipeline.assets import release as release_stage
from pipeline.assets.automation import (
    batch_job,
    changed_assets,
    new_batches,
    publish_job,
    quality_job,
    release_job,
    weekly_release,
)
from pipeline.checks import all_checks
from pipeline.resources import Catalog, ParquetIOManager, Workspace


def definitions(
    workspace: Workspace | None = None,
    stages: str | None = None,
    loggers: Mapping[str, dg.LoggerDefinition] | None = None,
) -> dg.Definitions:
    """The code location over a workspace; by default over the one that the environment gives.

    Stage results go to `stages`, any path that fsspec knows, by default to `MINERALS_STAGES`, else
    below the output folder.
    """
    workspace = workspace or Workspace.from_environment()
    out = Path(workspace.out)
    stages = stages or os.environ.get("MINERALS_STAGES") or str(out / "stages")
    return dg.Definitions(
        assets=[
            articles.ingested,
            articles.clean_articles,
            records.extracted,
            tables.resolved,
            dataset.dataset,
            quality.extraction_quality,
            release_stage.release,
        ],
        asset_checks=all_checks(),
        jobs=[batch_job, publish_job, quality_job, release_job],
        schedules=[weekly_release],
        sensors=[new_batches, changed_assets],
        resources={
            "workspace": workspace,
            "catalog": Catalog(path=str(out / "minerals.duckdb")),
            "io_manager": ParquetIOManager(base_path=stages),
        },
        loggers=loggers,
        # Extraction starts processes of its own; a process for each step would only load the code again.
        executor=dg.in_process_executor,
    )


defs = definitions()
"""What Dagster loads."""
