"""The declared comparisons of two reports: each gives one outcome, and the lexicon gives its weight.

Every comparison is symmetrical and looks at the two reports alone, never at the rest of the data, so
that articles on other matters cannot change what is linked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import token_sort_ratio

from pipeline.resolution.mentions import Mention
from pipeline.resolution.weights import limits, nearness, weights

_OF_TWO = frozenset({"bilateral", "call", "signing"})
"""Kinds of meeting that two parties hold among themselves, where an article names two."""
_IN_PERSON = frozenset({"bilateral", "call"})
"""Kinds of meeting at which one person speaks for each party, where one is named."""
_OF_MANY = frozenset({"summit", "ministerial", "conference"})
"""Kinds of meeting whose guests no article lists in full."""
_GIVES = frozenset({"buyer", "investor", "lender"})
_TAKES = frozenset({"seller", "target", "recipient"})


@dataclass(frozen=True, slots=True)
class Sides:
    """What is known of the sides for which parties act, by their numbers."""

    names: Sequence[str]
    is_bloc: Sequence[bool]
    is_state: Sequence[bool]
    members: Sequence[frozenset[int]]
    """Sides that are members of a bloc; empty for others."""
    of_entity: Sequence[int]
    """Side of each entity."""
    persons: Mapping[int, str]
    """The folded names of those entities that are persons."""
    number_of: Mapping[str, int]
    """The number of each side by its name: of a state, by its code."""

    def named_sides(self, entities: frozenset[int]) -> frozenset[int]:
        """The sides that entities act for."""
        of = self.of_entity
        return frozenset([of[entity] for entity in entities])

    def without_members(self, sides: frozenset[int]) -> frozenset[int]:
        """Sides without those that are members of a bloc among them."""
        for side in sides:
            if self.is_bloc[side] and self.members[side] & sides:
                sides = sides - self.members[side]
        return sides


def _gap(a: Mention, b: Mention) -> int:
    """Days between what the two dates may mean; 0 where they overlap. Both are dated."""
    return max(a.first_day - b.last_day, b.first_day - a.last_day, 0)


def compare_dates(a: Mention, b: Mention) -> str:
    """Outcome of the dates of two reports that do not contradict each other."""
    limit = limits()
    meeting = a.kind == "meeting"
    if a.start is not None and b.start is not None:
        if a.precision == "day" and b.precision == "day":
            gap = _gap(a, b)
            if a.start == b.start:
                return "same_day"
            if meeting:
                return ("overlapping", "one_day_apart")[gap] if gap < 2 else "two_days_apart"
            if gap <= 2:
                return "one_or_two_days_apart"
            return "same_week" if gap <= limit.deal_days_apart else "later_stage"
        return "within_year" if "year" in (a.precision, b.precision) else "within_month"
    if a.start is None and b.start is None:
        if a.published is None or b.published is None:
            return "unknown"
        apart = abs(a.published - b.published)
        if apart <= (limit.meeting_together_days if meeting else limit.deal_together_days):
            return "reported_together"
        return "reported_apart" if apart <= (limit.meeting_apart_days if meeting else limit.deal_apart_days) else (
            "reported_far_apart"
        )  # fmt: skip
    dated, undated = (a, b) if b.start is None else (b, a)
    if undated.published is None:
        return "unknown"
    distance = max(dated.first_day - undated.published, undated.published - dated.last_day, 0)
    if dated.precision == "year":
        return "within_year" if distance <= limit.near_report_days else "distant_report"
    if distance <= limit.just_reported_days and dated.precision == "day":
        return "just_reported"
    near = limit.near_report_days if meeting else limit.deal_apart_days
    return "fits_report" if distance <= near else "distant_report"


def compare_places(a: Mention, b: Mention) -> str:
    """Outcome of city and country; other countries are a contradiction except for one day of the same parties."""
    if a.country and b.country and a.country != b.country:
        return "other_country"
    if a.city and b.city:
        return "same_city" if a.city == b.city else "other_city"
    if a.country and b.country:
        return "same_country"
    return "unknown"


def compare_parties(a: Mention, b: Mention, sides: Sides) -> str:
    """Outcome of the sides that two reports name. A member told beside its bloc does not count as another side."""
    common = a.sides & b.sides
    if not common:
        return "none"
    if len(common) > 1 and a.sides == b.sides:
        return "all"
    one, other = sides.without_members(a.sides), sides.without_members(b.sides)
    if one == other and len(one) == 1:
        return "same_bloc" if sides.is_bloc[next(iter(one))] else "only_one"
    short, long_ = (a, b) if len(a.sides) <= len(b.sides) else (b, a)
    fewer, more = len(short.sides), max(len(one), len(other))
    if len(common) > 1:
        if one == other:
            return "all"
        if len(common) == fewer:
            if fewer == 2 and short.type in _OF_TWO and long_.type not in _OF_TWO - {"signing"}:
                return "two_of_three" if more == 3 else "two_of_several"
            return "contained"
        return "most" if len(common) >= limits().parties_most * fewer else "some"
    if fewer > 1 and min(len(one), len(other)) > 1:
        of_many = a.type in _OF_MANY and b.type in _OF_MANY
        return "same_host" if of_many and common & a.hosts & b.hosts else "one_shared"
    if more > 2:
        return "one_of_several"
    if sides.is_bloc[next(iter(one if len(one) == 1 else other))]:
        return "bloc_of_its_own"
    return "at_the_others" if sides.number_of.get(short.country or "") in long_.sides - common else "one_of_two"


def compare_named(a: Mention, b: Mention, sides: Sides) -> str:
    """Outcome of persons and bodies: the same ones, or others for the same side."""
    if not a.named or not b.named:
        if a.kind == "deal" and (a.named or b.named):
            named, plain = (a, b) if a.named else (b, a)
            signs = any(sides.of_entity[who] in plain.sides for who in named.named)
            return "body_for_state" if signs else "unknown"
        return "unknown"
    common = a.named & b.named
    if len(common) > 1:
        return "several"
    one, other = sides.named_sides(a.named), sides.named_sides(b.named)
    others = one & other - sides.named_sides(common)
    if {a.type, b.type} <= _IN_PERSON and any(_one_person_each(a, b, side, sides) for side in others):
        return "other_person"
    if common:
        return "mixed" if others else "one"
    return "others" if others else "unknown"


def _one_person_each(a: Mention, b: Mention, side: int, sides: Sides) -> bool:
    """Whether both reports name one that speaks for a side, a person, and not the same one in another spelling."""
    own, theirs = ([who for who in report.named if sides.of_entity[who] == side] for report in (a, b))
    if len(own) != 1 or len(theirs) != 1:
        return False
    name, other = sides.persons.get(own[0]), sides.persons.get(theirs[0])
    if name is None or other is None or set(name.split()) & set(other.split()):
        return False
    return token_sort_ratio(name, other) < limits().other_person_likeness


def compare_hosts(a: Mention, b: Mention) -> str:
    """Outcome of who hosts."""
    if not a.hosts or not b.hosts:
        return "unknown"
    return "same" if a.hosts & b.hosts else "different"


def compare_types(a: Mention, b: Mention) -> str:
    """Outcome of the types of meeting or deal."""
    if a.type == b.type:
        return "same"
    return nearness(a.kind).get((a.type, b.type), "far")


def compare_words(a: Mention, b: Mention) -> str:
    """Outcome of the particular words of titles and quotations."""
    if not a.words or not b.words:
        return "unknown"
    common = len(a.words & b.words)
    if not common:
        return "none"
    limit = limits()
    share = common / min(len(a.words), len(b.words))
    strong = common >= limit.words_strong or (common > 1 and share >= limit.words_strong_share)
    return "strong" if strong else "some"


def compare_values(a: Mention, b: Mention) -> str:
    """Outcome of the sums."""
    if a.amount is None or b.amount is None:
        return "unknown"
    if a.currency != b.currency:
        return "other_currency"
    larger = max(a.amount, b.amount)
    apart = abs(a.amount - b.amount) / larger if larger else 0.0
    limit = limits()
    if apart <= limit.value_same:
        return "same"
    return "close" if apart <= limit.value_close else "different"


def compare_minerals(a: Mention, b: Mention) -> str:
    """Outcome of the minerals that the deals cover."""
    if not a.minerals or not b.minerals:
        return "unknown"
    return "shared" if a.minerals & b.minerals else "different"


def compare_roles(a: Mention, b: Mention) -> str:
    """Outcome of who gives and who takes."""
    gives = {who for who, role in a.parties if role in _GIVES}
    takes = {who for who, role in a.parties if role in _TAKES}
    agree = reverse = False
    for who, role in b.parties:
        if role in _GIVES:
            agree |= who in gives
            reverse |= who in takes
        elif role in _TAKES:
            agree |= who in takes
            reverse |= who in gives
    return "reversed" if reverse else "agree" if agree else "unknown"


def outcomes(a: Mention, b: Mention, sides: Sides) -> tuple[tuple[str, str], ...]:
    """All comparisons of two reports of one kind, each with its outcome."""
    shared = (
        ("date", compare_dates(a, b)),
        ("parties", compare_parties(a, b, sides)),
        ("named", compare_named(a, b, sides)),
        ("type", compare_types(a, b)),
        ("words", compare_words(a, b)),
    )
    if a.kind == "meeting":
        return (*shared, ("place", compare_places(a, b)), ("host", compare_hosts(a, b)))
    return (
        *shared,
        ("roles", compare_roles(a, b)),
        ("value", compare_values(a, b)),
        ("minerals", compare_minerals(a, b)),
    )


def score(a: Mention, b: Mention, sides: Sides) -> float:
    """The sum of the weights of all comparisons, above what is enough: 0 or more speaks for one event."""
    declared = weights(a.kind)
    of = declared.of
    return declared.start - declared.enough + sum([of[outcome] for outcome in outcomes(a, b, sides)])
