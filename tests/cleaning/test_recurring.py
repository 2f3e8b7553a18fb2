"""Lines that a publisher repeats are learnt from its articles, whatever their order."""

from __future__ import annotations

import pytest

from pipeline.cleaning import RecurringLines, clean
from pipeline.records import Article

SLOGAN = "Quarry Courier brings the dust to your desk"
STORY = (
    "The mine in the north will reopen in May, its owner said on Tuesday, after a year of repairs to the shaft there."
)


def piece(number: int, publisher: str | None = "Quarry Courier", tail: str = SLOGAN) -> Article:
    story = f"{STORY} Its foreman is called {chr(65 + number)}berto."
    text = f"Mine number {number} to open its gates again\n\n{story}\n\n{tail}"
    return Article(f"{number:016x}", f"{number}.txt", text, publisher=publisher)


def learnt(articles: list[Article]) -> RecurringLines:
    return RecurringLines.learnt_from(articles)


def test_a_repeated_line_is_residue_only_once_it_is_known_to_recur() -> None:
    knowing = learnt([piece(n) for n in range(20)])
    slogan = clean(piece(3), knowing).segments[-1]
    assert (slogan.kept, slogan.rule) == (False, "recurring")
    assert clean(piece(3), knowing).segments[1].kept
    assert clean(piece(3, publisher="Another"), knowing).segments[-1].rule != "recurring"


@pytest.mark.parametrize(("articles", "share"), [(5, 0.0), (6, 1.0), (40, 1.0)])
def test_a_line_recurs_from_a_least_number_of_articles_on(articles: int, share: float) -> None:
    assert learnt([piece(n) for n in range(articles)]).share("Quarry Courier", SLOGAN) == share


def test_parts_of_a_corpus_add_up_in_any_order() -> None:
    articles = [piece(n, tail=f"Edition {n % 3} of the Courier") for n in range(24)]
    whole = learnt(articles)
    first, second = learnt(articles[:9]), learnt(list(reversed(articles[9:])))
    second.merge(first)
    for line in (STORY, "Edition 1 of the Courier", "Nothing of the kind"):
        assert second.count("Quarry Courier", line) == whole.count("Quarry Courier", line)


def test_articles_without_a_publisher_teach_nothing() -> None:
    assert learnt([piece(n, publisher=None) for n in range(20)]).share(None, SLOGAN) == 0.0
