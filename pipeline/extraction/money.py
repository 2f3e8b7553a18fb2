"""Sums of money in a text: one pass of a grammar made from the tables of currencies and magnitudes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

from pipeline.extraction.document import MoneyAmount
from pipeline.extraction.names.gazetteer import city_countries
from pipeline.extraction.places import find_places
from pipeline.lexicons import table, values
from pipeline.records import CleanArticle

_NUMBER = (
    r"(?:\d{1,3}(?:,\d{2,3}){1,6}(?:\.\d{1,9})?|\d{1,3}(?:\s\d{3}){1,5}(?!\d)|\d{1,18},\d{1,2}(?![\d,])"
    r"|\d{1,18}(?:\.\d{1,9})?)(?!\d)"
)
_SMALL = 1000
_BEFORE_NUMBER = 16
"""Characters within which a sum's number stands behind the beginning of its currency: "USD $", "MXN $"."""
CENTS = 4
"""Decimal places kept of an amount: enough for prices, without the dust of binary fractions."""
_TO = r"\s?(?:[-–—]|to|and|or)\s?"
_GROUPED = re.compile(r"\d[,\s]\d{3}")
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")


def _any(forms: list[str], ending: str = "") -> str:
    ordered = sorted(set(forms), key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in ordered) + ")" + ending


@cache
def _symbols() -> dict[str, tuple[str, ...]]:
    """What stands before a sum: the currencies that it may mean. `$` alone is empty: the place decides."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in table("currencies"):
        for symbol in values(row["symbols"]):
            if row["code"] not in found[symbol]:
                found[symbol].append(row["code"])
    return {"$": (), **{symbol: tuple(codes) for symbol, codes in found.items()}}


@cache
def _nouns() -> dict[str, tuple[str, ...]]:
    """Lower-case noun after a sum, with or without its adjective: the currencies that it may mean."""
    found: dict[str, list[str]] = defaultdict(list)
    alone: dict[str, list[str]] = defaultdict(list)
    for row in table("currencies"):
        for unit in values(row["units"]):
            for adjective in values(row["adjectives"]):
                found[f"{adjective} {unit}".lower()].append(row["code"])
            (alone if row["alone"] else found)[unit.lower()].append(row["code"])
        found[row["code"].lower()] = [row["code"]]
    for unit, codes in alone.items():
        found[unit] = [*codes, *found.get(unit, ())]
    return {noun: tuple(dict.fromkeys(codes)) for noun, codes in found.items()}


@cache
def _sole_nouns() -> frozenset[str]:
    """Nouns that mean one currency even where namesakes exist ("dollars": the American one)."""
    return frozenset(unit.lower() for row in table("currencies") if row["alone"] for unit in values(row["units"]))


@cache
def _factors() -> dict[str, float]:
    return {
        **{word.lower(): float(row["factor"]) for row in table("magnitudes") for word in values(row["words"])},
        **{letter: float(row["factor"]) for row in table("magnitudes") for letter in values(row["letters"])},
    }


@cache
def _number_words() -> dict[str, float]:
    return {word: float(row["value"]) for row in table("number_words") for word in values(row["words"])}


@cache
def _cue(name: str) -> tuple[str, ...]:
    return tuple(word for row in table("money_cues") if row["shows"] == name for word in values(row["words"]))


@cache
def _grammar() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of a sum with its currency before it, and of one with its currency after it."""
    words = [word for row in table("magnitudes") for word in values(row["words"])]
    letters = [letter for row in table("magnitudes") for letter in values(row["letters"])]
    magnitude = rf"(?:[\s-]?(?:(?i:{_any(words)})|{_any(letters)})(?![A-Za-z]))?"
    symbol = _any(list(_symbols()))
    adjectives = {adjective for row in table("currencies") for adjective in values(row["adjectives"])}
    nouns = {unit for row in table("currencies") for unit in values(row["units"])}
    noun = rf"(?i:(?:{_any(sorted(adjectives))}[\s-])?{_any(sorted(nouns))})(?![A-Za-z])"
    code = _any([row["code"] for row in table("currencies")], r"(?![A-Za-z])")
    number_words = _any(list(_number_words()))
    before = re.compile(
        rf"(?<![\w$€£¥.])(?=\D{{1,{_BEFORE_NUMBER}}}\d)(?:(?P<lead>{code})\s(?=\$))?(?P<symbol>{symbol})[\s ]?"
        rf"(?P<number>{_NUMBER})(?P<magnitude>{magnitude})"
        rf"(?:{_TO}(?:{symbol})?[\s ]?(?P<last>{_NUMBER})(?P<last_magnitude>{magnitude})(?![\d%]))?"
        rf"(?:\s(?P<code>{code}))?"
    )
    after = re.compile(
        rf"(?<![\w$€£¥.,-])(?:(?P<number>{_NUMBER})(?P<magnitude>{magnitude})"
        rf"(?:{_TO}(?P<last>{_NUMBER})(?P<last_magnitude>{magnitude}))?"
        rf"|(?P<words>(?i:{number_words})) (?P<word_magnitude>(?i:{_any(words)})))"
        rf"[\s-](?:of\s)?(?P<noun>{noun}|{code})"
    )
    return before, after


def _value(number: str) -> float:
    if _DECIMAL_COMMA.fullmatch(number):
        return float(number.replace(",", "."))
    return float(re.sub(r"[,\s]", "", number))


def _factor(magnitude: str | None) -> float | None:
    word = (magnitude or "").strip(" -\u00a0\n")
    if not word:
        return None
    return _factors().get(word) or _factors()[word.lower().replace("-", " ")]


def _range(match: re.Match[str]) -> tuple[float, float | None] | None:
    """The sum and, for a range, its upper bound: "$1.5-2 billion" is 1.5bn and 2bn."""
    groups = match.groupdict()
    if groups.get("words"):
        return _number_words()[groups["words"].lower()] * _factors()[groups["word_magnitude"].lower()], None
    factor, last_factor = _factor(groups["magnitude"]), _factor(groups["last_magnitude"])
    number = _value(groups["number"])
    if groups["last"] is None:
        return number * (factor or 1), None
    last = _value(groups["last"]) * (last_factor or factor or 1)
    return number * (factor or last_factor or 1), last


def _meant(codes: tuple[str, ...], home: str | None, *, sole: bool) -> str | None:
    """Which of the currencies with the same name is meant: that of the article's place, the sole or best known one."""
    if home in codes:
        return home
    return codes[0] if codes and (sole or len(codes) == 1) else None


@cache
def _users(code: str) -> re.Pattern[str]:
    """Names and adjectives of the countries that pay in a currency."""
    own = [a for row in table("currencies") if row["code"] == code for a in values(row["adjectives"])]
    names = [
        name
        for row in table("countries")
        if row["currency"] == code
        for name in (row["name"], *values(row["short_forms"]), *values(row["adjectives"]))
    ]
    return re.compile(rf"(?<!\w){_any(sorted({*own, *names}))}(?!\w)")


def _of_country_named(text: str, codes: tuple[str, ...]) -> str | None:
    """Which of the currencies with the same name is that of the country that the text names most: "crowns"."""
    told = {code: sum(1 for _ in _users(code).finditer(text)) for code in codes}
    best = max(told.values(), default=0)
    most = [code for code in codes if told[code] == best]
    return most[0] if best and len(most) == 1 else None


def _currency(match: re.Match[str], home: str | None) -> str | None:
    groups = match.groupdict()
    symbol = groups.get("symbol")
    if symbol is None:
        noun = re.sub(r"[\s-]+", " ", groups["noun"].lower())
        codes = _nouns().get(noun) or _nouns().get(noun.rpartition(" ")[2], ())
        return _meant(codes, home, sole=noun in _sole_nouns()) or _of_country_named(match.string, codes)
    if symbol == "$" and (stated := groups["lead"] or groups["code"]):
        return str(stated)
    if symbol == "$":
        return home if home in _dollars() else "USD"
    if symbol[0].isalpha() and "$" not in symbol and not _large(match):
        return None
    return _meant(_symbols()[symbol], home, sole=not symbol.isalpha() or len(symbol) > 1)


@cache
def _qualifying_words() -> frozenset[str]:
    """The single words of what may stand between a verb and a sum: "more than", "up to"."""
    return frozenset(word for shows in ("up_to", "over", "about") for phrase in _cue(shows) for word in phrase.split())


_PRICED = re.compile(r"\b(?:per|a) pound\b|/lb\b", re.IGNORECASE)
"""Words of a text in which something is priced by the pound."""


def _is_weight(text: str, match: re.Match[str]) -> bool:
    """Whether the pounds are of a thing, or what is dug up, shipped or sold: "50 million pounds of antimony"."""
    if not match.groupdict().get("noun", "").lower().endswith(("pound", "pounds")):
        return False
    before = re.findall(r"\w+", text[max(0, match.start() - 40) : match.start()].lower())
    while before and before[-1] in _qualifying_words():
        before.pop()
    if before and before[-1] in _cue("weighed"):
        return True
    plain = not (match.groupdict().get("magnitude") or "").strip()
    if plain and _PRICED.search(text):
        return True
    thing = re.compile(r"\sof\s(\w+)").match(text, match.end())
    return thing is not None and thing[1].lower() not in _cue("spent_on")


def _large(match: re.Match[str]) -> bool:
    """Whether the number is plainly a sum: letters before a small number ("MT 50", "TOP 10") are none."""
    groups = match.groupdict()
    return bool(groups["magnitude"].strip() or groups["last_magnitude"] or _GROUPED.search(groups["number"]))


@cache
def _dollars() -> frozenset[str]:
    return frozenset(row["code"] for row in table("currencies") if "dollars" in values(row["units"]))


@cache
def _cue_patterns() -> tuple[tuple[tuple[str, re.Pattern[str]], ...], re.Pattern[str]]:
    def ends(words: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile(
            rf"(?:^|[\s(]|(?<=[-–—])){_any(list(words))}[\s(]*(?:the\s|a\s|an\s)?(?:total\s)?(?:of\s)?$", re.I
        )

    qualifiers = tuple((name, ends(_cue(name))) for name in ("up_to", "over", "about"))
    every = _any(list(_cue("every")))
    unit = _any(list(_cue("units")), r"(?![A-Za-z])")
    return qualifiers, re.compile(
        rf"(?:\s\w{{2,8}})?(?:\s(?i:{every})\s|/\s?|-a-|-per-)(?:(?:[a-z]+|[A-Z]+)\s){{0,2}}{unit}|\seach(?![A-Za-z])"
    )


def _qualifier(text: str, match: re.Match[str], *, ranged: bool) -> str | None:
    qualifiers, per_unit = _cue_patterns()
    if per_unit.match(text, match.end()):
        return "per_unit"
    head = text[max(0, match.start() - 32) : match.start()]
    for name, pattern in qualifiers:
        if pattern.search(head):
            return name
    return "range" if ranged else None


def find_money(text: str, home_currency: str | None) -> tuple[MoneyAmount, ...]:
    """All sums of money, in order, without overlaps.

    `home_currency` (ISO 4217) is what `$`, "pesos" and their like mean at the article's place. A
    range gives its upper bound with the qualifier `range`; a price of one unit ("$90 a pound",
    "$0.05 per share") has the qualifier `per_unit`. A sum told again in another currency in
    brackets makes two amounts.
    """
    before, after = _grammar()
    found: list[MoneyAmount] = []
    for pattern in (before, after):
        for match in pattern.finditer(text):
            currency = _currency(match, home_currency)
            bounds = _range(match)
            if currency is None or bounds is None or _is_weight(text, match):
                continue
            lower, upper = bounds
            if upper is not None and _is_pair(text, match):
                found += _pair(match, upper, currency)
                continue
            ranged = upper is not None and upper >= lower
            amount = round(upper if upper is not None and ranged else lower, CENTS)
            found.append(
                MoneyAmount(match.start(), match.end(), amount, currency, _qualifier(text, match, ranged=ranged))
            )
    found.sort(key=lambda money: (money.start, -money.end))
    kept: list[MoneyAmount] = []
    for money in found:
        if not kept or money.start >= kept[-1].end:
            kept.append(money)
    return tuple(kept)


def _is_pair(text: str, match: re.Match[str]) -> bool:
    """Whether "$1m and $2m" are two sums and no range: no "between" stands before them."""
    joint = text[match.end("magnitude") : match.start("last")]
    head = text[max(0, match.start() - 9) : match.start()].lower()
    return (" and " in joint or " or " in joint) and not head.endswith("between ")


def _pair(match: re.Match[str], second: float, currency: str) -> list[MoneyAmount]:
    own = _factor(match["magnitude"])
    first = _value(match["number"])
    if first < _SMALL or own:
        first *= own or _factor(match["last_magnitude"]) or 1
    middle = match.end("magnitude")
    start = middle + len(match[0][middle - match.start() :]) - len(match[0][middle - match.start() :].lstrip(" andor"))
    return [
        MoneyAmount(match.start(), middle, first, currency),
        MoneyAmount(start, match.end(), second, currency),
    ]


_LISTING = re.compile(r"\(([^()\n]{3,120}:[^()\n]{1,120})\)")


def home_currency(source: CleanArticle) -> str | None:
    """The currency that `$` means in this article, None where it is the US dollar or nothing tells.

    Told by the exchanges that the text names as the company's only listing, by the dateline of its
    own paper, else by the publisher's country where the text doesn't tell more of another one; and
    only for dollars that their own papers write with a bare sign. Where the text also writes that
    dollar with its own sign (A$), or a listed company's sums in US$ too, the bare sign is the American
    one, but not in a paper given out where the company is listed.
    """
    text = source.clean.text
    listed = {currency for hit in _LISTING.finditer(text) for currency in _listing_currencies(hit[1])}
    issued = _currency_of().get(city_countries().get(source.dateline_city or "", ""))
    if issued in listed and issued in _cue("local_dollars") and _listed_once(text):
        return issued  # a company's own paper, given out in its own country
    country = (source.article.locale or "").replace("_", "-").rpartition("-")[2].upper()
    tender = _tender().get(country) if country else None
    home = tender
    if home in _cue("local_dollars") and _tells_of_elsewhere(text, home):
        home = None
    if len(listed) == 1 and (only := next(iter(listed))) in _cue("local_dollars"):
        home = only if tender == only or not _US_DOLLARS.search(text) else None
    if home not in _cue("local_dollars") or any(sign in text for sign in _own_signs(home)):
        return None
    return home


def _listed_once(text: str) -> bool:
    """Whether those whom the text tells as listed are so in one currency, wherever their shares are traded besides."""
    at = [c for hit in _LISTING.finditer(text) for c in _listing_currencies(hit[1], besides=False)]
    return len(set(at)) == 1 and "U.S. dollars" not in text


def _tells_of_elsewhere(text: str, currency: str | None) -> bool:
    """Whether the country that the text names most uses another currency."""
    told = Counter(place.country_code for place in find_places(text) if place.country_code)
    most = max(told, key=lambda country: told[country], default=None)
    return most is not None and _currency_of().get(most) != currency


@cache
def _currency_of() -> dict[str, str]:
    return {row["code"]: row["currency"] for row in table("countries") if row["currency"]}


_US_DOLLARS = re.compile(r"\bUS\$|\bU\.S\. dollars")


@cache
def _own_signs(currency: str) -> tuple[str, ...]:
    """How a currency is written where its dollar sign alone would not do."""
    return tuple(symbol for row in table("currencies") if row["code"] == currency for symbol in values(row["symbols"]))


@cache
def _tender() -> dict[str, str]:
    return {country: row["code"] for row in table("currencies") for country in values(row["territories"])}


def _listing_currencies(listing: str, besides: bool = True) -> set[str]:
    found = set()
    for part in re.split(r"[;,|]| and | / ", listing):
        name, colon, _ = part.partition(":")
        for row in table("exchanges"):
            if colon and name.strip() in values(row["names"]) and (besides or not row["second"]):
                found.add(row["currency"])
    return found
