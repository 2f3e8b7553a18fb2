"""Sides of a gathering told without a name: "met the mayor and the union", "hosts eight ministers"."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import alternatives, cues
from pipeline.extraction.meetings.found_parties import groups
from pipeline.extraction.meetings.frames import Frame, verbal
from pipeline.extraction.meetings.grammar import coordination, objects
from pipeline.extraction.meetings.reading import Reading
from pipeline.lexicons import table

_BEHIND = 160
"""Characters behind the trigger word within which those who gather are told."""
_NAMED_BEHIND = 3
"""Tokens behind a noun within which a name says who that is."""
_ONE_OR_TWO = r"(?!one\b|two\b|both\b|first\b|second\b)"


@cache
def _body(rank: Literal["leader", "minister"]) -> str:
    """The plural nouns for people of a rank, as alternatives of a pattern."""
    singular = {row["noun"] for row in table("meeting_groups") if row["rank"] == rank and row["stands"] == "yes"}
    plural = {
        re.sub(r"^head of", "heads of", n) if n.startswith("head of") else re.sub("y$", "ie", n) + "s" for n in singular
    }
    return "|".join(re.escape(w) for w in sorted(plural - cues("ambiguous_heads"), key=lambda w: (-len(w), w)))


@cache
def _many_of(rank: Literal["leader", "minister"]) -> re.Pattern[str]:
    """Many unnamed people of a rank: told by number, by their part of the world, or as what the gathering is of."""
    number = rf"{_ONE_OR_TWO}(?:\d{{1,2}}|{alternatives('several')})(?: of)?(?: [\w-]+){{0,3}}?"
    region = rf"(?:{alternatives('region')})(?: [\w-]+){{0,2}}?"
    of_them = rf"(?:{alternatives('gathered_in')}) of(?: the)?(?: [\w-]+){{0,2}}?"
    return re.compile(rf"\b(?:{number}|{region}|{of_them}) (?:{_body(rank)})\b", re.IGNORECASE)


def rank_of_crowd(document: Document, frame: Frame) -> Literal["leader", "minister"] | None:
    """The rank of many unnamed people in office who gather: "a dozen African ministers", "a meeting of presidents"."""
    reading, t = frame.reading, frame.trigger.token
    first = reading.tokens[max(0, t - 8)].start
    end = min(reading.sentence.end, reading.tokens[t].end + _BEHIND)
    for rank in ("leader", "minister"):
        hit = _many_of(rank).search(document.text, first, end)
        if hit is not None and cues("of_no_state") & set(hit[0].lower().split()):
            continue
        if hit is not None and verbal(frame) and document.text[hit.end() : hit.end() + 1] in ("'", "’"):
            continue  # "met with X at the leaders' summit"
        if hit is not None and not re.search(r"[;:]", document.text[min(hit.end(), frame.end) : hit.start()]):
            return rank
    return None


def unnamed_beside(frame: Frame) -> list[int]:
    """Heads of the phrases that stand beside a party in one list, or with "with", and name nobody."""
    reading = frame.reading
    t = frame.trigger.token
    tops = {_top(reading, reading.token_at(claim.end - 1)) for claim in frame.claims}
    if verbal(frame):
        tops |= {_top(reading, o) for o in objects(reading, t)}
    verbs = [t] if frame.verb in (None, t) else [t, frame.verb]
    for p in (c for v in verbs for c in reading.children[v] if reading.words[c] in ("with", "between")):
        tops |= {c for c in reading.children[p] if reading.tokens[c].dep == "pobj"}
    heads = {i for top in tops for i in coordination(reading, top)}
    claimed = [(c.start, c.end) for c in frame.claims]
    out = []
    for i in sorted(heads):
        token = reading.tokens[i]
        inside = any(a <= token.start < b for a, b in claimed)
        behind = (reading.token_at(c.start) for c in frame.claims)
        if any(0 < k - i <= _NAMED_BEHIND and not {"and", ","} & set(reading.words[i:k]) for k in behind):
            continue  # "the dockworkers' union NATAU", "executives from Rio Tinto"
        if inside or token.tag not in ("NN", "NNS") or reading.mention_of[i] >= 0 or _told_within(frame, i):
            continue
        if not any(reading.words[c] in cues("anothers") for c in reading.children[i]):
            out.append(i)
    return out


def _top(reading: Reading, i: int) -> int:
    """The first of the list in which token `i` stands."""
    steps = 0
    while reading.tokens[i].dep in ("conj", "appos", "compound", "poss", "nmod") and steps < 12:
        i, steps = reading.tokens[i].head, steps + 1
    return i


def _told_within(frame: Frame, i: int) -> bool:
    """Whether a party is named within the phrase of token `i` ("the management of Tornedal Mineral")."""
    reading = frame.reading
    below = [i]
    for t in below:
        below += [
            c
            for c in reading.children[t]
            if reading.tokens[c].dep in ("prep", "pobj", "compound", "poss", "appos", "nmod")
        ]
    starts = {reading.tokens[t].start for t in below}
    return any(c.start <= s < c.end for c in frame.claims for s in starts)


def sides_beside(frame: Frame) -> int:
    """How many of those told without a name are a side of their own: "the mayor", "the union"."""
    reading = frame.reading
    return sum(1 for i in unnamed_beside(frame) if reading.lemmas[i] in cues("side_of_its_own"))


def people_beside(frame: Frame) -> int:
    """How many of those told without a name are people in office or at the head of something."""
    lemmas = frame.reading.lemmas
    known = cues("side_of_its_own")
    return sum(1 for i in unnamed_beside(frame) if lemmas[i] in groups() or lemmas[i] in known)
