"""Fields of deals as newsrooms tell them: the day of the making told in another sentence or clause, what it covers."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.records import Article
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
            "announced the sale on 9 May, wants to pay down debt.",
            ["2025-05-09"],
        ),
        (
            "Norrland Mining is to sell its nickel smelter to Kestrel Metals for $80 million. The seller announced its "
            "results on 9 May.",
            [NEWS],
        ),
        (
            "The cobalt goes to Kestrel Metals, which lent Norrland Mining $30 million in 2021 and takes all of its "
            "output under an offtake agreement.",
            ["2021-01-01", "None"],
        ),
        (
            "With a $22 million U.S. Department of Energy grant and a tin offtake agreement with Kestrel, Norrland "
            "Mining expects its first tin in 2027.",
            ["None", "None"],
        ),
        ("Norrland Mining holds an option to acquire a 60% interest in the Larch tin claims from Kestrel.", ["None"]),
        ("A memorandum on tin with Kestrel Metals provides Norrland Mining with a path to market.", ["None"]),
        (
            "The tin claims are part of the Larch project, subject to an option agreement between Norrland Mining and "
            "Kestrel Metals.",
            ["None"],
        ),
        (
            "Ann Reed joined us to announce that Norrland Mining has closed the first tranche of its previously "
            "announced private placement for $254,820 to drill for tin.",
            [NEWS],
        ),
        ("Norrland Mining sold its Larch tin mine to Kestrel Metals for $5 million.", [NEWS]),
        ("Norrland Mining shipped 400 tonnes of tin under its offtake agreement with Kestrel Metals.", ["None"]),
        ("Norrland Mining is expanding its tin smelter through a new agreement with Kestrel Metals.", [NEWS]),
        (
            "Norrland Mining recently secured a $22 million grant from the U.S. Department of Energy for its tin mine. "
            "The award will speed up the works, and the company announced a recent hire.",
            ["None"],
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
        (
            "Norrland Mining will drill for cobalt.\n\nBacked by a $12 million loan from Kestrel Bank, Norrland Mining "
            "will start a cobalt plant next spring.",
            ["None"],
        ),
        (
            "Norrland Mining provided an update on drilling at its nickel property, presently under an "
            "earn-in agreement with Kestrel Metals. Under the agreement, Kestrel Metals aims to earn a 75% interest.",
            ["None"],
        ),
        (
            "Norrland Mining, Inc. today announced that it applauds the recently announced offtake agreement between "
            "Aldersund Graphite and Kestrel Metals.",
            ["None"],
        ),
        (
            "Norrland Mining drilled for tin.\n\nThe drills found more.\n\nNorrland Mining has announced plans to "
            "complete a private placement to raise $2.5 million for its tin mine.",
            [NEWS],
        ),
        ("Norrland Mining rose after it signed an offtake agreement for tin with Kestrel Metals.", [NEWS]),
        (
            "Norrland Mining has received a letter of interest from the Export-Import Bank of the United States for "
            "$12 million in debt financing for its tin mine.",
            [NEWS],
        ),
        (
            "Norrland Mining is exploring the Larch tin claims, which it can acquire under an option agreement with "
            "Kestrel Metals.",
            ["None"],
        ),
        (
            "Shareholders of Norrland Tin today approved the planned takeover of the company by Kestrel Metals.",
            ["None"],
        ),
        ("The court approved Kestrel Metals' acquisition of Norrland Tin on Tuesday.", ["None"]),
        ("The board of Kestrel Metals today approved the acquisition of Norrland Tin for $30 million.", [NEWS]),
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


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (
            "Norrland Mining has signed a contract with Kestrel Steel for manganese ore. Analysts put its value at $80 "
            "million.",
            80e6,
        ),
        (
            "Norrland Mining said on Thursday it had sold its Aldersund zinc mine to Kestrel Metals.\n\nThe sale, "
            "worth about $80 million, is the biggest of the year.",
            80e6,
        ),
        (
            "Norrland Mining has signed a contract with Kestrel Steel for manganese ore. The mill cost $80 million.",
            None,
        ),
        (
            "Norrland Mining and Kestrel Metals have formed a joint venture to mine copper in Chile. It has promised "
            "up to $80 million in stages.",
            80e6,
        ),
        (
            "The Northern Infrastructure Fund has lent Norrland Mining $30 million of the $80 million that it needs "
            "for its zinc smelter.",
            30e6,
        ),
        (
            "Kestrel Royal has advanced a US$4.5 million second tranche royalty payment for Norrland's Aldersund "
            "lithium project, with Brenford Metals receiving C$0.9 million.",
            4.5e6,
        ),
        (
            "Norrland Mining has agreed to buy the Larch zinc mine from Kestrel Metals for total consideration of "
            "$80 million, comprising $30 million in cash and $50 million in shares.",
            80e6,
        ),
        (
            "Norrland Mining has agreed to buy the Larch zinc mine from Kestrel Metals for $30 million in cash plus a "
            "2% royalty.",
            30e6,
        ),
    ],
)
def test_sum_of_a_deal(text: str, amount: float | None) -> None:
    assert [deal.value_amount for deal in found(text)] == [amount]


@pytest.mark.parametrize(
    ("text", "deal_type", "status"),
    [
        (
            "The pact on rare earths between Norway and Chile was to be signed on Thursday in Oslo, but the ceremony "
            "was put off.",
            "intergovernmental_agreement",
            "negotiating",
        ),
        ("The memorandum on tin between Norway and Chile is said to be ready.", "mou", "negotiating"),
        ("The memorandum on tin between Norway and Chile was signed on Thursday.", "mou", "agreed"),
        (
            "Norrland Mining signed an earn-in agreement with Kestrel Metals under which Kestrel may earn 60% of the "
            "Larch tin claims.",
            "joint_venture",
            "agreed",
        ),
        (
            "Norrland Mining has received a conditional commitment from the Department of Energy for a $90 million "
            "loan for its tin mine.",
            "financing",
            "agreed",
        ),
        ("Norrland Mining finalized a loan agreement with Kestrel Bank for its tin mine.", "financing", "agreed"),
        (
            "Norrland Mining is finalizing a loan agreement with Kestrel Bank for its tin mine.",
            "financing",
            "negotiating",
        ),
        ("Norrland Mining signed a joint venture agreement with Kestrel Metals on tin.", "joint_venture", "agreed"),
        ("Norrland Mining is in talks on a joint venture with Kestrel Metals on tin.", "joint_venture", "negotiating"),
        ("Norrland Mining secured a partnership with Kestrel Metals on tin.", "partnership", "agreed"),
        (
            "Norrland Mining has drawn down a $90 million loan from Kestrel Bank for its tin mine.",
            "financing",
            "completed",
        ),
        (
            "Norway and Chile are in talks on a strategic partnership on raw materials and tin.",
            "intergovernmental_agreement",
            "negotiating",
        ),
        ("Norway and Chile are working on a tin supply agreement.", "offtake", "negotiating"),
        ("Norrland Mining received a $90 million loan from Kestrel Bank for its tin mine.", "financing", "completed"),
        (
            "Norrland Mining announced that it has closed its $9 million bought-deal private placement for its tin "
            "mine.",
            "equity_investment",
            "completed",
        ),
        ("Norrland Mining has sold a $90 million gold stream on Aldersund to Kestrel Royal.", "financing", "agreed"),
        (
            "Gallium will flow, and Kestrel Metals agreed to take all of it over ten years from Norrland Mining.",
            "offtake",
            "agreed",
        ),
        (
            "Norrland Mining and Kestrel Metals, which signed a merger agreement last November, closed the transaction "
            "on 30 August. Lithium is what both mine.",
            "acquisition",
            "completed",
        ),
        ("Kestrel Bank has paid out the second tranche of its loan to Norrland Mining.", "financing", "completed"),
        ("Kestrel Bank has agreed to lend Norrland Mining $9 million in two tranches.", "financing", "agreed"),
        (
            "Kestrel Royalty has advanced a $2.8 million second instalment of its royalty to Norrland for its mine.",
            "financing",
            "completed",
        ),
        (
            "Ann Reed, President of Norrland Mining, discussed the company's tin mines and its $175 million "
            "partnership with Kestrel Metals.",
            "partnership",
            "agreed",
        ),
        (
            "Norrland Mining has completed an $18 million funding round of equity and debt for its tin mine.",
            "financing",
            "completed",
        ),
        (
            "Norrland Mining CEO Ann Reed also talked about an option agreement to acquire the Larch tin claims from "
            "Kestrel Metals.",
            "acquisition",
            "agreed",
        ),
        (
            "Norrland Mining is talking with Kestrel Metals about the purchase of its tin mine.",
            "acquisition",
            "negotiating",
        ),
        (
            "The drilling follows the 2021 option agreement between Norrland Mining and Kestrel Metals on tin claims.",
            "acquisition",
            "agreed",
        ),
        (
            "Norrland Mining announced a partnership with Kestrel Metals. Norrland Mining's offtake agreement "
            "with Kestrel Metals is for its tin.",
            "offtake",
            "agreed",
        ),
        (
            "With a strategic alliance with Kestrel Metals in place, Norrland Mining plans to start a tin smelter.",
            "partnership",
            "agreed",
        ),
        (
            "Norrland Mining signed an agreement with Kestrel Metals to secure 5,000 tonnes of nickel a year.",
            "offtake",
            "agreed",
        ),
        (
            "Norrland Mining announced a private placement for proceeds of up to $5 million from the sale of units to "
            "fund its tin mine.",
            "equity_investment",
            "agreed",
        ),
        (
            "Norrland Mining is glad to report the successful acquisition of the Larch tin mine from Kestrel.",
            "acquisition",
            "completed",
        ),
        (
            "Norrland Mining plans the successful acquisition of the Larch tin mine from Kestrel Metals.",
            "acquisition",
            "proposed",
        ),
        (
            "Norrland Mining has completed a second drawdown of $9 million under its credit agreement with Kestrel "
            "Finance for the tin mine.",
            "financing",
            "completed",
        ),
        (
            "Norrland Mining expects to complete a second drawdown of $9 million under its credit agreement with "
            "Kestrel Finance for the tin mine.",
            "financing",
            "agreed",
        ),
        (
            "Norrland Mining has concluded the sale of its Larch tin mine to Kestrel Metals.",
            "acquisition",
            "completed",
        ),
        (
            "Norrland Mining has concluded a sale agreement for its Larch tin mine with Kestrel Metals.",
            "acquisition",
            "agreed",
        ),
    ],
)
def test_kind_and_standing(text: str, deal_type: str, status: str) -> None:
    assert [(deal.deal_type, deal.status) for deal in found(text)] == [(deal_type, status)]


@pytest.mark.parametrize(
    ("lender", "day"),
    [
        ("Gruvia Mining has agreed a $30 million loan for its nickel smelter with Kestrel Bank.", "2025-09-12"),
        ("Norrland Mining has agreed a $30 million loan for its nickel smelter with Kestrel Bank.", "2025-09-09"),
    ],
    ids=["another's news", "the same company's"],
)
def test_day_of_the_lead_below_another_heading(lender: str, day: str) -> None:
    text = (
        "# The week in metals: a pact and a loan\n\nNorrland Mining on Tuesday announced a memorandum of understanding "
        "on tin with Brightwater Metals, which runs the largest smelter of the region and wants to build another.\n\n"
        f"## Money for smelters\n\n{lender} The plant is to open in three years, if the town agrees to it.\n"
    )
    article = Article("0" * 16, "a.txt", text, date(2025, 9, 12), "metadata", "Newsroom")
    assert {str(d.date) for d in extract(clean(article)).deals if d.deal_type == "financing"} == {day}


AGREED = "Norrland Mining signed an agreement in April to acquire Kestrel Metals, a nickel miner, for C$60 million. "
PROPOSED = "Norrland Mining said its proposed C$60 million acquisition of nickel miner Kestrel Metals "


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (AGREED + "The transaction closed on June 18.", "completed"),
        (AGREED + "The acquisition has now been completed.", "completed"),
        (AGREED + "The transaction has lapsed.", "terminated"),
        (AGREED + "The deal will not proceed.", "terminated"),
        (AGREED + "The transaction fell through.", "terminated"),
        (AGREED + "The transaction has not closed.", "agreed"),
        (AGREED + "The loan was repaid and closed.", "agreed"),
        (AGREED + "The transaction is expected to close in July.", "agreed"),
        (PROPOSED + "closed on Tuesday.", "completed"),
        (PROPOSED + "will not proceed.", "terminated"),
        (PROPOSED + "was approved by shareholders of both companies.", "agreed"),
        (PROPOSED + "is expected to close in July.", "agreed"),
        (PROPOSED + "is subject to approval by Kestrel shareholders.", "agreed"),
        (PROPOSED + "would create the largest producer of the region.", "proposed"),
        ("Norrland Mining announced its intention to acquire nickel miner Kestrel Metals for $6 million.", "proposed"),
    ],
)
def test_what_came_of_a_takeover(text: str, status: str) -> None:
    assert [deal.status for deal in found(text)] == [status]


FILED = "VANCOUVER, BRITISH COLUMBIA - September 10, 2025 (NEWSWIRE) - "


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            FILED + "Norrland Mining Ltd. has entered into an agreement to acquire the Larch nickel mine from Kestrel "
            "Metals. The agreement, dated August 28, 2025, is subject to exchange approval.",
            "2025-08-28",
        ),
        (
            FILED + "Norrland Mining Ltd. has terminated its option agreement with Kestrel Metals on the Larch nickel "
            "mine.",
            "None",
        ),
        (
            "Norrland Mining Ltd. has entered into an agreement to acquire the past producing Larch nickel mine from "
            "Kestrel Metals.",
            NEWS,
        ),
        (
            "Norrland Mining Ltd. drilled at its nickel mine. It had previously acquired the Larch nickel mine from "
            "Kestrel Metals.",
            "None",
        ),
    ],
    ids=["dated before filing", "the day of filing", "past-producing", "previously"],
)
def test_days_beside_those_of_the_deal(text: str, day: str) -> None:
    assert [str(deal.date) for deal in found(text)] == [day]


LENT = "Norrland Mining has received {} for its Larch nickel project."


@pytest.mark.parametrize(
    ("money", "status"),
    [
        ("a $20 million loan from Kestrel Development Bank", "completed"),
        ("board approval from Kestrel Development Bank for a $20 million loan", "agreed"),
        ("conditional approval from the exchange for its $20 million private placement", "agreed"),
    ],
)
def test_what_has_been_received(money: str, status: str) -> None:
    (deal,) = found(LENT.format(money))
    assert deal.status == status
    assert ("Kestrel Development Bank" in {p.name for p in deal.parties}) == ("Kestrel" in money)
