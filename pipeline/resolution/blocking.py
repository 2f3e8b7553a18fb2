"""Which pairs of reports are worth comparing, so that cost grows nearly linearly.

Reports stand in order of time. Each is entered in a few blocks: one for every pair of its sides, one
for each side that is no state (too many reports name one), one for each particular word of an open
event's title. Within a block, a report is compared with those that follow it closely.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.resolution.comparisons import Sides
from pipeline.resolution.mentions import UNKNOWN_DAY, Mention

_SIDES = 8
"""Sides of a report that make pairs; the further ones of a long list of guests add no candidates."""
_COMPARED = 60
"""Reports of one block that one report is compared with at most."""
_LOOKED_AT = 300
"""Reports of one block that one report is looked at against at most."""
_REACH = 460
"""Days between the middles of two dates beyond which reports are not compared."""
_DAYS = 4
"""Days of a block of one state; blocks overlap by half, so that days up to two apart share one."""
_OPEN_EVENTS = frozenset({"conference", "summit"})

Block = tuple[str, int | str, int | str]


def _blocks(mention: Mention, sides: Sides) -> Iterator[Block]:
    is_state = sides.is_state
    ordered = sorted(mention.sides)
    if len(ordered) == 1:
        # A guest told with the place alone meets reports that name the host as well.
        place = sides.number_of.get(mention.country or "")
        if place is not None and place not in mention.sides:
            yield "pair", min(place, ordered[0]), max(place, ordered[0])
    for first, second in combinations(ordered[:_SIDES], 2):
        yield "pair", first, second
    for side in ordered:
        if not is_state[side]:
            yield "side", side, ""
        elif len(ordered) == 1:
            yield "state", side, mention.type
        if is_state[side] and mention.exact and mention.start is not None:
            yield "day", side, mention.start // _DAYS
            yield "shifted day", side, (mention.start + _DAYS // 2) // _DAYS
    if mention.kind == "meeting" and mention.type in _OPEN_EVENTS:
        for word in sorted(mention.name_words & mention.words):
            yield "word", word, ""


def candidate_pairs(mentions: Sequence[Mention], sides: Sides) -> Iterator[tuple[int, int]]:
    """Pairs of positions (first smaller) of reports of one kind worth comparing, each once.

    `mentions` must stand in order of `middle`.
    """
    blocks: dict[Block, list[int]] = defaultdict(list)
    places: list[list[tuple[list[int], int]]] = []
    for position, mention in enumerate(mentions):
        own = []
        for key in dict.fromkeys(_blocks(mention, sides)):
            block = blocks[key]
            own.append((block, len(block)))
            block.append(position)
        places.append(own)
    del blocks
    first_timeless = bisect_left(mentions, UNKNOWN_DAY, key=lambda mention: mention.middle)
    for position, mention in enumerate(mentions):
        found: set[int] = set()
        for block, place in places[position]:
            _following(mentions, mention, block, place, first_timeless, found)
        places[position] = []
        for other in sorted(found):
            yield position, other


def _following(
    mentions: Sequence[Mention], mention: Mention, block: list[int], place: int, first_timeless: int, found: set[int]
) -> None:
    middle = mention.middle
    timeless = middle == UNKNOWN_DAY
    taken = 0
    for other in block[place + 1 : place + 1 + _LOOKED_AT]:
        candidate = mentions[other]
        later = candidate.middle
        if later - middle > _REACH and not timeless:
            break
        if mention.exact and candidate.exact and mention.kind == "meeting" and later - middle > 20:
            continue
        found.add(other)
        taken += 1
        if taken >= _COMPARED:
            break
    if not timeless and block[-1] >= first_timeless:
        found.update(block[max(bisect_left(block, first_timeless), len(block) - _COMPARED // 2) :])
