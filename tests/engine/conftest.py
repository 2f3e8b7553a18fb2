"""Small corpora of made-up articles, and how a published dataset is compared."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.benchmarks.corpus import made_up
from pipeline.engine import local

COLUMNS = ("file", "publisher", "published_date")


def write_folder(folder: Path, count: int) -> Path:
    """A folder of `count` short text files with a sidecar; one in five is about minerals."""
    folder.mkdir(parents=True)
    lines = [",".join(COLUMNS)]
    for row in made_up(count, paragraphs=(2, 5)):
        (folder / row["file"]).write_text(row["text"], encoding="utf-8")
        lines.append(",".join(row[column] for column in COLUMNS))
    (folder / "articles.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def dataset_bytes(out: Path) -> dict[str, str]:
    """The digest of every file of a published dataset, by name."""
    files = sorted((out / "dataset").iterdir())
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


@pytest.fixture
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of a few articles, so that a small corpus is spread over workers."""
    monkeypatch.setattr(local, "CHUNK_ARTICLES", 4)
    monkeypatch.setattr(local, "SMALL_RUN_CHUNKS", 1)
