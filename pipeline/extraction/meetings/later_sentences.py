"""Sentences behind a gathering that tell by a turn of phrase who was there: "X came away from it with Y", "It heard
from Z", "W gave the keynote", "V brought U along", "For Peru came T", "Around it: S and R"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import Found, groups, is_people, mention_at, of_mention, only_people
from pipeline.extraction.meetings.grammar import FINITE, governed, is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.modality import negated
from pipeline.extraction.meetings.name_lists import run_after
from pipeline.extraction.meetings.parties import parties, subject_parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import noun_senses

_OPENING = 12
"""Words of an opening ("From the German side") up to the verb."""
_SHORT = 16
"""Words of a sentence that says no more than that somebody comes ("Peru has confirmed")."""
_GAP = 60
"""Characters between the verb and the first person behind it ("came the minister for trade, X")."""

Told = list[tuple[Found, str]]


def told_present(document: Document, reading: Reading) -> Told:
    """Who is told by a turn of phrase to be at the gathering told before, with the role."""
    return [
        *_came_away(document, reading),
        *((f, "attendee") for f in heard(document, reading)),
        *_spoke_there(document, reading),
        *_spoke_too(document, reading),
        *_reported(document, reading),
        *_brought(document, reading),
        *_at_a_side(document, reading),
        *_for_a_side(document, reading),
        *_guest_was(document, reading),
        *_its_head(document, reading),
        *_behind_colon(document, reading),
    ]


def _there(reading: Reading, t: int) -> bool:
    """Whether token `t` points at the gathering told before: "it", "the meeting", "the talks"."""
    if reading.mention_of[t] >= 0 and reading.words[t] not in cues("those_met"):
        return False
    word = reading.words[t]
    return word in cues("those_met") | cues("plain_gathering") or reading.lemmas[t] in noun_senses()


def _came_away(document: Document, reading: Reading) -> Told:
    """ "X came away from it with a promise", "Y left the talks", "Z emerged from the meeting", "W left with a pact"."""
    for v, lemma in enumerate(reading.lemmas):
        if not is_verb(reading, v) or is_passive(reading, v):
            continue
        behind = reading.words[v + 1] if v + 1 < len(reading.words) else ""
        away = f"{lemma} {behind}" in cues("going_away")
        if not away and lemma not in cues("leaving"):
            continue
        out = governed(reading, v, ("from", "of"))
        for c in reading.children[v]:
            if reading.words[c] == behind and away:
                out = [*out, *governed(reading, c, ("from", "of"))]
        left = [] if away else objects(reading, v)
        told = any(_there(reading, t) for t in (*out, *left))
        took = any(reading.words[c] == "with" for c in reading.children[v] if c > v)
        if told or (took and not out and not left):
            return [(f, "attendee") for f in parties(document, reading, subjects(reading, v))]
    return []


def heard(document: Document, reading: Reading) -> list[Found]:
    """Those who speak at the gathering that is the subject: "It heard from X and Y"."""
    for v, lemma in enumerate(reading.lemmas):
        if lemma not in cues("listening") or not is_verb(reading, v) or is_passive(reading, v):
            continue
        low = next((c for c in reading.children[v] if reading.words[c] == "from"), None)
        if low is None or not any(_there(reading, s) or reading.words[s] == "it" for s in subjects(reading, v)):
            continue
        found = parties(document, reading, [c for c in reading.children[low] if reading.tokens[c].dep == "pobj"])
        seen = {f.start for f in found}
        return [*found, *(f for f in run_after(document, reading, low) if f.start not in seen)]
    return []


def _spoke_there(document: Document, reading: Reading) -> Told:
    """ "X delivers the opening address", "Y gave the keynote", "Z opens it": a speaker's part in an open gathering."""
    for v, lemma in enumerate(reading.lemmas):
        if not is_verb(reading, v) or is_passive(reading, v):
            continue
        objects_ = objects(reading, v)
        speech = lemma in cues("giving_speech") and any(_set_speech(reading, o) for o in objects_)
        opened = lemma in cues("running_it") and any(
            reading.words[o] == "it" or reading.words[o] in cues("proceedings") or _the_event(reading, o)
            for o in objects_
        )
        if speech or opened:
            who = [f for f in parties(document, reading, subjects(reading, v)) if is_people(document, f)]
            beside = governed(reading, v, ("with", "alongside")) if opened else []
            who += [f for f in parties(document, reading, beside) if is_people(document, f)]
            return [(f, "attendee") for f in who]
    return []


def _reported(document: Document, reading: Reading) -> Told:
    """ "Representatives of A, B and C provided updates", "The minister, X, briefed participants": who reports there."""
    for v, lemma in enumerate(reading.lemmas):
        if reading.tokens[v].tag not in FINITE or not is_verb(reading, v) or is_passive(reading, v):
            continue
        given = lemma in cues("giving_report") and any(reading.lemmas[o] in cues("report") for o in objects(reading, v))
        those = (*objects(reading, v), *governed(reading, v, ("to",)))
        if not given and not (lemma in cues("briefing") and any(reading.lemmas[o] in cues("audience") for o in those)):
            continue
        if negated(reading, v):
            continue
        return [(f, "attendee") for f in subject_parties(document, reading, v) if _envoys(document, f)]
    return []


def _envoys(document: Document, found: Found) -> bool:
    """Whether people are named, or stand there for a body or state: a firm that reports needn't have come."""
    return is_people(document, found) or found.rule == "on_behalf"


def _spoke_too(document: Document, reading: Reading) -> Told:
    """ "X spoke after him", "Y spoke for the miners", "Z took the floor": one more who is heard there."""
    for v, lemma in enumerate(reading.lemmas):
        if lemma not in cues("having_a_say") or not is_verb(reading, v) or is_passive(reading, v):
            continue
        lows = {reading.words[c] for c in reading.children[v] if reading.tokens[c].dep in ("prep", "advmod") and c > v}
        after = lows & cues("in_turn") and not lows & {"to", "with", "by", "at"}
        floor = any(f"{lemma} {reading.lemmas[o]}" in cues("floor_taken") for o in objects(reading, v))
        if (after or floor) and reading.tokens[v].tag in FINITE and not negated(reading, v):
            return [(f, "attendee") for f in parties(document, reading, subjects(reading, v)) if is_people(document, f)]
    return []


def _the_event(reading: Reading, o: int) -> bool:
    """Whether a noun points at an open gathering told before: "the conference", "the event"."""
    return reading.lemmas[o] in cues("open_gathering") and any(reading.words[c] == "the" for c in reading.children[o])


def _set_speech(reading: Reading, o: int) -> bool:
    if reading.lemmas[o] in cues("keynote"):
        return True
    if reading.lemmas[o] not in cues("set_speech"):
        return False
    return any(reading.words[c] in cues("speech_kind") | cues("keynote") for c in reading.children[o])


def _brought(document: Document, reading: Reading) -> Told:
    """ "X brought Y with him", "Z took W along": who comes in somebody's company."""
    for v, lemma in enumerate(reading.lemmas):
        if not is_verb(reading, v) or is_passive(reading, v) or negated(reading, v):
            continue
        if lemma in cues("arriving"):
            company = [f for f in parties(document, reading, governed(reading, v, ("with",))) if is_people(document, f)]
            if company:
                mine = [f for f in parties(document, reading, subjects(reading, v)) if is_people(document, f)]
                return [(f, "attendee") for f in (*mine, *company)]
        if lemma not in cues("bringing_along"):
            continue
        along = any(reading.words[c] == "along" for c in reading.children[v])
        words = reading.words[v:]
        along = along or any(
            words[n] == "with" and words[n + 1] in cues("those_met") | {"himself", "herself"}
            for n in range(len(words) - 1)
        )
        own = [
            o
            for o in objects(reading, v)
            if any(reading.words[c] in ("his", "her", "their") for c in reading.children[o])
        ]
        if along or own:
            return [(f, "attendee") for f in parties(document, reading, objects(reading, v)) if is_people(document, f)]
    return []


def _at_a_side(document: Document, reading: Reading) -> Told:
    """ "X was at Rubio's side", "Y sat by the minister's side"."""
    for t, word in enumerate(reading.words):
        if (
            word not in ("side", "elbow")
            or t < 3
            or not any(reading.tokens[c].dep == "poss" for c in reading.children[t])
        ):
            continue
        p = reading.tokens[t].head
        v = reading.tokens[p].head
        if reading.words[p] in ("at", "by") and reading.lemmas[v] in cues("being_there"):
            return [(f, "attendee") for f in parties(document, reading, subjects(reading, v)) if is_people(document, f)]
    return []


def _for_a_side(document: Document, reading: Reading) -> Told:
    """ "For Germany came X", "Representing Thailand were Y and Z", "From the Peruvian side came W"."""
    if not reading.words or reading.words[0] not in cues("standing_for"):
        return []
    for v in range(1, min(_OPENING, len(reading.words) - 1)):
        if reading.tokens[v].pos == "PUNCT":
            return []
        if reading.tokens[v].tag not in FINITE:
            continue
        sided = any(reading.mention_of[t] >= 0 or reading.lemmas[t] in cues("led_side") for t in range(1, v))
        if not sided or reading.lemmas[v] not in cues("being_there") | cues("showing_up"):
            return []
        people = [m for m in reading.mentions if m.start >= reading.tokens[v].end and only_people(document, m)]
        if not people or people[0].start - reading.tokens[v].end > _GAP:
            return []
        between = range(v + 1, reading.token_at(people[0].start))
        if any(reading.tokens[t].pos == "VERB" for t in between):
            return []
        last = reading.token_at(people[0].end - 1)
        token = reading.tokens[last]
        rest = [] if token.dep == "poss" or (token.dep == "nsubj" and token.head != v) else people[:1]
        found = [of_mention(m, "roll") for m in rest]
        return [(f, "attendee") for f in (*found, *(run_after(document, reading, last) if found else []))]
    return []


def _guest_was(document: Document, reading: Reading) -> Told:
    """ "Its guest was X", "The third at the table was Y", "Their host was Z"."""
    for v, lemma in enumerate(reading.lemmas):
        if lemma != "be" or reading.tokens[v].tag not in FINITE or v > _OPENING:
            continue
        told = [s for s in reading.children[v] if s < v and reading.lemmas[s] in cues("guest_noun")]
        attr = next((c for c in reading.children[v] if c > v and reading.tokens[c].dep in ("attr", "nsubj")), None)
        if not told or attr is None or reading.mention_of[told[0]] >= 0 or attr < v:
            continue
        host = reading.lemmas[told[0]] == "host"
        return [(f, "host" if host else "attendee") for f in parties(document, reading, [attr])]
    return []


def _its_head(document: Document, reading: Reading) -> Told:
    """ "Its leader, X, said": who heads the delegation that came."""
    if len(reading.words) < _LEAST or reading.words[0] != "its" or reading.lemmas[1] not in cues("head_of_side"):
        return []
    head = [c for c in reading.children[1] if reading.tokens[c].dep == "appos"]
    found = parties(document, reading, head or ([2] if reading.mention_of[2] in reading.people else []))
    return [(f, "attendee") for f in found if is_people(document, f)]


_LEAST = 4
"""Words of a sentence on the head of a delegation."""


def _behind_colon(document: Document, reading: Reading) -> Told:
    """ "Around it: X, Y and Z", "Present: W": a label and a list of names."""
    hit = cue_pattern("roll_label").match(document.text, reading.sentence.start)
    if hit is None or document.text[hit.end() : hit.end() + 1] != ":":
        return []
    low, out = hit.end(), []
    for mention in reading.mentions:
        if any(token.tag in FINITE and token.start >= low for token in reading.tokens):
            break
        if mention.start < low or not mention.entities or mention.form in ("pronoun", "demonym"):
            continue
        after = document.text[mention.end : mention.end + 2]
        person = only_people(document, mention)
        if not person and (after in ("'s", "’s") or leads(reading, mention.end)):
            continue
        out.append((of_mention(mention, "roll"), "attendee"))
    return out


def leads(reading: Reading, end: int) -> bool:
    """Whether a noun for somebody's head stands right behind a body's name: "Vale boss X"."""
    t = reading.token_at(end)
    return reading.tokens[t].start >= end and reading.lemmas[t] in groups()


def expected_there(document: Document, reading: Reading) -> Told:
    """Who says that they will come to what is planned: "Peru has confirmed", "X has confirmed her attendance"."""
    out: Told = []
    for v, lemma in enumerate(reading.lemmas):
        if _says_that_he_comes(reading, v):
            out += [(f, "attendee") for f in subject_parties(document, reading, v)]
            continue
        if lemma not in cues("confirming") or not is_verb(reading, v) or is_passive(reading, v):
            continue
        objects_ = objects(reading, v)
        coming = any(reading.lemmas[o] in cues("attendance_noun") for o in objects_)
        clause = any(reading.tokens[c].dep in ("ccomp", "xcomp", "advcl") for c in reading.children[v])
        ends = next((t for t in range(v, len(reading.words)) if reading.words[t] in (";", ",")), len(reading.words))
        bare = not objects_ and not clause and ends <= _SHORT and lemma != "announce"
        at = mention_at(reading, subjects(reading, v)[0]) if subjects(reading, v) else None
        if coming or (bare and at is not None and _clause_of_its_own(reading, v)):
            out += [(f, "attendee") for f in parties(document, reading, subjects(reading, v))]
    return out


def _clause_of_its_own(reading: Reading, v: int) -> bool:
    """Whether verb `v` heads the sentence, a clause beside its main one, or one that a stop right behind parts from it:
    "Peru has confirmed, Chile has been invited"."""
    token = reading.tokens[v]
    parted = token.head > v and (";" in reading.words[v : token.head] or reading.words[v + 1] == ",")
    return token.dep in ("ROOT", "conj") or (token.dep == "ccomp" and parted)


def _says_that_he_comes(reading: Reading, v: int) -> bool:
    """Whether somebody says of himself that he will be there: "X has said he will come"."""
    if reading.lemmas[v] not in cues("speech") | cues("confirming") or not is_verb(reading, v) or negated(reading, v):
        return False
    for c in reading.children[v]:
        there = reading.lemmas[c] == "be" and any(reading.words[g] == "there" for g in reading.children[c])
        if reading.tokens[c].dep != "ccomp" or not (there or reading.lemmas[c] in cues("to_be_there")):
            continue
        himself = any(reading.words[s] in ("he", "she", "they") for s in subjects(reading, c))
        will = any(reading.words[a] in ("will", "would") for a in reading.children[c])
        met = objects(reading, c)
        plain = all(_there(reading, o) for o in met) and not any(
            reading.words[p] in ("to", "with") for p in reading.children[c] if not met
        )
        if himself and will and plain and not negated(reading, c):
            return True
    return False
