"""Those who make up a delegation: "comprising A, B and the head of C, D", "made up of", "including X"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, of_mention
from pipeline.extraction.meetings.grammar import FINITE
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.reading import Reading

_WITHIN = 16
"""Words after "delegation" in which "comprising" may stand."""
_AND = re.compile(r",? and (?:the |his |her )?(?:[\w.-]+ ){0,3}?(?:[\w.-]+(?:'s|’s) )?(?:[a-z-]+ ){0,4}(?:[a-z-]+, )?")
_LONGEST_GAP = 90
_LINKS = frozenset({"of", "up", "by", "from", "the", "among", "others", ","})


def members(document: Document, reading: Reading, i: int) -> list[Found]:
    """The persons named as members of the delegation that noun `i` names, in order; none where none is."""
    if reading.lemmas[i] not in cues("led_side"):
        return []
    for t in range(i + 1, min(i + _WITHIN, len(reading.words) - 1)):
        made_up = reading.lemmas[t] in cues("made_up")
        if reading.words[t] in (";", ":") or (reading.tokens[t].tag in FINITE and not made_up):
            return []
        if not made_up:
            continue
        last = t
        while last + 1 < len(reading.words) and reading.words[last + 1] in _LINKS:
            last += 1
        found = run_after(document, reading, last)
        people = [f for f in found if any(document.entities[e].entity_type == "person" for e in f.entities)]
        return [replace(f, rule="member") for f in people]
    return []


def second_side(document: Document, reading: Reading, p: int) -> list[Found]:
    """The persons on both sides of "between", with what says who the first is between them: "X, A's premier, and B's
    Y"; none where fewer than two are named."""
    out: list[Found] = []
    at = reading.tokens[p].end
    for mention in reading.mentions:
        if mention.start < at or not mention.entities:
            continue
        if any(document.entities[e].entity_type != "person" for e in mention.entities):
            continue
        if out and mention.entities == out[0].entities:
            at = mention.end
            continue
        gap = document.text[at : mention.start]
        if (out and not _AND.fullmatch(gap)) or len(gap) > _LONGEST_GAP:
            break
        out.append(of_mention(mention, "second_side"))
        at = mention.end
        if len(out) > 1:
            return out
    return []
