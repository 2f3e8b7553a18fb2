"""Whom a pronoun that is the subject of a verb takes up: "they", "he" or "it" in a clause of time or place, "I" in
words that somebody is quoted with."""

from __future__ import annotations

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import groups
from pipeline.extraction.meetings.grammar import finite_governor, is_verb, objects, subjects
from pipeline.extraction.meetings.reading import Reading


def antecedents(reading: Reading, v: int, doers: list[int]) -> list[int]:
    """For a pronoun that nothing was found for, the subject of the clause above ("who are to … when they gather")."""
    if len(doers) == 1 and reading.words[doers[0]] == "i" and reading.mention_of[doers[0]] < 0:
        return _quoted(reading) or doers
    they = _those_above(reading, v, doers) or _its_leader(reading, v, doers)
    if they:
        return they
    if (
        len(doers) != 1
        or reading.mention_of[doers[0]] >= 0
        or reading.words[doers[0]] not in ("they", "he", "she", "it")
    ):
        return doers
    above = finite_governor(reading, v)
    found = subjects(reading, above) if above is not None else []
    if above is not None and found and all(reading.mention_of[s] < 0 for s in found):
        found = said_by(reading, above) or found  # "X said copper was vital when she met Y"
    return doers if any(reading.words[s] in ("i", "we", "you") for s in found) else found or doers


def said_by(reading: Reading, v: int) -> list[int]:
    """Who says what verb `v` tells: the subject of the verb of speech above it."""
    head = reading.tokens[v].head
    told = reading.tokens[v].dep == "ccomp" and reading.lemmas[head] in cues("speech") | cues("told")
    return [s for s in subjects(reading, head) if reading.mention_of[s] >= 0] if told and is_verb(reading, head) else []


def _its_leader(reading: Reading, v: int, doers: list[int]) -> list[int]:
    """Who leads the delegation that "it" takes up: "X will lead a delegation to Lima, where it will meet Y"."""
    led = doers[0] if len(doers) == 1 and reading.lemmas[doers[0]] in cues("led_side") else None
    if led is not None and reading.tokens[v].tag == "VB" and reading.tokens[v].dep in ("relcl", "acl"):
        above = reading.tokens[led].head  # "led a delegation to meet Y"
        return subjects(reading, above) if reading.lemmas[above] in cues("heading_side") else []
    above = reading.tokens[v].head
    while not is_verb(reading, above) and reading.tokens[above].head != above:
        above = reading.tokens[above].head
    if [reading.words[d] for d in doers] not in (["it"], ["they"]) or reading.lemmas[above] not in cues("heading_side"):
        return []
    sides = [o for o in objects(reading, above) if reading.lemmas[o] in cues("led_side")]
    return subjects(reading, above) if sides and above < v else []


def _those_above(reading: Reading, v: int, doers: list[int]) -> list[int]:
    """The people whom "they" takes up in a clause of time: "the bloc's ministers are to discuss it when they meet"."""
    if len(doers) != 1 or reading.words[doers[0]] != "they" or reading.tokens[v].dep != "advcl":
        return []
    when = any(reading.words[c] in ("when", "once", "as", "before", "after", "while") for c in reading.children[v])
    above = finite_governor(reading, v)
    found = subjects(reading, above) if above is not None and when else []
    many = all(reading.tokens[s].tag in ("NNS", "NNPS") and reading.lemmas[s] in groups() for s in found)
    return found if many else []


def _quoted(reading: Reading) -> list[int]:
    """Whose words the sentence quotes: the subject of its verb of speech."""
    for i, lemma in enumerate(reading.lemmas):
        if lemma in cues("speech") and is_verb(reading, i):
            who = [s for s in subjects(reading, i) if reading.mention_of[s] >= 0]
            if who:
                return who
    return []
