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


@pytest.mark.parametrize(
    ("text", "deal_type", "roles"),
    [
        (
            "Wheal Carn Metals has raised £42m in a placing that closed on Thursday. A little over a third of the "
            "money, £15m, came from the National Wealth Fund.",
            "equity_investment",
            {"Wheal Carn Metals": "target", "National Wealth Fund": "investor"},
        ),
        (
            "Kestrel Lithium has raised $30 million in a funding round. The round was led by Northbank Ventures and "
            "Tessera Capital.",
            "equity_investment",
            {"Kestrel Lithium": "target", "Northbank Ventures": "investor", "Tessera Capital": "investor"},
        ),
        (
            "Kestrel Lithium raised $30 million in a Series B round led by Northbank Ventures with participation from "
            "Tessera Capital.",
            "equity_investment",
            {"Kestrel Lithium": "target", "Northbank Ventures": "investor", "Tessera Capital": "investor"},
        ),
        (
            "The $30 million Series A round of Kestrel Lithium was led by Northbank Ventures, with participation from "
            "Tessera Capital.",
            "equity_investment",
            {"Kestrel Lithium": "target", "Northbank Ventures": "investor", "Tessera Capital": "investor"},
        ),
        (
            "Northbank Ventures led a $30 million funding round in Kestrel Lithium.",
            "equity_investment",
            {"Kestrel Lithium": "target", "Northbank Ventures": "investor"},
        ),
        (
            "Kestrel Lithium granted Norte Royalties a 2% royalty on its lithium mine for $8 million.",
            "financing",
            {"Kestrel Lithium": "recipient", "Norte Royalties": "lender"},
        ),
        (
            "Kestrel Lithium sold Norte Royalties a 2% royalty on its lithium mine.",
            "financing",
            {"Kestrel Lithium": "recipient", "Norte Royalties": "lender"},
        ),
        (
            "Kestrel Mining has signed a deal to supply cobalt hydroxide to the battery maker CATL.",
            "offtake",
            {"Kestrel Mining": "seller", "CATL": "buyer"},
        ),
        (
            "Kestrel Lithium and the Cree Nation of Larch signed an impact and benefit agreement for its lithium mine.",
            "partnership",
            {"Kestrel Lithium": "party", "Cree Nation": "party"},
        ),
        (
            "Kestrel Lithium raised $30 million in a public offering of its shares. The offering was led by Northbank "
            "Securities as bookrunner.",
            "equity_investment",
            {"Kestrel Lithium": "recipient"},
        ),
        (
            "Tessera Iron Ltd told the conference that Norrland Metals Ltd would buy 30% of the Aldersund iron project "
            "for $85 million.",
            "acquisition",
            {"Norrland Metals Ltd": "buyer", "Tessera Iron Ltd": "seller"},
        ),
        (
            "Wolframio del Norte, which owns the tungsten mine, is to be lent €95m by Germany's KfW.",
            "financing",
            {"Wolframio del Norte": "recipient", "KfW": "lender"},
        ),
        (
            "Norrland Metals bought the tungsten mine for 71 million euros from the receivers of Tessera Mining.",
            "acquisition",
            {"Norrland Metals": "buyer", "Tessera Mining": "seller"},
        ),
        (
            "Norrland Battery Materials is going to buy half of everything the lithium mine produces from Tessera "
            "Lithium.",
            "offtake",
            {"Norrland Battery Materials": "buyer", "Tessera Lithium": "seller"},
        ),
        (
            "Corvane has agreed to buy Metlin for $50m, gaining its lithium mine.",
            "acquisition",
            {"Corvane": "buyer", "Metlin": "target"},
        ),
        (
            "Corvane won a contract to supply Metlin with nickel sulphate for six years.",
            "offtake",
            {"Corvane": "seller", "Metlin": "buyer"},
        ),
        (
            "Metlin secured a $50m loan for its nickel mine from Corvane.",
            "financing",
            {"Corvane": "lender", "Metlin": "recipient"},
        ),
        (
            "Kestrel Motors is taking all the lithium that Tessera Mining is producing at Salt Pass.",
            "offtake",
            {"Kestrel Motors": "buyer", "Tessera Mining": "seller"},
        ),
        (
            "Kestrel Mining has agreed with Aldersund Metals to develop the Salt Pass copper deposit.",
            "joint_venture",
            {"Kestrel Mining": "party", "Aldersund Metals": "party"},
        ),
        (
            "Kestrel Mining and Aldersund Metals will explore for lithium together in Catamarca.",
            "joint_venture",
            {"Kestrel Mining": "party", "Aldersund Metals": "party"},
        ),
        (
            "Kestrel Mining has a first French customer, Aldersund Metals, for the lithium it wants to dig.",
            "offtake",
            {"Kestrel Mining": "seller", "Aldersund Metals": "buyer"},
        ),
        (
            "Norrland Metals is taking a bigger slice of Tessera Mining. It will subscribe for new shares, which lifts "
            "its holding in the tungsten miner to 37%.",
            "equity_investment",
            {"Norrland Metals": "investor", "Tessera Mining": "target"},
        ),
        (
            "Kestrel Streaming will pay $175 million upfront for 22% of the silver from Tessera Mining's project.",
            "financing",
            {"Kestrel Streaming": "lender", "Tessera Mining": "recipient"},
        ),
    ],
)
def test_parts_told_beside_the_deal(text: str, deal_type: str, roles: dict[str, str]) -> None:
    (deal,) = found(text)
    assert deal.deal_type == deal_type
    assert {party.name: party.role for party in deal.parties} == roles


def test_a_borrower_is_no_lender_of_the_passage() -> None:
    first, second = found(
        "Tessera Lithium has found money. Norrland Capital Ltd lends Tessera Lithium €110m for its refinery. Aldersund "
        "Bank contributes a loan of €60m."
    )
    assert {p.name: p.role for p in first.parties} == {"Norrland Capital Ltd": "lender", "Tessera Lithium": "recipient"}
    assert {p.name: p.role for p in second.parties} == {"Aldersund Bank": "lender", "Tessera Lithium": "recipient"}


@pytest.mark.parametrize(
    ("text", "minerals"),
    [
        ("Norway and Chile signed a memorandum on critical minerals. Lithium prices fell that day.", ()),
        (
            "Norway and Chile signed a memorandum on critical minerals. It covers lithium and copper.",
            ("copper", "lithium"),
        ),
        ("Norway and Chile signed a memorandum on lithium on Monday. Copper was not discussed.", ("lithium",)),
        (
            "Kestrel Mining digs tungsten near the coast. Norrland Bank lent Kestrel Mining $9 million on Monday.",
            ("tungsten",),
        ),
        (
            "Norway and Chile signed a memorandum on critical minerals on Monday.\n\nTalks had gone on since May.\n\n"
            "The document covers lithium and copper.",
            ("copper", "lithium"),
        ),
        (
            "Norway and Chile signed a memorandum on critical minerals. Lithium and copper, mainly.",
            ("copper", "lithium"),
        ),
        (
            "Kestrel Mining digs tungsten near the coast.\n\nLast year was a good one.\n\nNorrland Bank lent Kestrel "
            "Mining $9 million on Monday.",
            ("tungsten",),
        ),
    ],
)
def test_minerals_of_a_deal(text: str, minerals: tuple[str, ...]) -> None:
    (deal,) = found(text)
    assert deal.minerals == minerals


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("Norway is to sign a memorandum on raw materials with Chile next week.", "negotiating", None),
        (
            "Kestrel Metals is in the final stages of signing an offtake agreement with Tessera Trading for antimony.",
            "negotiating",
            None,
        ),
        ("Norway and Chile signed a memorandum on lithium. It was signed on 3 March in Oslo.", "agreed", "03-03"),
        ("Kestrel Lithium has raised $42m in a placing that closed on 3 March.", "completed", "03-03"),
        (
            "On 3 March the ministers met in Oslo. The next day Kestrel Lithium and Norrland Metals signed a lithium "
            "supply agreement.",
            "agreed",
            "03-04",
        ),
    ],
)
def test_when_papers_are_signed(text: str, status: str, day: str | None) -> None:
    (deal,) = found(text)
    assert deal.status == status
    if day is not None:
        assert deal.date is not None
        assert deal.date.strftime("%m-%d") == day


@pytest.mark.parametrize("day", ["On Monday", "Last Friday", "In May", "Late on Tuesday"])
def test_the_day_before_a_name_is_no_part_of_it(day: str) -> None:
    (deal,) = found(f"{day} Kestrel Lithium bought the Aldersund lithium mine from Norrland Metals.")
    assert names(deal) == {"Kestrel Lithium", "Norrland Metals"}


@pytest.mark.parametrize(
    "text",
    [
        "A memorandum on lithium between Kestrel Metals and Norrland Mining was signed in 2022 and lapsed last year.",
        "Kestrel Metals and Norrland Mining signed a cobalt supply contract in 2020 but cancelled it last month.",
        "Kestrel Metals walked out of a cobalt offtake with Norrland Mining, signed in 2021.",
        "A lithium offtake agreed by Kestrel Metals and Norrland Mining fell apart in May.",
    ],
)
def test_made_and_ended_in_one_sentence(text: str) -> None:
    (deal,) = found(text)
    assert deal.status == "terminated"
    assert names(deal) == {"Kestrel Metals", "Norrland Mining"}


@pytest.mark.parametrize(
    ("text", "deal_type", "status"),
    [
        ("Kestrel Metals and Norrland Mining have agreed to form a manganese venture.", "joint_venture", "agreed"),
        ("Kestrel Metals and Norrland Mining will set up a joint company to refine tin.", "joint_venture", "agreed"),
        ("Norrland Mining has offered 15% of its lithium unit to Kestrel Metals.", "equity_investment", "proposed"),
        ("Norrland Mining offers Kestrel Metals 30,000 tonnes of cobalt hydroxide.", "offtake", "proposed"),
        ("Kestrel Metals and Norrland Mining set their signatures to a tin contract.", "partnership", "agreed"),
        ("Norway and Chile have agreed on joint exploration of tin.", "intergovernmental_agreement", "agreed"),
    ],
)
def test_ventures_and_offers(text: str, deal_type: str, status: str) -> None:
    (deal,) = found(text)
    assert (deal.deal_type, deal.status) == (deal_type, status)
    assert len(deal.parties) == 2


def test_a_token_price_is_no_token() -> None:
    (deal,) = found(
        "Kestrel Metals is selling its 38% of the Aldersund nickel mine to Norrland Mining for a token $1m."
    )
    assert names(deal) == {"Kestrel Metals", "Norrland Mining"}


def test_an_offer_made_to_nobody_is_no_deal() -> None:
    assert not found("Kestrel Metals has offered more copper concentrate than last year.")


def test_a_dated_document_is_that_of_the_pact_before() -> None:
    (deal,) = found(
        "Norway and Chile have signed an agreement on copper. The document was inked on Monday in Oslo by Norway's "
        "Kari Lund and Chile's Pedro Rojas."
    )
    assert names(deal) == {"Norway", "Chile"}


def test_the_same_done_far_from_a_pact_is_none() -> None:
    told = found(
        "Norway and Chile signed a memorandum on copper. Pedro Rojas had Kestrel Metals over for breakfast in Oslo. "
        "He will do the same with Norrland Mining on Monday."
    )
    assert [names(deal) for deal in told] == [{"Norway", "Chile"}]


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Kestrel Metals signed a strategic partnership with Norrland Mining in May to explore for cobalt.", "K|N"),
        (
            "Kestrel Metals, which signed a partnership with Norrland Mining in 2020, is reviewing its lithium plant.",
            "K|N",
        ),
        ("Chile signed a partnership on lithium with Norway in November, and exports have doubled.", "Chile|Norway"),
        (
            "Kestrel Metals and Norrland Mining are ready: the two signed a $500 million prepayment agreement for "
            "copper in Oslo on Monday.",
            "K|N",
        ),
        ("Kestrel Metals found another in Norrland Mining, which signed a contract for graphite in February.", "K|N"),
        ("Argentina's Salta province signed a lithium cooperation agreement with Kestrel Metals on Monday.", "K|Salta"),
        ("Western Australia has lent Kestrel Metals A$15 million for its lithium plant.", "K|Western Australia"),
        (
            "Queensland's state government offered Kestrel Metals A$6 million for a copper smelter.",
            "K|Queensland",
        ),
        ("The province of Quebec is putting C$50 million into Kestrel Metals, a graphite miner.", "K|Quebec"),
        ("Kestrel Metals will combine with Norrland Mining in a deal between two lithium producers.", "K|N"),
        (
            "Kestrel Metals would supply 5,000 tonnes of uranium concentrate to Norrland Mining under a contract worth "
            "more than half of its book value.",
            "K|N",
        ),
        (
            "Kestrel Metals has tapped investors for A$120 million for its rare earths. Norrland Mining took A$20 "
            "million of the placement.",
            "K|N",
        ),
        (
            "Kestrel Metals, an Australian lithium miner, is in talks with Norrland Mining. The battery maker Norrland "
            "Mining is cautious. The battery maker will buy 100,000 tonnes of lithium from Kestrel Metals.",
            "K|N",
        ),
    ],
)
def test_sides_that_are_provinces_or_stand_apart(text: str, parties: str) -> None:
    (deal,) = found(text)
    assert names(deal) == {{"K": "Kestrel Metals", "N": "Norrland Mining"}.get(p, p) for p in parties.split("|")}


def test_a_province_where_something_lies_is_no_party() -> None:
    (deal,) = found("Kestrel Metals signed an agreement with Norrland Mining on a lithium mine in Quebec.")
    assert names(deal) == {"Kestrel Metals", "Norrland Mining"}


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        (
            "Kestrel Metals fell after a loss, while Norrland Mining climbed on news that it has cancelled a $1 "
            "billion credit line for its copper mine with JPMorgan.",
            {"Norrland Mining", "JPMorgan"},
        ),
        ("Kestrel Metals closed its purchase of 10% of nickel and copper miner Norrland Mining.", {"K", "N"}),
        (
            "Kestrel Metals is digging for lithium in North Carolina. Tessera Motors signed an offtake contract with "
            "the North Carolina firm in May.",
            {"K", "Tessera Motors"},
        ),
        (
            "A $96 million grant from the U.S. Department of Defense to Kestrel Metals, awarded in 2023, paid for "
            "engineering at its antimony mine.",
            {"U.S. Department of Defense", "K"},
        ),
        ("Kestrel Metals has secured $50 million from Ottawa for its graphite mine.", {"K", "Canada"}),
        (
            "Graphite developer Kestrel Metals has been granted 70 million euros by the EU Innovation Fund.",
            {"K", "EU Innovation Fund"},
        ),
        (
            "Norrland Mining has a new backer in Kestrel Metals, which agreed on Monday to invest $30 million in the "
            "Minnesota nickel developer.",
            {"K", "N"},
        ),
        (
            "Kestrel Metals, a Russian group, has dropped a copper smelter in Hunan with Norrland Mining of China. The "
            "Russian group and its Chinese partner had signed a joint venture agreement in 2024.",
            {"K", "N"},
        ),
        (
            "Under a royalty agreement announced on Tuesday, Kestrel Metals pays Norrland Mining $300 million upfront "
            "for a copper mine.",
            {"K", "N"},
        ),
        (
            "Chile's government and Kestrel Metals, backed by Jon Berg and Eva Lund, have reached an agreement on the "
            "Larkspur lithium deposit.",
            {"Chile", "K"},
        ),
    ],
)
def test_whom_words_that_point_back_mean(text: str, parties: set[str]) -> None:
    (deal,) = found(text)
    assert names(deal) == {{"K": "Kestrel Metals", "N": "Norrland Mining"}.get(p, p) for p in parties}


def test_a_deal_like_the_one_told_before_is_of_the_same_side() -> None:
    told = found(
        "The European Commission has proposed a critical raw materials partnership to Brazil. "
        "A similar deal with Australia was signed in May 2024."
    )
    assert [names(deal) for deal in told] == [{"European Commission", "Brazil"}, {"European Commission", "Australia"}]


TRADE = "Traders spoke of lithium and copper this week.\n\n"


@pytest.mark.parametrize(
    ("text", "deal_type", "parties"),
    [
        (
            "Nickel explorer Brightwater said on Tuesday that talks with Norrland Cells on an offtake for its nickel "
            "had broken down.",
            "offtake",
            {"Brightwater", "Norrland Cells"},
        ),
        (
            "Kestrel Tungsten said discussions with an unnamed European steelmaker about a long-term supply contract "
            "for tungsten had come to nothing.",
            "offtake",
            {"Kestrel Tungsten"},
        ),
        (
            "Its talks with a Korean battery maker on a lithium supply contract ended without a deal in June, Norrland "
            "Anodes told investors.",
            "offtake",
            {"Norrland Anodes"},
        ),
        ("Talks between Codelco and Vale over a lithium joint venture have collapsed.", "joint_venture",
         {"Codelco", "Vale"}),
        (
            "Talks between Tessera Metals and Norrland Cells on a stake in the Vittra graphite mine have ended without "
            "result, sources say.",
            "equity_investment",
            {"Tessera Metals", "Norrland Cells"},
        ),
        (
            "Kestrel Metals was no longer in talks with Volkswagen on a supply contract for copper.",
            "offtake",
            {"Kestrel Metals", "Volkswagen"},
        ),
    ],
)  # fmt: skip
def test_talks_that_come_to_nothing_are_a_deal_ended(text: str, deal_type: str, parties: set[str]) -> None:
    deals = found(TRADE + text, "Metals this week")
    assert [(d.deal_type, d.status, names(d)) for d in deals] == [(deal_type, "terminated", parties)]


def test_talks_that_go_on_are_not_ended() -> None:
    text = "Kestrel Metals is in talks with Volkswagen on a lithium offtake after its talks with Vale broke down."
    assert [deal.status for deal in found(TRADE + text) if "Volkswagen" in names(deal)] == ["negotiating"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Kenya, titanium: Kestrel Resources sold its Kwale unit to Norrland Fuels for $240m.",
            {"Kestrel Resources": "seller", "Norrland Fuels": "buyer"},
        ),
        ("Niger, uranium: the junta and Kestrel Metals signed a memorandum on uranium mining.",
         {"Niger": "party", "Kestrel Metals": "party"}),
        (
            "Ghana: a lithium road. Brightwater Lithium expects its Kwame joint venture with Aldersund Metals to be "
            "formed by June.",
            {"Brightwater Lithium": "party", "Aldersund Metals": "party"},
        ),
        ("Brightwater Tin sold 3,000 tonnes of tin to European mills.", {"Brightwater Tin": "seller"}),
    ],
)  # fmt: skip
def test_labels_and_adjectives_of_countries_are_no_parties(text: str, roles: dict[str, str]) -> None:
    (deal,) = found(TRADE + text, "Metals this week")
    assert {p.name: p.role for p in deal.parties} == roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Serra Norte has closed a US$310m loan from the DFC for its copper mine in Goiás.",
            {"Serra Norte": "recipient", "DFC": "lender"},
        ),
        (
            "A $62m grant to Kestrel Graphite from the Pentagon will pay for a second furnace in Alabama.",
            {"Kestrel Graphite": "recipient", "Pentagon": "lender"},
        ),
        (
            "Copper miner Rustaq has drawn the last $90m of a project loan from Bank Muscat.",
            {"Rustaq": "recipient", "Bank Muscat": "lender"},
        ),
        (
            "Kestrel Magnets was awarded $9m by Texas for its samarium plant.",
            {"Kestrel Magnets": "recipient", "Texas": "lender"},
        ),
        (
            "Kestrel Magnets awarded EU grant of €7 million for graphite plant.",
            {"Kestrel Magnets": "recipient", "European Union": "lender"},
        ),
        (
            "Tessera Lithium has agreed to be acquired by Kestrel Metals in a share-for-share transaction.",
            {"Tessera Lithium": "target", "Kestrel Metals": "buyer"},
        ),
        (
            "Kestrel Metals' purchase of the old Serra tin smelter from Norrland Metals closed on Friday.",
            {"Kestrel Metals": "buyer", "Norrland Metals": "seller"},
        ),
        (
            "Tessera Lithium, which holds the Finn mine, has found a buyer. Kestrel Metals agreed to buy all of it for "
            "A$85m.",
            {"Kestrel Metals": "buyer", "Tessera Lithium": "seller"},
        ),
        (
            "Umicore is to take the whole of the cobalt that Jervois refines.",
            {"Umicore": "buyer", "Jervois": "seller"},
        ),
        (
            "Kestrel Sands has agreed to process rare earth concentrate from Tessera Minerals at its refinery.",
            {"Kestrel Sands": "party", "Tessera Minerals": "party"},
        ),
        (
            "Norway and Ukraine set up a fund for minerals a year ago.",
            {"Norway": "party", "Ukraine": "party"},
        ),
    ],
)
def test_who_gives_and_who_gets(text: str, roles: dict[str, str]) -> None:
    (deal,) = found(TRADE + text, "Metals this week")
    assert {p.name: p.role for p in deal.parties} == roles


def test_a_person_who_borrows_is_no_company() -> None:
    (deal,) = found(TRADE + "David Rosser closed a $3m loan from Nordbank, which he will put into his gold mine.")
    assert all(p.party_type != "company" for p in deal.parties if p.name == "David Rosser")
