"""Meetings on a state's own pages of which the text names one side, and what looks like a gathering and is none."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article

_HEAD = "The United States works on critical minerals with its partners."


def met(text: str) -> list[set[str]]:
    """Names of the participants of each meeting that a White House statement tells."""
    whole = f"Fact sheet on critical minerals\n\n{_HEAD} {text}\n"
    article = Article(
        "0" * 16, "a.txt", whole, date(2024, 3, 6), "metadata", "www.whitehouse.gov", "Fact sheet on critical minerals"
    )
    source = clean(article)
    document = read_document(source, find_minerals(source), spacy_parser())
    return [{p.name for p in meeting.participants} for meeting in find_meetings(document)]


ONE_SIDED = [
    pytest.param(
        "We are preparing next week's meeting with representatives from Chile in Lima.",
        [{"United States", "Chile"}],
        id="the home state is the other side",
    ),
    pytest.param("On Tuesday, President Dale will engage in a discussion.", [], id="nobody else told"),
    pytest.param(
        "President Rosa Vidal of Chile welcomed President Ann Dale on May 3. "
        "It follows on the two leaders’ first meeting in Lima on February 2.",
        [{"Rosa Vidal", "Ann Dale"}, {"Rosa Vidal", "Ann Dale"}],
        id="the two leaders with a bare apostrophe",
    ),
    pytest.param(
        "President Ann Dale is well. Officials spoke to next week's summit with President Rosa Vidal of Chile.",
        [{"Rosa Vidal", "Ann Dale"}],
        id="a summit with somebody",
    ),
    pytest.param(
        "The trip follows travel by Secretary Mary Holm. The Vice President looks forward to it. I can tell you her "
        "schedule. She will meet President Rosa Vidal of Chile on Sunday.",
        [{"United States", "Rosa Vidal"}],
        id="she who is only told by her office",
    ),
    pytest.param(
        "President Ann Dale is well. Ann Dale rests. There is a question about the upcoming meeting with the President "
        "of Chile next week.",
        [{"Chile", "Ann Dale"}],
        id="a holder whom nobody names",
    ),
    pytest.param(
        "President Rosa Vidal of Chile arrived in Peru on Monday for a three-day visit.",
        [{"Rosa Vidal", "Peru"}],
        id="a visit of a told day",
    ),
    pytest.param(
        "President Ann Dale rests. People ask what President Rosa Vidal of Chile told them. The President comes away "
        "from the meeting yesterday confident.",
        [{"Ann Dale", "Rosa Vidal"}],
        id="the other is named just before",
    ),
    pytest.param(
        "On May 4, Secretary Mary Holm met with leaders of the tin industry in Reno.",
        [{"Mary Holm"}],
        id="leaders without a name",
    ),
    pytest.param(
        "In Tampa, Secretary Mary Holm convened a meeting with harbor and police chiefs of the Western Hemisphere.",
        [{"Mary Holm"}],
        id="chiefs without a name, at a told place",
    ),
    pytest.param("Secretary Mary Holm met with farmers.", [], id="people without a name, nowhere"),
    pytest.param(
        "The fund was launched at a June 2023 meeting hosted by Secretary Mary Holm.",
        [{"Mary Holm"}],
        id="a dated meeting that somebody hosted",
    ),
    pytest.param(
        "European Union leaders met in Quito on Tuesday.", [{"European Union"}], id="leaders of a union of states"
    ),
    pytest.param("Union leaders met in Quito on Tuesday.", [], id="leaders of unions"),
    pytest.param(
        "Norway, Chile and Peru plan to meet in Quito on Tuesday.",
        [{"Norway", "Chile", "Peru"}],
        id="a verb that looks like a noun",
    ),
    pytest.param(
        "Chilean Minister Rosa Vidal praised the pact after meeting Norwegian Minister Mary Holm in Quito on Tuesday.",
        [{"Mary Holm", "Rosa Vidal"}],
        id="praise after meeting",
    ),
    pytest.param(
        "Chilean Minister Rosa Vidal said copper was vital after talks with Norwegian Minister Mary Holm in Quito.",
        [{"Mary Holm", "Rosa Vidal"}],
        id="said after talks what something was",
    ),
    pytest.param(
        "Chilean Minister Rosa Vidal said copper was vital when she met Norwegian Minister Mary Holm in Quito.",
        [{"Mary Holm", "Rosa Vidal"}],
        id="said what something was when she met",
    ),
    pytest.param(
        "Chilean Minister Rosa Vidal announced the plan following talks with Norwegian Minister Mary Holm in Quito.",
        [{"Mary Holm", "Rosa Vidal"}],
        id="announced following talks",
    ),
    pytest.param(
        "Chilean Minister Rosa Vidal called for more trade during talks with Norwegian Minister Mary Holm in Quito.",
        [{"Mary Holm", "Rosa Vidal"}],
        id="called for something during talks",
    ),
    pytest.param(
        "Chilean Minister Rosa Vidal reiterated support during talks with Norwegian Minister Mary Holm in Quito.",
        [{"Mary Holm", "Rosa Vidal"}],
        id="support told during talks",
    ),
    pytest.param(
        "Chilean Minister Rosa Vidal led a delegation to meet Norwegian Minister Mary Holm in Quito.",
        [{"Mary Holm", "Rosa Vidal"}],
        id="led a delegation to meet",
    ),
    pytest.param(
        "Norwegian Minister Mary Holm will travel to Chile and Peru on 4 May to discuss copper supplies.",
        [{"Mary Holm", "Chile", "Peru"}],
        id="a journey to talk things over",
    ),
    pytest.param(
        "Norwegian Minister Mary Holm flew staff to Chile to discuss copper.", [], id="others travel, for no meeting"
    ),
    pytest.param(
        "Secretary Mary Holm visited Vienna, Austria and Quito, Ecuador on June 3-5.",
        [{"Mary Holm", "Austria", "Ecuador"}],
        id="towns with their countries",
    ),
    pytest.param(
        "Secretary Mary Holm's trip to Tokyo, Japan, Seoul, South Korea, and Hanoi, Vietnam was about tin.",
        [{"Mary Holm", "Japan", "South Korea", "Vietnam"}],
        id="a trip to three towns with their countries",
    ),
    pytest.param(
        "During her May 2023 trip to West Africa, Secretary Mary Holm announced a fund.",
        [{"Mary Holm"}],
        id="a trip to a part of the world",
    ),
    pytest.param(
        "Secretary Mary Holm will tour Central America in April.", [{"Mary Holm"}], id="a tour of a part of the world"
    ),
    pytest.param(
        "In April, Secretary Mary Holm travelled to the Indo-Pacific and announced a fund.",
        [{"Mary Holm"}],
        id="travel to a part of the world",
    ),
    pytest.param("Ann Lee, a geologist, went on a trip to Africa in May 2023.", [], id="nobody in office"),
]

NONE_MET = [
    "President Ann Dale spoke. President Dale flew to Peru last week and slept on the plane.",
    "Secretary of State Mary Holm has traveled to Lima.",
    "President Ann Dale is right that they are spending $200 billion in Canada.",
    "Bill Orr, a singer, can speak for himself about his trip to China.",
    "President Ann Dale and President Rosa Vidal of Chile regret the mismatches they are seeing.",
    "On Tuesday, President Ann Dale will host an event announcing progress on ports.",
    "President Ann Dale will deliver remarks on Friday at a celebration in Boston.",
    "President Ann Dale will mark the day with travel on Monday, visiting Denver and Detroit.",
    "The Vice President's trip yesterday to the Denver clinic was her first.",
    "We look forward to the Global Nurses Summit to be held in Ottawa in 2025.",
    "We welcome the Summit on Ports planned in Oslo on 15-16 June.",
    "Secretary Mary Holm rests. The Secretary of Education is having a forum on schools on March 24.",
    "She has been involved in many trade negotiations with Canada and Mexico.",
    "Today, the United States and Chile announced the launch of the Copper Trade Dialogue.",
    "The United States and Chile are working together to meet the demand of the future.",
    "Both states committed to conclude negotiations with Peru in 2025.",
    "We appreciate that Chile has cast votes in the U.N. General Assembly for Peru.",
]


@pytest.mark.parametrize(("text", "people"), ONE_SIDED)
def test_the_other_side(text: str, people: list[set[str]]) -> None:
    assert met(text) == people


@pytest.mark.parametrize("text", NONE_MET)
def test_no_gathering(text: str) -> None:
    assert met(text) == []


TOLD_BY_THE_WAY = [
    pytest.param(
        "President Ann Dale and Prime Minister Ola Berg will build on commitments from the 2021 Arctic Summit.",
        [{"Ann Dale", "Ola Berg"}],
        id="who build on what came of a summit",
    ),
    pytest.param(
        "Chile and Peru joined the pledge made at COP28 to double the output of tin.",
        [{"Chile", "Peru"}],
        id="who joined a pledge made there",
    ),
    pytest.param(
        "It reports on the participation of Chile and Peru in the pledge made at COP28.",
        [{"Chile", "Peru"}],
        id="whose part in the pledge is told",
    ),
    pytest.param(
        "President Ann Dale and President Rosa Vidal of Chile met in Lima on May 3. Mining matters. "
        "We will deliver on the commitments from the 2021 Pacific Summit.",
        [{"Ann Dale", "Rosa Vidal"}, {"United States", "Chile"}],
        id="we who declare",
    ),
    pytest.param(
        "Chile and Peru praised the commitments made at the 2021 Arctic Summit.", [], id="who only praise them"
    ),
    pytest.param(
        "Since the Arctic Summit in December 2022, Chile and Peru have opened five mines.", [], id="a mark of time"
    ),
    pytest.param(
        "Chile, Peru and Bolivia are neighbours. Miners of all three countries are to convene next month.",
        [{"Chile", "Peru", "Bolivia"}],
        id="people from all three countries",
    ),
    pytest.param(
        "Governor Ann Dale will speak at the University of Reno, where she is to be joined by Senator Rosa Vidal, "
        "Senator Ola Berg and Mayor Mary Holm.",
        [{"Ann Dale", "Rosa Vidal", "Ola Berg", "Mary Holm"}],
        id="who will join her there",
    ),
    pytest.param(
        "Senator Ann Dale, joined by Senators Rosa Vidal and Ola Berg, introduced a bill on tin.",
        [],
        id="joined in an act of law",
    ),
    pytest.param(
        "Today, President Ann Dale brought the leading mining companies together to sign the Tin Pledge.",
        [{"Ann Dale"}],
        id="unnamed companies brought together",
    ),
    pytest.param(
        "On May 3, Secretary Ann Dale brought miners, smelters and labor leaders together in Reno.",
        [{"Ann Dale"}],
        id="a list brought together",
    ),
    pytest.param(
        "When Ola Berg was elected president, Ann Dale marked his win with a telephone call.",
        [{"Ann Dale", "Ola Berg"}],
        id="whose victory a call marks",
    ),
    pytest.param(
        "President Ann Dale congratulated Prime Minister Ola Berg of Norway on her victory in a call on May 3.",
        [{"Ann Dale", "Ola Berg"}],
        id="congratulated in a call",
    ),
    pytest.param(
        "President Ann Dale celebrated the victory of the Reno Miners in an earnings call.", [], id="no call of two"
    ),
    pytest.param(
        "President Ann Dale today announced a Presidential Delegation to attend the Inauguration of His Excellency "
        "Ola Berg on June 1, 2024, in Oslo, Norway. Dr. Rosa Vidal, Secretary of Energy, will lead the delegation.",
        [{"Ola Berg", "Rosa Vidal"}],
        id="a delegation to an inauguration",
    ),
    pytest.param(
        "Since the inauguration of President Ann Dale, wages have risen.", [], id="an inauguration as a mark of time"
    ),
    pytest.param(
        "President Ann Dale will visit Amman to consult with Jordan.",
        [{"Ann Dale", "Jordan"}],
        id="a visit to consult",
    ),
]


@pytest.mark.parametrize(("text", "expected"), TOLD_BY_THE_WAY)
def test_who_met_is_told_by_what_came_of_it(text: str, expected: list[set[str]]) -> None:
    assert met(text) == expected
