"""From a gathering to the typed record with its evidence in raw offsets."""

from __future__ import annotations

from pipeline.extraction.document import Document, ResolvedDate
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.evidence import PLACE_FIELDS, evidence, place_evidence
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering, opens, published, resolved
from pipeline.extraction.meetings.lengths import lasting
from pipeline.extraction.meetings.running_on import from_first_to_last
from pipeline.extraction.meetings.which_type import type_of
from pipeline.extraction.meetings.who_was_there import present
from pipeline.extraction.names import family_name
from pipeline.records import Evidence, Meeting, MeetingStatus, Participant, ParticipantRole

_ROLES: dict[str, ParticipantRole] = {"host": "host", "attendee": "attendee", "invitee": "invitee"}
_TIE_TRUST = {"tie5": 0.95, "tie4": 0.93, "tie3": 0.9, "tie2": 0.8, "tie1": 0.65}


def _participants(document: Document, gathering: Gathering, probability: float) -> tuple[Participant, ...]:
    """Who was there, each with office, country and the words that say so."""
    out = []
    for e, role, _claim in present(document, gathering):
        entity = document.entities[e]
        spans = [c for c in gathering.claims if e in c.entities]
        out.append(
            Participant(
                name=entity.name,
                participant_type=entity.entity_type,
                role=_ROLES[role],
                office=entity.office if entity.entity_type == "person" else None,
                country_code=None if entity.entity_type == "bloc" else entity.country_code,
                confidence=round(probability, 4),
                evidence=tuple(
                    evidence(document, "participant", c.start, c.end, f"meetings.{c.rule}", probability) for c in spans
                ),
            )
        )
    return tuple(out)


def _best_date(document: Document, gathering: Gathering) -> tuple[ResolvedDate, Frame] | None:
    """The finest time told of a gathering, and the sentence that tells it."""
    best: tuple[tuple[int, int, int, int], ResolvedDate, Frame] | None = None
    for n, frame in enumerate(gathering.frames):
        read = resolved(document, frame)
        if read is None:
            continue
        fine = {"day": 2, "month": 1}.get(read.precision, 0)
        key = (fine, -int(opens(frame)), int(frame.date_rule[3:4] or 0), -n)
        if best is None or key > best[0]:
            best = (key, read, frame)
    return (best[1], best[2]) if best else None


def _status(document: Document, gathering: Gathering, read: ResolvedDate | None) -> tuple[MeetingStatus, Frame]:
    """How a gathering stands, by its sentences and by its time beside the article's own day."""
    frames = gathering.frames
    chosen = next((f for f in frames if f.status in ("cancelled", "postponed")), frames[0])
    if chosen.status == "held" and chosen.status_rule == "bare" and chosen.date is None:
        told = next((f for f in frames if f.status_rule != "bare"), chosen)
        chosen = told if told.status == "planned" else chosen
    status = chosen.status
    day = published(document)
    if status == "held" and read is not None and day is not None and read.precision in ("month", "year"):
        same = (read.start.year, read.start.month if read.precision == "month" else 0)
        if same > (day.year, day.month if read.precision == "month" else 0):
            status = "planned"
    if status == "planned" and read is not None and day is not None and read.precision in ("month", "year"):
        fine = read.precision == "month"
        past = (read.start.year, read.start.month if fine else 0) < (day.year, day.month if fine else 0)
        status = "held" if past else status
    if status in ("held", "planned") and read is not None and day is not None and read.precision == "day":
        last = read.end or read.start
        if status == "held" and read.start > day:
            status = "planned"
        elif (status == "planned" and last < day) or (status == "planned" and read.start < day <= last):
            status = "held"
    words = document.text[chosen.date.start : chosen.date.end].lower() if chosen.date is not None else ""
    if status == "held" and chosen.status_rule != "past" and words.startswith("later") and "today" not in words:
        status = "planned"
    ahead = words.split(" ")[0].removesuffix("’s").removesuffix("'s") in cues("date_ahead")
    if status == "held" and ahead and all(f.status_rule != "past" for f in frames):
        status = "planned"
    retold = any(f.status == "held" and f.date is None for f in frames)
    if status == "planned" and retold and read and day and read.start <= day and read.precision == "day":
        status = "held"
    return status, chosen


def _title(
    document: Document, gathering: Gathering, kind: str, city: str | None, people: tuple[Participant, ...]
) -> str:
    """Its longest proper name, or else a title made of the people, the kind and the town."""
    names = gathering.names
    if names:
        return max(names, key=len)
    short = [family_name(p.name) if p.participant_type == "person" else p.name for p in people[:2]]
    word = {"call": "call", "signing": "signing", "negotiation": "talks"}.get(kind, "meeting")
    title = "–".join(short) + f" {word}" if short else word
    return f"{title} in {city}" if city else title


def meeting_of(document: Document, gathering: Gathering, probability: float) -> Meeting:
    """The record of one gathering; `probability` is its confidence."""
    frames = gathering.frames
    dated = _best_date(document, gathering)
    read = dated[0] if dated else gathering.inherited_date
    run = from_first_to_last(document, gathering, read)
    read = run.read if run is not None else read
    status, by = _status(document, gathering, read)
    status = "held" if run is not None and run.begun and status == "planned" else status
    told_there = [f for f in frames if f.place is not None]
    placed = min([f for f in told_there if f.status == by.status] or told_there, key=_place_rank, default=None)
    if placed and placed.place and placed.place.city is None:
        placed = _town_of(told_there, placed.place.country_code) or placed
    city = placed.place.city if placed and placed.place else gathering.inherited_city
    country = placed.place.country_code if placed and placed.place else gathering.inherited_country
    kind = type_of(document, gathering)
    people = _participants(document, gathering, probability)
    spans: list[Evidence] = []
    for frame in frames:
        start, end = _span(frame)
        spans.append(evidence(document, "record", start, end, _rule(frame), probability))
    first = frames[0]
    spans.append(evidence(document, "meeting_type", first.start, first.end, f"meetings.type.{kind}", 0.85))
    if by.status_span:
        spans.append(evidence(document, "status", *by.status_span, f"meetings.status.{by.status_rule}", 0.9))
    else:
        spans.append(evidence(document, "status", by.start, by.end, f"meetings.status.{by.status_rule}", 0.9))
    if dated:
        expression = dated[1].date
        assert expression is not None
        trust = _TIE_TRUST.get(dated[1].date_rule[:4], 0.6)
        spans.append(
            evidence(document, "start_date", expression.start, expression.end, f"meetings.{dated[1].date_rule}", trust)
        )
    elif read and gathering.inherited_date_span:
        spans.append(
            evidence(
                document,
                "start_date",
                *gathering.inherited_date_span,
                f"meetings.context.{gathering.inherited_date_rule}",
                0.6,
            )
        )
    if placed and placed.place:
        trust = _TIE_TRUST.get(placed.place_rule[:4], 0.6)
        start, end = placed.place.start, placed.place.end
        spans += place_evidence(document, start, end, f"meetings.{placed.place_rule}", trust)
    elif gathering.inherited_place_span:
        rule = f"meetings.context.{gathering.inherited_place_rule}"
        spans += place_evidence(document, *gathering.inherited_place_span, rule, 0.6)
    if kind == "call":
        city = country = None
        spans = [s for s in spans if s.field not in PLACE_FIELDS]
    if read and dated is not None:
        read = lasting(document, gathering, dated[1], read)
    end_date = read.end if read and read.end and read.precision == "day" and read.end > read.start else None
    return Meeting(
        title=_title(document, gathering, kind, city, people),
        meeting_type=kind,
        status=status,
        start_date=read.start if read else None,
        end_date=end_date,
        date_precision=read.precision if read else "unknown",
        city=city,
        country_code=country,
        confidence=round(probability, 4),
        evidence=tuple(spans),
        participants=people,
    )


def _town_of(frames: list[Frame], country: str | None) -> Frame | None:
    """The sentence that tells the town, where the main one names only the country: "his trip to Canada … in Ottawa"."""
    towns = [f for f in frames if f.place is not None and f.place.city is not None]
    same = all(f.place is not None and f.place.country_code == country for f in towns)
    return towns[0] if towns and same and len({f.place.city for f in towns if f.place}) == 1 else None


def _place_rank(frame: Frame) -> tuple[bool, int]:
    """Order in which the places told of a gathering are taken: a town before the mere country, then by tie."""
    return frame.place is None or frame.place.city is None, -_tie(frame.place_rule)


def _tie(rule: str) -> int:
    return int(rule[3:4]) if rule.startswith("tie") and rule[3:4].isdigit() else 0


def _rule(frame: Frame) -> str:
    return f"meetings.{frame.trigger.shape}.{frame.trigger.words.replace(' ', '_')}"


def _span(frame: Frame) -> tuple[int, int]:
    """The words of the sentence that tell the gathering: from its first to its last piece."""
    starts = [frame.start, *(c.start for c in frame.claims)]
    ends = [frame.end, *(c.end for c in frame.claims)]
    for piece in (frame.date, frame.place):
        if piece is not None:
            starts.append(piece.start)
            ends.append(piece.end)
    sentence = frame.reading.sentence
    return max(sentence.start, min(starts)), min(sentence.end, max(ends))
