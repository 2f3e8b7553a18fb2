"""The benchmark in one run: `python -m pipeline.benchmarks [CORPUS] [--quick]`.

CORPUS is a file or folder of articles as `minerals build` reads it; without one, articles are
made up. A table is printed, the figures go to `outputs/benchmarks/results.parquet`, and
`docs/performance.md` is written from them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from pipeline.benchmarks import report
from pipeline.benchmarks.builds import Run, build_run
from pipeline.benchmarks.corpus import given, made_up, write_corpus
from pipeline.benchmarks.million import million
from pipeline.benchmarks.queries import query_times
from pipeline.benchmarks.reading import Row, cleaning_speed, extraction_speed, plain_seconds_per_megabyte
from pipeline.benchmarks.results import Machine, Measure, machine, write_results
from pipeline.publishing.facts import CATALOG_FILE


@dataclass(frozen=True, slots=True)
class Size:
    """How much a run measures."""

    builds: tuple[int, ...]
    read: int
    """Articles for the speed of reading."""
    plain: int
    """Articles of each kind that plain spaCy reads on one core, and twice as many on all cores."""
    records: int


WHOLE = Size((1000, 2000, 4000, 8000), 1000, 60, 1_000_000)
QUICK = Size((20, 40), 30, 3, 5_000)
_SEED = 11


def shuffled(corpus: Path | None, count: int) -> list[Row]:
    """Up to `count` articles in an order that has nothing to do with their names, so that every part is alike."""
    rows = list(given(corpus)) if corpus else list(made_up(count))
    Random(_SEED).shuffle(rows)  # noqa: S311 - no secret
    return rows[:count]


def new_articles(rows: Sequence[Row], count: int) -> list[Row]:
    """Articles that were not there before: each has the first half of one article and the second half of another."""
    made = []
    for number in range(count):
        one, other = rows[number], rows[-1 - number]
        text = one["text"][: len(one["text"]) // 2] + "\n\n" + other["text"][len(other["text"]) // 2 :]
        made.append({**one, "file": f"new-{number:06d}.txt", "text": text})
    return made


def whole_builds(rows: Sequence[Row], size: Size, work: Path) -> list[Measure]:
    """Builds of ever more articles; the largest again unchanged, and with one in a hundred new."""
    measures = []

    def told(subject: str, articles: int, run: Run) -> None:
        measures.extend(
            [
                Measure("build", subject, run.seconds, "s"),
                Measure("build, processor time", subject, run.processor_seconds, "s"),
                Measure("build, articles", subject, articles / run.seconds, "articles/s"),
                Measure("build, largest process", subject, run.largest_process_mb, "MB"),
                Measure("build, all processes", subject, run.all_processes_mb, "MB"),
            ]
        )
        _say(f"build of {subject}: {run.seconds:.1f} s, largest process {run.largest_process_mb:.0f} MB")

    source = work / "articles.parquet"
    counts = sorted({min(count, len(rows)) for count in size.builds})
    for count in counts:
        write_corpus(iter(rows[:count]), source)
        told(f"{count:,} articles", count, build_run(source, work / f"out-{count}"))
    largest = counts[-1]
    out = work / f"out-{largest}"
    told("unchanged", largest, build_run(source, out))
    fresh = new_articles(rows[:largest], max(1, largest // 100))
    write_corpus(iter([*rows[:largest], *fresh]), source)
    told("1% new", largest + len(fresh), build_run(source, out))
    return measures


def beside_plain(rows: Sequence[Row], built: Sequence[Measure], plain: float) -> list[Measure]:
    """What plain spaCy would take for the text of each build, at `plain` seconds a million characters."""
    measures = []
    for each in built:
        if each.what != "build" or not each.subject.endswith(" articles"):
            continue
        count = int(each.subject.removesuffix(" articles").replace(",", ""))
        expected = plain * sum(len(row["text"]) for row in rows[:count]) / 1e6
        measures.append(Measure("plain spaCy, whole text", each.subject, expected, "s", "from the sample"))
        measures.append(Measure("build, times plain spaCy", each.subject, expected / each.value, "times"))
    return measures


def measure(corpus: Path | None, size: Size) -> tuple[list[Measure], Machine]:
    """The whole run."""
    where = machine()
    rows = shuffled(corpus, max(size.builds))
    _say(f"{len(rows):,} articles, {sum(len(row['text']) for row in rows) / 1e6:.1f} million characters")
    measures = [Measure("corpus", "given" if corpus else "made up", len(rows), "articles")]
    measures += cleaning_speed(rows[: size.read])
    measures += extraction_speed(rows[: size.read], size.plain)
    _say("reading measured on one core")
    texts = [row["text"] for row in rows[-2 * size.plain :]]
    before = plain_seconds_per_megabyte(texts, where.cores)
    with tempfile.TemporaryDirectory(prefix="minerals-bench-") as folder:
        work = Path(folder)
        # Read before and after the builds: other work on the machine shows in the difference.
        built = whole_builds(rows, size, work)
        after = plain_seconds_per_megabyte(texts, where.cores)
        measures += [
            Measure("plain spaCy, all cores", "before the builds", before, "s per million characters"),
            Measure("plain spaCy, all cores", "after the builds", after, "s per million characters"),
            *built,
            *beside_plain(rows, built, (before + after) / 2),
        ]
        records = million(work / "million", size.records)
        measures.append(Measure("records", "made-up dataset", records, "records"))
        measures += query_times(work / "million" / CATALOG_FILE)
    return measures, where


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print, and write the documents; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.benchmarks", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path, help="articles to read; made up by default")
    parser.add_argument("--quick", action="store_true", help="small sizes: to see that it works, not how fast it is")
    parser.add_argument("--out", type=Path, default=Path("outputs/benchmarks"), help="folder of results.parquet")
    parser.add_argument("--docs", type=Path, help="folder of performance.md; docs by default, none with --quick")
    options = parser.parse_args(arguments)
    if options.corpus is not None and not options.corpus.exists():
        parser.error(f"no such corpus: {options.corpus}")
    measures, where = measure(options.corpus, QUICK if options.quick else WHOLE)
    write_results(measures, where, options.out / "results.parquet")
    print(report.table(measures))
    docs = options.docs or (None if options.quick else Path("docs"))
    if docs:
        report.write_document(measures, where, docs)
    return 0


if __name__ == "__main__":
    sys.exit(main())
