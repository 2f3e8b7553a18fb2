"""Gatherings that a report tells side by side: which clause, day and town belongs to which of them."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article

Told = tuple[str, str, date | None, str | None, frozenset[str]]


def meetings(text: str) -> set[Told]:
    """Type, status, day, town and people of each meeting in a report published on Friday, 21 November 2025."""
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2025, 11, 21), "metadata")
    source = clean(article)
    document = read_document(source, find_minerals(source), spacy_parser())
    return {
        (m.meeting_type, m.status, m.start_date, m.city, frozenset(p.name for p in m.participants))
        for m in find_meetings(document)
    }


MET = ("bilateral", "held", date(2025, 11, 19), "Santiago", frozenset({"Ana Rojas", "Luis Vega"}))
SHE_MET = "Peru's energy minister, Ana Rojas, met Chilean mining minister Luis Vega in Santiago on Wednesday. "

DRC = "Democratic Republic of the Congo"

CASES = [
    pytest.param(
        SHE_MET + "\n\nPeru and Ecuador were due to sign a copper accord in Quito on Thursday. That ceremony was "
        "put off the evening before.",
        {MET, ("signing", "postponed", date(2025, 11, 20), "Quito", frozenset({"Peru", "Ecuador"}))},
        id="a ceremony put off on the day of another meeting",
    ),
    pytest.param(
        SHE_MET + "She was to meet Ecuador's energy minister, Juan Paz, in Quito on Thursday, but the meeting was "
        "called off on Wednesday.",
        {MET, ("bilateral", "cancelled", date(2025, 11, 20), "Quito", frozenset({"Ana Rojas", "Juan Paz"}))},
        id="the meeting that the same sentence told",
    ),
    pytest.param(
        "The signing of a copper accord between Peru and Ecuador, planned in Quito for Thursday, was put off on "
        "Wednesday.",
        {("signing", "postponed", date(2025, 11, 20), "Quito", frozenset({"Peru", "Ecuador"}))},
        id="the day set, and not that of putting off",
    ),
    pytest.param(
        "A second initialling of the copper annex by the two countries, Peru and Ecuador, scheduled in Quito for 3 "
        "October, was postponed.",
        {("signing", "postponed", date(2025, 10, 3), "Quito", frozenset({"Peru", "Ecuador"}))},
        id="an initialling",
    ),
    pytest.param(
        "Peru and Ecuador signed a copper accord in Quito on Thursday.",
        set(),
        id="what two states have signed is a deal alone",
    ),
    pytest.param(
        "A meeting between Peru's energy minister, Ana Rojas, and Chilean mining minister Luis Vega was cancelled on "
        "Wednesday.",
        {("bilateral", "cancelled", date(2025, 11, 19), None, frozenset({"Ana Rojas", "Luis Vega"}))},
        id="no other day told",
    ),
    pytest.param(
        SHE_MET + "Leaders of the Andean Community gather in the same city on 22 and 23 November.",
        {MET, ("summit", "planned", date(2025, 11, 22), "Santiago", frozenset({"Andean Community"}))},
        id="in the same city",
    ),
    pytest.param(
        "The tungsten accord goes back to the third Chile–European Union summit, in Santiago on 13 March.",
        {("summit", "held", date(2025, 3, 13), "Santiago", frozenset({"Chile", "European Union"}))},
        id="what an accord goes back to is past",
    ),
    pytest.param(
        "January 13-15, Riyadh: Arabian Minerals Forum, hosted by the Saudi Ministry of Industry.",
        {("conference", "planned", date(2026, 1, 13), "Riyadh", frozenset({"Saudi Ministry of Industry"}))},
        id="a line without a verb that its day opens, to come",
    ),
    pytest.param(
        "November 18, Santiago: meeting of Chilean mining minister Luis Vega with Ana Rojas, Peru's energy minister.",
        {("bilateral", "held", date(2025, 11, 18), "Santiago", frozenset({"Ana Rojas", "Luis Vega"}))},
        id="a line without a verb that its day opens, just past",
    ),
    pytest.param(
        SHE_MET + "\n\nIndonesian nickel processor PT Sulawesi Timur has signed for a loan from Hainan Bank.",
        {MET},
        id="who signs for a loan is at no meeting told before",
    ),
    pytest.param(
        "OSLO - Norwegian Prime Minister Jonas Lie and Finnish President Alexander Stubb signed a nickel accord at "
        "the ministry on Thursday, hours after new shelling began in South Kivu.\n\nLie had earlier received "
        "Stubb for talks in Bergen. Looking on while the two men signed was Swedish President Anna Berg.",
        {
            (
                "signing",
                "held",
                date(2025, 11, 20),
                "Oslo",
                frozenset({"Jonas Lie", "Alexander Stubb", "Anna Berg"}),
            ),
            ("bilateral", "held", date(2025, 11, 20), "Bergen", frozenset({"Jonas Lie", "Alexander Stubb"})),
        },
        id="who looked on at which of two, and where shells fell",
    ),
    pytest.param(
        "The M23 rebels, who hold Goma, have not come. Their talks with Kinshasa in Luanda are to open on Monday. "
        "Kigali and Kinshasa signed a tin text in June.",
        {("bilateral", "planned", date(2025, 11, 24), "Luanda", frozenset({"M23", DRC}))},
        id="talks of a body told by its people",
    ),
    pytest.param(
        "Three prime ministers, India's Narendra Modi, Finland's Petteri Orpo and Australia's Anthony Albanese, met in "
        "Johannesburg on Monday. Their officials are to convene on 3 December.",
        {
            (
                "summit",
                "held",
                date(2025, 11, 17),
                "Johannesburg",
                frozenset({"Narendra Modi", "Petteri Orpo", "Anthony Albanese"}),
            ),
            ("other", "planned", date(2025, 12, 3), None, frozenset({"India", "Finland", "Australia"})),
        },
        id="officials of three states told by their leaders",
    ),
    pytest.param(
        "The idea was born at the Chile–European Union summit in Santiago on 13 March, where Gabriel Boric and "
        "António Costa agreed to work on tungsten.",
        {
            (
                "summit",
                "held",
                date(2025, 3, 13),
                "Santiago",
                frozenset({"European Union", "Gabriel Boric", "António Costa"}),
            )
        },
        id="where they agreed",
    ),
    pytest.param(
        "Ahead of a summit in Lima on Friday, where President Gabriel Boric is expected to meet President Javier "
        "Milei, miners called for lower taxes.",
        {("bilateral", "planned", date(2025, 11, 21), "Lima", frozenset({"Gabriel Boric", "Javier Milei"}))},
        id="where they are to meet, ahead of which others speak",
    ),
    pytest.param(
        "Ahead of his trip to Washington, Chilean President Gabriel Boric met Argentine President Javier Milei on "
        "Monday.",
        {("bilateral", "held", date(2025, 11, 17), None, frozenset({"Gabriel Boric", "Javier Milei"}))},
        id="where somebody goes next",
    ),
    pytest.param(
        "Malaysian Prime Minister Anwar Ibrahim received Japan's trade minister, Ryo Akaza, in Kuala Lumpur on Monday "
        "to discuss tungsten, and Korean minister Kim Jung saw Lynford chief executive Amanda Lane.",
        {
            ("bilateral", "held", date(2025, 11, 17), "Kuala Lumpur", frozenset({"Anwar Ibrahim", "Ryo Akaza"})),
            ("bilateral", "held", date(2025, 11, 17), "Kuala Lumpur", frozenset({"Kim Jung", "Amanda Lane"})),
        },
        id="two clauses, each with its own two",
    ),
    pytest.param(
        "Leaders of the Andean Community meet in Quito on 3 December. Peru and Chile have confirmed; Brazil, which has "
        "been invited, is yet to answer.",
        {
            (
                "summit",
                "planned",
                date(2025, 12, 3),
                "Quito",
                frozenset({"Andean Community", "Peru", "Chile", "Brazil"}),
            )
        },
        id="who has confirmed, and who was asked",
    ),
    pytest.param(
        "Two weeks after their phone call, Chilean President Gabriel Boric met Argentine President Javier Milei in "
        "Mendoza on Tuesday and agreed to speak again by phone.",
        {("bilateral", "held", date(2025, 11, 18), "Mendoza", frozenset({"Gabriel Boric", "Javier Milei"}))},
        id="calls at other times",
    ),
    pytest.param(
        "Kazakh Prime Minister Olzhas Bektenov sat down with Cove Capital's Pini Lindqvist in Astana on Tuesday.",
        {("bilateral", "held", date(2025, 11, 18), "Astana", frozenset({"Olzhas Bektenov", "Pini Lindqvist"}))},
        id="with a company's man",
    ),
    pytest.param(
        "Kazakh Prime Minister Olzhas Bektenov met with Pini Lindqvist of Cove Capital in Astana on Tuesday.",
        {("bilateral", "held", date(2025, 11, 18), "Astana", frozenset({"Olzhas Bektenov", "Pini Lindqvist"}))},
        id="with a man of a company",
    ),
    pytest.param(
        "President Trump was to have met Chilean President Gabriel Boric in Mendoza on Tuesday, but the meeting was "
        "postponed.",
        {("bilateral", "postponed", date(2025, 11, 18), "Mendoza", frozenset({"Trump", "Gabriel Boric"}))},
        id="was to have met, put off",
    ),
    pytest.param(
        "A delegation led by Zambian Mines Minister Paul Kabuswe arrived in Seoul on Monday. They met executives of "
        "Posco International on Tuesday.",
        {("bilateral", "held", date(2025, 11, 18), "Seoul", frozenset({"Paul Kabuswe", "Posco International"}))},
        id="they, of whom a delegation is led",
    ),
    pytest.param(
        "A Saudi mission headed by Industry Minister Bandar Alkhorayef is in Santiago this week. It met Codelco on "
        "Monday.",
        {("bilateral", "held", date(2025, 11, 17), "Santiago", frozenset({"Bandar Alkhorayef", "Codelco"}))},
        id="it, a mission with its head",
    ),
    pytest.param(
        "Kazakh Prime Minister Olzhas Bektenov received a business mission from Japan led by Itochu Corporation "
        "chairman Masahiro Okafuji in Astana on Tuesday.",
        {("bilateral", "held", date(2025, 11, 18), "Astana", frozenset({"Olzhas Bektenov", "Masahiro Okafuji"}))},
        id="a mission received, and on what day",
    ),
    pytest.param(
        "Argentina's mining secretary, Luis Lucero, is due in Washington on Monday to brief Commerce Secretary Howard "
        "Lutnick on export rules.",
        {("bilateral", "planned", date(2025, 11, 24), "Washington", frozenset({"Luis Lucero", "Howard Lutnick"}))},
        id="due in a town to brief somebody",
    ),
    pytest.param(
        "Prime Minister Narendra Modi, accompanied by Mines Minister Ajay Rao, held delegation-level talks with "
        "Argentine President Javier Milei in Buenos Aires on Tuesday.",
        {
            (
                "bilateral",
                "held",
                date(2025, 11, 18),
                "Buenos Aires",
                frozenset({"Narendra Modi", "Ajay Rao", "Javier Milei"}),
            )
        },
        id="who held them, before an aside",
    ),
    pytest.param(
        "German Chancellor Friedrich Merz was joined by the chiefs of Siemens and BASF when he met Chinese Premier Li "
        "Qiang in Beijing on Tuesday.",
        {
            (
                "other",
                "held",
                date(2025, 11, 18),
                "Beijing",
                frozenset({"Friedrich Merz", "Li Qiang", "Siemens", "BASF"}),
            )
        },
        id="joined by unnamed chiefs when he met another",
    ),
    pytest.param(
        "Peru's mining minister Luis Bravo skipped the conference in Riyadh, sending his deputy instead.",
        set(),
        id="stayed away and sent another",
    ),
    pytest.param(
        "A day after hosting Namibia's president in New Delhi, Narendra Modi flew to Accra, where he will meet Ghana's "
        "John Mahama on Monday.",
        {
            ("bilateral", "held", None, "New Delhi", frozenset({"Narendra Modi", "Namibia"})),
            ("bilateral", "planned", date(2025, 11, 24), "Accra", frozenset({"Narendra Modi", "John Mahama"})),
        },
        id="he, and not the guest of the day before",
    ),
    pytest.param(
        "The army chief, Omar Malik, sat in when Prime Minister Ali Raza of Pakistan received Hal Mercer of Barrick "
        "in Islamabad on Monday.",
        {("bilateral", "held", date(2025, 11, 17), "Islamabad", frozenset({"Omar Malik", "Ali Raza", "Hal Mercer"}))},
        id="sat in when another received",
    ),
    pytest.param(
        "Bolivian President Rodrigo Paz used his first visit to Beijing, from 10 to 12 November, to meet Premier Li "
        "Qiang and the chairman of Ganfeng Lithium, Wu Bao.",
        {("visit", "held", date(2025, 11, 10), "Beijing", frozenset({"Rodrigo Paz", "Li Qiang", "Wu Bao"}))},
        id="what a visit was used for",
    ),
    pytest.param(
        "On the margins of the Baku mining week, Norway's Kari Lund and Chile's Rosa Vidal agreed on Thursday to share "
        "data on seabed minerals.",
        {("bilateral", "held", date(2025, 11, 20), "Baku", frozenset({"Kari Lund", "Rosa Vidal"}))},
        id="what two agreed beside a gathering",
    ),
    pytest.param(
        "EU energy ministers met in Luxembourg on Monday to discuss rare earths.",
        {("ministerial", "held", date(2025, 11, 17), "Luxembourg", frozenset({"European Union"}))},
        id="a state that is a town",
    ),
    pytest.param(
        "Northgate Mining Inc. will present at the Tin Forum. It will be held in Toronto on 10-12 December.",
        {("conference", "planned", date(2025, 12, 10), "Toronto", frozenset({"Northgate Mining Inc."}))},
        id="it, the forum named before",
    ),
    pytest.param(
        "Altona Metals Inc. is a sponsor of the Tin Forum, hosted by Euro Mining Ltd. The event will take place on 10 "
        "December in Toronto.",
        {("conference", "planned", date(2025, 12, 10), "Toronto", frozenset({"Euro Mining Ltd."}))},
        id="the event, which is still to come",
    ),
    pytest.param(
        "Peru and Chile agreed on a lithium summit. It will take place in Lima on 12 December.",
        {("summit", "planned", date(2025, 12, 12), "Lima", frozenset({"Peru", "Chile"}))},
        id="when it is to take place",
    ),
    pytest.param(
        "Altona Metals Inc. plans to drill at its tin mine. It will be held back until 12 December.",
        set(),
        id="held back, and no gathering",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_each_gathering_has_its_own_clause_day_and_town(text: str, expected: set[Told]) -> None:
    assert meetings(text) == expected
