"""An office whose body is named between it and its holder: "the governor of the Public Investment Fund, X"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.offices import Office
from pipeline.extraction.names.scene import Scene

_LONGEST = 12
"""Words from the office to the name."""
_JOINING = frozenset({"of", "the", "and", "for", "de", "&", "la", "del", "da", "do", "in"})
"""Words within the name of a body or field."""
_COMMON = 2
"""Other words in lower case that may stand there ("of the Ústí region", "of the country's largest bank")."""


def office_of_body(scene: Scene, end: int) -> Office | None:
    """The office that belongs to the name which starts behind the comma at word `end`; its country where told."""
    low = 0
    for at in range(end - 1, max(scene.first, end - _LONGEST), -1):
        if at < end - 1 and scene.gap(at, at + 1) not in {" ", "-", "", "’", "'"}:
            return None
        word = scene.words[at]
        office = scene.ending.get(at)
        if office is not None and (
            word.low in {"of", "for"} or (word.low == "and" and scene.words[at + 1].capitalised)
        ):
            if office.plural or office.kind not in {"state", "minister", "official", "envoy", "company", "body"}:
                return None
            if at + 1 >= end:
                return None
            return replace(office, country=office.country or _country_between(scene, at + 1, end))
        if at in scene.ending and scene.ending[at].last == at and not word.capitalised and word.low not in _JOINING:
            return None
        if word.low in name_cues("predicate"):
            return None
        if not word.capitalised and word.low not in _JOINING and word.text not in {"'s", "’s"}:
            low += 1
            if low > _COMMON:
                return None
    return None


def _country_between(scene: Scene, first: int, end: int) -> str | None:
    """The one country that the words of the body tell: by name, adjective or division."""
    told = []
    for i in range(first, end):
        hit = scene.hits.starting.get(scene.words[i].start)
        if hit is None:
            continue
        if hit.kind in {"country", "short", "adjective"}:
            told.append(hit.key)
        elif hit.kind == "division" and hit.country:
            told.append(hit.country)
    return told[0] if len(set(told)) == 1 else None
