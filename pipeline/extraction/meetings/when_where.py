"""The time and the place that a sentence ties to a told gathering."""

from __future__ import annotations

import re
from bisect import bisect_left

from pipeline.extraction.document import DateExpression, Document, Place
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import ancestors, finite_governor, is_verb
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.named_within import dates_in, places_in
from pipeline.extraction.names.descriptors import site_nouns
from pipeline.extraction.places import town

_LOCATIVE = re.compile(
    r"(?:^|[^\w])(?:in|at|inside|near|outside|to|around|across|of|for|into|visiting|visited|visit|left|reached|toured)"
    r"(?:\s+(?:the|his|her|its|their|historic|central|nearby))?(?:\s+[\w’'.-]+){0,5}[,\s]*$",
    re.IGNORECASE,
)
_NEAR_LOCATIVE = re.compile(
    r"(?:^|[^\w])(?:in|at|inside|near|outside|around|into)\s+(?:[\w’'.-]+[,\s]+){0,6}$", re.IGNORECASE
)
_IN_COUNTRY = re.compile(
    r"\b(?:in|to|into|inside|across|around|visit|visited|visiting|tour(?:ed)?)\s+(?:the\s+)?$", re.IGNORECASE
)
_BOUND_FOR = re.compile(
    r"\b(?:(?:visits?|trips?|tours?|journeys?|missions?|stopovers?|flew|flies|fly|flown|travell?ed|travels?|went|came|comes?"
    r"|head(?:s|ed)|headed off|return(?:ed|s)|moved? on|welcomed)(?: \w+){0,2} to"
    r"|toured|visit(?:ed|s|ing)|reached|tour of|(?:first|second|third|next|last|final) (?:stop|leg)(?: was| is)?,?)"
    r"(?: the)?(?: (?:city|capital|town|port)(?: of)?)?[ ,]*$",
    re.IGNORECASE,
)
_HERE = re.compile(
    r"\b(?:in the (?:city|capital|town)|there|at the (?:same )?venue|here(?! (?:is|are)\b))\b", re.IGNORECASE
)
_AT_VENUE = re.compile(
    r"\b(?:in|at|to|into|inside|outside|near|from|visit(?:ed|s|ing)?|left|leaving|reached|for|around)"
    r"(?:\s+[\w’'.,-]+){0,4}\s*$",
    re.IGNORECASE,
)
_GATHERING_AFTER = re.compile(r"\s(?:meeting|summit|dinner|lunch|talks|visit|ceremony|reception|roundtable|event)\b")
_DATELINE = re.compile(r"[^.\n]{0,60}?(?:\)\s*[-–—:]|\s[-–—]{1,2}\s)")
_NEW_DATE = re.compile(
    r"\b(?:postponed|put (?:off|back)|delayed|deferred|rescheduled|pushed(?: back)?|moved|shifted|slipped|adjourned"
    r"|now down|held over)\b[^.;]{0,40}\b(?:to|until|till|for)(?: the)?\s$",
    re.IGNORECASE,
)


def _own(frame: Frame) -> dict[int, int]:
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
        if token.dep == "relcl" and any(reading.words[c] in ("where", "when") for c in reading.children[frame.verb]):
            own.setdefault(token.head, 4)
            above = finite_governor(reading, token.head)
            if above is not None:
                own.setdefault(above, 3)
        if token.dep == "advcl" and any(reading.words[c] in ("to", "where") for c in reading.children[frame.verb]):
            own.setdefault(token.head, 3)
        for c in reading.children[frame.verb]:
            if reading.tokens[c].dep in ("dobj", "xcomp", "prt", "advmod", "acomp"):
                own.setdefault(c, 3)
    head = reading.tokens[t].head
    if reading.tokens[t].dep == "pobj":
        own.setdefault(reading.tokens[head].head, 3 if not is_verb(reading, reading.tokens[head].head) else 2)
    for c in reading.children[t]:
        if reading.tokens[c].dep in ("relcl", "acl", "appos"):
            own.setdefault(c, 4)
    beside = _beside(reading, t)
    if beside is not None:
        own.setdefault(beside, 4)
    return own


def _going(reading: Reading, v: int) -> bool:
    """Whether a verb of a journey's sentence tells what was done there: "travelled to Lima and met", "…, meeting X"."""
    return reading.tokens[v].dep == "conj" or (
        reading.tokens[v].tag == "VBG"
        and v > reading.tokens[v].head
        and not any(reading.tokens[c].dep in ("mark", "prep") and c < v for c in reading.children[v])
    )


def _through(frame: Frame) -> bool:
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
    aside = False
    for _ in range(40):
        if aside and i in own:
            return 1
        token = reading.tokens[i]
        if i not in own and (_elsewhere(reading, i) if place else _earlier(reading, i, own)):
            return 0
        if i not in own and token.dep == "pcomp" and reading.words[token.head] in ("before", "after"):
            aside = True
        if i in own and not start <= reading.tokens[i].start < end:
            return own[i]
        if i in own and own[i] == 5:
            return 5
        if i in stops and not start <= reading.tokens[i].start < end:
            return 0
        up = reading.tokens[i].head
        if up == i:
            break
        i = up
    return 1


def _deep(reading: Reading, place: Place, own: dict[int, int]) -> bool:
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
    above = reading.tokens[token.head]
    if above.dep == "pobj" and reading.words[above.head] in _AT_PLACE | {"on", "during", "after", "before"}:
        return False
    return above.dep in ("dobj", "pobj", "conj", "appos")


def _elsewhere(reading: Reading, i: int) -> bool:
    """Whether a place that hangs on a token is that of a matter talked about: "the war in X", "a refinery at Y"."""
    token = reading.tokens[i]
    if reading.lemmas[i] not in cues("matter") and reading.words[i] not in site_nouns():
        return False
    located = token.dep == "pobj" and reading.words[token.head] in _AT_PLACE
    return token.pos == "NOUN" and not located and reading.lemmas[token.head] not in cues("motion") | {"visit", "tour"}


_AT_PLACE = frozenset({"at", "in", "to", "inside", "outside", "near", "from", "around"})


def _rank_date(expression: DateExpression) -> int:
    read = expression.past or expression.future
    return {"day": 2, "month": 1}.get(read.precision, 0) if read else 0


def _far_year(document: Document, expression: DateExpression) -> bool:
    """Whether a bare year lies so far ahead that it is the term of an aim ("net zero in 2030"), and no gathering's."""
    published, read = document.source.article.published_date, expression.future
    return bool(published and read and read.precision == "year" and read.start.year > published.year + 1)


def attach(document: Document, frames: list[Frame]) -> None:
    """Give each frame of one sentence the date and the place tied to it most closely."""
    if not frames:
        return
    reading = frames[0].reading
    sentence = reading.sentence
    triggers = frozenset(f.trigger.token for f in frames if not _through(f))
    owns = [_own(f) for f in frames]
    expressions = dates_in(document, sentence.start, sentence.end)
    ties = {
        (n, m): tie(f, owns[n], d.start, d.end, triggers - {f.trigger.token})
        for n, f in enumerate(frames)
        for m, d in enumerate(expressions)
    }
    for n, frame in enumerate(frames):
        best = None
        for m, expression in enumerate(expressions):
            mine = ties[n, m]
            theirs = max((ties[k, m] for k in range(len(frames)) if k != n and not _through(frames[k])), default=0)
            if mine == 0 or (mine < theirs and mine < 4) or (mine == 1 and (theirs >= 2 or _referring(frame))):
                continue
            if mine <= 2 and _far_year(document, expression):
                continue
            distance = abs(expression.start - reading.tokens[frame.trigger.token].start)
            anew = frame.status == "postponed" and _NEW_DATE.search(document.text, sentence.start, expression.start)
            key = (bool(anew), mine, _rank_date(expression), -distance)
            if best is None or key > best[0]:
                best = (key, expression)
        if best is not None:
            frame.date = best[1]
            frame.date_rule = f"tie{best[0][1]}:{best[1].rule}"
    _attach_places(document, reading, frames, owns, triggers)


def place_before(document: Document, position: int, paragraphs: int, paragraph: int) -> Place | None:
    """The last town named as a location before a position of the clean text, at most so many paragraphs back."""
    starts = [p.start for p in document.places]
    first = document.source.clean.paragraphs[max(0, paragraph - paragraphs)].start
    for place in reversed(document.places[: bisect_left(starts, position)]):
        if place.start < first:
            return None
        before = document.text[max(0, place.start - 60) : place.start]
        there = _NEAR_LOCATIVE.search(before) or _BOUND_FOR.search(before) or place.rule == "venue"
        if place.city and place.rule != "adjectival" and there:
            return place
    return None


_IN_TOWN = re.compile(r"\bin the (?:same )?(?:city|town)\b(?! of\b)", re.IGNORECASE)


def says_town(document: Document, frame: Frame) -> bool:
    """Whether the frame's sentence places it in a town named before: "in the city"."""
    sentence = frame.reading.sentence
    return bool(_IN_TOWN.search(document.text, sentence.start, sentence.end))


def says_here(document: Document, frame: Frame) -> bool:
    """Whether the frame's sentence places it by pointing back: "there", "in the city"."""
    sentence = frame.reading.sentence
    return bool(_HERE.search(document.text, sentence.start, sentence.end))


def _referring(frame: Frame) -> bool:
    """Whether the words point back at a gathering told before ("their conversation", "that meeting")."""
    return frame.trigger.name is None and (frame.definite or frame.possessive)


def _attach_places(
    document: Document, reading: Reading, frames: list[Frame], owns: list[dict[int, int]], triggers: frozenset[int]
) -> None:
    sentence = reading.sentence
    found = [
        p
        for p in places_in(document, sentence.start, sentence.end)
        if p.rule != "adjectival" and (p.country_code or p.city) and located(document, reading, p)
    ]
    ties = {
        (n, m): tie(f, owns[n], p.start, p.end, triggers - {f.trigger.token}, place=True)
        for n, f in enumerate(frames)
        for m, p in enumerate(found)
    }
    for n, frame in enumerate(frames):
        bearing = _in_name(document, frame) or _before_noun(document, frame)
        if bearing is not None:
            frame.place, frame.place_rule = bearing, f"tie5:{bearing.rule}"
            continue
        best = None
        for m, place in enumerate(found):
            if place.city is None and any(
                c.start <= place.start < c.end and not c.rule.startswith(("destination", "visited"))
                for c in frame.claims
            ):
                continue
            mine = ties[n, m]
            theirs = max(
                (
                    ties[k, m]
                    for k in range(len(frames))
                    if k != n and not _through(frames[k]) and frames[k].trigger.token != frame.trigger.token
                ),
                default=0,
            )
            if mine == 0 or (mine < theirs and mine < 4) or (mine == 1 and theirs >= 2):
                continue
            distance = abs(place.start - reading.tokens[frame.trigger.token].start)
            key = (not _deep(reading, place, owns[n]), mine, place.city is not None, -distance)
            if best is None or key > best[0]:
                best = (key, place)
        if best is not None:
            frame.place = best[1]
            frame.place_rule = f"tie{best[0][1]}:{best[1].rule}"
        elif not found:
            unknown = _unknown_town(document, frame, owns[n])
            if unknown is not None:
                frame.place, frame.place_rule = unknown, "tie3:unknown_town"


def _unknown_town(document: Document, frame: Frame, own: dict[int, int]) -> Place | None:
    """A capitalised word behind "in" that hangs on the gathering and is no name of anybody: "sat down in Ti Tree"."""
    reading = frame.reading
    for t, token in enumerate(reading.tokens):
        if token.tag != "NNP" or token.dep != "pobj" or reading.mention_of[t] >= 0:
            continue
        p = token.head
        if reading.words[p] != "in" or p < frame.trigger.token or own.get(reading.tokens[p].head, 0) < 3:
            continue
        first = p + 1
        if first > t or t - first > 2 or any(not reading.tokens[k].text[:1].isupper() for k in range(first, t + 1)):
            continue
        start, end = reading.tokens[first].start, token.end
        name = document.text[start:end]
        if (
            token.entity in ("PERSON", "ORG", "NORP", "DATE", "TIME")
            or dates_in(document, start, end)
            or not name.isascii()
        ):
            continue
        if t + 1 < len(reading.tokens) and reading.tokens[t + 1].pos in ("NOUN", "PROPN"):
            continue
        if places_in(document, start, end) or reading.words[t] in _DIRECTIONS or len(name) < 4:
            continue
        codes = {document.entities[e].country_code for e in frame.entities} - {None}
        return Place(start, end, name, codes.pop() if len(codes) == 1 else None, "unknown_town")
    return None


_DIRECTIONS = frozenset(
    {"africa", "asia", "europe", "america", "oceania", "pacific", "east", "west", "north", "south", "congress",
     "parliament", "indo-pacific", "spring", "summer", "autumn", "fall", "winter", "english", "person", "arctic"}
)  # fmt: skip


def _in_name(document: Document, frame: Frame) -> Place | None:
    """The town that a gathering is named after: "the G20 Rio Summit", "the White House Summit on lead pipes"."""
    trigger = frame.trigger
    if trigger.name is None:
        return None
    reading, t = frame.reading, trigger.token
    first = t - len(trigger.words.split()) + 1 if trigger.words.split()[-1] == reading.lemmas[t] else t
    while first and reading.words[first - 1] in ("leaders", "leaders'", "'", "’", "leaders’", "s"):
        first -= 1
    for size in (2, 1):
        if first - size >= 0 and reading.tokens[first - size].start >= trigger.name_start:
            span = reading.tokens[first - size].start, reading.tokens[first - 1].end
            known = town(document.text[span[0] : span[1]])
            if known:
                return Place(*span, known[0], known[1], "city")
    start, end = trigger.name_start, reading.tokens[t].end
    named = [p for p in places_in(document, start, end) if p.rule in ("city", "venue") and p.city and p.end <= end]
    return named[0] if len(named) == 1 and document.text[named[0].end : named[0].end + 1] == " " else None


def _before_noun(document: Document, frame: Frame) -> Place | None:
    """The town right before the noun of a gathering: "the Lima meeting", "last week's Geneva talks"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape != "event" or t == 0 or reading.tokens[t - 1].dep not in ("compound", "nmod", "amod"):
        return None
    token = reading.tokens[t - 1]
    near = [p for p in places_in(document, token.start - 20, token.end) if p.end == token.end]
    return near[0] if near and near[0].city and near[0].rule in ("city", "venue") else None


def located(document: Document, reading: Reading, place: Place) -> bool:
    """Whether a place name says where something happens, and isn't part of a name or a government."""
    text = document.text
    before = text[max(reading.sentence.start, place.start - 60) : place.start]
    for mention in reading.mentions:
        if mention.start <= place.start and place.end <= mention.end:
            kinds = {document.entities[e].entity_type for e in mention.entities}
            inside = (mention.start, mention.end) != (place.start, place.end)
            if (
                inside
                and kinds & {"person", "company", "organisation", "government_body"}
                and "venue" not in place.rule
            ):
                return False
    after = text[place.end : place.end + 2]
    if after in ("'s", "’s"):
        return False
    if not before.strip() and _DATELINE.match(text, place.end):
        return False
    if place.city is None:
        return bool(_IN_COUNTRY.search(before))
    if place.rule == "venue" and not _GATHERING_AFTER.match(text, place.end):
        return bool(_AT_VENUE.search(before) or not before.strip())
    return bool(
        _NEAR_LOCATIVE.search(before) or _LOCATIVE.search(before[-24:]) or "venue" in place.rule or not before.strip()
    )
