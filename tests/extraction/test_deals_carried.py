"""Deals whose words stand under other verbs: sales approved, companies chosen, sums paid for mines and partners."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found

TOLD = [
    (
        "The U.S. Department of War's investment, through the Office of the Undersecretary of Defense for Acquisition "
        "and Sustainment, will grant the government a 10% interest in Kestrel Metals, a copper explorer.",
        ("equity_investment", {"U.S. Department of War": "investor", "Kestrel Metals": "target"}),
    ),
    (
        "The Ministry of Mines approved the sale of the Tarn copper mine to Kestrel Metals.",
        ("acquisition", {"Kestrel Metals": "buyer"}),
    ),
    (
        "The Governments of Norway and the Philippines today signed a memorandum of understanding on lithium.",
        ("mou", {"Norway": "party", "Philippines": "party"}),
    ),
    (
        "Kestrel Metals has closed a C$50 million brokered financing for nickel with participation from Ann Hale and "
        "Aldersund Mining.",
        ("equity_investment", {"Kestrel Metals": "target", "Ann Hale": "investor", "Aldersund Mining": "investor"}),
    ),
    (
        "Aldersund Gold may earn a 60% interest in the Tarn nickel property from Robert Hale by paying C$120,000.",
        ("joint_venture", {"Aldersund Gold": "party", "Robert Hale": "party"}),
    ),
    (
        "Kestrel Metals has priced a public financing to fund drilling on its lithium ground.",
        ("financing", {"Kestrel Metals": "recipient"}),
    ),
    (
        "Kestrel Metals announced a C$2 million strategic investment from Aldersund Mining to drill for nickel.",
        ("equity_investment", {"Kestrel Metals": "target", "Aldersund Mining": "investor"}),
    ),
    (
        "The lithium survey builds upon the work done by Aldersund Mining, acquired by Kestrel Metals in 2023.",
        ("acquisition", {"Kestrel Metals": "buyer", "Aldersund Mining": "target"}),
    ),
    (
        "Kestrel Metals Inc. and Aldersund Copper Corp. announced a definitive agreement under which Kestrel will"
        " acquire all shares of Aldersund Copper.",
        ("acquisition", {"Kestrel Metals Inc.": "buyer", "Aldersund Copper Corp.": "target"}),
    ),
    (
        "Kestrel Metals has acquired the Tarn lithium property. The company issued two million shares to the vendor, "
        "Aldersund Mining Corp.",
        ("acquisition", {"Kestrel Metals": "buyer", "Aldersund Mining Corp.": "seller"}),
    ),
    (
        "Aegis Capital, the manager, announced the closing of a $4.3 million public offering for Kestrel Lithium.",
        ("equity_investment", {"Kestrel Lithium": "recipient"}),
    ),
    (
        "The U.S.-Japan memorandum on lithium was signed on Tuesday.",
        ("mou", {"United States": "party", "Japan": "party"}),
    ),
    (
        "Aldersund Mining has granted Kestrel Metals the offtake rights for its copper.",
        ("offtake", {"Kestrel Metals": "buyer", "Aldersund Mining": "seller"}),
    ),
    (
        "A court in Toronto approved the sale of Karnet's lithium plants to Aldersund Metals for $40 million.",
        ("acquisition", {"Karnet": "seller", "Aldersund Metals": "buyer"}),
    ),
    (
        "The U.S. Department of Energy has selected Kestrel Metals for a $125 million grant to refine nickel.",
        ("financing", {"U.S. Department of Energy": "lender", "Kestrel Metals": "recipient"}),
    ),
    (
        "Kestrel Metals will pay C$1.5 billion for Aldersund Gold's copper mines in Mali.",
        ("acquisition", {"Kestrel Metals": "buyer", "Aldersund Gold": "seller"}),
    ),
    (
        "Kestrel Metals said it would pay $6.7 billion for Aldersund Mining, a lithium producer.",
        ("acquisition", {"Kestrel Metals": "buyer", "Aldersund Mining": "target"}),
    ),
    (
        "Kestrel Metals bought out its partner Aldersund Mining's 70% of the Kotka nickel plant.",
        ("acquisition", {"Kestrel Metals": "buyer", "Aldersund Mining": "seller"}),
    ),
    (
        "The ministers watched the signing of a $1.6 billion uranium investment agreement between Kestrel Metals and"
        " Aldersund Mining.",
        ("equity_investment", {"Kestrel Metals": "party", "Aldersund Mining": "party"}),
    ),
    (
        "Kestrel Metals and Aldersund Mining closed their copper joint venture on Thursday, with the Japanese side"
        " paying $195 million.",
        ("joint_venture", {"Kestrel Metals": "party", "Aldersund Mining": "party"}),
    ),
    (
        "Kestrel Metals has chosen Aldersund Mining as its partner in a lithium project.",
        ("partnership", {"Kestrel Metals": "party", "Aldersund Mining": "party"}),
    ),
    (
        "Kestrel Metals has agreed to sell Aldersund Mining 50 tonnes of gallium a year.",
        ("offtake", {"Kestrel Metals": "seller", "Aldersund Mining": "buyer"}),
    ),
    (
        "Under a deal struck in Riyadh on Monday, Kestrel Metals and Aldersund Mining are to look for copper.",
        ("partnership", {"Kestrel Metals": "party", "Aldersund Mining": "party"}),
    ),
    (
        "Signed on Monday, the agreement commits Kestrel Metals to ship copper to Aldersund Mining.",
        ("offtake", {"Kestrel Metals": "party", "Aldersund Mining": "party"}),
    ),
    (
        "Kestrel Metals has lifted its stake in the rare earth miner Aldersund Mining to 8.2%.",
        ("equity_investment", {"Kestrel Metals": "investor", "Aldersund Mining": "target"}),
    ),
    (
        "Kestrel Metals picked Aldersund Mining to process its lithium under a ten-year contract.",
        ("partnership", {"Kestrel Metals": "party", "Aldersund Mining": "party"}),
    ),
    (
        "Kazakhstan proposed a joint tungsten venture to Hungary.",
        ("joint_venture", {"Kazakhstan": "party", "Hungary": "party"}),
    ),
    (
        "Chosen by the Pentagon for a $90 million grant, Kestrel Metals will mine antimony in Idaho.",
        ("financing", {"Pentagon": "lender", "Kestrel Metals": "recipient"}),
    ),
]


@pytest.mark.parametrize(("text", "deal"), TOLD)
def test_deal_under_another_verb(text: str, deal: tuple[str, dict[str, str]]) -> None:
    assert [(d.deal_type, {p.name: p.role for p in d.parties}) for d in found(text)] == [deal]


def test_one_ended_and_one_kept() -> None:
    told = found("Kestrel Metals extended its lithium offtake agreement with Aldersund and ended the one with Renault.")
    assert [({p.name for p in d.parties}, d.status) for d in told] == [
        ({"Kestrel Metals", "Aldersund"}, "agreed"),
        ({"Kestrel Metals", "Renault"}, "terminated"),
    ]


def test_one_with_each() -> None:
    told = found("Kestrel Metals signed two agreements: one with Aldersund Mining for tin, the other with Glencore.")
    assert [{p.name for p in d.parties} for d in told] == [
        {"Kestrel Metals", "Aldersund Mining"},
        {"Kestrel Metals", "Glencore"},
    ]
