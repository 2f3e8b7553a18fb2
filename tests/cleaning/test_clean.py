"""Cleaning tells lines apart, keeps offsets, and never fails."""

from __future__ import annotations

import time
from datetime import date
from itertools import accumulate

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.cleaning import assemble, clean
from pipeline.cleaning.lines import lines_of, wrap_width
from pipeline.records import Article, CleanArticle

STORY = (
    "LIMA, March 3 (Andes Wire) - Peru and Chile agreed on Tuesday to share the cost of a copper refinery, "
    "two officials said after a day of talks in the capital.",
    "The plant would take ore from both sides of the border, and work on it could begin within two years.",
)


def article(text: str, **fields: object) -> Article:
    return Article("0" * 16, "story.txt", text, **fields)  # type: ignore[arg-type]


def cleaned(*lines: str) -> CleanArticle:
    return clean(article("\n\n".join(lines)))


def kind_of(result: CleanArticle, line: str) -> str:
    return next(s.kind for s in result.segments if result.article.text[s.start : s.end] == line.strip())


HEAD = [
    ("Home > Business > Mining", "navigation"),
    ("Skip to main content", "navigation"),
    ("We use cookies to improve this site. Accept all", "navigation"),
    ("By Ana Quispe", "byline"),
    ("Published 3 March 2026, 09:40", "byline"),
    ("4 min read", "byline"),
    ("Ore trucks near Tacna. (Photo: Andes Wire)", "caption"),
    ("![trucks](https://example.com/a.jpg)", "caption"),
    ("Søren Kjærgaard", "byline"),
    ("Ana-Maria Ionescu and Piotr Wiśniewski", "byline"),
    ("Laura Blackwood, Energy Editor", "byline"),
    ("Von Jonas Weidner und Lea Brandt, Frankfurt", "byline"),
    ("Par Élodie Marchand (à Kinshasa)", "byline"),
    ("Text: Johan Ek", "byline"),
    ("Redacción Economía", "byline"),
    ("From Jakarta, Rini Hartati", "byline"),
    ("4. 5. 2026, 9:15", "byline"),
    ("4 de mayo de 2026", "byline"),
    ("OTTAWA, May 4 (Northwire)", "byline"),
    ("Kuva: Aino Laine / Pohjola", "caption"),
    ("Energy minister Rosa Paz, right, with her guest at the refinery in Tacna.", "caption"),
    ("The two ministers sign the paper in Lima on Monday. Handout", "caption"),
    ("Etusivu · Talous · Kaivokset", "navigation"),
    ("HOME   NEWS   MINING   E-EDITION", "navigation"),
    ("title: Peru and Chile share a refinery", "metadata"),
    ("ADVERTISEMENT", "ad"),
    ("compiled by Ana Paz and Tom Berg", "byline"),
    ("Copper Courier desk 14.3. 8:05", "byline"),
    ("ASX:KML | A$0.112 | +3.1%", "navigation"),
    ("Auto-compiled 2026-03-11T08:30 from company filings", "byline"),
    ("Ana Paz · Published 7:12 a.m. ET · Last updated 8:40 a.m. ET", "byline"),
]
BETWEEN = [
    ("ADVERTISEMENT", "ad"),
    ("READ MORE: Why copper is dear this year", "related"),
    ("Sign up for our daily newsletter", "subscription"),
    ("![](https://example.com/b.png)", "caption"),
    ("Story continues below advertisement", "ad"),
    ("Läs också: Därför är kobolt dyrt", "related"),
    ("Explainer: Why copper is dear this year", "related"),
    ("Winter boots from £49.99 at Bramleys, this week only", "ad"),
    ("Metals Week Live returns to Zurich on 12 May. Book your place.", "ad"),
    ("Zinc Tracker: see every smelter outage before the market does.", "ad"),
    ("Seguros de coche desde 19 € al mes", "ad"),
    ("Kurtka zimowa taniej o połowę w sklepach Nordia", "ad"),
    ("Webinar: Hard rock after the crash, 9 April, 10 a.m.", "ad"),
    ("Audio: The Ore Hour (Radio Peru, 9m 20s)", "caption"),
    ("Read our analysis of the port strike here", "related"),
    ("Enjoying the Courier? Upgrade to Courier Plus.", "subscription"),
    ("All of the Courier for £4.99 a month", "subscription"),
    ("Courier digital: 12 euros a month", "subscription"),
    ("The deputy minister in her office. ©Courier/P. Rojas", "caption"),
]
TAIL = [
    ("(Reporting by the Lima newsroom; editing by Rosa Paz)", "byline"),
    ("© 2026 Andes Wire. All rights reserved.", "disclaimer"),
    ("This article is for information only and does not constitute investment advice.", "disclaimer"),
    ("Tags: copper, Peru, Chile", "navigation"),
    ("Comments (12)", "navigation"),
    ("Share this article", "navigation"),
    ("Follow us on LinkedIn", "subscription"),
    ("Media contact: Rosa Paz, +51 1 555 0100", "contact"),
    ("Nine charts that explain the cobalt glut", "related"),
    ("Share prices: how cobalt miners fared this week", "related"),
    ("Nothing in this article is a recommendation to buy or sell.", "disclaimer"),
    ("Views are the author's own.", "disclaimer"),
    ("The columnists own no shares in the companies named.", "disclaimer"),
    ("Copying is permitted within the licence of the reader's employer.", "disclaimer"),
    ("Reach the reporter at 555-0142.", "byline"),
    ("Jeanne Petit writes on mines and money.", "byline"),
    ("About the Barometer: we ask 90 buyers each week.", "about"),
    ("Did a friend forward this? Subscribe for free.", "subscription"),
    ("-ENDS-", "navigation"),
    ("\\###", "navigation"),
    ("[Original/Source Press Release](https://example.com/x)", "disclaimer"),
    ("The post Peru and Chile agree appeared first on citydesk.", "disclaimer"),
    ("The interview was conducted in Spanish and has been edited for length.", "disclaimer"),
    ("Words: Ana Paz and Tom Berg. Graphics: Kim Soo.", "byline"),
    ("Companies in this story: (TSX: KML)", "navigation"),
    ("The Courier is free because readers chip in.", "subscription"),
    ("It makes mistakes. DYOR.", "disclaimer"),
]


@pytest.mark.parametrize(("line", "kind"), HEAD)
def test_residue_before_the_story(line: str, kind: str) -> None:
    result = cleaned("Peru and Chile to share a copper refinery", line, *STORY)
    assert kind_of(result, line) == kind
    assert [result.clean.text[p.start : p.end] for p in result.clean.paragraphs if p.kind == "body"] == list(STORY)


@pytest.mark.parametrize(("line", "kind"), BETWEEN)
def test_residue_inside_the_story(line: str, kind: str) -> None:
    result = cleaned("Peru and Chile to share a copper refinery", STORY[0], line, STORY[1])
    assert kind_of(result, line) == kind
    assert STORY[1] in result.clean.text


@pytest.mark.parametrize(("line", "kind"), TAIL)
def test_residue_after_the_story(line: str, kind: str) -> None:
    result = cleaned("Peru and Chile to share a copper refinery", *STORY, line)
    assert kind_of(result, line) == kind
    assert STORY[1] in result.clean.text


@pytest.mark.parametrize(
    "sentence",
    [
        "The newspaper said it had lost a tenth of its subscribers since it asked readers to sign up for a newsletter.",
        "The company cut its advertising budget by half and stopped its podcast, three people familiar with it said.",
        "Regulators fined the firm because a disclaimer in its forward-looking statements had misled investors.",
        "“You have to read more than the headline,” the minister told reporters, who had asked about cookies and cake.",
        "About 300 tonnes of tungsten left the port in March, and the ministry said it would follow the cargo closely.",
        "(c) a reduction in exports of copper to the other Party, where the Parties have agreed on it in writing; or",
        "She said the related stories in the local press were untrue, and that she would share the documents in May.",
        "It agreed to supply the refiner with 8,000 tonnes a year.",
        "The mine will bring in $300 million a year from 2028.",
        "It signed a letter of intent to sell 500 tonnes a month to a smelter in Ilo.",
        "Contact between the two armies broke off in June, when a call between their commanders was cancelled twice.",
    ],
)
def test_sentences_about_residue_stay(sentence: str) -> None:
    result = cleaned("Peru and Chile to share a copper refinery", STORY[0], sentence, STORY[1])
    assert kind_of(result, sentence) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Lusaka and Ottawa",
        "Why now?",
        "Chile's turn: join or wait",
        "Gold from $3,000 to $4,000",
        "Analysis of the ore",
        "Sociedad Química y Minera de Chile",
        "Tonnage grew to 4,500. Order books are full.",
        "Buyers came from China. Start of work is set for May.",
        "The author of the bill, Senator Paul Tembo, said it would pass.",
        "In some towns they are paying $4.50 a gallon.",
    ],
)
def test_short_lines_of_the_story_stay(line: str) -> None:
    assert line in cleaned("Peru and Chile to share a copper refinery", STORY[0], line, STORY[1]).clean.text


@pytest.mark.parametrize(
    "line",
    [
        "Nobody left until 10.",
        "The bank holds no shares in the miner.",
        "The company's views are not known.",
        "Grupo Arauca reports on Thursday.",
        "Talks go on.",
    ],
)
def test_last_sentences_of_the_story_stay(line: str) -> None:
    assert line in cleaned("Peru and Chile to share a copper refinery", *STORY, line).clean.text


@pytest.mark.parametrize(
    "deck",
    [
        "Zambia signs, Canada pays",
        "Rio Tinto, BHP eye Zambia",
        "Cobalt Refinery Wins Backers",
        "Also: a tin strike ends",
    ],
)
def test_decks_stay(deck: str) -> None:
    assert deck in cleaned("Peru and Chile to share a copper refinery", deck, *STORY).clean.text


def test_a_teaser_heading_turns_the_headlines_after_it() -> None:
    teasers = ["Prices of tin fall for a fourth week", "Strike at a zinc smelter in Oruro enters its second month"]
    result = cleaned("Peru and Chile to share a copper refinery", *STORY, "You may also like", *teasers)
    assert [kind_of(result, line) for line in teasers] == ["related", "related"]


def test_an_about_heading_turns_the_paragraphs_after_it_until_a_new_section() -> None:
    about = "Andes Copper S.A. runs two mines in the south of Peru. It was founded in 1971 and sits in Arequipa."
    more = "The mines lie 4,000 metres above the sea, and their concentrate goes to smelters in Asia by way of Ilo."
    result = cleaned(
        "# Andes Copper signs a supply contract",
        *STORY,
        "About Andes Copper S.A.",
        about,
        more,
        "Contact Details",
        "Ana Paz",
    )
    assert [kind_of(result, line) for line in (about, more)] == ["about", "about"]
    assert kind_of(result, "Ana Paz") == "contact"


def test_a_disclaimer_runs_to_its_end() -> None:
    lines = [
        "This press release contains forward-looking statements, which are subject to risks. Results may differ.",
        "Such risks are described in the reports of the company, which readers should study with due care.",
    ]
    result = cleaned("# Andes Copper signs a supply contract", *STORY, "Forward-Looking Statements", *lines)
    assert {kind_of(result, line) for line in lines} == {"disclaimer"}


WRAPPED = """---
date: '2024-03-22'
title: "Statement on the Visit of the President of Chile to the Capital and on\\
  \\ Minerals"
---

The President will welcome the President of Chile on April 15 to talk
about copper and lithium.  They will also speak of energy, and of the
work of [the council](https://example.com/a/very/long/address/that/does/not/fit/into/a/line)
on supply
chains.

-   A first point, which runs on over the end of a line and into the
    next one.
-   A second point.

**<u>NEXT STEPS</u>**

1\\.  Officials meet in May.

\\###
"""


def test_a_short_notice_of_one_width_is_wrapped() -> None:
    rows = [
        "The Minister of Mines today announced the designation of a Joint",
        "Delegation to attend the Inauguration of Her Excellency the new",
    ]
    rows = [*rows, "president of Chile on May 3."]
    assert wrap_width("\n".join(rows), _spans(rows)) > 0
    menu = [
        "The Minister of Mines today",
        "Delegation to attend the Inauguration of Her Excellency the new",
        "president",
    ]
    assert wrap_width("\n".join(menu), _spans(menu)) == 0


def _spans(rows: list[str]) -> list[tuple[int, int]]:
    ends = list(accumulate(len(row) + 1 for row in rows))
    return [(end - len(row) - 1, end - 1) for row, end in zip(rows, ends, strict=True)]


def test_hard_wraps_are_joined_and_markup_is_taken_off() -> None:
    result = clean(article(WRAPPED))
    paragraphs = [result.clean.text[p.start : p.end] for p in result.clean.paragraphs]
    assert paragraphs == [
        "The President will welcome the President of Chile on April 15 to talk about copper and lithium. "
        "They will also speak of energy, and of the work of the council on supply chains.",
        "A first point, which runs on over the end of a line and into the next one.",
        "A second point.",
        "NEXT STEPS",
        "1. Officials meet in May.",
    ]
    assert result.article.title == ("Statement on the Visit of the President of Chile to the Capital and on Minerals")
    assert (result.article.published_date, result.article.published_date_source) == (date(2024, 3, 22), "front_matter")
    assert {s.kind for s in result.segments[:5]} == {"metadata"}


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("The [ministry](https://example.com/a_(b)) said **so** and *so*.", "The ministry said so and so."),
        ("A &amp; B signed a &#8220;deal&#8221;.", "A & B signed a “deal”."),
        ("Snake_case stays and 5 * 6 stays as well as it was.", "Snake_case stays and 5 * 6 stays as well as it was."),
        ("No\xa0break\u200b and zero\ufeff width were here before.", "No break and zero width were here before."),
        ("They donâ€™t mind the cafÃ© at all, said one of them.", "They don’t mind the café at all, said one of them."),
        ("\u200fRight to left\u200e marks go from the line too.", "Right to left marks go from the line too."),
        (
            "Two  spaces\tand a tab are one space each.",
            "Two spaces and a tab are one space each.",
        ),
        (
            "See <https://example.com/x> for what was agreed.",
            "See https://example.com/x for what was agreed.",
        ),
        ("Line one of it\\* has an escaped star, as they say.", "Line one of it* has an escaped star, as they say."),
    ],
)
def test_what_a_kept_line_reads_as(raw: str, plain: str) -> None:
    result = assemble(article(raw), [("body", "given")])
    assert result.clean.text == plain
    _check_offsets(result)


def test_a_drop_cap_goes_with_its_word() -> None:
    result = cleaned("Peru and Chile to share a refinery", "P", STORY[0].replace("LIMA, March 3 (Andes Wire) - P", ""))
    assert "Peru and Chile agreed on Tuesday" in result.clean.text
    _check_offsets(result)


def test_assemble_wants_a_kind_for_each_line() -> None:
    with pytest.raises(ValueError, match="2 lines"):
        assemble(article("one\ntwo"), [("body", "given")])


def test_a_capital_letter_city_and_agency_are_read() -> None:
    result = clean(article("\n\n".join(("A refinery for two", *STORY)), published_date=date(2026, 3, 4)))
    assert (result.dateline_city, result.dateline_date, result.agency) == ("Lima", date(2026, 3, 3), "Andes Wire")


def test_another_language_is_marked_not_misread() -> None:
    text = (
        "Le gouvernement a annoncé mardi que la mine de lithium ouvrirait avant la fin de l'année prochaine, "
        "après de longues négociations avec les communes voisines et les syndicats."
    )
    result = clean(article(text))
    assert (result.language, result.readable) == ("fr", False)


MENDED_SPACES = " \t\r\v\f\x1c\x1d\x1e\x1f\x85\xa0\n\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    chr(c) for c in range(0x2000, 0x200B)
)


def _check_offsets(result: CleanArticle) -> None:
    """Runs cover the text in order and every mapped character is the raw one, but for declared mends."""
    raw, text, runs = result.article.text, result.clean.text, result.clean.runs
    clean_at = raw_at = 0
    for start, raw_start, length in runs:
        assert length > 0
        assert start >= clean_at
        assert raw_start >= raw_at
        assert text[clean_at:start].strip() == ""
        for offset in range(length):
            shown, stood = text[start + offset], raw[raw_start + offset]
            mended = (shown == " " and stood in MENDED_SPACES) or stood == "&" or ord(stood) > 0x7F
            assert shown == stood or mended
        clean_at, raw_at = start + length, raw_start + length
    assert text[clean_at:].strip() == ""
    end = 0
    for paragraph in result.clean.paragraphs:
        assert paragraph.start >= end
        assert text[end : paragraph.start] in ("", "\n\n")
        assert "\n" not in text[paragraph.start : paragraph.end]
        end = paragraph.end
    assert end == len(text)


_BITS = st.sampled_from(
    [
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "  ",
        "**",
        "*",
        "_",
        "__",
        "# ",
        "- ",
        "1. ",
        "[a](http://b.c)",
        "![x](y)",
        "<b>",
        "</b>",
        "&amp;",
        "&",
        "\\",
        "\\#",
        "---",
        "<!-- -->",
        "<figure>",
        "About Us Inc.",
        "Sign up",
        "\u200b",
        "\xa0",
        "â€™",
        "Ã©",
        "\u202e",
        "\x00",
        "\x1b[31m",
        "Read more",
        "said the minister.",
        "Copper",
        "LIMA, May 3 -",
        "title: x",
        "É",
        "İ",
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_BITS, max_size=60).map("".join))


@settings(max_examples=300, deadline=None)
@given(_TEXTS)
@example("---\ntitle: 'a\n---\nb")
@example("İ sign up İ\n\nİİ newsletter")
@example("\u2028\u2028a")
def test_any_text_is_cleaned_with_true_offsets(text: str) -> None:
    result = clean(article(text))
    assert [(s.start, s.end) for s in result.segments] == lines_of(text)
    assert all(s.kept == (s.kind in {"title", "heading", "body"}) for s in result.segments)
    _check_offsets(result)
    assert clean(article(text)) == result


@settings(max_examples=200, deadline=None)
@given(_TEXTS)
def test_lines_are_the_non_blank_lines(text: str) -> None:
    assert [text[a:b] for a, b in lines_of(text)] == [line.strip() for line in text.split("\n") if line.strip()]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.from_regex(r"[A-Za-z0-9,.;]{1,12}( [A-Za-z0-9,.;]{1,12}){0,20}", fullmatch=True), min_size=1, max_size=8
    )
)
def test_every_kept_plain_character_is_reachable(lines: list[str]) -> None:
    text = "\n\n".join(lines)
    result = assemble(article(text), [("body", "given")] * len(lines))
    reached = {raw + i for _, raw, length in result.clean.runs for i in range(length)}
    markers = {i for i, character in enumerate(text) if character.isspace()}
    assert reached | markers == set(range(len(text)))


HOSTILE = {
    "one line": "word " * 200_000,
    "brackets": "[" * 400_000,
    "links": "[a](" * 100_000,
    "stars": "*" * 500_000,
    "angle": "<a " * 150_000,
    "entities": "&amp" * 100_000,
    "comments": "<!-- " * 100_000,
    "colons": "A: " * 150_000,
    "digits": "1 " * 250_000,
    "caps": "AB " * 150_000,
    "mojibake": "â€™Ã©" * 50_000,
    "controls": "\x00\x1b\u202e" * 100_000,
    "lines": "a\n" * 60_000,
    "short wraps": "aaaa bbbb\ncc dd ee ff\n" * 20_000,
    "mail": "a@" * 200_000,
    "phones": "+1 555 " * 80_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_take_linear_time(name: str) -> None:
    text = HOSTILE[name]
    start = time.process_time()
    clean(article(text))
    assert time.process_time() - start < 8
