"""What nouns, verbs and short names tell of a gathering by themselves, read from the lexicons, and what some nouns need
beside them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.grammar import is_passive
from pipeline.extraction.meetings.reading import Reading
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


def real_round(reading: Reading, i: int) -> bool:
    """Whether "round" is one of talks and no round table or funding round."""
    after = reading.words[i + 1] if i + 1 < len(reading.words) else ""
    known = noun_senses()
    if after == "of":
        return any(
            reading.lemmas[t] in known
            for t in range(i + 2, min(i + 6, len(reading.words)))
            if reading.tokens[t].pos == "NOUN"
        )
    before = reading.words[i - 1] if i else ""
    return after not in cues("round_behind") and before in cues("round_before")


def joined_by(reading: Reading, i: int, size: int) -> bool:
    """Whether a line is only how somebody joined others: "joined them by video link"."""
    if i < size + 1 or reading.words[i - size] not in ("by", "via", "over", "through"):
        return False
    return any(reading.lemmas[t] == "join" for t in range(max(0, i - size - 6), i - size))


def is_held(reading: Reading, i: int) -> bool:
    """Whether a verb holds or chairs what the noun tells: "co-chaired the 14th joint committee"."""
    head = reading.tokens[i].head
    done = reading.tokens[i].dep == "dobj" or (reading.tokens[i].dep == "nsubjpass" and is_passive(reading, head))
    return done and reading.lemmas[head] in cues("hosting")


def spent_with(reading: Reading, i: int) -> bool:
    """Whether a stretch of time is one with somebody ("after an hour with X"), and no verb of meeting tells it."""
    if i + 2 >= len(reading.words) or reading.words[i + 1] != "with":
        return False
    head = reading.tokens[i].head
    above = reading.tokens[head].head
    if reading.tokens[i].dep == "pobj" and reading.words[head] == "for" and reading.lemmas[above] in verb_senses():
        return False
    return any(reading.mention_of[t] >= 0 for t in range(i + 2, min(i + 10, len(reading.words))))


def tells_alone(lemma: str) -> bool:
    """Whether a noun is one of a gathering without a word before it: not the "exchange" of "a frank exchange"."""
    return any(len(sense.words) == 1 for sense in noun_senses().get(lemma, ()))
