"""Mentions of all articles brought to real-world meetings and deals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence

from pipeline.resolution.clustering import cluster
from pipeline.resolution.comparisons import Sides
from pipeline.resolution.entities import ResolvedNames
from pipeline.resolution.loading import PartyRow
from pipeline.resolution.mentions import Mention, RecordKind
from pipeline.resolution.names_in_use import NameForm
from pipeline.resolution.normal_forms import person_name

Event = list[int]
"""Numbers of the mentions of one meeting or deal, in order of time and id."""

_CLEARLY = 3
"""How many times as many events speak for the one person whom a family name means as for any other."""
KINDS: tuple[RecordKind, ...] = ("meeting", "deal")


def link_events(
    mentions: Sequence[Mention],
    sides: Sides,
    same: Collection[tuple[int, int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> dict[RecordKind, list[Event]]:
    """Group mentions into events, meetings and deals apart.

    `same` and `apart` are pairs of mention numbers that somebody has ruled to be one event, or two.
    Every mention is in exactly one event; one that no link reaches is an event by itself.
    """
    events: dict[RecordKind, list[Event]] = {}
    for kind in KINDS:
        ordered = sorted((m for m in mentions if m.kind == kind), key=lambda m: (m.middle, m.mention_id))
        place = {mention.number: position for position, mention in enumerate(ordered)}

        def placed(pairs: Collection[tuple[int, int]], place: dict[int, int] = place) -> list[tuple[int, int]]:
            return sorted((place[a], place[b]) for a, b in pairs if a in place and b in place)

        events[kind] = [
            [ordered[position].number for position in group]
            for group in cluster(ordered, sides, placed(same), placed(apart))
        ]
    return events


def persons_by_family_name(
    events: dict[RecordKind, list[Event]],
    parties: Sequence[Sequence[PartyRow]],
    forms: Sequence[NameForm],
    names: ResolvedNames,
) -> list[tuple[int, int]]:
    """Forms that are a family name alone, each with a full form of the one person it can mean.

    A person can be meant who is named in full in an event that other articles tell with the family name,
    and is of no other state. Where several can, the one with far more such events is meant; where
    somebody else of that name and state is in the data, one such event is not enough.
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
