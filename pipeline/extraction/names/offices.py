"""Offices as a grammar over words: [whose] [modifiers] [portfolio] rank [of portfolio] [of whom]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from pipeline.extraction.names.gazetteer import Hit, city_countries, given_names, organ_blocs
from pipeline.extraction.names.name_words import form_words
from pipeline.extraction.names.ranks import (
    Rank,
    country_of_office,
    gap_between,
    modifiers,
    portfolio_words,
    rank_at,
    ranks,
)
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table

_MAX_PORTFOLIO_WORDS = 9

_GOVERNING = frozenset({"with", "for", "to", "up"})
"""Words after "Partners" where it is a verb: "Acme Partners with Zenith"."""

_SENT = frozenset({"representative", "delegate"})
"""Officials who may be sent to a state or body as envoys are."""

_WHOSE = frozenset(
    {"government_body", "country", "short", "adjective", "seat", "capital", "bloc", "bloc_adjective", "bloc_seat"}
)


@dataclass(frozen=True, slots=True)
class Office:
    """An office phrase in the text, as word indices `[first, last)`; `start` takes whose office along.

    `text` is the office without the country ("Treasury Secretary"); `country` is the ISO code that the
    phrase itself tells, `bloc` the bloc; `plural` where several hold it ("finance ministers").
    """

    first: int
    last: int
    core_first: int
    text: str
    kind: str
    level: str
    rank: str
    country: str | None
    bloc: str | None
    plural: bool
    former: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class WordHits:
    """Gazetteer hits by the word they start and end at."""

    starting: dict[int, Hit]
    """Hit by the offset at which it starts."""
    ending: dict[int, Hit]
    """Hit by the offset at which it ends."""


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
        elif word == "and" and gap == " " and first == i + 1:
            pass
        elif "-" in word and word.split("-")[-1] in known and gap == " ":
            first = i
        else:
            break
        i -= 1
    return first


def _portfolio_after(text: str, words: Sequence[Word], at: int, end: int, hits: WordHits) -> int:
    """End of the portfolio that starts at word `at` (after "of", "for"); `at` where there is none."""
    known = portfolio_words()
    last = at
    i = at
    if i < end and words[i].low == "the":
        i += 1
    while i < end and i - at < 14:
        word = words[i]
        gap = gap_between(text, words[i - 1], word) if i else " "
        inside = hits.starting.get(word.start)
        if inside is not None and inside.kind in {"government_body", "organisation", "company", "bloc"}:
            break
        if word.low in known and (gap in {" ", ", ", " & "}):
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


def _whose_after(text: str, words: Sequence[Word], at: int, end: int, hits: WordHits) -> tuple[int, Hit | None]:
    """A country or bloc told after the office: "of Bolivia", "of the Republic of Chile", "for the EU"."""
    if at >= end or words[at].low not in {"of", "for", "to"} or gap_between(text, words[at - 1], words[at]) != " ":
        return at, None
    i = at + 1
    if i < end and words[i].low == "the":
        i += 1
    if i >= end:
        return at, None
    hit = hits.starting.get(words[i].start)
    if hit is None or hit.kind not in {"country", "short", "bloc"}:
        return at, None
    last = i
    while last < end and words[last].end <= hit.end:
        last += 1
    if last < end and words[last].text.lower() in {"'s", "’s"}:
        return at, None
    return last, hit


def _posted_to(text: str, words: Sequence[Word], at: int, end: int, hits: WordHits) -> int:
    """End of the state or body to which an envoy is sent: "to China", "to the United Nations"; `at` where none is."""
    if at + 1 >= end or words[at].low != "to" or gap_between(text, words[at - 1], words[at]) != " ":
        return at
    i = at + 2 if words[at + 1].low == "the" and at + 2 < end else at + 1
    hit = hits.starting.get(words[i].start)
    if hit is None or hit.kind not in {"country", "short", "bloc", "organisation"}:
        return at
    last = i
    while last < end and words[last].end <= hit.end:
        last += 1
    return at if last < end and words[last].text.lower() in {"'s", "’s"} else last


def surnames_like_ranks(text: str, words: Sequence[Word]) -> frozenset[str]:
    """Surnames of the article that are ranks too: "King" where "Madeleine King" is named."""
    first = {words_[0].title() for words_ in ranks() if len(words_) == 1}
    return frozenset(
        word.text
        for before, word in pairwise(words)
        if word.text in first and before.text in given_names() and gap_between(text, before, word) == " "
    )


def _is_surname(
    text: str, words: Sequence[Word], at: int, match: tuple[Rank, int, bool], surnames: frozenset[str]
) -> bool:
    """Whether a rank of one word is the surname of somebody whom the article names, or follows a given name."""
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


@cache
def _company_tails() -> tuple[frozenset[str], frozenset[str]]:
    """Legal forms, and nouns that end names of companies."""
    return form_words(), frozenset(row["word"] for row in table("company_heads") if row["weight"] == "strong")


def _in_company(text: str, words: Sequence[Word], at: int, end: int, match: tuple[Rank, int, bool], low: int) -> bool:
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


def find_offices(
    text: str,
    words: Sequence[Word],
    first: int,
    end: int,
    hits: WordHits,
    surnames: frozenset[str] = frozenset(),
) -> list[Office]:
    """Office phrases among the words `[first, end)` of one sentence, in order, not overlapping.

    `surnames` are the surnames of the article that are ranks too.
    """
    found: list[Office] = []
    i = first
    low = first
    while i < end:
        inside = hits.starting.get(words[i].start)
        if inside and inside.kind in {"government_body", "organisation", "company"} and inside.end > words[i].end:
            while i < end and words[i].start < inside.end:
                i += 1
            continue
        match = rank_at(text, words, i, end)
        if (
            match is None
            or _is_surname(text, words, i, match, surnames)
            or _in_company(text, words, i, end, match, low)
        ):
            i += 1
            continue
        rank, last, plural = match
        core = i
        former = False
        while True:
            moved = False
            if rank.before:
                start = portfolio_before(text, words, core, low)
                if start < core and (core == i or all(words[j].low not in modifiers() for j in range(core, i))):
                    core, moved = start, True
            while (
                core > low
                and words[core - 1].low in modifiers()
                and gap_between(text, words[core - 1], words[core]) in {" ", "-"}
            ):
                former = former or not modifiers()[words[core - 1].low]
                core, moved = core - 1, True
            if not moved:
                break
        text_first = core
        while text_first < i and not modifiers().get(words[text_first].low, True):
            text_first += 1
        # whose: "Chinese", "China's", "US", "EU", "White House"
        whole = core
        country: str | None = None
        bloc: str | None = None
        j = core - 1
        possessive = j >= low and words[j].text.lower() in {"'s", "’s"}
        if possessive:
            j -= 1
        if j >= low and gap_between(text, words[j], words[j + 1]) in {"", " ", "-"}:
            hit = hits.ending.get(words[j].end)
            if hit and (hit.kind in _WHOSE or (hit.kind == "division" and hit.country)):
                if hit.kind == "government_body":
                    bloc = organ_blocs().get(hit.key)
                    country = hit.country if bloc is None else None
                    if not possessive:
                        while text_first > low and words[text_first - 1].start >= hit.start:
                            text_first -= 1
                elif hit.kind in {"bloc", "bloc_adjective", "bloc_seat"}:
                    bloc = hit.key
                else:
                    country = hit.country or hit.key
                while whole > low and words[whole - 1].start >= hit.start:
                    whole -= 1
                # modifiers before the country: "former Australian prime minister"
                while (
                    whole > low
                    and words[whole - 1].low in modifiers()
                    and gap_between(text, words[whole - 1], words[whole]) == " "
                ):
                    former = former or not modifiers()[words[whole - 1].low]
                    whole -= 1
        if country is None and bloc is None and rank.words[-1] in {"mayor", "governor"}:
            city = text[words[core - 1].start : words[core - 1].end] if core > low else ""
            country = city_countries().get(city)
        text_last = last
        followed = (
            last < end and words[last].low in {"of", "for"} and gap_between(text, words[last - 1], words[last]) == " "
        )
        if followed and ((rank.after and not plural) or rank.words[-1] in {"minister", "ministers"}):
            ending = _portfolio_after(text, words, last + 1, end, hits)
            if ending > last + 1:
                last = text_last = ending
        if country is None and rank.words[-1] in {"mayor", "governor"} and last + 1 < end and words[last].low == "of":
            division = hits.starting.get(words[last + 1].start)
            country = city_countries().get(words[last + 1].text) or (division.country if division else None)
            if country is not None:
                last += 2
        sent = not plural and (rank.kind == "envoy" or rank.words[-1] in _SENT)
        posted = _posted_to(text, words, last, end, hits) if sent else last
        after, hit = _whose_after(text, words, last, end, hits) if posted == last else (last, None)
        if posted > last:
            last = text_last = posted
        if hit is not None:
            last = last if plural else after  # "leaders of the G7" leaves the bloc to be named
            if hit.kind == "bloc":
                bloc = bloc or hit.key
            else:
                country = country or hit.key
        label = text[words[text_first].start : words[text_last - 1].end]
        if country is None and bloc is None:
            country = country_of_office(label)
        found.append(
            Office(
                whole, last, text_first, label, rank.kind, rank.level, " ".join(rank.words), country, bloc, plural,
                former, rank.alone,
            )
        )  # fmt: skip
        low = i = last
    return found
