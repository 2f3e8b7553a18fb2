"""How closely the words of a sentence tie a time or a place to a told gathering."""

from __future__ import annotations

from pipeline.extraction.document import Place
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import groups
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import ancestors, finite_governor, is_verb
from pipeline.extraction.meetings.locations import towards_noun
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.names.descriptors import site_nouns


def tied_tokens(frame: Frame) -> dict[int, int]:
    """Tokens of the frame that a time or place may hang on, with how closely that ties it."""
    reading, t = frame.reading, frame.trigger.token
    own = {t: 5}
    if frame.verb is not None:
        own.setdefault(frame.verb, 4)
        up = frame.verb
        for _ in range(3):
            token = reading.tokens[up]
            if (
                token.dep in ("xcomp", "acomp", "ccomp")
                and token.head != up
                and (reading.tokens[token.head].tag != "VBD" or token.dep == "xcomp")
            ):
                up = token.head
                own.setdefault(up, 3)
            else:
                break
        token = reading.tokens[frame.verb]
        if (
            token.dep in ("conj", "advcl")
            and reading.lemmas[token.head] in cues("motion")
            and _going(reading, frame.verb)
        ):
            own.setdefault(token.head, 3)
        asked = {c for c in reading.children[frame.verb] if reading.words[c] in ("where", "when")}
        if asked and token.dep == "xcomp" and reading.tokens[token.head].dep == "relcl":
            token = reading.tokens[token.head]  # "where X is expected to meet Y"
        if asked and token.dep == "relcl":
            own.setdefault(token.head, 4)
            if token.dep == "relcl" and reading.tokens[token.head].dep == "pobj":  # "a summit on Friday, where X met Y"
                own.setdefault(reading.tokens[reading.tokens[token.head].head].head, 4)
            above = finite_governor(reading, token.head)
            if above is not None:
                own.setdefault(above, 3)
        if token.dep == "advcl" and any(reading.words[c] in ("to", "where") for c in reading.children[frame.verb]):
            own.setdefault(token.head, 3)
        for c in reading.children[frame.verb]:
            if reading.tokens[c].dep in ("dobj", "xcomp", "prt", "advmod", "acomp"):
                own.setdefault(c, 3)
    first = t
    while reading.tokens[first].dep == "conj" and reading.tokens[first].head != first:
        first = reading.tokens[first].head  # "his part in the A summit and the B summit last year in Lima"
    if reading.tokens[first].dep == "pobj":
        up = reading.tokens[reading.tokens[first].head].head
        own.setdefault(up, 3 if not is_verb(reading, up) else 2)
    for c in reading.children[t]:
        if reading.tokens[c].dep in ("relcl", "acl", "appos"):
            own.setdefault(c, 4)
    for c in _clauses_behind_names(reading, t):
        own.setdefault(c, 4)
    for c in (*_on_occasion_of(reading, frame.verb), *_works_begun(frame)):
        own.setdefault(c, 3)
    beside = _beside(reading, t)
    if beside is not None:
        own.setdefault(beside, 4)
    return own


def _works_begun(frame: Frame) -> list[int]:
    """The works at which people come together: "broke ground on a plant in Lima", "cut the ribbon at a mill in Y"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape != "assembly":
        return []
    under = [c for c in reading.children[t] if reading.tokens[c].dep == "dobj"]
    at = [p for c in (t, *under) for p in reading.children[c] if reading.words[p] in ("on", "at", "of", "for")]
    works = [o for p in at for o in reading.children[p] if reading.tokens[o].dep == "pobj"]
    return [o for o in works if reading.lemmas[o] in site_nouns() or reading.lemmas[o] in cues("premises")]


def _on_occasion_of(reading: Reading, v: int | None) -> list[int]:
    """What is named as the occasion on which verb `v` was done, and the clause on it: "met on the occasion of a
    forum, held in Lima"."""
    out: list[int] = []
    for p in reading.children[v] if v is not None else ():
        for o in reading.children[p] if reading.words[p] in _AT_PLACE | {"on"} else ():
            if reading.lemmas[o] not in cues("occasion_of"):
                continue
            for of in (c for c in reading.children[o] if reading.words[c] == "of"):
                named = [n for n in reading.children[of] if reading.tokens[n].dep == "pobj"]
                out += named
                out += [c for n in named for c in reading.children[n] if reading.tokens[c].dep in ("acl", "relcl")]
    return out


def _clauses_behind_names(reading: Reading, t: int) -> list[int]:
    """Clauses that the model hangs on the last of those who meet, though they tell of the gathering: "talks between A
    and B, which were to have begun on Monday"."""
    people = [reading.tokens[c].head for c in range(len(reading.tokens)) if reading.tokens[c].dep == "relcl"]
    out = []
    for person in people:
        if person <= t or reading.mention_of[person] < 0 or reading.tokens[t].tag not in ("NN", "NNS"):
            continue
        up = person
        while reading.tokens[up].dep in ("conj", "pobj", "appos") and reading.tokens[up].head != t:
            up = reading.tokens[up].head
        if reading.tokens[up].dep != "prep" or reading.tokens[up].head != t:
            continue
        out += [c for c in reading.children[person] if reading.tokens[c].dep == "relcl" and _of_a_thing(reading, c)]
    return out + [c for c in range(t + 1, len(reading.tokens)) if _set_for(reading, c, t)]


def _set_for(reading: Reading, c: int, t: int) -> bool:
    """Whether a participle behind a comma tells what day a gathering was set for, though the model hangs it on the last
    name before it: "the signing of an accord between A and B, planned in Lima for Friday, was put off"."""
    token = reading.tokens[c]
    if token.dep != "acl" or token.tag != "VBN" or reading.lemmas[c] not in cues("set_for"):
        return False
    return reading.words[c - 1] == "," and reading.tokens[t].tag == "NN" and t in ancestors(reading, c)


def _of_a_thing(reading: Reading, v: int) -> bool:
    return any(reading.words[c] == "which" for c in reading.children[v])


def _going(reading: Reading, v: int) -> bool:
    """Whether a verb of a journey's sentence tells what was done there: "travelled to Lima and met", "…, meeting X"."""
    return reading.tokens[v].dep == "conj" or (
        reading.tokens[v].tag == "VBG"
        and v > reading.tokens[v].head
        and not any(reading.tokens[c].dep in ("mark", "prep") and c < v for c in reading.children[v])
    )


def is_main_trip(frame: Frame) -> bool:
    """Whether a trip is what its sentence is about, so that its time and place are those of meetings on it."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape != "trip":
        return False
    token = reading.tokens[t]
    if token.dep in ("dobj", "nsubj", "nsubjpass"):
        return True
    return token.dep == "pobj" and reading.words[token.head] in ("during", "on", "in", "amid", "for")


def _beside(reading: Reading, t: int) -> int | None:
    """What happened on the margins of a gathering, or within hours of it: its time and place are the gathering's."""
    token = reading.tokens[t]
    if token.dep != "pobj":
        return None
    p = token.head
    up = reading.tokens[p].head
    if any(reading.words[up] in phrase.split() for phrase in cues("margins")) and reading.tokens[up].dep == "pobj":
        up = reading.tokens[reading.tokens[up].head].head
    elif not (
        reading.words[p] in ("after", "before")
        and (
            reading.words[p - 1] in cues("shortly")
            or any(reading.words[c] in cues("shortly") for c in reading.children[p])
        )
    ):
        return None
    while reading.tokens[up].dep in ("prep", "pobj") and not is_verb(reading, up):
        up = reading.tokens[up].head
    return up


def tie(frame: Frame, own: dict[int, int], start: int, end: int, stops: frozenset[int], *, place: bool = False) -> int:
    """How closely the words at `[start, end)` are tied to the frame: 5 (its own noun) … 1 (same sentence), 0 (not).

    `stops` are the trigger tokens of other gatherings: what hangs on those is theirs.
    """
    if (frame.after is not None and start < frame.after) or (frame.until is not None and start >= frame.until):
        return 0
    if frame.after is not None:
        return 4
    reading = frame.reading
    i = reading.token_at(start)
    last = reading.token_at(end - 1)
    if reading.tokens[last].dep == "poss" and reading.tokens[last].head not in own:
        return 0
    if place and ahead_of(reading, i, frame.trigger.token):
        return 0
    aside = behind = False
    for _ in range(40):
        if aside and i in own:
            return 1
        token = reading.tokens[i]
        if place and i not in own and _what_goes_on(reading, i):
            return 0
        if place and i not in own and token.dep == "prep" and reading.words[i] in ("after", "before"):
            return 0
        if place and i not in own and _in_clause_aside(reading, i, own):
            return 0
        if i not in own and (_elsewhere(reading, i) if place else _earlier(reading, i, own)):
            return 0
        if i not in own and token.dep == "pcomp" and reading.words[token.head] in ("before", "after"):
            aside = True
        if place and own.get(i) == 2 and reading.lemmas[i] in cues("speech") | cues("debating") | cues("thanks"):
            return 0  # "During the meeting, X thanked Y for the mission to Z"
        if i in own and (own[i] >= 4 or not start <= reading.tokens[i].start < end):
            return min(own[i], 3) if behind else own[i]
        behind = behind or (not place and _of_a_stay(reading, i))
        if i in stops and not start <= reading.tokens[i].start < end:
            return 0
        up = reading.tokens[i].head
        if up == i:
            break
        i = up
    if not place and _said_of_another_time(frame, i):
        return 0
    return 0 if place and (_looked_back_on(frame) or _told_there(frame, i)) else 1


def _in_clause_aside(reading: Reading, i: int, own: dict[int, int]) -> bool:
    """Whether a place lies in a clause on another time or on what was said: "signed a pact hours after shots were heard
    in X", "after a meeting with Y, Z announced it would build a plant in X"."""
    token = reading.tokens[i]
    if token.dep == "advcl":
        measures = [m for c in reading.children[i] if reading.tokens[c].dep == "npadvmod" for m in reading.children[c]]
        return any(reading.words[c] in ("after", "before") for c in (*reading.children[i], *measures) if c < i)
    return token.dep == "ccomp" and own.get(token.head) == _SETTING


_SETTING = 2
"""Tie of a verb to a gathering that only stands before it: "after the meeting, X announced"."""


def ahead_of(reading: Reading, i: int, t: int) -> bool:
    """Whether a place is where somebody goes next: "Ahead of his trip to Washington, X met Y", but not "Ahead of a
    summit in Lima, where X is to meet Y"."""
    if any(reading.tokens[a].dep == "relcl" for a in (t, *ancestors(reading, t))) and "where" in reading.words[i:t]:
        return False
    return reading.words[0] in ("ahead", "before") and i < t and "," in reading.words[i:t]


def recalled(frame: Frame) -> bool:
    """Whether somebody only tells of the gathering as past when he speaks: "said that he had met X"."""
    reading = frame.reading
    verb = frame.verb if frame.verb is not None else frame.trigger.token
    had = any(reading.words[c] == "had" for c in reading.children[verb] if reading.tokens[c].dep == "aux")
    return had and any(reading.lemmas[a] in cues("speech") for a in ancestors(reading, verb))


def _said_of_another_time(frame: Frame, root: int) -> bool:
    """Whether a time on the verb at `root` is only that of the words on the gathering: "said on Monday he would meet
    X", "had met X, he said on Monday"."""
    reading = frame.reading
    verb = frame.verb if frame.verb is not None else frame.trigger.token
    if reading.lemmas[root] not in cues("speech") or verb == root:
        return False
    helped = {reading.words[c] for c in reading.children[verb] if reading.tokens[c].dep in ("aux", "auxpass")}
    return bool(helped & {"had", "will", "would"}) or frame.status == "planned"


def _told_there(frame: Frame, root: int) -> bool:
    """Whether a place is only where somebody told of the gathering: "said in Lima that he had met X"."""
    return frame.reading.lemmas[root] in cues("speech") and recalled(frame)


def _of_a_stay(reading: Reading, i: int) -> bool:
    """Whether verb `i` only tells when somebody came to the place: "in the capital, where X arrived on Tuesday"."""
    where = any(reading.words[c] == "where" for c in reading.children[i])
    return where and reading.tokens[i].dep == "relcl" and reading.lemmas[i] in cues("motion")


def _looked_back_on(frame: Frame) -> bool:
    """Whether a clause on a noun only recalls the gathering, so that what the sentence goes on to tell may be anywhere:
    "following through on the commitment made when they met, X led a mission to Manila"."""
    reading = frame.reading
    verb = frame.verb if frame.verb is not None else frame.trigger.token
    if reading.tokens[verb].dep != "advcl":
        return False
    above = reading.tokens[verb].head
    return reading.tokens[above].dep in ("acl", "relcl") and reading.tokens[above].tag in ("VBN", "VBD")


def _what_goes_on(reading: Reading, i: int) -> bool:
    """Whether a place lies in a clause on what is talked about: "to discuss what is going on in X"."""
    token = reading.tokens[i]
    if not is_verb(reading, i) or token.dep not in ("pcomp", "ccomp"):
        return False
    return any(reading.words[c] in ("what", "how", "why", "who", "whether") for c in reading.children[i])


def in_other_clause(reading: Reading, place: Place, own: dict[int, int]) -> bool:
    """Whether a place lies in a clause on something else: "in Ohio to see a plant that makes arms used in Kyiv"."""
    i = reading.token_at(place.start)
    for a in (i, *ancestors(reading, i)):
        if a in own:
            return False
        token = reading.tokens[a]
        if token.tag.startswith("V") and token.dep in ("relcl", "acl", "ccomp", "pcomp"):
            return True
    return False


def _earlier(reading: Reading, i: int, own: dict[int, int]) -> bool:
    """Whether a time that hangs on a token is that of something done to an object: "a loan approved in July"."""
    token = reading.tokens[i]
    if token.dep not in ("acl", "relcl") or token.tag not in ("VBN", "VBD") or own.get(token.head, 0) >= 4:
        return False
    if reading.lemmas[i] in cues("leading_party") and reading.lemmas[token.head] in cues("led_side") | groups().keys():
        return False  # "received a delegation led by X on Friday"
    above = reading.tokens[token.head]
    if above.dep == "pobj" and reading.words[above.head] in _AT_PLACE | {"on", "during", "after", "before"}:
        return False
    return above.dep in ("dobj", "pobj", "conj", "appos")


def _elsewhere(reading: Reading, i: int) -> bool:
    """Whether a place that hangs on a token is that of a matter talked about: "the war in X", "a refinery at Y"."""
    token = reading.tokens[i]
    if reading.lemmas[i] not in cues("matter") and reading.words[i] not in site_nouns():
        return False
    located = (
        token.dep == "pobj"
        and reading.words[token.head] in _AT_PLACE
        and not _debated(reading, token.head)
        and not towards_noun(reading, token.head)
    )
    opened = token.dep == "pobj" and reading.lemmas[reading.tokens[token.head].head] in cues("opened_there")
    located = located or opened  # "joined X for the opening of the plant in Lima"
    return (
        token.pos == "NOUN" and not located and reading.lemmas[token.head] not in cues("motion") | cues("sightseeing")
    )


def _debated(reading: Reading, p: int) -> bool:
    """Whether a preposition hangs on what is talked over: "met X to discuss power cuts at the company's Lima plant"."""
    up = reading.tokens[p].head
    up = up if is_verb(reading, up) else reading.tokens[up].head
    return reading.lemmas[up] in cues("debating") and reading.tokens[up].dep in ("advcl", "xcomp", "acl")


_AT_PLACE = frozenset({"at", "in", "to", "inside", "outside", "near", "from", "around"})
