"""What briefings, gaggles and joint press conferences tell of meetings, and who "he", "you" and "we" are there."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article

BRIEFING = "Press Briefing by Press Secretary Mara Holm and National Security Advisor Peter Quist, March 6, 2024"
JOINT = "Remarks by President Ruiz and Prime Minister Okada of Japan in Joint Press Conference"
LITHIUM = "MS. HOLM: Good afternoon. We will talk about lithium today.\n\n"


def parties(text: str, title: str) -> list[set[str]]:
    address = "https://www.example.gov/briefings/1"
    article = Article(
        "0" * 16, "a.txt", f"{title}\n\n{text}\n", date(2024, 3, 6), "metadata", "example.gov", title, address
    )
    source = clean(article)
    document = read_document(source, find_minerals(source), spacy_parser())
    return [{p.name for p in meeting.participants} for meeting in find_meetings(document)]


@pytest.mark.parametrize(
    ("text", "title", "told"),
    [
        pytest.param(
            LITHIUM + "President Ruiz made the right call on lithium last week.\n\n"
            "President Ruiz had a good call with President Xi on Tuesday.",
            BRIEFING,
            [{"Ruiz", "Xi"}],
            id="a decision is no call",
        ),
        pytest.param(
            LITHIUM
            + "Foreign Minister Lars Berg of Norway was here with the Omani Foreign Minister, Badr Albusaidi, in "
            "January.",
            BRIEFING,
            [{"Lars Berg", "Badr Albusaidi"}],
            id="two who were here together",
        ),
        pytest.param(
            "PRIME MINISTER OKADA: Thank you. Mr. President, as you and I stood together in Oslo last May, we spoke "
            "of lithium.\n\nPRESIDENT RUIZ: Thank you. We stand together with the miners of the world.",
            JOINT,
            [{"Ruiz", "Okada"}],
            id="two who stood together in a town",
        ),
        pytest.param(
            LITHIUM + "It is good that senior officials of Norway have had meetings with their Chinese counterparts in "
            "recent times. We have had constant and ongoing conversations with the Germans.",
            BRIEFING,
            [],
            id="meetings in recent times",
        ),
        pytest.param(
            LITHIUM
            + "Iran will be very high on the agenda for National Security Advisor Peter Quist's visit to Israel.",
            BRIEFING,
            [{"Peter Quist", "Israel"}],
            id="what stands on the agenda comes to no talks",
        ),
        pytest.param(
            LITHIUM + "President Ruiz is in the capital. As President Ruiz said, lithium matters.\n\n"
            "Q Thank you, Mara. Did former President Bello object?\n\n"
            "MS. HOLM: No. The President met with Chancellor Olaf Scholz of Germany on Tuesday.",
            BRIEFING,
            [{"Ruiz", "Olaf Scholz"}],
            id="the president in office, not the one before",
        ),
        pytest.param(
            LITHIUM + "Q Hi, Peter. Thank you, Mara.\n\nMS. HOLM: Go ahead.\n\n"
            "Q You met with Foreign Minister Bao Lin in Geneva last week.\n\n"
            "MR. QUIST: That was a good day.",
            BRIEFING,
            [{"Peter Quist", "Bao Lin"}],
            id="you of a question is who answers it",
        ),
        pytest.param(
            LITHIUM
            + "MS. HOLM: It will be on the agenda at the G7 in June. President Ruiz spoke with Prime Minister Okada "
            "of Japan on Monday.\n\n"
            "Q Any word on the border?\n\nMS. HOLM: No.\n\n"
            "Q And on the budget?\n\nMS. HOLM: The staff are at work. They're going to meet tomorrow.",
            BRIEFING,
            [{"G7"}, {"Ruiz", "Okada"}],
            id="they of another answer, it of a topic",
        ),
        pytest.param(
            LITHIUM + "The President will not be the first president to visit Peru. "
            "We urge General Bako to sit down with President Okello. Thank you all for joining this call.",
            BRIEFING,
            [],
            id="denied, urged, a call with reporters",
        ),
        pytest.param(
            "PRESIDENT RUIZ: Prime Minister, welcome to the White House. It is an honor to have you here. "
            "Lithium matters to both of us.\n\n"
            "PRIME MINISTER OKADA: Thank you, Mr. President.\n\n"
            "PRESIDENT RUIZ: We had a very good conversation with President Lula of Brazil on Monday.",
            JOINT,
            [{"Ruiz", "Okada"}, {"Ruiz", "Lula"}],
            id="we who spoke with a third",
        ),
        pytest.param(
            LITHIUM + "Joining us is Peter Quist. Today I'm joined by Energy Secretary Ann Holt. "
            "The President meets with members of his team on Friday.",
            BRIEFING,
            [],
            id="at the podium, own staff",
        ),
    ],
)
def test_what_a_transcript_tells(text: str, title: str, told: list[set[str]]) -> None:
    assert parties(text, title) == told
