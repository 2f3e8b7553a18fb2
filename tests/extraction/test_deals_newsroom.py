"""Deals as newsrooms tell them: counterparts in the clause or sentence beside, giving, lending and letting go."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found, names


@pytest.mark.parametrize(
    ("text", "deal_type", "parties"),
    [
        (
            "A letter of intent on tungsten between Kestrel Metals and Aldersund had been talked about.",
            "mou",
            {"Kestrel Metals", "Aldersund"},
        ),
        (
            "Finland is to conclude a memorandum of its own on raw materials with Namibia next week.",
            "mou",
            {"Finland", "Namibia"},
        ),
        (
            "They watched as a memorandum on critical raw materials was signed for Norway by Kari Lund, Minister "
            "for Foreign Trade, and by Chile's mining minister, Pedro Rojas.",
            "mou",
            {"Norway", "Chile"},
        ),
        (
            "Norway is giving $85 million to Brightwater Gallium of Narvik for a gallium furnace.",
            "financing",
            {"Norway", "Brightwater Gallium"},
        ),
        (
            "Norrland Mining dropped a bid for a minority holding in Chile's Aldersund copper mine in January.",
            "acquisition",
            {"Norrland Mining"},
        ),
        (
            "Kestrel Metals is entitled to earn up to 60 per cent of the Aldersund zinc project of Tessera Minerals "
            "by spending $30 million there.",
            "joint_venture",
            {"Kestrel Metals", "Tessera Minerals"},
        ),
        (
            "Brightwater Lithium had hoped for more. A $220 million loan from the Northern Infrastructure Fund, "
            "approved in 2022, expired in June.",
            "financing",
            {"Brightwater Lithium", "Northern Infrastructure Fund"},
        ),
        (
            "The copper and zinc of Kestrel Metals are sold. Molybdenum stays with Norrland Refining under the "
            "existing contract.",
            "offtake",
            {"Kestrel Metals", "Norrland Refining"},
        ),
    ],
)
def test_parties_told_beside_the_deal(text: str, deal_type: str, parties: set[str]) -> None:
    assert [(deal.deal_type, names(deal)) for deal in found(text)] == [(deal_type, parties)]


def test_a_loan_for_a_purchase_goes_to_the_buyer() -> None:
    bought, lent = found(
        "Norrland Metals bought a fifth of the Aldersund copper mine from Kestrel Resources on Monday for $540 "
        "million. The price is high. The state bank Nordbank lent most of it."
    )
    assert names(bought) == {"Norrland Metals", "Kestrel Resources"}
    assert {p.name: p.role for p in lent.parties} == {"Nordbank": "lender", "Norrland Metals": "recipient"}
