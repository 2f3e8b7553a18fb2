"""Names over an article: who is named, whom they speak for, and what points back to them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.extraction import names, sentences
from pipeline.extraction.document import Entity, NameMention
from pipeline.extraction.names.gazetteer import find_hits
from pipeline.extraction.names.words import read_words
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import Article, CleanArticle, CleanText, Paragraph

Read = tuple[tuple[Entity, ...], tuple[NameMention, ...]]


def source(text: str) -> CleanArticle:
    paragraphs, at = [], 0
    for part in text.split("\n\n"):
        if part:
            paragraphs.append(Paragraph(at, at + len(part), "body"))
        at += len(part) + 2
    return CleanArticle(Article("0" * 16, "a.txt", text), (), CleanText(text, ((0, 0, len(text)),), tuple(paragraphs)))


def read(text: str, parse: bool = True) -> Read:
    article = source(text)
    split = sentences.split(article.clean)
    if not parse:
        return names.find_names(article, split, (None,) * len(split))
    parsed = spacy_parser().parse([(text[s.start : s.end], s.start) for s in split])
    return names.find_names(article, split, tuple(parsed))


@cache
def entities(text: str) -> dict[str, Entity]:
    return {entity.name: entity for entity in read(text)[0]}


def mentions(text: str, name: str) -> list[tuple[str, str]]:
    found, spans = read(text)
    return [(text[m.start : m.end], m.form) for m in spans if any(found[i].name == name for i in m.entities)]


@pytest.mark.parametrize(
    ("text", "name", "office", "country"),
    [
        ("US Treasury Secretary Orla Quist met officials.", "Orla Quist", "Treasury Secretary", "USA"),
        ("Chinese Foreign Minister Bao Lin arrived.", "Bao Lin", "Foreign Minister", "CHN"),
        ("China's foreign minister, Bao Lin, arrived.", "Bao Lin", "foreign minister", "CHN"),
        ("Bao Lin, the Chinese foreign minister, arrived.", "Bao Lin", "foreign minister", "CHN"),
        ("The Prime Minister of Mongolia, G.Batmunkh, spoke.", "G.Batmunkh", "Prime Minister", "MNG"),
        ("Indian Mines Minister R. Kishan Varma spoke.", "R. Kishan Varma", "Mines Minister", "IND"),
        ("Prime Minister Tomas Brandt of Norway spoke.", "Tomas Brandt", "Prime Minister", "NOR"),
        ("The Minister of Mining of Bolivia, Marta Arce, spoke.", "Marta Arce", "Minister of Mining", "BOL"),
        (
            "The Ghanaian Minister for Lands and Natural Resources, Kofi Boateng, signed.",
            "Kofi Boateng",
            "Minister for Lands and Natural Resources",
            "GHA",
        ),
        ("EU trade commissioner Pia Holm met ministers.", "Pia Holm", "trade commissioner", None),
        (
            "European Commission President Ada van der Berg spoke.",
            "Ada van der Berg",
            "European Commission President",
            None,
        ),
        ("External Affairs Minister R. Subramani spoke.", "R. Subramani", "External Affairs Minister", "IND"),
        ("H.E. Mr. Karim Odeh, Minister of Energy of Jordan, spoke.", "Karim Odeh", "Minister of Energy", "JOR"),
        ("The Mayor of Chicago, Lena Ortiz, spoke.", "Lena Ortiz", "Mayor", "USA"),
        ("Acme Mining chief executive Paul Reyes said so.", "Paul Reyes", "chief executive", None),
        ("They met Premier Ford at noon.", "Ford", "Premier", None),
        ("Crown Prince Faisal bin Nayef of Saudi Arabia hosted.", "Faisal bin Nayef", "Crown Prince", "SAU"),
    ],
)
def test_persons(text: str, name: str, office: str, country: str | None) -> None:
    entity = entities(text)[name]
    assert (entity.entity_type, entity.office, entity.country_code) == ("person", office, country)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Paul Reyes, chief executive of Acme Mining, spoke.", "Acme Mining"),
        ("Acme Mining's chief executive, Paul Reyes, spoke.", "Acme Mining"),
        ("President Paul Reyes of Peru spoke for Peru.", "Peru"),
    ],
)
def test_represents(text: str, expected: str) -> None:
    found, _ = read(text)
    person = next(entity for entity in found if entity.name == "Paul Reyes")
    assert person.represents is not None
    assert found[person.represents].name == expected


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("The deal is with Northwind Lithium Ltd.", "Northwind Lithium Ltd.", "company", None),
        ("Australian miner Kestrel agreed to buy it.", "Kestrel", "company", "AUS"),
        ("It signed with China's Tolang Battery Materials.", "Tolang Battery Materials", "company", "CHN"),
        ("Perth-based Kestrel Resources agreed.", "Kestrel Resources", "company", "AUS"),
        ("Kestrel Resources, a Canadian explorer, agreed.", "Kestrel Resources", "company", "CAN"),
        ("Kestrel Resources, based in Toronto, agreed.", "Kestrel Resources", "company", "CAN"),
        ("Toronto-listed Kestrel Resources agreed.", "Kestrel Resources", "company", None),
        ("Quarx (NYSE: QRX) agreed to buy it.", "Quarx", "company", None),
        ("The Ministry of Trade, Industry and Energy of Korea agreed.", None, "government_body", "KOR"),
        ("Brazil's Ministry of Mines and Energy agreed.", "Ministry of Mines and Energy", "government_body", "BRA"),
        ("Jogmec joined in.", "Jogmec", "government_body", "JPN"),
        ("The State Department convened it.", "State Department", "government_body", "USA"),
        ("The World Bank lent money.", "World Bank", "organisation", None),
        ("Leaders of the G7 met.", "G7", "bloc", None),
        ("The European Union and ASEAN met.", "European Union", "bloc", None),
        ("The DRC and the UAE met.", "Democratic Republic of the Congo", "country", "COD"),
        ("Papua New Guinea signed it.", "Papua New Guinea", "country", "PNG"),
        ("Equatorial Guinea signed it.", "Equatorial Guinea", "country", "GNQ"),
        ("Niger signed it.", "Niger", "country", "NER"),
        ("Türkiye signed it.", "Türkiye", "country", "TUR"),
    ],
)
def test_bodies_and_countries(text: str, name: str | None, kind: str, country: str | None) -> None:
    found = entities(text)
    entity = found[name] if name else next(e for e in found.values() if e.entity_type == kind)
    assert (entity.entity_type, entity.country_code) == (kind, country)


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("The Bank of China lent money.", "China"),
        ("Ships crossed the South China Sea.", "China"),
        ("A plant in Atlanta, Georgia, and one in Ohio opened.", "Georgia"),
        ("Michael Jordan spoke.", "Jordan"),
        ("It costs US$5 million.", "United States"),
        ("Volumes fell. The volumes were low.", "Volumes"),
        ("Quarx (NYSE: QRX) agreed to buy it.", "NYSE"),
    ],
)
def test_names_inside_others_and_common_words_are_nobody(text: str, absent: str) -> None:
    assert absent not in entities(text)


ARTICLE = (
    "US Treasury Secretary Orla Quist met Chinese Vice Premier Bao Lin in Geneva on Monday. "
    "Quist said the two sides had agreed on a date. The secretary thanked her Chinese counterpart. "
    "Bao said he would go. Washington and Beijing have yet to name a place. "
    "Chinese officials spoke of an offtake agreement with Northwind Lithium Ltd, the Australian miner. "
    "Northwind declined to comment. The company is US-backed."
)


@pytest.mark.parametrize(
    ("name", "words", "form"),
    [
        ("Orla Quist", "US Treasury Secretary Orla Quist", "name"),
        ("Orla Quist", "Quist", "short"),
        ("Orla Quist", "The secretary", "office"),
        ("Orla Quist", "the two sides", "nominal"),
        ("Bao Lin", "Chinese Vice Premier Bao Lin", "name"),
        ("Bao Lin", "Bao", "short"),
        ("Bao Lin", "the two sides", "nominal"),
        ("Bao Lin", "he", "pronoun"),
        ("United States", "Washington", "capital"),
        ("China", "Beijing", "capital"),
        ("China", "Chinese", "demonym"),
        ("Northwind Lithium Ltd", "Northwind", "short"),
        ("Northwind Lithium Ltd", "The company", "nominal"),
    ],
)
def test_references(name: str, words: str, form: str) -> None:
    assert (words, form) in mentions(ARTICLE, name)


def test_city_is_no_government() -> None:
    text = "They met in Washington. He flew to Beijing. The talks were held in London and Paris."
    assert read(text)[1] == ()


def test_qualifier_is_marked() -> None:
    _, spans = read(ARTICLE)
    assert [ARTICLE[m.start : m.end] for m in spans if m.rule == "hyphen-modifier"] == ["US-backed"]


def test_names_without_a_parse() -> None:
    found, _ = read(ARTICLE, parse=False)
    assert {"Orla Quist", "Bao Lin", "Northwind Lithium Ltd"} <= {entity.name for entity in found}


def test_fuller_name_wins_wherever_it_stands() -> None:
    text = "Quist spoke first. Secretary of State Orla M. Quist then left. Orla Quist returned."
    assert [(e.name, e.aliases) for e in read(text)[0] if e.entity_type == "person"] == [
        ("Orla M. Quist", ("Quist", "Orla Quist"))
    ]


def test_shared_office_goes_country_by_country() -> None:
    found = entities("Anna Berg and Niels Holm, the foreign ministers of Norway and Denmark, see Peter Brown.")
    assert (found["Anna Berg"].country_code, found["Niels Holm"].country_code) == ("NOR", "DNK")


def test_counterpart_takes_the_office() -> None:
    found = entities("Energy Minister Anna Berg of Norway met her Brazilian counterpart, Paulo Reis.")
    assert (found["Paulo Reis"].office, found["Paulo Reis"].country_code) == ("Energy Minister", "BRA")


def test_deterministic() -> None:
    assert read(ARTICLE) == read(ARTICLE)


PIECES = st.sampled_from(
    [
        "US", "U.S.", "China's", "Chinese", "Foreign", "Minister", "of", "Mines", "and", "Energy", "Anna", "Berg", ",",
        "the", "President", "Xi", "Mr.", "Acme", "Mining", "Ltd.", "(ASX: ACM)", "Republic", "Korea", "-based",
        "EU-U.S.",
                "Washington", "both", "sides", "he", "their", "company", "von", "der", "al-", "“",
        "”", ".", "\n\n", "G7", "’s",
        "Bank", "for", "J.", "İ", "é", "—", "/", "&", "'", "counterpart", "ministers",
    ]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_spans_lie_in_the_text_and_in_order(text: str) -> None:
    found, spans = read(text, parse=False)
    at = 0
    for mention in spans:
        assert at <= mention.start < mention.end <= len(text)
        assert mention.start <= mention.core[0] < mention.core[1] <= mention.end
        assert mention.entities
        assert all(0 <= index < len(found) for index in mention.entities)
        at = mention.end
    for entity in found:
        assert entity.name
        assert entity.represents is None or 0 <= entity.represents < len(found)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
@example("Lula met the Ministry of Trade, Industry and")
def test_any_text_is_survived(text: str) -> None:
    read(text, parse=False)
    words = read_words(text)
    assert all(text[w.start : w.end] == w.text for w in words)
    assert all(left.end <= right.start for left, right in pairwise(words))
    hits = find_hits(text)
    assert all(left.end <= right.start for left, right in pairwise(hits))


def test_long_lines_cost_little() -> None:
    text = "Acme " * 4000 + "of the " * 4000 + "Minister " * 4000
    assert read(text, parse=False)[1] is not None
