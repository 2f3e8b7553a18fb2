"""What tests of several rooms share."""

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
