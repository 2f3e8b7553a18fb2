"""Whose "I", "you" and "we" a transcript's words are: its turns, who speaks in each, and whom a reporter asks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import cached_property

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.lone_speakers import with_own_side
from pipeline.extraction.meetings.quoted_voices import with_quoted
from pipeline.extraction.meetings.signatories import with_signatories
from pipeline.extraction.meetings.transcripts import Speaker, labels, office_and_surname, speakers

_PERSONAL = re.compile(r"\b(?:I|me|[Mm]y|[Yy]ou|[Yy]our|[Ww]e|us|[Oo]ur)\b(?!['’.]?[sS]\.)")
_PLEASURE = re.compile(
    r"\b[Ii]t(?:['’]s| is| was| has been)\s(?:such )?(?:a|an|my|our)\s(?:[a-z]+,?\s){0,3}"
    r"(?:honou?r|pleasure|privilege|delight)\b"
)
"""Whose honour it is to welcome somebody, where the speaker doesn't say: the speaker's."""
_I = frozenset({"i", "me", "my"})
_WE = frozenset({"we", "us", "our"})
_QUESTION = re.compile(r"(?:(?:Q|QUESTION|REPORTER)(?:\s?:)?|Q\.)\s")
_CALLED_WITHIN = 60
"""Characters at the start of a question in which a reporter says whom it is for."""
_FAR = 12
"""Sentences over which a talk goes on to tell of the gatherings told in it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From `start` on somebody speaks. `speaker` is an entity, None for a reporter or somebody unknown."""

    start: int
    speaker: int | None
    asked: bool


def read_turns(document: Document) -> list[Turn]:
    """The turns of a transcript in order; empty for a document that nobody's labels part."""
    known = {m.start: m.entities[0] for m in document.mentions if m.rule == "speaker-label" and m.entities}
    by_surname = {s.surname.casefold(): s.entity for s in speakers(document) if s.entity is not None}
    out = []
    for start, _, label in labels(document):
        surname = office_and_surname(label)[1].casefold()
        out.append(Turn(start, known.get(start, by_surname.get(surname)), bool(_QUESTION.match(label + ": "))))
    asked = [
        Turn(paragraph.start, None, True)
        for paragraph in document.source.clean.paragraphs
        if _QUESTION.match(document.text, paragraph.start, paragraph.end)
    ]
    labelled = {turn.start for turn in out}
    begun = {paragraph.start for paragraph in document.source.clean.paragraphs} - labelled
    out += [Turn(start, who, False) for start, who in known.items() if start in begun]  # "A:" of an interview
    taken = {turn.start for turn in out if turn.asked}
    return sorted((*out, *(t for t in asked if t.start not in taken)), key=lambda turn: turn.start)


@dataclass(frozen=True)
class Talk:
    """The turns of a transcript, and by offset which of them it is."""

    turns: tuple[Turn, ...]

    def speaker(self, offset: int) -> int | None:
        """Who speaks at an offset of the clean text."""
        at = bisect_right([turn.start for turn in self.turns], offset) - 1
        return self.turns[at].speaker if at >= 0 else None

    @cached_property
    def _questions(self) -> tuple[int, ...]:
        return tuple(turn.start for turn in self.turns if turn.asked)

    @property
    def asked(self) -> bool:
        """Whether reporters ask, so that the subject changes with their questions."""
        return len(self._questions) > 1

    def question(self, offset: int) -> int:
        """How many questions have been asked up to an offset."""
        return bisect_right(self._questions, offset)

    def goes_on(self, earlier: Frame, later: Frame) -> bool:
        """Whether what two frames tell belongs to one question with its answer, or to the next one on it."""
        if not self.asked:
            return True
        near = later.reading.index - earlier.reading.index <= _FAR
        return near and self.question(later.start) - self.question(earlier.start) <= 1


NO_TALK = Talk(())


def talk_of(document: Document) -> Talk:
    """The talk that a document writes down; one without turns for other documents."""
    return Talk(tuple(read_turns(document)))


def _sides(document: Document, people: list[Speaker]) -> dict[str | None, int]:
    """The first speaker of each side; empty where all speak for one."""
    first: dict[str | None, int] = {}
    for person in people:
        if person.entity is not None:
            first.setdefault(document.entities[person.entity].country_code, person.entity)
    return first if len(first) > 1 else {}


def _called(document: Document, start: int, until: int) -> int | None:
    """Whom a reporter has last called by name before `until`: "Prime Minister Ruiz, I want to ask …"."""
    found = None
    for mention in document.mentions[bisect_left(document.mentions, start, key=lambda m: m.start) :]:
        if mention.start >= until:
            break
        if len(mention.entities) != 1 or mention.form not in ("name", "short"):
            continue
        person = document.entities[mention.entities[0]].entity_type == "person"
        opens = mention.start - start <= _CALLED_WITHIN or document.text[mention.start - 2 : mention.start] == ", "
        if person and opens and document.text[mention.end : mention.end + 1] == ",":
            found = mention.entities[0]
    return found


def with_speakers(document: Document) -> Document:
    """The document with "I", "you" and "we" of a transcript read as its speakers; itself where it is none."""
    people = [s for s in speakers(document) if s.entity is not None]
    turns = read_turns(document)
    sides = _sides(document, people) if len(people) > 1 else {}
    if not sides:
        own_side = with_own_side(document, turns)
        document = own_side if turns or own_side is not document else with_quoted(with_signatories(document))
        if not any(turn.asked for turn in turns):
            return document
    added = []
    for n, turn in enumerate(turns):
        end = turns[n + 1].start if n + 1 < len(turns) else len(document.text)
        if turn.asked:
            answers = next((later.speaker for later in turns[n + 1 :] if not later.asked), None)
            for hit in _PERSONAL.finditer(document.text, turn.start, end):
                called = _called(document, turn.start, hit.start())
                meant = called if called is not None else answers
                if hit[0].lower() in _I | _WE or meant is None:
                    continue
                if not cue_pattern("spokesperson").search(document.entities[meant].office or ""):
                    added.append(NameMention(*hit.span(), (meant,), "pronoun", "speaker", hit.span()))
            continue
        if turn.speaker is None or not sides:
            continue
        code = document.entities[turn.speaker].country_code
        last = {**sides, code: turn.speaker}  # of a side that several speak for, who spoke last
        sides = {side: last[side] for side in sides} if code in sides else sides
        others = tuple(sorted(e for side, e in sides.items() if side != code))
        everybody = tuple(sorted({turn.speaker, *others}))
        for hit in _PLEASURE.finditer(document.text, turn.start, end):
            at = (hit.start(), hit.start() + 2)
            added.append(NameMention(*at, (turn.speaker,), "pronoun", "speaker", at))
        for hit in _PERSONAL.finditer(document.text, turn.start, end):
            word = hit[0].lower()
            entities = everybody if word in _WE else (turn.speaker,) if word in _I else others
            added.append(NameMention(*hit.span(), entities, "pronoun", "speaker", hit.span()))
    taken = {m.start for m in document.mentions if m.form != "pronoun"}
    spoken = {m.start for m in added}
    kept = [m for m in document.mentions if m.start not in spoken or m.form != "pronoun"]
    mentions = sorted((*kept, *(m for m in added if m.start not in taken)), key=lambda m: (m.start, m.end))
    return replace(document, mentions=tuple(mentions))


def settle_voices(document: Document, talk: Talk, frame: Frame) -> None:
    """Make "we" the speaker alone where somebody else is told to be met: "we spoke with X" beside a guest."""
    ours = [
        c
        for c in frame.claims
        if len(c.entities) > 1
        and document.text[c.start : c.end].lower() in _WE
        and any(m.start == c.start and m.rule == "speaker" for m in frame.reading.mentions)
    ]
    if not ours:
        return
    all_of_us = {e for c in ours for e in c.entities}
    own = {document.entities[e].country_code for e in all_of_us}
    others = {
        e
        for c in frame.claims
        if c not in ours
        for e in c.entities
        if document.entities[e].entity_type != "country"
        or document.entities[e].country_code not in own
        or c.rule.startswith(("visited", "destination", "place"))
    } - all_of_us
    speaking = talk.speaker(frame.start)
    if speaking is not None and speaking in all_of_us:
        mine = document.entities[speaking].country_code
        others |= {
            e
            for c in frame.claims
            if c not in ours and c.rule.startswith(("with", "object", "beside", "companions", "partner"))
            for e in c.entities
            if e != speaking and document.entities[e].country_code in {None, *own} - {mine}
        }
    words = frame.reading.words
    if not others or any(w in cues("counterparts") and "our" in words[max(0, t - 4) : t] for t, w in enumerate(words)):
        return  # "we're seeing our counterpart, the President of X"
    gone_to = {
        document.entities[e].country_code
        for c in frame.claims
        if c.rule.startswith(("visited", "destination", "place"))
        for e in c.entities
        if document.entities[e].entity_type == "country"
    }
    for claim in ours:
        speaking = talk.speaker(claim.start)
        code = document.entities[speaking].country_code if speaking is not None else None
        side = [e for e in claim.entities if e == speaking]
        side += [e for e in claim.entities if document.entities[e].country_code == code and e != speaking]
        guests = [e for e in claim.entities if document.entities[e].country_code not in gone_to]
        left = tuple((guests if code in gone_to else side)[:1])
        frame.claims = [replace(c, entities=left or c.entities) if c is claim else c for c in frame.claims]
