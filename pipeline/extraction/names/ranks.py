"""Ranks and fields of government: the words of which offices are made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.extraction.names.words import Word
from pipeline.lexicons import table

_MAX_RANK_WORDS = 7

_JOINERS = frozenset({"and", "&", "of", "the", "for"})


@dataclass(frozen=True, slots=True)
class Rank:
    """One row of the ranks table."""

    words: tuple[str, ...]
    kind: str
    level: str
    before: bool
    after: bool
    alone: bool


@cache
def ranks() -> dict[tuple[str, ...], Rank]:
    """The ranks of the lexicon by their words in lower case."""
    found: dict[tuple[str, ...], Rank] = {}
    for row in table("office_ranks"):
        words = tuple(row["rank"].split())
        found[words] = Rank(
            words,
            row["kind"],
            row["level"],
            row["portfolio"] in {"before", "both"},
            row["portfolio"] in {"after", "both"},
            row["alone"] == "yes",
        )
    return found


@cache
def _first_words() -> frozenset[str]:
    """Words that open a rank, singular or plural."""
    first = {words[0] for words in ranks()}
    plural = {f"{word}s" for word in first} | {f"{word[:-1]}ies" for word in first if word.endswith("y")}
    plural |= {f"{word}es" for word in first if word.endswith("ss")}
    return frozenset(first | plural | {f"{word[:-2]}en" for word in first if word.endswith("man")})


@cache
def modifiers() -> dict[str, bool]:
    """Words before a rank ("deputy", "former"); True where the office keeps them."""
    return {row["word"]: row["keep"] == "yes" for row in table("office_modifiers")}


@cache
def portfolio_phrases() -> frozenset[tuple[str, ...]]:
    """Fields of government as tuples of lower-case words."""
    return frozenset(tuple(row["word"].lower().split()) for row in table("portfolios"))


@cache
def portfolio_words() -> frozenset[str]:
    """Single words of which fields of government are made."""
    return frozenset(word for phrase in portfolio_phrases() for word in phrase if word not in _JOINERS)


@cache
def _office_countries() -> tuple[tuple[str, str], ...]:
    return tuple((row["office"], row["country"]) for row in table("office_countries"))


def country_of_office(text: str) -> str | None:
    """The one country that has an office of this name ("External Affairs Minister"), else None."""
    low = text.lower()
    for office, country in _office_countries():
        if low == office or low.endswith(" " + office):
            return country
    return None


def _singular(low: str) -> str | None:
    if low.endswith("ies"):
        return low[:-3] + "y"
    if low.endswith("men"):
        return low[:-3] + "man"
    if low.endswith("sses"):
        return low[:-2]
    if low.endswith("s") and len(low) > 4:
        return low[:-1]
    return None


def singular_office(text: str) -> str:
    """The office of one of several holders: "foreign ministers" → "foreign minister"."""
    words = text.split()
    known = {word for rank in ranks() for word in rank}
    return " ".join(
        single
        if (single := _keep_case(word)) is not None
        and single.lower() in known
        and word.lower() not in known - {"ministers"}
        else word
        for word in words
    )


def _keep_case(word: str) -> str | None:
    low = _singular(word.lower())
    return None if low is None else word[: len(low)] if word.lower().startswith(low) else word[: len(low) - 1] + low[-1]


def gap_between(text: str, left: Word, right: Word) -> str:
    """The text between two words."""
    return text[left.end : right.start]


def rank_at(text: str, words: Sequence[Word], at: int, end: int) -> tuple[Rank, int, bool] | None:
    """The longest rank that starts at word `at`, where it ends, and whether it is plural."""
    if words[at].low not in _first_words():
        return None
    best: tuple[Rank, int, bool] | None = None
    known = ranks()
    lows: list[str] = []
    for last in range(at, min(end, at + _MAX_RANK_WORDS)):
        if last > at and gap_between(text, words[last - 1], words[last]) not in {" ", "-", " & "}:
            break
        if last > at and gap_between(text, words[last - 1], words[last]) == " & ":
            lows.append("&")
        lows.append(words[last].low)
        rank = known.get(tuple(lows))
        if rank:
            best = (rank, last + 1, lows[-1] == "ministers")
            continue
        single = _singular(lows[-1])
        rank = known.get((*lows[:-1], single)) if single else None
        if rank:
            best = (rank, last + 1, True)
        elif len(lows) > 1:
            first = _singular(lows[0])  # "Secretaries of State"
            rank = known.get((first, *lows[1:])) if first else None
            if rank:
                best = (rank, last + 1, True)
    return best
