"""What runs by itself: new and changed batches, everything downstream of them, the weekly release."""

from __future__ import annotations

import os

import dagster as dg

from pipeline.assets.batches import CORRECTIONS, DIGEST, batches, file_digest, found_batches, last_made, noted
from pipeline.build import corrections_beside
from pipeline.resources import Workspace
from pipeline.stage_schemas import table_key

BATCH_STAGES = ("raw_articles", "rejected_inputs", "clean_articles", "extractions", "failed_articles")
"""The assets that a batch has of its own."""

batch_job = dg.define_asset_job(
    "batch_job",
    selection=dg.AssetSelection.assets(*BATCH_STAGES),
    description="One batch from its files to the records of its articles.",
)

publish_job = dg.define_asset_job(
    "publish_job",
    selection=dg.AssetSelection.groups("tables") | dg.AssetSelection.assets("dataset"),
    description="The records of all batches resolved, checked and published.",
)

quality_job = dg.define_asset_job(
    "quality_job",
    selection=dg.AssetSelection.assets("extraction_quality"),
    description="Extraction measured on annotated articles.",
)

release_job = dg.define_asset_job(
    "release_job",
    selection=dg.AssetSelection.assets("release"),
    description="A versioned release of the dataset as it stands.",
)

weekly_release = dg.ScheduleDefinition(
    name="weekly_release",
    job=release_job,
    cron_schedule="0 6 * * 1",
    execution_timezone="UTC",
    description="A release every Monday morning, where the dataset has changed.",
)


def by_itself() -> dg.DefaultSensorStatus:
    """Whether the sensors run without being switched on in the UI: where `MINERALS_AUTOMATION` is `on`."""
    on = os.environ.get("MINERALS_AUTOMATION", "").lower() in ("on", "1", "true", "yes")
    return dg.DefaultSensorStatus.RUNNING if on else dg.DefaultSensorStatus.STOPPED


@dg.sensor(jobs=[batch_job, publish_job], minimum_interval_seconds=60, name="new_batches", default_status=by_itself())
def new_batches(context: dg.SensorEvaluationContext, workspace: Workspace) -> dg.SensorResult | dg.SkipReason:
    """Register the batches of the landing folder, and request a run for each that is new or has changed.

    A batch has changed when its files are other than those that its last materialisation read. The tables and
    the dataset follow by their automation condition. Only for what leaves nothing upstream to change, a batch
    that is gone and corrections that were edited, a run that publishes anew is requested here.
    """
    found = found_batches(workspace.landing_folder)
    known = set(context.instance.get_dynamic_partitions(str(batches.name)))
    requests: list[dg.AddDynamicPartitionsRequest | dg.DeleteDynamicPartitionsRequest] = []
    runs: list[dg.RunRequest] = []
    for key, digest in found.items():
        record = last_made(context.instance, "raw_articles", key)
        if key in known and noted(record, DIGEST) == digest:
            continue
        # The same files may come back after others: what stood there before is part of what names the run.
        after = record.storage_id if record else "nothing"
        runs.append(dg.RunRequest(run_key=f"{key}:{digest}:{after}", job_name=batch_job.name, partition_key=key))
    if new := sorted(set(found) - known):
        requests.append(batches.build_add_request(new))
    if gone := sorted(known - set(found)):
        requests.append(batches.build_delete_request(gone))
        runs.append(dg.RunRequest(job_name=publish_job.name, tags={"minerals/batches_removed": ", ".join(gone)[:250]}))
    elif (tables := last_made(context.instance, table_key("meetings"))) and not runs:
        corrections = file_digest(corrections_beside(workspace.landing_folder))
        if noted(tables, CORRECTIONS) != corrections:
            key = f"corrections:{corrections}:{tables.storage_id}"
            runs.append(dg.RunRequest(run_key=key, job_name=publish_job.name))
    if not runs and not requests:
        return dg.SkipReason(f"none of {len(found)} batches has changed")
    return dg.SensorResult(run_requests=runs, dynamic_partitions_requests=requests)


changed_assets = dg.AutomationConditionSensorDefinition(
    "changed_assets",
    target=dg.AssetSelection.all() - dg.AssetSelection.assets("release"),
    default_status=by_itself(),
    description="Makes anew what has changed, and what lies downstream of it.",
)
