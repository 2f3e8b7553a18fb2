"""Which sentences tell one meeting and which another, and when, where and in what way each was or will be held."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.records import Article

CASES = [
    (
        "Canadian Prime Minister Mark Carney met Indian Prime Minister Narendra Modi in New Delhi on "
        "Monday, their second meeting since the G7 summit in Kananaskis last June. The two leaders "
        "agreed to speed up talks on critical minerals. Carney flies to Sydney on Thursday, where he "
        "will hold talks with Australian Prime Minister Anthony Albanese.",
        [
            ({"Anthony Albanese", "Mark Carney"}, "Sydney", "2026-03-19", "planned", "bilateral"),
            ({"G7"}, "Kananaskis", "2025-06-01", "held", "summit"),
            ({"Mark Carney", "Narendra Modi"}, "New Delhi", "2026-03-16", "held", "bilateral"),
        ],
    ),
    (
        "U.S. Treasury Secretary Scott Bessent and Chinese Vice Premier He Lifeng spoke by video on "
        "Friday, the Treasury said. The call follows talks in Geneva in May and in London in June, at "
        "which the two sides agreed to roll back rare earth curbs. They are due to meet in Paris next "
        "Monday.",
        [
            ({"He Lifeng", "Scott Bessent"}, "Geneva", "2025-05-01", "held", "bilateral"),
            ({"He Lifeng", "Scott Bessent"}, "London", "2025-06-01", "held", "bilateral"),
            ({"He Lifeng", "Scott Bessent"}, "Paris", "2026-03-23", "planned", "bilateral"),
            ({"He Lifeng", "Scott Bessent"}, None, "2026-03-13", "held", "call"),
        ],
    ),
    (
        "Kazakhstan's President Kassym-Jomart Tokayev has cancelled a visit to Brussels planned for next "
        "week, two EU officials said. He had been due to meet European Commission President Ursula von "
        "der Leyen to sign a roadmap on critical raw materials. The two last met in Samarkand in April "
        "2025.",
        [
            ({"Kassym-Jomart Tokayev", "Ursula von der Leyen"}, "Brussels", "2026-03-01", "cancelled", "bilateral"),
            ({"Kassym-Jomart Tokayev", "Ursula von der Leyen"}, "Samarkand", "2025-04-01", "held", "bilateral"),
        ],
    ),
    (
        "G7 energy ministers will meet in Evian on May 4-5, France said on Wednesday. They last met in "
        "Toronto in October 2025, when they launched a critical minerals production alliance. French "
        "Energy Minister Roland Lescure will chair the talks.",
        [
            ({"G7", "Roland Lescure"}, "Evian", "2026-05-04", "planned", "ministerial"),
            ({"G7"}, "Toronto", "2025-10-01", "held", "ministerial"),
        ],
    ),
    (
        "U.S. Vice President JD Vance begins a four-day trip to Central Asia on Thursday. He will meet "
        "Uzbek President Shavkat Mirziyoyev in Tashkent on Friday and Kazakh President Kassym-Jomart "
        "Tokayev in Astana on Sunday. Vance, who spoke with both men by phone last week, is expected to "
        "sign deals on tungsten and uranium.",
        [
            ({"JD Vance", "Kassym-Jomart Tokayev", "Shavkat Mirziyoyev"}, None, "2026-03-01", "held", "call"),
            ({"JD Vance", "Kassym-Jomart Tokayev"}, "Astana", "2026-03-22", "planned", "bilateral"),
            ({"JD Vance", "Shavkat Mirziyoyev"}, "Tashkent", "2026-03-20", "planned", "bilateral"),
        ],
    ),
    (
        "French President Emmanuel Macron wrapped up an African tour in Nairobi on Tuesday. He met "
        "Kenyan President William Ruto there after stops in Gabon, where he saw President Brice Oligui "
        "Nguema on Sunday, and Angola, where he held talks with President João Lourenço on Monday. "
        "Manganese was a theme throughout.",
        [
            ({"Brice Oligui Nguema", "Emmanuel Macron"}, None, "2026-03-15", "held", "bilateral"),
            ({"Emmanuel Macron", "João Lourenço"}, None, "2026-03-16", "held", "bilateral"),
            ({"Emmanuel Macron", "William Ruto"}, "Nairobi", "2026-03-17", "held", "bilateral"),
        ],
    ),
    (
        "Chinese Commerce Minister Wang Wentao did not meet Dutch Economy Minister Vincent Karremans in "
        "Brussels on Monday as had been planned, diplomats said. Wang cancelled at short notice. The two "
        "did talk by phone on Tuesday about rare earth licences.",
        [
            ({"Vincent Karremans", "Wang Wentao"}, "Brussels", "2026-03-16", "cancelled", "bilateral"),
            ({"Vincent Karremans", "Wang Wentao"}, None, "2026-03-17", "held", "call"),
        ],
    ),
    (
        "A summit of the Gulf Cooperation Council opened in Muscat on Tuesday. On its sidelines, Saudi "
        "Crown Prince Mohammed bin Salman met Oman's Sultan Haitham bin Tariq, and the UAE's Sheikh "
        "Mohamed bin Zayed held talks with Kuwait's emir, Sheikh Mishal Al-Ahmad Al-Sabah. Aluminium "
        "tariffs were discussed.",
        [
            ({"Gulf Cooperation Council"}, "Muscat", "2026-03-17", "held", "summit"),
            ({"Haitham bin Tariq", "Mohammed bin Salman"}, "Muscat", "2026-03-17", "held", "bilateral"),
            ({"Mishal Al-Ahmad Al-Sabah", "Mohamed bin Zayed"}, "Muscat", "2026-03-17", "held", "bilateral"),
        ],
    ),
    (
        "Norwegian Prime Minister Jonas Gahr Støre told parliament on Tuesday that he had met Canada's "
        "Mark Carney in Oslo in August 2025 and had twice talked to him on the phone since. A visit by "
        "Støre to Ottawa is pencilled in for May. Nickel featured in every conversation.",
        [
            ({"Canada", "Jonas Gahr Støre"}, "Ottawa", "2026-05-01", "planned", "bilateral"),
            ({"Jonas Gahr Støre", "Mark Carney"}, "Oslo", "2025-08-01", "held", "bilateral"),
        ],
    ),
    (
        "Australia's trade minister, Don Farrell, held talks with EU trade chief Maroš Šefčovič in "
        "Melbourne on Friday. The pair were to meet again on Saturday, but Šefčovič flew home early "
        "after a family bereavement. Lithium duties remain unresolved.",
        [
            ({"Don Farrell", "Maroš Šefčovič"}, "Melbourne", "2026-03-13", "held", "bilateral"),
            ({"Don Farrell", "Maroš Šefčovič"}, "Melbourne", "2026-03-14", "cancelled", "bilateral"),
        ],
    ),
    (
        "Philippine President Ferdinand Marcos Jr. will not travel to Jakarta this week after all. His "
        "meeting with Indonesia's Prabowo Subianto, planned for Thursday, has been moved to Manila on "
        "March 27. Nickel downstreaming is the main item.",
        [({"Ferdinand Marcos Jr.", "Prabowo Subianto"}, "Manila", "2026-03-27", "postponed", "bilateral")],
    ),
    (
        "BHP's Mike Henry had been expected to see Tanzanian President Samia Suluhu Hassan in Dodoma on "
        "Thursday; the appointment was put off at the government's request. A new date, April 14, has "
        "been agreed. Kabanga nickel was to be discussed.",
        [({"Mike Henry", "Samia Suluhu Hassan"}, "Dodoma", "2026-03-19", "postponed", "bilateral")],
    ),
    (
        "NUUK, March 17 - Greenland's premier, Jens-Frederik Nielsen, received European Commission "
        "President Ursula von der Leyen at his office here on Tuesday, three weeks after the pair spoke "
        "by telephone. They agreed to open an EU office for critical raw materials. Von der Leyen "
        "travels on to Copenhagen for a working lunch with Danish Prime Minister Mette Frederiksen on "
        "Wednesday.",
        [
            ({"Jens-Frederik Nielsen", "Ursula von der Leyen"}, "Nuuk", "2026-03-17", "held", "bilateral"),
            ({"Jens-Frederik Nielsen", "Ursula von der Leyen"}, None, "2026-03-17", "held", "call"),
            ({"Mette Frederiksen", "Ursula von der Leyen"}, "Copenhagen", "2026-03-18", "planned", "bilateral"),
        ],
    ),
    (
        "U.S. and Ukrainian negotiators met twice in Abu Dhabi last month, on Feb. 4 and Feb. 19. A "
        "third round is due to begin in Istanbul on Monday. Washington wants a stake in titanium mines.",
        [
            ({"Ukraine", "United States"}, "Abu Dhabi", "2026-02-04", "held", "bilateral"),
            ({"Ukraine", "United States"}, "Abu Dhabi", "2026-02-19", "held", "bilateral"),
            ({"Ukraine", "United States"}, "Istanbul", "2026-03-23", "planned", "negotiation"),
        ],
    ),
    (
        "Azerbaijan's economy minister, Mikayil Jabbarov, is in Rome this week for talks on aluminium. "
        "He saw Italian Enterprise Minister Adolfo Urso on Monday and Foreign Minister Antonio Tajani on "
        "Tuesday, and is to be received by President Sergio Mattarella on Thursday.",
        [
            ({"Adolfo Urso", "Mikayil Jabbarov"}, "Rome", "2026-03-16", "held", "bilateral"),
            ({"Antonio Tajani", "Mikayil Jabbarov"}, "Rome", "2026-03-17", "held", "bilateral"),
            ({"Mikayil Jabbarov", "Sergio Mattarella"}, "Rome", "2026-03-19", "planned", "bilateral"),
        ],
    ),
    (
        "Botswana's president, Duma Boko, had hoped to meet Trump during his stay in Washington last "
        "week, but the White House found no time. He did see Commerce Secretary Howard Lutnick on "
        "Thursday, and on Friday the chief executive of De Beers, Al Cook, in New York. Diamonds and "
        "copper were discussed.",
        [
            ({"Al Cook", "Duma Boko"}, "New York", "2026-03-13", "held", "bilateral"),
            ({"Duma Boko", "Howard Lutnick"}, "Washington", "2026-03-12", "held", "bilateral"),
        ],
    ),
    (
        "Canada's industry minister, Mélanie Joly, spoke to Volkswagen chief Oliver Blume by phone on "
        "Monday and will meet him in Wolfsburg on March 30. She also had a video call on Tuesday with "
        "Economy Minister Katherina Reiche. Nickel and lithium supplies for St. Thomas were the reason.",
        [
            ({"Katherina Reiche", "Mélanie Joly"}, None, "2026-03-17", "held", "call"),
            ({"Mélanie Joly", "Oliver Blume"}, "Wolfsburg", "2026-03-30", "planned", "bilateral"),
            ({"Mélanie Joly", "Oliver Blume"}, None, "2026-03-16", "held", "call"),
        ],
    ),
    (
        "Tuesday, March 17\nSEOUL - Industry Minister Kim Jung-kwan meets EU Trade Commissioner Maros "
        "Sefcovic on rare earths.\nTOKYO - Quad energy ministers hold video conference on supply "
        "chains.\n\nThursday, March 19\nJAKARTA - Indonesian President Prabowo Subianto receives Singapore "
        "Prime Minister Lawrence Wong.",
        [
            ({"Kim Jung-kwan", "Maros Sefcovic"}, "Seoul", "2026-03-17", "held", "bilateral"),
            ({"Lawrence Wong", "Prabowo Subianto"}, "Jakarta", "2026-03-19", "planned", "bilateral"),
            ({"Quad"}, None, "2026-03-17", "held", "call"),
        ],
    ),
    (
        "Tanzania's Samia Suluhu Hassan met Rwanda's Paul Kagame in Kigali on Saturday, a month after he "
        "had visited her in Dar es Salaam. A trilateral with Burundi's Évariste Ndayishimiye is planned "
        "in Bujumbura before June. Nickel and tin will be on the table.",
        [
            (
                {"Paul Kagame", "Samia Suluhu Hassan", "Évariste Ndayishimiye"},
                "Bujumbura",
                None,
                "planned",
                "other",
            ),
            ({"Paul Kagame", "Samia Suluhu Hassan"}, "Dar es Salaam", "2026-03-14", "held", "bilateral"),
            ({"Paul Kagame", "Samia Suluhu Hassan"}, "Kigali", "2026-03-14", "held", "bilateral"),
        ],
    ),
    (
        "President Donald Trump will host the presidents of Kazakhstan and Uzbekistan, as well as the "
        "prime minister of Armenia, at the White House on Friday. The meeting was arranged after Trump's "
        "call with Kassym-Jomart Tokayev in January. Tungsten supplies are on the agenda.",
        [
            ({"Armenia", "Donald Trump", "Kazakhstan", "Uzbekistan"}, "Washington", "2026-03-20", "planned", "summit"),
            ({"Donald Trump", "Kassym-Jomart Tokayev"}, None, "2026-01-01", "held", "call"),
        ],
    ),
    (
        "The prime ministers of India, Australia and Japan met in Perth on Monday to launch a fund for "
        "rare earths processing. A second gathering, with Canada's Mark Carney, is foreseen in Vancouver "
        "in September.",
        [
            ({"Australia", "India", "Japan", "Mark Carney"}, "Vancouver", "2026-09-01", "planned", "summit"),
            ({"Australia", "India", "Japan"}, "Perth", "2026-03-16", "held", "summit"),
        ],
    ),
    (
        "Belgian Foreign Minister Maxime Prévot received his Congolese counterpart, Thérèse Kayikwamba "
        "Wagner, in Brussels on Tuesday evening. The talks, the first between the two since relations "
        "were restored, lasted ninety minutes. On Wednesday morning Wagner met EU High Representative "
        "Kaja Kallas. Germanium from Lubumbashi was discussed on both occasions.",
        [
            ({"Kaja Kallas", "Thérèse Kayikwamba Wagner"}, "Brussels", "2026-03-18", "held", "bilateral"),
            ({"Maxime Prévot", "Thérèse Kayikwamba Wagner"}, "Brussels", "2026-03-17", "held", "bilateral"),
        ],
    ),
    (
        "Next week's talks between Ukraine and the International Monetary Fund will be held online, "
        "Finance Minister Serhiy Marchenko said. He met the fund's mission chief, Gavin Gray, in Kyiv on "
        "Friday. Titanium royalties are one of the conditions.",
        [
            ({"Gavin Gray", "Serhiy Marchenko"}, "Kyiv", "2026-03-13", "held", "bilateral"),
            ({"International Monetary Fund", "Ukraine"}, None, "2026-03-01", "planned", "call"),
        ],
    ),
    (
        "Morocco's Nasser Bourita and Spain's José Manuel Albares held their annual meeting in Rabat on "
        "Monday and announced that the two prime ministers, Aziz Akhannouch and Pedro Sánchez, would "
        "meet in Seville before the summer. Cobalt from Bou Azzer is of interest to Spanish firms.",
        [
            ({"Aziz Akhannouch", "Pedro Sánchez"}, "Seville", None, "planned", "bilateral"),
            ({"José Manuel Albares", "Nasser Bourita"}, "Rabat", "2026-03-16", "held", "bilateral"),
        ],
    ),
    (
        "The EU and Kazakhstan will hold their next human rights dialogue in Brussels in May, officials "
        "said. In Astana on Friday, European Council President António Costa told President Tokayev that "
        "the bloc wanted more uranium and titanium. Costa's predecessor, Charles Michel, met Tokayev "
        "there in 2022.",
        [
            ({"António Costa", "Tokayev"}, "Astana", "2026-03-13", "held", "bilateral"),
            ({"Charles Michel", "Tokayev"}, "Astana", "2022-01-01", "held", "bilateral"),
            ({"European Union", "Kazakhstan"}, "Brussels", "2026-05-01", "planned", "bilateral"),
        ],
    ),
    (
        "In brief: Ghana. Lands Minister Emmanuel Armah-Kofi Buah met executives of Newmont in Accra on "
        "Tuesday over gold royalties.\n\nIn brief: Mali. Barrick's Mark Hill was received by General "
        "Assimi Goïta in Bamako on Monday.\n\nIn brief: Guinea. Mines Minister Bouna Sylla will open the "
        "Simandou forum in Conakry on April 2.",
        [
            ({"Assimi Goïta", "Mark Hill"}, "Bamako", "2026-03-16", "held", "bilateral"),
            ({"Bouna Sylla"}, "Conakry", "2026-04-02", "planned", "conference"),
            ({"Emmanuel Armah-Kofi Buah", "Newmont"}, "Accra", "2026-03-17", "held", "bilateral"),
        ],
    ),
    (
        "French President Emmanuel Macron telephoned India's Narendra Modi and Brazil's Luiz Inácio Lula da Silva on "
        "Tuesday about lithium. He will receive both in Paris on April 10 for talks on critical minerals.",
        [
            (
                {"Emmanuel Macron", "Narendra Modi", "Luiz Inácio Lula da Silva"},
                None,
                "2026-03-17",
                "held",
                "call",
            ),
            (
                {"Emmanuel Macron", "Narendra Modi", "Luiz Inácio Lula da Silva"},
                "Paris",
                "2026-04-10",
                "planned",
                "other",
            ),
        ],
    ),
    (
        "Maros Sefcovic met, in Hanoi on Friday, Vietnam's trade minister, Nguyen Hong Dien, to talk about gallium.",
        [({"Maros Sefcovic", "Nguyen Hong Dien"}, "Hanoi", "2026-03-13", "held", "bilateral")],
    ),
    (
        "Kassym-Jomart Tokayev and Shavkat Mirziyoyev met on Monday, at the Akorda in Astana, Kazakh officials said. "
        "Uranium was discussed.",
        [({"Kassym-Jomart Tokayev", "Shavkat Mirziyoyev"}, "Astana", "2026-03-16", "held", "bilateral")],
    ),
    (
        "'We will not sell ore': Q&A with Ghana's lands minister\n\nEmmanuel Armah-Kofi Buah took over the portfolio "
        "last year.\n\nQ: Minister, what about lithium?\n\nA: I met South Africa's mines minister, Gwede Mantashe, on "
        "February 9.\n\nQ: And the Americans?\n\nA: Massad Boulos, the U.S. adviser, phoned me on March 8.",
        [
            ({"Emmanuel Armah-Kofi Buah", "Gwede Mantashe"}, None, "2026-02-09", "held", "bilateral"),
            ({"Emmanuel Armah-Kofi Buah", "Massad Boulos"}, None, "2026-03-08", "held", "call"),
        ],
    ),
    (
        "Kenya's foreign minister, Musalia Mudavadi, held separate meetings with his counterparts from Peru and Brazil "
        "in Lima on Saturday. Lithium came up in both.",
        [
            ({"Musalia Mudavadi", "Peru"}, "Lima", "2026-03-14", "held", "bilateral"),
            ({"Musalia Mudavadi", "Brazil"}, "Lima", "2026-03-14", "held", "bilateral"),
        ],
    ),
    (
        "Brazil's trade minister, Geraldo Alckmin, left for Washington on Monday to negotiate over niobium. He is "
        "scheduled to meet U.S. Trade Representative Jamieson Greer on Friday.",
        [({"Geraldo Alckmin", "Jamieson Greer"}, "Washington", "2026-03-20", "planned", "bilateral")],
    ),
    (
        "Peru's president, José Jerí, was received by King Felipe in Madrid on Monday, then conferred with Prime "
        "Minister Pedro Sánchez on copper.",
        [
            ({"José Jerí", "Felipe"}, "Madrid", "2026-03-16", "held", "bilateral"),
            ({"José Jerí", "Pedro Sánchez"}, "Madrid", "2026-03-16", "held", "bilateral"),
        ],
    ),
    (
        "Kenya's president, William Ruto, put off a trip to Paris that had been set for March 26. He was to have "
        "discussed graphite with President Emmanuel Macron.",
        [({"William Ruto", "Emmanuel Macron"}, "Paris", "2026-03-26", "postponed", "bilateral")],
    ),
    (
        "Ahead of his trip to Washington next week, Peruvian Prime Minister Ernesto Álvarez met Chile's Daniel Mas in "
        "Lima on Tuesday to discuss copper.",
        [({"Ernesto Álvarez", "Daniel Mas"}, "Lima", "2026-03-17", "held", "bilateral")],
    ),
    (
        "Greek Energy Minister Stavros Papastavrou spoke with Peru's Luis Bravo and Chile's Daniel Mas in separate "
        "phone calls on Monday about copper.",
        [
            ({"Stavros Papastavrou", "Luis Bravo"}, None, "2026-03-16", "held", "call"),
            ({"Stavros Papastavrou", "Daniel Mas"}, None, "2026-03-16", "held", "call"),
        ],
    ),
    (
        "Norway's prime minister, Jonas Gahr Støre, has spoken with Chilean President José Antonio Kast about copper, "
        "his office said on Wednesday. The conversation took place late on Monday.",
        [({"Jonas Gahr Støre", "José Antonio Kast"}, None, "2026-03-16", "held", "bilateral")],
    ),
]


def _order(told: tuple[set[str], str | None, str | None, str, str]) -> str:
    return f"{sorted(told[0])} {told[1:]}"


@pytest.mark.parametrize(("text", "meetings"), CASES)
def test_each_occasion_is_told_apart(
    text: str, meetings: list[tuple[set[str], str | None, str | None, str, str]]
) -> None:
    found = extract(clean(Article("0" * 16, "a.txt", text, date(2026, 3, 18), "metadata", "Newsroom"))).meetings
    told = [
        (
            {p.name for p in m.participants},
            m.city,
            m.start_date.isoformat() if m.start_date else None,
            m.status,
            m.meeting_type,
        )
        for m in found
    ]
    assert sorted(told, key=_order) == sorted(meetings, key=_order)
