"""What a benchmark run measures, as rows; the facts of the machine; both as Parquet."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.engine.local import usable_cores


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure: `what` was measured on `subject`."""

    what: str
    subject: str
    value: float
    unit: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Machine:
    """Where a run took place; figures of two machines can't be compared."""

    processor: str
    cores: int
    memory_gb: float
    system: str
    python: str
    libraries: str
    load_before: float
    """Processes that wanted a core in the minute before the run: other work on the machine slows a run down."""


def machine() -> Machine:
    """The facts of this machine."""
    libraries = ("spacy", "numpy", "pyarrow", "duckdb")
    return Machine(
        processor=_processor(),
        cores=usable_cores(),
        memory_gb=round(psutil.virtual_memory().total / 2**30, 1),
        system=f"{platform.system()} {platform.machine()}",
        python=platform.python_version(),
        libraries=", ".join(f"{name} {version(name)}" for name in libraries),
        load_before=round(os.getloadavg()[0], 2),
    )


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or "unknown"


def find(measures: Sequence[Measure], what: str, subject: str) -> float:
    """The value of one measure. Raises KeyError where it was not taken."""
    for measure in measures:
        if (measure.what, measure.subject) == (what, subject):
            return measure.value
    raise KeyError(f"{what} of {subject}")


def write_results(measures: Sequence[Measure], where: Machine, target: Path) -> Path:
    """Write a row for each measure, each with the facts of the machine."""
    target.parent.mkdir(parents=True, exist_ok=True)
    rows = [{**asdict(measure), **asdict(where)} for measure in measures]
    pq.write_table(pa.Table.from_pylist(rows), target, compression="zstd")
    return target
