"""Meetings on a state's own pages of which the text names one side, and what looks like a gathering and is none."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article

_HEAD = "The United States works on critical minerals with its partners."


def met(text: str) -> list[set[str]]:
    """Names of the participants of each meeting that a White House statement tells."""
    whole = f"Fact sheet on critical minerals\n\n{_HEAD} {text}\n"
    article = Article(
        "0" * 16, "a.txt", whole, date(2024, 3, 6), "metadata", "www.whitehouse.gov", "Fact sheet on critical minerals"
    )
    source = clean(article)
    document = read_document(source, find_minerals(source), spacy_parser())
    return [{p.name for p in meeting.participants} for meeting in find_meetings(document)]


ONE_SIDED = [
    pytest.param(
        "We are preparing next week's meeting with representatives from Chile in Lima.",
        [{"United States", "Chile"}],
        id="the home state is the other side",
    ),
    pytest.param("On Tuesday, President Dale will engage in a discussion.", [], id="nobody else told"),
    pytest.param(
        "President Rosa Vidal of Chile welcomed President Ann Dale on May 3. "
        "It follows on the two leaders’ first meeting in Lima on February 2.",
        [{"Rosa Vidal", "Ann Dale"}, {"Rosa Vidal", "Ann Dale"}],
        id="the two leaders with a bare apostrophe",
    ),
    pytest.param(
        "President Ann Dale is well. Officials spoke to next week's summit with President Rosa Vidal of Chile.",
        [{"Rosa Vidal", "Ann Dale"}],
        id="a summit with somebody",
    ),
    pytest.param(
        "The trip follows travel by Secretary Mary Holm. The Vice President looks forward to it. I can tell you her "
        "schedule. She will meet President Rosa Vidal of Chile on Sunday.",
        [{"United States", "Rosa Vidal"}],
        id="she who is only told by her office",
    ),
    pytest.param(
        "President Ann Dale is well. Ann Dale rests. There is a question about the upcoming meeting with the President "
        "of Chile next week.",
        [{"Chile", "Ann Dale"}],
        id="a holder whom nobody names",
    ),
]

NONE_MET = [
    "She has been involved in many trade negotiations with Canada and Mexico.",
    "Today, the United States and Chile announced the launch of the Copper Trade Dialogue.",
    "The United States and Chile are working together to meet the demand of the future.",
    "Both states committed to conclude negotiations with Peru in 2025.",
    "We appreciate that Chile has cast votes in the U.N. General Assembly for Peru.",
]


@pytest.mark.parametrize(("text", "people"), ONE_SIDED)
def test_the_other_side(text: str, people: list[set[str]]) -> None:
    assert met(text) == people


@pytest.mark.parametrize("text", NONE_MET)
def test_no_gathering(text: str) -> None:
    assert met(text) == []
