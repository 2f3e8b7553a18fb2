"""The forms under which articles name parties, and the lexicon entry that each of them means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipeline.lexicons import table, values
from pipeline.resolution.normal_forms import (
    generic_company_words,
    organisation_name,
    states_by_name,
    words,
    words_of_kind,
)

UNDATED = 10**9
"""Day number of an article without a publication date: after all others."""

ORGANISED: frozenset[str] = frozenset({"company", "organisation", "government_body", "bloc"})
"""Entity types among which articles differ over one and the same party."""


@dataclass(frozen=True, slots=True)
class NameForm:
    """A name as articles give it: one row for each different (name, type, country, office of a person)."""

    name: str
    entity_type: str
    country: str | None
    office: str | None
    articles: int
    """How many articles use it."""
    first: tuple[int, str]
    """Day number and id of the first article that uses it; UNDATED where no publication date is known."""


@dataclass(frozen=True, slots=True)
class KnownName:
    """An entry of the lexicons: the usual name, type and state of a party that a name means."""

    name: str
    entity_type: str
    country: str | None

    @property
    def key(self) -> tuple[str, str, str]:
        """What all names of the entry are compared under."""
        return ("known", self.name, self.country or "")


@cache
def _former() -> dict[str, str]:
    return {row["former"]: row["current"] for row in table("former_names")}


@cache
def known_names() -> dict[str, tuple[KnownName, ...]]:
    """Comparison keys of names of blocs, bodies, organisations and companies, with the entries they may mean."""
    found: dict[str, dict[KnownName, None]] = {}
    current: dict[str, KnownName] = {}

    def add(name: str, entry: KnownName) -> None:
        form = organisation_name(name, of_state=entry.entity_type == "government_body")
        entries = found.setdefault(form.key, {})
        entries[entry] = None

    for row in table("blocs"):
        entry = KnownName(row["name"], "bloc", None)
        current[row["name"]] = entry
        for name in (row["name"], *values(row["other_names"])):
            add(name, entry)
    former = _former()
    for row in table("bodies"):
        usual = former.get(row["name"], row["name"])
        entry = KnownName(usual, row["entity_type"], row.get("country") or None)
        current[row["name"]] = entry
        for name in (row["name"], *values(row["other_names"])):
            add(name, entry)
    for row in table("companies"):
        entry = KnownName(former.get(row["name"], row["name"]), "company", None)
        current[row["name"]] = entry
        for name in (row["name"], *values(row["other_names"])):
            add(name, entry)
    for row in table("former_names"):
        entry = KnownName(row["current"], row["entity_type"], row["country"] or None)
        for name in (row["former"], row["current"]):
            add(name, current.get(row["current"], entry))
    return {key: tuple(entries) for key, entries in found.items()}


@cache
def _state_names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in table("countries")}


def state_name(code: str) -> str | None:
    """The usual English name of a state by its ISO code."""
    return _state_names().get(code)


def state_of(form: NameForm) -> str | None:
    """The code of the state that a form of type `country` means."""
    return form.country or states_by_name().get(words(form.name))


def known(form: NameForm) -> KnownName | None:
    """The lexicon entry that a form of an organised party means, or None.

    An entry of another state, or of another sort where the name is a plain word, is not meant; a name
    that every state has a body of ("Ministry of Commerce") needs the state.
    """
    for of_state in (True, False) if form.entity_type != "company" else (False,):
        own = organisation_name(form.name, of_state=of_state)
        state = own.state or form.country
        for entry in known_names().get(own.key, ()):
            if (entry.entity_type == "government_body") != of_state:
                continue
            if entry.entity_type == "company" and form.entity_type not in ("company", "organisation"):
                continue
            if form.entity_type == "company" and entry.entity_type == "bloc":
                continue
            if entry.country and state and entry.country != state:
                continue
            if entry.country and not state and every_state_has(form.name):
                continue
            return entry
    return None


def every_state_has(name: str) -> bool:
    """Whether a name is made like those of bodies that every state has ("Ministry of Commerce")."""
    folded = words(name)
    heads = words_of_kind("generic_head")
    return bool(folded) and (folded[0] in heads or folded[-1] in heads)


def may_be_short(name: tuple[str, ...]) -> bool:
    """Whether one word of a company's name is particular enough to stand for the whole name."""
    return len(name) == 1 and len(name[0]) >= 3 and name[0] not in generic_company_words()
