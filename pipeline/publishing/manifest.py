"""`release.json`: what a release is made of. A typed contract that tools may rely on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.publishing.facts import FileFacts

NAME = "minerals-diplomacy"
"""Name of the dataset."""
TITLE = "Minerals diplomacy: meetings and deals over critical minerals"
DATA_LICENSE = "CC-BY-4.0"
"""SPDX id of the licence of the data."""
RELEASE_FILE = "release.json"
SUMS_FILE = "SHA256SUMS"
SIGNATURE_FILE = "SHA256SUMS.minisig"
FORMAT = 1
"""Version of the shape of `release.json`, `index.json` and `latest.json`."""


class NoRelease(ValueError):
    """A folder that is no release, or one whose manifest can't be read."""


@dataclass(frozen=True, slots=True)
class ReleaseManifest:
    """What `release.json` says."""

    name: str
    version: str
    schema_version: str
    code_version: str
    input_digest: str
    data_through: date | None
    """Newest publication date of an article."""
    license: str
    previous: str | None
    """The release that this one was compared with."""
    rows: Mapping[str, int]
    rejected: Mapping[str, int]
    warnings: Mapping[str, int]
    files: Mapping[str, FileFacts]
    """Every file of the release but `release.json`, `SHA256SUMS`, its signature and the archive."""
    format: int = FORMAT

    def to_json(self) -> str:
        """As JSON text with sorted keys."""
        plain = asdict(self)
        plain["data_through"] = self.data_through.isoformat() if self.data_through else None
        return json.dumps(plain, indent=2, sort_keys=True, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> ReleaseManifest:
        """Read back what `to_json` wrote. Raises NoRelease where it is something else."""
        try:
            plain: dict[str, Any] = json.loads(text)
            if plain["format"] != FORMAT:
                raise NoRelease(f"release.json has format {plain['format']!r}; this version reads {FORMAT}")
            day = plain["data_through"]
            files = {name: FileFacts(**facts) for name, facts in plain["files"].items()}
            return cls(**{**plain, "data_through": date.fromisoformat(day) if day else None, "files": files})
        except NoRelease:
            raise
        except (TypeError, KeyError, AttributeError, ValueError) as problem:
            raise NoRelease(f"release.json can't be read: {problem}") from problem

    @classmethod
    def read(cls, folder: Path) -> ReleaseManifest:
        """Read the manifest of a release folder. Raises NoRelease where there is none."""
        file = folder / RELEASE_FILE
        if not file.is_file():
            raise NoRelease(f"{folder} is no release: there is no {RELEASE_FILE} in it")
        return cls.from_json(file.read_text(encoding="utf-8"))


def archive_name(version: str) -> str:
    """Name of a release's archive."""
    return f"{NAME}-{version}.tar.gz"
