"""Offices told without their holders, and who named behind may hold them: "the presidents of Chile and Peru"."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import groups

PUBLIC = frozenset({"country", "bloc", "government_body"})
FIRM = frozenset({"company", "organisation"})
_STEM = 3
"""Letters that words for one field have in common ("mines", "mining")."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A phrase for somebody in office whom its sentence doesn't name: its span, for whom, and in what office."""

    start: int
    end: int
    owner: int | None
    office: str | None
    shared: tuple[int, int] | None = None
    """The whole phrase, where it tells several at once: "the presidents of Kenya and Tanzania"."""


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody named for the first time, and where."""

    entity: int
    mention: NameMention
    sentence: int


def fits(document: Document, named: Named, phrase: Unnamed) -> bool:
    """Whether nothing told of a person speaks against the office and for whom it is held."""
    person = document.entities[named.entity]
    if person.office and not _alike(person.office, phrase.office):
        return False
    owner = document.entities[phrase.owner] if phrase.owner is not None else None
    acts_for = document.entities[person.represents] if person.represents is not None else None
    if owner is None:
        return True
    if owner.entity_type in FIRM:
        return (acts_for is None and not person.country_code) or person.represents == phrase.owner
    if acts_for is not None and acts_for.entity_type in FIRM:
        return False
    return person.country_code in (None, owner.country_code)


def _alike(held: str, told: str | None) -> bool:
    """Whether two offices may be one: "minister of mines" and "mining minister", not "prime minister"."""
    if told is None or held.split()[-1] in cues("counterparts"):
        return told is not None
    mine, theirs = (set(office.lower().replace("-", " ").split()) for office in (held, told))
    of_what = [{w[:_STEM] for w in words - groups().keys() if len(w) > _STEM} for words in (mine, theirs)]
    if ("prime" in mine) != ("prime" in theirs) or ("deputy" in mine) != ("deputy" in theirs):
        return False
    return bool(mine & theirs & groups().keys()) and (not all(of_what) or bool(of_what[0] & of_what[1]))


def surely(document: Document, named: Named, phrase: Unnamed) -> bool:
    """Whether the article itself or everybody knows that the person acts for whom the office is told."""
    if phrase.owner is None:
        return False
    person, owner = document.entities[named.entity], document.entities[phrase.owner]
    return person.represents == phrase.owner or (
        owner.country_code is not None and owner.entity_type in PUBLIC and person.country_code == owner.country_code
    )


def all_of_several(document: Document, phrases: list[Unnamed], near: list[Named]) -> list[tuple[Unnamed, list[Named]]]:
    """The holders of an office told for several states at once, where one sentence behind names one for each of them:
    "The presidents of Chile and Peru signed it. X had earlier received Ana Rey of Chile and Peru's Luis Paz"."""
    out: list[tuple[Unnamed, list[Named]]] = []
    free = [n for n in near if n.sentence == near[0].sentence]
    for phrase in phrases if all(p.shared is not None and p.shared == phrases[0].shared for p in phrases) else ():
        sure = [n for n in free if surely(document, n, phrase) and fits(document, n, phrase)]
        if len(sure) != 1:
            return []
        out.append((phrase, sure))
        free.remove(sure[0])
    return out
