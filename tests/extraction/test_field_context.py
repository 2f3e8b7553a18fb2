"""Days, towns and standings that the sentences around a meeting or deal give: leads, entries, what follows."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.extraction.dates import find_dates
from pipeline.records import Article, Deal, Meeting

THURSDAY = date(2026, 3, 12)


def _article(text: str, title: str = "Critical minerals in the news") -> Article:
    return Article("0" * 16, "a.txt", f"{title}\n\n{text}\n", THURSDAY, "metadata")


def meetings(text: str, title: str = "Critical minerals in the news") -> list[Meeting]:
    return list(extract(clean(_article(text, title))).meetings)


def deals(text: str) -> list[Deal]:
    return list(extract(clean(_article(text))).deals)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("The fair ran from Monday until yesterday.", "2026-03-09", "2026-03-11"),
        ("The visit on 3/9-3/11 was short.", "2026-03-09", "2026-03-11"),
        ("On 9.3. they had talked.", "2026-03-09", None),
        ("They met on the second Sunday of the month.", "2026-03-08", None),
        ("Remember what was said on the 8th?", "2026-03-08", None),
        ("Friday 6\nLima.", "2026-03-06", None),
    ],
)
def test_days_by_number_and_ranges(text: str, first: str, last: str | None) -> None:
    read = find_dates(text, THURSDAY, None, "en-US" if "/" in text else None)[0].past
    assert read is not None
    assert (str(read.start), str(read.end) if read.end else None) == (first, last)


@pytest.mark.parametrize(
    ("text", "day", "city"),
    [
        (
            "WINDHOEK, March 11 (NPS) - Namibia and Finland on Wednesday signed a memorandum on lithium.\n\n"
            "President Daniel Ndara of Namibia and President Aino Salo of Finland had earlier in the day held talks.",
            "2026-03-11",
            "Windhoek",
        ),
    ],
)
def test_a_meeting_takes_the_day_and_town_of_the_lead(text: str, day: str, city: str) -> None:
    found = [m for m in meetings(text) if m.meeting_type != "signing"]
    assert [(str(m.start_date), m.city) for m in found] == [(day, city)]


def test_entries_of_a_diary_stand_under_their_day_and_town() -> None:
    text = (
        "MONDAY 16\nBRUSSELS - Trade commissioner Ana Rey receives Ukraine's economy minister, Oleh Koval, on lithium."
        "\nTUESDAY 17\nASTANA - POSTPONED, no new date: India's mines minister, Anil Rao, was to call on Industry "
        "Minister Timur Aliev of Kazakhstan.\nWEDNESDAY 18\nLIMA - Chile's mining minister, Eva Soto, meets Peru's "
        "mining minister, Luis Vega."
    )
    found = {(str(m.start_date), m.city, m.status) for m in meetings(text, "Week ahead in lithium: 16-18 March")}
    assert ("2026-03-16", "Brussels", "planned") in found
    assert ("2026-03-17", "Astana", "postponed") in found
    assert ("2026-03-18", "Lima", "planned") in found


def test_entries_of_a_diary_need_no_verb() -> None:
    text = (
        "MONDAY, MARCH 23\nBRUSSELS - Talks between EU trade chief Ana Rey and Ukraine's economy minister, Oleh Koval, "
        "on lithium.\n(*) DAR ES SALAAM - CANCELLED: talks between Tanzanian Mines Minister Juma Omar and Zambia's "
        "Peter Zulu.\nTUESDAY, MARCH 24\n(*) ASTANA - POSTPONED to April 8: visit by India's mines minister, Anil Rao, "
        "who was to meet Industry Minister Timur Aliev of Kazakhstan.\nWEDNESDAY, MARCH 25\nSINGAPORE - Chile's mining "
        "minister, Eva Soto, meets Peru's mining minister, Luis Vega."
    )
    found = {(str(m.start_date), m.city, m.status) for m in meetings(text, "Week ahead in lithium: 23-25 March")}
    assert found == {
        ("2026-03-23", "Brussels", "planned"),
        ("2026-03-23", "Dar es Salaam", "cancelled"),
        ("2026-04-08", "Astana", "postponed"),
        ("2026-03-25", "Singapore", "planned"),
    }


def test_a_chronicle_dates_its_entries_by_the_year_above() -> None:
    text = "2024\nOctober – Work begins.\n11 December – A second round.\n2025\n3 March – It ends."
    read = {text[d.start : d.end]: d.past for d in find_dates(text, THURSDAY, None, None)}
    assert str(read["11 December"] and read["11 December"].start) == "2024-12-11"
    assert str(read["3 March"] and read["3 March"].start) == "2025-03-03"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (
            "Peru's mining minister Luis Vega met his Chilean counterpart Eva Soto in Lima on the eve of Thursday's "
            "summit to discuss lithium.",
            "2026-03-11",
            None,
        ),
        (
            "Peru's mining minister Luis Vega saw his Chilean counterpart Eva Soto a day before a lithium fair on "
            "Tuesday.",
            "2026-03-09",
            None,
        ),
        (
            "Peru's mining minister Luis Vega met his Chilean counterpart Eva Soto two days after the lithium price "
            "slumped on Monday.",
            "2026-03-11",
            None,
        ),
        (
            "Peru's mining minister Luis Vega said on Tuesday he would meet his Chilean counterpart Eva Soto in Lima "
            "to discuss lithium.",
            None,
            None,
        ),
        (
            "Peru's mining minister Luis Vega told parliament on Tuesday that he had met his Chilean counterpart Eva "
            "Soto to discuss lithium.",
            None,
            None,
        ),
        (
            "The lithium fair opens on Monday in Lima. Peru's mining minister Luis Vega has already met his Chilean "
            "counterpart Eva Soto there.",
            None,
            None,
        ),
        (
            "Peru's mining minister Luis Vega and his Chilean counterpart Eva Soto concluded two days of talks on "
            "lithium in Lima on Tuesday.",
            "2026-03-09",
            "2026-03-10",
        ),
    ],
)
def test_the_day_of_a_meeting_is_not_that_of_what_stands_beside_it(text: str, first: str, last: str | None) -> None:
    found = [(m.start_date, m.end_date) for m in meetings(text)]
    assert [(str(a) if a else None, str(b) if b else None) for a, b in found] == [(first, last)]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Luis Vega's meeting with Chile's Eva Soto in Lima is off, the mining ministry said. It was on lithium.",
            True,
        ),
        ("Friday's lithium talks between Peru's Luis Vega and Chile's Eva Soto in Lima will not go ahead.", True),
        (
            "A planned visit to London by Greenland's prime minister, Eva Soto, has been shelved. He was to discuss "
            "graphite.",
            True,
        ),
        ("Peru's Luis Vega met Chile's Eva Soto in Lima on Monday and the two dropped a dispute on lithium.", False),
    ],
)
def test_what_is_told_to_be_off(text: str, status: bool) -> None:
    assert [m.status == "cancelled" for m in meetings(text)] == [status]


def test_governments_named_by_their_towns_do_not_meet_there() -> None:
    found = meetings("Tokyo and Brussels will hold their next dialogue on lithium in May, the ministry said.")
    assert [(m.city, m.country_code) for m in found] == [(None, None)]


def test_a_list_is_of_the_day_above_it() -> None:
    text = (
        "Also Tuesday:\n\n- Kestrel Lithium agreed to sell its stake in the Pilar lithium mine to Norrland Mining for "
        "$3 million.\n\n- Aster Copper extended its copper supply agreement with Norrland Mining to 2029."
    )
    assert [str(d.date) for d in deals(text)] == ["2026-03-10", "2026-03-10"]


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        ("Kestrel Lithium has scrapped plans to sell its stake in the Pilar mine to Norrland.", "terminated", None),
        ("Kestrel Lithium has broken off talks to buy Norrland Mining's copper business.", "terminated", None),
        (
            "Kestrel Lithium and Norrland Mining are close to a deal to merge their copper businesses.",
            "negotiating",
            None,
        ),
        (
            "Norway's parliament ratified on Tuesday a lithium accord with Chile which the two governments signed in "
            "November.",
            "agreed",
            "2025-11-01",
        ),
        (
            "Kestrel Lithium has terminated its lithium supply agreement with Norrland Mining, it said on Wednesday. "
            "The deal was signed in October 2025.",
            "terminated",
            "2025-10-01",
        ),
        (
            "The surprise was a memorandum on lithium between Kestrel Lithium and Norrland Mining. It was signed on "
            "March 4 in Oslo.",
            "agreed",
            "2026-03-04",
        ),
        ("Kestrel Lithium is in advanced talks to buy a 20 per cent interest in Norrland Mining.", "negotiating", None),
        (
            "Chile is to conclude a memorandum on lithium with Norway in April.",
            "negotiating",
            "2026-04-01",
        ),
        (
            "Kestrel Lithium has sold a third of its lithium mine to Norrland Mining. "
            "The contract was signed on Monday.",
            "agreed",
            "2026-03-09",
        ),
    ],
)
def test_how_a_deal_stands_and_when_it_was_made(text: str, status: str, day: str | None) -> None:
    found = deals(text)
    assert [(d.status, str(d.date) if d.date else None) for d in found][:1] == [(status, day)]


@pytest.mark.parametrize(
    ("text", "deal_type"),
    [
        ("Norrland Gold had signed an agreement with Mali over its gold mine in September 2024.", "other"),
        ("Norrland Gold signed a cooperation agreement with Mali on gold in September 2024.", "partnership"),
    ],
)
def test_terms_settled_with_a_state_are_no_partnership(text: str, deal_type: str) -> None:
    assert [d.deal_type for d in deals(text)] == [deal_type]


@pytest.mark.parametrize(
    ("text", "kind", "city"),
    [
        (
            "Peru's prime minister Luis Vega paid a state visit to Chile from March 3 to 5. In Santiago he held talks "
            "with President Eva Soto and met Vice-President Mario Paz. Lithium was discussed.",
            "visit",
            "Santiago",
        ),
        (
            "Peru's mining minister Luis Vega spoke with Chile's Eva Soto about lithium on Monday. The call lasted an "
            "hour.",
            "call",
            None,
        ),
        (
            "Peru's mining minister Luis Vega, Chile's Eva Soto and Bolivia's Mario Paz held a meeting in Arica last "
            "Friday on lithium.",
            "ministerial",
            "Arica",
        ),
        (
            "Peru's mining minister Luis Vega told investors in London on Tuesday that a lithium refinery would be "
            "built in Cusco. He was speaking at a forum hosted by the Andean Mining Council.",
            "conference",
            "London",
        ),
    ],
)
def test_what_kind_of_meeting_it_is_and_where(text: str, kind: str, city: str | None) -> None:
    assert [(m.meeting_type, m.city) for m in meetings(text)] == [(kind, city)]


@pytest.mark.parametrize(
    ("text", "deal_type", "day"),
    [
        ("Kestrel Motors signed a contract with Norrland Mining for spodumene on Monday.", "offtake", "2026-03-09"),
        (
            "Japan and Chile agreed to invest $100 million in a lithium plant run by Norrland Mining on Monday.",
            "equity_investment",
            "2026-03-09",
        ),
    ],
)
def test_what_a_deal_is_for_and_the_day_that_ends_its_sentence(text: str, deal_type: str, day: str) -> None:
    assert [(d.deal_type, str(d.date)) for d in deals(text)] == [(deal_type, day)]


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        (
            "Kenyan President Amos Kiprono received the Japanese envoy, Ren Aoki, at State House on Monday. Japan "
            "wants rare earths, and Japanese firms are looking for them.",
            "Nairobi",
            "KEN",
        ),
        ("Uzbekistan's Alisher Karimov opened the Tashkent Critical Minerals Forum on Monday.", "Tashkent", "UZB"),
        (
            "Finland's Aino Salo will travel to Canada in April to talk about nickel. She is to meet Canada's Tim "
            "Rowe in Ottawa.",
            "Ottawa",
            "CAN",
        ),
        ("Ministers discussed aid to Lebanon at the G7 summit on Friday.", None, None),
        ("Amos Kiprono announced loans to Zambia at a meeting with President Aino Salo of Finland.", None, None),
        ("During her mission to Zambia, Aino Salo of Finland met President Amos Kiprono.", None, "ZMB"),
        ("On his return to Zambia, President Amos Kiprono met President Aino Salo of Finland.", None, "ZMB"),
        ("Over Russia's actions in Ukraine, Canada and Japan were at one at the G7 Summit.", None, None),
    ],
)
def test_where_a_gathering_is_held(text: str, city: str | None, country: str | None) -> None:
    found = meetings(text)
    assert (found[0].city, found[0].country_code) == (city, country)


def test_a_traveller_is_met_where_he_went() -> None:
    text = (
        "Finnish Climate Minister Aino Salo flew to Santiago on Monday. There she met Mining Minister Luis Rojas and "
        "Codelco chairman Pablo Vera to talk about copper."
    )
    (meeting,) = meetings(text)
    assert (meeting.meeting_type, str(meeting.start_date), meeting.city) == ("visit", "2026-03-09", "Santiago")


@pytest.mark.parametrize(
    ("text", "status", "day"),
    [
        (
            "Norrland Mining AB will buy Kestrel Metals Inc., the lithium miner, for $100 million, it said in "
            "September. The deal closed in November.",
            "completed",
            "2025-09-01",
        ),
        (
            "Norrland Mining AB sold its Aldersund copper mine to Kestrel Metals Inc. for $90 million. The sale was "
            "completed last April.",
            "completed",
            "None",
        ),
        (
            "A third of the Aldersund copper mine changed hands yesterday. Norrland Mining AB and Kestrel Metals Inc. "
            "signed the contract by which Kestrel takes 33 percent of the mine.",
            "agreed",
            "2026-03-11",
        ),
        (
            "Norrland Mining AB has negotiated a second extension of its option to acquire the Aldersund copper "
            "project from Kestrel Metals Inc.",
            "agreed",
            "2026-03-12",
        ),
    ],
)
def test_how_a_deal_stands_and_since_when(text: str, status: str, day: str) -> None:
    (deal,) = deals(text)
    assert (deal.status, str(deal.date)) == (status, day)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "Norrland Mining AB in 2024 offered to form a joint company with Kestrel Metals Inc. for copper; the "
            "offer was withdrawn after a night of talks.",
            "terminated",
        ),
        (
            "Norrland Mining AB has offered to buy Kestrel Metals Inc., the lithium miner. A rival offer may be "
            "withdrawn.",
            "proposed",
        ),
    ],
)
def test_an_offer_stands_until_it_is_withdrawn(text: str, status: str) -> None:
    assert deals(text)[0].status == status


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        (
            "Namibia's mines minister Anna Holm, who signed for Windhoek a pact with Finland on lithium in Helsinki on "
            "5 March, came home on Monday.",
            "Helsinki",
            "FIN",
        ),
        (
            "Chancellor Ida Moser will see President Daniel Ndara on lithium in Vienna on 27 March and, in Graz on the "
            "following morning, the board of Kestrel Metals Inc.",
            "Vienna",
            "AUT",
        ),
        ("Minister Anna Holm of Namibia flies to Quito on 14 April for lithium talks with Aino Salo.", "Quito", "ECU"),
        ("President Daniel Ndara travelled to Lima to meet President Aino Salo on lithium.", "Lima", "PER"),
        (
            "This week President Daniel Ndara visited Oslo, Norway and Helsinki, Finland, to talk about lithium.",
            None,
            None,
        ),
        (
            "After a meeting with President Daniel Ndara on lithium, Kestrel Metals Inc. announced it would reopen its "
            "plant in Belvidere, Illinois.",
            None,
            None,
        ),
        ("They praised the lithium pledges of the 2018 Namibia-Finland Singapore Summit.", "Singapore", "SGP"),
        (
            "The presidents of Peru and Chile met on the occasion of an Andean lithium forum, held during the ninth "
            "session of the Pacific Assembly in Quito.",
            "Quito",
            "ECU",
        ),
        (
            "President Daniel Ndara met President Aino Salo on Monday. During the meeting, he thanked her for a "
            "mission to Haiti and for lithium imports.",
            None,
            None,
        ),
        (
            "Kestrel Metals Inc. hosted an event with President Daniel Ndara, during which he announced an "
            "investment in Peru on lithium.",
            None,
            None,
        ),
    ],
)
def test_the_town_is_that_of_the_gathering(text: str, city: str | None, country: str | None) -> None:
    found = meetings(text)
    assert [(m.city, m.country_code) for m in found[:1]] == [(city, country)]


def test_what_is_held_beside_a_summit_is_where_the_summit_is() -> None:
    text = (
        "On Friday President Daniel Ndara will attend the G20 Summit in Hiroshima, Japan, to talk about lithium.\n\n"
        "He will also be co-hosting a side event with Canada and Finland."
    )
    found = meetings(text)
    assert [(m.city, m.status) for m in found] == [("Hiroshima", "planned")] * 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In a meeting about lithium supply with President Aino Salo, Daniel Ndara praised trade.", "Aino Salo"),
        ("President Ndara flew to Helsinki for a meeting on lithium with President Aino Salo.", "Aino Salo"),
    ],
)
def test_whom_talks_on_something_are_held_with(text: str, names: str) -> None:
    assert names in [p.name for m in meetings(text) for p in m.participants]


@pytest.mark.parametrize(
    "text",
    [
        "The leaders of the G7 met in Hiroshima, which offers a reminder of the bombings of 1945, to discuss lithium.",
        "Building on the Lusaka Accord of 2015, President Daniel Ndara met President Aino Salo on lithium.",
        "President Daniel Ndara will meet President Aino Salo in the coming weeks to discuss lithium.",
    ],
)
def test_what_dates_no_meeting(text: str) -> None:
    assert [m.start_date for m in meetings(text)] == [None]


@pytest.mark.parametrize(
    ("text", "offices"),
    [
        (
            "President Ann Holm praised lithium. The President and Prime Minister Ishida held a working lunch.",
            {"Ann Holm": "President", "Ishida": "Prime Minister"},
        ),
        (
            "Vice President Ann Holm praised lithium. The Vice President and President Berg met.",
            {"Ann Holm": "Vice President", "Berg": "President"},
        ),
        (
            "Secretary Ann Holm met the Deputy Prime Minister and Foreign Minister Amir Dar on lithium.",
            {"Ann Holm": "Secretary", "Amir Dar": "Deputy Prime Minister"},
        ),
    ],
)
def test_an_office_alone_beside_another_ones_title(text: str, offices: dict[str, str]) -> None:
    (meeting,) = meetings(text)
    assert {p.name: p.office for p in meeting.participants} == offices


@pytest.mark.parametrize(
    "text",
    [
        "The lithium forum brought together ministers from 60 countries, including Brazil, Chile and India.",
        "The lithium forum in Quito brought together 60 countries, including Brazil, Chile and India.",
    ],
)
def test_states_named_of_many(text: str) -> None:
    (meeting,) = meetings(text)
    assert {"Brazil", "Chile", "India"} <= {p.name for p in meeting.participants}
