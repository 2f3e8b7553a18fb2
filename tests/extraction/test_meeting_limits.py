"""Where meetings end: what looks like one and is none, and which tellings belong to one gathering or to two."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article, Meeting


def told(text: str) -> list[Meeting]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 6, 18), "metadata")
    source = clean(article)
    return list(find_meetings(read_document(source, find_minerals(source), spacy_parser())))


def people(meetings: list[Meeting]) -> list[set[str]]:
    return [{p.name for p in meeting.participants} for meeting in meetings]


NONE = [
    pytest.param("Canada joined the Hong Kong Convention on ship recycling in May 2025.", id="a treaty joined"),
    pytest.param(
        "France and Peru reaffirmed their plan to open the Multilateral Convention for signature in June.",
        id="a treaty to be signed",
    ),
    pytest.param("Altona Metals today announced the appointment of Ruth Okafor to its board.", id="to an office"),
    pytest.param(
        "President Emmanuel Macron and Chancellor Friedrich Merz called on Tehran to return to meaningful dialogue.",
        id="talks to be taken up again",
    ),
    pytest.param(
        "French President Emmanuel Macron visited Lyon last week. He spoke of France and its tungsten.",
        id="a trip at home to nobody",
    ),
    pytest.param(
        "Canada and the European Union will work with Chile to meet the region's transport priorities.",
        id="priorities met",
    ),
    pytest.param("Altona Metals Inc. is in talks with Keele University about a pilot plant.", id="talks that go on"),
    pytest.param("Visit Altona Metals Inc. at Booth 212 in Toronto on June 20.", id="told to the reader"),
    pytest.param(
        "Altona Metals Inc. was selected to receive the Chilean Mining Association award in July.",
        id="a prize received",
    ),
    pytest.param("Altona Metals Inc. waited for the Bank of Canada's September meeting.", id="a body's own meeting"),
    pytest.param("Since 1973, Ireland and Denmark have joined the European Union.", id="joins a body"),
    pytest.param("Canada spoke as chair of the Asia-Pacific Economic Cooperation forum.", id="a forum that is a body"),
    pytest.param(
        "Altona Metals welcomed Ines Duarte, a geologist from Recife, to its board of directors in Toronto on Monday.",
        id="who is welcomed to a board stands far from it",
    ),
    pytest.param("Canada will organize an annual exhibition in Lima with Chilean firms.", id="one every year"),
    pytest.param("President Bola Tinubu brought twenty countries to the negotiating table.", id="a figure of speech"),
    pytest.param("President William Ruto has a request for a call with President Xi Jinping.", id="a request"),
    pytest.param("President William Ruto would like to meet with President Xi Jinping.", id="a wish"),
    pytest.param(
        "We don't have a readout of any meeting that Senator Collins had with President Ruto.", id="no such meeting"
    ),
    pytest.param("Chile and Peru will work on a fund going into the NATO summit in July.", id="going into a summit"),
    pytest.param("Chile and Peru want to treble output by COP31 in Antalya.", id="by the time of a conference"),
    pytest.param(
        "President William Ruto will preview the budget he will send to Congress on March 9.", id="a parliament"
    ),
    pytest.param("Chile and Peru spoke of an openness to have a conversation on tungsten.", id="an openness to talk"),
    pytest.param(
        "At least annually, foreign ministers from Chile, Peru and Brazil will meet with their counterparts.",
        id="what a sentence tells of every year",
    ),
    pytest.param("Peru supports Kenya's candidacy to host the Nairobi Metals Forum in 2026.", id="only applied for"),
    pytest.param("**The Fargo Post:** First Lady to visit Denver.", id="the paper that is quoted"),
    pytest.param("We who have followed the Peruvian-German consultations know little.", id="talks kept up with"),
    pytest.param(
        "Since the EU-Chile Summit in April 2024, Chile has sold more tungsten.", id="a summit as a mark of time"
    ),
    pytest.param(
        "Chile and Peru will keep up the momentum from the G20 Nairobi Summit.", id="a summit whose momentum lasts"
    ),
    pytest.param(
        "The dearth of tungsten, highlighted at the recent COP31, worries Chile.", id="a thing highlighted there"
    ),
    pytest.param(
        "Negotiations launched by President William Ruto and Prime Minister Mark Carney on 3 March cover tungsten.",
        id="talks launched",
    ),
    pytest.param(
        "Finance Minister Olaf Lund has been meeting with Prime Minister Keir Starmer on tungsten.",
        id="in touch so far",
    ),
    pytest.param(
        "Minister Anna Sund, who is already speaking with Minister Olaf Lund, who leads the team at the White House, "
        "is ready.",
        id="in touch already",
    ),
    pytest.param("President William Ruto was having very good talks with President Xi Jinping.", id="good talks"),
    pytest.param(
        "In the event of a dispute, Chile and Peru agree that either may ask the other.", id="in the event of"
    ),
    pytest.param(
        "US Under Secretary of State Ann Holm has traveled to Beirut. Lebanon has no tungsten.", id="a bare journey"
    ),
    pytest.param(
        "US President Joe Biden traveled to Lobito last week. Angola has no tungsten.", id="a journey of last week"
    ),
    pytest.param("Previous chancellors who visited Chile asked for tungsten.", id="people of a kind who visited"),
    pytest.param("Like other ministers who visited Zambia, Ruth Okafor praised its tungsten.", id="like others who"),
]


@pytest.mark.parametrize("text", NONE)
def test_looks_like_a_meeting_and_is_none(text: str) -> None:
    assert people(told(text)) == []


ONE = [
    pytest.param(
        "Altona Metals hosted a delegation of Korean diplomats in Lima on Tuesday. The visit, led by Ambassador Park "
        "Jin-ho of South Korea, ended with a tour.",
        {"Altona Metals", "Park Jin-ho"},
        id="led by, in the next sentence",
    ),
    pytest.param(
        "German Chancellor Friedrich Merz called off a visit to Lima on Friday, where he was to meet Peruvian "
        "President José Jerí.",
        {"Friedrich Merz", "José Jerí"},
        id="where he was to meet",
    ),
    pytest.param(
        "German Chancellor Friedrich Merz visited Altona Metals' plant in Peru on Tuesday.",
        {"Friedrich Merz", "Altona Metals"},
        id="premises",
    ),
    pytest.param(
        "Today in Lima, Peru at the Andean Mining Summit, German Chancellor Friedrich Merz and French President "
        "Emmanuel Macron announced a fund.",
        {"Friedrich Merz", "Emmanuel Macron"},
        id="the town's country is not there",
    ),
    pytest.param(
        "Altona Metals hosted an event with Chilean President Gabriel Boric in Santiago. Altona Metals was chosen to "
        "host the event for its safety record.",
        {"Altona Metals", "Gabriel Boric"},
        id="chosen to host the event",
    ),
]


ONE += [
    pytest.param(
        "Since the meeting of President William Ruto and Prime Minister Mark Carney in Nairobi on 3 May, exports grew.",
        {"William Ruto", "Mark Carney"},
        id="a mark of time that tells who met",
    ),
    pytest.param(
        "Since the ASEAN Summit in Jakarta, hosted by Indonesia, exports grew.",
        {"ASEAN", "Indonesia"},
        id="a mark of time that tells the host",
    ),
    pytest.param(
        "Officials have met twice since an APEC summit last May, where they agreed on a plan for tungsten.",
        {"APEC"},
        id="a mark of time of which a clause tells",
    ),
    pytest.param(
        "The talks begun by Chile and Peru on 3 March 2025 in Lima ended on Friday.",
        {"Chile", "Peru"},
        id="talks begun at a place",
    ),
    pytest.param(
        "Finance Minister Olaf Lund has been meeting with Prime Minister Keir Starmer in London since Monday.",
        {"Olaf Lund", "Keir Starmer"},
        id="in touch at a place",
    ),
    pytest.param(
        "US President Joe Biden arrived in Angola last week on his first trip there. Angola has no tungsten.",
        {"Joe Biden", "Angola"},
        id="a journey called a trip",
    ),
    pytest.param(
        "President William Ruto will have a call — we are still working on the time of it — with President Emmanuel "
        "Macron on Friday.",
        {"William Ruto", "Emmanuel Macron"},
        id="an aside before the other side",
    ),
    pytest.param(
        "Today, we, President Emmanuel Macron and Prime Minister Mette Frederiksen, open a new era during the Prime "
        "Minister's official visit to Paris.",
        {"Emmanuel Macron", "Mette Frederiksen"},
        id="the host acts together with the visitor",
    ),
    pytest.param(
        "They stand by the joint statement of the 2018 Peru-Chile Singapore Summit.",
        {"Peru", "Chile"},
        id="the town in the name of a summit",
    ),
    pytest.param(
        "Mines Minister Ana Ruiz, Director of the Lima Mint Julia Soto, Chair of the Bank of Peru Marta Leon, and "
        "Adviser to the Cabinet Pablo Rojas hosted a roundtable in Lima on Tuesday.",
        {"Ana Ruiz", "Julia Soto", "Marta Leon", "Pablo Rojas"},
        id="hosts with the bodies they head",
    ),
    pytest.param(
        "The Japan-China dialogue on gallium took place in Osaka on Monday.", {"Japan", "China"}, id="behind -an"
    ),
    pytest.param(
        "Carl Holm is director of the Danish Energy Agency. Gabriel Boric met the director of the Peruvian Mining "
        "Agency in Santiago on Monday.",
        {"Gabriel Boric", "Peruvian Mining Agency"},
        id="the director of another body",
    ),
    pytest.param("The two envoys who visited Zambia praised its tungsten.", {"Zambia"}, id="particular people who"),
    pytest.param(
        "Lawmakers who met with Chilean President Gabriel Boric on Tuesday discussed tungsten.",
        {"Gabriel Boric"},
        id="people of a kind on a told day",
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_one_gathering_with_these_people(text: str, expected: set[str]) -> None:
    assert people(told(text)) == [expected]


def test_a_vice_president_is_no_president() -> None:
    text = (
        "President Luiz Inácio Lula da Silva of Brazil spoke about lithium. The Vice President met Argentine President "
        "Javier Milei in Rio on Tuesday."
    )
    assert all("Luiz Inácio Lula da Silva" not in each for each in people(told(text)))


def test_first_to_visit_has_visited() -> None:
    text = "Friedrich Merz became the first German chancellor to visit Angola in March 2025."
    assert [(m.status, str(m.start_date)) for m in told(text)] == [("held", "2025-03-01")]


def test_ministers_told_by_their_leaders_stand_for_their_states() -> None:
    text = (
        "German Chancellor Friedrich Merz met French President Emmanuel Macron in Berlin on Tuesday. France and "
        "Germany share a border. The two leaders instructed their defence ministers to convene a roundtable in Paris "
        "in July."
    )
    assert people(told(text))[-1] == {"France", "Germany"}


def test_summits_of_two_years_stay_apart() -> None:
    text = (
        "At the 2021 G7 Summit, leaders of the G7 agreed on a fund. At the G7 Leaders' Summit in Rome, leaders of the "
        "G7 will launch it."
    )
    assert [m.status for m in told(text)] == ["held", "planned"]
