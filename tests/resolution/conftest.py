"""Resolution of made-up articles in a folder of their own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from reported import Dataset, write

from pipeline.records import Extraction


@pytest.fixture
def resolved(tmp_path: Path) -> Callable[..., Dataset]:
    """Resolve articles; each call in a folder of its own."""
    from pipeline.resolution import resolve

    runs = 0

    def run(*articles: Extraction, **more: Any) -> Dataset:
        nonlocal runs
        runs += 1
        out = tmp_path / f"run-{runs}"
        file = write(tmp_path / f"articles-{runs}.parquet", articles)
        return Dataset(out, resolve([file], out, **more))

    return run
