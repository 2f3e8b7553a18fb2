"""The words to look for: names and forms of minerals, phrases that only look like them, generic phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.lexicons import table, values

_CASED = re.compile(r"[A-Z].*[A-Z]|\d")
_SUBSCRIPT = re.compile("[₀-₉]")
_DIGITS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


@dataclass(frozen=True, slots=True)
class Hit:
    """One occurrence of a word of the tables: minerals that it names (none for a homonym or a generic phrase)."""

    start: int
    end: int
    minerals: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class _Word:
    minerals: tuple[str, ...]
    rule: str
    cased: str = ""
    """The spelling that counts, where case matters."""


def fold(text: str) -> str:
    """The text in small letters with plain digits, every character at its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return plain_digits(lowered)


def plain_digits(text: str) -> str:
    """The text with subscript digits on the line."""
    return text.translate(_DIGITS) if _SUBSCRIPT.search(text) else text


def _spellings(phrase: str) -> Iterator[str]:
    yield phrase
    if " " in phrase:
        yield phrase.replace(" ", "-")
        yield phrase.replace(" ", "-", 1)
        head, _, last = phrase.rpartition(" ")
        yield f"{head}-{last}"


@cache
def _words() -> tuple[tuple[str, ...], dict[str, tuple[_Word, ...]], AhoCorasick]:
    found: dict[str, list[_Word]] = {}

    def add(form: str, word: _Word) -> None:
        known = found.setdefault(form, [])
        if word not in known:
            known.append(word)

    def add_mineral(form: str, minerals: tuple[str, ...]) -> None:
        cased = form if _CASED.search(form) else ""
        add(fold(form), _Word(minerals, "vocabulary", cased))

    named: dict[str, list[str]] = {}
    for row in table("minerals"):
        for form in (row["name"], *values(row["other_names"])):
            named.setdefault(form, []).append(row["mineral_id"])
    for row in table("mineral_forms"):
        for form in values(row["forms"]):
            known = named.setdefault(form, [])
            known += [mineral for mineral in values(row["minerals"]) if mineral not in known]
    for form, minerals in named.items():
        add_mineral(form, tuple(minerals))
    for row in table("mineral_homonyms"):
        for phrase in values(row["phrases"]):
            for spelling in _spellings(phrase.lower()):
                for form in (spelling, spelling + "s"):
                    add(form, _Word((), row["reason"]))
    for row in table("generic_phrases"):
        for spelling in _spellings(row["phrase"]):
            add(spelling, _Word((), "generic"))
    forms = tuple(sorted(found))
    return (
        forms,
        {form: tuple(words) for form, words in found.items()},
        AhoCorasick(list(forms), matchkind=MatchKind.Standard),
    )


def scan(text: str) -> tuple[list[Hit], bool]:
    """Occurrences of minerals and homonyms, longest at each place, and whether a generic phrase stands in the text."""
    forms, words, automaton = _words()
    folded = fold(text)
    size = len(folded)
    hits: list[Hit] = []
    generic = False
    for index, start, end in automaton.find_matches_as_indexes(folded, overlapping=True):
        if (start and folded[start - 1].isalnum()) or (end < size and folded[end].isalnum()):
            continue
        for word in words[forms[index]]:
            if word.cased and plain_digits(text[start:end]) != word.cased:
                continue
            if word.rule == "generic":
                generic = True
            else:
                hits.append(Hit(start, end, word.minerals, word.rule))
    hits.sort(key=lambda hit: (hit.start, -hit.end, bool(hit.minerals)))
    kept: list[Hit] = []
    for hit in hits:
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept, generic
