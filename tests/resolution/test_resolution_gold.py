"""Linking of annotated reports of several outlets; skipped where the gold folders are absent."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluation.linking import b_cubed, score_linking

GOLD = Path(__file__).parents[3] / "shared" / "gold"
KEYED = [GOLD / "seeds", GOLD / "wire"]


@pytest.mark.parametrize(
    ("found", "gold", "expected"),
    [
        ({}, {}, (1.0, 1.0, 1.0)),
        ({1: "a", 2: "a"}, {1: "x", 2: "x"}, (1.0, 1.0, 1.0)),
        ({1: "a", 2: "a"}, {1: "x", 2: "y"}, (0.5, 1.0, 2 / 3)),
        ({1: "a", 2: "b"}, {1: "x", 2: "x"}, (1.0, 0.5, 2 / 3)),
        ({1: "a", 2: "a", 3: "a", 4: "b"}, {1: "x", 2: "x", 3: "y", 4: "y"}, (2 / 3, 0.75, 12 / 17)),
        ({1: "a"}, {1: "x", 2: "x"}, (1.0, 0.25, 0.4)),
        ({1: "a", 2: "a"}, {1: "x"}, (0.25, 1.0, 0.4)),
    ],
)
def test_b_cubed(found: dict[int, str], gold: dict[int, str], expected: tuple[float, float, float]) -> None:
    scores = b_cubed(dict(found), dict(gold))
    assert (scores.precision, scores.recall, scores.f1) == pytest.approx(expected)


@pytest.mark.skipif(not all(folder.is_dir() for folder in KEYED), reason="no gold folders with event keys")
def test_annotated_reports_are_linked() -> None:
    for scores in score_linking(KEYED):
        assert scores.linked.f1 >= 0.95
        assert scores.linked.recall >= 0.95
