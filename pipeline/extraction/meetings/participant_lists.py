"""Lists of those present that a document gives in a place of their own: below "Participants", behind "Endorsed by:",
or in a sentence that says of whom the partners who met are the members."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import alternatives, cues
from pipeline.extraction.meetings.found_parties import groups, only_people
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.gatherings import Gathering, resolved
from pipeline.extraction.meetings.quoted_guests import quoted_below
from pipeline.extraction.meetings.triggers import TRAVELS
from pipeline.extraction.meetings.when_where import attach
from pipeline.records import Paragraph

LISTED = "list"
"""Rule of those whom a list names."""
_ITEM = 200
"""Longest item of a list, in characters: a longer paragraph tells something."""
_BEFORE_NAME = 60
"""Characters before a name of a list: a bullet, an office, "the Government of the"."""
_FEWEST = 2
"""Names from which a list is one."""
_FEWEST_MEMBERS = 3
_CLOSE = 3
"""Paragraphs between a gathering and the list below it, where others are told before."""
_OPENING = 160
"""Characters of a paragraph in which its heading or label stands."""
_LONGEST_HEAD = 400
"""Characters of the sentence behind whose colon a list stands."""
_WORDS_OF_ITEM = 14
"""Words of an item from which a full stop ends a sentence."""


@dataclass(frozen=True, slots=True)
class _List:
    """Where a list begins, what is named in it, and whether it says who is a member rather than who came.

    `head` are the words that announce it, in small letters, and where they stand; `quoted_until` is where the last of
    the paragraphs ends in which each says something, 0 for a list of names alone."""

    start: int
    named: tuple[NameMention, ...]
    members: bool = False
    head: tuple[int, int] = (0, 0)
    quoted_until: int = 0


@cache
def _heading() -> re.Pattern[str]:
    """A line that is no more than the heading of a list of those present."""
    return re.compile(rf"\W*(?:{alternatives('list_heading')})\W*", re.IGNORECASE)


@cache
def _announced() -> re.Pattern[str]:
    """ "Attendees at today’s meeting included:", "The meeting was attended by the following governors:" before the
    items: what is done "to" some end announces something else."""
    of_them = rf"(?:{alternatives('list_heading')})(?: (?!to\b)[\w’'-]+){{0,8}}"
    those = rf"\b(?:{alternatives('list_drawn')})(?:,? (?!to\b)[\w’'-]+){{0,12}}"
    return re.compile(rf"(?:{of_them}|(?:^|[^:]*\W){those}):\W*", re.IGNORECASE)


@cache
def _who_came() -> re.Pattern[str]:
    """ "State legislative leaders included:", "Mayors participating:", "The governors who attended were:"."""
    people = "|".join(sorted(re.escape(noun) + "e?s" for noun in groups() if noun not in cues("list_label_noun")))
    return re.compile(
        rf"\W*(?:[\w’'-]+ ){{0,5}}?(?:{people}) (?:[\w’'-]+ ){{0,6}}?(?:{alternatives('list_came')})"
        rf"(?: (?!to\b)[\w’'-]+){{0,8}}:\W*",
        re.IGNORECASE,
    )


@cache
def _label() -> re.Pattern[str]:
    """The words before a colon and the list behind it, in one paragraph."""
    return re.compile(rf"\W*(?:{alternatives('list_heading', 'list_label')})(?: [\w’' -]{{1,40}})?:\s*", re.IGNORECASE)


@cache
def _between() -> re.Pattern[str]:
    """What may stand between two names of a list, and before the first."""
    return re.compile(rf"(?:\W|\b(?:{alternatives('list_joint')})\b)*", re.IGNORECASE)


@cache
def _following() -> re.Pattern[str]:
    """ "The following delegations took part:" before the items."""
    told = rf"(?:{alternatives('list_announced')}) (?:[\w’'-]+ ){{0,4}}(?:{alternatives('list_taking_part')})"
    return re.compile(rf"\W*{told}[^.:]{{0,80}}:\W*", re.IGNORECASE)


@cache
def _membership() -> re.Pattern[str]:
    """ "Members of the Alliance are", "The Dialogue brings together", "The countries in the framework, besides"."""
    return re.compile(
        rf"(?:\b(?:{alternatives('list_members')})\b[^.:;]{{0,80}}?\b(?:{alternatives('list_is')})\b"
        rf"|\b(?:{alternatives('list_comprises')})\b)\s*:?\s*",
        re.IGNORECASE,
    )


def _mentions(document: Document, start: int, end: int) -> list[NameMention]:
    return [
        m
        for m in document.mentions
        if start <= m.start and m.end <= end and m.entities and m.form not in ("pronoun", "demonym")
    ]


def _of_item(document: Document, start: int, end: int) -> list[NameMention]:
    """Who stands in an item: its people, or the first name where it has none."""
    named = _mentions(document, start, end)
    if not named or named[0].start - start > _BEFORE_NAME:
        return []
    people = [m for m in named if only_people(document, m) and m.form in ("name", "short")]
    return people or [m for m in named[:1] if m.form in ("name", "short")]


def _items(document: Document, paragraphs: Sequence[Paragraph]) -> list[NameMention]:
    """Those named in the items that begin with the first of the paragraphs; the list ends where one tells something."""
    out: list[NameMention] = []
    for paragraph in paragraphs:
        text = document.text[paragraph.start : paragraph.end]
        if len(text) > _ITEM or _ends_as_sentence(text):
            break
        out += _of_item(document, paragraph.start, paragraph.end)  # an item may name nobody that is known
    return out


def _ends_as_sentence(text: str) -> bool:
    return text.rstrip("\"'”’)*_ ")[-1:] in ("!", "?") or (text.count(" ") > _WORDS_OF_ITEM and text.endswith("."))


def _enumerated(document: Document, start: int, end: int) -> list[NameMention]:
    """Names that follow one another from `start` on, with nothing between them but commas and what joins."""
    out: list[NameMention] = []
    at = start
    for mention in _mentions(document, start, end):
        gap = document.text[at : mention.start]
        if "." in gap or len(gap) > _BEFORE_NAME or not _between().fullmatch(gap):
            break
        out.append(mention)
        at = mention.end
    return out


def _behind_colon(document: Document, start: int, end: int) -> list[NameMention]:
    """Those named behind the colon of a sentence that announces them: "was joined by the following governors: X of A,
    Y of B"; its people, or where it names none what is listed right behind the colon."""
    for sentence in document.sentences:
        if sentence.start < start or sentence.end > end:
            continue
        text = document.text[sentence.start : sentence.end]
        head = text.find(": ")
        if head < 0 or head > _LONGEST_HEAD or not _announced().fullmatch(text[: head + 1]):
            continue
        after = sentence.start + head + 1
        people = [m for m in _mentions(document, after, sentence.end) if only_people(document, m) and m.form == "name"]
        named = people or _enumerated(document, after, sentence.end)
        if len(named) >= _FEWEST:
            return named
    return []


def _lists(document: Document) -> list[_List]:
    paragraphs = document.source.clean.paragraphs
    out: list[_List] = []
    for number, paragraph in enumerate(paragraphs):
        start, end = paragraph.start, paragraph.end
        opening = document.text[start : min(end, start + _OPENING)]
        last = document.text[max(start, document.text.rfind(". ", start, end) + 1) : end].strip()
        heads = end - start <= _OPENING and (_heading().fullmatch(opening) or _following().fullmatch(opening))
        came = end - start <= _OPENING and _who_came().fullmatch(opening)
        if heads or came or (len(last) <= _LONGEST_HEAD and _announced().fullmatch(last)):
            named = _items(document, paragraphs[number + 1 :])
            if len(named) >= _FEWEST:
                out.append(_List(start, tuple(named), head=(end - len(last), end)))
            continue
        quoted, until = quoted_below(document, last, paragraphs[number + 1 :])
        if len(quoted) >= _FEWEST:
            out.append(_List(start, tuple(quoted), head=(end - len(last), end), quoted_until=until))
            continue
        label = _label().match(opening)
        if label:
            named = _enumerated(document, start + label.end(), end)
            if len(named) >= _FEWEST:
                out.append(_List(start, tuple(named)))
                continue
        named = _behind_colon(document, start, end)
        if named:
            told_at = next(s.start for s in document.sentences if s.start <= named[0].start < s.end)
            out.append(_List(start, tuple(named), head=(told_at, named[0].start)))
            continue
        for hit in _membership().finditer(document.text, start, end):
            named = _enumerated(document, hit.end(), end)
            if len(named) >= _FEWEST_MEMBERS:
                out.append(_List(start, tuple(named), members=True))
                break
    return out


def _nearest(document: Document, told: _List, gatherings: list[Gathering]) -> Gathering | None:
    """The gathering whose list it is: the one right above it, else the one that the document tells first.

    Only one of which the document says more than that it is: who, when or where.
    """
    known = [g for g in gatherings if g.entities or any(f.date is not None or f.place is not None for f in g.frames)]
    if told.members:
        unnamed = [g for g in known if len(g.entities) <= 1 and any(_of_members(f) for f in g.frames)]
        in_body = [g for g in unnamed if any(f.reading.sentence.kind == "body" for f in g.frames)]
        return next(iter([*in_body, *unnamed]), None)
    paragraphs = document.source.clean.paragraphs
    at = next(n for n, paragraph in enumerate(paragraphs) if paragraph.start == told.start)
    heading = document.text[told.head[0] : told.head[1]].lower()
    so_called = [g for g in known if any(re.search(rf"\b{re.escape(f.trigger.words)}\b", heading) for f in g.frames)]
    stays = [g for g in known if any(f.trigger.shape not in TRAVELS for f in g.frames)]  # a trip has no guest list
    for some in (so_called, stays, known):
        near = [
            g for g in some if any(0 <= at - document.sentences[f.reading.index].paragraph <= _CLOSE for f in g.frames)
        ]
        if near or some:
            return _latest(document, near) if near else some[0]
    return None


def _latest(document: Document, near: list[Gathering]) -> Gathering:
    """The one of several above a list whose guests it names: the last held, where a paper goes back to earlier ones
    ("Today's roundtable follows one in March"), else the one told last."""
    near = [g for g in near if g.entities] or near
    days: list[date] = []
    for gathering in near:
        told = next((r for f in gathering.frames if (r := resolved(document, f)) is not None), None)
        if told is None or gathering.frames[0].status != "held":
            return near[-1]
        days.append(told.start)
    return near[max(range(len(near)), key=lambda n: (days[n], n))]


def _only_there(told: _List, gathering: Gathering) -> bool:
    """Whether nothing but the heading of a list, or those quoted in it, speaks of a gathering: "Attendees at today’s
    meeting included:"."""
    if all(told.start <= f.start < told.quoted_until for f in gathering.frames):
        return True  # those quoted speak of it too: "honored to be part of today’s meeting"
    return not gathering.entities and all(told.head[0] <= f.start < told.head[1] for f in gathering.frames)


def _of_members(frame: Frame) -> bool:
    """Whether the sentence says that members, or partners, met."""
    return not cues("list_members").isdisjoint(frame.reading.words)


def _left_out(document: Document, told: _List, dropped: list[tuple[Frame, str]]) -> Gathering | None:
    """A gathering made of the first frame that was left out for want of parties, and that has a day or a town."""
    for number, (frame, reason) in enumerate(dropped):
        below = frame.start > max(told.start, told.head[0])
        if reason not in cues("party_wanted") or frame.trigger.weight < 1 or below:
            continue
        if told.members and not _of_members(frame):
            continue
        attach(document, [frame])
        if frame.date is not None or frame.place is not None:
            del dropped[number]
            return Gathering([frame])
    return None


def add_listed(document: Document, gatherings: list[Gathering], dropped: list[tuple[Frame, str]]) -> None:
    """Add to each gathering those whom a list of the document, apart from the sentences that tell it, names there.

    A frame that was left out, because it tells no party, becomes a gathering where the list is of nobody else's.
    """
    for told in _lists(document):
        others = [g for g in gatherings if not _only_there(told, g)]
        gathering = _nearest(document, told, others)
        if gathering is not None and len(others) < len(gatherings):
            dropped += [(f, "told before") for g in gatherings if _only_there(told, g) for f in g.frames]
            gatherings[:] = others
        gathering = gathering or _nearest(document, told, gatherings)
        if gathering is None:
            gathering = _left_out(document, told, dropped)
            if gathering is None:
                continue
            gatherings.append(gathering)
            gatherings.sort(key=lambda each: each.frames[0].start)
        known = gathering.entities
        for mention in told.named:
            if not set(mention.entities) <= known:
                gathering.frames[-1].later.append(
                    Claim(mention.entities, "attendee", mention.start, mention.end, LISTED)
                )
