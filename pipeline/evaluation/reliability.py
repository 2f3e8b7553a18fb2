"""Whether stated confidences mean what they say: of what is stated with 0.8, four in five should be right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.evaluation.scores import Outcome

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """What was stated with a confidence in `[lower, upper)` (the last bin includes 1), and how much of it is right."""

    subject: str
    lower: float
    upper: float
    count: int
    stated: float
    """Mean of the stated confidences."""
    right: float
    """Share that proved right."""


def reliability(outcomes: Iterable[Outcome], bins: int = BINS) -> tuple[Bin, ...]:
    """The reliability table: outcomes by subject and bin of stated confidence, empty bins left out."""
    grouped: dict[tuple[str, int], list[Outcome]] = {}
    for outcome in outcomes:
        index = min(bins - 1, max(0, int(outcome.confidence * bins)))
        grouped.setdefault((outcome.subject, index), []).append(outcome)
    return tuple(
        Bin(
            subject,
            index / bins,
            (index + 1) / bins,
            len(members),
            sum(member.confidence for member in members) / len(members),
            sum(member.right for member in members) / len(members),
        )
        for (subject, index), members in sorted(grouped.items())
    )


def calibration_error(table: Iterable[Bin]) -> float:
    """Expected calibration error: mean distance of stated confidence from the share right, weighted by count."""
    rows = list(table)
    total = sum(row.count for row in rows)
    return sum(row.count * abs(row.stated - row.right) for row in rows) / total if total else 0.0
