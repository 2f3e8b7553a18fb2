"""Whole builds as a user runs them: seconds, processor time and memory of the command and its workers."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_SAMPLE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command."""

    seconds: float
    processor_seconds: float
    largest_process_mb: float
    """Peak resident memory of its largest process."""
    all_processes_mb: float
    """Peak of the sum over its processes; what they share counts for each."""


def run(command: Sequence[str]) -> Run:
    """Run a command and watch it and its children. Raises RuntimeError with its output where it fails.

    Processor time is what each process had used when it was last seen: workers are no children of the
    command's own process where a server forks them, so that nobody adds theirs up.
    """
    start = time.perf_counter()
    # As a user has it: what Python compiled once it keeps.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    process = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment
    )
    largest = together = 0
    used: dict[int, float] = {}
    while process.poll() is None:
        sizes = _look(process.pid, used)
        largest, together = max([largest, *sizes]), max(together, sum(sizes))
        time.sleep(_SAMPLE_SECONDS)
    seconds = time.perf_counter() - start
    output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {output.strip()}")
    return Run(seconds, sum(used.values()), largest / 1e6, together / 1e6)


def _look(pid: int, used: dict[int, float]) -> list[int]:
    """Resident memory of a process and its descendants now; their processor seconds go into `used`."""
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.Error:
        return []
    sizes = []
    for process in family:
        try:
            times = process.cpu_times()
            used[process.pid] = times.user + times.system
            sizes.append(process.memory_info().rss)
        except psutil.Error:
            continue
    return sizes


def build_run(articles: Path, out: Path) -> Run:
    """`minerals build` over a file of articles, on all cores."""
    # Pandera loads hypothesis where it finds it: only those who run the tests have it.
    program = "import sys; sys.modules['hypothesis'] = None; from pipeline.cli import main; main()"
    return run([sys.executable, "-c", program, "build", "--articles", str(articles), "--out", str(out)])
