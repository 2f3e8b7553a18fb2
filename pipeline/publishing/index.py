"""The static index of releases, for any web server: `index.json` names them all, `latest.json` the newest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pipeline.publishing.facts import file_facts
from pipeline.publishing.manifest import (
    FORMAT,
    NAME,
    SUMS_FILE,
    NoRelease,
    ReleaseManifest,
    archive_name,
)
from pipeline.publishing.swap import write_whole

INDEX_FILE = "index.json"
LATEST_FILE = "latest.json"


@dataclass(frozen=True, slots=True)
class ReleaseEntry:
    """One release in the index; paths are relative to the folder of the index."""

    version: str
    schema_version: str
    data_through: str | None
    previous: str | None
    meetings: int
    deals: int
    articles: int
    archive: str
    bytes: int
    """Size of the archive."""
    sha256: str
    """SHA-256 of the archive."""
    page: str


def write_index(releases: Path) -> tuple[ReleaseEntry, ...]:
    """Write `index.json` over the release folders that are there, newest first; returns the entries."""
    entries = list_folders(releases)
    content = {"format": FORMAT, "name": NAME, "releases": [asdict(entry) for entry in entries]}
    write_whole(releases / INDEX_FILE, _json(content))
    return entries


def write_latest(releases: Path, version: str) -> None:
    """Let `latest.json` name a release. Raises NoRelease where its folder is none."""
    entry = _entry(releases / version)
    write_whole(releases / LATEST_FILE, _json({"format": FORMAT, "name": NAME, **asdict(entry)}))


def list_folders(releases: Path) -> tuple[ReleaseEntry, ...]:
    """The releases in a folder, newest first; folders that are no whole release are passed over."""
    found = []
    for folder in releases.iterdir() if releases.is_dir() else ():
        if folder.is_dir() and not folder.name.startswith("."):
            try:
                found.append(_entry(folder))
            except NoRelease:
                continue
    return tuple(sorted(found, key=lambda entry: [int(part) for part in entry.version.split(".")], reverse=True))


def latest_version(releases: Path) -> str | None:
    """The version that `latest.json` names; None where there is no such file.

    Raises NoRelease where the file can't be read.
    """
    file = releases / LATEST_FILE
    return parse_entry(file.read_text(encoding="utf-8")).version if file.is_file() else None


def parse_entry(text: str) -> ReleaseEntry:
    """Read `latest.json`. Raises NoRelease where it is something else."""
    return _read_entry(_loads(text))


def parse_index(text: str) -> tuple[ReleaseEntry, ...]:
    """Read `index.json`. Raises NoRelease where it is something else."""
    content = _loads(text)
    if not isinstance(content.get("releases"), list):
        raise NoRelease("the index of releases can't be read: it names no releases")
    return tuple(_read_entry({"format": FORMAT, **entry}) for entry in content["releases"])


def _loads(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except ValueError as problem:
        raise NoRelease(f"the index of releases can't be read: {problem}") from problem
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise NoRelease("the index of releases has a form that this version does not know")
    return content


def _read_entry(content: dict[str, Any]) -> ReleaseEntry:
    try:
        entry = ReleaseEntry(**{name: value for name, value in content.items() if name not in ("format", "name")})
    except TypeError as problem:
        raise NoRelease(f"the index of releases can't be read: {problem}") from problem
    parts = entry.version.split(".")
    if len(parts) != 3 or not all(part.isdecimal() for part in parts):
        raise NoRelease(f"the index of releases names {entry.version!r}, which is no version")
    return entry


def _entry(folder: Path) -> ReleaseEntry:
    manifest = ReleaseManifest.read(folder)
    archive = folder / archive_name(manifest.version)
    if folder.name != manifest.version or not archive.is_file() or not (folder / SUMS_FILE).is_file():
        raise NoRelease(f"{folder} is no whole release")
    about = file_facts(archive)
    return ReleaseEntry(
        version=manifest.version,
        schema_version=manifest.schema_version,
        data_through=manifest.data_through.isoformat() if manifest.data_through else None,
        previous=manifest.previous,
        meetings=manifest.rows["meetings"],
        deals=manifest.rows["deals"],
        articles=manifest.rows["articles"],
        archive=f"{manifest.version}/{archive.name}",
        bytes=about.bytes,
        sha256=about.sha256,
        page=f"{manifest.version}/index.html",
    )


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()
