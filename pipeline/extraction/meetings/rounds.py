"""Talks told as one round among several: "a session of the tariff talks", "the talks resume in Geneva"."""

from __future__ import annotations

from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import is_verb, subjects
from pipeline.extraction.meetings.reading import Reading


def one_of_several(frame: Frame) -> bool:
    """Whether the words make a gathering one round of talks that are held over some time."""
    if frame.trigger.shape != "event":
        return False
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.words.split()[-1] in cues("talks_held"):
        return _taken_up_again(reading, t)
    return reading.lemmas[t] in cues("session") and any(_of_talks(reading, c) for c in reading.children[t])


def _of_talks(reading: Reading, p: int) -> bool:
    """Whether preposition `p` names the talks of which something is a part."""
    return reading.words[p] == "of" and any(
        reading.tokens[c].dep == "pobj" and reading.lemmas[c] in cues("talks_held") for c in reading.children[p]
    )


def _taken_up_again(reading: Reading, t: int) -> bool:
    """Whether talks at token `t` begin anew or break off: "the talks resume", "resumed their talks"."""
    v = reading.tokens[t].head
    if not is_verb(reading, v):
        return False
    mine = t in subjects(reading, v) or reading.tokens[t].dep in ("dobj", "nsubj", "nsubjpass")
    if reading.lemmas[v] in cues("carried_out") | cues("was_to") or reading.lemmas[v] == "be":
        below = [c for c in reading.children[v] if reading.tokens[c].dep == "xcomp"]
        return mine and any(reading.lemmas[c] in cues("beginning_anew") for c in below)
    return mine and reading.lemmas[v] in cues("beginning_anew")
