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
        "The first 2+2 meeting on tungsten in years was held in Santiago in April between the Secretary of State and "
        "the Secretary of Defense with their Chilean counterparts.",
        [{"United States": GUEST, "Chile": GUEST}],
        id="held between the secretaries with their counterparts",
    ),
    pytest.param(
        "Canada welcomes the first year of the Chile-Peru Bilateral Energy Partnership, which convened most recently "
        "in May 2025.",
        [{"Chile": GUEST, "Peru": GUEST}],
        id="a partnership of two states that convened",
    ),
    pytest.param(
        "This week in Tokyo, Canadian Prime Minister Mark Carney reached a trade deal with Indian Prime Minister "
        "Narendra Modi.",
        [{"Mark Carney": GUEST, "Narendra Modi": GUEST}],
        id="reached a deal at a stated place",
    ),
    pytest.param(
        "Minister Tim Hodgson of Canada held bilateral meetings with Germany's Katherina Reiche and with Chile's "
        "Daniel Mas in Lima.",
        [{"Tim Hodgson": GUEST, "Katherina Reiche": GUEST}, {"Tim Hodgson": GUEST, "Daniel Mas": GUEST}],
        id="bilateral meetings with one and with another",
    ),
    pytest.param(
        "Canadian minister Tim Hodgson concluded an official visit to Germany, during which he met with Economy "
        "Minister Katherina Reiche in Bonn.",
        [{"Tim Hodgson": GUEST, "Katherina Reiche": GUEST}],
        id="a visit during which he met",
    ),
    pytest.param(
        "Canadian minister Tim Hodgson hosted German minister Katherina Reiche and Chilean minister Daniel Mas in "
        "Ottawa today. The ministers last met in May in Bonn.",
        [
            {"Tim Hodgson": HOST, "Katherina Reiche": GUEST, "Daniel Mas": GUEST},
            {"Tim Hodgson": GUEST, "Katherina Reiche": GUEST, "Daniel Mas": GUEST},
        ],
        id="the ministers of the sentence before",
    ),
    pytest.param(
        "The Commissioner shall ensure a prompt convening of the Salmon Committee within 20 days of any petition from "
        "Canada.",
        [],
        id="a convening that a law lays down",
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
    pytest.param(
        "Canadian Prime Minister Mark Carney kicked off his Asia tour with a visit to Japan.",
        [{"Mark Carney": GUEST, "Japan": GUEST}],
        id="a tour begun with a visit",
    ),
    pytest.param(
        "Norda Metals Corp. marked the opening of its Ontario mine with a ceremony on Tuesday.",
        [{"Norda Metals Corp.": HOST}],
        id="an opening marked with a ceremony",
    ),
    pytest.param(
        "The leaders of Cambodia and Thailand joined President Trump in signing a peace accord in Kuala Lumpur.",
        [{"Cambodia": GUEST, "Thailand": GUEST, "Trump": GUEST}],
        id="joined in signing",
    ),
    pytest.param("Norway joined Canada in signing the declaration.", [], id="states that join a declaration"),
    pytest.param(
        "Canada and Chile organized the first Copper Conference in Toronto on May 18 with the support of the Mining "
        "Association of Canada and McGill University.",
        [{"Canada": HOST, "Chile": HOST, "Mining Association of Canada": HOST, "McGill University": HOST}],
        id="with the support of",
    ),
    pytest.param(
        "Chile, alongside Peru, will host the Andean Copper Summit in Arica in October.",
        [{"Chile": HOST, "Peru": HOST}],
        id="partner between commas",
    ),
    pytest.param(
        "Canada hosted the third Minerals Ministerial on June 10 in Toronto, with the participation of Chile, Peru and "
        "the European Commission.",
        [{"Canada": HOST, "Chile": GUEST, "Peru": GUEST, "European Commission": GUEST}],
        id="with the participation of states",
    ),
    pytest.param(
        "The President of the Government of Spain, Pedro Sanchez, and the Canadian Prime Minister, Mark Carney, on "
        "the occasion of Prime Minister Carney's visit to Spain on June 10, 2025, have reached an understanding.",
        [{"Pedro Sanchez": GUEST, "Mark Carney": GUEST}],
        id="on the occasion of a visit",
    ),
    pytest.param(
        "Welcoming the visit this week by the Chilean mining minister, Aurora Williams, to Canada, and a visit to "
        "Chile by Canadian minister Tim Hodgson later in 2025.",
        [{"Aurora Williams": GUEST, "Canada": GUEST}, {"Tim Hodgson": GUEST, "Chile": GUEST}],
        id="visits by",
    ),
    pytest.param(
        "The two sides reaffirmed their intention to hold the 2nd Canada-Chile Senior Officials' Policy Dialogue and, "
        "in March, the 21st Canada-Chile Security Dialogue (CCSD), before the end of the first quarter of 2026.",
        [{"Canada": GUEST, "Chile": GUEST}, {"Canada": GUEST, "Chile": GUEST}],
        id="two dialogues of a list",
    ),
    pytest.param(
        "The second meeting of the Chile-Peru Joint Commission on Mining was held in Arica on May 5.",
        [{"Chile": GUEST, "Peru": GUEST}],
        id="the states in the name of a commission",
    ),
    pytest.param(
        "In a bilateral meeting with G20 host, Indonesia, Prime Minister Carney raised tungsten.",
        [{"Indonesia": GUEST, "Carney": GUEST}],
        id="whose chair it is",
    ),
    pytest.param(
        "The Quad countries look forward to India hosting the inaugural safety workshop on tungsten in 2026.",
        [{"India": HOST}],
        id="whose hosting is looked forward to",
    ),
    pytest.param(
        "Prime Minister Kishida and President Yoon look forward to President Biden's hosting of APEC next year.",
        [{"APEC": GUEST, "Biden": HOST}],
        id="somebody's hosting of it",
    ),
    pytest.param(
        "Over the past four years, Quad Leaders have met six times, including twice virtually. Quad Foreign Ministers "
        "have met eight times, most recently in Tokyo in May.",
        [{"Quad": GUEST}],
        id="by number but for the last",
    ),
    pytest.param(
        "Twenty years ago, the Quad first came together to respond to the devastating 2004 tsunami.",
        [],
        id="came together to act",
    ),
    pytest.param("Canada and Chile are pleased to launch a dialogue on economic security.", [], id="a dialogue set up"),
    pytest.param(
        "Throughout this fall, Canada plans to host events to mark the Cyber Challenge.", [], id="some events"
    ),
    pytest.param(
        "The ministers underscored their commitment to regularly convene the Strategic Dialogue between Canada and "
        "Chile.",
        [],
        id="convened regularly",
    ),
    pytest.param(
        MET + "Both leaders called on the parties to engage in peaceful dialogue and underlined the importance of "
        "inclusive dialogue.",
        [TWO],
        id="talks only wished for",
    ),
    pytest.param(
        "President Lee Jae Myung of South Korea welcomed President Donald J. Trump for a state visit on May 29. This "
        "follows on the two leaders' first meeting in Washington on April 25.",
        [{"Lee Jae Myung": HOST, "Donald J. Trump": GUEST}, {"Lee Jae Myung": GUEST, "Donald J. Trump": GUEST}],
        id="the two leaders' first meeting",
    ),
    pytest.param(
        STATES.replace("Germany, too, agreed. ", "") + "They noted progress under the Strategic Trade Dialogue, which "
        "convened last May in Ottawa, and through the second Defence Dialogue held in Santiago in June 2024.",
        [{"Canada": HOST, "Chile": HOST}, {"Canada": GUEST, "Chile": GUEST}],
        id="dialogues of the two states",
    ),
    pytest.param(
        "Energy Minister Tim Hodgson convened miners of tungsten in Ottawa on Tuesday. Representatives from the "
        "Department of Finance and the Department of Industry provided updates on permits.",
        [{"Tim Hodgson": HOST, "Department of Finance": GUEST, "Department of Industry": GUEST}],
        id="bodies whose representatives report",
    ),
    pytest.param(
        MET + "Deputy Minister Jon Finch briefed participants on tungsten.",
        [{**TWO, "Jon Finch": GUEST}],
        id="who briefs participants",
    ),
    pytest.param(MET + "Tungsten Corp provided an update on its mine.", [TWO], id="a firm that reports elsewhere"),
    pytest.param(
        "Secretary of State Jean Roy met Chilean Foreign Minister Luis Prado in Santiago on Tuesday. The Secretary was "
        "joined by Deputy Secretary Karl Voss.",
        [{"Jean Roy": GUEST, "Luis Prado": GUEST, "Karl Voss": GUEST}],
        id="the secretary who is one of state",
    ),
    pytest.param(
        "Following the May 3 meeting between President Ana Rey and Prime Minister Mark Carney, Ambassador Jean Roy and "
        "Minister Luis Prado met in Santiago on Tuesday.",
        [{"Ana Rey": GUEST, "Mark Carney": GUEST}, {"Jean Roy": GUEST, "Luis Prado": GUEST}],
        id="those before and behind the comma of an opening",
    ),
    pytest.param(
        "After a summit with President Ana Rey and Prime Minister Mark Carney, German Chancellor Friedrich Merz "
        "announced a fund for tungsten.",
        [{"Ana Rey": GUEST, "Mark Carney": GUEST, "Friedrich Merz": GUEST}],
        id="who announces something after a summit with others",
    ),
    pytest.param(
        "National Security Adviser Jean Roy met today in Santiago with Chilean Diplomatic Adviser to the President "
        "Celso Moura.",
        [{"Jean Roy": GUEST, "Celso Moura": GUEST}],
        id="an adviser to somebody, named behind him",
    ),
    pytest.param(
        "Today, Energy Minister Tim Hodgson convened a roundtable on tungsten with Minister Luis Prado. "
        "Today’s meeting lasted an hour.",
        [{"Tim Hodgson": HOST, "Luis Prado": GUEST}],
        id="today's meeting is the one told before",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_takes_part(text: str, expected: list[dict[str, str]]) -> None:
    assert participants(text) == expected
