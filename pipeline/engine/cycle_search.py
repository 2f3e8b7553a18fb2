"""How often a process that works through articles looks for cycles among its objects."""

from __future__ import annotations

import atexit
import gc
from functools import cache

NEW_OBJECTS = 50_000
"""Objects that hold others, made and not yet freed, from which the youngest are searched.

The records of one article are thousands of such objects, and hardly any is part of a cycle: they go as soon as the
article is done. At Python's own 700 each is looked at once or twice for nothing. What waits for a search takes some
10 MB at the most, however long the process runs.
"""
SEARCHES = 20
"""Searches of the youngest after which the next older objects are searched as well."""


@cache
def search_cycles_seldom() -> None:
    """Set the search for a process that is to read many articles; to be called when its model and tables are loaded.

    What is loaded by then (millions of objects that stay to the end) is never searched again. Calling it again in
    the same process changes nothing.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # else extension modules find their objects alive at the end, and complain
    gc.set_threshold(NEW_OBJECTS, SEARCHES, SEARCHES)
