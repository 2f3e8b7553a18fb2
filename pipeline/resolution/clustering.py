"""Linked reports grouped into events, so that no event holds two reports that contradict each other.

Links are taken from the strongest down, as in agglomerative clustering. Two groups are joined only
where no report of one contradicts a report of the other, no article tells both (an article that tells
two records tells two events), and the reports of both agree on average: a chain of likely links
never joins what does not belong together.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from pipeline.resolution.blocking import candidate_pairs
from pipeline.resolution.comparisons import Sides, score
from pipeline.resolution.contradictions import contradiction
from pipeline.resolution.mentions import Mention

_SAMPLE = 8
"""Reports of each of two groups whose agreement is averaged; the first in order of time and id."""
_ON_AVERAGE = -1.0
"""Least average score between two groups to be joined: below what a single link needs, above disagreement."""


class _Groups:
    """Groups of positions that grow by joins, and the pairs of groups that must stay two."""

    def __init__(self, mentions: Sequence[Mention], sides: Sides, apart: Collection[tuple[int, int]]) -> None:
        self.mentions = mentions
        self.sides = sides
        self.parent = list(range(len(mentions)))
        self.members: dict[int, list[int]] = {}
        self.articles: dict[int, set[int]] = {}
        self.apart: dict[int, set[int]] = {}
        for first, second in apart:
            self.set_apart(first, second)

    def root(self, position: int) -> int:
        parent = self.parent
        while parent[position] != position:
            parent[position] = parent[parent[position]]
            position = parent[position]
        return position

    def set_apart(self, first: int, second: int) -> None:
        self.apart.setdefault(first, set()).add(second)
        self.apart.setdefault(second, set()).add(first)

    def members_of(self, root: int) -> list[int]:
        return self.members.get(root) or [root]

    def articles_of(self, root: int) -> set[int]:
        return self.articles.get(root) or {self.mentions[root].article}

    def contradict(self, first: int, second: int) -> bool:
        if second in self.apart.get(first, ()):
            return True
        if self.articles_of(first) & self.articles_of(second):
            return True
        mentions, sides = self.mentions, self.sides
        return any(
            contradiction(mentions[a], mentions[b], sides) is not None
            for a in self.members_of(first)
            for b in self.members_of(second)
        )

    def agree(self, first: int, second: int) -> bool:
        some, others = self.members_of(first)[:_SAMPLE], self.members_of(second)[:_SAMPLE]
        if len(some) == len(others) == 1:
            return True
        mentions, sides = self.mentions, self.sides
        scores = [score(mentions[min(a, b)], mentions[max(a, b)], sides) for a in some for b in others]
        return sum(scores) / len(scores) >= _ON_AVERAGE

    def join(self, first: int, second: int) -> None:
        keep, gone = (first, second) if first < second else (second, first)
        self.parent[gone] = keep
        self.members[keep] = sorted(self.members_of(keep) + self.members_of(gone))
        self.articles[keep] = self.articles_of(keep) | self.articles_of(gone)
        self.members.pop(gone, None)
        self.articles.pop(gone, None)
        for enemy in self.apart.pop(gone, ()):
            self.apart[enemy].discard(gone)
            self.set_apart(keep, enemy)


def _links(mentions: Sequence[Mention], sides: Sides) -> Iterable[tuple[int, int]]:
    """Pairs that score enough and do not contradict each other, the strongest first."""
    firsts, seconds, scores = array("i"), array("i"), array("d")
    for first, second in candidate_pairs(mentions, sides):
        a, b = mentions[first], mentions[second]
        if a.article == b.article or contradiction(a, b, sides) is not None:
            continue
        reached = score(a, b, sides)
        if reached >= 0:
            firsts.append(first)
            seconds.append(second)
            scores.append(round(reached, 6))
    order = np.lexsort((np.array(seconds), np.array(firsts), -np.array(scores)))
    for link in order.tolist():
        yield firsts[link], seconds[link]


def cluster(
    mentions: Sequence[Mention],
    sides: Sides,
    same: Collection[tuple[int, int]] = (),
    apart: Collection[tuple[int, int]] = (),
) -> list[list[int]]:
    """Group the reports of one kind into events.

    `mentions` stand in order of `middle`, then `mention_id`. `same` and `apart` are pairs of positions
    that somebody has ruled to be one event, or two: the first are joined whatever the scores say.
    Gives lists of positions, each sorted, in order of their first position.
    """
    groups = _Groups(mentions, sides, apart)
    for first, second in sorted(same):
        a, b = groups.root(first), groups.root(second)
        if a != b and b not in groups.apart.get(a, ()):
            groups.join(a, b)
    for first, second in _links(mentions, sides):
        a, b = groups.root(first), groups.root(second)
        if a == b or b in groups.apart.get(a, ()):
            continue
        if groups.contradict(a, b):
            groups.set_apart(a, b)
        elif groups.agree(a, b):
            groups.join(a, b)
    return [groups.members_of(root) for root in range(len(mentions)) if groups.parent[root] == root]
