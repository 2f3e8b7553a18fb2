"""Names that stand in one row as the words run, whatever the parse makes of them: "A, B's C and the D maker E"."""

from __future__ import annotations

from pipeline.extraction.deals.reading import SentenceView, acts_here

BETWEEN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"})
GAP = 7
"""Words between two names of a list, at most."""
LAST = frozenset({"and", "&"})


def skip_brackets(view: SentenceView, at: int) -> int:
    """The token after a bracket that opens at `at`; `at` itself where none does or it never closes."""
    if at < len(view.lower) and view.lower[at] in ("(", "["):
        for end in range(at + 1, min(len(view.lower), at + 14)):
            if view.lower[end] in (")", "]"):
                return end + 1
    return at


def skip_home(view: SentenceView, at: int) -> int:
    """The token after the country a name is said to be of, "X of Britain and Y"; `at` itself where there is none."""
    if at + 1 < len(view.lower) and view.lower[at] == "of" and at + 1 in view.at and view.is_state(at + 1):
        end = at + 1
        while end < len(view.lower) and view.at.get(end) == view.at[at + 1]:
            end += 1
        return end
    return at


def _next(view: SentenceView, token: int) -> tuple[int, bool] | None:
    """The first token of the name listed after the one at a token, and whether `and` leads to it."""
    at = token
    size = len(view.lower)
    while at < size and view.at.get(at) == view.at[token]:
        at += 1
    at = skip_home(view, skip_brackets(view, at))
    if at >= size or view.lower[at] not in (",", "and", "&"):
        return None
    last = view.lower[at] in LAST
    at += 1
    if not last and at < size and view.lower[at] in LAST:
        last = True
        at += 1
    for gap in range(at, min(size, at + GAP)):
        if gap in view.at:
            if acts_here(view, gap):
                return gap, last
            continue
        if view.lower[gap] in ("'s", "’s"):
            continue
        if view.parse.tokens[gap].pos not in BETWEEN or view.parse.tokens[gap].tag in ("VBG", "VBN"):
            return None
    return None


def chains(view: SentenceView) -> list[list[int]]:
    """First tokens of the names of each list of the sentence; a list has an `and` before its last name."""
    found: list[list[int]] = []
    done: set[int] = set()
    for start in sorted(view.at):
        if start in done or not acts_here(view, start):
            continue
        if start and view.at.get(start - 1) == view.at[start]:
            continue
        chain = [start]
        closed = 1
        at = start
        while (following := _next(view, at)) is not None:
            at, last = following
            if view.is_state(at) != view.is_state(start):
                break
            chain.append(at)
            if last:
                closed = len(chain)
                break
        if closed > 1:
            found.append(chain[:closed])
            done |= set(chain[:closed])
    return found
