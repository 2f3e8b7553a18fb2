"""Standing bodies whose sitting a gathering is: who sits are their members, not the body beside them.

"Canada and Chile held the first meeting of the Critical Minerals Task Force" has two parties; of "the Council's
third meeting", where the article calls it "the Canada–EU Raw Materials Council" elsewhere, Canada and the EU sit.
"""

from __future__ import annotations

import re

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.grammar import governed, subjects
from pipeline.extraction.meetings.kinds import sides

_SITTING = ("modifier", "of:", "possessive", "attendance", "guest")
_JOINED = re.compile(r"\s?[-–—/&]\s?|,?\s(?:and|&)\s(?:the\s)?")
"""What stands between the two states in the name of a body of theirs: "U.S.-EU", "Chile and Peru"."""
_OF = re.compile(r" (?:on|for|of|to) ")
_BETWEEN = re.compile(r"\s(?:between|of)\s(?:the\s)?")
_AND = re.compile(r"\sand\s(?:the\s)?")
_WORDS_BETWEEN = 4
"""Words at most between the states' names and the noun of a body of theirs."""
_AHEAD = 3
"""Characters between the second state and the rest of the body's name."""


def seat_members(document: Document, frame: Frame, before: list[Frame]) -> None:
    """Take a standing body off the parties of its own sitting where its members are told; else put them in: those that
    its name tells, or the two states of whose meetings alone the frames `before` tell."""
    if frame.trigger.shape == "reciprocal" and len(sides(document, frame.entities)) < 2:
        _of_its_members(document, frame)
    if frame.trigger.shape not in ("event", "assembly", "summons"):
        return
    if len(sides(document, frame.entities)) < 2:
        _of_two_states(document, frame)
        _that_convenes(document, frame)
        _of_its_members(document, frame)
    bodies = {e for c in frame.claims if c.role != "host" and c.rule.startswith(_SITTING) for e in c.entities}
    for e in sorted(bodies):
        if not _is_joint(document, e, any(c.rule == "members" for c in frame.claims)):
            continue
        others = frame.entities - {e}
        if len(sides(document, others)) < 2:
            members = _members(document, e) or _of_the_two(document, e, before)
            if not members or (others and not others & set(members)):
                continue
            claim = next(c for c in frame.claims if e in c.entities)
            missing = tuple(m for m in members if m not in others)
            frame.claims.append(Claim(missing, "attendee", claim.start, claim.end, "members"))
        frame.claims = [c for c in frame.claims if e not in c.entities]


def _of_the_two(document: Document, e: int, before: list[Frame]) -> tuple[int, ...]:
    """The two states whose officials alone have met so far, where a working group or committee is then told of."""
    pairs = {frozenset(told) for f in before if len(told := sides(document, f.entities)) > 1}
    if len(pairs) != 1 or len(next(iter(pairs))) != 2:
        return ()
    words = document.entities[e].name.lower().split()
    if not {words[-1], " ".join(words[-2:])} & cues("seated_body"):
        return ()
    states = {x.country_code: n for n, x in enumerate(document.entities) if x.entity_type == "country"}
    pair = sorted(next(iter(pairs)))
    return tuple(states[code] for code in pair) if all(code in states for code in pair) else ()


def _of_two_states(document: Document, frame: Frame) -> None:
    """Add the states whose body's sitting it is: "the third meeting of the Chile–Peru Mining Commission"."""
    reading, t = frame.reading, frame.trigger.token
    if reading.words[t + 1 : t + 3] != ("of", "the") or t + 3 >= len(reading.words):
        return
    behind = [m for m in reading.mentions if m.start >= reading.tokens[t + 3].start]
    if len(behind) < 2 or behind[0].start != reading.tokens[t + 3].start:
        return
    first, second = behind[:2]
    kinds = {document.entities[e].entity_type for m in (first, second) for e in m.entities}
    joined = _JOINED.fullmatch(document.text[first.end : second.start])
    named = document.text[second.end : second.end + 2].strip()[:1].isupper()
    if joined and named and kinds and kinds <= {"country", "bloc"}:
        for m in (first, second):
            if not set(m.entities) & frame.entities:
                frame.claims.append(Claim(m.entities, "attendee", m.start, m.end, "members"))


def _that_convenes(document: Document, frame: Frame) -> None:
    """Add the states whose body convenes: "the Chile–Peru Energy Partnership, which convened most recently in May"."""
    reading, v = frame.reading, frame.trigger.token
    if frame.trigger.shape != "assembly" or frame.entities:
        return
    named = [reading.tokens[v].head if reading.words[s] in ("which", "that") else s for s in subjects(reading, v)]
    body = next((s for s in named if reading.lemmas[s] in cues("joint_body")), None)
    before = [m for m in reading.mentions if body is not None and m.end <= reading.tokens[body].start][-2:]
    if body is None or len(before) < 2 or not _JOINED.fullmatch(document.text[before[0].end : before[1].start]):
        return
    rest = document.text[before[1].end : reading.tokens[body].start]
    kinds = {document.entities[e].entity_type for m in before for e in m.entities}
    if kinds and kinds <= {"country", "bloc"} and all(w[:1].isupper() or w in ("on", "and") for w in rest.split()):
        for m in before:
            frame.claims.append(Claim(m.entities, "attendee", m.start, m.end, "members"))


def _of_its_members(document: Document, frame: Frame) -> None:
    """Add the states whose body sits, by any verb or noun of sitting: "the Polish-Kazakh commission met", "a session
    of the Joint Commission between Poland and Kazakhstan", "the EU–Kazakhstan council held its session"."""
    reading = frame.reading
    if frame.trigger.shape == "event":
        sitting = governed(reading, frame.trigger.token, ("of",))
        sitting += subjects(reading, frame.verb) if frame.verb is not None else []
    else:
        sitting = subjects(reading, frame.trigger.token)
    for body in sitting:
        if reading.lemmas[body] not in cues("joint_body"):
            continue
        pair = _before_it(document, frame, body) or _behind_it(document, frame, body)
        if pair:
            named = {e for m in pair for e in m.entities}
            frame.claims = [c for c in frame.claims if not set(c.entities) & named and c.start >= pair[1].end]
            frame.claims += [Claim(m.entities, "attendee", m.start, m.end, "members") for m in pair]
            return


def _before_it(document: Document, frame: Frame, body: int) -> tuple[NameMention, ...]:
    """The two states whose names stand joined before a body's: "the Polish-Kazakh intergovernmental commission"."""
    reading = frame.reading
    end = reading.tokens[body].start
    before = [m for m in reading.mentions if m.end <= end and _are_states(document, m)][-2:]
    if len(before) < 2 or not _JOINED.fullmatch(document.text[before[0].end : before[1].start]):
        return ()
    rest = document.text[before[1].end : end].strip()
    return tuple(before) if len(rest.split()) <= _WORDS_BETWEEN and not re.search(r"[,;:()]|['’]s?\b", rest) else ()


def _behind_it(document: Document, frame: Frame, body: int) -> tuple[NameMention, ...]:
    """The two states named right behind a body: "the joint commission between Poland and Kazakhstan"."""
    start = frame.reading.tokens[body].end
    behind = [m for m in frame.reading.mentions if m.start >= start and _are_states(document, m)][:2]
    if len(behind) < 2 or not _BETWEEN.fullmatch(document.text[start : behind[0].start]):
        return ()
    return tuple(behind) if _AND.fullmatch(document.text[behind[0].end : behind[1].start]) else ()


def _are_states(document: Document, mention: NameMention) -> bool:
    """Whether a mention names states or blocs and nobody else."""
    return {document.entities[e].entity_type for e in mention.entities} <= {"country", "bloc"}


def _is_joint(document: Document, e: int, of_states: bool) -> bool:
    """Whether an entity is a council, task force or the like that states or firms sit on together.

    `of_states` says that the words before it tell the two states whose body it is.
    """
    entity = document.entities[e]
    if entity.entity_type != "organisation" and not (of_states and entity.entity_type == "government_body"):
        return False
    words = _OF.split(entity.name.lower(), maxsplit=1)[0].split()
    return bool({words[-1], " ".join(words[-2:])} & cues("joint_body"))


def _members(document: Document, e: int) -> tuple[int, ...]:
    """The two states that stand before the body's name somewhere in the article."""
    mentions = document.mentions
    for n, mention in enumerate(mentions):
        if e not in mention.entities or n < 2:
            continue
        first, second = mentions[n - 2], mentions[n - 1]
        if not 0 <= mention.start - second.end <= _AHEAD or len(first.entities) != 1 or len(second.entities) != 1:
            continue
        if not _JOINED.fullmatch(document.text[first.end : second.start]):
            continue
        kinds = {document.entities[m.entities[0]].entity_type for m in (first, second)}
        if kinds <= {"country", "bloc"}:
            return (first.entities[0], second.entities[0])
    return ()
