"""Places that the parse hung on the word before them, of which they are not."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.reading import SentenceView


def hung_too_low(
    view: SentenceView, named: set[int], have: frozenset[str], nouns: frozenset[int] = frozenset()
) -> dict[str, list[int]]:
    """Places that the parse hung on a name before them, or on what is sold by one of the nouns: "sold to A by B",
    "a grant to A from B", "the takeover of A by B", "the sale of its mine to B"."""
    parse = view.parse
    low: dict[str, list[int]] = {}
    sold = {what for noun in nouns for what in clauses.places(parse, noun).get("of", [])}
    for token in sorted(sold | {token for token, mention in view.at.items() if mention in named}):
        for place, heads in clauses.places(parse, token).items():
            of_what = place == "of" and _under_by(view, token)  # "the takeover by A of B"
            if (place in ("by", "from", "to") or of_what) and place not in have:
                low.setdefault(place, []).extend(head for head in heads if head in view.at)
    return low


def _under_by(view: SentenceView, token: int) -> bool:
    above = view.parse.tokens[token].head
    return view.parse.tokens[token].dep == "pobj" and view.lower[above] == "by"


def hung_on_the_sum(view: SentenceView, verb: int) -> dict[str, list[int]]:
    """Places that the parse hung on the price or the day before them: "bought it for $9m from X", "in 2022 from Y",
    "was granted $70m by Z"."""
    parse = view.parse
    have = clauses.places(parse, verb)
    low: dict[str, list[int]] = {}
    for place, heads in have.items():
        for head in heads if place in ("for", "in", "on", "at") else []:
            start = parse.tokens[head].start
            priced = any(m.start <= start < m.end for m in view.money)
            if priced or any(d.start <= start < d.end for d in view.dates):
                for inner, tokens in clauses.places(parse, head).items():
                    if inner in ("from", "to", "by") and inner not in have:
                        low.setdefault(inner, []).extend(tokens)
    if view.money and "by" not in have and clauses.is_passive(parse, verb):
        given = [c for c in parse.children[verb] if parse.tokens[c].dep in clauses.OBJECTS]
        for head in given:
            if any(m.start <= parse.tokens[head].start < m.end for m in view.money):
                low.setdefault("by", []).extend(clauses.places(parse, head).get("by", []))
    return low


def hung_on_the_agent(view: SentenceView, verb: int) -> dict[str, list[int]]:
    """The counterpart hung on an agent with no name: "contracts signed by its predecessor with Y"."""
    if not clauses.is_passive(view.parse, verb):
        return {}
    agents = [head for head in clauses.places(view.parse, verb).get("by", []) if head not in view.at]
    with_whom = [head for agent in agents for head in clauses.places(view.parse, agent).get("with", [])]
    return {"with": with_whom} if with_whom else {}
