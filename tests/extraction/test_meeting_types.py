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
    (
        "Senegal's president, Awa Ndiaye, received Ines Wolters, president of the European "
        "Commission, and Paul Renard, "
        "president of the European Council, in Dakar on Friday.",
        "bilateral",
    ),
    (
        "Senegal's minister Awa Ndiaye received the EU's trade commissioner, Lotte Brandsma, and "
        "its farm commissioner, "
        "Piet Claes, in Dakar on Friday.",
        "bilateral",
    ),
    (
        "Nepal's mining minister, Hari Thapa, met Jan Falk and Brigitte Moser, the deputy heads of "
        "the Austrian economy "
        "ministry, in Kathmandu on Monday.",
        "bilateral",
    ),
    (
        "Nepal's minister Hari Thapa met Austria's Jan Falk and Croatia's Iva Moser in Kathmandu on Monday.",
        "ministerial",
    ),
    ("A fourth session of the tariff talks between Norway and India was held in Oslo on 4 June.", "negotiation"),
    ("Talks between Gabon's government and Eramet resumed in Libreville on Monday.", "negotiation"),
    ("Norway's Espen Eide held talks with India's Piyush Goyal in Oslo on Monday.", "bilateral"),
    (
        "A round table of the Steel Federation with the European Investment Bank took place in Brussels on 12 June.",
        "bilateral",
    ),
    ("Italy's minister, Adolfo Urso, held a round table with Eni and Enel in Rome on Monday.", "other"),
    (
        "President Javier Milei met with Prime Minister Kenji Sato of Japan on Monday on the margins of the Leaders' "
        "Summit in Nairobi.",
        "bilateral",
    ),
    ("A meeting of the trade ministers of Norway and India was held in Oslo on 4 June.", "bilateral"),
    ("A meeting of the trade ministers of Norway, Chile and India was held in Oslo on 4 June.", "ministerial"),
]


@pytest.mark.parametrize(("text", "kind"), TOLD)
def test_type_by_what_is_told(text: str, kind: str) -> None:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 6, 18), "metadata")
    source = clean(article)
    found = find_meetings(read_document(source, find_minerals(source), spacy_parser()))
    assert [meeting.meeting_type for meeting in found] == [kind]
