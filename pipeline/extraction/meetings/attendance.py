"""Sentences that only add people to a gathering told before: "X attended, as did Y", "also present was Z"."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import Found, groups, of_mention
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.gatherings import Gathering
from pipeline.extraction.meetings.grammar import (
    FINITE,
    agents,
    ancestors,
    governed,
    is_passive,
    is_verb,
    objects,
    subjects,
)
from pipeline.extraction.meetings.modality import negated, stays_away
from pipeline.extraction.meetings.name_lists import listed_before, run_after
from pipeline.extraction.meetings.official_lists import officials_of
from pipeline.extraction.meetings.parties import before_verb, parties
from pipeline.extraction.meetings.presence import expected_there
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.roll_call import around_the_table, roll_call, to_come
from pipeline.extraction.meetings.senses import noun_senses, role_senses
from pipeline.extraction.meetings.voices import NO_TALK, Talk

_FAR = 3
"""Sentences over which "X also attended" reaches back."""
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


def _officials(document: Document, reading: Reading, v: int) -> list[Found]:
    """The bodies whose officials, none of them named, are the agents or the subject of the verb at `v`."""
    if is_passive(reading, v):
        by = next((t for t in range(v + 1, min(v + _BY_WITHIN, len(reading.words))) if reading.words[t] == "by"), None)
        return officials_of(document, reading, by + 1, len(reading.tokens)) if by is not None else []
    comma = reading.words[:v].index(",") if reading.words[:1] == ("on",) and "," in reading.words[:v] else -1
    return officials_of(document, reading, comma + 1, v)


_BY_WITHIN = 8
"""Words from "joined" to its "by": "joined on the U.S. side by"."""


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
        if lemma in ("attend", "participate", "take part", "present", "represent") or not _told_object(reading, v):
            who = parties(document, reading, agents(reading, v) if is_passive(reading, v) else subjects(reading, v))
            who = _officials(document, reading, v) or who
            if not who and lemma == "take part":
                who = parties(document, reading, subjects(reading, v))  # "X joined by video link"
            found += [(f, "attendee") for f in who]
            if lemma in cues("accompanied") and is_passive(reading, v):
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
            and is_passive(reading, v)
            and not _told_object(reading, v)
            and to_come(reading, v)
            and not negated(reading, v)
        ):
            role = "attendee" if lemma == "expect" else "invitee"
            found += [(f, role) for f in parties(document, reading, subjects(reading, v))]
            so = _SO_HAVE.search(text)
            found += [(f, role) for f in (_after(document, reading, reading.sentence.start + so.end()) if so else [])]
        if lemma in cues("chairing") and not objects(reading, v) and not is_passive(reading, v):
            found += [(f, "host") for f in parties(document, reading, subjects(reading, v))]
        if lemma == "tell" and any(reading.lemmas[o] in cues("audience") for o in objects(reading, v)):
            found += [(f, "attendee") for f in parties(document, reading, subjects(reading, v))]
    return _claims(found)


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
        if lemma == "be" and any(reading.lemmas[s] in cues("guest") for s in subjects(reading, v)):
            named = [c for c in reading.children[v] if reading.tokens[c].dep == "attr"]
            told = parties(document, reading, named)
            if any(document.entities[e].entity_type == "person" for f in told for e in f.entities):
                return told
        if lemma in cues("heading_side") and not is_passive(reading, v):
            sent = [o for o in objects(reading, v) if reading.lemmas[o] in cues("side_sent")]
            if sent:
                return [*parties(document, reading, subjects(reading, v)), *_other_head(document, reading, sent[-1])]
        if lemma in ("lead", "head") and is_passive(reading, v):
            sides_ = [s for s in subjects(reading, v) if reading.lemmas[s] in ("side", "delegation", "team")]
            if sides_:
                return parties(document, reading, agents(reading, v))
        if lemma not in cues("comprising") or reading.tokens[v].pos != "VERB":
            continue
        listed = [s for s in subjects(reading, v) if reading.mention_of[s] < 0]
        if any(reading.lemmas[s] in cues("company_there") for s in listed):
            return parties(document, reading, objects(reading, v))
    return []


def _other_head(document: Document, reading: Reading, after: int) -> list[Found]:
    """The second person of "X headed the Chilean team and Y, a deputy minister, the Indian one"."""
    if not any(reading.words[t] == "one" for t in range(after + 1, len(reading.words))):
        return []
    people = [
        m
        for m in reading.mentions
        if m.start > reading.tokens[after].end
        and m.form == "name"
        and m.entities
        and all(document.entities[e].entity_type == "person" for e in m.entities)
    ]
    return [of_mention(m, "other_head") for m in people[:1]]


def _after(document: Document, reading: Reading, position: int) -> list[Found]:
    """All names of people, bodies and companies in the rest of the sentence after a clean-text position."""
    out: list[Found] = []
    for n, mention in enumerate(reading.mentions):
        if mention.start < position or not mention.entities or mention.form == "pronoun":
            continue
        firm = all(document.entities[e].entity_type != "person" for e in mention.entities)
        if (n or firm) and document.text[mention.end : mention.end + 1] in ("'", "’"):
            continue  # "Freeport's X", "MP Materials' Y"
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
    for one, role in told:
        if one.entities and not set(one.entities) & frame.entities:
            frame.later.append(Claim(one.entities, role, one.start, one.end, "attendance", one.rank))


def add_companions(document: Document, frames: list[Frame]) -> None:
    """Who comes along with those that meet, in the same sentence: "flanked by X", "together with Y", "led by Z";
    and who presides: "under the chairmanship of W"."""
    if not frames:
        return
    reading = frames[0].reading
    first, last = reading.sentence.start, reading.sentence.end
    for name, part in (("companions", "attendee"), ("presiding", "host"), ("in_partnership", "partner")):
        for hit in cue_pattern(name).finditer(document.text, first, last):
            p = reading.token_at(hit.end() - 1)
            if name == "presiding" and reading.words[p] != "of":
                continue
            free = [f for f in frames if not _only_when(f, p)]
            if not free:
                continue
            frame = min(free, key=lambda f: abs(f.trigger.token - p))
            if cue_pattern("margins").search(document.text, frame.end, hit.start()):
                continue  # "our talks on the margins of the summit convened by X"
            governed_here = [c for c in reading.children[p] if reading.tokens[c].dep == "pobj"]
            hosted = frame.trigger.shape == "event" and any(c.role == "host" for c in frame.claims)
            if part == "partner" and not hosted:
                continue
            role = "attendee" if part == "attendee" else "host"
            found = [*parties(document, reading, governed_here), *run_after(document, reading, p)]
            frame.add([f for f in found if not set(f.entities) & frame.entities], role, name)
    for v, lemma in enumerate(reading.lemmas):
        if lemma in cues("accompanied") and is_passive(reading, v):
            frame = min(frames, key=lambda f: abs(f.trigger.token - v))
            frame.add(
                [f for f in _officials(document, reading, v) if not set(f.entities) & frame.entities],
                "attendee",
                "companions",
            )
    for hit in _AMONG_THEM.finditer(document.text, first, last):
        frame = min(frames, key=lambda f: abs(f.trigger.token - reading.token_at(hit.start())))
        near = [m for m in reading.mentions if m.end == hit.start() and m.entities and m.form != "pronoun"]
        for m in near if frame.ranks or "crowd" in frame.flags else []:
            found = [*listed_before(document, reading, reading.token_at(m.end - 1)), of_mention(m, "among_them")]
            frame.add([f for f in found if not set(f.entities) & frame.entities], "attendee", "beside")
    for frame in frames:
        found = _some_of_them(document, frame)
        frame.add([f for f in found if not set(f.entities) & frame.entities], "attendee", "beside")
    for hit in cue_pattern("beside").finditer(document.text, first, last):
        found = _beside(document, reading, hit.start())
        frame = min(frames, key=lambda f: abs(f.trigger.token - reading.token_at(hit.start())))
        frame.add([f for f in found if not set(f.entities) & frame.entities], "attendee", "beside")


def _some_of_them(document: Document, frame: Frame) -> list[Found]:
    """Those named of a group that somebody meets, told at the end of the clause: "met a group of investors in Lima on
    Friday, including X", "dined with five ministers, among them Y and Z"."""
    reading, t = frame.reading, frame.trigger.token
    verb = frame.verb if frame.verb is not None else t
    group = bool(frame.ranks) or "crowd" in frame.flags or any(f.startswith("group:") for f in frame.flags)
    for i in range(t + 1, len(reading.words) - 1):
        group = group or (
            reading.tokens[i].tag == "NNS" and reading.lemmas[i] in groups() and reading.mention_of[i] < 0
        )
        if reading.tokens[i].tag in FINITE or reading.words[i] in (";", ":"):
            return []
        if reading.words[i : i + 2] in (("among", "them"), ("among", "others")) and group:
            return [f for f in run_after(document, reading, i + 1) if _is_party(document, f)]
        if reading.words[i] == "including" and reading.words[i - 1] == ",":
            met = [o for o in objects(reading, verb) if reading.mention_of[o] < 0 and reading.lemmas[o] in groups()]
            if not {t, verb, *met} & set(ancestors(reading, i)):
                return []
            told = [p for p in reading.children[i] if reading.tokens[p].dep == "pobj"]
            return parties(document, reading, told) if met else []
    return []


def _is_party(document: Document, found: Found) -> bool:
    return any(document.entities[e].entity_type != "country" for e in found.entities)


def _only_when(frame: Frame, p: int) -> bool:
    """Whether a gathering only tells when something was done that token `p` belongs to: "since that meeting, we
    signed a pact alongside X"."""
    if not frame.flags & {"prep:since", "prep:after", "prep:before", "prep:following"}:
        return False
    reading, t = frame.reading, frame.trigger.token
    return t < p and any(is_verb(reading, a) and t < a for a in ancestors(reading, p))


_AMONG_THEM = re.compile(r"(?:'s|’s|s['’])?\s(?:among (?:them|others)|included)\b")
"""Words behind one of those who are there: "gathered six ministers, Namibia's among them"."""


def _beside(document: Document, reading: Reading, position: int) -> list[Found]:
    """Who is there besides those that meet: "with the premier, X, in tow", "with Y and Z looking on"."""
    near = [m for m in reading.mentions if 0 < position - m.end <= 3 and m.entities]
    if not near or near[0].form == "pronoun":
        return []
    found = [*listed_before(document, reading, reading.token_at(near[0].end - 1)), of_mention(near[0], "beside")]
    t = reading.token_at(found[0].start)
    for p in range(t - 1, max(t - 8, -1), -1):
        if reading.words[p] == "with":
            return found
        if reading.tokens[p].tag in ("VBD", "VBZ", "VBP", "MD") or reading.words[p] in (";", ":"):
            break
    return []


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
            if 0 < reading.index - index <= _FAR
        ]
        if not before:
            continue
        nearest = max(index for index, _ in before)
        near = [n for index, n in before if index == nearest]
        number = next((n for n in near if gatherings[n].entities), near[0])
        frame: Frame = gatherings[number].frames[-1]
        claims = attendance(document, reading)
        if frame.status == "planned":
            claims += _claims(expected_there(document, reading))
        if not claims:
            continue
        if talk.asked:
            if talk.question(frame.start) != talk.question(reading.sentence.start):
                continue
            spoken = {m.start for m in reading.mentions if m.form == "pronoun"}
            claims = [c for c in claims if c.start not in spoken]
        known = gatherings[number].entities
        added[number] = reading.index  # the roll goes on in the sentences behind
        for claim in claims:
            if not set(claim.entities) <= known:
                frame.later.append(claim)
