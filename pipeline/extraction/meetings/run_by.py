"""Who ran, put on or attended a gathering, told by a participle behind it, wherever the model hangs that: "met in Lima
on Friday, chaired by X", "was held in Lima, co-chaired by X and Y and attended by Z"; and who does so by a clause
behind it: "the forum in Lima on 6 May, which X organises"; and ", with Y presiding"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import FINITE
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.noun_roles import sense_of
from pipeline.extraction.meetings.parties import parties
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
    _add_whose_it_is(document, frames, reading)
    _add_those_with_them(document, frames, reading)
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


def _add_those_with_them(document: Document, frames: list[Frame], reading: Reading) -> None:
    """Add those whom ", with" behind a gathering tells to be there or to preside: ", with X presiding", ", with X and Y
    in attendance"."""
    for t in range(2, len(reading.words) - 2):
        if reading.words[t] != "with" or reading.words[t - 1] != ",":
            continue
        found = run_after(document, reading, t)
        if not found:
            continue
        before = [f for f in frames if f.trigger.token < t and f.trigger.shape in _SHAPES]
        before = [
            f for f in before if f.trigger.words.split()[0] not in cues("debating")
        ]  # "met to discuss tin, with X"
        frame = max(before, key=lambda f: f.trigger.token, default=None)
        for name, role in (("with_presiding", "host"), ("with_present", "attendee")):
            if frame is not None and cue_pattern(name).match(document.text, found[-1].end + 1, reading.sentence.end):
                frame.claims = (
                    [c for c in frame.claims if c.start != found[-1].start] if role == "host" else frame.claims
                )
                frame.add([f for f in found if not set(f.entities) & frame.entities], role, name)


def _add_whose_it_is(document: Document, frames: list[Frame], reading: Reading) -> None:
    """Add who puts on the gathering before ", which": the model takes "hosts" and its like for nouns there."""
    for t in range(2, len(reading.words) - 2):
        if reading.words[t] != "which" or reading.words[t - 1] != ",":
            continue
        v = next((i for i in range(t + 2, min(t + _CLAUSE, len(reading.words))) if _puts_on(reading, i)), None)
        frame = _gathering_before(reading, frames, t, named=True) if v is not None else None
        if v is None or frame is None or any(c.role == "host" for c in frame.claims):
            continue
        last = v - 1
        while last > t + 1 and reading.tokens[last].pos in ("AUX", "ADV"):
            last -= 1
        found = parties(document, reading, [last])
        frame.add([f for f in found if not set(f.entities) & frame.entities], "host", "which_puts_on")


_CLAUSE = 10
"""Words from ", which" to the verb that says who puts the gathering on."""


def _puts_on(reading: Reading, v: int) -> bool:
    """Whether the word at `v` ends a clause that says who puts something on: ", which Norway hosts,"."""
    ends = reading.words[v + 1 : v + 2]
    return reading.words[v] in cues("which_puts_on") and (not ends or ends[0] in _ENDS)


_ENDS = frozenset({",", ".", ";", "on", "in", "and", "with", "at"})
"""What stands behind such a verb: no object of its own."""


def _participle(reading: Reading, v: int) -> bool:
    """Whether the word at `v` opens a phrase on who ran or attended something: ", chaired by"."""
    sense = sense_of(reading, v) if reading.tokens[v].tag in ("VBN", "VBD") else None
    by = reading.words[v + 1] == "by" and (reading.words[v - 1] in _BEFORE or reading.words[v - 1] == "jointly")
    return by and sense is not None and sense.role in ("host", "attendee") and not sense.effect


def _gathering_before(reading: Reading, frames: list[Frame], v: int, named: bool = False) -> Frame | None:
    """The gathering that the clause before the participle at `v` tells; None where another thing stands between. With
    `named` only what a noun tells, whatever other things stand between: these are not put on."""
    shapes = _SHAPES & {"event"} if named else _SHAPES
    before = [f for f in frames if f.trigger.token < v and f.trigger.shape in shapes]
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
    thing = thing and not named and last not in own and reading.mention_of[last] < 0  # "met on a project, led by X"
    return None if thing or reading.lemmas[last] in cues("led_side") else frame
