"""Names brought to the form under which articles are compared.

`fold` takes away what spelling, accents, case and punctuation add. On top of it, organisations lose
legal forms and articles, bodies the state that their name begins or ends with, persons their
initials, suffixes and particles. What each of these words is stands in the lexicons.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.lexicons import table, values

_DOTTED = re.compile(r"\b(?:\w\.){2,}")
_POSSESSIVE = re.compile(r"['’`´]s\b", re.IGNORECASE)
_APOSTROPHES = re.compile(r"['’`´‘]")
_PARENTHESIS = re.compile(r"\(([^()]*)\)")
_OTHER = re.compile(r"[^0-9a-z]+")
_MAX_NAME = 300
"""Longer names are cut before they are compared: no real name is longer, hostile text is."""
_PLAIN = str.maketrans({c: " " for c in map(chr, range(128)) if not c.isalnum()})


@cache
def _letters() -> dict[int, str]:
    return {ord(row["letter"]): row["latin"] for row in table("resolution_letters")}


def fold_text(text: str) -> str:
    """`text` in plain lower-case Latin letters and digits, words separated by one space.

    Dotted abbreviations become one word ("U.S." → "us"), possessive endings go, accents are taken
    off, and letters that carry none are transliterated.
    """
    if "." in text:
        text = _DOTTED.sub(lambda match: match[0].replace(".", ""), text)
    text = _APOSTROPHES.sub("", _POSSESSIVE.sub("", text)).replace("&", " and ").casefold()
    if text.isascii():
        return " ".join(text.translate(_PLAIN).split())
    text = unicodedata.normalize("NFKD", text.translate(_letters()))
    text = "".join([c for c in text if not unicodedata.combining(c)])
    return _OTHER.sub(" ", text).strip() or " ".join(text.split())


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """A name as `fold_text` gives it, cut where it is longer than any name."""
    return fold_text(text[:_MAX_NAME])


def words(text: str) -> tuple[str, ...]:
    """The folded words of `text`."""
    return tuple(fold(text).split())


@cache
def words_of_kind(kind: str) -> frozenset[str]:
    """The words of a kind in the lexicon `resolution_name_words`."""
    return frozenset(row["word"] for row in table("resolution_name_words") if row["kind"] == kind)


@cache
def _spellings() -> dict[str, str]:
    return {row["word"]: row["plain"] for row in table("resolution_name_words") if row["kind"] == "spelling"}


@cache
def _company_forms(place: str) -> tuple[tuple[str, ...], ...]:
    """Legal forms that stand at a place of a name, as folded words, the longest first."""
    forms = {words(row["form"]) for row in table("company_forms") if row["place"] == place}
    return tuple(sorted(forms - {()}, key=lambda form: (-len(form), form)))


def _says_something(name: tuple[str, ...]) -> bool:
    """Whether words tell a company from others: not none, and not just a line of business ("Metals")."""
    return len(name) > 1 or (bool(name) and _plain(name[0]) not in generic_company_words())


def _without_company_forms(name: tuple[str, ...]) -> tuple[str, ...]:
    changed = True
    while changed:
        changed = False
        for form in _company_forms("end"):
            if name[-len(form) :] == form and _says_something(name[: -len(form)]):
                name, changed = name[: -len(form)], True
                break
        for form in _company_forms("front"):
            if name[: len(form)] == form and _says_something(name[len(form) :]):
                name, changed = name[len(form) :], True
                break
    return name


def _plain(word: str) -> str:
    """A word without what spelling and the plural add."""
    word = _spellings().get(word, word)
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith("ss") else word


def acronym_of(name: str) -> str | None:
    """The abbreviation that a name is, in lower case: one word of capitals ("EBRD", "U.S. DFC" gives "dfc")."""
    parts = [part.replace(".", "") for part in name.replace("(", " ").replace(")", " ").split()]
    if parts and parts[0] == "the":
        parts = parts[1:]
    if len(parts) == 2 and states_by_name().get((fold(parts[0]),)):
        parts = parts[1:]
    if len(parts) == 1 and 3 <= len(parts[0]) <= 8 and parts[0].isalpha() and parts[0].isupper():
        return fold(parts[0])
    return None


def initials(name: tuple[str, ...]) -> frozenset[str]:
    """The abbreviations that folded words may have: of all words, and of those that are not joining words."""
    joining = words_of_kind("joining")
    full = "".join(word[0] for word in name)
    short = "".join(word[0] for word in name if word not in joining)
    return frozenset({full, short})


def _own_abbreviation(text: str) -> str:
    """`text` without a parenthesis that repeats its name as an abbreviation or gives a ticker."""

    def keep(match: re.Match[str]) -> str:
        inside = match[1].strip()
        outside = words(text[: match.start()])
        is_ticker = ":" in inside
        is_short = inside.isupper() and bool(outside) and fold(inside) in initials(outside)
        return " " if is_ticker or is_short else match[0]

    return _PARENTHESIS.sub(keep, text)


@cache
def states_by_name() -> dict[tuple[str, ...], str]:
    """Folded names, short forms and adjectives of states, each with the state's code."""
    found: dict[tuple[str, ...], str] = {}
    for row in table("countries"):
        for name in (row["name"], *values(row["other_names"]), *values(row["short_forms"]), *values(row["adjectives"])):
            found.setdefault(words(name), row["code"])
    found.pop((), None)
    return found


@cache
def _longest_state() -> int:
    return max((len(name) for name in states_by_name()), default=1)


def without_state(name: tuple[str, ...]) -> tuple[tuple[str, ...], str | None]:
    """Folded words of a body without the state they begin or end with ("of Zambia"), and that state's code."""
    states = states_by_name()
    start = 1 if name[:1] == ("the",) else 0
    for length in range(min(_longest_state(), len(name) - start - 1), 0, -1):
        code = states.get(name[start : start + length])
        if code:
            return name[start + length :], code
    for length in range(min(_longest_state(), len(name) - 2), 0, -1):
        code = states.get(name[-length:])
        if code:
            rest = name[:-length]
            if rest[-1:] == ("the",):
                rest = rest[:-1]
            if len(rest) > 1 and rest[-1] == "of":
                return rest[:-1], code
    return name, None


@dataclass(frozen=True, slots=True)
class OrganisationName:
    """An organisation's name for comparison: its words, and the state that the name itself tells."""

    words: tuple[str, ...]
    state: str | None

    @property
    def key(self) -> str:
        """The words as one string, so that "RE Alloys" and "REalloys" agree."""
        return "".join(self.words)


@lru_cache(maxsize=65536)
def organisation_name(name: str, *, of_state: bool) -> OrganisationName:
    """The comparison form of a company's, body's or organisation's name.

    With `of_state` (bodies), the state in the name is taken out, joining words go, and the order of
    words no longer counts ("Ministry of Finance", "Finance Ministry").
    """
    folded = words(_own_abbreviation(name)) or words(name)
    state = None
    if of_state:
        rest, state = without_state(folded)
        folded = rest or folded
    plain = folded[1:] if len(folded) > 1 and folded[0] == "the" else folded
    plain = _without_company_forms(plain)
    tails = words_of_kind("tail")
    while plain[-1:] and plain[-1] in tails and _says_something(plain[:-1]):
        plain = plain[:-1]
    if of_state:
        joining = words_of_kind("joining")
        plain = tuple(sorted(word for word in plain if word not in joining)) or plain
    return OrganisationName(tuple(_plain(word) for word in plain), state)


@cache
def generic_company_words() -> frozenset[str]:
    """Folded words that many companies' names hold and that tell none from another: lines of business, minerals."""
    found = {_plain(word) for row in table("company_heads") for word in words(row["word"])}
    for row in table("minerals"):
        for name in (row["name"], *values(row["other_names"])):
            found.update(_plain(word) for word in words(name))
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name for comparison: given names first, without initials, suffixes and particles."""

    words: tuple[str, ...]

    @property
    def key(self) -> str:
        """The words in alphabetical order, so that the order of given and family name does not count."""
        return " ".join(sorted(self.words))

    @property
    def is_full(self) -> bool:
        """Whether it has more than one word; a family name alone never makes two persons one."""
        return len(self.words) > 1


@cache
def _given_names() -> dict[str, str]:
    return {row["short"]: row["full"] for row in table("short_given_names")}


@cache
def _honorifics() -> frozenset[str]:
    return frozenset(fold(row["word"]) for row in table("honorifics")) - {""}


@lru_cache(maxsize=65536)
def person_name(name: str) -> PersonName:
    """The comparison form of a person's name."""
    folded = words(name.replace("-", "") if " " in name else name)
    dropped = words_of_kind("particle") | words_of_kind("suffix")
    while len(folded) > 2 and folded[0] in _honorifics():
        folded = folded[1:]
    kept = tuple(word for word in folded if len(word) > 1 and word not in dropped) or folded
    if len(kept) > 1:
        kept = (_given_names().get(kept[0], kept[0]), *kept[1:])
    return PersonName(kept)


_VOWELS = re.compile(r"[aeiouy]+")
_DOUBLES = re.compile(r"(.)\1+")
_SAME_SOUND = str.maketrans({"q": "k", "c": "k", "w": "v", "j": "", "z": "s", "h": "", "x": "s"})


@lru_cache(maxsize=65536)
def sound_of(word: str) -> str:
    """What is left of a folded word when spelling of the same sounds in other alphabets is made alike.

    Vowels go but for a first one, doubled letters become one: "zelensky" and "zelenskyy" agree. Only
    a key to find candidates; never a reason to merge by itself.
    """
    first = "a" if word[:1] in "aeiouy" else ""
    return first + _DOUBLES.sub(r"\1", _VOWELS.sub("", word.translate(_SAME_SOUND)))
