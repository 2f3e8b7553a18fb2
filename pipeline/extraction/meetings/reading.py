"""One parsed sentence with the names that stand in it: what every rule about meetings looks at."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extraction.document import Document, NameMention, Parse, Sentence, Token
from pipeline.extraction.names.name_words import name_suffixes
from pipeline.lexicons import table


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, its grammar and its outermost name mentions.

    `mention_of[t]` is the index into `mentions` of the mention that token `t` lies in, or -1.
    `words` and `lemmas` are the tokens' texts and lemmas in lower case.
    """

    index: int
    sentence: Sentence
    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    mentions: tuple[NameMention, ...]
    mention_of: tuple[int, ...]
    people: frozenset[int] = frozenset()
    """Indices into `mentions` of those that stand for persons alone."""

    def token_at(self, position: int) -> int:
        """Index of the token that covers the clean-text `position`, or the first one after it."""
        ends = [token.end for token in self.tokens]
        return min(bisect_left(ends, position + 1), len(self.tokens) - 1)

    def spelled(self, first: int, last: int) -> str:
        """Tokens `first` to `last` as the text spells them, one space where it has any: "Leaders’ Summit"."""
        parts = [self.tokens[first].text]
        for t in range(first + 1, last + 1):
            if self.tokens[t].start > self.tokens[t - 1].end:
                parts.append(" ")
            parts.append(self.tokens[t].text)
        return "".join(parts)


def _outermost(mentions: list[NameMention]) -> tuple[NameMention, ...]:
    kept: list[NameMention] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -(m.end - m.start))):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return tuple(kept)


def _lemma(token: Token) -> str:
    """The lemma; of "met" too where the model takes it for an auxiliary and leaves it as it is."""
    lemma = token.lemma.lower()
    if token.tag in ("NNP", "NNPS") and lemma.endswith("s") and lemma[:-1] in people_nouns():
        return lemma[:-1]  # "the Foreign Ministers", which the model takes for a name
    return "meet" if lemma == "met" else lemma


@cache
def people_nouns() -> frozenset[str]:
    """Nouns for people who act for somebody."""
    return frozenset(row["noun"] for row in table("meeting_groups"))


def _reading(index: int, sentence: Sentence, parse: Parse, mentions: list[NameMention]) -> Reading:
    """One parsed sentence with the mention that covers each token, the outermost where several do."""
    outer = _outermost(mentions)
    cover = [-1] * len(parse.tokens)
    at = 0
    for t, token in enumerate(parse.tokens):
        while at < len(outer) and outer[at].end <= token.start:
            at += 1
        if at < len(outer) and outer[at].start < token.end:
            cover[t] = at
    for t in range(2, len(parse.tokens)):  # the model makes "Jr." the head of "Joseph R. Biden, Jr."
        if parse.tokens[t].text in name_suffixes() and cover[t] < 0:
            comma = parse.tokens[t - 1].text == ","
            cover[t] = cover[t - 2] if comma else cover[t - 1]
            if comma:
                cover[t - 1] = cover[t]
    return Reading(
        index=index,
        sentence=sentence,
        tokens=parse.tokens,
        children=parse.children,
        words=tuple(token.text.lower() for token in parse.tokens),
        lemmas=tuple(_lemma(token) for token in parse.tokens),
        mentions=outer,
        mention_of=tuple(cover),
    )


def _with_people(document: Document, reading: Reading) -> Reading:
    """The reading, with what the document's entities say of which mentions are persons."""
    people = frozenset(
        n
        for n, mention in enumerate(reading.mentions)
        if mention.entities and all(document.entities[e].entity_type == "person" for e in mention.entities)
    )
    return replace(reading, people=people) if people else reading


def _quoted_from(document: Document, mention: NameMention) -> bool:
    """Whether a mention only says which paper is quoted: "The Fargo Post: First Lady to visit Fargo"."""
    return mention.rule == "media" and document.text.startswith(":", mention.end)


def readings(document: Document) -> tuple[Reading, ...]:
    """The parsed sentences of a document, in order."""
    starts = [mention.start for mention in document.mentions]
    out: list[Reading] = []
    for index, (sentence, parse) in enumerate(zip(document.sentences, document.parses, strict=True)):
        if parse is None or not parse.tokens:
            continue
        first = bisect_left(starts, sentence.start)
        inside: list[NameMention] = []
        for mention in document.mentions[first:]:
            if mention.start >= sentence.end:
                break
            if mention.rule != "speaker-label" and not _quoted_from(document, mention):
                inside.append(mention)
        out.append(_with_people(document, _reading(index, sentence, parse, inside)))
    return tuple(out)
