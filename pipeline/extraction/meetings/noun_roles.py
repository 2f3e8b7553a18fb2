"""Roles at a gathering named by a noun, from the verbs around it: its governor and the clauses on it."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.antecedents import said_by
from pipeline.extraction.meetings.beside_subject import hosting_of, marked_with, partners
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.done_there import chain, done_there, guest_and_hosts, in_a_place, told_there
from pipeline.extraction.meetings.found_parties import Found, mention_at, people_only
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
    last_part,
    objects,
    subjects,
)
from pipeline.extraction.meetings.name_lists import listed_before, run_after
from pipeline.extraction.meetings.noun_phrases import counterparts, loose_with
from pipeline.extraction.meetings.parties import before_verb, parties, subject_parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import RoleSense, noun_senses, role_senses
from pipeline.extraction.meetings.states_plans import between_states, by_their_states, only_awaited, only_meant

WITH = ("with", "between", "among", "amongst", "involving", "alongside", "including")
_BESIDE = ("with", "alongside", "between", "beside", "opposite")
_BESIDE_IT = frozenset({"at", "during", "on", "after", "before", "following"})
_CIRCUMSTANCE = frozenset({"after", "before", "during", "following", "in", "at", "for", "of", "since", "over", "on"})


def sense_of(reading: Reading, v: int, preposition: str = "") -> RoleSense | None:
    """What verb `v`, with its particle or a preposition, makes of its subject at a gathering; None if nothing."""
    known = role_senses()
    lemma = reading.lemmas[v]
    if lemma == "co" and v + 2 < len(reading.words) and reading.words[v + 1] == "-":
        lemma = f"co-{reading.lemmas[v + 2]}"
    elif v > 1 and reading.words[v - 1] == "-" and reading.words[v - 2] == "co":
        lemma = f"co-{lemma}"
    if (lemma, preposition) not in known:  # the model's lemma of a rare verb may be wrong: "staged" as "stag"
        spelled = (reading.words[v][:-1], reading.words[v][:-2])
        lemma = next((form for form in spelled if (form, preposition) in known), lemma)
    particle = child(reading, v, "prt")
    if particle is not None and not preposition:
        named = known.get((lemma, reading.words[particle]))
        if named:
            return named
    return known.get((lemma, preposition))


def settle_effect(frame: Frame, sense: RoleSense | None, v: int) -> None:
    """Set how the gathering stands, where verb `v` tells it."""
    if sense is not None and sense.effect:
        frame.status = sense.effect  # type: ignore[assignment]
        frame.status_rule = f"verb:{frame.reading.lemmas[v]}"
        frame.status_span = (frame.reading.tokens[v].start, frame.reading.tokens[v].end)


def governor(document: Document, frame: Frame, anchor: int) -> None:
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
    over = reading.tokens[head].head
    another = top != anchor and {"a", "an"} & set(reading.words[max(0, anchor - 3) : anchor])
    if another and dep == "pobj" and reading.words[head] == "with" and reading.lemmas[over] in noun_senses():
        dep, head = reading.tokens[over].dep, reading.tokens[over].head  # "had talks with X and an audience with Y"
    if head == top:
        return
    head = last_part(reading, head)
    above = called_so(reading, frame.trigger.token)
    if above is not None:
        _object_of(document, frame, above)
    elif dep in ("dobj", "attr", "oprd", "dative") and is_verb(reading, head):
        _object_of(document, frame, head)
    elif dep in ("nsubjpass", "nsubj") and is_verb(reading, head):
        _subject_of(document, frame, head, dep)
    elif dep in ("pobj", "pcomp"):
        part = _part_held(frame, head)
        if part is not None:
            _object_of(document, frame, part)
        else:
            _after_preposition(document, frame, head)
    elif token.dep in ("npadvmod", "dep", "advmod") and is_verb(reading, head):
        frame.verb = frame.verb if frame.verb is not None else head


def _part_held(frame: Frame, p: int) -> int | None:
    """The verb of holding above a stretch or a round of talks: "held an hour of talks", "hold round two of talks"."""
    reading = frame.reading
    up = reading.tokens[p].head
    v = reading.tokens[up].head
    if reading.words[p] != "of" or reading.tokens[up].dep != "dobj" or not is_verb(reading, v):
        return None
    numbered = reading.tokens[up].tag == "CD" and up > 0 and reading.words[up - 1] == "round"
    if not numbered and reading.lemmas[up] not in cues("span") | cues("stretch"):
        return None
    if sense_of(reading, v) is None:
        return None
    if numbered:
        frame.kind = frame.kind or "negotiation"
        frame.flags.add(f"ordinal:{reading.words[up]}")
    return v


def called_so(reading: Reading, t: int) -> int | None:
    """The verb above what is only called a gathering: "chaired what the ministry had billed as a round table"."""
    for what in range(t - 3, max(t - _CALLED, 0), -1):
        if reading.words[what] in (",", ";", ":"):
            return None
        if reading.words[what] == "what":
            named = any(reading.lemmas[i] in cues("calling_so") for i in range(what + 1, t))
            above = is_verb(reading, what - 1) and sense_of(reading, what - 1) is not None
            return what - 1 if named and above else None
    return None


_CALLED = 14
"""Words between "what" and the word for the gathering."""


def _object_of(document: Document, frame: Frame, v: int) -> None:
    """Parties of a gathering that is the object of verb `v`: "held talks with X", "attended the forum"."""
    reading = frame.reading
    sense = sense_of(reading, v)
    taken = reading.lemmas[v] == "take" and (
        frame.trigger.shape == "trip" or (sense is not None and frame.kind == "call")
    )
    if taken or (sense is None and frame.trigger.words in cues("span")):
        sense = RoleSense("attendee", "")  # "took a call from X", "got an hour with X"
    frame.flags.add("object")
    if sense is None:
        if reading.lemmas[v] in cues("outcome") or reading.lemmas[v] in cues("mentioning"):
            frame.flags.add("mentioned")
        frame.verb = frame.verb if frame.verb is not None else None
        return
    frame.flags.add("role_verb")
    frame.verb = v
    settle_effect(frame, sense, v)
    who = parties(document, reading, agents(reading, v)) if is_passive(reading, v) else []
    who = who or subject_parties(document, reading, v)
    role = sense.role
    if frame.kind == "conference" and reading.lemmas[v] == "hold":
        role = "host"  # who holds an open event puts it on
    others = parties(document, reading, governed(reading, v, WITH))
    for prt in reading.children[v]:
        if reading.tokens[prt].dep in ("prt", "advmod"):
            others += parties(document, reading, governed(reading, prt, WITH))
    others += loose_with(document, reading, v, frame.trigger.token)
    head = reading.tokens[v].head
    if reading.tokens[v].dep in ("advcl", "xcomp") and reading.lemmas[head] in cues("partnering"):
        frame.add(parties(document, reading, governed(reading, head, ("with",))), role, "partner")
    if role in ("host", "attendee") and not (only_meant(reading, v) and between_states(document, frame)):
        who = by_their_states(document, frame, v, who)
        frame.add(who, _as_invited(document, frame, v, role), f"{reading.lemmas[v]}_subject")
        frame.add(partners(document, reading, v), role, "beside")
    if role == "host":
        invited = parties(document, reading, governed(reading, v, ("for",)))
        invited += parties(document, reading, governed(reading, frame.trigger.token, ("for",)))
        meal = reading.lemmas[frame.trigger.token] in cues("meal")
        others += [f for f in invited if f.rank is not None or meal or people_only(document, [f])]
        frame.add(
            parties(document, reading, [o for o in objects(reading, v) if o != frame.trigger.token]),
            "attendee",
            "hosted",
        )
    frame.add(others, role if role == "host" and reading.words[v].startswith("co-") else "attendee", "with")
    frame.start = min([frame.start, reading.tokens[v].start])


def _as_invited(document: Document, frame: Frame, v: int, role: str) -> str:
    """`invitee` for somebody who "has been invited to join" a gathering; who invites is its host."""
    reading = frame.reading
    head = reading.tokens[v].head
    if reading.tokens[v].dep not in ("xcomp", "advcl", "ccomp") or reading.lemmas[head] != "invite":
        return role
    inviting = agents(reading, head) if is_passive(reading, head) else subjects(reading, head)
    frame.add(parties(document, reading, inviting), "host", "invite")
    return "invitee" if role == "attendee" else role


def _subject_of(document: Document, frame: Frame, v: int, dep: str) -> None:
    """Parties of a gathering that is the subject of verb `v`: "the forum brought together X and Y"."""
    reading = frame.reading
    frame.flags.add("subject")
    frame.verb = v
    sense = sense_of(reading, v)
    if is_passive(reading, v):
        role = sense.role if sense and sense.role != "none" else "attendee"
        if sense:
            frame.flags.add("role_verb")
        frame.add(parties(document, reading, agents(reading, v)), role, f"{reading.lemmas[v]}_by")
    if dep == "nsubj" and reading.lemmas[v] in cues("listening"):
        heard = parties(document, reading, governed(reading, v, ("from",)))
        frame.add(heard, "attendee", "heard")
        frame.flags.add("role_verb") if heard else None
    if dep == "nsubj" and reading.lemmas[v] in cues("bringing"):
        frame.add(parties(document, reading, objects(reading, v)), "attendee", "brought")
        frame.add(run_after(document, reading, v), "attendee", "brought")
    settle_effect(frame, sense, v)
    beside = governed(reading, v, WITH)
    frame.add(parties(document, reading, beside), "attendee", "with")
    counterparts(document, frame, beside)
    for c in coordination(reading, v)[1:]:
        also = sense_of(reading, c)
        if also is not None and (is_passive(reading, c) or reading.tokens[c].tag == "VBN"):
            role = also.role if also.role != "none" else "attendee"
            frame.add(parties(document, reading, agents(reading, c)), role, f"{reading.lemmas[c]}_by")
    for c in reading.children[v]:
        if reading.tokens[c].dep in ("xcomp", "acomp"):
            inner = sense_of(reading, c)
            settle_effect(frame, inner, c)
            frame.add(parties(document, reading, governed(reading, c, WITH)), "attendee", "with")
            if is_passive(reading, c):
                role = inner.role if inner and inner.role != "none" else "attendee"
                frame.add(parties(document, reading, agents(reading, c)), role, f"{reading.lemmas[c]}_by")
            frame.verb = c
            for deeper in (d for d in reading.children[c] if reading.tokens[d].dep == "xcomp"):
                frame.verb = deeper
                inner = sense_of(reading, deeper)
                settle_effect(frame, inner, deeper)
                if is_passive(reading, deeper):
                    role = inner.role if inner and inner.role != "none" else "attendee"
                    frame.add(parties(document, reading, agents(reading, deeper)), role, f"{reading.lemmas[deeper]}_by")


def _after_preposition(document: Document, frame: Frame, p: int) -> None:
    """The noun stands in a prepositional phrase: attending ("took part in"), an outcome there, or a mere setting."""
    reading = frame.reading
    word = reading.words[p]
    up = reading.tokens[p].head
    before = document.text[reading.tokens[max(0, p - 3)].start : reading.tokens[p].end]
    setting = cue_pattern("setting").search(before)
    if setting and before.endswith(setting[0]):
        frame.flags.add("setting")
    aim = cue_pattern("aimed_at").search(before)
    if (aim and before.endswith(aim[0])) or (word == "by" and frame.trigger.name and reading.tokens[p].dep == "prep"):
        frame.flags |= {"setting", "aimed_at"}  # "going into the summit", "to treble it by COP28"
    frame.flags.add(f"prep:{word}")
    if word in _BESIDE_IT and is_verb(reading, up) and reading.lemmas[up] in cues("meeting_at"):
        frame.flags.add("setting")
    verb = up if is_verb(reading, up) else finite_governor(reading, up)
    if word == "over" and verb is not None and reading.lemmas[frame.trigger.token] in cues("meal"):
        table_talk = [
            *subject_parties(document, reading, verb),
            *parties(document, reading, governed(reading, verb, WITH)),
        ]
        frame.add(table_talk, "attendee", "over_meal")
        frame.verb = frame.verb if frame.verb is not None else verb
    if word in ("at", "in", "to") and reading.lemmas[up] in cues("taking_part"):
        theirs = [c for c in reading.children[up] if reading.tokens[c].dep in ("poss", "compound", "nmod")]
        theirs += governed(reading, up, ("of", "by"))
        if word != "to" or reading.lemmas[up] in cues("coming_to"):
            frame.add(parties(document, reading, theirs), "attendee", "taking_part")
            frame.flags.update("role_verb" for c in frame.claims if c.rule.startswith("taking_part"))
    if word == "at" and in_a_place(document, reading, up):
        up = next((a for a in ancestors(reading, up) if is_verb(reading, a)), up)  # "in Lima, Peru at the summit, …"
    elif word == "at" and reading.mention_of[up] >= 0 and mention_at(reading, p - 1) is not None:
        frame.add(
            [*listed_before(document, reading, p - 1), *parties(document, reading, [p - 1])], "attendee", "outcome"
        )
        frame.flags.add("outcome")
        frame.flags.add("scene")
        return
    over = reading.tokens[up].head
    listing = is_verb(reading, over) and reading.lemmas[over] in cues("comprising")
    if word in ("at", "in") and listing and reading.lemmas[up] in cues("company_there"):
        frame.add(parties(document, reading, objects(reading, over)), "attendee", "listed")
        frame.flags.add("scene")
        return
    if word == "at" and reading.lemmas[up] in cues("delegate"):
        for a in (up, *ancestors(reading, up)):
            mention = mention_at(reading, a)
            if mention is not None and mention.entities:
                frame.add(parties(document, reading, [a]), "attendee", "one_of")
                break
            if is_verb(reading, a):
                break
    if word == "of":
        hosting_of(document, frame, up)
    if verb is None or (reading.lemmas[up] == "follow" and reading.tokens[up].tag == "VBG" and not up):
        return
    if word == "with" and (up == verb or reading.tokens[up].dep == "dobj"):
        marked_with(document, frame, verb)
    if word == "at":
        frame.add(told_there(document, reading, up), "attendee", "outcome")
    if word == "of" and reading.lemmas[up] == "occasion":
        there = people_only(document, subject_parties(document, reading, verb))
        frame.add([f for f in there if not set(f.entities) <= frame.entities], "attendee", "occasion")
    if word in ("at", "to") and reading.lemmas[up] in cues("delegate") and reading.lemmas[verb] in cues("listening"):
        told = [c for c in reading.children[verb] if reading.tokens[c].dep in ("ccomp", "xcomp")]
        heard = parties(document, reading, [s for c in told for s in subjects(reading, c)] + objects(reading, verb))
        heard += parties(document, reading, governed(reading, verb, ("from",)))
        frame.add(people_only(document, heard), "attendee", "heard")
    sides_told = [c for c in frame.claims if c.rule.startswith("with")]
    both = any(reading.words[c] == "between" for c in reading.children[frame.trigger.token])
    one_sided = bool(sides_told) and not (both and len(sides_told) > 1)
    timed = word in cues("done_in_time")
    if one_sided and word in _CIRCUMSTANCE and (p < verb or timed or reading.lemmas[verb] not in cues("urging")):
        who = [f for f in subject_parties(document, reading, verb) if not set(f.entities) <= frame.entities]
        # "At a meeting with X, the head of Z, Y, asked …": the model takes X for the one that asked
        asker = [] if who else people_only(document, before_verb(document, reading, verb))
        who += [f for f in asker if not set(f.entities) & frame.entities]
        who += parties(document, reading, said_by(reading, verb)) if timed and word != "at" and not who else []
        who = [f for f in who if not _office_that_tells(document, reading, f)]
        frame.add(who, "attendee", "circumstance")
    sense = sense_of(reading, verb, word)
    if sense is None and not is_verb(reading, up):
        joined = f"{reading.lemmas[up]} {word}"
        sense = role_senses().get((reading.lemmas[verb], word)) if joined == "part in" else None
    if sense is not None and reading.lemmas[up] in cues("matter_of_talks"):
        sense = None  # "Iran will be high on the agenda for the visit"
    if sense is not None:
        frame.verb = verb
        frame.flags.add("role_verb")
        settle_effect(frame, sense, verb)
        if sense.role == "host" and is_passive(reading, verb):
            frame.add(parties(document, reading, agents(reading, verb)), "host", f"{reading.lemmas[verb]}_{word}")
            role = "invitee" if reading.lemmas[verb] == "invite" else "attendee"
            frame.add(subject_parties(document, reading, verb), role, "invited")
        elif sense.role in ("host", "attendee") and not _awaited(frame, verb):
            role = _as_invited(document, frame, verb, sense.role)
            frame.add(subject_parties(document, reading, verb), role, f"{reading.lemmas[verb]}_{word}")
            if is_passive(reading, verb):  # "signed at the forum by X and Y"
                frame.add(people_only(document, parties(document, reading, agents(reading, verb))), role, "signed_by")
            if word == "at" and reading.lemmas[verb] in cues("told") | cues("addressing"):
                heard = parties(document, reading, objects(reading, verb))  # "told Ambassador X at a meeting that …"
                frame.add([f for f in heard if f.rank is not None or people_only(document, [f])], role, "told_at")
        if sense.role == "host" and word in ("to", "for"):
            role = "invitee" if reading.lemmas[verb] == "invite" else "attendee"
            frame.add(parties(document, reading, objects(reading, verb)), role, "invited")
            if any(reading.words[c] == "where" for c in reading.children[verb]):
                above = finite_governor(reading, verb)
                if above is not None:
                    frame.add(parties(document, reading, subjects(reading, above)), "attendee", "there")
        frame.add(parties(document, reading, governed(reading, verb, _BESIDE)), "attendee", "with")
        frame.start = min(frame.start, reading.tokens[verb].start)
    elif (
        word in ("at", "in", "during", "over", "on")
        and (is_verb(reading, up) or (word in ("at", "during") and done_there(reading, up)))
        and any(reading.lemmas[a] in cues("outcome") | cues("speech") | cues("told") for a in chain(reading, verb))
    ):
        frame.flags.add("outcome" if reading.lemmas[verb] in cues("outcome") else "speech")
        passive = is_passive(reading, verb)
        who = parties(document, reading, agents(reading, verb)) if passive else subject_parties(document, reading, verb)
        who = [f for f in who if not _office_that_tells(document, reading, f)]
        if frame.trigger.shape == "trip":
            who = [f for f in who if not _firms(document, f)]  # "at the state visit, X announced an investment"
        frame.add(who, "attendee", "outcome")
        near = [] if passive else [verb, *objects(reading, verb)]
        others = [f for n in near for f in parties(document, reading, governed(reading, n, ("with", "alongside")))]
        if word in ("at", "in", "during", "over", "on") and reading.lemmas[verb] in cues("told"):
            others += parties(document, reading, [] if passive else objects(reading, verb))
            others += subject_parties(document, reading, verb) if passive else []
        frame.add([f for f in others if f.rank is not None or people_only(document, [f])], "attendee", "outcome_with")
        frame.flags.add("scene")
    elif word in ("during", "on") and frame.possessive and len(people := guest_and_hosts(document, frame, verb)) > 1:
        frame.add(people, "attendee", "outcome")
    elif reading.lemmas[verb] == "be" and is_verb(reading, up):
        told = [c for c in reading.children[verb] if reading.tokens[c].dep in ("ccomp", "advcl", "relcl", "acl")]
        for c in told:
            frame.add(parties(document, reading, subjects(reading, c)), "attendee", "cleft")
    elif word == "at" and frame.trigger.shape == "event" and "setting" not in frame.flags and done_there(reading, up):
        found = [] if only_awaited(document, frame, verb) else subject_parties(document, reading, verb)
        named = bool(frame.trigger.name) or frame.kind in ("conference", "summit", "ministerial")
        named = named and not is_passive(reading, verb) and reading.lemmas[verb] not in cues("anticipating")
        given = [*agents(reading, verb), *governed(reading, verb, ("to",))] if is_passive(reading, verb) else []
        found += people_only(document, parties(document, reading, given))  # "was handed to X by Y at a ceremony"
        frame.add([f for f in found if named or f.rank is not None or people_only(document, [f])], "attendee", "there")
        if named and reading.lemmas[verb] in cues("accompanied"):
            frame.add(parties(document, reading, objects(reading, verb)), "attendee", "there")


def _awaited(frame: Frame, verb: int) -> bool:
    """Whether somebody only looks forward to a signature by whomever: "look forward to the signing of the pact"."""
    return frame.kind == "signing" and frame.reading.lemmas[verb] in cues("anticipating")


def _firms(document: Document, found: Found) -> bool:
    return all(document.entities[e].entity_type == "company" for e in found.entities)


def _office_that_tells(document: Document, reading: Reading, found: Found) -> bool:
    """Whether a ministry or the like only tells of others: "In the talks with X, the Foreign Ministry says"."""
    after = reading.token_at(found.end - 1) + 1
    says = after < len(reading.lemmas) and reading.lemmas[after] in cues("speech")
    return says and all(document.entities[e].entity_type in ("government_body", "organisation") for e in found.entities)
