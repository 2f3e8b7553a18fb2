"""Those at a gathering who are told over several sentences: offices first and names next, a roll side by side."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article


def participants(text: str) -> list[set[str]]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2026, 3, 18), "metadata")
    source = clean(article)
    document = read_document(source, find_minerals(source), spacy_parser())
    return [{p.name for p in meeting.participants} for meeting in find_meetings(document)]


CASES = [
    pytest.param(
        "Peru's Luis Bravo and Chile's Daniel Mas want one copper price. World Bank President Ajay Banga held talks "
        "with both of them in Arica on Monday.",
        {"Luis Bravo", "Daniel Mas", "Ajay Banga"},
        id="both of them, and not the subject of the verb",
    ),
    pytest.param(
        "The Indian mines ministry and the Peruvian economy ministry held a dialogue in Lima on Friday, led by "
        "ministers Kishan Reddy and Luis Bravo.",
        {"Kishan Reddy", "Luis Bravo"},
        id="ministers stand for their ministries",
    ),
    pytest.param(
        "Peru's energy minister met his Chilean counterpart in Arica on Tuesday. Luis Bravo said that he and Daniel "
        "Mas had agreed on little.",
        {"Luis Bravo", "Daniel Mas"},
        id="two offices, named in the next sentence",
    ),
    pytest.param(
        "Austria's and Hungary's energy ministers met in Sopron on Friday. Peter Hattmannsdorfer and Ilona Kiss want "
        "to build one refinery.",
        {"Peter Hattmannsdorfer", "Ilona Kiss"},
        id="two owners of one office",
    ),
    pytest.param(
        "The two presidents met in Osh on Tuesday. Kyrgyzstan's Askar Dzhumaliev arrived late and Tajikistan's Rustam "
        "Nazarov left early.",
        {"Askar Dzhumaliev", "Rustam Nazarov"},
        id="people told by their number",
    ),
    pytest.param(
        "Zambia's president met the head of Vale in Ndola on Friday. Lobbyist Ana Rey said that taxes were too high.",
        {"Zambia", "Vale"},
        id="somebody else introduced in the next sentence",
    ),
    pytest.param(
        "Mining chiefs dined in Perth on Sunday. Western Australia premier Roger Cook was the host. His guests "
        "included Vale's Gustavo Pimenta and BHP's Brandon Craig.",
        {"Roger Cook", "Gustavo Pimenta", "Brandon Craig"},
        id="nobody named in the first sentence",
    ),
    pytest.param(
        "Ministers of five states discussed tungsten in Lima on Monday. For Chile came Daniel Mas, for Argentina Luis "
        "Lucero.",
        {"Daniel Mas", "Luis Lucero"},
        id="for each side",
    ),
    pytest.param(
        "Delegations from Peru and Chile met in Arica on Monday. Luis Bravo headed the Peruvian one, Daniel Mas the "
        "Chilean. Ana Rey mediated.",
        {"Luis Bravo", "Daniel Mas", "Ana Rey"},
        id="heads of the two sides and who mediated",
    ),
    pytest.param(
        "Peru's Luis Bravo met Chile's Daniel Mas in Arica on Monday. Bolivia's Ana Rey, who was also invited, stayed "
        "at home.",
        {"Luis Bravo", "Daniel Mas"},
        id="invited, but stayed at home",
    ),
    pytest.param(
        "President Luis Bravo of Peru met mining executives in Arica on Monday. He told Vale's Gustavo Pimenta that "
        "taxes would rise.",
        {"Luis Bravo", "Gustavo Pimenta"},
        id="spoken to",
    ),
    pytest.param(
        "Peru's Luis Bravo met Chile's Daniel Mas in Arica on Monday. Rio Tinto's Simon Trott was the organiser. "
        "Bolivia would like to join.",
        {"Luis Bravo", "Daniel Mas", "Simon Trott"},
        id="the organiser, and who would like to join",
    ),
    pytest.param(
        "Peruvian and Chilean officials signed an accord on tungsten in Arica on Tuesday. Luis Bravo did so for Lima, "
        "Daniel Mas for Santiago.",
        {"Luis Bravo", "Daniel Mas"},
        id="signed for each capital",
    ),
    pytest.param(
        "Peru's Luis Bravo chaired a roundtable in Arica on Monday with Vale's Gustavo Pimenta. Southern "
        "Copper and the Mining Association of Canada had a seat each.",
        {"Luis Bravo", "Gustavo Pimenta", "Southern Copper", "Mining Association of Canada"},
        id="a seat at the table",
    ),
    pytest.param(
        "On Tuesday Peru's Luis Bravo received Chile's Daniel Mas in Arica, and Bolivian minister Ana Rey joined them "
        "at noon.",
        {"Luis Bravo", "Daniel Mas", "Ana Rey"},
        id="joined them in the same sentence",
    ),
    pytest.param(
        "President Luis Bravo received Vale's Gustavo Pimenta in Arica on Monday. Mining minister Ana Rey flanked the "
        "president.",
        {"Luis Bravo", "Gustavo Pimenta", "Ana Rey"},
        id="at the side of the host",
    ),
    pytest.param(
        "President Luis Bravo's dinner guests on Monday were Chile's ambassador Daniel Mas and Vale's Gustavo Pimenta.",
        {"Luis Bravo", "Daniel Mas", "Gustavo Pimenta"},
        id="dinner guests",
    ),
    pytest.param(
        "Luis Bravo chaired what his ministry had billed as a tungsten roundtable with Chile's Daniel Mas in Arica.",
        {"Luis Bravo", "Daniel Mas"},
        id="what was billed as a roundtable",
    ),
    pytest.param(
        "Prime minister Ana Rey was in Arica on Tuesday with Chilean mining minister Daniel Mas.",
        {"Ana Rey", "Daniel Mas"},
        id="together in a town on a day",
    ),
    pytest.param(
        "A Chilean delegation led by Foreign Minister Luis Bravo is in Arica. On Monday the delegation met Peru's "
        "Daniel Mas to talk about tungsten.",
        {"Luis Bravo", "Daniel Mas"},
        id="the delegation of somebody",
    ),
    pytest.param(
        "Prime Minister Luis Bravo took part on Monday in a meeting in Oslo. Besides the host, Jonas Dahl, he sat "
        "down with Sweden's Ulf Lund.",
        {"Luis Bravo", "Jonas Dahl", "Ulf Lund"},
        id="besides the host",
    ),
    pytest.param(
        "President Luis Bravo met Prime Minister Ana Holm in Oslo on Monday. The Norwegian side included Energy "
        "Minister Ulf Lund.",
        {"Luis Bravo", "Ana Holm", "Ulf Lund"},
        id="one side included",
    ),
    pytest.param(
        "Peruvian President Luis Bravo and Norwegian Prime Minister Ana Holm discussed tungsten on Tuesday. The "
        "meeting took place on the sidelines of a forum in Lima.",
        {"Luis Bravo", "Ana Holm"},
        id="what two talked over",
    ),
    pytest.param(
        "The prime ministers of Poland and Slovakia gather in Warsaw on Friday. Polish Prime Minister Adam Lis, the "
        "host, wants a fund. Slovakia's Robert Fico has said he will come.",
        {"Adam Lis", "Robert Fico"},
        id="who says that he will come",
    ),
    pytest.param(
        "Luis Bravo had lunch with President Ana Holm in Oslo on Wednesday. Energy Minister Ulf Lund joined the "
        "president.",
        {"Luis Bravo", "Ana Holm", "Ulf Lund"},
        id="who joined one of them",
    ),
    pytest.param(
        "Luis Bravo met Foreign Minister Ana Holm in Oslo on Wednesday. Present at the talks were Ulf Lund and the "
        "ambassador, Mia Dahl.",
        {"Luis Bravo", "Ana Holm", "Ulf Lund", "Mia Dahl"},
        id="present at the talks",
    ),
    pytest.param(
        "Foreign Minister Ana Holm hosted the signing of a tungsten accord between Chile and Peru in Oslo on Friday. "
        "Chile's Luis Bravo and Peru's Daniel Mas put their names to the text.",
        {"Ana Holm", "Luis Bravo", "Daniel Mas"},
        id="hosted the signing",
    ),
    pytest.param(
        "Peruvian President Luis Bravo flew to Oslo on Sunday at the invitation of Norwegian Prime Minister Ana Holm. "
        "The two leaders met on Monday.",
        {"Luis Bravo", "Ana Holm"},
        id="the day of the journey and that of the meeting",
    ),
    pytest.param(
        "Taiwan's Foreign Minister Lin Chia-lung met his Czech counterpart in Prague on Monday. Lin and Petr Novak "
        "also discussed gallium.",
        {"Lin Chia-lung", "Petr Novak"},
        id="named beside the other",
    ),
    pytest.param(
        "Talks between Armenia and Azerbaijan moved to Lima on Thursday. Nikol Pashinyan and Ilham Aliyev spent five "
        "hours together.",
        {"Nikol Pashinyan", "Ilham Aliyev"},
        id="moved to a town",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_those_told_over_several_sentences(text: str, expected: set[str]) -> None:
    assert participants(text) == [expected]


def test_nobody_named_behind_an_unnamed_crowd() -> None:
    assert participants("Mining chiefs dined in Perth on Sunday. Shares in Vale rose on Monday.") == []


OFF = [
    pytest.param(
        "Peru's Luis Bravo was to have flown to Arica on Monday to meet Chile's Daniel Mas. The trip was called off.",
        ("cancelled", date(2026, 3, 16)),
        id="was to have flown",
    ),
    pytest.param(
        "Luis Bravo was to have spoken at a tungsten forum in Arica on Tuesday with Vale's Gustavo Pimenta. Snow put "
        "paid to that; organisers called the whole thing off.",
        ("cancelled", date(2026, 3, 17)),
        id="the whole thing",
    ),
    pytest.param(
        "A planned meeting between Peru's Luis Bravo and Chile's Daniel Mas was dropped on Tuesday.",
        ("cancelled", date(2026, 3, 17)),
        id="dropped",
    ),
    pytest.param(
        "Luis Bravo and Daniel Mas were to meet in Arica on Thursday. The meeting will now be held on April 14.",
        ("postponed", date(2026, 4, 14)),
        id="a new day",
    ),
    pytest.param(
        "A summit between Peru's Luis Bravo and Chile's Daniel Mas planned for Friday in Arica has been postponed, the "
        "ministry said on Wednesday.",
        ("postponed", date(2026, 3, 20)),
        id="planned for a day",
    ),
    pytest.param(
        "A meeting between Peru's Luis Bravo and Chile's Daniel Mas in Arica has been moved from March 20 to April 3.",
        ("postponed", date(2026, 4, 3)),
        id="from one day to another",
    ),
    pytest.param(
        "Talks between Peru's Luis Bravo and Chile's Daniel Mas, which were to have begun in Arica on Monday, have "
        "been called off.",
        ("cancelled", date(2026, 3, 16)),
        id="a clause behind the names",
    ),
    pytest.param(
        "Peru's Luis Bravo will meet Chile's Daniel Mas in Arica on Thursday. A strike at the port was called off.",
        ("planned", date(2026, 3, 19)),
        id="something else called off",
    ),
]


@pytest.mark.parametrize(("text", "expected"), OFF)
def test_what_the_next_clause_calls_off(text: str, expected: tuple[str, date]) -> None:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2026, 3, 18), "metadata")
    source = clean(article)
    (meeting,) = find_meetings(read_document(source, find_minerals(source), spacy_parser()))
    assert (meeting.status, meeting.start_date) == expected
