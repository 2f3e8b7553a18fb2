"""Words that are ranks and something else too: surnames, given names, parts of the names of companies and places."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from pipeline.extraction.names.fields import head_words
from pipeline.extraction.names.gazetteer import given_names
from pipeline.extraction.names.name_words import form_words, particles
from pipeline.extraction.names.ranks import Rank, gap_between, ranks
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table

_LETTERS = 2
"""So many letters at most does an office's short form have that is an hour or a measure too."""
_GOVERNING = frozenset({"with", "for", "to", "up"})
"""Words after "Partners" where it is a verb: "Acme Partners with Zenith"."""


def surnames_like_ranks(text: str, words: Sequence[Word]) -> frozenset[str]:
    """Surnames of the article that are ranks too: "King" where "Madeleine King" is named."""
    first = {words_[0].title() for words_ in ranks() if len(words_) == 1}
    return frozenset(
        word.text
        for at, (before, word) in enumerate(pairwise(words))
        if word.text in first
        and before.text in given_names()
        and gap_between(text, before, word) == " "
        and not _titles_next(text, words, at + 1)
    )


def _titles_next(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether the name of whoever holds a rank stands behind word `at`: "San Juan Governor Marcelo Orrego"."""
    if at + 1 >= len(words) or gap_between(text, words[at], words[at + 1]) != " ":
        return False
    return words[at + 1].text in given_names()


def _is_given(text: str, words: Sequence[Word], at: int, match: tuple[Rank, int, bool]) -> bool:
    """Whether a royal rank is a given name, by the particle of the name behind it: "Dr. Sultan Al Jaber"."""
    last = match[1]
    if match[0].kind != "royal" or last != at + 1 or last >= len(words) or words[at].text not in given_names():
        return False
    return gap_between(text, words[at], words[last]) == " " and words[last].low.split("-")[0] in particles()


def is_surname(
    text: str, words: Sequence[Word], at: int, match: tuple[Rank, int, bool], surnames: frozenset[str]
) -> bool:
    """Whether a rank of one word is the surname of somebody whom the article names, or follows a given name."""
    if _is_given(text, words, at, match):
        return True
    if words[at].text not in surnames or match[1] != at + 1:
        return False
    before = words[at - 1] if at > 0 else None
    after = words[at + 1] if at + 1 < len(words) else None
    if before is not None and gap_between(text, before, words[at]) == " ":
        if before.text in given_names():
            return True
        if before.low == "the":
            return False
    return after is None or not (after.capitalised and gap_between(text, words[at], after) == " ")


def is_measure(words: Sequence[Word], at: int, low: int) -> bool:
    """Whether letters that stand for an office are an hour or a measure here: "3 PM", "at ten pm", "12 cm"."""
    word = words[at]
    if len(word.text) > _LETTERS:
        return False
    return not word.text.isupper() or (at > low and words[at - 1].text[-1:].isdigit())


@cache
def _company_tails() -> tuple[frozenset[str], frozenset[str]]:
    """Legal forms, and nouns that end names of companies."""
    return form_words(), frozenset(row["word"] for row in table("company_heads") if row["weight"] == "strong")


def in_company(text: str, words: Sequence[Word], at: int, end: int, match: tuple[Rank, int, bool], low: int) -> bool:
    """Whether a rank of one word is part of a company's name: "Premier African Minerals", "Ocean Partners Holdings"."""
    rank, last, plural = match
    word = words[at]
    if last != at + 1 or not word.text.istitle():
        return False
    forms, tails = _company_tails()
    if at > low and rank.words[-1] in {"partner", "associate"} and words[at - 1].text.istitle():
        after = words[last].text if last < end and gap_between(text, word, words[last]) == " " else ""
        joined = plural and gap_between(text, words[at - 1], word) == " "
        alone = not after[:1].isupper() and after not in _GOVERNING and words[at - 1].text not in given_names()
        return joined and (after in forms | tails or alone)
    if rank.kind not in {"state", "royal", "military"} or rank.words[0] == "president" or plural:
        return False
    if rank.kind == "royal" and _names_place(text, words, last, end):
        return True  # "Prince William Forest Park", "Prince George's County"
    if last < end and words[last].text in head_words() and gap_between(text, word, words[last]) == " ":
        return True  # "Massachusetts General Hospital"
    i = last
    while i < min(end, last + 4) and gap_between(text, words[i - 1], words[i]) == " " and words[i].capitalised:
        if words[i].text in given_names():
            return False
        if i > last and (words[i].text in forms or words[i].text in tails):
            return True
        i += 1
    return False


@cache
def _things() -> frozenset[str]:
    """Head nouns of places and things."""
    return frozenset(row["word"] for row in table("name_heads") if row["type"] == "other")


def _names_place(text: str, words: Sequence[Word], at: int, end: int) -> bool:
    """Whether the capitalised words from word `at` on end in the noun of a place."""
    i = at
    while i < min(end, at + 5) and (gap_between(text, words[i - 1], words[i]) == " " or words[i].low in {"'s", "’s"}):
        if not words[i].capitalised and words[i].low not in {"'s", "’s"}:
            return False
        if i > at and words[i].text in _things():
            return True
        i += 1
    return False
