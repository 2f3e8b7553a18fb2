"""Lines that only their place tells apart: names under the headline, headlines after the story, other languages.

None of them has a word that gives it away: "Ana Paz" is a byline under the headline and the person
of whom a paragraph speaks elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from pipeline.cleaning.evidence import Signal
from pipeline.cleaning.folding import words_looked_up
from pipeline.cleaning.shapes import Shape
from pipeline.lexicons import table

MOST_HEAD_LINES = 8
"""A byline stands among the first so many lines."""
MOST_TEASERS = 10
"""After the story so many lines are a block of teasers; more of them are a list or a table."""
MOST_FOREIGN = 4
"""An article with more lines in another language is written in it."""

_BYLINE = Signal("byline", 9.0, False, "names_under_headline")
_PERHAPS_BYLINE = Signal("byline", 7.0, False, "names_under_headline")
_TEASER = Signal("related", 3.0, False, "headline_after_story")
_FOREIGN = Signal("ad", 6.5, False, "other_language")

_SHORT_SENTENCE = Signal("body", 2.5, False, "short_sentence")

_CAPITAL = r"[^\W\d_a-zß-öø-ÿ]"
_PARTICLE = r"(?:de|da|do|dos|del|della|di|van|von|der|den|ten|bin|al|el|af|av|la|le|y|e)"
_NAME = rf"{_CAPITAL}[\w’'.-]*(?: (?:{_PARTICLE} ){{0,2}}{_CAPITAL}[\w’'.-]*){{1,3}}"
_AND = r"(?:,? (?:and|und|et|y|e|och|og|with|mit|avec|con)|,| &| /)"
_NAMES = re.compile(rf"({_NAME})((?:{_AND} {_NAME}){{0,3}})(?<!\.)(?:\s*[,|(–·].{{0,40}}|\s-\s.{{0,40}})?\Z")
_HEADLINE = re.compile(
    r"(?![^a-z]*\Z)(?!.*(?:\d{3}|@|www|http|\t|\||·|•))[^\W\d_a-z“‘\"']?[“‘\"']?\w[^.!]{24,118}(?<=[\w’'?\"”])\Z"
)
_SAID = re.compile(rf"{_CAPITAL}[^\W\d_]+(?: [a-z’']+){{0,2}}\.\Z")
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_STAMP = re.compile(r"[^.!?]{0,60}\d{1,2}[:.h]\d{2}|[^!?]{0,40}\b(?:19|20)\d{2}\b")
_TALE = frozenset({"headline", "question"})
_LISTED = frozenset({"row", "item", "bullet", "open", "label", "bold", "mark"})
_ALONE = frozenset({"short", "headline", "question", "sentence"})


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row["name"] for row in table("given_names"))


@cache
def _words_of_other_names() -> frozenset[str]:
    """Words that stand in names of companies, bodies, places and things, and open headings: lower case."""
    return frozenset(
        word.lower()
        for name, column in (
            ("name_heads", "word"),
            ("company_forms", "form"),
            ("company_nouns", "word"),
            ("function_words", "word"),
            ("site_nouns", "word"),
            ("official_nouns", "word"),
            ("mineral_forms", "form"),
            ("countries", "name"),
            ("city_nouns", "word"),
        )
        for row in table(name)
        for word in row.get(column, "").split()
    )


@cache
def _foreign_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("cleaning_foreign_words"))


@cache
def _foreign_signs() -> frozenset[bytes]:
    """The parts of plain words of other languages, as they are looked up: a plain line with none has no such word."""
    return frozenset(part for word in _foreign_words() if word.isascii() for part in words_looked_up(word))


@cache
def _english_words() -> frozenset[str]:
    return frozenset(row["word"] for row in table("cleaning_english_words"))


def lone_lines(raws: Sequence[str], shapes: Sequence[Shape], first: int, last: int) -> Mapping[int, Signal]:
    """What their place says of short units: by number.

    `first` and `last` are the first and the last paragraph of the story; nothing is said where there is none.
    """
    if first >= len(raws):
        return {}
    found: dict[int, Signal] = {}
    for number in range(1, min(first, MOST_HEAD_LINES)):
        if shapes[number] in ("short", "headline"):
            sure = _names(raws[number])
            if sure == 2:
                found[number] = _BYLINE
            elif sure and (
                (number == first - 1 and raws[number].count(" ") == 1)
                or any(_STAMP.match(raws[near]) and len(raws[near]) < 90 for near in (number - 1, number + 1))
            ):
                found[number] = _PERHAPS_BYLINE
    if 0 < len(raws) - 1 - last <= MOST_TEASERS and not any(shape in _LISTED for shape in shapes[last + 1 :]):
        for number in range(last + 1, len(raws)):
            if shapes[number] in _TALE and _HEADLINE.match(raws[number]):
                found[number] = _TEASER
    alone = [number for number in range(first + 1, len(raws)) if shapes[number] in _ALONE]
    for number in alone:
        if shapes[number] == "short" and _SAID.match(raws[number]):
            found.setdefault(number, _SHORT_SENTENCE)
    foreign = [number for number in alone if _is_foreign(raws[number])]
    if len(foreign) <= MOST_FOREIGN:
        found.update(dict.fromkeys(foreign, _FOREIGN))
    return found


@lru_cache(maxsize=4096)
def _names(text: str) -> int:
    """How surely a line is nothing but names of persons: 0 not, 1 by its look, 2 by a name in it."""
    if len(text) > 100:
        return 0
    match = _NAMES.match(text)
    if match is None:
        return 0
    words = _WORD.findall(match[1] + match[2])
    if any(word.lower() in _words_of_other_names() for word in words if word[0].isupper()):
        return 0
    known = words[0].capitalize() in _given_names()
    if match[1].isupper() and not known:
        return 0
    return 2 if known or not match[1].replace("’", "'").isascii() else 1


def _is_foreign(text: str) -> bool:
    """Whether more small words of other languages, and words with accents, stand in a line than English ones."""
    if "“" in text or "”" in text or '"' in text:
        return False
    if text.replace("’", "'").isascii() and _foreign_signs().isdisjoint(words_looked_up(text)):
        return False
    words = _WORD.findall(text)
    if len(words) < 3:
        return False
    plain = [word for word in words if word[0].islower()]
    signs = sum(word in _foreign_words() or not word.replace("’", "'").isascii() for word in plain)
    return signs >= 2 and signs > sum(word.lower() in _english_words() for word in words)
