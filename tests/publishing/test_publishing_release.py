"""Releases: complete, the same bytes twice, valid for the tools that read them, refused where they must be."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from synthetic_dataset import Dataset, synthetic_dataset

from pipeline.publishing.facts import DATASET_FILE, DatasetFacts, RunFacts, file_facts, sha256
from pipeline.publishing.index import latest_version, list_folders
from pipeline.publishing.manifest import ReleaseManifest
from pipeline.publishing.parquet import PublishedDataset, publish
from pipeline.publishing.release import Release, ReleaseRefused, ReleaseSettings, next_version, release
from pipeline.publishing.signing import BadSignature, check_signature, make_keys, sign
from pipeline.publishing.verify import verify
from schemas import TABLES

DOCUMENTS = {
    "README.md", "CODEBOOK.md", "data-dictionary.md", "CITATION.cff", "LICENSE", "CHANGELOG.md", "index.html",
    "datapackage.json", "croissant.json", "diff.json", "release.json", "SHA256SUMS", "minerals.duckdb",
}  # fmt: skip


def changed(dataset: Dataset) -> Dataset:
    """A known change: one meeting gone, one replaced, one renamed, one deal new."""
    rows = dataset.rows
    drop(dataset, "m-001")
    drop(dataset, "m-003")
    rows["superseded_ids"].append(
        {"old_id": "m-003", "new_id": "m-004", "record_type": "meeting", "reason": "merged", "since": date(2026, 2, 1)}
    )
    next(m for m in rows["meetings"] if m["meeting_id"] == "m-006")["title"] = "Another name"
    rows["deals"].append({**rows["deals"][0], "deal_id": "d-new"})
    start = dict(next(s for s in rows["statements"] if s["record_id"] == "d-000" and s["field"] == "record"))
    rows["statements"].append({**start, "statement_id": "s-new", "record_id": "d-new"})
    return dataset


def drop(dataset: Dataset, meeting: str) -> None:
    for table in ("meetings", "participants", "meeting_minerals"):
        dataset.rows[table] = [row for row in dataset.rows[table] if row["meeting_id"] != meeting]
    dataset.rows["statements"] = [s for s in dataset.rows["statements"] if s["record_id"].split("/")[0] != meeting]


@pytest.fixture(scope="module")
def second(released: Release, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of changed articles after the first, in a folder of its own."""
    folder = tmp_path_factory.mktemp("second")
    shutil.copytree(released.folder.parent, folder / "releases")
    dataset = publish(changed(synthetic_dataset()).write(folder / "staged"), folder / "out")
    return release(dataset.folder, folder / "releases", "2026.02.0")


def test_a_release_is_complete(released: Release):
    version = released.manifest.version
    archive = f"minerals-diplomacy-{version}.tar.gz"
    expected = DOCUMENTS | {f"{name}.parquet" for name in TABLES} | {archive, f"{archive}.sha256"}
    assert {file.name for file in released.folder.iterdir()} == expected
    assert verify(released.folder) == ()


def test_the_manifest_tells_the_truth(released: Release, published: PublishedDataset):
    manifest = ReleaseManifest.read(released.folder)
    assert manifest == released.manifest
    assert manifest.files == {name: file_facts(released.folder / name) for name in manifest.files}
    assert set(manifest.files) == DOCUMENTS - {"release.json", "SHA256SUMS"} | {f"{name}.parquet" for name in TABLES}
    assert dict(manifest.rows) == dict(published.facts.rows)
    assert (manifest.code_version, manifest.previous, manifest.license) == ("1.2.3", None, "CC-BY-4.0")


def test_checksums_are_what_sha256sum_checks(released: Release):
    for file in ("SHA256SUMS", f"{released.archive.name}.sha256"):
        done = subprocess.run(["sha256sum", "--check", "--strict", file], cwd=released.folder, capture_output=True)
        assert done.returncode == 0, done.stdout


def test_two_builds_are_the_same_bytes(released: Release, tmp_path: Path):
    again = publish(synthetic_dataset().write(tmp_path / "staged"), tmp_path / "out", RunFacts(code_version="1.2.3"))
    twin = release(again.folder, tmp_path / "releases", released.manifest.version)
    assert {f.name: sha256(f) for f in twin.folder.iterdir()} == {f.name: sha256(f) for f in released.folder.iterdir()}


def test_the_archive_holds_the_release(released: Release):
    with tarfile.open(released.archive) as tar:
        entries = {entry.name.split("/")[1]: entry for entry in tar}
    assert set(entries) == DOCUMENTS | {f"{name}.parquet" for name in TABLES}
    assert {(entry.mtime, entry.uid, entry.uname, entry.mode) for entry in entries.values()} == {(0, 0, "", 0o644)}


def test_frictionless_validates_the_package(released: Release, monkeypatch: pytest.MonkeyPatch):
    frictionless = pytest.importorskip("frictionless")
    monkeypatch.chdir(released.folder)
    report = frictionless.Package("datapackage.json").validate()
    assert report.valid, report.flatten(["title", "message"])[:5]
    package = json.loads(Path("datapackage.json").read_text())
    assert [resource["name"] for resource in package["resources"]] == list(TABLES)
    participants = next(r for r in package["resources"] if r["name"] == "participants")
    assert participants["schema"]["primaryKey"] == ["meeting_id", "entity_id"]
    assert {key["reference"]["resource"] for key in participants["schema"]["foreignKeys"]} == {"meetings", "entities"}


@pytest.mark.filterwarnings("ignore")
def test_mlcroissant_validates_and_reads_the_description(released: Release):
    mlcroissant = pytest.importorskip("mlcroissant")
    described = mlcroissant.Dataset(str(released.folder / "croissant.json"))
    assert described.metadata.issues.errors == set()
    for table in ("meetings", "superseded_ids"):
        rows = list(described.records(table))
        assert len(rows) == released.manifest.rows[table]
    assert rows[0]["superseded_ids/old_id"] == b"m-old"


def test_documents_say_what_is_there(released: Release):
    card = (released.folder / "README.md").read_text()
    assert "| `meetings` | 24 | real-world meeting |" in card
    assert "36 articles of 4 publishers, published 2025-01-06 to 2026-01-26" in card
    assert "15 values differ" in card
    cited = yaml.safe_load((released.folder / "CITATION.cff").read_text())
    assert (cited["version"], cited["license"], cited["type"]) == (released.manifest.version, "CC-BY-4.0", "dataset")
    assert "texts of the source articles" in (released.folder / "LICENSE").read_text()
    root = Path(__file__).parents[2]
    assert (released.folder / "CODEBOOK.md").read_text() == (root / "docs" / "codebook.md").read_text()
    assert (released.folder / "data-dictionary.md").read_text() == (root / "docs" / "data-dictionary.md").read_text()


def test_no_article_text_is_released(released: Release):
    """Of any article, no file holds its sentences beyond single quotes of at most 25 words."""
    for table in TABLES:
        for column in pq.read_table(released.folder / f"{table}.parquet").to_pydict().values():
            assert all(len(str(value).split()) <= 40 for value in column)


def test_the_changelog_tells_the_known_change(second: Release):
    tables = second.diff.tables
    meetings = tables["meetings"]
    assert (meetings.before, meetings.after) == (24, 22)
    assert (meetings.added, meetings.changed, meetings.removed, meetings.superseded) == (0, 1, 1, 1)
    assert (meetings.keys["removed"], meetings.keys["superseded"]) == (("m-001",), ("m-003",))
    assert (meetings.keys["changed"], dict(meetings.changed_columns)) == (("m-006",), {"title": 1})
    assert (tables["deals"].added, tables["deals"].keys["added"]) == (1, ("d-new",))
    assert tables["participants"].superseded > 0
    assert tables["statements"].superseded > 0
    assert tables["articles"].unchanged
    assert second.diff.schema == ()
    log = (second.folder / "CHANGELOG.md").read_text()
    assert "| `meetings` | 24 | 22 | 0 | 1 | 1 | 1 |" in log
    assert log.index("## 2026.02.0") < log.index("## 2026.01.0")
    told = json.loads((second.folder / "diff.json").read_text())
    assert told["tables"]["meetings"]["superseded"] == 1
    assert verify(second.folder) == ()


def test_the_index_names_both_and_latest_the_newer(second: Release):
    releases = second.folder.parent
    assert [entry.version for entry in list_folders(releases)] == ["2026.02.0", "2026.01.0"]
    assert json.loads((releases / "index.json").read_text())["releases"][0]["previous"] == "2026.01.0"
    assert latest_version(releases) == "2026.02.0"


def lose_meetings(dataset: Dataset) -> None:
    for meeting in [m["meeting_id"] for m in dataset.rows["meetings"][1:9]]:
        drop(dataset, meeting)


@pytest.mark.parametrize(
    ("version", "spoil", "message"),
    [
        ("2026.01.0", None, "exists, and releases are never changed"),
        ("2025.12.0", None, "not newer than 2026.01.0"),
        ("2026.13.0", None, "no version"),
        ("latest", None, "no version"),
        (
            "2026.02.0",
            "loss",
            r"more than 20% of the rows of 2026.01.0 would be gone \(meeting_minerals 33%, meetings 33%",
        ),
        ("2026.02.0", "facts", "holds no dataset"),
        ("2026.02.0", "table", "was changed since it was published"),
        ("2026.02.0", "evidence", "checks fail"),
        ("2026.02.0", "previous", "the previous one, 2026.01.0, is damaged"),
        ("2026.02.0", "latest", "the latest one can't be told"),
        ("2026.02.0", "key", "can't be signed"),
    ],
)
def test_a_release_is_refused_and_latest_stays(
    published: PublishedDataset, released: Release, tmp_path: Path, version: str, spoil, message: str
):
    releases = tmp_path / "releases"
    shutil.copytree(released.folder.parent, releases)
    out = Path(shutil.copytree(published.folder, tmp_path / "dataset"))
    settings = ReleaseSettings()
    if spoil == "loss":
        dataset = synthetic_dataset()
        lose_meetings(dataset)
        out = publish(dataset.write(tmp_path / "staged"), tmp_path / "out").folder
    elif spoil == "facts":
        (out / DATASET_FILE).unlink()
    elif spoil == "table":
        (out / "deals.parquet").write_bytes((out / "meetings.parquet").read_bytes())
    elif spoil == "evidence":
        pq.write_table(pq.read_table(out / "statements.parquet").slice(9), out / "statements.parquet")
        facts = DatasetFacts.read(out)
        files = {**facts.files, "statements.parquet": file_facts(out / "statements.parquet")}
        (out / DATASET_FILE).write_text(replace(facts, files=files).to_json())
    elif spoil == "previous":
        (releases / "2026.01.0" / "deals.parquet").unlink()
    elif spoil == "latest":
        (releases / "latest.json").write_text("{}")
    elif spoil == "key":
        settings = ReleaseSettings(signing_key=tmp_path / "no-key")
    before = (releases / "latest.json").read_bytes()
    with pytest.raises(ReleaseRefused, match=message):
        release(out, releases, version, settings)
    assert (releases / "latest.json").read_bytes() == before
    assert {path.name for path in releases.iterdir()} == {"2026.01.0", "index.json", "latest.json"}


def test_what_may_be_lost_can_be_set(released: Release, tmp_path: Path):
    releases = tmp_path / "releases"
    shutil.copytree(released.folder.parent, releases)
    dataset = synthetic_dataset()
    lose_meetings(dataset)
    out = publish(dataset.write(tmp_path / "staged"), tmp_path / "out").folder
    assert release(out, releases, "2026.01.1", ReleaseSettings(max_loss=0.5)).diff.tables["meetings"].removed == 8


def test_a_schema_that_changed_more_than_its_version_says_is_refused(
    published: PublishedDataset, released: Release, tmp_path: Path
):
    """The previous release had a column that is gone now, and the schema's version is the same."""
    releases = tmp_path / "releases"
    shutil.copytree(released.folder.parent, releases)
    previous = releases / "2026.01.0"
    table = pq.read_table(previous / "minerals.parquet")
    wider = table.append_column(pa.field("colour", pa.string()), pa.array(["grey"] * table.num_rows))
    pq.write_table(wider.replace_schema_metadata(table.schema.metadata), previous / "minerals.parquet")
    seal_again(previous)
    with pytest.raises(ReleaseRefused, match=r"schema changed \(major: minerals, column colour removed\)"):
        release(published.folder, releases, "2026.02.0")


def seal_again(folder: Path) -> None:
    """Make a changed release folder consistent again, as if it had been released so."""
    manifest = ReleaseManifest.read(folder)
    text = (folder / "release.json").read_text()
    for name, about in manifest.files.items():
        now = file_facts(folder / name)
        text = text.replace(about.sha256, now.sha256)
    (folder / "release.json").write_text(text)
    names = [*manifest.files, "release.json"]
    (folder / "SHA256SUMS").write_text("".join(f"{sha256(folder / name)}  {name}\n" for name in sorted(names)))


@pytest.mark.parametrize(
    ("day", "latest", "version"),
    [
        (date(2026, 11, 20), None, "2026.11.0"),
        (date(2026, 11, 20), "2026.11.0", "2026.11.1"),
        (date(2026, 12, 1), "2026.11.4", "2026.12.0"),
        (date(2025, 3, 1), "2026.11.9", "2026.11.10"),
    ],
)
def test_the_next_version(tmp_path: Path, released: Release, day: date, latest: str | None, version: str):
    if latest:
        text = (released.folder.parent / "latest.json").read_text()
        (tmp_path / "latest.json").write_text(text.replace("2026.01.0", latest))
    assert next_version(tmp_path, day) == version


def test_a_signed_release(published: PublishedDataset, tmp_path: Path):
    make_keys(tmp_path / "secret", tmp_path / "public")
    make_keys(tmp_path / "other secret", tmp_path / "other public")
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        make_keys(tmp_path / "secret", tmp_path / "public")
    settings = ReleaseSettings(signing_key=tmp_path / "secret")
    made = release(published.folder, tmp_path / "releases", "2026.01.0", settings)
    assert verify(made.folder, tmp_path / "public") == ()
    sums, signature = made.folder / "SHA256SUMS", made.folder / "SHA256SUMS.minisig"
    assert check_signature(sums, signature, tmp_path / "public") == "minerals-diplomacy 2026.01.0"
    assert signature.read_text() == sign(sums, tmp_path / "secret", "minerals-diplomacy 2026.01.0")
    assert "another key" in verify(made.folder, tmp_path / "other public")[0]
    sums.write_text(sums.read_text().replace("a", "b", 1))
    assert any("does not fit" in problem for problem in verify(made.folder, tmp_path / "public"))
    signature.unlink()
    assert any("no signature" in problem for problem in verify(made.folder, tmp_path / "public"))


def test_the_signature_is_one_that_minisign_takes(published: PublishedDataset, tmp_path: Path):
    if shutil.which("minisign") is None:
        pytest.skip("the tool minisign is not installed")
    make_keys(tmp_path / "secret", tmp_path / "public")
    file = tmp_path / "file"
    file.write_text("content")
    (tmp_path / "file.minisig").write_text(sign(file, tmp_path / "secret", "a comment"))
    done = subprocess.run(
        ["minisign", "-V", "-p", "public", "-m", "file"], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "a comment" in done.stdout


@pytest.mark.parametrize("content", ["", "one line", "comment\nnot base64!", "comment\nAAAA\n"])
def test_a_broken_key_is_told(tmp_path: Path, content: str):
    file = tmp_path / "key"
    file.write_text(content)
    with pytest.raises(BadSignature):
        sign(file, file, "x")
    with pytest.raises(BadSignature):
        check_signature(file, file, file)
