"""Deals as longer passages tell them: terms, tellers, purposes, and what only looks like one more deal."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found, names


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Tessera Royalty Corp. applauds the agreement between Brightwater Lithium Ltd and Kestrel Batteries Inc. "
            "to refine lithium.",
            {"Brightwater Lithium Ltd", "Kestrel Batteries Inc."},
        ),
        (
            "Brightwater Lithium Ltd announced that Norrland Mining AB has agreed to acquire the company for "
            "$300 million. Both mine lithium.",
            {"Norrland Mining AB", "Brightwater Lithium Ltd"},
        ),
        (
            "The loan agreement between Brightwater Lithium Ltd and the European Investment Bank was signed in March "
            "for a lithium refinery.",
            {"Brightwater Lithium Ltd", "European Investment Bank"},
        ),
        (
            "Norrland Mining AB and Tessera Minerals Inc. are in merger talks, both said on Tuesday. They mine zinc.",
            {"Norrland Mining AB", "Tessera Minerals Inc."},
        ),
    ],
)
def test_parties_are_those_who_make_the_deal(text: str, parties: set[str]) -> None:
    (deal,) = found(text)
    assert names(deal) == parties


def test_the_terms_of_an_option_are_no_deals_of_their_own() -> None:
    (deal,) = found(
        "Brightwater Lithium Ltd signed an option agreement with Tessera Minerals Inc. for the Red Hill lithium "
        "property. Brightwater will pay Tessera $100,000 in cash and issue 500,000 shares to earn a 60% interest. "
        "To acquire the remaining 40%, Brightwater must pay Tessera a further $2 million within three years."
    )
    assert deal.deal_type == "acquisition"
    assert names(deal) == {"Brightwater Lithium Ltd", "Tessera Minerals Inc."}


def test_two_purchases_joined_by_and_are_two() -> None:
    told = found(
        "The district saw Norrland's acquisition of Tessera Minerals Inc. and Kestrel Metals Inc.'s purchase of the "
        "Aldersund copper mine from Brightwater Copper Ltd, analysts said. Norrland Mining AB mines copper."
    )
    assert len(told) == 2
    assert all("Norrland Mining AB" not in names(deal) or "Brightwater Copper Ltd" not in names(deal) for deal in told)


def test_a_placement_is_apart_from_the_purchase_that_it_pays_for() -> None:
    (deal,) = found(
        "Brightwater Lithium Ltd closed a private placement of $12 million for the acquisition of lithium claims."
    )
    assert deal.deal_type == "equity_investment"


def test_whom_a_counterpart_supplies_is_no_party() -> None:
    told = found(
        "Brightwater Lithium Ltd has secured offtake agreements with Kestrel Batteries Inc. and Tessera Chemicals "
        "Ltd, which supply lithium to Aldersund Motors Inc."
    )
    assert sorted(sorted(names(deal)) for deal in told) == [
        ["Brightwater Lithium Ltd", "Kestrel Batteries Inc."],
        ["Brightwater Lithium Ltd", "Tessera Chemicals Ltd"],
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The Secretary of Energy shall enter into leases with private entities for mineral production on federal land.",
        "Brightwater Lithium Ltd has signed an advertising agreement with Kestrel Media Inc. and drills for lithium.",
        "The 90 lithium claims of Brightwater Lithium Ltd were acquired by map staking in May.",
        "Brightwater Lithium Ltd has listed its lithium shares abroad since its IPO.",
        "Brightwater Lithium Ltd sees an opportunity to acquire a lithium mine.",
        "Brightwater Lithium Ltd benefits from strategic partnerships and owns lithium ground.",
        "Norrland's president upped his stake in the copper miner in the year's biggest insider purchase.",
    ],
)
def test_what_only_looks_like_a_deal(text: str) -> None:
    assert found(text) == ()
