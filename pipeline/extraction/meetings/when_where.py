"""The time and the place that a sentence ties to a told gathering."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extraction.document import Document, Place
from pipeline.extraction.meetings.counted_days import counted_day
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import objects
from pipeline.extraction.meetings.locations import bound_there, located
from pipeline.extraction.meetings.met_at import gathering_met_at
from pipeline.extraction.meetings.other_times import (
    day_it_was_put_off,
    far_year,
    in_name_alone,
    of_a_paper,
    rank_date,
    year_of_something,
)
from pipeline.extraction.meetings.put_off import new_date
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.ties import ahead_of, in_other_clause, is_main_trip, tie, tied_tokens
from pipeline.extraction.named_within import dates_in, places_in
from pipeline.extraction.names.descriptors import site_nouns
from pipeline.extraction.places import seat_of, town


def attach(document: Document, frames: list[Frame]) -> None:
    """Give each frame of one sentence the date and the place tied to it most closely."""
    if not frames:
        return
    reading = frames[0].reading
    sentence = reading.sentence
    triggers = frozenset(f.trigger.token for f in frames if not is_main_trip(f))
    owns = [tied_tokens(f) for f in frames]
    expressions = [d for d in dates_in(document, sentence.start, sentence.end) if not of_a_paper(reading, d)]
    if any(f.status == "postponed" for f in frames):
        expressions += [
            d
            for d in dates_in(document, sentence.start, sentence.end, deadlines=True)
            if new_date().search(document.text, sentence.start, d.start)
        ]
    ties = {
        (n, m): tie(f, owns[n], d.start, d.end, triggers - {f.trigger.token})
        for n, f in enumerate(frames)
        for m, d in enumerate(expressions)
    }
    for n, frame in enumerate(frames):
        best = None
        for m, expression in enumerate(expressions):
            mine = ties[n, m]
            counted = counted_day(document, frame, expression)
            if counted is not None:
                for other in frames:  # "a day before the summit opens on Monday": the summit is no telling of it
                    behind = other.trigger.token > frame.trigger.token and other.start < expression.start
                    other.separate = other.separate or (behind and not other.claims)
                expression, mine = counted, max(mine, 4)
            theirs = max((ties[k, m] for k in range(len(frames)) if k != n and not is_main_trip(frames[k])), default=0)
            anew = frame.status == "postponed" and new_date().search(document.text, sentence.start, expression.start)
            apart = mine == 0 or (mine < theirs and mine < 4) or (mine == 1 and (theirs >= 2 or _referring(frame)))
            if apart and not anew:
                continue
            if not anew and day_it_was_put_off(frame, expression, expressions):
                continue
            if mine <= 2 and far_year(document, expression):
                continue
            if year_of_something(reading, expression, owns[n]):
                continue
            distance = abs(expression.start - reading.tokens[frame.trigger.token].start)
            counts = min(mine, _NAMED) if in_name_alone(frame, expression) else mine
            key = (bool(anew), counts, rank_date(expression), -distance)
            if best is None or key > best[0]:
                best = (key, expression, mine)
        if best is not None:
            frame.date = best[1]
            frame.date_rule = f"tie{best[2]}:{best[1].rule}"
    _attach_places(document, reading, frames, owns, triggers)
    for n, frame in enumerate(frames):
        main = _held_during(frame, owns[n], frames) if frame.place is None else None
        if main is not None:
            frame.place, frame.place_rule = main.place, main.place_rule
    for frame in frames:
        main = gathering_met_at(frame, frames)
        if main is not None and frame.place is None:
            frame.place, frame.place_rule = main.place, main.place_rule
        if main is not None and frame.date is None:
            frame.date, frame.date_rule = main.date, main.date_rule
    for frame in frames:
        if frame.place is None and "twice" in frame.flags:  # "met twice in Lima, on May 4 and on May 9"
            one = next(f for f in frames if f.trigger.token == frame.trigger.token)
            frame.place, frame.place_rule = one.place, one.place_rule


_NAMED = 2
"""Tie for which the year in the name of a gathering counts beside its day: "the 2026 X Summit, held on May 4, 2026"."""


def _held_during(frame: Frame, own: dict[int, int], frames: list[Frame]) -> Frame | None:
    """The gathering with a place during which another was held: "a summit, held during the assembly in Lima"."""
    reading = frame.reading
    for main in frames:
        p = reading.tokens[main.trigger.token].head
        while reading.words[p] == "of" and reading.tokens[reading.tokens[p].head].dep == "pobj":
            p = reading.tokens[reading.tokens[p].head].head  # "during the 80th session of the assembly"
        during = reading.words[p] == "during" and reading.tokens[p].head != frame.trigger.token
        if main is not frame and main.place is not None and during and own.get(reading.tokens[p].head, 0) >= _CLOSE:
            return main
    return None


def _referring(frame: Frame) -> bool:
    """Whether the words point back at a gathering told before ("their conversation", "that meeting")."""
    return frame.trigger.name is None and (frame.definite or frame.possessive)


def _attach_places(
    document: Document, reading: Reading, frames: list[Frame], owns: list[dict[int, int]], triggers: frozenset[int]
) -> None:
    """Give each frame the place it is named after, or else the one tied to it most closely."""
    sentence = reading.sentence
    found = [
        p
        for p in places_in(document, sentence.start, sentence.end)
        if p.rule != "adjectival" and (p.country_code or p.city) and located(document, reading, p)
    ]
    ties = {
        (n, m): tie(f, owns[n], p.start, p.end, triggers - {f.trigger.token}, place=True)
        or _with_its_day(document, f, owns[n], p, triggers)
        for n, f in enumerate(frames)
        for m, p in enumerate(found)
    }
    for n, frame in enumerate(frames):
        bearing = _in_name(document, frame) or _before_noun(document, frame) or _of_site_seen(document, frame)
        if bearing is not None:
            frame.place, frame.place_rule = bearing, f"tie5:{bearing.rule}"
            continue
        best = None
        for m, place in enumerate(found):
            if any(
                c.start <= place.start < c.end
                and not c.rule.startswith(("destination", "visited"))
                and (place.city is None or (c.role != "host" and _for_its_state(document, reading, place, c.entities)))
                for c in frame.claims
            ):
                continue
            mine = ties[n, m]
            if place.city is None and mine < 4 and _of_something_there(reading, place, owns[n]):
                continue
            theirs = max(
                (
                    ties[k, m]
                    for k in range(len(frames))
                    if k != n and not is_main_trip(frames[k]) and frames[k].trigger.token != frame.trigger.token
                ),
                default=0,
            )
            if mine == 0 or (mine < theirs and mine < 4) or (mine == 1 and (theirs >= 2 or _aside(document, place))):
                continue
            distance = abs(place.start - reading.tokens[frame.trigger.token].start)
            with_day = place.city is not None and _beside_its_day(document, frame, place)
            key = (not in_other_clause(reading, place, owns[n]), with_day, mine, place.city is not None, -distance)
            if best is None or key > best[0]:
                best = (key, place)
        back = _come_back_from(document, frame) if best is None else None
        if best is not None and _one_of_several(document, frame, best[1]):
            continue
        if best is not None:
            frame.place = _of_its_host(document, frame, best[1])
            frame.place_rule = f"tie{best[0][2]}:{best[1].rule}"
        elif back is not None:
            frame.place, frame.place_rule = back, f"tie3:{back.rule}"
        elif not found:
            unknown = _unknown_town(document, frame, owns[n])
            house = _house_of_host(document, frame)
            if unknown is not None:
                frame.place, frame.place_rule = unknown, "tie3:unknown_town"
            elif house is not None:
                frame.place, frame.place_rule = house, "tie3:venue"


def _house_of_host(document: Document, frame: Frame) -> Place | None:
    """The seat of government whose name stands for the host, where nothing else is told of the place: "the White House
    convened mining chiefs"."""
    hosts = [c for c in frame.claims if c.role == "host"]
    if frame.phone or frame.trigger.shape not in ("event", "assembly", "summons", "reception"):
        return None
    return next((p for c in hosts for p in places_in(document, c.start, c.end) if p.rule == "venue" and p.city), None)


def _of_something_there(reading: Reading, place: Place, own: dict[int, int]) -> bool:
    """Whether a country is only where something lies or goes that is named beside it: "an investment in Peru"."""
    token = reading.tokens[reading.token_at(place.end - 1)]
    if token.dep != "pobj" or reading.words[token.head] != "in":
        return False
    noun = reading.tokens[token.head].head
    return reading.tokens[noun].tag in ("NN", "NNS", "VBG") and noun not in own


def _aside(document: Document, place: Place) -> bool:
    """Whether a country stands in the sentence without anybody going there: "the partnership of the United States"."""
    return place.city is None and not bound_there(document, place)


def _of_its_host(document: Document, frame: Frame, place: Place) -> Place:
    """A seat of government that many countries have is the host's: "Ruto received the envoy at State House"."""
    if place.rule != "seat":
        return place
    hosts = {document.entities[e].country_code for c in frame.claims if c.role == "host" for e in c.entities} - {None}
    home = hosts.pop() if len(hosts) == 1 else None
    seat = seat_of(home) if home else None
    return replace(place, city=seat, country_code=home) if seat else place


def _one_of_several(document: Document, frame: Frame, place: Place) -> bool:
    """Whether a journey goes to several countries, so that none is its place: "visited Lima and Quito"."""
    if frame.trigger.shape not in ("calling", "trip", "journey"):
        return False
    sentence = frame.reading.sentence
    for other in places_in(document, sentence.start, sentence.end):
        first, second = (place, other) if place.start < other.start else (other, place)
        beside = _BOTH.fullmatch(document.text, first.end, second.start) is not None
        if other is not place and beside and other.country_code != place.country_code:
            return True
    return False


_BOTH = re.compile(r",?\s(?:and\s)?(?:(?:to|then|in|from there to)\s){0,2}")
"""What stands between two stops of one journey."""


def _come_back_from(document: Document, frame: Frame) -> Place | None:
    """The town from which somebody comes back after the gathering: "returned from Lima on Friday after meeting X"."""
    reading, t = frame.reading, frame.trigger.token
    after = reading.tokens[t].head
    above = reading.tokens[after].head
    if reading.words[after] not in ("after", "following") or reading.lemmas[above] not in cues("coming_back"):
        return None
    for place in places_in(document, reading.sentence.start, reading.tokens[t].start):
        if place.city and document.text.endswith(" from ", 0, place.start):
            return place
    return None


def _beside_its_day(document: Document, frame: Frame, place: Place) -> bool:
    """Whether a town stands right beside the gathering's own day: "in Lima on 28 April", "on 28 April in Lima"."""
    if frame.date is None:
        return False
    first, second = (place, frame.date) if place.start < frame.date.start else (frame.date, place)
    return _SIDE_BY_SIDE.fullmatch(document.text, first.end, second.start) is not None


_SIDE_BY_SIDE = re.compile(r",?\s(?:(?:early|late)\s)?(?:(?:on|in|at|from)\s)?(?:the\s)?")
"""What stands between a town and the day beside it."""


def _with_its_day(document: Document, frame: Frame, own: dict[int, int], place: Place, triggers: frozenset[int]) -> int:
    """How closely a town is tied whose day stands right behind it and is the gathering's, though the model hangs the
    town on what is talked about: "signed a pact on nickel production in Lima on Tuesday"."""
    reading = frame.reading
    if place.city is None or ahead_of(reading, reading.token_at(place.start), frame.trigger.token):
        return 0
    behind = [d for d in dates_in(document, place.end, place.end + _DAY_WITHIN) if d.start >= place.end]
    if not behind or document.text[place.end : behind[0].start] not in (" ", " on ", ", ", " in ", " early on "):
        return 0
    tied = tie(frame, own, behind[0].start, behind[0].end, triggers - {frame.trigger.token})
    return tied if tied >= _CLOSE else 0


_DAY_WITHIN = 24
"""Characters behind a town in which its day may begin and end."""
_CLOSE = 3
"""Ties that are no mere standing in one sentence."""


def _for_its_state(document: Document, reading: Reading, place: Place, entities: tuple[int, ...]) -> bool:
    """Whether a town's name stands for a government that takes part: "Tokyo and Brussels will hold a dialogue"."""
    if reading.tokens[reading.token_at(place.end - 1)].dep == "pobj":
        return False
    return bool(entities) and all(document.entities[e].entity_type in ("country", "bloc") for e in entities)


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
        if places_in(document, start, end) or reading.words[t] in cues("no_town") or len(name) < 4:
            continue
        codes = {document.entities[e].country_code for e in frame.entities} - {None}
        return Place(start, end, name, codes.pop() if len(codes) == 1 else None, "unknown_town")
    return None


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
    while t and t > frame.trigger.token - 3 and reading.tokens[t - 1].text.islower():
        if reading.tokens[t - 1].dep not in ("compound", "nmod", "amod"):
            break
        t -= 1  # "the Nouakchott mining forum"
    if frame.trigger.shape != "event" or t == 0 or reading.tokens[t - 1].dep not in ("compound", "nmod", "amod"):
        return None
    token = reading.tokens[t - 1]
    near = [p for p in places_in(document, token.start - 20, token.end) if p.end == token.end]
    return near[0] if near and near[0].city and near[0].rule in ("city", "venue") else None


def _of_site_seen(document: Document, frame: Frame) -> Place | None:
    """The town right before the plant or mine that somebody visits: "toured the company's Kalgoorlie plant"."""
    reading = frame.reading
    if frame.trigger.shape != "calling":
        return None
    for o in objects(reading, frame.trigger.token):
        if reading.words[o] in site_nouns() and o:
            beside = [c for c in reading.children[o] if c < o and reading.tokens[c].dep in ("compound", "nmod", "amod")]
            for c in beside:
                known = town(document.text[reading.tokens[c].start : reading.tokens[c].end])
                if known and reading.mention_of[c] < 0:
                    return Place(reading.tokens[c].start, reading.tokens[c].end, known[0], known[1], "city")
    return None
