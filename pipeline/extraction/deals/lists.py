"""Parties that the parse left out of a list in which others stand: "with A, B's C and the D maker E"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.deals.arguments import Argument
from pipeline.extraction.deals.name_lists import BETWEEN, chains, skip_brackets, skip_home
from pipeline.extraction.deals.reading import SentenceView, acts_here

LISTED_PLACES = frozenset({"subject", "with", "from", "by", "to", "between", "recipient", "among"})


def _governed(view: SentenceView, token: int) -> bool:
    """Whether a preposition stands before the noun phrase of the name at a token."""
    at = view.first_token(token) - 1
    while at >= 0 and view.parse.tokens[at].pos in BETWEEN and at not in view.at:
        at -= 1
    return at >= 0 and view.parse.tokens[at].pos == "ADP"


def _acting(view: SentenceView, token: int) -> bool:
    """Whether a verb of its own follows the name at a token."""
    at = token
    while at < len(view.lower) and view.at.get(at) == view.at[token]:
        at += 1
    return at < len(view.lower) and view.parse.tokens[at].tag in ("VBD", "VBZ", "VBP", "MD")


_TURN = frozenset({",", "and", ";"})
_ABOUT = frozenset({"for", "on", "over", "covering"})
_LONGEST_TURN = 9
"""Words between one partner and the next, with what the paper between them is about."""


def _next_with(view: SentenceView, token: int, preposition: str) -> int | None:
    """The next partner, led in by the same preposition: "for graphite with A of Quebec, for tin with B"."""
    at = token
    while view.at.get(at) == view.at[token]:
        at += 1
    at = skip_home(view, skip_brackets(view, at))
    turned = False
    for t in range(at, min(at + _LONGEST_TURN, len(view.lower) - 1)):
        turned = turned or view.lower[t] in _TURN
        if view.lower[t] == preposition:
            named = [n for n in range(t + 1, min(t + 4, len(view.lower))) if n in view.at]
            return named[0] if named and turned and acts_here(view, named[0]) else None
        if view.lower[t] not in _TURN | _ABOUT and (view.parse.tokens[t].pos not in BETWEEN or t in view.at):
            return None
    return None


def repeated_places(view: SentenceView, arguments: list[Argument]) -> list[Argument]:
    """Further partners of the plural of a paper, each with its preposition: "with A for tin and with B for zinc"."""
    have = {a.mention for a in arguments if a.role}
    added: list[Argument] = []
    for model in [a for a in arguments if a.role and a.place in ("with", "from", "to")]:
        token: int | None = min(t for t, m in view.at.items() if m == model.mention)
        while token is not None:
            token = _next_with(view, token, model.place)
            if token is None or view.at[token] in have:
                break
            have.add(view.at[token])
            added.append(replace(model, mention=view.at[token], rule="list"))
    return added


def dealt_out(view: SentenceView, arguments: list[Argument]) -> list[Argument]:
    """Further takers of money, each behind a sum: "$43 million to A, $15 million to B and $20 million to C"."""
    model = next((a for a in arguments if a.role == "recipient" and a.place in ("to", "for")), None)
    if model is None or len(view.money) < 2:
        return []
    have = {a.mention for a in arguments if a.role}
    added = []
    for money in view.money:
        after = view.token_at(money.end - 1) + 1
        named = [t for t in range(after + 1, min(after + 4, len(view.lower))) if t in view.at]
        if view.lower[after : after + 1] == (model.place,) and named and view.at[named[0]] not in have:
            have.add(view.at[named[0]])
            added.append(replace(model, mention=view.at[named[0]], rule="list"))
    return added


def with_led_lists(view: SentenceView, arguments: list[Argument]) -> list[Argument]:
    """Arguments in which all names of a list stand where its preposition puts the first: "$9m from A, B and C".

    The parse often hangs the later ones on the sum before the preposition.
    """
    led: dict[int, Argument] = {}
    for chain in chains(view):
        first = next((a for a in arguments if a.mention == view.at[chain[0]]), None)
        if first is None or not first.role or first.place not in ("from", "by", "with"):
            continue
        if _governed(view, chain[0]):
            led |= {view.at[token]: first for token in chain[1:] if not _acting(view, token)}
    return [
        replace(a, place=led[a.mention].place, role=led[a.mention].role)
        if a.mention in led and a.place == "object"
        else a
        for a in arguments
    ]


def whole_lists(view: SentenceView, arguments: list[Argument]) -> list[Argument]:
    """The names that stand in one list with a party and that the parse left out, in that party's place."""
    have = {a.mention for a in arguments if a.role}
    added: list[Argument] = []
    for chain in chains(view):
        mentions = [view.at[token] for token in chain]
        known = [a for a in arguments if a.role and a.place in LISTED_PLACES and a.mention in mentions]
        if not known or all(m in have for m in mentions):
            continue
        model = known[0]
        if any(a.role != model.role for a in known):
            continue
        for number, token in enumerate(chain):
            if mentions[number] in have:
                continue
            if model.place == "subject" and number == 0 and _governed(view, token):
                continue
            if model.place != "subject" and _acting(view, token):
                continue
            if number > 0 and _governed(view, token) and model.place == "subject":
                continue
            have.add(mentions[number])
            added.append(replace(model, mention=mentions[number], rule="list"))
    return added
