"""The code location: all assets, checks, jobs, schedules, sensors and resources."""

from __future__ import annotations

import os
from pathlib import Path

import dagster as dg

from pipeline.assets import articles, dataset, quality, records, tables
from pipeline.assets import release as release_stage
from pipeline.assets.automation import dataset_job, new_batches, release_job, weekly_release
from pipeline.checks import all_checks
from pipeline.resources import Catalog, ParquetIOManager, Workspace


def definitions(workspace: Workspace | None = None) -> dg.Definitions:
    """The code location over a workspace; by default over the one that the environment gives.

    Stage results go to `MINERALS_STAGES`, any path that fsspec knows, else below the output folder.
    """
    workspace = workspace or Workspace.from_environment()
    out = Path(workspace.out)
    return dg.Definitions(
        assets=[
            articles.ingested,
            articles.clean_articles,
            records.extractions,
            tables.resolved,
            dataset.dataset,
            quality.extraction_quality,
            release_stage.release,
        ],
        asset_checks=all_checks(),
        jobs=[dataset_job, release_job],
        schedules=[weekly_release],
        sensors=[
            new_batches,
            dg.AutomationConditionSensorDefinition(
                "changed_assets",
                target=dg.AssetSelection.all() - dg.AssetSelection.assets("release"),
                description="Makes anew what has changed, and what lies downstream of it.",
            ),
        ],
        resources={
            "workspace": workspace,
            "catalog": Catalog(path=str(out / "minerals.duckdb")),
            "io_manager": ParquetIOManager(base_path=os.environ.get("MINERALS_STAGES", str(out / "stages"))),
        },
    )


defs = definitions()
"""What Dagster loads."""
