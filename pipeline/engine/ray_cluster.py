"""Many machines: the same work on chunks of articles through Ray Data (the optional extra `ray`)."""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from pipeline.engine.cycle_search import search_cycles_seldom
from pipeline.engine.local import chunks
from pipeline.engine.processing import Job, Outcome, process

WINDOW_CHUNKS = 512
"""Chunks handed to the cluster at a time: bounds what the driver and the object store hold."""


class RayMissingError(RuntimeError):
    """Ray was asked for and is not installed."""


def _process_batch(batch: Any) -> Any:
    outcomes = [process(pickle.loads(chunk)) for chunk in batch["chunk"]]  # noqa: S301  (our own driver made it)
    search_cycles_seldom()
    return {
        "number": list(batch["number"]),
        "rows": [outcome.rows for outcome in outcomes],
        "rejections": [outcome.rejections for outcome in outcomes],
    }


def run_ray(jobs: Iterable[Job], address: str | None = None) -> Iterator[tuple[Sequence[Job], Outcome]]:
    """Process jobs on the Ray cluster at `address` (default: one started here); chunks in their order.

    A task whose node dies is run again elsewhere by Ray. Every node needs this package at the same
    version. Raises RayMissingError where Ray is not installed.
    """
    try:
        import ray
    except ImportError as error:
        raise RayMissingError("the Ray engine needs the extra: pip install 'minerals-diplomacy[ray]'") from error
    started = not ray.is_initialized()
    if started:
        ray.init(address=address, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    ray.data.DataContext.get_current().enable_progress_bars = False
    try:
        queue = chunks(jobs)
        while window := list(islice(queue, WINDOW_CHUNKS)):
            items = [{"number": number, "chunk": pickle.dumps(chunk)} for number, chunk in enumerate(window)]
            dataset = ray.data.from_items(items, override_num_blocks=len(items)).map_batches(
                _process_batch, batch_size=1, batch_format="numpy"
            )
            done: dict[int, Outcome] = {}
            expected = 0
            for row in dataset.iter_rows():
                done[int(row["number"])] = Outcome(bytes(row["rows"]), bytes(row["rejections"]))
                while expected in done:
                    yield window[expected], done.pop(expected)
                    expected += 1
    finally:
        if started:
            ray.shutdown()
