"""How a verb stands to the time of writing, and whether it is denied."""

from __future__ import annotations

from typing import Literal

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.grammar import ancestors, child, finite_governor, first_part, is_verb, reduced
from pipeline.extraction.meetings.reading import Reading

Modality = Literal["past", "present", "progressive", "future", "was_to", "hypothetical", "bare"]
_WILL = frozenset({"will", "shall", "'ll", "’ll", "wo", "would"})
_MAY = frozenset({"may", "might", "could", "should", "can", "must"})


def negated(reading: Reading, v: int) -> bool:
    """Whether verb `v` is denied."""
    return any(reading.tokens[c].dep == "neg" or reading.words[c] == "never" for c in reading.children[v])


def stays_away(reading: Reading, v: int) -> bool:
    """Whether who is the subject of verb `v` is told not to do it: "did not attend", "declined to take part"."""
    if negated(reading, v):
        return True
    above = reading.tokens[v].head
    if above == v or reading.tokens[v].dep not in ("xcomp", "ccomp", "pcomp"):
        return False
    would = reading.tokens[v].dep == "xcomp" and any(reading.words[c] == "would" for c in reading.children[above])
    return would or reading.lemmas[above] in cues("barring") or negated(reading, above)


def keeps_away(reading: Reading, v: int) -> bool:
    """Whether who was asked is told in the clause above not to have come: "X, who was invited too, stayed at home"."""
    noun = reading.tokens[v].head
    above = reading.tokens[noun].head
    if reading.tokens[v].dep not in ("relcl", "acl") or above == noun:
        return False
    return reading.lemmas[above] in cues("barring") | cues("keeping_away") or negated(reading, above)


def modality(reading: Reading, v: int, depth: int = 0) -> Modality:
    """How verb `v` stands to the time of writing, read from its auxiliaries and the verbs above it."""
    v = first_part(reading, v)
    token = reading.tokens[v]
    auxiliaries = [c for c in reading.children[v] if reading.tokens[c].dep in ("aux", "auxpass")]
    if reading.words[v] == "co" and token.dep == "acomp" and reading.lemmas[token.head] == "be":
        return modality(reading, token.head, depth + 1)  # "will be co-hosting"
    words = {reading.words[c] for c in auxiliaries if reading.mention_of[c] < 0}  # "John May met"
    if words & _WILL:
        return "future"
    if words & _MAY:
        return "hypothetical"
    if depth > 6:
        return "bare"
    if "to" in words:
        return _infinitive(reading, v, depth)
    if words & {"have", "has", "had", "'ve", "’ve", "having"}:
        return "past"
    finite = [c for c in auxiliaries if reading.tokens[c].tag in ("VBD", "VBZ", "VBP")]
    if finite:
        tag = reading.tokens[finite[0]].tag
        if token.tag == "VBG":
            return "past" if tag == "VBD" else "progressive"
        return "past" if tag == "VBD" else "present"
    if token.tag == "VBD":
        return "past"
    if token.tag == "VBZ" and token.dep == "conj" and _will_be(reading, token.head):
        return "future"
    if token.tag in ("VBZ", "VBP", "NNS") or (
        token.tag == "NN" and reading.words[v] != "co"
    ):  # a verb that the model takes for a noun: "X hosts Y"
        return "present"
    if token.tag == "VBN" and child(reading, v, "nsubj") is not None and not auxiliaries:
        return "past"
    if token.tag == "VB" and child(reading, v, "nsubj") is not None and not auxiliaries:
        return "present"
    if token.dep == "conj" and is_verb(reading, token.head) and not reduced(reading, v):
        return modality(reading, token.head, depth + 1)
    if token.dep == "pcomp" and token.tag == "VBG" and _intended(reading, v):
        return "future"
    if token.dep in ("advcl", "pcomp", "xcomp", "prep", "ccomp") and token.tag == "VBG":
        governor = finite_governor(reading, v)
        if governor is not None:
            if token.dep == "advcl" and v < governor:  # "Meeting here in Lima, we commit to …"
                above = modality(reading, governor, depth + 1)
                return "past" if above in ("present", "progressive") else above
            timed = token.dep == "pcomp" and reading.words[token.head] in cues("done_in_time")
            if timed:
                return modality(reading, whose_time(reading, governor), depth + 1)
            told = {reading.words[c] for c in (*reading.children[v], *reading.children[governor])}
            if reading.lemmas[governor] in cues("anticipating") and not told & {"when", "while", "had"}:
                return "future"
            return modality(reading, governor, depth + 1)
    return "bare"


def whose_time(reading: Reading, v: int) -> int:
    """The verb whose time "after the talks" beside verb `v` tells: that of the saying, where what is said is still to
    come and is not the act of somebody ("said copper would flow after the talks", "declined to comment after them")."""
    above = reading.tokens[v].head
    if reading.tokens[v].dep == "xcomp" and reading.lemmas[above] in cues("said_to_do"):
        return above
    would = any(reading.words[c] == "would" for c in reading.children[v])
    subject = child(reading, v, "nsubj", "nsubjpass")
    acts = subject is None or reading.mention_of[subject] >= 0 or reading.tokens[subject].tag.startswith("PRP")
    said = reading.tokens[v].dep == "ccomp" and reading.lemmas[above] in cues("speech") | cues("told")
    return above if would and said and not acts else v


def _intended(reading: Reading, v: int) -> bool:
    """Whether a gerund tells what a commitment or plan is about: "reaffirmed their commitment to holding"."""
    up = reading.tokens[reading.tokens[v].head].head
    return reading.lemmas[up] in cues("intending") and not is_verb(reading, up)


def _will_be(reading: Reading, v: int) -> bool:
    """Whether a verb tells what is to come, as its coordinated verbs then do: "will be in Lusaka and goes on"."""
    return any(reading.tokens[c].dep == "aux" and reading.words[c] in _WILL - {"would"} for c in reading.children[v])


def _infinitive(reading: Reading, v: int, depth: int) -> Modality:
    """Modality of a to-infinitive: from the verb, adjective or noun that it completes."""
    head = reading.tokens[v].head
    if head == v:
        return "future"
    lemma = reading.lemmas[head]
    governor = head if is_verb(reading, head) else finite_governor(reading, head)
    if reading.tokens[v].dep in ("relcl", "acl") and _first_to(reading, head) and governor is not None:
        return modality(reading, governor, depth + 1)
    if lemma in cues("glad") or reading.words[head] in cues("glad"):
        return "past"
    told = child(reading, head, "attr", "acomp") if lemma == "be" or reading.words[head] in ("'s", "’s") else None
    if told is not None and told < v and reading.words[told] in cues("glad"):  # "it's an honor to welcome you"
        return "future" if modality(reading, head, depth + 1) == "future" else "past"
    if reading.words[head : head + 2] == ("going", "to") and modality(reading, head, depth + 1) == "progressive":
        return "future"
    if lemma in cues("carried_out"):
        return modality(reading, head, depth + 1)
    if governor is not None:
        above = modality(reading, governor, depth + 1)
        if above == "past" and (lemma in cues("chance") or lemma in cues("led_side")):
            return "past"  # "led a delegation to meet Y"
        if above == "past" and lemma == "be" and _was_there(reading, head) and reading.tokens[v].dep == "advcl":
            return "past"
        if above == "past" and (
            lemma in cues("was_to") and reading.tokens[v].dep in ("xcomp", "acomp", "ccomp", "advcl", "relcl")
        ):
            return "was_to"
        if above == "past" and reading.tokens[v].dep == "advcl":
            return "past"
        if above == "hypothetical":
            return "hypothetical"
    return "future"


def _first_to(reading: Reading, i: int) -> bool:
    """Whether noun `i` is "the first X to …" that somebody became or was: what they did is told as done."""
    near = " ".join(reading.words[max(0, i - 8) : i])
    return "first" in near.split() or "first-ever" in near or "first - ever" in near


def _was_there(reading: Reading, v: int) -> bool:
    """Whether "was" tells where somebody was, so that what they were there to do was done: "was in Lima to meet X"."""
    return any(
        reading.tokens[c].dep == "prep" and reading.words[c] in ("in", "at") and c > v and reading.words[c - 1] != "due"
        for c in reading.children[v]
    )


def was_to_have(reading: Reading, t: int) -> bool:
    """Whether token `t` stands in what was planned and didn't come about: "was to have met X", "was to have flown to
    Lima to meet X", "was to have gone on to a forum with X"."""
    for a in (t, *ancestors(reading, t)):
        token = reading.tokens[a]
        if is_verb(reading, a):
            told = {reading.words[c] for c in reading.children[a]}
            above = reading.tokens[token.head]
            if {"to", "have"} <= told and token.dep in ("xcomp", "ccomp", "advcl") and above.tag == "VBD":
                return reading.lemmas[token.head] in cues("was_to")
        if token.dep in ("relcl", "ccomp", "acl", "parataxis") or (token.dep == "advcl" and token.tag != "VB"):
            return False
    return False
