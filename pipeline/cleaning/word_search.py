"""Where the words of a table stand in a text, found in one pass over its bytes."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from typing import Any

import hyperscan

from pipeline.cleaning.folding import in_bytes


class WordSearch:
    """A search for some folded words; each is called by its number in the order they are given in."""

    def __init__(self, words: Iterable[str]) -> None:
        """Lay the words out for the search."""
        searched = list(map(in_bytes, words))
        self._lengths = list(map(len, searched))
        self._every = _Scanner(searched)
        self._once = _Scanner(searched, hyperscan.HS_FLAG_SINGLEMATCH)

    def places(self, looked_up: bytes) -> list[tuple[int, int, int]]:
        """Every find in a folded text: where it ends, where it starts and the word's number, in that order.

        Words may overlap.
        """
        found: list[tuple[int, int, int]] = []
        lengths, add = self._lengths, found.append

        def note(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            add((end, end - lengths[number], number))

        scan, scratch = self._every.ready
        scan(looked_up, note, 0, None, scratch)
        found.sort()
        return found

    def which(self, looked_up: bytes) -> list[int]:
        """The numbers of the words that stand anywhere in a folded text, each once."""
        found: list[int] = []
        scan, scratch = self._once.ready
        # By position, as naming what is handed over takes longer than to search a line.
        scan(looked_up, _note_number, 0, found, scratch)
        return found


def _note_number(number: int, _start: int, _end: int, _flags: int, found: Any) -> None:
    found.append(number)


class _Scanner(threading.local):
    """A database of words with the working space of a search, of which each thread must have its own."""

    def __init__(self, words: Sequence[bytes], flags: int = 0) -> None:
        database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        database.compile(expressions=words, ids=range(len(words)), flags=flags, literal=True)
        self.ready = database.scan, hyperscan.Scratch(database)
