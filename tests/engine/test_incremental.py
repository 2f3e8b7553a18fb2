"""A build does what changed and nothing else, and comes to the same bytes however it is run."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_all_start_methods
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import pipeline.build
from pipeline.build import BuildReport, BuildSettings, build, finished_build
from pipeline.engine.local import run_local
from pipeline.engine.processing import Job, Outcome
from pipeline.publishing.occupied import WORK_PREFIX, occupied

from .conftest import dataset_bytes, write_folder

Outcomes = Iterator[tuple[Sequence[Job], Outcome]]

ALONE = BuildSettings(workers=1)
COUNT = 30


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `articles` and a build of them in `out`; not to be changed."""
    folder = tmp_path_factory.mktemp("first")
    write_folder(folder / "articles", COUNT)
    report = build(folder / "articles", folder / "out", ALONE)
    assert min(report.rows[table] for table in ("meetings", "participants", "deals", "deal_parties")) > 0
    return folder


@pytest.fixture
def again(first: Path, tmp_path: Path) -> Path:
    """A copy of `first` to change."""
    shutil.copytree(first, tmp_path / "again", symlinks=True)
    return tmp_path / "again"


def run(folder: Path, settings: BuildSettings = ALONE, articles: str = "articles") -> BuildReport:
    return build(folder / articles, folder / "out", settings)


def fresh(folder: Path) -> dict[str, str]:
    """The dataset that a build without any past makes of the articles in `folder`."""
    build(folder / "articles", folder / "fresh", ALONE)
    return dataset_bytes(folder / "fresh")


def files_of(out: Path, table: str = "articles") -> set[str]:
    return set(pq.read_table(out / "dataset" / f"{table}.parquet", columns=["file"])["file"].to_pylist())


def test_an_unchanged_build_leaves_everything_and_is_quick(again: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (again / "out" / "dataset").iterdir()}
    start = time.process_time()
    report = run(again)
    assert time.process_time() - start < 0.5
    assert (report.changed, report.processed, report.articles) == (False, 0, COUNT)
    assert report.rows["articles"] == COUNT
    assert {path: path.stat().st_mtime_ns for path in (again / "out" / "dataset").iterdir()} == before


@pytest.mark.parametrize("change", ["new", "changed", "deleted", "metadata"])
def test_a_change_of_one_article_costs_its_own_work(again: Path, change: str) -> None:
    folder = again / "articles"
    sidecar = folder / "articles.csv"
    old = folder / "000010.txt"
    if change == "new":
        (folder / "zinc.txt").write_text("Chile and Japan signed a lithium supply agreement in Tokyo on Monday.\n" * 3)
    elif change == "changed":
        old.write_text(old.read_text() + "\n\nChile and Japan signed a lithium supply agreement in Tokyo on Monday.\n")
    elif change == "deleted":
        old.unlink()
        sidecar.write_text("".join(x for x in sidecar.read_text().splitlines(True) if "000010" not in x))
    else:
        lines = sidecar.read_text().splitlines(True)
        sidecar.write_text("".join(x.rsplit(",", 1)[0] + ",2020-02-02\n" if "000010" in x else x for x in lines))
    report = run(again)
    assert report.changed
    assert report.processed == (0 if change == "deleted" else 1)
    assert ("zinc.txt" in files_of(again / "out")) == (change == "new")
    assert (old.name in files_of(again / "out")) == (change != "deleted")
    made = dataset_bytes(again / "out")
    # Ids that went are remembered by the dataset that followed; a dataset without a past has none to remember.
    remembered = {"superseded_ids.parquet", "dataset.json", "minerals.duckdb"}
    assert {k: v for k, v in fresh(again).items() if k not in remembered} == {
        k: v for k, v in made.items() if k not in remembered
    }
    assert run(again).changed is False


def test_records_of_a_deleted_article_go_and_come_back(again: Path, first: Path) -> None:
    told = pq.read_table(first / "out" / "dataset" / "statements.parquet", columns=["article_id"])["article_id"]
    articles = pq.read_table(first / "out" / "dataset" / "articles.parquet", columns=["article_id", "file"]).to_pylist()
    teller = next(row for row in articles if row["article_id"] in set(told.to_pylist()))
    (again / "articles" / teller["file"]).rename(again / "kept.txt")
    run(again)
    for table in ("statements", "mineral_mentions", "segments"):
        left = pq.read_table(again / "out" / "dataset" / f"{table}.parquet", columns=["article_id"])["article_id"]
        assert teller["article_id"] not in left.to_pylist(), table
    (again / "kept.txt").rename(again / "articles" / teller["file"])
    report = run(again)
    assert (report.changed, report.processed) == (True, 0)
    assert files_of(again / "out") == files_of(first / "out")


@pytest.mark.parametrize(
    "settings",
    [BuildSettings(workers=2), BuildSettings(workers=1, use_cache=False)],
    ids=["two workers", "no cache"],
)
@pytest.mark.usefixtures("small_chunks")
def test_how_it_is_run_changes_no_byte(first: Path, tmp_path: Path, settings: BuildSettings) -> None:
    report = build(first / "articles", tmp_path / "out", settings)
    assert report.processed == COUNT
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(first / "out")
    assert (tmp_path / "out" / "cache").exists() == settings.use_cache


def test_workers_that_wait_do_a_small_run(first: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are prepared where there is much to read, and then used however little of it is new; no byte changes."""
    asked: list[bool] = []

    def run_and_tell(
        jobs: Iterable[Job], workers: int | None, prepared: bool
    ) -> Iterator[tuple[Sequence[Job], Outcome]]:
        asked.append(prepared)
        return run_local(jobs, workers, prepared)

    monkeypatch.setattr(pipeline.build, "run_local", run_and_tell)
    monkeypatch.setattr(pipeline.build, "_WORTH_WORKERS", 1)
    build(first / "articles", tmp_path / "out", BuildSettings(workers=2))
    build(first / "articles", tmp_path / "alone", ALONE)
    monkeypatch.setattr(pipeline.build, "_WORTH_WORKERS", 1 << 30)
    build(first / "articles", tmp_path / "small", BuildSettings(workers=2))
    assert asked == ["forkserver" in get_all_start_methods(), False, False]
    for name in ("out", "alone", "small"):
        assert dataset_bytes(tmp_path / name) == dataset_bytes(first / "out"), name


def test_builds_at_the_same_time_come_to_the_same(first: Path, tmp_path: Path) -> None:
    with ThreadPoolExecutor(3) as threads:
        reports = list(threads.map(lambda _: build(first / "articles", tmp_path / "out", ALONE), range(3)))
    assert sum(report.changed for report in reports) == 1
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(first / "out")
    assert not list((tmp_path / "out").glob(f"{WORK_PREFIX}*"))


@pytest.mark.parametrize("damage", ["truncated", "emptied", "garbage"])
def test_a_damaged_shard_costs_its_own_work(again: Path, first: Path, damage: str) -> None:
    (shard,) = (again / "out" / "cache").rglob("*.parquet")
    content = shard.read_bytes()
    shard.write_bytes({"truncated": content[: len(content) // 2], "emptied": b"", "garbage": b"PAR1 nothing"}[damage])
    shutil.rmtree(again / "out" / "dataset")
    assert run(again).processed == COUNT
    assert dataset_bytes(again / "out") == dataset_bytes(first / "out")


@pytest.mark.parametrize("lost", ["dataset/meetings.parquet", "minerals.duckdb", "stages"])
def test_what_is_missing_is_published_again(again: Path, first: Path, lost: str) -> None:
    path = again / "out" / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    report = run(again)
    assert (report.changed, report.processed) == (True, 0)
    assert dataset_bytes(again / "out") == dataset_bytes(first / "out")
    assert finished_build(again / "out")


def test_leftovers_of_killed_runs_go_once_nobody_is_at_work(again: Path) -> None:
    out = again / "out"
    left = [out / f"{WORK_PREFIX}dead", out / ".checking-dead", out / ".dataset-dead", out / "stages" / ".build-dead"]
    for folder in left:
        (folder / "deep").mkdir(parents=True)
    with occupied(out) as alone:
        assert alone
        assert not any(folder.exists() for folder in left)
        left[0].mkdir()
        run(again)
        assert left[0].exists(), "another run is at work, so this may be its folder"
    run(again)
    assert not left[0].exists()
