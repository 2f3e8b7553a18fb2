"""Exact and near copies across a corpus: one story told in the same words by several sources.

Candidates come from MinHash signatures in narrow bands, so that even abridged wire copy meets
(syndicated pairs share about 30 % of their word triples); what decides is how much of the shorter
text stands in the longer one, with title and date. The outcome does not depend on the order of
the input, and the work grows with the number of articles, not of their pairs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import numpy as np
from datasketch import MinHash
from numpy.typing import NDArray
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

BANDS, BAND_ROWS = 42, 3
"""Two texts that share 30 % of their shingles meet in some band in two cases of three, at 40 % in nearly all."""
SHINGLE = 3
"""Words in a shingle."""
MOST_SHINGLES = 4000
"""Shingles kept of one article: those of the lowest hash, a fair sample of a longer text."""
FEWEST_SHINGLES = 8
"""Shorter texts are compared as a whole only."""
NEIGHBOURS = 12
"""Each article is compared with so many of those after it (by date) in a band."""
COPY = 0.9
"""Share of the shorter text found in the longer one from which one is a copy of the other ..."""
COPY_LENGTH = 0.6
"""... where it is at least this share of its length."""
SIMILAR = 0.5
"""Share from which two articles tell the same story in the same words."""
SIMILAR_TITLED = 0.3
"""The same where their titles agree as well."""
SAME_TITLE = 85.0
"""Agreement of two titles, of 100, from which they count as the same."""
DAYS_APART = 10
"""Articles further apart than so many days are copies only where the text is the same."""

_WORD = re.compile(r"\w+")
Shingles = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Copy:
    """What an article repeats: the first article with the same text, and the group of those that share much of it."""

    duplicate_of: str | None
    similar_group: str | None


@dataclass(frozen=True, slots=True)
class _Entry:
    article_id: str
    day: date
    dated: bool
    title: str
    digest: bytes
    shingles: Shingles
    words: int


class _Groups:
    """Disjoint sets of article numbers; the lowest number stands for its set."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def find(self, one: int) -> int:
        while self._parent[one] != one:
            self._parent[one] = self._parent[self._parent[one]]
            one = self._parent[one]
        return one

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        self._parent[second] = first


def find_copies(articles: Iterable[tuple[str, date | None, str | None, str]]) -> dict[str, Copy]:
    """Who repeats whom among `(article_id, published_date, title, clean_text)`.

    The first of several copies is the earliest dated, then the one of the lowest id; dated ones come
    before undated ones. A group is named by the id of its first article. Ids must be unique; of
    articles with one id the first in the order of date, title and text is taken.
    """
    entries = _entries(articles)
    groups, copies = _Groups(len(entries)), _Groups(len(entries))
    first_with: dict[bytes, int] = {}
    distinct: list[int] = []
    for number, entry in enumerate(entries):
        first = first_with.setdefault(entry.digest, number)
        if first != number and entry.words:
            copies.join(first, number)
            groups.join(first, number)
        else:
            distinct.append(number)
    for one, other in sorted(_candidates(entries, distinct)):
        similar, copied = _compare(entries[one], entries[other])
        if similar:
            groups.join(one, other)
        if copied:
            copies.join(one, other)
    sizes: dict[int, int] = defaultdict(int)
    for number in range(len(entries)):
        sizes[groups.find(number)] += 1
    return {
        entry.article_id: Copy(
            duplicate_of=entries[copies.find(number)].article_id if copies.find(number) != number else None,
            similar_group=entries[groups.find(number)].article_id if sizes[groups.find(number)] > 1 else None,
        )
        for number, entry in enumerate(entries)
    }


def _entries(articles: Iterable[tuple[str, date | None, str | None, str]]) -> list[_Entry]:
    known: dict[str, _Entry] = {}
    for article_id, day, title, text in articles:
        words = _WORD.findall(text.lower())
        entry = _Entry(
            article_id,
            day or date.max,
            day is not None,
            (title or "").lower(),
            blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest(),
            _shingles(words),
            len(words),
        )
        kept = known.get(article_id)
        if kept is None or _order(entry) < _order(kept):
            known[article_id] = entry
    return sorted(known.values(), key=_order)


def _order(entry: _Entry) -> tuple[date, str, str, bytes]:
    return entry.day, entry.article_id, entry.title, entry.digest


def _shingles(words: list[str]) -> Shingles:
    """The sorted hashes of the text's word triples."""
    seen = {" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)}
    joined = (blake2b(one.encode("utf-8", "surrogatepass"), digest_size=8).digest() for one in seen)
    hashes: Shingles = np.frombuffer(b"".join(joined), dtype=np.uint64).copy()
    hashes.sort()
    return hashes[:MOST_SHINGLES]


def _candidates(entries: list[_Entry], numbers: list[int]) -> set[tuple[int, int]]:
    """Pairs that meet in a band, each article with its next few neighbours there."""
    bands: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    for number in numbers:
        shingles = entries[number].shingles
        if len(shingles) < FEWEST_SHINGLES:
            continue
        sketch = MinHash(num_perm=BANDS * BAND_ROWS, hashfunc=_low_half)
        sketch.update_batch(shingles.tolist())
        values = sketch.hashvalues
        for band in range(BANDS):
            bands[band, values[band * BAND_ROWS : (band + 1) * BAND_ROWS].tobytes()].append(number)
    pairs: set[tuple[int, int]] = set()
    for members in bands.values():
        for at, one in enumerate(members[:-1]):
            pairs.update((one, other) for other in members[at + 1 : at + 1 + NEIGHBOURS])
    return pairs


def _low_half(value: int) -> int:
    return value & 0xFFFFFFFF


def _compare(one: _Entry, other: _Entry) -> tuple[bool, bool]:
    """Whether two articles tell the same story in the same words, and whether one is a copy of the other."""
    shorter, longer = sorted((one.shingles, other.shingles), key=len)
    shared = len(np.intersect1d(shorter, longer, assume_unique=True)) / len(shorter)
    near = not (one.dated and other.dated) or abs((one.day - other.day).days) <= DAYS_APART
    if shared < SIMILAR_TITLED or not (near or shared >= COPY):
        return False, False
    titled = bool(one.title and other.title) and (
        max(token_sort_ratio(one.title, other.title), token_set_ratio(one.title, other.title) - 5) >= SAME_TITLE
    )
    copied = shared >= COPY and len(shorter) >= COPY_LENGTH * len(longer)
    copied = copied and (titled or not (one.title and other.title) or near)
    similar = copied or (near and (shared >= SIMILAR or titled))
    return similar, copied
