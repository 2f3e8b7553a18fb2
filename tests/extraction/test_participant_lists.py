"""Lists of those present that stand apart from the sentences that tell a gathering."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.records import Article

HELD = (
    "Environment Minister Carsten Schneider met recyclers of lithium in Berlin on Tuesday.\n\nHe promised permits.\n\n"
)
TALKS = "Prime Minister Narendra Modi met President Emmanuel Macron in Paris on Monday to discuss rare earths.\n\n"
PAIR = {"Narendra Modi", "Emmanuel Macron"}

CASES = [
    pytest.param(
        f"{HELD}Attendees:\n\nCarsten Schneider, Federal Minister\n\nDr. Anna Weber, BASF\n\nThomas Kolb, Umicore",
        [{"Carsten Schneider", "Anna Weber", "Thomas Kolb"}],
        id="people with their firms below a heading",
    ),
    pytest.param(
        "Energy Secretary Ada Pruitt met state legislative leaders on lithium on Monday.\n\nShe thanked them.\n\n"
        "State legislative leaders included:\n\n- Ohio House Minority Leader Petra Lindqvist\n\n- Texas State "
        "Representative Hal Boone",
        [{"Ada Pruitt", "Petra Lindqvist", "Hal Boone"}],
        id="a heading that tells what those are who came",
    ),
    pytest.param(
        "Energy Secretary Ada Pruitt hosted mayors on lithium on Monday.\n\n**Mayors participating:**\n\n"
        "- Mayor Petra Lindqvist, Reno\n\n- Mayor Hal Boone, Tucson",
        [{"Ada Pruitt", "Petra Lindqvist", "Hal Boone"}],
        id="a heading with a participle",
    ),
    pytest.param(
        f"{TALKS}The companies joined the initiative to:\n\n- let Umicore recycle\n\n- let BASF SE refine",
        [PAIR],
        id="what companies joined something to do is no list of those present",
    ),
    pytest.param(
        f"{HELD}The following companies took part:\n\n- Umicore\n- BASF SE\n- Northvolt AB",
        [{"Carsten Schneider", "Umicore", "BASF SE", "Northvolt AB"}],
        id="companies below a sentence that announces them",
    ),
    pytest.param(
        "The Critical Minerals Dialogue met in Ottawa on 4 March 2026 under the chairmanship of Canada and Japan. "
        "Delegations compared notes on gallium.\n\nThe Dialogue will report to leaders.\n\n"
        "Participating countries: Canada, Finland, Japan, Norway and the United Kingdom.",
        [{"Canada", "Japan", "Finland", "Norway", "United Kingdom"}],
        id="countries behind a label",
    ),
    pytest.param(
        "We, the ministers responsible for mining, gathered in Kinshasa on 3 March 2026, commit ourselves to a common "
        "register of cobalt.\n\nWe will share data.\n\nEndorsed by: Zambia, Finland, Japan.",
        [{"Zambia", "Finland", "Japan"}],
        id="those who endorsed a declaration of unnamed ministers",
    ),
    pytest.param(
        "The partner governments met in Riga on 9 March 2026 to talk about tungsten.\n\nThey heard a report.\n\n"
        "The partner governments are Estonia, Latvia, Lithuania and Poland.",
        [{"Estonia", "Latvia", "Lithuania", "Poland"}],
        id="partners who met, named one by one elsewhere",
    ),
    pytest.param(
        "Today, Energy Secretary Ada Pruitt hosted a roundtable with miners on lithium.\n\nShe spoke of prices.\n\n"
        "**Attendees at today’s meeting included:**\n\nAttorney General Petra Lindqvist\n\n"
        "Hal Boone, CEO, Boone Metals\n\nInes Caro, Director of Programs, Prairie Council",
        [{"Ada Pruitt", "Petra Lindqvist", "Hal Boone", "Ines Caro"}],
        id="a heading that speaks of the meeting told before",
    ),
    pytest.param(
        "Energy Secretary Ada Pruitt met Attorney General Petra Lindqvist on lithium on Tuesday. She spoke of her trip "
        "to Poland.\n\nThe meeting included representatives from the following departments and agencies:\n\n"
        "- Department of State\n\n- Department of Justice\n\n- Small Business Administration",
        [
            {
                "Ada Pruitt",
                "Petra Lindqvist",
                "Department of State",
                "Department of Justice",
                "Small Business Administration",
            },
            {"Ada Pruitt", "Poland"},
        ],
        id="bodies below a sentence on the meeting, not on the trip",
    ),
    pytest.param(
        "On Tuesday, Energy Secretary Ada Pruitt held a roundtable with governors on lithium. She was joined by the "
        "following governors: Governor Walt Ames of Nevada, Governor Jane Pratt of Utah, and Governor Hal Boone of "
        "Alaska.",
        [{"Ada Pruitt", "Walt Ames", "Jane Pratt", "Hal Boone"}],
        id="people with their states behind the colon of a sentence",
    ),
    pytest.param(
        f"{TALKS}He met with producers to announce the following projects:\n\n- Umicore: a plant\n\n- BASF: a smelter",
        [PAIR],
        id="projects that were announced",
    ),
    pytest.param(
        "On Monday, Energy Secretary Ada Pruitt hosted a roundtable with miners on lithium.\n\nAfter the roundtable, "
        "participants from firms and tribes praised the exchange:\n\n**Hal Boone, President and CEO, Boone Metals**: "
        "“We were glad to be part of the meeting today.”\n\n**Ines Caro, Director of Programs, Prairie Council:** "
        "“The Council thanks the Secretary for convening the roundtable today with states and tribes.”",
        [{"Ada Pruitt", "Hal Boone", "Ines Caro"}],
        id="those who took part, quoted one by one",
    ),
    pytest.param(
        f"{TALKS}Here is what they are saying about the plan:\n\n**Hal Boone, President, Boone Metals**: “It is a "
        "good plan.”\n\n**Ines Caro, Director of Programs, Prairie Council:** “We support the plan.”",
        [PAIR],
        id="those who praise a plan, quoted one by one",
    ),
    pytest.param(
        "Today, Energy Secretary Ada Pruitt convened 20 miners on lithium. She convened miners on 2 March 2026 "
        "in Reno and on 9 March 2026 in Elko.\n\nShe spoke of prices.\n\n**Speakers**:\n\nSenator Hal Boone\n\n"
        "Governor Ines Caro",
        [{"Ada Pruitt", "Hal Boone", "Ines Caro"}, {"Ada Pruitt"}, {"Ada Pruitt"}],
        id="guests of today's gathering, not of those that it follows",
    ),
    pytest.param(
        "On Friday, Energy Secretary Ada Pruitt hosted 60 miners for a forum on lithium.\n\nDuring the forum, they "
        "heard from officials including:\n\n- Hal Boone, Deputy Secretary of Defense\n\n- Ines Caro, Chief of Staff",
        [{"Ada Pruitt", "Hal Boone", "Ines Caro"}],
        id="those whom the guests heard",
    ),
    pytest.param(
        f"{TALKS}Members of the G7 are Canada, France, Germany, Italy, Japan and the United Kingdom.",
        [PAIR],
        id="members of something else",
    ),
    pytest.param(
        f"{TALKS}Contacts:\n\nJohn Smith, Press Office\n\nMary Jones, Ministry of Energy",
        [PAIR],
        id="a list of others",
    ),
    pytest.param(
        f"{TALKS}Participants\n\nin a survey by Umicore and Glencore said that prices of rare earths would rise a good "
        "deal further over the summer months, and that buyers in Japan and Germany had begun to build up stocks.",
        [PAIR],
        id="a heading with a sentence below it",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_list_adds_those_present(text: str, expected: list[set[str]]) -> None:
    article = Article("0" * 16, "a.txt", f"# Notes on minerals\n\n{text}\n", date(2026, 3, 18), "metadata")
    found = extract(clean(article)).meetings
    assert [{p.name for p in meeting.participants} for meeting in found] == expected
    for meeting in found:
        for participant in meeting.participants:
            assert any(article.text[e.start : e.end].strip() for e in participant.evidence)
