"""Time and memory of resolution over made-up reports: `python -m pipeline.benchmarks.resolution [reports ...]`.

Each size runs in a process of its own, so that its peak memory is its own; making the reports is not
counted. Links are scored against the events that the reports were made from.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Hashable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from pipeline.benchmarks.synthetic import write_synthetic
from pipeline.evaluation.linking import BCubed, b_cubed
from pipeline.resolution import resolve

SIZES = (100_000, 200_000)
"""Numbers of reports of meetings and deals that are measured where none are asked for."""


@dataclass(frozen=True, slots=True)
class ResolutionCost:
    """What resolving so many reports took: wall-clock and processor seconds, peak memory in mebibytes."""

    reports: int
    seconds: float
    processor_seconds: float
    peak_mebibytes: float
    records: int
    linked: BCubed


def _made(file: Path, reports: int) -> dict[tuple[str, str, int], str]:
    return write_synthetic(file, reports)


def _resolved(file: Path, out: Path, reports: int) -> tuple[float, float, float, int]:
    wall, processor = time.perf_counter(), time.process_time()
    report = resolve([file], out)
    seconds, processor_seconds = time.perf_counter() - wall, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return seconds, processor_seconds, peak, report.rows["meetings"] + report.rows["deals"]


def measure_resolution(reports: int) -> ResolutionCost:
    """Make so many reports, resolve them in a fresh process, and say what it took."""
    with TemporaryDirectory(prefix="resolution-bench-") as folder:
        file, out = Path(folder) / "extractions.parquet", Path(folder) / "out"
        fresh = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=fresh, max_tasks_per_child=1) as pool:
            keys = pool.submit(_made, file, reports).result()
            seconds, processor, peak, records = pool.submit(_resolved, file, out, reports).result()
        rows = pq.read_table(out / "workings" / "members.parquet").to_pylist()
    found: dict[Hashable, Hashable] = {(r["article_id"], r["kind"], r["place"]): r["record_id"] for r in rows}
    return ResolutionCost(reports, seconds, processor, peak, records, b_cubed(found, keys))


def main(arguments: Sequence[str]) -> None:
    """Print one line for each size."""
    for size in [int(argument) for argument in arguments] or SIZES:
        cost = measure_resolution(size)
        print(
            f"{cost.reports:>8} reports  {cost.seconds:7.1f} s  {cost.processor_seconds:7.1f} s of processor  "
            f"{cost.peak_mebibytes:7.0f} MiB  {cost.records:>7} records  B³ F1 {cost.linked.f1:.3f}"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
