"""How long a gathering lasts: its last day told by the first and a length, its first by the last."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from pipeline.extraction.dates.grammar import word_values
from pipeline.extraction.document import Document, ResolvedDate
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering, opens, resolved
from pipeline.extraction.named_within import dates_in

_LENGTH = re.compile(r"\b(\w{1,5})(?:[- ]day\b| days of\b)")
_FOR_DAYS = re.compile(r"\b(?:for|over|lasting|lasts|spanning|spans|runs) (?:for )?(\w{1,5}) days\b", re.IGNORECASE)
_DAYS_OF = r"(?:the|its|their|a|an) (?:[\w-]+ )?(?:(?P<n>\w{1,5})-day|(?P<m>\w{3,5}) days)"
_NTH = re.compile(rf"\b(?P<nth>\w{{4,8}})(?: and (?:final|last))?(?: day)? of {_DAYS_OF}\b", re.IGNORECASE)
_BEGINS = re.compile(r"\b(?:from|starting|beginning|opening|commencing)\s(?:on\s)?(?:the\s)?$", re.IGNORECASE)
_LAST_DAY = re.compile(
    r"[,(] ?(?:to|until|till|through) (?:the )?(?:(?P<day>[12]?\d|3[01])(?:st|nd|rd|th)?(?=[).;,]))?"
)
_LONGEST = 14
"""Days over which a gathering told by its first and last day may last."""


def lasting(document: Document, gathering: Gathering, frame: Frame, read: ResolvedDate) -> ResolvedDate:
    """The days of a gathering whose main day `frame` tells, as far as its sentences tell more than that day."""
    read = _opened(document, gathering, read)
    if read.end is not None or read.precision != "day":
        return read
    read = _to_last_day(document, frame, read)
    return read if read.end is not None else _by_length(document, gathering, frame, read)


def _opened(document: Document, gathering: Gathering, read: ResolvedDate) -> ResolvedDate:
    """The range from the opening day that another sentence tells to the main day."""
    if read.precision != "day" or read.end is not None:
        return read
    for frame in gathering.frames:
        first = resolved(document, frame)
        if first is not None and first.precision == "day" and opens(frame) and first.start < read.start:
            return replace(read, start=first.start, end=read.start)
    return read


def _to_last_day(document: Document, frame: Frame, read: ResolvedDate) -> ResolvedDate:
    """The range to a last day told on its own behind the gathering: "opens on the 19th (to 20)", "…, to Thursday"."""
    text, sentence = document.text, frame.reading.sentence
    for hit in _LAST_DAY.finditer(text, frame.reading.tokens[frame.trigger.token].end, sentence.end):
        if hit["day"]:
            last = read.start.replace(day=1) + timedelta(days=int(hit["day"]) - 1)
        else:
            told = [d for d in dates_in(document, hit.end(), hit.end() + 1) if d.rule.startswith("weekday")]
            if not told or told[0].future is None:
                continue
            last = told[0].future.start
            last = read.start + timedelta(days=(last.weekday() - read.start.weekday()) % 7)
        if 0 < (last - read.start).days <= _LONGEST:
            return replace(read, end=last)
    return read


def _count(word: str) -> int:
    days = word_values("number").get(word.lower()) or (int(word) if word.isdigit() else 1)
    return days if 1 < days <= _LONGEST else 1


def _nth_day(word: str, days: int) -> int | None:
    """Which of so many days is told: "second", "opening", "final"; None where the word tells none."""
    if word in cues("first_day"):
        return 1
    return days if word in cues("last_day") else word_values("ordinal").get(word)


def _days_told(document: Document, gathering: Gathering, frame: Frame) -> int:
    """The number of days that the gathering's own noun or its sentence gives, else the noun of another sentence."""
    text, sentence = document.text, frame.reading.sentence
    for one in (frame, *(f for f in gathering.frames if f is not frame and f.trigger.shape == "event")):
        t = one.reading.tokens[one.trigger.token]
        near = 90 if one is frame else len(one.trigger.words) + 12
        found = _LENGTH.search(text, max(one.reading.sentence.start, t.start - near), t.end)
        if found:
            return _count(found[1])
    spanned = _FOR_DAYS.search(text, sentence.start, sentence.end)
    return _count(spanned[1]) if spanned else 1


def _by_length(document: Document, gathering: Gathering, frame: Frame, read: ResolvedDate) -> ResolvedDate:
    """The range of a gathering told by one of its days and its length.

    "Opened the four-day forum on Monday", "a two-day meeting from Tuesday", "on the second of its three days",
    "the two-day conference closed on Friday".
    """
    verb, text, reading = frame.verb, document.text, frame.reading
    sentence = reading.sentence
    nth = _NTH.search(text, sentence.start, sentence.end)
    if nth:
        days = _count(nth["n"] or nth["m"])
        at = _nth_day(nth["nth"].lower(), days)
        if at is not None and days > 1 and at <= days:
            first = read.start - timedelta(days=at - 1)
            return replace(read, start=first, end=first + timedelta(days=days - 1))
    days = _days_told(document, gathering, frame)
    if days < 2:
        return read
    lemma = reading.lemmas[verb] if verb is not None else ""
    told = frame.date
    begins = told is not None and _BEGINS.search(text[max(sentence.start, told.start - 24) : told.start])
    if lemma in cues("closing"):
        return replace(read, start=read.start - timedelta(days=days - 1), end=read.start)
    if lemma in cues("opening") or begins or frame.status == "planned":
        return replace(read, end=read.start + timedelta(days=days - 1))
    return read
