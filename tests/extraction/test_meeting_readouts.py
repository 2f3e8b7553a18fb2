"""Meetings in governments' readouts, joint statements and press releases: whose plan, whose body, who was there."""

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
STATES = "Canada and Chile agreed on tungsten. Germany, too, agreed. "
MET = "Canadian Prime Minister Mark Carney met German Chancellor Friedrich Merz in Berlin on Tuesday. "
TWO = {"Mark Carney": GUEST, "Friedrich Merz": GUEST}


def participants(text: str) -> list[dict[str, str]]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 6, 18), "metadata")
    source = clean(article)
    document = read_document(source, find_minerals(source), spacy_parser())
    return [{p.name: p.role for p in meeting.participants} for meeting in find_meetings(document)]


CASES = [
    pytest.param(
        "Canadian Prime Minister Mark Carney welcomed Chile's decision to host a ministerial meeting on tungsten in "
        "Santiago in October.",
        [{"Chile": HOST}],
        id="whose decision it is to host",
    ),
    pytest.param(
        "Canada supports Peru's offer to convene the next Andean Minerals Forum in Lima.",
        [{"Peru": HOST}],
        id="whose offer it is to convene",
    ),
    pytest.param(
        "President Trump praised President Boric's leadership in convening the Copper Summit in May 2025.",
        [{"Boric": HOST}],
        id="whose leadership it was in convening",
    ),
    pytest.param(
        STATES + MET + "The leaders looked forward to reconvening the Canada-Germany Trade Policy Forum before the end "
        "of 2025.",
        [TWO, {"Canada": GUEST, "Germany": GUEST}],
        id="leaders look forward to a forum of their states",
    ),
    pytest.param(
        STATES + MET + "They welcomed their governments' plan to convene an inaugural Arctic Dialogue this year.",
        [TWO, {"Canada": HOST, "Germany": HOST}],
        id="their governments' plan is another occasion",
    ),
    pytest.param(
        STATES
        + MET
        + "The leaders directed their officials to hold the first Hydrogen Dialogue in Hamburg in September.",
        [TWO, {"Canada": GUEST, "Germany": GUEST}],
        id="officials are to hold it",
    ),
    pytest.param(
        "On May 23, Canada and Chile held the first meeting of the Canada-Chile Minerals Task Force in Santiago.",
        [{"Canada": GUEST, "Chile": GUEST}],
        id="the body that sits is its members",
    ),
    pytest.param(
        "Canadian Prime Minister Mark Carney and German Chancellor Friedrich Merz chaired the inaugural meeting of the "
        "Raw Materials Working Group in Berlin on Tuesday.",
        [{"Mark Carney": HOST, "Friedrich Merz": HOST}],
        id="the body that two people chair",
    ),
    pytest.param(
        "Canada and Chile welcomed the African Union as a permanent member of the G20.", [], id="welcomed as a member"
    ),
    pytest.param(
        "Prime Minister Mark Carney praised the progress made on the corridor since its launch at the 2023 G7 Summit.",
        [{"G7": GUEST}],
        id="who praises what began at a summit",
    ),
    pytest.param(
        "Today, the President of Chile, Gabriel Boric, and the President of the Council of Ministers of the Italian "
        "Republic, Giorgia Meloni, met at the Chigi Palace in Rome.",
        [{"Gabriel Boric": GUEST, "Giorgia Meloni": GUEST}],
        id="two presidents named behind their offices",
    ),
    pytest.param(
        "Prime Minister Mark Carney and senior officials — including Energy Minister Tim Hodgson and Finance Minister "
        "Francois-Philippe Champagne — met in May with mining executives.",
        [{"Mark Carney": GUEST, "Tim Hodgson": GUEST, "Francois-Philippe Champagne": GUEST}],
        id="officials between dashes",
    ),
    pytest.param(
        "Today, President Trump met in Doha with the leaders of the Republic of Egypt, the Republic of Iraq, and the "
        "Kingdom of Jordan.",
        [{"Trump": GUEST, "Republic of Egypt": GUEST, "Republic of Iraq": GUEST, "Jordan": GUEST}],
        id="states by their full names",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_takes_part(text: str, expected: list[dict[str, str]]) -> None:
    assert participants(text) == expected
