"""Parties that a frame leaves to the context: "the two met", "its next round", "both sides"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.counted_people import counted_people, counted_states
from pipeline.extraction.meetings.cues import alternatives, cues
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import finite_governor, is_passive, subjects
from pipeline.extraction.meetings.holders import rank_of
from pipeline.extraction.meetings.kinds import as_states, rank_of_person, sides
from pipeline.extraction.meetings.next_sitting import next_of_series
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.same_people import the_same_people
from pipeline.extraction.meetings.senses import role_senses
from pipeline.extraction.meetings.signatories import SIGNED
from pipeline.extraction.meetings.those_before import (
    from_before,
    that_group,
    with_a_third,
    with_one_more,
)
from pipeline.extraction.meetings.voices import NO_TALK, Talk
from pipeline.extraction.named_within import dates_in, places_in


@cache
def _dual() -> re.Pattern[str]:
    """Words that stand for the two or three who meet: "the two leaders", "both sides", "they"."""
    return re.compile(
        r"\b(?:the (?:same )?(?:two|pair|duo|three)|both|two|their|they|them|our|the(?= part(?:icipants|ies)))\b"
        rf"(?:\s+(?:\w+\s+)?(?P<what>{alternatives('states_told', 'people_told')}))?",
        re.IGNORECASE,
    )


def _last_pair(document: Document, frames: list[Frame]) -> list[int]:
    """Entities of the last gathering with exactly two sides."""
    for frame in reversed(frames):
        entities = frame.entities
        if len(sides(document, entities)) == 2 and len(entities) <= 4:
            return sorted(entities)
    return []


def complete(document: Document, frames: list[Frame], before: list[Frame], talk: Talk = NO_TALK) -> None:
    """Fill in parties that a frame names only by "the two", "their" or "the next", from the frames before it.

    In a transcript, only from what the same question and its answer tell.
    """
    told = before
    for frame in frames:
        before = [f for f in told if talk.goes_on(f, frame)]
        the_same_people(document, frame, before)
        if len(sides(document, frame.entities)) >= 2:
            continue
        alone = not frame.entities and not talk.asked
        if alone and (
            _of_so_many(document, frame) or _dialogue_of_two(document, frame) or _of_all_states(document, frame)
        ):
            continue
        holders = None if frame.entities else _office_pair(document, frame) or counted_people(document, frame, before)
        if holders is not None:
            frame.claims.append(holders)
            continue
        group = that_group(document, frame, before) if not frame.entities else None
        if group is not None:
            frame.claims.append(group)
            frame.ranks |= {group.rank} if group.rank is not None else set()
            continue
        theirs = _they_who_did(document, frame) if not frame.entities else None
        if theirs is not None:
            frame.claims.append(theirs)
            continue
        if from_before(document, frame, before):
            continue
        earlier = [f for f in frames if f.trigger.token < frame.trigger.token]
        if _of_the_series(document, frame, before + earlier) or next_of_series(document, frame, before + earlier):
            continue
        pair = _last_pair(document, before + earlier)
        with_one_more(document, frame, before)
        if pair and with_a_third(document, frame, pair):
            continue
        if any(len(sides(document, f.entities)) > 2 for f in earlier):
            pair = []  # "I have spoken with X and Y, and our teams began talks"
        dual = _dual_words(document, frame)
        if not pair:
            if dual is not None:
                _as_named(frame, dual[0])
                if dual[2] and not frame.entities and not talk.asked:
                    _main_states(document, frame, 2, dual[0], dual[1])
            continue
        if dual is not None:
            start, end, states = dual
            if _of_one(frame, start):
                _as_named(frame, start)  # "The M23 rebels weren't invited. Their talks with …"
                continue
            chosen = as_states(document, pair) if states else pair
            missing = tuple(e for e in chosen if e not in frame.entities)
            if missing and (not frame.entities or frame.entities & set(chosen)):
                frame.claims.append(Claim(missing, _role(frame), start, end, "dual"))
            continue
        ours = not talk.asked or _of_ours(frame)
        if ours and _own_day_or_place(document, frame) and not frame.entities and pair:
            states_ = tuple(as_states(document, pair))
            frame.claims.append(Claim(states_, "attendee", frame.start, frame.end, "context"))
            frame.flags.add("context_parties")
            continue
        if _series(frame) and frame.trigger.shape == "event":
            series = [f for f in reversed(before) if _same_series(f, frame)]
            met = (
                f
                for f in series
                if len(sides(document, {e for c in f.claims if c.role != "host" for e in c.entities})) > 1
            )
            last = next(met, series[0] if series else None)
            if last is not None and frame.trigger.words == "another":
                frame.kind = last.kind
            source = sorted(last.entities) if last is not None else []
            chosen = as_states(document, source)
            codes = {document.entities[e].country_code for e in frame.entities}
            missing = tuple(
                e
                for e in chosen
                if e not in frame.entities and document.entities[e].country_code not in (codes - {None})
            )
            if missing and len(chosen) <= 4:
                start, end = frame.start, frame.end
                frame.claims.append(Claim(missing, "attendee", start, end, "series"))


def _of_the_series(document: Document, frame: Frame, before: list[Frame]) -> bool:
    """Give a numbered round told alone those of the round before it: "The second round, held in March, had failed"."""
    numbered = any(flag.startswith("ordinal:") for flag in frame.flags)
    t = frame.trigger.token
    numbered = numbered or bool(cues("one_before") & set(frame.reading.words[max(0, t - 2) : t]))
    if not numbered or frame.entities or frame.trigger.words.split()[-1] not in cues("serial_sitting"):
        return False
    if frame.trigger.name or frame.reading.words[frame.trigger.token + 1 : frame.trigger.token + 2] == ("of",):
        return False  # "the 3rd Summit of the Forum for …"
    last = next(
        (
            f
            for f in reversed(before)
            if _same_series(f, frame)
            and len(sides(document, f.entities)) > 1
            and any(c.role != "host" for c in f.claims)
        ),
        None,
    )
    if last is None:  # "X will host Y for the third session. The second took place in Lima"
        alike = next((f for f in reversed(before) if _same_series(f, frame)), None)
        beside = [f for f in before if alike is not None and f.reading.index == alike.reading.index]
        last = next((f for f in beside if len(sides(document, f.entities)) == 2), None)
    if last is None:
        return False
    named = {e for c in last.claims if c.rule.startswith("modifier") for e in c.entities}
    whose = named if len(sides(document, named)) > 1 else last.entities  # "the first Peru–Chile Forum, with BHP"
    chosen = tuple(as_states(document, sorted(whose)))
    frame.claims.append(Claim(chosen, "attendee", frame.start, frame.end, "series"))
    return True


def _of_ours(frame: Frame) -> bool:
    """Whether those who answer say that "we" will have it: the two of whom they have been telling."""
    reading = frame.reading
    return frame.verb is not None and any(reading.words[s] == "we" for s in subjects(reading, frame.verb))


def _they_who_did(document: Document, frame: Frame) -> Claim | None:
    """ "They had prepared the ground in a video call": the people whom the subject points back to were on it."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape != "event" or frame.trigger.plural or frame.definite or frame.trigger.name:
        return None
    if not frame.flags & {"prep:in", "prep:at", "prep:during", "prep:over", "prep:after"} or "setting" in frame.flags:
        return None
    above = finite_governor(reading, t)
    for s in subjects(reading, above) if above is not None else []:
        mention = reading.mentions[reading.mention_of[s]] if reading.mention_of[s] >= 0 else None
        if mention is None or mention.form not in ("pronoun", "nominal"):
            continue
        people = [e for e in mention.entities if document.entities[e].entity_type == "person"]
        if len(people) > 1 and len(sides(document, set(people))) > 1:
            return Claim(mention.entities, "attendee", mention.start, mention.end, "they")
    return None


def _role(frame: Frame) -> str:
    """What the verb makes of parties that it only points at: "the three governments will organise a forum"."""
    if frame.verb is None or frame.trigger.shape != "event" or is_passive(frame.reading, frame.verb):
        return "attendee"
    sense = role_senses().get((frame.reading.lemmas[frame.verb], ""))
    return "host" if sense is not None and sense.role == "host" else "attendee"


def _office_pair(document: Document, frame: Frame) -> Claim | None:
    """ "The two national security advisers": the two persons who hold that office in the article."""
    reading = frame.reading
    for i in range(len(reading.words) - 2):
        if reading.words[i] not in ("two", "both") or reading.tokens[i].start > frame.end + 80:
            continue
        for t in range(i + 1, min(i + 6, len(reading.words))):
            if reading.mention_of[t] >= 0 and reading.mentions[reading.mention_of[t]].form != "pronoun":
                break
            if reading.tokens[t].tag in ("NNS", "NNPS"):
                wanted = " ".join((*reading.words[i + 1 : t], reading.words[t].removesuffix("s")))
                behind = reading.words[t : t + 3]
                if behind in (("heads", "of", "state"), ("heads", "of", "government")):
                    holders = [e for e in range(len(document.entities)) if rank_of_person(document, e) == "leader"]
                else:
                    holders = [
                        e
                        for e, entity in enumerate(document.entities)
                        if entity.entity_type == "person" and wanted in (entity.office or "").lower()
                    ]
                sides_ = {document.entities[e].country_code for e in holders}
                if len(holders) == 2 and len(sides_) == 2:
                    start, end = reading.tokens[i].start, reading.tokens[t].end
                    return Claim(tuple(holders), "attendee", start, end, "office_pair")
                break
    return None


def _same_series(one: Frame, other: Frame) -> bool:
    if other.trigger.words == "another":
        return one.trigger.shape == "event" or bool(one.kind)
    heads = [f.trigger.words.split(" of ")[0].split()[-1] for f in (one, other)]  # "round of negotiation" is a round
    return heads[0] == heads[1] or one.trigger.words.split()[-1] == other.trigger.words.split()[-1]


def _own_day_or_place(document: Document, frame: Frame) -> bool:
    """Whether a gathering told by a noun without any party has a time or place of its own in its phrase."""
    if frame.trigger.shape != "event" or (frame.trigger.plural and not frame.trigger.plural_ok):
        return False
    if frame.trigger.weight < 2 or "setting" in frame.flags or frame.definite or frame.trigger.name:
        return False
    if frame.ranks or "crowd" in frame.flags:
        return False
    sentence = frame.reading.sentence
    near = frame.reading.tokens[frame.trigger.token].end
    after = dates_in(document, near, min(sentence.end, near + 60)) or places_in(
        document, near, min(sentence.end, near + 40)
    )
    return bool(after)


def _main_states(document: Document, frame: Frame, count: int, start: int, end: int) -> bool:
    """Take the `count` countries that make the statement, or else those that the article names most, where they
    stand out."""
    signed = next((m.entities for m in document.mentions if m.rule == SIGNED), ())
    if len(signed) == count:
        frame.claims.append(Claim(signed, _role(frame), start, end, "main_states"))
        frame.flags.add("context_parties")
        return True
    named = Counter(e for m in document.mentions for e in m.entities if document.entities[e].entity_type == "country")
    ranked = sorted(named.items(), key=lambda item: (-item[1], item[0]))
    if len(ranked) < count or (len(ranked) > count and ranked[count][1] * 2 > ranked[count - 1][1]):
        return False
    states = tuple(sorted(e for e, _ in ranked[:count]))
    frame.claims.append(Claim(states, _role(frame), start, end, "main_states"))
    frame.flags.add("context_parties")
    return True


def _of_so_many(document: Document, frame: Frame) -> bool:
    """A "trilateral" or "bilateral" gathering of unnamed parties: the states that the article is about."""
    if frame.trigger.shape != "event" or (frame.trigger.plural and not frame.trigger.plural_ok):
        return False
    t = frame.trigger.token
    words = set(frame.reading.words[max(0, t - 6) : t + 1])
    count = 3 if "trilateral" in words else 2 if "bilateral" in words else 0
    owners = [c for c in frame.reading.children[t] if frame.reading.tokens[c].dep == "poss"]
    frame.ranks |= {rank for c in owners if (rank := rank_of(frame.reading, c)) is not None}
    return bool(count) and _main_states(document, frame, count, frame.start, frame.end)


def _of_all_states(document: Document, frame: Frame) -> bool:
    """People "from all three countries" or "the three governments" who gather: those of the states that the article is
    about."""
    told = counted_states(document, frame)
    return told is not None and _main_states(document, frame, *told)


def _dialogue_of_two(document: Document, frame: Frame) -> bool:
    """A dialogue known by name with a day or place of its own and no party told: that of the two states that the
    article is about ("the second Security Dialogue held in Santiago in May")."""
    trigger = frame.trigger
    if trigger.shape != "event" or not trigger.name or trigger.words.split()[-1] not in ("dialogue", "dialog"):
        return False
    sentence = frame.reading.sentence
    end = min(sentence.end, trigger.name_end + _OWN_TIME)
    if not dates_in(document, trigger.name_end, end) and not places_in(document, trigger.name_end, end):
        return False
    return _main_states(document, frame, 2, trigger.name_start, trigger.name_end)


_OWN_TIME = 60
"""Characters after a dialogue's name within which its own time or place stands."""


def _of_one(frame: Frame, position: int) -> bool:
    """Whether the names room reads "their" as a single body told by its people."""
    return any(m.start == position and len(m.entities) == 1 for m in frame.reading.mentions)


def _as_named(frame: Frame, position: int) -> None:
    """Take "their" as the names room reads it."""
    mention = next((m for m in frame.reading.mentions if m.start == position and m.entities), None)
    if mention is not None:
        frame.claims.append(Claim(mention.entities, "attendee", mention.start, mention.end, "pronoun"))


def _series(frame: Frame) -> bool:
    reading, t = frame.reading, frame.trigger.token
    words = {reading.words[i] for i in range(max(0, t - 4), t + 1)}
    return frame.trigger.words == "another" or (frame.status == "planned" and bool(words & cues("one_more")))


def _they_again(frame: Frame, s: int) -> bool:
    """Whether "they" says that those who met meet again: "they will sit down again on Thursday"."""
    reading = frame.reading
    again = cues("resumption") & set(reading.words[s : frame.trigger.token + 8])
    return reading.words[s] == "they" and bool(again) and not frame.phone


def _counted_pair(reading: Reading, i: int) -> bool:
    """Whether an owner is told as two or three people or states: "the two leaders' first meeting"."""
    return reading.tokens[i].tag == "NNS" and bool({"two", "both", "three"} & set(reading.words[max(0, i - 2) : i]))


def _dual_words(document: Document, frame: Frame) -> tuple[int, int, bool] | None:
    """Where the sentence says "the two" or the like for the parties, and whether states are meant."""
    if frame.trigger.kind in ("conference", "visit") or (
        frame.trigger.weight == 1 and frame.trigger.shape == "reciprocal" and not frame.phone
    ):
        return None
    reading, t = frame.reading, frame.trigger.token
    spans: list[tuple[int, int]] = []
    if frame.trigger.shape in ("event", "trip", "invitation"):
        for c in reading.children[t]:
            if reading.tokens[c].dep == "poss" and reading.words[c] == "their":
                spans.append((reading.tokens[c].start, reading.tokens[c].end))
            if reading.tokens[c].dep == "poss" and _counted_pair(reading, c):
                spans.append((reading.tokens[max(0, c - 2)].start, reading.tokens[c].end))
            if reading.words[c] in ("between", "of", "among"):
                spans.append((reading.tokens[c].end, min(reading.sentence.end, reading.tokens[c].end + 40)))
        if frame.verb is not None:
            for s in subjects(reading, frame.verb):
                if reading.mention_of[s] < 0 or _they_again(frame, s):
                    spans.append((reading.tokens[max(0, s - 2)].start, reading.tokens[s].end))
    else:
        for s in subjects(reading, t):
            if reading.mention_of[s] < 0 or _they_again(frame, s):
                spans.append((reading.tokens[max(0, s - 2)].start, reading.tokens[s].end))
    for start, end in spans:
        hit = _dual().search(document.text, start, end)
        if hit:
            what = (hit["what"] or "").lower()
            return hit.start(), hit.end(), what in cues("states_told")
    return None
