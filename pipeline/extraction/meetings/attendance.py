"""Sentences that only add people to a gathering told before: "X attended, as did Y", "also present was Z"."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import Found, groups, is_people
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import (
    FINITE,
    agents,
    governed,
    is_passive,
    is_verb,
    objects,
    subjects,
)
from pipeline.extraction.meetings.later_sentences import expected_there, leads
from pipeline.extraction.meetings.modality import keeps_away, negated, stays_away
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.official_lists import officials_by
from pipeline.extraction.meetings.parties import before_verb, parties, subject_parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.roll_call import around_the_table, asked_to_come, of_somebody, roll_call, to_come
from pipeline.extraction.meetings.senses import noun_senses, role_senses
from pipeline.extraction.meetings.speakers_there import speakers_there
from pipeline.extraction.meetings.states_persons import signed_there, spoken_to, told_of_states
from pipeline.extraction.meetings.voices import NO_TALK, Talk

_FAR = 3
"""Sentences over which "X also attended" reaches back."""
_THERE_WITHIN = 9
"""Words behind "the members of Congress" in which "in attendance" stands."""
_SO_DID = re.compile(r"\b(?:as|[Ss]o)(?:,[^,.;]{3,40},)?\s+(?:did|was|were|had)\b")
_SO_HAVE = re.compile(r"\b(?:as|so)\s+(?:have|has|are|is|were|was)\b")
_ALSO_THERE = re.compile(
    r"(?:also|among those|others?|those)\s+(?:present|attending|in attendance|taking part|at the table|on hand)",
    re.IGNORECASE,
)
_WITH_WERE = re.compile(r"^\W*with\s.{2,60}?\s(?:was|were)\s", re.IGNORECASE)


def _verbs(reading: Reading) -> list[tuple[int, str]]:
    """Verbs of a sentence that tell of being there, each with the lemma to read it by."""
    out = []
    attending = cues("attending")
    for i, lemma in enumerate(reading.lemmas):
        token = reading.tokens[i]
        if token.pos not in ("VERB", "AUX", "ADJ"):
            continue
        by = reading.words[i + 1] if i + 1 < len(reading.words) else ""
        if lemma in attending:
            out.append((i, lemma))
        elif (
            f"{lemma} {by}" in cues("coming_by")
            or (lemma == "take" and i + 1 < len(reading.words) and reading.words[i + 1] == "part")
            or (lemma == "sit" and reading.words[i + 1 : i + 3] == ("in", "on"))
        ):
            out.append((i, "take part"))
    return out


def _told_object(reading: Reading, v: int) -> bool:
    """Whether the verb has an object of its own other than a word for the gathering."""
    for o in objects(reading, v):
        if reading.lemmas[o] not in noun_senses() and reading.words[o] not in cues("those_met"):
            return True
    return False


def attendance(document: Document, reading: Reading) -> list[Claim]:
    """Parts in a gathering told before that a sentence adds."""
    text = document.text[reading.sentence.start : reading.sentence.end]
    found: list[tuple[Found, str]] = []
    for v, lemma in _verbs(reading):
        above = reading.tokens[v].head
        if stays_away(reading, v) or (reading.lemmas[above] in cues("inviting") and is_passive(reading, above)):
            continue  # "has been asked to attend"
        if lemma == "present" and reading.tokens[v].dep == "relcl" and reading.lemmas[above] not in noun_senses():
            continue  # "the challenges it presents"
        if lemma in cues("signing_it") and any(reading.mention_of[o] < 0 for o in governed(reading, v, ("for", "up"))):
            continue  # "has signed for a loan"
        brought = lemma in cues("accompanied") and is_passive(reading, v)
        if brought or lemma in cues("plainly_there") or not _told_object(reading, v):
            who = parties(document, reading, agents(reading, v) if is_passive(reading, v) else subjects(reading, v))
            who = officials_by(document, reading, v) or who
            if not who and brought:
                by = next((c for c in reading.children[v] if c > v and reading.words[c] == "by"), v)
                who = [f for f in run_after(document, reading, by) if is_people(document, f)]
            if not who and lemma == "take part":
                who = parties(document, reading, subjects(reading, v))  # "X joined by video link"
            found += [(f, "attendee") for f in who]
            if brought:
                found += [(f, "attendee") for f in parties(document, reading, subjects(reading, v))]
    for hit in (*_SO_DID.finditer(text), *_ALSO_THERE.finditer(text)):
        found += [(f, "attendee") for f in _after(document, reading, reading.sentence.start + hit.end())]
    onlooker = cue_pattern("onlooker").search(text)
    if onlooker:
        t = reading.token_at(reading.sentence.start + onlooker.start())
        found += [(f, "attendee") for f in before_verb(document, reading, t)]
    inverted = cue_pattern("inverted").match(text)
    if inverted:
        found += [(f, "attendee") for f in _after(document, reading, reading.sentence.start + inverted.end())]
    opening = _WITH_WERE.match(text)
    if opening:
        found += [(f, "attendee") for f in _after(document, reading, reading.sentence.start + opening.end())]
    table = cue_pattern("table").search(text)
    if table:
        for i in range(len(reading.tokens)):
            if reading.words[i] in ("including", "from", "among", "of") and reading.tokens[i].dep == "prep":
                found += [
                    (f, "attendee")
                    for f in parties(document, reading, governed(reading, reading.tokens[i].head, (reading.words[i],)))
                ]
    found += [(f, "attendee") for f in _listed(document, reading)]
    found += roll_call(document, reading)
    for v, lemma in enumerate(reading.lemmas):
        sense = role_senses().get((lemma, ""))
        takes_part = sense is not None and sense.role in ("host", "attendee") and not is_passive(reading, v)
        if sense is not None and takes_part and any(reading.words[o] == "it" for o in objects(reading, v)):
            found += [(f, sense.role) for f in parties(document, reading, subjects(reading, v))]
        done = sense is not None and sense.role in ("host", "attendee") and is_passive(reading, v)
        if sense is not None and done and any(reading.words[s] in ("it", "they", "both") for s in subjects(reading, v)):
            found += [(f, sense.role) for f in parties(document, reading, agents(reading, v))]
        if (
            lemma in cues("inviting")
            and is_verb(reading, v)
            and not is_passive(reading, v)
            and asked_to_come(reading, v)
        ):
            found += [(f, "host") for f in parties(document, reading, subjects(reading, v))]
            found += [(f, "invitee") for f in parties(document, reading, objects(reading, v))]
        if lemma in cues("inviting") and keeps_away(reading, v):
            continue
        found += _asked(document, reading, v)
        if lemma in cues("chairing") | cues("will_host") and not objects(reading, v) and not is_passive(reading, v):
            found += [(f, "host") for f in subject_parties(document, reading, v)]
        if lemma in cues("shown") and any(reading.lemmas[o] in cues("audience") for o in _those_addressed(reading, v)):
            found += [(f, "attendee") for f in parties(document, reading, subjects(reading, v))]
        if lemma == "be" and _at_the_gathering(reading, v) and not negated(reading, v):
            found += [(f, "attendee") for f in parties(document, reading, subjects(reading, v))]
    return _claims([*found, *_in_their_company(document, reading)] if found else [])


def _is_named_by(gathering: Gathering, reading: Reading) -> bool:
    """Whether a sentence names what happened at a gathering: "looking on as the two signed", of several told before."""
    told = {lemma for lemma, token in zip(reading.lemmas, reading.tokens, strict=True) if token.tag != "NNS"}
    return gathering.entities != set() and any(f.trigger.words in told for f in gathering.frames)


def _at_all(reading: Reading) -> bool:
    """Whether a sentence is about all gatherings told before it: "X will be at both events", "at all of these"."""
    return any(
        reading.tokens[t].tag == "NNS"
        and reading.lemmas[t] in noun_senses()
        and any(reading.words[c] in cues("all_of_them") for c in reading.children[t])
        for t in range(len(reading.tokens))
    )


def _asked(document: Document, reading: Reading, v: int) -> list[tuple[Found, str]]:
    """Who is told to be asked or expected: "Peru has been invited, as has Chile", "X and Y were asked along"."""
    lemma = reading.lemmas[v]
    if lemma not in cues("inviting") or not is_passive(reading, v) or keeps_away(reading, v):
        return []
    if _told_object(reading, v) or not to_come(reading, v) or negated(reading, v):
        return []
    role = "attendee" if lemma == "expect" else "invitee"
    so = _SO_HAVE.search(document.text, reading.sentence.start, reading.sentence.end)
    found = [*parties(document, reading, subjects(reading, v)), *(_after(document, reading, so.end()) if so else [])]
    return [(f, role) for f in found]


def _in_their_company(document: Document, reading: Reading) -> list[tuple[Found, str]]:
    """Who came with those told to be there: "X and Y were in the room, along with Z"."""
    told = cue_pattern("companions").finditer(document.text, reading.sentence.start, reading.sentence.end)
    named = [f for hit in told for f in run_after(document, reading, reading.token_at(hit.end() - 1))]
    return [(f, "attendee") for f in named if all(document.entities[e].entity_type != "country" for e in f.entities)]


def _at_the_gathering(reading: Reading, v: int) -> bool:
    """Whether somebody "was at the signing": at a gathering told before."""
    there = [o for o in governed(reading, v, ("at",)) if reading.lemmas[o] in noun_senses()]
    return any(reading.words[c] == "the" for o in there for c in reading.children[o])


def _those_addressed(reading: Reading, v: int) -> list[int]:
    """Objects of a verb, and whom it has something shown or told: "showed the guests the new unit"."""
    return [*objects(reading, v), *(c for c in reading.children[v] if reading.tokens[c].dep == "dative")]


def _claims(found: list[tuple[Found, str]]) -> list[Claim]:
    """The parts told, each stretch of text once."""
    claims: dict[tuple[int, int], Claim] = {}
    for one, role in found:
        if one.entities:
            claims.setdefault(
                (one.start, one.end), Claim(one.entities, role, one.start, one.end, "attendance", one.rank)
            )
    return list(claims.values())


def _listed(document: Document, reading: Reading) -> list[Found]:
    """Who is there by a list: "The group includes X, Y and countries like Z"."""
    for v, lemma in enumerate(reading.lemmas):
        if lemma == "be" and any(
            reading.lemmas[s] in cues("guest") or _who_came(reading, s) for s in subjects(reading, v)
        ):
            named = [c for c in reading.children[v] if reading.tokens[c].dep == "attr"]
            told = parties(document, reading, named)
            if any(document.entities[e].entity_type == "person" for f in told for e in f.entities):
                return told
        if lemma in ("lead", "head") and is_passive(reading, v):
            sides_ = [s for s in subjects(reading, v) if reading.lemmas[s] in ("side", "delegation", "team", "it")]
            if sides_:
                return [*parties(document, reading, agents(reading, v)), *_with_it(document, reading, v)]
        if lemma not in cues("comprising") or reading.tokens[v].pos != "VERB":
            continue
        some = [s for s in subjects(reading, v) if not _person_at(document, reading, s)]
        listed = [s for s in some if reading.mention_of[s] < 0 or reading.lemmas[s] in cues("led_side")]
        if any(_who_came(reading, s) for s in some):
            return parties(document, reading, objects(reading, v))
        if any(reading.lemmas[s] in cues("company_there") or reading.words[s] in ("they", "these") for s in listed):
            return parties(document, reading, objects(reading, v))
    return []


def _person_at(document: Document, reading: Reading, s: int) -> bool:
    """Whether token `s` names somebody, and not unnamed people of a body: "the members of Congress"."""
    at = reading.mention_of[s]
    return at >= 0 and any(document.entities[e].entity_type == "person" for e in reading.mentions[at].entities)


def _who_came(reading: Reading, s: int) -> bool:
    """Whether noun `s` stands for unnamed people or firms that are told to have come: "the executives who took part",
    "companies represented at the meeting", "leaders in attendance"."""
    if reading.tokens[s].tag != "NNS":
        return False
    if reading.lemmas[s] not in groups() and reading.lemmas[s] not in cues("company_there") | cues("unnamed_comers"):
        return False
    for c in reading.children[s]:
        came = reading.tokens[c].dep in ("acl", "relcl") and reading.lemmas[c] in cues("came_there")
        if came and not negated(reading, c):
            return True
    for t in range(s + 1, min(s + _THERE_WITHIN, len(reading.words))):
        if " ".join(reading.words[t : t + 2]) in cues("present_there") or reading.words[t] in cues("present_there"):
            return True
        if reading.tokens[t].tag in FINITE or reading.words[t] in (",", ";", ":"):
            break
    return False


def _with_it(document: Document, reading: Reading, led: int) -> list[Found]:
    """Who is told after the head of a delegation to belong to it: "It was led by X and included Y and Z"."""
    for v in range(led + 1, len(reading.words)):
        if reading.lemmas[v] in cues("comprising") and reading.tokens[v].head == led and is_verb(reading, v):
            return parties(document, reading, objects(reading, v))
    return []


def _after(document: Document, reading: Reading, position: int) -> list[Found]:
    """All names of people, bodies and companies in the rest of the sentence after a clean-text position."""
    out: list[Found] = []
    for n, mention in enumerate(reading.mentions):
        if mention.start < position or not mention.entities or mention.form == "pronoun":
            continue
        firm = all(document.entities[e].entity_type != "person" for e in mention.entities)
        if (n or firm) and document.text[mention.end : mention.end + 1] in ("'", "’"):
            continue  # "Freeport's X", "MP Materials' Y"
        if firm and (leads(reading, mention.end) or (out and of_somebody(document, reading, mention))):
            continue  # "Vale boss X", "Y, who runs the local office of Vale"
        kinds = {document.entities[e].entity_type for e in mention.entities}
        if mention.form == "demonym" or (
            kinds == {"country"} and out and not _is_list(document, out[-1].end, mention.start)
        ):
            continue
        gap = document.text[position : mention.start]
        if len(gap) > 90 or ("." in gap.strip(". ")[:-1] and len(gap) > 60):
            break
        out.append(Found(mention.entities, mention.start, mention.end, "attendance"))
        position = mention.end
    return out


def _is_list(document: Document, end: int, start: int) -> bool:
    return bool(re.fullmatch(r",?\s(?:and\s)?(?:the\s)?|,\s", document.text[end:start]))


def _same_sentence(document: Document, gatherings: list[Gathering], reading: Reading) -> None:
    """ "…, as did Y" at the end of the sentence that tells the gathering."""
    hit = _SO_DID.search(document.text, reading.sentence.start, reading.sentence.end)
    if not hit:
        _other_clause(document, gatherings, reading)
        return
    frames = [f for g in gatherings for f in g.frames if f.reading.index == reading.index and f.start < hit.start()]
    if not frames:
        return
    frame = max(frames, key=lambda f: f.trigger.token)
    for one in _after(document, reading, hit.end()):
        if not set(one.entities) <= frame.entities:
            frame.later.append(Claim(one.entities, "attendee", one.start, one.end, "attendance", one.rank))


def _other_clause(document: Document, gatherings: list[Gathering], reading: Reading) -> None:
    """ "…; A, B and C took part", "will be accompanied by X when he meets Y": another clause on the one gathering."""
    frames = [f for g in gatherings for f in g.frames if f.reading.index == reading.index]
    if len(frames) != 1:
        return
    frame = frames[0]
    found: list[Found] = []
    for v, lemma in _verbs(reading):
        if v in (frame.trigger.token, frame.verb) or _told_object(reading, v):
            continue
        if lemma in ("attend", "participate", "take part", "present"):
            found += parties(document, reading, subjects(reading, v))
        elif lemma == "accompany" and is_passive(reading, v):
            found += parties(document, reading, agents(reading, v))
    told = [(one, "attendee") for one in [*found, *_listed(document, reading)]] + around_the_table(document, reading)
    if frame.trigger.shape not in ("summons", "invitation") and ";" in reading.words[frame.trigger.token :]:
        parted = frame.trigger.token + reading.words[frame.trigger.token :].index(";")
        told += [one for v in range(parted, len(reading.words)) for one in _asked(document, reading, v)]
        told += expected_there(document, reading)
    for one, role in told:
        if one.entities and not set(one.entities) & frame.entities:
            frame.later.append(Claim(one.entities, role, one.start, one.end, "attendance", one.rank))


def add_attendance(
    document: Document, gatherings: list[Gathering], sentences: list[Reading], used: set[int], talk: Talk = NO_TALK
) -> None:
    """Add to each gathering the people whom the sentences after it tell to be there.

    `used` are the sentences that tell gatherings of their own. In a transcript an answer adds nobody to what
    another question's answer tells, and nobody by a pronoun.
    """
    added: dict[int, int] = {}
    for reading in sentences:
        if reading.index in used:
            _same_sentence(document, gatherings, reading)
            continue
        before = [
            (index, n)
            for n, gathering in enumerate(gatherings)
            for index in (*(frame.reading.index for frame in gathering.frames), added.get(n, reading.index))
            if 0 < reading.index - index <= (_FAR if gathering.entities else 1)
        ]
        if not before:
            continue
        nearest = max(index for index, _ in before)
        near = [n for index, n in before if index == nearest]
        of_several = (n for n in reversed(near) if len(gatherings[n].entities) > 1)
        number = next(of_several, next((n for n in near if gatherings[n].entities), near[0]))
        number = next((n for _, n in before if _is_named_by(gatherings[n], reading)), number)
        frame: Frame = gatherings[number].frames[-1]
        claims = attendance(document, reading)
        if frame.status == "planned":
            claims += _claims(expected_there(document, reading))
        if not claims:
            told = [
                *told_of_states(document, gatherings[number], reading),
                *spoken_to(document, gatherings[number], reading),
                *signed_there(document, gatherings[number], reading),
                *speakers_there(document, gatherings[number], reading),
            ]
            claims = _claims(told) if not talk.asked else []
        if not claims:
            continue
        if talk.asked:
            if talk.question(frame.start) != talk.question(reading.sentence.start):
                continue
            spoken = {m.start for m in reading.mentions if m.form == "pronoun"}
            claims = [c for c in claims if c.start not in spoken]
        for n in near if _at_all(reading) else [number]:
            known = gatherings[n].entities
            added[n] = reading.index  # the roll goes on in the sentences behind
            gatherings[n].frames[-1].later += [c for c in claims if not set(c.entities) <= known]
