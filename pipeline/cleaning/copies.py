"""Exact and near copies across a corpus: one story told in the same words by several sources.

Each article is boiled down to a sketch where it is read, on any worker. Candidates come from
MinHash signatures in narrow bands (Broder 1997), so that even abridged wire copy meets
(syndicated pairs share about 30 % of their word triples); what decides is how much of the shorter
text stands in the longer one, with title and date. The outcome does not depend on the order of
the input, and the work grows with the number of articles, not of their pairs: band by band the
articles are sorted, and each is compared with its next few neighbours.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import blake2b

import numpy as np
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
Shingles = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Copy:
    """What an article repeats: the first article with the same text, and the group of those that share much of it."""

    duplicate_of: str | None
    similar_group: str | None


@dataclass(frozen=True, slots=True)
class Sketch:
    """What of a text is needed to find its copies."""

    digest: bytes
    """16 bytes of a digest of its words in order; empty for a text without words."""
    shingles: bytes
    """Hashes of its word triples, ascending, as little-endian 32-bit numbers; `MOST_SHINGLES` at the most."""
    bands: bytes
    """One 32-bit number for each of the `BANDS` bands of its MinHash signature; empty for a short text."""


@dataclass(frozen=True, slots=True)
class Sketched:
    """An article as the search for copies sees it."""

    article_id: str
    day: date | None
    title: str | None
    digest: bytes
    bands: bytes


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


def _odd_numbers(seed: bytes, count: int) -> NDArray[np.uint64]:
    """Fixed odd 64-bit multipliers, drawn from a digest."""
    drawn = b"".join(blake2b(seed + bytes([i]), digest_size=8).digest() for i in range(count))
    return np.frombuffer(drawn, dtype="<u8") | np.uint64(1)


_PLACES = _odd_numbers(b"place in a shingle", SHINGLE)
_HASHES = _odd_numbers(b"hash function", BANDS * BAND_ROWS)[:, None]
_SHIFTS = _odd_numbers(b"shift", BANDS * BAND_ROWS)[:, None]
_IN_BAND = _odd_numbers(b"row of a band", BAND_ROWS)
_HALF = np.uint64(32)


@lru_cache(maxsize=1 << 16)
def _word_hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def sketch(text: str) -> Sketch:
    """The sketch of a clean text; case, spacing and punctuation make no difference."""
    words = _WORD.findall(text.lower())
    if not words:
        return Sketch(b"", b"", b"")
    digest = blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    hashes = np.fromiter(map(_word_hash, words), dtype=np.uint64, count=len(words))
    if len(hashes) < SHINGLE:
        return Sketch(digest, b"", b"")
    count = len(hashes) - SHINGLE + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_PLACES):
        mixed ^= (hashes[place : place + count] * factor) >> np.uint64(7 * place)
    shingles = np.unique((mixed * _PLACES[0]) >> _HALF)[:MOST_SHINGLES]
    bands = b""
    if len(shingles) >= FEWEST_SHINGLES:
        # Multiply-shift hashing (Dietzfelbinger et al. 1997); the lowest value of each function is kept.
        lowest = ((shingles * _HASHES + _SHIFTS) >> _HALF).min(axis=1).reshape(BANDS, BAND_ROWS)
        bands = ((lowest * _IN_BAND).sum(axis=1, dtype=np.uint64) >> _HALF).astype("<u4").tobytes()
    return Sketch(digest, shingles.astype("<u4").tobytes(), bands)


def find_copies(articles: Iterable[tuple[str, date | None, str | None, str]]) -> dict[str, Copy]:
    """Who repeats whom among `(article_id, published_date, title, clean_text)`.

    The first of several copies is the earliest dated, then the one of the lowest id; dated ones come
    before undated ones. A group is named by the id of its first article. Ids must be unique; of
    articles with one id the first in the order of date, title and text is taken.
    """
    known: dict[str, tuple[Sketched, bytes]] = {}
    for article_id, day, title, text in articles:
        made = sketch(text)
        entry = Sketched(article_id, day, title, made.digest, made.bands)
        kept = known.get(article_id)
        if kept is None or order(entry) < order(kept[0]):
            known[article_id] = entry, made.shingles
    entries = sorted((entry for entry, _ in known.values()), key=order)
    found = match(entries, lambda number: known[entries[number].article_id][1])
    return {entry.article_id: copy for entry, copy in zip(entries, found, strict=True)}


def order(entry: Sketched) -> tuple[bool, date, str, str, bytes]:
    """Sort key: dated articles first, by date, then by id."""
    return entry.day is None, entry.day or date.max, entry.article_id, entry.title or "", entry.digest


def match(entries: Sequence[Sketched], shingles: Callable[[int], bytes]) -> Iterator[Copy]:
    """What each of `entries` repeats, in their order: it must be that of `order`, each id once.

    `shingles` gives those of the nth article; it is asked in almost ascending order, and only for
    articles that may have a copy.
    """
    groups, copies = _Groups(len(entries)), _Groups(len(entries))
    first_with: dict[bytes, int] = {}
    distinct: list[int] = []
    for number, entry in enumerate(entries):
        first = first_with.setdefault(entry.digest, number)
        if first != number and entry.digest:
            copies.join(first, number)
            groups.join(first, number)
        else:
            distinct.append(number)
    for one, other in _candidates(entries, distinct):
        similar, copied = _compare(entries[one], entries[other], _numbers(shingles(one)), _numbers(shingles(other)))
        if similar:
            groups.join(one, other)
        if copied:
            copies.join(one, other)
    sizes: dict[int, int] = defaultdict(int)
    for number in range(len(entries)):
        sizes[groups.find(number)] += 1
    for number in range(len(entries)):
        copy, group = copies.find(number), groups.find(number)
        yield Copy(
            duplicate_of=entries[copy].article_id if copy != number else None,
            similar_group=entries[group].article_id if sizes[group] > 1 else None,
        )


def _numbers(shingles: bytes) -> Shingles:
    return np.frombuffer(shingles, dtype="<u4")


def _candidates(entries: Sequence[Sketched], distinct: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Pairs that meet in a band, ascending, each article with its next few neighbours there."""
    numbers = np.fromiter((n for n in distinct if entries[n].bands), dtype=np.uint64)
    bands = np.frombuffer(b"".join(entries[int(n)].bands for n in numbers), dtype="<u4").reshape(len(numbers), BANDS)
    found: NDArray[np.uint64] = np.empty(0, dtype=np.uint64)
    for band in range(BANDS):
        keys = bands[:, band]
        by_key = np.argsort(keys, kind="stable")
        keys, members = keys[by_key], numbers[by_key]
        met = [
            (members[:-apart] << _HALF | members[apart:])[keys[:-apart] == keys[apart:]]
            for apart in range(1, min(NEIGHBOURS, len(members) - 1) + 1)
        ]
        found = np.unique(np.concatenate([found, *met]))
    yield from zip((found >> _HALF).tolist(), (found & np.uint64(0xFFFFFFFF)).tolist(), strict=True)


def _compare(one: Sketched, other: Sketched, mine: Shingles, theirs: Shingles) -> tuple[bool, bool]:
    """Whether two articles tell the same story in the same words, and whether one is a copy of the other."""
    shorter, longer = sorted((mine, theirs), key=len)
    shared = len(np.intersect1d(shorter, longer, assume_unique=True)) / len(shorter)
    near = one.day is None or other.day is None or abs((one.day - other.day).days) <= DAYS_APART
    if shared < SIMILAR_TITLED or not (near or shared >= COPY):
        return False, False
    titles = (one.title or "").lower(), (other.title or "").lower()
    titled = all(titles) and max(token_sort_ratio(*titles), token_set_ratio(*titles) - 5) >= SAME_TITLE
    copied = shared >= COPY and len(shorter) >= COPY_LENGTH * len(longer)
    copied = copied and (titled or not all(titles) or near)
    similar = copied or (near and (shared >= SIMILAR or titled))
    return similar, copied
