"""Why an article gave the records it gave: every field with its words and rule, and what was turned down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from pipeline.extraction import deals, meetings, minerals
from pipeline.extraction.article import extract, read_document
from pipeline.extraction.document import Document, Parser
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import CleanArticle, Deal, Evidence, Extraction, Meeting, Participant, Party

RecordKind = Literal["meeting", "deal"]

_MEETING_FIELDS = (
    "meeting_type", "status", "start_date", "end_date", "date_precision", "city", "country_code",
)  # fmt: skip
_DEAL_FIELDS = ("deal_type", "status", "date", "date_precision", "value_amount", "value_currency", "minerals")


@dataclass(frozen=True, slots=True)
class FieldReading:
    """One value of a record and the words that gave it; `evidence` is empty where no words of its own did."""

    field: str
    value: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class ExplainedRecord:
    """A meeting or a deal, value by value."""

    kind: RecordKind
    title: str
    confidence: float
    shown: tuple[Evidence, ...]
    """The words that show the record itself."""
    fields: tuple[FieldReading, ...]
    parties: tuple[FieldReading, ...]
    """Participants or parties: `field` is the role, `value` the name with what is known of it."""


@dataclass(frozen=True, slots=True)
class TurnedDown:
    """Words (a raw range) that a rule took for a meeting or a deal, and why none was recorded."""

    kind: RecordKind
    start: int
    end: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A name, date, sum or place that was read (a raw range), whether or not a record uses it."""

    kind: Literal["name", "date", "sum", "place"]
    start: int
    end: int
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Explained:
    """An extraction laid open."""

    extraction: Extraction
    records: tuple[ExplainedRecord, ...] = ()
    turned_down: tuple[TurnedDown, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()


def explain_article(source: CleanArticle, parser: Parser | None = None) -> Explained:
    """Read one article and keep, beside its records, what the rules saw on the way.

    Deterministic; `extraction` is what `article.extract` gives. `parser` defaults to the spaCy model.
    """
    extraction = extract(source, parser)
    if not extraction.relevant:
        return Explained(extraction)
    document = read_document(source, minerals.find_minerals(source), parser or spacy_parser())
    return Explained(
        extraction,
        (*map(_meeting, extraction.meetings), *map(_deal, extraction.deals)),
        _turned_down(document),
        _ingredients(document),
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() else f"{value:,}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)


def _fields(record: Meeting | Deal, names: tuple[str, ...]) -> tuple[FieldReading, ...]:
    return tuple(
        FieldReading(name, _text(getattr(record, name)), tuple(e for e in record.evidence if e.field == name))
        for name in names
    )


def _who(name: str, *details: str | None) -> str:
    known = ", ".join(detail for detail in details if detail)
    return f"{name} ({known})" if known else name


def _participant(who: Participant) -> FieldReading:
    return FieldReading(who.role, _who(who.name, who.participant_type, who.office, who.country_code), who.evidence)


def _party(who: Party) -> FieldReading:
    return FieldReading(who.role, _who(who.name, who.party_type, who.country_code), who.evidence)


def _meeting(meeting: Meeting) -> ExplainedRecord:
    return ExplainedRecord(
        "meeting",
        meeting.title,
        meeting.confidence,
        tuple(e for e in meeting.evidence if e.field == "record"),
        _fields(meeting, _MEETING_FIELDS),
        tuple(map(_participant, meeting.participants)),
    )


def _deal(deal: Deal) -> ExplainedRecord:
    return ExplainedRecord(
        "deal",
        deal.title,
        deal.confidence,
        tuple(e for e in deal.evidence if e.field == "record"),
        _fields(deal, _DEAL_FIELDS),
        tuple(map(_party, deal.parties)),
    )


def _turned_down(document: Document) -> tuple[TurnedDown, ...]:
    found = [
        TurnedDown("meeting", candidate.start, candidate.end, candidate.rule, candidate.reason)
        for candidate in meetings.explain_meetings(document)
        if not candidate.accepted
    ]
    found += [
        TurnedDown("deal", start, end, rule, reason)
        for (start, end), rule, accepted, reason in deals.explain_deals(document)
        if not accepted
    ]
    return tuple(sorted(set(found), key=lambda one: (one.start, one.end, one.kind, one.rule, one.reason)))


def _ingredients(document: Document) -> tuple[Ingredient, ...]:
    raw = document.source.clean.raw_span
    found = [
        Ingredient(
            "name",
            *raw(mention.start, mention.end),
            "; ".join(
                _who(entity.name, entity.entity_type, entity.office, entity.country_code)
                for entity in (document.entities[index] for index in mention.entities)
            ),
            f"{mention.form}: {mention.rule}",
        )
        for mention in document.mentions
    ]
    for expression in document.dates:
        meant = {str(one.start) for one in (expression.past, expression.future) if one is not None}
        value = " or ".join(sorted(meant)) or "not resolved"
        found.append(Ingredient("date", *raw(expression.start, expression.end), value, expression.rule))
    for amount in document.money:
        value = f"{_text(amount.amount)} {amount.currency}"
        rule = amount.qualifier or "exact"
        found.append(Ingredient("sum", *raw(amount.start, amount.end), value, rule))
    for place in document.places:
        value = ", ".join(part for part in (place.city, place.country_code) if part)
        found.append(Ingredient("place", *raw(place.start, place.end), value, place.rule))
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.kind, one.rule, one.value)))
