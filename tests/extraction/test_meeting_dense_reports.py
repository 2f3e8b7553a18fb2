"""Dense newsroom reports: those present in inverted order, told later or by what they are, and who is none of them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.records import Article

SIGNED = "Italy's Giorgia Meloni and Norway's Jonas Gahr Støre signed a tungsten accord in Rome on Tuesday. "
PLANNED = "Leaders of the Southern African Development Community will meet in Harare on 5 May. "


def meetings(text: str) -> list[set[str]]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2026, 3, 18), "metadata", "Newsroom")
    return [{p.name for p in meeting.participants} for meeting in extract(clean(article)).meetings]


CASES = [
    pytest.param(
        SIGNED + "Looking on as the two signed were Albania's Edi Rama, Luis Paz of Eramet and Kaja Kallas.",
        [{"Giorgia Meloni", "Jonas Gahr Støre", "Edi Rama", "Luis Paz", "Kaja Kallas"}],
        id="looking on were",
    ),
    pytest.param(
        SIGNED + "Also at the ceremony were the Kenyan William Ruto and the Ghanaian John Mahama.",
        [{"Giorgia Meloni", "Jonas Gahr Støre", "William Ruto", "John Mahama"}],
        id="told by nation and name",
    ),
    pytest.param(
        SIGNED + "Roger Cook, the envoy, was a witness, along with Madeleine King, the resources minister.",
        [{"Giorgia Meloni", "Jonas Gahr Støre", "Roger Cook", "Madeleine King"}],
        id="was a witness",
    ),
    pytest.param(
        "Giorgia Meloni hosted a signing ceremony in Rome on Tuesday at which Edi Rama of Albania and Robert Abela of "
        "Malta signed a tungsten pact.",
        [{"Giorgia Meloni", "Edi Rama", "Robert Abela"}],
        id="one ceremony and its signing",
    ),
    pytest.param(
        "Canada and Italy signed a tungsten pact in Rome on Tuesday at a ceremony attended by Mark Carney. "
        "Adolfo Urso, "
        "the industry minister, signed for Rome.",
        [{"Mark Carney", "Adolfo Urso"}],
        id="signed for a capital",
    ),
    pytest.param(
        "Both papers were signed in Maputo on Monday. Ana Rey, the Mozambican mines minister, presided; Colin "
        "Thackeray "
        "signed for Kenmare and Haruki Mori for Sojitz.",
        [{"Ana Rey", "Colin Thackeray", "Haruki Mori"}],
        id="signed by those named behind",
    ),
    pytest.param(
        "Both papers were signed in Maputo on Monday. Tungsten has risen since.",
        [],
        id="signed by nobody named",
    ),
    pytest.param(
        "The presidents of Peru and Bolivia signed a pact on tungsten at a ceremony in La Paz on Monday. "
        "Giorgia Meloni "
        "had earlier received Elena Quispe of Peru and Rodrigo Paz of Bolivia.",
        [{"Elena Quispe", "Rodrigo Paz"}, {"Giorgia Meloni", "Elena Quispe", "Rodrigo Paz"}],
        id="presidents named in the sentence behind",
    ),
    pytest.param(
        "Their foreign ministers, Ararat Mirzoyan and Jeyhun Bayramov, signed an earlier text in Rome on 2 "
        "March, hosted "
        "by Antonio Tajani.",
        [{"Ararat Mirzoyan", "Jeyhun Bayramov", "Antonio Tajani"}],
        id="hosted behind a comma",
    ),
    pytest.param(
        PLANNED + "Namibia and Tanzania have confirmed; Zambia has been invited.",
        [{"Southern African Development Community", "Namibia", "Tanzania", "Zambia"}],
        id="a semicolon between those who come",
    ),
    pytest.param(
        PLANNED + "India and Oman will be there as guests; Qatar, too, was asked.",
        [{"Southern African Development Community", "India", "Oman", "Qatar"}],
        id="there as guests",
    ),
    pytest.param(
        "Emmanuel Macron and Friedrich Merz then go to Luanda, where the leaders of the European Union and the African "
        "Union meet on Monday.",
        [{"Emmanuel Macron", "Friedrich Merz", "European Union", "African Union"}],
        id="travellers to a summit",
    ),
    pytest.param(
        "The ELN rebels hold the tungsten pits. Their talks with Bogotá in Caracas are to resume on 1 May.",
        [{"ELN", "Colombia"}],
        id="rebels as they",
    ),
    pytest.param(
        "Colombia's government met the ELN guerrillas in Caracas on 3 March.",
        [{"Colombia", "ELN"}],
        id="guerrillas as a party",
    ),
    pytest.param(
        "Talks on the text opened in Lima in January, when Rick Switzer, a US envoy, sat across the table "
        "from Peruvian "
        "mining minister Hugo Salcedo.",
        [{"Rick Switzer", "Hugo Salcedo"}],
        id="across the table",
    ),
    pytest.param(
        "The leaders of Kenya and Uganda, William Ruto and Yoweri Museveni, dined with the bosses of Barrick and "
        "Glencore, Mark Hill and Gary Nagle, in Nairobi on Friday.",
        [{"William Ruto", "Yoweri Museveni", "Mark Hill", "Gary Nagle"}],
        id="named in turn",
    ),
    pytest.param(
        "At Genoa town hall on Wednesday Romania's energy minister, Ilinca Pop, and her Bulgarian counterpart, Zhecho "
        "Stankov, signed a letter of intent on tungsten.",
        [{"Ilinca Pop", "Zhecho Stankov"}],
        id="a town hall is a building",
    ),
    pytest.param(
        "Argentina's economy minister, Luis Caputo, flew to Rome last week with three provincial governors, among them "
        "Raúl Jalil, and was received by Adolfo Urso.",
        [{"Luis Caputo", "Raúl Jalil", "Adolfo Urso"}],
        id="among those who travelled",
    ),
    pytest.param(
        "Before leaving, Zambian President Hakainde Hichilema told a business audience in Lusaka that output would "
        "triple.",
        [],
        id="words to an audience",
    ),
    pytest.param(
        "Malawi's leader told a lunch of mining executives that his tungsten was not for sale.",
        [],
        id="words to those at lunch",
    ),
]


STATUSES = [
    pytest.param(
        "Germany's Annegret Wolff, expected in Ottawa yesterday for talks with Dev Pannu, the Canadian "
        "minister, has put "
        "them off; no one will say until when.",
        "postponed",
        id="expected and put off",
    ),
    pytest.param(
        "Rwanda's Ana Rey is due in Doha on Friday to meet Massad Boulos. The meeting has been postponed to December.",
        "postponed",
        id="due and postponed",
    ),
    pytest.param(
        "Peru's Luis Bravo was expected in Santiago on Monday for talks with Aurora Williams. He came and nothing was "
        "put off.",
        "held",
        id="expected and held",
    ),
    pytest.param(
        "Peru's Luis Bravo held talks with Aurora Williams in Santiago on Monday. The two put off a decision "
        "on tungsten.",
        "held",
        id="a decision put off",
    ),
]


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_whether_it_was_put_off(text: str, status: str) -> None:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2026, 3, 18), "metadata", "Newsroom")
    assert [meeting.status for meeting in extract(clean(article)).meetings] == [status]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_was_there(text: str, expected: list[set[str]]) -> None:
    assert meetings(text) == expected
