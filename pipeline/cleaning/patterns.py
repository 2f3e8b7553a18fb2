"""What the look of a unit says about its kind: the patterns of the table of boilerplate.

A pattern is tried only where it can match: on a unit short enough for it, and where a word or sign stands that it
can't do without. Patterns are told by bits, so that which of them are left is a matter of a few operations.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import or_

from pipeline.cleaning.evidence import UNLIMITED, Signal
from pipeline.cleaning.folding import CODING, UNKNOWN_BYTE, folded, in_bytes, is_rough
from pipeline.cleaning.word_search import WordSearch
from pipeline.lexicons import table, values

SHORT = 120
"""Longest unit, in characters, whose signals are remembered: many short ones stand in article after article."""
LONG = 400
"""Longer units, in characters, are searched only for the few words whose patterns are tried on so long ones."""
_DIGIT = re.compile(r"\d")
_DIGITS = b"0123456789"
_NO_WORD = bytes(byte for byte in range(256) if re.match(r"[\W_]|\Z", bytes([byte]).decode(CODING, "ignore")))
"""The bytes of all signs that don't belong to words."""
_BEGINNINGS = (4, 2, 1)
"""How many letters the first word of a unit is looked up by: the most that a pattern asks for at least."""
_FIRST_WORD = re.compile(r"[\W_]{0,12}(\w+|\S)")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The table of patterns, and what each word, sign and opening lets try.

    A pattern has two bits: one for what it needs, and, shifted by the number of all patterns, one for what
    it needs also. It may match where both are set.
    """

    rows: tuple[tuple[re.Pattern[str], int, Signal], ...]
    limits: tuple[int, ...]
    """The different limits of the patterns, ascending."""
    always: int
    digit: int
    gap: int
    signs: dict[str, int]
    words: dict[str, int]
    openings: dict[str, int]
    """By the first word, or the beginning of it."""
    opening_lengths: tuple[int, ...]
    opened: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that let try some patterns."""

    search: WordSearch
    patterns: tuple[int, ...]
    """By word of the search."""
    rough: dict[int, str]
    """The words, by number, whose finds must be looked up in the text itself."""


@dataclass(frozen=True, slots=True)
class _Reach:
    """The patterns for units of one length and place: all of them, and those with one need or another."""

    patterns: int
    gap: int
    opened: int
    by_sign: tuple[int, ...]
    """By byte: those that the sign or digit with this byte lets try."""
    no_signs: bytes
    """All bytes that let try none."""
    digit: int
    rare_signs: tuple[tuple[str, int], ...]
    """Signs that have no byte."""
    words: _Words


@cache
def _patterns() -> _Patterns:
    table_rows = table("boilerplate_patterns")
    rows = []
    anywhere: dict[str, int] = {}
    openings: dict[str, int] = {}
    always = 0
    for number, row in enumerate(table_rows):
        signal = Signal(row["kind"], float(row["weight"]), row["opens"] == "1", f"pattern:{row['name']}", row["zone"])
        rows.append((re.compile(row["pattern"]), int(row["limit"] or UNLIMITED), signal))
        for column, bit in (("needs", 1 << number), ("also", 1 << len(table_rows) + number)):
            needs = values(row[column])
            always |= 0 if needs else bit
            for need in needs:
                if need.startswith("^") and need[1:2].isalnum():
                    word = _FIRST_WORD.findall(need)[0]
                    openings[word] = openings.get(word, 0) | bit
                else:
                    word = need.lstrip("^").replace("pipe", "|")
                    anywhere[word] = anywhere.get(word, 0) | bit
    digit, gap = anywhere.pop("digit"), anywhere.pop("gap")
    return _Patterns(
        tuple(rows),
        tuple(sorted({limit for _, limit, _ in rows})),
        always,
        digit,
        gap,
        {word: bits for word, bits in anywhere.items() if len(word) == 1},
        {word: bits for word, bits in anywhere.items() if len(word) > 1},
        openings,
        tuple(sorted({len(word) for word in openings})),
        reduce(or_, openings.values(), 0),
    )


def pattern_signals(
    text: str, looked_up: bytes, zones: tuple[str, ...], without: frozenset[str] = frozenset()
) -> tuple[Signal, ...]:
    """The signals that the look of a unit's text gives, outer Markdown marks taken off.

    `looked_up` is the folded text; `zones` names where the unit stands (as the table does; the empty name
    stands for anywhere); patterns for the kinds `without` are not tried.
    """
    return (_signals_of_short if len(text) <= SHORT else _signals)(text, looked_up, zones, without)


def _signals(text: str, looked_up: bytes, zones: tuple[str, ...], without: frozenset[str]) -> tuple[Signal, ...]:
    reaches = _reaches(zones, without)
    reach = reaches[min(len(text) // 10, len(reaches) - 1)]
    given = _given(text, looked_up, reach)
    eligible = reach.patterns & given & (given >> len(_patterns().rows))
    if not eligible:
        return ()
    if "\n" in text or "\xa0" in text or "\u200b" in text:
        text = text.replace("\n", " ").replace("\xa0", " ").replace("\u200b", "") or " "
    if text[0] in "*_#>" or text[-1] in "*_":
        text = text.lstrip("#> ") if text.startswith(("# ", "##", ">")) else text
        text = text.strip("*_ ") or "*"
    width = len(text)
    return tuple([signal for match, limit, signal in _chosen(eligible) if width <= limit and match(text)])


_signals_of_short = lru_cache(maxsize=8192)(_signals)


def _given(text: str, looked_up: bytes, reach: _Reach) -> int:
    """Both bits of the patterns of which something that they can't do without stands in the unit; perhaps more."""
    eligible = _patterns().always
    for sign in set(looked_up.translate(None, reach.no_signs)):
        eligible |= reach.by_sign[sign]
    if UNKNOWN_BYTE in looked_up:
        if reach.digit and _DIGIT.search(text):
            eligible |= reach.digit
        for rare, bits in reach.rare_signs:
            if rare in text:
                eligible |= bits
    if reach.gap and looked_up.find(b"  ") >= 0 and ("  " in text or "\xa0\xa0" in text):
        eligible |= reach.gap
    if reach.opened:
        eligible |= _opened(text, looked_up)
    words = reach.words
    for word in words.search.which(looked_up):
        if word not in words.rough or words.rough[word] in folded(text):
            eligible |= words.patterns[word]
    return eligible


@lru_cache(maxsize=20_000)
def _chosen(eligible: int) -> tuple[tuple[Callable[[str], object], int, Signal], ...]:
    """The patterns whose bits are set, in the order of their rows."""
    rows = _patterns().rows
    chosen = []
    while eligible:
        lowest = eligible & -eligible
        pattern, limit, signal = rows[lowest.bit_length() - 1]
        chosen.append((pattern.match, limit, signal))
        eligible ^= lowest
    return tuple(chosen)


def _opened(text: str, looked_up: bytes) -> int:
    """The patterns that a unit which begins like this may match."""
    if UNKNOWN_BYTE in looked_up:
        opening = _FIRST_WORD.match(text)
        return _opened_by(opening[1]) if opening else 0
    begun = looked_up.lstrip(_NO_WORD)
    let = _beginnings().get
    four, two, one = _BEGINNINGS
    return let(begun[:four], 0) | let(begun[:two], 0) | let(begun[:one], 0)


@cache
def _beginnings() -> dict[bytes, int]:
    """The patterns that ask for a first word, by the beginning of that word."""
    beginnings: dict[bytes, int] = {}
    for word, bits in _patterns().openings.items():
        length = next(length for length in _BEGINNINGS if length <= len(word))
        beginning = in_bytes(word[:length])
        beginnings[beginning] = beginnings.get(beginning, 0) | bits
    return beginnings


@lru_cache(maxsize=20_000)
def _opened_by(word: str) -> int:
    """The patterns that a unit whose first word this is may match."""
    lore = _patterns()
    low = word[:24].lower()
    return reduce(or_, (lore.openings.get(low[:length], 0) for length in lore.opening_lengths), 0)


@cache
def _reaches(zones: tuple[str, ...], without: frozenset[str]) -> tuple[_Reach, ...]:
    """The patterns for units there, without some kinds, by tens of characters; the last ones are for longer units."""
    lore = _patterns()
    there = [
        (1 << number, limit)
        for number, (_, limit, signal) in enumerate(lore.rows)
        if signal.zone in zones and signal.kind not in without
    ]
    reaches: list[_Reach] = []
    for limit, before in zip(lore.limits, (-10, *lore.limits), strict=False):
        reach = _reach(sum(bit for bit, longest in there if longest >= limit), limit > LONG)
        up_to = before + 10 if limit == lore.limits[-1] else limit
        reaches += [reach] * (up_to // 10 + 1 - len(reaches))
    return tuple(reaches)


def _reach(patterns: int, long: bool) -> _Reach:
    lore = _patterns()
    both = patterns | patterns << len(lore.rows)
    by_sign = [0] * 256
    for sign, bits in lore.signs.items():
        by_sign[in_bytes(sign)[0]] = 0 if is_rough(sign) else bits & both
    for digit in _DIGITS:
        by_sign[digit] = lore.digit & both
    return _Reach(
        patterns,
        lore.gap & both,
        lore.opened & both,
        tuple(by_sign),
        bytes(sign for sign in range(256) if not by_sign[sign]),
        lore.digit & both,
        tuple((sign, bits & both) for sign, bits in lore.signs.items() if is_rough(sign) and bits & both),
        _words(long),
    )


@cache
def _words(long: bool) -> _Words:
    """The words that are searched for in units of up to `LONG` characters, or in longer ones."""
    lore = _patterns()
    tried = _bits(number for number, (_, limit, _) in enumerate(lore.rows) if limit > LONG or not long)
    both = tried | tried << len(lore.rows)
    words = sorted(word for word, bits in lore.words.items() if bits & both)
    return _Words(
        WordSearch(words),
        tuple(lore.words[word] for word in words),
        {number: word for number, word in enumerate(words) if is_rough(word)},
    )


def _bits(numbers: Iterable[int]) -> int:
    return sum(1 << number for number in numbers)
