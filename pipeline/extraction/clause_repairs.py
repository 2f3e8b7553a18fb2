"""Clauses that the model takes for phrases of a preposition: "X looks on as A and B sign a pact"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Parse, Token

_FINITE = frozenset({"VBP", "VBZ", "VBD"})
_NO_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})


def with_clauses_of_as(parse: Parse) -> tuple[Token, ...]:
    """The tokens with those behind "as" as subject of the finite verb that follows them, where it has no other."""
    tokens = parse.tokens
    out = list(tokens)
    for p, token in enumerate(tokens):
        if token.text.lower() != "as" or token.dep != "prep":
            continue
        doer = next((c for c in parse.children[p] if tokens[c].dep == "pobj"), None)
        v = _end(parse, doer) + 1 if doer is not None else len(tokens)
        if doer is None or v >= len(tokens) or tokens[v].tag not in _FINITE or tokens[doer].tag not in ("NNP", "NNPS"):
            continue
        if tokens[v].dep in ("aux", "auxpass") or any(tokens[c].dep in _NO_SUBJECT for c in parse.children[v]):
            continue
        above = token.head if token.head != v else tokens[v].head
        out[p] = replace(token, dep="mark", head=v)
        out[doer] = replace(tokens[doer], dep="nsubj", head=v)
        if tokens[v].dep != "ROOT":
            out[v] = replace(tokens[v], dep="advcl", head=above)
    return tuple(out)


def _end(parse: Parse, i: int) -> int:
    """The last token of what hangs on token `i`."""
    last = i
    for c in parse.children[i]:
        last = max(last, _end(parse, c))
    return last
