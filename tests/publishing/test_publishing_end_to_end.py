"""From the sample articles to a release on a web server and back, as a user does it on the command line."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import duckdb
import pytest
from test_publishing_download import serving

from pipeline.cli import main
from pipeline.publishing.cookbook import cookbook
from pipeline.publishing.verify import verify
from schemas import TABLES

ROOT = Path(__file__).parents[2]


def minerals(*arguments: object, folder: Path, code: int = 0) -> str:
    """Run the command line in `folder`, expect an exit status, and return what it wrote."""
    written = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["minerals", *map(str, arguments)])
        with redirect_stdout(written), redirect_stderr(written), pytest.raises(SystemExit) as stop:
            main()
    assert stop.value.code == code, written.getvalue()
    return written.getvalue()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the sample articles, and a release of it."""
    out = tmp_path_factory.mktemp("samples") / "outputs"
    minerals("build", "--articles", ROOT / "pipeline" / "samples" / "articles", "--out", out, folder=out.parent)
    minerals("release", "--out", out, "--version", "2026.11.0", folder=out.parent)
    return out


def test_release_download_verify_and_query(built: Path, tmp_path: Path):
    with serving(built / "releases") as server:
        assert "2026.11.0" in minerals("releases", "--from", server.address, folder=tmp_path)
        minerals("download", "latest", "--from", server.address, folder=tmp_path)
    (folder,) = [file.parent for file in tmp_path.rglob("release.json")]
    assert verify(folder) == ()
    minerals("verify", folder.relative_to(tmp_path), folder=tmp_path)
    query = "SELECT date, kind, title FROM timeline ORDER BY date DESC NULLS LAST LIMIT 5"
    with duckdb.connect(str(folder / "minerals.duckdb"), read_only=True) as database:
        assert len(database.sql(query).fetchall()) == 5
    rows = json.loads((folder / "release.json").read_text())["rows"]
    assert set(rows) == set(TABLES)
    assert all(count or table == "superseded_ids" for table, count in rows.items())
    (folder / "deals.parquet").write_bytes(b"x")
    assert "deals.parquet was changed" in minerals("verify", folder, folder=tmp_path, code=2)


def test_a_second_release_of_the_same_version_is_refused(built: Path):
    told = minerals("release", "--out", built, "--version", "2026.11.0", folder=built.parent, code=2)
    assert "exists" in told
    assert "Traceback" not in told


def test_the_cookbook_shows_what_the_samples_give(built: Path):
    written = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
    assert cookbook(built / "minerals.duckdb") == written, (
        "docs/cookbook.md is stale: run `make dataset`, then "
        "`python -m pipeline.publishing.project_docs outputs/minerals.duckdb`"
    )
