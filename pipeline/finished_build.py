"""What a finished build leaves behind beside its dataset, and whether another would come to the same."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.arrow_articles import rejection_rows
from pipeline.engine.code_version import code_version
from pipeline.ingest import CORRECTIONS_NAME, batch_digest
from pipeline.publishing.facts import CATALOG_FILE, DATASET_FILE, DatasetFacts, sha256
from pipeline.publishing.occupied import occupied
from pipeline.publishing.swap import write_whole, written_aside
from pipeline.records import Rejection

_ROOMS = ("ingest", "extraction", "resolution", "publishing")


def jobs_digest(keys: Iterable[str], rejections: Sequence[Rejection], corrections: Path | None) -> str:
    """What a dataset depends on, as a digest: every job, what was refused, corrections, and the code of each room."""
    digest = hashlib.sha256()
    for key in sorted(keys):
        digest.update(key.encode() + b"\0")
    digest.update(json.dumps([[r.source, r.reason, r.detail] for r in rejections]).encode())
    digest.update(corrections.read_bytes() if corrections else b"-")
    for room in _ROOMS:
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


FINISHED_FILE = "build.json"


@dataclass(frozen=True, slots=True)
class FinishedBuild:
    """What the last build that ran to its end was made of; kept beside its workings, and written last."""

    source: str
    """Digest of the input files, corrections and code."""
    jobs: str
    """Digest of all that the dataset was made of, as `jobs_digest` gives it."""
    dataset: str
    """SHA-256 of the `dataset.json` that was published, which names the digest of each table."""
    articles: int
    rejections: tuple[Rejection, ...]

    def to_json(self) -> str:
        """As JSON; the inverse of `from_json`."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str) -> FinishedBuild:
        """Read what `to_json` wrote; raises ValueError, KeyError or TypeError where it is something else."""
        told = json.loads(text)
        rejections = tuple(Rejection(**row) for row in told.pop("rejections"))
        return cls(**told, rejections=rejections)


def finished_build(out: Path) -> FinishedBuild | None:
    """The last build that ran to its end, if the dataset in `out` is still the one that it published, and whole."""
    facts = published_facts(out)
    try:
        finished = FinishedBuild.from_json((workings(out) / FINISHED_FILE).read_text(encoding="utf-8"))
        published = sha256(out / "dataset" / DATASET_FILE)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if facts is None or published != finished.dataset:
        return None
    sizes = {name: file.bytes for name, file in facts.files.items()}
    try:
        whole = all((out / "dataset" / name).stat().st_size == size for name, size in sizes.items())
    except OSError:
        return None
    return finished if whole and (out / CATALOG_FILE).exists() else None


def keep_workings(work: Path, out: Path, finished: FinishedBuild | None = None) -> None:
    """Keep what `explain-link` needs of a build that was published, and what the next build compares itself with."""
    with occupied(out), written_aside(workings(out)) as aside:
        shutil.copyfile(work / "extractions.parquet", aside / "extractions.parquet")
        shutil.copytree(work / "staged" / "workings", aside / "workings")
        if finished:
            (aside / FINISHED_FILE).write_text(finished.to_json(), encoding="utf-8")


def source_digest(articles: Path, corrections: Path | None) -> str:
    """What a build starts from, as a digest: input files, corrections, and the code of all rooms."""
    digest = hashlib.sha256(batch_digest(articles).encode())
    if articles.is_dir():
        # Also names of what is no article: it is listed in the quarantine.
        for path in sorted(articles.rglob("*")):
            digest.update(path.relative_to(articles).as_posix().encode("utf-8", "surrogateescape") + b"\0")
    digest.update(b"+" + articles.name.encode("utf-8", "surrogateescape") + b"\0")
    digest.update(corrections.read_bytes() if corrections else b"-")
    for room in _ROOMS:
        digest.update(code_version(room).encode())
    return digest.hexdigest()[:32]
