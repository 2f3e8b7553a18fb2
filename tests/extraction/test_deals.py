"""Deals over short articles: who agreed what with whom, when, for how much, and what is no deal."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.extraction import deals, minerals
from pipeline.extraction.article import read_document
from pipeline.extraction.deals.confidence import probability, weights
from pipeline.extraction.deals.lexicon import noun_senses, roles, verb_senses
from pipeline.extraction.document import Document, Parse
from pipeline.extraction.parsing import spacy_parser
from pipeline.lexicons import table
from pipeline.records import Article, CleanArticle, CleanText, Deal, Paragraph

PUBLISHED = date(2025, 9, 12)  # a Friday


class NoParser:
    """A language model that reads nothing, for texts that only have to be survived."""

    name = "none"

    def parse(self, sentences: list[tuple[str, int]]) -> list[Parse]:
        return [Parse((), ()) for _ in sentences]


def source(text: str, title: str | None = None) -> CleanArticle:
    full = f"{title}\n\n{text}" if title else text
    paragraphs, at = [], 0
    for number, part in enumerate(full.split("\n\n")):
        if part:
            paragraphs.append(Paragraph(at, at + len(part), "title" if title and number == 0 else "body"))
        at += len(part) + 2
    article = Article("0" * 16, "a.txt", full, PUBLISHED)
    return CleanArticle(article, (), CleanText(full, ((0, 0, len(full)),), tuple(paragraphs)))


def document(text: str, title: str | None = None) -> Document:
    article = source(text, title)
    return read_document(article, minerals.find_minerals(article), spacy_parser())


@cache
def found(text: str, title: str | None = None) -> tuple[Deal, ...]:
    return deals.find_deals(document(text, title))


def names(deal: Deal) -> set[str]:
    return {party.name for party in deal.parties}


def test_each_of_several_with_a_sum_of_its_own_has_its_own_deal() -> None:
    text = (
        "The Department of Energy awarded $50 million to Brightwater Lithium Ltd and $75 million to Norrland Mining AB "
        "for lithium plants."
    )
    values = {next(p.name for p in deal.parties if p.role == "recipient"): deal.value_amount for deal in found(text)}
    assert values == {"Brightwater Lithium Ltd": 50e6, "Norrland Mining AB": 75e6}


def test_each_of_several_givers_with_a_sum_of_its_own_has_its_own_deal() -> None:
    text = (
        "Kestrel Metals has been awarded C$15.8 million from the U.S. Department of Defense and C$12.9 million from "
        "Natural Resources Canada for its tungsten project."
    )
    values = {next(p.name for p in deal.parties if p.role == "lender"): deal.value_amount for deal in found(text)}
    assert values == {"U.S. Department of Defense": 15.8e6, "Natural Resources Canada": 12.9e6}


@pytest.mark.parametrize(
    ("text", "deal_type", "parties"),
    [
        (
            "Chile and Japan signed a memorandum of understanding on lithium in Tokyo on Tuesday.",
            "mou",
            {"Chile": "party", "Japan": "party"},
        ),
        (
            "Brightwater Lithium Ltd has signed a letter of intent with Norrland Mining AB on a lithium refinery.",
            "mou",
            {"Brightwater Lithium Ltd": "party", "Norrland Mining AB": "party"},
        ),
        (
            "The Pentagon bought 300 tonnes of antimony from Kestrel Metals Inc. for the stockpile.",
            "purchase",
            {"Pentagon": "buyer", "Kestrel Metals Inc.": "seller"},
        ),
        (
            "Wheaton Precious Metals bought a silver stream on the Alta mine from Kestrel Metals Inc. for $40 million.",
            "financing",
            {"Wheaton Precious Metals": "lender", "Kestrel Metals Inc.": "recipient"},
        ),
        (
            "Norrland Mining AB sold a 10% stake in its base metals unit to Kestrel Metals Inc. for $40 million.",
            "equity_investment",
            {"Norrland Mining AB": "seller", "Kestrel Metals Inc.": "investor"},
        ),
        (
            "Brightwater Lithium Ltd has signed a binding offtake agreement with Kestrel Batteries Inc. for lithium.",
            "offtake",
            {"Brightwater Lithium Ltd": "seller", "Kestrel Batteries Inc.": "buyer"},
        ),
        (
            "Norrland Mining AB has formed a joint venture with Kestrel Metals Inc. to develop a nickel mine.",
            "joint_venture",
            {"Norrland Mining AB": "party", "Kestrel Metals Inc.": "party"},
        ),
        (
            "Kestrel Metals Inc. has agreed to buy Brightwater Lithium Ltd for $120 million, the lithium miner said.",
            "acquisition",
            {"Kestrel Metals Inc.": "buyer", "Brightwater Lithium Ltd": "target"},
        ),
        (
            "Norrland Mining AB sold its copper mine to Kestrel Metals Inc. in May 2023 for $45 million.",
            "acquisition",
            {"Norrland Mining AB": "seller", "Kestrel Metals Inc.": "buyer"},
        ),
        (
            "Brightwater Lithium Ltd announced on Tuesday a loan of $50 million from the European Investment Bank "
            "for its lithium mine.",
            "financing",
            {"Brightwater Lithium Ltd": "recipient", "European Investment Bank": "lender"},
        ),
        (
            "Brightwater Lithium Ltd has closed a private placement of $12 million to drill its lithium project.",
            "equity_investment",
            {"Brightwater Lithium Ltd": "recipient"},
        ),
        (
            "Kestrel Metals Inc. acquired a 15% stake in Brightwater Lithium Ltd for $30 million, the companies said.",
            "equity_investment",
            {"Kestrel Metals Inc.": "investor", "Brightwater Lithium Ltd": "target"},
        ),
        (
            "Canada and Finland reached a framework agreement on critical minerals on Thursday.",
            "intergovernmental_agreement",
            {"Canada": "party", "Finland": "party"},
        ),
        (
            "The lithium developer Brightwater Lithium Ltd raised $45 million in a funding round led by Kestrel Metals "
            "Inc. with participation from Norrland Mining AB and Tamarack Capital Ltd, it said.",
            "equity_investment",
            {
                "Brightwater Lithium Ltd": "target",
                "Kestrel Metals Inc.": "investor",
                "Norrland Mining AB": "investor",
                "Tamarack Capital Ltd": "investor",
            },
        ),
        (
            "Norrland Mining AB was lent $500 million by a syndicate including Tamarack Bank and Kestrel Bank for its "
            "lithium mine.",
            "financing",
            {"Norrland Mining AB": "recipient", "Tamarack Bank": "lender", "Kestrel Bank": "lender"},
        ),
        (
            "Norrland Mining AB has sold a 2% royalty on its copper mine to Kestrel Metals Inc. for $110 million.",
            "financing",
            {"Norrland Mining AB": "recipient", "Kestrel Metals Inc.": "lender"},
        ),
        (
            "Kestrel Metals Inc. bought Norrland Mining AB's copper mine for $30 million in May.",
            "acquisition",
            {"Kestrel Metals Inc.": "buyer", "Norrland Mining AB": "seller"},
        ),
        (
            "The copper mine was sold to Norrland Mining AB by Kestrel Metals Inc. for $200 million in March 2024.",
            "acquisition",
            {"Norrland Mining AB": "buyer", "Kestrel Metals Inc.": "seller"},
        ),
        (
            "Under a deal signed on Monday, Norrland Mining AB will supply Kestrel Batteries Inc. with cobalt.",
            "offtake",
            {"Norrland Mining AB": "seller", "Kestrel Batteries Inc.": "buyer"},
        ),
        (
            "Canada on Monday announced a $30 million loan for the uranium developer Brightwater Metals Ltd, it said.",
            "financing",
            {"Canada": "lender", "Brightwater Metals Ltd": "recipient"},
        ),
        (
            "The lithium that Zorbex sold to Quandril in May 2023 under a supply contract went to its plants.",
            "offtake",
            {"Zorbex": "seller", "Quandril": "buyer"},
        ),
        (
            "VALLETTA, Feb 3 (Newsline) - Brightwater Lithium Ltd signed a letter of intent with Kestrel Metals Inc.",
            "mou",
            {"Brightwater Lithium Ltd": "party", "Kestrel Metals Inc.": "party"},
        ),
        (
            "Under a contract that Brightwater Lithium Ltd signed with Kestrel Batteries Inc. in March 2024, it will "
            "supply 5,000 tonnes of lithium carbonate a year.",
            "offtake",
            {"Brightwater Lithium Ltd": "seller", "Kestrel Batteries Inc.": "buyer"},
        ),
        (
            "Following its purchase of Aldersund Tin, Norrland Mining has started to drill for tin.",
            "acquisition",
            {"Norrland Mining": "buyer", "Aldersund Tin": "target"},
        ),
    ],
)
def test_a_deal_has_its_type_and_parties(text: str, deal_type: str, parties: dict[str, str]) -> None:
    (deal,) = found(text)
    assert deal.deal_type == deal_type
    assert {party.name: party.role for party in deal.parties} == parties


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ministers spoke of rare earths and lithium on Friday. At a G7 summit in Halifax in June the envoy briefed "
            "leaders from Canada, France, Italy and Japan. Leaders agreed to an action plan on lithium there.",
            [("action_plan", {"G7", "Canada", "France", "Italy", "Japan"}, date(2025, 6, 1))],
        ),
        (
            "The minister told our paper on Wednesday that she had asked for a review since a Quad summit in Tokyo in "
            "May. The leaders agreed to an action plan on critical minerals at the summit.",
            [("action_plan", {"Quad"}, date(2025, 5, 1))],
        ),
        (
            "Finland wants less lithium and cobalt from abroad. It has diversified its critical minerals through "
            "agreements with Chile, Zambia and other producers.",
            [
                ("intergovernmental_agreement", {"Finland", "Chile"}, None),
                ("intergovernmental_agreement", {"Finland", "Zambia"}, None),
            ],
        ),
        (
            "Brightwater Lithium Ltd today announced a partnership with Norrland Mining AB on lithium.",
            [("partnership", {"Brightwater Lithium Ltd", "Norrland Mining AB"}, PUBLISHED)],
        ),
        (
            "Talks with the Nordic Investment Bank on a loan to Norrland Mining AB for its copper mine continue.",
            [("financing", {"Nordic Investment Bank", "Norrland Mining AB"}, None)],
        ),
    ],
)
def test_counterparts_are_those_whom_the_passage_names(
    text: str, expected: list[tuple[str, set[str], date | None]]
) -> None:
    assert [(deal.deal_type, names(deal), deal.date) for deal in found(text)] == expected


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile and Japan signed a memorandum of understanding on lithium on Tuesday.", "agreed"),
        ("Norrland Mining AB made a $900 million bid for Kestrel Metals Inc. last week.", "proposed"),
        ("The Pentagon bought 300 tonnes of antimony from Kestrel Metals Inc. for the stockpile.", "completed"),
        (
            "Kestrel Metals Inc. raised $40 million for its nickel mine in an initial public offering in May 2021.",
            "completed",
        ),
        (
            "CEO Jane Roe joined our programme to discuss an offtake agreement on nickel between Norrland Mining AB "
            "and Kestrel Metals Inc.",
            "agreed",
        ),
        ("Chile and Japan are negotiating an agreement on lithium and copper.", "negotiating"),
        ("Chile and Japan are close to finishing an agreement on lithium and copper.", "negotiating"),
        ("Norrland Mining AB terminated its offtake agreement with Kestrel Metals Inc. on nickel.", "terminated"),
        (
            "Norrland Mining AB and Kestrel Metals Inc. are winding up the nickel joint venture they formed in 2022.",
            "terminated",
        ),
        ("The lithium joint venture between Norrland Mining AB and Kestrel Metals Inc. was not renewed.", "terminated"),
        (
            "Norrland Mining AB announced the closing of a private placement of $4 million for its copper mine.",
            "completed",
        ),
        (
            "Norrland Mining AB received a letter of interest from the Export-Import Bank of the United States for "
            "$90 million for its nickel mine.",
            "proposed",
        ),
        (
            "Chile and Japan reached an agreement on lithium that includes a commitment to negotiate a treaty.",
            "agreed",
        ),
        (
            "Kestrel Metals Inc. has completed the acquisition of Brightwater Lithium Ltd, the lithium miner.",
            "completed",
        ),
        ("Kestrel Metals Inc. bought the Aldersund copper mine from Norrland Mining AB in 2021.", "completed"),
        ("Kestrel Metals Inc. has agreed to buy Brightwater Lithium Ltd, the lithium miner.", "agreed"),
    ],
)
def test_how_a_deal_stands(text: str, status: str) -> None:
    (deal,) = found(text)
    assert deal.status == status


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("Chile and Japan signed a memorandum on lithium on September 9, 2025.", date(2025, 9, 9), "day"),
        ("Chile and Japan signed a memorandum on lithium on Tuesday.", date(2025, 9, 9), "day"),
        ("Chile and Japan signed a memorandum on lithium last June.", date(2025, 6, 1), "month"),
        ("Norrland Mining AB has offered to buy Kestrel Metals Inc., the lithium miner.", PUBLISHED, "day"),
        (
            "The ministers of Chile and Japan met at a summit in Lima on June 3, 2025. On the sidelines of the summit, "
            "Chile and Japan signed a memorandum on lithium.",
            date(2025, 6, 3),
            "day",
        ),
        (
            "Kestrel Metals Inc. has had the copper mine since May 2023, when it bought out Norrland Mining AB.",
            date(2023, 5, 1),
            "month",
        ),
        (
            "Kestrel Metals Inc. bought the Aldersund copper mine from Norrland Mining AB in 2021.",
            date(2021, 1, 1),
            "year",
        ),
        (
            "Kestrel Metals Inc. today announced an offtake agreement with Norrland Mining AB on copper.",
            PUBLISHED,
            "day",
        ),
        ("Kestrel Metals Inc. has agreed to buy Brightwater Lithium Ltd, the lithium miner.", PUBLISHED, "day"),
        (
            "Norrland Mining AB delivered 500 tonnes of copper to Kestrel Metals Inc. last month under a contract "
            "signed in 2023.",
            date(2023, 1, 1),
            "year",
        ),
        (
            "Chile called off its sale agreement of 2024 with Kestrel Metals Inc. on a copper mine in May.",
            date(2024, 1, 1),
            "year",
        ),
        (
            "Kestrel Metals Inc. has terminated its agreement to buy the Aldersund copper mine from Norrland Mining "
            "AB, it said on Tuesday. The agreement was signed in June 2024.",
            date(2024, 6, 1),
            "month",
        ),
    ],
)
def test_when_a_deal_was_made(text: str, day: date, precision: str) -> None:
    (deal,) = found(text)
    assert (deal.date, deal.date_precision) == (day, precision)


@pytest.mark.parametrize(
    "text",
    [
        "In July 2025, Kestrel Metals Inc. completed a private placement of $7 million for its copper mine.",
        "Subsequent to the quarter's end, Kestrel Metals Inc. closed an offering of $7 million for its copper mine.",
        "The Aldersund copper mill runs. Norrland Mining AB has also partnered with Kestrel Metals Inc., the miner.",
        "The drilling is the first under Norrland Mining AB's copper option agreement with Kestrel Metals Inc.",
    ],
)
def test_a_closing_and_what_is_told_by_the_way_give_no_day(text: str) -> None:
    (deal,) = found(text)
    assert deal.date is None


def test_a_background_deal_with_no_date_has_none() -> None:
    text = (
        "Copper rose in London on Friday.\n\nAnalysts were surprised by the demand from carmakers.\n\n"
        "The mill at Aldersund has run at full rate since the spring.\n\n"
        "Norrland Mining AB had previously signed an offtake agreement with Kestrel Metals Inc. for its copper."
    )
    (deal,) = found(text)
    assert (deal.date, deal.date_precision) == (None, "unknown")


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("Kestrel Metals Inc. has agreed to buy Brightwater Lithium Ltd for A$1.2 billion.", 1.2e9, "AUD"),
        (
            "Brightwater Lithium Ltd has closed a private placement of C$12 million at C$0.40 per share for its "
            "lithium project.",
            12e6,
            "CAD",
        ),
        ("Chile and Japan signed a memorandum on lithium on Tuesday.", None, None),
    ],
)
def test_what_a_deal_is_worth(text: str, amount: float | None, currency: str | None) -> None:
    (deal,) = found(text)
    assert (deal.value_amount, deal.value_currency) == (amount, currency)


@pytest.mark.parametrize(
    "text",
    [
        "Norrland Mining AB will spend $300 million on its own copper smelter at Aldersund.",
        "Norrland Mining AB signed a contract with Aldersund Drilling Ltd for work at its copper mine.",
        "Norrland Mining AB hopes that the geological framework will help it find copper at Aldersund.",
        "Norrland Mining AB has repaid its loan from Aldersund Bank early as copper prices rose.",
        "Norrland Mining AB owns a copper mine and holds its shares in a nickel refinery.",
        "Norrland Mining AB appointed Kestrel Advisers as its marketing adviser for copper.",
        "The ministry imposed a tariff on copper imports and banned exports of nickel ore.",
        "Chile and Japan signed no agreement on lithium on Tuesday.",
        "Chile and Japan signed an agreement on tourism and fisheries on Tuesday, and copper fell in London.",
        "Similar agreements with other producers of lithium are possible.",
        "Finland is backing lithium mining at home and new supply deals with its allies.",
        "The Minister shall report on lithium within 180 days of the date of this memorandum.",
        "Norrland Mining AB aims to secure funding for its copper mine.",
    ],
)
def test_what_is_no_deal(text: str) -> None:
    assert found(text) == ()


def test_a_list_of_counterparts_is_a_deal_for_each() -> None:
    told = found(
        "Canada signed memoranda of understanding on critical minerals with Chile and with Finland on Tuesday."
    )
    assert sorted(sorted(names(deal)) for deal in told) == [["Canada", "Chile"], ["Canada", "Finland"]]


def test_a_deal_told_twice_is_one_with_what_both_tell() -> None:
    told = found(
        "Brightwater Lithium Ltd said on Tuesday that it had signed an offtake agreement with Kestrel Batteries Inc. "
        "for lithium carbonate.\n\nThe agreement, valued at $80 million, runs for five years.",
        "Brightwater Lithium signs offtake agreement with Kestrel Batteries",
    )
    (deal,) = told
    assert names(deal) == {"Brightwater Lithium Ltd", "Kestrel Batteries Inc."}
    assert deal.value_amount == 80e6
    assert deal.minerals == ("lithium",)


def test_two_deals_of_one_company_stay_two() -> None:
    told = found(
        "Brightwater Lithium Ltd has signed an offtake agreement with Kestrel Batteries Inc. for lithium carbonate.\n\n"
        "In May 2023 it signed a memorandum of understanding with Norrland Mining AB on a lithium refinery."
    )
    assert sorted((deal.deal_type, deal.date) for deal in told) == [
        ("mou", date(2023, 5, 1)),
        ("offtake", PUBLISHED),
    ]


def test_those_who_sign_stand_for_their_countries() -> None:
    (deal,) = found(
        "Chile's mining minister, Rosa Vidal, and Japan's foreign minister, Ken Aoki, signed a memorandum of "
        "understanding on lithium in Santiago on Tuesday."
    )
    assert names(deal) == {"Chile", "Japan"}


def test_every_field_shows_its_words() -> None:
    text = "Kestrel Metals Inc. has agreed to buy Brightwater Lithium Ltd for $120 million, the lithium miner said."
    (deal,) = found(text)
    shown = {e.field: text[e.start : e.end] for e in deal.evidence}
    assert {"record", "deal_type", "status", "date", "value_amount"} <= shown.keys()
    assert shown["value_amount"] == "$120 million"
    assert all(text[e.start : e.end] for party in deal.parties for e in party.evidence)
    assert all(0 <= e.confidence <= 1 for e in deal.evidence)


def test_near_misses_are_explained() -> None:
    explained = deals.explain_deals(document("Norrland Mining AB holds a stake of 40% in a copper mine."))
    assert explained
    assert all(not accepted and reason for _, _, accepted, reason in explained)


def test_tables_agree_with_each_other() -> None:
    schemes = {scheme for scheme, _, _ in roles()}
    assert {sense.scheme for senses in noun_senses().values() for sense in senses} <= schemes
    own = {s.scheme for senses in verb_senses().values() for s in senses if s.use == "own"}
    assert own <= schemes
    uses = {s.use for senses in verb_senses().values() for s in senses}
    assert uses == {"conclude", "give", "get", "hold", "end", "negotiate", "propose", "complete", "own"}
    assert 0 < weights()["threshold"] < 1
    assert len({row["feature"] for row in table("deal_weights")}) == len(table("deal_weights"))


@given(st.dictionaries(st.sampled_from(sorted(weights())), st.floats(0, 1)))
def test_confidence_is_a_probability(values: dict[str, float]) -> None:
    assert 0 <= probability(values) <= 1


WORDS = st.sampled_from(
    ["Chile", "Japan", "signed", "memorandum", "of", "understanding", "with", "lithium", "$5", "million", "the",
     "Kestrel Metals Inc.", "agreed", "to", "buy", ",", "and", "that", "which", "one", "joint", "venture", "stake",
     "in", "by", "loan", "from", "terminated", "(", ")", ".", "—", "today", "in 2023", "\n\n"]
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_order_of_words_gives_sound_records(text: str) -> None:
    for deal in deals.find_deals(document(text)):
        assert deal.parties
        assert len(names(deal)) == len(deal.parties)
        assert all(0 <= e.start < e.end <= len(text) for e in deal.evidence)
        assert (deal.value_amount is None) == (deal.value_currency is None)
        assert (deal.date is None) == (deal.date_precision == "unknown")


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
@example("0 A0 A0:0 \u00b90 A0")
def test_any_text_is_survived(text: str) -> None:
    article = source(text)
    assert deals.find_deals(read_document(article, minerals.find_minerals(article), NoParser())) == ()


def test_the_same_article_gives_the_same_deals() -> None:
    text = "Canada signed memoranda on critical minerals with Chile and with Finland on Tuesday."
    assert deals.find_deals(document(text)) == deals.find_deals(document(text))


def test_a_wire_in_the_dateline_is_no_party_and_it_is_the_company() -> None:
    text = (
        "VANCOUVER, BC - September 11, 2025 (NEWMEDIAWIRE) - Brightwater Lithium Ltd. is announcing that it has signed "
        "an option agreement to acquire the Larkspur lithium project from Norrland Mining AB."
    )
    assert [names(deal) for deal in found(text)] == [{"Brightwater Lithium Ltd.", "Norrland Mining AB"}]


@pytest.mark.parametrize(
    "text",
    [
        "Brightwater Lithium Ltd is collaborating with Norrland Mining AB to publish a paper on lithium brines.",
        "Brightwater Lithium Ltd has flexible capital-raising tools through its Base Shelf Prospectus and ATM Program.",
        "Brightwater Lithium Ltd is exploring opportunities to secure substantial grant funding for its lithium mine.",
    ],
)
def test_tools_hopes_and_papers_are_no_deals(text: str) -> None:
    assert found(text) == ()
