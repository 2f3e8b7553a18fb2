"""Meetings told by an article: triggers, frames, gatherings, records.

A word of a lexicon (`meeting_nouns`, `meeting_verbs`) suggests a gathering; the grammar of its sentence gives a
frame (who, in what role, when, where, how it stands); frames on one occasion are put together; a small logistic
model, whose weights are a lexicon too, says how likely the result is a meeting in the codebook's sense.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.candidates import candidates
from pipeline.extraction.meetings.confidence import features, probability, threshold
from pipeline.extraction.meetings.gatherings import Gathering, resolved
from pipeline.extraction.meetings.named_next import with_next_named
from pipeline.extraction.meetings.records import meeting_of
from pipeline.extraction.meetings.remarks import remarks_meeting, same_name, with_those_told
from pipeline.extraction.meetings.transcripts import signature_meetings, transcript_meeting
from pipeline.extraction.meetings.voices import with_speakers
from pipeline.records import Meeting

__all__ = ["Candidate", "explain_meetings", "find_meetings", "weigh"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A gathering that the rules suggested, and what became of it, for the error browser.

    `start` and `end` are raw offsets of the words that suggested it; `reason` says why it was
    recorded or left out.
    """

    start: int
    end: int
    rule: str
    accepted: bool
    reason: str
    confidence: float


def weigh(document: Document) -> list[tuple[Gathering, dict[str, float], float]]:
    """All gatherings that no rule excludes, with their features and probability."""
    return _weighed(with_next_named(document))


def _weighed(document: Document) -> list[tuple[Gathering, dict[str, float], float]]:
    out = []
    document = with_speakers(document)
    for gathering in candidates(document)[0]:
        values = features(document, gathering)
        out.append((gathering, values, probability(values)))
    return out


def find_meetings(document: Document) -> tuple[Meeting, ...]:
    """The meetings that the article tells, in the order of their first mention."""
    least = threshold()
    document = with_next_named(document)
    whole: list[tuple[int, Meeting]] = [(span[0], meeting) for meeting, span in signature_meetings(document)]
    transcript = transcript_meeting(document)
    met: frozenset[int] = frozenset()
    if transcript is not None:
        meeting, span, met = transcript
        whole.append((span[0], meeting))
    head = remarks_meeting(document) if transcript is None else None
    for gathering, _, p in _weighed(document):
        if p < least or (transcript is not None and len(met) > 1 and _retold(document, gathering, transcript[0], met)):
            continue
        if head is not None and all(f.reading.sentence.kind == "title" for f in gathering.frames):
            continue  # the head itself
        told = meeting_of(document, gathering, p)
        if head is not None and any(same_name(head[2], name) for name in gathering.names):
            head = (with_those_told(head[0], told), *head[1:])
        elif head is None or not _retold(document, gathering, head[0], head[3]):
            whole.append((gathering.frames[0].start, told))
    if head is not None:
        whole.append((head[1][0], head[0]))
    return tuple(meeting for _, meeting in sorted(whole, key=lambda pair: pair[0]))


def _retold(document: Document, gathering: Gathering, whole: Meeting, met: frozenset[int]) -> bool:
    """Whether a gathering told in a transcript is the meeting at which it was taken: "thank you for hosting me"."""
    codes = {document.entities[e].country_code for e in met}
    home = (
        {e for e in gathering.entities if document.entities[e].entity_type == "country"} if len(codes) == 1 else set()
    )
    people = gathering.entities - home or gathering.entities
    added = {document.entities[e].country_code for e in gathering.entities - met}
    if (
        (len(gathering.entities & met) < 2 and not people <= met)
        or not added <= codes
        or any(f.phone or f.trigger.name for f in gathering.frames)
    ):
        return False
    for frame in gathering.frames:
        read = resolved(document, frame)
        unplaced = whole.country_code is None and frame.trigger.shape == "reception" and frame.status == "held"
        elsewhere = frame.place is not None and frame.place.country_code != whole.country_code and not unplaced
        if elsewhere or (read is not None and (read.start != whole.start_date or read.precision != "day")):
            return False
        if frame.status in ("cancelled", "postponed") or frame.status_rule == "modifier":
            return False  # "our last summit"
    return True


def explain_meetings(document: Document) -> list[Candidate]:
    """Every gathering that a rule suggested, recorded or not, and why; in order of place."""
    least = threshold()
    out = []
    clean = document.source.clean
    document = with_next_named(document)
    gatherings, dropped = candidates(with_speakers(document))
    for gathering in gatherings:
        values = features(document, gathering)
        p = probability(values)
        told = ", ".join(sorted(name for name, value in values.items() if value and name != "bias"))
        for frame in gathering.frames:
            start, end = clean.raw_span(frame.start, frame.end)
            rule = f"meetings.{frame.trigger.shape}.{frame.trigger.words}"
            out.append(Candidate(start, end, rule, p >= least, f"probability {p:.2f}: {told}", round(p, 4)))
    for frame, reason in dropped:
        start, end = clean.raw_span(frame.start, frame.end)
        rule = f"meetings.{frame.trigger.shape}.{frame.trigger.words}"
        out.append(Candidate(start, end, rule, False, reason, 0.0))
    return sorted(out, key=lambda c: (c.start, c.end, c.rule, c.reason))
