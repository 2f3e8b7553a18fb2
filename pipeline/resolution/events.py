"""Mentions of all articles brought to real-world meetings and deals."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pipeline.resolution.clustering import cluster
from pipeline.resolution.comparisons import Sides
from pipeline.resolution.mentions import Mention, RecordKind

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
