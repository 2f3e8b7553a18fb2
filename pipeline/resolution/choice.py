"""Which of the values that articles give a record shows: declared rules per field, never chance."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from pipeline.lexicons import table, values
from pipeline.resolution.mentions import Mention
from pipeline.resolution.names_in_use import UNDATED
from pipeline.resolution.weights import stage

Value = TypeVar("Value", bound=Hashable)

_PRECISION = {"day": 3, "month": 2, "year": 1, "unknown": 0}
_GENERAL = frozenset({"other", "attendee", "invitee", "party"})
"""Values that an article gives for want of a particular one."""


@dataclass(frozen=True, slots=True)
class Given(Generic[Value]):
    """One value as one mention gives it."""

    value: Value
    mention: Mention
    confidence: float


@dataclass(frozen=True, slots=True)
class _Support(Generic[Value]):
    """One value with all mentions that give it."""

    value: Value
    given: list[Given[Value]]


def _precision(support: _Support[Value]) -> float:
    return -max(_PRECISION[given.mention.precision] for given in support.given)


def _agreement(support: _Support[Value]) -> float:
    return -len({given.mention.copies for given in support.given})


def _nearness(support: _Support[Value]) -> float:
    return min(
        abs(m.published - m.start) if m.published is not None and m.start is not None else UNDATED
        for m in (given.mention for given in support.given)
    )


def _recency(support: _Support[Value]) -> float:
    return -max(-1 if m.published is None else m.published for m in (given.mention for given in support.given))


def _earliest(support: _Support[Value]) -> tuple[int, str]:
    return min(
        (UNDATED if m.published is None else m.published, m.article_id)
        for m in (given.mention for given in support.given)
    )


def _confidence(support: _Support[Value]) -> float:
    return -max(given.confidence for given in support.given)


def _stage(support: _Support[Value]) -> float:
    return -stage(support.given[0].mention.kind, str(support.value))


def _specific(support: _Support[Value]) -> bool:
    return support.value in _GENERAL


def _length(support: _Support[Value]) -> int:
    return -len(str(support.value))


_RULES: dict[str, Callable[[_Support[Hashable]], object]] = {
    "precision": _precision,
    "agreement": _agreement,
    "nearness": _nearness,
    "recency": _recency,
    "earliest": _earliest,
    "confidence": _confidence,
    "stage": _stage,
    "specific": _specific,
    "length": _length,
}


@cache
def rules_for(record: str, field: str) -> tuple[Callable[[_Support[Hashable]], object], ...]:
    """The rules for a field, in the order in which they decide. Raises KeyError where none are declared."""
    for row in table("resolution_choice"):
        if row["record"] == record and row["field"] == field:
            return tuple(_RULES[rule] for rule in values(row["rules"]))
    raise KeyError(f"no rules are declared for the choice of {record} {field}")


def choose(record: str, field: str, given: Iterable[Given[Value]]) -> Value | None:
    """The value to show among those given, or None where none is given.

    What the rules leave equal goes to the value that comes first in text order.
    """
    supports: dict[Value, _Support[Value]] = {}
    for one in given:
        supports.setdefault(one.value, _Support(one.value, [])).given.append(one)
    if len(supports) < 2:
        return next(iter(supports), None)
    rules = rules_for(record, field)
    best = min(
        supports.values(),
        key=lambda support: (*(rule(support) for rule in rules), str(support.value)),  # type: ignore[arg-type]
    )
    return best.value
