"""One told gathering: the trigger word with what its sentence says of parties, time, place and standing."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.extraction.document import DateExpression, Place
from pipeline.extraction.meetings.found_parties import Found, Rank
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.triggers import Trigger
from pipeline.records import MeetingStatus


@dataclass(frozen=True, slots=True)
class Claim:
    """Somebody's part in a gathering, as one stretch of text tells it."""

    entities: tuple[int, ...]
    role: str
    start: int
    end: int
    rule: str
    rank: Rank | None = None
    plural: bool = False


@dataclass(slots=True)
class Frame:
    """What one trigger word tells. Spans count in the clean text."""

    reading: Reading
    trigger: Trigger
    start: int
    end: int
    claims: list[Claim] = field(default_factory=list)
    kind: str = ""
    kind_rule: str = ""
    status: MeetingStatus = "held"
    status_rule: str = "default"
    status_span: tuple[int, int] | None = None
    date: DateExpression | None = None
    date_rule: str = ""
    place: Place | None = None
    place_rule: str = ""
    verb: int | None = None
    phone: bool = False
    definite: bool = False
    possessive: bool = False
    separate: bool = False
    flags: set[str] = field(default_factory=set)
    ranks: set[str] = field(default_factory=set)
    """Ranks of unnamed people that are told to be there ("ministers from several dozen countries")."""
    after: int | None = None
    until: int | None = None
    """Clean-text bounds within the sentence for time and place, where it tells several gatherings."""
    later: list[Claim] = field(default_factory=list)
    """Parts that sentences after this one add."""

    def add(self, found: list[Found], role: str, rule: str) -> None:
        """Add parties in one role, each mention once; a host stays a host."""
        for one in found:
            if one.rank is not None:
                self.ranks.add(one.rank)
            if not one.entities:
                continue
            known = next((n for n, c in enumerate(self.claims) if (c.start, c.end) == (one.start, one.end)), None)
            claim = Claim(one.entities, role, one.start, one.end, f"{rule}:{one.rule}", one.rank, one.plural)
            if known is None:
                self.claims.append(claim)
            elif self.claims[known].role != "host" and role == "host":
                self.claims[known] = claim

    @property
    def entities(self) -> set[int]:
        """Indices of all entities that take part."""
        return {e for claim in self.claims for e in claim.entities}


def verbal(frame: Frame) -> bool:
    """Whether a verb and no noun tells the gathering."""
    return frame.trigger.shape not in ("event", "trip", "invitation")
