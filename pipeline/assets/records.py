"""The third stage: the records of each article, with their evidence."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pyarrow.parquet as pq

from pipeline.arrow_articles import read_clean_article, rejection_rows
from pipeline.assets.batches import CHANGED, OWNER, batches, content_version
from pipeline.build import BuildSettings, process_jobs, write_extractions
from pipeline.engine.cache import ExtractionCache
from pipeline.engine.code_version import code_version
from pipeline.engine.processing import Job
from pipeline.presentation import markdown_table, month_chart, stage_columns
from pipeline.records import Rejection
from pipeline.resources import Workspace

_BLOCK = 256
_FEW = 64
"""So many articles are read in this process: starting others would take longer."""


def _jobs(cleaned: Path) -> Iterator[Job]:
    with pq.ParquetFile(cleaned) as source:
        for batch in source.iter_batches(batch_size=_BLOCK):
            for row in batch.to_pylist():
                article = read_clean_article(row)
                yield Job(row["job_key"], article.article, cleaned=article)


def _keys(cleaned: Path) -> list[str]:
    return [str(key) for key in pq.read_table(cleaned, columns=["job_key"])["job_key"].to_pylist()]


class RecordCounts:
    """What the rows of an extractions file hold, in numbers."""

    def __init__(self, extractions: Path) -> None:
        self.totals: Counter[str] = Counter(
            dict.fromkeys(("relevant_articles", "meetings", "participants", "deals", "deal_parties"), 0)
        )
        self.types: Counter[tuple[str, str, str]] = Counter()
        self.months: defaultdict[str, Counter[str]] = defaultdict(Counter)
        columns = ["relevant", "published_date", "minerals", "meetings", "deals"]
        with pq.ParquetFile(extractions) as source:
            for batch in source.iter_batches(batch_size=_BLOCK, columns=columns):
                for row in batch.to_pylist():
                    self._add(row)

    def _add(self, row: dict[str, object]) -> None:
        self.totals["articles"] += 1
        self.totals["relevant_articles"] += bool(row["relevant"])
        self.totals["mineral_mentions"] += len(_records(row["minerals"]))
        for kind, day_field, parties in (
            ("meeting", "start_date", "participants"),
            ("deal", "date", "parties"),
        ):
            for record in _records(row[f"{kind}s"]):
                self.totals[f"{kind}s"] += 1
                self.totals["participants" if kind == "meeting" else "deal_parties"] += len(_records(record[parties]))
                kept_type, status = str(record[f"{kind}_type"]), str(record["status"])
                self.types[kind, kept_type, status] += 1
                day = record[day_field] or row["published_date"]
                self.months[f"{kind}: {kept_type}"][f"{day:%Y-%m}" if day else "undated"] += 1

    def chart(self) -> dg.MarkdownMetadataValue:
        """The picture of records by type and month; types beyond the five largest of all are one."""
        largest = sorted(self.months, key=lambda name: (-self.months[name].total(), name))
        shown = largest if len(largest) <= 6 else largest[:5]
        bars: dict[str, Counter[str]] = {name: self.months[name] for name in shown}
        for name in largest[len(shown) :]:
            bars.setdefault("other types", Counter()).update(self.months[name])
        return month_chart(bars, "Records by type and month")


def _records(value: object) -> list[dict[str, object]]:
    return value if isinstance(value, list) else []


@dg.multi_asset(
    group_name="records",
    partitions_def=batches,
    outs={
        "extractions": dg.AssetOut(
            description="Meetings, participants, minerals and deals of each article of a batch, "
            "each value with the words that gave it.",
            kinds={"python", "spacy", "parquet"},
            owners=[OWNER],
            code_version=code_version("extraction"),
            metadata={"dagster/column_schema": stage_columns("extractions")},
            automation_condition=CHANGED,
        ),
        "failed_articles": dg.AssetOut(
            description="Articles of a batch that extraction broke down on, each with what went wrong. "
            "They reach the quarantine with the dataset, and are tried again by the next run.",
            kinds={"python", "parquet"},
            owners=[OWNER],
            code_version=code_version("extraction"),
            metadata={"dagster/column_schema": stage_columns("failed_articles")},
            automation_condition=CHANGED,
        ),
    },
)
def extracted(
    context: dg.AssetExecutionContext, workspace: Workspace, clean_articles: Path
) -> Iterator[dg.MaterializeResult[Path]]:
    """Read each clean article of a batch; articles that were read before by the same code come from the cache."""
    cache = ExtractionCache(workspace.out_folder / "cache", code_version("extraction"))
    keys = _keys(clean_articles)
    missing = {key for key in keys if key not in cache}
    settings = BuildSettings(
        engine="ray" if workspace.engine == "ray" else "local",
        workers=workspace.workers or (1 if len(missing) <= _FEW else None),
        address=workspace.ray_address or None,
    )
    done = 0

    def progress(more: int) -> None:
        nonlocal done
        done += more
        context.log.info(f"{done} of {len(missing)} articles read")

    processed = 0
    failures: list[Rejection] = []
    if missing:
        wanted = (job for job in _jobs(clean_articles) if job.key in missing)
        processed, failures = process_jobs(wanted, cache, settings, progress)
    for failure in failures:
        context.log.warning(f"{failure.source} could not be read: {failure.detail}")
    with tempfile.TemporaryDirectory(prefix="minerals-") as scratch:
        target = write_extractions(cache.rows(keys), Path(scratch) / "extractions.parquet")
        failed = Path(scratch) / "failed.parquet"
        pq.write_table(rejection_rows(failures), failed, compression="zstd")
        counts = RecordCounts(target)
        yield dg.MaterializeResult(
            asset_key="extractions",
            value=target,
            metadata={
                **counts.totals,
                "read_anew": processed,
                "from_cache": len(keys) - processed,
                "records_by_type": markdown_table(
                    ["records", "type"],
                    [[count, f"{kind}: {of}, {status}"] for (kind, of, status), count in sorted(counts.types.items())],
                ),
                "records_by_month": counts.chart(),
            },
            data_version=content_version(target),
        )
        cache.forget_other_versions()
        yield dg.MaterializeResult(
            asset_key="failed_articles",
            value=failed,
            metadata={"failed": len(failures)},
            data_version=content_version(failed),
        )
