from pathlib import Path

import pytest
from synthetic_dataset import Dataset, synthetic_dataset


@pytest.fixture
def dataset() -> Dataset:
    """A made-up dataset of its own for each test, to change at will."""
    return synthetic_dataset()


@pytest.fixture
def staged(dataset: Dataset, tmp_path: Path) -> Path:
    """The made-up dataset as a folder of Parquet files."""
    return dataset.write(tmp_path / "staged")
