"""Raw and clean articles as Arrow rows: what the first two stages keep."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from pipeline.records import Article, CleanArticle, CleanText, Paragraph, Rejection, Segment

_ARTICLE_FIELDS: list[pa.Field[Any]] = [
    pa.field("article_id", pa.string(), nullable=False),
    pa.field("file", pa.string(), nullable=False),
    pa.field("text", pa.string(), nullable=False),
    pa.field("published_date", pa.date32()),
    pa.field("published_date_source", pa.string(), nullable=False),
    pa.field("publisher", pa.string()),
    pa.field("locale", pa.string()),
    pa.field("url", pa.string()),
    pa.field("title", pa.string()),
    pa.field("authors", pa.list_(pa.string())),
]

ARTICLE_SCHEMA: pa.Schema = pa.schema(_ARTICLE_FIELDS)
"""One row for each raw article."""

_SEGMENT = pa.struct(
    [
        pa.field("start", pa.int32()),
        pa.field("end", pa.int32()),
        pa.field("kind", pa.string()),
        pa.field("kept", pa.bool_()),
        pa.field("rule", pa.string()),
    ]
)
_RUN = pa.struct([pa.field("clean", pa.int32()), pa.field("raw", pa.int32()), pa.field("length", pa.int32())])
_PARAGRAPH = pa.struct([pa.field("start", pa.int32()), pa.field("end", pa.int32()), pa.field("kind", pa.string())])

CLEAN_SCHEMA: pa.Schema = pa.schema(
    [
        *_ARTICLE_FIELDS,
        pa.field("job_key", pa.string(), nullable=False),
        pa.field("agency", pa.string()),
        pa.field("dateline_city", pa.string()),
        pa.field("dateline_date", pa.date32()),
        pa.field("language", pa.string(), nullable=False),
        pa.field("readable", pa.bool_(), nullable=False),
        pa.field("segments", pa.list_(_SEGMENT)),
        pa.field("clean_text", pa.string(), nullable=False),
        pa.field("runs", pa.list_(_RUN)),
        pa.field("paragraphs", pa.list_(_PARAGRAPH)),
    ]
)
"""One row for each clean article: the raw one, its segments, the clean text and its map to the raw text.

`job_key` is the identity of the work on the article (`engine.processing.job_key`).
"""

REJECTION_SCHEMA: pa.Schema = pa.schema(
    [
        pa.field("source", pa.string(), nullable=False),
        pa.field("reason", pa.string(), nullable=False),
        pa.field("detail", pa.string(), nullable=False),
    ]
)
"""One row for each input that could not be used."""


def article_row(article: Article) -> dict[str, Any]:
    """A raw article as a row of `ARTICLE_SCHEMA`."""
    return {
        "article_id": article.article_id,
        "file": article.file,
        "text": article.text,
        "published_date": article.published_date,
        "published_date_source": article.published_date_source,
        "publisher": article.publisher,
        "locale": article.locale,
        "url": article.url,
        "title": article.title,
        "authors": list(article.authors),
    }


def read_article(row: dict[str, Any]) -> Article:
    """The raw article that a row of `ARTICLE_SCHEMA` or `CLEAN_SCHEMA` holds."""
    values = {name: row[name] for name in ARTICLE_SCHEMA.names}
    return Article(**{**values, "authors": tuple(row["authors"] or ())})


def clean_row(source: CleanArticle, job_key: str) -> dict[str, Any]:
    """A clean article as a row of `CLEAN_SCHEMA`."""
    return {
        **article_row(source.article),
        "job_key": job_key,
        "agency": source.agency,
        "dateline_city": source.dateline_city,
        "dateline_date": source.dateline_date,
        "language": source.language,
        "readable": source.readable,
        "segments": [
            {"start": s.start, "end": s.end, "kind": s.kind, "kept": s.kept, "rule": s.rule} for s in source.segments
        ],
        "clean_text": source.clean.text,
        "runs": [{"clean": clean, "raw": raw, "length": length} for clean, raw, length in source.clean.runs],
        "paragraphs": [{"start": p.start, "end": p.end, "kind": p.kind} for p in source.clean.paragraphs],
    }


def read_clean_article(row: dict[str, Any]) -> CleanArticle:
    """The clean article that a row of `CLEAN_SCHEMA` holds; the inverse of `clean_row`."""
    return CleanArticle(
        article=read_article(row),
        segments=tuple(Segment(**segment) for segment in row["segments"]),
        clean=CleanText(
            text=row["clean_text"],
            runs=tuple((run["clean"], run["raw"], run["length"]) for run in row["runs"]),
            paragraphs=tuple(Paragraph(**paragraph) for paragraph in row["paragraphs"]),
        ),
        agency=row["agency"],
        dateline_city=row["dateline_city"],
        dateline_date=row["dateline_date"],
        language=row["language"],
        readable=row["readable"],
    )


def rejection_rows(rejections: Iterable[Rejection]) -> pa.Table:
    """Rejections as a table of `REJECTION_SCHEMA`, in the order given."""
    rows = [{"source": r.source, "reason": r.reason, "detail": r.detail} for r in rejections]
    return pa.Table.from_pylist(rows, schema=REJECTION_SCHEMA)
