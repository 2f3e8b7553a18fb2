"""Conferences that a list tells, who goes to them being said once: "will present at the Quito Gold Forum (3 July), the
Oslo Mining Summit (2 October) and …", "will attend the following events:" with one of them on each line below."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import FINITE, is_verb, subjects
from pipeline.extraction.meetings.noun_roles import sense_of
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import noun_senses
from pipeline.extraction.named_within import places_in

_BACK = 14
"""Sentences back at which the lead-in of a list may stand."""
_LINE = 48
"""Longest line that gives only the day or the town of the event named on the line above."""


def lend_list(document: Document, frames: list[Frame], parsed: list[Reading]) -> None:
    """Give each gathering of a list, told by its name alone, those who go to them all."""
    bare = [f for f in frames if f.trigger.shape == "event" and f.trigger.name and not f.entities]
    for frame in bare:
        first = next((f for f in frames if _leads(f) and f.trigger.token < frame.trigger.token), None)
        if first is not None and _goes_on(frame, first):
            mine = [c for c in first.claims if c.start < first.reading.tokens[first.trigger.token].start]
            frame.claims += [replace(c, start=frame.start, end=frame.end, rule="listed") for c in mine]
            frame.status, frame.verb = first.status, first.verb
            frame.flags.add("role_verb")
            frame.separate = True
    for first in frames:
        if first.trigger.plural and not first.trigger.name and any(c.rule == "listed" for f in bare for c in f.claims):
            first.claims = []  # "the following conferences:"
    if len(bare) == 1 and not bare[0].entities and len(frames) == 1:
        _of_line(document, bare[0], parsed)


def _leads(frame: Frame) -> bool:
    """Whether somebody is told to take part in the gathering that may open a list."""
    told = frame.trigger.name is not None or frame.trigger.plural
    return frame.trigger.shape == "event" and told and "role_verb" in frame.flags and bool(frame.entities)


def _goes_on(frame: Frame, first: Frame) -> bool:
    """Whether the name of a gathering stands in one list with another, with no verb between the two."""
    reading = frame.reading
    t = reading.token_at(frame.trigger.name_start) - 1
    while t > 0 and reading.words[t] in ("the", "a", "an", "annual", "at", "in"):
        t -= 1
    between = range(first.trigger.token + 1, t)
    return reading.words[t] in (",", ";", ":", "and", ")", "&") and not any(
        reading.tokens[i].tag in FINITE or reading.tokens[i].tag == "VBG" for i in between
    )


def _of_line(document: Document, frame: Frame, parsed: list[Reading]) -> None:
    """Give a gathering that a line names and nothing more those of the sentence that opens the list."""
    reading, trigger = frame.reading, frame.trigger
    if any(token.tag in FINITE for token in reading.tokens) or reading.sentence.kind == "title":
        return
    at = next((n for n, each in enumerate(parsed) if each.index == reading.index), None)
    before = parsed[max(0, at - _BACK) : at] if at is not None else []
    lead = next((r for r in reversed(before) if any(token.tag in FINITE for token in r.tokens)), None)
    if lead is None or not document.text[lead.sentence.start : lead.sentence.end].rstrip().endswith(":"):
        return
    verb = next((v for v in range(len(lead.words)) if _takes_part(lead, v)), None)
    if verb is None:
        return
    root = next((t for t, token in enumerate(lead.tokens) if token.head == t), verb)
    found = parties(document, lead, subjects(lead, verb)) or parties(document, lead, subjects(lead, root))
    frame.claims += [Claim(f.entities, "attendee", frame.start, frame.end, "listed") for f in found if f.entities]
    frame.flags.add("role_verb")
    frame.separate = True
    if any(lead.words[c] in ("will", "to") for c in lead.children[verb]) or lead.tokens[verb].tag == "VBG":
        frame.status, frame.status_rule = "planned", "listed"
    if reading.sentence.end - trigger.name_end <= 2:
        _below(document, frame)


def _takes_part(reading: Reading, v: int) -> bool:
    """Whether verb `v` says that somebody goes to gatherings told by a plural: "will attend the following events"."""
    if not is_verb(reading, v):
        return False
    at = [p for p in reading.children[v] if reading.tokens[p].dep == "prep"]
    nouns = [c for p in (v, *at) for c in reading.children[p] if reading.tokens[c].dep in ("dobj", "pobj")]
    plural = any(reading.tokens[n].tag in ("NNS", "NNPS") and reading.lemmas[n] in noun_senses() for n in nouns)
    known = sense_of(reading, v) or any(sense_of(reading, v, reading.words[p]) for p in at)
    return plural and bool(known)


def _below(document: Document, frame: Frame) -> None:
    """Take the day and the town from the short lines below the name of a gathering."""
    paragraphs = document.source.clean.paragraphs
    here = frame.reading.sentence.paragraph
    for line in paragraphs[here + 1 : here + 3]:
        if line.end - line.start > _LINE:
            return
        days = [d for d in document.dates if line.start <= d.start < line.end and (d.past or d.future)]
        towns = [p for p in places_in(document, line.start, line.end) if p.city]
        if not days and not towns:
            return
        if days and frame.date is None:
            frame.date, frame.date_rule = days[0], "tie3:listed"
        if towns and frame.place is None:
            frame.place, frame.place_rule = towns[0], "tie3:listed"
