"""What the words of a unit say about its kind.

Phrases, and the words that line patterns can't do without, are found in one pass over the whole
text; a pattern is then tried only on units where it can match.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import or_

from ahocorasick_rs import AhoCorasick, Implementation

from pipeline.cleaning.lines import Unit
from pipeline.lexicons import table, values

EDGE = " \t\n\r\xa0*_#>[]()-–—:.…!|\"'“”‘’•●▪»›\u200b\ufeff\u200e\u200f\\"
"""What may stand around a line without being part of what it says."""
LONGEST_EDGE = 12
UNLIMITED = 10_000_000
_DIGIT = re.compile(r"\d")
_FIRST_WORD = re.compile(r"[\W_]{0,12}(\w+|\S)")


@dataclass(frozen=True, slots=True, eq=False)
class Signal:
    """A reason to hold a unit for one kind: `opens` where it opens a section of that kind.

    One object for each row of the tables: two signals are equal only where they are the same row.
    """

    kind: str
    weight: float
    opens: bool
    rule: str
    zone: str = ""
    """`top`, `head`, `story`, `tail`: where it counts only at the start, before, within or after the text."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    where: str
    limit: int
    signal: Signal


@dataclass(frozen=True, slots=True)
class _Lore:
    automaton: AhoCorasick
    whole: dict[str, list[_Phrase]]
    """Phrases that are a line of their own, without what may stand around them."""
    longest_whole: int
    phrases: tuple[tuple[_Phrase, ...], ...]
    """By word of the automaton: the phrases that it is."""
    allowed: tuple[int, ...]
    """By word of the automaton: the patterns that finding it lets try (a bit for each)."""
    patterns: tuple[tuple[re.Pattern[str], int, Signal], ...]
    limits: tuple[int, ...]
    """The different limits of the patterns, ascending."""
    always: int
    digit: int
    gap: int
    signs: tuple[tuple[str, int], ...]
    openings: dict[str, int]
    """Patterns by the first word, or the beginning of it, that they start with."""
    opening_lengths: tuple[int, ...]
    opened: int


@dataclass(frozen=True, slots=True)
class _Reach:
    """The patterns for units of one length and place, as bits: all of them, and those with one need or another."""

    patterns: int
    digit: int
    gap: int
    opened: int
    signs: tuple[tuple[str, int], ...]
    plain_signs: tuple[tuple[str, int], ...]
    """Those of the signs that are ASCII."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one pass over a text found: phrase signals by unit number, and for each unit which patterns to try."""

    phrases: dict[int, list[Signal]]
    eligible: list[int]


@cache
def _lore() -> _Lore:
    """The tables of phrases and patterns, laid out for the search."""
    phrases: dict[str, list[_Phrase]] = {}
    whole: dict[str, list[_Phrase]] = {}
    for row in table("boilerplate_phrases"):
        signal = Signal(row["kind"], float(row["weight"]), row["opens"] == "1", f"phrase:{row['phrase']}", row["zone"])
        phrase = _Phrase(row["where"], int(row["limit"] or UNLIMITED), signal)
        if row["where"] == "line":
            whole.setdefault(row["phrase"].lower().strip(EDGE), []).append(phrase)
        else:
            phrases.setdefault(row["phrase"].lower(), []).append(phrase)
    patterns = []
    anywhere: dict[str, int] = {}
    openings: dict[str, int] = {}
    always = digit = gap = 0
    for number, row in enumerate(table("boilerplate_patterns")):
        signal = Signal(row["kind"], float(row["weight"]), row["opens"] == "1", f"pattern:{row['name']}", row["zone"])
        patterns.append((re.compile(row["pattern"]), int(row["limit"] or UNLIMITED), signal))
        bit = 1 << number
        needs = values(row["needs"])
        always |= 0 if needs else bit
        for need in needs:
            if need == "digit":
                digit |= bit
            elif need == "gap":
                gap |= bit
            elif need.startswith("^") and need[1:2].isalnum():
                word = _FIRST_WORD.findall(need)[0]
                openings[word] = openings.get(word, 0) | bit
            else:
                word = "|" if need == "pipe" else need.lstrip("^")
                anywhere[word] = anywhere.get(word, 0) | bit
    signs = tuple((word, bits) for word, bits in anywhere.items() if len(word) == 1)
    words = sorted({*phrases, *(word for word in anywhere if len(word) > 1)})
    return _Lore(
        # A DFA is faster by itself, but its table (9 MB) falls out of the core's cache between two articles.
        AhoCorasick(words, implementation=Implementation.ContiguousNFA),
        whole,
        max(map(len, whole)) + 2 * LONGEST_EDGE,
        tuple(tuple(phrases.get(word, ())) for word in words),
        tuple(anywhere.get(word, 0) for word in words),
        tuple(patterns),
        tuple(sorted({limit for _, limit, _ in patterns})),
        always,
        digit,
        gap,
        signs,
        openings,
        tuple(sorted({len(word) for word in openings})),
        reduce(or_, openings.values(), 0),
    )


def folded(text: str) -> str:
    """The text as words are looked up in it: lower case, plain quotes and spaces, of the same length."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'").replace("‘", "'").replace("\xa0", " ").replace("\n", " ")


def read_evidence(text: str, units: list[Unit]) -> Evidence:
    """Find the words of all tables in the text, unit by unit."""
    lore = _lore()
    low = folded(text)
    found: dict[int, list[Signal]] = {}
    eligible = [0] * len(units)
    if not units:
        return Evidence(found, eligible)
    longest, whole = lore.longest_whole, lore.whole
    for number, unit in enumerate(units):
        if unit.end - unit.start <= longest:
            for phrase in whole.get(low[unit.start : unit.end].strip(EDGE), ()):
                found.setdefault(number, []).append(phrase.signal)
    allowed, phrases = lore.allowed, lore.phrases
    number, last = 0, len(units) - 1
    begin, stop = units[0].start, units[0].end
    # Matches come in the order of their ends, so that one which starts before the unit can only cross into it.
    for word, start, end in lore.automaton.find_matches_as_indexes(low, overlapping=True):
        while start >= stop and number < last:
            number += 1
            begin, stop = units[number].start, units[number].end
        if start < begin or end > stop:
            continue
        if allowed[word]:
            eligible[number] |= allowed[word]
        if phrases[word]:
            if start > begin and low[start].isalnum() and low[start - 1].isalnum():
                continue
            if end < stop and low[end - 1].isalnum() and low[end].isalnum() and not _glued(text, end):
                continue
            for phrase in phrases[word]:
                if stop - begin <= phrase.limit and _stands(low, start, end, begin, stop, phrase.where):
                    found.setdefault(number, []).append(phrase.signal)
    return Evidence(found, eligible)


def _glued(text: str, end: int) -> bool:
    """Whether a new word starts at `end` though no space stands before it ("DetailsProactive", "Websitehttp")."""
    return text[end - 1].islower() and (text[end].isupper() or text.startswith(("http", "www"), end))


def _stands(low: str, start: int, end: int, begin: int, stop: int, where: str) -> bool:
    """Whether a phrase found at `start` to `end` stands in its unit as its row wants it."""
    if where == "any":
        return True
    if where != "end" and (start - begin > LONGEST_EDGE or low[begin:start].strip(EDGE)):
        return False
    return where == "start" or (stop - end <= LONGEST_EDGE and not low[end:stop].strip(EDGE))


def pattern_signals(
    text: str, zones: tuple[str, ...], eligible: int, without: frozenset[str] = frozenset()
) -> list[Signal]:
    """The signals that the look of a unit's text gives, outer Markdown marks taken off.

    `zones` names where the unit stands (as the table does; the empty name stands for anywhere);
    `eligible` has a bit for each pattern whose words stand in the unit; patterns for the kinds
    `without` are not tried.
    """
    lore = _lore()
    reach = _reach(bisect_left(lore.limits, len(text) // 10 * 10), zones, without)
    eligible |= lore.always
    if reach.digit and _DIGIT.search(text):
        eligible |= reach.digit
    if reach.gap and ("  " in text or "\xa0\xa0" in text):
        eligible |= reach.gap
    for sign, bits in reach.plain_signs if text.isascii() else reach.signs:
        if sign in text:
            eligible |= bits
    if reach.opened:
        opening = _FIRST_WORD.match(text)
        if opening:
            eligible |= _opened_by(opening[1])
    eligible &= reach.patterns
    if not eligible:
        return []
    if "\n" in text or "\xa0" in text or "\u200b" in text:
        text = text.replace("\n", " ").replace("\xa0", " ").replace("\u200b", "") or " "
    if text[0] in "*_#>" or text[-1] in "*_":
        text = text.lstrip("#> ") if text.startswith(("# ", "##", ">")) else text
        text = text.strip("*_ ") or "*"
    found = []
    for match, limit, signal in _chosen(eligible):
        if len(text) <= limit and match(text):
            found.append(signal)
    return found


@lru_cache(maxsize=20_000)
def _chosen(eligible: int) -> tuple[tuple[Callable[[str], object], int, Signal], ...]:
    """The patterns whose bits are set, in the order of their rows."""
    patterns = _lore().patterns
    chosen = []
    while eligible:
        lowest = eligible & -eligible
        pattern, limit, signal = patterns[lowest.bit_length() - 1]
        chosen.append((pattern.match, limit, signal))
        eligible ^= lowest
    return tuple(chosen)


@lru_cache(maxsize=20_000)
def _opened_by(word: str) -> int:
    """The patterns that a unit whose first word this is may match."""
    lore = _lore()
    low = word[:24].lower()
    return reduce(or_, (lore.openings.get(low[:length], 0) for length in lore.opening_lengths), 0)


@cache
def _reach(least: int, zones: tuple[str, ...], without: frozenset[str]) -> _Reach:
    """The patterns for units there whose limit is that of number `least` or a higher one, without some kinds."""
    lore = _lore()
    patterns = sum(
        1 << number
        for number, (_, limit, signal) in enumerate(lore.patterns)
        if limit in lore.limits[least:] and signal.zone in zones and signal.kind not in without
    )
    signs = tuple((sign, bits & patterns) for sign, bits in lore.signs if bits & patterns)
    plain_signs = tuple((sign, bits) for sign, bits in signs if sign.isascii())
    return _Reach(patterns, patterns & lore.digit, patterns & lore.gap, patterns & lore.opened, signs, plain_signs)
