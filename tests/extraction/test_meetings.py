"""Meetings told in sentences of many shapes: who, when, where, of what type, and how they stand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.document import Document
from pipeline.extraction.meetings import explain_meetings, find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article

WEDNESDAY = date(2025, 6, 18)


def lay_out(text: str, title: str = "Notes on tungsten") -> Document:
    article = Article("0" * 16, "a.txt", f"{title}\n\n{text}\n", WEDNESDAY, "metadata")
    source = clean(article)
    return read_document(source, find_minerals(source), spacy_parser())


TOLD = [
    pytest.param(
        "Lima, 18 June - German Chancellor Friedrich Merz met Peruvian President José Jerí on Tuesday to talk about a "
        "refinery in Hamburg.",
        ("bilateral", "held", "2025-06-17", None, None),
        {"Friedrich Merz", "José Jerí"},
        id="the place of what was talked about is not that of the talk",
    ),
    pytest.param(
        "TOKYO, June 18 (Reuters) - German Chancellor Friedrich Merz met Japanese Prime Minister Sanae Takaichi here "
        "on Tuesday.",
        ("bilateral", "held", "2025-06-17", "Tokyo", "JPN"),
        {"Friedrich Merz", "Sanae Takaichi"},
        id="here is the town of the dateline",
    ),
    pytest.param(
        "German Chancellor Friedrich Merz had planned to meet Japanese Prime Minister Sanae Takaichi on Tuesday but "
        "pulled out because of a vote.",
        ("bilateral", "cancelled", "2025-06-17", None, None),
        {"Friedrich Merz", "Sanae Takaichi"},
        id="planned and then dropped",
    ),
    pytest.param(
        "A meeting between German Chancellor Friedrich Merz and Japanese Prime Minister Sanae Takaichi planned for "
        "Tuesday has been postponed to June 25.",
        ("bilateral", "postponed", "2025-06-25", None, None),
        {"Friedrich Merz", "Sanae Takaichi"},
        id="put off to a new date",
    ),
    pytest.param(
        "A three-day mining forum hosted by Chile in Santiago from Monday drew engineers.",
        ("conference", "held", "2025-06-16", "Santiago", "CHL"),
        {"Chile"},
        id="days counted from the first",
    ),
    pytest.param(
        "German Chancellor Friedrich Merz was in Lima on Tuesday to meet President José Jerí.",
        ("bilateral", "held", "2025-06-17", "Lima", "PER"),
        {"Friedrich Merz", "José Jerí"},
        id="was there to meet",
    ),
    pytest.param(
        "German Chancellor Friedrich Merz is on a two-day visit to Tokyo. On Monday he met Japanese Prime Minister "
        "Sanae Takaichi.",
        ("bilateral", "held", "2025-06-16", "Tokyo", "JPN"),
        {"Friedrich Merz", "Sanae Takaichi"},
        id="the place of the trip told before",
    ),
    pytest.param(
        "At COP27 in Cairo, Norway and Kenya launched a pact on tungsten.",
        ("conference", "held", None, "Cairo", "EGY"),
        {"Norway", "Kenya"},
        id="a series by its short name",
    ),
    pytest.param(
        "Prime Minister Mark Carney will host the G7 in Kananaskis on 20 June.",
        ("summit", "planned", "2025-06-20", "Kananaskis", "CAN"),
        {"Mark Carney", "G7"},
        id="a group of states hosted",
    ),
    pytest.param(
        "French President Emmanuel Macron flew to Nairobi on Monday and praised Kenya's tungsten.",
        ("bilateral", "held", "2025-06-16", "Nairobi", "KEN"),
        {"Emmanuel Macron", "Kenya"},
        id="a journey to another state",
    ),
    pytest.param(
        "Germany's Friedrich Merz is hosting Polish Prime Minister Donald Tusk in Berlin on Friday.",
        ("bilateral", "planned", "2025-06-20", "Berlin", "DEU"),
        {"Friedrich Merz", "Donald Tusk"},
        id="present progressive with a date to come",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson was to have met Finland's Petteri Orpo in Turku on Monday.",
        ("bilateral", "cancelled", "2025-06-16", "Turku", "FIN"),
        {"Ulf Kristersson", "Petteri Orpo"},
        id="was to have met",
    ),
    pytest.param(
        "President Joseph R. Ames, Jr. met Peruvian Prime Minister Jorge Montero in Lima on Monday.",
        ("bilateral", "held", "2025-06-16", "Lima", "PER"),
        {"Joseph R. Ames", "Jorge Montero"},
        id="Jr. behind a name",
    ),
    pytest.param(
        "Peru's energy minister, Jorge Montero, had a delegation from Japan to lunch in Lima on Monday.",
        ("bilateral", "held", "2025-06-16", "Lima", "PER"),
        {"Jorge Montero", "Japan"},
        id="had guests to lunch",
    ),
    pytest.param(
        "Tanzania's Anthony Mavunde met Zambia's Paul Kabuswe in Copper Gate, Colorado, on Monday.",
        ("bilateral", "held", "2025-06-16", "Copper Gate", "USA"),
        {"Anthony Mavunde", "Paul Kabuswe"},
        id="a small town with its state",
    ),
    pytest.param(
        "Zambian President Hakainde Hichilema met Indian Prime Minister Narendra Modi in Lusaka on Monday.",
        ("bilateral", "held", "2025-06-16", "Lusaka", "ZMB"),
        {"Hakainde Hichilema", "Narendra Modi"},
        id="verb with two persons",
    ),
    pytest.param(
        "Canada's energy minister, Tim Hodgson, will receive Germany's Katherina Reiche in Ottawa on Friday.",
        ("bilateral", "planned", "2025-06-20", "Ottawa", "CAN"),
        {"Tim Hodgson", "Katherina Reiche"},
        id="reception to come",
    ),
    pytest.param(
        "Kazakhstan's Kassym-Jomart Tokayev played host to Emmanuel Macron in Astana last November.",
        ("bilateral", "held", "2024-11-01", "Astana", "KAZ"),
        {"Kassym-Jomart Tokayev", "Emmanuel Macron"},
        id="played host",
    ),
    pytest.param(
        "Talks between Pakistani and American officials in Islamabad, due to start on Monday, were called off.",
        ("bilateral", "cancelled", "2025-06-16", "Islamabad", "PAK"),
        {"Pakistan", "United States"},
        id="called off",
    ),
    pytest.param(
        "A planned meeting in Geneva between US and Chinese officials has been pushed back to July.",
        ("bilateral", "postponed", "2025-07-01", "Geneva", "CHE"),
        {"United States", "China"},
        id="put off",
    ),
    pytest.param(
        "EU trade chief Maroš Šefčovič held a video call with China's commerce minister, Wang Wentao, on Monday.",
        ("call", "held", "2025-06-16", None, None),
        {"Maroš Šefčovič", "Wang Wentao"},
        id="video call has no place",
    ),
    pytest.param(
        "The pact was signed by Foreign Ministers Antonio Tajani of Italy and Hakan Fidan of Türkiye in Ankara on "
        "3 June.",
        ("signing", "held", "2025-06-03", "Ankara", "TUR"),
        {"Antonio Tajani", "Hakan Fidan"},
        id="named persons sign at a place",
    ),
    pytest.param(
        "Ministers from Australia, India, Japan and the United States met in Washington on Tuesday.",
        ("ministerial", "held", "2025-06-17", "Washington", "USA"),
        {"Australia", "India", "Japan", "United States"},
        id="unnamed ministers are their countries",
    ),
    pytest.param(
        "Leaders from the African Union and the European Union will hold their seventh summit in Luanda on "
        "24-25 November.",
        ("summit", "planned", "2025-11-24", "Luanda", "AGO"),
        {"African Union", "European Union"},
        id="summit of blocs",
    ),
    pytest.param(
        "Zambia and the Democratic Republic of Congo held a third round of talks in Lubumbashi last week.",
        ("negotiation", "held", "2025-06-01", "Lubumbashi", "COD"),
        {"Zambia", "Democratic Republic of Congo"},
        id="round of talks",
    ),
    pytest.param(
        "Nigeria's Dele Alake was among those who attended the Deep Shaft Mining Forum in Riyadh in January, as were "
        "ministers from Egypt and Morocco.",
        ("conference", "held", "2025-01-01", "Riyadh", "SAU"),
        {"Dele Alake", "Egypt", "Morocco"},
        id="among those who attended",
    ),
    pytest.param(
        "Serbian President Aleksandar Vučić said he would travel to Berlin next month to see Chancellor Friedrich "
        "Merz.",
        ("bilateral", "planned", "2025-07-01", "Berlin", "DEU"),
        {"Aleksandar Vučić", "Friedrich Merz"},
        id="a trip for a meeting",
    ),
    pytest.param(
        "President Javier Milei received executives from Rio Tinto at the Casa Rosada on Friday.",
        ("bilateral", "held", "2025-06-13", "Buenos Aires", "ARG"),
        {"Javier Milei", "Rio Tinto"},
        id="seat of government gives the city",
    ),
    pytest.param(
        "South African President Cyril Ramaphosa led a delegation to the White House in May for talks with "
        "President Donald Trump.",
        ("bilateral", "held", "2025-05-01", "Washington", "USA"),
        {"Cyril Ramaphosa", "Donald Trump"},
        id="for talks with",
    ),
    pytest.param(
        "Australian Trade Minister Ana Farrell is set to convene a meeting on Friday with finance officials from G7 "
        "nations, the European Union (EU), Chile and South Korea.",
        ("ministerial", "planned", "2025-06-20", None, None),
        {"Ana Farrell", "G7", "European Union", "Chile", "South Korea"},
        id="bloc's nations, a bloc with its letters, states",
    ),
    pytest.param(
        "Canadian ministers met with Japanese leaders in Jakarta on Monday.",
        ("bilateral", "held", "2025-06-16", "Jakarta", "IDN"),
        {"Canada", "Japan"},
        id="plural offices stand for their countries",
    ),
    pytest.param(
        "The finance ministers of Norway, Finland and Estonia agreed to share data at a meeting in Riga on Monday.",
        ("ministerial", "held", "2025-06-16", "Riga", "LVA"),
        {"Norway", "Finland", "Estonia"},
        id="what was agreed at a meeting",
    ),
    pytest.param(
        "The leaders of Kenya and Ghana signed a trade agreement in Accra on Monday.",
        ("signing", "held", "2025-06-16", "Accra", "GHA"),
        {"Kenya", "Ghana"},
        id="leaders sign for their countries",
    ),
    pytest.param(
        "The European Commission has invited the governments of Serbia and Albania to a raw materials conference in "
        "Brussels in September.",
        ("conference", "planned", "2025-09-01", "Brussels", "BEL"),
        {"European Commission", "Serbia", "Albania"},
        id="invited to a named gathering, told once",
    ),
    pytest.param(
        "Kazakhstan's President Kassym-Jomart Tokayev arrives in Berlin on Thursday for talks with Chancellor "
        "Friedrich Merz.",
        ("bilateral", "planned", "2025-06-19", "Berlin", "DEU"),
        {"Kassym-Jomart Tokayev", "Friedrich Merz"},
        id="timetable present",
    ),
    pytest.param(
        "Fijian Finance Minister Ana Hale will host a dozen finance ministers on Friday. The meeting, which kicks off "
        "with a dinner on Thursday evening, will include ministers from Peru, Chile and Bolivia.",
        ("ministerial", "planned", "2025-06-19", None, None),
        {"Ana Hale", "Peru", "Chile", "Bolivia"},
        id="opening day and main day",
    ),
    pytest.param(
        "Swedish Prime Minister Ulf Kristersson will host finance leaders from the G7 in Malmö on Friday. The group "
        "includes the G7, the European Union and countries like India and Mexico.",
        ("ministerial", "planned", "2025-06-20", "Malmö", "SWE"),
        {"Ulf Kristersson", "G7", "European Union", "India", "Mexico"},
        id="the group includes",
    ),
]


@pytest.mark.parametrize(("text", "facts", "people"), TOLD)
def test_one_meeting_is_read(text: str, facts: tuple[str, str, str, str | None, str | None], people: set[str]) -> None:
    found = find_meetings(lay_out(text))
    assert len(found) == 1
    meeting = found[0]
    day = meeting.start_date.isoformat() if meeting.start_date else None
    assert (meeting.meeting_type, meeting.status, day, meeting.city, meeting.country_code) == facts
    assert {p.name for p in meeting.participants} == people


NOT_TOLD = [
    pytest.param("Ministers must meet this moment with ambition, Zambia's Paul Kabuswe said.", id="meets a moment"),
    pytest.param("Turin's plant has begun the trial assembly of tungsten carbide tools.", id="assembly of a thing"),
    pytest.param("Norway holds the presidency of the G7 of shipping, said Minister Jan Vestre.", id="presidency"),
    pytest.param("President Javier Milei travelled to Salta on Monday to see the salt flats.", id="journey at home"),
    pytest.param("Chancellor Friedrich Merz refused to meet President Aleksandar Vučić in Berlin.", id="refused"),
    pytest.param("National Mining Week was kept in Zambia with tungsten on posters.", id="a week that is kept"),
    pytest.param("The two governments talk regularly about tungsten, the minister said.", id="habitual"),
    pytest.param("Shareholders will vote at the annual general meeting in Perth on 20 June.", id="own event"),
    pytest.param("The company will hold a conference call with analysts at 10 a.m. on Friday.", id="analysts' call"),
    pytest.param(
        "President Hakainde Hichilema did not meet Prime Minister Narendra Modi in Lusaka on Monday.", id="denied"
    ),
    pytest.param("The concentrate meets the specifications that Japan and Korea set last year.", id="meets a standard"),
    pytest.param("The envoy had been pressing for a separate meeting on tungsten since the spring.", id="asked for"),
    pytest.param("Deputies called on Parliament to ban exports of raw ore.", id="exhortation"),
    pytest.param("The pegmatite hosts tungsten and tin near the contact with the granite.", id="host rock"),
    pytest.param("Zambia and India signed a memorandum on tungsten last week.", id="signed with no ceremony"),
    pytest.param(
        "President Donald Trump signed an executive order on tungsten at the White House on Monday.", id="order"
    ),
    pytest.param("Did President Hakainde Hichilema meet Prime Minister Narendra Modi in Lusaka?", id="question"),
    pytest.param("Chief executive Jane Ambrose sits down with Bloomberg to discuss drilling results.", id="interview"),
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_no_meeting_is_read(text: str) -> None:
    assert find_meetings(lay_out(text)) == ()


def test_roles_by_voice() -> None:
    text = "Serbian President Aleksandar Vučić was received by Chancellor Friedrich Merz in Berlin on Monday."
    (meeting,) = find_meetings(lay_out(text))
    assert {p.name: p.role for p in meeting.participants} == {
        "Aleksandar Vučić": "attendee",
        "Friedrich Merz": "host",
    }


def test_sentences_on_one_gathering_make_one_meeting() -> None:
    text = (
        "Zambian President Hakainde Hichilema met Indian Prime Minister Narendra Modi in Lusaka on Monday. The meeting "
        "lasted two hours. Zambia's mines minister, Paul Kabuswe, took part, and so did the Indian High Commission."
    )
    (meeting,) = find_meetings(lay_out(text))
    assert {"Hakainde Hichilema", "Narendra Modi", "Paul Kabuswe"} <= {p.name for p in meeting.participants}


def test_entries_of_a_diary_take_day_and_place_from_their_head() -> None:
    text = (
        "FRIDAY, JUNE 20\n\nBERLIN - German Chancellor Friedrich Merz receives Serbian President Aleksandar Vučić.\n\n"
        "OSLO - Norges Wolfram publishes its figures.\n\nSATURDAY, JUNE 21\n\n"
        "ROME - Italian Foreign Minister Antonio Tajani meets his Indian counterpart, Subrahmanyam Jaishankar."
    )
    found = find_meetings(lay_out(text))
    assert [(m.city, m.start_date, m.status) for m in found] == [
        ("Berlin", date(2025, 6, 20), "planned"),
        ("Rome", date(2025, 6, 21), "planned"),
    ]


def test_a_second_date_makes_a_second_meeting() -> None:
    text = (
        "Wang Wentao, China's commerce minister, met Maroš Šefčovič, the EU trade commissioner, in Beijing on Monday. "
        "Wang had also met Šefčovič in Paris in March."
    )
    found = find_meetings(lay_out(text))
    assert [(m.city, m.start_date) for m in found] == [("Beijing", date(2025, 6, 16)), ("Paris", date(2025, 3, 1))]


def test_later_in_the_day_another_counterpart() -> None:
    text = (
        "Anthony Albanese, Australia's prime minister, will meet President Xi Jinping in Beijing on Friday and, later "
        "in the day, Premier Li Qiang."
    )
    found = find_meetings(lay_out(text))
    assert len(found) == 2
    assert all("Anthony Albanese" in {p.name for p in m.participants} for m in found)


def test_transcript_of_leaders_is_their_meeting() -> None:
    text = (
        "Blue Room\n\nPRESIDENT MBEKI: Well, Mr. Prime Minister, welcome. It's great to see you.\n\n"
        "PRIME MINISTER HOLT: Thank you, Mr. President. We have a lot to discuss about tungsten."
    )
    found = find_meetings(lay_out(text, title="Remarks by President Mbeki and Prime Minister Holt"))
    assert [(m.meeting_type, m.status, m.start_date) for m in found] == [("bilateral", "held", WEDNESDAY)]
    assert {p.name.split()[-1].casefold() for p in found[0].participants} == {"mbeki", "holt"}


def test_evidence_quotes_the_text() -> None:
    text = "Zambian President Hakainde Hichilema met Indian Prime Minister Narendra Modi in Lusaka on Monday."
    document = lay_out(text)
    raw = document.source.article.text
    (meeting,) = find_meetings(document)
    quoted = {e.field: raw[e.start : e.end] for e in meeting.evidence}
    assert quoted["start_date"] == "on Monday" or quoted["start_date"] == "Monday"
    assert quoted["city"] == "Lusaka"
    assert "met" in quoted["record"]
    assert all(e.rule for e in meeting.evidence)
    for who in meeting.participants:
        assert any(who.name in raw[e.start : e.end] for e in who.evidence)


def test_confidence_is_a_probability_and_orders_sure_before_doubtful() -> None:
    sure = find_meetings(
        lay_out("Zambian President Hakainde Hichilema met Indian Prime Minister Narendra Modi in Lusaka on Monday.")
    )[0]
    assert 0.8 < sure.confidence <= 1.0


def test_explanation_names_what_was_left_out_and_why() -> None:
    document = lay_out("Shareholders will vote at the annual general meeting of Shaft Metals plc in Perth on 20 June.")
    told = explain_meetings(document)
    assert any(not c.accepted and "own event" in c.reason for c in told)
    assert find_meetings(document) == ()


WORDS = [
    "met", "talks", "summit", "hosted", "by", "with", "Modi", "President", "Xi", "in", "Lusaka", "on", "Monday", "and",
    "G7", "the", "ministers", "signed", "will", "called", "off", "visit", "to", "China", ",", ".", "“", "PRESIDENT XI:",
    "welcome", "Signed at", "\n\n", "?", "which", "of", "first", "round", "two", "their", "next", "was", "received",
]  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=60), st.text(max_size=40))
def test_any_text_gives_valid_records(words: list[str], noise: str) -> None:
    document = lay_out(" ".join(words) + " " + noise)
    size = len(document.source.article.text)
    for meeting in find_meetings(document):
        assert meeting.participants
        assert 0.0 <= meeting.confidence <= 1.0
        assert meeting.end_date is None or (meeting.start_date and meeting.end_date > meeting.start_date)
        for e in (*meeting.evidence, *(x for p in meeting.participants for x in p.evidence)):
            assert 0 <= e.start <= e.end <= size
    for candidate in explain_meetings(document):
        assert 0 <= candidate.start <= candidate.end <= size
