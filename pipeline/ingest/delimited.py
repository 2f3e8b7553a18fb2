"""CSV read row by row, in whatever encoding and with whichever of the usual separators."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from pipeline.ingest.decoding import encoding_of
from pipeline.ingest.metadata import plain_name

_SAMPLE_BYTES = 1_000_000
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number (from 1, header not counted), its cells, or why it can't be read."""

    number: int
    cells: dict[str, object]
    problem: str | None = None


def open_text(path: Path) -> TextIO:
    """The file as text that is decoded while it is read, line ends untouched, a byte-order mark dropped.

    The encoding is told from the first megabyte. Raises OSError.
    """
    stream = path.open("rb")
    try:
        sample = stream.read(_SAMPLE_BYTES)
        stream.seek(0)
        encoding = encoding_of(sample, cut=len(sample) == _SAMPLE_BYTES)
        codec = "utf-8-sig" if encoding == "utf-8" else encoding
        return TextIOWrapper(stream, encoding=codec, errors="replace", newline="")
    except BaseException:
        stream.close()
        raise


def header(path: Path) -> tuple[list[str], str]:
    """The column names of a CSV file, as `plain_name` writes them, and its separator.

    The separator is the one that makes the most columns of the first line. Raises OSError.
    """
    with open_text(path) as stream:
        line = stream.readline(_SAMPLE_BYTES)
    separator = max(_SEPARATORS, key=lambda each: (line.count(each), -_SEPARATORS.index(each)))
    try:
        names = next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        names = []
    return [plain_name(name) for name in names], separator


def read_rows(path: Path, max_cell_chars: int) -> Iterator[Row]:
    """The rows of a CSV file whose first line names the columns. Raises OSError.

    A row with more or fewer cells than the header, or a cell of more than `max_cell_chars`,
    comes with a problem; blank lines are passed over. Memory holds one row at a time.
    """
    names, separator = header(path)
    # The csv module's bound on a cell is one for the process; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), max_cell_chars))
    with open_text(path) as stream:
        rows = csv.reader(stream, delimiter=separator)
        number = -1
        while True:
            try:
                cells = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                number += 1
                yield Row(number, {}, f"The row can't be read as CSV: {error}.")
                continue
            if not cells:
                continue
            number += 1
            if number == 0:
                continue
            if len(cells) != len(names):
                yield Row(number, {}, f"The row has {len(cells)} cells where the header has {len(names)}.")
                continue
            yield Row(number, dict(zip(names, cells, strict=True)))
