"""Who takes part in a told meeting: delegations, companions, hosts, guests, unnamed office-holders, pronouns."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article

HOST, GUEST, INVITED = "host", "attendee", "invitee"
CARNEY_MERZ = "Canadian Prime Minister Mark Carney met German Chancellor Friedrich Merz in Berlin on Tuesday. "
THREE = {"Mark Carney": GUEST, "Friedrich Merz": GUEST, "Tim Hodgson": GUEST}


def participants(text: str) -> list[dict[str, str]]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 6, 18), "metadata")
    source = clean(article)
    document = read_document(source, find_minerals(source), spacy_parser())
    return [{p.name: p.role for p in meeting.participants} for meeting in find_meetings(document)]


CASES = [
    pytest.param(
        CARNEY_MERZ + "The chancellor invited Carney to Bavaria.",
        {"Mark Carney": GUEST, "Friedrich Merz": GUEST},
        id="an invitation made where they met",
    ),
    pytest.param(
        "Canadian Energy Minister Tim Hodgson met Lynas chief Ann Berg and Iluka's Tom Holm in Perth on Monday.",
        {"Tim Hodgson": GUEST, "Ann Berg": GUEST, "Tom Holm": GUEST},
        id="a company by its person alone",
    ),
    pytest.param(
        "Canadian Energy Minister Tim Hodgson told Lynas chief Ann Berg at a meeting in Perth on Monday he agreed.",
        {"Tim Hodgson": GUEST, "Ann Berg": GUEST},
        id="told at a meeting",
    ),
    pytest.param(
        "Tim Hodgson and Lynas chief Ann Berg met in Ottawa on Monday in the presence of Prime Minister Mark Carney.",
        {"Tim Hodgson": GUEST, "Ann Berg": GUEST, "Mark Carney": GUEST},
        id="in the presence of",
    ),
    pytest.param(
        CARNEY_MERZ + "Energy Minister Tim Hodgson was also in the room.",
        THREE,
        id="also in the room",
    ),
    pytest.param(CARNEY_MERZ + "The energy minister, Tim Hodgson, went with him.", THREE, id="went with him"),
    pytest.param(
        CARNEY_MERZ + "Energy Minister Tim Hodgson also took part in the meeting.", THREE, id="also took part"
    ),
    pytest.param(CARNEY_MERZ + "Energy Minister Tim Hodgson was present at the meeting.", THREE, id="was present"),
    pytest.param(CARNEY_MERZ + "Beside them sat Energy Minister Tim Hodgson.", THREE, id="beside them sat"),
    pytest.param(
        "Zambia's mines minister, Paul Kabuswe, chaired a roundtable on copper in Lusaka on Monday. First Quantum sent "
        "its president, Tristan Pascall, and Barrick its Africa chief, Sebastiaan Bock. Cristina Duarte came for "
        "Vale and John Meyer for Glencore.",
        {
            "Paul Kabuswe": HOST,
            "Tristan Pascall": GUEST,
            "Sebastiaan Bock": GUEST,
            "Cristina Duarte": GUEST,
            "John Meyer": GUEST,
        },
        id="firms sent people",
    ),
    pytest.param(
        "Finance ministers of the G7 met in Banff on Tuesday. Japan was represented by Katsunobu Kato, Britain by "
        "Rachel Reeves and Italy by Giancarlo Giorgetti.",
        {"G7": GUEST, "Katsunobu Kato": GUEST, "Rachel Reeves": GUEST, "Giancarlo Giorgetti": GUEST},
        id="represented by in turn",
    ),
    pytest.param(
        "Indonesia's president, Prabowo Subianto, hosted a summit on nickel in Jakarta on Monday. Around the table at "
        "the palace were Malaysia's Anwar Ibrahim, Bongbong Marcos of the Philippines and Lawrence Wong, Singapore's "
        "prime minister.",
        {"Prabowo Subianto": HOST, "Anwar Ibrahim": GUEST, "Bongbong Marcos": GUEST, "Lawrence Wong": GUEST},
        id="around the table were",
    ),
    pytest.param(
        "Argentine President Javier Milei will sign a lithium pact with Treasury Secretary Scott Bessent in Buenos "
        "Aires on Friday. Mining Secretary Luis Lucero has been asked to attend. The bank is expected to lend money.",
        {"Javier Milei": GUEST, "Scott Bessent": GUEST, "Luis Lucero": INVITED},
        id="asked to attend, expected to lend",
    ),
    pytest.param(
        "The Korean delegation, led by Trade Minister Yeo Han-koo, met officials of the Chilean government in Santiago "
        "on Monday.",
        {"Yeo Han-koo": GUEST, "Chile": GUEST},
        id="delegation led by",
    ),
    pytest.param(
        "Canadian Prime Minister Mark Carney, joined by Energy Minister Tim Hodgson, met German Chancellor Friedrich "
        "Merz in Berlin on Tuesday.",
        THREE,
        id="joined by",
    ),
    pytest.param(
        "Flanked by Energy Minister Tim Hodgson, Canadian Prime Minister Mark Carney met German Chancellor Friedrich "
        "Merz in Berlin on Tuesday.",
        THREE,
        id="flanked by at the opening",
    ),
    pytest.param(CARNEY_MERZ + "The meeting was attended by Energy Minister Tim Hodgson.", THREE, id="attended by"),
    pytest.param(CARNEY_MERZ + "Energy Minister Tim Hodgson joined them.", THREE, id="joined them"),
    pytest.param(CARNEY_MERZ + "Energy Minister Tim Hodgson sat in on the talks.", THREE, id="sat in on"),
    pytest.param(CARNEY_MERZ + "Also present was Energy Minister Tim Hodgson.", THREE, id="also present"),
    pytest.param(
        "Finance ministers from the G7, joined by counterparts from Australia, India and South Korea, met in "
        "Washington on Monday.",
        {"G7": GUEST, "Australia": GUEST, "India": GUEST, "South Korea": GUEST},
        id="bloc joined by counterparts",
    ),
    pytest.param(
        "Foreign ministers of the Quad - Australia, India, Japan and the United States - met in Washington on Tuesday.",
        {"Quad": GUEST, "Australia": GUEST, "India": GUEST, "Japan": GUEST, "United States": GUEST},
        id="bloc and its members",
    ),
    pytest.param(
        "Treasury Secretary Scott Bessent hosted finance ministers from the G7 as well as Mexico and South Korea in "
        "Washington on Monday.",
        {"Scott Bessent": HOST, "G7": GUEST, "Mexico": GUEST, "South Korea": GUEST},
        id="hosted ministers from",
    ),
    pytest.param(
        "India's mines minister met Argentina's mining secretary in Buenos Aires on Monday.",
        {"India": GUEST, "Argentina": GUEST},
        id="unnamed holders of single offices",
    ),
    pytest.param(
        "The US ambassador to Kinshasa met Congolese mines minister Louis Watum in Kinshasa on Monday.",
        {"United States": GUEST, "Louis Watum": GUEST},
        id="unnamed ambassador",
    ),
    pytest.param(
        "Kazakh Deputy Foreign Minister Roman Vassilenko held a meeting with the Ambassador of Finland to Kazakhstan, "
        "Janne Heiskanen, in Astana on Monday.",
        {"Roman Vassilenko": GUEST, "Janne Heiskanen": GUEST},
        id="named behind whose ambassador and where to",
    ),
    pytest.param(
        "Representatives of Albemarle, SQM and Codelco met Mining Minister Aurora Williams in Santiago on Monday.",
        {"Albemarle": GUEST, "SQM": GUEST, "Codelco": GUEST, "Aurora Williams": GUEST},
        id="representatives of firms and a minister who is none of theirs",
    ),
    pytest.param(
        "Leaders from 15 major U.S. companies met Deputy National Security Advisor Daleep Singh at the White House on "
        "Monday.",
        {"Daleep Singh": GUEST},
        id="a country's companies are not the country",
    ),
    pytest.param(
        "Norway and Canada will co-chair the meeting of the Arctic Minerals Forum in Oslo on Monday.",
        {"Norway": HOST, "Canada": HOST},
        id="co-chair",
    ),
    pytest.param(
        "Under the chairmanship of Indonesian minister Bahlil Lahadalia, ASEAN energy ministers met in Jakarta on "
        "Monday.",
        {"Bahlil Lahadalia": HOST, "ASEAN": GUEST},
        id="under the chairmanship of",
    ),
    pytest.param(
        "At the invitation of President Kassym-Jomart Tokayev, Italian Prime Minister Giorgia Meloni visited Astana on "
        "Friday.",
        {"Kassym-Jomart Tokayev": HOST, "Giorgia Meloni": GUEST},
        id="at the invitation of, first",
    ),
    pytest.param(
        "Indian Prime Minister Narendra Modi has been invited to join the G7 summit in Kananaskis on Sunday.",
        {"Narendra Modi": INVITED, "G7": GUEST},
        id="invited to join",
    ),
    pytest.param(
        "Kenyan President William Ruto has invited his Ugandan counterpart, Yoweri Museveni, to visit Nairobi in July.",
        {"William Ruto": HOST, "Yoweri Museveni": INVITED},
        id="invited to visit",
    ),
    pytest.param(
        "Prime Minister Anwar Ibrahim hosted a dinner in Kuala Lumpur on Monday for the prime ministers of Laos and "
        "Vietnam.",
        {"Anwar Ibrahim": HOST, "Laos": GUEST, "Vietnam": GUEST},
        id="a dinner for",
    ),
    pytest.param(
        "President Joseph Biden and Prime Minister Justin Trudeau welcomed the first U.S.-Canada Arctic Dialogue on "
        "March 10.",
        {"United States": GUEST, "Canada": GUEST},
        id="to welcome a dialogue is not to be there",
    ),
    pytest.param(
        "Prime Minister Anthony Albanese announced that Australia and New Zealand will co-host the 2026 Pacific "
        "Minerals Forum in Auckland.",
        {"Australia": HOST, "New Zealand": HOST},
        id="who announces is no host",
    ),
    pytest.param(
        "Australian Foreign Minister Penny Wong, Indian External Affairs Minister Subrahmanyam Jaishankar and Japanese "
        "Foreign Minister Takeshi Iwaya agreed to share data. The three ministers met in Tokyo on Monday.",
        {"Penny Wong": GUEST, "Subrahmanyam Jaishankar": GUEST, "Takeshi Iwaya": GUEST},
        id="the three ministers",
    ),
    pytest.param(
        "A tungsten round table in Brussels on Monday was convened by the European Commission. Taking part were BASF, "
        "Umicore and Eramet.",
        {"European Commission": HOST, "BASF": GUEST, "Umicore": GUEST, "Eramet": GUEST},
        id="taking part were",
    ),
    pytest.param(
        "We, the Foreign Ministers of Australia, India and Japan, and the Secretary of State of the United States, met "
        "in Washington on Monday.",
        {"Australia": GUEST, "India": GUEST, "Japan": GUEST, "United States": GUEST},
        id="we, the ministers",
    ),
    pytest.param(
        "Kazakh and Uzbek officials held two days of talks on tungsten in Tashkent on Monday and Tuesday. The Kazakh "
        "side was represented by Deputy Industry Minister Asel Sharkhan and the Uzbek side by Mining Minister Bobir "
        "Islamov.",
        {"Asel Sharkhan": GUEST, "Bobir Islamov": GUEST},
        id="both sides represented by",
    ),
    pytest.param(
        "At a dinner in Leeds on Tuesday, executives from Rio Tinto and Glencore discussed tungsten prices with "
        "Chancellor Rachel Reeves.",
        {"Rio Tinto": GUEST, "Glencore": GUEST, "Rachel Reeves": GUEST},
        id="discussed it with",
    ),
    pytest.param(
        "A tungsten forum in Oslo on Monday was co-hosted by Mining Minister Ingrid Solberg and Finnish Trade Minister "
        "Pekka Virtanen.",
        {"Ingrid Solberg": HOST, "Pekka Virtanen": HOST},
        id="co-hosted by",
    ),
    pytest.param(
        "The Northern Tungsten Forum, opened on Monday by Mining Minister Ingrid Solberg in Oslo, runs until Thursday.",
        {"Ingrid Solberg": GUEST},
        id="opened by, behind the noun",
    ),
    pytest.param(
        "The groundwork was laid when Governor Pedro Rojas called on Union Coal and Mines Minister G. Kishan Varma in "
        "New Delhi on March 10 about tungsten.",
        {"Pedro Rojas": GUEST, "G. Kishan Varma": GUEST},
        id="called on a minister",
    ),
    pytest.param(
        "The task force met in Quito on Monday, chaired by Deputy Minister Rosa Paredes, to discuss tungsten.",
        {"Rosa Paredes": HOST},
        id="an unnamed body sits under a named chair",
    ),
    pytest.param(
        "The Council met on Monday under the chairmanship of Minister Rosa Paredes to discuss tungsten.",
        {"Rosa Paredes": HOST},
        id="under the chairmanship of",
    ),
    pytest.param(
        "G20 mining ministers met in Quito on Monday to discuss tungsten, with Minister Rosa Paredes presiding.",
        {"G20": GUEST, "Rosa Paredes": HOST},
        id="with somebody presiding",
    ),
    pytest.param(
        "Minister Rosa Paredes met President Felix Amador in Quito on Monday, with Ana Rey of Northgate Tungsten also "
        "present, to discuss tungsten.",
        {"Rosa Paredes": GUEST, "Felix Amador": GUEST, "Ana Rey": GUEST},
        id="with somebody present",
    ),
    pytest.param(
        "The Tungsten Forum opened in Quito on Monday with speeches by Minister Rosa Paredes and Ana Rey of Northgate "
        "Tungsten.",
        {"Rosa Paredes": GUEST, "Ana Rey": GUEST},
        id="with speeches by, behind where it opened",
    ),
    pytest.param(
        "Minister Rosa Paredes received President Felix Amador in Quito on Monday to discuss tungsten. Looking on were "
        "Ana Rey, its founder, and Luis Paz, who runs the local office of the smelter group Northgate Tungsten.",
        {"Rosa Paredes": HOST, "Felix Amador": GUEST, "Ana Rey": GUEST, "Luis Paz": GUEST},
        id="for whom an onlooker works",
    ),
    pytest.param(
        "The forum was held in Quito on Monday, organized by the Chamber of Mines and attended by Northgate Tungsten.",
        {"Chamber of Mines": HOST, "Northgate Tungsten": GUEST},
        id="organised by and attended by, behind the day",
    ),
    pytest.param(
        "The Andean Tungsten Forum took place in Quito on Monday. It was chaired by Under Secretary Paul Rask and "
        "Minister Rosa Paredes.",
        {"Paul Rask": HOST, "Rosa Paredes": HOST},
        id="chaired by an under secretary",
    ),
    pytest.param(
        "Northgate Tungsten and Altiplano Tungsten met on Monday on a project, led by Cerro Mining, in Peru.",
        {"Northgate Tungsten": GUEST, "Altiplano Tungsten": GUEST},
        id="who leads what is talked about isn't there",
    ),
    pytest.param(
        "At the invitation of President Luis Rey, Prime Minister Ingrid Dahl of Norway visited Lima on Monday.",
        {"Luis Rey": HOST, "Ingrid Dahl": GUEST},
        id="the guest behind the inviter is no host",
    ),
    pytest.param(
        "Senator John May met with Minister Rosa Paredes on Monday.",
        {"John May": GUEST, "Rosa Paredes": GUEST},
        id="May is a surname",
    ),
    pytest.param(
        "The Departments of Energy, Commerce, and the Interior met with Peru on Monday.",
        {
            "Department of Energy": GUEST,
            "Department of Commerce": GUEST,
            "Department of the Interior": GUEST,
            "Peru": GUEST,
        },
        id="departments that one plural names",
    ),
    pytest.param(
        "The Departments of Labor and Health and Human Services met with Peru on Monday.",
        {"Department of Labor": GUEST, "Department of Health and Human Services": GUEST, "Peru": GUEST},
        id="a department with two fields among them",
    ),
    pytest.param(
        "The Ministry of Mines and Energy met with Northgate Tungsten on Monday.",
        {"Ministry of Mines and Energy": GUEST, "Northgate Tungsten": GUEST},
        id="one ministry of two fields",
    ),
    pytest.param(
        "Chaired by Secretary Antony Blinken, the ministerial brought together representatives of Japan, India and "
        "Korea on tungsten.",
        {"Antony Blinken": HOST, "Japan": GUEST, "India": GUEST, "South Korea": GUEST},
        id="hosted by, before the subject",
    ),
    pytest.param(
        "Last month in Turin, President Joseph Biden joined G7 leaders to launch a tungsten initiative.",
        {"Joseph Biden": GUEST, "G7": GUEST},
        id="joined leaders to launch",
    ),
    pytest.param(
        "Secretary of State Antony Blinken attended the G20 Foreign Ministers meeting in Rio de Janeiro on Monday.",
        {"G20": GUEST, "Antony Blinken": GUEST},
        id="attended the ministers meeting",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_participants_and_roles(text: str, expected: dict[str, str]) -> None:
    assert participants(text) == [expected]


def test_each_guest_met_in_a_town_of_their_own() -> None:
    told = participants("President Joseph Biden met Prime Minister Fumio Kishida in Tokyo and President Yoon in Seoul.")
    assert told == [{"Joseph Biden": GUEST, "Fumio Kishida": GUEST}, {"Joseph Biden": GUEST, "Yoon": GUEST}]
