"""What stands beside the phrases that parties are read from: a person after a list of states, "for her part"."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.found_parties import Found, of_mention
from pipeline.extraction.meetings.name_lists import listed_after
from pipeline.extraction.meetings.reading import Reading

_AND_A_PERSON = re.compile(r",?\s(?:and|as well as|along with|together with|plus)\s(?:by\s)?(?:the\s)?")
_LISTED = re.compile(r",?\s(?:(?:and|as well as|along with|together with|plus)\s)?(?:the\s)?")
_OWN = frozenset({"his", "her", "their", "its"})


def person_after_states(document: Document, reading: Reading, found: list[Found]) -> list[Found]:
    """Who goes on a list of unnamed holders of offices: "the presidents of A, B and C and Prime Minister X met"."""
    last = found[-1] if found else None
    if last is None or last.rule not in ("on_behalf", "listed") or not any(f.rule == "on_behalf" for f in found):
        return []
    if {document.entities[e].entity_type for e in last.entities} != {"country"}:
        return []
    for mention in reading.mentions:
        if mention.start < last.end or not mention.entities:
            continue
        gap = document.text[last.end : mention.start]
        people = all(document.entities[e].entity_type == "person" for e in mention.entities)
        head = reading.token_at(mention.end - 1)
        if not people or not _AND_A_PERSON.fullmatch(gap) or reading.tokens[head].dep in ("nsubj", "nsubjpass"):
            return []
        return [of_mention(mention, "listed"), *listed_after(document, reading, head)]
    return []


def states_before_person(document: Document, reading: Reading, found: list[Found]) -> list[Found]:
    """The states of a list whose last name, a person, the model took for all of it: "the presidents of A, B and X"."""
    if len(found) != 1 or found[0].rule != "on_behalf" or not found[0].plural:
        return []
    if any(document.entities[e].entity_type != "person" for e in found[0].entities):
        return []
    out: list[Found] = []
    start = found[0].start
    for mention in reversed([m for m in reading.mentions if m.end <= start]):
        gap = document.text[mention.end : start]
        states = bool(mention.entities) and all(document.entities[e].entity_type == "country" for e in mention.entities)
        if not states or not _LISTED.fullmatch(gap):
            break
        out.insert(0, replace(of_mention(mention, "on_behalf", found[0].rank), plural=True))
        start = mention.start
    return out


def without_part(reading: Reading, v: int) -> int:
    """The token after the subject of verb `v`, where "for his part" stands between the two; else `v` itself."""
    return v - 3 if v > 3 and reading.words[v - 1] == "part" and reading.words[v - 2] in _OWN else v
