"""The words that a verb of the lexicon needs behind it: its particle and preposition, wherever the model hangs them."""

from __future__ import annotations

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import noun_senses

CLAUSE_WORDS = 12
"""Words behind a verb in which its "together" or "to" may stand."""


def _low(reading: Reading, v: int, word: str) -> int | None:
    """The preposition of verb `v` that hangs on its object or place: "discussed lithium with X", "took Y around"."""
    for c in reading.children[v]:
        dep = reading.tokens[c].dep
        below = [c] if dep == "dobj" else [g for g in reading.children[c] if reading.tokens[g].dep == "pobj"]
        if dep in ("dobj", "prep"):
            if reading.lemmas[v] == "be":
                below = [b for b in below if reading.lemmas[b] not in noun_senses()]  # "is due for talks with X"
            hits = [g for b in below for g in reading.children[b] if reading.words[g] == word]
            if hits:
                return hits[0]
    return None


def _in_clause(reading: Reading, v: int, word: str) -> int | None:
    """Where a word stands in the clause behind verb `v`: "opened a tungsten plant together", "showed a box to X"."""
    for t in range(v + 1, min(v + CLAUSE_WORDS, len(reading.words))):
        modifies = reading.tokens[t].dep in ("amod", "compound")  # "brought the leading firms together"
        listed = reading.words[t] == "," and reading.tokens[reading.tokens[t].head].dep in ("dobj", "conj")
        if reading.tokens[t].pos in ("VERB", "AUX", "SCONJ") and not modifies:
            return None
        if reading.words[t] in (";", ":", ",") and not (listed and word == "together"):
            return None
        if reading.words[t] == word:
            return t
    return None


def follows(reading: Reading, v: int, following: tuple[str, ...], at: int | None = None) -> bool:
    """Whether the words that a verb sense needs stand after verb `v`, as its dependents or right behind it.

    `at` is the token of the last of them found so far.
    """
    if not following:
        return True
    return any(
        follows(reading, v, following[1:], hit)
        for hit in _hits(reading, v, following[0], v if at is None else at, last=len(following) == 1)
    )


def _hits(reading: Reading, v: int, word: str, at: int, *, last: bool) -> list[int]:
    """Where a word that goes with verb `v` stands behind token `at`, the nearest and surest first."""
    window = range(at + 1, min(at + 6, len(reading.words)))
    found = [t for t in window if reading.words[t] == word and reading.tokens[t].head in (v, at)]
    if at + 1 < len(reading.words) and reading.words[at + 1] == word:
        found.append(at + 1)
    found += [
        c
        for c in reading.children[v]
        if reading.words[c] == word and reading.tokens[c].dep in ("prep", "prt", "advmod", "agent")
    ]
    if found:
        return found
    if word == "with" or (word in cues("round_a_place") and last):
        hit = _low(reading, v, word)
    elif word in cues("jointly") or (word == "to" and reading.lemmas[v] in cues("handing")):
        hit = _in_clause(reading, v, word)
    else:
        hit = None
    return [] if hit is None else [hit]
