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
