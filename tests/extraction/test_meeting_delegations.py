"""Several people who travel, meet and are told of as one: delegations, those who join them, and whom "they" goes on
to mean."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article


def told(text: str) -> list[set[str]]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 6, 18), "metadata")
    source = clean(article)
    document = read_document(source, find_minerals(source), spacy_parser())
    return [{p.name for p in meeting.participants} for meeting in find_meetings(document)]


CASES = [
    pytest.param(
        "A U.S. delegation – led by Assistant Secretary of State for East Asian and Pacific Affairs Ann Holm, Deputy "
        "Commander Lieutenant General Tom Rask, and Ambassador Eva Lund – went to Suva. The delegation met with Prime "
        "Minister John Wale on tungsten.",
        [{"Ann Holm", "Tom Rask", "Eva Lund", "John Wale"}],
        id="all who lead a delegation",
    ),
    pytest.param(
        "Deputy National Security Advisor Ann Holm led a delegation to Oslo and Nairobi. She was joined by Assistant "
        "Secretary of Energy Tom Rask and Admiral Luis Tamayo. In Oslo, they met with Prime Minister Ingrid Dahl. In "
        "Nairobi, they met with President Amina Otieno.",
        [
            {"Ann Holm", "Tom Rask", "Luis Tamayo", "Ingrid Dahl"},
            {"Ann Holm", "Tom Rask", "Luis Tamayo", "Amina Otieno"},
        ],
        id="those who join the head, in one town after the other",
    ),
    pytest.param(
        "Assistant to the President for Rural Affairs Dr. Ann Holm, Africa Command Commander General Tom Rask and "
        "Ambassador Eva Lund traveled to Kenya and Niger. In Niamey, the delegation met with President Moussa. They "
        "also met with Energy Minister Ali Oumarou.",
        [
            {"Ann Holm", "Tom Rask", "Eva Lund", "Moussa"},
            {"Ann Holm", "Tom Rask", "Eva Lund", "Ali Oumarou"},
        ],
        id="travellers are the delegation",
    ),
    pytest.param(
        "U.S. Trade Representative Ann Holm, Under Secretary of State for Economic Growth Tom Rask, and Deputy "
        "Secretary of Commerce Eva Lund hosted a roundtable with Northgate Tungsten in Reno on Monday.",
        [{"Ann Holm", "Tom Rask", "Eva Lund", "Northgate Tungsten"}],
        id="a list of hosts whose offices have prepositions of their own",
    ),
    pytest.param(
        "President Luis Tamayo met on Monday with members of Congress. The members of Congress in attendance included "
        "Senator Ann Holm and Senator Tom Rask.",
        [{"Luis Tamayo", "Congress", "Ann Holm", "Tom Rask"}],
        id="members in attendance, who are then named",
    ),
    pytest.param(
        "Prime Minister Ingrid Dahl hosted a dinner for President Tamayo and First Lady Rosa Tamayo in Oslo on Monday.",
        [{"Ingrid Dahl", "Tamayo", "Rosa Tamayo"}],
        id="a president and who is married to him",
    ),
    pytest.param(
        "The President of Peru met with Prime Minister Ingrid Dahl of Norway on Monday. Former President Luis Tamayo "
        "had promised the talks.",
        [{"Peru", "Ingrid Dahl"}],
        id="a former president is not the president",
    ),
    pytest.param(
        "A delegation from Vale led by its director, Ana Rey, was received in Lima on Monday by Energy Minister Tom "
        "Rask. Mr Rask is to speak with the group's management on Friday.",
        [{"Ana Rey", "Tom Rask"}, {"Tom Rask", "Vale"}],
        id="the group is the company",
    ),
    pytest.param(
        "Minister Ann Holm and Minister Tom Rask spoke in Lima. President Luis Tamayo met with Prime Minister Ingrid "
        "Dahl on Tuesday. They discussed tungsten.",
        [{"Luis Tamayo", "Ingrid Dahl"}],
        id="they are who acted last",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_was_there(text: str, expected: list[set[str]]) -> None:
    assert told(text) == expected
