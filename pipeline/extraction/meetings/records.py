"""From a gathering to the typed record with its evidence in raw offsets."""

from __future__ import annotations

from pipeline.extraction.document import Document, ResolvedDate
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.evidence import evidence
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.gatherings import Gathering, opens, published, resolved
from pipeline.extraction.meetings.grammar import ancestors, is_verb
from pipeline.extraction.meetings.kinds import kind_of, rank_of_person, sides
from pipeline.extraction.meetings.lengths import lasting
from pipeline.extraction.names import family_name
from pipeline.records import Evidence, Meeting, MeetingStatus, Participant, ParticipantRole

_ROLES: dict[str, ParticipantRole] = {"host": "host", "attendee": "attendee", "invitee": "invitee"}
_TIE_TRUST = {"tie5": 0.95, "tie4": 0.93, "tie3": 0.9, "tie2": 0.8, "tie1": 0.65}


def _present(document: Document, gathering: Gathering) -> list[tuple[int, str, Claim]]:
    """Participants once each with their role: a person takes the place of the party that they stand for."""
    roles: dict[int, tuple[str, Claim]] = {}
    for claim in gathering.claims:
        for e in claim.entities:
            if e not in roles or (claim.role == "host" and roles[e][0] != "host"):
                roles[e] = (claim.role, roles[e][1] if e in roles else claim)
            elif roles[e][0] == "invitee" and claim.role == "attendee":
                roles[e] = ("attendee", roles[e][1])
    people = [e for e in roles if document.entities[e].entity_type == "person"]
    if not any(role == "host" for role, _ in roles.values()):
        for e in _hosts_at_home(document, gathering, people) or _holders(gathering):
            roles[e] = ("host", roles[e][1])
    covered: dict[int, int] = {}
    codes: dict[str, int] = {}
    for e in people:
        entity = document.entities[e]
        if entity.represents is not None:
            covered[entity.represents] = e
        if entity.country_code:
            codes.setdefault(entity.country_code, e)
    out: list[tuple[int, str, Claim]] = []
    ranked = {e for c in gathering.claims for e in c.entities if c.rank == "leader" and c.plural}
    for e, (role, claim) in roles.items():
        entity = document.entities[e]
        stand_in = covered.get(e)
        if stand_in is None and entity.entity_type == "country" and entity.country_code in codes:
            stand_in = codes[entity.country_code]
        if stand_in is not None and e in ranked and rank_of_person(document, stand_in) != "leader":
            stand_in = None  # "heads of state from the U.S." are not its finance minister
        if stand_in is not None and entity.entity_type != "person":
            if role == "host" and roles[stand_in][0] != "host":
                out = [(p, "host" if p == stand_in else r, c) for p, r, c in out]
                roles[stand_in] = ("host", roles[stand_in][1])
            continue
        out.append((e, role, claim))
    return [(e, roles[e][0], claim) for e, _, claim in out]


def _hosts_at_home(document: Document, gathering: Gathering, people: list[int]) -> list[int]:
    """The leader at whose seat of government they meet."""
    seats = {
        f.place.country_code for f in gathering.frames if f.place is not None and f.place.rule in ("venue", "seat")
    }
    at_home = [
        e for e in people if document.entities[e].country_code in seats and rank_of_person(document, e) == "leader"
    ]
    return at_home if len(at_home) == 1 and len(people) > 1 else []


def _holders(gathering: Gathering) -> list[int]:
    """Whoever alone holds a gathering of many: "the committee held a briefing with X and Y"."""
    for frame in gathering.frames:
        reading, v = frame.reading, frame.verb
        if (
            v is None
            or reading.lemmas[v] != "hold"
            or frame.trigger.words not in cues("open_to_many") | cues("convened")
        ):
            continue
        subjects = [c for c in reading.children[v] if reading.tokens[c].dep == "nsubj"]
        before = [c for c in frame.claims if subjects and c.start <= reading.tokens[subjects[0]].start < c.end]
        alone = len(subjects) == 1 and not any(reading.tokens[c].dep == "conj" for c in reading.children[subjects[0]])
        if alone and len(before) == 1 and len(before[0].entities) == 1:
            return list(before[0].entities)
    return []


def _participants(document: Document, gathering: Gathering, probability: float) -> tuple[Participant, ...]:
    """Who was there, each with office, country and the words that say so."""
    out = []
    for e, role, _claim in _present(document, gathering):
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
    status, by = _status(document, gathering, read)
    placed = next((f for f in sorted(frames, key=lambda f: -_tie(f.place_rule)) if f.place is not None), None)
    city = placed.place.city if placed and placed.place else gathering.inherited_city
    country = placed.place.country_code if placed and placed.place else gathering.inherited_country
    told = [f.kind for f in frames if f.kind]
    ranks = set().union(*(f.ranks for f in frames), *(_peers(document, f) for f in frames))
    phone = any(f.phone for f in frames)
    kind = kind_of(
        document,
        gathering.entities,
        told,
        " ".join(gathering.names),
        phone,
        ranks,
        frames[0].trigger.shape in ("trip", "invitation", "calling", "journey"),
        any("crowd" in f.flags for f in frames),
        "" if any(_of_many(f) for f in frames) else next((f.trigger.alone for f in frames if f.trigger.alone), ""),
    )
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
        for name in ("city", "country_code"):
            spans.append(
                evidence(document, name, placed.place.start, placed.place.end, f"meetings.{placed.place_rule}", trust)
            )
    elif gathering.inherited_place_span:
        for name in ("city", "country_code"):
            rule = f"meetings.context.{gathering.inherited_place_rule}"
            spans.append(evidence(document, name, *gathering.inherited_place_span, rule, 0.6))
    if kind == "bilateral" and any(f.trigger.words in cues("open_to_many") for f in frames):
        kind = "other"
    if kind in ("other", "bilateral") and _seen_on_trip(document, gathering):
        kind = "visit"
    if kind == "bilateral" and len(people) > 2 and len(sides(document, gathering.entities)) == 1:
        kind = "other"
    if kind == "bilateral" and len(people) == 1 and any(_with_many(f) for f in frames):
        kind = "other"
    if kind == "other" and any(_called_bilateral(f) for f in frames):
        kind = "bilateral"
    if kind in ("bilateral", "other") and any(_of_ministers(f) for f in frames):
        kind = "ministerial"
    if kind == "call":
        city = country = None
        spans = [s for s in spans if s.field not in ("city", "country_code")]
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


def _seen_on_trip(document: Document, gathering: Gathering) -> bool:
    """Whether an official's trip brings him before several counterparts, each named."""
    first = gathering.frames[0]
    if not (first.trigger.shape in ("trip", "journey") or any(_during_trip(f) for f in gathering.frames)):
        return False
    if not first.claims or not first.claims[0].entities:
        return False
    home = sides(document, {first.claims[0].entities[0]})
    seen = {
        e
        for e, _, claim in _present(document, gathering)
        if not sides(document, {e}) <= home and document.entities[e].entity_type not in ("country", "bloc")
    }
    return len(seen) > 1


def _during_trip(frame: Frame) -> bool:
    """Whether a clause on a trip tells the meetings: "a visit during which he will meet A and B"."""
    reading, v = frame.reading, frame.verb if frame.verb is not None else frame.trigger.token
    token = reading.tokens[v]
    if token.dep != "relcl":
        return False
    above = next((a for a in ancestors(reading, token.head) if is_verb(reading, a)), None)
    goes = above is not None and reading.lemmas[above] in cues("touring")
    return reading.lemmas[token.head] in cues("trip_noun") or (
        goes and any(reading.words[c] in ("where", "which") for c in reading.children[v])
    )


def _with_many(frame: Frame) -> bool:
    """Whether somebody meets several unnamed heads of firms or towns: "spoke with the CEOs of the major retailers"."""
    reading = frame.reading
    return any(
        token.tag == "NNS"
        and reading.lemmas[i] in cues("several_heads")
        and token.dep == "pobj"
        and reading.words[token.head] in ("with", "for", "to", "between")
        for i, token in enumerate(reading.tokens)
    )


def _called_bilateral(frame: Frame) -> bool:
    """Whether the words say that there are two sides: "their bilateral meeting"."""
    t = frame.trigger.token
    return "bilateral" in frame.reading.words[max(0, t - 2) : t + 1] and not frame.trigger.plural


def _of_ministers(frame: Frame) -> bool:
    """Whether unnamed ministers gather, taken up by a pronoun: "the bloc's trade ministers, when they meet in May"."""
    reading, t = frame.reading, frame.trigger.token
    subject = next((c for c in reading.children[t] if reading.tokens[c].dep == "nsubj"), None)
    if subject is None or reading.words[subject] != "they":
        return False
    group = [i for i in range(subject) if reading.words[i] == "ministers"]
    named = [
        m
        for m in reading.mentions
        if group and m.start >= reading.tokens[group[-1]].end and m.end <= reading.tokens[subject].start
    ]
    return bool(group) and not named


def _peers(document: Document, frame: Frame) -> set[str]:
    """The rank of unnamed counterparts: that of the person whose counterparts or colleagues they are."""
    if not cues("peers") & set(frame.reading.words):
        return set()
    held = {rank_of_person(document, e) for e in frame.entities}
    return {rank for rank in held if rank is not None} if len(held - {None}) == 1 else set()


def _of_many(frame: Frame) -> bool:
    """Whether the word for it means more than two people by itself: "roundtable", "workshop"."""
    trigger = frame.trigger
    return trigger.shape == "event" and not trigger.alone and not trigger.kind and trigger.words != "another"


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
