"""How a told gathering stands: held, planned, called off or put off; or not told as a fact at all."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import alternatives, cue_pattern, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import ancestors, finite_governor, is_verb
from pipeline.extraction.meetings.modality import modality, negated, was_to_have, whose_time
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.names.words import time_words
from pipeline.records import MeetingStatus


def clause_words(reading: Reading, v: int) -> tuple[int, int]:
    """Clean-text span of the clause of verb `v`: its subtree without relative clauses and coordinated verbs."""
    inside: list[int] = []
    stack = [v]
    while stack:
        t = stack.pop()
        inside.append(t)
        for c in reading.children[t]:
            dep = reading.tokens[c].dep
            if dep in ("relcl", "parataxis") or (dep in ("conj", "ccomp", "advcl") and is_verb(reading, c)):
                continue
            stack.append(c)
    return min(reading.tokens[t].start for t in inside), max(reading.tokens[t].end for t in inside)


def read_standing(frame: Frame, text: str) -> None:
    """Fill `status` of a frame from its verb, the words around the noun, and cancelling words."""
    reading, trigger = frame.reading, frame.trigger
    t = trigger.token
    is_noun = trigger.shape in ("event", "trip", "invitation")
    verb = frame.verb if is_noun else t
    title = reading.sentence.kind in ("title", "heading")
    how = modality(reading, verb) if verb is not None else "bare"
    frame.flags.discard("was_to")
    if how == "progressive" or (is_noun and _clause_ahead(reading, t)):
        frame.flags.add("progressive")
    if verb is not None and negated(reading, verb):
        frame.flags.add("negated")
    conditional = verb is not None and any(
        reading.tokens[c].dep == "mark" and reading.words[c] in ("if", "whether", "unless")
        for v in (verb, reading.tokens[verb].head if reading.tokens[verb].dep == "xcomp" else verb)
        for c in reading.children[v]
    )
    if how == "hypothetical" or conditional:
        frame.flags.add("hypothetical")
    status: MeetingStatus = "held"
    rule: str = how
    if how == "future":
        status = "planned"
    elif how == "was_to":
        status = "planned"
        frame.flags.add("was_to")
    elif how == "present" and not is_noun and not title:
        status = "planned"
        frame.flags.add("present")
    elif how == "present" and is_noun:
        frame.flags.add("present")
        if verb is not None and not title and _on_timetable(reading, verb):
            status = "planned"
    asked = is_noun and verb is not None and "prep:to" in frame.flags and reading.lemmas[verb] in cues("asking_to")
    asked = asked or trigger.words in cues("asking_to")
    invited = asked and how == "past" and not title
    if invited and verb is not None and any(reading.words[c] in ("has", "have") for c in reading.children[verb]):
        status, rule = "planned", "invited"
    if (how == "was_to" or status != "cancelled") and was_to_have(reading, verb if verb is not None else t):
        status, rule = "cancelled", "was_to_have"
        frame.flags.add("was_to")
    if status == "planned" and how == "present" and not is_noun and _today(frame, text):
        status, rule = "held", "today"
    welcoming = status == "planned" and how == "present" and trigger.shape == "reception"
    if welcoming and frame.reading.index < _OPENING and _is_main(reading, t):
        status, rule = "held", "welcomes"
    if verb is not None and status == "held" and how in ("present", "bare") and _expected(reading, verb):
        status, rule = "planned", "expected"
    was = verb is not None and how == "past" and reading.lemmas[verb] == "be"
    if was and verb is not None and status == "held" and _expected(reading, verb):
        status, rule = "planned", "expected"
        frame.flags.add("was_to")
    if verb is not None and is_noun and how in ("progressive", "present") and _being_arranged(reading, verb):
        status, rule = "planned", "arranged"
    if frame.status_rule.startswith("verb:"):
        status, rule = frame.status, frame.status_rule
    if is_noun and verb is None:
        above = _modality_above(reading, t)
        if above == "future" and "prep:from" not in frame.flags and not _thanked(reading, t):
            status, rule = "planned", "future_above"
    if is_noun:
        about = _noun_cues(frame)
        if about and not frame.status_rule.startswith("verb:"):
            status, rule = about
    first, last = clause_words(reading, verb) if verb is not None else (frame.start, frame.end)
    first, last = min(first, frame.start), max(last, frame.end)
    main = _real_verb(reading, verb) if is_noun and verb is not None else None
    if main is not None:
        last = max(last, clause_words(reading, main)[1])
    clause = text[first:last]
    for name in ("cancelled", "postponed"):
        hit = cue_pattern(name).search(clause)
        if hit and hit[0].lower() in cues("moved_to") and _to_a_town(reading, first + hit.end()):
            continue  # "the talks moved to Abu Dhabi on Thursday"
        if hit and _about_this(frame, first + hit.start()):
            status = "cancelled" if name == "cancelled" else "postponed"
            rule = f"cue:{hit[0].lower()}"
            frame.status_span = (first + hit.start(), first + hit.end())
            break
    if not frame.status_span:
        missed = how == "hypothetical" and verb is not None and _should_have(reading, verb)
        dropped = _dropped(frame, text, verb if missed or status in ("planned", "cancelled") else None)
        if dropped is not None:
            frame.flags.discard("hypothetical")
            frame.status_span = dropped[1:]
            status, rule = dropped[0], "dropped"
    frame.status = status
    frame.status_rule = rule


def _should_have(reading: Reading, v: int) -> bool:
    """Whether verb `v` tells what had been meant to be: "should have met in Lima, but that was called off"."""
    return {"should", "have"} <= {reading.words[c] for c in reading.children[v] if reading.tokens[c].dep == "aux"}


def _real_verb(reading: Reading, v: int) -> int | None:
    """The main verb, where the model takes a participle behind the noun for it and the real one for a verb beside it:
    "the summit planned for Friday has been postponed"."""
    if reading.tokens[v].tag not in ("VBN", "VBD") or any(
        reading.tokens[c].dep in _HELPING for c in reading.children[v]
    ):
        return None
    if reading.tokens[v].dep in ("nsubj", "nsubjpass"):
        return reading.tokens[v].head
    for c in reading.children[v]:
        below = {reading.tokens[k].dep for k in reading.children[c]}
        linked = any(reading.tokens[k].dep == "cc" for k in reading.children[v])
        if reading.tokens[c].dep == "conj" and "auxpass" in below and not linked and not below & {"nsubj", "nsubjpass"}:
            return c
    return None


_HELPING = ("aux", "auxpass")


def _on_timetable(reading: Reading, v: int) -> bool:
    """Whether the present tense of verb `v` tells what is set for a day to come: "opens on Monday", "takes place", but
    not "the accord goes back to the summit of 3 May"."""
    if any(reading.words[c] == "back" for c in reading.children[v]):
        return False
    takes = reading.lemmas[v] == "take" and any(reading.words[c] == "place" for c in reading.children[v])
    return takes or reading.lemmas[v] in cues("timetable")


def _being_arranged(reading: Reading, v: int) -> bool:
    """Whether a gathering is only being put together: "a meeting is being arranged", "is planning a meeting"."""
    being = any(reading.words[c] == "being" for c in reading.children[v])
    return reading.lemmas[v] in cues("arranging") and (being or reading.tokens[v].tag == "VBG")


@cache
def _label() -> re.Pattern[str]:
    """The label before what is off."""
    return re.compile(
        rf"(?:^|[-–—:•]\s?)(?P<cue>{alternatives('off_label')})"
        r"(?:,[^:.\n]{1,40}| (?:to|until|till) [^:.\n]{1,24})?\s?:",
        re.IGNORECASE,
    )


@cache
def _turn() -> re.Pattern[str]:
    """Words by which somebody drops what was planned."""
    return re.compile(
        rf"\b(?:{alternatives('dropped')}|call(?:ed|s)? (?:it|the \w+|his \w+|her \w+) off)\b", re.IGNORECASE
    )


def _dropped(frame: Frame, text: str, verb: int | None) -> tuple[MeetingStatus, int, int] | None:
    """Whether what was planned is told to be off: a label before it, a turn after it, or a trip that falls with it.

    "CALLED OFF: the round table", "was due to meet X but pulled out", "called off a trip on which he was to meet X".
    """
    reading = frame.reading
    sentence = reading.sentence
    label = _label().search(text, sentence.start, reading.tokens[frame.trigger.token].start)
    if label is not None:
        postponed = label["cue"].lower() in cues("postponed")
        return "postponed" if postponed else "cancelled", *label.span("cue")
    if verb is None:
        return None
    chain = [verb, *ancestors(reading, verb)]
    for v in chain:
        for c in reading.children[v]:
            if reading.tokens[c].dep != "conj" or not is_verb(reading, c) or c in chain or c < verb:
                continue
            if "but" not in reading.words[verb:c]:
                continue
            start, end = reading.tokens[c].start, max(reading.tokens[i].end for i in _inside(reading, c))
            hit = _turn().match(text, start, end) or cue_pattern("cancelled").match(text, start, end)
            gone = reading.tokens[c].tag == "VBD" and any(reading.tokens[k].dep == "nsubj" for k in reading.children[c])
            if hit is None and gone and "was_to" in frame.flags and reading.lemmas[c] in cues("left_early"):
                return "cancelled", start, reading.tokens[c].end
            if hit:
                return "cancelled", *hit.span()
    if any(reading.tokens[a].dep == "relcl" for a in chain[:3]):
        hit = cue_pattern("cancelled").search(text, sentence.start, reading.tokens[verb].start)
        if hit and reading.token_at(hit.start()) in chain:
            return "cancelled", *hit.span()
    return None


_OPENING = 4
"""Only in so many sentences at the start does a host who "welcomes" tell what has just been."""


def _is_main(reading: Reading, v: int) -> bool:
    """Whether a verb tells the sentence's own news, rather than when something else will be ("when he hosts X")."""
    return not any(reading.tokens[a].dep in ("advcl", "relcl", "acl") for a in (v, *ancestors(reading, v)))


_TODAY = re.compile(r"\W{0,4}Today\b")


def _today(frame: Frame, text: str) -> bool:
    """Whether a sentence in the present tells the news of the day: "Today, President X welcomes Y"."""
    sentence = frame.reading.sentence
    return sentence.kind == "body" and bool(_TODAY.match(text, sentence.start, sentence.end))


def _thanked(reading: Reading, t: int) -> bool:
    """Whether somebody is thanked or praised for the gathering: what one is thanked for has been."""
    return any(reading.lemmas[a] in cues("thanks") for a in ancestors(reading, t))


def _clause_ahead(reading: Reading, t: int) -> bool:
    """Whether a relative clause in the progressive or future tells the gathering: "the G7, which X is hosting"."""
    return any(
        reading.tokens[c].dep == "relcl"
        and reading.lemmas[c] in cues("timetable")
        and modality(reading, c) in ("progressive", "future")
        for c in reading.children[t]
    )


def _to_a_town(reading: Reading, offset: int) -> bool:
    """Whether the word behind an offset is a name, and no day or month, and nobody is told to have put it there."""
    t = reading.token_at(offset + 1)
    word = reading.tokens[t].text
    put = any(reading.lemmas[i] == "be" for i in range(max(0, t - 4), t))
    return word[:1].isupper() and word not in time_words() and not put


def settle_progressive(document: Document, frame: Frame) -> None:
    """Read "is hosting X in June" as to come, where the date can be: a present progressive with a date says so."""
    told = frame.date
    if told is not None and told.future is not None and frame.trigger.words == "invite":
        if told.past != told.future and frame.reading.words[frame.reading.token_at(told.start) - 1] == "for":
            frame.status, frame.status_rule = "planned", "invited_for"
        return
    if _on_a_day_ahead(frame):
        frame.status, frame.status_rule = "planned", "present"
        return
    if "progressive" not in frame.flags or frame.status != "held" or told is None or told.future is None:
        return
    day = document.source.article.published_date or document.source.dateline_date
    weekend = document.text[told.start : told.end].lower() in cues("this_weekend")
    if day is None or ((told.future.start <= day or told.past == told.future) and not (weekend and day.weekday() < 5)):
        return
    if any(w in frame.reading.words for w in ("last", "past", "ago")):
        return
    frame.status, frame.status_rule = "planned", "progressive"


def _on_a_day_ahead(frame: Frame) -> bool:
    """Whether a text tells in the present what is set for a weekday: "the two resume their talks on Thursday"."""
    told = frame.date
    present = frame.status == "held" and frame.status_rule in ("present", "welcomes")
    if not present or told is None or told.future is None or frame.reading.sentence.kind != "body":
        return False
    return told.rule.startswith("weekday") and told.past != told.future


def _expected(reading: Reading, v: int) -> bool:
    """Whether the verb or its complement says that something is to come: "is expected", "is due"."""
    near = [v, *(c for c in reading.children[v] if reading.tokens[c].dep in ("acomp", "xcomp", "oprd"))]
    return any(reading.words[t] in cues("expected") for t in near)


def _modality_above(reading: Reading, t: int) -> str:
    """Modality of the nearest verb above a noun that no verb of its own tells about."""
    above = finite_governor(reading, t)
    if above is not None and reading.tokens[above].dep == "xcomp" and _reached(reading, reading.tokens[above].head):
        above = reading.tokens[above].head  # "agreed at a meeting to share": they met when they agreed
    return modality(reading, above) if above is not None else "bare"


def _reached(reading: Reading, v: int) -> bool:
    return is_verb(reading, v) and reading.lemmas[v] in cues("outcome")


def _about_this(frame: Frame, position: int) -> bool:
    """Whether a cancelling word has this trigger for its subject or object rather than another noun."""
    reading = frame.reading
    at = reading.token_at(position)
    trigger = frame.trigger.token
    if at == trigger or at == frame.verb:
        return True
    for a in (at, *ancestors(reading, at)):
        if a == trigger:
            return True
        if a == frame.verb:
            return True
        if is_verb(reading, a) and reading.tokens[a].dep not in ("aux", "auxpass"):
            told = [c for c in reading.children[a] if reading.tokens[c].dep in ("nsubj", "nsubjpass", "dobj")]
            if not told and a == at and _real_verb(reading, reading.tokens[a].head) == a:
                continue
            return any(c == trigger or trigger in _inside(reading, c) for c in told)
    return False


def _inside(reading: Reading, i: int) -> set[int]:
    out = {i}
    stack = [i]
    while stack:
        for c in reading.children[stack.pop()]:
            out.add(c)
            stack.append(c)
    return out


def _noun_cues(frame: Frame) -> tuple[MeetingStatus, str] | None:
    """Status told by the words around a noun: "the next round", "ahead of talks", "last year's summit"."""
    reading, t = frame.reading, frame.trigger.token
    left = min(_left_edge(reading, t), t)
    words = {reading.words[i] for i in range(left, t) if not reading.tokens[i].text[:1].isupper()}
    if words & cues("coming"):
        return "planned", "modifier"
    if words & cues("gone"):
        governor = finite_governor(reading, t)
        if governor is None or modality(reading, governor) != "future":
            return ("held", "modifier") if words & cues("gone") - {"first", "inaugural"} else None
    head = reading.tokens[t].head
    if reading.tokens[t].dep == "dobj" and reading.lemmas[head] in cues("coming_after"):
        return "held", "after"
    if reading.tokens[t].dep in ("pobj", "pcomp") and frame.verb is None:
        before = " ".join(reading.words[max(0, head - 1) : head + 1])
        if reading.words[head] == "into" and reading.tokens[reading.tokens[head].head].tag == "VBD":
            return None  # "then went into talks"
        if reading.words[head] in cues("ahead") or before in cues("ahead"):
            return "planned", "ahead"
        if reading.words[head] in cues("after") or before in cues("after"):
            above = finite_governor(reading, t)
            above = finite_governor(reading, head) if above == head else above  # "Following the talks, X has agreed"
            return ("planned", "after_coming") if above is not None and _to_come(reading, above) else ("held", "after")
    return None


def _to_come(reading: Reading, v: int) -> bool:
    """Whether the clause of verb `v` is still to come: "is expected to issue a statement after the talks"."""
    v = whose_time(reading, v)
    return modality(reading, v) == "future" or (modality(reading, v) == "present" and _expected(reading, v))


def _left_edge(reading: Reading, i: int) -> int:
    edge = i
    for c in reading.children[i]:
        if c < i and reading.tokens[c].dep in ("det", "amod", "compound", "poss", "nmod", "nummod"):
            edge = min(edge, _left_edge(reading, c))
    return edge
