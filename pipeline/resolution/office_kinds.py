"""What an office tells of the person who holds it: public or company, and for which bloc or company it acts."""

from __future__ import annotations

from functools import cache, lru_cache

from pipeline.lexicons import table, values
from pipeline.resolution.normal_forms import words

_LONGEST = 8
"""Words of the longest names of ranks, blocs and bodies that are looked up in an office."""


@cache
def _ranks() -> dict[tuple[str, ...], str]:
    """Folded ranks with their sphere: `company`, `public`, or empty where the rank exists in both."""
    spheres: dict[tuple[str, ...], set[str]] = {}
    for row in table("office_ranks"):
        kind = row["kind"]
        sphere = {"company": "company", "body": ""}.get(kind, "public")
        spheres.setdefault(words(row["rank"]), set()).add(sphere)
    return {rank: next(iter(found)) if len(found) == 1 else "" for rank, found in spheres.items()}


@cache
def _of_kind(kind: str) -> frozenset[tuple[str, ...]]:
    return frozenset(words(row["rank"]) for row in table("office_ranks") if row["kind"] == kind)


def held_by_one(office: tuple[str, ...]) -> bool:
    """Whether a folded office is one that a state gives to one person at a time: its head, its government's head."""
    return office in _of_kind("state")


def is_royal(office: tuple[str, ...]) -> bool:
    """Whether those who hold a folded office go by their given names."""
    return office in _of_kind("royal")


@cache
def _blocs() -> dict[tuple[str, ...], str]:
    """Folded names of blocs and of their organs, each with the bloc."""
    found: dict[tuple[str, ...], str] = {}
    for row in table("blocs"):
        for name in (row["name"], *values(row["other_names"])):
            found.setdefault(words(name), row["name"])
    for row in table("bodies"):
        if row.get("bloc"):
            for name in (row["name"], *values(row["other_names"])):
                found.setdefault(words(name), row["bloc"])
    found.pop((), None)
    return found


def _stretches(folded: tuple[str, ...]) -> list[tuple[str, ...]]:
    """All runs of words of an office, the longest first, then from the left."""
    return [
        folded[start : start + length]
        for length in range(min(_LONGEST, len(folded)), 0, -1)
        for start in range(len(folded) - length + 1)
    ]


@lru_cache(maxsize=65536)
def sphere(office: str | None) -> str:
    """`public`, `company`, or empty where an office does not tell."""
    if not office:
        return ""
    ranks = _ranks()
    return next((ranks[part] for part in _stretches(words(office)[:40]) if ranks.get(part)), "")


@lru_cache(maxsize=65536)
def bloc_of_office(office: str | None) -> str | None:
    """The bloc that an office serves ("European Commission president"), or None."""
    if not office:
        return None
    blocs = _blocs()
    return next((blocs[part] for part in _stretches(words(office)[:40]) if part in blocs), None)


def bloc_of_body(name: str) -> str | None:
    """The bloc that a name denotes or that the body of that name is an organ of, or None."""
    return _blocs().get(words(name))


def stretches_of(office: str) -> list[tuple[str, ...]]:
    """All runs of folded words of an office, the longest first: candidates for the company it names."""
    return _stretches(words(office)[:40])
