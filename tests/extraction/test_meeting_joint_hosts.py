"""Gatherings that several put on together, and those that somebody tells of himself in words he is quoted with."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article

HOST, GUEST = "host", "attendee"
Told = tuple[str, str | None, dict[str, str]]
"""Status, town and participants of a meeting."""


def told(text: str) -> list[Told]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 6, 18), "metadata")
    source = clean(article)
    meetings = find_meetings(read_document(source, find_minerals(source), spacy_parser()))
    return [(m.status, m.city, {p.name: p.role for p in m.participants}) for m in meetings]


TOGETHER = [
    pytest.param(
        "The U.S. Department of Commerce co-hosted, with the Government of Chile, a forum in Quito on 12 May 2025.",
        [("held", "Quito", {"U.S. Department of Commerce": HOST, "Chile": HOST})],
        id="with whom, before what",
    ),
    pytest.param(
        "Sweden will co-host with Peru the Ocean Ports Summit in Oslo in August.",
        [("planned", "Oslo", {"Sweden": HOST, "Peru": HOST})],
        id="a future one",
    ),
    pytest.param(
        "Co-hosted by Sweden and Peru, the Ocean Ports Summit took place in Oslo on May 2.",
        [("held", "Oslo", {"Sweden": HOST, "Peru": HOST})],
        id="told in front",
    ),
    pytest.param(
        "Sweden, co-hosting with Peru, convened the Ocean Ports Summit in Oslo on May 2.",
        [("held", "Oslo", {"Sweden": HOST, "Peru": HOST})],
        id="told in between",
    ),
    pytest.param(
        "The United States co-chaired, along with Peru, the third Andean Dialogue in Quito on May 2.",
        [("held", "Quito", {"United States": HOST, "Peru": GUEST})],
        id="a chair beside another",
    ),
]

QUOTED = [
    pytest.param(
        '"We met with Minister Clara Osei in Quito last month and she backs the project," said Paul Reed, CEO of '
        "Ironbark Gold.",
        [("held", "Quito", {"Ironbark Gold": GUEST, "Clara Osei": GUEST})],
        id="we of a company",
    ),
    pytest.param(
        "Paul Reed, CEO of Ironbark Gold, commented: “It was a good month. We were honored to host President "
        "Irene Sosa at our plant in Quito last week.”",
        [("held", "Quito", {"Ironbark Gold": HOST, "Irene Sosa": GUEST})],
        id="in a later sentence of the quotation",
    ),
    pytest.param(
        '"I met President Irene Sosa in Quito in May," said Paul Reed, Chief Executive of Ironbark Gold.',
        [("held", "Quito", {"Paul Reed": GUEST, "Irene Sosa": GUEST})],
        id="I",
    ),
    pytest.param(
        '"We met all our targets," said Paul Reed, CEO of Ironbark Gold, who works with Umicore.', [], id="things met"
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOGETHER + QUOTED)
def test_who_was_there(text: str, expected: list[Told]) -> None:
    assert told(text) == expected
