"""The SQL files of this folder: a head of comment lines that say what the query gives, then one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Shelf = Literal["views", "cookbook"]


@dataclass(frozen=True, slots=True)
class Query:
    """One SQL file: what it answers in words, what its columns mean where it says so, and its text."""

    name: str
    about: str
    columns: Mapping[str, str]
    sql: str
    stored: bool = False
    """Of a view: whether the catalog stores its rows, because to make them takes too long for a question."""


@cache
def queries(shelf: Shelf) -> tuple[Query, ...]:
    """The queries of `sql/<shelf>/`, by name.

    The head's first lines say what a query gives; a line `-- column NAME: …` tells what a column means, a line
    `-- stored` that the catalog keeps the rows of the view.
    """
    folder = files(__package__).joinpath("sql", shelf)
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return tuple(_read(name.removesuffix(".sql"), folder.joinpath(name).read_text(encoding="utf-8")) for name in names)


def _read(name: str, text: str) -> Query:
    about: list[str] = []
    columns: dict[str, str] = {}
    stored = False
    lines = text.strip().splitlines()
    head = 0
    for line in lines:
        if not line.startswith("-- "):
            break
        head += 1
        words = line.removeprefix("-- ")
        if words.startswith("column "):
            column, _, meaning = words.removeprefix("column ").partition(": ")
            columns[column] = meaning
        elif words == "stored":
            stored = True
        else:
            about.append(words)
    return Query(name, " ".join(about), columns, "\n".join(lines[head:]).strip(), stored)
