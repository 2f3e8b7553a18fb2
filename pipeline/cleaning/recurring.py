"""Lines that stand in many articles of one publisher: residue that no rule knows.

Counts are kept in a count-min sketch (Cormode and Muthukrishnan 2005): its size does not depend on
how many articles were read, two sketches add up to that of both corpora, and the order of reading
makes no difference. It may count too high, never too low, and by little as long as the lines read
are not many times its width.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

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

_DIGITS = re.compile(r"\d+")


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


class RecurringLines:
    """How many articles of each publisher have a line, learnt from a corpus in one pass."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._rows = [array("L", bytes(array("L").itemsize * WIDTH)) for _ in range(ROWS)]
        self._articles: dict[str, int] = {}

    @classmethod
    def learnt_from(cls, articles: Iterable[Article]) -> RecurringLines:
        """The counts over a corpus; articles without a publisher teach nothing."""
        learnt = cls()
        for article in articles:
            learnt.add(article)
        return learnt

    def add(self, article: Article) -> None:
        """Count the lines of one article, each once."""
        publisher = article.publisher
        if not publisher:
            return
        self._articles[publisher] = self._articles.get(publisher, 0) + 1
        lines = {line for line in map(str.strip, article.text.split("\n")) if SHORTEST <= len(line) <= LONGEST}
        for key in {_normal(line) for line in lines}:
            for row, at in zip(self._rows, _places(publisher, key), strict=True):
                row[at] += 1

    def merge(self, other: RecurringLines) -> None:
        """Take over the counts of another part of the corpus."""
        for publisher, count in sorted(other._articles.items()):
            self._articles[publisher] = self._articles.get(publisher, 0) + count
        for mine, theirs in zip(self._rows, other._rows, strict=True):
            for at, count in enumerate(theirs):
                if count:
                    mine[at] += count

    def count(self, publisher: str | None, line: str) -> int:
        """In how many articles of the publisher the line stands (digits set aside); seldom too high, never too low."""
        if not publisher or publisher not in self._articles or not SHORTEST <= len(line) <= LONGEST:
            return 0
        places = _places(publisher, _normal(line))
        return min(row[at] for row, at in zip(self._rows, places, strict=True))

    def share(self, publisher: str | None, line: str) -> float:
        """The share of the publisher's articles in which the line stands, in [0, 1]; 0 where it is not recurring."""
        count = self.count(publisher, line)
        if count < LEAST_COUNT or publisher is None:
            return 0.0
        share = min(1.0, count / self._articles[publisher])
        return share if share >= LEAST_SHARE else 0.0

    def within(self, article: Article) -> LinesOfOneArticle:
        """What is known of the lines of one article."""
        often, mostly = set(), set()
        for line in {line.strip() for line in article.text.split("\n")}:
            share = self.share(article.publisher, line)
            if share > MOSTLY:
                mostly.add(line)
            elif share:
                often.add(line)
        return LinesOfOneArticle(frozenset(often), frozenset(mostly))


def _normal(line: str) -> str:
    """The line as it is counted: case, digits and spacing set aside."""
    return " ".join(_DIGITS.sub("0", line.lower()).split())


def _places(publisher: str, line: str) -> tuple[int, ...]:
    digest = blake2b(f"{publisher}\n{line}".encode("utf-8", "surrogatepass"), digest_size=4 * ROWS).digest()
    return tuple(int.from_bytes(digest[4 * row : 4 * row + 4], "big") % WIDTH for row in range(ROWS))
