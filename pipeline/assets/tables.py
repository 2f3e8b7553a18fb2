"""The fourth stage: records of all batches resolved to the tables of the dataset."""

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import dagster as dg
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_records import EXTRACTION_SCHEMA
from pipeline.assets.batches import CHANGED, CORRECTIONS, OWNER, content_version, file_digest
from pipeline.build import corrections_beside, keep_workings
from pipeline.engine.code_version import code_version
from pipeline.engine.copies_search import write_copies
from pipeline.presentation import markdown_table, table_columns
from pipeline.resolution import CorrectionOutcome, resolve
from pipeline.resources import Workspace, conformed
from pipeline.stage_schemas import TABLES_PREFIX, table_key
from schemas import TABLES

_BLOCK = 512


@dg.multi_asset(
    group_name=TABLES_PREFIX,
    outs={
        table: dg.AssetOut(
            key=table_key(table),
            description=f"{declared.description} One row per {declared.row}, over the articles of all batches.",
            kinds={"python", "duckdb", "parquet"},
            owners=[OWNER],
            code_version=code_version("resolution"),
            metadata={"dagster/column_schema": table_columns(table)},
            automation_condition=CHANGED,
        )
        for table, declared in TABLES.items()
    },
)
def resolved(
    context: dg.AssetExecutionContext, workspace: Workspace, extractions: dict[str, Path]
) -> Iterator[dg.MaterializeResult[Path]]:
    """Resolve the records of all articles to entities, events, statements and conflicts.

    Ids are carried over from the dataset that is published; `corrections.csv` in the landing folder is applied.
    """
    previous = workspace.out_folder / "dataset"
    corrections = corrections_beside(workspace.landing_folder)
    with tempfile.TemporaryDirectory(prefix="minerals-") as scratch:
        work = Path(scratch)
        staged = work / "staged"
        records = _together([extractions[batch] for batch in sorted(extractions)], work / "extractions.parquet")
        try:
            report = resolve(
                [records],
                staged,
                corrections=corrections,
                previous=previous if previous.exists() else None,
                copies=write_copies([records], work / "copies.parquet"),
            )
        except ValueError as problem:  # corrections that can't be read
            raise dg.Failure(str(problem), allow_retries=False) from problem
        context.log.info(f"{report.mentions} reports of meetings and deals from {len(extractions)} batches resolved")
        for outcome in report.not_applied:
            context.log.warning(
                f"line {outcome.correction.line} of the corrections was not applied: {outcome.result}. {outcome.detail}"
            )
        for table in TABLES:
            # With the declared schema before the digest is taken, so that it is that of the stored file.
            path = conformed(staged / f"{table}.parquet", table_key(table), work / f"{table}.parquet")
            metadata: dict[str, dg.MetadataValue | int | str] = {}
            if table in ("meetings", "deals"):
                metadata = {
                    "batches": len(extractions),
                    "reports_resolved": report.mentions,
                    CORRECTIONS: file_digest(corrections),
                    "corrections": markdown_table(
                        ["line", "record", "field", "value", "result"],
                        [_told(each) for each in report.corrections],
                    ),
                }
            yield dg.MaterializeResult(
                asset_key=table_key(table), value=path, metadata=metadata, data_version=content_version(path)
            )
        keep_workings(work, workspace.out_folder)


def _told(outcome: CorrectionOutcome) -> list[object]:
    """A correction and what became of it, as a row of a table."""
    one = outcome.correction
    return [one.line, one.record, one.field, one.value, outcome.result]


def _together(parts: Sequence[Path], target: Path) -> Path:
    """The records of all batches in one file; of an article that stands in two batches, those of the first."""
    seen: set[str] = set()
    with pq.ParquetWriter(target, EXTRACTION_SCHEMA, compression="zstd", compression_level=1) as writer:
        for part in parts:
            with pq.ParquetFile(part) as source:
                for batch in source.iter_batches(_BLOCK):
                    keys = [str(key) for key in batch["article_id"].to_pylist()]
                    new = pa.array([key not in seen for key in keys], pa.bool_())
                    seen.update(keys)
                    writer.write_batch(batch.filter(new).cast(EXTRACTION_SCHEMA))
    return target
