"""Words read as a party that stand for none: the "it" of "it is a pleasure", a people met as such."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import groups
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import ancestors, is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.lone_speakers import OWN_SIDE
from pipeline.extraction.meetings.modality import negated
from pipeline.extraction.named_within import dates_in, places_in


def drop_no_parties(document: Document, frame: Frame) -> None:
    """Take out of a frame the claims of words that stand for nobody."""
    kept = [c for c in frame.claims if not any(for_none(document, frame, c) for for_none in _TESTS)]
    frame.ranks -= {c.rank for c in frame.claims if c.rank} - {c.rank for c in kept}
    frame.claims = kept
    _without_self(document, frame)


def _by_the_way(document: Document, frame: Frame, claim: Claim) -> bool:
    """Whether somebody asked is only spoken to: "I wonder if you could say more on X's meeting with Y"."""
    loose = claim.rule.startswith(("circumstance", "companions"))
    return loose and document.text[claim.start : claim.end].lower() in ("you", "your")


def _without_self(document: Document, frame: Frame) -> None:
    """Take those who act out of "them" whom they meet."""
    for n, claim in enumerate(frame.claims):
        if len(claim.entities) < 2 or document.text[claim.start : claim.end].lower() not in ("them", "their"):
            continue
        acting = {
            e
            for c in frame.claims
            if c is not claim and c.start < claim.start and c.rule.startswith(("host", "visitor", "subject"))
            for e in c.entities
        }
        left = tuple(e for e in claim.entities if e not in acting)
        if left and len(left) < len(claim.entities) and claim.rule.startswith(("visited", "guest", "object", "with")):
            frame.claims[n] = replace(claim, entities=left)


def _expletive(document: Document, frame: Frame, claim: Claim) -> bool:
    """Whether the party is the "it" of "it will be on the agenda at the G7", "it was a decision to visit"."""
    if document.text[claim.start : claim.end].lower().replace("’", "'").partition("'")[0] != "it":
        return False
    if any(m.start == claim.start and m.rule == "speaker" for m in frame.reading.mentions):
        return False
    reading = frame.reading
    head = reading.tokens[reading.token_at(claim.start)].head
    return reading.lemmas[head] in ("be", "'s", "’s", "become", "remain") and reading.words[head] != "being"


def _people(document: Document, frame: Frame, claim: Claim) -> bool:
    """Whether a party is only people of a country at large: "I've met Americans who …", not "the Americans"."""
    reading = frame.reading
    mention = next((m for m in reading.mentions if m.start == claim.start and m.rule == "demonym-people"), None)
    if mention is None or claim.rank is not None:
        return False
    t = reading.token_at(claim.start)
    before = reading.words[t - 1] if t else ""
    follows = reading.words[t + 1] if t + 1 < len(reading.words) else ""
    return before not in ("the", "both") and (follows in ("who", "that", "whose") or before in ("", "many", "some"))


def _left_out(document: Document, frame: Frame, claim: Claim) -> bool:
    """Whether somebody is named as not there: "neither X nor Y will attend", "Z was not invited to join"."""
    reading = frame.reading
    t = reading.token_at(claim.start)
    if set(reading.words[max(0, t - 1) : t]) & {"neither", "nor", "not"}:
        return True
    head = reading.tokens[t].head
    asked = claim.role == "invitee" and is_verb(reading, head) and reading.lemmas[head] in cues("inviting")
    return asked and negated(reading, head)


def _part_of_title(document: Document, frame: Frame, claim: Claim) -> bool:
    """Whether an office only begins somebody else's longer one: "with Senior Advisor on Energy Ann Holm"."""
    mention = next((m for m in frame.reading.mentions if m.start == claim.start), None)
    if mention is None or mention.form != "office":
        return False
    behind = next((m for m in frame.reading.mentions if m.start >= mention.end and m.form == "name"), None)
    if behind is None or behind.entities == mention.entities:
        return False
    if any(document.entities[e].entity_type != "person" for e in behind.entities):
        return False
    return bool(_FIELD.fullmatch(document.text, mention.end, behind.start))


def _says_so(document: Document, frame: Frame, claim: Claim) -> bool:
    """Whether a party is the subject of the clause behind: "In the meeting with X, Y's Foreign Ministry says …"."""
    reading, t = frame.reading, frame.trigger.token
    behind = reading.token_at(claim.end - 1) + 1
    if not claim.rule.startswith("with") or claim.start < reading.tokens[t].end or behind >= len(reading.tokens):
        return False
    token = reading.tokens[behind]
    if token.tag != "VBZ" or token.dep not in ("ROOT", "parataxis") or behind == frame.verb:
        return False
    if {document.entities[e].entity_type for e in claim.entities} != {"government_body"}:
        return False
    return ", " in document.text[reading.tokens[t].end : claim.start]


_FIELD = re.compile(r"\s(?:on|for|of)\s(?:the\s)?(?:[A-Z][\w-]+,?\s(?:and\s|for\s|of\s)?){1,6}")
_TESTS = (_expletive, _people, _by_the_way, _left_out, _part_of_title, _says_so)


def nobody_met(document: Document, frame: Frame) -> str:
    """Why a frame tells that somebody acts or appears and meets nobody, or an empty string."""
    reading, trigger = frame.reading, frame.trigger
    t = trigger.token
    if trigger.words == "see" and reading.words[t + 1 : t + 2] in (("it",), ("this",), ("that",)):
        return "sees a thing"
    if trigger.words == "see" and "two_sided" not in frame.flags:
        above = reading.tokens[t].head
        if reading.tokens[t].dep == "relcl" and reading.mention_of[above] < 0 and reading.lemmas[above] not in groups():
            return "sees a thing"  # "the mismatches we are seeing"
        each_other = {"other", "another"} & set(reading.words[t + 1 : t + 5])
        somebody = frame.ranks or any(reading.lemmas[o] in groups() for o in objects(reading, t))
        if not each_other and not somebody and any(m.rule == "speaker" for m in reading.mentions):
            return "sees a thing"
    if trigger.words == "call" and any(
        reading.tokens[c].dep == "prt" and reading.words[c] in cues("call_particle") for c in reading.children[t]
    ):
        return "calls out or off"
    judged = trigger.words == "call" and any(reading.words[c] in cues("judged_call") for c in reading.children[t])
    if judged and not any(c.rule.startswith("with") for c in frame.claims):
        return "a decision"
    if trigger.words == "call" and _named_so(frame):
        return "gives a name"
    at_podium = any(reading.words[s] in ("i", "we") for s in _joined(frame)) if trigger.words == "join" else False
    if at_podium and any(m.rule == "speaker-label" for m in document.mentions):
        return "joined before the press"
    ours = {m.start for m in reading.mentions if m.rule == OWN_SIDE}
    if trigger.shape in ("summons", "reception") and frame.claims and all(c.start in ours for c in frame.claims):
        return "only those who speak"  # "thank you for bringing us together"
    if trigger.shape == "assembly" and any(reading.words[s] == "it" for s in subjects(reading, t)):
        return "a thing comes together"
    said = trigger.words in cues("said_of_two") | cues("said_by_one")
    if said and not (_said_of_speakers(document, frame) or _spent_together(document, frame)):
        return "speaks to listeners"
    if trigger.shape == "reception" and _things_welcomed(document, frame):
        return "welcomes things"
    verb = frame.verb if frame.verb is not None else reading.tokens[t].head
    if trigger.words == "talk" and not trigger.plural and reading.lemmas[verb] in cues("lecturing"):
        return "a talk given to listeners"
    if trigger.words == "invite" and _to_speak(frame):
        return "asked to speak"
    if _denied_above(frame):
        return "denied"
    if _urged(frame):
        return "an exhortation"
    if _wished(document, frame):
        return "only wished for"
    if _had_hoped(frame):
        return "only hoped for"
    if _is_treaty(frame):
        return "a treaty"
    if trigger.words == "call" and cue_pattern("briefing_call").search(
        document.text, reading.sentence.start, reading.sentence.end
    ):
        return "a call with reporters"
    if _not_yet_told(document, frame):
        return "named only as what comes later"
    if _own_staff(document, frame):
        return "somebody's own staff"
    if trigger.words == "event" and trigger.name is None and frame.kind == "" and not frame.ranks:
        alone = len(sides(document, frame.entities)) < 2 and "crowd" not in frame.flags
        people = all(document.entities[e].entity_type == "person" for e in frame.entities)
        hosted = {e for c in frame.claims if c.role == "host" for e in c.entities}
        guests = {"with", "for", "bringing", "where"} & set(reading.words[t + 1 : t + 9])
        put_on = hosted and not trigger.plural and ("indefinite" not in frame.flags or guests)
        if alone and people and frame.entities and not put_on:
            return "an appearance of one side"
    return ""


def _spent_together(document: Document, frame: Frame) -> bool:
    """Whether a report says where and on which day two of different sides were together: "X was in Narva on Tuesday
    with Y", "X was here with Y in May"."""
    reading, sentence = frame.reading, frame.reading.sentence
    if frame.trigger.words not in cues("said_by_one") or reading.tokens[frame.trigger.token].tag != "VBD":
        return False
    people = {e for c in frame.claims for e in c.entities if document.entities[e].entity_type == "person"}
    held = [e for e in people if document.entities[e].office or document.entities[e].represents is not None]
    told = [d.past.precision for d in dates_in(document, sentence.start, sentence.end) if d.past]
    here = bool(cue_pattern("at_speakers").search(document.text, frame.start, sentence.end))
    dated = "day" in told or (here and "month" in told)
    there = here or any(p.city for p in places_in(document, sentence.start, sentence.end))
    return len(held) > 1 and len(sides(document, people)) > 1 and dated and there


def _said_of_speakers(document: Document, frame: Frame) -> bool:
    """Whether those who speak in a transcript are told to have spoken or been together: "when we spoke in May"."""
    spoken = {m.start for m in frame.reading.mentions if m.rule == "speaker"}
    own = [c for c in frame.claims if c.start in spoken]
    if frame.trigger.words in cues("said_of_two"):
        return len({e for c in own for e in c.entities}) > 1 and frame.reading.tokens[frame.trigger.token].tag == "VBD"
    others = {e for c in frame.claims if c not in own for e in c.entities}
    named = any(document.entities[e].entity_type == "person" for e in others)
    sentence = frame.reading.sentence
    told = dates_in(document, sentence.start, sentence.end) or places_in(document, sentence.start, sentence.end)
    return bool(own) and named and bool(told)


def _is_treaty(frame: Frame) -> bool:
    """Whether a convention is one that states sign: "the Minamata Convention on Mercury", "the Basel Convention"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.words not in cues("treaty_too") or not reading.tokens[t].text[:1].isupper():
        return False
    around = {reading.lemmas[h] for h in (reading.tokens[t].head, reading.tokens[reading.tokens[t].head].head)}
    told = {*reading.words[max(0, t - 3) : t], *reading.words[t + 1 : t + 2], *around}
    return bool(told & cues("of_a_treaty"))


def _things_welcomed(document: Document, frame: Frame) -> bool:
    """Whether "them" who are welcomed are states or things, and no people who come."""
    guests = [c for c in frame.claims if c.rule.startswith("guest")]
    pointed = [c for c in guests if document.text[c.start : c.end].lower() in ("them", "it", "these", "those")]
    kinds = {document.entities[e].entity_type for c in pointed for e in c.entities}
    return bool(pointed) and pointed == guests and "person" not in kinds


def _urged(frame: Frame) -> bool:
    """Whether somebody is only urged to meet: "we urge the North to sit down with us"."""
    reading, v = frame.reading, frame.trigger.token
    token = reading.tokens[v]
    if not is_verb(reading, v) or token.dep not in ("xcomp", "ccomp") or token.head > v:
        return False
    if reading.lemmas[token.head] not in cues("exhorting") or is_passive(reading, token.head):
        return False
    told = any(reading.tokens[c].dep == "nsubj" for c in reading.children[v])
    if not told and not any(reading.tokens[c].dep == "dobj" for c in reading.children[token.head]):
        return False  # "he wants to meet X"
    return frame.date is None


def _wished(document: Document, frame: Frame) -> bool:
    """Whether somebody only would like to meet: "you would like to meet with X"."""
    reading, v = frame.reading, frame.trigger.token
    token = reading.tokens[v]
    if token.dep != "xcomp" or reading.lemmas[token.head] not in cues("liking"):
        return False
    would = any(reading.words[c] in ("would", "'d", "’d") for c in reading.children[token.head])
    return would and not dates_in(document, reading.sentence.start, reading.sentence.end)


def _had_hoped(frame: Frame) -> bool:
    """Whether somebody only "had hoped to meet" another."""
    reading, v = frame.reading, frame.trigger.token
    above = reading.tokens[v].head
    hoped = is_verb(reading, v) and reading.tokens[v].dep == "xcomp" and reading.words[above] in cues("hoping")
    return hoped and any(reading.words[c] == "had" for c in reading.children[above])


def _not_yet_told(document: Document, frame: Frame) -> bool:
    """Whether it is told only what comes before it: "more work to do before we go sit down with them"."""
    reading, v = frame.reading, frame.trigger.token
    head = reading.tokens[v].head
    clause = head if reading.tokens[v].dep == "xcomp" and reading.lemmas[head] == "go" else v
    if reading.tokens[v].tag not in ("VB", "VBP") or reading.tokens[clause].dep != "advcl":
        return False
    mark = any(reading.words[c] == "before" and reading.tokens[c].dep == "mark" for c in reading.children[clause])
    return mark and not dates_in(document, reading.sentence.start, reading.sentence.end)


def _own_staff(document: Document, frame: Frame) -> bool:
    """Whether somebody in office only sees people who work for him: "meets with members of his team"."""
    if len(sides(document, frame.entities)) > 1 or frame.trigger.shape not in ("reciprocal", "event"):
        return False
    reading, t = frame.reading, frame.trigger.token
    last = min(len(reading.words), t + 9)
    return any(
        reading.words[i] in cues("own_staff")
        and {"his", "her", "their", "our", "my"} & set(reading.words[max(t, i - 3) : i])
        for i in range(t + 1, last)
    )


def _named_so(frame: Frame) -> bool:
    """Whether "called" gives somebody a name: "I call him Governor Trudeau"."""
    reading, t = frame.reading, frame.trigger.token
    nouns = [c for c in reading.children[t] if c > t and reading.tokens[c].dep in ("dobj", "oprd", "attr", "ccomp")]
    after = t + 2
    pronoun = t + 1 < len(reading.words) and reading.words[t + 1] in ("him", "her", "it", "them")
    named = pronoun and after < len(reading.words) and reading.tokens[after].tag in ("NNP", "NNPS")
    return named or sum(reading.tokens[c].dep in ("dobj", "oprd") for c in nouns) > 1


def _joined(frame: Frame) -> list[int]:
    """Whom a passive "joined" is said of."""
    reading, v = frame.reading, frame.trigger.token
    if reading.tokens[v].tag != "VBN":
        return []
    return subjects(reading, v)


def _to_speak(frame: Frame) -> bool:
    """Whether somebody is only asked to take the floor: "I'd now like to invite the prime minister to say …"."""
    reading, v = frame.reading, frame.trigger.token
    return any(
        reading.tokens[c].dep in ("xcomp", "ccomp", "advcl") and reading.lemmas[c] in cues("taking_floor")
        for c in reading.children[v]
    )


def _denied_above(frame: Frame) -> bool:
    """Whether the clause above denies it: "will not be the first president to visit the islands"."""
    reading, v = frame.reading, frame.trigger.token
    clause = frame.verb if frame.verb is not None else v
    told = reading.tokens[clause]
    if told.dep in ("ccomp", "xcomp", "dobj") and reading.lemmas[told.head] in cues("denying"):
        return True  # "denied that he had met X", "denied meeting him"
    of = reading.tokens[told.head].head if told.dep == "acl" else told.head  # "of him meeting X", "of meetings"
    if told.dep in ("pcomp", "pobj", "acl") and reading.words[of] in ("of", "about"):
        known = reading.tokens[of].head
        if reading.lemmas[known] in cues("knowing"):
            return negated(reading, known) or negated(reading, reading.tokens[known].head)
    if not is_verb(reading, v) or reading.tokens[v].dep not in ("relcl", "acl", "xcomp"):
        return False
    noun = reading.tokens[v].head
    if reading.lemmas[noun] in cues("chance") and is_verb(reading, reading.tokens[noun].head):
        return negated(reading, reading.tokens[noun].head)  # "hasn't had occasion to talk to him"
    for a in ancestors(reading, v):
        if is_verb(reading, a):
            first = any(reading.words[t] in ("first", "first-ever") for t in range(a, v))
            return reading.lemmas[a] == "be" and first and negated(reading, a)
        if reading.tokens[a].dep not in ("attr", "oprd", "conj", "appos"):
            return False
    return False
