"""Offices and whose they are, in the many ways in which news tells them."""

from __future__ import annotations

import re

import pytest

from pipeline.extraction import names, sentences
from pipeline.extraction.document import Entity
from pipeline.records import Article, CleanArticle, CleanText, Paragraph


def entities(text: str) -> dict[str, Entity]:
    paragraphs = [Paragraph(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]
    source = CleanArticle(
        Article("0" * 16, "a.txt", text), (), CleanText(text, ((0, 0, len(text)),), tuple(paragraphs))
    )
    split = sentences.split(source.clean)
    return {entity.name: entity for entity in names.find_names(source, split, (None,) * len(split))[0]}


@pytest.mark.parametrize(
    ("text", "name", "office", "country"),
    [
        (
            "National Security Advisor Jake Holt met National Security Advisor Ajit Rao of India in Lima.",
            "Ajit Rao",
            "National Security Advisor",
            "IND",
        ),
        (
            "Assistant Secretary of State for East Asian and Pacific Affairs Anna Berg spoke.",
            "Anna Berg",
            "Assistant Secretary of State for East Asian and Pacific Affairs",
            None,
        ),
        (
            "Assistant Secretary of Defense for Special Operations and Low-Intensity Conflict Anna Berg spoke.",
            "Anna Berg",
            "Assistant Secretary of Defense for Special Operations and Low-Intensity Conflict",
            None,
        ),
        ("Senior Bureau Official for African Affairs Anna Berg spoke.", "Anna Berg",
         "Senior Bureau Official for African Affairs", None),
        ("Counselor to the President Anna Berg spoke.", "Anna Berg", "Counselor to the President", None),
        ("Chairman of the Joint Chiefs of Staff General Jorge Holm spoke.", "Jorge Holm",
         "Chairman of the Joint Chiefs of Staff", None),
        ("Mongolia's parliament speaker, Anna Berg, called on the Korean president.", "Anna Berg", "parliament speaker",
         "MNG"),
        ("Chile's ambassador to the Kingdom, Jorge Holm, came to Riyadh.", "Jorge Holm", "ambassador to the Kingdom",
         "CHL"),
        ("France's Africa adviser, Anna Berg, flew to Libreville.", "Anna Berg", "Africa adviser", "FRA"),
        ("The Peruvian and Bolivian mining ministers, Anna Berg and Jorge Holm, met.", "Anna Berg", "mining minister",
         "PER"),
        ("The Peruvian and Bolivian mining ministers, Anna Berg and Jorge Holm, met.", "Jorge Holm", "mining minister",
         "BOL"),
        ("The foreign ministers of France, Chile and Peru — Anna Berg, Jorge Holm and Ian Moe — met.", "Jorge Holm",
         "foreign minister", "CHL"),
        ("The EU trade chief Anna Berg called Beijing.", "Anna Berg", "trade chief", None),
        ("South African Minister of Trade, Industry and Competition Anna Berg spoke.", "Anna Berg",
         "Minister of Trade, Industry and Competition", "ZAF"),
        ("Angolan Minister of Mineral Resources, Petroleum and Gas Peter Holm opened it.", "Peter Holm",
         "Minister of Mineral Resources, Petroleum and Gas", "AGO"),
        ("The ambassadors of the United States, Anna Berg, and Japan, Peter Holm, attended.", "Peter Holm",
         "ambassador", "JPN"),
        ("The chief executives of Fjordcell, Anna Berg, and Ironwood Metals, Peter Holm, spoke.", "Anna Berg",
         "chief executive", None),
        ("Kazakhstan's Deputy Prime Minister - Minister of National Economy Peter Holm came.", "Peter Holm",
         "Deputy Prime Minister", "KAZ"),
        ("Prince Peter Holm, Jordan's foreign minister, telephoned.", "Peter Holm", "foreign minister", "JOR"),
        ("Madagascar's new leader, Colonel Peter Holm, met the miners.", "Peter Holm", "leader", "MDG"),
        ("Liberia's Foreign Minister Anna Berg, accompanied by Mines Minister Peter Holm, left.", "Peter Holm",
         "Mines Minister", "LBR"),
        ("Peru's mines minister, Anna Berg, and her deputy Peter Holm spoke.", "Peter Holm", "deputy", "PER"),
        ("PT Timur president director Peter Holm signed.", "Peter Holm", "president director", None),
        ("The Netherlands' Anna Berg spoke in Delft.", "Anna Berg", None, "NLD"),
        ("San Luis Governor Peter Holm came, and San Juan Governor Anna Berg did.", "Anna Berg", "Governor", "ARG"),
        ("The governor of New York, Anna Berg, came.", "Anna Berg", "governor", "USA"),
        ("The mayor of Belo Horizonte, Anna Berg, came.", "Anna Berg", "mayor", "BRA"),
        ("UK Minister for Africa Baroness Berg spoke.", "Berg", "Minister for Africa", "GBR"),
        ("Kyrgyzstan's Cabinet Chairman Adyl Asanov spoke.", "Adyl Asanov", "Cabinet Chairman", "KGZ"),
        ("Peter Holm, who heads Chile's Energy and Mining Ministry, came at 3 PM.", "Peter Holm", None, "CHL"),
        ("The heads of Rosatom and Fjordcell, Peter Holm and Anna Berg, spoke.", "Peter Holm", "head", "RUS"),
        ("Fjordcell chief executive Mark Hill spoke.", "Mark Hill", "chief executive", None),
        ("Bosnian Serb leader Peter Holm spoke.", "Peter Holm", "leader", "BIH"),
        ("The minister met Senators Berg, Moe and Holm of Peru.", "Holm", "Senator", "PER"),
        ("The minister met Senators Berg (D-NV), Moe (R-UT) and Holm.", "Berg", "Senator", None),
    ],
)  # fmt: skip
def test_office_and_country(text: str, name: str, office: str | None, country: str | None) -> None:
    person = entities(text)[name]
    assert (person.entity_type, person.office, person.country_code) == ("person", office, country)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Talks with Vietnam's To Lam went on.", "To Lam"),
        ("The Emir Sheikh Meshal al-Ahmad al-Jaber al-Sabah came.", "Meshal al-Ahmad al-Jaber al-Sabah"),
        ("Dr. Sultan Al Harbi, the minister of industry, spoke.", "Sultan Al Harbi"),
        ("The head of JOGMEC, Anna Berg, spoke to JOGMEC President Peter Holm.", "JOGMEC"),
        ("The meeting was led by Fjordcell chief executive Will Dawson.", "Will Dawson"),
        ("The fund will lend Alpha Silica Ltd A$175 million.", "Alpha Silica Ltd"),
        ("Eurasian Resources Group will ship to ERG clients.", "Eurasian Resources Group"),
        ("Union Minister of Mines G Rohan Rao spoke.", "G Rohan Rao"),
        ("The minister met Fjordcell Mining's Ysolt Brandy on Monday.", "Ysolt Brandy"),
        ("The Energy and Mineral Resources Ministry answered.", "Energy and Mineral Resources Ministry"),
        ("Fjordcell Group sold it to Posco Future M. The price is secret.", "Posco Future M"),
        ("Sri Lanka's Rohan Silva signed with Global Ferronickel Corp.", "Global Ferronickel Corp."),
    ],
)
def test_whole_names(text: str, name: str) -> None:
    assert name in entities(text)
