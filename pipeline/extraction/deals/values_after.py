"""The sum of a deal that a sentence after it tells: its price, what it is said to be worth, what one side puts in."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.lexicon import cue_words, pattern
from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.sums import is_total
from pipeline.extraction.document import MoneyAmount

OPENING = 50
"""Characters at the start of a sentence in which its subject stands."""
REACH = 2
"""Sentences after a deal in which its worth is told."""


def value_told_after(reading: Reading, account: Account, taken: AbstractSet[int]) -> MoneyAmount | None:
    """The sum that a later sentence gives: "The price is C$9 million", "Analysts value the contract at $80m".

    `taken` are the sentences that tell other deals.
    """
    main = account.first
    sentences = reading.document.sentences
    if main.in_title:
        return None
    for number in range(main.sentence + 1, min(len(sentences), main.sentence + 1 + REACH)):
        apart = sentences[number].paragraph - sentences[main.sentence].paragraph
        if apart > 1 or sentences[number].kind == "heading":
            return None
        sentence = sentences[number]
        told = [m for m in reading.document.money if sentence.start <= m.start < sentence.end]
        if len(told) > 1 and _opens_with_price(reading.document.text[sentence.start : told[0].start]):
            told = told[:1] if told[0].amount == max(m.amount for m in told) else told
        if len(told) != 1 or told[0].qualifier == "per_unit" or number in taken:
            continue
        view = reading.views.get(number)
        if view is not None and is_total(view, view.token_at(told[0].end - 1)):
            continue
        text = reading.document.text[sentence.start : sentence.end]
        if pattern("the deal, worth").match(text.lower()):
            return told[0]
        if apart:
            return None
        if number == main.sentence + 1 and _opens_with_price(text):
            return told[0]
        before = reading.document.text[sentence.start : told[0].start].lower()
        if pattern("its worth").search(before):
            return told[0]
        putting = pattern("puts in").match(before) and number == main.sentence + 1
        if putting and account.deal_type == "joint_venture":
            return told[0]
    return None


def _opens_with_price(text: str) -> bool:
    """Whether a sentence begins with the price or with the deal: "The sale price is", "It is priced at"."""
    words = re.findall(r"[a-z]+", text[:OPENING].lower())[:5]
    if words[:1] == ["it"]:
        return bool(cue_words("price") & set(words))
    if words[:1] and words[0] in cue_words("whole_price"):
        return bool(cue_words("price") & set(words[:3]))  # "Total consideration is"
    if words[:1] != ["the"]:
        return False
    return any(w in cue_words("price") and (at == 1 or w not in cue_words("costing")) for at, w in enumerate(words))
