"""Deals of governments: who makes a joint statement, what works they put money behind, what they will do together."""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found, names

JOINT = "Joint Statement of Norway and Kenya"
TWO = frozenset({"Norway", "Kenya"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "We intend to begin negotiations on a critical minerals agreement.",
            [("intergovernmental_agreement", "negotiating", TWO)],
        ),
        ("The leaders updated the Joint Action Plan on critical minerals.", [("action_plan", "agreed", TWO)]),
        (
            "The Participants intend to cooperate on supply chains for critical minerals.",
            [("intergovernmental_agreement", "proposed", TWO)],
        ),
        ("Our partnership on critical minerals is strong.", []),
        ("We will launch a dialogue on critical minerals.", []),
        ("To secure supplies of critical minerals, we will launch a forum.", []),
    ],
)
def test_who_makes_a_joint_statement_is_party(text: str, told: list[tuple[str, str, frozenset[str]]]) -> None:
    assert [(d.deal_type, d.status, names(d)) for d in found(f"{JOINT}\n\n{text}", JOINT)] == told


def test_the_two_with_whom_a_joint_statement_begins_make_it() -> None:
    title = "Joint Statement on our Economies"
    text = f"{title}\n\nNorway and the European Union share much. We signed an agreement on critical minerals."
    assert [names(d) for d in found(text, title)] == [{"Norway", "European Union"}]


TOLD = [
    (
        "The United States, through the Development Finance Corporation, will support the construction of a graphite "
        "plant in Mozambique.",
        [("financing", "agreed", {"Development Finance Corporation": "lender"})],
    ),
    ("Harrow Mining Corp. will support the construction of a graphite plant in Mozambique.", []),
    ("The United States will support the construction of a school in Mozambique, which has graphite.", []),
    (
        "Canada is contributing $10 million to the Tarn rare earths project.",
        [("financing", "agreed", {"Canada": "lender"})],
    ),
    ("Canada is contributing $10 million to rare earth research.", []),
    (
        "The European Union and Chile are working toward a critical minerals agreement.",
        [("intergovernmental_agreement", "negotiating", {"European Union": "party", "Chile": "party"})],
    ),
    (
        "We look forward to concluding the critical minerals agreement between Canada and Chile.",
        [("intergovernmental_agreement", "negotiating", {"Canada": "party", "Chile": "party"})],
    ),
    (
        "The Department of Energy issued a $1.2 billion conditional commitment for lithium processing at the fully "
        "permitted Tarn Pass lithium mine.",
        [("financing", "agreed", {"Department of Energy": "lender"})],
    ),
    (
        "The Export-Import Bank issued letters of interest for $2.2 billion to Australian critical minerals projects.",
        [("financing", "proposed", {"Export-Import Bank": "lender"})],
    ),
    (
        "The Government of Canada is providing C$6.4 million to Harrow Lithium Corp. through the Critical Minerals "
        "Fund for its lithium mine.",
        [("financing", "agreed", {"Canada": "lender", "Harrow Lithium Corp.": "recipient"})],
    ),
    (
        "Ministers from Norway and Chile will meet in Quito on Friday to finalize the lithium framework.",
        [("intergovernmental_agreement", "negotiating", {"Norway": "party", "Chile": "party"})],
    ),
    (
        "Canada and Japan will jointly invest in a rare earth plant in Quebec.",
        [("intergovernmental_agreement", "agreed", {"Canada": "party", "Japan": "party"})],
    ),
]


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_what_governments_do_with_minerals(text: str, told: list[tuple[str, str, dict[str, str]]]) -> None:
    deals = found(f"Critical minerals\n\n{text}")
    assert [(d.deal_type, d.status, {p.name: p.role for p in d.parties}) for d in deals] == told


def test_what_a_pact_is_on_among_other_matters_ties_it_to_minerals() -> None:
    (deal,) = found(
        "Norway and Kenya\n\n" + "The weather was fine. " * 14 + "\n\nThe two have a partnership.\n\n"
        "Kenya recently agreed to increase cooperation with Norway on space and critical minerals.\n\n"
        "Norway and Kenya will issue a joint communiqué on space exploration."
    )
    assert names(deal) == TWO


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norway and Kenya announced a historic trade deal today.", [TWO]),
        ("Norway and Kenya agreed to a framework for an agreement on reciprocal trade.", [TWO]),
        ("Norway and Kenya announced a historic deal on fishing today.", []),
    ],
)
def test_a_trade_pact_that_a_text_is_of_takes_in_what_it_says_of_minerals(
    text: str, told: list[frozenset[str]]
) -> None:
    others = "The two will buy more food from each other. Farmers will gain. " * 8
    article = f"Norway and Kenya\n\n{text}\n\n{others}\n\nThey will also cut tariffs on critical minerals."
    assert [names(d) for d in found(article)] == told
