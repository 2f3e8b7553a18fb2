"""The Arrow schema that each stored asset has, and what its columns mean."""

from __future__ import annotations

from collections.abc import Mapping

import dagster as dg
import pyarrow as pa

from pipeline.arrow_articles import ARTICLE_SCHEMA, CLEAN_SCHEMA, REJECTION_SCHEMA
from pipeline.arrow_records import EXTRACTION_SCHEMA
from pipeline.evaluation.report import SCORES
from schemas import TABLES, arrow_schema

STAGE_SCHEMAS: Mapping[str, pa.Schema] = {
    "raw_articles": ARTICLE_SCHEMA,
    "rejected_inputs": REJECTION_SCHEMA,
    "clean_articles": CLEAN_SCHEMA,
    "extractions": EXTRACTION_SCHEMA,
    "failed_articles": REJECTION_SCHEMA,
    "extraction_quality": SCORES,
}
"""Schemas of the stages before the tables; those of the tables come from `schemas`."""

TABLES_PREFIX = "tables"
"""First part of the asset keys of the resolved tables."""

_MEANINGS: Mapping[str, str] = {
    "text": "Raw text of the article, decoded; all spans count its code points. Not published.",
    "job_key": "Identity of the work on the article: digest of its text, metadata and recurring lines.",
    "dateline_date": "Day that the dateline names.",
    "readable": "Whether the extractor reads the article's language.",
    "segments": "Lines of the raw text, each with its span, its kind, whether it is kept, and the rule that decided.",
    "clean_text": "Text that is read: kept lines with wraps joined and markup taken off. Not published.",
    "runs": "Map from the clean text to the raw text: start in each, and length.",
    "paragraphs": "Spans of the clean text that belong together, each with its kind.",
    "sketch": "Digests of the clean text by which articles that repeat each other are found. Not published.",
    "minerals": "Mentions of minerals of the vocabulary, with their spans in the raw text.",
    "meetings": "Meetings that the article tells of, with participants; each value with the words that gave it.",
    "deals": "Deals that the article tells of, with parties and minerals; each value with the words that gave it.",
    "source": "File that could not be used, with `#n` for the nth record in it.",
    "reason": "Short code of the reason, such as `empty_file`.",
    "gold": "Gold folder that was measured on.",
    "measure": "`records` (precision, recall, F1) or `field` (accuracy).",
    "subject": "Kind of record, or field, that the figures are of.",
    "documents": "Annotated articles.",
    "precision": "Share of what was found that is right, 0 to 1.",
    "recall": "Share of what is annotated that was found, 0 to 1.",
    "f1": "Harmonic mean of precision and recall, 0 to 1.",
    "accuracy": "Share of the records found whose field is right, 0 to 1.",
    "right": "How many are right.",
    "spurious": "How many were found that are not annotated.",
    "missed": "How many are annotated that were not found.",
    "total": "How many are annotated; of a field, how many were compared.",
    "detail": "What is wrong, in a sentence for the person who mends the input.",
}


def table_key(table: str) -> dg.AssetKey:
    """Asset key of a resolved table."""
    return dg.AssetKey([TABLES_PREFIX, table])


def schema_of(key: dg.AssetKey) -> pa.Schema | None:
    """The declared schema of a stored asset, or None for an asset of another code location.

    Nullability of a published table's columns is left open: a null where none may be is a bad row,
    which publishing takes out with its reason.
    """
    if len(key.path) == 2 and key.path[0] == TABLES_PREFIX and key.path[1] in TABLES:
        declared = arrow_schema(key.path[1])
        relaxed = pa.schema([field.with_nullable(True) for field in declared])
        return relaxed.with_metadata(declared.metadata)
    return STAGE_SCHEMAS.get(key.path[-1]) if len(key.path) == 1 else None


def meaning(column: str) -> str:
    """What a column of a stage means; columns that are published take the words of the published table.

    Raises KeyError for a column that nothing describes.
    """
    published = {each.name: each.description for each in TABLES["articles"].columns}
    return _MEANINGS[column] if column in _MEANINGS else published[column]
