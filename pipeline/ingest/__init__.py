"""Files, folders and tables of articles in, raw articles out."""

from pipeline.ingest.batches import SAMPLES, batch_digest, batches, samples
from pipeline.ingest.reading import KEPT_REASONS, SUFFIXES, read_articles
from pipeline.ingest.settings import IngestSettings
from pipeline.ingest.sidecar import CORRECTIONS_NAME

__all__ = [
    "CORRECTIONS_NAME",
    "KEPT_REASONS",
    "SAMPLES",
    "SUFFIXES",
    "IngestSettings",
    "batch_digest",
    "batches",
    "read_articles",
    "samples",
]
