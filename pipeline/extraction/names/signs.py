"""Signs in the grammar around a name that a company or a person bears it: "stake in X", "X, which", "X mines"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pipeline.extraction.document import Parse
from pipeline.extraction.names.family import ends_in_surname
from pipeline.extraction.names.gazetteer import given_names
from pipeline.extraction.names.name_words import heads
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.scene import Scene
from pipeline.lexicons import table

_RELATIVE = {"which": ("organised", 3.0), "who": ("person", 4.0), "whom": ("person", 4.0)}
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_LONGEST = 3
"""Words of the longest phrase of the lexicon, and how far behind a possessive a thing may stand."""

_YEAR = 4
"""Digits of the year in the name of an edition."""
_OF_THE_NAME = frozenset({"which", "to", "taking", "held", "scheduled"})
"""Words behind a name and a comma that go on about what bears it."""
_AUXILIARIES = frozenset({"which", "will", "would", "now", "to", "is"})

_Signs = Mapping[tuple[str, ...], tuple[str, float]]


@cache
def _signs(where: str) -> _Signs:
    return {
        tuple(row["words"].split()): (row["kind"], float(row["weight"]))
        for row in table("name_signs")
        if row["where"] == where
    }


def _before(scene: Scene, run: Run) -> tuple[str, float] | None:
    at = scene.title_first(run)
    if at > scene.first and scene.words[at - 1].low == "the" and scene.gap(at - 1, at) == " ":
        at -= 1
    if at <= scene.first:
        return None
    gap = scene.gap(at - 1, at)
    for where, gaps in (("before", {" "}), ("noun", {" ", ", "})):
        known = _signs(where) if gap in gaps else {}
        for size in range(min(_LONGEST, at - scene.first), 0, -1):
            sign = known.get(tuple(word.low for word in scene.words[at - size : at]))
            if sign is not None:
                return sign
    return None


def _after(scene: Scene, run: Run) -> tuple[str, float] | None:
    at = run.last
    if at >= scene.end or scene.gap(at - 1, at) != " ":
        return None
    known = _signs("after")
    for size in (2, 1):
        if at + size <= scene.end:
            sign = known.get(tuple(word.low for word in scene.words[at : at + size]))
            if sign is not None:
                return sign
    return None


def _owned(scene: Scene, run: Run) -> tuple[str, float] | None:
    at = run.last
    if at >= scene.end or scene.words[at].text not in _POSSESSIVE:
        return None
    known = _signs("owned")
    for first in range(at + 1, min(scene.end, at + 1 + _LONGEST)):
        if scene.gap(first - 1, first) not in {" ", "-"}:
            return None
        for size in (2, 1):
            if first + size <= scene.end:
                sign = known.get(tuple(word.low for word in scene.words[first : first + size]))
                if sign is not None:
                    return sign
    return None


def _relative(scene: Scene, run: Run) -> tuple[str, float] | None:
    at = run.last
    if at >= scene.end or scene.gap(at - 1, at) != ", " or run.votes.get("place", 0) > 0:
        return None
    return _RELATIVE.get(scene.words[at].low)


def _event(scene: Scene, run: Run) -> tuple[str, float] | None:
    """That it is the name of an event, which takes place: "X 2026, which will now take place", "X 2026 returns"."""
    at = run.last
    edition = at < scene.end and len(scene.words[at].text) == _YEAR and scene.words[at].text.isdigit()
    at += edition
    if at >= scene.end or scene.gap(at - 1, at) not in {" ", ", "}:
        return None
    if scene.gap(at - 1, at) == ", " and scene.words[at].low not in _OF_THE_NAME:
        return None  # "the forum, hosted by X, took place"
    while at < scene.end and scene.words[at].low in _AUXILIARIES:
        at += 1
    known = _signs("event")
    for size in (2, 1) if edition else (2,):
        sign = known.get(tuple(word.low for word in scene.words[at : min(at + size, scene.end)]))
        if sign is not None:
            return sign
    return None


def _acting(parse: Parse) -> dict[int, str]:
    """The verb of which each token that acts is the subject, by the offset at which the token ends."""
    found: dict[int, str] = {}
    for token in parse.tokens:
        if token.dep == "nsubj" and parse.tokens[token.head].pos in {"VERB", "AUX"}:
            found[token.end] = parse.tokens[token.head].lemma
    return found


def weigh_signs(scene: Scene, parse: Parse | None) -> None:
    """Votes for company or person from the words beside each name that no lexicon knows."""
    acting: dict[int, str] | None = None
    for run in scene.runs:
        if run.hit is not None or run.honorific is not None:
            continue
        signs = [_before(scene, run), _after(scene, run), _owned(scene, run), _relative(scene, run), _event(scene, run)]
        if parse is not None:
            if acting is None:
                acting = _acting(parse)
            verb = acting.get(run.end)
            signs.append(_signs("verb").get((verb,)) if verb else None)
        words = run.text.split()
        named = len(words) > 1 and words[0] in given_names()
        if heads().get(words[-1], ("", False))[0] == "other" and not ends_in_surname(words):
            continue  # "its stake in Solaroz Lithium Brine Project"
        for sign in signs:
            if sign is not None and not (named and sign[0] != "person"):
                run.vote(*sign)
