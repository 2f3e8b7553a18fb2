"""Talks that somebody only asks for or praises in general: "called on the parties to engage in peaceful dialogue"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.meetings.cues import alternatives, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import ancestors, is_verb
from pipeline.extraction.meetings.modality import negated
from pipeline.extraction.meetings.reading import Reading


def only_wished(frame: Frame) -> bool:
    """Whether a noun for talks, with no name, time or number, stands for talking as such.

    It does in the infinitive below a verb of urging, below a noun of worth ("the importance of dialogue"), and where
    an adjective of wishing goes with it ("inclusive dialogue") and nobody is told to have held it.
    """
    reading, t = frame.reading, frame.trigger.token
    loose = frame.trigger.words.split()[-1] in cues("talking")
    if not loose or frame.trigger.name or frame.date is not None or frame.trigger.kind:
        return False
    if any(flag.startswith("ordinal:") for flag in frame.flags):
        return False
    if _urged(reading, t) or _worth(reading, t):
        return True
    wished = any(reading.words[c] in cues("wished_talk") for c in reading.children[t] if c < t)
    done = frame.status == "held" and "role_verb" in frame.flags and "indefinite" in frame.flags
    return wished and not done and not frame.definite


def only_asked_for(frame: Frame) -> bool:
    """Whether somebody only asks for a gathering: "called for a summit", "have a request for a call in", "its bid to
    host the congress"."""
    reading, t = frame.reading, frame.trigger.token
    head = reading.tokens[t].head
    if _bid_for(reading, t):
        return True
    up = reading.tokens[head].head
    if reading.words[head] != "for" or not ("indefinite" in frame.flags or frame.trigger.plural):
        return False
    verb = is_verb(reading, up)
    return reading.lemmas[up] in (cues("wishing") if verb else cues("request"))


def _bid_for(reading: Reading, t: int) -> bool:
    """Whether somebody only applies to host a gathering, and is not told to have been chosen."""
    verb = reading.tokens[t].head
    noun = reading.tokens[verb].head
    if reading.tokens[t].dep != "dobj" or reading.tokens[verb].dep != "acl" or reading.tokens[verb].tag != "VB":
        return False
    return reading.lemmas[noun] in cues("applying") and reading.lemmas[reading.tokens[noun].head] not in cues("winning")


def not_any(reading: Reading, t: int) -> bool:
    """Whether "any" before a noun stands below a denial: "I don't have a readout of any meeting that …"."""
    if not any(reading.words[c] == "any" for c in reading.children[t] if c < t):
        return False
    above = next((a for a in ancestors(reading, t) if is_verb(reading, a)), None)
    return above is not None and negated(reading, above)


def returned_to(frame: Frame) -> bool:
    """Whether talks stand for a state of things that somebody is to come back to: "return to meaningful dialogue"."""
    reading, t = frame.reading, frame.trigger.token
    head = reading.tokens[t].head
    if reading.words[head] != "to" or reading.lemmas[reading.tokens[head].head] not in cues("taking_up"):
        return False
    return not frame.definite and frame.trigger.name is None and "indefinite" not in frame.flags


def _urged(reading: Reading, t: int) -> bool:
    """Whether the noun stands below an infinitive that somebody is urged to: "urged both to return to talks"."""
    infinitive = False
    for a in ancestors(reading, t):
        if is_verb(reading, a):
            calls = reading.lemmas[a] == "call" and any(
                reading.words[c] in ("on", "upon", "for") for c in reading.children[a]
            )
            if infinitive and (calls or reading.lemmas[a] in cues("urging")):
                return True
            infinitive = infinitive or any(
                reading.words[c] == "to" and reading.tokens[c].dep == "aux" for c in reading.children[a]
            )
            if reading.tokens[a].tag in ("VBD", "VBZ", "VBP") and reading.tokens[a].dep == "ROOT":
                return False
    return False


def _worth(reading: Reading, t: int) -> bool:
    """Whether the noun is what the importance, need or path that is spoken of is one of or for."""
    for steps, a in enumerate(ancestors(reading, t)):
        if steps >= _WORTH_STEPS or (is_verb(reading, a) and not _of_willingness(reading, a)):
            return False
        if reading.words[a] in cues("done_in_time"):
            return False  # "reiterated support during talks with X"
        if reading.lemmas[a] in cues("worth_noun"):
            return True
    return False


def _of_willingness(reading: Reading, v: int) -> bool:
    """Whether a verb is the infinitive of a noun: "an openness to have a conversation"."""
    return reading.tokens[v].tag == "VB" and reading.tokens[v].dep in ("acl", "relcl")


_WORTH_STEPS = 6
"""Tokens above the noun among which "the importance of" is looked for."""


def at_no_date(frame: Frame, text: str) -> bool:
    """Whether nothing is settled for a gathering: "No date has been fixed for a meeting", "no plans for a call"."""
    reading = frame.reading
    before = text[reading.sentence.start : reading.tokens[frame.trigger.token].start]
    return bool(_unsettled().search(before))


@cache
def _unsettled() -> re.Pattern[str]:
    """Words up to the noun of a gathering for which nothing is settled."""
    nouns = alternatives("unsettled")
    return re.compile(rf"\bno (?:\w+ )?(?:{nouns})\b[^.;:]{{0,50}}\b(?:for|of|on)\b[^.;:]{{0,24}}$", re.IGNORECASE)
