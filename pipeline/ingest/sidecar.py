"""The sidecar `articles.csv`: what is known of the files in its folder."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from pipeline.ingest.delimited import header, read_rows
from pipeline.ingest.metadata import Metadata, field_names, read_metadata
from pipeline.records import Rejection

SIDECAR_NAME = "articles.csv"
CORRECTIONS_NAME = "corrections.csv"
"""Corrections stand beside the articles, and are read by resolution."""


@dataclass(slots=True)
class Sidecar:
    """The rows of one sidecar by the file they speak of, and which of them have found their file."""

    name: str
    """The sidecar's own path as rejections give it."""
    rows: dict[str, tuple[int, Metadata]] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    broken: list[Rejection] = field(default_factory=list)
    """Rows, or the whole sidecar, that can't be used."""

    def about(self, file: str) -> tuple[int, Metadata] | None:
        """Number and content of the row about `file`, a path below the sidecar's folder."""
        key = _key(file)
        found = self.rows.get(key)
        if found is not None:
            self.used.add(key)
        return found

    def unmatched(self) -> Iterator[Rejection]:
        """A rejection for each row that no file was found for."""
        for key, (number, _) in self.rows.items():
            if key not in self.used:
                yield Rejection(
                    f"{self.name}#{number}",
                    "sidecar_row_without_file",
                    f"The row speaks of '{key}', and there is no such file beside the sidecar.",
                )


def is_sidecar(path: Path) -> bool:
    """Whether a CSV file is a sidecar: named `articles.csv` and without a text column. Raises OSError."""
    if path.name != SIDECAR_NAME:
        return False
    names, _ = header(path)
    return not any(name in names for name in field_names("text"))


def read_sidecar(path: Path, name: str, max_cell_chars: int) -> Sidecar:
    """The sidecar at `path`; whatever is wrong with it is in its `broken`. Raises OSError."""
    sidecar = Sidecar(name)
    names, _ = header(path)
    if path.stat().st_size == 0:
        sidecar.broken.append(Rejection(name, "empty_file", "The sidecar is empty."))
        return sidecar
    if not any(each in names for each in field_names("file")):
        sidecar.broken.append(
            Rejection(name, "broken_sidecar", "The sidecar has no column 'file'; nothing in it was used.")
        )
        return sidecar
    for row in read_rows(path, max_cell_chars):
        where = f"{name}#{row.number}"
        metadata = read_metadata(row.cells)
        if row.problem:
            sidecar.broken.append(Rejection(where, "broken_sidecar_row", row.problem))
        elif metadata.file is None:
            sidecar.broken.append(Rejection(where, "broken_sidecar_row", "The row names no file."))
        elif _key(metadata.file) in sidecar.rows:
            first, _ = sidecar.rows[_key(metadata.file)]
            sidecar.broken.append(
                Rejection(
                    where,
                    "duplicate_sidecar_row",
                    f"Row {first} already speaks of '{metadata.file}'; the first one holds.",
                )
            )
        else:
            sidecar.rows[_key(metadata.file)] = (row.number, metadata)
    return sidecar


def _key(file: str) -> str:
    """A path as sidecars are compared: one form of accents, forward slashes, no `./` in front."""
    return str(PurePosixPath(unicodedata.normalize("NFC", file.replace("\\", "/"))))
