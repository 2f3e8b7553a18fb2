"""Deals as press releases and fact sheets tell them: lists, fund-raisings, grants, and what is none in them."""

from __future__ import annotations

import pytest

from pipeline.cleaning import clean
from pipeline.extraction import minerals
from pipeline.extraction.article import read_document
from pipeline.extraction.deals import find_deals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article
from tests.extraction.test_deals import PUBLISHED, found, names


@pytest.mark.parametrize(
    ("text", "deal_type", "parties"),
    [
        (
            "Brightwater Motors will source nickel for its batteries from Kestrel Mines Limited.",
            "offtake",
            {"Brightwater Motors", "Kestrel Mines Limited"},
        ),
        (
            "Kestrel Copper Corp. jumped 60% after news that Norrland Metals Limited purchased a 15% stake valued at "
            "$43.4 million.",
            "acquisition",
            {"Kestrel Copper Corp.", "Norrland Metals Limited"},
        ),
        (
            "The package includes a $5 million USTDA technical assistance grant to Kestrel Mines Limited to support "
            "its scandium project.",
            "financing",
            {"USTDA", "Kestrel Mines Limited"},
        ),
        (
            "The agency welcomed the decision by Norrland Metals Limited to acquire the Tarn copper mine from Kestrel "
            "Mines Limited.",
            "acquisition",
            {"Norrland Metals Limited", "Kestrel Mines Limited"},
        ),
        (
            "In partnership with Kestrel Mines Limited, Norrland Metals Limited has signed a testing agreement on "
            "antimony ore.",
            "partnership",
            {"Kestrel Mines Limited", "Norrland Metals Limited"},
        ),
        (
            "The U.S. International Development Finance Corporation has invested $30 million in equity in Kestrel "
            "Mines Limited's mining of nickel.",
            "equity_investment",
            {"U.S. International Development Finance Corporation", "Kestrel Mines Limited"},
        ),
        (
            "Under a new Memorandum of Cooperation, the Geological Survey of Finland and Kestrel Mines Limited will "
            "exchange data on graphite.",
            "mou",
            {"Geological Survey of Finland", "Kestrel Mines Limited"},
        ),
        (
            "Canada's Tim Hodgson announced $6.1 million for Kestrel Mines Limited under a programme for rare earths.",
            "financing",
            {"Canada", "Kestrel Mines Limited"},
        ),
        (
            "Kestrel Mines Limited announced the start of drilling at its gold mine and the closing of an $11.1 "
            "million financing.",
            "financing",
            {"Kestrel Mines Limited"},
        ),
        (
            "Kestrel Mines Limited announced a £57 million fundraising with the National Wealth Fund as cornerstone "
            "investor. Norrland Metals Limited also took part. The cash restarts its tin mine.",
            "equity_investment",
            {"Kestrel Mines Limited", "National Wealth Fund", "Norrland Metals Limited"},
        ),
        (
            "Kestrel Mines Limited has signed an offtake agreement for its spodumene. The counterparty is Norrland "
            "Metals Limited.",
            "offtake",
            {"Kestrel Mines Limited", "Norrland Metals Limited"},
        ),
        (
            "Finnfund will finance Kestrel Mines Limited's purchase of a stake in the Tarn lithium mine.",
            "acquisition",
            {"Finnfund", "Kestrel Mines Limited"},
        ),
        (
            "Guinea has terminated the bauxite agreement with Norrland Metals Limited's unit Kestrel Mining.",
            "other",
            {"Guinea", "Kestrel Mining"},
        ),
        (
            "Saskatchewan Research Council and Kestrel Metals have signed a binding term sheet under which SRC will "
            "purchase rare earth materials from Kestrel for C$3 million.",
            "offtake",
            {"Saskatchewan Research Council", "Kestrel Metals"},
        ),
        (
            "Kestrel Metals and Norrland Mining have agreed to evaluate the Tarn copper project.",
            "partnership",
            {"Kestrel Metals", "Norrland Mining"},
        ),
        (
            "PERTH, Australia – Larkspur Minerals Ltd has signed a letter of intent with Norrland Trading for lithium.",
            "mou",
            {"Larkspur Minerals Ltd", "Norrland Trading"},
        ),
        (
            "Kestrel Copper Corp. has granted Norrland Metals Limited an option to earn up to a 70% interest in the "
            "Tarn copper project.",
            "joint_venture",
            {"Kestrel Copper Corp.", "Norrland Metals Limited"},
        ),
        (
            "Brightwater Nickel LLC has been selected by the U.S. Department of Defense to receive US$20.6 million to "
            "advance nickel exploration.",
            "financing",
            {"Brightwater Nickel LLC", "U.S. Department of Defense"},
        ),
        (
            "Brightwater Cobalt Inc. announces that it has closed its non-brokered private placement for gross "
            "proceeds of C$3,200,000. Kestrel Mines Limited subscribed for 8,000,000 units and now owns 9.9% of the "
            "shares of Brightwater.",
            "equity_investment",
            {"Brightwater Cobalt Inc.", "Kestrel Mines Limited"},
        ),
        (
            "Norrland Metals showed its faith in the region through an investment in Brightwater Gold Inc., acquiring "
            "a 9.9% stake via a private placement.",
            "equity_investment",
            {"Norrland Metals", "Brightwater Gold Inc."},
        ),
        (
            "Leaders welcomed the conclusion of a Canada-Indonesia memorandum of understanding on critical minerals.",
            "mou",
            {"Canada", "Indonesia"},
        ),
        (
            "Global Lithium Metals Corp CEO Ann Berg joined us after the company closed its private placement of $5 "
            "million.",
            "equity_investment",
            {"Global Lithium Metals Corp"},
        ),
        (
            "Kestrel (TSX.V: KES) is a mineral explorer. The company has also entered into an MOU to acquire the "
            "Larkspur copper project in Nevada.",
            "mou",
            {"Kestrel"},
        ),
        (
            "Aegir Securities, acting as sole book-running manager, today announced the closing of a $4.3 million "
            "underwritten public offering for Brightwater Lithium Inc., a producer of lithium.",
            "equity_investment",
            {"Brightwater Lithium Inc."},
        ),
        (
            "Norrland Capital completed a strategic investment in Brightwater Lithium Corp., acquiring a 9.9% stake. "
            "Both mine lithium.",
            "equity_investment",
            {"Norrland Capital", "Brightwater Lithium Corp."},
        ),
        (
            "Kestrel Metals Inc. recently secured a $35.6 million strategic investment from Norrland Capital to speed "
            "up work at its copper mine.",
            "equity_investment",
            {"Kestrel Metals Inc.", "Norrland Capital"},
        ),
        (
            "Brightwater Lithium Corp. has been approved for a contribution agreement of CA$4.9 million from the "
            "lithium demonstration program administered by Natural Resources Canada.",
            "financing",
            {"Brightwater Lithium Corp.", "Natural Resources Canada"},
        ),
        (
            "Brightwater Lithium Corp. was pleased with the U.S. Department of Energy's $20 million award for its "
            "lithium plant.",
            "financing",
            {"Brightwater Lithium Corp.", "U.S. Department of Energy"},
        ),
        (
            "Norrland Capital invests $5 million in Brightwater Lithium Corp.'s lithium plant.",
            "equity_investment",
            {"Norrland Capital", "Brightwater Lithium Corp."},
        ),
        (
            "Brightwater Lithium Corp. (NYSE: BLC) announced that the Company applauds the recently announced "
            "agreement between Norrland Mining AB and Kestrel Metals Inc. to refine lithium.",
            "partnership",
            {"Norrland Mining AB", "Kestrel Metals Inc."},
        ),
    ],
)
def test_parties_in_releases(text: str, deal_type: str, parties: set[str]) -> None:
    assert [(deal.deal_type, names(deal)) for deal in found(text)] == [(deal_type, parties)]


def test_items_of_a_list_have_the_subject_that_leads_into_it() -> None:
    text = (
        "Recent milestones at Kestrel Graphite Corp. include:\n\n"
        "- Signing of an offtake agreement with Norrland Batteries for graphite.\n\n"
        "- Closing of a $5 million private placement with Larkspur Fund."
    )
    article = clean(Article("0" * 16, "a.md", f"{text}\n\nGraphite is mined at Larkspur.", PUBLISHED))
    told = find_deals(read_document(article, minerals.find_minerals(article), spacy_parser()))
    assert [names(deal) for deal in told] == [
        {"Kestrel Graphite Corp.", "Norrland Batteries"},
        {"Kestrel Graphite Corp.", "Larkspur Fund"},
    ]


def test_one_giver_and_one_sum_for_two_takers_are_two_deals() -> None:
    text = (
        "The Export-Import Bank is investing $25 million into Brightwater Resources to mine graphite. "
        "The Export-Import Bank is investing $25 million into Kestrel Metals Inc. to mine tantalum."
    )
    assert [names(deal) for deal in found(text)] == [
        {"Export-Import Bank", "Brightwater Resources"},
        {"Export-Import Bank", "Kestrel Metals Inc."},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Brightwater Lithium Corp. said it will invest another $700 million and create 350 jobs in lithium by 2026.",
        "Brightwater Lithium Corp. announced a collaboration with Fleet Sensing to conduct a high-resolution survey "
        "of its lithium project.",
        "Brightwater Lithium Corp. has partnered with Kestrel Engineering to conduct a feasibility study for its "
        "lithium project.",
        "Brightwater Lithium Corp. has partnered with Apical Geoscience. Apical Geoscience will provide consulting "
        "services for a drilling campaign on lithium.",
        "Elkview, a joint venture between Norrland Mining AB and Kestrel Metals Inc., announced record lithium "
        "production on Monday.",
        "Brightwater Lithium (NYSE: BLI), through its joint venture with Norrland Mining AB, has won approval for its "
        "lithium plant.",
        "Brightwater Lithium Corp. reports the acquisition of lithium claims in Quebec. The 90 claims were acquired by "
        "map staking.",
        "Before joining Brightwater Lithium Corp., he co-founded Kestrel Group, raising over $350 million for lithium "
        "mines.",
        "Brightwater Lithium Corp. has been named marketing partner for the summit of Kestrel Group on lithium.",
        "The agency announced $725 million in funding for 22 states and the Navajo Nation to clean up old zinc mines.",
        "The grid helps Brightwater Lithium Corp. in its pursuit of funding for lithium and nickel.",
        "Brightwater Lithium Corp. granted Kestrel Capital a 45-day option to purchase more shares of the miner.",
        "The report gave Brightwater Lithium Corp. a price target of C$0.70 per share for its lithium.",
    ],
)
def test_what_a_company_does_alone_or_hires_is_no_deal(text: str) -> None:
    assert found(text) == ()


@pytest.mark.parametrize(
    ("words", "deals"),
    [
        ("The visit will underscore the enduring partnership between Norway and Chile on lithium.", 0),
        ("The leaders celebrated the strategic partnership between Norway and Chile on lithium.", 0),
        ("Norway and Chile launched a partnership on lithium on Monday.", 1),
        ("Norway and Chile agreed a partnership on lithium.", 1),
    ],
)
def test_a_partnership_of_states_is_a_deal_where_it_is_made(words: str, deals: int) -> None:
    assert len(found(f"OSLO - Lithium was the theme.\n\n{words}")) == deals


def test_each_sum_of_a_list_has_its_taker() -> None:
    told = found(
        "The Department of Defense has provided $43 million to Graphite One, $15 million to Kestrel Minerals and $20.6 "
        "million to Norrland Nickel for critical minerals."
    )
    takers = [names(deal) - {"Department of Defense"} for deal in told]
    assert sorted(name for names_of in takers for name in names_of) == [
        "Graphite One",
        "Kestrel Minerals",
        "Norrland Nickel",
    ]


def test_a_board_that_backs_a_deal_lends_nothing() -> None:
    told = found("Kestrel Gold's board backs the deal, which needs approval from Mali and Ethiopia. It mines gold.")
    assert all(deal.deal_type != "financing" for deal in told)


@pytest.mark.parametrize(
    ("text", "value", "roles"),
    [
        (
            "Brightwater Lithium signed an offtake agreement with Hanabishi Corp., a $40 billion Japanese group.",
            None,
            {"Brightwater Lithium": "seller", "Hanabishi Corp.": "buyer"},
        ),
        (
            "Kestrel Graphite agreed to a loan with Otto Capital, a $12bn New York-based investment firm, worth "
            "$65 million.",
            65e6,
            {"Kestrel Graphite": "recipient", "Otto Capital": "lender"},
        ),
        (
            "The $40 billion miner Ostrava Metals bought the Vika copper mine from Norrland Copper for $90 million.",
            90e6,
            {"Ostrava Metals": "buyer", "Norrland Copper": "seller"},
        ),
        (
            "Brightwater Lithium announced a $2 million loan approved by the Manitoba Development Bank for its plant.",
            2e6,
            {"Brightwater Lithium": "recipient", "Manitoba Development Bank": "lender"},
        ),
        (
            "Brightwater Lithium unveiled an $8 million loan provided by Otto Capital for its plant.",
            8e6,
            {"Brightwater Lithium": "recipient", "Otto Capital": "lender"},
        ),
        (
            "Otto Capital announced an $8 million loan to Brightwater Lithium for its plant.",
            8e6,
            {"Brightwater Lithium": "recipient", "Otto Capital": "lender"},
        ),
        (
            "Kestrel Copper announced a A$20 million investment made by Norrland Metals in its copper mine.",
            20e6,
            {"Kestrel Copper": "target", "Norrland Metals": "investor"},
        ),
        (
            "Brightwater Lithium announced a C$5 million financing led by Otto Capital for its plant.",
            5e6,
            {"Brightwater Lithium": "recipient", "Otto Capital": "lender"},
        ),
        (
            "The Development Bank of Ruritania signed a $40 million loan agreement with Kestrel Copper for its mine.",
            40e6,
            {"Kestrel Copper": "recipient", "Development Bank of Ruritania": "lender"},
        ),
        (
            "Kestrel Copper signed a $40 million loan agreement with the Development Bank of Ruritania for its mine.",
            40e6,
            {"Kestrel Copper": "recipient", "Development Bank of Ruritania": "lender"},
        ),
        (
            "The Department of Energy awarded $90 million to four firms, including $12 million to Kestrel Copper.",
            12e6,
            {"Kestrel Copper": "recipient", "Department of Energy": "lender"},
        ),
        (
            "Norway's Norrland Capital and state-backed Otto Capital will invest $20 million in Kestrel Copper.",
            20e6,
            {"Kestrel Copper": "target", "Norrland Capital": "investor", "Otto Capital": "investor"},
        ),
        (
            "Kestrel Copper announced a bought deal financing with Aegir Securities for proceeds of $20 million.",
            20e6,
            {"Kestrel Copper": "recipient"},
        ),
        (
            "Kestrel Copper announced a private placement with Norrland Capital for proceeds of $20 million.",
            20e6,
            {"Kestrel Copper": "target", "Norrland Capital": "investor"},
        ),
        (
            "Kestrel Copper has entered into an agreement with Aegir Partners as underwriter for a bought deal "
            "private placement of $20 million.",
            20e6,
            {"Kestrel Copper": "recipient"},
        ),
        (
            "Kestrel Copper announced a $20 million private placement, in which Norrland Capital subscribed for 10 "
            "million shares.",
            20e6,
            {"Kestrel Copper": "target", "Norrland Capital": "investor"},
        ),
        (
            "Kestrel Copper signed a letter of intent with Norrland Mining to secure 9,000 tonnes of concentrate.",
            None,
            {"Kestrel Copper": "buyer", "Norrland Mining": "seller"},
        ),
        (
            "Kestrel Copper signed a letter of intent with Norrland Mining to study copper recycling.",
            None,
            {"Kestrel Copper": "party", "Norrland Mining": "party"},
        ),
        (
            "Kestrel Copper has signed a memorandum of understanding with Norrland Mining to secure its copper "
            "project against floods.",
            None,
            {"Kestrel Copper": "party", "Norrland Mining": "party"},
        ),
    ],
)
def test_whose_money_it_is_and_how_much(text: str, value: float | None, roles: dict[str, str]) -> None:
    (deal,) = found(text)
    assert (deal.value_amount, {p.name: p.role for p in deal.parties}) == (value, roles)


def test_a_deal_that_somebody_only_speaks_of_is_made() -> None:
    told = "In the interview, Chief Executive Jane Doe discussed Kestrel Copper's acquisition of Pell Metals Inc."
    assert [deal.status for deal in found(told)] == ["agreed"]
