"""One clean article laid out for extraction: sentences, names, dates and sums, found once.

Everything here counts in offsets of the *clean* text; `CleanText.raw_span` turns them into raw
ones when a record is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from pipeline.records import CleanArticle, DatePrecision, EntityType, MineralMention, SegmentKind

Tense = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the clean text; `paragraph` is the index into `CleanText.paragraphs`."""

    start: int
    end: int
    paragraph: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class Token:
    """One token of a parsed sentence: offsets in the clean text, the model's analysis of it.

    `head` is the index, within the sentence, of the governing token (its own for the root).
    """

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    """The model's entity label (`PERSON`, `ORG`, `GPE` …), empty outside an entity."""


@dataclass(frozen=True, slots=True)
class Parse:
    """The grammar of one sentence. `children[i]` lists the tokens that token `i` governs."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]


class Parser(Protocol):
    """What the extractor needs of a language model; any model that offers this can take its place."""

    name: str

    def parse(self, sentences: Sequence[tuple[str, int]]) -> list[Parse]:
        """Parse texts, each given with the offset at which it stands in the clean text."""
        ...


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that an article names, over all its mentions there.

    `name` is the fullest form without titles as first given; `country_code` is whom a person or a
    body represents, where a company is based if the article says so, or the country itself.
    """

    name: str
    entity_type: EntityType
    country_code: str | None = None
    office: str | None = None
    aliases: tuple[str, ...] = ()
    represents: int | None = None
    """Index of the entity (country, body or company) that a person acts for, where the article tells it."""
    bloc: str | None = None
    """Name of the bloc whose organ a body is, or whose official a person."""


MentionForm = Literal["name", "short", "office", "demonym", "capital", "nominal", "pronoun"]


@dataclass(frozen=True, slots=True)
class NameMention:
    """A stretch of clean text that refers to an entity of the article.

    `form` says how: by name, by a short form ("Bessent", "MNW"), by office ("the secretary"), by
    demonym ("Chinese officials"), by a capital standing for its government, by a nominal ("the
    company", "both sides") or a pronoun. `entities` has several indices for a plural reference
    ("the two leaders"). `core` is the range of the bare name, without titles.
    """

    start: int
    end: int
    entities: tuple[int, ...]
    form: MentionForm
    rule: str
    core: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A time expression and what it resolves to under the codebook's rules.

    Expressions that depend on tense ("on Monday", "in October") are resolved three ways; ask
    `resolve(tense)`. `start is None` where it can't be resolved without a publication date.
    """

    start: int
    end: int
    rule: str
    past: ResolvedDate | None
    future: ResolvedDate | None
    against: tuple[int, int] | None = None
    """Span of the expression before that an anaphoric one ("the next day") counts from."""

    def resolve(self, tense: Tense) -> ResolvedDate | None:
        """The date that the expression means in a sentence of this tense."""
        return self.future if tense == "future" else self.past


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A calendar date or range with its precision; `end` is None for a single day, month or year."""

    start: date
    end: date | None
    precision: DatePrecision


@dataclass(frozen=True, slots=True)
class MoneyAmount:
    """A sum of money: `amount` in units of the ISO 4217 `currency`; the upper bound of a range or "up to"."""

    start: int
    end: int
    amount: float
    currency: str
    qualifier: str | None = None
    """`up_to`, `over`, `about`, `range` or None."""


@dataclass(frozen=True, slots=True)
class Place:
    """A city or country named (or implied, as by "White House") as a place."""

    start: int
    end: int
    city: str | None
    country_code: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class Document:
    """All that the record finders share."""

    source: CleanArticle
    sentences: tuple[Sentence, ...]
    parses: tuple[Parse | None, ...]
    """Aligned with `sentences`; None where no record can stand and nothing was parsed."""
    entities: tuple[Entity, ...]
    mentions: tuple[NameMention, ...]
    """In order of start."""
    dates: tuple[DateExpression, ...]
    money: tuple[MoneyAmount, ...]
    places: tuple[Place, ...]
    minerals: tuple[MineralMention, ...]
    """Spans in clean text; turned to raw ones when the extraction is made."""

    @property
    def text(self) -> str:
        """The clean text."""
        return self.source.clean.text
