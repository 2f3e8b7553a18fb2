"""The first two stages: raw articles as they came, and clean ones with their lines told apart."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_articles import ARTICLE_SCHEMA, CLEAN_SCHEMA, REJECTION_SCHEMA, clean_row, rejection_rows
from pipeline.assets.batches import OWNER, batch_path, batches
from pipeline.assets.presentation import counts_table, stage_columns
from pipeline.build import count_recurring, jobs, read_raw, stored_articles
from pipeline.cleaning import clean
from pipeline.engine.code_version import code_version
from pipeline.resources import Workspace

_BLOCK = 256


@dg.multi_asset(
    group_name="articles",
    partitions_def=batches,
    outs={
        "raw_articles": dg.AssetOut(
            description="Articles of a batch as they came: decoded text with the metadata that came with it.",
            kinds={"python", "parquet"},
            owners=[OWNER],
            code_version=code_version("ingest"),
            metadata={"dagster/column_schema": stage_columns(ARTICLE_SCHEMA)},
            automation_condition=dg.AutomationCondition.eager(),
        ),
        "rejected_inputs": dg.AssetOut(
            description="Inputs of a batch that could not be used, each with the reason.",
            kinds={"python", "parquet"},
            owners=[OWNER],
            code_version=code_version("ingest"),
            metadata={"dagster/column_schema": stage_columns(REJECTION_SCHEMA)},
            automation_condition=dg.AutomationCondition.eager(),
        ),
    },
)
def ingested(
    context: dg.AssetExecutionContext, workspace: Workspace
) -> Iterator[dg.Output[Path] | dg.Output[pa.Table]]:
    """Read the files of a batch."""
    with tempfile.TemporaryDirectory() as scratch:
        spool = Path(scratch) / "raw.parquet"
        count, rejections = read_raw(batch_path(workspace.landing, context.partition_key), spool)
        reasons = Counter(rejection.reason for rejection in rejections)
        yield dg.Output(spool, "raw_articles", metadata={"articles": count})
        yield dg.Output(
            rejection_rows(rejections),
            "rejected_inputs",
            metadata={
                "rejected": len(rejections),
                "reasons": counts_table(["reason", "inputs"], sorted(reasons.items())),
            },
        )


@dg.asset(
    group_name="articles",
    partitions_def=batches,
    kinds={"python", "parquet"},
    owners=[OWNER],
    code_version=code_version("cleaning"),
    metadata={"dagster/column_schema": stage_columns(CLEAN_SCHEMA)},
    automation_condition=dg.AutomationCondition.eager(),
)
def clean_articles(raw_articles: Path) -> Iterator[dg.Output[Path]]:
    """Articles with every line told apart, the clean text, and the metadata read on the way."""
    kinds: Counter[str] = Counter()
    removed = kept = articles = 0
    recurring = count_recurring(stored_articles(raw_articles))
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "clean.parquet"
        with pq.ParquetWriter(target, CLEAN_SCHEMA, compression="zstd") as writer:
            block: list[dict[str, object]] = []
            for job in jobs(stored_articles(raw_articles), recurring):
                cleaned = clean(job.article, job.recurring)
                articles += 1
                for segment in cleaned.segments:
                    kinds[segment.kind] += 1
                    size = segment.end - segment.start
                    kept += size * segment.kept
                    removed += size * (not segment.kept)
                block.append(clean_row(cleaned, job.key))
                if len(block) >= _BLOCK:
                    writer.write_batch(pa.RecordBatch.from_pylist(block, schema=CLEAN_SCHEMA))
                    block = []
            writer.write_batch(pa.RecordBatch.from_pylist(block, schema=CLEAN_SCHEMA))
        yield dg.Output(
            target,
            metadata={
                "articles": articles,
                "removed_share": removed / (removed + kept) if removed + kept else 0.0,
                "lines": counts_table(["kind", "lines"], kinds.most_common()),
            },
        )
