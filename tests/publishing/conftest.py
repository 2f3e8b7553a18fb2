import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "schemas"))

from synthetic_dataset import Dataset, synthetic_dataset

from pipeline.publishing.facts import RunFacts
from pipeline.publishing.parquet import PublishedDataset, publish
from pipeline.publishing.release import Release, release

VERSION = "2026.01.0"


@pytest.fixture
def dataset() -> Dataset:
    """A made-up dataset of its own for each test, to change at will."""
    return synthetic_dataset()


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> PublishedDataset:
    """The made-up dataset, published; not to be changed."""
    folder = tmp_path_factory.mktemp("published")
    return publish(synthetic_dataset().write(folder / "staged"), folder / "out", RunFacts(code_version="1.2.3"))


@pytest.fixture(scope="session")
def released(published: PublishedDataset) -> Release:
    """The made-up dataset, released; not to be changed."""
    return release(published.folder, published.folder.parent / "releases", VERSION)
