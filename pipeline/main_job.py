"""The main job: every batch from its articles to the published dataset, as `make dataset` runs it.

The runs are kept in a persistent instance, at `DAGSTER_HOME` or else in the folder `dagster` of the
output folder, where the UI shows them. What has not changed since the last run is left as it is.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Worker processes load this module again as their main one: what is heavy is imported where it is needed.
if TYPE_CHECKING:
    import dagster as dg

    from pipeline.assets.progress import Screen
    from pipeline.resources import Workspace

INSTANCE_CONFIG = "telemetry:\n  enabled: false\nnux:\n  enabled: false\n"
"""Settings of an instance that is made here: nothing is reported to anyone, and no newsletter is offered."""


class JobFailed(Exception):
    """A run that failed; its message is the one line to show."""


def open_instance(out: Path) -> dg.DagsterInstance:
    """The persistent instance at `DAGSTER_HOME`, else in `out/dagster`; made where there is none."""
    import dagster as dg

    home = Path(os.environ.get("DAGSTER_HOME") or out / "dagster").resolve()
    home.mkdir(parents=True, exist_ok=True)
    config = home / "dagster.yaml"
    if not config.exists():
        config.write_text(INSTANCE_CONFIG, encoding="utf-8")
    os.environ["DAGSTER_HOME"] = str(home)
    return dg.DagsterInstance.get()


def stale_batches(
    defs: dg.Definitions, instance: dg.DagsterInstance, workspace: Workspace, stages: str
) -> tuple[list[str], list[str]]:
    """The batches to make anew, and those that are gone.

    A batch is made anew where its files, or the code of one of its stages, are other than those
    of its last materialisation, or where a stored file is missing.
    """
    from pipeline.assets.automation import BATCH_STAGES
    from pipeline.assets.batches import DIGEST, batches, found_batches, last_made, noted

    found = found_batches(workspace.landing_folder)
    known = set(instance.get_dynamic_partitions(str(batches.name)))
    stale = [
        key
        for key, digest in found.items()
        if key not in known
        or noted(last_made(instance, "raw_articles", key), DIGEST) != digest
        or not all(is_current(defs, instance, stage, key, stages) for stage in BATCH_STAGES)
    ]
    return stale, sorted(known - set(found))


def is_current(
    defs: dg.Definitions, instance: dg.DagsterInstance, asset: str | dg.AssetKey, partition: str | None, stages: str
) -> bool:
    """Whether an asset's last materialisation was made by the code as it is, and what it stored is there."""
    import dagster as dg

    from pipeline.assets.batches import last_made
    from pipeline.resources import is_stored

    key = dg.AssetKey(asset) if isinstance(asset, str) else asset
    record = last_made(instance, key, partition)
    made = record.asset_materialization if record else None
    return (
        made is not None
        and (made.tags or {}).get("dagster/code_version") == defs.resolve_asset_graph().get(key).code_version
        and is_stored(stages, key, partition)
    )


def needs_publishing(defs: dg.Definitions, instance: dg.DagsterInstance, workspace: Workspace, stages: str) -> bool:
    """Whether the tables or the dataset were made by other code, with other corrections, or are missing."""
    import dagster as dg

    from pipeline.assets.batches import CORRECTIONS, file_digest, last_made, noted
    from pipeline.build import corrections_beside, published_facts
    from pipeline.stage_schemas import table_key
    from schemas import TABLES

    if not all(is_current(defs, instance, table_key(table), None, stages) for table in TABLES):
        return True
    tables = last_made(instance, table_key("meetings"))
    if noted(tables, CORRECTIONS) != file_digest(corrections_beside(workspace.landing_folder)):
        return True
    record = last_made(instance, "dataset")
    made = record.asset_materialization if record else None
    if record is None or made is None or published_facts(workspace.out_folder) is None:
        return True
    code = defs.resolve_asset_graph().get(dg.AssetKey("dataset")).code_version
    resolved_before = tables is not None and tables.storage_id < record.storage_id
    return (made.tags or {}).get("dagster/code_version") != code or not resolved_before


def run(out: Path, landing: Path) -> int:
    """Make everything that is missing or out of date; the exit status."""
    from pipeline.assets.progress import Screen

    screen = Screen()
    started = time.monotonic()
    try:
        with screen.busy("loading the code"):
            import dagster as dg

            from pipeline.assets.batches import batches
            from pipeline.definitions import definitions
            from pipeline.resources import Workspace

            given = Workspace.from_environment()
            workspace = given.model_copy(update={"out": str(out), "landing": str(landing)})
            stages = os.environ.get("MINERALS_STAGES") or str(out / "stages")
            defs = definitions(workspace, stages, loggers={"console": screen.logger()})
        with open_instance(out) as instance:
            stale, gone = stale_batches(defs, instance, workspace, stages)
            for key in gone:
                instance.delete_dynamic_partition(str(batches.name), key)
                screen.note(f"the batch {key} is gone from {landing}: its records leave the dataset")
            instance.add_dynamic_partitions(str(batches.name), stale)
            for key in stale:
                _execute(defs, "batch_job", instance, screen, f"batch {key}", key)
            changed = bool(stale or gone) or needs_publishing(defs, instance, workspace, stages)
            if changed:
                _execute(defs, "publish_job", instance, screen, "all batches")
            if not is_current(defs, instance, "extraction_quality", None, stages):
                _execute(defs, "quality_job", instance, screen, "annotated articles")
                changed = True
            if not changed:
                screen.note("Nothing has changed since the last run: the dataset was left as it is.")
            count = len(instance.get_dynamic_partitions(str(batches.name)))
            quality = instance.get_latest_materialization_event(dg.AssetKey("extraction_quality"))
    except (JobFailed, OSError, ValueError) as problem:
        screen.failed(" ".join(str(problem).split()))
        return 1
    figures: dict[str, Any] = {}
    if quality and quality.asset_materialization:
        figures = {name: entry.value for name, entry in quality.asset_materialization.metadata.items()}
    screen.summary(out, Path(stages), count, figures, time.monotonic() - started)
    return 0


def _execute(
    defs: dg.Definitions,
    job: str,
    instance: dg.DagsterInstance,
    screen: Screen,
    subject: str,
    partition: str | None = None,
) -> None:
    """Run a job here, in this process; raises JobFailed with the reason of the step that failed."""
    with screen.busy(subject):
        result = defs.resolve_job_def(job).execute_in_process(
            {"loggers": {"console": {}}}, instance, partition, raise_on_error=False
        )
    for check in result.get_asset_check_evaluations():
        if not check.passed:
            screen.check(check)
    if result.success:
        return
    for event in result.all_events:
        if event.is_step_failure and (error := event.step_failure_data.error):
            while error.cause:
                error = error.cause
            reason = error.message.strip()
            if event.step_failure_data.user_failure_data:
                reason = event.step_failure_data.user_failure_data.description or reason
            raise JobFailed(f"{subject}: {event.step_key} failed: {reason}")
    raise JobFailed(f"{subject}: {job} failed (run {result.run_id})")


def main() -> int:
    """Run the main job with the folders that the environment names; the exit status."""
    out = Path(os.environ.get("MINERALS_OUT") or "outputs")
    landing = Path(os.environ.get("MINERALS_LANDING") or "landing")
    return run(out, landing)


if __name__ == "__main__":
    sys.exit(main())
