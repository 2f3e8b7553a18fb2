"""Words of money and purchase that tell no deal, and counterparts whom only the words beside a deal tell."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found, names


@pytest.mark.parametrize(
    "text",
    [
        "Kestrel Metals said the company is fully funded for the 2024 drill season at its Tarn copper mine.",
        "Proceeds from the offering will fund a feasibility study of Kestrel Metals' Tarn copper mine.",
        "Kestrel Metals holds a royalty on certain sales of magnets by Norrland Refining.",
        "Critical Minerals & EV Batteries: The law also provided $320 million to the Department of the Interior to "
        "map copper.",
        "Kestrel Metals is eligible for a $90 million loan from the U.S. Department of Energy for its copper mine.",
        "The deal brings total funding to $22 million for the copper project of Kestrel Metals.",
        "Kestrel Group announced $35 million of investment to raise the output of its Ohio plant. Valdez Slater "
        "Stainless announced a $28 million investment in its nickel alloys plant in Fort Wayne, Indiana.",
        "The Denison Fund is a program which provides $20 million in loans to Kestrel Metals and other copper miners.",
        "Norrland Metals told its crews to stake an additional 54 claims at the Tarn copper project. With the "
        "acquisition of these claims, Norrland Metals will drill in June.",
        "Within 30 days, the Secretary of Energy shall enter into leases with private entities for the production of "
        "copper and lithium.",
        "The Clean Hubs awards of $21 million go to copper recycling in Nevada.",
        "In March the Department of Energy announced $250 million in funding through the Deploying Storage with Energy "
        "Saving Technologies (DESET) program for copper recycling.",
        "Chile continues to fulfil its commitments on wheat while supplying essential minerals, copper among them, to "
        "Ottawa.",
        "Ministers met to take stock of the Nordic Development Bank and of critical minerals.",
        "The Norway-Chile alliance has reached new heights on copper and lithium.",
        "The law tied the $4,000 tax credit to sourcing key battery minerals from Norway or trade partners.",
        "The Department of Defense has already invested over $300 million in building critical mineral supply chains "
        "and is backing more plants.",
        "Norway announced a $325 million contribution to the Green Forests Fund. Lithium was talked of as well.",
        "With $700,000 of awards for the Coast Guard and the General Services Administration, the firm makes "
        "boxes of aluminium.",
    ],
)
def test_no_deal(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("text", "deal_type", "parties"),
    [
        (
            "In the coming weeks ore of the Tarn gold mine will be trucked to Norrland Mining Inc. under Kestrel "
            "Metals' toll milling agreement.",
            "partnership",
            {"Norrland Mining Inc.", "Kestrel Metals"},
        ),
        (
            "Kestrel Metals has entered into a binding term sheet with Corredor Aldersund, an Argentine company, to "
            "complete an option agreement on its Tarn uranium property.",
            "acquisition",
            {"Corredor Aldersund", "Kestrel Metals"},
        ),
        (
            "Kenya's Ministry of Mining and Germany's KfW had planned to sign a $20 million grant on Friday for "
            "the mapping of copper.",
            "financing",
            {"Ministry of Mining", "KfW"},
        ),
        (
            "Norrland Mining has agreed to subscribe for $12 million of Kestrel Metals shares, for the Tarn "
            "copper mine.",
            "equity_investment",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        (
            "The financing of $40 million for Kestrel Metals' Tarn copper mine was secured from a group of industrial "
            "investors including Norrland Mining.",
            "financing",
            {"Norrland Mining", "Kestrel Metals"},
        ),
    ],
)
def test_counterparts_in_the_words_around(text: str, deal_type: str, parties: set[str]) -> None:
    assert [(deal.deal_type, names(deal)) for deal in found(text)] == [(deal_type, parties)]


@pytest.mark.parametrize(
    ("text", "deal_type", "parties"),
    [
        (
            "Kestrel Metals has an option agreement to acquire an 80% stake in the B26 Polymetallic Copper Deposit. "
            "The company drilled 12 holes there last year. It has the option to earn 80% of the B26 Deposit over seven "
            "years from Norrland Mining Inc.",
            "acquisition",
            {"Kestrel Metals", "Norrland Mining Inc."},
        ),
        (
            "Kestrel Metals unveiled a joint venture agreement with Norrland Mining Inc. on the Fran gold project, 20 "
            "miles from Tarn Copper, Gold Mine. Under the agreement, Kestrel Metals stands to earn a 30% interest by "
            "mining 2,500 ounces of gold.",
            "joint_venture",
            {"Kestrel Metals", "Norrland Mining Inc."},
        ),
        (
            "The U.S. government is announcing a partnership with Kestrel Metals, investing $35.6 million in the "
            "copper miner.",
            "equity_investment",
            {"Kestrel Metals", "United States"},
        ),
        (
            "A memorandum of understanding on copper was signed between Norway and Peru in August. The MOU clears the "
            "way for Norway and Peru to partner on the extraction of copper.",
            "mou",
            {"Norway", "Peru"},
        ),
        (
            "Norrland Mining Inc. has closed on the acquisition of Kestrel Metals, a gold miner. The deal involved "
            "the acquisition of all shares through a merger between Kestrel Metals and a wholly owned subsidiary of "
            "Norrland Mining.",
            "acquisition",
            {"Kestrel Metals", "Norrland Mining Inc."},
        ),
        (
            "Kestrel Metals announced the closing of the final tranche of a private placement of $600,000 for its "
            "copper mine. To date, Kestrel Metals has raised aggregate gross proceeds of $6,079,199 under the Private "
            "Placement.",
            "equity_investment",
            {"Kestrel Metals"},
        ),
    ],
)
def test_one_deal_told_twice(text: str, deal_type: str, parties: set[str]) -> None:
    assert [(deal.deal_type, names(deal)) for deal in found(text)] == [(deal_type, parties)]


@pytest.mark.parametrize(
    ("text", "deals"),
    [
        (
            "Kestrel Metals is negotiating with Norrland Trading Inc. definitive agreements for a loan of up to C$30 "
            "million and a related copper offtake agreement.",
            [
                ("financing", {"Kestrel Metals", "Norrland Trading Inc."}),
                ("offtake", {"Kestrel Metals", "Norrland Trading Inc."}),
            ],
        ),
        (
            "Kestrel Metals has secured a US$20 million loan facility and a binding offtake agreement with Norrland "
            "Trading Inc. for its copper concentrate.",
            [
                ("financing", {"Kestrel Metals", "Norrland Trading Inc."}),
                ("offtake", {"Kestrel Metals", "Norrland Trading Inc."}),
            ],
        ),
        (
            "Kestrel Metals announced a C$3 million private placement and a copper offtake agreement with Norrland "
            "Trading Inc.",
            [("equity_investment", {"Kestrel Metals"}), ("offtake", {"Kestrel Metals", "Norrland Trading Inc."})],
        ),
        (
            "Kestrel Metals raised $40 million from Tarn Capital Partners, the Larkspur Pension Fund and Norrland "
            "Finance Corporation for its copper mine.",
            [
                (
                    "equity_investment",
                    {
                        "Kestrel Metals",
                        "Tarn Capital Partners",
                        "Larkspur Pension Fund",
                        "Norrland Finance Corporation",
                    },
                )
            ],
        ),
        (
            "Norrland Mining Inc. digs antimony in Alaska. Like Norrland Mining, Kestrel Metals hopes to mine two "
            "metals. The company has received a grant of $74 million from the Defense Department for antimony.",
            [("financing", {"Kestrel Metals", "Defense Department"})],
        ),
    ],
)
def test_who_shares_in_deals_told_in_one_breath(text: str, deals: list[tuple[str, set[str]]]) -> None:
    assert sorted(((d.deal_type, names(d)) for d in found(text)), key=lambda d: d[0]) == deals


def _among_much_else(words: str) -> str:
    """A long text of leaders, of which one paragraph is on minerals, with these words behind it."""
    other = "\n\n".join(f"The leaders welcomed students of both countries to school number {i}." for i in range(45))
    return f"{other}\n\nThe two sides spoke of critical minerals.\n\n{words}"


@pytest.mark.parametrize(
    ("subject", "parties"),
    [
        ("rural schools", []),
        ("critical minerals", [{"Kenya", "Japan"}]),
    ],
)
def test_supply_chains_of_anything_tie_nothing_to_minerals(subject: str, parties: list[set[str]]) -> None:
    text = _among_much_else(
        f"Kenya and Japan hope to build resilient supply chains. A memorandum of cooperation on {subject} was signed "
        "between Kenya and Japan in Nairobi in April 2023."
    )
    assert [names(deal) for deal in found(text)] == parties
