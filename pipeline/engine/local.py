"""All cores of one machine: chunks of articles over a pool of processes, results in order."""

from __future__ import annotations

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice

import pyarrow as pa

from pipeline.engine.cycle_search import search_cycles_seldom
from pipeline.engine.processing import Job, Outcome, process

CHUNK_CHARACTERS = 200_000
CHUNK_ARTICLES = 32
"""A chunk is closed by whichever comes first, so that chunks cost about the same."""

SMALL_RUN_CHUNKS = 8
_AHEAD = 4


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
    # Workers share the machine's cores by process, not by thread.
    pa.set_cpu_count(1)
    from pipeline.extraction.parsing import spacy_parser

    spacy_parser()
    search_cycles_seldom()


def usable_cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else (os.cpu_count() or 1)


def run_local(jobs: Iterable[Job], workers: int | None = None) -> Iterator[tuple[Sequence[Job], Outcome]]:
    """Process jobs on `workers` processes (default: all cores); chunks come back in their order.

    With one worker everything runs in this process. At most a few chunks a worker are in memory.
    """
    count = workers or usable_cores()
    queue = chunks(jobs)
    first = list(islice(queue, SMALL_RUN_CHUNKS + 1))
    # Starting workers costs seconds: a small run is done sooner without them.
    if count == 1 or len(first) <= SMALL_RUN_CHUNKS:
        for chunk in chain(first, queue):
            yield chunk, process(chunk)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_start_worker) as pool:
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
