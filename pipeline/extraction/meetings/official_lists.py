"""Lists of officials without names, each told by the body that he acts for: "joined by the Administrator of A, the
Director of B, and senior officials from the Departments C and D". The bodies are there."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.found_parties import Found, of_mention
from pipeline.extraction.meetings.grammar import FINITE, is_passive
from pipeline.extraction.meetings.reading import Reading

_BODIES = frozenset({"government_body", "organisation", "company", "bloc"})
_OFFICIAL = re.compile(
    r"(?:^|\W+(?:(?:and|as well as|along with|together with)\s)?)"
    r"(?:[\w’'-]+,?\s(?:and\s)?){0,14}?(?:of|from|at|for|representing)\s(?:(?:both|the|its|their)\s)*(?:U\.S\.\s)?"
)
_NEXT = re.compile(r",?\s(?:and\s|as well as\s)?(?:the\s)?(?:U\.S\.\s)?")
_FEWEST = 2


def officials_of(document: Document, reading: Reading, first: int, last: int) -> list[Found]:
    """The bodies of a list of officials that begins at token `first` and ends before token `last`; empty where the
    list names anybody, or fewer than two bodies."""
    if first >= last:
        return []
    at, until = reading.tokens[first].start, reading.tokens[last - 1].end
    out: list[Found] = []
    for mention in reading.mentions:
        if mention.start < at or mention.end > until or not mention.entities or mention.form == "demonym":
            continue
        kinds = {document.entities[e].entity_type for e in mention.entities}
        if "person" in kinds:
            return []
        gap = document.text[at : mention.start]
        listed = bool(out) and _NEXT.fullmatch(gap)
        if not listed and not _OFFICIAL.fullmatch(gap):
            if kinds == {"country"}:
                continue  # "the Ambassador of India to the United States"
            break
        if any(reading.tokens[t].tag in FINITE for t in range(reading.token_at(at), reading.token_at(mention.start))):
            break
        at = mention.end
        if kinds <= _BODIES:
            out.append(of_mention(mention, "official_of"))
    return out if len(out) >= _FEWEST else []


def officials_by(document: Document, reading: Reading, v: int) -> list[Found]:
    """The bodies whose officials, none of them named, are the agents or the subject of the verb at `v`."""
    if is_passive(reading, v):
        by = next((t for t in range(v + 1, min(v + _BY_WITHIN, len(reading.words))) if reading.words[t] == "by"), None)
        if by is None:
            return []
        clause = (t for t in range(by + 1, len(reading.tokens)) if reading.tokens[t].tag in _CLAUSE)
        return officials_of(document, reading, by + 1, next(clause, len(reading.tokens)))
    comma = reading.words[:v].index(",") if reading.words[:1] == ("on",) and "," in reading.words[:v] else -1
    return officials_of(document, reading, comma + 1, v)


_CLAUSE = FINITE | {"WRB"}
"""Tags of what begins another clause: "joined by the heads of A and B when he meets X"."""
_BY_WITHIN = 8
"""Words from "joined" to its "by": "joined on the U.S. side by"."""
