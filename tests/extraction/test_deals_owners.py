"""Deals whose other side is told beside them: owners, homes, rows of names, papers for a stake, promises to nobody."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.records import Article, Extraction

PUBLISHED = date(2026, 5, 20)


def told(text: str) -> Extraction:
    return extract(clean(Article("0" * 16, "a.txt", text, PUBLISHED, "metadata", "Reuters")))


@pytest.mark.parametrize(
    ("text", "deal_type", "parties"),
    [
        (
            "Kestrel Copper bid C$90 million for the Tarn copper mine after its owner, Arco Mining, cut the price.",
            "acquisition",
            {"Kestrel Copper": "buyer", "Arco Mining": "seller"},
        ),
        (
            "Norte Streaming completed the $180m silver stream on the Tarn mine, handing the sum to the mine's owner, "
            "Arco Mining.",
            "financing",
            {"Norte Streaming": "lender", "Arco Mining": "recipient"},
        ),
        (
            "Norte Metals has signed a letter of intent for a stake of up to 15 percent in a nickel plant owned by "
            "Arco Mining.",
            "mou",
            {"Norte Metals": "investor", "Arco Mining": "target"},
        ),
        (
            "Kestrel Copper is in talks to buy a 20 per cent interest in Arco Mining's Zambian copper assets.",
            "acquisition",
            {"Kestrel Copper": "buyer", "Arco Mining": "seller"},
        ),
        (
            "Kestrel Copper bought the Tarn copper property, which lies next to Arco Mining's Salar project.",
            "acquisition",
            {"Kestrel Copper": "buyer"},
        ),
        (
            "Glencore has a marketing agreement that gives it all of Arco Mining's copper concentrate until 2031.",
            "offtake",
            {"Glencore": "buyer", "Arco Mining": "seller"},
        ),
        (
            "Eramet and Germany's BASF had called off the 2.6 billion dollar nickel project in June 2024.",
            "joint_venture",
            {"Eramet": "party", "BASF": "party"},
        ),
        (
            "Razor Tungsten Ltd has extended its option to acquire 100% of the Tarn tungsten project. "
            "The vendor, privately held Currie Harbour Minerals, will receive A$250,000 in cash.",
            "acquisition",
            {"Razor Tungsten Ltd": "buyer", "Currie Harbour Minerals": "seller"},
        ),
        (
            "Arco Mining has sold its Tarn copper mine for $50 million. The buyer is Kestrel Copper.",
            "acquisition",
            {"Arco Mining": "seller", "Kestrel Copper": "buyer"},
        ),
        (
            "Kestrel Metals closed its purchase of a cobalt royalty on the Tarn mine for $31 million.",
            "financing",
            {"Kestrel Metals": "lender"},
        ),
    ],
)
def test_other_side(text: str, deal_type: str, parties: dict[str, str]) -> None:
    deals = told(text).deals
    assert [(d.deal_type, {p.name: p.role for p in d.parties}) for d in deals] == [(deal_type, parties)]


def test_promise_to_nobody_is_no_deal() -> None:
    assert not told("Kestrel Copper promised $2 billion of investment in its copper mines over ten years.").deals


def test_closed_deal_has_the_day_it_was_announced() -> None:
    text = "Norte Streaming on Monday completed the $180m silver stream on the Tarn mine that it announced in December."
    (deal,) = told(text).deals
    assert (deal.status, str(deal.date), deal.date_precision) == ("completed", "2025-12-01", "month")
