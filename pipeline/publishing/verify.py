"""Checking that a release folder is what was released: every file there, none besides, no byte changed."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.publishing.facts import sha256
from pipeline.publishing.manifest import (
    RELEASE_FILE,
    SIGNATURE_FILE,
    SUMS_FILE,
    NoRelease,
    ReleaseManifest,
    archive_name,
)
from pipeline.publishing.signing import BadSignature, check_signature

_SUM_LINE = re.compile(r"([0-9a-f]{64})  ([^/\\\x00]+)")


def verify(folder: Path, public_key: Path | None = None) -> tuple[str, ...]:
    """All that is wrong with a release folder, a sentence each; empty where it is whole.

    Looks at `SHA256SUMS`, `release.json`, surplus files, the archive where it is there, and, where
    `public_key` (a minisign public key) is given, the signature. Raises NoRelease where the folder
    is no release at all.
    """
    sums = folder / SUMS_FILE
    if not folder.is_dir():
        raise NoRelease(f"{folder} is no folder")
    if not sums.is_file():
        raise NoRelease(f"{folder} is no release: there is no {SUMS_FILE} in it")
    expected, problems = _read_sums(sums)
    for name, digest in expected.items():
        file = folder / name
        if not file.is_file() or file.is_symlink():
            problems.append(f"{name} is missing")
        elif sha256(file) != digest:
            problems.append(f"{name} was changed: its checksum differs")
    problems += _manifest_problems(folder, expected)
    archive = _archive(folder)
    known = {*expected, SUMS_FILE, SIGNATURE_FILE, *archive}
    problems += [f"{found.name} does not belong to the release" for found in _surplus(folder, known)]
    problems += _archive_problems(folder, archive)
    problems += _signature_problems(folder, public_key)
    return tuple(problems)


def _read_sums(sums: Path) -> tuple[dict[str, str], list[str]]:
    expected: dict[str, str] = {}
    problems: list[str] = []
    for number, line in enumerate(sums.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
        match = _SUM_LINE.fullmatch(line)
        if match is None or match[2] in (".", ".."):
            problems.append(f"{SUMS_FILE}, line {number}, is no checksum with a file name")
        else:
            expected[match[2]] = match[1]
    return expected, problems


def _manifest_problems(folder: Path, expected: dict[str, str]) -> list[str]:
    """Where `release.json` and `SHA256SUMS` do not tell the same."""
    try:
        manifest = ReleaseManifest.read(folder)
    except NoRelease as problem:
        return [str(problem)]
    listed = {name: about.sha256 for name, about in manifest.files.items()}
    summed = {name: digest for name, digest in expected.items() if name != RELEASE_FILE}
    problems = []
    for name in sorted(listed.keys() | summed.keys()):
        if name not in listed or name not in summed:
            problems.append(f"{name} stands in only one of {RELEASE_FILE} and {SUMS_FILE}")
        elif listed[name] != summed[name]:
            problems.append(f"{name} has different checksums in {RELEASE_FILE} and {SUMS_FILE}")
    return problems


def _archive(folder: Path) -> tuple[str, ...]:
    """Names of the archive and its checksum, which stand beside the files they were made from."""
    try:
        name = archive_name(ReleaseManifest.read(folder).version)
    except NoRelease:
        return ()
    return name, f"{name}.sha256"


def _surplus(folder: Path, known: set[str]) -> list[Path]:
    return [found for found in sorted(folder.iterdir()) if found.name not in known or found.is_dir()]


def _archive_problems(folder: Path, archive: tuple[str, ...]) -> list[str]:
    if not archive or not any((folder / name).exists() for name in archive):
        return []  # a downloaded release comes without its archive
    packed, summed = (folder / name for name in archive)
    if not packed.is_file() or not summed.is_file():
        return [f"{(summed if packed.is_file() else packed).name} is missing"]
    match = _SUM_LINE.fullmatch(summed.read_text(encoding="utf-8", errors="replace").strip())
    if match is None or match[1] != sha256(packed):
        return [f"{packed.name} was changed: its checksum differs"]
    return []


def _signature_problems(folder: Path, public_key: Path | None) -> list[str]:
    if public_key is None:
        return []
    signature = folder / SIGNATURE_FILE
    if not signature.is_file():
        return [f"there is no signature: {SIGNATURE_FILE} is missing"]
    try:
        check_signature(folder / SUMS_FILE, signature, public_key)
    except (BadSignature, OSError) as problem:
        return [str(problem)]
    except ImportError:
        return ["the signature can't be checked: the package cryptography is not installed"]
    return []
