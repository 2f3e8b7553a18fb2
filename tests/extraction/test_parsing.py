"""The parser protocol as spaCy fills it: offsets, one tree, the same analysis on every run."""

from __future__ import annotations

import pytest

from pipeline.extraction import parsing
from pipeline.extraction.model_names import shown_as
from pipeline.extraction.parsing import SpacyParser, spacy_parser

SENTENCES = [
    ("The two ministers met in Oslo on Monday.", 0),
    ("Acme Works Inc. will buy 40% of Beta. It said so.", 120),
    ("No.", 900),
    ("Zdravka Plitvicka and Obadele Munroe signed a deal.", 1000),
]


def test_offsets_and_heads() -> None:
    for (text, offset), parse in zip(SENTENCES, spacy_parser().parse(SENTENCES), strict=True):
        for index, token in enumerate(parse.tokens):
            assert text[token.start - offset : token.end - offset] == token.text
            assert 0 <= token.head < len(parse.tokens)
            assert index == token.head or index in parse.children[token.head]
        assert sum(token.head == i for i, token in enumerate(parse.tokens)) == 1


def test_a_sentence_reads_the_same_alone_and_in_a_batch() -> None:
    parser = spacy_parser()
    together = parser.parse(SENTENCES)
    assert [parser.parse([sentence])[0] for sentence in SENTENCES] == together


def test_empty_batch() -> None:
    assert spacy_parser().parse([]) == []


@pytest.mark.parametrize(
    ("word", "lemma", "pos"), [("met", "meet", "VERB"), ("ministers", "minister", "NOUN"), ("Oslo", "Oslo", "PROPN")]
)
def test_lemma_and_part_of_speech(word: str, lemma: str, pos: str) -> None:
    tokens = spacy_parser().parse(SENTENCES[:1])[0].tokens
    assert [(t.lemma, t.pos) for t in tokens if t.text == word] == [(lemma, pos)]


@pytest.mark.parametrize("metal", ["tungsten", "manganese", "phosphate", "copper"])
def test_metals_are_nouns(metal: str) -> None:
    text = f"Norrland Mining has acquired the Larch {metal} mine from Kestrel Metals."
    (parse,) = spacy_parser().parse([(text, 0)])
    mine = next(t for t in parse.tokens if t.text == "mine")
    assert [t.tag for t in parse.tokens if t.text == metal] == ["NN"]
    assert parse.tokens[mine.head].text == "acquired"


@pytest.mark.parametrize(
    "name", ["Trump", "Tshisekedi", "Albanese", "Starmer", "Pakistan", "Gécamines", "Chemaf", "Iliescu", "Holm"]
)
@pytest.mark.parametrize("verb", ["hosts", "hails", "praises", "welcomes"])
def test_an_unknown_name_at_the_head_is_a_name(name: str, verb: str) -> None:
    (parse,) = spacy_parser().parse([(f"{name} {verb} leaders of five states at the palace", 0)])
    head, told = parse.tokens[:2]
    assert (head.text, head.tag, head.dep, head.head) == (name, "NNP", "nsubj", 1)
    assert (told.text, told.dep) == (verb, "ROOT")


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("Tshisekedi", "name"),
        ("Norrland", "name"),
        ("Securityholders", "word"),
        ("Whenever", "word"),
        ("Seen", "word"),
        ("Children", "word"),
        ("Ministers", "word"),
        ("Decarbonised", "word"),
        ("tantalum", "word"),
        ("KoBold", "word"),
        ("Vale", "word"),
    ],
)
def test_which_words_are_shown_as_a_name(word: str, read: str) -> None:
    parser = spacy_parser()
    parser.parse([(word, 0)])
    assert isinstance(parser, SpacyParser)
    assert (shown_as(word, parser._common) != word) == (read == "name")


def test_the_label_of_a_line_stays_as_it_is() -> None:
    (parse,) = spacy_parser().parse([("Caputo: “We are nearly there”", 0)])
    assert next(t.text for t in parse.tokens if t.dep == "ROOT") == "are"


def test_labels_where_no_lexicon_knows_the_name() -> None:
    parse = spacy_parser().parse(SENTENCES[3:])[0]
    assert any(token.entity for token in parse.tokens)


def test_a_model_that_has_seen_too_many_words_is_loaded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    parser = SpacyParser()
    before = parser.parse(SENTENCES)
    words = len(parser._nlp.vocab)
    monkeypatch.setattr(parsing, "MOST_WORDS", words - 1)
    assert parser.parse(SENTENCES) == before
    parser.parse([("Qwxz Vbnm Ghjkl Rtyu.", 0)])
    assert len(parser._nlp.vocab) < words


def test_a_relation_left_out_changes_no_part_of_speech(monkeypatch: pytest.MonkeyPatch) -> None:
    asking = [
        ("That is what has been agreed; they have mines and do that, but we did it before it had been asked.", 0),
        ("If this had not been so, all those who have it would have met me, as you and I were to do.", 0),
        *SENTENCES,
    ]
    reduced = SpacyParser().parse(asking)
    left_out = {word for word, _, relation in _asked(asking) if relation == "dep"}
    assert {"mines", "agreed"} <= left_out
    assert not {"That", "have"} & left_out
    monkeypatch.setattr(parsing._Relations, "asked", lambda _self, _word, _tag, relation: relation or "dep")
    assert SpacyParser().parse(asking) == reduced


def _asked(sentences: list[tuple[str, int]]) -> set[tuple[str, str, str]]:
    """The combinations that a new parser asks its rules for."""
    parser = SpacyParser()
    parser.parse(sentences)
    return set(parser._lemmas)
