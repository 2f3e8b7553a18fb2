"""Making a release of the published dataset: a folder that never changes, with all that its users need."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.publishing.archive import pack
from pipeline.publishing.card import ABSTRACT, citation, write_documents
from pipeline.publishing.catalog import build_catalog
from pipeline.publishing.croissant import croissant
from pipeline.publishing.datapackage import datapackage
from pipeline.publishing.diff import Diff, DiffFailed, at_least, bump, changelog_markdown, diff_releases
from pipeline.publishing.facts import DatasetFacts, file_facts, sha256
from pipeline.publishing.index import latest_version, write_index, write_latest
from pipeline.publishing.manifest import (
    DATA_LICENSE,
    NAME,
    RELEASE_FILE,
    SIGNATURE_FILE,
    SUMS_FILE,
    NoRelease,
    ReleaseManifest,
    archive_name,
)
from pipeline.publishing.signing import BadSignature, sign
from pipeline.publishing.site import render_site
from pipeline.publishing.swap import written_aside
from pipeline.publishing.verify import verify
from schemas import TABLES, cross_checks

VERSION = re.compile(r"(\d{4})\.(0[1-9]|1[0-2])\.(0|[1-9]\d*)")
"""`YYYY.MM.N`: year and month of the data, and a number that counts the releases of that month from 0."""


class ReleaseRefused(ValueError):
    """A release that was not made, and why; what was released before stays as it was."""


@dataclass(frozen=True, slots=True)
class ReleaseSettings:
    """What a release may lose, and what it is signed with."""

    max_loss: float = 0.2
    """The largest share of a table's rows that may be gone since the last release, superseded ones apart."""
    signing_key: Path | None = None
    """A minisign secret key without a password, to sign `SHA256SUMS` with."""


@dataclass(frozen=True, slots=True)
class Release:
    """A release that was made."""

    folder: Path
    archive: Path
    manifest: ReleaseManifest
    diff: Diff | None
    """What changed since the previous release; None for the first."""


def version_key(version: str) -> tuple[int, int, int]:
    """A version's numbers, to compare it with others. Raises ReleaseRefused where it is not `YYYY.MM.N`."""
    match = VERSION.fullmatch(version)
    if not match:
        raise ReleaseRefused(f"{version!r} is no version; write year, month and number, as in 2026.11.0")
    return int(match[1]), int(match[2]), int(match[3])


def next_version(releases: Path, day: date) -> str:
    """The version to give a release of data through `day`: its year and month, and the next number."""
    number, month = 0, (day.year, day.month)
    latest = latest_version(releases)
    if latest is not None:
        *released, last = version_key(latest)
        if tuple(released) >= month:
            month, number = (released[0], released[1]), last + 1
    return f"{month[0]:04d}.{month[1]:02d}.{number}"


def release(dataset: Path, releases: Path, version: str, settings: ReleaseSettings | None = None) -> Release:
    """Make `releases/<version>/` of a published dataset folder, then let `index.json` and `latest.json` tell of it.

    The same dataset, previous release, version and code give the same bytes, the archive included.

    Raises ReleaseRefused where the version exists or is not newer than the latest, the dataset is
    incomplete, damaged or fails a check, it can't be compared with the previous release, loses too
    many rows, or its schema changed more than its version says; nothing is then left behind and
    `latest.json` does not move.
    """
    settings = settings or ReleaseSettings()
    facts = _checked_facts(dataset)
    previous = _previous(releases, version)
    diff = _diff(dataset, releases, previous, facts.schema_version, settings.max_loss)
    folder = releases / version
    with written_aside(folder) as aside:
        for table in TABLES:
            shutil.copyfile(dataset / f"{table}.parquet", aside / f"{table}.parquet")
        build_catalog(aside)
        manifest = ReleaseManifest(
            name=NAME,
            version=version,
            schema_version=facts.schema_version,
            code_version=facts.code_version,
            input_digest=facts.input_digest,
            data_through=facts.data_through,
            license=DATA_LICENSE,
            previous=previous,
            rows=facts.rows,
            rejected=facts.rejected,
            warnings=facts.warnings,
            files={},
        )
        write_documents(aside, manifest)
        (aside / "datapackage.json").write_text(datapackage(version, facts, ABSTRACT), encoding="utf-8")
        (aside / "croissant.json").write_text(croissant(version, facts, ABSTRACT, citation(version)), encoding="utf-8")
        _write_changelog(aside, manifest, diff, releases)
        listed = {name: file_facts(aside / name) for name in _names(aside)}
        (aside / "index.html").write_text(render_site(aside, replace(manifest, files=listed)), encoding="utf-8")
        manifest = replace(manifest, files={name: file_facts(aside / name) for name in _names(aside)})
        (aside / RELEASE_FILE).write_text(manifest.to_json(), encoding="utf-8")
        _seal(aside, version, settings.signing_key)
    write_index(releases)
    write_latest(releases, version)
    return Release(folder, folder / archive_name(version), manifest, diff)


def _names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir() if file.is_file())


def _checked_facts(dataset: Path) -> DatasetFacts:
    """The facts of a dataset that is whole and passes its checks; raises ReleaseRefused otherwise."""
    try:
        facts = DatasetFacts.read(dataset)
    except (FileNotFoundError, ValueError) as problem:
        raise ReleaseRefused(f"no release: {problem}") from problem
    for name, about in facts.files.items():
        file = dataset / name
        if not file.is_file() or file_facts(file) != about:
            raise ReleaseRefused(f"no release: {file} is missing or was changed since it was published")
    failed = [result for result in cross_checks(dataset) if not result.passed and result.check.severity == "error"]
    if failed:
        told = "; ".join(f"{r.check.name}: {r.failures} rows, such as {r.examples[0]}" for r in failed)
        raise ReleaseRefused(f"no release: checks fail ({told})")
    return facts


def _previous(releases: Path, version: str) -> str | None:
    """The release to compare with; raises ReleaseRefused where `version` can't follow it."""
    key = version_key(version)
    if (releases / version).exists():
        raise ReleaseRefused(f"no release: {version} exists, and releases are never changed")
    try:
        latest = latest_version(releases)
    except NoRelease as problem:
        raise ReleaseRefused(f"no release: the latest one can't be told ({problem})") from problem
    if latest is not None and key <= version_key(latest):
        raise ReleaseRefused(f"no release: {version} is not newer than {latest}, the latest")
    return latest


def _diff(dataset: Path, releases: Path, previous: str | None, schema_version: str, max_loss: float) -> Diff | None:
    if previous is None:
        return None
    folder = releases / previous
    problems = verify(folder) if folder.is_dir() else (f"{folder} is missing",)
    if problems:
        raise ReleaseRefused(f"no release: the previous one, {previous}, is damaged ({'; '.join(problems[:3])})")
    before = ReleaseManifest.read(folder)
    try:
        diff = diff_releases(folder, dataset)
    except DiffFailed as problem:
        raise ReleaseRefused(f"no release: it can't be compared with {previous} ({problem})") from problem
    losses = {
        name: table.removed / table.before
        for name, table in diff.tables.items()
        if table.before and table.removed / table.before > max_loss
    }
    if losses:
        told = ", ".join(f"{name} {share:.0%}" for name, share in losses.items())
        raise ReleaseRefused(f"no release: more than {max_loss:.0%} of the rows of {previous} would be gone ({told})")
    step = bump(before.schema_version, schema_version)
    if not at_least(step, diff.schema_meaning):
        raise ReleaseRefused(
            f"no release: the schema changed ({diff.schema_meaning}: {diff.schema[0].table}, {diff.schema[0].change}), "
            f"but its version went from {before.schema_version} to {schema_version}"
        )
    return diff


def _write_changelog(folder: Path, manifest: ReleaseManifest, diff: Diff | None, releases: Path) -> None:
    """Write `diff.json`, and `CHANGELOG.md` with this release's section above those of the earlier ones."""
    through = f" (data through {manifest.data_through.isoformat()})" if manifest.data_through else ""
    head = "# Changelog\n\nRows are compared by key. *Superseded*: the id was replaced, see `superseded_ids`.\n\n"
    section = f"## {manifest.version}{through}\n\n"
    earlier = ""
    if diff is None or manifest.previous is None:
        section += "First release.\n"
        (folder / "diff.json").write_text('{\n  "previous": null\n}\n', encoding="utf-8")
    else:
        section += f"Since {manifest.previous}. Schema {manifest.schema_version}.\n\n{changelog_markdown(diff)}"
        before = (releases / manifest.previous / "CHANGELOG.md").read_text(encoding="utf-8")
        earlier = "\n" + before[before.index("## ") :]
        (folder / "diff.json").write_text(diff.to_json(), encoding="utf-8")
    (folder / "CHANGELOG.md").write_text(head + section + earlier, encoding="utf-8")


def _seal(folder: Path, version: str, key: Path | None) -> None:
    """Write the checksums of all files, their signature, and the archive with its own checksum beside it."""
    sums = folder / SUMS_FILE
    sums.write_text("".join(f"{sha256(folder / name)}  {name}\n" for name in _names(folder)), encoding="utf-8")
    if key is not None:
        try:
            signature = sign(sums, key, f"{NAME} {version}")
        except (BadSignature, OSError, ImportError) as problem:
            raise ReleaseRefused(f"no release: it can't be signed ({problem})") from problem
        (folder / SIGNATURE_FILE).write_text(signature, encoding="utf-8")
    archive = pack(folder, _names(folder), folder / archive_name(version))
    (folder / f"{archive.name}.sha256").write_text(f"{sha256(archive)}  {archive.name}\n", encoding="utf-8")
