"""Sentences that break off: scrapers cut articles at any word, where a rule finds no next one to look at."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.records import Article

SENTENCES = (
    "Indonesia's president, Prabowo Subianto, saw Anthony Albanese and Mark Carney in Jakarta on Monday over nickel. "
    "Next week he will host both in Bali.",
    "Kazakhstan's mining minister was received by France's foreign minister as well as by the presidents of Zambia and "
    "of the Democratic Republic of the Congo, and one of the two took part in talks with them for three days.",
    "Chile's Codelco and SQM signed a joint venture agreement, led by the former, to supply Panasonic with 40,000 "
    "tonnes of lithium carbonate a year for $1.2 billion, subject to approval by the ministers of mines and finance.",
    "On the second of its three days the forum, attended by South Korea, Japan and the EU, heard the head of the "
    "World Bank and the chief executive of Lynas, who met with each other on the sidelines and agreed to meet again.",
)


def _read(text: str) -> None:
    article = Article("0" * 16, "cut.txt", text, date(2026, 3, 18), "metadata", "Newsroom")
    found = extract(clean(article))
    records = (*found.meetings, *found.deals)
    assert all(0 <= e.start <= e.end <= len(text) for record in records for e in record.evidence)


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s[:20])
def test_a_sentence_may_break_off_at_any_word(sentence: str) -> None:
    words = sentence.split()
    _read("Lithium\n\n" + "\n\n".join(" ".join(words[:n]) for n in range(1, len(words))))


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s[:20])
def test_a_sentence_may_begin_at_any_word(sentence: str) -> None:
    words = sentence.split()
    _read("Lithium\n\n" + "\n\n".join(" ".join(words[n:]) for n in range(1, len(words))))
