"""The first two stages: raw articles as they came, and clean ones with their lines told apart."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_articles import CLEAN_SCHEMA, clean_row, rejection_rows
from pipeline.assets.batches import CHANGED, CODE_CHANGED, DIGEST, OWNER, batch_path, batches, content_version
from pipeline.build import count_recurring, jobs, read_raw, stored_articles
from pipeline.cleaning import clean
from pipeline.engine.code_version import code_version
from pipeline.ingest import KEPT_REASONS, batch_digest
from pipeline.presentation import markdown_table, stage_columns
from pipeline.records import CleanArticle
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
            metadata={"dagster/column_schema": stage_columns("raw_articles")},
            automation_condition=CODE_CHANGED,
        ),
        "rejected_inputs": dg.AssetOut(
            description="Inputs of a batch that could not be used, each with the reason. "
            "They reach the quarantine with the dataset.",
            kinds={"python", "parquet"},
            owners=[OWNER],
            code_version=code_version("ingest"),
            metadata={"dagster/column_schema": stage_columns("rejected_inputs")},
            automation_condition=CODE_CHANGED,
        ),
    },
)
def ingested(context: dg.AssetExecutionContext, workspace: Workspace) -> Iterator[dg.MaterializeResult[Path]]:
    """Read the files of a batch."""
    source = batch_path(workspace.landing_folder, context.partition_key)
    # Taken before the files are read: what changes while they are read shows as a change later.
    digest = batch_digest(source)
    with tempfile.TemporaryDirectory(prefix="minerals-") as scratch:
        spool = Path(scratch) / "raw.parquet"
        refused = Path(scratch) / "rejected.parquet"
        count, rejections = read_raw(source, spool)
        pq.write_table(rejection_rows(rejections), refused, compression="zstd")
        characters, publishers = _text_size(spool)
        reasons = Counter(rejection.reason for rejection in rejections)
        yield dg.MaterializeResult(
            asset_key="raw_articles",
            value=spool,
            metadata={
                "articles": count,
                "publishers": publishers,
                "million_characters": characters / 1e6,
                DIGEST: digest,
                "read_from": dg.MetadataValue.path(str(source)),
            },
            data_version=content_version(spool),
        )
        yield dg.MaterializeResult(
            asset_key="rejected_inputs",
            value=refused,
            metadata={
                "rejected": sum(reasons[reason] for reason in reasons if reason not in KEPT_REASONS),
                "kept_with_a_warning": sum(reasons[reason] for reason in reasons if reason in KEPT_REASONS),
                "reasons": markdown_table(["reason", "inputs"], sorted(reasons.items())),
            },
            data_version=content_version(refused),
        )


def _text_size(spool: Path) -> tuple[int, int]:
    """Characters of text and number of publishers in a file of raw articles."""
    characters = 0
    publishers: set[str | None] = set()
    for article in stored_articles(spool):
        characters += len(article.text)
        publishers.add(article.publisher)
    return characters, len(publishers - {None})


@dg.asset(
    group_name="articles",
    partitions_def=batches,
    kinds={"python", "parquet"},
    owners=[OWNER],
    code_version=code_version("cleaning"),
    metadata={"dagster/column_schema": stage_columns("clean_articles")},
    automation_condition=CHANGED,
)
def clean_articles(raw_articles: Path) -> Iterator[dg.MaterializeResult[Path]]:
    """Articles of a batch with every line told apart, the clean text, and the metadata read on the way."""
    counts = _Lines()
    recurring = count_recurring(stored_articles(raw_articles))
    with tempfile.TemporaryDirectory(prefix="minerals-") as scratch:
        target = Path(scratch) / "clean.parquet"
        with pq.ParquetWriter(target, CLEAN_SCHEMA, compression="zstd") as writer:
            block: list[dict[str, object]] = []
            for job in jobs(stored_articles(raw_articles), recurring):
                cleaned = clean(job.article, job.recurring)
                counts.add(cleaned)
                block.append(clean_row(cleaned, job.key))
                if len(block) >= _BLOCK:
                    writer.write_batch(pa.RecordBatch.from_pylist(block, schema=CLEAN_SCHEMA))
                    block = []
            if block:
                writer.write_batch(pa.RecordBatch.from_pylist(block, schema=CLEAN_SCHEMA))
        yield dg.MaterializeResult(value=target, metadata=counts.metadata(), data_version=content_version(target))


class _Lines:
    """What cleaning did, counted over a batch."""

    def __init__(self) -> None:
        self.articles = self.dated = self.unreadable = self.kept = self.removed = 0
        self.kinds: Counter[str] = Counter()

    def add(self, cleaned: CleanArticle) -> None:
        """Count one article."""
        self.articles += 1
        self.dated += cleaned.article.published_date is not None
        self.unreadable += not cleaned.readable
        for segment in cleaned.segments:
            self.kinds[segment.kind] += 1
            size = segment.end - segment.start
            self.kept += size * segment.kept
            self.removed += size * (not segment.kept)

    def metadata(self) -> dict[str, dg.MetadataValue | int | float]:
        """The counts as metadata of the asset."""
        characters = self.kept + self.removed
        return {
            "articles": self.articles,
            "dated_articles": self.dated,
            "articles_in_other_languages": self.unreadable,
            "removed_share": round(self.removed / characters, 4) if characters else 0.0,
            "lines": markdown_table(["kind", "lines"], self.kinds.most_common()),
        }
