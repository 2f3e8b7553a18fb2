"""The work on one chunk of articles: clean and extract each, the same on every engine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from pipeline.arrow_articles import REJECTION_SCHEMA, rejection_rows
from pipeline.arrow_records import EXTRACTION_SCHEMA, to_row
from pipeline.cleaning import LinesOfOneArticle, clean
from pipeline.extraction.article import extract
from pipeline.records import Article, CleanArticle, Rejection

KEYED_SCHEMA: pa.Schema = EXTRACTION_SCHEMA.insert(0, pa.field("cache_key", pa.string(), nullable=False))
"""An extraction with the key that it is cached under."""

PROCESSING_FAILED = "processing_failed"
"""Reason of the rejection of an article that cleaning or extraction broke down on."""

NOTHING_RECURS = LinesOfOneArticle()
"""What is known of an article's lines where no corpus was read."""


@dataclass(frozen=True, slots=True)
class Job:
    """One article to process: `recurring` are its lines that recur at its publisher.

    `cleaned` is the clean article where an earlier stage has made it already.
    """

    key: str
    article: Article
    recurring: LinesOfOneArticle = NOTHING_RECURS
    cleaned: CleanArticle | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a chunk gave, as Arrow IPC streams: rows of `KEYED_SCHEMA` and of `REJECTION_SCHEMA`."""

    rows: bytes
    rejections: bytes


def job_key(article: Article, recurring: LinesOfOneArticle = NOTHING_RECURS) -> str:
    """The identity of a job: the article's bytes, its metadata, and what the corpus says of its lines."""
    digest = hashlib.sha256()
    parts = (
        article.article_id,
        article.file,
        str(article.published_date),
        article.published_date_source,
        article.publisher,
        article.locale,
        article.url,
        article.title,
        "\x1f".join(article.authors),
        hashlib.sha256(article.text.encode("utf-8", "replace")).hexdigest(),
        "\x1f".join(sorted(recurring.often)),
        "\x1f".join(sorted(recurring.mostly)),
    )
    for part in parts:
        digest.update(b"-" if part is None else b"+" + part.encode("utf-8", "replace"))
        digest.update(b"\0")
    return digest.hexdigest()[:32]


def to_ipc(table: pa.Table) -> bytes:
    """An Arrow table as the bytes of an IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue().to_pybytes())


def from_ipc(data: bytes) -> pa.Table:
    """The Arrow table in the bytes of an IPC stream."""
    with pa.ipc.open_stream(data) as reader:
        return reader.read_all()


def process(jobs: Sequence[Job]) -> Outcome:
    """Clean and extract each article of a chunk; one that fails becomes a rejection, never an exception."""
    rows = []
    rejections = []
    for job in jobs:
        try:
            rows.append({"cache_key": job.key, **to_row(extract(job.cleaned or clean(job.article, job.recurring)))})
        except Exception as error:  # one hostile article must not stop a run over millions
            detail = f"{type(error).__name__}: {error}"[:500]
            rejections.append(Rejection(job.article.file, PROCESSING_FAILED, detail))
    table = pa.Table.from_pylist(rows, schema=KEYED_SCHEMA)
    refused = rejection_rows(rejections) if rejections else REJECTION_SCHEMA.empty_table()
    return Outcome(to_ipc(table), to_ipc(refused))
