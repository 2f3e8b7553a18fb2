"""Gatherings told by a verb: "X met Y", "received by Z", "W called on V", "the ministers gathered"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.antecedents import antecedents, said_by
from pipeline.extraction.meetings.beside_subject import partners
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import Found, groups, mention_at
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import (
    agents,
    finite_governor,
    governed,
    is_passive,
    is_verb,
    objects,
    subjects,
)
from pipeline.extraction.meetings.hidden_guests import (
    behind_place,
    guests_after,
    one_of_them,
    speaker_hosts,
    state_or_body,
    where_hosted,
)
from pipeline.extraction.meetings.holders import rank_of
from pipeline.extraction.meetings.name_lists import after_preposition, listed_before, run_after
from pipeline.extraction.meetings.noun_phrases import premises
from pipeline.extraction.meetings.parties import before_verb, parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.same_sentence import signed_for_others
from pipeline.extraction.meetings.senses import noun_senses
from pipeline.extraction.meetings.stops import stops
from pipeline.extraction.meetings.triggers import Trigger
from pipeline.extraction.named_within import dates_in, places_in
from pipeline.extraction.names.gazetteer import city_countries

_TOGETHER = ("with", "alongside")


def verb_frame(document: Document, reading: Reading, trigger: Trigger) -> Frame:
    """What the sentence tells of the gathering that the verb at `trigger` tells."""
    v = trigger.token
    frame = Frame(reading, trigger, reading.tokens[v].start, reading.tokens[v].end, kind=trigger.kind, verb=v)
    doers = subjects(reading, v)
    passive = is_passive(reading, v)
    by = agents(reading, v) if passive else []
    patients = objects(reading, v)
    if reading.tokens[v].tag == "VBG" and not parties(document, reading, doers):
        doers = _speaker_of(reading, v) or doers
    above = antecedents(reading, v, doers)
    if above != doers and reading.words[doers[0]] in ("he", "she", "they"):
        frame.flags.add("human_object")
    doers = above
    if passive:
        patients = _patients(reading, v, doers)
        if reading.tokens[v].dep != "acl":
            doers = []
    for i in (*doers, *patients, *by):
        rank = rank_of(reading, i)
        if rank and mention_at(reading, i) is None:
            frame.ranks.add(rank)
            if i in patients:
                frame.flags.add(f"receives:{rank}")
            if reading.tokens[i].tag in ("NNS", "NNPS"):
                frame.flags.add(f"group:{rank}")
    frame.separate = any(reading.words[c] in ("separately", "apart") for c in reading.children[v])
    _SHAPES[trigger.shape](document, frame, doers, patients, by)
    praised = trigger.words in cues("welcoming") and any(reading.lemmas[p] in noun_senses() for p in patients)
    if (
        not passive
        and not praised
        and not any(c.rule.startswith(("subject", "host", "visitor", "signer")) for c in frame.claims)
    ):
        role = "host" if trigger.shape in ("reception", "summons") else "attendee"
        if not any(reading.mention_of[d] >= 0 for d in doers):
            frame.add(before_verb(document, reading, v), role, "subject")
    if trigger.shape in ("reception", "summons", "assembly") and not passive:
        host = trigger.shape != "assembly" or bool(patients)
        frame.add(partners(document, reading, v), "host" if host else "attendee", "beside")
    if trigger.shape in ("reception", "summons"):
        where_hosted(document, frame)
    if not passive and trigger.shape == "reception" and not any(c.rule.startswith("guest") for c in frame.claims):
        apart = trigger.words == "host" or behind_place(reading, v) > v + 1
        unseen = reading.tokens[v].pos != "VERB" or (apart and not objects(reading, v))
        hidden = guests_after(document, frame) if unseen else []
        frame.add(hidden, "attendee", "guest")
        if hidden:
            frame.flags |= {"two_sided", "human_object"}
    among = [] if reading.mention_of[reading.tokens[v].head] >= 0 else one_of_them(document, reading, v)
    if among:
        frame.add(among, "attendee", "guest")
        frame.flags |= {"two_sided", "human_object"}
    return frame


def _speaker_of(reading: Reading, v: int) -> list[int]:
    """The subject of "said" in "X said after meeting Y that …" and "X said it would come, after meeting Y", where the
    model hangs "after" on what was said."""
    p = reading.tokens[v].head
    if reading.tokens[v].dep == "pcomp" and reading.words[p] in cues("done_in_time"):
        said = said_by(reading, reading.tokens[p].head)
        if said:
            return said
    if p != v - 1 or reading.tokens[v].dep != "pcomp" or not p or reading.lemmas[p - 1] not in cues("speech"):
        return []
    return subjects(reading, p - 1) if is_verb(reading, p - 1) else []


_ONE_OF = frozenset({"first", "last", "latest", "next", "second"})


def _patients(reading: Reading, v: int, doers: list[int]) -> list[int]:
    if reading.tokens[v].dep == "acl":
        return [reading.tokens[v].head]
    if reading.tokens[v].dep in ("relcl", "xcomp") and all(
        reading.words[d] in _ONE_OF and reading.mention_of[d] < 0 for d in doers
    ):  # "X was among the first to be received by Y"
        above = finite_governor(reading, v)
        return (subjects(reading, above) if above is not None and doers else []) or doers
    return doers


def _with(document: Document, reading: Reading, v: int, words: tuple[str, ...] = _TOGETHER) -> list[Found]:
    """Who comes after "with", wherever in the verb's clause the model hung it; of "X, with whom Y met", X."""
    beside = governed(reading, v, words)
    if reading.tokens[v].dep == "relcl":
        beside = [reading.tokens[v].head if reading.words[b] == "whom" else b for b in beside]
    found = parties(document, reading, beside)
    for c in reading.children[v]:
        clause = any(reading.tokens[g].dep == "pcomp" for g in reading.children[c])
        if reading.words[c] in words and clause and not beside:  # "spent an hour with X discussing Y"
            found += after_preposition(document, reading, c)
        if reading.tokens[c].dep in ("prt", "advmod", "prep", "npadvmod", "dobj"):
            found += parties(document, reading, governed(reading, c, words))
            for p in reading.children[c]:
                found += parties(document, reading, governed(reading, p, words))
    return found


def _reciprocal(document: Document, frame: Frame, doers: list[int], patients: list[int], by: list[int]) -> None:
    """ "X met (with) Y": all take part alike."""
    reading, v = frame.reading, frame.trigger.token
    frame.add(parties(document, reading, doers), "attendee", "subject")
    human = [o for o in patients if reading.lemmas[o] not in noun_senses()]
    if reading.lemmas[v] in cues("chairing"):
        human = []  # "chaired the council jointly with X"
    others = parties(document, reading, human) + parties(document, reading, by)
    others += _with(document, reading, v)
    asked_by = frame.trigger.words.rpartition(" ")[2]
    if asked_by in ("from", "before"):
        others += parties(document, reading, governed(reading, v, (asked_by,)))
        low = next((t for t in range(v + 1, min(v + 4, len(reading.words))) if reading.words[t] == asked_by), None)
        others += run_after(document, reading, low)[:1] if low is not None and asked_by == "before" else []
    if frame.trigger.words.endswith((" to", " on", " by")):
        others += parties(document, reading, governed(reading, v, ("to",)))
    if not others and reading.lemmas[v] in cues("handing") and not is_passive(reading, v):
        others += _handed_to(document, reading, v)
    others += _at_their_side(document, frame)
    above = reading.tokens[v].head
    if not others and reading.tokens[v].dep == "conj" and "again" in reading.words[v + 1 : v + 4]:
        others = parties(document, reading, objects(reading, above))  # "to host X in April and to meet again in May"
    frame.add(others, "attendee", "object")
    if others:
        frame.flags.add("two_sided")
    if by and _to_be_joined(document, frame, others):
        frame.trigger = replace(frame.trigger, weight=2)


def _to_be_joined(document: Document, frame: Frame, others: list[Found]) -> bool:
    """Whether several persons are told to come to what somebody will do, or did, somewhere: "will be joined by X and
    Y", "in Reno, where she was joined by X and Y"."""
    reading, v = frame.reading, frame.trigger.token
    people = {e for f in others for e in f.entities if document.entities[e].entity_type == "person"}
    told = {reading.words[c] for c in reading.children[v]} & {"will", "where"}
    return frame.trigger.words == "join" and len(people) > 1 and bool(told)


def _handed_to(document: Document, reading: Reading, v: int) -> list[Found]:
    """To whom something is shown or told, wherever the model hangs "to": "presented the plan to Lima's mayor, X"."""
    low = next((t for t in range(v + 1, len(reading.words)) if reading.words[t] == "to"), None)
    heads = [c for c in reading.children[low] if reading.tokens[c].dep == "pobj"] if low is not None else []
    return parties(document, reading, heads)


def _at_their_side(document: Document, frame: Frame) -> list[Found]:
    """Beside whom somebody stands, sits or speaks: "standing beside X", "seated across from Y"."""
    reading, v = frame.reading, frame.trigger.token
    last = frame.trigger.words.rpartition(" ")[2]
    if " " not in frame.trigger.words or frame.trigger.words.partition(" ")[2] not in cues("at_side"):
        return []
    at = next((i for i in range(v + 1, min(v + 4, len(reading.words))) if reading.words[i] == last), None)
    return after_preposition(document, reading, at) if at is not None else []


_TO_WITHIN = 8
"""Words behind a verb of receiving in which "to" and the guests may stand: "offered a lunch on Monday to X"."""


def _names_event(reading: Reading, i: int) -> bool:
    """Whether a noun names a gathering and no people: "a mission" may be a journey, but is received as people."""
    return reading.lemmas[i] in noun_senses() and reading.lemmas[i] not in groups()


def _reception(document: Document, frame: Frame, doers: list[int], patients: list[int], by: list[int]) -> None:
    """ "X received Y": who receives is host, the guests take part."""
    reading, v = frame.reading, frame.trigger.token
    of_events = bool(patients) and all(_names_event(reading, p) for p in patients)
    if frame.trigger.words not in cues("welcoming") or not of_events:  # to welcome a dialogue is not to host it
        frame.add(parties(document, reading, by or doers), "host", "host")
    guests = parties(document, reading, [p for p in patients if not _names_event(reading, p)])
    if [reading.words[p] for p in patients] == ["you"]:
        speaker_hosts(document, frame, guests)
    if frame.trigger.words.endswith(" to"):
        for i in range(v + 1, min(v + _TO_WITHIN, len(reading.words))):
            if reading.words[i] == "to":
                guests = after_preposition(document, reading, i)
                if not guests:
                    heads = [c for c in reading.children[i] if reading.tokens[c].dep == "pobj"]
                    guests = parties(document, reading, heads)
                    frame.flags |= {f"receives:{rank}" for rank in (rank_of(reading, h) for h in heads) if rank}
    frame.add(guests, "attendee", "guest")
    if guests:
        frame.flags.add("two_sided")
    if (
        any(reading.words[p] in ("he", "she", "him", "her", "they", "them", "who") for p in patients)
        or any(document.entities[e].entity_type == "person" for g in guests for e in g.entities)
        or (any(rank_of(reading, p) and not state_or_body(document, reading, p) for p in patients) and guests)
    ):
        frame.flags.add("human_object")


def _calling(document: Document, frame: Frame, doers: list[int], patients: list[int], by: list[int]) -> None:
    """ "X called on Y", "X visited Y": who comes and who is called on."""
    reading, v = frame.reading, frame.trigger.token
    called = patients
    if frame.trigger.words.endswith(" at"):  # "got a look at the plant of X"
        called = [g for p in patients for g in governed(reading, p, ("at",))] or governed(reading, v, ("at",))
    if frame.trigger.words.endswith(" on"):
        apart = any(reading.words[c] == "on" and not reading.children[c] for c in reading.children[v] if c == v + 1)
        called = (objects(reading, v) if apart else []) or governed(reading, v, ("on",)) or objects(reading, v)
        asked = [c for c in reading.children[v] if reading.tokens[c].dep in ("xcomp", "advcl", "ccomp")]
        asked = [c for c in asked if c > v and not is_past(reading, c) and reading.lemmas[c] not in cues("raising")]
        if asked and not dates_in(document, reading.tokens[v].end, reading.tokens[asked[0]].start):
            frame.flags.add("exhortation")
    frame.add(parties(document, reading, by or doers), "attendee", "visitor")
    hosts = [f for f in parties(document, reading, called) if not _city_only(document, reading, f)]
    hosts = stops(document, reading, called, hosts) or premises(document, reading, called)
    frame.add(hosts, "attendee", "visited")
    beside = _with(document, reading, v)
    frame.add(beside, "attendee", "with")
    if hosts or beside:
        frame.flags.add("two_sided")


def is_past(reading: Reading, i: int) -> bool:
    """Whether verb `i` stands in the past tense."""
    return is_verb(reading, i) and reading.tokens[i].tag == "VBD"


def _city_only(document: Document, reading: Reading, found: Found) -> bool:
    """Whether a goal is a city, also one that a body's name begins with: "Detroit" beside the Detroit Club; or a
    building that stands for those in it elsewhere ("the Pentagon")."""
    mention = next((m for m in reading.mentions if m.start == found.start), None)
    if mention is None:
        return False
    told = document.text[mention.start : mention.end]
    named = {document.entities[e].name for e in mention.entities}
    building = any(p.rule == "venue" for p in places_in(document, mention.start, mention.end))
    return building or mention.form == "capital" or (told in city_countries() and told not in named)


def _assembly(document: Document, frame: Frame, doers: list[int], patients: list[int], by: list[int]) -> None:
    reading, v = frame.reading, frame.trigger.token
    if patients and frame.trigger.words in cues("bringing_together") and not is_passive(reading, v):
        _summons(document, frame, doers, patients, by)
        return
    site = frame.trigger.words in cues("opening_site")
    frame.add(parties(document, reading, doers or ([] if site else patients)), "attendee", "subject")
    frame.add(_with(document, reading, v), "attendee", "object")
    frame.add(parties(document, reading, by), "host", "host")


def _summons(document: Document, frame: Frame, doers: list[int], patients: list[int], by: list[int]) -> None:
    reading = frame.reading
    frame.add(parties(document, reading, by or doers), "host", "host")
    guests = parties(document, reading, [p for p in patients if not _names_event(reading, p)])
    frame.add(guests, "attendee", "guest")
    frame.add(_with(document, reading, frame.trigger.token), "attendee", "with")
    if guests:
        frame.flags.add("two_sided")


def _watching(reading: Reading, v: int) -> int | None:
    """The verb of those who look on while others sign: "X watched Y sign it", "talked and watched as it was signed"."""
    above = reading.tokens[v].head
    if reading.tokens[v].dep in ("ccomp", "xcomp", "advcl") and reading.lemmas[above] in cues("watching"):
        return above
    for t in range(max(0, v - _SEEN_WITHIN), v - 1):
        if reading.lemmas[t] in cues("watching") and is_verb(reading, t) and reading.words[t + 1] in ("as", "while"):
            return t
    return None


_SEEN_WITHIN = 14
"""Words before "signed" in which "watched as" may stand."""


def _signing(document: Document, frame: Frame, doers: list[int], patients: list[int], by: list[int]) -> None:
    """Who signs, in whose presence, and whom the paper binds with them."""
    reading, v = frame.reading, frame.trigger.token
    frame.add(parties(document, reading, by or doers), "attendee", "signer")
    _signed_for(document, frame)
    frame.add(signed_for_others(document, frame), "attendee", "signer")
    if by:
        for i in range(v + 1, min(v + 16, len(reading.words))):
            if reading.words[i] == "by":
                frame.add(run_after(document, reading, i), "attendee", "signer")
                break
    frame.add(_with(document, reading, v), "attendee", "with")
    if is_passive(reading, v) and not by:
        for c in reading.children[v]:
            if reading.words[c] == "between":
                frame.add(run_after(document, reading, c), "attendee", "signer")
    for paper in patients:
        frame.add(parties(document, reading, governed(reading, paper, _TOGETHER)), "attendee", "with")
    if patients and not any(c.rule.startswith("with") for c in frame.claims):
        low = next((t for t in range(v + 1, min(v + 16, len(reading.words))) if reading.words[t] == "with"), v)
        beside = [c for c in reading.children[low] if reading.tokens[c].dep == "pobj"] if low > v else []
        frame.add(parties(document, reading, beside), "attendee", "with")
    above = _watching(reading, v)
    if above is not None:
        frame.flags.add("ceremony")
        frame.add(parties(document, reading, subjects(reading, above)), "attendee", "witness")
    for i, lemma in enumerate(reading.lemmas):
        if lemma == "presence":
            frame.add(parties(document, reading, governed(reading, i, ("of",))), "attendee", "presence")
        elif lemma in cues("witnessed") and is_passive(reading, i):
            frame.add(parties(document, reading, agents(reading, i)), "attendee", "witness")
        elif lemma == "ceremony":
            frame.flags.add("ceremony")
    onlooker = cue_pattern("onlooker").search(document.text, reading.sentence.start, reading.sentence.end)
    if onlooker:
        near = [m for m in reading.mentions if 0 <= onlooker.start() - m.end <= 3 and m.entities]
        for m in near:
            frame.add(listed_before(document, reading, reading.token_at(m.end - 1)), "attendee", "witness")
            frame.add([Found(m.entities, m.start, m.end, "onlooker")], "attendee", "witness")
    for hit in cue_pattern("onlookers").finditer(document.text, reading.sentence.start, reading.sentence.end):
        frame.add(run_after(document, reading, reading.token_at(hit.end() - 1)), "attendee", "witness")
    if cue_pattern("ceremony").search(document.text, reading.sentence.start, reading.sentence.end):
        frame.flags.add("ceremony")


def _signed_for(document: Document, frame: Frame) -> None:
    """ "X signed for Vale in Lima": the verb without a paper, and for whom it is done, tell that a pact was signed."""
    reading, v = frame.reading, frame.trigger.token
    if objects(reading, v) or is_passive(reading, v) or v + 1 >= len(reading.words) or reading.words[v + 1] != "for":
        return
    meant = after_preposition(document, reading, v + 1)
    kinds = {document.entities[e].entity_type for f in meant for e in f.entities}
    if kinds and kinds <= {"company", "country", "government_body"}:
        frame.flags.add("signed_for")


def _journey(document: Document, frame: Frame, doers: list[int], patients: list[int], by: list[int]) -> None:
    """Who travels where: "flew to X", "is heading to Y"; a state that is the goal is the other side."""
    reading, v = frame.reading, frame.trigger.token
    frame.add(parties(document, reading, doers or patients), "attendee", "visitor")
    goal = frame.trigger.words.split()[-1]
    reached = governed(reading, v, (goal,))
    for c in reading.children[v]:
        if reading.tokens[c].dep in ("prt", "advmod") and reading.words[c] in frame.trigger.words.split():
            reached += governed(reading, c, (goal,))
    if reached:
        frame.flags.add("goal")
    hosts = [f for f in parties(document, reading, reached) if not _city_only(document, reading, f)]
    frame.add(stops(document, reading, reached, hosts), "attendee", "destination")


_SHAPES = {
    "journey": _journey,
    "signing": _signing,
    "reciprocal": _reciprocal,
    "reception": _reception,
    "calling": _calling,
    "assembly": _assembly,
    "summons": _summons,
}
