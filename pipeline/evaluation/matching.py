"""Which extracted record is which annotated one: names compared loosely, records paired best first.

Two records of one kind are alike by what they share: parties, the words that show them, date,
place, value and type. Pairs are taken greedily from the most alike downwards, each record once,
so that a record found with a wrong date is a found record with a wrong field, not two mistakes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from pipeline.evaluation.gold import Told, Who
from pipeline.lexicons import table, values

SHARED_PARTIES = 3.0
SHARED_WORDS = 2.0
SAME_DATE = 1.5
OTHER_MONTH = -1.5
SAME_VALUE = 1.0
SAME_CITY = 0.75
SAME_TYPE = 0.5
ALIKE = 2.0
"""Likeness from which two records may be the same."""

VALUE_TOLERANCE = 0.01
"""Relative difference up to which two sums are the same."""


@cache
def _equal_names() -> dict[str, str]:
    return {row["name"]: row["means"] for row in table("equal_names")}


@cache
def _light_words() -> frozenset[str]:
    return frozenset(word for row in table("light_words") for word in values(row["words"]))


@cache
def normal_form(name: str) -> str:
    """A name in small ASCII letters and digits, without brackets, possessives and a leading article."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"\([^)]*\)", " ", plain)
    plain = plain.replace("'s", "").replace("'", "")
    plain = re.sub(r"[^a-z0-9]+", " ", plain).strip().removeprefix("the ")
    return _equal_names().get(plain, plain)


def same_name(one: str, other: str) -> bool:
    """Whether two names are of the same party: equal, or one a shorter form of the other.

    Company forms, titles and articles are left out of account; a shorter form must be two words
    of the longer one, or its first or last word.
    """
    first, second = normal_form(one), normal_form(other)
    if not first or not second:
        return False
    if first == second:
        return True
    shorter, longer = sorted((_weighty(first), _weighty(second)), key=len)
    if shorter == longer:
        return True
    within = set(shorter) <= set(longer)
    return within and (len(shorter) > 1 or shorter[0] in (longer[0], longer[-1]))


def _weighty(name: str) -> list[str]:
    words = name.split()
    return [word for word in words if word not in _light_words()] or words


def pair_parties(gold: Sequence[Who], found: Sequence[Who]) -> list[tuple[int, int]]:
    """Indices of the parties that are the same on both sides, each used once."""
    free = list(range(len(found)))
    pairs = []
    for index, who in enumerate(gold):
        for candidate in free:
            if same_name(who.name, found[candidate].name):
                free.remove(candidate)
                pairs.append((index, candidate))
                break
    return pairs


def same_value(gold: float | None, found: float | None) -> bool:
    """Whether two sums are the same, within the tolerance; no sum equals no sum."""
    if gold is None or found is None:
        return gold is found
    return abs(gold - found) <= VALUE_TOLERANCE * abs(gold)


def same_city(gold: str | None, found: str | None) -> bool:
    """Whether two cities bear the same name; none equals none."""
    return normal_form(gold or "") == normal_form(found or "")


def likeness(gold: Told, found: Told) -> float:
    """How alike an annotated and an extracted record are, in points."""
    shared = len(pair_parties(gold.parties, found.parties))
    fewer = max(1, min(len(gold.parties), len(found.parties) or 1))
    more = max(1, len(gold.parties), len(found.parties))
    points = SHARED_PARTIES * shared / fewer * (1 + shared / more) / 2
    if any(a < end and start < b for start, end in gold.spans for a, b in found.spans):
        points += SHARED_WORDS
    if gold.start and found.start:
        if gold.start == found.start:
            points += SAME_DATE
        elif gold.start[:7] != found.start[:7]:
            points += OTHER_MONTH
    if gold.record_type == found.record_type:
        points += SAME_TYPE
    if gold.kind == "meeting":
        if gold.city and same_city(gold.city, found.city):
            points += SAME_CITY
    elif gold.value_amount and found.value_amount and same_value(gold.value_amount, found.value_amount):
        points += SAME_VALUE
    return points


def pair_records(gold: Sequence[Told], found: Sequence[Told]) -> list[tuple[int, int]]:
    """Indices of the records that are the same on both sides, most alike first."""
    ranked = sorted(
        ((likeness(one, other), i, j) for i, one in enumerate(gold) for j, other in enumerate(found)), reverse=True
    )
    pairs: list[tuple[int, int]] = []
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for points, i, j in ranked:
        if points < ALIKE:
            break
        if i not in taken_gold and j not in taken_found:
            taken_gold.add(i)
            taken_found.add(j)
            pairs.append((i, j))
    return pairs
