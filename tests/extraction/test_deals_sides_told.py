"""Deals whose two sides the sentences before name: "they", "the two countries", a meeting that ended with a paper."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found, names

MET = "Peru's mining minister Ana Rojas met her Finnish counterpart Kari Lund in Lima on Monday. "


@pytest.mark.parametrize(
    ("text", "deal_type", "status", "parties"),
    [
        (
            "Kenya's mining minister Hassan Oduor and his Indian counterpart, Ravi Menon, held a meeting in Nairobi "
            "that ended with a memorandum on rare earths.",
            "mou",
            "agreed",
            {"Kenya", "India"},
        ),
        (
            MET + "The talks ended in a memorandum of understanding on copper and zinc.",
            "mou",
            "agreed",
            {"Peru", "Finland"},
        ),
        (
            MET + "A memorandum of understanding on lithium was signed at the end.",
            "mou",
            "agreed",
            {"Peru", "Finland"},
        ),
        (
            MET + "The two agreed to work together on rare earths and tungsten.",
            "intergovernmental_agreement",
            "agreed",
            {"Peru", "Finland"},
        ),
        (
            MET + "They signed a strategic partnership on minerals.",
            "intergovernmental_agreement",
            "agreed",
            {"Peru", "Finland"},
        ),
        (
            MET + "Rojas later told an audience of bankers that the two countries were near to finishing an agreement "
            "on copper.",
            "intergovernmental_agreement",
            "negotiating",
            {"Peru", "Finland"},
        ),
        (
            MET + "Lund said that the two governments would sign an agreement on copper by the end of the year.",
            "intergovernmental_agreement",
            "negotiating",
            {"Peru", "Finland"},
        ),
        (
            MET + "A text on copper is still being negotiated by the two countries.",
            "intergovernmental_agreement",
            "negotiating",
            {"Peru", "Finland"},
        ),
        (
            "Peru's mining minister Ana Rojas met Saudi minister Fahd Nasser in Riyadh on Sunday, a visit that "
            "yielded a cooperation agreement on niobium and rare earths.",
            "intergovernmental_agreement",
            "agreed",
            {"Peru", "Saudi Arabia"},
        ),
        (
            "Arden Copper plc has long been close to Baltic Smelting AS. On Thursday the two companies signed a "
            "ten-year contract for copper concentrate.",
            "offtake",
            "agreed",
            {"Arden Copper plc", "Baltic Smelting AS"},
        ),
    ],
)
def test_the_two_sides_are_those_told_before(text: str, deal_type: str, status: str, parties: set[str]) -> None:
    assert [(d.deal_type, d.status, names(d)) for d in found(text)] == [(deal_type, status, parties)]


@pytest.mark.parametrize(
    "text",
    [
        MET + "The talks ended without a memorandum on copper.",
        MET + "Rojas said that her country was ready to sell more copper.",
        "Peru's mining minister Ana Rojas spoke of copper on Monday. A memorandum of understanding was signed.",
        "The ministers of Peru, Finland and Norway spoke of copper in Lima. They signed a memorandum.",
        "Peru and Finland dig copper. If prices rise, the two governments would sign an agreement, an analyst said.",
    ],
)
def test_no_two_sides_told(text: str) -> None:
    assert [d for d in found(text) if d.status != "proposed" and len(d.parties) == 2] == []


def test_those_named_before_are_the_partners() -> None:
    text = (
        "Kestrel Magnets Inc and the trader Lowland Commodities BV own a plant in Estonia. On Monday Nordic Rare "
        "Metals AB said that it had agreed a letter of intent with the two companies on neodymium oxide."
    )
    (deal,) = found(text)
    assert names(deal) == {"Kestrel Magnets Inc", "Lowland Commodities BV", "Nordic Rare Metals AB"}


@pytest.mark.parametrize(
    ("text", "deal_type", "status", "roles"),
    [
        (
            "Halvard Metals AG and Cobre Alto plc have created a venture to sell copper from Peru, with up to "
            "$400m of funding from Halvard Metals.",
            "joint_venture",
            "agreed",
            {"Halvard Metals AG": "party", "Cobre Alto plc": "party"},
        ),
        (
            "Tamarind Graphite Ltd said that it expects its joint venture with Orient Anode Co to close by March.",
            "joint_venture",
            "agreed",
            {"Tamarind Graphite Ltd": "party", "Orient Anode Co": "party"},
        ),
        (
            "Norrland Metals AB has bought a 10% stake in Valdor Copper SA for $2.1bn, closing a deal first announced "
            "in July 2023.",
            "equity_investment",
            "completed",
            {"Norrland Metals AB": "investor", "Valdor Copper SA": "target"},
        ),
        (
            "Larkfield Graphite Ltd agreed to sell a 15% stake to Norrland Metals AB for $120m.",
            "equity_investment",
            "agreed",
            {"Larkfield Graphite Ltd": "target", "Norrland Metals AB": "investor"},
        ),
        (
            "Larkfield Graphite Ltd agreed to sell its 15% stake in Valdor Copper SA to Norrland Metals AB for $120m.",
            "equity_investment",
            "agreed",
            {"Larkfield Graphite Ltd": "seller", "Valdor Copper SA": "target", "Norrland Metals AB": "investor"},
        ),
    ],
)
def test_one_deal_and_how_it_stands(text: str, deal_type: str, status: str, roles: dict[str, str]) -> None:
    (deal,) = found(text)
    assert (deal.deal_type, deal.status) == (deal_type, status)
    assert {p.name: p.role for p in deal.parties} == roles


def test_the_day_on_which_something_was_to_be_signed_is_not_its_date() -> None:
    text = "Larkfield Graphite Ltd and Nordbank were to sign a $40m loan for a graphite mine on Thursday."
    (deal,) = found(text)
    assert (deal.status, deal.date) == ("negotiating", None)


@pytest.mark.parametrize(
    ("text", "status", "roles"),
    [
        (
            "Norrland Metals AB said it had raised its offer for Valdor Copper SA to $2.4bn.",
            "proposed",
            {"Norrland Metals AB": "buyer", "Valdor Copper SA": "target"},
        ),
        (
            "Norrland Metals AB has raised its takeover bid for Valdor Copper SA by 10% to $2.4bn.",
            "proposed",
            {"Norrland Metals AB": "buyer", "Valdor Copper SA": "target"},
        ),
        (
            "Copper miner Valdor Copper SA raised $24m through an offer of new shares.",
            "completed",
            {"Valdor Copper SA": "recipient"},
        ),
    ],
)
def test_a_bid_raised_is_no_money_raised(text: str, status: str, roles: dict[str, str]) -> None:
    (deal,) = found(text)
    assert deal.status == status
    assert deal.deal_type == ("acquisition" if status == "proposed" else "equity_investment")
    assert {p.name: p.role for p in deal.parties} == roles
