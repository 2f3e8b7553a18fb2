"""Whether two names mean the same one: forms of a full name, short names, abbreviations."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from pipeline.extraction.names.gazetteer import fold
from pipeline.extraction.names.name_words import form_words, heads, name_cues, particles
from pipeline.lexicons import table


@lru_cache(maxsize=8192)
def bare(name: str) -> str:
    """Folded name of an organisation without its legal forms and a leading "the"."""
    words = name.replace(",", " ").split()
    while len(words) > 1 and words[-1] in form_words():
        words.pop()
    if len(words) > 1 and words[0].lower() in {"the", "pt"}:
        words = words[1:]
    return fold(" ".join(words))


@lru_cache(maxsize=8192)
def name_tokens(name: str) -> tuple[str, ...]:
    """Folded words of a person's name without particles and suffixes."""
    return tuple(
        token for token in fold(name).split() if token not in particles() and token not in {"jr", "sr", "ii", "iii"}
    )


@cache
def _full_forms() -> dict[str, str]:
    return {row["short"]: row["full"] for row in table("short_given_names")}


def _in_full(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name with its given name in full: "Joe Biden" as "joseph biden"."""
    return (_full_forms().get(tokens[0], tokens[0]), *tokens[1:]) if len(tokens) > 1 else tokens


def _subsequence(short: Sequence[str], long_: Sequence[str]) -> bool:
    at = iter(long_)
    return all(token in at for token in short)


def same_person(a: str, b: str) -> bool:
    """Whether two names of several words are forms of one: "Donald Trump" and "Donald J. Trump"."""
    left, right = _in_full(name_tokens(a)), _in_full(name_tokens(b))
    short, long_ = sorted((left, right), key=len)
    if len(short) < 2:
        return _surname_of(*sorted((fold(a), fold(b)), key=len))
    if short == long_ or _subsequence(short, long_):
        return True
    # initials: "J. Greer"
    return (
        len(short) == len(long_)
        and short[-1] == long_[-1]
        and all(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(short, long_, strict=True))
    )


def _surname_of(short: str, full: str) -> bool:
    """Whether a surname of several words, a particle being the first, ends the full name: "De Wever"."""
    return " " in short and full.endswith(f" {short}")


def initials(name: str) -> str:
    """The first letters of a name's capitalised words, legal forms left out: "SRC"."""
    words = [word for word in name.replace("-", " ").split() if word[0].isupper() and word not in form_words()]
    return "".join(word[0] for word in words)


@lru_cache(maxsize=65536)
def short_of(short: str, full: str, person: bool) -> float:
    """How well `short` can stand for `full` later in the article, 0 where it can't."""
    a = fold(short)
    if person:
        tokens = name_tokens(full)
        parts = name_tokens(short)
        if not parts or len(parts) >= len(tokens):
            return 0.0
        if len(parts) == 1:
            if parts[0] == tokens[-1]:
                return 3.0
            if parts[0] == tokens[0]:
                return 2.0
            return 1.0 if parts[0] in tokens else 0.0
        return 2.5 if _subsequence(parts, tokens) else 0.0
    b, c = bare(full), bare(short)
    if not c or a == fold(full):
        return 3.0 if a == fold(full) else 0.0
    if c == b:
        return 3.0
    if b.startswith(c + " "):
        return 2.5
    if short.isupper() and 2 <= len(short) <= 7 and " " not in short:
        letters = initials(full)
        if short == letters and len(short) >= 3:
            return 2.0
    if (" " + c + " ") in (" " + b + " ") and len(c) > 4 and c not in name_cues("trade") and (short not in heads()):
        return 1.0 if not b.endswith(" " + c) else 0.8
    return 0.0
