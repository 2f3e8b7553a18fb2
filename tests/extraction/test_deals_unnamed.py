"""Deals whose sentence names nobody: what the company that an article is of goes without saying for, and what not."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found

LEAD = "Kestrel Lithium Corp. announced results today at its lithium project. "

TOLD: list[tuple[str, list[tuple[str, str, dict[str, str]]]]] = [
    (
        "The offering of 2,500,000 flow-through shares for gross proceeds of C$5 million is expected to close in June.",
        [("equity_investment", "agreed", {"Kestrel Lithium Corp.": "recipient"})],
    ),
    (
        "The private placement of up to 5,000,000 units for gross proceeds of $500,000 is subject to approval.",
        [("equity_investment", "agreed", {"Kestrel Lithium Corp.": "recipient"})],
    ),
    (
        "It follows the recent securing of a $5 million loan.",
        [("financing", "agreed", {"Kestrel Lithium Corp.": "recipient"})],
    ),
    (
        "The Larkspur Project was acquired in 2022.",
        [("acquisition", "completed", {"Kestrel Lithium Corp.": "buyer"})],
    ),
    (
        "Acquired in 2022 alongside the Foster Project, the Larkspur Project features a spodumene pegmatite.",
        [("acquisition", "completed", {"Kestrel Lithium Corp.": "buyer"})],
    ),
    (
        "A binding offtake term sheet covers half of the output.",
        [("offtake", "agreed", {"Kestrel Lithium Corp.": "seller"})],
    ),
    (
        "We have acquired the Larkspur Project.",
        [("acquisition", "completed", {"Kestrel Lithium Corp.": "buyer"})],
    ),
    ("Net proceeds from the offering will fund drilling.", []),
    ("The Larkspur Project was acquired by the state of Norrmark in 1998.", []),
    ("An offtake agreement would support the financing of the plant.", []),
    ("We believe that lithium prices will recover.", []),
]


@pytest.mark.parametrize(("text", "deals"), TOLD)
def test_deals_of_the_company_that_a_release_is_of(text: str, deals: list[tuple[str, str, dict[str, str]]]) -> None:
    told = [(deal.deal_type, deal.status, {p.name: p.role for p in deal.parties}) for deal in found(LEAD + text)]
    assert told == deals


@pytest.mark.parametrize(
    ("text", "deals"),
    [
        (
            "Kestrel Lithium acquired and restarted the Larkspur lithium mine.",
            [("acquisition", "completed", {"Kestrel Lithium": "buyer"})],
        ),
        (
            "Kestrel Lithium has executed Supply Agreements with Norrland Energy for lithium carbonate.",
            [("offtake", "agreed", {"Kestrel Lithium": "seller", "Norrland Energy": "buyer"})],
        ),
        (
            "Canada and Peru updated their action plan for lithium and copper.",
            [("action_plan", "agreed", {"Canada": "party", "Peru": "party"})],
        ),
        (
            "Canada and Peru intend to coordinate efforts to develop secure lithium supply chains.",
            [("intergovernmental_agreement", "proposed", {"Canada": "party", "Peru": "party"})],
        ),
        (
            "Canada and Peru commit to deepen their work under a new Copper and Lithium Compact.",
            [("intergovernmental_agreement", "agreed", {"Canada": "party", "Peru": "party"})],
        ),
        ("Canada and Peru will continue to work together on lithium.", []),
        ("Canada will support lithium mining in Peru.", []),
        ("Kestrel Lithium has begun to build a $3 billion facility near Reno, which will produce lithium.", []),
        ("Kestrel Lithium builds value by acquiring and developing lithium assets.", []),
        ("Canada and Peru joined the Artemis Accords, and spoke of lithium.", []),
    ],
)
def test_deals_by_their_words(text: str, deals: list[tuple[str, str, dict[str, str]]]) -> None:
    told = [(deal.deal_type, deal.status, {p.name: p.role for p in deal.parties}) for deal in found(text)]
    assert told == deals
