"""Deals that a company's news only speaks of, made some other time: they stand as done and take no day of the news.

Also options to earn a share of the ground, of which later sentences name the other side.
"""

from __future__ import annotations

import pytest

from tests.extraction.test_deals import found

LEAD = "Lithium company news\n\nNorrland Mining told Proactive that drilling at its Tarn lithium project goes well. "


@pytest.mark.parametrize(
    ("text", "status", "dated"),
    [
        ("The company ended the quarter with $9 million following a $5 million private placement.", "completed", False),
        ("It is fully funded following a $5 million loan from Kestrel Bank.", "agreed", False),
        ("The chief executive pointed to a binding offtake agreement with Kestrel Metals.", "agreed", False),
        ("The chief executive announced a new offtake agreement with Kestrel Metals.", "agreed", True),
        ("The news builds on an existing supply agreement with Kestrel Metals for lithium.", "agreed", False),
        ("The company has signed a supply agreement with Kestrel Metals for lithium.", "agreed", True),
        ("When it secured its offtake agreement with Kestrel Metals, that was a milestone.", "agreed", False),
        (
            "The results follow its recent acquisition of the Larch lithium mine from Kestrel Metals.",
            "completed",
            False,
        ),
        ("The acquisition of the Larch lithium mine from Kestrel Metals was a milestone.", "completed", False),
        ("The acquisition of the Larch lithium mine from Kestrel Metals is a milestone.", "agreed", False),
        ("Its partner, Kestrel Metals, is earning a 51% interest in the lithium project.", "agreed", False),
    ],
)
def test_what_is_only_spoken_of(text: str, status: str, dated: bool) -> None:
    assert [(d.status, d.date is not None) for d in found(LEAD + text)] == [(status, dated)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Norrland Mining shared details of a new earn-in agreement with Kestrel Metals on its lithium claims.", True),
        ("Under its earn-in agreement with Kestrel Metals, Norrland Mining can earn 75% of the lithium claims.", True),
        ("Norrland Mining drilled lithium claims of its earn-in agreement with Kestrel Metals.", False),
    ],
)
def test_an_earn_in_is_told_by_its_terms_or_as_new(text: str, told: bool) -> None:
    assert bool(found(f"Lithium company news\n\n{text}")) == told


OPTION = (
    "Lithium company news\n\nNorrland Mining has signed an option agreement to earn 75% of the Larch lithium claims. "
)


@pytest.mark.parametrize(
    ("after", "parties"),
    [
        ("The optionor, Kestrel Metals, will receive $500,000 in cash.", {"Norrland Mining", "Kestrel Metals"}),
        ("The claims are owned by Kestrel Metals.", {"Norrland Mining", "Kestrel Metals"}),
        ("Kestrel Metals will retain a 2% royalty on the claims.", {"Norrland Mining", "Kestrel Metals"}),
        (
            "Under the option agreement with Kestrel Metals, it must issue shares.",
            {"Norrland Mining", "Kestrel Metals"},
        ),
        ("Kestrel Metals drilled the claims in 2009.", {"Norrland Mining"}),
    ],
)
def test_who_grants_an_option_to_earn(after: str, parties: set[str]) -> None:
    (deal,) = found(OPTION + after)
    assert (deal.deal_type, {p.name for p in deal.parties}) == ("joint_venture", parties)


def test_who_announces_the_purchase_of_an_interest_buys() -> None:
    (deal,) = found(
        "Lithium company news\n\nNorrland Mining is pleased to announce the acquisition of a 100% interest in the "
        "Tarn lithium mine."
    )
    assert [p.role for p in deal.parties] == ["buyer"]


def test_a_stake_that_a_backer_raises_is_of_shares() -> None:
    (deal,) = found(f"{LEAD}It is backed by Kestrel Metals, which raised its stake in Norrland Mining to 12%.")
    assert deal.deal_type == "equity_investment"


BOUGHT = "Lithium company news\n\nNorrland Mining has acquired the Larch lithium mine from Kestrel Metals"


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (". Total consideration is $5 million, of which $2 million was paid in cash.", 5e6),
        (". Consideration consisted of $2 million in cash and 1,000,000 common shares.", 2e6),
        (" for $5 million and will spend $20 million on drilling over two years.", 5e6),
        (" by paying a total of $600,000 over three years, including $50,000 on signing.", 6e5),
        (". Total output of the mine is worth $5 million.", None),
        (". It plans to spend $20 million on drilling.", None),
    ],
)
def test_the_price_among_other_sums(text: str, amount: float | None) -> None:
    assert [d.value_amount for d in found(BOUGHT + text)] == [amount]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Norrland Mining will not proceed with the acquisition of the lithium miner Kestrel Metals.", "terminated"),
        ("Norrland Mining will proceed with the acquisition of the lithium miner Kestrel Metals.", "agreed"),
        ("Norrland Mining received notice of termination of its lithium offtake agreement with Kestrel.", "terminated"),
        ("Norrland Mining pays a fee for termination of its lithium offtake agreement with Kestrel.", "agreed"),
        ("The planned takeover of lithium miner Kestrel Metals by Norrland Mining is on track to close.", "agreed"),
        ("Norrland Mining cut 300 jobs after buying lithium miner Kestrel Metals for $9 million.", "completed"),
        ("Norrland Mining's board approved the acquisition of a 100% interest in Kestrel Lithium.", "agreed"),
    ],
)
def test_what_became_of_it(text: str, status: str) -> None:
    assert [d.status for d in found(f"Lithium company news\n\n{text}")] == [status]


def test_leave_for_a_purchase_is_no_money() -> None:
    (deal,) = found(
        "Lithium company news\n\nNorrland Mining has received conditional approval from the TSX Venture Exchange for "
        "the acquisition of a 100% interest in the Tarn lithium project from Kestrel Metals for $12 million."
    )
    assert {p.name: p.role for p in deal.parties} == {"Norrland Mining": "buyer", "Kestrel Metals": "seller"}
