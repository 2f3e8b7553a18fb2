"""One more paper of those who made the deal told before: "A second paper, the X Partnership, opens finance to Y"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.deals.lexicon import cue_at, cue_words
from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.tellings import Telling

OPENING = 5
"""First words of a sentence among which the paper is called one more."""
RULE = "second_paper"
LOOK_BACK = 4
"""Paragraphs back to the deal of the same parties."""


def with_parties_of_first(reading: Reading, telling: Telling, before: Sequence[Telling]) -> Telling:
    """The telling of "a second agreement", with nobody named, as one of those who made the pact told last before it."""
    if telling.parties or telling.scheme != "pact" or telling.in_title or telling.background or telling.modal:
        return telling
    if telling.aspect == "future" or telling.status != "agreed":
        return telling
    view = reading.views[telling.sentence]
    opening = view.lower[:OPENING]
    at = next((i for i, word in enumerate(opening) if word in cue_words("one_more_paper")), None)
    if at is None or (at and opening[at - 1] not in ("a", "an", "the", "and")):
        return telling
    noun = next((i for i in range(at + 1, len(view.lower)) if view.parse.tokens[i].dep in _DOING), None)
    named = {telling.frame, view.parse.tokens[telling.frame].head}
    if noun is None or noun > at + OPENING or noun not in named:
        return telling
    if any(view.parse.tokens[c].tag == "MD" for c in view.parse.children[view.parse.tokens[noun].head]):
        return telling  # "a second agreement will be needed"
    sentences = reading.document.sentences
    here = sentences[telling.sentence].paragraph
    first = next((t for t in reversed(before) if len(t.parties) > 1 and t.scheme == "pact" and not t.in_title), None)
    if first is None or first.sentence == telling.sentence:
        return telling
    if here - sentences[first.sentence].paragraph > LOOK_BACK or first.status not in ("agreed", "completed"):
        return telling
    parties = tuple(replace(party, role="party", rule=RULE) for party in first.parties)
    states = all(reading.document.entities[party.entity].entity_type in ("country", "bloc") for party in parties)
    plain = telling.generic or telling.deal_type == "partnership"
    deal_type = "intergovernmental_agreement" if states and plain else telling.deal_type
    other_day = telling.date or any(cue_at(name, view.lower, i) for name in _SHIFTED for i in range(len(view.lower)))
    return replace(
        telling,
        date=telling.date if other_day else first.date,
        date_words=telling.date_words if other_day else first.date_words,
        parties=parties,
        deal_type=deal_type,
        generic=False,
        another=True,
        strength="medium",
        definite=False,
        supported=True,
    )


def is_second_paper(telling: Telling) -> bool:
    """Whether a telling has its parties from the paper told before it, and so is another deal than that."""
    return bool(telling.parties) and all(party.rule == RULE for party in telling.parties)


_SHIFTED = ("day_after", "day_before")
_DOING = frozenset({"nsubj", "nsubjpass"})
