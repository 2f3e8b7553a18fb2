"""Deals on a government's own pages, where the text leaves its country unnamed."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction import deals, minerals
from pipeline.extraction.article import read_document
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article


def _told(text: str) -> list[tuple[str, set[str]]]:
    article = Article("0" * 16, "a.txt", text, date(2025, 3, 6), "metadata", "www.whitehouse.gov", "Critical minerals")
    source = clean(article)
    document = read_document(source, minerals.find_minerals(source), spacy_parser())
    return [(deal.status, {party.name for party in deal.parties}) for deal in deals.find_deals(document)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "A minerals deal with Kazakhstan has been signed. This deal is part of the strategy for peace "
            "between Kazakhstan and Armenia. The United States will gain.",
            [("agreed", {"United States", "Kazakhstan"})],
        ),
        (
            "We expect to see a critical minerals agreement with Kazakhstan signed this week. "
            "The United States is ready.",
            [("negotiating", {"United States", "Kazakhstan"})],
        ),
        (
            "The United States and Japan signed a critical minerals agreement. The paper is short. The United States "
            "and Japan also announced record purchases of lithium.",
            [("agreed", {"United States", "Japan"})],
        ),
        (
            "The United States has met Japan often. Australia has sent its minister. A critical minerals agreement "
            "with Japan was signed in May.",
            [("agreed", {"United States", "Japan"})],
        ),
    ],
)
def test_the_publishing_country_is_the_unnamed_side(text: str, told: list[tuple[str, set[str]]]) -> None:
    assert _told(f"Critical minerals\n\n{text}") == told


@pytest.mark.parametrize(
    ("text", "publisher", "day"),
    [
        ("Kestrel Metals and Norrland Lithium have signed a lithium supply agreement.", "www.whitehouse.gov", None),
        (
            "Today, Kestrel Metals and Norrland Lithium signed a lithium supply agreement.",
            "www.whitehouse.gov",
            date(2025, 3, 6),
        ),
        (
            "Kestrel Metals and Norrland Lithium have signed a lithium supply agreement.",
            "www.newsroom.com",
            date(2025, 3, 6),
        ),
    ],
    ids=["firms in a government's paper", "today", "a newsroom's"],
)
def test_what_firms_made_is_no_news_of_a_government(text: str, publisher: str, day: date | None) -> None:
    article = Article("0" * 16, "a.txt", text, date(2025, 3, 6), "metadata", publisher, "Critical minerals")
    source = clean(article)
    document = read_document(source, minerals.find_minerals(source), spacy_parser())
    assert [deal.date for deal in deals.find_deals(document)] == [day]
