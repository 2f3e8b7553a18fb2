"""Shares that are placed: who takes part in it, and the banks that only place them."""

from __future__ import annotations

from pipeline.extraction.deals.arguments import Argument, Trigger
from pipeline.extraction.deals.clauses import climb
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger, VerbTrigger


def without_arrangers(
    view: SentenceView, scheme: str, cluster: tuple[Trigger, ...], arguments: list[Argument]
) -> list[Argument]:
    """Arguments without banks that merely place the shares: "with a syndicate of underwriters led by A", "a bought deal
    with A"."""
    if scheme not in ("issue", "invest", "borrow"):
        return arguments
    if scheme == "issue" and any(isinstance(t, NounTrigger) and _placed_by_banks(view, t) for t in cluster):
        arguments = [a for a in arguments if a.place not in ("with", "by") and not _leads(view, a)]
    kept = []
    if scheme == "issue" and any(a.role and a.place == "for" for a in arguments):
        arguments = [
            a for a in arguments if a.place != "subject" or view.mentions[a.mention].form not in ("name", "short")
        ]
    for argument in arguments:
        at = min((t for t, m in view.at.items() if m == argument.mention), default=0)
        near = [i for i in range(max(0, at - 7), min(len(view.lower), at + 10)) if i != at]
        around = {view.lemmas[i] for i in near if view.parse.tokens[i].dep != "amod"}  # not "a brokered placement"
        if argument.place in ("subject", "possessor", "of") or not around & cue_words("arranging"):
            kept.append(argument)
    return kept


def _leads(view: SentenceView, argument: Argument) -> bool:
    """Whether "led by" stands right before a name."""
    at = min((t for t, m in view.at.items() if m == argument.mention), default=0)
    return view.lower[max(0, at - 2) : at] == ("led", "by")


def is_joined_below(view: SentenceView, cluster: tuple[Trigger, ...], placing: NounTrigger) -> bool:
    """Whether a clause on a placing tells who took part: "announced a placement, in which X subscribed"."""
    return any(
        isinstance(t, VerbTrigger)
        and view.parse.tokens[t.head].dep == "relcl"
        and placing.head in (head for head, _ in climb(view.parse, t.head, 4))
        for t in cluster
    )


def _placed_by_banks(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether an offering is said to be one that banks take up or place: "bought deal", "underwritten offering"."""
    words = range(max(1, noun.first - 3), noun.head + 1)
    return any(view.lower[i] in cue_words("placed_by_banks") and view.lower[i - 1] != "-" for i in words)
