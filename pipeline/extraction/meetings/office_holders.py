"""States told by the office of those who act for them, where the article names the holder: of "the Prime Ministers of
Chile and Peru met", the two people whom it calls so elsewhere."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.found_parties import groups
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.gatherings import published, resolved
from pipeline.extraction.meetings.holders import is_plural, rank_of
from pipeline.extraction.meetings.kinds import rank_of_person

_BACK = 45
"""Words over which a list of states may run from the office that they are told by."""
_IN_OFFICE = timedelta(days=400)
"""How long ago a gathering may have been for its officials to be those whom the article names."""


def name_holders(document: Document, frame: Frame) -> None:
    """Put the person in the place of the state for whom he is told to be there by his office."""
    told = [c for c in frame.claims if "on_behalf" in c.rule and c.rank is not None and len(c.entities) == 1]
    if not told:
        return
    read, day = resolved(document, frame), published(document)
    if read is not None and day is not None and abs(day - read.start) > _IN_OFFICE:
        return
    there = frame.entities
    for n, claim in enumerate(frame.claims):
        office = _office_before(frame, claim) if claim in told else ""
        holder = _holder(document, claim, office) if office else None
        if holder is not None and holder not in there:
            frame.claims[n] = replace(claim, entities=(holder,), rule=claim.rule + ":holder")


def _office_before(frame: Frame, claim: Claim) -> str:
    """The office in the singular, in lower case, that the list of states begins with; empty where it is none."""
    reading = frame.reading
    t = reading.token_at(claim.start)
    for i in range(t - 1, max(t - _BACK, -1), -1):
        if reading.mention_of[i] >= 0 and reading.mentions[reading.mention_of[i]].form == "name":
            continue
        if rank_of(reading, i) is not None:
            if not is_plural(reading, i) or reading.words[i + 1 : i + 2] != ("of",):
                return ""
            before = f"{reading.words[i - 1]} {reading.lemmas[i]}" if i else ""
            qualified = before in groups() or (i and reading.tokens[i - 1].pos in ("ADJ", "NOUN", "PROPN"))
            return before if qualified else reading.lemmas[i]
    return ""


def _holder(document: Document, claim: Claim, office: str) -> int | None:
    """The one person of the article who holds the office for the state of the claim."""
    code = document.entities[claim.entities[0]].country_code
    if document.entities[claim.entities[0]].entity_type != "country" or code is None:
        return None
    plain = groups().get(office)
    fits = []
    for e, entity in enumerate(document.entities):
        if entity.entity_type != "person" or entity.country_code != code or rank_of_person(document, e) != claim.rank:
            continue
        held = (entity.office or "").lower()
        ranked_only = plain is not None and office in ("leader", "head")
        if ranked_only or office in held:
            fits.append(e)
    return fits[0] if len(fits) == 1 else None


def pronoun_of_holder(document: Document, mention: NameMention, made: list[NameMention]) -> NameMention:
    """A pronoun that was read as the state of an office told before it, as who holds that: "Chile's minister said he
    would meet Y. X …"."""
    if mention.form != "pronoun" or document.text[mention.start : mention.end].lower() not in _OF_ONE:
        return mention
    near = [
        n for n in made if n.end <= mention.start and mention.start - n.end < _PRONOUN_WITHIN and n.form == "office"
    ]
    before = [m for m in document.mentions if near and m.start == near[0].start and m.rule == "unnamed-holder"]
    if not before or before[0].entities != mention.entities:
        return mention
    return replace(mention, entities=near[0].entities)


_OF_ONE = frozenset({"he", "she", "him", "his", "her"})
_PRONOUN_WITHIN = 120
"""Characters behind an office within which "he" is who holds it."""
