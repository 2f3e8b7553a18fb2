"""The first and the last day of a gathering, each told by a verb of its own.

"The summit began on Thursday and continues until Saturday", "The forum, which ends tomorrow, was opened on Tuesday".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from pipeline.extraction.document import DateExpression, Document, ResolvedDate
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering, published
from pipeline.extraction.meetings.grammar import ancestors, is_verb, objects, subjects
from pipeline.extraction.meetings.modality import modality
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.named_within import dates_in

_LONGEST = 14
"""Days over which a gathering told by its first and last day may last."""
_WEEK = 7
_UNTIL = frozenset({"until", "till", "through", "to", "into"})


@dataclass(frozen=True, slots=True)
class Run:
    """The days from the first to the last; `begun` says that the words tell it to be under way."""

    read: ResolvedDate
    begun: bool


def from_first_to_last(document: Document, gathering: Gathering, read: ResolvedDate | None) -> Run | None:
    """The days of a gathering whose last day a verb tells, as far as its first is told too or it is under way."""
    for frame in gathering.frames:
        if frame.trigger.shape != "event" or frame.status in ("cancelled", "postponed"):
            continue
        told = _ends(document, frame)
        last = told.get("last")
        if last is None:
            continue
        first = told.get("first")
        today = published(document)
        own = read if read is not None and read.precision == "day" else None
        ahead = own is None or own.start >= last.start
        begun = first is None and ahead and "on" in told and today is not None and last.start > today
        if begun and today is not None:
            return _ranged(ResolvedDate(today, None, "day"), last, begun=True)
        opening = first or (own if own is not None and own.start != last.start else None)
        if opening is not None:
            if "weekday" in told and 0 < (opening.start - last.start).days < _WEEK:
                last = ResolvedDate(last.start + timedelta(days=_WEEK), None, "day")  # the Friday after it opens
            return _ranged(opening, last, begun=False)
    return None


def _ranged(first: ResolvedDate, last: ResolvedDate, *, begun: bool) -> Run | None:
    days = (last.start - first.start).days
    return Run(ResolvedDate(first.start, last.start, "day"), begun) if 0 < days <= _LONGEST else None


def _ends(document: Document, frame: Frame) -> dict[str, ResolvedDate]:
    """The days that the verbs of a frame's sentence give the gathering: `first`, `last`; `on` where it only goes on,
    `weekday` where the last is told without a number."""
    reading, sentence = frame.reading, frame.reading.sentence
    out: dict[str, ResolvedDate] = {}
    plain = dates_in(document, sentence.start, sentence.end)
    for expression in (*plain, *dates_in(document, sentence.start, sentence.end, deadlines=True)):
        i = reading.token_at(expression.start)
        v = next((a for a in ancestors(reading, i) if is_verb(reading, a)), None)
        if v is None or not _of_it(frame, v):
            continue
        lemma, read = reading.lemmas[v], _read(reading, v, expression)
        if read is None or read.precision != "day" or read.end is not None:
            continue
        until = reading.words[i - 1] in _UNTIL or (reading.words[i - 1] == "the" and reading.words[i - 2] in _UNTIL)
        goes_on = _goes_on(reading, v)
        if (goes_on and (until or lemma in cues("under_way"))) or (lemma in cues("closing") and expression in plain):
            out["last"] = read
            out.pop("weekday", None)
            if not any(c.isdigit() for c in document.text[expression.start : expression.end]):
                out["weekday"] = read
            if goes_on and lemma in cues("under_way"):
                out["on"] = read
        elif lemma in cues("opening") or (lemma == "get" and "way" in reading.words[v : v + 3]):
            out["first"] = read
    return out


def _goes_on(reading: Reading, v: int) -> bool:
    """Whether verb `v` says that something lasts: "runs", "continues", "goes on"."""
    if reading.lemmas[v] in cues("running_until"):
        return True
    return f"{reading.lemmas[v]} {' '.join(reading.words[v + 1 : v + 2])}" in cues("running_until")


def _read(reading: Reading, v: int, expression: DateExpression) -> ResolvedDate | None:
    past = modality(reading, v) in ("past", "bare")
    return (expression.past if past else expression.future) or expression.past


def _opened_by_another(reading: Reading, v: int, t: int) -> bool:
    """Whether verb `v` tells in a relative clause behind the noun what somebody did with it: "which X closed"."""
    while reading.tokens[v].dep == "conj" and is_verb(reading, reading.tokens[v].head):
        v = reading.tokens[v].head
    return reading.tokens[v].dep == "relcl" and reading.tokens[v].head == t


def _of_it(frame: Frame, v: int) -> bool:
    """Whether the gathering is subject or object of verb `v`, by its noun or a relative clause behind it."""
    reading, t = frame.reading, frame.trigger.token
    told = subjects(reading, v)
    if t in objects(reading, v) or _opened_by_another(reading, v, t):
        return True
    return any(s == t or (t < s and reading.words[s] != "it" and t in ancestors(reading, s)) for s in told)
