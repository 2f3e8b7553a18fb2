"""Verbs that look as if they told a meeting and tell none: one party alone, things received, words to the reader."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import groups
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.goals_of_trips import tours_the_world
from pipeline.extraction.meetings.grammar import finite_governor, governed, is_passive, objects, subjects
from pipeline.extraction.meetings.holders import rank_of
from pipeline.extraction.meetings.kinds import rank_of_person, sides
from pipeline.extraction.meetings.parties import parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.run_by import PRESIDED
from pipeline.extraction.meetings.senses import noun_senses
from pipeline.extraction.meetings.triggers import on_errand
from pipeline.extraction.named_within import dates_in, places_in


def _official(document: Document, frame: Frame) -> bool:
    """Whether a head of state or government, a minister or an envoy travels."""
    going = [c for c in frame.claims if c.rule.startswith(("visitor", "subject"))]
    for claim in going:
        if claim.rank in ("leader", "minister"):
            return True
        for e in claim.entities:
            entity = document.entities[e]
            if rank_of_person(document, e) is not None:
                return True
            if entity.entity_type == "person" and entity.country_code and entity.office:
                return entity.represents is None or document.entities[entity.represents].entity_type != "company"
    return False


_IN_OFFICE = ("leader", "minister")
"""Ranks of unnamed people who take part for a state or bloc: "the bloc's ministers"."""


def _hosts_unnamed(frame: Frame) -> bool:
    """Whether people who need no name are somebody's guests: "hosted mining bosses in Perth on Friday"."""
    reading = frame.reading
    guests = objects(reading, frame.trigger.token)
    known = cues("public") | cues("several_heads")
    unnamed = any(
        reading.mention_of[g] < 0 and reading.tokens[g].tag == "NNS" and reading.lemmas[g] in known for g in guests
    )
    return unnamed and frame.trigger.words in cues("entertaining") and any(c.role == "host" for c in frame.claims)


def with_people(frame: Frame) -> bool:
    """Whether one side of "met" is unnamed people who need no name: "residents met executives of X in Loznica"."""
    reading, v = frame.reading, frame.trigger.token
    if frame.trigger.weight < 3 or not frame.entities:
        return False
    heads = [*subjects(reading, v), *objects(reading, v), *governed(reading, v, ("with",))]
    return any(reading.mention_of[h] < 0 and reading.lemmas[h] in cues("public") for h in heads)


_AFTER_CALLED = frozenset({"IN", "TO", "RB", ".", ",", "RBR"})


def _rung(frame: Frame) -> bool:
    """Whether "called X" is by phone: what follows X tells when or what for, and not what X is called."""
    reading = frame.reading
    objects_ = [c for c in frame.claims if c.rule.startswith("object")]
    if len({c.entities for c in objects_}) != 1:
        return False
    after = reading.token_at(max(c.end for c in objects_) - 1) + 1
    if reading.words[after : after + 1] == (",",):
        return True
    if after >= len(reading.words) or reading.tokens[after].dep in ("npadvmod", "tmod"):
        return True
    return reading.tokens[after].tag in _AFTER_CALLED and reading.tokens[after].text != '"'


def _placed(document: Document, claim: Claim) -> bool:
    """Whether the words beside a name say whose man he is: "KGHM's Andrzej Szydlo", "Colin Thackeray of Vale"."""
    before, after = document.text[max(0, claim.start - 3) : claim.start], document.text[claim.end : claim.end + 6]
    return before in ("'s ", "’s ") or (after.startswith((" of ", " from ")) and after[-1:].strip() != "")


def _told_a_firm(frame: Frame) -> bool:
    """Whether somebody speaks to a firm's unnamed people: "told bankers from Citi in London"."""
    reading = frame.reading
    heard = {reading.lemmas[o] for o in objects(reading, frame.trigger.token)} & cues("side_of_its_own")
    return frame.trigger.words in cues("errand") and bool(heard)


def _an_office(frame: Frame, claim: Claim) -> bool:
    """Whether somebody's office stands for who holds it: "called on Madagascar's new mines minister"."""
    return any(m.start == claim.start and m.form == "office" for m in frame.reading.mentions)


def _of_a_pair(document: Document, claim: Claim) -> bool:
    """Whether "they" or "the pair" stands for those who met before."""
    people = [e for e in claim.entities if document.entities[e].entity_type == "person"]
    return len(people) > 1


def _affiliated(document: Document, e: int) -> bool:
    """Whether a person is told to hold an office or to act for somebody, so that it isn't just an interviewer."""
    entity = document.entities[e]
    return bool(entity.office or entity.country_code or entity.represents is not None)


def _set_by_day_and_town(document: Document, frame: Frame) -> bool:
    """Whether the sentence tells a day and a town, and names those who talk and not "the two" told of before."""
    first, last = frame.reading.sentence.start, frame.reading.sentence.end
    days = [d.past or d.future for d in dates_in(document, first, last)]
    day = any(read is not None and read.precision == "day" for read in days)
    pointed = any(c.rule == "dual" or ":" not in c.rule for c in frame.claims)
    return day and any(p.city for p in places_in(document, first, last)) and not pointed


def _imperative(frame: Frame) -> bool:
    """Whether the verb tells the reader what to do: "Visit Booth 12", "See figure below"."""
    reading, v = frame.reading, frame.trigger.token
    token = reading.tokens[v]
    if frame.trigger.words not in cues("seeing") or reading.sentence.kind == "title":
        return False
    if token.tag not in ("VB", "VBP") or not token.text[:1].isupper():
        return False
    return not any(reading.tokens[c].dep in ("nsubj", "aux", "nsubjpass") and c < v for c in reading.children[v])


def _joined_leaders(document: Document, frame: Frame, people: list[int]) -> bool:
    """Whether somebody came together with leaders at a told time or place for a purpose: "In June, X joined G7
    leaders to launch the initiative"."""
    reading, v = frame.reading, frame.trigger.token
    if frame.trigger.words != "join" or not people or reading.tokens[v].tag not in ("VBD", "VBN"):
        return False
    if not frame.flags & {"receives:leader", "receives:minister"}:
        return False
    launching = any(
        reading.tokens[c].dep in ("advcl", "xcomp") and reading.lemmas[c] in cues("occasion_verb")
        for c in reading.children[v]
    )
    first, last = reading.sentence.start, reading.sentence.end
    return launching and bool(dates_in(document, first, last) or places_in(document, first, last))


def verb_excluded(document: Document, frame: Frame) -> str:
    """Why a verb tells no meeting, or an empty string."""
    reading, trigger = frame.reading, frame.trigger
    v = trigger.token
    if not frame.claims:
        return "no identified party"
    if trigger.words.split()[0] == "meet" and _meets_a_thing(reading, v):
        return "meets a thing"
    people = [e for e in frame.entities if document.entities[e].entity_type == "person"]
    if trigger.shape == "reception":
        hosts = {e for c in frame.claims if c.role == "host" for e in c.entities}
        firm = all(document.entities[e].entity_type == "company" for e in hosts)
        same = any(hosts & set(c.entities) for c in frame.claims if c.role != "host")
        guests = {e for c in frame.claims if c.role != "host" for e in c.entities}
        if guests and guests <= hosts:
            return "nobody received"  # "X received his Ph.D. and his M.P.P."
        bodies = ("company", "organisation", "government_body")
        private = all(document.entities[e].entity_type in bodies for e in guests)
        if trigger.words in cues("receiving") and guests and private and not frame.ranks:
            return "receives a thing"  # "selected to receive the Mining Association Award"
        things = {"them", "it", "these", "those"} & {reading.words[o] for o in objects(reading, v)}
        if trigger.words == "receive" and firm and (same or things):
            return "receives a thing"  # "the company expects to receive them"
        some = frame.flags & {"two_sided", "receives:leader", "receives:minister", "crowd"}
        if not some and not _hosts_unnamed(frame):
            return "nobody received"
        ranked = frame.flags & {"receives:leader", "receives:minister"}
        if trigger.words != "host" and "human_object" not in frame.flags and not ranked:
            return "receives no person"
        if not any(c.role == "host" for c in frame.claims) and (is_passive(reading, v) or trigger.words == "host"):
            return "host not told"
    if trigger.words in cues("only_by_phone") and not frame.phone:
        return "taken up in no call"
    if trigger.shape == "reciprocal":
        blocs = any(document.entities[e].entity_type == "bloc" for e in frame.entities)
        unnamed = blocs or frame.flags & {"group:leader", "group:minister", PRESIDED}
        if len(frame.entities) < 2 and not unnamed and not with_people(frame):
            return "only one party"
        purposeful = "purpose" in frame.flags and (people or trigger.words == "join")
        purposeful = purposeful or _joined_leaders(document, frame, people) or (people and on_errand(reading, v))
        officials = len(people) == 1 and len(frame.entities) > 1 and trigger.words in cues("somewhere")
        officials = officials and any(c.rule.endswith(":on_behalf") and c.rank in _IN_OFFICE for c in frame.claims)
        officials = officials or (len(people) == 1 and len(frame.entities) > 1 and _told_a_firm(frame))
        if trigger.weight == 1 and len(people) < 2 and not (frame.phone or purposeful or officials):
            return "weak verb without two persons"
        if trigger.words.split()[0] in cues("testimony"):
            if cues("bench") & set(reading.words[v:]):
                return "a case at law"
            if frame.date is None and {"has", "have"} & {reading.words[c] for c in reading.children[v]}:
                return "testimony given in a career"
        named_so = trigger.words.startswith("call") and not _rung(frame)
        if trigger.words in cues("ringing") and (len(people) < 2 or named_so):
            return "called something"
        loose = trigger.words.split()[0] in cues("loose_verb") and (trigger.weight < 3 or "present" in frame.flags)
        loose = loose and not any(c.rule == "dual" or _of_a_pair(document, c) for c in frame.claims)
        told = {e for c in frame.claims if c.rule.endswith((":named_behind", ":appositive")) for e in c.entities}
        told |= {e for c in frame.claims if _placed(document, c) for e in c.entities}
        firms = any(c.rule.endswith(":on_behalf") for c in frame.claims)  # "the heads of Vale and BHP, X and Y"
        if loose and not firms and any(not _affiliated(document, e) for e in people if e not in told):
            return "talks with somebody who acts for nobody"
        if trigger.words == "join" and "two_sided" not in frame.flags and not is_passive(reading, v):
            return "joins a thing"
        if trigger.words == "join" and any(reading.lemmas[o] in cues("membership") for o in objects(reading, v)):
            return "joins those it works with"
        joined = {e for c in frame.claims if c.rule.startswith("object") for e in c.entities}
        body = all(document.entities[e].entity_type in ("bloc", "organisation", "government_body") for e in joined)
        leaders = _joined_leaders(document, frame, people)
        if trigger.words == "join" and joined and body and not is_passive(reading, v) and not leaders:
            return "joins a body"
        above = finite_governor(reading, v)
        if trigger.words == "join" and above is not None and reading.lemmas[above] in cues("done_apart"):
            return "joins in an act"  # "Senator X, joined by Y and Z, introduced a bill"
        if trigger.words == "join" and is_passive(reading, v):
            there = governed(reading, v, ("at", "for", "during"))
            there += [g for o in there for g in governed(reading, o, ("of",))]
            if any(reading.tokens[o].tag == "NNS" and reading.lemmas[o] in noun_senses() for o in there):
                return "joined at gatherings told elsewhere"
        if trigger.words == "join" and any(
            reading.words[c] == "in"
            and any(reading.tokens[p].tag == "VBG" and reading.lemmas[p] != "sign" for p in reading.children[c])
            for c in reading.children[v]
        ):
            return "joins in an act"
    if trigger.words in cues("debating") and not _set_by_day_and_town(document, frame):
        return "talked over at no told time and place"
    joint = trigger.words in cues("somewhere") | cues("done_together")
    if trigger.shape == "assembly" and trigger.weight == 1 and joint and len(people) < 2:
        in_office = {c.entities for c in frame.claims if c.rule.endswith(":on_behalf") and c.rank in _IN_OFFICE}
        if len(in_office) < 2:
            return "weak verb without two persons"
    asks = v if trigger.shape == "summons" else reading.tokens[v].head
    asked = reading.lemmas[asks] in cues("inviting") and "you" in {reading.words[o] for o in objects(reading, asks)}
    if asked and not any(m.rule == "speaker" for m in reading.mentions):
        return "an invitation to the reader"
    if _imperative(frame):
        return "told to the reader"
    firms = all(document.entities[e].entity_type == "company" for e in frame.entities)
    if trigger.shape == "calling" and firms and not dates_in(document, reading.sentence.start, reading.sentence.end):
        return "a firm's visit at no told time"
    if trigger.shape == "summons" and "present" in frame.flags and frame.date is None:
        return "what a body does"
    if trigger.shape in ("assembly", "summons") and not is_passive(reading, v):
        gathered = [
            o for o in objects(reading, v) if not parties(document, reading, [o]) and rank_of(reading, o) is None
        ]
        gathered = [
            o for o in gathered if reading.lemmas[o] not in cues("span") | cues("public")
        ]  # "spent five hours together"
        if people and trigger.shape == "summons":  # "the President brought the leading companies together to sign it"
            gathered = [] if any(reading.lemmas[o] in cues("side_of_its_own") for o in gathered) else gathered
        if gathered and "two_sided" not in frame.flags and trigger.words not in cues("done_together"):
            return "gathers things"
    if trigger.words.partition(" ")[2] in cues("at_side") and reading.tokens[trigger.token].dep == "relcl":
        return "where somebody sat or stood at a gathering that is named"
    if trigger.shape == "journey":
        awaited = any(c.rule.startswith("visited_there") for c in frame.claims)
        if not awaited and not _official(document, frame):
            return "a journey of nobody in office"
        if "goal" not in frame.flags:
            return "a journey to no told place"
        if trigger.words in cues("staying_for") and not _for_a_while(reading, trigger.token):
            return "no time is spent there"
    visited = {e for c in frame.claims if c.rule.startswith("visited") for e in c.entities}
    by_office = any(c.rule.startswith("visited") and _an_office(frame, c) for c in frame.claims)
    if trigger.shape == "calling" and trigger.words.endswith(" on") and not visited & set(people) and not by_office:
        return "calls on nobody named"
    together = len(people) > 1 and len(sides(document, set(people))) > 1
    if trigger.shape == "calling" and "two_sided" not in frame.flags and trigger.weight == 1 and not together:
        return "" if tours_the_world(document, frame) else "visits no party"
    if _by_a_kind_of_people(document, frame):
        return "what people of a kind have done"
    return ""


def _by_a_kind_of_people(document: Document, frame: Frame) -> bool:
    """Whether a relative clause with no date says which people of a kind are meant: "past leaders who visited Peru".

    People told apart by an article, a number or a name are particular ones, and so is their visit.
    """
    reading, v = frame.reading, frame.trigger.token
    who = reading.tokens[v].head
    if reading.tokens[v].dep != "relcl" or len(frame.entities) > 1:
        return False
    if frame.date is not None or dates_in(document, reading.sentence.start, reading.sentence.end):
        return False
    if reading.tokens[who].tag != "NNS" or reading.mention_of[who] >= 0 or who > v:
        return False
    return not any(c < who and reading.tokens[c].dep in ("det", "nummod", "poss") for c in reading.children[who])


def _for_a_while(reading: Reading, v: int) -> bool:
    """Whether what is spent is time, and not money: "spent two days in Oslo", "we're spending $200 in Peru"."""
    spent = objects(reading, v) + [c for c in reading.children[v] if reading.tokens[c].dep == "npadvmod"]
    return any(reading.lemmas[o] in cues("span") | cues("stretch_of_days") for o in spent)


def _meets_a_thing(reading: Reading, v: int) -> bool:
    """Whether "meet" tells of what its relative clause hangs on: "it is a moment that we intend to meet"."""
    while reading.tokens[v].dep == "xcomp":
        v = reading.tokens[v].head
    above = reading.tokens[v].head
    if reading.tokens[v].dep != "relcl" or reading.mention_of[above] >= 0 or reading.lemmas[above] in groups():
        return False
    first = min((c for c in reading.children[v] if reading.tokens[c].dep in ("nsubj", "dobj", "advmod")), default=v)
    opener = reading.words[first]
    if reading.lemmas[above] in ("time", "day", "place"):
        return False
    if any(reading.words[g] == "which" for c in reading.children[v] if c < v for g in reading.children[c]):
        return False  # "a visit, during which he met X"
    return reading.tokens[above].dep in ("attr", "dobj") and opener not in ("when", "where", "who", "that", "which")
