"""One archive of a folder with the same bytes for the same files, and taking such an archive apart safely."""

from __future__ import annotations

import gzip
import io
import shutil
import tarfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

MAX_UNPACKED_BYTES = 64 * 2**30
"""An archive that would unpack to more is refused."""


class UnsafeArchive(ValueError):
    """An archive that can't be trusted: damaged, or with entries that lead out of the folder."""


def pack(folder: Path, files: Iterable[str], archive: Path) -> Path:
    """Write the named files of `folder` as a gzipped tar archive, below one folder of the archive's stem.

    Order, times, owners and modes do not depend on the machine: the same files give the same bytes.
    """
    top = archive.name.removesuffix(".tar.gz")
    with (
        archive.open("wb") as raw,
        gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name in sorted(files):
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size = (folder / name).stat().st_size
            entry.mode = 0o644
            with (folder / name).open("rb") as content:
                tar.addfile(entry, content)
    return archive


def unpack(archive: Path, folder: Path, limit: int = MAX_UNPACKED_BYTES) -> list[str]:
    """Take an archive made by `pack` apart into the empty `folder`; returns the names of its files.

    Every entry must be a plain file in the one top folder, so that nothing is written elsewhere;
    all are looked at before the first is written. Raises UnsafeArchive otherwise.
    """
    names: list[str] = []
    try:
        with tarfile.open(archive, "r:gz") as tar:
            total = 0
            tops = set()
            for entry in tar:
                total += entry.size
                if total > limit:
                    raise UnsafeArchive(f"{archive.name} would unpack to more than {limit} bytes")
                top, name = _parts(archive, entry)
                tops.add(top)
                if len(tops) > 1:
                    raise UnsafeArchive(f"{archive.name} has several top folders: {', '.join(sorted(tops))}")
                if name in names:
                    raise UnsafeArchive(f"{archive.name} holds {name!r} twice")
                names.append(name)
        with tarfile.open(archive, "r:gz") as tar:
            for entry, name in zip(tar, names, strict=True):
                content = tar.extractfile(entry) or io.BytesIO()
                with content, (folder / name).open("wb") as target:
                    shutil.copyfileobj(content, target)
    except (tarfile.TarError, EOFError, OSError) as problem:
        if isinstance(problem, FileNotFoundError):
            raise
        raise UnsafeArchive(f"{archive.name} is damaged: {problem}") from problem
    return names


def _parts(archive: Path, entry: tarfile.TarInfo) -> tuple[str, str]:
    """The top folder and file name of an entry. Raises UnsafeArchive where it is anything but a file in one."""
    path = PurePosixPath(entry.name)
    if not entry.isreg():
        raise UnsafeArchive(f"{archive.name} holds {entry.name!r}, which is no plain file")
    odd = "\\" in entry.name or ":" in entry.name or "\0" in entry.name
    if odd or path.is_absolute() or ".." in path.parts or len(path.parts) != 2:
        raise UnsafeArchive(f"{archive.name} holds {entry.name!r}, which leads out of its folder")
    return path.parts[0], path.parts[1]
