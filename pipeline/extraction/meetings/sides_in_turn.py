"""Sentences that name for each side of a gathering who came for it: "For Chile came X, for Argentina Y", "For
Washington, X and Y took part; Beijing sent Z", "X headed the Rwandan team, Y the Congolese"."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, is_people, of_mention, only_people
from pipeline.extraction.meetings.grammar import is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.name_lists import listed_after, run_after
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.named_within import places_in
from pipeline.extraction.names.gazetteer import city_countries

_ITS_SIDE = re.compile(r"(?:,[^,.;]{2,60},)?\s(?:the|that of|those of|for)\s")
"""What stands between a name and the side that its bearer heads."""
_STATES = frozenset({"country", "bloc"})
_GAP = 60
"""Characters between a side and the person who came for it: a verb and a title."""
Told = list[tuple[Found, str]]


def for_each_side(document: Document, reading: Reading) -> Told:
    """Who is told to be there for one of the sides, side by side, with the role."""
    return [*_for_sides(document, reading), *_headed_sides(document, reading)]


def _for_sides(document: Document, reading: Reading) -> Told:
    """ "For Chile came X, for Argentina Y": the person behind each side that "for" or "on behalf of" opens."""
    out: list[Found] = []
    for low, word in enumerate(reading.words):
        if word not in ("for", "from") or not _opens_clause(reading, low):
            continue
        end = side_behind(document, reading, low)
        person = next((m for m in reading.mentions if end is not None and m.start >= end and m.entities), None)
        if end is None or person is None or not only_people(document, person) or person.form == "pronoun":
            continue
        if person.start - end > _GAP or not _only_arrival(reading, end, person):
            continue
        out.append(of_mention(person, "roll"))
        last = reading.token_at(person.end - 1)
        out += [f for f in listed_after(document, reading, last) if is_people(document, f)]
        out += [
            f for f in run_after(document, reading, last) if _joined(document, person, f) and is_people(document, f)
        ]
    seen: set[int] = set()
    return [(f, "attendee") for f in out if f.start not in seen and not seen.add(f.start)]  # type: ignore[func-returns-value]


def side_behind(document: Document, reading: Reading, p: int) -> int | None:
    """Where the name of a state, body or capital right behind the preposition at token `p` ends."""
    t = p + 1 if reading.words[p + 1 : p + 2] != ("the",) else p + 2
    if t >= len(reading.words):
        return None
    at = reading.mention_of[t]
    if at >= 0:
        mention = reading.mentions[at]
        side = bool(mention.entities) and not only_people(document, mention) and mention.form != "pronoun"
        return mention.end if side else None
    token = reading.tokens[t]
    town = bool(places_in(document, token.start, token.end)) or token.text in city_countries()
    return token.end if town else None


def _opens_clause(reading: Reading, p: int) -> bool:
    """Whether a preposition begins the sentence or a further item of what it tells."""
    return p == 0 or reading.words[p - 1] in (",", ";", "and", "while", ":", "“", '"')


def _only_arrival(reading: Reading, end: int, person: NameMention) -> bool:
    """Whether nothing but a verb of being there stands between a side and its person."""
    between = range(reading.token_at(end - 1) + 1, reading.token_at(person.start))
    there = cues("being_there") | cues("showing_up") | {"'s", "’s"}
    return all(
        reading.lemmas[t] in there or (reading.tokens[t].pos not in ("VERB", "SCONJ") and reading.words[t] != ";")
        for t in between
    )


def _joined(document: Document, person: NameMention, found: Found) -> bool:
    """Whether somebody is named right behind a person by "and"."""
    return bool(re.fullmatch(r",?\sand\s(?:[a-z’'-]+\s){0,5}", document.text[person.end : found.start]))


def _headed_sides(document: Document, reading: Reading) -> Told:
    """ "X headed the Rwandan delegation, Y the Congolese": those named beside who heads a side, with a side each."""
    for v, lemma in enumerate(reading.lemmas):
        if (
            lemma not in cues("heading_side") | cues("speaking_for")
            or not is_verb(reading, v)
            or is_passive(reading, v)
        ):
            continue
        mine = [f for f in parties(document, reading, subjects(reading, v)) if is_people(document, f)]
        led = [o for o in objects(reading, v) if _a_side(reading, o)]
        if not mine or not led:
            continue
        others = [
            of_mention(m, "roll")
            for m in reading.mentions
            if m.start > reading.tokens[led[0]].start and only_people(document, m) and m.form in ("name", "short")
        ]
        rest = [f for f in others if _has_side(document, reading, f)]
        return [(f, "attendee") for f in (*mine, *rest)]
    return []


def _a_side(reading: Reading, o: int) -> bool:
    """Whether an object is a delegation, or "the Rwandan one"."""
    if reading.lemmas[o] in cues("side_sent") | cues("led_side"):
        return True
    return reading.words[o] == "one" or (
        reading.mention_of[o] >= 0 and reading.tokens[o].dep == "dobj" and _demonym(reading, o)
    )


def _demonym(reading: Reading, o: int) -> bool:
    return reading.mentions[reading.mention_of[o]].form == "demonym"


def _has_side(document: Document, reading: Reading, found: Found) -> bool:
    """Whether a side stands right behind a person's name: "Y the Congolese", "Y, a minister, the Indian one"."""
    for mention in reading.mentions:
        if mention.start <= found.end or only_people(document, mention):
            continue
        side = mention.form == "demonym" or {document.entities[e].entity_type for e in mention.entities} <= _STATES
        nxt = reading.token_at(found.end - 1) + 1
        heads = reading.lemmas[nxt] in cues("heading_side") and reading.tokens[nxt].tag == "VBG"
        gap = document.text[reading.tokens[nxt].end if heads else found.end : mention.start]
        return side and bool(_ITS_SIDE.fullmatch(gap))
    return reading.words[reading.token_at(found.end) :][:2] == ("the", "other")
