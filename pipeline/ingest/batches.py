"""Batches of articles in a landing folder, and a digest that tells when one has changed."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path

from pipeline.ingest.reading import SUFFIXES
from pipeline.ingest.sidecar import CORRECTIONS_NAME, SIDECAR_NAME
from pipeline.ingest.sources import SourceFile, not_a_file, printable_name, walk

SAMPLES = "samples"
"""Key of the batch that is always there."""
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def samples() -> Path:
    """The folder of the embedded sample articles."""
    return Path(str(files("pipeline.samples") / "articles"))


def batches(landing: Path | None = None) -> list[tuple[str, Path]]:
    """Keys and paths of all batches: the samples, then each subfolder and each readable file of `landing`.

    Keys are safe as file names and partition keys: other characters become `-`, and where two
    names would share a key the later one carries a digest of its name. Sorted by name; a landing
    folder that doesn't exist has no batches.
    """
    found = [(SAMPLES, samples())]
    if landing is None or not landing.is_dir():
        return found
    taken = {SAMPLES}
    for path in sorted(landing.iterdir(), key=lambda each: each.name):
        if path.name.startswith(".") or path.name in (SIDECAR_NAME, CORRECTIONS_NAME):
            continue
        if not path.is_dir() and (path.suffix.lower() not in SUFFIXES or not_a_file(path)):
            continue
        name = printable_name(path.name)
        key = _UNSAFE.sub("-", name).strip("-.") or "batch"
        if key.lower() in taken:
            key = f"{key}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"
        taken.add(key.lower())
        found.append((key, path))
    return found


def batch_digest(path: Path) -> str:
    """16 hex digits that change when, and only when, a file of the batch or its sidecar does.

    Taken from names and contents, not from times, so that copying or touching a batch is no
    change; news text is read faster than it could be worth guessing. What can't be read counts
    by its name.
    """
    digest = hashlib.sha256()
    if path.is_dir():
        sources = [found for found in walk(path) if isinstance(found, SourceFile)]
    else:
        beside = path.with_name(SIDECAR_NAME)
        sources = [SourceFile(each, each.name) for each in (path, beside) if not not_a_file(each)]
    for source in sources:
        digest.update(source.name.encode("utf-8", "replace") + b"\0")
        try:
            with source.path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
        except OSError:
            digest.update(b"unreadable")
    return digest.hexdigest()[:16]
