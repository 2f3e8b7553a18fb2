"""Builds that are killed: readers see the old dataset or the new one, and the next run comes to the same bytes."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import ForkServerContext
from pathlib import Path

import psutil
import pytest

from . import conftest

pytestmark = pytest.mark.kills

ROUNDS, KILLS = 4, 5
SEED = 20


@pytest.fixture(scope="module")
def starter() -> Iterator[ForkServerContext]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.killable"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        yield context


def start(context: ForkServerContext, articles: Path, out: Path) -> multiprocessing.process.BaseProcess:
    from . import killable

    process = context.Process(target=killable.run, args=(articles, out, 1))
    process.start()
    return process


def finish(context: ForkServerContext, articles: Path, out: Path) -> float:
    """Run a build to its end; how many seconds it took."""
    begun = time.monotonic()
    process = start(context, articles, out)
    process.join(60)
    assert process.exitcode == 0
    return time.monotonic() - begun


def seen_by_a_reader(dataset: Path) -> dict[str, str]:
    """The digests of the files of the dataset, all of one folder even where it is exchanged meanwhile."""
    while True:
        folder = os.open(dataset, os.O_RDONLY | os.O_DIRECTORY)
        try:
            found = {}
            for name in sorted(os.listdir(folder)):  # noqa: PTH208 (of an open folder)
                handle = os.open(name, os.O_RDONLY, dir_fd=folder)
                with os.fdopen(handle, "rb") as stream:
                    found[name] = hashlib.sha256(stream.read()).hexdigest()
            # A folder that was exchanged is being deleted: what was listed of it may be a part.
            if os.fstat(folder).st_ino == dataset.stat().st_ino:
                return found
        except FileNotFoundError:
            if os.fstat(folder).st_ino == dataset.stat().st_ino:
                raise
        finally:
            os.close(folder)


@contextmanager
def watched(dataset: Path, allowed: list[dict[str, str]]) -> Iterator[list[int]]:
    """Read the dataset all the time; yields how often each of `allowed` was seen, and fails on anything else."""
    counts, wrong = [0] * len(allowed), list[object]()
    ended = threading.Event()

    def read() -> None:
        while not ended.is_set():
            try:
                found = seen_by_a_reader(dataset)
            except OSError as error:
                wrong.append(error)
                return
            if found not in allowed:
                wrong.append([{name for name in found if found[name] != one.get(name)} for one in allowed])
                return
            counts[allowed.index(found)] += 1
            time.sleep(0.01)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield counts
    finally:
        ended.set()
        reader.join()
    assert not wrong, wrong


def test_kills_at_random_moments(starter: ForkServerContext, tmp_path: Path) -> None:
    old_articles = conftest.write_folder(tmp_path / "old", 24)
    new_articles = conftest.write_folder(tmp_path / "new", 40)
    start_state, undisturbed = tmp_path / "start", tmp_path / "undisturbed"
    finish(starter, old_articles, start_state)
    old = conftest.dataset_bytes(start_state)
    shutil.copytree(start_state, undisturbed, symlinks=True)
    seconds = finish(starter, new_articles, undisturbed)
    new = conftest.dataset_bytes(undisturbed)
    assert old != new
    chance = random.Random(SEED)
    killed = 0
    for number in range(ROUNDS):
        out = tmp_path / f"round-{number}"
        shutil.copytree(start_state, out, symlinks=True)
        with watched(out / "dataset", [old, new]) as seen:
            for _ in range(KILLS):
                process = start(starter, new_articles, out)
                time.sleep(chance.uniform(0, seconds))
                process.kill()
                process.join()
                killed += process.exitcode == -signal.SIGKILL
            finish(starter, new_articles, out)
        assert seen[0] > 0
        assert conftest.dataset_bytes(out) == new
        hidden = {path.name for path in out.rglob(".*")} - {".running", ".publishing"}
        assert not {name for name in hidden if not name.endswith(".tmp")}, "leftovers of killed runs"
    assert killed >= ROUNDS, "too few runs were still going when they were to be killed"


def test_workers_end_with_the_run_that_is_killed(tmp_path: Path) -> None:
    articles = conftest.write_folder(tmp_path / "articles", 40)
    script = tmp_path / "run.py"
    script.write_text(
        "if __name__ == '__main__':\n"
        "    from pathlib import Path\n"
        f"    from {__package__} import killable\n"
        f"    killable.run(Path({str(articles)!r}), Path({str(tmp_path / 'out')!r}), 2)\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])}
    process = subprocess.Popen([sys.executable, str(script)], env=environment)
    try:
        deadline = time.monotonic() + 60
        workers: list[psutil.Process] = []
        while len(workers) < 2 and process.poll() is None and time.monotonic() < deadline:
            workers = [p for p in psutil.Process(process.pid).children() if "spawn_main" in " ".join(p.cmdline())]
            time.sleep(0.05)
        assert len(workers) == 2
    finally:
        process.kill()
        process.wait()
    _, alive = psutil.wait_procs(workers, timeout=30)
    for worker in alive:
        worker.kill()
    assert not alive
