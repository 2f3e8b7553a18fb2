"""What every asset declares, held against a snapshot.

After a change that is meant, write the snapshot anew and look at its diff:

    MINERALS_RENEW=1 python -m pytest tests/dagster/test_dagster_specs.py
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

from pipeline.definitions import definitions
from pipeline.resources import Workspace
from schemas import CROSS_CHECKS, TABLES

SNAPSHOT = Path(__file__).with_name("asset_specs.json")
DEFS = definitions(Workspace(out="out", landing="landing"), stages="stages")
SPECS = sorted(DEFS.resolve_all_asset_specs(), key=lambda spec: spec.key.to_user_string())
NAMES = [spec.key.to_user_string() for spec in SPECS]


def described(spec: dg.AssetSpec) -> dict[str, Any]:
    """What is held of an asset: no code version, no path, nothing that differs between machines."""
    columns: dg.TableSchema = spec.metadata["dagster/column_schema"]
    return {
        "group": spec.group_name,
        "kinds": sorted(spec.kinds),
        "owners": list(spec.owners),
        "deps": sorted(dep.asset_key.to_user_string() for dep in spec.deps),
        "partitions": spec.partitions_def.name if spec.partitions_def else None,
        "automation": spec.automation_condition.get_label() if spec.automation_condition else None,
        "columns": [column.name for column in columns.columns],
    }


def current() -> dict[str, Any]:
    """The whole code location in the form of the snapshot."""
    graph = DEFS.resolve_asset_graph()
    return {
        "assets": {name: described(spec) for name, spec in zip(NAMES, SPECS, strict=True)},
        "checks": {
            f"{key.asset_key.to_user_string()}: {key.name}": "blocking" if graph.get(key).blocking else "warns"
            for key in sorted(graph.asset_check_keys, key=lambda key: (key.asset_key.to_user_string(), key.name))
        },
        "jobs": {
            name: sorted(key.to_user_string() for key in DEFS.resolve_job_def(name).asset_layer.executable_asset_keys)
            for name in ("batch_job", "publish_job", "quality_job", "release_job")
        },
        "schedules": {schedule.name: schedule.cron_schedule for schedule in DEFS.schedules or []},
        "sensors": sorted(sensor.name for sensor in DEFS.sensors or []),
    }


def test_the_code_location_is_the_one_of_the_snapshot() -> None:
    found = json.loads(json.dumps(current()))
    if os.environ.get("MINERALS_RENEW"):
        SNAPSHOT.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    held = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    assert found == held, f"the assets differ from {SNAPSHOT.name}; how to renew it stands at the head of this file"


@pytest.mark.parametrize("spec", SPECS, ids=NAMES)
def test_every_asset_tells_what_it_is(spec: dg.AssetSpec) -> None:
    assert spec.description
    assert spec.group_name not in (None, "default")
    assert spec.owners
    assert spec.kinds
    assert spec.code_version
    assert "None" not in spec.description
    columns = spec.metadata["dagster/column_schema"].columns
    assert columns
    assert [column.name for column in columns if not column.description] == []


@pytest.mark.parametrize("spec", SPECS, ids=NAMES)
def test_only_the_release_waits_to_be_asked_for(spec: dg.AssetSpec) -> None:
    assert (spec.automation_condition is None) == (spec.key == dg.AssetKey("release"))


@pytest.mark.parametrize("table", list(TABLES))
def test_columns_of_a_table_are_those_of_its_model(table: str) -> None:
    spec = next(spec for spec in SPECS if spec.key == dg.AssetKey(["tables", table]))
    shown = spec.metadata["dagster/column_schema"].columns
    declared = TABLES[table].columns
    assert [(c.name, c.description, c.constraints.nullable) for c in shown] == [
        (c.name, c.description, c.nullable) for c in declared
    ]


def test_every_rule_of_the_schemas_is_a_check() -> None:
    checks = DEFS.resolve_asset_graph().asset_check_keys
    assert {key.asset_key.path[-1] for key in checks if key.name == "matches_schema"} == set(TABLES)
    assert len([key for key in checks if key.asset_key == dg.AssetKey("dataset")]) == len(CROSS_CHECKS) + 1
