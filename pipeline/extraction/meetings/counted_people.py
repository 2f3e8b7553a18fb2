"""People told by their number above two: "the three ministers met", "where the same four leaders agreed"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import alternatives
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import objects, subjects, subtree
from pipeline.extraction.meetings.kinds import sides

_COUNTS = {"three": 3, "four": 4, "five": 5, "six": 6}
_COUNTED_REACH = 900
"""Characters over which "the three ministers" looks back."""
_LAST_TOLD = 3
"""Gatherings among which those who met are looked for."""


@cache
def _counted() -> re.Pattern[str]:
    """People told by a number above two: "the four ambassadors"."""
    people = alternatives("counted_people")
    return re.compile(
        rf"\b(?:the|those|these)(?: same)? (?P<count>three|four|five|six) (?P<what>(?:\w+ )?(?:{people}))\b",
        re.IGNORECASE,
    )


def counted_people(document: Document, frame: Frame, before: list[Frame]) -> Claim | None:
    """ "The three ministers met": as many persons with an office as the last sentence that names several tells, else
    those who met before, where they are as many."""
    reading = frame.reading
    hit = _counted().search(document.text, reading.sentence.start, reading.sentence.end)
    if not hit:
        return None
    count = _COUNTS[hit["count"].lower()]
    wanted = hit["what"].lower().removesuffix("s").split()[-1]
    seen: list[int] = []
    for mention in reversed(document.mentions):
        if mention.start >= hit.start() or mention.form == "pronoun":
            continue
        if hit.start() - mention.start > _COUNTED_REACH:
            break
        for e in mention.entities:
            entity = document.entities[e]
            if entity.entity_type == "person" and entity.office and e not in seen:
                seen.append(e)
    alike = [e for e in seen if wanted in (document.entities[e].office or "").lower()]
    holders = alike if len(alike) == count else seen
    if len(holders) != count or len({document.entities[e].country_code for e in holders}) < min(count, 2):
        holders = _met_before(document, before, count)
    return Claim(tuple(sorted(holders)), "attendee", hit.start(), hit.end(), "counted") if holders else None


def _met_before(document: Document, before: list[Frame], count: int) -> list[int]:
    """The people of the last gathering told, where there were as many and no others."""
    for frame in reversed(before[-_LAST_TOLD:]):
        people = [e for e in frame.entities if document.entities[e].entity_type == "person"]
        if len(people) == count and len(sides(document, set(people))) >= min(count, 3):
            return people
    return []


@cache
def _counted_states() -> re.Pattern[str]:
    """States told by a number above two: "all three countries"."""
    return re.compile(
        rf"\b(?:all|the|our)(?: of the| our)? (?P<count>three|four|five|six) (?:{alternatives('states_told')})\b",
        re.IGNORECASE,
    )


def counted_states(document: Document, frame: Frame) -> tuple[int, int, int] | None:
    """How many states gather or send those who do, and where that is said: "women from all three countries will
    convene", "a meeting of the three governments"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.weight < 2 or frame.trigger.name or "setting" in frame.flags:
        return None
    heads = [t] if frame.trigger.shape == "event" else [*subjects(reading, t), *objects(reading, t)]
    for head in heads:
        within = subtree(reading, head, skip=("relcl", "acl", "advcl"))
        hit = _counted_states().search(document.text, reading.tokens[within[0]].start, reading.tokens[within[-1]].end)
        if hit:
            return _COUNTS[hit["count"].lower()], hit.start(), hit.end()
    return None
