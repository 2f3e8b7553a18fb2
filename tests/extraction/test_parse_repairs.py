"""The verb that tells the news is the root of its sentence, also where the model takes it for an adjective."""

from __future__ import annotations

import pytest

from pipeline.extraction.deal_lists import deals_apart
from pipeline.extraction.parse_repairs import repaired
from pipeline.extraction.parsing import spacy_parser

CASES = [
    ("Prime Minister Anthony Albanese hosted mining bosses in Perth on Friday.", "hosted", "Albanese", "bosses"),
    (
        "Oman's Minister of Energy and Minerals, Salim Al Aufi, on Sunday hosted colleagues from Asia and Europe.",
        "hosted",
        "Minister",
        "colleagues",
    ),
    ("Treasury Secretary Ann Holm saw Yulia Berg to talk about lithium on Monday.", "saw", "Holm", "Berg"),
    ("Mali's Amadou Keita met Ironwood Minerals head Bernard Holm in Bamako.", "met", "Keita", "Holm"),
    ("The ministers met in Lima on Monday and agreed on a list of minerals.", "met", "ministers", None),
    ("A letter of intent with the separator, signed in 2024.", "letter", None, None),
]


@pytest.mark.parametrize(("text", "root", "subject", "patient"), CASES)
def test_the_root_and_who_does_what(text: str, root: str, subject: str | None, patient: str | None) -> None:
    parse = repaired(spacy_parser().parse([(text, 0)])[0])
    tokens = parse.tokens
    top = next(i for i, token in enumerate(tokens) if token.head == i)
    told = {tokens[c].dep: tokens[c].text for c in parse.children[top]}
    assert tokens[top].text == root
    assert told.get("nsubj") == subject
    assert told.get("dobj") == patient
    assert sum(token.head == i for i, token in enumerate(tokens)) == 1


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("President Holm left for a meeting on copper with President Berg.", "meeting"),
        ("In a discussion about copper supply with President Berg, Holm praised trade.", "discussion"),
        ("President Holm left for a meeting on relations with Peru.", "relations"),
        ("He wrote a book about copper with President Berg.", None),
    ],
)
def test_whom_talks_are_held_with(text: str, over: str | None) -> None:
    tokens = repaired(spacy_parser().parse([(text, 0)])[0]).tokens
    above = next(tokens[token.head].text for token in tokens if token.text == "with")
    assert above == over if over else above not in ("meeting", "discussion")


@pytest.mark.parametrize(
    ("text", "noun", "over"),
    [
        ("With an offtake with Norrland Metals and a loan from Kestrel Bank, it builds a mine.", "loan", "offtake"),
        ("Kestrel signed an offtake with Norrland Metals, a loan from Aldersund and a lease.", "loan", "offtake"),
        ("Kestrel signed an offtake with Norrland Cells, a venture with Aldersund Metals.", "venture", "Cells"),
        ("Kestrel agreed with Norrland Metals and a bank on ore.", "bank", "Metals"),
    ],
)
def test_deals_listed_behind_the_side_of_another(text: str, noun: str, over: str) -> None:
    tokens = deals_apart(repaired(spacy_parser().parse([(text, 0)])[0])).tokens
    assert [tokens[token.head].text for token in tokens if token.text == noun] == [over]


@pytest.mark.parametrize(
    ("text", "doer"),
    [
        ("Rey watches as Congo and Ghana sign accords", "Congo"),
        ("Rey looks on as Kazakhstan and Germany sign lithium pact", "Kazakhstan"),
        ("Norway hailed the pact as a first for Europe", None),
    ],
)
def test_who_acts_in_a_clause_of_as(text: str, doer: str | None) -> None:
    parse = repaired(spacy_parser().parse([(text, 0)])[0])
    signs = next((i for i, token in enumerate(parse.tokens) if token.text == "sign"), None)
    told = [] if signs is None else [c for c in parse.children[signs] if parse.tokens[c].dep == "nsubj"]
    assert [parse.tokens[c].text for c in told] == ([doer] if doer else [])
