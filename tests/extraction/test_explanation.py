import json
import re
import sys
from collections import Counter
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from pipeline.cleaning import clean
from pipeline.extraction.article import extract
from pipeline.extraction.explained_view import Mark, as_html, as_terminal, marks, marks_by_line, pieces
from pipeline.extraction.explanation import (
    Explained,
    ExplainedRecord,
    FieldReading,
    Ingredient,
    TurnedDown,
    explain_article,
)
from pipeline.extraction.view import as_terminal as extraction_as_terminal
from pipeline.records import Article, CleanArticle, CleanText, Evidence, Extraction, MineralMention, Segment

sys.path.insert(0, str(Path(__file__).parents[1] / "publishing"))
import web_browser

TEXT = """Ministers meet over lithium

Canada's Energy Minister Tim Hodgson met German Economy Minister Katherina Reiche in Berlin on August 26, 2025.
Canada and Germany signed a memorandum of understanding on lithium. Nobody met expectations on cobalt.

Subscribe to our newsletter!
"""
HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>\"'{{ 7*7 }}</title></script>\x1b]0;owned\x07\u202e&lt;b&gt;"
)


@pytest.fixture(scope="module")
def explained() -> Explained:
    article = Article("0" * 16, "a.txt", TEXT, date(2025, 8, 27), "metadata", "The Paper", "en-CA")
    return explain_article(clean(article))


@pytest.fixture(scope="module")
def hostile() -> Explained:
    """Hostile words wherever words of an article, or of its metadata, can stand."""
    text = f"{HOSTILE}\n{HOSTILE}"
    size = len(HOSTILE)
    lines = (Segment(0, size, "title", True, "r"), Segment(size + 1, len(text), "ad", False, "r"))
    article = Article("0" * 16, HOSTILE, text, None, "unknown", HOSTILE, None, None, HOSTILE)
    source = CleanArticle(article, lines, CleanText("", (), ()), dateline_city=HOSTILE)
    shown = (Evidence("record", 0, size, HOSTILE, 0.5),)
    told = FieldReading(HOSTILE, HOSTILE, (Evidence(HOSTILE, 3, size - 4, HOSTILE, 0.5),))
    return Explained(
        Extraction(source, True, (MineralMention("lithium", 8, 20, HOSTILE),)),
        (ExplainedRecord("deal", HOSTILE, 0.5, shown, (told,), (told,)),),
        (TurnedDown("meeting", 5, 30, HOSTILE, HOSTILE),),
        (Ingredient("name", 1, 9, HOSTILE, HOSTILE),),
    )


class Elements(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.attributes, self.json, self._in_json = Counter(), set(), "", False

    def handle_starttag(self, tag, attrs):
        self.tags[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        self._in_json = tag == "script" and ("type", "application/json") in attrs

    def handle_endtag(self, tag):
        self._in_json = False

    def handle_data(self, data):
        self.json += data if self._in_json else ""


def elements(page: str) -> Elements:
    parser = Elements()
    parser.feed(page)
    parser.close()
    return parser


def plain(view) -> str:
    console = Console(width=200, color_system=None)
    with console.capture() as captured:
        console.print(view)
    return captured.get()


def test_it_explains_what_extraction_gives(explained):
    assert explained.extraction == extract(explained.extraction.source)
    extraction = explained.extraction
    assert [r.title for r in explained.records] == [r.title for r in (*extraction.meetings, *extraction.deals)]
    assert {record.kind for record in explained.records} == {"meeting", "deal"}


def test_every_value_with_words_of_its_own_shows_them_and_the_rule(explained):
    meeting = explained.records[0]
    city = next(reading for reading in meeting.fields if reading.field == "city")
    assert city.value == "Berlin"
    assert [TEXT[e.start : e.end] for e in city.evidence] == ["Berlin"]
    assert all(e.rule and 0 <= e.confidence <= 1 for r in (*meeting.fields, *meeting.parties) for e in r.evidence)
    assert any("Katherina Reiche" in reading.value for reading in meeting.parties)


def test_what_nearly_fired_is_there_with_its_reason(explained):
    near = {(one.kind, TEXT[one.start : one.end]): one for one in explained.turned_down}
    assert "requirement" in near["meeting", "met"].reason
    recorded = {(e.start, e.end) for record in explained.records for e in record.shown}
    assert not recorded & {(one.start, one.end) for one in explained.turned_down}


def test_pieces_of_a_line_join_to_the_line_and_carry_every_mark(explained):
    found = marks(explained)
    seen = set()
    lines = explained.extraction.source.segments
    for line, here in zip(lines, marks_by_line(lines, found), strict=True):
        cut = list(pieces(TEXT, line, here))
        assert "".join(piece.text for piece in cut) == TEXT[line.start : line.end]
        seen |= {n for piece in cut for n in piece.marks}
    assert seen == set(range(len(found)))


def test_a_piece_carries_just_the_marks_that_cover_it():
    line = Segment(0, 10, "body", True, "r")
    spans = [(2, 5), (4, 8), (4, 4), (0, 10), (9, 30), (12, 14)]
    found = [Mark(start, end, "field", "x", "y", "r") for start, end in spans]
    (here,) = marks_by_line([line], found)
    position = 0
    for piece in pieces("0123456789", line, here):
        covering = {
            n for n, (start, end) in enumerate(spans) if start <= position and end >= position + len(piece.text)
        }
        assert set(piece.marks) == covering
        position += len(piece.text)
    assert position == 10


def test_the_terminal_shows_fields_rules_and_what_was_turned_down(explained):
    shown = plain(as_terminal(explained))
    for words in ("Berlin", "meetings.tie", "Turned down", "meets a requirement", "Katherina Reiche"):
        assert words in shown
    assert "Subscribe" not in shown


def test_the_page_holds_the_article_once_and_loads_nothing(explained):
    page = as_html(explained)
    assert page == as_html(explained)
    assert elements(page).tags["script"] == 2
    assert not re.search(r"https?://|src=|url\(", page)
    assert "Subscribe to our newsletter!" in page
    assert "Turned down" in page


def test_an_article_in_another_language_says_why_nothing_was_read():
    words = "Les ministres se sont réunis à Bruxelles pour parler du lithium et du cobalt avec leurs homologues. " * 4
    explained = explain_article(clean(Article("0" * 16, "f.txt", words)))
    assert explained.turned_down == ()
    assert "Not read: the language is fr" in as_html(explained)


def test_hostile_words_make_no_element_and_no_attribute(hostile, explained):
    page = as_html(hostile)
    mine, usual = elements(page), elements(as_html(explained))
    assert set(mine.tags) <= set(usual.tags)
    assert mine.attributes <= usual.attributes
    assert mine.tags["script"] == 2
    assert "\x1b" not in page
    assert "\u202e" not in page
    assert "{{" in page
    values = {mark["value"] for mark in json.loads(mine.json)}
    assert any(value.startswith("<script>alert(1)</script>") for value in values)


def test_hostile_words_cannot_steer_the_terminal(hostile, explained):
    for view in (as_terminal(hostile), extraction_as_terminal(hostile.extraction)):
        shown = plain(view)
        assert "\x1b" not in shown
        assert "\u202e" not in shown
        assert "\x07" not in shown
        assert "<script>" in shown


@pytest.mark.browser
@pytest.mark.skipif(web_browser.missing() is not None, reason=str(web_browser.missing()))
def test_in_a_browser_a_mark_tells_its_rule_and_hostile_words_do_nothing(explained, hostile, tmp_path):
    pages = [tmp_path / "fair.html", tmp_path / "hostile.html"]
    for page, content in zip(pages, (explained, hostile), strict=True):
        page.write_text(as_html(content), encoding="utf-8")
    hover = "document.querySelector('main mark.field').dispatchEvent(new MouseEvent('mouseenter'));"
    with web_browser.Browser(1200, 900) as browser:
        browser.open(pages[0].as_uri())
        told = browser.run(hover + "return document.getElementById('inspector').innerText")
        assert "meetings." in told
        assert browser.run("return document.querySelectorAll('.card.lit').length") == 1
        assert browser.run("return document.documentElement.scrollWidth <= window.innerWidth")
        browser.open(pages[1].as_uri())
        assert "<script>" in browser.run(hover + "return document.getElementById('inspector').innerText")
        assert browser.run("return document.images.length") == 0
        assert browser.log() == []
