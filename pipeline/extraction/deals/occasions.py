"""Which of a sentence's dates is that of the gathering it tells, at which a deal told later was made."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.document import DateExpression


def dates_by_nearness(view: SentenceView, gatherings: AbstractSet[str]) -> list[DateExpression]:
    """The sentence's time expressions, those first that stand nearest to a noun (lemma) for a gathering.

    Of two that are equally near, the one after the noun goes first: "told us on Friday that the summit in June".
    """
    nouns = [i for i, lemma in enumerate(view.lemmas) if lemma in gatherings]

    def apart(expression: DateExpression) -> tuple[int, bool]:
        token = view.token_at(expression.start)
        return min(((abs(token - noun), token < noun) for noun in nouns), default=(0, False))

    return sorted(view.dates, key=apart)
