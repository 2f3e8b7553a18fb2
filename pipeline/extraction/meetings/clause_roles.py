"""Roles at a gathering named by a noun, from the clauses on it: "hosted by X", "at which Y sat next to Z"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, people_only
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import agents, coordination, governed, is_passive, is_verb, objects
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.noun_roles import WITH, sense_of, settle_effect
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import noun_senses


def clause_roles(document: Document, frame: Frame, v: int) -> None:
    """Roles from a clause whose verb `v` has the gathering for its subject, object or place."""
    reading = frame.reading
    verbs = [v, *(c for c in reading.children[v] if reading.tokens[c].dep in ("xcomp", "conj", "acomp"))]
    for c in list(verbs):
        verbs += [g for g in reading.children[c] if reading.tokens[g].dep == "xcomp"]
    for verb in dict.fromkeys(verbs):
        sense = sense_of(reading, verb)
        if is_passive(reading, verb):
            role = sense.role if sense and sense.role != "none" else "attendee"
            frame.add(parties(document, reading, agents(reading, verb)), role, f"{reading.lemmas[verb]}_by")
            if role == "host":  # "hosted by X for Y"
                guests = [g for h in (verb, *agents(reading, verb)) for g in governed(reading, h, ("for",))]
                frame.add(people_only(document, parties(document, reading, guests)), "attendee", "given_for")
            if not (reading.tokens[verb].dep == "acl" and _to_come_yet(reading, frame)):
                settle_effect(frame, sense, verb)
            where = _locative(reading, verb) or _to_which(reading, verb)
            if where:
                subject = [c for c in reading.children[verb] if reading.tokens[c].dep == "nsubjpass"]
                asked = reading.lemmas[verb] in cues("inviting")
                frame.add(parties(document, reading, subject), "invitee" if asked else "attendee", "at_which")
        else:
            subject = [c for c in reading.children[verb] if reading.tokens[c].dep == "nsubj"]
            if reading.tokens[verb].dep == "xcomp" and not subject:
                subject = [c for c in reading.children[reading.tokens[verb].head] if reading.tokens[c].dep == "nsubj"]
                up = reading.tokens[verb].head
                if not subject and not is_verb(reading, up):
                    above = reading.tokens[up].head
                    subject = [c for c in reading.children[above] if reading.tokens[c].dep == "nsubj"]
            heads = [
                h for s in subject for h in coordination(reading, s) if reading.words[h] not in ("that", "which", "who")
            ]
            if heads and _to_which(reading, verb) and reading.lemmas[verb] in cues("inviting"):
                frame.add(parties(document, reading, heads), "host", "to_which")
                frame.add(parties(document, reading, objects(reading, verb)), "invitee", "to_which")
            elif heads and (sense or _locative(reading, verb) or _to_which(reading, verb)):
                role = sense.role if sense and sense.role != "none" else "attendee"
                shown = [o for o in objects(reading, verb) if reading.lemmas[o] not in noun_senses()]
                if shown and _locative(reading, verb):
                    role = "attendee"  # "the summit, where X presented a plan"
                who = parties(document, reading, heads) or _of_those_from(document, reading, heads)
                frame.add(who, role, f"{reading.lemmas[verb]}_subject")
                settle_effect(frame, sense, verb)
            if sense or reading.lemmas[verb] in cues("bringing"):
                frame.add(parties(document, reading, governed(reading, verb, WITH)), "attendee", "with")
            if sense and sense.role == "host" and heads:
                meant = parties(document, reading, governed(reading, verb, ("for",)))
                frame.add([f for f in meant if _may_be_guest(document, frame, f)], "attendee", "given_for")
            if reading.lemmas[verb] in cues("listening"):
                heard = parties(document, reading, governed(reading, verb, ("from",)))
                frame.add(people_only(document, heard), "attendee", "heard")
            if _locative(reading, verb) and heads:
                beside = governed(reading, verb, ("with", "beside", "alongside", "opposite"))
                beside += [
                    p
                    for c in reading.children[verb]
                    for p in governed(reading, c, ("to",))
                    if reading.words[c] == "next"
                ]
                frame.add(people_only(document, parties(document, reading, beside)), "attendee", "beside")
            if reading.lemmas[verb] in cues("addressing") and _locative(reading, verb):
                frame.add(_audience(document, reading, verb), "attendee", "audience")
            if reading.lemmas[verb] in cues("bringing"):
                frame.add(parties(document, reading, objects(reading, verb)), "attendee", "brought")
                frame.add(run_after(document, reading, verb), "attendee", "brought")
        if sense is not None and frame.verb is None:
            frame.verb = verb
        frame.end = max(frame.end, reading.tokens[verb].end)


def _to_come_yet(reading: Reading, frame: Frame) -> bool:
    """Whether the clause says that it will be: "the summit, delayed since May, will be held in Lima"."""
    t = frame.trigger.token
    above = reading.tokens[t].head
    return reading.tokens[t].dep in ("nsubj", "nsubjpass") and any(
        reading.words[c] == "will" for c in reading.children[above]
    )


def _may_be_guest(document: Document, frame: Frame, found: Found) -> bool:
    """Whether somebody behind "for" is there: "the dinner X gave for Y", "the talks X laid on for Chad"."""
    kinds = {document.entities[e].entity_type for e in found.entities}
    hosts = {e for c in frame.claims if c.role == "host" for e in c.entities}
    return kinds <= {"person", "country"} and not hosts & set(found.entities)


def _of_those_from(document: Document, reading: Reading, heads: list[int]) -> list[Found]:
    """The states named of those from which unnamed people came: "participants from 35 countries, including X"."""
    crowd = [h for h in heads if reading.lemmas[h] in cues("delegate")]
    named = [n for h in crowd for c in governed(reading, h, ("from",)) for n in governed(reading, c, ("including",))]
    return parties(document, reading, named)


def _audience(document: Document, reading: Reading, v: int) -> list[Found]:
    """People spoken to at the gathering: "delivered a speech to ministers from X and Y"."""
    told = [v, *objects(reading, v)]
    return [f for a in told for f in parties(document, reading, governed(reading, a, ("to",)))]


def _locative(reading: Reading, v: int) -> bool:
    """Whether the clause of verb `v` says what happened at the gathering: "where", "at which", "during which"."""
    first = [c for c in reading.children[v] if c < v]
    return any(
        reading.words[c] == "where"
        or (
            reading.words[c] in ("at", "in", "during") and any(reading.words[p] == "which" for p in reading.children[c])
        )
        for c in first
    )


def _to_which(reading: Reading, v: int) -> bool:
    """Whether the clause of verb `v` tells who came or was asked to the gathering: "to which X sent envoys"."""
    return any(
        reading.words[c] in ("to", "for") and any(reading.words[p] == "which" for p in reading.children[c])
        for c in reading.children[v]
        if c < v
    )
