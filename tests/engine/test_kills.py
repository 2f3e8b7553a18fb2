"""Builds that are killed: readers see the old dataset or the new one, and the next run comes to the same bytes."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import get_all_start_methods
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from pathlib import Path

import psutil
import pytest

from . import conftest

pytestmark = pytest.mark.kills

ROUNDS, KILLS = 4, 5
SEED = 20
TRIES = 12
"""How often a build is run again that was done before it was to be killed, each time to be killed earlier."""


@pytest.fixture(scope="module")
def starter() -> Iterator[ForkServerContext]:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([f"{__package__}.killable"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        yield context


def start(
    context: ForkServerContext, articles: Path, out: Path
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    """Start a build; returns, once it has begun, its process and the connection on which it tells that it is done."""
    from . import killable

    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=killable.run_and_tell, args=(articles, out, theirs))
    process.start()
    theirs.close()
    assert ours.poll(60)
    assert ours.recv() == "begun"
    return process, ours


def finish(context: ForkServerContext, articles: Path, out: Path) -> float:
    """Run a build to its end; how many seconds it took."""
    process, told = start(context, articles, out)
    begun = time.monotonic()
    assert told.poll(60)
    assert told.recv() == "done"
    seconds = time.monotonic() - begun
    process.join(60)
    assert process.exitcode == 0
    return seconds


def kill(context: ForkServerContext, articles: Path, out: Path, moment: float) -> float | None:
    """Start a build and kill it `moment` seconds after it began; None, or its length where it was done by then."""
    process, told = start(context, articles, out)
    begun = time.monotonic()
    told.poll(moment)
    process.kill()
    process.join()
    try:
        # It may have come to its end between the moment and the signal.
        done = told.poll(0) and told.recv() == "done"
    except EOFError:
        done = False
    assert done or process.exitcode == -signal.SIGKILL
    return time.monotonic() - begun if done else None


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
            time.sleep(0.02)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield counts
    finally:
        ended.set()
        reader.join()
    assert not wrong, wrong


def hidden(out: Path) -> set[str]:
    """Names of what is hidden in an output folder, without its locks and what a later run needs."""
    found = {path.name for path in out.rglob(".*")} - {".running", ".publishing"}
    return {name for name in found if not name.endswith(".tmp")}


def test_kills_at_random_moments(starter: ForkServerContext, tmp_path: Path) -> None:
    """In each round one build is killed several times over, each time from where the one before was killed."""
    old_articles = conftest.write_folder(tmp_path / "old", 12)
    new_articles = conftest.write_folder(tmp_path / "new", 20)
    start_state, undisturbed = tmp_path / "start", tmp_path / "undisturbed"
    finish(starter, old_articles, start_state)
    old = conftest.dataset_bytes(start_state)
    shutil.copytree(start_state, undisturbed, symlinks=True)
    seconds = finish(starter, new_articles, undisturbed)
    new = conftest.dataset_bytes(undisturbed)
    assert old != new
    chance = random.Random(SEED)
    # Moments all over the run: each of twenty parts of it has one, in any order.
    moments = [(part + chance.random()) / (ROUNDS * KILLS) for part in range(ROUNDS * KILLS)]
    chance.shuffle(moments)
    views = 0
    for number in range(ROUNDS):
        state = start_state
        for place in range(number * KILLS, (number + 1) * KILLS):
            out, length, share = tmp_path / f"killed-{place}", seconds, moments[place]
            for _ in range(TRIES):
                shutil.copytree(state, out, symlinks=True)
                with watched(out / "dataset", [old, new]) as seen:
                    # What earlier runs left in the cache makes a run shorter; so does a machine with less to do.
                    done = kill(starter, new_articles, out, share * length)
                views += sum(seen)
                if done is None:
                    break
                shutil.rmtree(out)
                length, share = done, 0.9 * share
            else:
                pytest.fail(f"a build of {seconds:.2f} s was always done before it could be killed")
            assert conftest.dataset_bytes(out) in (old, new)
            state = out
        with watched(state / "dataset", [old, new]) as seen:
            finish(starter, new_articles, state)
        views += sum(seen)
        assert conftest.dataset_bytes(state) == new
        assert hidden(state) <= {".dataset-before", ".build-before"}, "leftovers of killed runs"
        finish(starter, new_articles, state)
        assert not hidden(state), "what stood there before goes with the next run"
        assert conftest.dataset_bytes(state) == new
    assert views > ROUNDS * KILLS


def _working_for(pid: int) -> list[psutil.Process]:
    found = []
    for process in psutil.Process(pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if re.search(r"spawn_main|forkserver", " ".join(process.cmdline())):
                found.append(process)
    return found


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
        # Two workers; where they are forked, the server that they are forked from as well.
        expected = 3 if "forkserver" in get_all_start_methods() else 2
        while len(workers) < expected and process.poll() is None and time.monotonic() < deadline:
            workers = _working_for(process.pid)
            time.sleep(0.05)
        assert len(workers) == expected
    finally:
        process.kill()
        process.wait()
    _, alive = psutil.wait_procs(workers, timeout=30)
    for worker in alive:
        worker.kill()
    assert not alive
