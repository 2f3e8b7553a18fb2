"""Which minerals a deal is about: those of its own sentences, else those that the words around tie to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.lexicon import cue_at, cue_words
from pipeline.extraction.deals.reading import GOVERNMENTAL, Reading
from pipeline.extraction.deals.tellings import Telling

FEW = 2
"""Minerals that a title can name as the subject of its article; more are a review of many."""
OPENING = 4
"""First words of a sentence in which a deal told before it is taken up: "The two-page document covers"."""
LEAD = 2
"""Sentences of the body in which an article with no word of it in the title says what it is about."""
BARE = 8
"""Words of a sentence that only says of what: "Lithium and tin, mainly"."""
GOES_ON = 2
"""Paragraphs after a deal's in which its contents are told."""
HOLDS = 8
"""First words of a sentence in which it says what the ground or plant that is dealt in holds."""
TAIL = 3
"""Last words of a sentence that says of what came before that it is in the deal."""
DEFINITE = frozenset({"the", "its", "their", "both", "it"})
COVERS = 8
"""First words of a sentence in which it says that a deal covers something."""


def minerals_of(reading: Reading, account: Account, beside: Sequence[Telling] = ()) -> tuple[str, ...]:
    """The deal's minerals, sorted: of the sentences that tell it and that say what it covers, else of those around it.

    A pact of governments on minerals at large is on none of those that the lines around it happen to name. For others
    the rest of the paragraph counts before the title, and that before the lead. `beside` are the tellings of the other
    deals.
    """
    body = [t for t in account.tellings if not t.in_title] or account.tellings
    own = {m for t in body for m in _of_own_words(reading, t, beside)}
    governments = {reading.document.entities[e].entity_type for e in account.parties} <= GOVERNMENTAL
    stated = own | {m for t in body for m in _said_next(reading, t, governments)}
    if stated or governments:
        return tuple(sorted(stated))
    near = {m for t in body for m in _of_paragraph(reading, t)}
    return tuple(
        sorted(near or _of_title(reading, account) or _of_lead(reading, account) or _by_name(reading, account))
    )


def named_in(reading: Reading, number: int) -> set[str]:
    """The minerals that a sentence names."""
    sentence = reading.document.sentences[number]
    return {m.mineral_id for m in reading.document.minerals if sentence.start <= m.start < sentence.end}


def _of_own_words(reading: Reading, telling: Telling, beside: Sequence[Telling]) -> set[str]:
    """The minerals of a telling's sentence; where that tells another deal in other words, those of its own stretch."""
    named = named_in(reading, telling.sentence)
    others = [t for t in beside if t.sentence == telling.sentence and t.frame != telling.frame]
    if len(named) < FEW or not others or telling.in_title:
        return named
    sentence = reading.document.sentences[telling.sentence]
    if any(t.start < telling.end and telling.start < t.end for t in others):
        return named  # the words of the two are one another's
    low = max((t.end for t in others if t.end <= telling.start), default=sentence.start)
    high = min((t.start for t in others if t.start >= telling.end), default=sentence.end)
    mentions = [m for m in reading.document.minerals if sentence.start <= m.start < sentence.end]
    if any(
        _is_listed(reading, a.end, b.start)
        for a, b in pairwise(mentions)
        if a.end <= low <= b.start or b.start >= high > a.start
    ):
        return named
    own: set[str] = set()
    theirs = -1
    for mention in mentions:
        behind_other = low > sentence.start and low <= mention.start < telling.start
        listed = theirs >= 0 and _is_listed(reading, theirs, mention.start)
        if behind_other and (listed or _goes_with(reading, low, mention.start)):
            theirs = mention.end
        elif low <= mention.start < high:
            own.add(mention.mineral_id)
    return own or named


def _is_listed(reading: Reading, end: int, start: int) -> bool:
    """Whether two minerals are named as one list: "copper and gold"."""
    return re.fullmatch(r",? ?(?:and|or|&)? ?", reading.document.text[end:start]) is not None


def _goes_with(reading: Reading, end: int, at: int) -> bool:
    """Whether a mineral goes on with the words that end before it: no mark and no "and" stand between."""
    between = reading.document.text[end:at]
    return not re.search(r"[,;:]|\b(?:and|while|but)\b", between)


def _said_next(reading: Reading, telling: Telling, pact: bool) -> set[str]:
    """The minerals of a sentence after that says what the deal is on: "Tin, mainly.", "It covers", "The pact spans".

    The next of the paragraph says so in a few words or, after a pact of governments, by taking it up; any other has to
    take the deal up and say that it covers something.
    """
    sentences = reading.document.sentences
    here = sentences[telling.sentence].paragraph
    for number in range(telling.sentence + 1, len(sentences)):
        after = sentences[number].paragraph - here
        if after > GOES_ON or sentences[number].kind == "heading":
            break
        words = re.findall(r"[\w’'-]+", reading.document.text[sentences[number].start : sentences[number].end].lower())
        taken_up = bool(cue_words("taken_up") & set(words[:OPENING]))
        following = number == telling.sentence + 1 and not after
        mainly = len(words) <= BARE and bool(cue_words("mainly") & set(words))
        following = following and ((pact and taken_up) or mainly)
        covering = taken_up and bool(cue_words("covering") & set(words[:COVERS]))
        beside = number == telling.sentence + 1 and not after
        holding = beside and not pact and bool(words) and words[0] in DEFINITE and _opens_with(words, "holding")
        listed = beside and _ends_with(words, "is_covered")
        if (following or covering or holding or listed) and (named := named_in(reading, number)):
            return named
    return set()


def _opens_with(words: Sequence[str], cue: str) -> bool:
    return any(cue_at(cue, words, at) for at in range(1, min(HOLDS, len(words))))


def _ends_with(words: Sequence[str], cue: str) -> bool:
    return any(cue_at(cue, words, at) for at in range(max(0, len(words) - TAIL), len(words)))


def _of_paragraph(reading: Reading, telling: Telling) -> set[str]:
    """The minerals of the sentence of the paragraph that is nearest to the telling, those before it first."""
    before: list[set[str]] = []
    after: list[set[str]] = []
    for number in reading.by_paragraph[reading.document.sentences[telling.sentence].paragraph]:
        if named := named_in(reading, number):
            (before if number < telling.sentence else after).append(named)
    return before[-1] if before else after[0] if after else set()


def _of_title(reading: Reading, account: Account) -> set[str]:
    """The minerals of the title, where the deal is of somebody whom the article is about."""
    sentences = enumerate(reading.document.sentences)
    title = {m for i, sentence in sentences if sentence.kind == "title" for m in named_in(reading, i)}
    told_of = set(account.parties) & set(reading.title_focus)
    return title if told_of and len(title) <= FEW else set()


def _of_lead(reading: Reading, account: Account) -> set[str]:
    """The minerals of the first sentences of the body, where a company that they name makes the deal."""
    body = [i for i, sentence in enumerate(reading.document.sentences) if sentence.kind == "body"][:LEAD]
    lead = {m for i in body for m in named_in(reading, i)}
    told_of = set(account.parties) & set(reading.title_focus)
    return lead if told_of and len(lead) <= FEW else set()


def _by_name(reading: Reading, account: Account) -> set[str]:
    """The mineral in the name of whoever is bought, financed or sells, where the article names it as a commodity."""
    text = reading.document.text
    forms = {text[m.start : m.end].lower(): m.mineral_id for m in reading.document.minerals}
    return {
        forms[word]
        for party in account.parties.values()
        if party.role in ("target", "recipient", "seller")
        for word in reading.document.entities[party.entity].name.lower().split()
        if word in forms
    }
