"""Hearings of a regulator on what somebody asks of it: "a hearing before the Mining Board on X's application", "X has
applied to the Board. A hearing is set for 3 June in Pierre"."""

from __future__ import annotations

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.reading import Reading

_BACK = 2
"""Sentences before the hearing in which the application is told."""


def add_sides_of_hearing(document: Document, frame: Frame, parsed: list[Reading]) -> None:
    """Add before whom a hearing is held, as host, and whose application it is on."""
    if frame.trigger.words not in cues("hearing_noun") or frame.trigger.plural:
        return
    reading = frame.reading
    if not any(c.role == "host" for c in frame.claims):
        body = _behind(document, reading, frame.end, cues("heard_before"))
        frame.claims += [_claim(body, "host", "heard_before")] if body is not None else []
    whose = _applicant(document, reading)
    frame.claims += [_claim(whose, "attendee", "applicant")] if whose is not None else []
    if frame.entities:
        return
    for earlier in reversed([r for r in parsed if 0 < reading.index - r.index <= _BACK]):
        if not cues("application") & {*earlier.lemmas}:
            continue
        whose = _applicant(document, earlier) or _first_firm(document, earlier)
        body = _behind(document, earlier, earlier.sentence.start, cues("applied_to"))
        if whose is not None and body is not None:
            frame.claims += [_claim(body, "host", "applied_to"), _claim(whose, "attendee", "applicant")]
            return


def _claim(mention: NameMention, role: str, rule: str) -> Claim:
    return Claim(mention.entities, role, mention.start, mention.end, rule)


def _of_kind(document: Document, mention: NameMention, *kinds: str) -> bool:
    return bool(mention.entities) and all(document.entities[e].entity_type in kinds for e in mention.entities)


def _behind(document: Document, reading: Reading, start: int, words: frozenset[str]) -> NameMention | None:
    """The public body named right behind one of the prepositions `words`, from an offset on."""
    for mention in reading.mentions:
        if mention.start < start or not _of_kind(document, mention, "government_body", "organisation"):
            continue
        t = reading.token_at(mention.start) - 1
        t -= 1 if t > 0 and reading.words[t] == "the" else 0
        if t >= 0 and reading.words[t] in words:
            return mention
    return None


def _applicant(document: Document, reading: Reading) -> NameMention | None:
    """The firm whose application, permit or proposal the sentence tells by a possessive."""
    for mention in reading.mentions:
        t = reading.token_at(mention.end - 1) + 1
        if not _of_kind(document, mention, "company") or t >= len(reading.words):
            continue
        owns = reading.words[t] in ("'s", "’s", "'", "’")
        if owns and cues("application") & {*reading.lemmas[t + 1 : t + 5]}:
            return mention
    return None


def _first_firm(document: Document, reading: Reading) -> NameMention | None:
    return next((m for m in reading.mentions if _of_kind(document, m, "company")), None)
