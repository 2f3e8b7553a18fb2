"""What the language model reads in the place of names that it doesn't know, which it would take for other words."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.names.name_words import function_words
from pipeline.lexicons import table, values

_NAME = re.compile(r"[A-ZÀ-Þ][^\W\d_A-ZÀ-Þ]{2,}")
"""A word written as a name is, with no capital, hyphen or figure inside."""
_LEAST_PART = 2
"""Letters of the shorter part of a word taken for two common ones in one."""


@cache
def _known_names() -> dict[str, str]:
    """Names by their kind: surnames of officeholders and states, which can mean nothing else, and companies."""
    found: dict[str, str] = {}
    for row in table("companies"):
        found |= dict.fromkeys((row["name"], *values(row["other_names"])), "company")
    for row in table("officeholders"):
        found[row["surname"]] = "person"
    for row in table("countries"):
        found |= dict.fromkeys((row["name"], *values(row["capital"])), "state")
    return found


@cache
def _read_as() -> dict[str, str]:
    """By the kind of a name, one of that kind that the model knows well."""
    return {row["kind"]: row["name"] for row in table("model_names")}


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    """Endings of inflected words, and what stands for them in the base form."""
    return tuple((row["ending"], row["base"]) for row in table("inflections"))


def _is_common(word: str, common: frozenset[str]) -> bool:
    """Whether a word in small letters, or what it is a form or a compound of, is a common one."""
    if word in common or word in function_words():
        return True
    bases = {word[: len(word) - len(end)] + base for end, base in _endings() if word.endswith(end)}
    if bases & common:
        return True
    parts = range(_LEAST_PART, len(word) - _LEAST_PART)
    return any(word[:i] in common and any(b[i:] in common for b in (word, *bases)) for i in parts)


def shown_as(word: str, common: frozenset[str]) -> str:
    """The word itself, or the name that the model is to read in its place: "Tshisekedi" is as "Clinton" to it.

    `common` holds the English words of which the model's own lemmas know. A tagger of little size takes an unknown
    name at the head of a sentence for a noun or an adjective, and the verb behind it for one more noun.
    """
    if not _NAME.fullmatch(word):
        return word
    kind = _known_names().get(word)
    if kind == "company" and word.lower() in common:
        kind = None
    elif kind is None and not _is_common(word.lower(), common):
        kind = "unknown"
    return _read_as().get(kind or "", word)
