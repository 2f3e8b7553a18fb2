"""The declared weights and limits of linking, read from the lexicons."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

from pipeline.lexicons import table
from pipeline.resolution.mentions import RecordKind


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the comparisons; meanings, units and reasons stand in the lexicon `resolution_limits`."""

    meeting_days_apart: float
    deal_days_apart: float
    deal_stage_days: float
    deal_repeat_days: float
    coarse_slack_days: float
    deal_coarse_slack_days: float
    just_reported_days: float
    near_report_days: float
    far_report_days: float
    meeting_together_days: float
    meeting_apart_days: float
    deal_together_days: float
    deal_apart_days: float
    value_same: float
    value_close: float
    value_far: float
    words_strong: float
    words_strong_share: float
    parties_most: float
    other_person_likeness: float


@cache
def limits() -> Limits:
    """The limits in force. Raises KeyError where the lexicon lacks one."""
    rows = {row["name"]: float(row["value"]) for row in table("resolution_limits")}
    return Limits(**{field.name: rows[field.name] for field in fields(Limits)})


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one kind of record: `of[comparison, outcome]`, where to start, and what is enough."""

    start: float
    enough: float
    of: dict[tuple[str, str], float]


@cache
def weights(kind: RecordKind) -> Weights:
    """The weights in force for meetings or deals."""
    rows = {
        (row["comparison"], row["outcome"]): float(row["weight"])
        for row in table("resolution_weights")
        if row["kind"] == kind
    }
    return Weights(rows.pop(("start", "")), rows.pop(("enough", "")), rows)


@cache
def nearness(kind: RecordKind) -> dict[tuple[str, str], str]:
    """How near two types are (`same`, `near`, `far`), for every ordered pair of types that is listed or equal."""
    found: dict[tuple[str, str], str] = {}
    for row in table("resolution_types"):
        if row["kind"] == kind:
            found[row["first"], row["second"]] = row["nearness"]
            found[row["second"], row["first"]] = row["nearness"]
    return found


@cache
def _stages() -> dict[tuple[str, str], int]:
    return {(row["record"], row["status"]): int(row["stage"]) for row in table("resolution_stages")}


def stage(kind: RecordKind, status: str) -> int:
    """How far a meeting or deal of this status has come, from 0."""
    return _stages().get((kind, status), 0)
