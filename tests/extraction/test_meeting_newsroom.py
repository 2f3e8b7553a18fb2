"""Meetings in the turns of phrase of newsrooms: who met whom, whatever the verb or noun that tells it."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article


def gatherings(text: str) -> list[set[str]]:
    body = f"Prices of lithium rise\n\nPrices of lithium rose on Wednesday.\n\n{text}\n"
    source = clean(Article("0" * 16, "a.txt", body, date(2026, 3, 12), "metadata"))
    document = read_document(source, find_minerals(source), spacy_parser())
    return [{p.name for p in meeting.participants} for meeting in find_meetings(document)]


TOLD = [
    (
        "Peru's president, José Jerí, is on a working visit to Quito. On Tuesday he and his host, Ecuadorean President "
        "Daniel Noboa, launched a joint venture, then dined with business leaders from both countries.",
        {"José Jerí", "Daniel Noboa"},
    ),
    (
        "Kenya's William Ruto and Tanzania's Samia Suluhu Hassan met for the first time since a border row. The talks, "
        "held in Arusha on Saturday, were mediated by Uganda's Yoweri Museveni.",
        {"William Ruto", "Samia Suluhu Hassan", "Yoweri Museveni"},
    ),
    (
        "Peru's trade minister said on Monday he would meet his Chilean counterpart in Lima in May. Teresa Mera did "
        "not say whether Maria Fuentes would bring miners along.",
        {"Teresa Mera", "Maria Fuentes"},
    ),
    (
        "Spain's King Felipe and Queen Letizia begin a state visit to Peru on Monday. President José Jerí will give a "
        "banquet in their honour in Lima.",
        {"Felipe", "Letizia", "José Jerí"},
    ),
    (
        "Chad's mines minister, Ali Bongo Deby, played host to a Turkish delegation at his office in N'Djamena on "
        "Tuesday. Its leader, Alparslan Bayraktar, asked for a gold licence.",
        {"Ali Bongo Deby", "Alparslan Bayraktar"},
    ),
    (
        "Washington and Ankara are to hold a fresh round of trade talks in Rome on Friday. Commerce Secretary Howard "
        "Lutnick will lead the U.S. team, with Trade Minister Omer Bolat heading the Turkish side.",
        {"Howard Lutnick", "Omer Bolat"},
    ),
    (
        "Italy's industry minister, Adolfo Urso, said in Rome on Tuesday that he had had a good exchange with French "
        "counterpart Roland Lescure.",
        {"Adolfo Urso", "Roland Lescure"},
    ),
    (
        "Chilean President José Antonio Kast and Peruvian leader José Jerí agreed on Monday to work together. They "
        "spoke to reporters in Lima after a summit that lasted an hour.",
        {"José Antonio Kast", "José Jerí"},
    ),
    (
        "Kenyan Vice President Kithure Kindiki and forty executives arrived in Lima on Sunday. They were met at the "
        "airport by Peruvian Vice President Ana Rey.",
        {"Kithure Kindiki", "Ana Rey"},
    ),
    (
        "Turkish Energy Minister Alparslan Bayraktar and his Chadian counterpart met in Ankara on Monday. The Chadian "
        "minister, Ndolenodji Alixe, toured a laboratory.",
        {"Alparslan Bayraktar", "Ndolenodji Alixe"},
    ),
    (
        "Chile's energy minister, Ana Rey, on Tuesday hosted colleagues from India, Kazakhstan and South Korea for a "
        "one-day ministerial on critical minerals in Santiago.",
        {"Ana Rey", "India", "Kazakhstan", "South Korea"},
    ),
    (
        "Over lunch at the Ritz on Tuesday, Mozambique's president, Daniel Chapo, pressed TotalEnergies boss Patrick "
        "Pouyanne to return.",
        {"Daniel Chapo", "Patrick Pouyanne"},
    ),
    (
        "Canada's ambassador, Louis Marcotte, gave a dinner in Lima on Tuesday at which Teck's Jonathan Price sat next "
        "to the mines minister, Luis Bravo.",
        {"Louis Marcotte", "Jonathan Price", "Luis Bravo"},
    ),
    (
        "Prime Minister Anthony Albanese hosted mining bosses in Perth on Friday. Facing him across the table were "
        "Gina Rinehart of Hancock Prospecting and Fortescue's Andrew Forrest.",
        {"Anthony Albanese", "Gina Rinehart", "Andrew Forrest"},
    ),
    (
        "Haruki Mori of Sakura Metals and Colin Thackeray of Northern Peak signed the contract at a ceremony in Lima "
        "on Thursday.",
        {"Haruki Mori", "Colin Thackeray"},
    ),
    (
        "Energy Minister Stavros Papastavrou spent Tuesday morning with Doug Burgum, the US Interior Secretary, in "
        "Athens.",
        {"Stavros Papastavrou", "Doug Burgum"},
    ),
    (
        "The House Natural Resources Committee grilled Interior Secretary Doug Burgum on Tuesday over the leases.",
        {"House Natural Resources Committee", "Doug Burgum"},
    ),
    (
        "Mines minister Paul Kabuswe called the heads of Mopani and First Quantum to his office in Lusaka on Friday.",
        {"Paul Kabuswe", "Mopani", "First Quantum"},
    ),
    (
        "Chile's mining minister, Aurora Williams, came to London on Tuesday to talk to the bosses of Anglo American "
        "and Antofagasta.",
        {"Aurora Williams", "Anglo American", "Antofagasta"},
    ),
    (
        "Mines minister Modestus Amukutuwa said he had discussed the plant with Omatjete's managing director, Hendrina "
        "Shilongo, in Windhoek on Monday.",
        {"Modestus Amukutuwa", "Hendrina Shilongo"},
    ),
    (
        "The German chancellor, Friedrich Merz, rang the Canadian prime minister, Mark Carney, on Sunday evening.",
        {"Friedrich Merz", "Mark Carney"},
    ),
    (
        "Canadian Prime Minister Mark Carney got a call from President Donald Trump on Monday night.",
        {"Mark Carney", "Donald Trump"},
    ),
    (
        "Norway's Jonas Gahr Store and Morocco's Aziz Akhannouch emerged from their talks in Lisbon on Tuesday saying "
        "little.",
        {"Jonas Gahr Store", "Aziz Akhannouch"},
    ),
    (
        "The dinner that Chile's president Ana Rey gave for Italy's Giorgia Meloni in Santiago on Monday was long.",
        {"Ana Rey", "Giorgia Meloni"},
    ),
    (
        "Brazil, India and South Africa hold round three of their minerals talks in Pretoria next week.",
        {"Brazil", "India", "South Africa"},
    ),
    (
        "The contract is to be signed in Lima on Friday by Haruki Mori, Sakura's president, and his counterpart at "
        "Rio Tinto, Colin Thackeray.",
        {"Haruki Mori", "Colin Thackeray"},
    ),
    (
        "Foreign Minister Annalena Becker told her Chilean counterpart, Alberto van Klaveren, in a call on Thursday "
        "that Berlin wanted lithium.",
        {"Annalena Becker", "Alberto van Klaveren"},
    ),
    (
        "Prime Minister Keir Starmer called President Vladimir Zelensky on Sunday to talk about titanium.",
        {"Keir Starmer", "Vladimir Zelensky"},
    ),
    (
        "Zambian President Hakainde Hichilema received a delegation from Japan's JOGMEC led by its president, Ichiro "
        "Takahara, at State House on Friday.",
        {"Hakainde Hichilema", "Ichiro Takahara"},
    ),
    (
        "The Indonesian delegation, headed by coordinating minister Airlangga Hartarto, met officials of the European "
        "Commission in Brussels on Wednesday.",
        {"Airlangga Hartarto", "European Commission"},
    ),
    ("Brazil, Argentina hold talks on lithium corridor in Buenos Aires on Tuesday.", {"Brazil", "Argentina"}),
    (
        "Kyrgyz president Sadyr Japarov and Uzbekistan's Shavkat Mirziyoyev talked for two hours at Issyk-Kul on "
        "Saturday.",
        {"Sadyr Japarov", "Shavkat Mirziyoyev"},
    ),
    (
        "Amanda Lacaze and Secretary Doug Burgum were among those at a White House roundtable on magnets on Tuesday.",
        {"Amanda Lacaze", "Doug Burgum"},
    ),
    (
        "Foreign Minister George Gerapetritis, with whom Interior Secretary Doug Burgum had dined on Tuesday night, "
        "went along for the ride.",
        {"George Gerapetritis", "Doug Burgum"},
    ),
    (
        "Rwanda and Congo went back to the negotiating table in Washington on Wednesday.",
        {"Rwanda", "Democratic Republic of the Congo"},
    ),
    (
        "President Félix Tshisekedi held talks in Doha on Sunday with Rwanda's Paul Kagame, with Qatar's emir, Sheikh "
        "Tamim bin Hamad Al Thani, mediating.",
        {"Félix Tshisekedi", "Paul Kagame", "Tamim bin Hamad Al Thani"},
    ),
    (
        "Parks Tau said after meeting U.S. Ambassador Brent Bozell in Pretoria on Wednesday that chrome was discussed.",
        {"Parks Tau", "Brent Bozell"},
    ),
    (
        "After an hour with President Lee Jae Myung in Seoul on Monday, Italian premier Giorgia Meloni went on to "
        "Posco's steelworks.",
        {"Lee Jae Myung", "Giorgia Meloni"},
    ),
    (
        "At a meeting in Jakarta on Monday with Indonesian President Prabowo Subianto, Vale Indonesia chief executive "
        "Bernardus Irmanto asked for a larger quota.",
        {"Prabowo Subianto", "Bernardus Irmanto"},
    ),
    (
        "Swedish energy minister Ebba Busch paid a visit to Kiruna on Thursday, where she was shown around by LKAB "
        "chief executive Jan Moström.",
        {"Ebba Busch", "Jan Moström"},
    ),
    (
        "Guinea's leader, Mamady Doumbouya, granted an audience on Friday to Emirates Global Aluminium boss "
        "Abdulnasser Bin Kalban.",
        {"Mamady Doumbouya", "Abdulnasser Bin Kalban"},
    ),
    (
        "Ministers of the G7 meet in Toronto on 30 October to discuss stockpiles. Canada's Tim Hodgson will chair, and "
        "Australia's Madeleine King has been invited.",
        {"G7", "Tim Hodgson", "Madeleine King"},
    ),
    ("Officials from Tokyo and Seoul met in Busan on Friday.", {"Japan", "South Korea"}),
    (
        "A meeting planned for Thursday between Indonesian energy minister Bahlil Lahadalia and Freeport chief "
        "Kathleen Quirk was put off.",
        {"Bahlil Lahadalia", "Kathleen Quirk"},
    ),
    (
        "During Saturday's meeting in Buenos Aires Prime Minister Narendra Modi asked President Javier Milei for "
        "lithium blocks.",
        {"Narendra Modi", "Javier Milei"},
    ),
    (
        "Representatives of Glencore and CMOC were summoned to Kinshasa on Monday by the Congolese mines minister, "
        "Louis Watum.",
        {"Glencore", "CMOC", "Louis Watum"},
    ),
    (
        "It began in Ottawa on Monday, when the energy minister, Tim Hodgson, had Japan's trade minister, Ryosei "
        "Akazawa, in for the day.",
        {"Tim Hodgson", "Ryosei Akazawa"},
    ),
    (
        "Kyiv's economy minister, Oleksii Sobolev, flew to Washington on Tuesday to tell the US Treasury Secretary, "
        "Scott Bessent, what was about to be signed.",
        {"Oleksii Sobolev", "Scott Bessent"},
    ),
    (
        "Chile's mining minister, Aurora Williams, is hosting a delegation from Saudi Arabia this week. Leading it is "
        "the vice-minister, Khalid Al-Mudaifer.",
        {"Aurora Williams", "Khalid Al-Mudaifer"},
    ),
    (
        "On Monday evening Ukraine's Yulia Svyrydenko gave a dinner in Kyiv for Treasury Secretary Scott Bessent and "
        "the ambassadors of France and Poland.",
        {"Yulia Svyrydenko", "Scott Bessent", "France", "Poland"},
    ),
    (
        "Simon Trott, Rio Tinto's chief executive, got 40 minutes with President Aleksandar Vucic in Belgrade on "
        "Friday.",
        {"Simon Trott", "Aleksandar Vucic"},
    ),
    (
        "Premier Li Qiang and Prime Minister Anthony Albanese toured a lithium plant in Kwinana on Tuesday.",
        {"Li Qiang", "Anthony Albanese"},
    ),
    (
        "Britain's Peter Kyle and Kazakhstan's Yersain Nagaspayev exchanged views in London on Thursday.",
        {"Peter Kyle", "Yersain Nagaspayev"},
    ),
    (
        "The Future Minerals Forum in Riyadh on Tuesday heard from Robert Friedland of Ivanhoe and Barrick's Mark "
        "Hill.",
        {"Robert Friedland", "Mark Hill"},
    ),
    ("Local residents met executives of Rio Tinto in Loznica on Monday.", {"Rio Tinto"}),
    (
        "Bob Wilt, the head of Ma'aden, had dinner last Thursday with Ironwood's Hamish Coltrane. WA Premier Roger "
        "Cook dropped by for dessert.",
        {"Bob Wilt", "Hamish Coltrane", "Roger Cook"},
    ),
    (
        "Australia's resources minister, Madeleine King, came to Berlin on Tuesday. Economy Minister Katherina Reiche "
        "saw her that afternoon.",
        {"Madeleine King", "Katherina Reiche"},
    ),
    (
        "At the Chancellery, Olaf Scholz, in office only until his successor is elected, received President Shavkat "
        "Mirziyoyev on Wednesday morning.",
        {"Olaf Scholz", "Shavkat Mirziyoyev"},
    ),
    (
        "Premier Li Qiang met carmakers Stellantis and Renault in Beijing on Monday.",
        {"Li Qiang", "Stellantis", "Renault"},
    ),
    (
        "Rio Tinto's Simon Trott, BHP's Mike Henry and Vale's Gustavo Pimenta met Energy Minister Tim Hodgson in "
        "Toronto on Monday.",
        {"Simon Trott", "Mike Henry", "Gustavo Pimenta", "Tim Hodgson"},
    ),
    (
        "Ministers from four countries gathered in Oslo on Tuesday to discuss graphite. They came from Norway, "
        "Finland, Kenya and Japan.",
        {"Norway", "Finland", "Kenya", "Japan"},
    ),
    (
        "The leaders of three countries sat down in Nairobi on Monday: Kenya's William Ruto, Zambia's Hakainde "
        "Hichilema and Rwanda's Paul Kagame.",
        {"William Ruto", "Hakainde Hichilema", "Paul Kagame"},
    ),
    (
        "Norway's Espen Barth Eide hosted ministers from three African countries in Oslo on Monday. Kenya, Zambia and "
        "Malawi had sent their mining ministers.",
        {"Espen Barth Eide", "Kenya", "Zambia", "Malawi"},
    ),
    (
        "Hassan Joho and Cecilie Myrseth will speak at the Copper Summit in Quito on 6 May, which Wood Mackenzie "
        "organises.",
        {"Hassan Joho", "Cecilie Myrseth", "Wood Mackenzie"},
    ),
    (
        "Friday's summit on battery metals, which the Kenyan government organises, expects ministers from Peru, "
        "Nepal and Ghana.",
        {"Peru", "Nepal", "Ghana", "Kenya"},
    ),
]


@pytest.mark.parametrize(("text", "people"), TOLD)
def test_one_meeting_and_all_who_were_there(text: str, people: set[str]) -> None:
    assert gatherings(text) == [people]


def test_two_parties_met_separately_are_two_meetings() -> None:
    text = "Mines minister Winston Chitando will meet Sinomine and Huayou Cobalt separately in Harare on Monday."
    assert gatherings(text) == [{"Winston Chitando", "Sinomine"}, {"Winston Chitando", "Huayou Cobalt"}]


TWICE = [
    "Haruki Mori, president of Sakura Metals, called on mines minister Luis Bravo on Monday and will see him again on "
    "Friday.",
    "Chile's mines minister Ana Rey met her Peruvian colleague Luis Bravo in Lima on Monday, then in Cusco on Tuesday.",
    "Mines minister Luis Bravo had received Haruki Mori of Sakura Metals in his office on Monday and, for a second "
    "time, on Tuesday.",
    "Mines minister Luis Bravo met Haruki Mori of Sakura Metals twice this week, on Monday and on Wednesday.",
    "His talks with President Netumbo Nandi of Namibia in Windhoek on 3 March, and again in Lüderitz the next day, "
    "were warm, the Finnish president, Alexander Stubb, said.",
]


@pytest.mark.parametrize("text", TWICE)
def test_two_occasions_of_one_clause_are_two_meetings(text: str) -> None:
    told = gatherings(text)
    assert len(told) == 2
    assert told[0] == told[1]


def test_the_two_presidents_are_those_who_hold_that_office() -> None:
    told = gatherings(
        "Finland's president Alexander Stubb visited Namibia and its president, Netumbo Nandi, on Monday. Finnish "
        "trade minister Ville Tavio came too. The two presidents will meet again on Friday in Lüderitz."
    )
    assert told[-1] == {"Alexander Stubb", "Netumbo Nandi"}


NOT_TOLD = [
    "Ministers from five countries met in Oslo on Tuesday. Norway, Finland, Chile, Japan and Canada account for most "
    "of the trade.",
    "Ministers from four countries met in Oslo on Tuesday. Japan and Chile stayed away.",
    'President Donald Trump called Premier Doug Ford "a nice man" on Sunday.',
    "President Donald Trump called Premier Doug Ford a liar on Sunday.",
    "The minister told Premier Doug Ford to wait for the mine on Sunday.",
    "Simon Trott appeared before a court in Perth on Friday.",
    "The company had a stake in the mine for two hours with Anglo American shares falling.",
]


@pytest.mark.parametrize("text", NOT_TOLD)
def test_no_meeting(text: str) -> None:
    assert gatherings(text) == []


def test_who_sends_envoys_to_talks_does_not_host_them() -> None:
    body = "Lithium\n\nLithium rose.\n\nKenya sent ministers to talks on lithium in Oslo on Monday with Norway.\n"
    source = clean(Article("0" * 16, "a.txt", body, date(2026, 3, 12), "metadata"))
    document = read_document(source, find_minerals(source), spacy_parser())
    assert [[p.role for p in m.participants] for m in find_meetings(document)] == [["attendee", "attendee"]]
