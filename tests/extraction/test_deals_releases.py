"""Deals in company press releases: who lends and who takes, money held, works, agents, and what others did before."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found

NEWS = "Lithium company news\n\n"

TOLD: list[tuple[str, list[tuple[str, str, float | None, dict[str, str]]]]] = [
    (
        "Kestrel Nickel has signed an offtake agreement with Aldersund Trading AG and a loan agreement with KfW for "
        "its nickel mine.",
        [
            ("offtake", "agreed", None, {"Kestrel Nickel": "seller", "Aldersund Trading AG": "buyer"}),
            ("financing", "agreed", None, {"Kestrel Nickel": "recipient", "KfW": "lender"}),
        ],
    ),
    (
        "Kestrel Nickel announced offtake agreements with Aldersund Trading AG and Norrland Resources and a grant from "
        "the Government of Canada for its nickel mine.",
        [
            ("offtake", "agreed", None, {"Kestrel Nickel": "seller", "Aldersund Trading AG": "buyer"}),
            ("offtake", "agreed", None, {"Kestrel Nickel": "seller", "Norrland Resources": "buyer"}),
            ("financing", "agreed", None, {"Kestrel Nickel": "recipient", "Canada": "lender"}),
        ],
    ),
    (
        "Kestrel Uranium grew through its recent acquisitions of the Tarn and Lark uranium properties.",
        [("acquisition", "completed", None, {"Kestrel Uranium": "buyer"})],
    ),
    ("Instead of drilling and fundraising, Kestrel Gold is pouring gold.", []),
    (
        "Kestrel Gold has closed its fundraising for the Tarn gold mine.",
        [("equity_investment", "completed", None, {"Kestrel Gold": "recipient"})],
    ),
    ("Kestrel Uranium looks at acquisitions of uranium properties in the Tarn Basin.", []),
    (
        "Kestrel Nickel is exploring for nickel in Norway. The company has completed a financing round, "
        "beating its target by raising $35 million.",
        [("equity_investment", "completed", 3.5e7, {"Kestrel Nickel": "recipient"})],
    ),
    (
        "Kestrel Lithium has received approval for the second drawdown of US$20 million under its loan facility with "
        "Norrland Resources for the Tarn lithium mine.",
        [("financing", "agreed", 2e7, {"Kestrel Lithium": "recipient", "Norrland Resources": "lender"})],
    ),
    (
        "Kestrel Copper has entered into a US$60 million silver stream agreement with Aldersund Royalties on its Tarn "
        "copper mine.",
        [("financing", "agreed", 6e7, {"Kestrel Copper": "recipient", "Aldersund Royalties": "lender"})],
    ),
    (
        "Kestrel Tungsten will receive US$6.2 million from the U.S. Department of War for its tungsten project, with "
        "the Government of Canada contributing a further C$12.9 million.",
        [
            ("financing", "agreed", 6.2e6, {"Kestrel Tungsten": "recipient", "U.S. Department of War": "lender"}),
            ("financing", "agreed", 12.9e6, {"Kestrel Tungsten": "recipient", "Canada": "lender"}),
        ],
    ),
    (
        "Kestrel Lithium also announced the final $375,000 of a $1.8 million grant awarded by Alberta Innovates for "
        "its lithium plant.",
        [("financing", "agreed", 1.8e6, {"Kestrel Lithium": "recipient", "Alberta Innovates": "lender"})],
    ),
    (
        "Kestrel Antimony said its antimony smelter had been awarded US$43 million. The grant comes from the "
        "Department of War.",
        [("financing", "agreed", 4.3e7, {"Kestrel Antimony": "recipient", "Department of War": "lender"})],
    ),
    (
        "Kestrel Lithium today announced that it has received TSX Venture Exchange approval for its option agreement "
        "with Aldersund Mining to acquire the Tarn lithium project.",
        [("acquisition", "agreed", None, {"Kestrel Lithium": "buyer", "Aldersund Mining": "seller"})],
    ),
    (
        "Kestrel Zinc recently executed a term sheet with Aldersund Trading AG for the sale of 100% of zinc "
        "concentrate from the Tarn zinc mine.",
        [("offtake", "agreed", None, {"Kestrel Zinc": "seller", "Aldersund Trading AG": "buyer"})],
    ),
    (
        "Kestrel Copper chief Mary Hale joined Tom Berg from Proactive to announce the closing of a C$4.2 million "
        "private placement for its copper mine.",
        [("equity_investment", "completed", 4.2e6, {"Kestrel Copper": "recipient"})],
    ),
    (
        "Kestrel Copper has closed the first tranche of its non-brokered private placement generating aggregate gross "
        "proceeds of $254,820. It has a copper mine.",
        [("equity_investment", "completed", 254820.0, {"Kestrel Copper": "recipient"})],
    ),
    (
        "Kestrel Tungsten had US$14 million in cash at quarter-end, following the completion of a US$10 million "
        "placement for its tungsten mine in August.",
        [("equity_investment", "completed", 1e7, {"Kestrel Tungsten": "recipient"})],
    ),
    (
        "Kestrel Copper is well funded following a recent $5 million investment from the Taurus Mining Royalty Fund. "
        "It has a copper mine.",
        [("equity_investment", "agreed", 5e6, {"Kestrel Copper": "target", "Taurus Mining Royalty Fund": "investor"})],
    ),
    (
        "Kestrel Lithium has received firm commitments for a A$20 million placement from Rio Tinto for its "
        "lithium deposit.",
        [
            (
                "equity_investment",
                "agreed",
                2e7,
                {"Kestrel Lithium": "target", "Rio Tinto": "investor"},
            )
        ],
    ),
    (
        "Kestrel Lithium has secured commitments from institutional investors for a A$20 million placement to progress "
        "its lithium deposit.",
        [("equity_investment", "agreed", 2e7, {"Kestrel Lithium": "recipient"})],
    ),
    (
        "Kestrel Silver Corp. entered into an agreement with Norrland Financial Corp. and Aldersund Securities Inc., "
        "as co-lead agents, in connection with a private placement for gross proceeds of C$8 million for its "
        "silver mine.",
        [("equity_investment", "completed", 8e6, {"Kestrel Silver Corp.": "recipient"})],
    ),
    (
        "Kestrel Nickel has appointed Anna Berg as an officer. Berg previously led the sale of the Tarn nickel mine to "
        "Boliden for $80 million.",
        [("acquisition", "completed", 8e7, {"Boliden": "buyer"})],
    ),
    (
        "Kestrel Lithium has an option to earn a 100% interest in the Tarn lithium project.",
        [("acquisition", "agreed", None, {"Kestrel Lithium": "buyer"})],
    ),
    (
        "Growth of Kestrel Lithium was driven by recent acquisitions such as the $30 million Tarn lithium project.",
        [("acquisition", "completed", 3e7, {"Kestrel Lithium": "buyer"})],
    ),
    (
        "Following the acquisition of the Tarn lithium project, Kestrel Lithium expects a higher output.",
        [("acquisition", "completed", None, {"Kestrel Lithium": "buyer"})],
    ),
    ("Kestrel Lithium is looking at acquisitions of lithium projects in Quebec.", []),
    (
        "Kestrel Lithium signed a business combination agreement with Norrland Resources to list its lithium mine.",
        [("acquisition", "agreed", None, {"Kestrel Lithium": "party", "Norrland Resources": "party"})],
    ),
    (
        "The Tarn property was explored in the early 2000s by Norrland Mining in a joint venture with Boliden. "
        "It holds lithium.",
        [],
    ),
    (
        "Lithium was drilled in 1997, and drilling was done by a joint venture between Norrland Mining and Boliden.",
        [],
    ),
    (
        "Kestrel Lithium has agreed to develop the Tarn lithium mine in a joint venture with Boliden.",
        [("joint_venture", "agreed", None, {"Kestrel Lithium": "party", "Boliden": "party"})],
    ),
    (
        "Kestrel Lithium has secured a strategic partnership with Norrland Trading. The deal includes a binding "
        "offtake agreement granting Norrland Trading exclusive rights to lithium products.",
        [("offtake", "agreed", None, {"Kestrel Lithium": "seller", "Norrland Trading": "buyer"})],
    ),
    (
        "The Department of Energy is lending $102 million to Kestrel Lithium's Vidalia, Louisiana lithium plant.",
        [("financing", "agreed", 1.02e8, {"Kestrel Lithium": "recipient", "Department of Energy": "lender"})],
    ),
    ("Kestrel Lithium said the joint venture advanced its lithium plant in May 2024.", []),
    (
        "Kestrel Copper operates the Tarn copper project under a 70/30 joint venture with Norrland Mining.",
        [("joint_venture", "agreed", None, {"Kestrel Copper": "party", "Norrland Mining": "party"})],
    ),
    ("Kestrel Copper operates the Tarn copper project in a joint venture with Norrland Mining.", []),
    (
        "Further to its definitive agreement of May 9, 2025, and to the letter of intent signed in April, Kestrel "
        "Uranium Corp. has closed the acquisition of the Tarn uranium project.",
        [("acquisition", "completed", None, {"Kestrel Uranium Corp.": "buyer"})],
    ),
    ("Norrland Royalty Corp. receives a 10% royalty on all ore from the Tarn iron property.", []),
    (
        "Kestrel Graphite Inc. has received a purchase order from Voltera Energy for 200 tonnes of anode material.",
        [("offtake", "agreed", None, {"Kestrel Graphite Inc.": "seller", "Voltera Energy": "buyer"})],
    ),
    (
        "Kestrel Graphite Inc. has been selected by Voltera Energy as its preferred supplier of anode graphite.",
        [("offtake", "agreed", None, {"Kestrel Graphite Inc.": "party", "Voltera Energy": "party"})],
    ),
    ("Kestrel Graphite Inc. delivered samples of anode graphite to a battery maker for qualification.", []),
    (
        "Kestrel Lithium Ltd. announced that Tarn Lithium, its 55:45 joint venture with Boliden, has filed a study on "
        "the Tarn lithium project.",
        [],
    ),
    ("Norway sources most of its uranium from Kestrel Uranium.", []),
    (
        "Sunfield Energy LLC, a consortium backed by Norrland Solar, announced a $1.5 billion investment in the copper "
        "supply chain.",
        [],
    ),
    ("Kestrel Metals Inc. will raise copper output through a combination of drilling by Norrland Metals and luck.", []),
    (
        "Kestrel Graphite Inc. upsized its bought deal offering to C$25 million, led by Cormorant Securities.",
        [("equity_investment", "agreed", 2.5e7, {"Kestrel Graphite Inc.": "recipient"})],
    ),
    ("Kestrel Graphite Inc. signed a power supply contract with Hydro Nord for its graphite mine.", []),
    (
        "Kestrel Graphite Inc. optioned the Norrland graphite deposit from a private vendor in March 2024.",
        [("acquisition", "completed", None, {"Kestrel Graphite Inc.": "buyer"})],
    ),
    (
        "Kestrel Copper and Norrland Mining will develop a copper supply chain in Oman.",
        [("joint_venture", "agreed", None, {"Kestrel Copper": "party", "Norrland Mining": "party"})],
    ),
    ("Kestrel Copper and Norrland Mining are developing a copper mine in Oman.", []),
    (
        "Kestrel Lithium Inc. appointed Norrland Chemical as exclusive distributor of its lithium salts in Asia.",
        [("partnership", "agreed", None, {"Kestrel Lithium Inc.": "party", "Norrland Chemical": "party"})],
    ),
    (
        "Kestrel Nickel has signed a term sheet with a major European battery maker for the supply of nickel.",
        [("offtake", "agreed", None, {"Kestrel Nickel": "seller"})],
    ),
    (
        "The Tarn mill, a 750 tpd facility with over C$20 million in upgrades, is near the lithium mine of Kestrel "
        "Metals Inc., which is drilling.",
        [],
    ),
]


@pytest.mark.parametrize(("text", "deals"), TOLD)
def test_deals_of_a_press_release(text: str, deals: list[tuple[str, str, float | None, dict[str, str]]]) -> None:
    told = [
        (d.deal_type, d.status, d.value_amount, {p.name: p.role for p in d.parties}) for d in found(f"{NEWS}{text}")
    ]
    assert told == deals


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (
            "Kestrel Metals chief Ann Hale discussed the company's recent offtake deal with Boliden for lithium.",
            "agreed",
        ),
        ("Kestrel Metals chief Ann Hale discussed her company's offtake deal with Boliden for lithium.", "agreed"),
        ("Kestrel Metals discussed an offtake deal with Boliden for lithium.", "negotiating"),
        (
            "Kestrel Metals and Boliden have signed a term sheet under which Kestrel Metals will supply lithium to "
            "Boliden. The parties expect to sign a definitive agreement early next year.",
            "agreed",
        ),
    ],
)
def test_how_a_deal_spoken_of_stands(words: str, status: str) -> None:
    told = found(f"{NEWS}{words}")
    assert [(d.deal_type, d.status) for d in told] == [("offtake", status)]
