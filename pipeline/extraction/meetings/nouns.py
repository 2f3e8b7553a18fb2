"""Gatherings told by a noun: "a reception in Hanoi for X", "the summit that Y is to host", "talks with Z"."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import (
    agents,
    ancestors,
    child,
    coordination,
    finite_governor,
    governed,
    is_passive,
    is_verb,
    objects,
    subjects,
)
from pipeline.extraction.meetings.parties import (
    Found,
    after_preposition,
    listed_before,
    mention_at,
    parties,
    party_at,
    rank_of,
    run_after,
)
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.triggers import RoleSense, Trigger, noun_senses, role_senses

_WITH = ("with", "between", "among", "amongst", "involving", "alongside", "including")
_HOST_NOUN = frozenset({"host", "chair", "hosts", "co-hosts", "cochairs", "co-chairs"})
_CONTAINERS = frozenset(
    {"round", "edition", "opening", "close", "closing", "session", "day", "start", "meeting", "sitting", "conclusion",
     "part", "margins", "series", "end"}
)  # fmt: skip
_DELEGATES = frozenset({"delegation", "participant", "country", "guest", "speaker", "attendee", "government", "nation"})
_MEETING_VERBS = frozenset({"meet", "receive", "see", "talk", "confer"})
_CIRCUMSTANCE = frozenset({"after", "before", "during", "following", "in", "at", "for", "of", "since", "over", "on"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_ORDINAL = re.compile(r"^(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$")


def noun_frame(document: Document, reading: Reading, trigger: Trigger) -> Frame:
    """What the sentence tells of the gathering that the noun at `trigger` names."""
    t = trigger.token
    frame = Frame(reading, trigger, reading.tokens[t].start, reading.tokens[t].end, kind=trigger.kind)
    if trigger.name:
        frame.start, frame.end = min(frame.start, trigger.name_start), max(frame.end, trigger.name_end)
    anchors = [t]
    top = _top(frame)
    if top != t:
        anchors.append(top)
    outer = _container(reading, t)
    if outer is not None:
        anchors.append(outer)
    _modifiers(document, frame, anchors)
    for a in anchors:
        _phrases(document, frame, a)
        _clauses(document, frame, a)
    _governor(document, frame, anchors[-1])
    _cued(document, frame)
    return frame


def _cued(document: Document, frame: Frame) -> None:
    """Parties told by fixed words after the noun: "with speeches by X", "under the chairmanship of Y"."""
    sentence = frame.reading.sentence
    here = frame.reading.tokens[frame.trigger.token].end
    for name, role in (("speaking", "attendee"), ("presiding", "host")):
        hit = cue_pattern(name).search(document.text, here, sentence.end)
        if hit:
            p = frame.reading.token_at(hit.end() - 1)
            frame.add(run_after(document, frame.reading, p), role, name)


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
        if reading.lemmas[up] in _CONTAINERS or reading.words[up] in _CONTAINERS:
            return up
    return None


def _modifiers(document: Document, frame: Frame, anchors: list[int]) -> None:
    """Parties named before the noun: "Trump's meeting", "China-EU dialogue", "the G7 summit"."""
    reading = frame.reading
    for a in anchors:
        for c in reading.children[a]:
            token = reading.tokens[c]
            if c > a:
                continue
            if token.dep == "poss":
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
    left = t
    while left > 0 and reading.tokens[left - 1].pos in (
        "ADJ",
        "PROPN",
        "NOUN",
        "PUNCT",
        "SYM",
        "NUM",
        "PART",
        "X",
        "CCONJ",
    ):
        word = reading.words[left - 1]
        if word in (",", ";", ":", "(", ")", "—", "'s", "’s", '"', "“", "”") or reading.tokens[left - 1].tag == "VBZ":
            break
        left -= 1
    taken = 0
    for i in range(left, t):
        mention = mention_at(reading, i)
        if mention is None or not mention.entities or mention.start < taken or mention.form in ("capital", "pronoun"):
            continue
        taken = mention.end
        if mention.start <= reading.tokens[t].start < mention.end:
            continue
        kinds = {document.entities[e].entity_type for e in mention.entities}
        if kinds & {"country", "bloc", "person"} or i == t - 1:
            frame.add([Found(mention.entities, mention.start, mention.end, "modifier")], "attendee", "modifier")


def _phrases(document: Document, frame: Frame, a: int) -> None:
    """Parties in phrases that hang on the noun: "with X", "between X and Y", "of ministers from Z"."""
    reading = frame.reading
    frame.add(parties(document, reading, governed(reading, a, _WITH)), "attendee", "with")
    for c in reading.children[a]:
        if c > a and reading.words[c] in _WITH and reading.tokens[c].dep == "prep":
            frame.add(after_preposition(document, reading, c), "attendee", "with")
    of = [p for p in governed(reading, a, ("of", "by")) if p != frame.trigger.token]
    frame.add(parties(document, reading, of), "attendee", "of")
    for p in of:
        rank = rank_of(reading, p)
        if rank:
            frame.ranks.add(rank)
    if frame.trigger.shape == "event":
        frame.add(_people_only(document, parties(document, reading, governed(reading, a, ("for",)))), "attendee", "for")
    if frame.trigger.shape in ("trip", "invitation"):
        frame.add(_destination(document, reading, a), "attendee", "destination")
        frame.add(parties(document, reading, governed(reading, a, ("from",))), "attendee", "from")
    _as_host(document, frame, a)


def _as_host(document: Document, frame: Frame, a: int) -> None:
    """ "with X as host" after the noun or its verb."""
    reading = frame.reading
    for i, word in enumerate(reading.words):
        if word == "as" and i + 1 < len(reading.words):
            for h in range(i + 1, min(i + 4, len(reading.words))):
                if reading.lemmas[h] in _HOST_NOUN:
                    before = next((t for t in range(i - 1, max(i - 6, -1), -1) if reading.mention_of[t] >= 0), None)
                    if before is not None:
                        frame.add(party_at(document, reading, before), "host", "as_host")
                    return


def _people_only(document: Document, found: list[Found]) -> list[Found]:
    return [f for f in found if any(document.entities[e].entity_type == "person" for e in f.entities)]


def _destination(document: Document, reading: Reading, a: int) -> list[Found]:
    """Where a trip goes, where that is a country or body named as such and not a city."""
    out = []
    for found in parties(document, reading, governed(reading, a, ("to", "with"))):
        mention = next((m for m in reading.mentions if m.start == found.start), None)
        if mention is not None and mention.form != "capital":
            out.append(found)
    return out


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
            head = token.head
            if (
                sense
                and sense.role == "host"
                and reading.lemmas[head] not in noun_senses()
                and _under(reading, head, a)
            ):
                return c
    return None


def _participle_after(reading: Reading, a: int) -> int | None:
    """ "…, hosted by X" right after the noun, wherever the model hung it."""
    for c in range(a + 1, min(a + 9, len(reading.words) - 1)):
        if reading.tokens[c].tag == "VBN" and reading.words[c + 1] in ("by", "jointly"):
            sense = _sense(reading, c)
            return c if sense is not None and sense.role != "none" else None
        if is_verb(reading, c):
            return None
    return None


def _under(reading: Reading, i: int, a: int) -> bool:
    for _ in range(8):
        if i == a:
            return True
        up = reading.tokens[i].head
        if up == i:
            return False
        i = up
    return False


def clause_roles(document: Document, frame: Frame, v: int) -> None:
    """Roles from a clause whose verb `v` has the gathering for its subject, object or place."""
    reading = frame.reading
    verbs = [v, *(c for c in reading.children[v] if reading.tokens[c].dep in ("xcomp", "conj", "acomp"))]
    for c in list(verbs):
        verbs += [g for g in reading.children[c] if reading.tokens[g].dep == "xcomp"]
    for verb in dict.fromkeys(verbs):
        sense = _sense(reading, verb)
        if is_passive(reading, verb):
            role = sense.role if sense and sense.role != "none" else "attendee"
            frame.add(parties(document, reading, agents(reading, verb)), role, f"{reading.lemmas[verb]}_by")
            _effect(frame, sense, verb)
            where = _locative(reading, verb)
            if where:
                subject = [c for c in reading.children[verb] if reading.tokens[c].dep == "nsubjpass"]
                frame.add(parties(document, reading, subject), "attendee", "at_which")
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
            if heads and (sense or _locative(reading, verb)):
                role = sense.role if sense and sense.role != "none" else "attendee"
                frame.add(parties(document, reading, heads), role, f"{reading.lemmas[verb]}_subject")
                _effect(frame, sense, verb)
            if sense or reading.lemmas[verb] in cues("bringing"):
                frame.add(parties(document, reading, governed(reading, verb, _WITH)), "attendee", "with")
            if reading.lemmas[verb] in cues("bringing"):
                frame.add(parties(document, reading, objects(reading, verb)), "attendee", "brought")
                frame.add(run_after(document, reading, verb), "attendee", "brought")
        if sense is not None and frame.verb is None:
            frame.verb = verb
        frame.end = max(frame.end, reading.tokens[verb].end)


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


def _sense(reading: Reading, v: int, preposition: str = "") -> RoleSense | None:
    known = role_senses()
    lemma = reading.lemmas[v]
    if (lemma, preposition) not in known:  # the model's lemma of a rare verb may be wrong: "staged" as "stag"
        spelled = (reading.words[v][:-1], reading.words[v][:-2])
        lemma = next((form for form in spelled if (form, preposition) in known), lemma)
    particle = child(reading, v, "prt")
    if particle is not None and not preposition:
        named = known.get((lemma, reading.words[particle]))
        if named:
            return named
    return known.get((lemma, preposition))


def _effect(frame: Frame, sense: RoleSense | None, v: int) -> None:
    if sense is not None and sense.effect:
        frame.status = sense.effect  # type: ignore[assignment]
        frame.status_rule = f"verb:{frame.reading.lemmas[v]}"
        frame.status_span = (frame.reading.tokens[v].start, frame.reading.tokens[v].end)


def _governor(document: Document, frame: Frame, anchor: int) -> None:
    """Roles told by the verb that governs the noun."""
    reading = frame.reading
    token = reading.tokens[anchor]
    top = anchor
    for _ in range(4):
        if reading.tokens[top].dep == "conj" and not is_verb(reading, reading.tokens[top].head):
            top = reading.tokens[top].head
        else:
            break
    dep, head = reading.tokens[top].dep, reading.tokens[top].head
    if head == top:
        return
    if dep in ("dobj", "attr", "oprd", "dative") and is_verb(reading, head):
        _object_of(document, frame, head)
    elif dep in ("nsubjpass", "nsubj") and is_verb(reading, head):
        _subject_of(document, frame, head, dep)
    elif dep in ("pobj", "pcomp"):
        _after_preposition(document, frame, head)
    elif token.dep in ("npadvmod", "dep", "advmod") and is_verb(reading, head):
        frame.verb = frame.verb if frame.verb is not None else head


def _object_of(document: Document, frame: Frame, v: int) -> None:
    reading = frame.reading
    sense = _sense(reading, v)
    frame.flags.add("object")
    if sense is None:
        if reading.lemmas[v] in cues("outcome") or reading.lemmas[v] in ("discuss", "welcome", "note", "praise"):
            frame.flags.add("mentioned")
        frame.verb = frame.verb if frame.verb is not None else None
        return
    frame.flags.add("role_verb")
    frame.verb = v
    _effect(frame, sense, v)
    who = parties(document, reading, agents(reading, v)) if is_passive(reading, v) else []
    who = who or parties(document, reading, subjects(reading, v))
    role = sense.role
    others = parties(document, reading, governed(reading, v, _WITH))
    for prt in reading.children[v]:
        if reading.tokens[prt].dep in ("prt", "advmod"):
            others += parties(document, reading, governed(reading, prt, _WITH))
    others += _loose_with(document, reading, v, frame.trigger.token)
    if role in ("host", "attendee"):
        frame.add(who, role, f"{reading.lemmas[v]}_subject")
    if role == "host":
        others += _people_only(document, parties(document, reading, governed(reading, v, ("for",))))
        frame.add(
            parties(document, reading, [o for o in objects(reading, v) if o != frame.trigger.token]),
            "attendee",
            "hosted",
        )
    frame.add(others, "attendee", "with")
    frame.start = min([frame.start, reading.tokens[v].start])


def _loose_with(document: Document, reading: Reading, v: int, t: int) -> list[Found]:
    """ "with X" after the noun where the model hung it on another phrase of the same clause."""
    for i in range(max(v, t) + 1, min(len(reading.words), max(v, t) + 14)):
        if reading.words[i] in (";", ":") or (is_verb(reading, i) and reading.tokens[i].tag in ("VBD", "VBZ", "VBP")):
            return []
        if reading.words[i] == "with":
            return parties(
                document,
                reading,
                governed(reading, i, ())
                + [p for c in (i,) for p in reading.children[c] if reading.tokens[p].dep == "pobj"],
            )
    return []


def _subject_of(document: Document, frame: Frame, v: int, dep: str) -> None:
    reading = frame.reading
    frame.flags.add("subject")
    frame.verb = v
    sense = _sense(reading, v)
    if is_passive(reading, v):
        role = sense.role if sense and sense.role != "none" else "attendee"
        if sense:
            frame.flags.add("role_verb")
        frame.add(parties(document, reading, agents(reading, v)), role, f"{reading.lemmas[v]}_by")
    if dep == "nsubj" and reading.lemmas[v] in cues("bringing"):
        frame.add(parties(document, reading, objects(reading, v)), "attendee", "brought")
        frame.add(run_after(document, reading, v), "attendee", "brought")
    _effect(frame, sense, v)
    frame.add(parties(document, reading, governed(reading, v, _WITH)), "attendee", "with")
    for c in reading.children[v]:
        if reading.tokens[c].dep in ("xcomp", "acomp"):
            inner = _sense(reading, c)
            _effect(frame, inner, c)
            frame.add(parties(document, reading, governed(reading, c, _WITH)), "attendee", "with")
            if is_passive(reading, c):
                role = inner.role if inner and inner.role != "none" else "attendee"
                frame.add(parties(document, reading, agents(reading, c)), role, f"{reading.lemmas[c]}_by")
            frame.verb = c
            for deeper in reading.children[c]:
                if reading.tokens[deeper].dep == "xcomp":
                    frame.verb = deeper
                    inner = _sense(reading, deeper)
                    _effect(frame, inner, deeper)
                    if is_passive(reading, deeper):
                        role = inner.role if inner and inner.role != "none" else "attendee"
                        frame.add(
                            parties(document, reading, agents(reading, deeper)), role, f"{reading.lemmas[deeper]}_by"
                        )


def _after_preposition(document: Document, frame: Frame, p: int) -> None:
    """The noun stands in a prepositional phrase: attending ("took part in"), an outcome there, or a mere setting."""
    reading = frame.reading
    word = reading.words[p]
    up = reading.tokens[p].head
    before = document.text[reading.tokens[max(0, p - 3)].start : reading.tokens[p].end]
    setting = cue_pattern("setting").search(before)
    if setting and before.endswith(setting[0]):
        frame.flags.add("setting")
    frame.flags.add(f"prep:{word}")
    if word in ("at", "during", "on") and is_verb(reading, up) and reading.lemmas[up] in _MEETING_VERBS:
        frame.flags.add("setting")
    verb = up if is_verb(reading, up) else finite_governor(reading, up)
    if word == "at" and reading.mention_of[up] >= 0 and mention_at(reading, p - 1) is not None:
        frame.add(
            [*listed_before(document, reading, p - 1), *parties(document, reading, [p - 1])], "attendee", "outcome"
        )
        frame.flags.add("outcome")
        frame.flags.add("scene")
        return
    if word == "at" and reading.lemmas[up] in _DELEGATES:
        for a in (up, *ancestors(reading, up)):
            mention = mention_at(reading, a)
            if mention is not None and mention.entities:
                frame.add(parties(document, reading, [a]), "attendee", "one_of")
                break
            if is_verb(reading, a):
                break
    if verb is None:
        return
    one_sided = any(c.rule.startswith("with") for c in frame.claims)
    if one_sided and word in _CIRCUMSTANCE and reading.lemmas[verb] not in cues("urging"):
        who = [f for f in parties(document, reading, subjects(reading, verb)) if not set(f.entities) <= frame.entities]
        frame.add(who, "attendee", "circumstance")
    sense = _sense(reading, verb, word)
    if sense is None and not is_verb(reading, up):
        joined = f"{reading.lemmas[up]} {word}"
        sense = role_senses().get((reading.lemmas[verb], word)) if joined == "part in" else None
    if sense is not None:
        frame.verb = verb
        frame.flags.add("role_verb")
        _effect(frame, sense, verb)
        if sense.role in ("host", "attendee"):
            frame.add(parties(document, reading, subjects(reading, verb)), sense.role, f"{reading.lemmas[verb]}_{word}")
        if sense.role == "host" and word in ("to", "for"):
            role = "invitee" if reading.lemmas[verb] == "invite" else "attendee"
            frame.add(parties(document, reading, objects(reading, verb)), role, "invited")
            if any(reading.words[c] == "where" for c in reading.children[verb]):
                above = finite_governor(reading, verb)
                if above is not None:
                    frame.add(parties(document, reading, subjects(reading, above)), "attendee", "there")
        frame.add(parties(document, reading, governed(reading, verb, ("with", "alongside"))), "attendee", "with")
        frame.start = min(frame.start, reading.tokens[verb].start)
    elif (
        word in ("at", "in", "during")
        and is_verb(reading, up)
        and (reading.lemmas[verb] in cues("outcome") or reading.lemmas[verb] in cues("speech"))
    ):
        frame.flags.add("outcome" if reading.lemmas[verb] in cues("outcome") else "speech")
        who = parties(
            document, reading, agents(reading, verb) if is_passive(reading, verb) else subjects(reading, verb)
        )
        frame.add(who, "attendee", "outcome")
        frame.flags.add("scene")
