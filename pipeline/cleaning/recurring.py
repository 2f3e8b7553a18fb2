"""Lines that stand in many articles of one publisher: residue that no rule knows.

Counts are kept in a count-min sketch (Cormode and Muthukrishnan 2005): its size does not depend on
how many articles were read, two sketches add up to that of both corpora, and the order of reading
makes no difference. It may count too high, never too low, and by little as long as the lines read
are not many times its width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.records import Article

WIDTH = 1 << 18
ROWS = 4
LEAST_COUNT = 6
"""A line counts as recurring only from so many articles of its publisher on ..."""
LEAST_SHARE = 0.03
"""... and from this share of them on."""
MOSTLY = 0.25
"""A line that stands in more than this share of a publisher's articles is residue wherever it stands."""
SHORTEST, LONGEST = 4, 900
"""Lines with fewer letters and signs, or more, are not counted."""

_SET_ASIDE = b"0123456789 \t\r\v\f"
_SMALL = bytes(range(256)).lower()
"""What each byte is counted as: capitals of ASCII as small letters."""
_NO_BREAK = "\N{NO-BREAK SPACE}".encode()


class Recurrence(Protocol):
    """What cleaning asks of the corpus about a line."""

    def share(self, publisher: str | None, line: str) -> float:
        """The share of the publisher's articles in which the line stands, in [0, 1]; 0 where it is not recurring."""
        ...


@dataclass(frozen=True, slots=True)
class LinesOfOneArticle:
    """What the corpus says of the lines of one article, in two steps: small, and steady while the corpus grows.

    Steps rather than shares, so that another article of the publisher does not change what is known of all.
    """

    often: frozenset[str] = frozenset()
    mostly: frozenset[str] = frozenset()

    def share(self, publisher: str | None, line: str) -> float:
        """1 for a line that most articles of the publisher have, `LEAST_SHARE` for one that recurs, else 0."""
        return 1.0 if line in self.mostly else LEAST_SHARE if line in self.often else 0.0


def line_digests(article: Article) -> bytes:
    """What `RecurringLines` must know of an article: a digest for each line of `_lines`, zeros for one not counted."""
    if not article.publisher:
        return b""
    start = _start(article.publisher)
    lines = map(str.strip, article.text.split("\n"))
    return b"".join(
        [
            _digest(start + form) if SHORTEST <= len(line) <= LONGEST else _NOT_COUNTED
            for line, form in dict(zip(lines, _counted(article.text), strict=True)).items()
        ]
    )


class RecurringLines:
    """How many articles of each publisher have a line, learnt from a corpus in one pass."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._rows = np.zeros((ROWS, WIDTH), dtype=np.uint32)
        self._articles: dict[str, int] = {}
        self._to_count: list[bytes] = []

    @classmethod
    def learnt_from(cls, articles: Iterable[Article]) -> RecurringLines:
        """The counts over a corpus; articles without a publisher teach nothing."""
        learnt = cls()
        for article in articles:
            learnt.add(article)
        return learnt

    def add(self, article: Article, digests: bytes | None = None) -> None:
        """Count the lines of one article, each once; `digests` are those of `line_digests`, if they are at hand."""
        publisher = article.publisher
        if not publisher:
            return
        self._articles[publisher] = self._articles.get(publisher, 0) + 1
        told = line_digests(article) if digests is None else digests
        once = {told[at : at + _DIGEST_BYTES] for at in range(0, len(told), _DIGEST_BYTES)} - {_NOT_COUNTED}
        self._to_count.extend(once)
        if len(self._to_count) >= _COUNTED_AT_ONCE:
            self._settled()

    def _settled(self) -> NDArray[np.uint32]:
        """The sketch with all lines counted that were added; many at a time, as each call of numpy has its price."""
        for row, places in zip(self._rows, _places(b"".join(self._to_count)).T, strict=True):
            np.add.at(row, places, np.uint32(1))
        self._to_count.clear()
        return self._rows

    def merge(self, other: RecurringLines) -> None:
        """Take over the counts of another part of the corpus."""
        for publisher, count in sorted(other._articles.items()):
            self._articles[publisher] = self._articles.get(publisher, 0) + count
        self._rows += other._settled()

    def count(self, publisher: str | None, line: str) -> int:
        """In how many articles of the publisher the line stands (digits set aside); seldom too high, never too low."""
        if not publisher or publisher not in self._articles or not SHORTEST <= len(line) <= LONGEST:
            return 0
        (form,) = _counted(line.replace("\n", " "))
        return int(self._counts(_digest(_start(publisher) + form))[0])

    def _counts(self, digests: bytes) -> NDArray[np.uint32]:
        places, rows = _places(digests), self._settled()
        counts: NDArray[np.uint32] = rows[0][places[:, 0]]
        for row in range(1, ROWS):
            counts = np.minimum(counts, rows[row][places[:, row]])
        return counts

    def share(self, publisher: str | None, line: str) -> float:
        """The share of the publisher's articles in which the line stands, in [0, 1]; 0 where it is not recurring."""
        return self._share(publisher, self.count(publisher, line))

    def _share(self, publisher: str | None, count: int) -> float:
        if count < LEAST_COUNT or publisher is None:
            return 0.0
        share = min(1.0, count / self._articles[publisher])
        return share if share >= LEAST_SHARE else 0.0

    def within(self, article: Article) -> LinesOfOneArticle:
        """What is known of the lines of one article."""
        return next(self.within_each([article], [line_digests(article)]))

    def within_each(self, articles: Iterable[Article], digests: Sequence[bytes]) -> Iterator[LinesOfOneArticle]:
        """What is known of the lines of each of some articles whose `line_digests` are at hand."""
        counts = self._counts(b"".join(digests))
        frequent = np.nonzero(counts >= LEAST_COUNT)[0]
        ends = np.cumsum([len(told) // _DIGEST_BYTES for told in digests], dtype=np.int64)
        parts = np.split(frequent, np.searchsorted(frequent, ends[:-1]))
        for article, told, end, part in zip(articles, digests, ends.tolist(), parts, strict=True):
            first = end - len(told) // _DIGEST_BYTES
            yield self._among(article, told, {int(at) - first: int(counts[at]) for at in part})

    def _among(self, article: Article, told: bytes, frequent: Mapping[int, int]) -> LinesOfOneArticle:
        """What is known of an article of which some lines, by their numbers, stand in so many articles."""
        if not frequent or article.publisher not in self._articles:
            return LinesOfOneArticle()
        lines = _lines(article)
        often, mostly = set(), set()
        for number, count in frequent.items():
            at = number * _DIGEST_BYTES
            if told[at : at + _DIGEST_BYTES] == _NOT_COUNTED:
                continue
            share = self._share(article.publisher, count)
            if share > MOSTLY:
                mostly.add(lines[number])
            elif share:
                often.add(lines[number])
        return LinesOfOneArticle(frozenset(often), frozenset(mostly))


_DIGEST_BYTES = 4 * ROWS
_NOT_COUNTED = bytes(_DIGEST_BYTES)
_COUNTED_AT_ONCE = 1 << 15


def _lines(article: Article) -> Sequence[str]:
    """The article's lines without the space around them, each once."""
    return list(dict.fromkeys(map(str.strip, article.text.split("\n"))))


def _counted(text: str) -> list[bytes]:
    """The lines of a text as they are counted: case (of ASCII), digits and spacing set aside.

    All at once and as bytes: a few calls for each of a corpus's lines would take longer than the rest of reading.
    """
    plain = text.encode("utf-8", "surrogatepass").translate(_SMALL, _SET_ASIDE)
    return plain.replace(_NO_BREAK, b"").split(b"\n")


def _start(publisher: str) -> bytes:
    return publisher.encode("utf-8", "surrogatepass") + b"\n"


def _digest(counted: bytes) -> bytes:
    return blake2b(counted, digest_size=_DIGEST_BYTES).digest()


def _places(digests: bytes) -> NDArray[np.uint32]:
    """Where in each row of the sketch the lines are counted: one row for each digest."""
    return np.frombuffer(digests, dtype=">u4").reshape(-1, ROWS) % np.uint32(WIDTH)
