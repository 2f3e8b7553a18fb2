"""What a stretch of text names: entities with the rank of the people behind them, and the nouns for such people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.reading import Reading
from pipeline.lexicons import table

Rank = Literal["leader", "minister", "other"]


@dataclass(frozen=True, slots=True)
class Found:
    """Entities that a stretch of text stands for, and the rank of the people named, where told."""

    entities: tuple[int, ...]
    start: int
    end: int
    rule: str
    rank: Rank | None = None
    plural: bool = False


@cache
def groups() -> dict[str, tuple[Rank, bool]]:
    """Nouns for people who act for somebody: their rank, and whether one unnamed holder stands for the party."""
    ranks: dict[str, Rank] = {"leader": "leader", "minister": "minister", "other": "other"}
    return {row["noun"]: (ranks[row["rank"]], row["stands"] == "yes") for row in table("meeting_groups")}


def mention_at(reading: Reading, i: int) -> NameMention | None:
    """The name mention that token `i` lies in."""
    at = reading.mention_of[i]
    return reading.mentions[at] if at >= 0 else None


def of_mention(mention: NameMention, rule: str, rank: Rank | None = None) -> Found:
    """The entities of a mention, found by `rule`."""
    return Found(mention.entities, mention.start, mention.end, rule, rank)


def only_people(document: Document, mention: NameMention) -> bool:
    """Whether a mention stands for people alone."""
    return bool(mention.entities) and all(document.entities[e].entity_type == "person" for e in mention.entities)


def is_people(document: Document, found: Found) -> bool:
    """Whether a party found is a person, or several, and nothing else."""
    return all(document.entities[e].entity_type == "person" for e in found.entities)


def people_only(document: Document, found: list[Found]) -> list[Found]:
    """Those of the parties that are persons."""
    return [f for f in found if any(document.entities[e].entity_type == "person" for e in f.entities)]


def owned_name(document: Document, reading: Reading, i: int) -> NameMention | None:
    """The name behind a state's possessive, where the model makes the state the head: "Sweden's Boliden hosted"."""
    mention = mention_at(reading, i)
    if mention is None or reading.tokens[i].dep == "poss" or len(mention.entities) != 1:
        return None
    if document.entities[mention.entities[0]].entity_type != "country":
        return None
    mark = reading.token_at(mention.end - 1) + 1
    if mark + 1 >= len(reading.words) or reading.words[mark] not in ("'s", "’s"):
        return None
    behind = mention_at(reading, mark + 1)
    kinds = {document.entities[e].entity_type for e in behind.entities} if behind is not None else set()
    return behind if kinds and kinds <= {"company", "person"} else None
