"""People who belong to the side on whose part they are told, though nothing tells whom they act for.

"The minister received the EU's trade commissioner, X, and its farm commissioner, Y": Y makes no third side.
"""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.kinds import sides


def sides_told(document: Document, gathering: Gathering) -> set[int]:
    """Those who count when the sides are counted: all but the ones told on the part of somebody else."""
    parts: dict[str, list[int]] = {}
    for claim in gathering.claims:
        part = claim.rule.partition(":")[0]
        beside = part in _BESIDE
        for e in claim.entities:
            told = parts.setdefault(_SUBJECT if beside else _PART.get(part, part), [])
            if e not in told:
                told.append(e)
    if len(parts) < 2:
        return gathering.entities
    left_out: set[int] = set()
    for told in parts.values():
        known = [e for e in told if not _unplaced(document, e)]
        if len(sides(document, set(known))) <= 1:
            unknown = [e for e in told if e not in known]
            left_out.update(unknown if known else unknown[1:])
    left = gathering.entities - left_out
    return left if len(sides(document, left)) > 1 else gathering.entities


_SUBJECT = "subject"
_BESIDE = frozenset({"beside"})
_PART = {"host": _SUBJECT, "hold_subject": _SUBJECT, "visitor": _SUBJECT, "circumstance": _SUBJECT}
"""Rules under which a verb's subject is told; others are the part that they name."""


def _unplaced(document: Document, e: int) -> bool:
    """Whether somebody with an office is told of no country, bloc, body or company."""
    entity = document.entities[e]
    nobody = entity.country_code is None and entity.represents is None and entity.bloc is None
    return entity.entity_type == "person" and nobody and entity.office is not None
