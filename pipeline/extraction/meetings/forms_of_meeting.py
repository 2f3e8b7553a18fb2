"""In what form people meet: on the phone or by video, and in a crowd of countries."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.meetings.cues import alternatives, cue_pattern, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import ancestors, is_verb
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.standing import clause_words


@cache
def _crowd() -> re.Pattern[str]:
    """States told by a large or open number."""
    return re.compile(
        r"\b(?:(?!(?:19|20)\d\d)\d{1,3}|dozens?|scores?|several|many|numerous|all|other|more than \w+|over \w+)"
        rf"\s+(?:of\s+)?(?:other\s+|dozen\s+)?(?:{alternatives('crowd')})\b",
        re.IGNORECASE,
    )


def read_crowd(frame: Frame, text: str) -> None:
    """Note whether many unnamed countries take part ("ministers from several dozen countries")."""
    reading, t = frame.reading, frame.trigger.token
    end = min(reading.sentence.end, reading.tokens[t].end + 160)
    if _crowd().search(text, reading.tokens[max(0, t - 8)].start, end):
        frame.flags.add("crowd")


def read_phone(frame: Frame, text: str) -> None:
    """Note whether the gathering is held by phone or video."""
    reading = frame.reading
    verb = frame.verb if frame.verb is not None else frame.trigger.token
    first, last = clause_words(reading, verb)
    t = frame.trigger.token
    if frame.trigger.shape in ("event", "trip", "invitation"):
        first = (
            min(first, reading.tokens[max(0, t - 5)].start)
            if frame.verb is not None
            else reading.tokens[max(0, t - 4)].start
        )
        last = (
            max(frame.end, reading.tokens[min(len(reading.tokens) - 1, t + 4)].end)
            if frame.verb is None
            else max(last, frame.end)
        )
    frame.phone = frame.kind == "call" or any(
        not _in_an_aside(reading, reading.token_at(hit.start()), verb)
        for hit in cue_pattern("phone").finditer(text, first, last)
    )
    frame.phone = frame.phone or (reading.lemmas[t] in cues("spoken_verb") and _call_beside(frame, text))


@cache
def _the_call() -> re.Pattern[str]:
    """A sentence that goes on with a call: "The call lasted an hour"."""
    return re.compile(rf"\s*(?:the|their|it was a|that) (?:[\w-]+ )?(?:{alternatives('the_call')})\b", re.IGNORECASE)


def _call_beside(frame: Frame, text: str) -> bool:
    """Whether the sentence before or after one on people who talk calls it a call: "The call was on Monday. X and Y
    talked about copper"."""
    sentence = frame.reading.sentence
    before = text.rfind(".", 0, max(0, sentence.start - 2)) + 1
    return any(_the_call().match(text, at) for at in (sentence.end, before))


def _in_an_aside(reading: Reading, t: int, verb: int) -> bool:
    """Whether token `t` stands in a clause of its own: "will meet X, with whom he spoke by phone", "met X, weeks after
    the two spoke by phone"."""
    above = next((a for a in ancestors(reading, t) if is_verb(reading, a)), verb)
    over = list(ancestors(reading, t))
    within = over[: over.index(above)] if above in over else over
    if any(reading.words[a] in _OTHER_TIME for a in within):
        return True  # "two weeks after their phone call"
    own = above == verb or any(a == above for a in ancestors(reading, verb))
    clause = reading.tokens[above].dep
    apart = clause == "advcl" and any(reading.tokens[c].dep == "nsubj" for c in reading.children[above])
    later = (
        clause == "xcomp" and reading.tokens[above].tag == "VB" and above > verb
    )  # "met and agreed to speak by phone"
    return not own and (clause == "relcl" or apart or later)


_OTHER_TIME = frozenset({"after", "before", "since", "following"})
"""Words before what was at another time."""
