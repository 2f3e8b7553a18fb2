"""Deals whose words stand under other verbs: sales approved, companies chosen, sums paid for mines and partners."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found

TOLD = [
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
]


@pytest.mark.parametrize(("text", "deal"), TOLD)
def test_deal_under_another_verb(text: str, deal: tuple[str, dict[str, str]]) -> None:
    assert [(d.deal_type, {p.name: p.role for p in d.parties}) for d in found(text)] == [deal]
