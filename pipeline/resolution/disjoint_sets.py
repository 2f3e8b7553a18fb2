"""Disjoint sets that can be told never to join two of their members."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=object)


class DisjointSets(Generic[Item]):
    """A partition of items, made coarser by joins. The smallest item represents a set, whatever the order of joins."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.items: list[Item] = list(items)
        self._rank = {item: number for number, item in enumerate(self.items)}
        self._parent: list[int] = list(range(len(self.items)))
        self._apart: dict[int, set[int]] = {}

    def __contains__(self, item: object) -> bool:
        return item in self._rank

    def _root(self, number: int) -> int:
        parent = self._parent
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    def find(self, item: Item) -> Item:
        """The item that represents the set of `item`."""
        return self.items[self._root(self._rank[item])]

    def keep_apart(self, first: Item, second: Item) -> None:
        """Never join the sets of two items. Nothing happens where they are one set already."""
        a, b = self._root(self._rank[first]), self._root(self._rank[second])
        if a != b:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def join(self, first: Item, second: Item) -> bool:
        """Join the sets of two items; False where they are kept apart."""
        a, b = sorted((self._root(self._rank[first]), self._root(self._rank[second])))
        if a == b:
            return True
        enemies = self._apart.get(a, set())
        if b in enemies:
            return False
        self._parent[b] = a
        for enemy in self._apart.pop(b, ()):
            self._apart[enemy].discard(b)
            self._apart[enemy].add(a)
            self._apart.setdefault(a, set()).add(enemy)
        return True
