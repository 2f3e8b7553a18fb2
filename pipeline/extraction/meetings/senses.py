"""What nouns, verbs and short names tell of a gathering by themselves, read from the lexicons."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.lexicons import table, values

Shape = Literal[
    "event", "trip", "invitation", "reciprocal", "reception", "calling", "assembly", "summons", "signing", "journey"
]


@dataclass(frozen=True, slots=True)
class NounSense:
    """What a noun for a gathering tells by itself (lexicon `meeting_nouns`)."""

    words: tuple[str, ...]
    kind: str
    weight: int
    shape: Shape
    plural_ok: bool
    alone: str


@dataclass(frozen=True, slots=True)
class VerbSense:
    """What a verb tells by itself (lexicon `meeting_verbs`); `following` are the words it needs after it."""

    following: tuple[str, ...]
    shape: Shape
    kind: str
    weight: int


@dataclass(frozen=True, slots=True)
class SeriesSense:
    """What the short name of a gathering that recurs tells by itself (lexicon `meeting_series`)."""

    kind: str
    weight: int
    bloc: bool


@dataclass(frozen=True, slots=True)
class RoleSense:
    """What a verb makes of its subject at a gathering (lexicon `meeting_roles`)."""

    role: str
    effect: str


_SHAPES: dict[str, Shape] = {
    "event": "event", "trip": "trip", "invitation": "invitation", "reciprocal": "reciprocal",
    "reception": "reception", "calling": "calling", "assembly": "assembly", "summons": "summons",
    "signing": "signing", "journey": "journey",
}  # fmt: skip


@cache
def noun_senses() -> dict[str, tuple[NounSense, ...]]:
    """Noun senses by their last word, longest first."""
    found: dict[str, list[NounSense]] = {}
    for row in table("meeting_nouns"):
        words = tuple(row["noun"].replace("-", " - ").split())  # as the tokenizer cuts it
        sense = NounSense(
            words, row["kind"], int(row["weight"]), _SHAPES[row["shape"]], row["plural_ok"] == "yes", row["alone"]
        )
        found.setdefault(words[-1], []).append(sense)
    return {last: tuple(sorted(senses, key=lambda s: -len(s.words))) for last, senses in found.items()}


@cache
def verb_senses() -> dict[str, tuple[VerbSense, ...]]:
    """Verb senses by lemma, those that need most words after them first."""
    found: dict[str, list[VerbSense]] = {}
    for row in table("meeting_verbs"):
        following = tuple(row["with"].replace("+", " ").split())
        sense = VerbSense(following, _SHAPES[row["frame"]], row["kind"], int(row["weight"]))
        found.setdefault(row["verb"], []).append(sense)
    return {verb: tuple(sorted(senses, key=lambda s: -len(s.following))) for verb, senses in found.items()}


@cache
def series_senses() -> dict[str, SeriesSense]:
    """Senses of short names by the name as written; one that bears a number ends in `#`."""
    return {
        row["name"]: SeriesSense(row["kind"], int(row["weight"]), row["use"] == "bloc")
        for row in table("meeting_series")
    }


@cache
def calendar_names() -> frozenset[str]:
    """Months and weekdays in small letters: they end a proper name ("the Gold Conference on November 3")."""
    rows = [row for row in table("calendar_words") if row["kind"] in ("month", "weekday")]
    return frozenset(
        form.lower().rstrip(".") for row in rows for form in (*values(row["forms"]), *values(row["short_forms"]))
    )


@cache
def role_senses() -> dict[tuple[str, str], RoleSense]:
    """Role senses by verb lemma and preposition (empty for a direct object)."""
    return {(row["verb"], row["with"]): RoleSense(row["role"], row["effect"]) for row in table("meeting_roles")}
