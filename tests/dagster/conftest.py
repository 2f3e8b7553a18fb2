"""A workplace of its own for each test: landing folder, output folder and Dagster instance."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import pytest
from landing_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield Site(tmp_path / "landing", tmp_path / "out", instance)
