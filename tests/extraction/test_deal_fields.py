"""Fields of deals as newsrooms tell them: the day of the making told in another sentence or clause, what it covers."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import PUBLISHED, found

NEWS = str(PUBLISHED)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "Chile's mining minister, Ana Soto, received her Norwegian colleague, Kari Lund, in Santiago on Tuesday. "
            "They signed a memorandum on copper.",
            ["2025-09-09"],
        ),
        (
            "Chile's president had received his Norwegian colleague in March. Ana Soto and Kari Lund, the ministers, "
            "have signed a memorandum on copper between Chile and Norway.",
            [NEWS],
        ),
        (
            "Norrland Mining shipped its first tin to Kestrel Metals under an offtake agreement that dates from 2022.",
            ["2022-01-01"],
        ),
        ("Norrland Mining has signed an offtake agreement for tin with Kestrel Metals that runs from 2028.", [NEWS]),
        (
            "Norrland Mining is to sell its nickel smelter to Kestrel Metals for $80 million. The seller, which "
            "announced the sale on 14 May, wants to pay down debt.",
            ["2025-05-14"],
        ),
        (
            "Norrland Mining is to sell its nickel smelter to Kestrel Metals for $80 million. The seller announced its "
            "results on 14 May.",
            [NEWS],
        ),
        (
            "The cobalt goes to Kestrel Metals, which lent Norrland Mining $30 million in 2021 and takes all of its "
            "output under an offtake agreement.",
            ["2021-01-01", "None"],
        ),
        (
            "Copper fell. Shares rose.\n\nNorrland Mining, which is acquiring the copper miner Aldersund for $40 "
            "million, also reported its output.",
            ["None"],
        ),
        (
            "Copper fell on Thursday.\n\nTraders were calm.\n\nStocks rose.\n\nNorrland Mining has sold its Aldersund "
            "copper mine to Kestrel Metals for $9 million.",
            [NEWS],
        ),
    ],
)
def test_day_of_the_making(text: str, days: list[str]) -> None:
    assert [str(deal.date) for deal in found(text)] == days


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        (
            "On Thursday Brightwater signed an offtake agreement with Kestrel Steel for vanadium, while Tessera "
            "Minerals agreed to buy a tin mine from Norrland Mining.",
            [("vanadium",), ("tin",)],
        ),
        (
            "Norway signed a memorandum on graphite and tin with Chile on Monday.",
            [("graphite", "tin")],
        ),
        (
            "Norrland Mining has agreed to buy the nickel miner Aldersund for $40 million. Its ore contains cobalt.",
            [("cobalt", "nickel")],
        ),
        (
            "Norrland Mining has agreed to buy the nickel miner Aldersund for $40 million. Analysts prefer cobalt.",
            [("nickel",)],
        ),
        (
            "Norway and Chile signed a raw materials agreement on Monday. Lithium and copper are covered.",
            [("copper", "lithium")],
        ),
    ],
)
def test_what_a_deal_covers(text: str, covered: list[tuple[str, ...]]) -> None:
    assert [deal.minerals for deal in found(text)] == covered
