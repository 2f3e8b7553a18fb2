"""The kinds of an article's units, decided together.

Each unit offers points for every kind (its shape, its phrases, its patterns), each pair of
neighbours has points of its own, and an opened section ("About the company", a teaser heading, a
disclaimer) offers itself to the units after it. The sequence of kinds with the most points wins
(Viterbi). All points are data: `cleaning_weights.csv`, `cleaning_transitions.csv` and the
boilerplate tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.cleaning.evidence import Signal
from pipeline.lexicons import table
from pipeline.records import KEPT_KINDS

MARKS = "+<"
BEAM = 25.0
"""States that lie further behind the best one are not followed."""
FLOOR = -12.0
"""Points of a kind that the shape rules out but a signal speaks for."""
SECTION = "+"
"""A state with this mark is a kind inside an opened section of it."""
EARLY = "<"
"""A state with this mark is a removed kind before any title or text: a title may still come."""
STRONG = 8.0
"""A phrase or pattern of this weight for a removed kind outranks the look of a dateline."""


@dataclass(slots=True)
class Offer:
    """What one unit offers: points by state, and the rule behind each state."""

    points: dict[str, float]
    rules: dict[str, str]
    going_on: dict[str, float]
    """Points for going on with an opened section, by its kind."""


@cache
def weights() -> dict[str, tuple[dict[str, float], dict[str, float]]]:
    """By shape: points of each kind by itself, and of going on with an opened section."""
    known = {}
    for row in table("cleaning_weights"):
        own = {k: float(v) for k, v in row.items() if k != "shape" and not k.endswith("_run") and v}
        run = {k.removesuffix("_run"): float(v) for k, v in row.items() if k.endswith("_run") and v}
        known[row["shape"]] = (own, run)
    return known


@cache
def transitions() -> dict[tuple[str, str], float]:
    """Points for a kind (second) after another (first)."""
    return {(row["from"], row["to"]): float(row["points"]) for row in table("cleaning_transitions")}


@cache
def _untitled(shape: str) -> dict[str, float]:
    return {kind: points for kind, points in weights()[shape][0].items() if kind != "title"}


@cache
def _default_rules(shape: str) -> dict[str, str]:
    return {kind: f"shape:{shape}" for kind in weights()[shape][0]}


def offer(shape: str, signals: list[Signal], titled: bool = False) -> Offer:
    """The points of a unit of this shape with these signals.

    `titled` says that a title can't stand here: the text has begun, or the title is known.
    Signals for one kind do not add up: the strongest counts in full, each further one for a part.
    """
    own, run = weights()[shape]
    if titled:
        own = _untitled(shape)
    if not signals:
        return Offer(own, _default_rules(shape), run)
    points = dict(own)
    rules = dict(_default_rules(shape))
    strongest: dict[str, list[Signal]] = {}
    settled = any(signal.weight >= STRONG and signal.kind not in KEPT_KINDS for signal in signals)
    for signal in signals:
        if settled and signal.kind in KEPT_KINDS:
            continue
        strongest.setdefault(signal.kind, []).append(signal)
    going_on = dict(run)
    for kind, group in strongest.items():
        group.sort(key=lambda signal: (-signal.weight, signal.rule))
        gain = group[0].weight + 0.4 * sum(signal.weight for signal in group[1:4])
        points[kind] = max(points.get(kind, FLOOR), FLOOR) + gain
        rules[kind] = group[0].rule
        if kind in going_on:
            going_on[kind] += gain
        if any(signal.opens for signal in group):
            points[kind + SECTION] = points[kind] + 0.01
            rules[kind + SECTION] = group[0].rule
    return Offer(points, rules, going_on)


def decide(offers: list[Offer]) -> list[tuple[str, str]]:
    """The kind of every unit with the rule that decided it."""
    if not offers:
        return []
    moves = transitions()
    anything = {kind: points for (before, kind), points in moves.items() if before == "*"}
    alive: dict[str, float] = {"START": 0.0}
    back: list[dict[str, tuple[str, str]]] = []
    for one in offers:
        top = max(alive.values()) - BEAM
        reached: dict[str, float] = {}
        origin: dict[str, tuple[str, str]] = {}
        best_floor = max(one.points.values()) - BEAM
        for before, score in alive.items():
            if score < top:
                continue
            section = before[-1] == SECTION
            early = before == "START" or before[-1] == EARLY
            kind_before = before[:-1] if section or before[-1] == EARLY else before
            for state, points in one.points.items():
                if points < best_floor:
                    continue
                kind = state[:-1] if state[-1] == SECTION else state
                total = score + points
                if kind == "title" and not early and kind_before != "title":
                    total += anything.get(kind, 0.0)
                else:
                    total += moves.get((kind_before, kind), 0.0)
                if early and state is kind and kind not in KEPT_KINDS:
                    state = kind + EARLY
                if total > reached.get(state, -1e9):
                    reached[state] = total
                    origin[state] = (before, one.rules[kind if state[-1] == EARLY else state])
            if section and kind_before in one.going_on:
                total = score + one.going_on[kind_before]
                if total > reached.get(before, -1e9):
                    reached[before] = total
                    said = one.rules.get(kind_before, "shape:")
                    origin[before] = (before, f"section:{kind_before}" if said.startswith("shape:") else said)
        alive = reached
        back.append(origin)
    final = max(
        alive.items(), key=lambda item: (item[1] + moves.get((item[0].rstrip(MARKS), "END"), 0.0), item[0])
    )[0]
    decided: list[tuple[str, str]] = []
    for origin in reversed(back):
        before, rule = origin[final]
        decided.append((final.rstrip(MARKS), rule))
        final = before
    decided.reverse()
    return decided
