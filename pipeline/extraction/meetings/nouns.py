"""Gatherings told by a noun: "a reception in Hanoi for X", "the summit that Y is to host", "talks with Z"."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.clause_roles import clause_roles
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.delegations import second_side
from pipeline.extraction.meetings.found_parties import Found, groups, mention_at, people_only
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import (
    FINITE,
    agents,
    ancestors,
    governed,
    is_passive,
    is_verb,
)
from pipeline.extraction.meetings.holders import rank_of
from pipeline.extraction.meetings.name_bearers import left_part, only_bearers
from pipeline.extraction.meetings.name_lists import after_preposition, run_after
from pipeline.extraction.meetings.noun_phrases import (
    between,
    honoured,
    made_by,
    paid_to,
    premises,
    sides_of_paper,
    town_of,
    under_paper,
)
from pipeline.extraction.meetings.noun_roles import WITH, governor, sense_of
from pipeline.extraction.meetings.parties import parties, party_at, subject_parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import noun_senses, role_senses
from pipeline.extraction.meetings.stops import stops
from pipeline.extraction.meetings.triggers import SERIES, Trigger

_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNING = re.compile(r"\b(?:sign(?:ed|ing|s)?|signatures?|initialled|inked|shook hands on)\b", re.IGNORECASE)
_ORDINAL = re.compile(r"^(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$")


def _under_owner(frame: Frame) -> None:
    """ "Under Canada's chairmanship": who holds the chair by a possessive."""
    reading = frame.reading
    for t in range(2, len(reading.words)):
        if reading.words[t] not in cues("chair_noun") or reading.words[t - 1] not in ("'s", "’s"):
            continue
        mention = mention_at(reading, t - 2)
        first = reading.token_at(mention.start) if mention else 0
        if mention and mention.entities and "under" in reading.words[max(0, first - 2) : first]:
            frame.add([Found(mention.entities, mention.start, mention.end, "owner")], "host", "presiding")


_NEAR = 60
"""Characters between "among those at" and the noun."""


def noun_frame(document: Document, reading: Reading, trigger: Trigger) -> Frame:
    """What the sentence tells of the gathering that the noun at `trigger` names."""
    t = trigger.token
    frame = Frame(reading, trigger, reading.tokens[t].start, reading.tokens[t].end, kind=trigger.kind)
    frame.definite = reading.words[t] == "it"
    if trigger.name:
        frame.start, frame.end = min(frame.start, trigger.name_start), max(frame.end, trigger.name_end)
    top = _top(frame)
    anchors = [t] if top == t else [t, top]
    outer = _container(reading, t)
    outer = outer if outer is not None else left_part(frame)
    if outer is not None:
        anchors.append(outer)
    if trigger.words == SERIES:
        _own_members(document, frame)
    _modifiers(document, frame, anchors)
    for a in anchors:
        _phrases(document, frame, a)
        _clauses(document, frame, a)
    governor(document, frame, anchors[-1])
    _cued(document, frame)
    named = [c for c in frame.claims if c.rule == "modifier:modifier"]
    inside = len(named) == 1 and bool(trigger.name) and named[0].start >= trigger.name_start
    if trigger.kind == "conference" and inside and len(frame.claims) > 1:
        frame.claims.remove(named[0])  # "the Ukraine Recovery Conference": what it is about, not who is there
    only_bearers(document, frame)
    if (
        trigger.words == "ceremony"
        and not frame.kind
        and _SIGNING.search(document.text, reading.sentence.start, reading.sentence.end)
    ):
        frame.kind = "signing"
    return frame


def _cued(document: Document, frame: Frame) -> None:
    """Parties told by fixed words after the noun: "with speeches by X", "under the chairmanship of Y"."""
    sentence = frame.reading.sentence
    here = frame.reading.tokens[frame.trigger.token].end
    for name, role in (("speaking", "attendee"), ("presiding", "host")):
        hit = cue_pattern(name).search(document.text, here, sentence.end)
        if hit and not cue_pattern("margins").search(document.text, here, hit.start()):
            p = frame.reading.token_at(hit.end() - 1)
            if _of_another(frame, frame.reading.token_at(hit.start())):
                continue
            frame.add(run_after(document, frame.reading, p, states=True), role, name)
    among = cue_pattern("among_those").search(document.text, sentence.start, here)
    if among and here - among.end() < _NEAR:
        reading, p = frame.reading, frame.reading.token_at(among.start())
        verb = next((t for t in range(p - 1, -1, -1) if is_verb(reading, t)), None)
        if verb is not None:
            frame.add(subject_parties(document, reading, verb), "attendee", "among_those")
    if frame.claims:
        honoured(document, frame)
    _under_owner(frame)
    _fronted(document, frame)
    under = cue_pattern("presiding").search(document.text, sentence.start, here)
    if under and document.text[sentence.start : under.start()].strip().lower() in ("under the", "under"):
        frame.add(run_after(document, frame.reading, frame.reading.token_at(under.end() - 1)), "host", "presiding")


_NOUNS = frozenset({"NOUN", "PROPN"})


def _of_another(frame: Frame, p: int) -> bool:
    """Whether words at token `p` belong to another gathering, that a verb in between tells: "on the margins of the
    Assembly we signed it in a ceremony hosted by X"."""
    reading, t = frame.reading, frame.trigger.token
    inner = [i for i in range(t + 1, p) if reading.tokens[i].start >= frame.end and reading.tokens[i].pos in _NOUNS]
    if any(reading.words[i] in noun_senses() for i in inner):
        return True  # "at the summit, during the forum co-hosted by X"
    verb = next((i for i in range(t + 1, p) if reading.tokens[i].tag in FINITE), None)
    return verb is not None and any(reading.lemmas[i] in noun_senses() for i in range(verb, p))


def _fronted(document: Document, frame: Frame) -> None:
    """Who is told before the sentence's subject: "Hosted by X and Y, the forum took place in Z"."""
    reading, t = frame.reading, frame.trigger.token
    by = next((i for i in range(1, min(5, t)) if reading.words[i] == "by"), None)
    if by is None or any(c.role == "host" for c in frame.claims):
        return
    if reading.tokens[by - 1].tag not in ("VBN", "VBD") or any(reading.tokens[i].tag in FINITE for i in range(by, t)):
        return
    opening = [w for w in reading.words[: by - 1] if w.isalpha() and not w.endswith("ly")]
    sense = sense_of(reading, by - 1)
    comma = any(reading.words[i] == "," for i in range(by, t))
    if sense is None or sense.role not in ("host", "attendee") or not comma or set(opening) - {"co", "first", "also"}:
        return
    frame.add(parties(document, reading, agents(reading, by - 1)), sense.role, "fronted")
    frame.add(run_after(document, reading, by), sense.role, "fronted")


def _top(frame: Frame) -> int:
    """The token by which the name that the trigger belongs to hangs on the rest of the sentence."""
    reading, trigger = frame.reading, frame.trigger
    if not trigger.name:
        return trigger.token
    i = trigger.token
    for _ in range(8):
        head = reading.tokens[i].head
        if head == i or not trigger.name_start <= reading.tokens[head].start < trigger.name_end:
            return i
        i = head
    return i


def _container(reading: Reading, t: int) -> int | None:
    """The noun that holds the trigger in an "of" phrase: "the fifth edition of the Forum"."""
    head = reading.tokens[t].head
    if reading.tokens[t].dep == "pobj" and reading.words[head] == "of":
        up = reading.tokens[head].head
        if reading.lemmas[up] in cues("part_of") or reading.words[up] in cues("part_of"):
            return up
    return None


_IN_NAME = frozenset({"ADJ", "PROPN", "NOUN", "PUNCT", "SYM", "NUM", "PART", "X", "CCONJ"})


def _modifiers(document: Document, frame: Frame, anchors: list[int]) -> None:
    """Parties named before the noun: "Trump's meeting", "China-EU dialogue", "the G7 summit"."""
    reading = frame.reading
    for a in anchors:
        for c in reading.children[a]:
            token = reading.tokens[c]
            if c > a:
                continue
            if token.dep == "poss" and reading.words[c] in cues("same_day"):
                frame.definite = True  # "today's meeting" is the one told before
            elif token.dep == "poss":
                found = parties(document, reading, [c]) if reading.words[c] != "their" else []
                if found or reading.words[c] == "their":
                    frame.possessive = True
                    frame.add(found, "attendee", "possessive")
            elif token.dep == "det":
                frame.definite = frame.definite or reading.words[c] in ("the", "this", "that", "these", "those")
                if reading.words[c] in ("a", "an", "another"):
                    frame.flags.add("indefinite")
            elif token.dep in ("amod", "compound", "nmod", "nummod"):
                if reading.words[c] in cues("separate"):
                    frame.separate = True
                if _ORDINAL.match(reading.words[c]):
                    frame.flags.add(f"ordinal:{reading.words[c]}")
                if token.dep == "nummod" and a == frame.trigger.token and not _YEAR.fullmatch(reading.words[c]):
                    frame.flags.add("counted")
    t = frame.trigger.token
    owner = mention_at(reading, t - 2) if t > 1 and reading.words[t - 1] in ("'s", "’s") else None
    if owner is not None and owner.entities and not frame.possessive:  # which the model hangs on the owner
        frame.possessive = True
        frame.add([Found(owner.entities, owner.start, owner.end, "named")], "attendee", "possessive")
    left = t
    while left > 0 and reading.tokens[left - 1].pos in _IN_NAME:
        word = reading.words[left - 1]
        if word in (",", ";", ":", "(", ")", "—", "'s", "’s", '"', "“", "”") or reading.tokens[left - 1].tag == "VBZ":
            break
        left -= 1
    own = reading.tokens[t].start
    if reading.mention_of[left] >= 0:  # "a Chamber of Commerce luncheon"
        left = min(left, reading.token_at(reading.mentions[reading.mention_of[left]].start))
    for mention in reading.mentions:  # of which one token may hold two: "U.S.-Canada"
        whose = mention.form == "nominal" and document.text[mention.end : mention.end + 2] in ("' ", "’ ")
        whose = whose and mention.end > reading.tokens[left].start
        if mention.start >= own or mention.form in ("capital", "pronoun"):
            continue
        if mention.start < reading.tokens[left].start and not whose:
            continue
        if not mention.entities or mention.end > own:
            continue
        if document.text[mention.start : mention.end].lower() in frame.trigger.words.split():
            continue  # "the Kenya State visit"
        kinds = {document.entities[e].entity_type for e in mention.entities}
        if whose:
            frame.add([Found(mention.entities, mention.start, mention.end, "modifier")], "attendee", "possessive")
            continue  # "follows on the two leaders’ first meeting"
        if frame.trigger.kind == "conference" and frame.trigger.name and mention.form == "demonym":
            continue  # "the European Gold Forum"
        if mention.end >= reading.tokens[t - 1].end and town_of(document, reading, mention):
            continue  # "the U.S.-Chile Singapore Summit"
        if kinds & {"country", "bloc", "person"} or mention.end >= reading.tokens[t - 1].end:
            frame.add([Found(mention.entities, mention.start, mention.end, "modifier")], "attendee", "modifier")


def _own_members(document: Document, frame: Frame) -> None:
    """The group of states whose name the gathering bears: "at the G7"."""
    mention = mention_at(frame.reading, frame.trigger.token)
    if mention is not None and any(document.entities[e].entity_type == "bloc" for e in mention.entities):
        frame.add([Found(mention.entities, mention.start, mention.end, "modifier")], "attendee", "modifier")


_ASIDE = re.compile(r"\s—\s[^.?!;:]{1,140}?\s—\s(?P<with>with)\s")
"""What a speaker puts in between: "will have a call — we're still working on it — with X"."""


def _phrases(document: Document, frame: Frame, a: int) -> None:
    """Parties in phrases that hang on the noun: "with X", "between X and Y", "of ministers from Z"."""
    reading = frame.reading
    frame.add(parties(document, reading, governed(reading, a, WITH)), "attendee", "with")
    aside = _ASIDE.match(document.text, reading.tokens[a].end, reading.sentence.end)
    if aside is not None and a == frame.trigger.token:
        frame.add(run_after(document, reading, reading.token_at(aside.start("with"))), "attendee", "with")
    if frame.kind == "signing":
        for c in reading.children[a]:
            under = [c, *reading.children[c]] if reading.words[c] == "of" else [c]
            for p in (p for q in under for p in (q, *reading.children[q])):
                if reading.words[p] == "by" and reading.tokens[p].dep in ("prep", "agent"):
                    frame.add(run_after(document, reading, p), "attendee", "signer")
    if frame.kind == "call":
        frame.add(parties(document, reading, governed(reading, a, ("from", "to"))), "attendee", "caller")
        rung = [g for c in reading.children[a] if reading.words[c] == "from" for g in governed(reading, c, ("to",))]
        frame.add(parties(document, reading, rung), "attendee", "caller")
    if frame.trigger.words == "audience":
        giver = reading.tokens[a].head
        given = [c for c in reading.children[giver] if reading.tokens[c].dep == "dative" and reading.words[c] != "to"]
        given += [*governed(reading, giver, ("to",)), *governed(reading, a, ("to",))]
        frame.add(people_only(document, parties(document, reading, given)), "attendee", "with")
    for c in reading.children[a]:
        if c > a and reading.words[c] in WITH and reading.tokens[c].dep == "prep":
            frame.add(after_preposition(document, reading, c), "attendee", "with")
            if reading.words[c] == "between" and len(frame.entities) < 2:
                frame.add(second_side(document, reading, c), "attendee", "with")
    if a == frame.trigger.token and not any(c.rule.startswith("with") for c in frame.claims):
        frame.add(between(document, reading, a), "attendee", "with")
        frame.add(under_paper(document, reading, a), "attendee", "with")
        if not frame.claims:
            frame.add(sides_of_paper(document, reading, a), "attendee", "their_paper")
    of = [p for p in governed(reading, a, ("of", "by")) if p != frame.trigger.token]
    frame.add(parties(document, reading, of), "attendee", "of")
    if not of:
        behind = [g for p in governed(reading, a, ("in", "at", "on")) for g in governed(reading, p, ("of",))]
        frame.add(people_only(document, parties(document, reading, behind)), "attendee", "of")
    if any(reading.lemmas[p] in groups() and reading.mention_of[p] < 0 for p in of):
        crowd = parties(document, reading, governed(reading, a, ("from",)))  # "of officials from 54 countries and X"
        frame.add(crowd, "attendee", "of")
    for p in of:
        rank = rank_of(reading, p)
        if rank:
            frame.ranks.add(rank)
    if frame.trigger.shape == "event":
        meant = parties(document, reading, governed(reading, a, ("for",)))
        frame.add([f for f in meant if f.rank is not None or people_only(document, [f])], "attendee", "for")
    if frame.trigger.shape == "trip" and a == frame.trigger.token and not frame.possessive:
        frame.add(made_by(document, reading, a), "attendee", "made_by")
    if frame.trigger.shape in ("trip", "invitation"):
        frame.add(_destination(document, reading, a), "attendee", "destination")
        frame.add(parties(document, reading, governed(reading, a, ("from",))), "attendee", "from")
    if frame.trigger.words.split()[-1] in cues("paid_to"):
        frame.add(paid_to(document, reading, a), "attendee", "with")
    _as_host(document, frame, a)


def _as_host(document: Document, frame: Frame, a: int) -> None:
    """ "with X as host" after the noun or its verb."""
    reading = frame.reading
    for i, word in enumerate(reading.words):
        if word == "as" and i + 1 < len(reading.words) and not _another_clause(reading, a, i):
            for h in range(i + 1, min(i + 4, len(reading.words))):
                if reading.lemmas[h] in cues("putting_on"):
                    before = next((t for t in range(i - 1, max(i - 6, -1), -1) if reading.mention_of[t] >= 0), None)
                    if before is not None:
                        frame.add(party_at(document, reading, before), "host", "as_host")
                    return


def _another_clause(reading: Reading, a: int, i: int) -> bool:
    """Whether a coordinated verb stands between the noun at `a` and token `i`: "the summit, and support X as chair"."""
    return any(is_verb(reading, t) and reading.tokens[t].dep in ("conj", "ROOT") for t in range(a + 1, i))


def _destination(document: Document, reading: Reading, a: int) -> list[Found]:
    """Where a trip goes, where that is a country or body named as such and not a city."""
    out = []
    goals = governed(reading, a, ("to", "with"))
    for found in [*parties(document, reading, goals), *premises(document, reading, goals)]:
        mention = next((m for m in reading.mentions if m.start == found.start), None)
        if mention is not None and mention.form != "capital":
            out.append(found)
    return stops(document, reading, goals, out)


def _clauses(document: Document, frame: Frame, a: int) -> None:
    """Parties told by clauses on the noun: "hosted by X", "that X hosted", "at which X was represented"."""
    reading = frame.reading
    for c in reading.children[a]:
        token = reading.tokens[c]
        if token.dep in ("acl", "relcl"):
            clause_roles(document, frame, c)
        elif token.dep == "appos":
            _phrases(document, frame, c)
            _clauses(document, frame, c)
    if not any(reading.tokens[c].dep in ("relcl", "acl") for c in reading.children[a]):
        stray = _stray_clause(reading, a)
        if stray is not None:
            clause_roles(document, frame, stray)
    participle = _participle_after(reading, a)
    if participle is not None and reading.tokens[participle].head != a:
        clause_roles(document, frame, participle)


def _stray_clause(reading: Reading, a: int) -> int | None:
    """A relative clause with a hosting verb that the model hung on a later noun: "the Forum in R. that X hosts"."""
    for c in range(a + 1, len(reading.tokens)):
        token = reading.tokens[c]
        if token.dep in ("relcl", "acl") and is_verb(reading, c):
            sense = role_senses().get((reading.lemmas[c], ""))
            where = any(reading.words[g] == "where" for g in reading.children[c] if g < c)
            came = sense is not None and sense.role == "attendee" and is_passive(reading, c)
            above = next((u for u in ancestors(reading, a) if is_verb(reading, u) or not where), a)
            beside = reading.tokens[token.head].dep == "pobj" and is_verb(reading, above)
            if (
                ((sense and sense.role == "host") or where or came)
                and reading.lemmas[token.head] not in noun_senses()
                and (_under(reading, token.head, a) or (beside and _under(reading, token.head, above)))
            ):
                return c
    return None


def _participle_after(reading: Reading, a: int) -> int | None:
    """ "…, hosted by X" right after the noun, wherever the model hung it."""
    for c in range(a + 1, min(a + 9, len(reading.words) - 1)):
        if reading.tokens[c].tag == "VBN" and reading.words[c + 1] in ("by", "jointly"):
            sense = sense_of(reading, c)
            return c if sense is not None and sense.role != "none" else None
        if is_verb(reading, c):
            return None
    return None


def _under(reading: Reading, i: int, a: int) -> bool:
    """Whether token `i` hangs on token `a` by few steps."""
    for _ in range(8):
        if i == a:
            return True
        up = reading.tokens[i].head
        if up == i:
            return False
        i = up
    return False
