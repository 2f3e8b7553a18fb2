"""Bodies that news names without capitals: "China's commerce ministry", "the chamber of mines", "its central bank"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.extraction.names.fields import portfolio_before
from pipeline.extraction.names.gazetteer import WordHits, city_countries
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.scene import COUNTRY_KINDS
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table
from pipeline.records import EntityType

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_DETERMINERS = frozenset({"the", "its", "their", "his", "her", "your", "our", "my"})
_BESIDE = frozenset({" ", ", ", " (", " – ", " — "})
"""What stands between a common noun and the name that goes with it."""
_LONGEST = 5
"""Words of the longest phrase of the lexicon."""


@cache
def _phrases() -> dict[str, dict[tuple[str, ...], EntityType]]:
    """Phrases of the lexicon with the type they tell, by their last word."""
    found: dict[str, dict[tuple[str, ...], EntityType]] = {}
    for row in table("common_bodies"):
        words = tuple(row["words"].split())
        found.setdefault(words[-1], {})[words] = row["entity_type"]  # type: ignore[assignment]
    return found


def _phrase_at(words: Sequence[Word], text: str, at: int, low: int) -> tuple[int, EntityType] | None:
    """Where the longest phrase of the lexicon that ends with word `at` starts, and its type."""
    known = _phrases().get(words[at].low)
    if known is None:
        return None
    for size in range(_LONGEST, 1, -1):
        first = at - size + 1
        if first < low:
            continue
        kind = known.get(tuple(word.low for word in words[first : at + 1]))
        if kind is not None and all(
            text[words[i].end : words[i + 1].start] in {" ", "' ", "’ "} for i in range(first, at)
        ):
            return first, kind
    return None


def _whose(
    text: str, words: Sequence[Word], first: int, low: int, hits: WordHits
) -> tuple[str | None, int | None, bool] | None:
    """The country told before a common name, where its words start, and whether a determiner stands there.

    None where the words before allow no body of that name.
    """
    at = first - 1
    if at < low or text[words[at].end : words[first].start] not in {" ", ""}:
        return None
    if words[at].text in _POSSESSIVE:
        at -= 1
        hit = hits.ending.get(words[at].end) if at >= low else None
        if hit is not None and hit.kind in {"country", "short", "capital", "division"}:
            return hit.country or hit.key, hit.start, False
        return None
    hit = hits.ending.get(words[at].end)
    if hit is not None and hit.kind in COUNTRY_KINDS:
        return hit.key, hit.start, False
    if words[at].low in _DETERMINERS:
        return None, None, True
    return None


def _named_beside(text: str, words: Sequence[Word], first: int, last: int, end: int, low: int) -> bool:
    """Whether the body's name stands beside the common noun: "the development bank, KfW", "SEK, the export bank"."""
    if last < end and words[last].capitalised and text[words[last - 1].end : words[last].start] in _BESIDE:
        return True
    lead = first - 1
    if lead > low and words[lead].text in _POSSESSIVE:
        lead -= 1
    if lead > low and words[lead - 1].low in _DETERMINERS and text[words[lead - 1].end : words[lead].start] == " ":
        lead -= 1
    return (
        lead > low and words[lead - 1].capitalised and text[words[lead - 1].end : words[lead].start] in _BESIDE - {" "}
    )


def _seat(text: str, words: Sequence[Word], at: int, end: int, hits: WordHits) -> str | None:
    """The country of the town or state behind a body's name: "the mining authority in Freiberg"."""
    if at + 1 >= end or words[at].low != "in" or text[words[at].end : words[at + 1].start] != " ":
        return None
    hit = hits.starting.get(words[at + 1].start)
    if hit is not None:
        return hit.country if hit.kind in {"country", "short", "capital", "division"} else None
    return city_countries().get(words[at + 1].text)


def _of_a_chamber(text: str, words: Sequence[Word], at: int, low: int, hits: WordHits) -> tuple[int, str | None] | None:
    """Where the name of a parliament's committee begins, and the country: "the Senate energy committee"."""
    start = portfolio_before(text, words, at, low)
    while start > low and words[start - 1].low in name_cues("committee") and words[start - 1].text.islower():
        start -= 1
    if start - 1 < low or not words[min(start, at)].text.islower():
        return None
    house = start - 1
    if words[house].text in _POSSESSIVE:
        house -= 1
    if house < low or words[house].low not in name_cues("chamber") or not words[house].capitalised:
        return None
    if house - 2 >= low and words[house - 1].low == "of" and words[house - 2].capitalised:
        house -= 2  # "the Chamber of Deputies' mining committee"
        return house, None
    hit = hits.ending.get(words[house].end)
    if hit is None or hit.kind != "government_body":
        return house, None
    first = next((i for i in range(house, low - 1, -1) if words[i].start <= hit.start), house)
    return first, hit.country


def common_bodies(
    text: str, words: Sequence[Word], first: int, end: int, sentence: int, hits: WordHits, offices: Sequence[Office]
) -> list[Run]:
    """Runs for the bodies that the words `[first, end)` of one sentence name without capitals, in order."""
    taken = {i for office in offices for i in range(office.first, office.last)}
    found: list[Run] = []
    for at in range(first + 1, end):
        word = words[at]
        if word.text != word.low or at in taken:
            continue
        kind: EntityType = "government_body"
        seated = _of_a_chamber(text, words, at, first, hits) if word.low in name_cues("panel") else None
        if seated is not None:
            run = Run(seated[0], at + 1, words[seated[0]].start, word.end, "", sentence)
            run.text, run.country = text[run.start : run.end], seated[1]
            run.vote(kind, 14)
            found.append(run)
            continue
        if word.low in {"ministry", "department"}:
            start = portfolio_before(text, words, at, first)
            if start == at or not words[start].text.islower():
                continue
        else:
            phrase = _phrase_at(words, text, at, first)
            if phrase is None:
                continue
            start, kind = phrase
        while start > first and words[start - 1].low in name_cues("body_range") and words[start - 1].text.islower():
            start -= 1
        whose = _whose(text, words, start, first, hits)
        if whose is None or (word.low == "department" and whose[0] is None):
            continue
        if word.low not in {"ministry", "department"} and _named_beside(text, words, start, at + 1, end, first):
            continue
        run = Run(start, at + 1, words[start].start, word.end, text[words[start].start : word.end], sentence)
        run.country, run.country_rule = (whose[0], "possessive") if whose[0] else (None, "")
        run.title_start = whose[1]
        if run.country is None:
            run.country = _seat(text, words, at + 1, end, hits)
            run.country_rule = "in-place" if run.country else ""
        run.local = True
        run.vote(kind, 14)
        found.append(run)
    return found
