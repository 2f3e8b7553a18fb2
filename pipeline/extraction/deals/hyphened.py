"""Two sides joined by a hyphen before the deal's noun: "the U.S.-Kazakhstan critical minerals agreement"."""

from __future__ import annotations

from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger

JOINING = frozenset({"-", "–", "/", "‑"})
BETWEEN = frozenset({"NOUN", "ADJ", "PROPN", "NUM"})
REACH = 6
"""Words between the two and the deal's noun, at most."""


def two_before(view: SentenceView, trigger: NounTrigger) -> list[int]:
    """The mentions that a hyphen joins before a pact's noun, one of them a country's; none where there are no two."""
    tokens = view.parse.tokens
    if trigger.sense.scheme != "pact":
        return []
    named = [(i, m) for i, m in enumerate(view.mentions) if m.end <= tokens[trigger.first].start]
    inner = {i for i, m in named for j, n in named if i != j and n.start <= m.start and m.end <= n.end}
    before = [i for i, _ in named if i not in inner]
    if len(before) < 2:
        return []
    pair = before[-2:]
    one, other = (view.mentions[i] for i in pair)
    last = view.token_at(other.end - 1)
    gap = range(last + 1, trigger.first)
    if len(gap) > REACH or any(tokens[i].pos not in BETWEEN and view.lower[i] not in JOINING for i in gap):
        return []
    middle = view.token_at(one.end)
    joined = view.lower[middle] in JOINING or tokens[middle].start < one.end
    if other.start != one.end + 1 or not joined or not any(view.states.get(i, False) for i in pair):
        return []
    return pair
