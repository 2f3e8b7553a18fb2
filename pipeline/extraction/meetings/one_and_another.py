"""Gatherings that a plural tells together and its clauses one by one: "held two sessions: one led by X with Y, and
another led by Z with W"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.noun_roles import sense_of


def split_one_and_another(document: Document, frames: list[Frame]) -> list[Frame]:
    """Frames with one for each gathering of a plural whose hosts are told apart."""
    out: list[Frame] = []
    for frame in frames:
        parts = _parts(frame)
        out += _for_each(document, frame, parts) if len(parts) > 1 else [frame]
    return out


def _parts(frame: Frame) -> list[int]:
    """The participles behind "one" and "another" after the plural: "one led by", "another hosted by"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape != "event" or not frame.trigger.plural:
        return []
    return [
        i
        for i in range(t + 2, len(reading.words) - 1)
        if reading.words[i - 1] in cues("each_of_them")
        and reading.words[i + 1] == "by"
        and (sense := sense_of(reading, i)) is not None
        and sense.role == "host"
    ]


def _for_each(document: Document, frame: Frame, parts: list[int]) -> list[Frame]:
    """A copy of the frame for each part, with those told in it."""
    reading = frame.reading
    out = []
    for n, v in enumerate(parts):
        last = parts[n + 1] - 1 if n + 1 < len(parts) else len(reading.tokens)
        ends = reading.tokens[last - 1].end
        trigger = replace(frame.trigger, plural=False)
        copy = replace(frame, trigger=trigger, claims=[], flags=set(frame.flags), ranks=set(frame.ranks), later=[])
        copy.flags -= {"counted"}
        beside = next((i for i in range(v + 2, last) if reading.words[i] == "with"), None)
        before = reading.tokens[beside].start if beside is not None else ends
        copy.add([f for f in run_after(document, reading, v + 1) if f.end <= before], "host", "led_by")
        if beside is not None:
            copy.add(run_after(document, reading, beside), "attendee", "with")
        copy.claims = [c for c in copy.claims if c.end <= ends]
        copy.start, copy.end, copy.separate = reading.tokens[v].start, reading.tokens[v].end, n > 0
        copy.after, copy.until = reading.tokens[v].start, ends
        out.append(copy)
    return out
