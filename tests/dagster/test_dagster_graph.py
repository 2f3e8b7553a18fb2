"""The whole graph, materialised for real."""

from __future__ import annotations

import shutil
from pathlib import Path

import dagster as dg
import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from landing_site import CHILE, QUIET, ZAMBIA, Site

from pipeline import main_job
from pipeline.build import build
from pipeline.checks import check_from_schema
from pipeline.ingest import samples
from pipeline.resources import ParquetIOManager
from pipeline.stage_schemas import table_key
from schemas import TABLES, arrow_schema


def articles(out: Path) -> dict[str, str]:
    rows = pq.read_table(out / "dataset" / "articles.parquet", columns=["file", "article_id"]).to_pylist()
    return {row["file"]: row["article_id"] for row in rows}


def quarantined(out: Path) -> set[tuple[str, str]]:
    file = out / "quarantine" / "inputs.parquet"
    return {(row["source"], row["reason"]) for row in pq.read_table(file).to_pylist()} if file.exists() else set()


def shown(site: Site, key: dg.AssetKey) -> dict[str, object]:
    event = site.instance.get_latest_materialization_event(key)
    assert event is not None, key
    assert event.asset_materialization is not None
    return {name: entry.value for name, entry in event.asset_materialization.metadata.items()}


def test_the_graph_on_the_samples(site: Site, tmp_path: Path) -> None:
    assert site.run("batch_job", "samples").success
    published = site.run("publish_job")
    assert published.success
    assert site.run("quality_job").success
    assert site.run("release_job").success

    for table in TABLES:
        stored = pq.read_table(site.out / "dataset" / f"{table}.parquet")
        assert stored.schema.equals(arrow_schema(table)), table
        assert stored.num_rows > 0 or table == "superseded_ids", table
    with duckdb.connect(str(site.out / "minerals.duckdb"), read_only=True) as database:
        for table in TABLES:
            (rows,) = database.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            assert rows == shown(site, table_key(table))["dagster/row_count"], table

    for spec in site.definitions().resolve_all_asset_specs():
        metadata = shown(site, spec.key)
        assert isinstance(metadata["dagster/row_count"], int), spec.key
        assert metadata["preview"], spec.key
        assert any(isinstance(value, int | float) for value in metadata.values()), spec.key
    records = shown(site, dg.AssetKey("extractions"))
    assert records["meetings"] > 0
    assert records["deals"] > 0
    assert "data:image/png;base64," in records["records_by_month"]
    assert 0 < shown(site, dg.AssetKey("extraction_quality"))["meetings_f1"] <= 1

    build(samples(), tmp_path / "by command")
    for file in (tmp_path / "by command" / "dataset").iterdir():
        assert file.read_bytes() == (site.out / "dataset" / file.name).read_bytes(), file.name

    checks = published.get_asset_check_evaluations()
    assert len({check.check_name for check in checks}) > 20
    assert [c.check_name for c in checks if not c.passed and c.severity == dg.AssetCheckSeverity.ERROR] == []

    releases = [path.name for path in (site.out / "releases").iterdir() if path.is_dir()]
    assert releases == [shown(site, dg.AssetKey("release"))["version"]]
    again = site.run("release_job")
    assert again.success
    assert not again.get_asset_materialization_events(), "no second release of the same dataset"


def test_a_landing_folder_over_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    landing, out = tmp_path / "landing", tmp_path / "out"
    monkeypatch.setenv("MINERALS_OUT", str(out))
    monkeypatch.setenv("MINERALS_LANDING", str(landing))
    monkeypatch.setenv("MINERALS_WORKERS", "1")
    monkeypatch.setenv("DAGSTER_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("MINERALS_STAGES", raising=False)
    site = Site(landing, out, None)
    site.land("first/zambia.txt", ZAMBIA)
    assert main_job.main() == 0
    assert "Quarantine: empty" in capsys.readouterr().out
    before = articles(out)
    assert "zambia.txt" in before

    assert main_job.main() == 0
    assert "Nothing has changed" in capsys.readouterr().out

    site.land("second/chile.txt", CHILE)
    site.land("second/empty.txt", "")
    site.land("second/copy.txt", CHILE)
    site.land("second/picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    site.land("second/table.jsonl", '["no object"]\n{"title": "no text"}\n')
    site.land("second/not-an-article.docx", b"PK\x03\x04")
    assert main_job.main() == 0
    told = capsys.readouterr().out
    assert "empty_file" in told
    assert "clean_articles" in told
    assert "first" not in told.split("Dataset")[0], "the batch that did not change was left alone"
    with_second = articles(out)
    assert with_second.keys() == {*before, "chile.txt"} or with_second.keys() == {*before, "copy.txt"}
    held = quarantined(out)
    assert ("second/empty.txt", "empty_file") in held
    assert {source.partition("#")[0] for source, _ in held} >= {
        "second/empty.txt", "second/picture.txt", "second/table.jsonl",
    }  # fmt: skip
    deals = pq.read_table(out / "dataset" / "deals.parquet")["title"].to_pylist()
    assert any("Chile" in title for title in deals)

    shutil.rmtree(landing / "second")
    assert main_job.main() == 0
    assert "second is gone" in capsys.readouterr().out
    assert articles(out) == before
    assert quarantined(out) == set()

    # Corrections that can't be read fail the run in one clear line, and the dataset stays as it was.
    site.land("corrections.csv", "nonsense\n1\n")
    published = (out / "dataset" / "dataset.json").read_bytes()
    assert main_job.main() == 1
    error = capsys.readouterr().err
    assert error.startswith("main job failed:")
    assert "corrections.csv" in error
    assert error.count("\n") == 1
    assert (out / "dataset" / "dataset.json").read_bytes() == published


@dg.asset(key=table_key("deal_minerals"))
def rows_that_break_the_schema() -> pa.Table:
    rows = [{"deal_id": f"d-{i}", "mineral_id": "cobalt", "article_count": -i} for i in range(3)]
    return pa.Table.from_pylist(rows, schema=arrow_schema("deal_minerals"))


@dg.asset(deps=[rows_that_break_the_schema])
def publishing() -> None: ...


def test_a_table_that_fails_stops_the_run_before_publishing(site: Site) -> None:
    result = dg.materialize(
        [rows_that_break_the_schema, publishing, check_from_schema("deal_minerals")],
        resources={"io_manager": ParquetIOManager(base_path=str(site.out))},
        instance=site.instance,
        run_config=QUIET,
        raise_on_error=False,
    )
    (check,) = result.get_asset_check_evaluations()
    assert not check.passed
    assert check.severity == dg.AssetCheckSeverity.ERROR
    assert check.metadata["rejected_rows"].value == 3
    assert not result.asset_materializations_for_node("publishing")
