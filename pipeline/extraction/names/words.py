"""Words of the clean text, cut the way names need it: "U.S.", "Inc.", "Jae-myung" whole, "'s" and "-based" apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from pipeline.lexicons import table, values

_WORD = re.compile(r"[^\W_]+(?:['’.&/+\-‑–][^\W_]+)*(?:\+\d?)?")
_POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
_LATE_CAPITAL = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|ul|d|l|e|i|o)['’-]?[A-Z]")
_HYPHEN = re.compile(r"[-‑–]")
_INITIALS = re.compile(r"(?:^|[-‑–])(?:[A-Z]\.)+[A-Z]$")
"""The end of a word of initials: "U.S", "Vietnam-U.S"; its last stop is its own."""
_SPLIT_SLASH = re.compile(r"/")
_LOST_SPACE = re.compile(r"(?<=[a-z][a-z])\.(?=[A-Z][a-z])")
"""A full stop between two sentences that lost the space after it: "of Defense.Industry leaders"."""


class Word(NamedTuple):
    """A word with its range in the text; a possessive ending is a word of its own."""

    start: int
    end: int
    text: str
    low: str
    """The word in lower case."""
    capitalised: bool
    """Whether it is written as names are."""


def _word(start: int, end: int, text: str) -> Word:
    return Word(start, end, text, text.lower(), is_capitalised(text))


@cache
def time_words(kinds: frozenset[str] = frozenset({"month", "weekday"})) -> frozenset[str]:
    """Months and days of the week (or only those of one kind), in full and short, as they are written."""
    return frozenset(
        form
        for row in table("calendar_words")
        if row["kind"] in kinds
        for form in (*values(row["forms"]), *values(row["short_forms"]))
    )


WEEKDAY, MONTH = frozenset({"weekday"}), frozenset({"month"})
BEFORE_MONTH = frozenset({"in", "since", "until", "last", "next", "by", "from", "during"})


@cache
def _dotted() -> frozenset[str]:
    """Words that end in a full stop of their own."""
    from_forms = {row["form"].split()[-1] for row in table("company_forms")}
    words = {row["word"] for row in table("abbreviations")} | {row["word"] for row in table("honorifics")} | from_forms
    return frozenset(word for word in words if word.endswith("."))


@cache
def hyphen_tails() -> dict[str, bool]:
    """Second parts of compounds that make a name a qualifier, and whether they say where a company is based."""
    return {row["word"]: row["based"] == "yes" for row in table("hyphen_tails")}


def _pieces(start: int, text: str) -> list[tuple[int, str]]:
    """Parts of a matched word: slashes part it, hyphens where the last part is a tail or both parts stand alone."""
    if text.isalnum():
        return [(start, text)]
    if "/" in text:
        parts, at = [], start
        for part in _SPLIT_SLASH.split(text):
            parts += _pieces(at, part)
            at += len(part) + 1
        return parts
    if lost := _LOST_SPACE.search(text):
        return [*_pieces(start, text[: lost.start()]), *_pieces(start + lost.end(), text[lost.end() :])]
    marks = [mark.start() for mark in _HYPHEN.finditer(text)]
    if marks and text[marks[-1] + 1 :].lower() in hyphen_tails():
        return [*_pieces(start, text[: marks[-1]]), (start + marks[-1] + 1, text[marks[-1] + 1 :])]
    if marks and text[marks[0]] == "–":
        parts, at = [], start
        for part in text.split("–"):
            parts += _pieces(at, part)
            at += len(part) + 1
        return parts
    return [(start, text)]


def read_words(text: str) -> tuple[Word, ...]:
    """All words of `text` in order; one pass."""
    found: list[Word] = []
    dotted = _dotted()
    for match in _WORD.finditer(text):
        for start, piece in _pieces(match.start(), match.group()):
            end = start + len(piece)
            if piece.isalnum() and (end >= len(text) or text[end] != "."):
                found.append(_word(start, end, piece))
                continue
            ending = _POSSESSIVE.search(piece)
            if ending and ending.start() > 0:
                found.append(_word(start, start + ending.start(), piece[: ending.start()]))
                found.append(_word(start + ending.start(), end, piece[ending.start() :]))
                continue
            if (
                end < len(text)
                and text[end] == "."
                and (piece + "." in dotted or (len(piece) == 1 and piece.isupper()) or _INITIALS.search(piece))
            ):
                piece += "."
                end += 1
            found.append(_word(start, end, piece))
        if _bare_possessive(text, found[-1]):
            end = found[-1].end
            found.append(Word(end, end + 1, "'s", "'s", False))  # "the Netherlands' X", "Energy Fuels' Y"
    return tuple(found)


def _bare_possessive(text: str, word: Word) -> bool:
    """Whether an apostrophe alone makes a capitalised word in "s" a possessive; no closing quotation mark."""
    end = word.end
    if word.text[-1:] != "s" or not word.capitalised or text[end : end + 1] not in {"'", "’"}:
        return False
    if text[end + 1 : end + 2] != " " or not text[end + 2 : end + 3].isalpha():
        return False
    before = text[max(0, end - _QUOTATION) : end]
    return not any(mark in before for mark in (" '", " ‘", "\n'", "\n‘"))


def part_at(words: Sequence[Word], bounds: frozenset[int]) -> tuple[Word, ...]:
    """Part hyphened words where one of `bounds` (offsets) lies at the hyphen: "EU-U.S.", "States-Mexico-Canada"."""
    out: list[Word] = []
    for word in words:
        if "-" not in word.text:
            out.append(word)
            continue
        start = word.start
        for mark in _HYPHEN.finditer(word.text):
            at = word.start + mark.start()
            if (at in bounds or at + 1 in bounds) and at > start:
                out.append(_word(start, at, word.text[start - word.start : mark.start()]))
                start = at + 1
        out.append(_word(start, word.end, word.text[start - word.start :]) if start > word.start else word)
    return tuple(out)


def is_capitalised(word: str) -> bool:
    """Whether the word is written as names are: capital first, or digits and capitals ("B2Gold", "5E")."""
    if word[0].isupper():
        return True
    if word[0].isdigit():
        return any(char.isupper() for char in word) and not word[-1:].islower()
    # "al-Sudani", "d'Arc", "iPhone"
    return not word.islower() and bool(_LATE_CAPITAL.match(word))


_QUOTATION = 120
"""Characters back within which an opening mark makes an apostrophe a closing one."""
_GLUED = re.compile(r"^(.*?[a-z]{2}\.?)([A-Z][a-z]+)$")


def part_glued(words: Sequence[Word], openers: frozenset[str], titles: frozenset[str]) -> tuple[Word, ...]:
    """Part words that lost the line break between them ("ShiftMilitary Metals"): both halves stand alone elsewhere.

    `openers` are words (lower case) with which sentences open; one of them need not stand elsewhere. Before one of
    `titles` (lower case) nothing else need be known: "PoliciesPresident".
    """
    alone = {word.low for word in words if word.text.isalpha()}
    out: list[Word] = []
    for word in words:
        match = _GLUED.match(word.text) if not word.text.istitle() else None
        if match is None or len(match[1]) < 3 or (len(match[1]) == 3 and match[2].lower() not in openers):
            out.append(word)
            continue
        left, right = match[1].rstrip(".").lower(), match[2].lower()
        known = left in alone or match[1].endswith(".") or left == "limited"
        titled = right in titles and match[2].istitle() and len(left) > 3
        if titled or (known and (right in openers or (right in alone and len(right) > 2))):
            middle = word.start + len(match[1])
            out += [_word(word.start, middle, match[1]), _word(middle, word.end, match[2])]
        else:
            out.append(word)
    return tuple(out)
