"""Papers by which one side is to get the ore or metal of the other: "signed a letter with X to secure feedstock"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.deals.arguments import Argument, Trigger
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger
from pipeline.extraction.deals.verb_triggers import kind_of_object
from pipeline.records import PartyRole

_WITHIN = 14
"""Words after a paper's noun in which the infinitive of its purpose stands."""
_HELD = 9
"""Words after that infinitive in which what is got is named."""
_SIDES: dict[str, PartyRole] = {"subject": "buyer", "possessor": "buyer", "with": "seller", "from": "seller"}


def gets_ore(view: SentenceView, cluster: Sequence[Trigger]) -> bool:
    """Whether a paper is signed so that its subject gets ore or metal."""
    for trigger in cluster:
        if not isinstance(trigger, NounTrigger) or trigger.sense.scheme != "pact":
            continue
        for to in range(trigger.head + 1, min(trigger.head + _WITHIN, len(view.lower) - 1)):
            if view.lower[to] == "to" and view.lemmas[to + 1] in cue_words("getting_ore"):
                return _is_ore(view, to + 2)
    return False


def _is_ore(view: SentenceView, first: int) -> bool:
    """Whether the words from a token on name a quantity, a mineral or a product of mines before any other thing."""
    for at in range(first, min(first + _HELD, len(view.lower))):
        start = view.parse.tokens[at].start
        if view.lemmas[at] in cue_words("quantity") or kind_of_object(view, at) == "commodity":
            return True
        if at in view.at or view.lower[at] in (",", ";") or kind_of_object(view, at):
            return False
        if any(m.start <= start < m.end for m in view.minerals) and not _qualifies_asset(view, at):
            return True
    return False


def _qualifies_asset(view: SentenceView, mineral: int) -> bool:
    """Whether a mineral only says which mine, project or shares are bought: "the lithium project"."""
    after = range(mineral + 1, min(mineral + 4, len(view.lower)))
    return any(kind_of_object(view, i) in ("asset", "equity") for i in after)


def with_sides_of_supply(view: SentenceView, cluster: Sequence[Trigger], arguments: list[Argument]) -> list[Argument]:
    """Arguments in which the paper's subject buys and the other side sells, where neither has a part of its own."""
    places = {a.place for a in arguments if a.role == "party"}
    if not ({"subject", "possessor"} & places and {"with", "from"} & places) or not gets_ore(view, cluster):
        return arguments
    states = {m for t, m in view.at.items() if view.is_state(t)}
    if any(a.role and a.mention in states for a in arguments):
        return arguments
    return [replace(a, role=_SIDES.get(a.place, a.role)) if a.role == "party" else a for a in arguments]
