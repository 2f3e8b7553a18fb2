"""One document laid out for deals: what each sentence names, and whom a mention stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from pipeline.extraction.deals.datelines import agencies_named, days_of_filing
from pipeline.extraction.deals.lexicon import cue_at, cue_words, noun_ends, noun_senses, pattern, words_of
from pipeline.extraction.deals.misread_names import with_companies
from pipeline.extraction.deals.nobodies import without_nobodies
from pipeline.extraction.diaries import Entry, diary
from pipeline.extraction.document import (
    DateExpression,
    Document,
    Entity,
    MoneyAmount,
    NameMention,
    Parse,
    Sentence,
    Token,
)
from pipeline.extraction.names.name_words import is_company_noun
from pipeline.lexicons import table
from pipeline.records import MineralMention

COMPANY_LIKE = frozenset({"company", "organisation"})
HEADS = frozenset({"pobj", "nsubj", "nsubjpass", "dobj", "dative"})
"""Relations of a noun that is no modifier of another."""
GOVERNMENTAL = frozenset({"country", "bloc", "government_body"})


LEAST_NOUN = 3
"""Letters beyond which the plural of a deal's noun in capitals is read as one: no abbreviations."""
LAND_MINES = "land mines, no minerals"
BULLET = re.compile(r"[ \t]*(?:[-*+•·▪◦●‣–—]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+|[ \t]*\*\*")
"""The mark before an item of a list, or that of a lead-in in bold type."""

OTHERWISE = 0.08
"""Share of sentences on minerals below which a text's supply chains are those of anything."""


@dataclass(frozen=True, slots=True)
class SentenceView:
    """A parsed sentence with what was found in it. `at` maps token index to the mention there."""

    index: int
    sentence: Sentence
    parse: Parse
    lower: tuple[str, ...]
    lemmas: tuple[str, ...]
    mentions: tuple[NameMention, ...]
    at: dict[int, int]
    money: tuple[MoneyAmount, ...]
    dates: tuple[DateExpression, ...]
    minerals: tuple[MineralMention, ...]
    states: dict[int, bool]
    """Which mentions are of a country."""
    blocs: frozenset[int]
    """Which mentions are of a bloc."""
    unattached: frozenset[int]
    """Mentions of persons of whom the article's names do not say for whom they act."""
    officials: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """Mentions of persons who act for countries, with those."""

    def token_at(self, offset: int) -> int:
        """Index of the token that stands at, or first after, a clean offset."""
        starts = [token.start for token in self.parse.tokens]
        i = bisect_left(starts, offset)
        if i and (i == len(starts) or starts[i] != offset) and self.parse.tokens[i - 1].end > offset:
            i -= 1
        return min(i, len(starts) - 1)

    def first_token(self, token: int) -> int:
        """First token of the mention at a token."""
        mention = self.at[token]
        while token and self.at.get(token - 1) == mention:
            token -= 1
        return token

    def is_state(self, token: int) -> bool:
        """Whether the mention at a token is of a country by its adjective or name."""
        return self.states.get(self.at[token], False)

    def text(self, start: int, end: int) -> str:
        """Lower-case words from token `start` to `end`, joined by spaces."""
        return " ".join(self.lower[start:end])


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with its sentence views and what they are about."""

    document: Document
    views: dict[int, SentenceView]
    by_paragraph: dict[int, tuple[int, ...]]
    title_focus: tuple[int, ...]
    """Entities named in the title or the first body sentence, companies and governments first."""
    subject_sentences: frozenset[int]
    """Sentences that name a mineral, a generic phrase or a word of mining."""
    subject_paragraphs: frozenset[int]
    title_subject: bool
    density: float
    """Share of the body's sentences that speak of minerals: near 1 in mining news, small in a broad communiqué."""
    body_rank: dict[int, int] = field(default_factory=dict)
    """Position of a paragraph among those of the body."""
    items: dict[int, int] = field(default_factory=dict)
    """The paragraphs of list items, with the paragraph in which the item begins."""
    entries: dict[int, Entry] = field(default_factory=dict)
    """The paragraphs that are entries of a diary or chronicle, with their day and town."""


class _Placed(Protocol):
    @property
    def start(self) -> int: ...


def _starts(items: Sequence[_Placed]) -> list[int]:
    return [item.start for item in items]


def _within(starts: Sequence[int], sentence: Sentence) -> tuple[int, int]:
    """From which to before which of the things that start at ascending offsets stand in a sentence."""
    return bisect_left(starts, sentence.start), bisect_left(starts, sentence.end)


def _mention_map(parse: Parse, mentions: Sequence[NameMention]) -> dict[int, int]:
    """Token to mention; where mentions overlap the longer one has the token."""
    found: dict[int, int] = {}
    size: dict[int, int] = {}
    starts = [token.start for token in parse.tokens]
    for number, mention in enumerate(mentions):
        first = bisect_left(starts, mention.start)
        if first and parse.tokens[first - 1].end > mention.start:
            first -= 1
        for i in range(first, len(starts)):
            if starts[i] >= mention.end:
                break
            length = mention.end - mention.start
            if length > size.get(i, 0):
                found[i], size[i] = number, length
    return found


def _lemma(token: Token) -> str:
    """A token's lemma in small letters; of a deal's plural in capitals too, which the model leaves: "Agreements"."""
    lemma = token.lemma.lower()
    one = lemma.removesuffix("s")
    capital = token.tag in ("NNP", "NNPS") and lemma == token.text.lower() and len(one) > LEAST_NOUN
    return one if capital and one != lemma and one in noun_ends() else lemma


def _is_deal_word(text: str) -> bool:
    """Whether a supposed name is only an abbreviation of a deal's noun ("MoU", "HoA", "PIPE")."""
    words = words_of(text)
    return any(sense.phrase == words for sense in noun_senses().get(words[0], ())) if words else True


def _without_towns_of_banks(document: Document) -> Document:
    """The document without the capitals that end a bank's name and stand for no government: "Bank Muscat"."""

    def names_a_bank(mention: NameMention) -> bool:
        before = document.text[max(0, mention.start - 12) : mention.start]
        word = before.split()[-1:] if before.endswith(" ") else []
        return bool(word) and word[0].istitle() and word[0].lower() in cue_words("bank_front")

    kept = tuple(m for m in document.mentions if m.form != "capital" or not names_a_bank(m))
    return document if len(kept) == len(document.mentions) else replace(document, mentions=kept)


def read(document: Document) -> Reading:
    """Lay the document out once for all rules."""
    document = _without_towns_of_banks(with_companies(with_countries(document)))
    datelines = agencies_named(document)
    document = without_nobodies(document, datelines)
    mentions = [
        m
        for m in sorted(document.mentions, key=lambda m: (m.start, -m.end))
        if m.rule != "media"
        and not _is_deal_word(document.text[m.start : m.end])
        and not any(low <= m.start < high for low, high in datelines)
    ]
    minerals = sorted(document.minerals, key=lambda m: m.start)
    money = sorted(document.money, key=lambda m: m.start)
    filed = days_of_filing(document)
    dates = sorted((d for d in document.dates if d.start not in filed), key=lambda m: m.start)
    named, mined, paid, dated = _starts(mentions), _starts(minerals), _starts(money), _starts(dates)
    views: dict[int, SentenceView] = {}
    by_paragraph: dict[int, list[int]] = {}
    subject: set[int] = set()
    loose: set[int] = set()
    for number, sentence in enumerate(document.sentences):
        by_paragraph.setdefault(sentence.paragraph, []).append(number)
        low, high = _within(mined, sentence)
        if high > low:
            subject.add(number)
        parse = document.parses[number]
        if parse is None or not parse.tokens:
            continue
        here = tuple(mentions[slice(*_within(named, sentence))])
        lower = tuple(token.text.lower() for token in parse.tokens)
        lemmas = tuple(map(_lemma, parse.tokens))
        views[number] = SentenceView(
            number,
            sentence,
            parse,
            lower,
            lemmas,
            here,
            _mention_map(parse, here),
            tuple(money[slice(*_within(paid, sentence))]),
            tuple(dates[slice(*_within(dated, sentence))]),
            tuple(minerals[low:high]),
            {
                i: all(document.entities[e].entity_type == "country" for e in mention.entities)
                for i, mention in enumerate(here)
            },
            frozenset(
                i for i, m in enumerate(here) if {document.entities[e].entity_type for e in m.entities} & {"bloc"}
            ),
            frozenset(
                i
                for i, mention in enumerate(here)
                if len(mention.entities) == 1
                and document.entities[mention.entities[0]].entity_type == "person"
                and document.entities[mention.entities[0]].represents is None
            ),
            _officials(document, here),
        )
        dug = pattern(LAND_MINES).search(document.text, sentence.start, sentence.end) is None
        if number not in subject and dug and any(cue_at("subject", lower, i) for i in range(len(lower))):
            subject.add(number)
        elif number not in subject and any(cue_at("loose_subject", lower, i) for i in range(len(lower))):
            loose.add(number)
    density = _density(document, subject)
    subject |= loose if density >= OTHERWISE else set()
    paragraphs = frozenset(document.sentences[i].paragraph for i in subject)
    kinds = [paragraph.kind for paragraph in document.source.clean.paragraphs]
    body = [i for i, kind in enumerate(kinds) if kind == "body"]
    heads = [i for i, kind in enumerate(kinds) if kind == "title"]
    return Reading(
        document,
        views,
        {key: tuple(value) for key, value in by_paragraph.items()},
        _focus(document, views),
        frozenset(subject),
        paragraphs,
        any(i in paragraphs for i in heads) or bool(body and body[0] in paragraphs),
        density,
        {paragraph: rank for rank, paragraph in enumerate(body)},
        _items(document),
        diary(document),
    )


def _items(document: Document) -> dict[int, int]:
    """Paragraphs that stand in a list: each with that in which its item begins, at a bullet or bold lead-in."""
    clean, raw = document.source.clean, document.source.article.text
    found: dict[int, int] = {}
    last, end = None, 0
    for number, paragraph in enumerate(clean.paragraphs):
        start = clean.raw_span(paragraph.start, paragraph.start + 1)[0]
        line = raw[raw.rfind("\n", 0, start) + 1 : start]
        if paragraph.kind == "body" and BULLET.match(line):
            last = number
        elif paragraph.kind != "body" or "\n\n" in re.sub(r"[ \t\r]", "", raw[end:start]):
            last = None
        if last is not None:
            found[number] = last
        end = clean.raw_span(max(paragraph.start, paragraph.end - 1), paragraph.end)[1]
    return found


def _density(document: Document, subject: set[int]) -> float:
    numbers = [i for i, s in enumerate(document.sentences) if s.kind == "body"]
    return sum(i in subject for i in numbers) / len(numbers) if numbers else 0.0


def _focus(document: Document, views: dict[int, SentenceView]) -> tuple[int, ...]:
    found: list[int] = []
    bodies = 0
    for number in sorted(views):
        view = views[number]
        if view.sentence.kind == "body":
            bodies += 1
        if bodies > 2:
            break
        for mention in view.mentions:
            for entity in mention.entities:
                if entity not in found and document.entities[entity].entity_type != "person":
                    found.append(entity)
    return tuple(found)


def stands_for(document: Document, mention: NameMention) -> tuple[int, ...]:
    """The entities that act where this mention stands: whom a person represents, else the entity itself."""
    found: list[int] = []
    for entity in mention.entities:
        represented = document.entities[entity].represents
        if represented is None and document.entities[entity].entity_type == "person":
            represented = _country_of(document, entity)
        for _ in range(3):
            if document.entities[entity].entity_type != "person" or represented is None:
                break
            entity = represented
            represented = document.entities[entity].represents
        if entity not in found:
            found.append(entity)
    return tuple(found)


def _officials(document: Document, mentions: Sequence[NameMention]) -> dict[int, tuple[int, ...]]:
    """The mentions of persons who all act for countries, with those countries."""
    found: dict[int, tuple[int, ...]] = {}
    for number, mention in enumerate(mentions):
        if all(document.entities[e].entity_type == "person" for e in mention.entities):
            acting = stands_for(document, mention)
            if all(document.entities[e].entity_type == "country" for e in acting):
                found[number] = acting
    return found


def with_countries(document: Document) -> Document:
    """The document with the countries that its officials speak for, where the text names them only by an adjective."""
    known = {e.country_code for e in document.entities if e.entity_type == "country"}
    wanted = {
        e.country_code
        for e in document.entities
        if e.entity_type == "person" and e.represents is None and e.country_code and e.country_code not in known
    }
    if not wanted:
        return document
    names = {row["code"]: row["name"] for row in table("countries")}
    added = tuple(Entity(names[code], "country", code) for code in sorted(wanted) if code in names)
    return replace(document, entities=document.entities + added)


def _country_of(document: Document, person: int) -> int | None:
    """The country named in the article that an official with no stated body speaks for."""
    record = document.entities[person]
    if record.country_code is None:
        return None
    return next(
        (
            i
            for i, other in enumerate(document.entities)
            if other.entity_type == "country" and other.country_code == record.country_code
        ),
        None,
    )


def is_standing_in(lemma: str, *, state: bool = False) -> bool:
    """Whether a noun stands for the name beside it ("the miner", "the government of"); `state`: for a country."""
    return lemma in cue_words("state_standing_in" if state else "standing_in")


def acts_here(view: SentenceView, token: int) -> bool:
    """Whether the mention at a token acts itself: not so a country's adjective before another noun ("Chinese firm")."""
    mention = view.at[token]
    if not view.states.get(mention, False) and view.mentions[mention].form != "demonym":
        return True
    last = token
    while last + 1 < len(view.lower) and view.at.get(last + 1) == mention:
        last += 1
    after = last + 1
    if after >= len(view.lower):
        return True
    if view.lower[after] in ("'s", "’s") and after + 1 in view.at:
        return False  # "South Korea's Ministry of Trade"
    if view.mentions[mention].form == "demonym" and is_company_noun(view.lower[after]) and after + 1 in view.at:
        return False  # "the Kazakh holding Acme", which the model takes for a verb
    if view.parse.tokens[after].dep == "npadvmod" and view.parse.tokens[after].tag == "NN":
        return True  # "Norway and the Philippines today signed"
    if view.parse.tokens[last].tag == "NNP" and view.parse.tokens[last].dep in HEADS and view.lower[after] != "-":
        return True  # "with Namibia next week"
    if view.lower[after] == "and" and view.lower[after + 2 : after + 4] == ("-", "based"):
        return False
    if view.lower[after] == "-" and after + 1 < len(view.lower) and after + 1 not in view.at:
        return False
    if view.lower[after] in ("'s", "’s", "’", "'"):
        after += 1
    for at in range(after, min(after + 5, len(view.lower))):
        if is_standing_in(view.lemmas[at], state=True):
            return view.lower[at - 1] not in cue_words("market_place")
        if view.parse.tokens[at].pos not in ("ADJ", "NOUN", "PROPN", "NUM", "PUNCT") or view.lower[at] in ",;.":
            return at == after
    return False
