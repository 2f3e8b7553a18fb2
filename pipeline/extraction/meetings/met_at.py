"""Two who meet at a gathering of many, whose time and place are theirs too."""

from __future__ import annotations

from pipeline.extraction.meetings.frames import Frame

_STEPS = 3
"""Steps up the parse from "at" to the verb of meeting."""


def gathering_met_at(frame: Frame, frames: list[Frame]) -> Frame | None:
    """The gathering told behind "at" where two meet: "will meet X at the G20 summit in Lima next month"."""
    reading = frame.reading
    if frame.trigger.shape != "reciprocal":
        return None
    for main in frames:
        p = reading.tokens[main.trigger.token].head
        if main is frame or main.trigger.shape != "event" or reading.words[p] not in ("at", "during"):
            continue
        at = reading.tokens[p].head
        for _ in range(_STEPS):
            if at == frame.trigger.token:
                return main
            if reading.tokens[at].pos in ("VERB", "AUX"):
                break
            at = reading.tokens[at].head
    return None
