"""Times of the cookbook's queries over a large dataset."""

from __future__ import annotations

import statistics
import threading
import time
from pathlib import Path

import duckdb

from pipeline.benchmarks.results import Measure
from pipeline.publishing.queries import queries

REPEATS = 3
DEADLINE = 20.0
"""Seconds after which a query is given up."""


def query_times(catalog: Path, deadline: float = DEADLINE) -> list[Measure]:
    """Median time of each cookbook query, the catalog opened and read once before."""
    measures = []
    with duckdb.connect(str(catalog), read_only=True) as database:
        database.execute("SET enable_progress_bar = false")
        for query in queries("cookbook"):
            taken: list[float] = []
            given_up = False
            while len(taken) < REPEATS + 1 and not given_up:
                timer = threading.Timer(deadline, database.interrupt)
                timer.start()
                start = time.perf_counter()
                try:
                    database.execute(query.sql).fetchall()
                except duckdb.InterruptException:
                    given_up = True
                finally:
                    timer.cancel()
                taken.append(time.perf_counter() - start)
                # An interrupt that comes before the query has begun is lost: what the clock says counts as well.
                given_up = given_up or taken[-1] > deadline
            seconds = deadline if given_up else statistics.median(taken[1:])
            note = f"given up after {deadline:g} s" if given_up else query.about
            measures.append(Measure("cookbook query", query.name, 1000 * seconds, "ms", note))
    return measures
