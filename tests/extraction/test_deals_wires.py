"""Deals as wires and business dailies tell them: blocked and cleared ones, talks, offers, and whoever says so."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found, names


@pytest.mark.parametrize(
    ("text", "status", "parties"),
    [
        (
            "Canada blocked Chile's Norrland Mining from taking over lithium explorer Kestrel Metals.",
            "terminated",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        (
            "Canada has vetoed Norrland Mining's takeover of copper producer Kestrel Metals.",
            "terminated",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        (
            "China's competition regulator has approved Norrland Mining's takeover of lithium producer Kestrel Metals.",
            "agreed",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        (
            "In January, Norrland Mining walked away from a second attempt at buying copper producer Kestrel Metals.",
            "terminated",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        (
            "Kestrel Metals is close to a multi-year agreement to supply cobalt to Norrland Mining, sources said.",
            "negotiating",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        (
            "Norrland Mining bought lithium explorer Kestrel Metals in 2021 in an all-share deal worth $560 million.",
            "completed",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        (
            "Norrland Mining's purchase of Kestrel Metals, completed in March last year, made it a lithium producer.",
            "completed",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        ("Norway is negotiating with Chile over access to copper, a source said.", "negotiating", {"Norway", "Chile"}),
        (
            "Kestrel Metals is in early talks with Norrland Mining over two lithium blocks in Salta.",
            "negotiating",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        (
            "Kestrel Metals has offered about $9 billion for Mutandu and Kamotu, two cobalt mines.",
            "proposed",
            {"Kestrel Metals"},
        ),
    ],
)
def test_how_it_stands(text: str, status: str, parties: set[str]) -> None:
    assert [(deal.status, names(deal)) for deal in found(text)] == [(status, parties)]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "A $50 million loan to Kestrel Metals for its lithium mine has been approved, the European Investment Bank "
            "said on Tuesday.",
            {"Kestrel Metals", "European Investment Bank"},
        ),
        (
            "The deal with Norrland Mining was a first, said Kestrel Metals, which mines graphite.",
            {"Kestrel Metals", "Norrland Mining"},
        ),
        (
            "The World Bank has bought shares worth 8 million euros in magnesite developer Kestrel Metals, while "
            "another is weighing a loan.",
            {"World Bank", "Kestrel Metals"},
        ),
        (
            "Last year Kestrel Metals agreed to ship 40 tonnes a month of tungsten oxide to Norrland Mining.",
            {"Kestrel Metals", "Norrland Mining"},
        ),
    ],
)
def test_who_is_party(text: str, parties: set[str]) -> None:
    assert [names(deal) for deal in found(text)] == [parties]


def test_sum_to_which_a_loan_brings_others_is_not_its_own() -> None:
    (deal,) = found(
        "Kestrel Metals got a second loan from Export Finance Australia for its rare earths refinery. The loan takes "
        "the agency's lending to the project to A$1.65 billion."
    )
    assert deal.value_amount is None


def test_similar_one_is_another_deal() -> None:
    told = found(
        "Kestrel Metals signed a copper contract with Norrland Mining, a month after a similar one with Arco Mining."
    )
    assert sorted(map(sorted, map(names, told))) == [
        ["Arco Mining", "Kestrel Metals"],
        ["Kestrel Metals", "Norrland Mining"],
    ]


def test_minerals_that_the_next_sentence_adds() -> None:
    (deal,) = found("Norway and Chile have signed an agreement on copper. It also covers tin and lithium.")
    assert deal.minerals == ("copper", "lithium", "tin")


@pytest.mark.parametrize(
    ("text", "dated"),
    [
        (
            "Norway and Chile signed a memorandum on copper in Oslo on 3 June.\n\nA second agreement, the Fjord "
            "Partnership, is to open Norwegian finance to lithium refineries, officials said.",
            [("mou", "2025-06-03"), ("intergovernmental_agreement", "2025-06-03")],
        ),
        (
            "Norway and Chile signed a memorandum on copper in Oslo on 3 June.\n\nA second agreement between Peru and "
            "Ghana, on tin, was signed on 5 June.",
            [("mou", "2025-06-03"), ("intergovernmental_agreement", "2025-06-05")],
        ),
    ],
)
def test_one_more_paper_is_of_the_same_parties_and_day(text: str, dated: list[tuple[str, str]]) -> None:
    assert [(deal.deal_type, str(deal.date)) for deal in found(text)] == dated


@pytest.mark.parametrize(
    ("text", "deal_type", "status", "parties", "value"),
    [
        (
            "Norrland Mining's bid for Kestrel Metals' lithium mines was sweetened on Monday to $1.1 billion.",
            "acquisition",
            "proposed",
            {("Norrland Mining", "buyer"), ("Kestrel Metals", "seller")},
            1.1e9,
        ),
        (
            "Norrland Mining and Kestrel Metals have agreed to run their two copper mines as one.",
            "joint_venture",
            "agreed",
            {("Norrland Mining", "party"), ("Kestrel Metals", "party")},
            None,
        ),
        (
            "Norrland Mining has bought two lithium blocks in Catamarca from Kestrel Metals.",
            "acquisition",
            "completed",
            {("Norrland Mining", "buyer"), ("Kestrel Metals", "seller")},
            None,
        ),
        (
            "The Pentagon took a 5% stake in Kestrel Lithium, after renegotiating a $2.2 billion loan from the "
            "Department of Energy.",
            "equity_investment",
            "completed",
            {("Pentagon", "investor"), ("Kestrel Lithium", "target")},
            None,
        ),
    ],
)
def test_bids_blocks_and_loans_before(
    text: str, deal_type: str, status: str, parties: set[tuple[str, str]], value: float | None
) -> None:
    (deal,) = found(text)
    assert (deal.deal_type, deal.status, deal.value_amount) == (deal_type, status, value)
    assert {(p.name, p.role) for p in deal.parties} == parties


def test_several_who_give_sums_of_their_own_to_one_financing() -> None:
    (deal,) = found(
        "Kestrel Lithium closed a 2.2 billion euro financing for its refinery on Monday, with the European Investment "
        "Bank providing 250 million euros and Germany's KfW 150 million."
    )
    assert {(p.name, p.role) for p in deal.parties} == {
        ("Kestrel Lithium", "recipient"),
        ("European Investment Bank", "lender"),
        ("KfW", "lender"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Norway and the EU opened exploratory talks in May on a critical minerals strategic partnership.",
        "Norway and the EU said they had started talks on a critical minerals agreement.",
    ],
)
def test_talks_between_a_state_and_a_bloc(text: str) -> None:
    (deal,) = found(text)
    assert (deal.status, names(deal)) == ("negotiating", {"Norway", "European Union"})


def test_hands_shaken_on_a_contract() -> None:
    (deal,) = found("Norrland Mining and Kestrel Metals shook hands on a copper concentrate contract on Monday.")
    assert (deal.status, names(deal)) == ("agreed", {"Norrland Mining", "Kestrel Metals"})
