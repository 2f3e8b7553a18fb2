"""Batches of articles: the partitions of the stages up to extraction."""

from __future__ import annotations

import hashlib
from pathlib import Path

import dagster as dg

from pipeline.ingest import batch_digest
from pipeline.ingest import batches as batches_in

OWNER = "team:minerals-diplomacy"
"""Who answers for an asset."""

batches = dg.DynamicPartitionsDefinition(name="batches")
"""One partition for each subfolder or file of the landing folder, and one for the samples."""

DIGEST = "batch_digest"
"""Metadata entry of a materialisation of `raw_articles`: the digest of the input files that it read."""

CORRECTIONS = "corrections_digest"
"""Metadata entry of a materialisation of the tables: the digest of the corrections that were applied."""

_Condition = dg.AutomationCondition[dg.AssetKey]


def _since_handled(trigger: _Condition) -> _Condition:
    """The trigger has come true since the asset was last requested or made."""
    handled = (
        dg.AutomationCondition.newly_requested()
        | dg.AutomationCondition.newly_updated()
        | dg.AutomationCondition.initial_evaluation()
    )
    return trigger.since(handled.with_label("handled"))


_CODE = dg.AutomationCondition.code_version_changed()
_IDLE = ~dg.AutomationCondition.in_progress()

CHANGED = (
    _since_handled(
        dg.AutomationCondition.newly_missing()
        | _CODE
        | dg.AutomationCondition.any_deps_match(
            (
                dg.AutomationCondition.data_version_changed() & ~dg.AutomationCondition.executed_with_root_target()
            ).with_label("changed_by_another_run")
            | dg.AutomationCondition.will_be_requested()
        ).with_label("any_deps_changed")
    )
    & ~dg.AutomationCondition.any_deps_missing()
    & ~dg.AutomationCondition.any_deps_in_progress()
    & _IDLE
).with_label("changed")
"""Make an asset anew when its code or the contents of what it depends on have changed, or it is missing.

An upstream asset that was made again with the same bytes changes nothing downstream.
"""

CODE_CHANGED = (_since_handled(_CODE) & _IDLE).with_label("code_changed")
"""Make an asset anew when its code has changed; for assets whose input the sensor watches."""

CODE_OR_MISSING = (_since_handled(dg.AutomationCondition.newly_missing() | _CODE) & _IDLE).with_label(
    "code_changed_or_missing"
)
"""Make an asset when it is missing, and anew when its code has changed; for assets that depend on no other."""


def found_batches(landing: Path) -> dict[str, str]:
    """The batches that are there: key and digest of the input files, sorted by key."""
    return {key: batch_digest(path) for key, path in sorted(batches_in(landing))}


def batch_path(landing: Path, key: str) -> Path:
    """Where the articles of a batch stand. Raises dg.Failure where the landing folder holds no such batch."""
    for known, path in batches_in(landing):
        if known == key:
            return path
    raise dg.Failure(f"the landing folder {landing} holds no batch {key!r}: it was moved or removed")


def file_digest(path: Path | None) -> str:
    """Sixteen hex digits of the digest of a file's bytes; `none` where there is no file."""
    if path is None or not path.is_file():
        return "none"
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:16]


def content_version(path: Path) -> dg.DataVersion:
    """The data version of a stored file: a digest of its bytes."""
    return dg.DataVersion(file_digest(path))


def last_made(
    instance: dg.DagsterInstance, asset: str | dg.AssetKey, partition: str | None = None
) -> dg.EventLogRecord | None:
    """The record of the newest materialisation of an asset, or of a partition of it."""
    key = dg.AssetKey(asset) if isinstance(asset, str) else asset
    wanted = dg.AssetRecordsFilter(asset_key=key, asset_partitions=None if partition is None else [partition])
    records = instance.fetch_materializations(wanted, limit=1).records
    return records[0] if records else None


def noted(record: dg.EventLogRecord | None, entry: str) -> str | None:
    """The metadata entry of a materialisation, such as `DIGEST`; None where it has none or there was no run."""
    made = record.asset_materialization if record else None
    return str(made.metadata[entry].value) if made and entry in made.metadata else None
