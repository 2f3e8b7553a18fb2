"""What a name's own shape tells: legal forms, head nouns, given names, the model's label, a preposition before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from pipeline.extraction.document import Parse, Token
from pipeline.extraction.names.family import ends_in_surname, frequent_surname, hyphened, noun_surnames, surname_first
from pipeline.extraction.names.gazetteer import city_countries, fold, given_names, officeholders
from pipeline.extraction.names.name_words import (
    company_fronts,
    company_heads,
    form_endings,
    form_words,
    heads,
    name_cues,
)
from pipeline.extraction.names.ranks import portfolio_words
from pipeline.extraction.names.runs import Run, in_full
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table, values

_MODEL_KINDS = {"PERSON": "person", "ORG": "organised", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}
_ABSTRACT = ("tion", "tions", "ment", "ments", "ness", "ities", "ism", "ships")
"""Endings of nouns that are seldom the whole name of anybody."""
_INNER_CAPITAL = re.compile(r"(?!Mc|Mac|De|Di|Du|La|Le|Van|O[A-Z])[A-Z][a-z]{2,}[A-Z][A-Za-z]*")
"""A name of one word with a capital inside it, as companies are called."""
_PLACE_PREPOSITIONS = frozenset({"in", "at", "near", "outside", "around", "across", "into", "inside"})


@cache
def _non_names() -> frozenset[str]:
    return frozenset(row["word"] for row in table("non_names"))


def weigh_form(run: Run, common: frozenset[str]) -> None:
    """Votes from the run's own shape: legal forms, head nouns, lexicon.

    `common` holds the words that the article also writes in lower case: they are seldom names.
    """
    if run.hit is not None:
        if run.hit.kind in {"government_body", "organisation", "company", "bloc"}:
            run.vote(run.hit.kind, 12)
        return
    words = run.text.replace(",", " ").split()
    tail = words[-1]
    if " ".join(words[-2:]) in heads():
        run.vote(heads()[" ".join(words[-2:])][0], 14)
    if len(words) > 1 and (tail in form_words() or run.text.endswith(form_endings())):
        run.vote("company", 12)
    if words[0] in {"PT", "OOO", "TOO", "JSC"} and len(words) > 1:
        run.vote("company", 12)
    head = next(
        (heads()[word] for word in words[:-1] if word in heads() and heads()[word][1] and _joined(run.text, word)), None
    )
    if head is not None:
        run.vote(head[0], 9)
    elif tail in heads() and not ends_in_surname(words):
        kind = heads()[tail][0]
        if kind == "other" and tail in company_heads():
            kind = "company"
        run.vote(kind, 6)
    if len(words) > 1 and tail in company_heads():
        run.vote("company", 6 if company_heads()[tail] else 1.5)
    elif len(words) > 1 and any(company_heads().get(word, False) for word in words):
        # "Lithium Reserves": common words in capitals are nobody's name
        own = any(word.lower() not in common and not company_heads().get(word, False) for word in words)
        run.vote("company", 4 if own and tail not in heads() and not _generic(words) else 1.5)
    if len(words) > 1 and words[0] in company_fronts():
        run.vote("company", 8)
    if len(words) > 1 and _of_known_company(words) and tail not in heads():
        run.vote("company", 5)  # "Boliden Baltic"
    if re.search(r"\d", run.text):
        run.vote("person", -4)
    if len(words) > 1 and _is_acronym(words[0]) and not any(word.isupper() for word in words[1:]):
        run.vote("person", -4)  # "ZGH Bolesław"
        run.vote("company", 2)
    if len(words) == 2 and words[0] in _demonyms() and tail not in heads():
        run.vote("company", 3)  # "American Salars", kept whole where it does something itself
    if len(words) == 1 and _INNER_CAPITAL.fullmatch(run.text):
        run.vote("company", 3)  # "SolGold", "RareX"
    if len(words) == 1 and in_full(run.text):
        run.vote("person", 6)
    if len(words) < 4 and _chinese(words):
        run.vote("person", 2.5)  # "Zijin's Chen Jinghe"
    if " & " in run.text:
        run.vote("company", 2)
    if len(words) == 1 and run.text.isupper() and len(run.text) > 1:
        run.vote("person", -3)
        run.vote("nothing", 1.5)
    if len(words) == 1 and run.honorific is None and (tail in company_heads() or tail in form_words()):
        run.vote("nothing", 4)  # "Holdings", "Technologies": the end of a name, and nobody's alone
    if len(words) == 1 and (len(run.text) <= 2 or any(char.isdigit() for char in run.text)):
        run.vote("nothing", 3)
    if len(words) > 1 and words[0].lower() in name_cues("kin"):
        run.vote("nothing", 12)  # "Uncle Frank"
    if run.text in _non_names() and run.honorific is None:
        run.vote("nothing", 12)
    elif len(words) == 1 and run.text.endswith(_ABSTRACT) and not run.text.isupper():
        run.vote("nothing", 2.5)
    if run.honorific is None and all(word.lower() in common for word in words):
        if len(words) == 1:
            run.vote("nothing", 5)
        elif not any(word in company_heads() for word in words):
            run.vote("nothing", 3)
    if run.honorific is not None:
        run.vote("person", 8)
    named = tail in noun_surnames() or tail not in heads()
    if 2 <= len(words) <= 5 and words[0] in given_names() and not run.votes.get("company") and named:
        run.vote("person", 4)
    holder = officeholders().get(fold(run.text))
    if holder is None and len(words) == 2:
        holder = officeholders().get(fold(f"{words[1]} {words[0]}"))  # "Takaichi Sanae"
    if holder is not None:
        run.vote("person", 7)
        run.hint = holder
    elif run.text in city_countries() or run.text.title() in city_countries():
        run.vote("place", 4)


def _chinese(words: Sequence[str]) -> bool:
    """Whether a name is shaped like a Chinese or Korean person's: a frequent surname and syllables behind it."""
    if len(words) == 2 and frequent_surname(words[0]) and hyphened(words[1]):
        return True  # "Park Yoon-joo"
    if len(words) < 2 or any(word in company_heads() or word in heads() or word in given_names() for word in words):
        return False
    return frequent_surname(words[0]) and surname_first(list(words))


@cache
def _known_companies() -> frozenset[str]:
    return frozenset(name for row in table("companies") for name in (row["name"], *values(row["other_names"])))


def _of_known_company(words: Sequence[str]) -> bool:
    """Whether a name opens with that of a well-known company, which is nobody's given name, and goes on in words."""
    known = any(" ".join(words[:size]) in _known_companies() for size in (1, 2) if size < len(words))
    return known and words[0] not in given_names() and len(words) < 5 and all(word.isalpha() for word in words[1:])


@cache
def _demonyms() -> frozenset[str]:
    return frozenset(name for row in table("countries") for name in values(row["adjectives"]))


def _generic(words: Sequence[str]) -> bool:
    """Whether a name is made of nothing but fields and wares: "Capital Investment", "Energy Resources"."""
    return all(word in company_heads() or word.lower() in portfolio_words() for word in words)


def _is_acronym(word: str) -> bool:
    """Whether a word is letters that nobody bears as initials or in place of a given name."""
    return len(word) > 2 and word.isalpha() and word.isupper() and word.title() not in given_names()


def _joined(text: str, word: str) -> bool:
    return bool(re.search(rf"\b{re.escape(word)} (?:of|for|on|to) ", text))


def weigh_model(runs: Sequence[Run], parse: Parse | None) -> None:
    """Votes from the language model's entity labels, by the share of the run that they cover."""
    if parse is None or not parse.tokens:
        return
    tokens = parse.tokens
    labelled = any(token.entity for token in tokens)  # elsewhere the model was not asked
    at = 0
    for run in runs:
        while at < len(tokens) and tokens[at].end <= run.start:
            at += 1
        i = at
        cover: dict[str, int] = {}
        size = 0
        while i < len(tokens) and tokens[i].start < run.end:
            length = min(tokens[i].end, run.end) - max(tokens[i].start, run.start)
            size += length
            kind = _MODEL_KINDS.get(tokens[i].entity, "")
            if kind:
                cover[kind] = cover.get(kind, 0) + length
            i += 1
        for kind, length in sorted(cover.items()):
            run.vote(kind, 3.0 * length / max(size, 1))
        if i - at == 1 and run.text.isupper() and len(run.text) > 2 and _acts(tokens, at):
            run.vote("organised", 2.0)
        if not cover and size and (labelled or " " in run.text or run.text.isupper()):
            run.vote("nothing", 1.0)
        first = at
        if (
            first < len(tokens)
            and tokens[first].start <= run.start < tokens[first].end
            and run.start <= parse.tokens[0].start + 2
            and tokens[first].pos not in {"PROPN", "X"}
            and i - first == 1
        ):
            # a word that only opens the sentence may be a common one
            run.vote("nothing", 4.0)


def _acts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a lone abbreviation is somebody: it acts, or is acted with."""
    token = tokens[at]
    if token.tag not in {"NNP", "NNPS"}:
        return False
    partner = token.dep == "pobj" and tokens[token.head].text in {"with", "by", "between"}
    return partner or token.dep in {"nsubj", "nsubjpass"}


def weigh_laws(runs: Sequence[Run], text: str) -> None:
    """Votes against the front of a law's name being anybody: "the Water Resources Reform and Development Act"."""
    for front, rest in pairwise(runs):
        kind = heads().get(rest.text.split()[-1], ("", False))[0]
        if kind == "other" and text[front.end : rest.start] == " and " and text[: front.start].lower().endswith("the "):
            front.vote("other", 8)


def weigh_place(run: Run, text: str, words: Sequence[Word], first: int) -> None:
    """Votes against a party where the run stands as a place: "in Potosí", "near Kitwe"."""
    if (
        run.first > first
        and words[run.first - 1].low in _PLACE_PREPOSITIONS
        and text[words[run.first - 1].end : run.start] == " "
    ):
        run.vote("place", 1.5)
    if run.hit is not None or run.first != first:
        return
    words_ = run.text.split()
    if len(words_) == 1 and run.text.endswith("ly") and text.startswith(",", run.end):
        run.vote("nothing", 8)  # "Luckily, …"
    elif (
        words_[0].endswith("ing")
        and len(words_) > 1
        and words_[0] not in company_heads()
        and words_[0] not in given_names()
        and run.votes.get("company", 0) < 9
    ):
        run.vote("nothing", 6)  # a heading that runs on: "Gathering Local Input: …"
