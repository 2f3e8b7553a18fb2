"""Meetings in papers of governments and companies: whose joint body sits, who is shown round, what is still to come."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.cleaning.dateline import dateline_end
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article, Meeting

HOST, GUEST = "host", "attendee"
MET = "Canadian Prime Minister Mark Carney met Indian Prime Minister Narendra Modi in Delhi on Monday. "
TWO = {"Mark Carney": GUEST, "Narendra Modi": GUEST}


def meetings(text: str) -> tuple[Meeting, ...]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 6, 18), "metadata")
    source = clean(article)
    return find_meetings(read_document(source, find_minerals(source), spacy_parser()))


CASES = [
    pytest.param(
        MET + "They praised the Space Joint Working Group and hoped that its next meeting in early 2026 would open new "
        "avenues. India and Canada will report.",
        [TWO, {"India": GUEST, "Canada": GUEST}],
        id="the joint working group's meeting",
    ),
    pytest.param(
        "Canada and India held the first Canada–India Mining Forum in Toronto on June 5 with the participation of "
        "Teck and agreed to hold the second Forum in Delhi in October.",
        [{"Canada": HOST, "India": HOST, "Teck": GUEST}, {"Canada": HOST, "India": HOST}],
        id="the second forum of the same two",
    ),
    pytest.param(
        "Commissioner Ann Holm, accompanied by Vice-President Carl Berg, travelled to Windhoek on Monday. There she "
        "met Namibia's President Netumbo Nandi-Ndaitwah.",
        [{"Ann Holm": GUEST, "Carl Berg": GUEST, "Netumbo Nandi-Ndaitwah": GUEST}],
        id="whom the traveller and her company met",
    ),
    pytest.param(
        "Deputy Minister Ann Holm travelled to Ulaanbaatar in May for the Strategic Dialogue with Mongolia, co-chaired "
        "by Foreign Minister Battsetseg Batmunkh.",
        [{"Ann Holm": GUEST, "Battsetseg Batmunkh": HOST}],
        id="co-chaired by",
    ),
    pytest.param(
        "On the margins Canadian minister Ann Holm held bilateral meetings with the mines ministers of Zambia, Paul "
        "Kabuswe, and of Namibia, Modestus Amutse.",
        [{"Ann Holm": GUEST, "Paul Kabuswe": GUEST}, {"Ann Holm": GUEST, "Modestus Amutse": GUEST}],
        id="ministers named behind their states",
    ),
    pytest.param(
        "Perth, Western Australia – Norra Metals welcomed Malaysian Prime Minister Anwar Ibrahim to its plant on "
        "Tuesday. Managing Director Ann Holm showed the guests the new kiln.",
        [{"Norra Metals": HOST, "Anwar Ibrahim": GUEST, "Ann Holm": GUEST}],
        id="who showed the guests round",
    ),
    pytest.param(
        "PARTICIPANTS:\n\nAnna Berg, Minister of Energy of Canada\n\nCarlos Ruiz, Secretary of Energy of Mexico\n\n"
        "The Minister and the Secretary met in Lima on June 10, 2025.",
        [{"Anna Berg": GUEST, "Carlos Ruiz": GUEST}],
        id="a list of participants",
    ),
    pytest.param(
        "The commerce ministers of Canada and Japan held their first meeting in Ottawa on June 4 and agreed to meet "
        "annually.",
        [{"Canada": GUEST, "Japan": GUEST}],
        id="how often another act is done",
    ),
    pytest.param(
        "The Joint Commission of Canada and Peru under the Agreement shall hold its first meeting within six months.",
        [],
        id="laid down by a text",
    ),
    pytest.param(
        "They welcomed the second convening of the Canada-Japan Mining Mechanism in Ottawa in May.",
        [{"Canada": GUEST, "Japan": GUEST}],
        id="a mechanism's convening",
    ),
    pytest.param(
        "We, the leaders of Canada, Japan and Peru, met in Lima on June 9. Our energy ministers met in Tokyo in March. "
        "We look forward to the next G7 Summit. This is a moment we intend to meet together.",
        [
            {"Canada": GUEST, "Japan": GUEST, "Peru": GUEST},
            {"Canada": GUEST, "Japan": GUEST, "Peru": GUEST},
            {"G7": GUEST},
        ],
        id="we who make a joint statement",
    ),
    pytest.param(
        "We, the leaders of Chile and Peru, reaffirm our commitment. We will hold the first meeting between our "
        "finance ministers and will launch a mining track that meets annually.",
        [{"Chile": GUEST, "Peru": GUEST}],
        id="our ministers, and what is done annually",
    ),
    pytest.param(
        "Joint Statement between Chile and Peru\n\nWe are working together for the Lima Water Conference in May. We "
        "will organize a Copper Roundtable in Arica in July.",
        [{"Chile": "host", "Peru": "host"}],
        id="we by the title, and what we prepare for",
    ),
    pytest.param(
        "Prime Minister Ana Berg of Canada held a meeting in Ottawa on June 9. Ana Berg and the President of Peru "
        "discussed copper.",
        [{"Ana Berg": GUEST, "Peru": GUEST}],
        id="who talked there",
    ),
    pytest.param(
        "The third High-Level Meeting of Canada and Peru took place in Lima on June 9.",
        [{"Canada": GUEST, "Peru": GUEST}],
        id="states behind the name of a meeting",
    ),
    pytest.param(
        "In Proclamation 10328 of May 4, 2025, Minister Ana Berg noted that Canada had successfully concluded "
        "discussions with Peru on copper.",
        [],
        id="the date of a paper",
    ),
    pytest.param(
        "President Joe Biden instructed ministers of Canada and Japan to convene a Security Consultative Committee.",
        [{"Canada": "host", "Japan": "host"}],
        id="a committee that ministers convene",
    ),
    pytest.param("I'm not aware of President Biden speaking to Prime Minister Starmer.", [], id="not aware of it"),
    pytest.param(
        MET + "Both leaders called on Iran to return to the talks and asked partners to join the tungsten pledge.",
        [TWO],
        id="who urges others is no host",
    ),
    pytest.param(
        MET + "Prime Minister Carney was asked about whether the tariffs would stay.",
        [TWO],
        id="asked about something",
    ),
    pytest.param(
        "Chile, Peru and Canada affirmed the decision to share data on Bolivia tungsten exports, building upon the "
        "commitment made by leaders at their meeting in Lima in March.",
        [{"Chile": GUEST, "Peru": GUEST, "Canada": GUEST}],
        id="their meeting: the subject's",
    ),
    pytest.param(
        "President Ana Rey and Prime Minister Mark Carney celebrated the tungsten accord during the Prime Minister's "
        "Official Visit in Lima on Monday.",
        [{"Ana Rey": GUEST, "Mark Carney": GUEST}],
        id="during the visit of one of them",
    ),
    pytest.param(
        "Chile hosted the mining summit in Santiago on March 10, where participants from 20 countries, including "
        "Japan, Peru and Canada, endorsed a tungsten plan.",
        [{"Chile": HOST, "Japan": GUEST, "Peru": GUEST, "Canada": GUEST}],
        id="countries named of a crowd",
    ),
    pytest.param(
        "President Ann Holm of Chile met leaders from Peru, Japan and the European Union in Lima. She convened them "
        "again on tungsten in June.",
        [{"Ann Holm": HOST, "Peru": GUEST, "Japan": GUEST, "European Union": GUEST}],
        id="a bloc at the end of a list of states",
    ),
    pytest.param(
        "Canada and India looked forward to reconvening the Canada–India Trade Policy Forum in Delhi before the end of "
        "2026.\n\nThey thanked firms taking part in the Canada–India Startup Forum in Toronto in May.",
        [{"Canada": GUEST, "India": GUEST}, {"Canada": GUEST, "India": GUEST}],
        id="two forums of the same states",
    ),
    pytest.param(
        "At their third ministerial meeting, held in Ottawa in May 2025, Canada and Chile adopted a plan.\n\nCanada "
        "and Chile also organised a workshop on recycling in Santiago on 10 June 2025.",
        [{"Canada": GUEST, "Chile": GUEST}, {"Canada": HOST, "Chile": HOST}],
        id="a workshop of the states whose ministers met",
    ),
    pytest.param(
        "The Peru–Canada Energy Security Dialogue will launch in 2026 and focus on supply.",
        [],
        id="a dialogue that is to launch",
    ),
    pytest.param(
        "The leaders noted that Peru will chair the G7 and that Chile will host APEC in 2027.",
        [{"APEC": GUEST, "Chile": HOST}],
        id="who has the chair of a group of states",
    ),
    pytest.param(
        "Prime Minister Modi of India and Prime Minister Carney of Canada welcomed the work. They looked forward to "
        "their governments holding an Arctic Dialogue in 2026. Prime Minister Carney and Prime Minister Modi "
        "reiterated their support.",
        [{"Canada": GUEST, "India": GUEST}],
        id="leaders go on about what their officials will hold",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_takes_part(text: str, expected: list[dict[str, str]]) -> None:
    assert [{p.name: p.role for p in m.participants} for m in meetings(text)] == expected


def test_what_somebody_is_going_to_be_hosting_is_to_come() -> None:
    text = "Later today, President Biden is going to be hosting Prime Minister Starmer at the White House."
    assert [m.status for m in meetings(text)] == ["planned"]


def test_vice_premier_he_is_no_pronoun() -> None:
    found = meetings("Secretary Scott Bessent met President Xi. He will see Vice Premier He in Paris next week.")
    assert {p.name for p in found[-1].participants} == {"Scott Bessent", "He"}


@pytest.mark.parametrize(
    ("sentence", "behind"),
    [
        ("Vancouver, B.C. – Teck hosted Ann Holm.", "Teck hosted Ann Holm."),
        ("LIMA, March 17, 2025 (GLOBE NEWSWIRE) -- Teck hosted Ann Holm.", "Teck hosted Ann Holm."),
        ("OSLO, Norway, 17 March 2025 /PRNewswire/ -- “We met Ann Holm.”", "“We met Ann Holm.”"),
        ("Teck – the miner – hosted Ann Holm.", "Teck – the miner – hosted Ann Holm."),
        ("Ann Holm, the minister, met Teck on March 17.", "Ann Holm, the minister, met Teck on March 17."),
    ],
)
def test_a_sentence_opens_behind_its_dateline(sentence: str, behind: str) -> None:
    assert sentence[dateline_end(sentence) :] == behind


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Here in Nagoya, our ministers signed an accord on supply chains.", ("Nagoya", "JPN")),
        ("I thank everyone here in Nagoya for their welcome.", ("Nagoya", "JPN")),
        ("Here in Nagoya, and here in Osaka, our ministers have worked hard.", (None, None)),
        ("Our ministers will sign an accord in Nagoya next year.", (None, None)),
    ],
)
def test_where_a_government_says_that_it_speaks(text: str, place: tuple[str | None, str | None]) -> None:
    paper = (
        "Joint statement on tungsten\n\nPrime Minister Mark Carney met with Prime Minister Narendra Modi today. They "
        f"discussed tungsten.\n\n{text}\n"
    )
    article = Article("0" * 16, "a.txt", paper, date(2025, 6, 18), "metadata", url="https://www.whitehouse.gov/a/")
    source = clean(article)
    (talks, *_) = find_meetings(read_document(source, find_minerals(source), spacy_parser()))
    assert (talks.city, talks.country_code) == place


def test_a_town_before_the_state_whose_minister_acts_there() -> None:
    (talks,) = meetings("In Jakarta, Indonesia's energy minister Dewi Lahan hosted Kari Lund of Norway on Monday.")
    assert (talks.city, talks.country_code) == ("Jakarta", "IDN")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "When Minister Kari Lund met President Pedro Rojas in Lima on Monday, did tungsten come up?",
            [("bilateral", "held", "2025-06-16", {"Kari Lund", "Pedro Rojas"})],
        ),
        ("Has Minister Kari Lund met President Pedro Rojas in Lima?", []),
        (
            "Peru and Ecuador were to sign a tungsten accord in Lima on Monday. The ceremony was postponed to next "
            "Tuesday.",
            [("signing", "postponed", "2025-06-24", {"Peru", "Ecuador"})],
        ),
        (
            "The mining ministers of Peru, Chile and Bolivia met in Lima on Monday. They agreed to meet again in Quito "
            "in September.",
            [
                ("ministerial", "held", "2025-06-16", {"Peru", "Chile", "Bolivia"}),
                ("ministerial", "planned", "2025-09-01", {"Peru", "Chile", "Bolivia"}),
            ],
        ),
    ],
    ids=["what a question takes as given", "what it asks", "put off to a new day", "they meet again"],
)
def test_what_is_taken_as_given_put_off_or_to_be_held_again(
    text: str, told: list[tuple[str, str, str, set[str]]]
) -> None:
    found = meetings(text)
    assert [(m.meeting_type, m.status, str(m.start_date), {p.name for p in m.participants}) for m in found] == told
