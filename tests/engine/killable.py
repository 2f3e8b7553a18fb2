"""What a process that is to be killed runs; the fork server loads it once, model and all, for each to start at once."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path

import duckdb  # noqa: F401
import pandera.pandas  # noqa: F401

from pipeline.build import BuildSettings, build
from pipeline.cleaning import clean
from pipeline.engine import local
from pipeline.engine.code_version import code_version
from pipeline.extraction.article import extract
from pipeline.records import Article

extract(
    clean(Article("0" * 16, "warm-up.txt", "Chile and Japan signed a lithium supply agreement in Tokyo on Monday."))
)
for room in ("ingest", "extraction", "resolution", "publishing"):
    code_version(room)


def run(articles: Path, out: Path, workers: int) -> None:
    """Build in small steps."""
    local.CHUNK_ARTICLES = 2
    local.SMALL_RUN_CHUNKS = 3
    build(articles, out, BuildSettings(workers=workers))


def run_and_tell(articles: Path, out: Path, told: Connection) -> None:
    """Build with one worker; says when it begins and when it is done."""
    told.send("begun")
    run(articles, out, 1)
    told.send("done")
