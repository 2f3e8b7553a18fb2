"""Meetings that papers of governments tell by their frame: a visit, a plural of summits, a joint statement."""

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
Told = tuple[str, str, str | None, dict[str, str]]
"""Type, status, town and participants of a meeting."""


def told(text: str) -> list[Told]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 6, 18), "metadata")
    source = clean(article)
    meetings = find_meetings(read_document(source, find_minerals(source), spacy_parser()))
    return [(m.meeting_type, m.status, m.city, {p.name: p.role for p in m.participants}) for m in meetings]


VISITS = [
    pytest.param(
        "Energy Secretary Ann Cole will make the announcement at Prairie State University, where she will be joined by "
        "Senator Tim Carver, Congressman Frank Polito, and Governor Ellen Marsh.",
        [
            (
                "other",
                "planned",
                None,
                {"Ann Cole": GUEST, "Tim Carver": GUEST, "Frank Polito": GUEST, "Ellen Marsh": GUEST},
            )
        ],
        id="a place that is no town, where others join",
    ),
    pytest.param(
        "Secretary of State Brian Lane and Secretary of Defense Ann Cole met with their Philippine counterparts, "
        "Secretary Enrique Mora and Secretary Carlito Gomez, in Washington on Monday.",
        [
            (
                "ministerial",
                "held",
                "Washington",
                {"Brian Lane": GUEST, "Ann Cole": GUEST, "Enrique Mora": GUEST, "Carlito Gomez": GUEST},
            )
        ],
        id="counterparts of one state, named behind",
    ),
    pytest.param(
        "Secretary of Energy Ann Cole and Secretary of State Brian Lane hosted executives of Umicore in Washington on "
        "Monday to discuss supplies.",
        [("bilateral", "held", "Washington", {"Ann Cole": HOST, "Brian Lane": HOST, "Umicore": GUEST})],
        id="several hosts, and what they wish to discuss",
    ),
    pytest.param(
        "Secretary of Energy Ann Cole and Secretary Brian Lane hosted their Indian counterparts in Ohio on Monday.",
        [("bilateral", "held", None, {"Ann Cole": HOST, "Brian Lane": HOST, "India": GUEST})],
        id="a secretary is none of those whose state is told of the counterparts",
    ),
    pytest.param(
        "National Security Advisor Jake Holt met National Security Advisor Ajit Rao of India in Washington on Monday.",
        [("bilateral", "held", "Washington", {"Jake Holt": GUEST, "Ajit Rao": GUEST})],
        id="one office of two states",
    ),
    pytest.param(
        "On Friday, the White House and Department of Labor convened executives for a roundtable on tungsten.",
        [("other", "held", "Washington", {"White House": HOST, "Department of Labor": HOST})],
        id="a seat of government that convenes",
    ),
    pytest.param(
        "The White House said that President Bill Haas will host Zambian President Chanda Mwale on Friday.",
        [("bilateral", "planned", None, {"Bill Haas": HOST, "Chanda Mwale": GUEST})],
        id="a seat of government that only speaks",
    ),
    pytest.param(
        "During the first visit of a Danish premier to Brasília since 2011, Prime Minister Kari Holm reached agreement "
        "with Brazilian President Tomas Alvim on a tungsten partnership.",
        [("bilateral", "held", "Brasilia", {"Kari Holm": GUEST, "Tomas Alvim": GUEST})],
        id="a visit and the agreement reached on it",
    ),
    pytest.param(
        "On her trip to Gaborone, Norwegian Trade Minister Ingrid Falk agreed with President Letsile Moroka of "
        "Botswana to deepen cooperation.",
        [("bilateral", "held", "Gaborone", {"Ingrid Falk": GUEST, "Letsile Moroka": GUEST})],
        id="agreed with somebody on a trip",
    ),
    pytest.param(
        "During a two-day visit to Astana, Portuguese Foreign Minister Paulo Reis and Kazakh President Arman Seitkali "
        "discussed supplies.",
        [("bilateral", "held", "Astana", {"Paulo Reis": GUEST, "Arman Seitkali": GUEST})],
        id="the visitor taken for a part of the town",
    ),
    pytest.param(
        "In the course of his working visit to Hanoi last week, German Energy Minister Jonas Berg agreed with "
        "Vietnamese Prime Minister Le Van Thanh that a working group be set up.",
        [("bilateral", "held", "Hanoi", {"Jonas Berg": GUEST, "Le Van Thanh": GUEST})],
        id="in the course of a visit",
    ),
    pytest.param(
        "U.S. President Bill Haas travelled to Lusaka in May, where he and Zambian President Chanda Mwale announced a "
        "railway.",
        [("bilateral", "held", "Lusaka", {"Bill Haas": GUEST, "Chanda Mwale": GUEST})],
        id="where he and the host announced",
    ),
    pytest.param(
        "On a trip to Ohio, U.S. President Bill Haas and U.S. Energy Secretary Tom Ray announced a plant.",
        [],
        id="two of one government at home",
    ),
]

SUMMITS = [
    pytest.param(
        "President Sato of Japan and President Reyes of Peru discussed their plans as respective hosts of the G20 "
        "and APEC Summits next year.",
        [
            ("summit", "planned", None, {"Sato": HOST, "G20": GUEST}),
            ("summit", "planned", None, {"Reyes": HOST, "APEC": GUEST}),
        ],
        id="respective hosts",
    ),
    pytest.param(
        "President Ann Lind attended the G20 and BRICS Summits in May.",
        [
            ("summit", "held", None, {"Ann Lind": GUEST, "G20": GUEST}),
            ("summit", "held", None, {"Ann Lind": GUEST, "BRICS": GUEST}),
        ],
        id="both attended",
    ),
    pytest.param(
        "President Sato of Japan will be the host of the APEC Summit next year.",
        [("summit", "planned", None, {"Sato": HOST, "APEC": GUEST})],
        id="will be the host of",
    ),
    pytest.param(
        "President Ann Lind attended the EU-Canada Summit in Ottawa in May.",
        [("summit", "held", "Ottawa", {"Ann Lind": GUEST, "European Union": GUEST, "Canada": GUEST})],
        id="one summit of two sides",
    ),
]

STATEMENTS = [
    pytest.param(
        "We, the leaders of Ghana, Togo and Benin, reaffirm our commitment to secure supply chains. Here in Accra, "
        "Ghana, we resolve to do more. At our meeting today we agreed to set up a joint council.",
        [("summit", "held", "Accra", {"Ghana": GUEST, "Togo": GUEST, "Benin": GUEST})],
        id="our meeting, here in",
    ),
    pytest.param(
        "The leaders of Finland, Sweden, and Norway issued the following joint statement: Today, we met in Kiruna, "
        "Sweden, to discuss supply chains.",
        [("summit", "held", "Kiruna", {"Finland": GUEST, "Sweden": GUEST, "Norway": GUEST})],
        id="issued the following",
    ),
    pytest.param(
        "We, the leaders of Japan and India, welcome the ASEAN Summit that Malaysia hosted in Kuala Lumpur in May.",
        [("summit", "held", "Kuala Lumpur", {"ASEAN": GUEST, "Malaysia": HOST})],
        id="what those who sign only welcome",
    ),
    pytest.param(
        "Meeting in Oslo on Tuesday, Danish Prime Minister Ann Lind and Chilean President Carlos Ibarra agree on "
        "lithium.",
        [("bilateral", "held", "Oslo", {"Ann Lind": GUEST, "Carlos Ibarra": GUEST})],
        id="a participle before the news in the present",
    ),
]


HEARINGS = [
    pytest.param(
        "Black Fern Copper has filed an application with the South Dakota Board of Minerals. A hearing is scheduled "
        "for 3 September 2025 in Pierre, South Dakota.",
        [("other", "planned", "Pierre", {"South Dakota Board of Minerals": HOST, "Black Fern Copper": GUEST})],
        id="a hearing on what the sentence before applies for",
    ),
    pytest.param(
        "The Arizona Department of Environmental Quality held a public hearing on Saguaro Copper Inc.'s permit on 12 "
        "May in Superior, Arizona.",
        [
            (
                "other",
                "held",
                "Superior",
                {"Arizona Department of Environmental Quality": HOST, "Saguaro Copper Inc.": GUEST},
            )
        ],
        id="whose permit is heard",
    ),
    pytest.param(
        "The company's suit against Black Fern Copper will be taken up at a court hearing in Reno on 3 July.",
        [],
        id="a court",
    ),
]

MATTERS = [
    pytest.param(
        "National Security Advisor Ann Cole met today with Polish Foreign Minister Jan Kos to discuss the situation in "
        "Ukraine.",
        [("bilateral", "held", None, {"Ann Cole": GUEST, "Jan Kos": GUEST})],
        id="where the matter lies",
    ),
    pytest.param(
        "National Security Advisor Ann Cole met today with Polish Foreign Minister Jan Kos in Lima to discuss the "
        "situation in Ukraine.",
        [("bilateral", "held", "Lima", {"Ann Cole": GUEST, "Jan Kos": GUEST})],
        id="where they met",
    ),
]

SEVERAL = [
    pytest.param(
        "Vice President Ann Cole convened faith leaders on May 8, 2025 at the White House; on May 14, 2025 in Orlando, "
        "Florida; and on May 16, 2025 in Denver, Colorado.",
        [("other", "held", town, {"Ann Cole": HOST}) for town in ("Washington", "Orlando", "Denver")],
        id="a list of days with a town each",
    ),
    pytest.param(
        "The Department of the Interior held two listening sessions on mining: one led by Interior Secretary Ann Ruiz "
        "with the Navajo Nation, and another hosted by the Bureau of Land Management with the Cherokee Nation.",
        [
            ("other", "held", None, {"Ann Ruiz": HOST, "Navajo Nation": GUEST}),
            ("other", "held", None, {"Bureau of Land Management": HOST, "Cherokee Nation": GUEST}),
        ],
        id="one led by, and another hosted by",
    ),
    pytest.param(
        "The Department of the Interior held two listening sessions on mining, one longer than the other.",
        [],
        id="a count, and no one told apart",
    ),
    pytest.param(
        "Building on discussions during the U.S.-Africa Leaders Summit in December 2022, U.S. President Ann Lind and "
        "Zambian President Chanda Mwale met in Lusaka today.",
        [
            ("summit", "held", None, {"Ann Lind": GUEST, "Chanda Mwale": GUEST}),
            ("bilateral", "held", "Lusaka", {"Ann Lind": GUEST, "Chanda Mwale": GUEST}),
        ],
        id="an earlier summit that the news builds on",
    ),
    pytest.param(
        "Chilean President Ann Lind and Zambian President Chanda Mwale discussed the Summit for the Forests currently "
        "underway.",
        [],
        id="a summit that is only the topic",
    ),
    pytest.param(
        "Today, Vice President Ann Cole convened more than 20 state legislators and advocates at the White House.",
        [("other", "held", "Washington", {"Ann Cole": HOST})],
        id="people who need no name",
    ),
]


@pytest.mark.parametrize(("text", "expected"), [*VISITS, *SUMMITS, *STATEMENTS, *HEARINGS, *MATTERS, *SEVERAL])
def test_told_by_its_frame(text: str, expected: list[Told]) -> None:
    assert told(text) == expected
