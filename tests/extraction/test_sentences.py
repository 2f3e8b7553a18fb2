"""Sentences: where they end, that they cover the text in order, and which are worth a parse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extraction import sentences
from pipeline.records import CleanText, Paragraph


def clean(text: str) -> CleanText:
    paragraphs, at = [], 0
    for part in text.split("\n\n"):
        if part:
            paragraphs.append(Paragraph(at, at + len(part), "body"))
        at += len(part) + 2
    return CleanText(text, ((0, 0, len(text)),), tuple(paragraphs))


def pieces(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences.split(clean(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."]),
        ("The U.S. Treasury agreed. It paid.", ["The U.S. Treasury agreed.", "It paid."]),
        ("They met in the U.S. The talks went well.", ["They met in the U.S.", "The talks went well."]),
        ("Mr. Okoro met Dr. A. B. Varga on Feb. 3 in St. Gallen.", None),
        ("Acme Corp. signed with Beta Inc. on Monday.", None),
        ("It bought Beta Inc. The price was low.", ["It bought Beta Inc.", "The price was low."]),
        ("Donald J. Doe spoke.", None),
        ("Lot No. 7 was sold.", None),
        ("It costs 1.5 billion. That is much.", ["It costs 1.5 billion.", "That is much."]),
        ("“We agree.” She left.", ["“We agree.”", "She left."]),
        ("“Will it hold?” he asked.", None),
        ("It met approx. 40 people, e.g. Mr. X and others.", None),
        ("First.\n\nSecond.", ["First.", "Second."]),
        ("No stop at all", None),
    ],
)
def test_split(text: str, expected: list[str] | None) -> None:
    assert pieces(text) == ([text] if expected is None else expected)


def test_paragraph_and_kind_are_kept() -> None:
    text = "Title here\n\nBody one. Body two."
    source = CleanText(text, (), (Paragraph(0, 10, "title"), Paragraph(12, len(text), "body")))
    assert [(s.paragraph, s.kind) for s in sentences.split(source)] == [(0, "title"), (1, "body"), (1, "body")]


@given(st.text(alphabet="Ab. !?”\"'\nU.S1é-—", max_size=400))
def test_sentences_lie_in_order_within_the_text(text: str) -> None:
    at = 0
    for sentence in sentences.split(clean(text)):
        assert at <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        at = sentence.end


@given(st.text(alphabet="Ab. !?”\n", max_size=300))
def test_no_word_is_lost(text: str) -> None:
    assert "".join("".join(pieces(text)).split()) == "".join(text.split())


def test_a_line_without_end_is_cut_in_linear_time() -> None:
    text = "word " * 200_000
    found = sentences.split(clean(text))
    assert max(s.end - s.start for s in found) <= sentences.MAX_SENTENCE_CHARS


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The ministers met on Monday.", True),
        ("The metal is soft and methods vary.", False),
        ("Acme signed an offtake agreement.", True),
        ("Prices rose again in spring.", False),
        ("On one side sat Anna Kovacs and Peter Brown of Beta Works.", True),
        ("The export trade crosses the mountains.", False),
        ("The company completed a financing round.", True),
        ("It drew on both of its credit facilities.", True),
        ("The boxers went one more round.", False),
    ],
)
def test_worth_parsing(text: str, wanted: bool) -> None:
    split = sentences.split(clean(text))
    assert sentences.worth_parsing(text, split) == ((0,) if wanted else ())


def test_worth_parsing_keeps_order_and_offsets_under_odd_case_folding() -> None:
    text = "İİİİ nothing here. The two sides met. Nothing. They signed a deal."
    split = sentences.split(clean(text))
    wanted = sentences.worth_parsing(text, split)
    assert [text[split[i].start : split[i].end] for i in wanted] == ["The two sides met.", "They signed a deal."]
