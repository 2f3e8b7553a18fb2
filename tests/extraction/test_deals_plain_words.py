"""Deals in plain words: bids and their answers, contracts with no noun, money promised, projects given up."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found

TOLD = [
    (
        "The board of Karnet Lithium has accepted a $410 million offer from Aldersund Metals.",
        ("acquisition", {"Karnet Lithium": "target", "Aldersund Metals": "buyer"}),
    ),
    (
        "Directors of Karnet Lithium rejected the A$410 million bid from Chile's Aldersund on Monday.",
        ("acquisition", {"Karnet Lithium": "target", "Aldersund": "buyer"}),
    ),
    (
        "A $2 billion approach by Norrland Copper was rebuffed by Kestrel Metals in May.",
        ("acquisition", {"Norrland Copper": "buyer", "Kestrel Metals": "target"}),
    ),
    (
        "Shareholders in Kestrel Metals have backed a $2 billion takeover by Norrland Copper.",
        ("acquisition", {"Norrland Copper": "buyer", "Kestrel Metals": "target"}),
    ),
    (
        "Kestrel Metals and Aldersund Mining scrapped the copper project in June 2024.",
        ("joint_venture", {"Kestrel Metals": "party", "Aldersund Mining": "party"}),
    ),
    (
        "Kestrel Metals signed with Korea's Aldersund in September for 60,000 tonnes of copper a year.",
        ("offtake", {"Kestrel Metals": "party", "Aldersund": "party"}),
    ),
    (
        "Kestrel Metals, which was promised $15 million by the Pentagon in 2023, has told the county it won't drill.",
        ("financing", {"Kestrel Metals": "recipient", "Pentagon": "lender"}),
    ),
    (
        "Brightwater Metals of Britain and Kestrel Minerals announced an alliance for tin exploration on Monday.",
        ("partnership", {"Brightwater Metals": "party", "Kestrel Minerals": "party"}),
    ),
    (
        "Kestrel Metals also has a non-binding understanding with Aldersund Copper on nickel sulphate.",
        ("partnership", {"Kestrel Metals": "party", "Aldersund Copper": "party"}),
    ),
    (
        "Kestrel Metals is placing 58 million shares at A$0.04 with sophisticated investors.",
        ("equity_investment", {"Kestrel Metals": "recipient"}),
    ),
]


@pytest.mark.parametrize(("text", "deal"), TOLD)
def test_deal_in_plain_words(text: str, deal: tuple[str, dict[str, str]]) -> None:
    assert [(d.deal_type, {p.name: p.role for p in d.parties}) for d in found(text)] == [deal]


@pytest.mark.parametrize(
    "text",
    [
        "Canberra rejected the bid from striking miners for a longer weekend.",
        "Kestrel Metals scrapped the copper project in June 2024.",
        "Kestrel Metals signed off with a warning on zinc prices.",
    ],
)
def test_no_deal_in_plain_words(text: str) -> None:
    assert found(text) == ()


def test_each_partner_with_its_preposition_has_its_deal() -> None:
    told = found("Norway said it had signed offtake agreements for graphite with Kestrel Metals and for tin with Vale.")
    assert [{p.name for p in d.parties} for d in told] == [{"Norway", "Kestrel Metals"}, {"Norway", "Vale"}]


def test_what_both_governments_will_pay_is_a_term_of_their_pact() -> None:
    (deal,) = found(
        "Norway and Chile signed a framework on lithium on Monday, under which the two governments intend to provide "
        "at least $2 billion in financing to mines in Norway and Chile."
    )
    assert (deal.deal_type, deal.status) == ("intergovernmental_agreement", "agreed")


def test_plans_that_somebody_walks_away_from_are_given_up() -> None:
    (deal,) = found("Norrland Copper walked away from its plan to buy 40% of Kestrel Metals' lithium mine in Chile.")
    assert deal.status == "terminated"
