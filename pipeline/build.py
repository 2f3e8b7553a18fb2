"""From articles to published tables in one call: what `minerals build` and the Dagster job run.

Ingest, clean and extract (cached, on all cores or a cluster), resolve, publish. Everything that is
written on the way stands in a working folder that is removed at the end; the dataset itself is
swapped in whole by `publishing`.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_articles import ARTICLE_SCHEMA, article_row, read_article, rejection_rows
from pipeline.arrow_records import EXTRACTION_SCHEMA
from pipeline.cleaning import RecurringLines
from pipeline.cleaning.copies import find_copies
from pipeline.engine.cache import ExtractionCache
from pipeline.engine.code_version import code_version
from pipeline.engine.local import run_local
from pipeline.engine.processing import Job, Outcome, from_ipc, job_key
from pipeline.ingest import CORRECTIONS_NAME, read_articles
from pipeline.publishing.facts import DATASET_FILE, DatasetFacts, RunFacts
from pipeline.publishing.parquet import publish
from pipeline.publishing.swap import write_whole, written_aside
from pipeline.records import Article, Rejection
from pipeline.resolution import CorrectionOutcome, resolve

Progress = Callable[[str, int, int], None]
"""Called with the stage, how many articles are done and how many there are."""

_BLOCK = 512
_SHARD_ARTICLES = 512


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """How to run a build; none of these changes what is published."""

    engine: Literal["local", "ray"] = "local"
    workers: int | None = None
    address: str | None = None
    use_cache: bool = True


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did."""

    out: Path
    articles: int
    processed: int
    """Articles whose records were made anew; the rest came from the cache."""
    rejections: tuple[Rejection, ...]
    """Inputs that were refused; they stand in `quarantine/inputs.parquet`."""
    changed: bool
    """False where the published dataset already was the one for this input and code."""
    rows: dict[str, int] = field(default_factory=dict)
    rejected_rows: dict[str, int] = field(default_factory=dict)
    """Rows of each table that failed a check; they stand in `quarantine/<table>.parquet`."""
    corrections: tuple[CorrectionOutcome, ...] = ()
    """What became of each line of `corrections.csv`."""


class NothingToRead(ValueError):
    """There is no article to make a dataset of; a dataset that was published before stays as it is."""

    def __init__(self, articles: Path, rejections: Sequence[Rejection], out: Path) -> None:
        reasons = sorted({rejection.reason for rejection in rejections})
        told = f": {len(rejections)} refused ({', '.join(reasons)}), see {out / 'quarantine'}" if reasons else ""
        super().__init__(f"no article could be read at {articles}{told}")


def _silent(stage: str, done: int, total: int) -> None:
    return None


def read_raw(path: Path, spool: Path) -> tuple[int, list[Rejection]]:
    """Write the articles at `path` to the Parquet file `spool`; how many there are, and what was refused."""
    rejections: list[Rejection] = []
    count = 0
    with pq.ParquetWriter(spool, ARTICLE_SCHEMA, compression="zstd", compression_level=1) as writer:
        block: list[dict[str, object]] = []
        for item in read_articles(path):
            if isinstance(item, Rejection):
                rejections.append(item)
                continue
            block.append(article_row(item))
            count += 1
            if len(block) >= _BLOCK:
                writer.write_batch(pa.RecordBatch.from_pylist(block, schema=ARTICLE_SCHEMA))
                block = []
        if block:
            writer.write_batch(pa.RecordBatch.from_pylist(block, schema=ARTICLE_SCHEMA))
    return count, rejections


def stored_articles(spool: Path) -> Iterator[Article]:
    """The raw articles of a Parquet file of `ARTICLE_SCHEMA`, a block in memory at a time."""
    with pq.ParquetFile(spool) as source:
        for batch in source.iter_batches(batch_size=_BLOCK):
            for row in batch.to_pylist():
                yield read_article(row)


def jobs(articles: Iterable[Article], recurring: RecurringLines) -> Iterator[Job]:
    """The work that the articles are, each with the lines of it that recur at its publisher."""
    for article in articles:
        lines = recurring.within(article)
        yield Job(job_key(article, lines), article, lines)


def count_recurring(articles: Iterable[Article]) -> RecurringLines:
    """Learn, from all articles of a run, which lines recur at each publisher."""
    return RecurringLines.learnt_from(articles)


def process_jobs(
    work: Iterable[Job], cache: ExtractionCache, settings: BuildSettings, progress: Callable[[int], None]
) -> tuple[int, list[Rejection]]:
    """Process the jobs that the cache does not hold, and keep their rows there.

    Returns how many were processed, and those that failed. `progress` is told how many are done.
    """
    outcomes: Iterator[tuple[Sequence[Job], Outcome]]
    if settings.engine == "ray":
        from pipeline.engine.ray_cluster import run_ray

        outcomes = run_ray(work, settings.address)
    else:
        outcomes = run_local(work, settings.workers)
    rejections: list[Rejection] = []
    pending: list[pa.Table] = []
    done = 0
    for chunk, outcome in outcomes:
        pending.append(from_ipc(outcome.rows))
        rejections.extend(Rejection(**row) for row in from_ipc(outcome.rejections).to_pylist())
        done += len(chunk)
        progress(len(chunk))
        if sum(table.num_rows for table in pending) >= _SHARD_ARTICLES:
            cache.add(pa.concat_tables(pending))
            pending = []
    if pending:
        cache.add(pa.concat_tables(pending))
    return done, rejections


def write_extractions(tables: Iterable[pa.Table], target: Path) -> Path:
    """Write extraction rows to one Parquet file, a block at a time."""
    with pq.ParquetWriter(target, EXTRACTION_SCHEMA, compression="zstd", compression_level=1) as writer:
        for table in tables:
            writer.write_table(table)
    return target


_COPIES = pa.schema(
    [
        pa.field("article_id", pa.string(), nullable=False),
        pa.field("duplicate_of", pa.string()),
        pa.field("similar_group", pa.string()),
    ]
)


def write_copies(extractions: Sequence[Path], target: Path) -> Path:
    """Find the articles that repeat others, and write who repeats whom to the Parquet file `target`."""

    def texts() -> Iterator[tuple[str, date | None, str | None, str]]:
        for path in extractions:
            with pq.ParquetFile(path) as source:
                for batch in source.iter_batches(
                    _BLOCK, columns=["article_id", "published_date", "title", "clean_text"]
                ):
                    for row in batch.to_pylist():
                        yield row["article_id"], row["published_date"], row["title"], row["clean_text"]

    copies = find_copies(texts())
    rows = [
        {"article_id": key, "duplicate_of": copy.duplicate_of, "similar_group": copy.similar_group}
        for key, copy in sorted(copies.items())
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema=_COPIES), target)
    return target


def input_digest(keys: Iterable[str], rejections: Sequence[Rejection], corrections: Path | None) -> str:
    """What a dataset depends on, as a digest: every job, what was refused, corrections, and the code of each room."""
    digest = hashlib.sha256()
    for key in sorted(keys):
        digest.update(key.encode() + b"\0")
    digest.update(json.dumps([[r.source, r.reason, r.detail] for r in rejections]).encode())
    digest.update(corrections.read_bytes() if corrections else b"-")
    for room in ("ingest", "extraction", "resolution", "publishing"):
        digest.update(code_version(room).encode())
    return digest.hexdigest()[:16]


def corrections_beside(articles: Path) -> Path | None:
    """The `corrections.csv` that stands beside the articles, if there is one."""
    candidate = (articles if articles.is_dir() else articles.parent) / CORRECTIONS_NAME
    return candidate if candidate.is_file() else None


def published_facts(out: Path) -> DatasetFacts | None:
    """What the dataset that stands in `out` holds; None where there is none, or none that can be read."""
    try:
        return DatasetFacts.from_json((out / "dataset" / DATASET_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_rejections(rejections: Sequence[Rejection], out: Path) -> None:
    """Keep the inputs that were refused in `out/quarantine/inputs.parquet`; no file where there are none."""
    file = out / "quarantine" / "inputs.parquet"
    if not rejections:
        file.unlink(missing_ok=True)
        return
    sink = pa.BufferOutputStream()
    pq.write_table(rejection_rows(rejections), sink, compression="zstd")
    write_whole(file, sink.getvalue().to_pybytes())


def workings(out: Path) -> Path:
    """Where a build keeps what explains its links: `extractions.parquet` and the members of each record."""
    return out / "stages" / "build"


def keep_workings(work: Path, out: Path) -> None:
    """Keep what `explain-link` needs of a build that was published."""
    with written_aside(workings(out)) as aside:
        shutil.copyfile(work / "extractions.parquet", aside / "extractions.parquet")
        shutil.copytree(work / "staged" / "workings", aside / "workings")


def build(
    articles: Path, out: Path, settings: BuildSettings | None = None, progress: Progress = _silent
) -> BuildReport:
    """Make the dataset of the articles at `articles` below the folder `out`.

    Articles that were processed before by the same code come from the cache in `out/cache`; a
    dataset that is already the one for this input and code is left as it is. Raises
    FileNotFoundError where `articles` does not exist, NothingToRead where it holds no article that can be
    read, and whatever `publishing.publish` raises where
    a table fails as a whole: the published dataset then stays the old one.
    """
    if not articles.exists():
        raise FileNotFoundError(f"there is no file or folder {articles}")
    settings = settings or BuildSettings()
    out.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=".work-", dir=out))
    try:
        spool = work / "articles.parquet"
        progress("read", 0, 0)
        count, rejections = read_raw(articles, spool)
        if not count:
            write_rejections(rejections, out)
            raise NothingToRead(articles, rejections, out)
        recurring = count_recurring(stored_articles(spool))
        cache = ExtractionCache(out / "cache" if settings.use_cache else work / "cache", code_version("extraction"))
        keys = []
        missing = 0
        for job in jobs(stored_articles(spool), recurring):
            keys.append(job.key)
            missing += job.key not in cache
        corrections = corrections_beside(articles)
        if not missing:
            digest = input_digest(keys, rejections, corrections)
            facts = published_facts(out)
            if facts and facts.input_digest == digest:
                write_rejections(rejections, out)
                return BuildReport(out, count, 0, rejections=tuple(rejections), changed=False, rows=dict(facts.rows))
        done = 0

        def advance(more: int) -> None:
            nonlocal done
            done += more
            progress("extract", done, missing)

        wanted = (job for job in jobs(stored_articles(spool), recurring) if job.key not in cache)
        processed, failed = process_jobs(wanted, cache, settings, advance)
        rejections += failed
        digest = input_digest(keys, rejections, corrections)
        extractions = write_extractions(cache.rows(keys), work / "extractions.parquet")
        progress("resolve", 0, 0)
        copies = write_copies([extractions], work / "copies.parquet")
        previous = out / "dataset"
        resolution = resolve(
            [extractions],
            work / "staged",
            corrections=corrections,
            previous=previous if previous.exists() else None,
            copies=copies,
        )
        progress("publish", 0, 0)
        published = publish(work / "staged", out, RunFacts(input_digest=digest))
        write_rejections(rejections, out)
        keep_workings(work, out)
        cache.forget_other_versions()
        return BuildReport(
            out,
            count,
            processed,
            tuple(rejections),
            changed=True,
            rows=dict(published.facts.rows),
            rejected_rows=dict(published.facts.rejected),
            corrections=resolution.corrections,
        )
    finally:
        shutil.rmtree(work, ignore_errors=True)
