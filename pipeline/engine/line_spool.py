"""What the first pass over a corpus keeps for the second: the digests of each article's lines, on disk."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from pipeline.cleaning.recurring import RecurringLines, line_digests
from pipeline.records import Article


class LineSpool:
    """Counts recurring lines while articles stream by, and keeps their digests in a file for `within`."""

    def __init__(self, file: Path) -> None:
        """Write to `file`."""
        self.recurring = RecurringLines()
        self._file = file
        self._stream = file.open("wb")
        self._sizes = array("Q")

    def __enter__(self) -> LineSpool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()

    def add(self, article: Article) -> None:
        """Take in the next article."""
        digests = line_digests(article)
        self.recurring.add(article, digests)
        self._stream.write(digests)
        self._sizes.append(len(digests))

    def digests(self) -> Iterator[bytes]:
        """The digests of each article, in the order in which they were added."""
        self._stream.flush()
        with self._file.open("rb") as stream:
            for size in self._sizes:
                yield stream.read(size)
