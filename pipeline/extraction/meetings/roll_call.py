"""Sentences that call the roll of a gathering told before: "BHP sent its president, X", "around the table were Y and
Z", "Japan was represented by W, Italy by V", "A came for Vale and B for Codelco"."""

from __future__ import annotations

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import Found, groups, is_people, of_mention, only_people
from pipeline.extraction.meetings.grammar import FINITE, agents, governed, is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.later_sentences import told_present
from pipeline.extraction.meetings.modality import negated
from pipeline.extraction.meetings.parties import before_verb, parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.senses import noun_senses
from pipeline.extraction.meetings.sides_in_turn import for_each_side, side_behind

_PLACED_WITHIN = 16
"""Words from the opening ("around the table at the palace") to the verb of the sentence."""
_LONGEST_ARRIVAL = 24
"""Words of a sentence that says no more than who came."""
_CLAUSE = 14
"""Words of a clause that says what somebody named before it does."""
_BODIES = frozenset({"company", "organisation", "government_body", "bloc"})


def roll_call(document: Document, reading: Reading) -> list[tuple[Found, str]]:
    """Who is told to be there, with the role; empty where the sentence calls no roll."""
    return [
        *around_the_table(document, reading),
        *_sent(document, reading),
        *_each_for_his_own(document, reading),
        *_represented(document, reading),
        *_where_they_were(document, reading),
        *for_each_side(document, reading),
        *told_present(document, reading),
    ]


def rolls_of_one(document: Document, reading: Reading) -> list[tuple[Found, str]]:
    """The rolls that a sentence may call beside telling the gathering itself: "…; Peru is sending its minister, X"."""
    return [
        *_sent(document, reading),
        *_represented(document, reading),
        *_where_they_were(document, reading),
    ]


def named_in_turn(document: Document, reading: Reading, first: int, last: int) -> list[Found]:
    """People, and bodies for whom nobody is named, between two tokens: "executives of Baowu", "Fortescue's X"."""
    out: list[Found] = []
    low, high = reading.tokens[first].start, reading.tokens[last].end
    inside = [m for m in reading.mentions if low <= m.start and m.end <= high and m.entities]
    for mention in inside:
        if only_people(document, mention) and mention.form in ("name", "short", "office"):
            out.append(of_mention(mention, "roll"))
    for mention in inside:
        kinds = {document.entities[e].entity_type for e in mention.entities}
        if kinds <= _BODIES and mention.form in ("name", "short") and not of_somebody(document, reading, mention):
            out.append(of_mention(mention, "roll"))
    return sorted(out, key=lambda found: found.start)


def of_somebody(document: Document, reading: Reading, mention: NameMention) -> bool:
    """Whether a body's name only says whose man is named beside it: "X of Vale", "Vale's X", "X, Vale's head"."""
    after = document.text[mention.end : mention.end + 2]
    if after[:1] in ("'", "’"):
        return True
    first, last = reading.token_at(mention.start), reading.token_at(mention.end - 1)
    if last + 1 < len(reading.words) and reading.lemmas[last + 1] in groups():
        return True
    ends = {",", ";", "who"}
    who = next((t for t in range(first - 1, max(first - _CLAUSE, 0), -1) if reading.words[t] in ends), None)
    if (
        who is not None
        and reading.words[who] == "who"
        and any(reading.mention_of[t] in reading.people for t in (who - 1, who - 2))
    ):
        return True  # "X, who runs the Iron Fund"
    before = first - 1
    while before > 0 and reading.tokens[before].pos in ("DET", "ADJ", "NOUN", "PART") and before > first - 4:
        before -= 1
    if reading.tokens[before].pos != "ADP" or not before:
        return False
    many = reading.tokens[before - 1].tag == "NNS" and reading.lemmas[before - 1] in groups()
    return not many


def around_the_table(document: Document, reading: Reading) -> list[tuple[Found, str]]:
    """ "Around the table were X, Y and Z", "In the chair was X": a place in the room, the verb, and who is in it."""
    opening = cue_pattern("place_in_room").match(document.text, reading.sentence.start)
    chair = cue_pattern("chair_of_room").match(document.text, reading.sentence.start)
    hit = opening or chair
    if hit is None:
        return []
    t = reading.token_at(hit.end() - 1)
    for v in range(t, min(t + _PLACED_WITHIN, len(reading.tokens))):
        if reading.lemmas[v] in cues("being_there") and reading.tokens[v].tag in FINITE:
            until = next(
                (i for i in range(v + 1, len(reading.words)) if reading.words[i] in ("when", "as", "while")), 0
            )
            last = until - 1 if chair and until else len(reading.tokens) - 1
            if v >= last:
                return []
            found = named_in_turn(document, reading, v + 1, last)
            return [(f, "host" if chair else "attendee") for f in (found[:1] if chair else found)]
        if reading.words[v] in (",", ";", ":"):
            return []
    return []


def _sent(document: Document, reading: Reading) -> list[tuple[Found, str]]:
    """ "BHP sent its president, X, and Rio Tinto its chief executive, Y"; who sends envoys without a name is there."""
    for v, lemma in enumerate(reading.lemmas):
        if lemma not in cues("sending") or not is_verb(reading, v) or is_passive(reading, v):
            continue
        sent = objects(reading, v)
        envoys = [o for o in sent if _is_envoy(document, reading, o)]
        if not envoys:
            continue
        last = next((t - 1 for t in range(v, len(reading.words)) if reading.words[t] == ";"), len(reading.tokens) - 1)
        people = [f for f in named_in_turn(document, reading, v, last) if is_people(document, f)]
        senders = [f for f in parties(document, reading, subjects(reading, v)) if not is_people(document, f)]
        return [(f, "attendee") for f in people or senders]  # "X sent his deputy": X himself stayed away
    return []


def _is_envoy(document: Document, reading: Reading, o: int) -> bool:
    at = reading.mention_of[o]
    if at >= 0 and reading.mentions[at].entities:
        return only_people(document, reading.mentions[at])
    named = any(
        reading.tokens[c].dep == "appos" and reading.mention_of[c] in reading.people for c in reading.children[o]
    )
    return reading.lemmas[o] in groups() and (named or reading.lemmas[o] not in cues("private"))


def _each_for_his_own(document: Document, reading: Reading) -> list[tuple[Found, str]]:
    """ "X came for BHP and Y for Rio Tinto": people with the body for which each of them came."""
    for v, lemma in enumerate(reading.lemmas):
        behind = v + 2 if reading.words[v + 1 : v + 2] == ("so",) else v + 1
        if lemma not in cues("coming_for") or not is_verb(reading, v) or not _for_a_body(document, reading, behind):
            continue
        who = parties(document, reading, subjects(reading, v)) or before_verb(document, reading, v)
        out = [(f, "attendee") for f in who if is_people(document, f)]
        for mention in reading.mentions:
            last = reading.token_at(mention.end - 1)
            if last > v and only_people(document, mention) and _for_a_body(document, reading, last + 1):
                out.append((of_mention(mention, "roll"), "attendee"))
        return out
    return []


def _for_a_body(document: Document, reading: Reading, t: int) -> bool:
    """Whether "for" stands at token `t`, and a company, a state or a body right behind it, or its capital."""
    if t + 1 >= len(reading.words) or reading.words[t] != "for":
        return False
    if reading.mention_of[t + 1] < 0 and side_behind(document, reading, t) is not None:
        return True
    at = next(
        (reading.mention_of[i] for i in range(t + 1, min(t + 3, len(reading.words))) if reading.mention_of[i] >= 0), -1
    )
    if at < 0 or not reading.mentions[at].entities:
        return False
    kinds = {document.entities[e].entity_type for e in reading.mentions[at].entities}
    return kinds <= _BODIES | {"country"}


def _represented(document: Document, reading: Reading) -> list[tuple[Found, str]]:
    """ "Japan was represented by X, Britain by Y and Italy by Z": whoever stands behind one of the "by"."""
    for v, lemma in enumerate(reading.lemmas):
        if lemma != "represent" or not is_passive(reading, v):
            continue
        out = []
        for t in range(v + 1, len(reading.words) - 1):
            if reading.words[t] != "by":
                continue
            nearest = [m for m in reading.mentions if m.start >= reading.tokens[t].end and only_people(document, m)]
            until = next((i for i in range(t + 1, len(reading.words)) if reading.words[i] == "by"), len(reading.words))
            if nearest and reading.token_at(nearest[0].start) < until:
                out.append((of_mention(nearest[0], "roll"), "attendee"))
        if not agents(reading, v) and not negated(reading, v) and len(reading.words) <= _LONGEST_ARRIVAL:
            out += [(f, "attendee") for f in parties(document, reading, subjects(reading, v))]  # "Vale was represented"
        return out
    return []


def to_come(reading: Reading, v: int) -> bool:
    """Whether who is asked or expected is so to be there: "has been invited", "is expected to join them", and not
    "is expected to lend", "was asked why"."""
    told = [c for c in reading.children[v] if reading.tokens[c].dep in ("xcomp", "ccomp", "advcl") and c > v]
    if not told:
        as_guest = any(reading.lemmas[g] in cues("guest") for g in governed(reading, v, ("as",)))
        barred = ("for", "by", "of", "about") if as_guest else ("for", "by", "as", "of", "about")
        return not any(reading.words[p] in barred for p in reading.children[v] if p > v)
    doing = told[0]
    if reading.tokens[doing].dep != "xcomp" and reading.tokens[doing].tag != "VB":
        return reading.lemmas[v] in cues("asking") and reading.tokens[doing].dep == "advcl"
    return _coming(reading, doing)


def _coming(reading: Reading, doing: int) -> bool:
    """Whether a verb tells that its subject comes to the gathering: "to join them", "to be there", and not "to join
    the pledge", "to be a topic"."""
    lemma = reading.lemmas[doing]
    if lemma not in cues("attending") | cues("turning_up"):
        return False
    if lemma == "be" and any(reading.tokens[c].dep in ("attr", "acomp") for c in reading.children[doing]):
        return any(reading.words[c] in cues("attending") for c in reading.children[doing])  # "to be present"
    met = objects(reading, doing)
    known = cues("those_met") | cues("plain_gathering")
    return all(reading.words[o] in known or reading.lemmas[o] in noun_senses() for o in met)


def _looks_on(reading: Reading, v: int) -> bool:
    """Whether a verb tells by itself that its subject was there: "X mediated", "Y took notes", "Z listened"."""
    whose = reading.tokens[v].dep == "relcl" and "whose" in reading.words[reading.tokens[v].head : v]
    if reading.tokens[v].tag not in FINITE or not (reading.tokens[v].dep in ("ROOT", "conj") or whose):
        return False
    told = objects(reading, v)
    if reading.lemmas[v] in cues("looking_on"):
        clause = any(reading.tokens[c].dep in ("ccomp", "xcomp") for c in reading.children[v])
        return not clause and all(reading.words[o] in cues("those_met") for o in told)
    return any(f"{reading.lemmas[v]} {reading.lemmas[o]}" in cues("looking_on") for o in told)


def _turns_up(reading: Reading, v: int) -> bool:
    """Whether a short sentence says no more than that its subject came: "X and Y both came", "Z showed up too"."""
    had = any(reading.words[c] in ("had", "has", "have") for c in reading.children[v])
    if not (had or reading.tokens[v].tag in FINITE) or len(reading.words) > _LONGEST_ARRIVAL:
        return False
    if reading.tokens[v].dep != "ROOT" and not (had and reading.tokens[v].dep in ("ccomp", "conj")):
        return False
    if reading.lemmas[v] not in cues("arriving") or objects(reading, v):
        return False
    plain = ("nsubj", "advmod", "punct", "aux", "prt", "det", "npadvmod", "cc", "conj", "dep")
    return all(
        reading.tokens[c].dep in plain
        or (reading.tokens[c].dep == "prep" and reading.words[c] in ("with", "for", "in", "from"))
        for c in reading.children[v]
    )


def asked_to_come(reading: Reading, v: int) -> bool:
    """Whether an active verb of asking says that those asked are to come: "has asked X and Y to come with plans"."""
    told = [c for c in reading.children[v] if reading.tokens[c].dep in ("xcomp", "ccomp", "advcl") and c > v]
    urged = reading.lemmas[v] == "call" and any(reading.words[c] in ("on", "upon") for c in reading.children[v])
    return bool(told) and not urged and _coming(reading, told[0]) and not negated(reading, v)


def _called_host(document: Document, mention: NameMention) -> bool:
    """Whether a person is called the host right behind or before his name: "X, the host, wants …", "its host, Y"."""
    if not only_people(document, mention) or mention.form == "pronoun":
        return False
    behind = document.text[mention.end : mention.end + _ASIDE]
    before = document.text[max(0, mention.start - _ASIDE) : mention.start].rstrip(" ,")
    aside = cue_pattern("as_host").match(behind, 2) if behind.startswith(", ") else None
    if aside is not None:
        return behind[aside.end() : aside.end() + 1] in (",", ".", ";") or behind[aside.end() :].startswith(" of the ")
    return any(before.lower().endswith(f"{word}") for word in cues("as_host"))


_ASIDE = 40
"""Characters beside a name in which it may be called the host."""


def _where_they_were(document: Document, reading: Reading) -> list[tuple[Found, str]]:
    """ "X was also in the room", "Y went with him", "Minister Z chairs": the place in the room behind the verb."""
    out: list[tuple[Found, str]] = []
    hit = cue_pattern("was_there").search(document.text, reading.sentence.start, reading.sentence.end)
    if hit:
        v = reading.token_at(hit.start())
        found = parties(document, reading, subjects(reading, v)) if is_verb(reading, v) else []
        out += [(f, "attendee") for f in found or before_verb(document, reading, v)]
    host = cue_pattern("was_host").search(document.text, reading.sentence.start, reading.sentence.end)
    if host:
        v = reading.token_at(host.start())
        found = parties(document, reading, subjects(reading, v)) if is_verb(reading, v) else []
        out += [(f, "host") for f in found or before_verb(document, reading, v)]
    out += [(of_mention(m, "roll"), "host") for m in reading.mentions if _called_host(document, m)]
    for v, lemma in enumerate(reading.lemmas):
        if lemma in cues("flanking") and is_verb(reading, v) and not is_passive(reading, v) and not negated(reading, v):
            out += [(f, "attendee") for f in parties(document, reading, subjects(reading, v)) if is_people(document, f)]
        aside = lemma in cues("placed") and is_verb(reading, v) and reading.words[v + 1 : v + 2]
        if aside and aside[0] in cues("beside_whom") and not negated(reading, v):
            beside = [f for f in parties(document, reading, subjects(reading, v)) if is_people(document, f)]
            out += [(f, "attendee") for f in beside]
        if is_verb(reading, v) and not negated(reading, v) and (_looks_on(reading, v) or _turns_up(reading, v)):
            out += [(f, "attendee") for f in parties(document, reading, subjects(reading, v)) if is_people(document, f)]
        if lemma in cues("shown_by") and is_passive(reading, v) and not negated(reading, v):
            led = [f for f in parties(document, reading, agents(reading, v)) if is_people(document, f)]
            out += [(f, "attendee") for f in led]
        if lemma in cues("going_along") and is_verb(reading, v):
            with_them = [p for p in governed(reading, v, ("with",)) if reading.words[p] in cues("those_met")]
            if with_them:
                out += [(f, "attendee") for f in parties(document, reading, subjects(reading, v))]
        if lemma in cues("chairing") and reading.tokens[v].tag == "NNS" and v + 2 >= len(reading.words):
            out += [(f, "host") for f in before_verb(document, reading, v)]
    return out
