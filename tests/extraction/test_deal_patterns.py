"""Phrases of `deal_patterns.csv`: what each of them finds and what stays out."""

from __future__ import annotations

import pytest

from pipeline.extraction.deals.lexicon import any_of, pattern, plain_reasons
from pipeline.lexicons import table

CASES = [
    ("land mines, no minerals", "a grant for mine clearance", "a grant for a mine"),
    ("a tool for raising money that a company keeps", "filed a base shelf prospectus", "filed a prospectus"),
    ("mergers in general", "the latest wave of gold mergers", "a merger of two gold miners"),
    ("ground that nobody sells", "acquired by online staking", "acquired by purchase"),
    ("coins and tokens", "the presale of its coin", "the sale of its mine"),
    (
        "what is paid into a fund of states",
        "a $90m contribution to the green forests fund",
        "a $90m contribution to the mining skills fund",
    ),
    ("money shared out among states", "funding for 22 states and the Tarn Nation", "funding for the states"),
    (
        "what a standing programme gives",
        "the denison fund is a program that provides loans",
        "the fund provides a loan",
    ),
    ("a director's own shares", "the director upped his stake", "the billionaire upped his stake"),
    ("somebody's private loan", "his entire holding as collateral", "its mine as collateral"),
    ("work on a paper or permit", "to obtain all necessary permits", "to obtain a loan"),
    ("what is only looked into", "is exploring several financing options", "is exploring the licence"),
    ("another post", "before joining the company he sold", "before the company sold"),
    ("shares", "took a 9% holding", "took a loan"),
    ("a permit prolonged", "the lease, lately renewed", "the lease"),
    ("an underwriter's option", "to cover over-allotments", "to cover allotments"),
    ("paid ahead", "pays $9m up-front", "pays $9m a year"),
    ("paid into", "puts $9m into Tarn", "puts $9m in March"),
    ("all shares", "acquired all of the outstanding shares", "acquired 9% of the outstanding shares"),
    ("a stake", "for about 9.9% of Tarn", "for 9 mines"),
    ("whose ground", "its", "a"),
    ("head of a list", "Cooperation on ", "We agreed on "),
    ("banks that place", "with Tarn as co-lead agent", "with Tarn as a partner"),
    ("over years", "all of it for ten years", "all of it for $9m"),
    ("the deal, worth", "the sale, worth about", "the sale of its mine"),
    ("its worth", "a source put its value at", "a source spoke of its value"),
    ("puts in", "it has promised ", "it has debts of "),
    ("talks that are over", "talks on a loan ended in May without result", "talks on a loan resume after a failure"),
    ("talks that are left", "is no longer in talks", "is in talks"),
    ("all of what was told", "agreed to buy all of it", "agreed to buy all of Tarn"),
    ("shares of its own", "to sell shares of its common stock", "to sell shares of Tarn"),
    ("terms of a venture", "a 60/40 unincorporated joint venture", "a joint venture of 2019"),
    ("accords on space", "by signing the artemis accords", "by signing the mineral accords"),
    ("it is done", "the transaction has now been completed", "the transaction has not closed"),
    ("it came to nothing", "the proposed merger was called off", "the proposed merger was put off"),
    ("the ground is held by", "the property is held by ", "the property was staked by "),
    ("further to its paper with", "further to its agreement dated may 2, 2024 with ", "further to its work with "),
]


@pytest.mark.parametrize(("name", "inside", "outside"), CASES, ids=[case[0] for case in CASES])
def test_a_pattern_finds_its_phrase_and_no_other(name, inside, outside):
    assert pattern(name).search(inside)
    assert not pattern(name).search(outside)


def test_every_pattern_has_its_case():
    assert [name for name, _, _ in CASES] == [row["name"] for row in table("deal_patterns")]


def test_a_tool_for_raising_money_is_no_deal_only_while_it_has_no_sum():
    assert set(plain_reasons(False)) - set(plain_reasons(True)) == {"a tool for raising money that a company keeps"}


def test_an_unknown_pattern_is_an_error():
    with pytest.raises(KeyError):
        pattern("no such phrase")


def test_longer_phrases_of_a_cue_are_tried_before_shorter_ones():
    phrases = any_of("ground", "ground_name").split("|")
    assert [len(p) for p in phrases] == sorted(map(len, phrases), reverse=True)
    assert len(set(phrases)) == len(phrases)
