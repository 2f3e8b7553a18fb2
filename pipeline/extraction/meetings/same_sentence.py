"""Who else was there, told in the gathering's own sentence by a construction that hangs elsewhere in its grammar: "with
X on one side and Y on the other", "the only other person at the table being Z", "one of forty delegations at", "flew
to Lima, where talks with W begin", "and which V attended"."""

from __future__ import annotations

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.found_parties import Found, groups, is_people, of_mention, only_people
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import FINITE, child, is_passive, is_verb, objects, subjects
from pipeline.extraction.meetings.name_lists import listed_before, run_after
from pipeline.extraction.meetings.parties import before_verb, parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.roll_call import rolls_of_one

_NEAR = 7
"""Words after "one of" in which the delegations are told; after "other person" in which "being" stands."""
_FAR = 30
"""Words before "on the other" in which the "with" of both sides stands."""


def add_company(document: Document, frames: list[Frame]) -> None:
    """Add to the gatherings that one sentence tells those whom its other parts tell to be there."""
    if not frames:
        return
    reading = frames[0].reading
    events = [f for f in frames if f.trigger.shape == "event"]
    for at, found in [
        *_two_sides(document, reading),
        *_both_led(document, reading),
        *_others_being(document, reading),
        *_across_the_table(document, reading),
        *_shared_stage(document, reading),
    ]:
        others = [f for f in frames if f.trigger.token != at] or frames
        _add(min(others, key=lambda f: abs(f.trigger.token - at)), found, "company")
    weak = all(f.trigger.weight == 1 for f in frames if f not in events)
    alone = events if weak and events else frames
    if len(alone) == 1:
        frame = alone[0]
        _fronted(document, frame)
        for one, role in rolls_of_one(document, reading):
            frame.add([one] if not set(one.entities) & frame.entities else [], role, "roll")
    for frame in frames:
        if frame not in events and (frame.trigger.shape == "assembly" or "leader" in frame.ranks):
            _add(frame, _travellers(document, frame), "traveller")
        if frame.trigger.shape == "signing":
            _add(frame, _where_they_signed(document, frame), "there")
            _add(frame, _who_looked_on(document, frame), "onlooker")
    if not events:
        return
    for at, found in [*_heard_there(document, reading), *_attended(document, reading)]:
        before = [f for f in events if f.trigger.token < at]
        if before:
            _add(max(before, key=lambda f: ("role_verb" in f.flags, f.trigger.token)), found, "company")
    for frame in events:
        _add(frame, _one_of_many(document, frame), "one_of")
        _add(frame, _travellers(document, frame), "traveller")
        _add(frame, _without_verb(document, frame), "without_verb")
        guests = guests_of(reading, frame.trigger.token)
        if guests:
            behind = _named(document, reading, reading.tokens[guests[0]].head, len(reading.tokens) - 1)
            _add(frame, behind or parties(document, reading, guests), "guest")


def _fronted(document: Document, frame: Frame) -> None:
    """ "Besides the host, X, he saw Y and Z": those before the clause are at what it tells."""
    reading = frame.reading
    if reading.words[0] not in cues("fronted_beside") or len(frame.entities) < 2:
        return
    comma = next((t for t in range(frame.trigger.token, 0, -1) if reading.words[t] == ","), None)
    if comma is None or any(reading.tokens[t].tag in FINITE for t in range(comma)):
        return
    host = "host" in reading.words[:comma]
    for found in _named(document, reading, 0, comma):
        if is_people(document, found) and not set(found.entities) & frame.entities:
            frame.add([found], "host" if host else "attendee", "company")


def _add(frame: Frame, found: list[Found], rule: str) -> None:
    frame.add([f for f in found if not set(f.entities) & frame.entities], "attendee", rule)


def _named(document: Document, reading: Reading, first: int, last: int) -> list[Found]:
    """People named between two tokens; states, firms and bodies where nobody is."""
    low, high = reading.tokens[first].start, reading.tokens[last].end
    inside = [m for m in reading.mentions if low <= m.start and m.end <= high and m.entities and m.form != "pronoun"]
    people = [m for m in inside if only_people(document, m)]
    return [of_mention(m, "run") for m in people or [m for m in inside if m.form != "demonym"]]


def _two_sides(document: Document, reading: Reading) -> list[tuple[int, list[Found]]]:
    """ "with X on one side of the table and Y, the minister, on the other"."""
    for t in range(2, len(reading.words)):
        if reading.words[t] != "other" or reading.words[t - 2 : t] not in (("on", "the"), ("at", "the")):
            continue
        low = range(t - 3, max(t - _FAR, -1), -1)
        one = next((i for i in low if reading.words[i] == "one" and reading.words[i - 1] in ("on", "at")), None)
        if one is None:
            continue
        p = next((i for i in range(one, max(one - _FAR, -1), -1) if reading.words[i] in ("with", "between")), None)
        if p is None or any(reading.words[i] in (";", ":") for i in range(p, t)):
            continue
        found = _named(document, reading, p, t)
        return [(p, found)] if len(found) > 1 else []
    return []


def _across_the_table(document: Document, reading: Reading) -> list[tuple[int, list[Found]]]:
    """ "talks in Lima, when X sat across the table from Y", "at which X faced Y"."""
    for v, lemma in enumerate(reading.lemmas):
        if not is_verb(reading, v) or is_passive(reading, v):
            continue
        other: list[Found] = []
        if lemma in cues("placed"):
            behind = range(v + 1, min(v + _NEAR, len(reading.words)))
            across = next((t for t in behind if reading.words[t] in ("across", "opposite")), None)
            to = next((t for t in behind if across is not None and t > across and reading.words[t] == "from"), across)
            other = run_after(document, reading, to) if to is not None else []
        elif lemma in cues("facing"):
            other = parties(document, reading, objects(reading, v))
        one = parties(document, reading, subjects(reading, v)) if other else []
        found = [f for f in (*one, *other) if is_people(document, f)]
        if one and len(found) == len(one) + len(other):
            return [(v, found)]
    return []


def _where_they_signed(document: Document, frame: Frame) -> list[Found]:
    """ "signed a pact in Lima, where X and Y's minister, Z, each used a pen": people told to be in the place."""
    reading = frame.reading
    for v in range(frame.trigger.token + 1, len(reading.words)):
        where = any(reading.words[c] == "where" for c in reading.children[v])
        if where and reading.tokens[v].dep == "relcl" and reading.tokens[v].tag == "VBD":
            found = parties(document, reading, subjects(reading, v))
            return found if len(found) > 1 and all(is_people(document, f) for f in found) else []
    return []


def _who_looked_on(document: Document, frame: Frame) -> list[Found]:
    """ "X and Y looked on at the palace as Z and W signed": those before the verb of watching."""
    reading = frame.reading
    for hit in cue_pattern("onlooker").finditer(document.text, reading.sentence.start, frame.start):
        v = reading.token_at(hit.start())
        signs = any(reading.words[t] in ("as", "while") for t in range(v + 1, frame.trigger.token))
        if signs and reading.tokens[v].tag in FINITE:
            found = parties(document, reading, subjects(reading, v)) or before_verb(document, reading, v)
            return [f for f in found if is_people(document, f)]
    return []


def _both_led(document: Document, reading: Reading) -> list[tuple[int, list[Found]]]:
    """ "with X leading the American side and Y the Chinese"."""
    for v, lemma in enumerate(reading.lemmas):
        if lemma not in cues("heading_side") or reading.tokens[v].tag != "VBG":
            continue
        side = next((t for t in range(v + 1, min(v + 5, len(reading.words))) if reading.lemmas[t] in _sides()), None)
        p = next((t for t in range(v - 1, max(v - 12, -1), -1) if reading.words[t] == "with"), None)
        if side is None or p is None:
            continue
        found = _named(document, reading, p, v)
        out = [f for f in found if all(document.entities[e].entity_type == "person" for e in f.entities)]
        if side + 1 < len(reading.words) and reading.words[side + 1] == "and":
            behind = [m for m in reading.mentions if m.start >= reading.tokens[side + 1].end]
            if behind and only_people(document, behind[0]):
                last = reading.token_at(behind[0].end - 1) + 1
                if last < len(reading.words) and reading.words[last] in ("the", "that"):
                    out.append(of_mention(behind[0], "run"))
        return [(p, out)]
    return []


def _sides() -> frozenset[str]:
    return cues("led_side") | cues("side_sent")


def _others_being(document: Document, reading: Reading) -> list[tuple[int, list[Found]]]:
    """ "the only other person at the table being X", "the other guests were Y and Z"."""
    out = []
    for hit in cue_pattern("others_there").finditer(document.text, reading.sentence.start, reading.sentence.end):
        t = reading.token_at(hit.end() - 1)
        for i in range(t + 1, min(t + _NEAR, len(reading.words))):
            if reading.words[i] in ("being", "was", "were", "included", "including", "is", "are"):
                out.append((t, run_after(document, reading, i)))
                break
            if reading.words[i] in (",", ";") or reading.tokens[i].tag == "VBD":
                break
    return out


def _shared_stage(document: Document, reading: Reading) -> list[tuple[int, list[Found]]]:
    """ "where he shared the stage with X", "Y shared a panel with Z at the forum"."""
    for v, lemma in enumerate(reading.lemmas):
        stage = lemma == "share" and any(reading.lemmas[o] in cues("stage_noun") for o in objects(reading, v))
        if not stage or is_passive(reading, v):
            continue
        low = next((t for t in range(v + 1, min(v + 7, len(reading.words))) if reading.words[t] == "with"), None)
        beside = [c for c in reading.children[low] if reading.tokens[c].dep == "pobj"] if low is not None else []
        found = [*parties(document, reading, subjects(reading, v)), *parties(document, reading, beside)]
        return [(v, [f for f in found if is_people(document, f)])]
    return []


def _heard_there(document: Document, reading: Reading) -> list[tuple[int, list[Found]]]:
    """ "a dialogue in London on Tuesday, which heard from X and Y", the clause being hung on the day."""
    for v, lemma in enumerate(reading.lemmas):
        if lemma not in cues("listening") or not is_verb(reading, v) or is_passive(reading, v):
            continue
        which = any(reading.words[c] in ("which", "that") for c in reading.children[v] if c < v)
        low = next((c for c in reading.children[v] if reading.words[c] == "from"), None)
        if which and low is not None:
            found = parties(document, reading, [c for c in reading.children[low] if reading.tokens[c].dep == "pobj"])
            seen = {f.start for f in found}
            return [(v, [*found, *(f for f in run_after(document, reading, low) if f.start not in seen)])]
    return []


def _attended(document: Document, reading: Reading) -> list[tuple[int, list[Found]]]:
    """ "the ministerial that Oman hosted, and which he attended"."""
    out = []
    for v, lemma in enumerate(reading.lemmas):
        if lemma != "attend" or not is_verb(reading, v) or is_passive(reading, v):
            continue
        if any(reading.words[o] in ("which", "that") for o in reading.children[v] if o < v):
            who = [s for s in subjects(reading, v) if s < v and reading.words[s] not in ("which", "that", "who")]
            out.append((v, parties(document, reading, who)))
    return out


def _one_of_many(document: Document, frame: Frame) -> list[Found]:
    """ "Peru, one of more than 40 delegations at a ministerial that X hosted"."""
    reading, t = frame.reading, frame.trigger.token
    for i in range(max(0, t - 16), t - 2):
        if reading.words[i] != "one" or reading.words[i + 1] not in ("of", "among"):
            continue
        many = next((n for n in range(i + 2, t) if reading.lemmas[n] in cues("delegate") | cues("one_of_those")), None)
        if many is None or not any(reading.words[p] in ("at", "in", "to", "attending") for p in range(many, t)):
            continue
        if any(is_verb(reading, n) and reading.tokens[n].tag in ("VBD", "VBZ", "VBP") for n in range(i, t)):
            continue
        if i > 1 and reading.words[i - 1] == "," and reading.mention_of[i - 2] >= 0:
            return parties(document, reading, [i - 2])
    return []


def guests_of(reading: Reading, t: int) -> list[int]:
    """Who the guests at a meal are told to have been: "the minister's dinner guests were X and Y"."""
    guests = reading.tokens[t].head
    be = reading.tokens[guests].head
    known = reading.lemmas[t] in cues("meal") and reading.lemmas[guests] in cues("guest") and reading.lemmas[be] == "be"
    if not known or reading.tokens[guests].dep not in ("nsubj", "attr"):
        return []
    return [c for c in reading.children[be] if reading.tokens[c].dep in ("nsubj", "attr") and c != guests]


def _travellers(document: Document, frame: Frame) -> list[Found]:
    """Who goes to the place where the gathering is held: "X left for Lima, where talks with Y get under way"."""
    reading, t = frame.reading, frame.trigger.token
    where = next((i for i in range(t - 1, max(t - 14, 0), -1) if reading.words[i] == "where"), None)
    if where is None or any(reading.tokens[i].tag in ("VBD", "VBP", "MD") for i in range(where + 1, t)):
        return []
    v = next((i for i in range(where - 1, -1, -1) if is_verb(reading, i)), None)
    if v is None or reading.lemmas[v] not in cues("motion") | cues("setting_out") or where - v > 12:
        return []
    if "setting" in frame.flags or any(reading.words[i] == "not" for i in reading.children[v]):
        return []
    return [f for f in parties(document, reading, subjects(reading, v)) if is_people(document, f)]


def _without_verb(document: Document, frame: Frame) -> list[Found]:
    """Who meets in an entry of a diary that has no verb: "X and Peru's Y, bilateral at the palace"."""
    reading, t = frame.reading, frame.trigger.token
    if t < 2 or reading.words[t - 1] not in (",", ":", "–", "—") or frame.trigger.name:
        return []
    if any(reading.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") for i in range(len(reading.words))):
        return []
    at = reading.mention_of[t - 2]
    if at < 0 or not only_people(document, reading.mentions[at]):
        return []
    before: NameMention = reading.mentions[at]
    pair = listed_before(document, reading, t - 2)
    if not pair:
        return []
    frame.claims = [c for c in frame.claims if c.rule.startswith(("with", "host"))]
    return [*pair, of_mention(before, "named")]


def signed_for_others(document: Document, frame: Frame) -> list[Found]:
    """The second of "X signed for Vale and Y for Codelco"."""
    reading, v = frame.reading, frame.trigger.token
    if objects(reading, v) or child(reading, v, "nsubjpass") is not None:
        return []
    if v + 1 >= len(reading.words) or reading.words[v + 1] not in ("for", "on"):
        return []
    out = []
    for mention in reading.mentions:
        if mention.start < reading.tokens[v].end or not only_people(document, mention):
            continue
        behind = reading.token_at(mention.end - 1) + 1
        first = reading.token_at(mention.start)
        joined = any(reading.words[i] in ("and", ",", ";") for i in range(max(0, first - 3), first))
        if joined and behind + 1 < len(reading.words) and reading.words[behind] == "for":
            named = any(reading.mention_of[i] >= 0 for i in range(behind + 1, min(behind + 4, len(reading.words))))
            if named or reading.lemmas[behind + 1] in groups():
                out.append(of_mention(mention, "signed_for"))
    return out
