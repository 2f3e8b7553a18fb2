"""When a signature is a meeting: a ceremony is told, or named persons sign at a stated place."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import governed
from pipeline.extraction.meetings.kinds import sides

_OPENING_PLACE = re.compile(
    r"(?:In|At|It was in|It was at)\s(?:the\s)?[A-ZÀ-Þ][\w’'-]{3,}(?:\s[A-ZÀ-Þ][\w’'-]+){0,3}"
    r"(?:,\s(?=[A-ZÀ-Þ])|\sthat\s)"
)
"""A place that opens the sentence, known or not: "In Puglia, …"; month names end in a number instead."""


def unsigned(document: Document, frame: Frame, scene: bool) -> str:
    """Why a frame with a verb of signing tells no meeting, or an empty string; of other frames it says nothing.

    `scene` says that the report states its place once for all.
    """
    if frame.trigger.shape != "signing":
        return ""
    people = sum(document.entities[e].entity_type == "person" for e in frame.entities)
    placed = frame.place is not None and frame.place_rule[3:4] >= "2"
    if frame.claims and ("ceremony" in frame.flags or ceremony_near(document, frame)):
        return ""
    ranked = {e for c in frame.claims for e in c.entities if c.rank in ("leader", "minister")}
    placed = (
        placed
        or _in_that_place(frame)
        or _in_the_room(document, frame)
        or bool(_OPENING_PLACE.match(document.text, frame.reading.sentence.start))
    )
    if not people and placed and len(sides(document, ranked)) >= 2:
        return ""
    if appointed(document, frame):
        return ""
    if not people:
        return "signed by no named person"
    paper = document.text[frame.reading.tokens[frame.trigger.token].end :][:80]
    if cue_pattern("unilateral").search(paper):
        return "an act of one government"
    bodies = [e for e in frame.entities if document.entities[e].entity_type not in ("person", "country")]
    if people < 2 and not bodies and not ("signed_for" in frame.flags and placed and frame.date is not None):
        codes = {document.entities[e].country_code for e in frame.entities} - {None}
        there = placed and frame.place is not None and frame.place.city is not None
        return "" if there and len(codes) > 1 else "signed by one side"
    here = scene and frame.date is None and frame.status == "held"
    return "" if placed or here else "signed at no stated place"


def appointed(document: Document, frame: Frame) -> bool:
    """Whether a day and a town were set for two sides to sign, which makes it an occasion whoever was to hold the pen:
    "were to sign it in Lima on Thursday", "the signing by X and Y, set for 3 May in Lima, was put off"."""
    if frame.status == "held" or frame.date is None or frame.place is None or frame.place.city is None:
        return False
    read = frame.date.past or frame.date.future
    return read is not None and read.precision == "day" and len(sides(document, frame.entities)) > 1


def ceremony_near(document: Document, frame: Frame) -> bool:
    """Whether the sentences around tell a ceremony or who put down their names."""
    own = frame.reading.sentence
    around = [s for s in document.sentences if s.paragraph == own.paragraph and abs(s.start - own.start) < 500]
    first, last = min(s.start for s in around), max(s.end for s in around)
    return (
        frame.place is not None
        and len(frame.entities) >= 2
        and bool(cue_pattern("signatures").search(document.text, first, last))
    )


def put_on_for_it(frame: Frame) -> bool:
    """Whether somebody hosts or looks on at the signing itself: "X hosted the signing of a pact between Y and Z"."""
    verb = frame.reading.lemmas[frame.verb] if frame.verb is not None else ""
    return verb in cues("signing_host") and "object" in frame.flags


def _in_the_room(document: Document, frame: Frame) -> bool:
    """Whether the words behind the verb place the signing in a house or a room: "signed the accord in the hall",
    "signed it at the institute that bears his name"."""
    reading = frame.reading
    house = governed(reading, frame.trigger.token, ("at", "in", "inside"))
    if any(reading.lemmas[o] in cues("house_of_signing") for o in house):
        return True
    behind = reading.tokens[frame.trigger.token].end
    return cue_pattern("in_the_room").search(document.text, behind, reading.sentence.end) is not None


def _in_that_place(frame: Frame) -> bool:
    """Whether the signing is told in a clause on a place: "at the palace in Lima, where X and Y signed"."""
    reading, v = frame.reading, frame.trigger.token
    return reading.tokens[v].dep == "relcl" and any(reading.words[c] == "where" for c in reading.children[v])
