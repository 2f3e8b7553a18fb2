"""The gathering at which a speech was given, read from the head of its printed text: "Remarks by Minister X at the
Copper Forum", or a line of its own above the first words. The speech itself seldom says where it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipeline.extraction.document import Document, NameMention, Place
from pipeline.extraction.meetings.cues import alternatives, cue_pattern, cues
from pipeline.extraction.meetings.evidence import PLACE_FIELDS, evidence, place_evidence
from pipeline.extraction.meetings.gathering_names import words
from pipeline.extraction.meetings.guests_greeted import guests_greeted, named_in
from pipeline.extraction.meetings.senses import NounSense, noun_senses
from pipeline.extraction.meetings.transcripts import header_place, labels
from pipeline.extraction.names import people_met
from pipeline.extraction.names.gazetteer import given_names
from pipeline.extraction.places import find_places
from pipeline.records import Evidence, Meeting, MeetingType, Participant

_HEAD_LINES = 8
_LINE = 90
"""Characters of the longest line of a head."""
_FULL = 30
"""Characters from which a line that ends in a full stop is a sentence, and no town ("Washington, D.C.")."""
_OPENING = 1500
"""Characters of a speech in which its hosts are thanked."""
_TRUST = 0.8
_NAMED = frozenset({"conference", "summit", "ministerial"})
_AT = re.compile(r"\b(?:(?:at|to|before|during|after|in)\s+(?:the\s+|an?\s+)?|for\s+the\s+)", re.IGNORECASE)
_WORD = re.compile(r"[\w’'&.+-]+")
_WITH = re.compile(r"\s+with\s+(.{3,})")
_TAIL = re.compile(r"\s*(?:[|:;(,–—-]|(?:in|on|of|with|and|for|held)\b|$)")
_BODIES = frozenset({"organisation", "company", "government_body"})


@dataclass(frozen=True, slots=True)
class Occasion:
    """A gathering that the head of a speech names; `start` and `end` are 0 where only the title outside the kept
    text names it."""

    name: str
    sense: NounSense
    start: int
    end: int
    others: str = ""
    """Whom the title names behind "with"."""


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternatives('spoken_document')})\b", re.IGNORECASE)


def _first_words(document: Document) -> int:
    """Where the speech itself begins: at the first label of a speaker, else at the first long or full line."""
    told = labels(document)
    paragraphs = document.source.clean.paragraphs
    for line in paragraphs[: _HEAD_LINES + 1]:
        text = document.text[line.start : line.end].rstrip()
        full = len(text) > _FULL and text[-1:] in (".", "!", "?")
        if len(text) > _LINE or full or (told and line.start >= told[0][0]):
            return line.start
    return paragraphs[0].start if paragraphs else 0


def _sense(name: str) -> NounSense | None:
    """What the gathering's last word tells, where it names one of an open or ranked kind."""
    lower = [w.lower() for w in _WORD.findall(name)]
    if not lower:
        return None
    for sense in noun_senses().get(lower[-1], ()):
        if sense.shape == "event" and tuple(lower[-len(sense.words) :]) == sense.words:
            return sense if sense.kind in _NAMED or lower[-1] in cues("named_occasion") else None
    return None


def _own_words(name: str) -> list[str]:
    """Words of a name that tell it from others of its kind."""
    return [w for w in _WORD.findall(name)[:-1] if w[0].isupper() or w[0].isdigit()]


def _in_title(title: str) -> Occasion | None:
    """The first gathering that a title names behind "at the", "to the" or the like."""
    for at in _AT.finditer(title):
        end = next((m.start() for m in re.finditer(r"\s[|–—]\s|$", title[at.end() :])), 0)
        phrase = title[at.end() : at.end() + end]
        for word in _WORD.finditer(phrase):
            name = phrase[: word.end()]
            sense = _sense(name)
            if sense is None or not _TAIL.match(phrase, word.end()):
                continue
            if cue_pattern("no_occasion").search(name) or len(name) > _LINE:
                continue
            if not all(w.lower() in cues("plain_occasion") for w in _own_words(name)):
                return Occasion(name, _ranked(name, sense), 0, 0)
            others = _WITH.match(phrase, word.end())
            if others and not cue_pattern("own_staff").search(others[1]):
                return Occasion(phrase.strip(), sense, 0, 0, others[1])
    return None


def _ranked(name: str, sense: NounSense) -> NounSense:
    """The sense of the highest gathering in a name: a summit for "Summit for Democracy Opening Session"."""
    higher = (s for w in _WORD.findall(name) for s in noun_senses().get(w.lower(), ()) if s.words == (w.lower(),))
    return next((s for s in higher if s.kind in ("summit", "ministerial")), sense)


def _behind_speaker(title: str) -> Occasion | None:
    """The gathering whose name follows the speaker's at once: "Remarks by Ann Holm, Nordic Metals Forum"."""
    name, _ = _person_in(title)
    at = title.find(name) + len(name) if name else -1
    rest = title[at:].strip(" ,:|–—-") if name else ""
    sense = _sense(rest)
    if sense is None or not _own_words(rest) or not rest[:1].isupper() or cue_pattern("no_occasion").search(rest):
        return None
    return Occasion(rest, sense, 0, 0)


def _person_in(title: str) -> tuple[str, int]:
    """The first two words of a title that are a person's name, with their place; empty where there are none."""
    spelled = list(_WORD.finditer(title))
    for first, second in pairwise(spelled):
        if first[0] in given_names() and second[0][:1].isupper() and title[first.end() : second.start()] == " ":
            return title[first.start() : second.end()], first.start()
    return "", 0


def _on_a_line(document: Document, until: int) -> Occasion | None:
    """A line of the head that is the name of a gathering and nothing else."""
    for line in document.source.clean.paragraphs[:_HEAD_LINES]:
        if line.start >= until:
            break
        text = document.text[line.start : line.end].strip()
        sense = _sense(text)
        if sense is None or _spoken().match(text) or cue_pattern("no_occasion").search(text):
            continue
        own = _own_words(text)
        if len(own) > 1 and not all(w.lower() in cues("plain_occasion") for w in own) and not _AT.search(text):
            return Occasion(text, sense, line.start, line.end)
    return None


def remarks_meeting(document: Document) -> tuple[Meeting, tuple[int, int], str, frozenset[int]] | None:
    """The gathering at which a speech was given, its clean span, its name and its participants' entities; None where
    the document is no speech or its head names no gathering."""
    title = re.sub(r"\s+", " ", document.source.article.title or "")
    if not _spoken().match(title):
        return None
    until = _first_words(document)
    occasion = _on_a_line(document, until) or _in_title(title) or _behind_speaker(title)
    if occasion is None:
        return None
    people = _speakers(document, title, occasion)
    if not people:
        return None
    span = (occasion.start, occasion.end) if occasion.end else (until, min(until + _LINE, len(document.text)))
    hosts = _hosts(document, occasion, until)
    people += _met(document, occasion, {e for _, e in people})
    known = {e for _, e in (*people, *hosts)}
    people += [(mention, e) for e, mention in guests_greeted(document, until).items() if e not in known]
    taken = {e for _, e in people}
    told = [*((m, "attendee") for m in people), *((m, "host") for m in hosts if m[1] not in taken)]
    placed = header_place(document, until)
    day = document.source.article.published_date
    spans = [evidence(document, "record", *span, "meetings.remarks.head", _TRUST)]
    if placed:
        spans += place_evidence(document, placed.start, placed.end, "meetings.remarks.head", _TRUST)
    else:
        placed, found = _title_place(document, title)
        spans += found
    meeting = Meeting(
        title=occasion.name,
        meeting_type=_kind(occasion, len(told)),
        status="held",
        start_date=day,
        date_precision="day" if day else "unknown",
        city=placed.city if placed else None,
        country_code=placed.country_code if placed else None,
        confidence=_TRUST,
        evidence=tuple(spans),
        participants=tuple(_participant(document, m, role, span) for m, role in told),
    )
    return meeting, span, occasion.name, frozenset(e for (_, e), _ in told if e is not None)


def _title_place(document: Document, title: str) -> tuple[Place | None, list[Evidence]]:
    """The town behind the last bar of a title with the words that give it; none where the text holds no such words."""
    tail = title.rpartition("|")[2].strip()
    place = next((p for p in find_places(tail) if p.city), None)
    at = document.source.article.text.find(tail) if place is not None else -1
    if place is None or at < 0:
        return None, []
    start, end = at + place.start, at + place.end
    return place, [Evidence(field, start, end, "meetings.remarks.title", _TRUST) for field in PLACE_FIELDS]


def _kind(occasion: Occasion, sides: int) -> MeetingType:
    if occasion.sense.kind:
        return occasion.sense.kind  # type: ignore[return-value]
    return "bilateral" if occasion.others and sides == 2 else "other"


@dataclass(frozen=True, slots=True)
class Titled:
    """Somebody whom only the title outside the kept text names."""

    name: str
    office: str | None = None
    country: str | None = None


_Part = tuple[NameMention | Titled, int | None]
"""One who takes part: the words that name him, and his entity where the text has one."""


def _speakers(document: Document, title: str, occasion: Occasion) -> list[_Part]:
    """Those whose speech it is: named in the title before the gathering, else labelled in the text."""
    cut = title.find(occasion.name)
    before = title[: cut if cut > 0 else len(title)]
    before = _ABOUT.split(before)[0]
    out: list[_Part] = []
    for mention in document.mentions:
        if mention.form not in ("name", "short", "office") or len(mention.entities) != 1:
            continue
        e = mention.entities[0]
        if document.entities[e].entity_type != "person" or e in {known for _, known in out}:
            continue
        family = document.entities[e].name.split()[-1]
        if re.search(rf"\b{re.escape(family)}\b", before):
            out.append((mention, e))
    if out:
        return sorted(out, key=lambda part: before.find(document.entities[part[1] or 0].name.split()[-1]))
    labelled = [m for m in document.mentions if m.rule == "speaker-label" and m.entities]
    if labelled:
        return [(labelled[0], labelled[0].entities[0])]
    name = _person_in(before if cut > 0 else title)[0]
    return [(Titled(name), None)] if name else []


_ABOUT = re.compile(r"\s(?:on|about|regarding)\s", re.IGNORECASE)


def _met(document: Document, occasion: Occasion, taken: set[int | None]) -> list[_Part]:
    """Those whom the title names behind "with", with their words where the text has any."""
    spelled: dict[int, NameMention] = {}
    for mention in document.mentions:
        if len(mention.entities) == 1 and mention.form != "pronoun":
            spelled.setdefault(mention.entities[0], mention)
    out: list[_Part] = []
    for e, entity in enumerate(document.entities):
        name = entity.name.split()[-1] if entity.entity_type == "person" else entity.name
        if e in taken or e not in spelled:
            continue
        if occasion.others and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", occasion.others):
            out.append((spelled[e], e))
    if not any(e is not None and _is_person(document, e) for _, e in out):
        for run in people_met(document.source.article.title or "") if occasion.others else ():
            office = run.office
            country = run.country or (office.country if office else None)
            out.append((Titled(run.text, office.text if office else None, country), None))
            out = [part for part in out if part[1] is None or document.entities[part[1]].country_code != country]
    stood_for = {document.entities[e].country_code for _, e in out if e is not None and _is_person(document, e)}
    return [part for part in out if part[1] is None or not _of_a_guest(document, part[1], stood_for)]


def _is_person(document: Document, e: int) -> bool:
    return document.entities[e].entity_type == "person"


def _of_a_guest(document: Document, e: int, codes: set[str | None]) -> bool:
    """Whether a state only says whose minister is met: "with Prime Minister X of Y"."""
    return document.entities[e].entity_type == "country" and document.entities[e].country_code in codes


def _hosts(document: Document, occasion: Occasion, until: int) -> list[_Part]:
    """Who puts the gathering on: a body whose name its name bears, or who is thanked for it at the outset."""
    out: list[_Part] = []
    seen: set[int] = set()
    for mention in document.mentions:
        if mention.form not in ("name", "short") or len(mention.entities) != 1 or mention.entities[0] in seen:
            continue
        entity = document.entities[mention.entities[0]]
        spelled = document.text[mention.start : mention.end]
        borne = len(spelled) > 2 and bool(re.search(rf"(?<!\w){re.escape(spelled)}(?!\w)", occasion.name))
        borne = borne or (mention.start < until and _by_initials(entity.name, occasion.name))
        if borne and entity.entity_type in _BODIES | {"bloc"} and spelled != occasion.name:
            seen.add(mention.entities[0])
            out.append((mention, mention.entities[0]))
    for hit in cue_pattern("thanks_to_host").finditer(document.text, until, until + _OPENING):
        end = next((m.start() for m in re.finditer(r"[.!?\n]|$", document.text[hit.end() :])), 0) + hit.end()
        done = cue_pattern("hosting_of_us").search(document.text, hit.end(), end)
        for e, mention in named_in(document, hit.end(), done.start() if done else 0).items():
            if e not in seen and document.entities[e].entity_type in _BODIES | {"person"}:
                seen.add(e)
                out.append((mention, e))
    return out


def _by_initials(body: str, name: str) -> bool:
    """Whether a gathering's name calls a body of the head by its initials: "DFC Anniversary Conference"."""
    initials = "".join(w[0] for w in _WORD.findall(body) if w[0].isupper())
    return any(len(w) > 2 and w.isupper() and initials.endswith(w) for w in _WORD.findall(name))


def _participant(document: Document, part: _Part, role: str, span: tuple[int, int]) -> Participant:
    named, e = part
    entity = document.entities[e] if e is not None else None
    start, end = (named.start, named.end) if isinstance(named, NameMention) else span
    titled = named if isinstance(named, Titled) else Titled("")
    return Participant(
        name=entity.name if entity else titled.name,
        participant_type=entity.entity_type if entity else "person",
        role="host" if role == "host" else "attendee",
        office=entity.office if entity else titled.office,
        country_code=entity.country_code if entity else titled.country,
        confidence=_TRUST,
        evidence=(evidence(document, "participant", start, end, "meetings.remarks.head", _TRUST),),
    )


def same_name(one: str, other: str) -> bool:
    """Whether two names of gatherings may be those of one: the words of the shorter stand in the longer."""
    mine, theirs = words(one), words(other)
    return bool(mine and theirs) and (mine <= theirs or theirs <= mine)


def with_those_told(head: Meeting, told: Meeting) -> Meeting:
    """The gathering of the head with whom the speech itself tells to be at it."""
    names = {p.name for p in head.participants}
    more = tuple(p for p in told.participants if p.name not in names)
    return replace(
        head,
        participants=(*head.participants, *more),
        evidence=(*head.evidence, *(e for e in told.evidence if e.field == "record")),
    )
