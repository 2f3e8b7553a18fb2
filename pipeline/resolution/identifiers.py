"""Ids that stay: derived from content, carried over from the dataset of the run before.

A new event bears the id of its first report (by publication date), a new entity that of its first
name. So ids need no counter, and neither the order nor the split of the input matters. Where an
earlier dataset is given, each record keeps the id under which most of its statements stood there; an
id that lost its record to another is listed with where it went.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Literal

IdKind = Literal["meeting", "deal", "entity"]


@dataclass(frozen=True, slots=True)
class Superseded:
    """An id of an earlier run that now means another record."""

    old_id: str
    new_id: str
    record_type: IdKind
    reason: str


@dataclass(slots=True)
class Identified:
    """The ids of the records of one kind, in the order of the records, and what became of old ids."""

    ids: list[str]
    superseded: list[Superseded] = field(default_factory=list)
    splits: list[tuple[str, str]] = field(default_factory=list)
    """Ids that their record keeps, each with the id of another record that was part of it."""


def entity_id(key: str) -> str:
    """The id derived from an entity's key."""
    return "e-" + hashlib.sha256(key.encode()).hexdigest()[:16]


def _free(own: str, taken: Set[str]) -> str:
    """`own`, or where another record bears it, the first id derived from it that is free."""
    candidate, round_ = own, 1
    while candidate in taken:
        round_ += 1
        digest = hashlib.sha256(f"{own}#{round_}".encode()).hexdigest()[:16]
        candidate = own[:2] + digest
    return candidate


def assign_ids(kind: IdKind, own_ids: Sequence[str], votes: Iterable[tuple[str, int, int]]) -> Identified:
    """Give every record its id.

    `own_ids` are the ids derived from content, one for each record. `votes` say how many statements
    that stood under an old id now stand under a record: (old id, position of the record, count).

    An old id stays with the record that has more than half of its statements that are left; where
    several old ids stay with one record, it bears the one that gives it most, and the others are
    superseded by it. An old id that fell apart with no such part is superseded by the largest.
    """
    by_old: dict[str, dict[int, int]] = {}
    for old, position, count in votes:
        counts = by_old.setdefault(old, {})
        counts[position] = counts.get(position, 0) + count
    heirs: dict[str, int] = {}
    claims: dict[int, list[tuple[int, bool, str]]] = {}
    for old, counts in by_old.items():
        heir = min(counts, key=lambda position: (-counts[position], own_ids[position] != old, own_ids[position]))
        heirs[old] = heir
        if 2 * counts[heir] > sum(counts.values()):
            claims.setdefault(heir, []).append((-counts[heir], own_ids[heir] != old, old))
    ids: dict[int, str] = {position: min(claim)[2] for position, claim in claims.items()}
    taken = set(by_old)
    for position in sorted((p for p in range(len(own_ids)) if p not in ids), key=lambda p: own_ids[p]):
        ids[position] = _free(own_ids[position], taken)
        taken.add(ids[position])
    found = Identified([ids[position] for position in range(len(own_ids))])
    place = {one: position for position, one in enumerate(found.ids)}
    for old, counts in sorted(by_old.items()):
        if old in place:
            found.splits += [(old, ids[position]) for position in sorted(counts) if position != place[old]]
            continue
        parts = sorted({ids[position] for position in counts})
        reason = "merged" if len(parts) == 1 else "split into " + ", ".join(parts)
        found.superseded.append(Superseded(old, ids[heirs[old]], kind, reason))
    return found


def follow(superseded: Mapping[str, Superseded], current: set[str]) -> list[Superseded]:
    """What older runs had superseded, led on to records that exist now.

    Ids that are in use again, and those that lead to nothing that exists, are left out.
    """
    found = []
    for old, row in sorted(superseded.items()):
        seen, target = {old}, row.new_id
        while target not in current and target in superseded and target not in seen:
            seen.add(target)
            target = superseded[target].new_id
        if old not in current and target in current:
            found.append(Superseded(old, target, row.record_type, row.reason))
    return found
