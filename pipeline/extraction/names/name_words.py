"""What single words tell of a name: forms of address, head nouns, legal forms, words that open sentences."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.extraction.names.words import Word
from pipeline.lexicons import table, values


@cache
def honorific_words() -> dict[tuple[str, ...], str]:
    """Forms of address as word tuples, with the gender they tell ("" where none)."""
    return {tuple(row["word"].split()): row["gender"] for row in table("honorifics")}


@cache
def _honorific_starts() -> frozenset[str]:
    return frozenset(words[0] for words in honorific_words())


@cache
def function_words() -> frozenset[str]:
    """Words that are no names though a sentence or headline capitalises them."""
    return frozenset(row["word"] for row in table("function_words"))


@cache
def sentence_openers() -> frozenset[str]:
    """Those of them that open sentences and never continue a name."""
    return frozenset(row["word"] for row in table("function_words") if row["opens"] == "yes")


@cache
def particles() -> frozenset[str]:
    """Lower-case words that stand inside names."""
    return frozenset(row["word"] for row in table("name_particles"))


@cache
def heads() -> dict[str, tuple[str, bool]]:
    """What a head noun makes of a name, and whether "of", "for" may follow inside the name."""
    return {row["word"]: (row["type"], row["joins"] == "yes") for row in table("name_heads")}


@cache
def form_words() -> frozenset[str]:
    """Single words (with their stops) of which legal forms of companies are made."""
    return frozenset(word.strip(",") for row in table("company_forms") for word in row["form"].split())


@cache
def form_endings() -> tuple[str, ...]:
    """Legal forms as they stand at the end of a name, with the space before them."""
    return tuple(sorted(f" {row['form']}" for row in table("company_forms") if row["place"] == "end"))


@cache
def company_heads() -> dict[str, bool]:
    """Nouns in names of companies; True where the noun alone shows a company."""
    return {row["word"]: row["weight"] == "strong" for row in table("company_heads")}


@cache
def company_fronts() -> frozenset[str]:
    """Words that open names of companies."""
    return frozenset(row["word"] for row in table("company_fronts"))


@cache
def company_nouns() -> dict[str, str]:
    """Common nouns for companies, singular, and whether "the NOUN" may refer back (see the table)."""
    return {row["word"]: row["refers"] for row in table("company_nouns")}


@cache
def _people_who_make() -> frozenset[str]:
    """Nouns in "-maker" for persons: "lawmaker"."""
    return frozenset(row["word"] for row in table("person_nouns"))


def is_company_noun(word: str) -> bool:
    """Whether the lower-case word is a common noun for a company, alone or as last part of a compound."""
    last = word.rsplit("-", 1)[-1]
    forms_ = (
        word,
        last,
        word.removesuffix("s"),
        last.removesuffix("s"),
        word[:-3] + "y" if word.endswith("ies") else word,
    )
    return any(form in company_nouns() for form in forms_) or (
        word.removesuffix("s").endswith("maker") and word.removesuffix("s") not in _people_who_make()
    )


def honorific_at(text: str, words: Sequence[Word], at: int, end: int) -> int:
    """Number of words of the honorific that starts at word `at`; 0 where there is none."""
    if words[at].text not in _honorific_starts():
        return 0
    known = honorific_words()
    for size in (3, 2, 1):
        if at + size <= end and tuple(word.text for word in words[at : at + size]) in known:
            return size
    return 0


def is_name_word(word: Word) -> bool:
    """Whether a word is written as names are."""
    return word.capitalised


@cache
def name_suffixes() -> frozenset[str]:
    """Words after a person's name that are no part of the family name: "Jr."."""
    return frozenset(row["word"] for row in table("name_suffixes"))


@cache
def name_cues(cue: str) -> frozenset[str]:
    """The words that show `cue`, in lower case; see `name_cues.csv`. Raises KeyError for an unknown cue."""
    return frozenset(values({row["cue"]: row["words"] for row in table("name_cues")}[cue]))


@cache
def official_nouns() -> frozenset[str]:
    """Nouns after a demonym that make it mean the government: "Chinese officials"."""
    return frozenset(row["word"] for row in table("official_nouns"))
