"""Whom a family name means that an article gives without the given name.

A family name alone never makes two persons one: an event that both names tell must speak for it, or
the state together with the office.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pipeline.resolution.entities import ResolvedNames
from pipeline.resolution.loading import PartyRow
from pipeline.resolution.mentions import RecordKind
from pipeline.resolution.names_in_use import NameForm
from pipeline.resolution.normal_forms import person_name, words
from pipeline.resolution.office_kinds import held_by_one, is_royal

_CLEARLY = 3
"""How many times as many events speak for the one person whom a family name means as for any other."""

Offices = Mapping[int, set[tuple[str, ...]]]
"""By number of an entity: the folded offices that articles give it."""


def persons_by_family_name(
    events: Mapping[RecordKind, Sequence[Sequence[int]]],
    parties: Sequence[Sequence[PartyRow]],
    forms: Sequence[NameForm],
    names: ResolvedNames,
) -> list[tuple[int, int]]:
    """Forms that are a family name alone, each with a full form of the one person it can mean.

    The events that both are told in decide; for a name that they leave open, its state and office do.
    """
    joined = _by_events(events, parties, forms, names)
    settled = {names.entity_of[short] for short, _ in joined}
    return joined + [pair for pair in _by_office(forms, names) if names.entity_of[pair[0]] not in settled]


def _by_office(forms: Sequence[NameForm], names: ResolvedNames) -> Iterator[tuple[int, int]]:
    """Persons of the same state and office, of whose full name the family name is a word.

    An office that only one holds at a time ("President Lula") tells them by itself; any other ("Secretary Wright",
    where the full name comes with "Secretary of Energy") only where nobody else of that state has the name.
    """
    bearers: dict[tuple[str, str], dict[int, set[tuple[str, ...]]]] = defaultdict(lambda: defaultdict(set))
    full_form: dict[int, int] = {}
    for number, form in enumerate(forms):
        if form.entity_type == "person" and form.country and (name := person_name(form.name)).is_full:
            entity = names.entity_of[number]
            full_form.setdefault(entity, number)
            for word in name.words:
                bearers[form.country, word][entity].add(words(form.office or ""))
    for number, form in enumerate(forms):
        if form.entity_type != "person" or not form.country or not form.office:
            continue
        name = person_name(form.name)
        if not name.is_full and name.words:
            holder = _holder(words(form.office), bearers.get((form.country, name.words[-1]), {}))
            if holder is not None and holder != names.entity_of[number]:
                yield number, full_form[holder]


def _holder(office: tuple[str, ...], bearers: Offices) -> int | None:
    """The one bearer of the name who holds the office, or None."""
    holders = [entity for entity, held in bearers.items() if office in held]
    if held_by_one(office) and len(holders) == 1:
        return holders[0]
    if len(bearers) != 1 or is_royal(office):
        return None
    ((entity, held),) = bearers.items()
    return entity if any(other[: len(office)] == office for other in held) else None


def _by_events(
    events: Mapping[RecordKind, Sequence[Sequence[int]]],
    parties: Sequence[Sequence[PartyRow]],
    forms: Sequence[NameForm],
    names: ResolvedNames,
) -> list[tuple[int, int]]:
    """Persons who are named in full in an event that other articles tell with the family name, and of no other state.

    Where several are, the one with far more such events is meant; where somebody else of that name
    and state is in the data, one such event is not enough.
    """
    full: dict[str, set[int]] = defaultdict(set)
    for number, form in enumerate(forms):
        if form.entity_type == "person" and (name := person_name(form.name)).is_full:
            full[name.words[-1]].add(names.entity_of[number])
    means: dict[int, Counter[int]] = defaultdict(Counter)
    full_form: dict[tuple[int, int], int] = {}
    for event in (event for of_kind in events.values() for event in of_kind if len(event) > 1):
        persons = sorted({p.form for m in event for p in parties[m] if forms[p.form].entity_type == "person"})
        for short in persons:
            own = person_name(forms[short].name)
            if own.is_full:
                continue
            found: set[int] = set()
            for other in persons:
                name = person_name(forms[other].name)
                states = {forms[short].country, forms[other].country} - {None}
                if name.is_full and own.words[-1] in (name.words[0], name.words[-1]) and len(states) < 2:
                    entity = names.entity_of[other]
                    found.add(entity)
                    full_form.setdefault((short, entity), other)
            means[short].update(found)
    joined = []
    for short, votes in sorted(means.items()):
        (best, most), *others = sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])) or [(-1, 0)]
        namesakes = {
            entity
            for entity in full[person_name(forms[short].name).words[-1]]
            if names.entities[entity].country in (None, names.entities[best].country)
        } - {best}
        clear = not others or most >= _CLEARLY * others[0][1]
        if most and clear and (most > 1 or not namesakes):
            joined.append((short, full_form[short, best]))
    return joined
