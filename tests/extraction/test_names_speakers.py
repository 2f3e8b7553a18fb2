"""Who speaks, what reports, and which part of a name stands alone."""

from __future__ import annotations

import re

import pytest

from pipeline.extraction import names, sentences
from pipeline.extraction.document import Entity, NameMention
from pipeline.extraction.names import family_name
from pipeline.records import Article, CleanArticle, CleanText, Paragraph


def read(
    text: str, title: str | None = None, url: str | None = None
) -> tuple[tuple[Entity, ...], tuple[NameMention, ...]]:
    paragraphs = [Paragraph(m.start(), m.end(), "body") for m in re.finditer(r"[^\n]+", text)]
    article = Article("0" * 16, "a.txt", text, title=title, url=url)
    source = CleanArticle(article, (), CleanText(text, ((0, 0, len(text)),), tuple(paragraphs)))
    split = sentences.split(source.clean)
    return names.find_names(source, split, (None,) * len(split))


def who(text: str, word: str, title: str | None = None, url: str | None = None) -> list[str]:
    """Names of whom the mentions written `word` mean, in order."""
    entities, mentions = read(text, title, url)
    return [entities[e].name for m in mentions if text[m.start : m.end] == word for e in m.entities]


BRIEFING = (
    "MR. HOLM: Good morning. I met with Chinese Foreign Minister Bao Lin in Geneva.\n\n"
    "Q Jen, did the President call him?\n\n"
    "MR. HOLM: I would leave that to others. I spoke with him twice."
)
GOV = "https://www.example.gov/briefings/1"


@pytest.mark.parametrize(
    ("text", "title", "word", "meant"),
    [
        (BRIEFING, "Press Briefing by National Security Advisor Peter Holm, March 2, 2023", "I", ["Peter Holm"] * 2),
        (
            "THE PRESIDENT: Hello. Today I met with Prime Minister Kishida.",
            "Remarks by President Marlow on Minerals",
            "I",
            ["Marlow"],
        ),
        (
            "THE PRESIDENT: Hello. Today I met with Prime Minister Kishida.",
            "Remarks by President Marlow on Minerals",
            "THE PRESIDENT",
            ["Marlow"],
        ),
        ("Today I signed the law.", "Statement from Prime Minister Anna Berg on Lithium", "I", ["Anna Berg"]),
        ("Today I signed the law.", "Lithium prices rise", "I", []),
        ("Q Do I get a turn?\n\nMR. HOLM: Yes.", "Remarks by Ambassador Peter Holm", "I", []),
    ],
)
def test_first_person(text: str, title: str, word: str, meant: list[str]) -> None:
    assert who(text, word, title, GOV) == meant


def test_questions_are_asked_by_nobody() -> None:
    entities, _ = read(BRIEFING, "Press Briefing by National Security Advisor Peter Holm", GOV)
    assert not [entity.name for entity in entities if entity.name.startswith(("Q ", "Jen"))]


@pytest.mark.parametrize(
    ("url", "country"),
    [("https://www.example.gov/a", "USA"), ("https://minister.example.gov.au/a", "AUS"), ("https://a.gc.ca/x", "CAN")],
)
def test_offices_are_the_publishing_governments(url: str, country: str) -> None:
    text = "Iran and Oman held talks. Iran said little. Special Envoy Peter Holm took part for us."
    entities, _ = read(text, url=url)
    assert next(entity for entity in entities if entity.name == "Peter Holm").country_code == country


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First Lady Jill Biden spoke. President Biden left.", {"Jill Biden", "Biden"}),
        (
            "President Biden left. Jill Biden spoke. President Biden is back. I know who Joe Biden is.",
            {"Jill Biden", "Joe Biden"},
        ),
        ("Mrs. Anna Berg spoke. Mr. Berg left with her.", {"Anna Berg", "Berg"}),
        ("Donald J. Trump spoke. President Trump left.", {"Donald J. Trump"}),
        ("Joseph R. Biden, Jr. spoke. President Biden left.", {"Joseph R. Biden"}),
    ],
)
def test_namesakes(text: str, expected: set[str]) -> None:
    assert {entity.name for entity in read(text)[0] if entity.entity_type == "person"} == expected


@pytest.mark.parametrize(
    ("text", "word", "media"),
    [
        ("Acme Mining Ltd. chief executive Anna Berg told Reuters on Monday.", "Reuters", True),
        ("Anna Berg told the Metals Courier Daily on Monday.", "Metals Courier Daily", True),
        ("Acme Mining Ltd. told Borealis Nickel Corp. on Monday.", "Borealis Nickel Corp.", False),
    ],
)
def test_media(text: str, word: str, media: bool) -> None:
    rules = {m.rule for m in read(text)[1] if text[m.start : m.end] == word}
    assert not rules or (rules == {"media"}) is media


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Acme Holdings (Australia) Pty Ltd signed the deal.", "Acme Holdings (Australia) Pty Ltd"),
        ("The ShiftBorealis Nickel Corp. made. A shift came. Borealis Nickel Corp. drilled.", "Borealis Nickel Corp."),
        ("Borealis Rare Metals Inc. (TSXV: BRM) drilled. Later BRM sold.", "Borealis Rare Metals Inc."),
    ],
)
def test_companies_whole(text: str, name: str) -> None:
    companies = [entity.name for entity in read(text)[0] if entity.entity_type == "company"]
    assert companies == [name]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Xi Jinping", "Xi"),
        ("Wang Yi", "Wang"),
        ("Lee Jae-myung", "Lee"),
        ("Lee Jae Myung", "Lee"),
        ("Lai Ching-te", "Lai"),
        ("Kishida Fumio", "Kishida"),
        ("Fumio Kishida", "Kishida"),
        ("Bruce Lee", "Lee"),
        ("Kim Beazley", "Beazley"),
        ("Donald J. Trump", "Trump"),
        ("Ferdinand R. Marcos Jr.", "Marcos"),
        ("Joseph R. Biden, Jr.", "Biden"),
        ("Ursula von der Leyen", "von der Leyen"),
        ("Mohammed bin Salman", "bin Salman"),
        ("Linda Thomas-Greenfield", "Thomas-Greenfield"),
        ("Nicolas FORISSIER", "Forissier"),
        ("Modi", "Modi"),
        ("", ""),
    ],
)
def test_family_name(name: str, family: str) -> None:
    assert family_name(name) == family


RELEASE = (
    "Acme Mining Ltd. (ASX: ACM) has bought a stake in Borealis Nickel Corp. from Zenith Metals Inc. "
    "Zenith Metals Inc. keeps the rest. The Company will pay in shares."
)


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        (RELEASE, "The Company", ["Acme Mining Ltd."]),
        (RELEASE.replace("(ASX: ACM) ", "").replace("from Zenith", "(“the Company”) from Zenith"), "The Company",
         ["Borealis Nickel Corp."]),
        ("Anna Berg met Peter Holm. The latter left.", "The latter", ["Peter Holm"]),
        ("Anna Berg, Peter Holm and Paul Brown met. The trio left.", "The trio",
         ["Anna Berg", "Peter Holm", "Paul Brown"]),
    ],
)  # fmt: skip
def test_who_is_meant(text: str, word: str, meant: list[str]) -> None:
    assert who(text, word) == meant


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Acme Mining Ltd. (ASX: ACM) (OTCQX: ACMF), a leading Chilean producer of lithium, drilled.", "CHL"),
        ("Acme Mining Ltd. (ASX: ACM), a lithium explorer based in Perth, drilled.", "AUS"),
        ("Vancouver, B.C.-based Acme Mining Ltd. drilled.", "CAN"),
    ],
)
def test_country_of_a_listed_company(text: str, country: str) -> None:
    assert [entity.country_code for entity in read(text)[0] if entity.name == "Acme Mining Ltd."] == [country]


def test_two_who_were_named_long_before_in_a_briefing_are_not_the_two_leaders() -> None:
    between = "".join(f"Q Question {n}?\n\nMR. HOLM: That is for others to say.\n\n" for n in range(20))
    opening = "MR. HOLM: Senators Anna Berg and Peter Webb wrote a law on lithium.\n\n"
    told = "Q What of the summit?\n\nMR. HOLM: The two leaders will meet in person."
    assert who(opening + told, "The two leaders", "Press Briefing by Jon Holm", GOV) == ["Anna Berg", "Peter Webb"]
    assert who(opening + between + told, "The two leaders", "Press Briefing by Jon Holm", GOV) == []
