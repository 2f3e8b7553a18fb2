"""The typed records that every room hands to the next.

All spans are half-open ranges of Unicode code points into the *raw* text of the article, so that
`article.text[span.start:span.end]` is the quotation that a value was read from. Values and
enumerations follow the codebook (`docs/codebook.md`).
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Literal, NamedTuple

SegmentKind = Literal[
    "title",
    "heading",
    "body",
    "byline",
    "caption",
    "ad",
    "subscription",
    "related",
    "disclaimer",
    "about",
    "contact",
    "navigation",
    "metadata",
]
PublishedDateSource = Literal["metadata", "front_matter", "dateline", "html", "inferred", "unknown"]
DatePrecision = Literal["day", "month", "year", "unknown"]
MeetingType = Literal[
    "summit", "ministerial", "bilateral", "call", "conference", "signing", "visit", "negotiation", "other"
]
MeetingStatus = Literal["planned", "held", "cancelled", "postponed"]
DealType = Literal[
    "mou",
    "action_plan",
    "offtake",
    "joint_venture",
    "acquisition",
    "equity_investment",
    "financing",
    "purchase",
    "intergovernmental_agreement",
    "partnership",
    "other",
]
DealStatus = Literal["proposed", "negotiating", "agreed", "completed", "terminated"]
EntityType = Literal["person", "country", "bloc", "government_body", "company", "organisation"]
ParticipantRole = Literal["host", "attendee", "invitee"]
PartyRole = Literal["party", "buyer", "seller", "investor", "lender", "recipient", "target"]

KEPT_KINDS: frozenset[str] = frozenset({"title", "heading", "body"})
"""Segment kinds whose text counts; every other kind is boilerplate (codebook, section 5)."""

_CLEAN_START = itemgetter(0)
"""Where a run of `CleanText` starts in the clean text."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that gave one field of a record, and the rule that read them.

    `field` is the record's field name, or `"record"` for the words that show the record itself.
    `confidence` is the probability in [0, 1] that this value is right.
    """

    field: str
    start: int
    end: int
    rule: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Article:
    """One raw article with the metadata that came with it.

    `article_id` is the first 16 hex digits of the SHA-256 of the raw bytes; `text` is the decoded
    raw text with its line ends untouched (for HTML, the text that was extracted from the page).
    """

    article_id: str
    file: str
    text: str
    published_date: date | None = None
    published_date_source: PublishedDateSource = "unknown"
    publisher: str | None = None
    locale: str | None = None
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()


class Segment(NamedTuple):
    """One non-blank line of the raw text, without its outer white space, and what it is.

    A tuple rather than a dataclass, since there is one for each line of a corpus: it is made in a third of the time.
    """

    start: int
    end: int
    kind: SegmentKind
    kept: bool
    rule: str


class Paragraph(NamedTuple):
    """A stretch of the clean text that belongs together: a title, a heading or a body paragraph.

    A tuple for the same reason as `Segment`.
    """

    start: int
    end: int
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text to read: kept segments with wraps joined and markup taken off.

    `runs` maps it back to the raw text: a run `(clean_start, raw_start, length)` says that
    `length` characters from `clean_start` stand at `raw_start`; they cover, in order, every
    character of the clean text that stands in the raw text (a mended character may stand for
    several raw ones, a joining space for none). Paragraphs are separated by a blank line.
    """

    text: str
    runs: tuple[tuple[int, int, int], ...]
    paragraphs: tuple[Paragraph, ...]

    def raw_offset(self, position: int) -> int:
        """Raw offset of the clean character at `position`; of the next mapped one where it has none."""
        i = bisect_right(self.runs, position, key=_CLEAN_START) - 1
        if i >= 0:
            clean, raw, length = self.runs[i]
            if position < clean + length:
                return raw + position - clean
        if i + 1 < len(self.runs):
            return self.runs[i + 1][1]
        if i >= 0:
            return self.runs[i][1] + self.runs[i][2]
        return 0

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw range from the first to the last character of the clean range `[start, end)`."""
        if end <= start:
            at = self.raw_offset(start)
            return at, at
        i = bisect_right(self.runs, end - 1, key=_CLEAN_START) - 1
        if i >= 0:
            clean, raw, length = self.runs[i]
            last = raw + min(end - clean, length)
        else:
            last = self.raw_offset(end - 1) + 1
        first = self.raw_offset(start)
        return first, max(first, last)


@dataclass(frozen=True, slots=True)
class CleanArticle:
    """An article with its lines told apart, the text to read, and the metadata read on the way.

    `article.published_date` is already the best one known (metadata, else front matter, HTML or
    dateline). `language` is an ISO 639-1 code; `readable` says whether the extractor reads it.
    """

    article: Article
    segments: tuple[Segment, ...]
    clean: CleanText
    agency: str | None = None
    dateline_city: str | None = None
    dateline_date: date | None = None
    language: str = "en"
    readable: bool = True


@dataclass(frozen=True, slots=True)
class MineralMention:
    """One mention of a mineral of the vocabulary as a commodity."""

    mineral_id: str
    start: int
    end: int
    rule: str = "vocabulary"


@dataclass(frozen=True, slots=True)
class Participant:
    """A party to one meeting."""

    name: str
    participant_type: EntityType
    role: ParticipantRole = "attendee"
    office: str | None = None
    country_code: str | None = None
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    """A gathering or direct interaction, as one article tells it."""

    title: str
    meeting_type: MeetingType
    status: MeetingStatus
    start_date: date | None = None
    end_date: date | None = None
    date_precision: DatePrecision = "unknown"
    city: str | None = None
    country_code: str | None = None
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """A party to one deal."""

    name: str
    party_type: EntityType
    role: PartyRole = "party"
    country_code: str | None = None
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement or transaction whose subject is minerals, as one article tells it.

    `value_amount` is in units of `value_currency` (ISO 4217).
    """

    title: str
    deal_type: DealType
    status: DealStatus
    date: date | None = None
    date_precision: DatePrecision = "unknown"
    value_amount: float | None = None
    value_currency: str | None = None
    minerals: tuple[str, ...] = ()
    confidence: float = 1.0
    evidence: tuple[Evidence, ...] = ()
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one article says, with the article's own row.

    `quotes` of evidence are not kept here: they are read from the article's text by span.
    """

    source: CleanArticle
    relevant: bool
    minerals: tuple[MineralMention, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    deals: tuple[Deal, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input or a row that could not be used, and why: a row of the quarantine."""

    source: str
    """File, with `#n` for the nth record in it."""
    reason: str
    """A short code, for counting: `empty_file`, `binary_file`, `bad_date` …"""
    detail: str = ""
    """A sentence for the person who mends the input."""
