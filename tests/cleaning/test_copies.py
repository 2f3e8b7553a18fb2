"""Copies are found whatever the order, and only copies."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cleaning.copies import Copy, find_copies

WORDS = ["ore", "mine", "port", "treaty", "lithium", "copper", "minister", "talks", "signed", "quota", "supply", "loan"]
DAY = date(2026, 3, 3)


def story(seed: int, words: int = 120) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def test_an_exact_copy_points_to_the_earliest_article() -> None:
    found = find_copies(
        [
            ("late", DAY + timedelta(2), "A plan", story(1)),
            ("early", DAY, "A plan", story(1)),
            ("undated", None, "A plan", story(1)),
            ("other", DAY, "Another plan", story(2)),
        ]
    )
    assert found == {
        "early": Copy(None, "early"),
        "late": Copy("early", "early"),
        "undated": Copy("early", "early"),
        "other": Copy(None, None),
    }


def test_abridged_wire_copy_is_similar_not_a_duplicate() -> None:
    full = story(3, 300)
    abridged = " ".join(full.split()[:110]) + " " + story(4, 20)
    found = find_copies([("full", DAY, "Two sign pact", full), ("short", DAY, "Two sign pact", abridged)])
    assert found["short"] == Copy(None, "full")


def test_the_same_form_on_another_day_is_no_copy() -> None:
    form = story(5, 80)
    first, second = form + " " + story(6, 60), form + " " + story(7, 60)
    found = find_copies([("a", DAY, "Declaration for one", first), ("b", DAY + timedelta(90), "And another", second)])
    assert found == {"a": Copy(None, None), "b": Copy(None, None)}


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert find_copies([("a", DAY, None, ""), ("b", DAY, None, "---")]) == {
        "a": Copy(None, None),
        "b": Copy(None, None),
    }


_ARTICLES = st.lists(
    st.tuples(
        st.integers(0, 40).map(str),
        st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 1, 20))),
        st.sampled_from([None, "One title of it", "Another title"]),
        st.tuples(st.integers(0, 4), st.sampled_from([6, 40, 60, 61])).map(lambda pair: story(*pair)),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(_ARTICLES, st.randoms(use_true_random=False))
def test_the_order_of_the_input_makes_no_difference(
    articles: list[tuple[str, date | None, str | None, str]], chance: random.Random
) -> None:
    shuffled = list(articles)
    chance.shuffle(shuffled)
    found = find_copies(articles)
    assert find_copies(shuffled) == found
    assert set(found) == {one[0] for one in articles}
    for article_id, copy in found.items():
        if copy.duplicate_of is not None:
            assert copy.duplicate_of != article_id
            assert found[copy.duplicate_of].duplicate_of is None
            assert copy.similar_group == found[copy.duplicate_of].similar_group
        if copy.similar_group is not None:
            assert found[copy.similar_group].similar_group == copy.similar_group
