"""Hosts at the works visited, guests of somebody, several met one by one, plants opened together."""

from __future__ import annotations

import pytest

from tests.extraction.test_meeting_newsroom import gatherings

TOLD = [
    pytest.param(
        "Norwegian Prime Minister Kari Lund toured the Herring graphite plant on Tuesday, where she was greeted by "
        "Chilean President Pedro Rojas.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="where she was greeted",
    ),
    pytest.param(
        "Skaland chief executive Ivar Dahl will lead a Norwegian delegation to Santiago on April 6, where it will meet "
        "Chilean President Pedro Rojas to discuss graphite.",
        [{"Ivar Dahl", "Pedro Rojas"}],
        id="where it will meet",
    ),
    pytest.param(
        "Norwegian Trade Minister Kari Lund and Chilean President Pedro Rojas signed a memorandum on graphite "
        "production in Santiago on Tuesday.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="signed in a town on a day",
    ),
    pytest.param(
        "Norwegian Trade Minister Kari Lund phoned Skaland's Ivar Dahl on Monday about graphite and is due to see "
        "Chilean President Pedro Rojas on Thursday.",
        [{"Kari Lund", "Ivar Dahl"}, {"Kari Lund", "Pedro Rojas"}],
        id="and is due to see",
    ),
    pytest.param(
        "A Senate committee in Canberra heard on Wednesday from Skaland's Ivar Dahl, who called for a floor price on "
        "rare earths.",
        [{"Senate committee", "Ivar Dahl"}],
        id="a committee heard from",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund opened the Skaland graphite plant on Tuesday, flanked by Skaland's chief "
        "executive, Ivar Dahl.",
        [{"Kari Lund", "Ivar Dahl"}],
        id="opened a plant flanked by",
    ),
    pytest.param(
        "The Skaland graphite plant was officially opened on Tuesday by Norwegian Prime Minister Kari Lund and Chilean "
        "President Pedro Rojas.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="was opened by two",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund attended the opening of a graphite plant in Narvik on Tuesday. Skaland's "
        "Ivar Dahl was there too.",
        [{"Kari Lund", "Ivar Dahl"}],
        id="the opening of a plant",
    ),
    pytest.param(
        "Skaland chief executive Ivar Dahl was among the executives whom Norwegian Prime Minister Kari Lund received "
        "in Oslo on Monday to discuss graphite.",
        [{"Kari Lund", "Ivar Dahl"}],
        id="among those whom X received",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund hosted graphite producers in Oslo on Monday. Skaland's Ivar Dahl was in "
        "the room, along with Trade Minister Pedro Rojas.",
        [{"Kari Lund", "Ivar Dahl", "Pedro Rojas"}],
        id="in the room along with",
    ),
    pytest.param(
        "Skaland chief executive Ivar Dahl testified before the Senate energy committee on Thursday about graphite.",
        [{"Ivar Dahl", "Senate energy committee"}],
        id="testified before a committee",
    ),
    pytest.param(
        "Skaland chief executive Ivar Dahl has testified before Congress on graphite and written two books.",
        [],
        id="has testified before, in a career",
    ),
    pytest.param(
        "Speaking at a roundtable on graphite in Oslo on Tuesday, Skaland chief executive Ivar Dahl asked for help. "
        "Norwegian Prime Minister Kari Lund, who chaired the discussion, promised it.",
        [{"Kari Lund", "Ivar Dahl"}],
        id="who chaired the discussion",
    ),
    pytest.param(
        "Skaland held its annual meeting in Oslo on Thursday. Graphite prices had bottomed out, it said.",
        [],
        id="a firm's annual meeting",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund visited the Herring graphite plant on Tuesday, where Skaland's Ivar Dahl "
        "showed her the new furnace.",
        [{"Kari Lund", "Ivar Dahl"}],
        id="where X showed her",
    ),
    pytest.param(
        "A delegation of Norway's economy ministry led by Kari Lund toured the Lumwana copper mine in Zambia on "
        "March 10 as guests of Barrick.",
        [{"Kari Lund", "Barrick"}],
        id="as guests of",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund was a guest of Chilean President Pedro Rojas in Santiago on Monday.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="was a guest of",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund chaired the Arctic Raw Materials Council jointly with Chilean President "
        "Pedro Rojas in Oslo on Tuesday.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="chaired jointly with",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund showed a box of rare earth samples to Chilean President Pedro Rojas in "
        "Santiago on Monday.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="showed a box to",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund told Chilean President Pedro Rojas in Santiago on Monday that the tariff "
        "would stay.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="told X in a town",
    ),
    pytest.param(
        "Kari Lund, Norway's trade envoy, faces Chilean negotiator Pedro Rojas again in Lima on Thursday.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="faces again",
    ),
    pytest.param(
        "The mines ministers of Chile and Peru, Pedro Rojas and Ana Rey, agreed in Lima on Monday to police smuggling.",
        [{"Pedro Rojas", "Ana Rey"}],
        id="agreed in a town",
    ),
    pytest.param(
        "The prime ministers of Chile, Peru and Norway - Pedro Rojas, Ana Rey and Kari Lund - gathered in Oslo on "
        "Friday.",
        [{"Pedro Rojas", "Ana Rey", "Kari Lund"}],
        id="states and their heads behind a dash",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund is expected to hold bilateral talks with Chilean President Pedro Rojas and "
        "Peruvian President Ana Rey in Oslo next week.",
        [{"Kari Lund", "Pedro Rojas"}, {"Kari Lund", "Ana Rey"}],
        id="bilateral talks with two",
    ),
    pytest.param(
        "Norwegian Prime Minister Kari Lund discussed cobalt with Chilean President Pedro Rojas in Santiago last week, "
        "and with Peruvian President Ana Rey on the phone on Sunday.",
        [{"Kari Lund", "Pedro Rojas"}, {"Kari Lund", "Ana Rey"}],
        id="with one there, with another on the phone",
    ),
    pytest.param(
        "Minister Kari Lund sat down on Tuesday in Oslo with Pedro Rojas, the deputy energy secretary, and with Ana "
        "Rey.",
        [{"Kari Lund", "Pedro Rojas", "Ana Rey"}],
        id="one day before both withs",
    ),
    pytest.param(
        "Minister Kari Lund met on Monday in Oslo with Pedro Rojas of Codelco and then with Ana Rey of Antofagasta.",
        [{"Kari Lund", "Pedro Rojas"}, {"Kari Lund", "Ana Rey"}],
        id="with one and then with another",
    ),
    pytest.param(
        "Minister Kari Lund met with Chile's Pedro Rojas on Monday and with Peru's Ana Rey on Friday.",
        [{"Kari Lund", "Pedro Rojas"}, {"Kari Lund", "Ana Rey"}],
        id="each with on a day of its own",
    ),
    pytest.param(
        "Trade Minister Kari Lund meets Chilean President Pedro Rojas at 9 a.m. and Peruvian President Ana Rey at noon "
        "in Oslo on Thursday.",
        [{"Kari Lund", "Pedro Rojas"}, {"Kari Lund", "Ana Rey"}],
        id="at different hours",
    ),
    pytest.param(
        "Skaland's Ivar Dahl was among the first to be received by Chile's new mining minister, Pedro Rojas, in "
        "Santiago on Monday.",
        [{"Ivar Dahl", "Pedro Rojas"}],
        id="among the first to be received by",
    ),
    pytest.param(
        "A row over gallium overshadowed Monday's meeting in Oslo of Norwegian Trade Minister Kari Lund and Chile's "
        "Pedro Rojas.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="meeting in a town of X and Y",
    ),
    pytest.param(
        "Norway's Kari Lund flies to Santiago on Thursday, where Economy Minister Pedro Rojas awaits her.",
        [{"Kari Lund", "Pedro Rojas"}],
        id="where X awaits her",
    ),
    pytest.param(
        "A photograph showed Energy Minister Ana Rey and Chilean President Pedro Rojas shaking hands in Lima on "
        "Monday.",
        [{"Ana Rey", "Pedro Rojas"}],
        id="shaking hands",
    ),
    pytest.param(
        "The Chilean and Peruvian industry ministers, Pedro Rojas and Ana Rey, compared notes on lithium in Lima on "
        "Wednesday.",
        [{"Pedro Rojas", "Ana Rey"}],
        id="demonyms and their ministers",
    ),
]


@pytest.mark.parametrize(("text", "people"), TOLD)
def test_who_meets_whom(text: str, people: list[set[str]]) -> None:
    assert gatherings(text) == people


NONE = [
    "Norwegian Prime Minister Kari Lund visited the Herring graphite plant on Tuesday, where Ivar Dahl has worked.",
    "Kari Lund told the reporter Pedro Rojas on Monday that the tariff would stay.",
    "Norwegian Prime Minister Kari Lund opened a graphite plant in Skaland on Monday.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_meeting_of_two(text: str) -> None:
    assert all(len(people) < 2 for people in gatherings(text))
