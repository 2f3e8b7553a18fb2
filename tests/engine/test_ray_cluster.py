"""Ray: a real cluster of two nodes, one of which is killed in mid-run, comes to the bytes of one machine."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.build import BuildSettings, build
from pipeline.engine import local
from pipeline.engine.ray_cluster import RayMissingError, run_ray

from .conftest import dataset_bytes, write_folder


@pytest.fixture
def cluster(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A head node with one processor."""
    ray = pytest.importorskip("ray")
    from ray.cluster_utils import Cluster

    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    started = Cluster(
        initialize_head=True,
        head_node_args={"num_cpus": 1, "include_dashboard": False, "object_store_memory": 100_000_000},
    )
    yield started
    ray.shutdown()
    started.shutdown()


@pytest.mark.cluster
@pytest.mark.filterwarnings("ignore::DeprecationWarning:ray")
def test_a_node_dies_in_mid_run(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ray

    monkeypatch.setattr(local, "CHUNK_ARTICLES", 2)
    other = cluster.add_node(num_cpus=1, object_store_memory=100_000_000)
    cluster.wait_for_nodes()
    articles = write_folder(tmp_path / "articles", 48)
    build(articles, tmp_path / "local", BuildSettings(workers=1))
    alive = []

    def kill_one(stage: str, done: int, total: int) -> None:
        if stage == "extract" and done >= 6 and not alive:
            alive.append(sum(node["Alive"] for node in ray.nodes()))
            cluster.remove_node(other, allow_graceful=False)
            assert done < total, "the run was over before a node could be killed"

    report = build(articles, tmp_path / "ray", BuildSettings(engine="ray", address=cluster.address), kill_one)
    assert alive == [2]
    assert (report.processed, report.rejections) == (48, ())
    assert dataset_bytes(tmp_path / "ray") == dataset_bytes(tmp_path / "local")


def test_ray_that_is_not_installed_is_told_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(RayMissingError, match=r"minerals-diplomacy\[ray\]"):
        next(run_ray([]))
