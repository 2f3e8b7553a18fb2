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

    That is the case where every event that names it so and also has a person of that family name in full
    and of no other state has one and the same such person.
    """
    means: dict[int, set[int]] = defaultdict(set)
    full_form: dict[int, int] = {}
    for events_of_kind in events.values():
        for event in events_of_kind:
            if len(event) < 2:
                continue
            named = Counter(party.form for mention in event for party in parties[mention])
            persons = [form for form in sorted(named) if forms[form].entity_type == "person"]
            short = [form for form in persons if not person_name(forms[form].name).is_full]
            if not short:
                continue
            for form in short:
                own = person_name(forms[form].name).words
                for other in persons:
                    name = person_name(forms[other].name)
                    states = {forms[form].country, forms[other].country} - {None}
                    if name.is_full and own[-1] in (name.words[0], name.words[-1]) and len(states) < 2:
                        means[form].add(names.entity_of[other])
                        full_form[form] = min(full_form.get(form, other), other)
    return [(form, full_form[form]) for form, found in sorted(means.items()) if len(found) == 1]
