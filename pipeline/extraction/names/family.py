"""The part of a person's name that stands alone: "Xi" of Xi Jinping, "von der Leyen", "bin Salman", "Marcos"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extraction.names.gazetteer import fold, given_names
from pipeline.extraction.names.name_words import name_suffixes, particles
from pipeline.lexicons import table

_SYLLABLES = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:[aeiou]{1,3}|ü)(?:ng|n|r)?['’-]?){1,2}", re.IGNORECASE
)
"""One or two syllables such as a Chinese given name is written with."""
_KOREAN = re.compile(r"[b-df-hj-np-tv-z]{0,3}[aeiou]{1,3}(?:ng|[nklmpth])?", re.IGNORECASE)
_HYPHENED = re.compile(r"[A-Z][a-z]+-[a-z]+")
"""A given name of two syllables: "Jae-myung", "Ching-te"."""
_FREQUENT = 40
"""So many of the commonest Chinese surnames, the first in the lexicon, open a name though a surname ends it too."""
_NOT_JOINED = frozenset({"e", "y", "i"})


@cache
def _cultures() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for row in table("surnames"):
        found.setdefault(row["name"].lower(), set()).add(row["culture"])
    return {name: frozenset(cultures) for name, cultures in found.items()}


@cache
def _frequent() -> frozenset[str]:
    chinese = [row["name"].lower() for row in table("surnames") if row["culture"] == "Chinese"]
    return frozenset(chinese[:_FREQUENT])


@cache
def _known() -> dict[str, str]:
    """The surname by which news knows those in high office, by their folded full name."""
    return {fold(row["name"]): row["surname"] for row in table("officeholders") if row["surname"]}


@cache
def noun_surnames() -> frozenset[str]:
    """Head nouns that are surnames too: "Hill"."""
    return frozenset(row["word"] for row in table("noun_surnames"))


def ends_in_surname(words: Sequence[str]) -> bool:
    """Whether the head noun at the end of a name is somebody's surname, by the given name before it: "Mark Hill"."""
    return words[-1] in noun_surnames() and 1 < len(words) < 4 and words[0] in given_names()


def hyphened(word: str) -> bool:
    """Whether a word is written as Korean and Taiwanese given names are: "Yoon-joo"."""
    return bool(_HYPHENED.fullmatch(word))


def frequent_surname(word: str) -> bool:
    """Whether a word is a Korean or one of the commonest Chinese surnames."""
    return word.lower() in _frequent() or "Korean" in _cultures().get(word.lower(), frozenset())


def surname_first(words: list[str]) -> bool:
    """Whether the order of a name is surname first, by the surname and the shape of what follows."""
    first, rest = words[0].lower(), words[1:]
    cultures = _cultures().get(first, frozenset())
    if len(rest) == 1 and _HYPHENED.fullmatch(rest[0]):
        return True
    if not cultures or (words[0] in given_names() and rest[-1].lower() in _cultures()):
        return False
    last = rest[-1].lower()
    if "Korean" in cultures and len(rest) == 2 and all(_KOREAN.fullmatch(word) for word in rest):
        return last not in _cultures() or words[1] not in given_names()
    if "Chinese" in cultures and len(rest) == 1 and _SYLLABLES.fullmatch(rest[0]):
        return last not in _cultures() or first in _frequent() or last not in _frequent()
    if "Japanese" in cultures and len(rest) == 1:
        return "Japanese" not in _cultures().get(last, frozenset()) and last[-1:] in "aeiounō"
    return "Khmer" in cultures and len(rest) == 1 and last not in _cultures()


def family_name(name: str) -> str:
    """The family name by which `name` (a full name without titles) is shortened; `name` itself where it is one word.

    Surnames that come first are told by a lexicon of Chinese, Korean, Japanese and Khmer surnames and by the shape
    of the given name; particles go with the surname, "Jr." and the like do not.
    """
    known = _known().get(fold(name))
    if known:
        return known
    words = name.replace(",", " ").split()
    while len(words) > 1 and words[-1] in name_suffixes():
        words.pop()
    if len(words) < 2:
        return words[0] if words else name
    if words[0].isupper() and len(words[0]) > 2 and not any(word.isupper() and len(word) > 2 for word in words[1:]):
        return words[0].title()
    if surname_first(words):
        return words[0]
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in particles() and words[at - 1].lower() not in _NOT_JOINED:
        at -= 1
    surname = " ".join(words[at:])
    return surname.title() if surname.isupper() and len(surname) > 3 else surname
