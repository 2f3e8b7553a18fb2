"""Who ran, put on or attended a gathering, told by a participle behind it, wherever the model hangs that: "met in Lima
on Friday, chaired by X", "was held in Lima, co-chaired by X and Y and attended by Z"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import FINITE
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.noun_roles import sense_of
from pipeline.extraction.meetings.reading import Reading

PRESIDED = "presided"
"""Flag of a gathering over which somebody named is told to preside: who sits under him need have no name."""
_SHAPES = frozenset({"event", "assembly", "reciprocal"})
_BEFORE = frozenset({",", "and"})


def add_who_ran_it(document: Document, frames: list[Frame]) -> None:
    """Add to each gathering of one sentence those whom a participle behind it names with "by"."""
    if not frames:
        return
    reading = frames[0].reading
    told = [v for v in range(2, len(reading.words) - 1) if _participle(reading, v)]
    for n, v in enumerate(told):
        frame = _gathering_before(reading, frames, v)
        sense = sense_of(reading, v)
        if frame is None or sense is None:
            continue
        until = reading.tokens[told[n + 1]].start if n + 1 < len(told) else reading.sentence.end
        found = [f for f in run_after(document, reading, v + 1) if f.start < until]
        if found and sense.role == "host":
            frame.flags.add(PRESIDED)
        frame.add([f for f in found if not set(f.entities) & frame.entities], sense.role, f"{reading.lemmas[v]}_by")


def _participle(reading: Reading, v: int) -> bool:
    """Whether the word at `v` opens a phrase on who ran or attended something: ", chaired by"."""
    sense = sense_of(reading, v) if reading.tokens[v].tag in ("VBN", "VBD") else None
    by = reading.words[v + 1] == "by" and (reading.words[v - 1] in _BEFORE or reading.words[v - 1] == "jointly")
    return by and sense is not None and sense.role in ("host", "attendee") and not sense.effect


def _gathering_before(reading: Reading, frames: list[Frame], v: int) -> Frame | None:
    """The gathering that the clause before the participle at `v` tells; None where another thing stands between."""
    before = [f for f in frames if f.trigger.token < v and f.trigger.shape in _SHAPES]
    frame = max(before, key=lambda f: f.trigger.token, default=None)
    if frame is None:
        return None
    own = {frame.trigger.token, frame.verb, reading.tokens[frame.trigger.token].head}
    helpers = {c for t in own if t is not None for c in reading.children[t]}
    auxiliary = {c for c in helpers if reading.tokens[c].dep in ("aux", "auxpass")}
    for t in range(frame.trigger.token + 1, v):
        verb = reading.tokens[t].tag in FINITE and t not in own | auxiliary
        if verb or reading.words[t] in (";", ":") or reading.tokens[t].tag in ("VB", "VBG"):
            return None
    last = v - 2 if reading.words[v - 1] == "," else v - 1
    thing = reading.tokens[last].tag in ("NN", "NNS") and reading.tokens[last].dep in ("pobj", "dobj", "conj")
    thing = thing and last not in own and reading.mention_of[last] < 0  # "met on a project, led by X"
    return None if thing or reading.lemmas[last] in cues("led_side") else frame
