"""Who else was at a told meeting: by a turn of phrase in the next sentence, or by another part of the same one."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.cleaning import clean
from pipeline.extraction.article import read_document
from pipeline.extraction.meetings import find_meetings
from pipeline.extraction.minerals import find_minerals
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article

HOSTED = "Canada's energy minister, Tim Hodgson, hosted a ministerial meeting on tungsten in Toronto on Thursday. "
PLANNED = "Canada's energy minister, Tim Hodgson, will chair a meeting of mining ministers in Toronto on Thursday. "
ROUNDTABLE = "Arizona Gov. Katie Hobbs hosted a copper roundtable in Phoenix on Tuesday. "
CONFERENCE = "The International Energy Agency hosted a conference on tungsten in Paris on Tuesday. "


def participants(text: str) -> list[set[str]]:
    article = Article("0" * 16, "a.txt", f"Notes on tungsten\n\n{text}\n", date(2026, 3, 13), "metadata")
    source = clean(article)
    document = read_document(source, find_minerals(source), spacy_parser())
    return [{p.name for p in meeting.participants} for meeting in find_meetings(document)]


CASES = [
    pytest.param(
        HOSTED + "Italy's Gilberto Pichetto Fratin came away from it with a promise of ore.",
        {"Tim Hodgson", "Gilberto Pichetto Fratin"},
        id="came away from it",
    ),
    pytest.param(PLANNED + "Australia's Madeleine King is expected.", {"Tim Hodgson", "Madeleine King"}, id="expected"),
    pytest.param(
        PLANNED + "Madeleine King of Australia has confirmed her attendance.",
        {"Tim Hodgson", "Madeleine King"},
        id="confirmed her attendance",
    ),
    pytest.param(HOSTED + "Peru's Luis Bravo declined to attend.", {"Tim Hodgson"}, id="declined to attend"),
    pytest.param(
        ROUNDTABLE + "Around it: Freeport-McMoRan, Resolution Copper and South32.",
        {"Katie Hobbs", "Freeport-McMoRan", "Resolution Copper", "South32"},
        id="around it, behind a colon",
    ),
    pytest.param(
        ROUNDTABLE + "It heard from Anglo American and Vale Base Metals.",
        {"Katie Hobbs", "Anglo American", "Vale Base Metals"},
        id="it heard from",
    ),
    pytest.param(
        CONFERENCE + "French Industry Minister Sébastien Martin gave the keynote.",
        {"International Energy Agency", "Sébastien Martin"},
        id="gave the keynote",
    ),
    pytest.param(
        "Kazakhstan's Yersaiyn Nagaspayev and Uzbekistan's Laziz Kudratov met in Tashkent on Monday. From the German "
        "side came Katherina Reiche.",
        {"Yersaiyn Nagaspayev", "Laziz Kudratov", "Katherina Reiche"},
        id="from the side came",
    ),
    pytest.param(
        "Resources Minister Madeleine King met miners in Perth on Monday. “It was a good day,” said Amanda Lacaze, "
        "chief executive of Lynas, who was in the room.",
        {"Madeleine King", "Amanda Lacaze"},
        id="who is the speaker, not the firm",
    ),
    pytest.param(
        "Peru, one of more than 40 delegations at a ministerial that Secretary of State Marco Rubio hosted in "
        "Washington on Wednesday, came away with a framework on copper.",
        {"Peru", "Marco Rubio"},
        id="one of many delegations",
    ),
    pytest.param(
        "The talks opened in Geneva on Sunday, with Li Qiang, the Chinese premier, on one side of the table and Scott "
        "Bessent, the US Treasury Secretary, on the other.",
        {"Li Qiang", "Scott Bessent"},
        id="on one side and on the other",
    ),
    pytest.param(
        "On Monday evening Friedrich Merz dined with Kassym-Jomart Tokayev in Astana, the only other person at the "
        "table being Kazakh Foreign Minister Yermek Kosherbayev.",
        {"Friedrich Merz", "Kassym-Jomart Tokayev", "Yermek Kosherbayev"},
        id="the only other person being",
    ),
    pytest.param(
        "EU trade commissioner Maroš Šefčovič flies to Jakarta today, where talks with Indonesian minister Airlangga "
        "Hartarto on nickel begin on Tuesday.",
        {"Maroš Šefčovič", "Airlangga Hartarto"},
        id="flies to where talks begin",
    ),
    pytest.param(
        "Finland's president, Alexander Stubb, had paid a courtesy call on the Speaker of the National Assembly, Saara "
        "Amadhila, on Tuesday.",
        {"Alexander Stubb", "Saara Amadhila"},
        id="a call paid on somebody",
    ),
    pytest.param(
        "German Chancellor Friedrich Merz arrived in Astana on Monday. A meeting with Kyrgyz President Sadyr Japarov "
        "that had been pencilled in for Tuesday afternoon was dropped.",
        {"Friedrich Merz", "Sadyr Japarov"},
        id="whose meeting the sentence before tells",
    ),
    pytest.param(
        "Felix Tshisekedi, president of the Democratic Republic of Congo, arrived in Washington on Thursday. On Friday "
        "the Congolese leader met Donald Trump.",
        {"Felix Tshisekedi", "Donald Trump"},
        id="the Congolese leader",
    ),
    pytest.param(
        "The European Union wants more tungsten. The bloc will hold a summit with Japan in Tokyo on March 23.",
        {"European Union", "Japan"},
        id="the bloc",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_who_else_was_there(text: str, expected: set[str]) -> None:
    assert expected in participants(text)


def test_a_numbered_round_has_the_parties_of_its_series() -> None:
    told = participants(
        "Brazil, India and South Africa held a third round of talks in Pretoria on Monday. The second round, held in "
        "New Delhi on February 2-3, had ended without agreement."
    )
    assert told == [{"Brazil", "India", "South Africa"}] * 2
