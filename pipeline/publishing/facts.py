"""What a run is told about itself, and what it tells of the dataset it made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

DATASET_FILE = "dataset.json"
"""Name of the file that tells what a dataset folder holds."""
CATALOG_FILE = "minerals.duckdb"
"""Name of the DuckDB catalog in a dataset folder or release."""


def code_version() -> str:
    """Version of the installed distribution, or `0` where it is not installed."""
    try:
        return version("minerals-diplomacy")
    except PackageNotFoundError:
        return "0"


@dataclass(frozen=True, slots=True)
class RunFacts:
    """What `publish` is told of the run that made the tables."""

    code_version: str = field(default_factory=code_version)
    max_rejected_share: float = 0.5
    """A table of which more than this share of rows is rejected fails as a whole."""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """Size in bytes and SHA-256 of a file."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """What a dataset folder holds; written into it as `dataset.json`."""

    schema_version: str
    code_version: str
    input_digest: str
    """SHA-256 over the ids of the articles, which are digests of the raw articles."""
    data_through: date | None
    """Newest publication date of an article."""
    rows: Mapping[str, int]
    rejected: Mapping[str, int]
    """Rows kept in quarantine, by table; tables without any are left out."""
    warnings: Mapping[str, int]
    """Rows that break a check which only warns, by check."""
    files: Mapping[str, FileFacts]
    """The Parquet files."""

    def to_json(self) -> str:
        """As JSON text with sorted keys."""
        plain = asdict(self)
        plain["data_through"] = self.data_through.isoformat() if self.data_through else None
        return json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> DatasetFacts:
        """Read back what `to_json` wrote. Raises ValueError where it is something else."""
        try:
            plain: dict[str, Any] = json.loads(text)
            day = plain["data_through"]
            files = {name: FileFacts(**facts) for name, facts in plain["files"].items()}
            return cls(**{**plain, "data_through": date.fromisoformat(day) if day else None, "files": files})
        except (TypeError, KeyError, AttributeError, json.JSONDecodeError) as problem:
            raise ValueError(f"not a description of a dataset: {problem}") from problem

    @classmethod
    def read(cls, folder: Path) -> DatasetFacts:
        """Read the description of a dataset folder.

        Raises FileNotFoundError where the folder holds no dataset, ValueError where the file is damaged.
        """
        file = folder / DATASET_FILE
        if not file.is_file():
            raise FileNotFoundError(f"{folder} holds no dataset: there is no {DATASET_FILE} in it")
        return cls.from_json(file.read_text(encoding="utf-8"))


def sha256(file: Path) -> str:
    """SHA-256 of a file, in hex digits; read in pieces."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def file_facts(file: Path) -> FileFacts:
    """Size and SHA-256 of a file."""
    return FileFacts(file.stat().st_size, sha256(file))
