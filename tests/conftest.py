"""What tests of several rooms share."""

import gc
from pathlib import Path

import pytest

from pipeline.build import BuildSettings, build
from pipeline.ingest import samples


@pytest.fixture(scope="session")
def sample_outputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a build over the embedded samples; not to be changed."""
    out = tmp_path_factory.mktemp("samples") / "outputs"
    build(samples(), out, BuildSettings(workers=1))
    return out


def pytest_collection_finish() -> None:
    """Keep what is loaded by now out of the walks of the garbage collector, which else take a tenth of the time."""
    gc.collect()
    gc.freeze()


def pytest_sessionfinish() -> None:
    """Give everything back to the collector, so that bindings find nothing leaked at the interpreter's end."""
    gc.unfreeze()
