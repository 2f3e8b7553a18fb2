"""What came of a deal, as one of the next sentences tells it: "The transaction closed on Monday", "The agreement has
since lapsed"."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from pipeline.extraction.deals.account import CLOSED_TYPES, Account
from pipeline.extraction.deals.lexicon import cue_words, pattern
from pipeline.extraction.deals.reading import Reading
from pipeline.records import DealStatus

REACH = 2
"""Sentences after a deal in which it is told what came of it."""


def came_after(reading: Reading, account: Account, taken: AbstractSet[int]) -> DealStatus | None:
    """What one of the sentences after a deal says of it: that it is done, or that it came to nothing.

    `taken` are the sentences that tell other deals.
    """
    sentences = reading.document.sentences
    last = max((t.sentence for t in account.tellings if not t.in_title), default=None)
    if last is None:
        return None
    for number in range(last + 1, min(len(sentences), last + 1 + REACH)):
        sentence = sentences[number]
        apart = sentence.paragraph - sentences[last].paragraph
        if apart > 1 or sentence.kind == "heading" or number in taken:
            return None
        text = " ".join(reading.document.text[sentence.start : sentence.end].lower().split())
        over, done = pattern("it came to nothing").match(text), pattern("it is done").match(text)
        if over is not None and _means(account, over["noun"]):
            return "terminated"
        if done is not None and account.deal_type in CLOSED_TYPES and _means(account, done["noun"]):
            return "completed"
    return None


def _means(account: Account, noun: str) -> bool:
    """Whether a noun can take the deal up: any noun of deals, or the deal's own."""
    return noun in cue_words("any_deal") or noun in {w for t in account.tellings for w in t.words}
