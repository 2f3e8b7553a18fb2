"""Which minerals a deal is about: those of its own sentences, else those that the words around tie to it."""

from __future__ import annotations

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import GOVERNMENTAL, Reading
from pipeline.extraction.deals.tellings import Telling

FEW = 2
"""Minerals that a title can name as the subject of its article; more are a review of many."""
OPENING = 4
"""First words of a sentence in which a deal told before it is taken up: "The two-page document covers"."""


def minerals_of(reading: Reading, account: Account) -> tuple[str, ...]:
    """The deal's minerals, sorted: of the sentences that tell it, else of its paragraph, else of the title.

    A pact of governments on minerals at large is on none of those that the lines around it happen to name.
    """
    body = [t for t in account.tellings if not t.in_title] or account.tellings
    own = {m for t in body for m in named_in(reading, t.sentence)}
    if own:
        return tuple(sorted(own))
    if {reading.document.entities[e].entity_type for e in account.parties} <= GOVERNMENTAL:
        return tuple(sorted({m for t in body for m in _said_next(reading, t)}))
    near = {m for t in body for m in _of_paragraph(reading, t)}
    return tuple(sorted(near or _of_title(reading, account)))


def named_in(reading: Reading, number: int) -> set[str]:
    """The minerals that a sentence names."""
    sentence = reading.document.sentences[number]
    return {m.mineral_id for m in reading.document.minerals if sentence.start <= m.start < sentence.end}


def _said_next(reading: Reading, telling: Telling) -> set[str]:
    """The minerals of the sentence after, in the same paragraph, where it says what a pact provides: "It covers"."""
    number = telling.sentence + 1
    sentences = reading.document.sentences
    if number >= len(sentences) or sentences[number].paragraph != sentences[telling.sentence].paragraph:
        return set()
    opening = reading.document.text[sentences[number].start : sentences[number].end].lower().split()[:OPENING]
    return named_in(reading, number) if cue_words("taken_up") & set(opening) else set()


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
