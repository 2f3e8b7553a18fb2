"""Royalties and streams: money given for a right in what a mine brings up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.arguments import Argument, Trigger
from pipeline.extraction.deals.lexicon import cue_words, object_kinds
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger, VerbTrigger
from pipeline.records import PartyRole

RIGHT_ROLES: dict[PartyRole, PartyRole] = {"buyer": "lender", "investor": "lender", "seller": "recipient"}
"""Roles in the sale of a royalty or stream, by those in a sale."""

TAKING_PLACES = frozenset({"recipient", "object", "from", "of", "to", "owner"})
"""Places of those who get the money, beside a verb of paying."""
FOR_WHAT = 7
"""Words after "for" in which what is paid for is named."""


def of_a_right(view: SentenceView, cluster: Sequence[Trigger]) -> bool:
    """Whether what is bought or sold is a royalty or stream: money given for a right in output."""
    rights = cue_words("royalty")
    for trigger in cluster:
        if isinstance(trigger, VerbTrigger):
            heads = clauses.objects(view.parse, trigger.head)
        else:
            heads = clauses.places(view.parse, trigger.head).get("of", [])
        if any(view.lemmas[head] in rights and head not in view.at for head in heads):
            return True
    return False


def grants_right(view: SentenceView, cluster: Sequence[Trigger]) -> bool:
    """Whether somebody grants a royalty or stream, for which money is taken: "granted X a 2% royalty for $8m"."""
    granting = {t.head for t in cluster if isinstance(t, VerbTrigger) and t.sense.lemma in cue_words("granting")}
    return any(isinstance(t, NounTrigger) and t.sense.scheme == "stream" and t.support in granting for t in cluster)


def paid_for_output(view: SentenceView, cluster: Sequence[Trigger]) -> bool:
    """Whether a sum is paid for metal still in the ground: "pays $175m upfront for 22% of the silver"."""
    paying = [t.head for t in cluster if isinstance(t, VerbTrigger) and t.sense.lemma == "pay" and not t.sense.particle]
    if not paying or not view.money:
        return False
    if any(isinstance(t, NounTrigger) and t.sense.scheme == "stream" for t in cluster):
        return True  # "under a royalty agreement, X pays Y $300m"
    return any(view.lower[at] == "for" and _is_output(view, at + 1) for at in range(paying[0] + 1, len(view.lower)))


def _is_output(view: SentenceView, first: int) -> bool:
    last = min(len(view.lower), first + FOR_WHAT)
    words = view.lower[first:last]
    if "of" in words and words[words.index("of") + 1 : words.index("of") + 2] in (("whatever",), ("everything",)):
        return True
    ahead = (
        "%" in words or "cent" in words or bool(cue_words("in_advance") & set(view.lower[max(0, first - 6) : first]))
    )
    kinds = {object_kinds().get(lemma) for lemma in view.lemmas[first:last]} - {None}
    start, end = view.parse.tokens[first].start if first < last else 0, view.parse.tokens[last - 1].end
    mineral = any(start <= m.start < end for m in view.minerals)
    return ahead and mineral and "asset" not in kinds and not cue_words("holdings") & set(view.lemmas[first:last])


def with_roles_of_grant(arguments: list[Argument]) -> list[Argument]:
    """Arguments of a royalty that is granted: who grants it takes the money, to whom it is granted pays."""
    swapped: dict[PartyRole, PartyRole] = {"lender": "recipient", "recipient": "lender"}
    return [replace(a, role=swapped.get(a.role, a.role)) if a.role else a for a in arguments]


def with_roles_of_right(arguments: list[Argument], sold: bool = False) -> list[Argument]:
    """Arguments in the parts of a royalty: who pays lends, whose metal it is takes the money.

    Where it is `sold`, a name among the objects is of who gets it: "sold X a 2% royalty".
    """
    found = []
    for argument in arguments:
        role = RIGHT_ROLES.get(argument.role) if argument.role else None
        if sold and argument.place in ("object", "recipient"):
            role = "lender"
        elif argument.place in TAKING_PLACES and argument.role in (None, "investor", "target"):
            role = "recipient"
        found.append(replace(argument, role=role))
    return found
