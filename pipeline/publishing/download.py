"""Fetching a release from a web server or a folder: resumed where it broke off, verified, never half there."""

from __future__ import annotations

import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import requests
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from pipeline.publishing.archive import UnsafeArchive, unpack
from pipeline.publishing.facts import sha256
from pipeline.publishing.index import INDEX_FILE, LATEST_FILE, ReleaseEntry, parse_entry, parse_index
from pipeline.publishing.manifest import NoRelease, archive_name
from pipeline.publishing.swap import written_aside
from pipeline.publishing.verify import verify

OnProgress = Callable[[int, int], None]
"""Called with the bytes that are there and the bytes there will be."""

_PIECE = 1 << 14
"""Bytes read at a time; no more than this is lost where a connection breaks."""
_TIMEOUT_SECONDS = 60
_MAX_INDEX_BYTES = 64 * 2**20


class DownloadFailed(ValueError):
    """A download that was refused or broke off, and why; the target stays as it was."""


class _Source(Protocol):
    """Where releases are served."""

    def text(self, name: str) -> str:
        """A small file, as text."""
        ...

    def pieces(self, name: str, start: int) -> tuple[int, Iterator[bytes]]:
        """A file from byte `start` on, in pieces, with the byte that they really start at."""
        ...


@dataclass(frozen=True, slots=True)
class _Web:
    base: str

    def text(self, name: str) -> str:
        _, pieces = self.pieces(name, 0)
        content = bytearray()
        for piece in pieces:
            content += piece
            if len(content) > _MAX_INDEX_BYTES:
                raise DownloadFailed(f"{self.base}{name} is too large for an index of releases")
        return content.decode("utf-8", errors="replace")

    def pieces(self, name: str, start: int) -> tuple[int, Iterator[bytes]]:
        address = urllib.parse.urljoin(self.base, name)
        headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={start}-"} if start else {})
        try:
            answer = requests.get(address, headers=headers, stream=True, timeout=_TIMEOUT_SECONDS)
        except requests.RequestException as problem:
            raise DownloadFailed(f"{address} can't be reached: {problem}") from problem
        if start and answer.status_code == 416:  # all of it, or more, is here already
            answer.close()
            return self.pieces(name, 0)
        if answer.status_code not in (200, 206):
            raise DownloadFailed(f"{address} can't be fetched: the server answers {answer.status_code} {answer.reason}")
        resumed = answer.status_code == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {start}-")
        return (start if resumed else 0), _of_answer(answer, address)


def _of_answer(answer: requests.Response, address: str) -> Iterator[bytes]:
    with answer:
        try:
            yield from answer.iter_content(_PIECE)
        except requests.RequestException as problem:
            raise DownloadFailed(f"{address} broke off ({problem}); run it again to go on from there") from problem


@dataclass(frozen=True, slots=True)
class _Folder:
    base: Path

    def text(self, name: str) -> str:
        try:
            return (self.base / name).read_text(encoding="utf-8", errors="replace")
        except OSError as problem:
            raise DownloadFailed(f"{self.base / name} can't be read: {problem.strerror}") from problem

    def pieces(self, name: str, start: int) -> tuple[int, Iterator[bytes]]:
        try:
            stream = (self.base / name).open("rb")
        except OSError as problem:
            raise DownloadFailed(f"{self.base / name} can't be read: {problem.strerror}") from problem
        stream.seek(start)
        return start, _of_stream(stream)


def _of_stream(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(_PIECE):
            yield piece


def _source(place: str) -> _Source:
    scheme = urllib.parse.urlsplit(place).scheme
    if scheme in ("http", "https"):
        return _Web(place if place.endswith("/") else place + "/")
    if scheme == "file":
        return _Folder(Path(urllib.parse.unquote(urllib.parse.urlsplit(place).path)))
    return _Folder(Path(place))


def list_releases(place: str) -> tuple[ReleaseEntry, ...]:
    """The releases that a web address or folder offers, newest first.

    Raises DownloadFailed where it can't be reached or offers none.
    """
    try:
        return parse_index(_source(place).text(INDEX_FILE))
    except NoRelease as problem:
        raise DownloadFailed(f"{place} offers no releases: {problem}") from problem


def download(
    place: str,
    target: Path,
    version: str = "latest",
    public_key: Path | None = None,
    on_progress: OnProgress | None = None,
) -> Path:
    """Fetch a release into `target/<version>` and return that folder.

    `place` is the address or folder that holds `index.json`. The archive is kept as a `.part` file
    while it is fetched, so that the next call goes on where this one broke off. Size and SHA-256 of
    the archive, every file in it and, given a key, the signature are checked before the folder
    appears; a folder that is there already and whole is left as it is.

    Raises DownloadFailed otherwise; `target/<version>` is then as it was.
    """
    source = _source(place)
    entry = _entry(source, place, version)
    folder = target / entry.version
    if folder.is_dir() and not _problems(folder, public_key):
        return folder
    target.mkdir(parents=True, exist_ok=True)
    archive = _fetch(source, entry, target, on_progress)
    try:
        with written_aside(folder) as aside:
            unpack(archive, aside)
            if problems := _problems(aside, public_key):
                raise DownloadFailed(f"{archive_name(entry.version)} is no whole release: {'; '.join(problems[:5])}")
    except UnsafeArchive as problem:
        raise DownloadFailed(f"refused: {problem}") from problem
    finally:
        archive.unlink(missing_ok=True)
    return folder


def _entry(source: _Source, place: str, version: str) -> ReleaseEntry:
    try:
        if version == "latest":
            return parse_entry(source.text(LATEST_FILE))
        entries = parse_index(source.text(INDEX_FILE))
    except NoRelease as problem:
        raise DownloadFailed(f"{place} offers no releases: {problem}") from problem
    for entry in entries:
        if entry.version == version:
            return entry
    offered = ", ".join(entry.version for entry in entries[:5]) or "none"
    raise DownloadFailed(f"{place} offers no release {version!r}; it offers {offered}")


def _problems(folder: Path, public_key: Path | None) -> tuple[str, ...]:
    try:
        return verify(folder, public_key)
    except NoRelease as problem:
        return (str(problem),)


def _fetch(source: _Source, entry: ReleaseEntry, target: Path, on_progress: OnProgress | None) -> Path:
    """Fetch the archive of a release beside its later folder and check it; returns its path."""
    path = urllib.parse.urlsplit(entry.archive)
    if path.scheme or path.netloc or path.path.startswith("/") or ".." in path.path.split("/"):
        raise DownloadFailed(f"refused: the index names {entry.archive!r}, which leads out of its folder")
    part = target / f".{archive_name(entry.version)}.{entry.sha256[:16]}.part"
    have = part.stat().st_size if part.is_file() else 0
    if have > entry.bytes:
        part.unlink()
        have = 0
    if have < entry.bytes:
        start, pieces = source.pieces(entry.archive, have)
        with part.open("r+b" if start else "wb") as stream:
            stream.truncate(start)
            stream.seek(start)
            have = start
            for piece in pieces:
                have += len(piece)
                if have > entry.bytes:
                    break
                stream.write(piece)
                if on_progress:
                    on_progress(have, entry.bytes)
    if have < entry.bytes:
        raise DownloadFailed(
            f"{entry.archive} was cut off: {have} of {entry.bytes} bytes came; run it again to go on from there"
        )
    if have > entry.bytes or sha256(part) != entry.sha256:
        part.unlink(missing_ok=True)
        raise DownloadFailed(f"refused: {entry.archive} is not the file that the index names: its checksum differs")
    return part


@contextmanager
def progress_bar(label: str) -> Iterator[OnProgress]:
    """A progress bar in the terminal, to hand to `download`; it goes to standard error."""
    from rich.console import Console

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield show
