"""Which type of meeting a gathering is, by the codebook's order."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.document import Document, Entity
from pipeline.extraction.meetings.cues import alternatives, cue_pattern, cues
from pipeline.lexicons import table
from pipeline.records import MeetingType

_SUMMIT = re.compile(r"\bsummit\b", re.IGNORECASE)
_COUNTED = re.compile(r"\bCOP ?-?\d+\b", re.IGNORECASE)
"""The name of a conference of the parties by its number: "COP28"."""


@cache
def _of_leaders() -> re.Pattern[str]:
    """Names of gatherings of leaders: "APEC Leaders' Week", "the leaders' informal retreat"."""
    return re.compile(rf"\bleaders['’]?\s+(?:\w+\s+)?(?:{alternatives('leaders_gathering')})\b", re.IGNORECASE)


def _is_open(names: str) -> bool:
    """Whether the names of a gathering are those of one that is open to many: "forum", "COP28"."""
    return cue_pattern("open_occasion").search(names) is not None or _COUNTED.search(names) is not None


@cache
def offices(rank: str) -> re.Pattern[str]:
    """The words for those who hold an office of a rank: `leader` or `minister`."""
    words = [row["noun"] for row in table("meeting_groups") if row["rank"] == rank and row["stands"] == "yes"]
    return re.compile(r"\b(?:" + "|".join(re.escape(w) for w in words) + r")s?\b", re.IGNORECASE)


def sides(document: Document, entities: set[int]) -> set[str]:
    """The parties behind the participants: a person counts as the country, body or company that they stand for."""
    out = set()
    homes = {
        document.entities[e].represents: document.entities[e].country_code
        for e in sorted(entities)
        if document.entities[e].represents is not None and document.entities[e].country_code
    }
    for e in entities:
        entity = document.entities[e]
        if entity.entity_type == "person":
            if entity.represents is not None:
                acted = document.entities[entity.represents]
                public = acted.entity_type in ("country", "government_body")
                home = acted.country_code or entity.country_code
                out.add((home if public else None) or _union(acted) or f"#{entity.represents}")
            else:
                out.add(entity.country_code or _union(entity) or f"#{e}")
        elif entity.entity_type in ("country", "government_body"):
            out.add(entity.country_code or homes.get(e) or _union(entity) or f"#{e}")
        else:
            out.add(_union(entity) or f"#{e}")
    return out


def _union(entity: Entity) -> str | None:
    """The bloc that somebody or a body acts for, which is one side with its organs: the Commission and the Council."""
    bloc = entity.name if entity.entity_type == "bloc" else entity.bloc
    return f"#{bloc}" if bloc else None


def _states(document: Document, entities: set[int], told: bool) -> set[str]:
    """The sides that are states or act for one; `told` says that leaders or ministers meet, so that a person without an
    office acts for his country too."""
    public = {
        e
        for e in entities
        if document.entities[e].entity_type in ("country", "government_body")
        or rank_of_person(document, e) is not None
        or (told and _of_a_state(document, e))
    }
    return sides(document, public)


def _of_a_state(document: Document, e: int) -> bool:
    """Whether a person is told of a country and of nobody else."""
    entity = document.entities[e]
    acted = document.entities[entity.represents] if entity.represents is not None else None
    state = acted is None or acted.entity_type == "country"
    return bool(entity.country_code) and entity.entity_type == "person" and entity.office is None and state


def rank_of_person(document: Document, e: int) -> str | None:
    """`leader` or `minister`, where the office that the article gives a person is of that rank."""
    entity = document.entities[e]
    office = entity.office or ""
    if entity.entity_type != "person" or not office:
        return None
    if cue_pattern("serving_office").match(office):
        return None  # "Assistant to the President for Economic Policy"
    acted = document.entities[entity.represents].entity_type if entity.represents is not None else ""
    if acted in ("company", "organisation") and office.lower() in cues("head_of_either"):
        return None  # "Ann Berg, President, Farmers Union"
    if offices("minister").search(office) and "prime minister" not in office.lower():
        return "minister"
    if re.search(r"vice|deputy|bank|company|group|board|council of", office, re.IGNORECASE):
        return "minister" if re.search(r"vice|deputy", office, re.IGNORECASE) else None
    return "leader" if offices("leader").search(office) else None


def _for_states_alone(document: Document, entities: set[int]) -> bool:
    """Whether persons of three states or more are there and nobody else: "the ministers X and Y, with Qatar's Z"."""
    people = {e for e in entities if document.entities[e].entity_type == "person"}
    unranked = {e for e in people if not document.entities[e].office}
    codes = {document.entities[e].country_code for e in people}
    acted = {document.entities[e].represents for e in people} - {None}
    if any(document.entities[a].entity_type != "country" for a in acted if a is not None):
        return False
    return people == entities and None not in codes and len(codes) >= 3 and bool(unranked)


def kind_of(
    document: Document,
    entities: set[int],
    told: list[str],
    names: str,
    phone: bool,
    ranks: set[str],
    trip: bool,
    crowd: bool = False,
    alone: str = "",
) -> MeetingType:
    """The first type of the codebook's list that fits.

    `told` are the types that the trigger words tell by themselves, `names` the words it is called by, `ranks`
    the ranks of unnamed people there; `crowd` says that many unnamed countries take part,
    `alone` what the trigger suggests where one side alone is identified.
    """
    if phone or "call" in told:
        return "call"
    if "signing" in told:
        return "signing"
    parties = sides(document, entities)
    blocs = any(document.entities[e].entity_type == "bloc" for e in entities)
    many = len(_states(document, entities, told=bool(ranks & {"leader", "minister"}))) >= 3 or blocs or crowd
    leaders = len(sides(document, {e for e in entities if rank_of_person(document, e) == "leader"}))
    ministers = len(sides(document, {e for e in entities if rank_of_person(document, e) is not None}))
    ministerial = cue_pattern("of_ministers").search(names) is not None
    if _SUMMIT.search(names) or _of_leaders().search(names):
        return "summit"
    if "conference" in told and _is_open(names) and not ministerial:
        return "conference"
    if "summit" in told or (many and leaders >= 3) or (many and "leader" in ranks and leaders >= ministers):
        return "summit"
    peers = (ministers == 2 or (ministers == 1 and not leaders)) and _for_states_alone(document, entities)
    if "ministerial" in told or ministerial:
        return "ministerial"
    if peers or (many and ("minister" in ranks or ministers >= 3)):
        return "ministerial"
    if "conference" in told:
        return "conference"
    if "negotiation" in told:
        return "negotiation"
    if trip and len(parties) > 2:
        return "visit"
    if len(parties) == 2 or (trip and len(parties) <= 2):
        return "bilateral"
    if len(parties) < 2 and alone == "bilateral" and not blocs:
        return "bilateral"
    return "other"


def as_states(document: Document, entities: list[int]) -> list[int]:
    """The entities, with the country in the place of each person that speaks for it, where the article names it."""
    out = []
    for e in entities:
        entity = document.entities[e]
        acted = document.entities[entity.represents] if entity.represents is not None else None
        if entity.entity_type == "person" and acted is not None and acted.entity_type == "bloc":
            out.append(entity.represents if entity.represents is not None else e)
        elif entity.entity_type == "person" and entity.country_code:
            match = next(
                (
                    i
                    for i, other in enumerate(document.entities)
                    if other.entity_type == "country" and other.country_code == entity.country_code
                ),
                None,
            )
            out.append(match if match is not None else e)
        else:
            out.append(e)
    return out
