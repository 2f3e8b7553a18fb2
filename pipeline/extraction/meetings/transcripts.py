"""Meetings that a document is, rather than tells: a transcript of what its speakers said to each other when they
met, and the signature block under an agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extraction.document import Document, Entity, Place, Sentence
from pipeline.extraction.meetings.cues import cue_pattern
from pipeline.extraction.meetings.evidence import evidence, place_evidence
from pipeline.extraction.meetings.kinds import kind_of
from pipeline.extraction.named_within import dates_in, places_in
from pipeline.extraction.names import family_name
from pipeline.lexicons import table
from pipeline.records import DatePrecision, Evidence, Meeting, Participant

_LABEL = re.compile(r"(?P<label>[A-ZÀ-Þ][A-ZÀ-Þ.’' -]{2,60}?)\s?:(?=\s)")
_SIGNED = re.compile(r"(?:Done|DONE|Signed|SIGNED|Executed)\s(?:at|in|AT|IN)\s")
_FULL = re.compile(r"(?:[A-ZÀ-Þ][\w’'.-]*\.?\s+){1,4}(?:(?:van|von|de|der|bin|al|da|dos|la)\s+)*[A-ZÀ-Þ][\w’'-]+")
_LINES_BELOW = 14
_TRANSCRIPT_TRUST = 0.85


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody whose words a transcript gives under a label such as "PRIME MINISTER TRUDEAU:"."""

    surname: str
    name: str
    office: str
    start: int
    end: int
    entity: int | None


def labels(document: Document) -> list[tuple[int, int, str]]:
    """Clean-text span and words of each label of a speaker, in order."""
    out = []
    for paragraph in document.source.clean.paragraphs:
        match = _LABEL.match(document.text, paragraph.start, min(paragraph.end, paragraph.start + 70))
        if match:
            out.append((match.start("label"), match.end("label"), match["label"].strip()))
    return out


def office_and_surname(label: str) -> tuple[str, str]:
    """Office and surname of a label in capitals."""
    words = label.split()
    n = 0
    while n < len(words) and words[n] in _titles("office", "address"):
        n += 1
    return " ".join(words[:n]), " ".join(words[n:])


def _entity(document: Document, surname: str) -> int | None:
    wanted = surname.casefold()
    for e, entity in enumerate(document.entities):
        if entity.entity_type != "person":
            continue
        if any(known.casefold().endswith(wanted) for known in (entity.name, *entity.aliases)):
            return e
    return None


def _named_in_title(title: str, surname: str) -> str | None:
    """The full name before and with the surname in the document's title, without the office."""
    found = re.search(rf"((?:[A-ZÀ-Þ][\w’'.-]+\s+){{0,4}})(?i:{re.escape(surname)})\b", title)
    if not found:
        return None
    words = found[0].split()
    ends = [n for n, word in enumerate(words) if word.upper() in {"AND", *_titles("office", "address", "title")}]
    words = words[ends[-1] + 1 :] if ends else words  # "Harris And Prime Minister Ann Berg"
    return " ".join(words) or None


@cache
def _titles(*kinds: str) -> frozenset[str]:
    """Words of speakers' labels and documents' titles, by kind (lexicon `meeting_speakers`)."""
    return frozenset(row["word"] for row in table("meeting_speakers") if row["kind"] in kinds)


def speakers(document: Document) -> list[Speaker]:
    """The office-holders who speak in a transcript, each once, in order of first word."""
    out: dict[str, Speaker] = {}
    title = document.source.article.title or ""
    for start, end, label in labels(document):
        office, surname = office_and_surname(label)
        if not set(office.split()) & _titles("office") or (not surname and office != "THE PRESIDENT"):
            continue
        if not surname:
            found = re.search(r"\bPresident\s+([A-ZÀ-Þ][\w’'-]+)", title)
            if not found:
                continue
            surname = found[1]
        key = surname.casefold()
        if key not in out:
            entity = _entity(document, surname)
            known = document.entities[entity].name if entity is not None else surname
            known = known.title() if known.isupper() else known
            full = _named_in_title(title, surname) or known
            name = known if len(known.split()) >= len(full.split()) else full
            out[key] = Speaker(surname, name, office.removeprefix("THE ").title(), start, end, entity)
    return list(out.values())


def header_place(document: Document, until: int) -> Place | None:
    """The place that the head of a document names before offset `until`, a town rather than a country."""
    found = places_in(document, 0, until)
    return next((p for p in found if p.city), found[0] if found else None)


def _venue(document: Document, greeting: Sentence) -> Place | None:
    """The seat of government at which the greeting says they are: "it's an honor to welcome you to the White House"."""
    return next((p for p in places_in(document, greeting.start, greeting.end) if p.rule == "venue"), None)


def _participant(document: Document, speaker: Speaker, role: str, confidence: float) -> Participant:
    """One who speaks in a transcript, as a participant."""
    entity: Entity | None = document.entities[speaker.entity] if speaker.entity is not None else None
    return Participant(
        name=speaker.name,
        participant_type="person",
        role="host" if role == "host" else "attendee",
        office=(entity.office if entity else None) or speaker.office,
        country_code=entity.country_code if entity else None,
        confidence=confidence,
        evidence=(
            evidence(document, "participant", speaker.start, speaker.end, "meetings.transcript.speaker", confidence),
        ),
    )


def transcript_meeting(document: Document) -> tuple[Meeting, tuple[int, int], frozenset[int]] | None:
    """The meeting at which a transcript was taken, its clean span and its participants' entities; None if it is none.

    Two office-holders or more speak, and one of them greets the other.
    """
    people = speakers(document)
    if len(people) < 2:
        return None
    first = min(s.start for s in people)
    text = document.text
    greeting = None
    for sentence in document.sentences:
        if sentence.start >= first and cue_pattern("greeting").search(text, sentence.start, sentence.end):
            greeting = sentence
            break
    if greeting is None:
        return None
    codes = {document.entities[s.entity].country_code for s in people if s.entity is not None}
    if len(codes) == 1 and None not in codes and all(s.entity is not None for s in people):
        return None  # two of one government before an audience
    place = header_place(document, first) or _venue(document, greeting)
    day = document.source.article.published_date
    venue_host = place is not None and place.rule == "venue"
    entities = {s.entity for s in people if s.entity is not None}
    kind = "bilateral" if len(people) == 2 else kind_of(document, entities, [], "", False, {"leader"}, False)
    if len(people) >= 3:
        kind = "summit"
    trust = _TRANSCRIPT_TRUST
    spans = [evidence(document, "record", greeting.start, greeting.end, "meetings.transcript.greeting", trust)]
    if place:
        spans += place_evidence(document, place.start, place.end, "meetings.transcript.header", 0.9)
    short = "–".join(family_name(s.name) for s in people[:3])
    meeting = Meeting(
        title=f"{short} meeting",
        meeting_type=kind,
        status="held",
        start_date=day,
        date_precision="day" if day else "unknown",
        city=place.city if place else None,
        country_code=place.country_code if place else None,
        confidence=trust,
        evidence=tuple(spans),
        participants=tuple(
            _participant(document, s, "host" if n == 0 and venue_host else "attendee", trust)
            for n, s in enumerate(people)
        ),
    )
    return meeting, (greeting.start, greeting.end), frozenset(entities)


def _below(document: Document, paragraph: int) -> list[tuple[int, int]]:
    """Short lines under a paragraph, where signatures stand."""
    out = []
    for line in document.source.clean.paragraphs[paragraph + 1 : paragraph + 1 + _LINES_BELOW]:
        if line.end - line.start > 110:
            break
        out.append((line.start, line.end))
    return out


def _signers(document: Document, lines: list[tuple[int, int]]) -> list[Participant]:
    """Who signed a printed agreement, read from the lines below it."""
    out = []
    codes = []
    for start, end in lines:
        text = document.text[start:end].strip()
        if any(word in text for word in (":", "Government", "Minister", "President", "Secretary")):
            codes += [m for m in document.mentions if start <= m.start < end]
            continue
        named = [m for m in document.mentions if start <= m.start < end]
        person = next((m for m in named if any(document.entities[e].entity_type == "person" for e in m.entities)), None)
        if person is not None:
            entity = document.entities[person.entities[0]]
            out.append((entity.name, entity.office, entity.country_code, start, end))
        elif _FULL.fullmatch(text) and not named:
            out.append((text, None, None, start, end))
    return [
        Participant(
            name=name,
            participant_type="person",
            role="attendee",
            office=office,
            country_code=country,
            confidence=0.85,
            evidence=(evidence(document, "participant", a, b, "meetings.signature_block.name", 0.85),),
        )
        for name, office, country, a, b in out
    ]


def signature_meetings(document: Document) -> list[tuple[Meeting, tuple[int, int]]]:
    """Signings told by a signature block: "Signed at PLACE, on DATE", with the signers' names on the lines below."""
    out = []
    for sentence in document.sentences:
        if not _SIGNED.match(document.text, sentence.start, min(sentence.end, sentence.start + 20)):
            continue
        people = _signers(document, _below(document, sentence.paragraph))
        places = places_in(document, sentence.start, sentence.end)
        if len(people) < 2 or not places:
            continue
        place = next((p for p in places if p.city), places[0])
        told = dates_in(document, sentence.start, sentence.end)
        read = (told[0].past or told[0].future) if told else None
        day = read.start if read else document.source.article.published_date
        precision: DatePrecision = read.precision if read else ("day" if day else "unknown")
        spans: list[Evidence] = [
            evidence(document, "record", sentence.start, sentence.end, "meetings.signature_block", 0.9),
            evidence(document, "city", place.start, place.end, "meetings.signature_block", 0.9),
        ]
        if told:
            spans.append(evidence(document, "start_date", told[0].start, told[0].end, "meetings.signature_block", 0.95))
        short = "–".join(family_name(p.name) for p in people[:2])
        out.append(
            (
                Meeting(
                    title=f"{short} signing",
                    meeting_type="signing",
                    status="held",
                    start_date=day,
                    date_precision=precision,
                    city=place.city,
                    country_code=place.country_code,
                    confidence=0.9,
                    evidence=tuple(spans),
                    participants=tuple(people),
                ),
                (sentence.start, sentence.end),
            )
        )
    return out
