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
