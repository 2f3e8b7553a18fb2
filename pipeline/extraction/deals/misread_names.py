"""Companies that were taken for persons: the beginning of a company's name, and a name said to be a company."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.extraction.document import Document, Entity
from pipeline.lexicons import table

SAID = 110
"""Characters after a name in which it is said to be a company."""


@cache
def _said_to_be_one() -> re.Pattern[str]:
    """What says after a name that it is a company: ", an Argentine company", "(a private explorer)"."""
    nouns = "|".join(sorted((re.escape(row["word"]) for row in table("company_nouns")), key=lambda w: (-len(w), w)))
    after = r"(?=[,.;:)]| (?:that|which|based|with|in|focused|listed|controlled|owned|incorporated|engaged|and)\b)"
    return re.compile(rf"(?:,| \(|, being| –| -) ?an? (?:(?!of\b|and\b)[\w’'-]+ ){{0,4}}?(?:{nouns}){after}")


def with_companies(document: Document) -> Document:
    """The document with companies that were taken for persons read as what they are."""
    return _with_said_companies(_with_short_names(document))


def _with_short_names(document: Document) -> Document:
    """The document with the beginning of one company's name that was taken for a person's read as the company's."""
    companies = [(e.name.lower(), i) for i, e in enumerate(document.entities) if e.entity_type == "company"]
    meant: dict[int, int] = {}
    for number, entity in enumerate(document.entities):
        if entity.entity_type == "person" and entity.office is None:
            found = [i for name, i in companies if name.startswith(f"{entity.name.lower()} ")]
            if len(found) == 1:
                meant[number] = found[0]
    if not meant:
        return document
    mentions = tuple(
        replace(m, entities=tuple(dict.fromkeys(meant.get(e, e) for e in m.entities))) for m in document.mentions
    )
    return replace(document, mentions=mentions)


def _with_said_companies(document: Document) -> Document:
    """The document with the persons with no office whom the text calls a company read as companies."""
    persons = {i for i, e in enumerate(document.entities) if e.entity_type == "person" and e.office is None}
    said = {
        m.entities[0]
        for m in document.mentions
        if m.form == "name"
        and len(m.entities) == 1
        and m.entities[0] in persons
        and document.entities[m.entities[0]].represents is None
        and _said_to_be_one().match(document.text, m.end, m.end + SAID)
    }
    if not said:
        return document
    entities = tuple(
        Entity(e.name, "company", e.country_code) if i in said else e for i, e in enumerate(document.entities)
    )
    return replace(document, entities=entities)
