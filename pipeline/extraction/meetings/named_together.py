"""Gatherings of several groups of states that one plural names together: "the G20 and APEC Summits", "as the respective
hosts of the BRICS and ASEAN Summits"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import alternatives
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.triggers import SERIES

_JOINT = re.compile(r"(?:,|,? and| &)\s(?:the\s)?")
"""What stands between the names."""


@cache
def _to_noun() -> re.Pattern[str]:
    """What stands between the last of them and the noun: "the G20 and APEC Leaders' Summits"."""
    return re.compile(rf"\s(?:(?i:{alternatives('before_gathering')})\s)?")


def split_named_together(document: Document, frames: list[Frame]) -> list[Frame]:
    """Frames with one for each of the groups of states whose gatherings a plural names together."""
    out: list[Frame] = []
    parted: set[int] = set()
    for frame in frames:
        blocs = _blocs_before(document, frame)
        if len(blocs) < 2:
            out.append(frame)
            continue
        parted |= {bloc.start for bloc in blocs}
        out += _for_each(frame, blocs)
    return [f for f in out if not (f.trigger.words == SERIES and f.trigger.name_start in parted)]


def _blocs_before(document: Document, frame: Frame) -> list[NameMention]:
    """The groups of states in a row before the plural noun of a gathering, in the order of the text."""
    if frame.trigger.shape != "event" or not frame.trigger.plural or frame.trigger.plural_ok:
        return []
    noun = frame.reading.tokens[frame.trigger.token].start
    found: list[NameMention] = []
    for mention in reversed(frame.reading.mentions):
        if mention.start >= noun or not mention.entities:
            continue
        if any(document.entities[e].entity_type != "bloc" for e in mention.entities):
            break
        gap = _JOINT.fullmatch(document.text, mention.end, found[0].start) if found else None
        if gap is None and (found or _to_noun().fullmatch(document.text, mention.end, noun) is None):
            break
        found.insert(0, mention)
    return found


def _for_each(frame: Frame, blocs: list[NameMention]) -> list[Frame]:
    """A copy of the frame for each group of states, with its own host where the text pairs them off."""
    theirs = {e for bloc in blocs for e in bloc.entities}
    others = [c for c in frame.claims if not set(c.entities) <= theirs]
    hosts = [c for c in sorted(others, key=lambda c: c.start) if c.role == "host"]
    order = list(dict.fromkeys(e for c in hosts for e in c.entities))
    paired = bool({"respective", "respectively"} & set(frame.reading.words)) and len(order) == len(blocs)
    out = []
    for n, bloc in enumerate(blocs):
        claims = [c for c in others if not paired or c not in hosts]
        if paired:
            claims += [replace(c, entities=(order[n],)) for c in hosts if order[n] in c.entities][:1]
        claims.append(Claim(bloc.entities, "attendee", bloc.start, bloc.end, "modifier:modifier"))
        name = f"{frame.reading.spelled(*_tokens(frame, bloc))} {frame.trigger.words.title()}"
        trigger = replace(frame.trigger, plural=False, name=name, name_start=bloc.start, name_end=bloc.end)
        copy = replace(frame, trigger=trigger, claims=claims, flags=set(frame.flags), ranks=set(frame.ranks), later=[])
        copy.separate = frame.separate or n > 0
        out.append(copy)
    return out


def _tokens(frame: Frame, mention: NameMention) -> tuple[int, int]:
    return frame.reading.token_at(mention.start), frame.reading.token_at(mention.end - 1)
