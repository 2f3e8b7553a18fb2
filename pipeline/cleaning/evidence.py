"""What the words of a unit say about its kind: the phrases of the table of boilerplate, found in one pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.cleaning.folding import UNKNOWN, UNKNOWN_BYTE, folded, in_bytes
from pipeline.cleaning.lines import Unit
from pipeline.cleaning.word_search import WordSearch
from pipeline.lexicons import table

EDGE = " \t\n\r\xa0*_#>[]()-–—:.…!|\"'“”‘’•●▪»›\u200b\ufeff\u200e\u200f\\"
"""What may stand around a line without being part of what it says."""
_EDGE_BYTES = bytes({*in_bytes(EDGE), *UNKNOWN})
LONGEST_EDGE = 12
UNLIMITED = 10_000_000


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
class _Phrases:
    """The table of phrases, laid out for the search."""

    search: WordSearch
    words: tuple[tuple[str, tuple[_Phrase, ...]], ...]
    """By word of the search: the word itself, and the phrases that it is."""
    whole: dict[str, list[_Phrase]]
    """Phrases that are a line of their own, without what may stand around them."""
    whole_bytes: frozenset[bytes]
    longest_whole: int


@cache
def _phrases() -> _Phrases:
    phrases: dict[str, list[_Phrase]] = {}
    whole: dict[str, list[_Phrase]] = {}
    for row in table("boilerplate_phrases"):
        signal = Signal(row["kind"], float(row["weight"]), row["opens"] == "1", f"phrase:{row['phrase']}", row["zone"])
        phrase = _Phrase(row["where"], int(row["limit"] or UNLIMITED), signal)
        if row["where"] == "line":
            whole.setdefault(row["phrase"].lower().strip(EDGE), []).append(phrase)
        else:
            phrases.setdefault(row["phrase"].lower(), []).append(phrase)
    words = sorted(phrases)
    return _Phrases(
        WordSearch(words),
        tuple((word, tuple(phrases[word])) for word in words),
        whole,
        frozenset(in_bytes(phrase).strip(_EDGE_BYTES) for phrase in whole),
        max(map(len, whole)) + 2 * LONGEST_EDGE,
    )


def find_phrases(text: str, looked_up: bytes, units: Sequence[Unit]) -> dict[int, list[Signal]]:
    """The signals of the phrases that stand in the units, by number of the unit; `looked_up` is the folded text."""
    found: dict[int, list[Signal]] = {}
    if not units:
        return found
    lore = _phrases()
    longest, whole_bytes = lore.longest_whole, lore.whole_bytes
    for number, (_, _, start, end, _) in enumerate(units):
        if end - start <= longest and looked_up[start:end].strip(_EDGE_BYTES) in whole_bytes:
            for phrase in lore.whole.get(folded(text[start:end]).strip(EDGE), ()):
                found.setdefault(number, []).append(phrase.signal)
    number, last = 0, len(units) - 1
    begin, stop = units[0].start, units[0].end
    # Finds come in the order of their ends, so that one which starts before the unit can only cross into it.
    for end, start, index in lore.search.places(looked_up):
        while start >= stop and number < last:
            number += 1
            begin, stop = units[number].start, units[number].end
        if start < begin or end > stop or not _is_word(text, start, end, begin, stop):
            continue
        word, phrases = lore.words[index]
        if UNKNOWN_BYTE in looked_up[start:end] and folded(text[start:end]) != word:
            continue
        for phrase in phrases:
            if stop - begin <= phrase.limit and _stands(text, start, end, begin, stop, phrase.where):
                found.setdefault(number, []).append(phrase.signal)
    return found


def _is_word(text: str, start: int, end: int, begin: int, stop: int) -> bool:
    """Whether no word goes on over the limits of `start` to `end` within its unit, save one that is glued to it."""
    if start > begin and text[start].isalnum() and text[start - 1].isalnum():
        return False
    return not (end < stop and text[end - 1].isalnum() and text[end].isalnum()) or _glued(text, end)


def _glued(text: str, end: int) -> bool:
    """Whether a new word starts at `end` though no space stands before it ("DetailsProactive", "Websitehttp")."""
    return text[end - 1].islower() and (text[end].isupper() or text.startswith(("http", "www"), end))


def _stands(text: str, start: int, end: int, begin: int, stop: int, where: str) -> bool:
    """Whether a phrase found at `start` to `end` stands in its unit as its row wants it."""
    if where == "any":
        return True
    if where != "end" and (start - begin > LONGEST_EDGE or text[begin:start].strip(EDGE)):
        return False
    return where == "start" or (stop - end <= LONGEST_EDGE and not text[end:stop].strip(EDGE))
