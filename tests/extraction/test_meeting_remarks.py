"""Meetings in speeches and releases: the gathering in the head, who holds an office, whose name it bears."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article, Meeting

SPEECH = "Riga, Latvia\n\nMINISTER HOLM: Good morning. Lithium matters to all of us, as you know, and I am glad of it."


def meetings(text: str, title: str = "Notes on lithium") -> tuple[Meeting, ...]:
    article = Article(
        "0" * 16, "a.txt", f"{title}\n\n{text}\n", date(2024, 3, 6), "metadata", "example.gov", title=title
    )
    source = clean(article)
    return find_meetings(read_document(source, find_minerals(source), spacy_parser()))


def test_those_thanked_for_being_there_take_part() -> None:
    thanks = "I want to thank Minister Ann Berg of Norway and Minister Ian Lund of Denmark for joining us."
    told = meetings(f"{SPEECH} {thanks}", "Remarks by Minister Eva Holm at the Baltic Minerals Forum")
    assert [{p.name for p in m.participants} for m in told] == [{"Eva Holm", "Ann Berg", "Ian Lund"}]


@pytest.mark.parametrize(
    ("said", "people"),
    [
        ("We have with us Senator Ann Berg and Ian Lund of Northern Copper.", {"Ann Berg", "Ian Lund"}),
        ("Minister Ann Berg is here.", {"Ann Berg"}),
        ("Minister Ann Berg and Mayor Ian Lund are with us too.", {"Ann Berg", "Ian Lund"}),
        ("We’re joined by Ann Berg, who runs Northern Copper; and Ian Lund.", {"Ann Berg", "Ian Lund"}),
        ("I want to recognize Senator Ann Berg, who was sent by Mayor Ian Lund.", {"Ann Berg"}),
        ("It’s great to see Ann Berg’s home town.", set()),
        ("Minister Ann Berg wishes she could be here today.", set()),
        ("Minister Ann Berg is not here.", set()),
        ("Minister Ann Berg knows everyone who is here.", set()),
        ("If Ann Berg is here, we begin.", set()),
        ("I thank Senator Ann Berg for her years of work.", set()),
    ],
)
def test_those_greeted_by_name_are_there(said: str, people: set[str]) -> None:
    told = meetings(f"{SPEECH} {said}", "Remarks by Minister Eva Holm at the Baltic Minerals Forum")
    assert [{p.name for p in m.participants} for m in told] == [{"Eva Holm", *people}]


@pytest.mark.parametrize(
    ("title", "people"),
    [
        (
            "Remarks by Minister Ann Holm Before Bilateral Meeting with Prime Minister Tanaka of Japan",
            {("Tanaka", "JPN")},
        ),
        (
            "Remarks by Minister Ann Holm in Meeting with President Rosa Quiroga of Bolivia",
            {("Rosa Quiroga", "BOL")},
        ),
        ("Remarks by Minister Ann Holm Before a Meeting with Minister Lopes", {("Lopes", None)}),
        ("Remarks by Minister Ann Holm Before a Meeting with Mining Executives", set()),
    ],
)
def test_whom_the_title_alone_names_as_met_takes_part(title: str, people: set[tuple[str, str | None]]) -> None:
    found = meetings(SPEECH, title)
    guests = [{(p.name, p.country_code) for p in m.participants if "Holm" not in p.name} for m in found]
    assert guests == [people]


@pytest.mark.parametrize(
    ("title", "kind", "people"),
    [
        ("Remarks by Minister Ann Holm at the Baltic Minerals Forum", "conference", [{"Ann Holm"}]),
        ("Remarks by Minister Ann Holm on Jobs at the 2024 Riga Investment Summit", "summit", [{"Ann Holm"}]),
        ("Remarks by Minister Ann Holm Before Meeting with Labour Leaders", "other", [{"Ann Holm"}]),
        ("Remarks by Minister Ann Holm at a Press Conference", "", []),
        ("Remarks by Minister Ann Holm at a Campaign Event", "", []),
        ("Remarks by Minister Ann Holm on Lithium", "", []),
        ("Minister Ann Holm at the Baltic Minerals Forum", "", []),
    ],
)
def test_a_speech_was_given_at_the_gathering_that_its_title_names(
    title: str, kind: str, people: list[set[str]]
) -> None:
    found = meetings(SPEECH, title)
    assert [{p.name.split()[-1] for p in m.participants} for m in found] == [{n.split()[-1] for n in g} for g in people]
    assert [m.meeting_type for m in found] == ([kind] if kind else [])
    assert all(m.city == "Riga" and m.start_date == date(2024, 3, 6) for m in found)


def test_a_line_of_the_head_names_the_gathering_and_the_speech_its_host() -> None:
    text = (
        "Minister Ann Holm\n\nRemarks as Prepared for Delivery\n\nNorthern Ore Summit\n\nOslo, Norway\n\n"
        "Thank you. I want to thank Governor Berg for bringing us together today. Lithium matters to all of us here."
    )
    found = meetings(text, "Remarks by Minister Ann Holm on the Anniversary of the Mining Act")
    assert [{p.name: p.role for p in m.participants} for m in found] == [{"Ann Holm": "attendee", "Berg": "host"}]


CASES = [
    pytest.param(
        "Minister Eva Holm met with union leaders on Tuesday to discuss lithium. The union "
        "leaders in attendance were Joe Berg and Sue Lund.",
        [{"Eva Holm", "Joe Berg", "Sue Lund"}],
        id="unnamed people in attendance, then listed",
    ),
    pytest.param(
        "Minister Eva Holm hosted a roundtable on lithium in Riga on Tuesday. Companies "
        "represented at the meeting included Nordic Lithium Corp. and Baltic Copper Ltd.",
        [{"Eva Holm", "Nordic Lithium Corp.", "Baltic Copper Ltd."}],
        id="firms represented, then listed",
    ),
    pytest.param(
        "Minister Eva Holm hosted a roundtable on lithium in Riga on Tuesday. Executives who "
        "participated were Joe Berg and Sue Lund.",
        [{"Eva Holm", "Joe Berg", "Sue Lund"}],
        id="executives who took part, then listed",
    ),
    pytest.param(
        "Minister Eva Holm met Minister Joe Berg in Riga on Tuesday. Companies that have "
        "invested in lithium there include Nordic Lithium Corp. and Baltic Copper Ltd.",
        [{"Eva Holm", "Joe Berg"}],
        id="firms that did something else, then listed",
    ),
    pytest.param(
        "This follows announcements on lithium by President Eva Holm, including at the ASEAN Summit in May.",
        [{"Eva Holm", "ASEAN"}],
        id="announcements by somebody, including at a summit",
    ),
    pytest.param(
        "This follows a report on President Eva Holm, including at the ASEAN Summit in May. Lithium was discussed.",
        [{"ASEAN"}],
        id="a report on somebody, including at a summit",
    ),
    pytest.param(
        "Minister Eva Holm met with Senators Joe Berg, Sue Lund, and Jack Moe on Tuesday to discuss lithium.",
        [{"Eva Holm", "Joe Berg", "Sue Lund", "Jack Moe"}],
        id="several behind the title that they share",
    ),
    pytest.param(
        "Minister Eva Holm met with Governors Berg, Lund and Moe in Riga on Tuesday to discuss lithium.",
        [{"Eva Holm", "Berg", "Lund", "Moe"}],
        id="several told by surname behind the title that they share",
    ),
    pytest.param(
        "The Prime Ministers of Thailand and Cambodia met in Kuala Lumpur on Sunday. Prime Minister Anutin "
        "Charnvirakul of Thailand praised the talks. Cambodian Prime Minister Hun Manet agreed.",
        [{"Anutin Charnvirakul", "Hun Manet"}],
        id="holders of an office in the plural",
    ),
    pytest.param(
        "The Prime Ministers of Thailand and Cambodia met in Kuala Lumpur on Sunday.",
        [{"Thailand", "Cambodia"}],
        id="holders nobody names",
    ),
    pytest.param(
        "Today in Washington, National Security Advisor Ann Holm met with her Indian counterpart, Raj Mehta. They were "
        "joined by the Administrator of the National Aeronautics and Space Administration, the Director of the "
        "National Science Foundation, and officials from the Department of State and the Department of Commerce.",
        [
            {
                "Ann Holm",
                "Raj Mehta",
                "National Aeronautics and Space Administration",
                "National Science Foundation",
                "Department of State",
                "Department of Commerce",
            }
        ],
        id="officials by their bodies",
    ),
    pytest.param(
        "On Tuesday, Minister Karl Weiss delivered remarks at the International Energy Agency's Critical Minerals "
        "Summit in Paris.",
        [{"International Energy Agency", "Karl Weiss"}],
        id="the body whose name it bears",
    ),
    pytest.param(
        "On Monday, President Ruiz will meet with Prime Minister Chinh of Vietnam. President Ruiz will also meet with "
        "National Assembly Chairman Vuong Dinh Hue of Vietnam in Hanoi.",
        [{"Ruiz", "Chinh"}, {"Ruiz", "Vuong Dinh Hue"}],
        id="also met others",
    ),
]


@pytest.mark.parametrize(("text", "told"), CASES)
def test_who_took_part(text: str, told: list[set[str]]) -> None:
    found = [{p.name.removeprefix("U.S. ") for p in m.participants} for m in meetings(text)]
    assert found == told


def test_the_place_of_a_speech_stands_on_words_of_the_text() -> None:
    title = "Remarks by Minister Ann Holm at the Baltic Minerals Forum | Tallinn, Estonia"
    speech = SPEECH.partition("\n\n")[2]
    text = f"{title}\n\n{speech}\n"
    for shown, city in ((title, "Tallinn"), ("", None)):  # a title that only the metadata have gives no place
        raw = text if shown else f"{speech}\n"
        article = Article("0" * 16, "a.txt", raw, date(2024, 3, 6), "metadata", "example.gov", title=title)
        source = clean(article)
        (meeting,) = find_meetings(read_document(source, find_minerals(source), spacy_parser()))
        spans = [raw[e.start : e.end] for e in meeting.evidence if e.field == "city"]
        assert meeting.city == city
        assert spans == (["Tallinn, Estonia"] if city else [])
