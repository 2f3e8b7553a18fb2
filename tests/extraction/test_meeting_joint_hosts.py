"""Gatherings that several put on together, that lists tell, that follow in a series, and those that somebody tells of
himself in words he is quoted with."""

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


LISTS = [
    pytest.param(
        "Ironbark Gold Corp. will attend the Quito Gold Forum in Quito on July 3-5, 2025, the Copper Conference in "
        "Denver on September 14, 2025, and the Mining Summit in Oslo in October.",
        [
            ("planned", "Quito", {"Ironbark Gold Corp.": GUEST}),
            ("planned", "Denver", {"Ironbark Gold Corp.": GUEST}),
            ("planned", "Oslo", {"Ironbark Gold Corp.": GUEST}),
        ],
        id="in one sentence",
    ),
    pytest.param(
        "Ironbark Gold Corp. will present at the following conferences: the Quito Gold Forum in Quito on July 3-5, "
        "2025, and the Copper Conference in Denver on September 14, 2025.",
        [
            ("planned", "Quito", {"Ironbark Gold Corp.": GUEST}),
            ("planned", "Denver", {"Ironbark Gold Corp.": GUEST}),
        ],
        id="behind a colon",
    ),
    pytest.param(
        "Ironbark Gold Corp. will present at the following investor conferences:\n\nQuito Gold Forum\n\n"
        "July 3-5, 2025\n\nQuito, Ecuador\n\nAndean Copper Conference\n\nSeptember 14, 2025\n\nDenver, Colorado\n\n"
        "The company looks for gold.",
        [
            ("planned", "Quito", {"Ironbark Gold Corp.": GUEST}),
            ("planned", "Denver", {"Ironbark Gold Corp.": GUEST}),
        ],
        id="line by line",
    ),
    pytest.param(
        "Ironbark Gold Corp. will attend the Quito Gold Forum in July, which is larger than the Oslo "
        "Copper Conference.",
        [("planned", None, {"Ironbark Gold Corp.": GUEST})],
        id="one beside which another is only named",
    ),
]

SERIES = [
    pytest.param(
        "The Quad held its first ministerial in 2023 in London. The next ministerial will take place in Oslo in 2026.",
        [("held", "London", {"Quad": GUEST}), ("planned", "Oslo", {"Quad": GUEST})],
        id="the next one of a bloc",
    ),
    pytest.param(
        "Sweden and Peru held their second energy dialogue in Oslo on May 2. The next session is due in 2026 in Quito.",
        [("held", "Oslo", {"Sweden": GUEST, "Peru": GUEST}), ("planned", "Quito", {"Sweden": GUEST, "Peru": GUEST})],
        id="the next session of two",
    ),
    pytest.param(
        "Sweden and Peru held their second energy dialogue in Oslo on May 2. The next meeting of the board is in June.",
        [("held", "Oslo", {"Sweden": GUEST, "Peru": GUEST})],
        id="the next one of others",
    ),
    pytest.param(
        "Secretary Ann Cole met with Finance Minister Clara Osei on Monday and, the following day, with Prime Minister "
        "Omar Saleh.",
        [
            ("held", None, {"Ann Cole": GUEST, "Clara Osei": GUEST}),
            ("held", None, {"Ann Cole": GUEST, "Omar Saleh": GUEST}),
        ],
        id="with the next on the next day",
    ),
]

THERE = [
    pytest.param(
        "Ironbark Gold Corp. is pleased to announce its participation in the Quito Gold Forum, taking place July 3-5, "
        "2025 in Quito.",
        [("planned", "Quito", {"Ironbark Gold Corp.": GUEST})],
        id="a firm's participation",
    ),
    pytest.param(
        "The pact was signed at the Quito Gold Forum on May 3 by Umicore CEO Paul Reed and Albemarle CEO Ann Cole.",
        [("held", None, {"Paul Reed": GUEST, "Ann Cole": GUEST})],
        id="who signed there",
    ),
    pytest.param(
        "The licence was handed over to Umicore CEO Paul Reed by Minister Clara Osei at a ceremony in Oslo on May 3.",
        [("held", "Oslo", {"Clara Osei": GUEST, "Paul Reed": GUEST})],
        id="to whom something is given there",
    ),
    pytest.param(
        "Minister Clara Osei presented the licence to Umicore CEO Paul Reed at a ceremony in Oslo on May 3.",
        [("held", "Oslo", {"Clara Osei": GUEST, "Paul Reed": GUEST})],
        id="a weak verb at a ceremony is one gathering with it",
    ),
    pytest.param(
        "Following a meeting with Minister Clara Osei in Oslo last week, Umicore has agreed to build a school.",
        [("held", "Oslo", {"Clara Osei": GUEST, "Umicore": GUEST})],
        id="what followed is to come, the meeting is not",
    ),
    pytest.param(
        "Secretary Ann Cole led the Peruvian delegation to the Ports Summit in Oslo in May.",
        [("held", "Oslo", {"Ann Cole": GUEST})],
        id="a delegation's leader",
    ),
]

PLACES = [
    pytest.param(
        "Senior Advisor Paul Reed met with Mayors Ann Cole of Cleveland and Clara Osei of Chicago on Monday.",
        [("held", None, {"Paul Reed": GUEST, "Ann Cole": GUEST, "Clara Osei": GUEST})],
        id="the town of a mayor",
    ),
    pytest.param(
        "The White House convened executives of Umicore and Albemarle on Monday.",
        [("held", "Washington", {"White House": HOST, "Umicore": GUEST, "Albemarle": GUEST})],
        id="a seat of government that hosts",
    ),
    pytest.param(
        "Downing Street hosted a forum in Leeds with Umicore and Albemarle on Monday.",
        [("held", "Leeds", {"Downing Street": HOST, "Umicore": GUEST, "Albemarle": GUEST})],
        id="one that hosts elsewhere",
    ),
    pytest.param(
        "Governor Ellen Marsh and Umicore CEO Paul Reed broke ground on a magnet plant in Houston, Texas, on May 3.",
        [("held", "Houston", {"Ellen Marsh": GUEST, "Paul Reed": GUEST})],
        id="the works begun",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOGETHER + QUOTED + LISTS + SERIES + THERE + PLACES)
def test_who_was_there(text: str, expected: list[Told]) -> None:
    assert told(text) == expected
