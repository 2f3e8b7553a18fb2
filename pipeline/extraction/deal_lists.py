"""Deals in a list that the model hangs on the name before them: "an offtake with X and a loan from Y", where X and the
loan are no pair. The loan is listed with the offtake."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from pipeline.extraction.document import Parse
from pipeline.lexicons import table

_LISTED = frozenset({"conj", "appos"})
_SIDES = frozenset({"with", "from", "for", "to", "of", "worth", "signed"})
"""Words right behind a deal's noun by which it is a deal of its own."""
_ARTICLES = frozenset({"a", "an"})
_BODIES = frozenset({"joint_venture", "partnership", "action_plan", "generic"})
"""Types of deals whose nouns also say beside a name what that is: "with X, a joint venture with Y"."""


def deals_apart(parse: Parse) -> Parse:
    """The parse with each deal's noun in the list of the deal before, where the model lists it with that one's side."""
    tokens = parse.tokens
    moved: dict[int, int] = {}
    for i, token in enumerate(tokens):
        types = _nouns().get(token.lemma.lower(), frozenset())
        if token.dep not in _LISTED or token.pos != "NOUN" or not types or not _begins_anew(parse, i):
            continue
        if token.dep == "appos" and types & _BODIES and not types - _BODIES:
            continue
        side = token.head
        while tokens[side].pos == "NOUN" and tokens[side].dep in _LISTED:
            side = tokens[side].head
        deal = _deal_over(parse, side)
        if deal is not None and deal < i:
            moved[i] = deal
    if not moved:
        return parse
    listed = tuple(replace(t, head=moved[i], dep="conj") if i in moved else t for i, t in enumerate(tokens))
    children: list[list[int]] = [[] for _ in listed]
    for i, token in enumerate(listed):
        if token.head != i:
            children[token.head].append(i)
    return Parse(listed, tuple(tuple(each) for each in children))


def _begins_anew(parse: Parse, noun: int) -> bool:
    """Whether a noun has an article of its own, or is a plural with none, and a side of its own behind it."""
    tokens = parse.tokens
    first = min((c for c in parse.children[noun] if c < noun), default=noun)
    new = tokens[first].text.lower() in _ARTICLES or (tokens[noun].tag == "NNS" and tokens[first].dep != "det")
    return new and noun + 1 < len(tokens) and tokens[noun + 1].text.lower() in _SIDES


def _deal_over(parse: Parse, side: int) -> int | None:
    """The deal's noun of which a name is a side: "an offtake with X", "an offtake signed with X"."""
    tokens = parse.tokens
    while tokens[side].pos == "PROPN" and tokens[side].dep in _LISTED:
        side = tokens[side].head
    if tokens[side].pos != "PROPN" or tokens[side].dep != "pobj":
        return None
    above = tokens[tokens[side].head].head
    if tokens[above].dep == "acl":
        above = tokens[above].head
    return above if tokens[above].pos == "NOUN" and tokens[above].lemma.lower() in _nouns() else None


@cache
def _nouns() -> dict[str, frozenset[str]]:
    """The last words of the phrases that name a deal, with the types that they show."""
    found: dict[str, set[str]] = {}
    for row in table("deal_nouns"):
        for phrase in row["phrases"].split("|") if row["strength"] in ("strong", "medium", "weak") else ():
            found.setdefault(phrase.lower().split(" ")[-1], set()).add(row["type"])
    return {noun: frozenset(types) for noun, types in found.items()}
