"""Whom a list tells of: the company in the words that lead into it, where an item names no subject of its own."""

from __future__ import annotations

from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.tellings import Telling

OPENS = 60
"""Characters from an item's beginning in which the deal's own words begin where it has no subject."""


def led_by(reading: Reading, telling: Telling, kinds: frozenset[str]) -> tuple[int, int, int] | None:
    """The entity, with its span, of these kinds that the words before a list name first; None outside of lists.

    "Recent milestones of Kestrel Metals include:", then "Signing of an offtake agreement with Y".
    """
    paragraph = reading.document.sentences[telling.sentence].paragraph
    if paragraph not in reading.items:
        return None
    paragraphs = reading.document.source.clean.paragraphs
    if telling.start - paragraphs[paragraph].start > OPENS:
        return None
    lead = paragraph
    while lead in reading.items:
        lead -= 1
    if lead < 0:
        return None
    span = [s for s in reading.document.sentences if s.paragraph == lead][-1:]
    if not span:
        return None
    named: list[tuple[int, int, int]] = []
    for mention in reading.document.mentions:
        if span[0].start <= mention.start < span[0].end and len(mention.entities) == 1 and mention.rule != "media":
            entity = mention.entities[0]
            if reading.document.entities[entity].entity_type in kinds and mention.form != "demonym":
                named.append((entity, mention.start, mention.end))
    have = {p.entity for p in telling.parties}
    return next((found for found in named if found[0] not in have), None)
