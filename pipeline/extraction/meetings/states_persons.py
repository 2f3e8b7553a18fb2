"""Who of the states that met is named in the sentences behind: "Ministers of Chile and Peru met. Chile's X warned"."""

from __future__ import annotations

from functools import cache

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.found_parties import Found, of_mention
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import is_verb, subjects
from pipeline.extraction.meetings.reading import Reading
from pipeline.lexicons import table, values


@cache
def _members() -> dict[str, frozenset[str]]:
    """Member states of each bloc, by its name."""
    return {row["name"]: frozenset(values(row["members"])) for row in table("blocs")}


def told_of_states(document: Document, gathering: Gathering, reading: Reading) -> list[tuple[Found, str]]:
    """Persons who act in the sentence and are of a state or bloc whose officials met."""
    codes: set[str] = set()
    for claim in gathering.claims:
        for e in claim.entities:
            entity = document.entities[e]
            if claim.rank is not None and entity.entity_type == "country" and entity.country_code:
                codes.add(entity.country_code)
            elif claim.rank is not None and entity.entity_type == "bloc":
                codes |= _members().get(entity.name, frozenset())
    codes -= {
        document.entities[e].country_code or ""
        for e in gathering.entities
        if document.entities[e].entity_type == "person"
    }
    if not codes:
        return []
    out = []
    for v in range(len(reading.tokens)):
        if not is_verb(reading, v) or reading.tokens[v].tag not in ("VBD",):
            continue
        for s in subjects(reading, v):
            at = reading.mention_of[s]
            if at < 0:
                continue
            mention = reading.mentions[at]
            if mention.form not in ("name", "short") or len(mention.entities) != 1:
                continue
            entity = document.entities[mention.entities[0]]
            if entity.entity_type == "person" and entity.country_code in codes:
                out.append((of_mention(mention, "of_state"), "attendee"))
    return out
