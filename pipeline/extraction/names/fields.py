"""Fields of government beside the rank of an office: "mines and energy minister", "Minister of Trade and Gas"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.extraction.names.gazetteer import WordHits
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.ranks import gap_between, portfolio_words
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table

_MAX_PORTFOLIO_WORDS = 9
_LONGEST_REGION = 6
"""Words before "Affairs" that say of what part of the world they are."""


def portfolio_before(text: str, words: Sequence[Word], at: int, low: int) -> int:
    """First word of the portfolio that ends right before word `at`; `at` where there is none."""
    known = portfolio_words()
    first = at
    i = at - 1
    while i >= low and at - i <= _MAX_PORTFOLIO_WORDS:
        gap = gap_between(text, words[i], words[i + 1])
        word = words[i].low
        if word in known and gap in {" ", ", ", " & "}:
            # A lone comma may also part a list of persons: it needs an "and" nearer to the rank.
            if gap == ", " and not any(words[j].low == "and" for j in range(i + 1, at)):
                break
            first = i
        elif word == "and" and gap == " " and first == i + 1 < at:
            pass
        elif "-" in word and word.split("-")[-1] in known and gap == " ":
            first = i
        else:
            break
        i -= 1
    return first


def _of_region(text: str, words: Sequence[Word], at: int, end: int) -> int:
    """The word behind the words for a part of the world that open a field at word `at`: "East Asian and Pacific
    (Affairs)"; `at` where no field follows them."""
    i = at
    while i < min(end, at + _LONGEST_REGION):
        word = words[i]
        if i > at and gap_between(text, words[i - 1], word) != " ":
            return at
        region = word.capitalised and word.low in name_cues("field_region")
        if not region and word.capitalised and word.low in portfolio_words():
            return i if i > at else at
        if not region and not (word.low in {"and", "the"} and (i > at or word.low == "the")):
            return at
        i += 1
    return at


def portfolio_after(text: str, words: Sequence[Word], at: int, end: int, hits: WordHits) -> int:
    """End of the portfolio that starts at word `at` (after "of", "for"), with the one that narrows it ("of Defense
    for Special Operations"); `at` where there is none."""
    last = _one_portfolio(text, words, at, end, hits)
    narrowed = (
        at < last < end - 1 and words[last].low == "for" and gap_between(text, words[last - 1], words[last]) == " "
    )
    return max(last, _narrower(text, words, last + 1, end, hits)) if narrowed else last


def _narrower(text: str, words: Sequence[Word], at: int, end: int, hits: WordHits) -> int:
    """End of the portfolio at word `at` that another one is narrowed to; 0 where there is none."""
    last = _one_portfolio(text, words, at, end, hits)
    return last if last > at and words[at].capitalised else 0


def _one_portfolio(text: str, words: Sequence[Word], at: int, end: int, hits: WordHits) -> int:
    """End of the portfolio that starts at word `at`; `at` where there is none."""
    known = portfolio_words()
    last = at
    i = at
    if i < end and words[i].low == "the":
        i += 1
    i = _of_region(text, words, i, end)
    while i < end and i - at < 14:
        word = words[i]
        gap = gap_between(text, words[i - 1], word) if i else " "
        inside = hits.starting.get(word.start)
        if inside is not None and inside.kind in {"government_body", "organisation", "company", "bloc"}:
            # "Minister of Mineral Resources" is not of the company of that name
            fields = all(part.lower() in known for part in text[inside.start : inside.end].split())
            if not fields:
                break
        region = word.capitalised and word.low in name_cues("abroad") and i == at  # "Minister for Africa"
        if (word.low in known or region) and gap in {" ", ", ", " & "}:
            if gap == ", " and not word.text[0].isupper():
                break
            if gap == ", " and last != i:
                break
            last = i + 1
        elif last > at and gap in {" ", ", "} and word.low in {"and", "of", "the"} and i + 1 < end:
            # joined on only where another field follows, maybe after a qualifier
            ahead = [words[j] for j in range(i + 1, min(end, i + 4))]
            fits = next((k for k, each in enumerate(ahead) if each.low in known), None)
            if fits is None or not all(each.capitalised or each.low in {"the", "of"} for each in ahead[:fits]):
                break
            inner = [hits.starting.get(each.start) for each in ahead[: fits + 1]]
            if any(hit is not None and hit.kind == "government_body" for hit in inner):
                break  # "Envoy for Climate Change and the Environmental Protection Agency"
            if any(gap_between(text, words[j], words[j + 1]) not in {" "} for j in range(i, i + 1 + fits)):
                break
            last = i + 2 + fits
            i = last
            continue
        elif gap == ", " and last == i and word.capitalised:
            ahead = [words[j] for j in range(i, min(end, i + 3))]
            fits = next((k for k, each in enumerate(ahead) if each.low in known), None)
            if fits is None or not all(each.capitalised for each in ahead[: fits + 1]):
                break
            if any(gap_between(text, words[j], words[j + 1]) != " " for j in range(i, i + fits)):
                break
            last = i + fits + 1
            i = last
            continue
        else:
            break
        i += 1
    if (
        last > at
        and last < end
        and gap_between(text, words[last - 1], words[last]) == " "
        and words[last].text in head_words()
    ):
        return at  # "of the National Space Council": a body, no field
    return last


@cache
def head_words() -> frozenset[str]:
    """Head nouns of bodies: what stands before them names the body and is no field of an office."""
    return frozenset(row["word"] for row in table("name_heads") if row["type"] != "other")
