"""The kinds of an article's units, decided together.

Each unit offers points for every kind (its shape, its phrases, its patterns), each pair of
neighbours has points of its own, and an opened section ("About the company", a teaser heading, a
disclaimer) offers itself to the units after it. The sequence of kinds with the most points wins
(Viterbi). All points are data: `cleaning_weights.csv`, `cleaning_transitions.csv` and the
boilerplate tables.

Articles are long and their units much alike, so both offers and steps are remembered: a step
depends only on the points that the states so far have relative to the best of them, and on the
offer, and long stretches of text settle on the same few. A state that is so far behind another one
that no continuation can make up for it is dropped: this changes no decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import inf

from pipeline.cleaning.evidence import Signal
from pipeline.lexicons import table
from pipeline.records import KEPT_KINDS

BEAM = 14.0
"""States that lie further behind the best one are not followed."""
FLOOR = -12.0
"""Points of a kind that the shape rules out but a signal speaks for."""
STRONG = 8.0
"""A phrase or pattern of this weight for a removed kind outranks the look of a dateline."""
FURTHER = 0.4
"""What each further signal for one kind counts, as a share of its weight."""
SECTION = "+"
"""A state with this mark is a kind inside an opened section of it."""
EARLY = "<"
"""A state with this mark is a removed kind before any title or text: a title may still come."""
MARKS = SECTION + EARLY
NEARLY = 1e-6
"""Points that are no more than this apart count as the same."""
_GOING_ON = "GOING ON"
"""Stands for the state before where a section goes on."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """The states that a sequence so far may end in, with their points relative to the best; one object for each."""

    states: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Offer:
    """What one unit offers: its states, points for each with the rule behind them, and for going on with a section."""

    states: tuple[str, ...]
    points: tuple[tuple[float, str], ...]
    going_on: tuple[tuple[str, float, str], ...]


_Origin = tuple[str, tuple[str, str]]
"""The state before a state, and the kind and the rule that led to it."""
_Step = tuple[Standing, dict[str, _Origin]]
_steps: dict[tuple[Standing, Offer], _Step] = {}
"""The steps taken so far, forgotten all at once when they become too many."""
MOST_STEPS = 50_000


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
def transitions() -> dict[str, dict[str, float]]:
    """By kind: points for each kind after it; under `*` those for a kind that comes late."""
    points: dict[str, dict[str, float]] = {}
    for row in table("cleaning_transitions"):
        points.setdefault(row["from"], {})[row["to"]] = float(row["points"])
    return points


@cache
def _kind(state: str) -> str:
    return state.rstrip(MARKS)


@cache
def _moves(before: str, states: tuple[str, ...]) -> tuple[tuple[str, float], ...]:
    """What each of the states is called after the state `before`, and the points for this move."""
    kind_before = _kind(before)
    early = before == "START" or before[-1] == EARLY
    after_kind = transitions().get(kind_before, {})
    moves = []
    for state in states:
        kind = _kind(state)
        late_title = kind == "title" and not early and kind_before != "title"
        points = transitions()["*"] if late_title else after_kind
        still_early = early and state == kind and kind not in KEPT_KINDS
        moves.append((kind + EARLY if still_early else state, points.get(kind, 0.0)))
    return tuple(moves)


@lru_cache(maxsize=20_000)
def offer(shape: str, signals: tuple[Signal, ...], titled: bool = False) -> Offer:
    """The points of a unit of this shape with these signals.

    `titled` says that a title can't stand here: the text has begun, or the title is known.
    Signals for one kind do not add up: the strongest counts in full, each further one for a part.
    """
    own, run = weights()[shape]
    points = {kind: value for kind, value in own.items() if not (titled and kind == "title")}
    rules = dict.fromkeys(points, f"shape:{shape}")
    going_on = dict(run)
    settled = any(signal.weight >= STRONG and signal.kind not in KEPT_KINDS for signal in signals)
    grouped: dict[str, list[Signal]] = {}
    for signal in signals:
        if not (settled and signal.kind in KEPT_KINDS):
            grouped.setdefault(signal.kind, []).append(signal)
    for kind, group in grouped.items():
        group.sort(key=lambda signal: (-signal.weight, signal.rule))
        gain = group[0].weight + FURTHER * sum(signal.weight for signal in group[1:4])
        points[kind] = max(points.get(kind, FLOOR), FLOOR) + gain
        rules[kind] = group[0].rule
        if kind in going_on:
            going_on[kind] += gain
        if any(signal.opens for signal in group):
            points[kind + SECTION] = points[kind] + 0.01
            rules[kind + SECTION] = group[0].rule
    floor = max(points.values()) - BEAM
    states = tuple(state for state, value in points.items() if value >= floor)
    return Offer(
        states,
        tuple((points[state], rules[state]) for state in states),
        tuple(
            (kind, value, rules[kind] if kind in grouped and kind in rules else f"section:{kind}")
            for kind, value in going_on.items()
        ),
    )


@cache
def _lead(ahead: str, behind: str) -> float:
    """By how many points a state must be ahead of another one so that nothing that follows can turn the two about.

    Infinite where they lead to different states: a section may go on, an early state may come to a title.
    """
    if ahead == behind or behind[-1] == SECTION or (ahead[-1] == EARLY) != (behind[-1] == EARLY):
        return inf
    kinds = tuple(sorted({*transitions()["*"], *(to for row in transitions().values() for to in row)}))
    of_both = zip(_moves(behind, kinds), _moves(ahead, kinds), strict=True)
    return max(0.0, *(move - other for (_, move), (_, other) in of_both)) + NEARLY


def _followed(states: list[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The states without those that can't be part of the best sequence any more, whatever follows."""
    for one, top in sorted(states, key=lambda state: -state[1])[:2]:
        states = [(state, value) for state, value in states if value + _lead(one, state) >= top]
    return tuple(states)


@lru_cache(maxsize=20_000)
def _standing(states: tuple[tuple[str, float], ...]) -> Standing:
    return Standing(states)


def _step(standing: Standing, one: Offer) -> _Step:
    """The states after one more unit, and for each the state before it, and the kind and rule that led there."""
    reached: dict[str, float] = {}
    came: dict[str, str] = {}
    going_on: dict[str, str] = {}
    values = [points for points, _ in one.points]
    for before, score in standing.states:
        for points, (after, move) in zip(values, _moves(before, one.states), strict=True):
            total = score + points + move
            if after not in reached or total > reached[after]:
                reached[after] = total
                came[after] = before
        if before[-1] == SECTION:
            for kind, points, rule in one.going_on:
                if kind == _kind(before) and (before not in reached or score + points > reached[before]):
                    reached[before] = score + points
                    came[before] = _GOING_ON
                    going_on[before] = rule
    top = max(reached.values())
    kept = _followed([(state, round(value - top, 4)) for state, value in reached.items() if value >= top - BEAM])
    rules = {state: rule for state, (_, rule) in zip(one.states, one.points, strict=True)}
    origin = {
        state: (state, (_kind(state), going_on[state]))
        if came[state] is _GOING_ON
        else (came[state], (_kind(state), rules[state.removesuffix(EARLY)]))
        for state, _ in kept
    }
    return _standing(kept), origin


def decide(offers: list[Offer]) -> list[tuple[str, str]]:
    """The kind of every unit with the rule that decided it."""
    if not offers:
        return []
    moves = transitions()
    standing = _standing((("START", 0.0),))
    origins = []
    known = _steps
    if len(known) > MOST_STEPS:
        known.clear()
    for one in offers:
        taken = known.get((standing, one))
        if taken is None:
            taken = known[standing, one] = _step(standing, one)
        standing, origin = taken
        origins.append(origin)
    state, _ = max(standing.states, key=lambda last: (last[1] + moves.get(_kind(last[0]), {}).get("END", 0.0), last[0]))
    decided = []
    for origin in reversed(origins):
        state, kind_and_rule = origin[state]
        decided.append(kind_and_rule)
    decided.reverse()
    return decided
