"""What is paid for a mine or property, told after its purchase: the seller, and no placing or royalty of its own."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found

BOUGHT = "Kestrel Lithium announced the acquisition of the Tarn lithium property in Nevada."
ONE = [("acquisition", {"Kestrel Lithium": "buyer"})]
BOTH = [("acquisition", {"Kestrel Lithium": "buyer", "Norrland Resources Ltd.": "seller"})]


@pytest.mark.parametrize(
    ("after", "deals"),
    [
        ("As consideration, the company will issue 2 million shares and pay $50,000 to Norrland Resources Ltd.", BOTH),
        ("The company paid with an issuance of common shares worth $60,000 to Norrland Resources Ltd.", BOTH),
        ("The purchase price is $20,000 in cash and 4 million shares issued to Norrland Resources Ltd.", BOTH),
        ("Norrland Resources Ltd. will receive 4 million shares of Kestrel Lithium and $20,000 in cash.", BOTH),
        ("Kestrel paid Norrland Resources Ltd. $50,000 in cash and issued 2 million shares.", BOTH),
        ("Under the agreement, Kestrel will pay Norrland Resources Ltd. (the “Vendor”) $50,000 over two years.", BOTH),
        ("The sale was arranged with Norrland Resources Ltd. (“Norrland” or the “Optionor”).", BOTH),
        ("The property is held by Norrland Resources Ltd., which keeps a 2% royalty.", BOTH),
        ("Kestrel paid Norrland Resources Ltd. for a survey of the claims.", ONE),
        ("The property was explored by Norrland Resources Ltd. in the 1980s.", ONE),
        ("In return, Kestrel gave the vendors a 2% royalty on what the smelter pays.", ONE),
        ("Norrland Resources Ltd. drilled the property in 2009.", ONE),
        ("The company will pay $50,000 to Norrland Resources Ltd. for drilling services.", ONE),
    ],
)
def test_the_price_of_a_purchase(after: str, deals: list[tuple[str, dict[str, str]]]) -> None:
    told = found(f"Lithium company news\n\n{BOUGHT} {after}")
    assert [(d.deal_type, {p.name: p.role for p in d.parties}) for d in told] == deals


def test_shares_that_a_company_sells_of_its_own() -> None:
    (deal,) = found(
        "Lithium company news\n\nKestrel Lithium today said it intends to offer and sell shares of its common stock in "
        "an underwritten public offering of $30 million, for its Tarn lithium mine."
    )
    assert (deal.deal_type, [p.role for p in deal.parties]) == ("equity_investment", ["recipient"])


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Further to its definitive agreement dated April 17, 2024 with Norrland Metals, Kestrel Lithium has closed "
            "the acquisition of the Larch lithium project.",
            {"Kestrel Lithium": "buyer", "Norrland Metals": "seller"},
        ),
        (
            "Further to its drilling programme with Norrland Metals, Kestrel Lithium has closed the acquisition of the "
            "Larch lithium project.",
            {"Kestrel Lithium": "buyer"},
        ),
        (
            "Kestrel Lithium has entered into a share purchase agreement with Norrland Metals, pursuant to which it "
            "will acquire all of the issued shares of Brightwater Lithium, which holds a project in Peru.",
            {"Kestrel Lithium": "buyer", "Norrland Metals": "seller", "Brightwater Lithium": "target"},
        ),
        (
            "Kestrel Lithium plans to drill at the Larch lithium project in Nevada, which it acquired from Norrland "
            "Metals in 2023.",
            {"Kestrel Lithium": "buyer", "Norrland Metals": "seller"},
        ),
        (
            "Kestrel Lithium plans to drill at the Larch lithium project in Elko County, Nevada, acquired from "
            "Norrland Metals in 2023.",
            {"Kestrel Lithium": "buyer", "Norrland Metals": "seller"},
        ),
        (
            "Kestrel Lithium has acquired the former Larch tungsten mine from Norrland Metals.",
            {"Kestrel Lithium": "buyer", "Norrland Metals": "seller"},
        ),
        (
            "Kestrel Lithium has sold a 2% royalty on its Larch lithium mine for $8 million. The buyer is Norrland "
            "Royalties.",
            {"Kestrel Lithium": "recipient", "Norrland Royalties": "lender"},
        ),
        (
            "Kestrel Lithium has entered into a royalty agreement on its Larch lithium mine for $8 million. The "
            "purchaser, Norrland Royalties, will pay half of it now.",
            {"Kestrel Lithium": "recipient", "Norrland Royalties": "lender"},
        ),
        (
            "The takeover of Norrland Lithium Inc. by Kestrel Metals Corp. awaits a vote of its holders.",
            {"Norrland Lithium Inc.": "target", "Kestrel Metals Corp.": "buyer"},
        ),
        (
            "Kestrel Lithium has concluded the sale of its Larch lithium mine to Norrland Metals.",
            {"Kestrel Lithium": "seller", "Norrland Metals": "buyer"},
        ),
        (
            "The board of Kestrel Lithium has approved the purchase of the Larch lithium mine from Norrland Metals.",
            {"Kestrel Lithium": "buyer", "Norrland Metals": "seller"},
        ),
        (
            "The board of Kestrel Lithium approved the acquisition of the company by Norrland Metals.",
            {"Kestrel Lithium": "target", "Norrland Metals": "buyer"},
        ),
    ],
    ids=[
        "further to",
        "no paper",
        "pursuant to which",
        "in a place",
        "in a county",
        "tungsten",
        "a royalty",
        "its royalty",
        "by whom",
        "its mine to",
        "own board",
        "board of the bought",
    ],
)
def test_the_other_side_of_a_sale(text: str, parties: dict[str, str]) -> None:
    (deal,) = found(f"Lithium company news\n\n{text}")
    assert {p.name: p.role for p in deal.parties} == parties
