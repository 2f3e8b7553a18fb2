"""What shows a deal in a sentence: a noun that names one or a verb that makes one, and the senses of verbs."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extraction.deals.lexicon import NounSense, VerbSense, verb_senses
from pipeline.extraction.deals.reading import SentenceView

VERBAL = frozenset({"VERB", "AUX"})
PARTICLE_REACH = 7
LEAST = 100
"""The least sum that is a deal's: less is the price of a share or pound ("priced at $0.20")."""


@dataclass(frozen=True, slots=True)
class NounTrigger:
    """A noun phrase that names a deal: tokens `[first, head]`."""

    first: int
    head: int
    sense: NounSense
    plural: bool
    support: int | None
    """The verb that makes, gives, gets or ends what the noun names."""
    support_sense: VerbSense | None
    via: tuple[str, ...]
    """Relations climbed to reach the support."""


@dataclass(frozen=True, slots=True)
class VerbTrigger:
    """A verb that shows a deal by itself, with the kind of object it was found with."""

    head: int
    sense: VerbSense
    wanted: str


def _particle(view: SentenceView, verb: int, word: str) -> bool:
    return word in view.lower[verb + 1 : verb + 1 + PARTICLE_REACH] or (
        word in ("jointly", "together") and word in view.lower[max(0, verb - 2) : verb]
    )


def senses_of(view: SentenceView, verb: int) -> tuple[VerbSense, ...]:
    """The senses of a verb whose particle, if they want one, follows it."""
    lemma = view.lemmas[verb]
    senses = verb_senses().get(lemma) or verb_senses().get(view.lower[verb]) or ()
    return tuple(sense for sense in senses if not sense.particle or _particle(view, verb, sense.particle))
