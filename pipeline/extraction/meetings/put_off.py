"""Gatherings that a clause behind them says to be off or put off: "X was to see Y on Monday. The trip was called off",
"…; the meeting will now be held on 14 April"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import alternatives, cue_pattern, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import ancestors, child, is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.modality import modality, negated
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import noun_senses
from pipeline.extraction.named_within import dates_in


@cache
def new_date() -> re.Pattern[str]:
    """Words that end right before the day to which a gathering is put off."""
    return re.compile(
        rf"\b(?:{alternatives('new_date')})\b[^.;]{{0,40}}\b(?:to|until|till|for)(?: the)?(?: [^.;,]{{2,30}} on)?\s$",
        re.IGNORECASE,
    )


def put_off_to(document: Document, frame: Frame) -> bool:
    """Whether a frame tells the new day of what is put off: "The meeting was postponed to next Tuesday"."""
    if frame.status != "postponed" or frame.date is None:
        return False
    return new_date().search(document.text, frame.reading.sentence.start, frame.date.start) is not None


def call_off(document: Document, gathering: Gathering, frame: Frame) -> None:
    """Take what "was to" be as called off or put off, where the next sentence says that "the meeting fell through",
    and its old day away, where it tells the new one."""
    anew = put_off_to(document, frame)
    for told in gathering.frames:
        if anew and told.status == "planned":
            told.date = None
        gone = frame.status in ("cancelled", "postponed")
        open_ = told.status == "planned" or told.status_rule == "was_to_have"
        if gone and open_ and "was_to" in told.flags:
            told.status = frame.status


_FAR = 2
"""Sentences behind a gathering in which it may be told to be off."""


def put_off(document: Document, gatherings: list[Gathering], sentences: list[Reading]) -> None:
    """Mark what was planned as called off or put off, where a clause close behind says so of it."""
    by_index = {reading.index: reading for reading in sentences}
    telling = {f.reading.index for g in gatherings if g.entities for f in g.frames}
    for gathering in gatherings:
        last = gathering.frames[-1]
        missed = last.status_rule == "was_to_have"  # "was to have met X on Tuesday, but the event was moved to Friday"
        if not gathering.entities or not (last.status == "planned" or missed or _was_expected(last)):
            continue
        for index in range(last.reading.index, last.reading.index + _FAR + 1):
            reading = by_index.get(index)
            if reading is None:
                continue
            if index > last.reading.index and index in telling:
                break  # another gathering is told there
            if _called_off(document, gathering, last, reading) or _moved(document, gathering, last, reading):
                break
            if _postponed(document, gathering, last, reading):
                break


def _called_off(document: Document, gathering: Gathering, last: Frame, reading: Reading) -> bool:
    """Whether a clause says that "the trip was called off", "they called the whole thing off"."""
    start = reading.tokens[last.trigger.token].end if reading is last.reading else reading.sentence.start
    for hit in cue_pattern("cancelled").finditer(document.text, start, reading.sentence.end):
        v = _verb_at(reading, reading.token_at(hit.start()))
        if v is None or negated(reading, v) or modality(reading, v) not in ("past", "present"):
            continue
        told = subjects(reading, v) if is_passive(reading, v) or not objects(reading, v) else objects(reading, v)
        if told and (all(_means_it(reading, t) for t in told) or _closes(last, reading, v)):
            _mark(gathering, "cancelled", hit.span())
            return True
    for v, lemma in enumerate(reading.lemmas):
        particle = child(reading, v, "prt")
        off = particle is not None and f"{lemma} {reading.words[particle]}" in cues("calling_off")
        if not off or not is_verb(reading, v) or reading.tokens[v].start < start or negated(reading, v):
            continue
        if modality(reading, v) == "past" and any(_means_it(reading, t) for t in objects(reading, v)):
            _mark(gathering, "cancelled", (reading.tokens[v].start, reading.tokens[v].end))
            return True
    return False


def _was_expected(frame: Frame) -> bool:
    """Whether somebody was only expected there: "X, expected in Lima for talks with Y", "had been due to see Y"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.status != "held":
        return False
    for v in range(max(0, t - _EXPECTED_WITHIN), t + 1):
        told = reading.lemmas[v] in cues("was_to") - {"be"} and reading.tokens[v].tag in ("VBN", "JJ")
        if told and not negated(reading, v):
            return True
    return False


_EXPECTED_WITHIN = 16
"""Words before a gathering in which somebody may be told to be expected."""


def _postponed(document: Document, gathering: Gathering, last: Frame, reading: Reading) -> bool:
    """Whether a clause says that "the visit has been put off", "she has postponed them"."""
    start = reading.tokens[last.trigger.token].end if reading is last.reading else reading.sentence.start
    for hit in cue_pattern("postponed").finditer(document.text, start, reading.sentence.end):
        v = _verb_at(reading, reading.token_at(hit.start()))
        if v is None or negated(reading, v) or modality(reading, v) not in ("past", "present"):
            continue
        told = subjects(reading, v) if is_passive(reading, v) else objects(reading, v)
        if told and all(_means_it(reading, t) or reading.words[t] == "them" for t in told):
            _mark(gathering, "postponed", hit.span())
            _set_anew(document, last, reading)
            return True
    for v, lemma in enumerate(reading.lemmas):
        particle = child(reading, v, "prt")
        away = particle is not None and f"{lemma} {reading.words[particle]}" in cues("postponed")
        if not away or not is_verb(reading, v) or reading.tokens[v].start < start or negated(reading, v):
            continue
        told = subjects(reading, v) if is_passive(reading, v) else objects(reading, v)
        past = modality(reading, v) in ("past", "present")
        if past and told and all(_means_it(reading, t) or reading.words[t] == "them" for t in told):
            _mark(gathering, "postponed", (reading.tokens[v].start, reading.tokens[v].end))
            _set_anew(document, last, reading)
            return True
    return False


def _set_anew(document: Document, last: Frame, reading: Reading) -> None:
    """Give the new day, where the clause tells it: "has been postponed to next Tuesday"."""
    days = dates_in(document, reading.sentence.start, reading.sentence.end)
    anew = next((d for d in days if new_date().search(document.text, reading.sentence.start, d.start)), None)
    if anew is not None and anew.future is not None:
        last.date, last.date_rule = anew, f"tie4:{anew.rule}"
        last.flags.discard("was_to")


def _closes(last: Frame, reading: Reading, v: int) -> bool:
    """Whether verb `v`, behind a comma, ends the clause that the gathering and a relative clause open:
    "The trip that X was to make to Lima to see Y, the minister, was cancelled"."""
    t = last.trigger.token
    if reading is not last.reading or last.trigger.shape not in ("event", "trip") or not is_passive(reading, v):
        return False
    opens = t <= _OPENING and reading.words[t + 1 : t + 2] in (("that",), ("which",))
    first = min((c for c in reading.children[v] if reading.tokens[c].dep in ("aux", "auxpass")), default=v)
    return opens and reading.words[first - 1] == "," and "was_to" in last.flags


_OPENING = 3
"""Words at the start of a sentence among which the noun of the gathering stands."""


def _moved(document: Document, gathering: Gathering, last: Frame, reading: Reading) -> bool:
    """Whether a clause tells the new day: "the meeting will now be held on 14 April", "it takes place on Friday
    instead"."""
    if "was_to" not in last.flags:
        return False
    start = reading.tokens[last.trigger.token].end if reading is last.reading else reading.sentence.start
    for v, lemma in enumerate(reading.lemmas):
        if not is_verb(reading, v) or reading.tokens[v].start < start or modality(reading, v) not in _TO_COME:
            continue
        held = lemma in cues("convoking") | cues("timetable") | cues("hosting") | {"hold", "meet"}
        held = held or (lemma == "take" and any(reading.words[o] == "place" for o in reading.children[v]))
        anew = {"now", "instead"} & set(reading.words[max(0, v - 8) :])
        if not held or not anew or not any(_means_it(reading, t) for t in subjects(reading, v)):
            continue
        days = [d for d in dates_in(document, reading.tokens[v].end, reading.sentence.end) if d.future]
        if days:
            _mark(gathering, "postponed", (days[0].start, days[0].end))
            for frame in gathering.frames:
                frame.date = None
                frame.flags.discard("was_to")
            last.date, last.date_rule = days[0], f"tie4:{days[0].rule}"
            return True
    return False


_TO_COME = ("future", "present")


def _mark(gathering: Gathering, status: str, span: tuple[int, int]) -> None:
    for frame in gathering.frames:
        frame.status = "cancelled" if status == "cancelled" else "postponed"
        frame.status_rule, frame.status_span = "told_behind", span


def _verb_at(reading: Reading, t: int) -> int | None:
    return next((a for a in (t, *ancestors(reading, t)) if is_verb(reading, a)), None)


def _means_it(reading: Reading, t: int) -> bool:
    """Whether a token means the gathering told before: "it", "the trip", "that meeting", "the whole thing"."""
    word = reading.words[t]
    if word in ("it", "that", "this"):
        return True
    if reading.mention_of[t] >= 0:
        return word in cues("those_met")
    before = {reading.words[c] for c in reading.children[t]} | set(reading.words[max(0, t - 1) : t])
    pointing = bool(before & {"the", "that", "this", "his", "her", "their"})
    return pointing and (reading.lemmas[t] in noun_senses() or word in cues("plain_gathering") | cues("whole_thing"))
