"""Visits told by what was done on them: "flew to Lima for talks with A and B", "was received in Seoul by A and B"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import alternatives, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import ancestors, is_verb, subjects
from pipeline.extraction.meetings.kinds import rank_of_person, sides
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.unnamed_sides import people_beside
from pipeline.extraction.meetings.who_was_there import present
from pipeline.extraction.named_within import places_in

_NEAR = 48
"""Characters behind a verb of travel within which the place is named."""


@cache
def _on_a_trip() -> re.Pattern[str]:
    """Words that put what a sentence tells on somebody's journey."""
    return re.compile(
        r"\b(?:on|during|throughout|in the course of|as part of)(?: the sidelines of)?"
        rf" (?:an?|his|her|their|the|this|that|its) (?:[\w’'-]+ ){{0,4}}(?:{alternatives('trip_noun')})\b",
        re.IGNORECASE,
    )


def on_a_visit(document: Document, gathering: Gathering) -> bool:
    """Whether an official's journey brings him before several counterparts."""
    frames = gathering.frames
    if not frames[0].claims or not frames[0].claims[0].entities:
        return False
    for frame in frames:
        traveller = _traveller(document, gathering, frame)
        if traveller is None:
            continue
        home = sides(document, {traveller})
        met = {e for c in frame.claims if c.rule.startswith("object") for e in c.entities} - {traveller}
        seen = {
            e
            for e, _, _ in present(document, gathering)
            if (e in met or not sides(document, {e}) <= home)
            and document.entities[e].entity_type not in ("country", "bloc")
        }
        if len(seen) > 1 or (seen and len(seen) + people_beside(frame) > 1):
            return True
    return False


def _traveller(document: Document, gathering: Gathering, frame: Frame) -> int | None:
    """Who is told to be on a journey when the gathering takes place, or None."""
    if frame.trigger.shape in ("trip", "journey"):
        coming = [c for c in frame.claims if not c.rule.startswith("destination") and c.role != "host"] or frame.claims
        return coming[0].entities[0] if coming and coming[0].entities else None
    if during_trip(frame):
        guests = [e for c in frame.claims if c.role != "host" for e in c.entities]
        return guests[0] if guests and _official(document, guests[0]) else None
    reading = frame.reading
    there = gathering.entities - {e for c in gathering.claims if c.role == "host" for e in c.entities}
    for v in range(len(reading.tokens)):
        if not is_verb(reading, v) or reading.lemmas[v] not in cues("touring") | cues("staying"):
            continue
        for s in subjects(reading, v):
            named = reading.mentions[reading.mention_of[s]].entities if reading.mention_of[s] >= 0 else ()
            going = [e for e in named if e in there and _official(document, e)]
            if going and _goes(document, reading, v, document.entities[going[0]].country_code):
                return going[0]
    if _on_a_trip().search(document.text, reading.sentence.start, reading.sentence.end):
        return next((e for c in frame.claims if c.role != "host" for e in c.entities if _official(document, e)), None)
    return None


def _official(document: Document, e: int) -> bool:
    """Whether somebody travels for a state: an office of rank, or a country and no company behind them."""
    entity = document.entities[e]
    if entity.entity_type != "person":
        return False
    firm = entity.represents is not None and document.entities[entity.represents].entity_type == "company"
    return rank_of_person(document, e) is not None or (entity.country_code is not None and not firm)


def _goes(document: Document, reading: Reading, v: int, home: str | None) -> bool:
    """Whether verb `v` brings its subject to a place abroad: "flew to Lima", "will be in Lusaka"."""
    lemma = reading.lemmas[v]
    words: tuple[str, ...] = ("in",)
    direct = False
    if lemma in cues("touring"):
        words = ("to", "in", "through", "for", "into", "on", "at")
        direct = lemma in cues("seeing_place")
    elif lemma not in cues("staying"):
        return False
    end = reading.tokens[v].end
    near = [p for p in places_in(document, end, end + _NEAR) if p.rule != "adjectival" and p.country_code != home]
    for p in near:
        t = reading.token_at(p.start)
        over = reading.tokens[t].head
        while reading.tokens[over].dep in ("compound", "nmod", "appos", "poss") and over != reading.tokens[over].head:
            over = reading.tokens[over].head
        if reading.tokens[t].dep in ("dobj", "pobj", "compound", "nmod", "poss") and (
            (direct and v in (over, reading.tokens[t].head)) or _joined(reading, t, v, words)
        ):
            return True
    return False


def _joined(reading: Reading, t: int, v: int, words: tuple[str, ...]) -> bool:
    """Whether one of the prepositions joins token `t` to verb `v`."""
    for a in ancestors(reading, t):
        if reading.tokens[a].dep == "prep":
            return reading.words[a] in words and (
                reading.tokens[a].head == v
                or (reading.tokens[reading.tokens[a].head].head == v and not is_verb(reading, reading.tokens[a].head))
            )
        if is_verb(reading, a):
            return False
    return False


def during_trip(frame: Frame) -> bool:
    """Whether a clause on a trip tells the meetings: "a visit during which he will meet A and B"."""
    reading, v = frame.reading, frame.verb if frame.verb is not None else frame.trigger.token
    token = reading.tokens[v]
    if token.dep != "relcl":
        return False
    above = next((a for a in ancestors(reading, token.head) if is_verb(reading, a)), None)
    goes = above is not None and reading.lemmas[above] in cues("touring")
    return reading.lemmas[token.head] in cues("trip_noun") or (
        goes and any(reading.words[c] in ("where", "which") for c in reading.children[v])
    )
