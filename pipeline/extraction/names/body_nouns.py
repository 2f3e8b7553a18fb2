"""Nouns that point back to a body: "the ministry", "the Fund", "the union"."""

from __future__ import annotations

from pipeline.extraction.document import NameMention
from pipeline.extraction.names.body_words import body_nouns
from pipeline.extraction.names.gazetteer import fold
from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.resolver import Resolver

_POINTERS = frozenset({"the", "this"})
_GOES_ON = frozenset({"of", "for", "on"})


def _bears(draft: Draft, nouns: frozenset[str], kinds: frozenset[str]) -> bool:
    """Whether a name of the entity holds one of the words, where any are asked for."""
    return draft.kind in kinds and (
        not nouns
        or any(
            nouns & set(fold(name).replace("-", " ").split()) for name in (*draft.names, draft.key, draft.name) if name
        )
    )


def body_named(walker: Resolver, sentence: NamedSentence, at: int) -> NameMention | None:
    """The mention that "the NOUN" at word `at` makes of the body last named whose name holds the noun."""
    words = walker.words
    row = body_nouns().get(words[at].low)
    if row is None or at == sentence.first or walker.gap(at - 1) != " ":
        return None
    first = at - 1 if row[0] else _pointer(walker, sentence, at)
    if first is None or words[first].low not in _POINTERS:
        return None
    if at + 1 < sentence.end and walker.gap(at) == " ":
        after = words[at + 1]
        if after.capitalised or after.low in _GOES_ON:
            return None
    start = words[first].start
    for _, offset, entity in reversed(walker.history):
        if offset < start and _bears(walker.drafts[entity], *row):
            span = (start, words[at].end)
            return NameMention(*span, (entity,), "nominal", "the-body", span)
    return None


def _pointer(walker: Resolver, sentence: NamedSentence, at: int) -> int | None:
    """The article of a noun that may have a word or two before it: "the 27-nation bloc"."""
    for first in range(at - 1, max(at - 5, sentence.first - 1), -1):
        if walker.words[first].low in _POINTERS:
            return first
        if walker.gap(first) not in (" ", "-") or walker.words[first].capitalised:
            return None
    return None
