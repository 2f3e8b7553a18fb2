"""Parties that the parse left out of a list in which others stand: "with A, B's C and the D maker E"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.deals.arguments import Argument
from pipeline.extraction.deals.name_lists import BETWEEN, chains
from pipeline.extraction.deals.reading import SentenceView

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
