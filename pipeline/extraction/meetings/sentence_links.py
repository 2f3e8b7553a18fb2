"""Frames of one sentence that tell one gathering: "sat down with X for the 24th round of talks"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.reading import Reading


def _verbal(frame: Frame) -> bool:
    return frame.trigger.shape not in ("event", "trip", "invitation")


def _absorb(into: Frame, other: Frame) -> None:
    for claim in other.claims:
        if not any((c.start, c.end) == (claim.start, claim.end) for c in into.claims):
            into.claims.append(Claim(claim.entities, claim.role, claim.start, claim.end, claim.rule, claim.rank))
    into.kind = into.kind or other.kind
    into.phone = into.phone or other.phone
    into.ranks |= other.ranks
    into.flags |= other.flags - {"setting", "mentioned"}
    into.start, into.end = min(into.start, other.start), max(into.end, other.end)


def _under(reading: Reading, i: int, above: int, steps: int = 4) -> list[int] | None:
    """Tokens on the way from `i` up to `above`, or None where it isn't above within so many steps."""
    path = []
    for _ in range(steps):
        up = reading.tokens[i].head
        if up == i:
            return None
        path.append(up)
        if up == above:
            return path
        i = up
    return None


def link_frames(document: Document, frames: list[Frame]) -> tuple[list[Frame], list[tuple[Frame, str]]]:
    """Merge the frames of a sentence that tell one gathering; say which were merged away."""
    gone: list[tuple[Frame, str]] = []
    alive = list(frames)
    for frame in frames:
        if frame not in alive:
            continue
        reading, t = frame.reading, frame.trigger.token
        for other in frames:
            if other is frame or other not in alive or frame not in alive:
                continue
            o = other.trigger.token
            if _verbal(frame) and not _verbal(other):
                path = _under(reading, o, t)
                if path is None:
                    continue
                steps = [reading.words[p] for p in path[:-1]]
                if frame.trigger.shape == "signing" and reading.lemmas[o] in ("ceremony", "signing"):
                    _absorb(frame, other)
                    alive.remove(other)
                    gone.append((other, "ceremony of a signing"))
                    continue
                direct = reading.tokens[o].dep == "dobj" and reading.tokens[o].head == t
                if direct or (steps and steps[-1] == "for" and "setting" not in other.flags):
                    keep_name = other.trigger.name or other.kind
                    if direct:
                        _absorb(other, frame)
                        other.verb = other.verb if other.verb is not None else t
                        alive.remove(frame)
                        gone.append((frame, "told by the noun it governs"))
                    elif keep_name or not frame.claims:
                        _absorb(frame, other)
                        alive.remove(other)
                        gone.append((other, "purpose of a meeting told by its verb"))
                    else:
                        _absorb(frame, other)
                        alive.remove(other)
                        gone.append((other, "purpose of a meeting told by its verb"))
            elif not _verbal(frame) and not _verbal(other):
                dep, head = reading.tokens[o].dep, reading.tokens[o].head
                same = dep in ("appos", "compound", "amod", "nmod") and head == t
                inside = dep == "pobj" and reading.words[head] == "of" and reading.tokens[head].head == t
                if same or inside:
                    _absorb(frame, other)
                    if other.trigger.name and not frame.trigger.name:
                        frame.flags.add(f"named:{other.trigger.name}")
                    alive.remove(other)
                    gone.append((other, "another word for the same gathering"))
    return alive, gone
