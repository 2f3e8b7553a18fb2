"""Types of gatherings told by more than their names: visits, sides without a name, crowds of ministers."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article

TOLD = [
    (
        "During her visit to Canada on Tuesday, Germany's Katherina Reiche was received by Prime Minister Mark Carney "
        "and Energy Minister Tim Hodgson.",
        "visit",
    ),
    ("Brazil's mines minister, Alexandre Silveira, met the mayor and the Kayapó Council in Araxá on Friday.", "other"),
    ("Morocco gathered a dozen African ministers in Marrakesh in February.", "ministerial"),
    ("President Kassym-Jomart Tokayev hosted the five Central Asian presidents in Almaty on Friday.", "summit"),
    ("Canada's Tim Hodgson, visiting Berlin on Wednesday, met Economy Minister Katherina Reiche.", "bilateral"),
    (
        "Oman's energy minister, Salim al Aufi, met Pakistan's petroleum minister, Ali Pervaiz Malik, and Qatar's Saad "
        "al Kaabi in Riyadh on Tuesday.",
        "ministerial",
    ),
    ("President Javier Milei received executives from Rio Tinto in Buenos Aires on Friday.", "bilateral"),
]


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_type_by_what_is_told(text: str, kind: str) -> None:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 6, 18), "metadata")
    source = clean(article)
    found = find_meetings(read_document(source, find_minerals(source), spacy_parser()))
    assert [meeting.meeting_type for meeting in found] == [kind]
