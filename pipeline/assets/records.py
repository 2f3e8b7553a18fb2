"""The third stage: the records of each article, with their evidence."""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq

from pipeline.arrow_articles import read_clean_article
from pipeline.arrow_records import EXTRACTION_SCHEMA
from pipeline.assets.batches import OWNER, batches
from pipeline.assets.presentation import month_chart, stage_columns
from pipeline.build import BuildSettings, process_jobs, write_extractions
from pipeline.engine.cache import ExtractionCache
from pipeline.engine.code_version import code_version
from pipeline.engine.processing import Job
from pipeline.resources import Workspace

_BLOCK = 256


def _jobs(cleaned: Path) -> Iterator[Job]:
    with pq.ParquetFile(cleaned) as source:
        for batch in source.iter_batches(batch_size=_BLOCK):
            for row in batch.to_pylist():
                article = read_clean_article(row)
                yield Job(row["job_key"], article.article, cleaned=article)


def _by_month(extractions: Path) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    totals: Counter[str] = Counter()
    months: defaultdict[str, Counter[str]] = defaultdict(Counter)
    columns = ["relevant", "published_date", "minerals", "meetings", "deals"]
    with pq.ParquetFile(extractions) as source:
        for batch in source.iter_batches(batch_size=_BLOCK, columns=columns):
            for row in batch.to_pylist():
                totals["articles"] += 1
                totals["relevant_articles"] += row["relevant"]
                for kind, records in (("meetings", row["meetings"]), ("deals", row["deals"])):
                    totals[kind] += len(records)
                    for record in records:
                        day = record.get("start_date") or record.get("date") or row["published_date"]
                        months[kind][day.strftime("%Y-%m") if day else "undated"] += 1
                totals["participants"] += sum(len(meeting["participants"]) for meeting in row["meetings"])
                totals["deal_parties"] += sum(len(deal["parties"]) for deal in row["deals"])
                totals["mineral_mentions"] += len(row["minerals"])
    return dict(totals), {kind: dict(counts) for kind, counts in months.items()}


@dg.asset(
    group_name="records",
    partitions_def=batches,
    kinds={"python", "spacy", "parquet"},
    owners=[OWNER],
    code_version=code_version("extraction"),
    metadata={"dagster/column_schema": stage_columns(EXTRACTION_SCHEMA)},
    automation_condition=dg.AutomationCondition.eager(),
)
def extractions(
    context: dg.AssetExecutionContext, workspace: Workspace, clean_articles: Path
) -> Iterator[dg.Output[Path]]:
    """Meetings, participants, minerals and deals of each article, each value with the words that gave it."""
    settings = BuildSettings(
        engine="ray" if workspace.engine == "ray" else "local",
        workers=workspace.workers or None,
        address=workspace.ray_address or None,
    )
    cache = ExtractionCache(workspace.out_folder / "cache", code_version("extraction"))
    keys = [job.key for job in _jobs(clean_articles)]
    missing = {key for key in keys if key not in cache}
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        done += more
        context.log.info(f"{done} of {len(missing)} articles read")

    wanted = (job for job in _jobs(clean_articles) if job.key in missing)
    processed, failed = process_jobs(wanted, cache, settings, progress)
    for rejection in failed:
        context.log.warning(f"{rejection.source} could not be read: {rejection.detail}")
    with tempfile.TemporaryDirectory() as scratch:
        target = write_extractions(cache.rows(keys), Path(scratch) / "extractions.parquet")
        totals, months = _by_month(target)
        yield dg.Output(
            target,
            metadata={
                **totals,
                "processed": processed,
                "from_cache": len(keys) - processed,
                "failed": len(failed),
                "records_by_month": month_chart(months, "Records by month"),
            },
        )
