"""Several occasions in one clause: "met X in Lima on Monday and again in Cusco on Friday", "twice, …"."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pipeline.extraction.document import DateExpression, Document, Place
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.named_within import dates_in, places_in

_AGAIN = re.compile(
    r"\b(?:and|but|or|then),?\s(?:then,?\s|yet\s|was to,?\s)?"
    r"(?:again|once (?:again|more)|(?:for )?(?:a|the) (?:second|third) time)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"(?:,| and| -| –| —),?\s(?:and\s)?(?:then|once|next|later|the second time)\s(?=(?:in|on|at)\s)")
_TWICE = re.compile(r"\b(?:twice|two times|on two (?:occasions|days)|for two days|both)\b", re.IGNORECASE)
_PAIR = re.compile(
    r"(?:\s\w+)?(?:\s(?:in|at)\s[^.;,]{3,30})?,?\s(?:and|then)(?:\s(?:again|then))?(?:\s(?:on|in|the))?\s?"
)
_NEAR = 48
"""Characters within which the time or place of the second occasion follows the words that announce it."""
_CLAUSE = re.compile(r"[;:]|,\s(?:who|which|where|when|while|as|although|but)\b|\b(?:before|after)\b")


def again(document: Document, frame: Frame) -> tuple[int, int] | None:
    """The words that announce the second occasion that a frame's clause tells, or None where it tells one."""
    text, sentence = document.text, frame.reading.sentence
    here = frame.reading.tokens[frame.trigger.token].end
    for pattern in (_AGAIN, _THEN):
        hit = pattern.search(text, here, sentence.end)
        if not hit or ";" in text[here : hit.start()] or not _told_after(document, hit.end(), sentence.end):
            continue
        if pattern is _AGAIN or _told_before(document, here, hit.start()):
            return hit.start(), hit.end()
    return _second_of_two(document, frame, here) or _next_in_place(document, here, sentence.end)


def same_clause(document: Document, end: int, start: int) -> bool:
    """Whether a gathering told at `start` is the second occasion itself: "and again on Monday over lunch"."""
    return start < end + _NEAR and (start < end or not _CLAUSE.search(document.text, end, start))


def _told_after(document: Document, start: int, end: int) -> bool:
    """Whether a time or a place follows at once, before another clause begins."""
    clause = _CLAUSE.search(document.text, start, end)
    last = min(start + _NEAR, clause.start() if clause else end)
    return bool(dates_in(document, start, last) or places_in(document, start, last))


def _told_before(document: Document, start: int, end: int) -> bool:
    return bool(dates_in(document, start, end))


def _second_of_two(document: Document, frame: Frame, here: int) -> tuple[int, int] | None:
    """The second of two days after "twice": "met twice this week, on Monday and on Thursday"."""
    sentence = frame.reading.sentence
    twice = _TWICE.search(document.text, max(sentence.start, frame.start - 20), sentence.end)
    if not twice:
        return None
    days = [
        d for d in dates_in(document, here, sentence.end) if (read := d.past or d.future) and read.precision == "day"
    ]
    if len(days) != 2 or not _PAIR.fullmatch(document.text[days[0].end : days[1].start]):
        return None
    frame.flags.add("twice")
    return days[0].end + 1, days[1].end


def _next_in_place(document: Document, here: int, end: int) -> tuple[int, int] | None:
    """The second of two towns with a time each: "in Geneva in May and in London in June", "on Monday in Lima and on
    Friday in Cusco"."""
    pieces: list[Place | DateExpression] = [p for p in places_in(document, here, end) if p.city]
    pieces += dates_in(document, here, end)
    pieces.sort(key=lambda piece: piece.start)
    for a, b, c, d in zip(pieces, pieces[1:], pieces[2:], pieces[3:], strict=False):
        paired = all(isinstance(one, Place) != isinstance(other, Place) for one, other in ((a, b), (c, d)))
        text = document.text
        close = all(_IN.fullmatch(text, one.end, other.start) for one, other in ((a, b), (c, d)))
        if paired and close and _AND_IN.fullmatch(text, b.end, c.start):
            return b.end + 1, d.end
    return None


_IN = re.compile(r",?(?:\s(?:in|on|at|early in|late in))?(?:\s(?:the|early|late|mid))?\s")
_AND_IN = re.compile(r",?\s(?:and|then|and then)(?:\s(?:in|on|at))?(?:\s(?:the|early|late))?\s")


def each_day(document: Document, frame: Frame) -> list[tuple[int, int]]:
    """The days but the first of a list of days with a place each: "convened them on May 4 in Lima; on May 9 in Cusco;
    and on May 12 in Puno"."""
    sentence, text = frame.reading.sentence, document.text
    here = frame.reading.tokens[frame.trigger.token].end
    days = [d for d in dates_in(document, here, sentence.end) if _is_day(d)]
    if len(days) < 3 or _CLAUSE.sub("", text[here : days[0].start]) != text[here : days[0].start]:
        return []
    for one, other in itertools.pairwise(days):
        gap = text[one.end : other.start]
        if not _NEXT_DAY.fullmatch(gap) or not places_in(document, one.end, other.start):
            return []
    return [(d.start, d.end) for d in days[1:]]


_NEXT_DAY = re.compile(r",?\s(?:in|at)\s[^;]{2,60}[;,]\s(?:and\s)?(?:then\s)?(?:on\s)?")
"""What stands between two days of such a list."""


def second_occasion(frame: Frame, start: int, end: int) -> Frame:
    """A frame for the second occasion, whose time and place stand behind `start`; the first keeps those before.

    `start` and `end` are the words that announce it.
    """
    copy = replace(frame, claims=list(frame.claims), flags=set(frame.flags), ranks=set(frame.ranks), later=[])
    copy.start, copy.end, copy.separate = start, end, True
    copy.after = start
    frame.until = start
    return copy


_HOUR = re.compile(
    r"(?:,)?\s(?:at|around|from)\s(?:noon|midday|midnight|\d{1,2}(?:[:.]\d\d)?(?:\s?[ap]\.?m\b\.?|\so'clock|(?=[\s,.;])))",
    re.IGNORECASE,
)
"""The hour at which one of several is met: "at 9 a.m.", "at noon"."""
_AND_NEXT = re.compile(r",?\s(?:and|then|and then|but)\s")
_LONGEST_DAY_GAP = 90


def another_day(document: Document, end: int, start: int, behind: int, last: int) -> int | None:
    """Where the second of two guests with a day each begins: "X on Monday and Y on Tuesday", "X and, on Tuesday, Y".

    `end` is that of the first guest, `start` and `behind` are the bounds of the second, `last` the sentence's end.
    """
    text = document.text
    joint = next(reversed(list(_AND_NEXT.finditer(text, end, start))), None)
    if joint is None or start - end > _LONGEST_DAY_GAP or _CLAUSE.search(text, end, start):
        return None
    days = [d for d in dates_in(document, end, start) if _is_day(d)]
    if any(d.end <= joint.start() for d in days) and any(
        _is_day(d) for d in dates_in(document, behind, min(last, behind + _NEAR))
    ):
        return start
    if _HOUR.search(text, end, joint.start()) and _HOUR.match(text, behind):
        return start
    fronted = [d for d in days if d.start >= joint.end()]
    if fronted and len(text[joint.end() : fronted[0].start].strip(" ,")) <= 8:
        return joint.start()
    return None


def _is_day(expression: DateExpression) -> bool:
    read = expression.past or expression.future
    return read is not None and read.precision == "day"
