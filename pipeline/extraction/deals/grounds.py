"""Mines, plants and properties that a deal's words name: whose they are, and whether money goes to them."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.deals.lexicon import any_of, pattern
from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.tellings import Telling

AFTER = 140
"""Characters after a deal's words in which its purpose is told."""
NAMED = r"(?:[A-Z][\w’'-]*[ -]){1,4}"


@cache
def _purpose() -> re.Pattern[str]:
    """What money is for: a named mine or works, or one that is told for the first time ("a nuclear power plant")."""
    nouns = any_of("ground", "ground_name")
    making = any_of("works_making")
    work = rf"to (?:re)?(?:{any_of('ground_work')})"
    verbs = rf"(?:for|to(?= the | [A-Z])|(?:{work} )?(?:the )?(?:{making}) of|at|{work})"
    return re.compile(
        rf"\b{verbs} (?:(?:(?:the |its )(?:[a-z-]+ ){{0,2}})?({NAMED})(?:[a-z]+ ){{0,3}}"
        rf"|an? (?:[a-z-]+ ){{0,4}})(?:{nouns})s?\b"
    )


@cache
def _bare_purpose() -> re.Pattern[str]:
    """A name for which money is, with no noun of what it is: "a loan for Larkspur Pass,"."""
    return re.compile(rf"\bfor ({NAMED.replace('[ -]', '[ -]?')})(?=[,.;]| and )")


def purpose_of(reading: Reading, telling: Telling) -> str | None:
    """The name of the mine or works for which money is given, empty where it has none; None where none is told."""
    text = reading.document.text
    low = max(0, telling.start)
    high = min(len(text), telling.end + AFTER, _end(reading, telling))
    match = _purpose().search(text, low, high) or _bare_purpose().match(text, min(telling.end + 1, high), high)
    return None if match is None else (match[1] or "").strip()


def _end(reading: Reading, telling: Telling) -> int:
    return reading.document.sentences[telling.sentence].end


def for_anothers_ground(reading: Reading, telling: Telling) -> bool:
    """Whether money is for a mine or works that nothing says to be the passage's own company's.

    "a loan for the Thacker Pass development", told of by the owner of a royalty: it does not get the loan.
    """
    name = purpose_of(reading, telling)
    if name is None:
        return False
    if not name:
        return True
    whose = pattern("whose ground").pattern
    owned = re.compile(
        rf"{whose} (?:(?!for |in |at |of |to )[\w%-]+ ){{0,3}}{re.escape(name)}\b"
        rf"|{re.escape(name)}[\w -]{{0,40}},? (?:which )?(?:is )?(?:wholly |100% )?owned by",
    )
    return owned.search(reading.document.text) is None
