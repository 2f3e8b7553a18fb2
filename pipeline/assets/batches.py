"""Batches of articles: the partitions of the stages up to extraction."""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from pipeline.ingest import batches as batches_in

OWNER = "team:minerals-diplomacy"
"""Who answers for an asset."""

batches = dg.DynamicPartitionsDefinition(name="batches")
"""One partition for each subfolder or file of the landing folder, and one for the samples."""


def batch_path(landing: str, key: str) -> Path:
    """Where the articles of a batch stand. Raises dg.Failure where the landing folder holds no such batch."""
    for known, path in batches_in(Path(landing)):
        if known == key:
            return path
    raise dg.Failure(f"the landing folder {landing!r} holds no batch {key!r}: it was moved or removed")
