"""Meetings in plain words: coffee, a tour of the works, whose guest somebody is, a person after a list of states."""

from __future__ import annotations

import pytest

from tests.extraction.test_meeting_newsroom import gatherings

TOLD = [
    ("Minister Kari Lund had coffee with Mayor Pedro Rojas in Kirkenes on Monday.", {"Kari Lund", "Pedro Rojas"}),
    (
        "Minister Kari Lund was shown round by the chief executive of Norrland Mining, Ivar Dahl, on Monday.",
        {"Kari Lund", "Ivar Dahl"},
    ),
    (
        "Norway's prime minister, Kari Lund, will be host to Chilean President Pedro Rojas in Oslo on Friday.",
        {"Kari Lund", "Pedro Rojas"},
    ),
    (
        "Foreign Minister Kari Lund discussed cobalt with her Congolese counterpart, Pedro Rojas, in Kinshasa on "
        "Monday.",
        {"Kari Lund", "Pedro Rojas"},
    ),
    (
        "The presidents of Chile, Peru and Bolivia and German Chancellor Karl Lund sat down together in Lima on "
        "Tuesday.",
        {"Chile", "Peru", "Bolivia", "Karl Lund"},
    ),
    (
        "The heads of state of Chile, Peru and Bolivia and Norwegian Prime Minister Kari Lund met in Lima on Tuesday.",
        {"Chile", "Peru", "Bolivia", "Kari Lund"},
    ),
    (
        "Norwegian Prime Minister Kari Lund is expected in Tokyo on Friday as the guest of Prime Minister Sanae Endo.",
        {"Kari Lund", "Sanae Endo"},
    ),
    (
        "Norway's Kari Lund had a one-on-one with Chile's mining minister, Pedro Rojas, in Oslo on Monday.",
        {"Kari Lund", "Pedro Rojas"},
    ),
    (
        "A one-to-one between Norwegian Prime Minister Kari Lund and Chile's Pedro Rojas was cancelled on Monday.",
        {"Kari Lund", "Pedro Rojas"},
    ),
    (
        "Kari Lund, Norway's trade minister, and Pedro Rojas of Chile spent an hour together in Oslo on Monday.",
        {"Kari Lund", "Pedro Rojas"},
    ),
]


@pytest.mark.parametrize(("text", "people"), TOLD)
def test_meeting_in_plain_words(text: str, people: set[str]) -> None:
    assert gatherings(text) == [people]


SIDES = [
    (
        "President Kari Lund met a Tanzanian delegation comprising Minerals Minister Ana Mwinyi and Permanent "
        "Secretary Yahya Juma in Oslo on Monday.",
        {"Kari Lund", "Ana Mwinyi", "Yahya Juma"},
    ),
    (
        "A sit-down between Kari Lund, Norway's prime minister, and Chile's Pedro Rojas is planned for Friday in Oslo.",
        {"Kari Lund", "Pedro Rojas"},
    ),
    (
        "The forum in Lima heard from Anglo American, Norrland Mining and Chile's mining minister, Pedro Rojas.",
        {"Anglo American", "Norrland Mining", "Pedro Rojas"},
    ),
    (
        "Norwegian President Kari Lund on Monday received at the palace in Oslo the prime minister of Peru, Pedro "
        "Rojas, and the leaders of Chile and Bolivia for talks on copper.",
        {"Kari Lund", "Pedro Rojas", "Chile", "Bolivia"},
    ),
    (
        "Norway's Kari Lund met her Chilean and Peruvian counterparts, Pedro Rojas and Ana Soto, in Oslo on Monday to "
        "discuss copper.",
        {"Kari Lund", "Pedro Rojas", "Ana Soto"},
    ),
    (
        "A call from Norway's Kari Lund to Chile's Pedro Rojas on Thursday lasted 40 minutes and dealt with niobium.",
        {"Kari Lund", "Pedro Rojas"},
    ),
    (
        "Norwegian Prime Minister Kari Lund and Peru's Pedro Rojas were among the leaders who gathered in Oslo on "
        "Monday to discuss copper.",
        {"Kari Lund", "Pedro Rojas"},
    ),
    (
        "The dinner, hosted in Oslo on Monday by Norway's Kari Lund for Norrland Mining chairman Ivar Dahl, was "
        "attended by Mining Minister Pedro Rojas; copper was the topic.",
        {"Kari Lund", "Ivar Dahl", "Pedro Rojas"},
    ),
    (
        "Norway's Kari Lund and Chile's Pedro Rojas met in Oslo on Monday about copper; Norrland Mining's Ivar Dahl "
        "joined them.",
        {"Kari Lund", "Pedro Rojas", "Ivar Dahl"},
    ),
    ("Talks on an EU–Chile lithium deal resumed in Brussels on Monday.", {"European Union", "Chile"}),
    (
        "The Norwegian ambassador, Kari Lund, gave a lunch in Lima on Monday for Mining Minister Pedro Rojas; copper "
        "was on the table.",
        {"Kari Lund", "Pedro Rojas"},
    ),
    (
        "Kari Lund met the heads of Norrland Mining and Kestrel Copper, Ivar Dahl and Ana Mwinyi, on Friday to "
        "discuss copper.",
        {"Kari Lund", "Ivar Dahl", "Ana Mwinyi"},
    ),
    (
        "Norway's Kari Lund and Chile's Pedro Rojas signed a pact on lithium in Oslo on Monday. Mining Minister Ivar "
        "Dahl was at the signing, as was the Chilean ambassador, Ana Soto.",
        {"Kari Lund", "Pedro Rojas", "Ivar Dahl", "Ana Soto"},
    ),
]


@pytest.mark.parametrize(("text", "people"), SIDES)
def test_all_of_a_side_are_there(text: str, people: set[str]) -> None:
    assert gatherings(text) == [people]
