"""What shows a deal, read from the `deal_*` tables and laid out for matching."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.lexicons import table, values
from pipeline.records import PartyRole

DEALING = frozenset({"conclude", "give", "get"})
"""Uses of verbs by which a deal is made, whichever way its thing goes."""
SETTLING = DEALING | {"complete", "end"}
"""Uses of verbs whose subject is a side of the deal: it has made, done or ended it."""
HANDLING = SETTLING | {"negotiate", "propose"}
"""All uses of verbs by which something happens to a deal; merely to have it is none."""
PACT_HANDLING = frozenset({"conclude", "complete", "end", "negotiate"})
"""Uses of verbs that want no giver and taker: what is done to a pact."""


@dataclass(frozen=True, slots=True)
class NounSense:
    """A noun phrase that names a deal; see `deal_nouns.csv`."""

    phrase: tuple[str, ...]
    deal_type: str
    scheme: str
    strength: str
    capitals: bool = False
    """Whether the phrase counts only where it is written in capitals."""


@dataclass(frozen=True, slots=True)
class VerbSense:
    """A verb that shows a deal, alone or with a noun; see `deal_verbs.csv`."""

    lemma: str
    particle: str
    use: str
    deal_type: str
    scheme: str
    wants: str
    strength: str


def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase as the tokenizer cuts it: hyphens and per cent signs stand alone."""
    return tuple(re.sub(r"([-/%])", r" \1 ", phrase.lower()).split())


@cache
def noun_senses() -> Mapping[str, tuple[NounSense, ...]]:
    """Noun senses by their first word, longest phrase first."""
    found: dict[str, list[NounSense]] = {}
    for row in table("deal_nouns"):
        for phrase in values(row["phrases"]):
            words = words_of(phrase)
            found.setdefault(words[0], []).append(
                NounSense(words, row["type"], row["scheme"], row["strength"], phrase.isupper())
            )
    return {first: tuple(sorted(senses, key=lambda s: -len(s.phrase))) for first, senses in found.items()}


@cache
def noun_ends() -> frozenset[str]:
    """The last words of the noun phrases that name a deal."""
    return frozenset(sense.phrase[-1] for senses in noun_senses().values() for sense in senses)


@cache
def verb_senses() -> Mapping[str, tuple[VerbSense, ...]]:
    """Verb senses by lemma, those that want a particle first."""
    found: dict[str, list[VerbSense]] = {}
    for row in table("deal_verbs"):
        sense = VerbSense(
            row["verb"], row["with"], row["use"], row["type"], row["scheme"], row["object"], row["strength"]
        )
        found.setdefault(row["verb"].split()[0], []).append(sense)
    return {lemma: tuple(sorted(senses, key=lambda s: not s.particle)) for lemma, senses in found.items()}


@cache
def roles() -> Mapping[tuple[str, str, str], str]:
    """Role by (scheme, place, direction)."""
    return {(row["scheme"], row["place"], row["direction"]): row["role"] for row in table("deal_roles")}


def role_of(scheme: str, place: str, direction: str) -> PartyRole | None:
    """The role of what stands at `place`; None where nothing that stands there is a party."""
    found = roles().get((scheme, place, direction)) or roles().get((scheme, place, ""))
    match found:
        case "party" | "buyer" | "seller" | "investor" | "lender" | "recipient" | "target":
            return found
        case _:
            return None


@cache
def cue(name: str) -> frozenset[tuple[str, ...]]:
    """The phrases of one row of `deal_cues.csv`, each as its words."""
    for row in table("deal_cues"):
        if row["cue"] == name:
            return frozenset(words_of(phrase) for phrase in values(row["words"]))
    raise KeyError(name)


@cache
def cue_words(name: str) -> frozenset[str]:
    """The single words of one row of `deal_cues.csv`."""
    return frozenset(words[0] for words in cue(name) if len(words) == 1)


def any_of(*names: str) -> str:
    """A regular expression for any phrase of the cues, the longest first, its words parted by blanks or hyphens."""
    phrases = {r"[ -]+".join(map(re.escape, words)) for name in names for words in cue(name)}
    return "|".join(sorted(phrases, key=lambda p: (-len(p), p)))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The regular expression of one row of `deal_patterns.csv`."""
    for row in table("deal_patterns"):
        if row["name"] == name:
            return re.compile(row["pattern"])
    raise KeyError(name)


@cache
def plain_reasons(with_sum: bool) -> tuple[str, ...]:
    """Names of the patterns that show by themselves why a sentence, with a sum or without, tells no deal."""
    uses = ("reason",) if with_sum else ("reason", "reason_without_sum")
    return tuple(row["name"] for row in table("deal_patterns") if row["use"] in uses)


@cache
def _by_first(name: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for words in cue(name):
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(phrases, key=lambda p: (-len(p), p))) for first, phrases in found.items()}


def cue_at(name: str, words: Sequence[str], at: int) -> int:
    """How many words of `words`, from `at`, make a phrase of the cue; 0 where none."""
    for phrase in _by_first(name).get(words[at], ()):
        size = len(phrase)
        if size == 1 or tuple(words[at : at + size]) == phrase:
            return size
    return 0


@cache
def object_kinds() -> Mapping[str, str]:
    """Kind (`asset`, `equity`, `commodity`) by head word of what changes hands."""
    kinds: dict[str, str] = {}
    for row in table("deal_objects"):
        for word in values(row["words"]):
            kinds.setdefault(word, row["kind"])
    return kinds


def is_miner(name: str) -> bool:
    """Whether a party's name has a word of mining or a mineral in it."""
    words = [word.lower() for word in re.findall(r"[A-Za-z]+", name)]
    return any(cue_at("subject", words, i) or cue_at("miner_name", words, i) for i in range(len(words)))
