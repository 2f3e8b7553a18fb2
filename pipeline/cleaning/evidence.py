"""What the words of a unit say about its kind: phrases, found in one pass over the whole text, and line patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick

from pipeline.cleaning.lines import Unit
from pipeline.lexicons import table

_EDGE = " \t\n\r\xa0*_#>[]()-–—:.…!|\"'“”‘’•●▪»›\u200b\ufeff\u200e\u200f\\"
"""What may stand around a line without being part of what it says."""
_LONGEST_EDGE = 12
_HEAD = 420
"""Patterns look at this many characters of a unit."""


@dataclass(frozen=True, slots=True)
class Signal:
    """A reason to hold a unit for one kind: `opens` where it opens a section of that kind."""

    kind: str
    weight: float
    opens: bool
    rule: str
    zone: str = ""
    """`top`, `head` or `tail` where it counts only at the start, before or after the story, else empty."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    where: str
    limit: int
    length: int
    signal: Signal


@cache
def _phrases() -> tuple[AhoCorasick, tuple[tuple[_Phrase, ...], ...]]:
    """The automaton over all phrases, and what each of its patterns stands for."""
    rows: dict[str, list[_Phrase]] = {}
    for row in table("boilerplate_phrases"):
        signal = Signal(row["kind"], float(row["weight"]), row["opens"] == "1", f"phrase:{row['phrase']}", row["zone"])
        limit = int(row["limit"] or 10_000_000)
        rows.setdefault(row["phrase"].lower(), []).append(_Phrase(row["where"], limit, len(row["phrase"]), signal))
    return AhoCorasick(list(rows)), tuple(tuple(row) for row in rows.values())


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], int, Signal], ...]:
    return tuple(
        (
            re.compile(row["pattern"]),
            int(row["limit"] or 10_000_000),
            Signal(row["kind"], float(row["weight"]), row["opens"] == "1", f"pattern:{row['name']}", row["zone"]),
        )
        for row in table("boilerplate_patterns")
    )


def folded(text: str) -> str:
    """The text as phrases are looked up in it: lower case, plain quotes and spaces, of the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(character if len(character.lower()) != 1 else character.lower() for character in text)
    return low.replace("’", "'").replace("‘", "'").replace("\xa0", " ").replace("\n", " ")


def phrase_signals(text: str, units: list[Unit]) -> dict[int, list[Signal]]:
    """The signals that phrases give, by unit number."""
    automaton, meanings = _phrases()
    low = folded(text)
    found: dict[int, list[Signal]] = {}
    hits = automaton.find_matches_as_indexes(low, overlapping=True)
    if not hits:
        return found
    hits.sort(key=lambda hit: hit[1])
    number, count = 0, len(units)
    for pattern, start, end in hits:
        while number < count and units[number].end <= start:
            number += 1
        if number == count:
            break
        unit = units[number]
        if start < unit.start or end > unit.end:
            continue
        if start > unit.start and low[start].isalnum() and low[start - 1].isalnum():
            continue
        if end < unit.end and low[end - 1].isalnum() and low[end].isalnum() and not _glued(text, end):
            continue
        width = unit.end - unit.start
        for meaning in meanings[pattern]:
            if width <= meaning.limit and _stands(low, start, end, unit, meaning.where):
                found.setdefault(number, []).append(meaning.signal)
    return found


def _glued(text: str, end: int) -> bool:
    """Whether a new word starts at `end` though no space stands before it ("DetailsProactive", "Websitehttp")."""
    return text[end - 1].islower() and (text[end].isupper() or text.startswith(("http", "www"), end))


def _stands(low: str, start: int, end: int, unit: Unit, where: str) -> bool:
    if where == "any":
        return True
    before = where == "end" or (
        start - unit.start <= _LONGEST_EDGE and not low[unit.start : start].strip(_EDGE)
    )
    if not before:
        return False
    if where == "start":
        return True
    return unit.end - end <= _LONGEST_EDGE and not low[end : unit.end].strip(_EDGE)


def pattern_signals(text: str, zones: tuple[str, ...]) -> list[Signal]:
    """The signals that the look of a unit's text gives, outer Markdown marks taken off.

    `zones` names where the unit stands (as the table does); the empty name stands for anywhere.
    """
    if "\n" in text or "\xa0" in text or "\u200b" in text:
        text = text.replace("\n", " ").replace("\xa0", " ").replace("\u200b", "")
    if text[0] in "*_#>" or text[-1] in "*_":
        text = text.lstrip("#> ") if text.startswith(("# ", "##", ">")) else text
        text = text.strip("*_ ") or "*"
    width = len(text)
    found = []
    for pattern, limit, signal in _patterns():
        if width <= limit and signal.zone in zones and pattern.match(text):
            found.append(signal)
    return found
