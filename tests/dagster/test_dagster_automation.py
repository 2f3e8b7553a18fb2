"""What runs by itself: the sensor over the landing folder, and the conditions that carry a change on."""

from __future__ import annotations

import shutil

import dagster as dg
import pytest
from landing_site import CHILE, ZAMBIA, Site

from pipeline.assets.automation import BATCH_STAGES, new_batches
from pipeline.stage_schemas import table_key
from schemas import TABLES

ALL_TABLES = {table_key(table) for table in TABLES}


def tick(site: Site) -> dg.SensorResult | dg.SkipReason:
    """One evaluation of the sensor, its partition requests carried out as the daemon would."""
    context = dg.build_sensor_context(site.instance, resources={"workspace": site.workspace})
    result = new_batches(context)
    assert isinstance(result, dg.SensorResult | dg.SkipReason)
    for request in getattr(result, "dynamic_partitions_requests", None) or []:
        if isinstance(request, dg.AddDynamicPartitionsRequest):
            site.instance.add_dynamic_partitions("batches", list(request.partition_keys))
        else:
            for key in request.partition_keys:
                site.instance.delete_dynamic_partition("batches", key)
    return result


def requested(result: dg.SensorResult | dg.SkipReason) -> list[tuple[str | None, str | None]]:
    return [(run.job_name, run.partition_key) for run in getattr(result, "run_requests", None) or []]


def ingest(site: Site, *keys: str) -> None:
    for key in keys:
        selection = [dg.AssetKey("raw_articles"), dg.AssetKey("rejected_inputs")]
        assert site.run("batch_job", key, asset_selection=selection).success


def test_the_sensor_asks_for_what_is_new_or_changed_and_for_nothing_else(site: Site) -> None:
    site.land("spring/zambia.txt", ZAMBIA)
    site.land("autumn.jsonl", '{"text": "One line of text about nothing in particular."}\n')
    assert requested(tick(site)) == [("batch_job", "autumn.jsonl"), ("batch_job", "samples"), ("batch_job", "spring")]
    assert site.instance.get_dynamic_partitions("batches") == ["autumn.jsonl", "samples", "spring"]
    ingest(site, "autumn.jsonl", "samples", "spring")
    assert isinstance(tick(site), dg.SkipReason), "an unchanged batch requests nothing"

    site.land("spring/zambia.txt", ZAMBIA)  # written again, the same
    assert isinstance(tick(site), dg.SkipReason)
    site.land("spring/chile.txt", CHILE)
    changed = tick(site)
    assert requested(changed) == [("batch_job", "spring")]
    ingest(site, "spring")
    (site.landing / "spring" / "chile.txt").unlink()
    back = tick(site)
    assert requested(back) == [("batch_job", "spring")], "files that were there before are a change too"
    assert back.run_requests[0].run_key != changed.run_requests[0].run_key


def test_a_run_that_was_asked_for_is_not_asked_for_twice(site: Site) -> None:
    site.land("spring/zambia.txt", ZAMBIA)
    first, second = tick(site), tick(site)
    assert [run.run_key for run in first.run_requests] == [run.run_key for run in second.run_requests]
    assert all(run.run_key for run in first.run_requests)


def test_a_batch_that_is_gone_is_unregistered_and_published_without(site: Site) -> None:
    site.land("spring/zambia.txt", ZAMBIA)
    tick(site)
    ingest(site, "samples", "spring")
    shutil.rmtree(site.landing / "spring")
    assert requested(tick(site)) == [("publish_job", None)]
    assert site.instance.get_dynamic_partitions("batches") == ["samples"]
    assert isinstance(tick(site), dg.SkipReason)


def made(site: Site, key: dg.AssetKey, contents: str, partition: str | None = None) -> None:
    """Record that an asset was made with these contents."""
    site.instance.report_runless_asset_event(
        dg.AssetMaterialization(key, partition=partition, tags={"dagster/data_version": contents})
    )


@pytest.fixture
def settled(site: Site) -> tuple[Site, object]:
    """Two batches, everything made once, and the conditions evaluated on that."""
    site.instance.add_dynamic_partitions("batches", ["one", "two"])
    for batch in ("one", "two"):
        for stage in BATCH_STAGES:
            made(site, dg.AssetKey(stage), f"{stage} of {batch}", batch)
    for key in (*ALL_TABLES, dg.AssetKey("dataset"), dg.AssetKey("extraction_quality")):
        made(site, key, "first")
    first = dg.evaluate_automation_conditions(site.definitions(), site.instance)
    second = dg.evaluate_automation_conditions(site.definitions(), site.instance, cursor=first.cursor)
    assert second.total_requested == 0
    return site, second.cursor


def wanted(site: Site, cursor: object) -> tuple[dict[dg.AssetKey, set[str] | None], object]:
    """The assets that the conditions request: key and partitions, None where it has none; and the new cursor."""
    result = dg.evaluate_automation_conditions(site.definitions(), site.instance, cursor=cursor)
    found: dict[dg.AssetKey, set[str] | None] = {}
    for one in result.results:
        subset = one.true_subset
        if not subset.is_empty:
            found[one.key] = set(subset.expensively_compute_partition_keys()) if subset.is_partitioned else None
    return found, result.cursor


def test_new_contents_carry_on_to_the_dataset(settled: tuple[Site, object]) -> None:
    site, cursor = settled
    made(site, dg.AssetKey("raw_articles"), "other articles", "two")
    found, cursor = wanted(site, cursor)
    later = [dg.AssetKey(stage) for stage in ("clean_articles", "extractions", "failed_articles")]
    assert found == {key: {"two"} for key in later}, "only the batch that changed, and no table before its records"

    for key in later:
        made(site, key, "other records", "two")
    found, cursor = wanted(site, cursor)
    assert found == dict.fromkeys([*ALL_TABLES, dg.AssetKey("dataset")]), "neither the release nor the quality"

    for key in (*ALL_TABLES, dg.AssetKey("dataset")):
        made(site, key, "second")
    assert wanted(site, cursor)[0] == {}


def test_the_same_contents_made_again_change_nothing(settled: tuple[Site, object]) -> None:
    site, cursor = settled
    made(site, dg.AssetKey("raw_articles"), "raw_articles of two", "two")
    made(site, dg.AssetKey("extractions"), "extractions of one", "one")
    assert wanted(site, cursor)[0] == {}


def test_tables_wait_for_every_batch(settled: tuple[Site, object]) -> None:
    site, cursor = settled
    site.instance.add_dynamic_partitions("batches", ["three"])
    made(site, dg.AssetKey("extractions"), "other records", "two")
    assert wanted(site, cursor)[0].keys().isdisjoint(ALL_TABLES)


def test_a_change_of_code_makes_an_asset_and_what_follows_anew(settled: tuple[Site, object]) -> None:
    site, cursor = settled
    changed = site.definitions().map_resolved_asset_specs(
        func=lambda spec: spec.replace_attributes(code_version="other"), selection='key:"clean_articles"'
    )
    result = dg.evaluate_automation_conditions(changed, site.instance, cursor=cursor)
    asked = {one.key.to_user_string() for one in result.results if not one.true_subset.is_empty}
    assert asked == {"clean_articles", "extractions", "failed_articles"}
