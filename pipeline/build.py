"""From articles to published tables in one call: what `minerals build` and the Dagster job run.

Ingest, clean and extract (cached, on all cores or a cluster), resolve, publish. Articles stream: what
stays in memory for each is a key of a few dozen bytes. Everything that is written on the way stands
in a working folder that is removed at the end, or by the next run where this one is killed; the
dataset itself is swapped in whole by `publishing`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_articles import ARTICLE_SCHEMA, article_row, read_article
from pipeline.arrow_records import EXTRACTION_SCHEMA
from pipeline.cleaning import RecurringLines
from pipeline.engine.cache import ExtractionCache
from pipeline.engine.code_version import code_version
from pipeline.engine.copies_search import write_copies as write_copies
from pipeline.engine.line_spool import LineSpool
from pipeline.engine.local import prepare_workers, run_local
from pipeline.engine.processing import PROCESSING_FAILED, Job, Outcome, from_ipc, job_key
from pipeline.finished_build import FINISHED_FILE, FinishedBuild, finished_build, jobs_digest, source_digest
from pipeline.finished_build import corrections_beside as corrections_beside
from pipeline.finished_build import keep_workings as keep_workings
from pipeline.finished_build import published_facts as published_facts
from pipeline.finished_build import workings as workings
from pipeline.finished_build import write_rejections as write_rejections
from pipeline.ingest import read_articles
from pipeline.publishing.facts import DATASET_FILE, sha256
from pipeline.publishing.occupied import WORK_PREFIX, occupied, turn_to_publish
from pipeline.publishing.swap import write_whole
from pipeline.records import Article, Rejection

if TYPE_CHECKING:
    from pipeline.resolution import CorrectionOutcome

Progress = Callable[[str, int, int], None]
"""Called with the stage, how many articles are done and how many there are."""

_BLOCK = 512
_SHARD_ARTICLES = 512
_WORTH_WORKERS = 1 << 20
"""Bytes of input from which workers are prepared while it is read."""


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


def read_raw(path: Path, spool: Path, seen: Callable[[Article], None] | None = None) -> tuple[int, list[Rejection]]:
    """Write the articles at `path` to the Parquet file `spool`; how many there are, and what was refused.

    `seen` is called with each article that is written.
    """
    rejections: list[Rejection] = []
    count = 0
    with pq.ParquetWriter(spool, ARTICLE_SCHEMA, compression="lz4") as writer:
        block: list[dict[str, object]] = []
        for item in read_articles(path):
            if isinstance(item, Rejection):
                rejections.append(item)
                continue
            if seen:
                seen(item)
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


def spooled_jobs(spool: Path, lines: LineSpool, only: Container[int] | None = None) -> Iterator[Job]:
    """The work that the articles of a spool are, the same jobs as those of `jobs`; only those at given places."""
    digests = lines.digests()
    place = 0
    with pq.ParquetFile(spool) as source:
        for batch in source.iter_batches(batch_size=_BLOCK):
            told = [next(digests) for _ in range(batch.num_rows)]
            wanted = [row for row in range(batch.num_rows) if only is None or place + row in only]
            place += batch.num_rows
            if not wanted:
                continue
            stored = batch if len(wanted) == batch.num_rows else batch.take(pa.array(wanted, pa.int64()))
            articles = [read_article(row) for row in stored.to_pylist()]
            for article, known in zip(
                articles, lines.recurring.within_each(articles, [told[row] for row in wanted]), strict=True
            ):
                yield Job(job_key(article, known), article, known)


def count_recurring(articles: Iterable[Article]) -> RecurringLines:
    """Learn, from all articles of a run, which lines recur at each publisher."""
    return RecurringLines.learnt_from(articles)


def process_jobs(
    work: Iterable[Job],
    cache: ExtractionCache,
    settings: BuildSettings,
    progress: Callable[[int], None],
    prepared: bool = False,
) -> tuple[int, list[Rejection]]:
    """Process the jobs that the cache does not hold, and keep their rows there.

    Returns how many were processed, and those that failed. `progress` is told how many are done;
    `prepared` says that `prepare_workers` was called.
    """
    outcomes: Iterator[tuple[Sequence[Job], Outcome]]
    if settings.engine == "ray":
        from pipeline.engine.ray_cluster import run_ray

        outcomes = run_ray(work, settings.address)
    else:
        outcomes = run_local(work, settings.workers, prepared)
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
    with _extractions_writer(target) as writer:
        _write(writer, tables)
    return target


def _extractions_writer(target: Path) -> pq.ParquetWriter:
    return pq.ParquetWriter(target, EXTRACTION_SCHEMA, compression="zstd", compression_level=1)


def _write(writer: pq.ParquetWriter, tables: Iterable[pa.Table]) -> None:
    for table in tables:
        writer.write_table(table)


def build(
    articles: Path, out: Path, settings: BuildSettings | None = None, progress: Progress = _silent
) -> BuildReport:
    """Make the dataset of the articles at `articles` below the folder `out`.

    Articles that were processed before by the same code come from the cache in `out/cache`; a
    dataset that is already the one for this input and code is left as it is. Builds may run into
    one folder at the same time; they publish one after the other. Raises FileNotFoundError where
    `articles` does not exist, NothingToRead where it holds no article that can be read, and whatever
    `publish` raises where a table fails as a whole: the published dataset then stays the
    old one.
    """
    if not articles.exists():
        raise FileNotFoundError(f"there is no file or folder {articles}")
    settings = settings or BuildSettings()
    with occupied(out) as alone:
        progress("read", 0, 0)
        corrections = corrections_beside(articles)
        # Taken before the files are read: what changes meanwhile shows as a change later.
        source = source_digest(articles, corrections)
        last = finished_build(out)
        if settings.use_cache and last and last.source == source and not _to_try_again(last.rejections):
            return _unchanged(out, last)
        work = Path(tempfile.mkdtemp(prefix=WORK_PREFIX, dir=out))
        try:
            return _Build(articles, out, work, settings, progress, corrections, source).run(alone)
        finally:
            shutil.rmtree(work, ignore_errors=True)


def _size(articles: Path) -> int:
    files = articles.rglob("*") if articles.is_dir() else [articles]
    return sum(file.stat().st_size for file in files if file.is_file())


def _to_try_again(rejections: Iterable[Rejection]) -> bool:
    return any(rejection.reason == PROCESSING_FAILED for rejection in rejections)


def _unchanged(out: Path, finished: FinishedBuild, processed: int = 0) -> BuildReport:
    write_rejections(finished.rejections, out)
    facts = published_facts(out)
    rows = dict(facts.rows) if facts else {}
    rejected = dict(facts.rejected) if facts else {}
    return BuildReport(out, finished.articles, processed, finished.rejections, False, rows, rejected)


@dataclass(slots=True)
class _Build:
    """One build under way."""

    articles: Path
    out: Path
    work: Path
    settings: BuildSettings
    progress: Progress
    corrections: Path | None
    source: str
    prepared: bool = False

    def run(self, alone: bool) -> BuildReport:
        """Read, extract, resolve and publish."""
        if self.settings.engine == "local" and _size(self.articles) >= _WORTH_WORKERS:
            self.prepared = prepare_workers(self.settings.workers)
        spool = self.work / "articles.parquet"
        kept = self.out / "cache" if self.settings.use_cache else self.work / "cache"
        with LineSpool(self.work / "lines.bin") as lines:
            count, rejections = self._read(spool, lines)
            if not count:
                write_rejections(rejections, self.out)
                raise NothingToRead(self.articles, rejections, self.out)
            cache = ExtractionCache(kept, code_version("extraction"))
            if alone:
                cache.forget_other_versions()
            keys = [job.key for job in spooled_jobs(spool, lines)]
            missing = {place for place, key in enumerate(keys) if key not in cache}
            known = [key for place, key in enumerate(keys) if place not in missing]
            processed = 0
            extractions = self.work / "extractions.parquet"
            with _extractions_writer(extractions) as writer, ThreadPoolExecutor(1) as beside:
                # Both take seconds: time enough while others work.
                written = beside.submit(_write, writer, cache.rows(known))
                loaded = beside.submit(import_module, "pipeline.publishing.parquet")
                if missing:
                    processed, failed = self._extract(spooled_jobs(spool, lines, missing), cache, len(missing))
                    rejections += failed
                written.result()
                _write(writer, cache.rows([keys[place] for place in sorted(missing)]))
                loaded.result()
        finished = FinishedBuild(
            self.source, jobs_digest(keys, rejections, self.corrections), "", count, tuple(rejections)
        )
        self.progress("resolve", 0, 0)
        copies = write_copies([extractions], self.work / "copies.parquet")
        with turn_to_publish(self.out):
            last = finished_build(self.out)
            if self.settings.use_cache and last and last.jobs == finished.jobs:
                finished = replace(finished, dataset=last.dataset)
                if last.source != self.source:
                    write_whole(workings(self.out) / FINISHED_FILE, finished.to_json().encode())
                return _unchanged(self.out, finished, processed)
            return self._publish(extractions, copies, finished, processed)

    def _read(self, spool: Path, lines: LineSpool) -> tuple[int, list[Rejection]]:
        read = 0

        def seen(article: Article) -> None:
            nonlocal read
            lines.add(article)
            read += 1
            if read % _BLOCK == 0:
                self.progress("read", read, 0)

        return read_raw(self.articles, spool, seen)

    def _extract(self, work: Iterable[Job], cache: ExtractionCache, missing: int) -> tuple[int, list[Rejection]]:
        done = 0

        def advance(more: int) -> None:
            nonlocal done
            done += more
            self.progress("extract", done, missing)

        advance(0)
        return process_jobs(work, cache, self.settings, advance, self.prepared)

    def _publish(self, extractions: Path, copies: Path, finished: FinishedBuild, processed: int) -> BuildReport:
        # Schemas take a second to load, which a build that finds nothing changed need not spend.
        from pipeline.publishing.parquet import publish
        from pipeline.resolution import resolve

        previous = self.out / "dataset"
        resolution = resolve(
            [extractions],
            self.work / "staged",
            corrections=self.corrections,
            previous=previous if previous.exists() else None,
            copies=copies,
        )
        self.progress("publish", 0, 0)
        published = publish(self.work / "staged", self.out)
        write_rejections(finished.rejections, self.out)
        made = replace(finished, dataset=sha256(published.folder / DATASET_FILE))
        keep_workings(self.work, self.out, made)
        return BuildReport(
            self.out,
            finished.articles,
            processed,
            finished.rejections,
            changed=True,
            rows=dict(published.facts.rows),
            rejected_rows=dict(published.facts.rejected),
            corrections=resolution.corrections,
        )
