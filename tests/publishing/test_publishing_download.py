"""Downloads over a real server: resumed, verified, and refused where anything was tampered with."""

from __future__ import annotations

import functools
import gzip
import hashlib
import http.server
import io
import json
import os
import re
import shutil
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from pipeline.publishing.archive import UnsafeArchive, pack, unpack
from pipeline.publishing.download import DownloadFailed, download, list_releases, progress_bar
from pipeline.publishing.manifest import NoRelease
from pipeline.publishing.release import Release
from pipeline.publishing.signing import make_keys, sign
from pipeline.publishing.verify import verify

VERSION = "2026.01.0"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder; answers ranges; may cut archives off after `server.cut` bytes."""

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not self.path.endswith(".tar.gz") or not file.is_file():
            super().do_GET()
            return
        content = file.read_bytes()
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", "")) if self.server.ranges else None
        start = int(asked[1]) if asked else 0
        self.server.asked.append(start)
        self.send_response(206 if asked else 200)
        if asked:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        end = start + self.server.cut if self.server.cut else len(content)
        self.wfile.write(content[start:end])

    def log_message(self, format: str, *args: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    ranges = True
    cut = 0
    asked: list[int]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def releases(released: Release, tmp_path: Path) -> Path:
    """A folder of releases to serve and to spoil."""
    return Path(shutil.copytree(released.folder.parent, tmp_path / "releases"))


@pytest.mark.parametrize("version", ["latest", VERSION])
@pytest.mark.parametrize("way", ["http", "folder", "file"])
def test_a_release_comes_whole(released: Release, tmp_path: Path, monkeypatch, version: str, way: str):
    monkeypatch.chdir(tmp_path)
    told: list[tuple[int, int]] = []
    with serving(released.folder.parent) as server:
        place = {
            "http": server.address,
            "folder": str(released.folder.parent),
            "file": released.folder.parent.as_uri(),
        }[way]
        assert [entry.version for entry in list_releases(place)] == [VERSION]
        folder = download(place, Path("here"), version, on_progress=lambda done, total: told.append((done, total)))
    assert folder == Path("here") / VERSION
    assert verify(folder) == ()
    size = released.archive.stat().st_size
    assert told[-1] == (size, size)
    assert [path.name for path in Path("here").iterdir()] == [VERSION]
    with duckdb.connect(str(folder / "minerals.duckdb"), read_only=True) as database:
        assert len(database.sql("FROM timeline LIMIT 5").fetchall()) == 5


def test_a_download_goes_on_where_it_broke_off(released: Release, tmp_path: Path):
    size = released.archive.stat().st_size
    with serving(released.folder.parent) as server:
        server.cut = 30_000
        with pytest.raises(DownloadFailed, match="go on from there"):
            download(server.address, tmp_path / "here")
        assert not (tmp_path / "here" / VERSION).exists()
        (part,) = (tmp_path / "here").iterdir()
        have = part.stat().st_size
        assert 0 < have < size
        server.cut = 0
        assert verify(download(server.address, tmp_path / "here")) == ()
        assert server.asked == [0, have]


def test_a_server_without_ranges_sends_it_anew(released: Release, tmp_path: Path):
    with serving(released.folder.parent) as server:
        server.ranges, server.cut = False, 30_000
        with pytest.raises(DownloadFailed):
            download(server.address, tmp_path / "here")
        server.cut = 0
        assert verify(download(server.address, tmp_path / "here")) == ()


def test_what_is_there_and_whole_is_not_fetched_again(released: Release, tmp_path: Path):
    with serving(released.folder.parent) as server:
        for _ in range(2):
            folder = download(server.address, tmp_path / "here")
        assert server.asked == [0]
        (folder / "deals.parquet").write_bytes(b"spoilt")
        assert verify(download(server.address, tmp_path / "here")) == ()
        assert server.asked == [0, 0]


def flip_archive(releases: Path) -> None:
    flip(releases / VERSION / f"minerals-diplomacy-{VERSION}.tar.gz")


def truncate_archive(releases: Path) -> None:
    file = releases / VERSION / f"minerals-diplomacy-{VERSION}.tar.gz"
    file.write_bytes(file.read_bytes()[:-500])


def remove_archive(releases: Path) -> None:
    (releases / VERSION / f"minerals-diplomacy-{VERSION}.tar.gz").unlink()


def escape_by_index(releases: Path) -> None:
    edit_latest(releases, archive="../secret.tar.gz")


def escape_by_address(releases: Path) -> None:
    edit_latest(releases, archive="http://127.0.0.1:9/other.tar.gz")


def odd_version(releases: Path) -> None:
    edit_latest(releases, version="../../escape")


def no_json(releases: Path) -> None:
    (releases / "latest.json").write_text("<html>not here</html>")


def no_latest(releases: Path) -> None:
    (releases / "latest.json").unlink()


def climbing_archive(releases: Path) -> None:
    evil_archive(releases, tarfile.TarInfo("minerals-diplomacy/../../escaped"))


def spoilt_inside(releases: Path) -> None:
    """An archive that fits the index and yet holds a file that was changed."""
    folder = releases / VERSION
    flip(folder / "deals.parquet")
    archive = folder / f"minerals-diplomacy-{VERSION}.tar.gz"
    names = [file.name for file in folder.iterdir() if not file.name.startswith(archive.name)]
    pack(folder, names, archive)
    point_to(releases, archive)


def edit_latest(releases: Path, **changes: object) -> None:
    latest = json.loads((releases / "latest.json").read_text())
    (releases / "latest.json").write_text(json.dumps({**latest, **changes}))


def point_to(releases: Path, archive: Path) -> None:
    content = archive.read_bytes()
    edit_latest(releases, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def evil_archive(releases: Path, entry: tarfile.TarInfo) -> None:
    archive = releases / VERSION / f"minerals-diplomacy-{VERSION}.tar.gz"
    entry.size = 4
    with tarfile.open(archive, "w:gz") as tar:
        tar.addfile(entry, io.BytesIO(b"evil"))
    point_to(releases, archive)


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (flip_archive, "its checksum differs"),
        (truncate_archive, "cut off"),
        (remove_archive, "answers 404"),
        (escape_by_index, "leads out of its folder"),
        (escape_by_address, "leads out of its folder"),
        (odd_version, "no version"),
        (no_json, "offers no releases"),
        (no_latest, "answers 404"),
        (climbing_archive, "leads out of its folder"),
        (spoilt_inside, "no whole release: deals.parquet was changed"),
    ],
)
def test_a_spoilt_offer_is_refused_and_leaves_nothing(releases: Path, tmp_path: Path, spoil, message: str):
    spoil(releases)
    target = tmp_path / "deep" / "here"
    with serving(releases) as server, pytest.raises(DownloadFailed, match=message):
        download(server.address, target)
    left = {path.name for path in target.rglob("*") if path.suffix != ".part"} if target.exists() else set()
    assert left == set()
    assert not any(path.name.startswith("escape") for path in tmp_path.rglob("*"))


def test_an_unknown_version_is_told(released: Release, tmp_path: Path):
    with pytest.raises(DownloadFailed, match=r"no release '1999.01.0'; it offers 2026.01.0"):
        download(str(released.folder.parent), tmp_path, "1999.01.0")


def test_a_server_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(DownloadFailed, match="can't be reached"):
        download("http://127.0.0.1:9/", tmp_path)
    with pytest.raises(DownloadFailed, match="can't be read"):
        list_releases(str(tmp_path / "nowhere"))


def test_a_signature_is_asked_for(releases: Path, tmp_path: Path):
    make_keys(tmp_path / "secret", tmp_path / "public")
    with pytest.raises(DownloadFailed, match="there is no signature"):
        download(str(releases), tmp_path / "here", public_key=tmp_path / "public")
    folder = releases / VERSION
    (folder / "SHA256SUMS.minisig").write_text(sign(folder / "SHA256SUMS", tmp_path / "secret", "x"))
    archive = folder / f"minerals-diplomacy-{VERSION}.tar.gz"
    pack(folder, [file.name for file in folder.iterdir() if not file.name.startswith(archive.name)], archive)
    point_to(releases, archive)
    assert (download(str(releases), tmp_path / "here", public_key=tmp_path / "public") / "SHA256SUMS.minisig").is_file()


def test_the_progress_bar_goes_to_standard_error(released: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with progress_bar("fetching") as show:
        download(str(released.folder.parent), tmp_path, on_progress=show)
    output = capsys.readouterr()
    assert (output.out, "fetching" in output.err) == ("", True)


def break_sums(folder: Path) -> None:
    (folder / "SHA256SUMS").write_text((folder / "SHA256SUMS").read_text() + "nonsense\n")


def forge_sums(folder: Path) -> None:
    """A changed file with a fitting checksum, which the manifest does not know."""
    flip(folder / "deals.parquet")
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    digest = hashlib.sha256((folder / "deals.parquet").read_bytes()).hexdigest()
    lines = [f"{digest}  deals.parquet" if line.endswith(" deals.parquet") else line for line in lines]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (lambda f: flip(f / "deals.parquet"), "deals.parquet was changed"),
        (lambda f: (f / "deals.parquet").write_bytes(b""), "deals.parquet was changed"),
        (lambda f: (f / "deals.parquet").unlink(), "deals.parquet is missing"),
        (lambda f: (f / "extra.txt").write_text("x"), "extra.txt does not belong to the release"),
        (lambda f: (f / "sub").mkdir(), "sub does not belong to the release"),
        (lambda f: flip(f / f"minerals-diplomacy-{VERSION}.tar.gz"), "tar.gz was changed"),
        (lambda f: (f / f"minerals-diplomacy-{VERSION}.tar.gz.sha256").unlink(), "sha256 is missing"),
        (lambda f: (f / "release.json").unlink(), "release.json is missing"),
        (lambda f: (f / "release.json").write_text("[]"), "release.json can't be read"),
        (break_sums, "no checksum with a file name"),
        (forge_sums, "different checksums in release.json and SHA256SUMS"),
    ],
)
def test_verify_names_what_is_wrong(releases: Path, spoil, problem: str):
    spoil(releases / VERSION)
    assert any(problem in found for found in verify(releases / VERSION))


def test_verify_does_not_follow_links(releases: Path, tmp_path: Path):
    file = releases / VERSION / "deals.parquet"
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert "deals.parquet is missing" in verify(releases / VERSION)


def test_what_is_no_release_is_told(tmp_path: Path):
    with pytest.raises(NoRelease, match="no SHA256SUMS"):
        verify(tmp_path)
    with pytest.raises(NoRelease, match="is no folder"):
        verify(tmp_path / "nowhere")


def entry(name: str, kind: bytes = tarfile.REGTYPE, size: int = 4) -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.size, made.linkname = kind, size, "/etc/passwd"
    return made


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ([entry("top/../../escaped")], "leads out"),
        ([entry("../escaped")], "leads out"),
        ([entry("/tmp/escaped")], "leads out"),
        ([entry("top/sub/file")], "leads out"),
        ([entry("lonely")], "leads out"),
        ([entry("top/C:\\escaped")], "leads out"),
        ([entry("top/..")], "leads out"),
        ([entry("top/link", tarfile.SYMTYPE, 0)], "no plain file"),
        ([entry("top/link", tarfile.LNKTYPE, 0)], "no plain file"),
        ([entry("top/device", tarfile.CHRTYPE, 0)], "no plain file"),
        ([entry("top", tarfile.DIRTYPE, 0)], "no plain file"),
        ([entry("top/file"), entry("other/file")], "several top folders"),
        ([entry("top/file"), entry("top/file")], "twice"),
        ([entry("top/large", size=2000)], "more than 1000 bytes"),
    ],
)
def test_unsafe_archives_are_refused_before_anything_is_written(tmp_path: Path, entries, message: str):
    archive = tmp_path / "archive.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        for one in entries:
            tar.addfile(one, io.BytesIO(bytes(one.size)))
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(UnsafeArchive, match=message):
        unpack(archive, folder, limit=1000)
    assert set(tmp_path.rglob("*")) == {archive, folder}


@pytest.mark.parametrize(
    "content",
    [b"", b"no archive", gzip.compress(b"no tar", mtime=0), gzip.compress(bytes(5000), mtime=0)[:20]],
    ids=["empty", "not packed", "not a tar", "cut off"],
)
def test_damaged_archives_are_refused(tmp_path: Path, content: bytes):
    (tmp_path / "archive.tar.gz").write_bytes(content)
    with pytest.raises(UnsafeArchive, match="damaged"):
        unpack(tmp_path / "archive.tar.gz", tmp_path)


def test_archives_do_not_depend_on_times_or_modes(tmp_path: Path):
    archives = []
    for n in range(2):
        folder = tmp_path / str(n)
        folder.mkdir()
        for name in ("b", "a") if n else ("a", "b"):
            (folder / name).write_text(name)
            os.utime(folder / name, (n, n))
            (folder / name).chmod(0o600 if n else 0o777)
        archives.append(pack(folder, ["a", "b"], folder / "x.tar.gz").read_bytes())
    assert archives[0] == archives[1]
