"""Ordinary sentences of newsrooms: who was there, where and when, and who made the deal."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.records import Article, Extraction


def read(text: str) -> Extraction:
    return extract(clean(Article("0" * 16, "a.txt", text, date(2026, 3, 18), "metadata", "Newsroom")))


MEETINGS = [
    (
        "Nickel Rand founder Ana Cole told bankers from JPMorgan and Citi in London on Tuesday that copper would rise.",
        [({"Ana Cole", "Citi", "JPMorgan"}, "London", "2026-03-17", "held")],
    ),
    (
        "Lynas chief executive Amanda Lacaze met Western Australian Premier Roger Cook in Perth on Monday to discuss "
        "power cuts at the company's Kalgoorlie rare earths plant.",
        [({"Amanda Lacaze", "Roger Cook"}, "Perth", "2026-03-16", "held")],
    ),
    (
        "Serbian President Aleksandar Vučić received a delegation from Zijin Mining in Belgrade on Monday to discuss "
        "copper. Chairman Zou Laichang led the delegation.",
        [({"Aleksandar Vučić", "Zou Laichang"}, "Belgrade", "2026-03-16", "held")],
    ),
    (
        "Shareholders of MP Materials gathered in Las Vegas on Tuesday for the rare earth miner's annual meeting.",
        [],
    ),
    (
        "Rio Tinto and Glencore have ended merger talks that would have created the world's biggest copper miner, the "
        "companies said on Wednesday.",
        [],
    ),
    (
        "RIYADH: Saudi Minister of Industry and Mineral Resources Bandar Alkhorayef received in "
        "Riyadh on Tuesday the Chilean Minister of Mining, Aurora Williams. During the meeting, they "
        "discussed cooperation in lithium. The meeting was attended by Vice Minister for Mining "
        "Affairs Khalid Al-Mudaifer and Chile's ambassador to the Kingdom, Jorge Daccarett.",
        [
            (
                {"Aurora Williams", "Bandar Alkhorayef", "Jorge Daccarett", "Khalid Al-Mudaifer"},
                "Riyadh",
                "2026-03-17",
                "held",
            )
        ],
    ),
    (
        "Nicosia: President Nikos Christodoulides chaired an informal summit of EU leaders on "
        "Thursday and Friday. Guests at lunch on the second day were Egypt's Abdel Fattah al-Sisi, "
        "Jordan's King Abdullah and Lebanon's Joseph Aoun, with copper on the menu.",
        [
            (
                {"Abdel Fattah al-Sisi", "Abdullah", "European Union", "Joseph Aoun", "Nikos Christodoulides"},
                "Nicosia",
                None,
                "held",
            )
        ],
    ),
    (
        '"We had a very frank exchange," Lutnick said of his two-hour meeting in Geneva with Vice '
        "Premier He Lifeng, at which Treasury Secretary Scott Bessent was also present. U.S. Commerce "
        "Secretary Howard Lutnick said rare earths took up most of it.",
        [({"He Lifeng", "Howard Lutnick", "Scott Bessent"}, "Geneva", None, "held")],
    ),
    (
        "Mauritania's president Mohamed Ould Ghazouani will open the Nouakchott mining forum on May "
        "5, with ministers from Senegal, Mali and Morocco expected. Copper and rare earths top the "
        "programme.",
        [({"Mali", "Mohamed Ould Ghazouani", "Morocco", "Senegal"}, "Nouakchott", "2026-05-05", "planned")],
    ),
    (
        '"I told Prime Minister Modi that we need his refineries," Danish Prime Minister Mette '
        "Frederiksen said after the two met in Copenhagen on Sunday to discuss Greenland's graphite.",
        [({"Mette Frederiksen", "Modi"}, "Copenhagen", "2026-03-15", "held")],
    ),
    (
        "Next Tuesday's meeting in Geneva between Lutnick and China's He Lifeng will be their third "
        "since January. Commerce Secretary Howard Lutnick wants export licences for yttrium.",
        [({"He Lifeng", "Howard Lutnick"}, "Geneva", None, "planned")],
    ),
    (
        "Mexico's Economy Secretary Marcelo Ebrard said he would be in Washington on Thursday to see "
        "U.S. Trade Representative Jamieson Greer about critical minerals.",
        [({"Jamieson Greer", "Marcelo Ebrard"}, "Washington", "2026-03-19", "planned")],
    ),
    (
        "Oman's energy minister Salim al Aufi met in Muscat with the chairman of India's NMDC, "
        "Amitava Mukherjee, and the head of Minerals Development Oman, Nasser al Maqbali, to discuss "
        "chromium and copper.",
        [({"Amitava Mukherjee", "Nasser al Maqbali", "Salim al Aufi"}, "Muscat", None, "held")],
    ),
    (
        "Peter Navarro denied that he had met officials from Greenland over graphite.",
        [],
    ),
    (
        "Vice President JD Vance, Interior Secretary Doug Burgum and White House adviser David Copley "
        "met executives from more than a dozen mining companies, including MP Materials' James "
        "Litinsky and Lithium Americas' Jonathan Evans, at the White House on Monday, a person who "
        "was there said. Rare earth prices were discussed.",
        [
            (
                {"David Copley", "Doug Burgum", "JD Vance", "James Litinsky", "Jonathan Evans"},
                "Washington",
                "2026-03-16",
                "held",
            )
        ],
    ),
    (
        "Ambassador Caroline Kennedy's successor, Anna Paulowna, hosted a reception for copper miners "
        "BHP and Rio Tinto at the embassy in Canberra on Tuesday.",
        [({"Anna Paulowna", "BHP", "Rio Tinto"}, "Canberra", "2026-03-17", "held")],
    ),
    (
        "SEOUL, March 18 (Yonhap) -- Industry Minister Kim Jung-kwan met with visiting Mongolian "
        "Mining Minister Gongor Damdinnyam on Wednesday and asked for support for Korean firms "
        "developing molybdenum and rare metals, his office said.",
        [({"Gongor Damdinnyam", "Kim Jung-kwan"}, "Seoul", "2026-03-18", "held")],
    ),
    (
        "The Jamaican prime minister, Andrew Holness, toured the Ewarton alumina refinery with "
        "Century Aluminum's Jesse Gary last Thursday and urged him to keep it open.",
        [({"Andrew Holness", "Jesse Gary"}, None, "2026-03-12", "held")],
    ),
    (
        "Cuba's nickel chief, Jorge Cueto, and Sherritt's interim boss, Peter Hancock, have met twice "
        "in Havana this year, most recently on February 20.",
        [({"Jorge Cueto", "Peter Hancock"}, "Havana", "2026-02-20", "held")],
    ),
    (
        "Over breakfast at the Four Seasons on Thursday, Macron pressed BHP's Brandon Craig and "
        "Glencore's Gary Nagle to refine more cobalt in France, an Elysee aide said. President "
        "Emmanuel Macron was in Davos.",
        [({"Brandon Craig", "Emmanuel Macron", "Gary Nagle"}, None, "2026-03-12", "held")],
    ),
    (
        "Standing beside Zambia's Hakainde Hichilema in Lusaka on Monday, Canada's Mark Carney "
        "promised C$200 million for copper.",
        [({"Hakainde Hichilema", "Mark Carney"}, "Lusaka", "2026-03-16", "held")],
    ),
    (
        "Seated across from Takaichi in Tokyo, Canadian Prime Minister Mark Carney said on Saturday "
        "that graphite would flow by 2028. Japan's prime minister, Sanae Takaichi, nodded.",
        [({"Mark Carney", "Sanae Takaichi"}, "Tokyo", "2026-03-14", "held")],
    ),
    (
        "The two sides' chief negotiators, Li Chenggang of China and Jamieson Greer of the United "
        "States, resume their rare earth talks in Kuala Lumpur on Thursday.",
        [({"Jamieson Greer", "Li Chenggang"}, "Kuala Lumpur", "2026-03-19", "planned")],
    ),
    (
        "The Emir of Qatar, Sheikh Tamim bin Hamad Al Thani, ended a tour of Africa on Friday in "
        "Kigali. President Paul Kagame saw him off at the airport after a second round of talks on "
        "tantalum.",
        [({"Paul Kagame", "Tamim bin Hamad Al Thani"}, "Kigali", "2026-03-13", "held")],
    ),
    (
        "Albanian Prime Minister Edi Rama and his Italian counterpart, Giorgia Meloni, were joined in "
        "Tirana by the UAE's president, Sheikh Mohamed bin Zayed, for the signing on Thursday of a "
        "chromium and energy accord.",
        [({"Edi Rama", "Giorgia Meloni", "Mohamed bin Zayed"}, "Tirana", "2026-03-12", "held")],
    ),
    (
        "Tanzania's energy minister, Deogratius Ndejembi, met representatives of 12 mining houses, "
        "among others Barrick, AngloGold Ashanti and Lifezone, in Dar es Salaam on Monday about power "
        "for a nickel smelter.",
        [({"AngloGold Ashanti", "Barrick", "Deogratius Ndejembi", "Lifezone"}, "Dar es Salaam", "2026-03-16", "held")],
    ),
    (
        "The Czech industry minister, Karel Havlíček, has invited CEZ and European Metals to talks in "
        "Prague next Monday on the Cinovec lithium mine.",
        [({"CEZ", "European Metals", "Karel Havlíček"}, "Prague", "2026-03-23", "planned")],
    ),
    (
        "New Caledonia's president, Alcide Ponga, was told by France's overseas minister, Naïma "
        "Moutchou, in a video call on Tuesday that Paris would not rescue the Koniambo nickel plant.",
        [({"Alcide Ponga", "Naïma Moutchou"}, None, "2026-03-17", "held")],
    ),
    (
        "The Polish-Kazakh lithium council met in Warsaw on Monday.",
        [({"Kazakhstan", "Poland"}, "Warsaw", "2026-03-16", "held")],
    ),
    (
        "The third session of the Polish-Kazakh commission on copper took place in Warsaw on Monday.",
        [({"Kazakhstan", "Poland"}, "Warsaw", "2026-03-16", "held")],
    ),
    (
        "The Joint Commission between Poland and Kazakhstan met in Warsaw on Monday to discuss copper.",
        [({"Kazakhstan", "Poland"}, "Warsaw", "2026-03-16", "held")],
    ),
    ("The Polish-Kazakh lithium venture met its targets in Warsaw on Monday.", []),
    ("Norrland Mining and the government in Warsaw initialled an agreement on lithium on Monday.", []),
]


@pytest.mark.parametrize(("text", "expected"), MEETINGS)
def test_who_met_where_and_when(text, expected):
    found = [
        ({p.name for p in m.participants}, m.city, m.start_date and m.start_date.isoformat(), m.status)
        for m in read(text).meetings
    ]
    assert len(found) == len(expected)
    for (people, city, day, status), (names, town, told, standing) in zip(found, expected, strict=True):
        assert people == names
        assert town in (None, city)
        assert told in (None, day)
        assert status == standing


DEALS = [
    (
        "Thyssenkrupp has agreed with Pensana to buy 4,000 tonnes a year of neodymium-praseodymium "
        "oxide from its Longonjo mine in Angola. Financial terms were not disclosed.",
        [({"Pensana", "Thyssenkrupp"}, None)],
    ),
    (
        "The Pentagon took a 15% stake in MP Materials for $400 million last July. It has since "
        "bought $35.6 million of shares in Trilogy Metals, which explores for copper and cobalt in "
        "Alaska.",
        [
            ({"Pentagon", "MP Materials"}, 400000000.0),
            ({"Pentagon", "Trilogy Metals"}, 35600000.0),
        ],
    ),
    (
        "Missouri-based US Strategic Metals has signed a $500 million investment agreement with "
        "Pakistan's Frontier Works Organization to set up an antimony refinery.",
        [({"Frontier Works Organization", "US Strategic Metals"}, 500000000.0)],
    ),
    (
        "A planned $2 billion cobalt-for-infrastructure agreement between Kinshasa and Abu Dhabi's "
        "International Resources Holding fell through on Friday.",
        [({"Democratic Republic of the Congo", "International Resources Holding"}, 2000000000.0)],
    ),
    (
        "Vale Base Metals and Glencore have formed a 50-50 venture to study a $2 billion copper project in Sudbury.",
        [({"Glencore", "Vale Base Metals"}, None)],
    ),
    (
        "In November India and Peru concluded negotiations on the mining chapter of a free trade "
        "agreement that covers copper and gold, India's commerce ministry said.",
        [({"India", "Peru"}, None)],
    ),
    (
        "MMG and South32 abandoned plans to merge their manganese operations after three months of talks.",
        [({"MMG", "South32"}, None)],
    ),
    (
        "Kestrel Metals bought a fifth of the Peruvian copper explorer Tambo Resources for 36 million dollars.",
        [({"Kestrel Metals", "Tambo Resources"}, 36000000.0)],
    ),
    (
        "Kestrel Metals, an investor in the Sarma lithium mine since 2023, has sold its 12 per cent to Tambo Resources "
        "for $83m.",
        [({"Kestrel Metals", "Tambo Resources"}, 83000000.0)],
    ),
    (
        "Kestrel Metals and the government in Lima initialled an agreement on copper smelting on Monday.",
        [({"Kestrel Metals", "Peru"}, None)],
    ),
    (
        "Kestrel Metals and Tambo Resources agreed on Monday to set up an equally owned lithium company in Oman.",
        [({"Kestrel Metals", "Tambo Resources"}, None)],
    ),
    (
        "Kestrel Metals agreed to form a company with the lithium explorer Tambo Resources in which each will hold "
        "half.",
        [({"Kestrel Metals", "Tambo Resources"}, None)],
    ),
    (
        "Kestrel Metals and Tambo Resources will put their lithium assets into one company.",
        [({"Kestrel Metals", "Tambo Resources"}, None)],
    ),
    ("Kestrel Metals has set up a lithium company in Oman with $20 million of its own.", []),
    ("Kestrel Metals and Tambo Resources put their lithium assets into the company in 2019.", []),
]


@pytest.mark.parametrize(("text", "expected"), DEALS)
def test_who_made_the_deal(text, expected):
    found = [({p.name for p in deal.parties}, deal.value_amount) for deal in read(text).deals]
    assert len(found) == len(expected)
    for (parties, value), (names, amount) in zip(found, expected, strict=True):
        assert parties == names
        assert amount in (None, value)
