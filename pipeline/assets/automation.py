"""What runs by itself: new and changed batches, everything downstream of them, the weekly release."""

from __future__ import annotations

import json
from pathlib import Path

import dagster as dg

from pipeline.assets.batches import batches
from pipeline.ingest import batch_digest
from pipeline.ingest import batches as batches_in
from pipeline.resources import Workspace

dataset_job = dg.define_asset_job(
    "dataset_job",
    selection=dg.AssetSelection.assets("dataset").upstream() | dg.AssetSelection.assets("extraction_quality"),
    partitions_def=batches,
    executor_def=dg.in_process_executor,
    description="One batch from raw articles to the published dataset.",
)

release_job = dg.define_asset_job(
    "release_job",
    selection=dg.AssetSelection.assets("release"),
    executor_def=dg.in_process_executor,
    description="A versioned release of the dataset as it stands.",
)

weekly_release = dg.ScheduleDefinition(
    name="weekly_release",
    job=release_job,
    cron_schedule="0 6 * * 1",
    execution_timezone="UTC",
    description="A release every Monday morning, where the dataset has changed.",
)


@dg.sensor(job=dataset_job, minimum_interval_seconds=60, name="new_batches")
def new_batches(context: dg.SensorEvaluationContext, workspace: Workspace) -> dg.SensorResult | dg.SkipReason:
    """Register the batches of the landing folder, and request a run for each that is new or has changed."""
    seen: dict[str, str] = json.loads(context.cursor) if context.cursor else {}
    found = {key: batch_digest(path) for key, path in batches_in(Path(workspace.landing))}
    changed = [key for key in sorted(found) if seen.get(key) != found[key]]
    gone = [key for key in sorted(seen) if key not in found]
    if not changed and not gone:
        return dg.SkipReason(f"none of {len(found)} batches has changed")
    known = set(context.instance.get_dynamic_partitions(str(batches.name)))
    requests: list[dg.AddDynamicPartitionsRequest | dg.DeleteDynamicPartitionsRequest] = []
    if new := [key for key in changed if key not in known]:
        requests.append(batches.build_add_request(new))
    if gone := [key for key in gone if key in known]:
        requests.append(batches.build_delete_request(gone))
    # A batch that is gone takes its records with it: any other batch's run resolves and publishes anew.
    rerun = changed or sorted(found)[:1]
    return dg.SensorResult(
        run_requests=[dg.RunRequest(run_key=f"{key}:{found[key]}:{len(gone)}", partition_key=key) for key in rerun],
        dynamic_partitions_requests=requests,
        cursor=json.dumps(found, sort_keys=True),
    )
