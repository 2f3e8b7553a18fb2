"""All cores of one machine: chunks of articles over a pool of processes, results in order.

Where the system can fork, workers are forked from one server process that has loaded the model and the
word lists, so that these are loaded and kept in memory once, however many cores there are; elsewhere
each worker loads its own.
"""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import forkserver
from multiprocessing.context import BaseContext

from pipeline.engine.processing import Job, Outcome, process
from pipeline.engine.worker_state import load

CHUNK_CHARACTERS = 40_000
CHUNK_ARTICLES = 8
"""A chunk is closed by whichever comes first: chunks cost about the same, and no worker waits long at the end."""

SMALL_RUN_CHUNKS = 32
_AHEAD = 4
_LOADED_ONCE = "pipeline.engine.worker_loading"


def chunks(jobs: Iterable[Job]) -> Iterator[tuple[Job, ...]]:
    """Jobs in chunks of bounded text, in order."""
    chunk: list[Job] = []
    size = 0
    for job in jobs:
        chunk.append(job)
        size += len(job.article.text)
        if size >= CHUNK_CHARACTERS or len(chunk) >= CHUNK_ARTICLES:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


def _end_with_parent() -> None:
    """Wait for the end of the process that started this one, and end as well: a killed one can't say good-bye."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _start_worker() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    load()


def _context() -> BaseContext:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_LOADED_ONCE])
    return context


def prepare_workers(workers: int | None = None) -> bool:
    """Begin to load what workers need, beside this process, which goes on; whether a later run gains by it.

    To be called as soon as it is known that there is much to read.
    """
    if (workers or usable_cores()) == 1 or _context().get_start_method() != "forkserver":
        return False
    forkserver.ensure_running()
    return True


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def run_local(
    jobs: Iterable[Job], workers: int | None = None, prepared: bool = False
) -> Iterator[tuple[Sequence[Job], Outcome]]:
    """Process jobs on `workers` processes (default: all cores); chunks come back in their order.

    With one worker everything runs in this process, and so does a small run, unless workers were
    `prepared` by `prepare_workers`. At most a few chunks a worker are in memory.
    """
    count = workers or usable_cores()
    queue = chunks(jobs)
    first = list(islice(queue, SMALL_RUN_CHUNKS + 1))
    # Starting workers costs seconds: a small run is done sooner without them, unless they wait already.
    if count == 1 or (len(first) <= SMALL_RUN_CHUNKS and not prepared):
        for chunk in chain(first, queue):
            yield chunk, process(chunk)
        return
    with ProcessPoolExecutor(min(count, len(first)), mp_context=_context(), initializer=_start_worker) as pool:
        waiting: deque[tuple[Sequence[Job], Future[Outcome]]] = deque()
        try:
            for chunk in chain(first, queue):
                waiting.append((chunk, pool.submit(process, chunk)))
                if len(waiting) >= count * _AHEAD:
                    done, future = waiting.popleft()
                    yield done, future.result()
            while waiting:
                done, future = waiting.popleft()
                yield done, future.result()
        finally:
            for _, future in waiting:
                future.cancel()
