"""Borrowers that were taken for persons: who closes a loan or is granted money, and is nowhere told to be anybody."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.lexicon import SETTLING
from pipeline.extraction.deals.noun_triggers import noun_triggers
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import senses_of
from pipeline.extraction.deals.verb_triggers import verb_triggers
from pipeline.extraction.document import Document
from pipeline.lexicons import table

LENT = frozenset({"transfer", "borrow", "lend"})
"""Schemes of deals in which money is lent or granted."""


def borrowers_taken_for_persons(document: Document, views: Mapping[int, SentenceView]) -> frozenset[int]:
    """The persons with no office, country or company, and no "he" or "she", who get a loan or grant of a sum."""
    persons = {
        i
        for i, e in enumerate(document.entities)
        if e.entity_type == "person" and e.office is None and e.represents is None and e.country_code is None
    }
    if not persons:
        return frozenset()
    gendered = {row["word"] for row in table("pronouns") if row["gender"] in ("m", "f")}
    human = {e for m in document.mentions if document.text[m.start : m.end].lower() in gendered for e in m.entities}
    found: set[int] = set()
    for _, view in sorted(views.items()):
        if not view.money or set(view.lower) & gendered:
            continue
        for head in _getting(view):
            if head in view.at and view.at[head] in view.unattached:
                found |= persons.intersection(view.mentions[view.at[head]].entities)
    return frozenset(found - human)


def _getting(view: SentenceView) -> list[int]:
    """Subjects of verbs by which a loan is made or got, and those to whom money is granted."""
    heads: list[int] = []
    for noun in noun_triggers(view):
        lent = noun.sense.deal_type == "financing" and noun.sense.scheme in LENT
        if lent and noun.support is not None and any(s.use in SETTLING for s in senses_of(view, noun.support)):
            heads += clauses.subjects(view.parse, noun.support)
    for own in verb_triggers(view):
        granted = own.sense.scheme == "lend" and clauses.is_passive(view.parse, own.head)
        if granted or own.sense.scheme == "borrow":
            heads += clauses.subjects(view.parse, own.head)
    return heads
