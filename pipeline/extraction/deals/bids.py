"""Takeover bids told by their answer: who turns down, weighs or takes a bid is the target, whose it is the buyer."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.arguments import Argument, Trigger
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.naming import named_under
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import VERBAL, NounTrigger

BY_WHOM = frozenset({"from", "by"})


def _is_takeover(trigger: NounTrigger) -> bool:
    """Whether a noun is of one company's being bought by another, wanted or agreed."""
    return trigger.sense.scheme == "buy" and trigger.sense.deal_type == "acquisition"


def _answering(view: SentenceView, noun: int) -> int | None:
    """The verb of answering whose object, or whose subject in the passive, a bid is; of "agree to", its complement."""
    for token, dep in clauses.climb(view.parse, noun, 3):
        if view.parse.tokens[token].pos in VERBAL:
            return token if view.lemmas[token] in cue_words("answering") else None
        if dep not in ("dobj", "nsubjpass", "pobj", "prep"):
            return None
        if view.lemmas[token] in cue_words("assent") or (dep == "pobj" and view.lower[token] == "for"):
            return None  # "received approval for its option agreement"
    return None


def _answerers(view: SentenceView, verb: int) -> list[int]:
    """Mentions of those who answer: "X rejected", "the board of X has rejected", "X's directors", "rejected by X"."""
    passive = clauses.is_passive(view.parse, verb)
    heads = clauses.places(view.parse, verb).get("by", []) if passive else clauses.subjects(view.parse, verb)
    found: list[int] = []
    for head in heads:
        named = named_under(view, head)
        if not named and view.lemmas[head] in cue_words("deciding"):
            owners = clauses.possessors(view.parse, head)
            owners += [h for place in ("of", "in") for h in clauses.places(view.parse, head).get(place, [])]
            compound = [c for c in view.parse.children[head] if view.parse.tokens[c].dep in ("compound", "nmod")]
            named = [view.at[owner] for owner in (*owners, *compound) if owner in view.at]
        found += [m for m in named if m not in found]
    return found


def bidders(view: SentenceView, trigger: NounTrigger) -> list[int]:
    """Heads of those from whom an answered bid comes: "the board rejected a bid from X"."""
    if not _is_takeover(trigger) or _answering(view, trigger.head) is None:
        return []
    places = clauses.places(view.parse, trigger.head)
    return [head for place in sorted(BY_WHOM) for head in places.get(place, [])]


def _own_board(view: SentenceView, trigger: NounTrigger, verb: int) -> list[int]:
    """Mentions of those whose board lets them buy what the noun tells: "the board of X approved the purchase of Y"."""
    if view.lemmas[verb] not in cue_words("letting_through") or clauses.is_passive(view.parse, verb):
        return []
    boards = {view.lemmas[head] for head in clauses.subjects(view.parse, verb)} & cue_words("board")
    of_what = clauses.places(view.parse, trigger.head).get("of", [])
    if not boards or not of_what or view.lemmas[of_what[0]] in cue_words("enterprise"):
        return []
    bought = {mention for head in of_what for mention in named_under(view, head)}
    return [m for m in _answerers(view, verb) if m not in bought]


def with_answered_bids(view: SentenceView, cluster: tuple[Trigger, ...], arguments: list[Argument]) -> list[Argument]:
    """Arguments in which whoever answers a bid is its target, and whoever it comes from the buyer."""
    for trigger in cluster:
        if not isinstance(trigger, NounTrigger) or not _is_takeover(trigger):
            continue
        verb = _answering(view, trigger.head)
        if verb is None:
            continue
        own = _own_board(view, trigger, verb)
        if own and not any(a.role == "buyer" for a in arguments if a.place in ("by", "possessor")):
            others = [a for a in arguments if a.mention not in own]
            return [*others, *(Argument(m, "subject", "buyer", "own_board") for m in own)]
        bidding = [mention for head in bidders(view, trigger) for mention in named_under(view, head)]
        bidding += [a.mention for a in arguments if a.place in ("from", "possessor") and a.mention not in bidding]
        answerers = [m for m in _answerers(view, verb) if m not in bidding and not view.states.get(m, False)]
        named = any(a.role == "target" and a.place in ("of", "for") and a.mention not in answerers for a in arguments)
        if not answerers or not bidding or named:
            continue
        meant = {a.mention for a in arguments}
        told = [
            replace(a, role="target" if a.mention in answerers else "buyer")
            if a.mention in answerers or a.mention in bidding
            else a
            for a in arguments
        ]
        told += [Argument(m, "object", "target", "answered_bid") for m in answerers if m not in meant]
        told += [Argument(m, "from", "buyer", "answered_bid") for m in bidding if m not in meant]
        return told
    return arguments
