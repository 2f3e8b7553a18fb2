"""Offices as a grammar over words: [whose] [modifiers] [portfolio] rank [of portfolio] [of whom]."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extraction.names.false_ranks import in_company, is_measure, is_surname
from pipeline.extraction.names.fields import portfolio_after, portfolio_before
from pipeline.extraction.names.gazetteer import Hit, WordHits, city_countries, organ_blocs
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.possessors import fields_unlisted, possessor_over, posted_to, whose_after
from pipeline.extraction.names.ranks import Rank, country_of_office, gap_between, modifiers, portfolio_words, rank_at
from pipeline.extraction.names.words import Word

_LONGEST_TOWN = 3
"""Words of the name of a town or division whose head is told."""
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


def _only_qualifies(text: str, words: Sequence[Word], at: int, end: int, match: tuple[Rank, int, bool]) -> bool:
    """Whether a rank of one word is here the qualifier of the rank behind it: "chief adviser", "deputy director"."""
    last = match[1]
    if last != at + 1 or words[at].low not in modifiers():
        return False
    if words[at].low in name_cues("owned_rank"):
        owned = at > 0 and words[at - 1].low in {"his", "her", "its", "their", "'s", "’s", "my", "our"}
        field = last < end and words[last].low in portfolio_words() and gap_between(text, words[at], words[last]) == " "
        if not owned or match[2] or field:
            return True  # "Deputy Ann Berg", "the Chamber of Deputies"
    if last >= end:
        return False
    return gap_between(text, words[at], words[last]) == " " and rank_at(text, words, last, end) is not None


def _heads(rank: Rank, hit: Hit) -> bool:
    """Whether an office is that of the head of the known body before it, which keeps its own name: "JOGMEC President".

    What a ministry's name stands before, and an organ of a bloc's, is part of the office: "Treasury Secretary".
    """
    if rank.kind == "state":
        if rank.words[-1] not in {"president", "vice-president"}:
            return False
    elif rank.kind not in {"company", "body"} and rank.words[-1] not in name_cues("head_of_body"):
        return False
    words = {*hit.key.lower().split()}
    return hit.key not in organ_blocs() and not words & name_cues("ministry")


def _where(text: str, words: Sequence[Word], first: int, end: int, hits: WordHits) -> tuple[int, str | None]:
    """The word behind the town or division at word `first`, and its country: "New York", "Lualaba"."""
    division = hits.starting.get(words[first].start)
    if division is not None and division.country:
        return next((n for n in range(first, end) if words[n].start >= division.end), end), division.country
    for behind in range(min(first + _LONGEST_TOWN, end), first, -1):
        country = city_countries().get(text[words[first].start : words[behind - 1].end])
        if country is not None:
            return behind, country
    return first, None


def _after_state(words: Sequence[Word], start: int, core: int, hits: WordHits) -> int:
    """Where the fields before a rank begin that are no part of a state's adjective: "South African (Minister)"."""
    for i in range(core - 1, start - 1, -1):
        hit = hits.ending.get(words[i].end)
        if hit is not None and hit.kind in {"adjective", "country", "short", "bloc", "bloc_adjective"}:
            return i + 1
    return start


def _takes_fields(rank: Rank, words: Sequence[Word], at: int, core: int) -> bool:
    """Whether what stands before a rank may be its field: "trade chief", but "Adani Power chief" is a company's."""
    if rank.kind not in {"company", "body"} or core == 0:
        return True
    return words[core - 1].text.islower() or words[at].capitalised


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
            or is_surname(text, words, i, match, surnames)
            or in_company(text, words, i, end, match, low)
            or _only_qualifies(text, words, i, end, match)
            or is_measure(words, i, first)
        ):
            i += 1
            continue
        rank, last, plural = match
        core = i
        former = False
        while True:
            moved = False
            if rank.before and _takes_fields(rank, words, i, core):
                start = _after_state(words, portfolio_before(text, words, core, low), core, hits)
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
        if rank.kind in {"envoy", "official"} and j - 1 > low and words[j - 1].text in {"'s", "’s"}:
            place = hits.ending.get(words[j].end)  # "Trump's Ukraine envoy"
            if place is not None and place.kind in {"country", "short", "bloc"} and place.start == words[j].start:
                text_first = core = whole = j
                j -= 1
        possessive = j >= low and words[j].text.lower() in {"'s", "’s"}
        if possessive:
            j -= 1
        if j >= low and gap_between(text, words[j], words[j + 1]) in {"", " ", "-"}:
            hit = hits.ending.get(words[j].end)
            if hit is not None and hit.kind in {"government_body", "organisation", "company"} and _heads(rank, hit):
                rank = replace(rank, kind="body" if rank.kind == "state" else rank.kind, level="other")
            elif hit and (hit.kind in _WHOSE or (hit.kind == "division" and hit.country)):
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
        if country is None and bloc is None and whole == core:
            whole, owner = possessor_over(text, words, core, low, hits)
            if owner is not None and owner.kind in {"bloc", "bloc_adjective"}:
                bloc = owner.key
            elif owner is not None and rank.kind != "company":
                country = owner.key
            if core == i and rank.kind != "state" and text_first == core:
                text_first = fields_unlisted(words, core, whole)
        if country is None and bloc is None and rank.words[-1] in {"mayor", "governor"}:
            city = text[words[core - 1].start : words[core - 1].end] if core > low else ""
            country = city_countries().get(city)
        text_last = last
        followed = (
            last < end and words[last].low in {"of", "for"} and gap_between(text, words[last - 1], words[last]) == " "
        )
        of_place = False
        if followed and words[last].low == "of" and country is None and rank.words[-1] in {"mayor", "governor"}:
            behind, country = _where(text, words, last + 1, end, hits)
            of_place = country is not None
            last = behind if of_place else last
        if followed and not of_place and ((rank.after and not plural) or rank.words[-1] in {"minister", "ministers"}):
            ending = portfolio_after(text, words, last + 1, end, hits)
            if ending > last + 1:
                last = text_last = ending
        sent = not plural and (rank.kind == "envoy" or rank.words[-1] in _SENT)
        posted = posted_to(text, words, last, end, hits) if sent else last
        after, hit = whose_after(text, words, last, end, hits) if posted == last else (last, None)
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
