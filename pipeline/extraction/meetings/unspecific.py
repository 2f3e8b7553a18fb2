"""Gatherings told by number, in general or as a body's founding, and no particular one: "have met six times", "will
hold workshops", "came together to deliver vaccines", "launched a dialogue"."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import ancestors, is_verb, objects, subtree
from pipeline.extraction.meetings.kinds import sides
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.meetings.standing import clause_words
from pipeline.extraction.meetings.triggers import on_errand
from pipeline.extraction.named_within import dates_in

_VERBAL = ("reciprocal", "reception", "calling", "assembly")


def unspecific(document: Document, frame: Frame) -> str:
    """Why a frame whose time and place are known tells no particular gathering, or an empty string."""
    if _launched(frame):
        return "talks only launched"
    if _keeps_at_it(frame) and not (frame.date is not None and _to_the_day(frame)):
        return "told as going on"
    if _again_and_again(frame) and frame.date is None:
        return "one of a series that comes every year"
    if frame.place is not None and (frame.trigger.words not in cues("figurative") or frame.place.city):
        return ""
    if _marks_a_time(frame):
        return "named only as a mark of time"
    fine = frame.date is not None and _fine(frame)
    if _laid_down(frame) and not (fine and _to_the_day(frame) and frame.date_rule[3:4] > "2"):
        return "laid down by a text"
    if frame.trigger.shape in _VERBAL:
        if not (fine and frame.date_rule[3:4] > "1") and _by_number(document, frame):
            return "told only as a count"
        if not fine and _to_states(document, frame) and not on_errand(frame.reading, frame.trigger.token):
            return "a wish to meet states"
        if not fine and _came_to_act(document, frame):
            return "came together to act"
        if frame.date is None and _from_time_to_time(frame):
            return "told in the present at no time or place"
        return ""
    if fine and frame.date_rule[3:4] >= "3":
        return ""
    if _again_and_again(frame):
        return "one of a series that comes every year"
    if frame.trigger.words in cues("figurative") and not fine:
        return "talks without a session"
    if _kept_up_with(frame):
        return "talks that somebody keeps up with"
    if _founded(frame):
        return "the founding of a standing dialogue"
    return "unspecified plural" if not fine and _some(frame) else ""


def of_another_act(reading: Reading, verb: int, t: int) -> bool:
    """Whether a word at token `t` says how often something else is done that the same who did `verb` agreed on: "held
    their first meeting and agreed to meet annually"."""
    over = [a for a in ancestors(reading, t) if is_verb(reading, a)]
    if over and over[0] != verb and reading.tokens[over[0]].dep == "relcl":
        above = reading.tokens[over[0]].head
        doer = next((a for a in ancestors(reading, above) if is_verb(reading, a)), verb)
        if doer != verb:
            return True  # "will hold a meeting as well as launch a track that meets annually"
    if reading.tokens[verb].tag != "VBD":
        return False
    own = verb in over[:1]
    return not own and any(reading.tokens[a].dep == "conj" and reading.tokens[a].head == verb for a in over)


def _laid_down(frame: Frame) -> bool:
    """Whether an agreement or law only says that it "shall" be: "The Commission shall hold its first meeting"."""
    reading, t = frame.reading, frame.trigger.token
    verb = frame.verb if frame.verb is not None else t
    if not is_verb(reading, verb):
        verb = next((a for a in ancestors(reading, verb) if is_verb(reading, a)), verb)
    return any(reading.words[c] == "shall" for c in reading.children[verb])


def _marks_a_time(frame: Frame) -> bool:
    """Whether a gathering that nothing but its name tells of says since when: "since the EU–Chile Summit in 2024",
    not "since a summit in May, where they agreed"."""
    reading = frame.reading
    own = all(c.rule.startswith(("modifier", "series")) for c in frame.claims)
    told = any(reading.tokens[c].dep == "relcl" for c in subtree(reading, frame.trigger.token))
    return "prep:since" in frame.flags and own and not told and not _to_the_day(frame)


def _launched(frame: Frame) -> bool:
    """Whether negotiations are only told as launched by somebody: "the negotiations launched by X and Y in May"."""
    reading, t = frame.reading, frame.trigger.token
    if not (frame.trigger.plural and frame.trigger.plural_ok) or frame.place is not None:
        return False
    begun = [c for c in reading.children[t] if reading.tokens[c].dep == "acl" and reading.tokens[c].tag == "VBN"]
    return any(reading.lemmas[c] in cues("setting_off") for c in begun)


def _keeps_at_it(frame: Frame) -> bool:
    """Whether somebody is told to be in touch over a stretch of time and not on one occasion: "has been meeting with
    X", "is already speaking with X", "was having very good talks with X"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.shape == "reciprocal":
        if reading.tokens[t].tag != "VBG" or frame.phone:
            return False
        have = {"has", "have", "had", "'s", "'ve", "’s", "’ve", "'d", "’d"}
        beside = {reading.words[c] for c in reading.children[t] if c < t}
        on = "been" in beside and bool(have & beside)
        return (on and frame.place is None) or (frame.trigger.words in cues("mere_talk") and "already" in beside)
    if not (frame.trigger.plural and frame.trigger.plural_ok) or frame.trigger.name or frame.definite or frame.place:
        return False
    head = reading.tokens[t].head
    held = reading.tokens[t].dep == "dobj" and reading.lemmas[head] == "have" and reading.tokens[head].tag == "VBG"
    return held and any(reading.lemmas[c] == "be" for c in reading.children[head])


def _to_the_day(frame: Frame) -> bool:
    read = (frame.date.past or frame.date.future) if frame.date is not None else None
    return read is not None and read.precision == "day"


def _to_states(document: Document, frame: Frame) -> bool:
    """Whether somebody only says that he will meet states, at no time: "after that I'm going to meet with China"."""
    met = [c for c in frame.claims if c.rule == "object:named"]
    states = [all(document.entities[e].entity_type == "country" for e in c.entities) for c in met]
    return frame.status == "planned" and frame.date is None and bool(met) and all(states)


def _from_time_to_time(frame: Frame) -> bool:
    """Whether a text says in the present that somebody speaks with others: "he also speaks with the presidents of"."""
    reading, t = frame.reading, frame.trigger.token
    plain = reading.tokens[t].tag in ("VBZ", "VBP") or reading.words[max(0, t - 1)] == "already"
    present = frame.status_rule in ("present", "progressive")
    return plain and present and frame.trigger.words in cues("mere_talk") and frame.reading.sentence.kind == "body"


def _fine(frame: Frame) -> bool:
    told = frame.date
    read = (told.past or told.future) if told is not None else None
    return read is not None and read.precision in ("day", "month")


def _by_number(document: Document, frame: Frame) -> bool:
    """Whether the verb tells how often they met: "have met six times", "has spoken with X twice"."""
    first, last = clause_words(frame.reading, frame.trigger.token)
    return bool(cue_pattern("so_often").search(document.text, max(first, _before(frame)), last))


def _before(frame: Frame) -> int:
    """Where the words begin that may say how often, before the verb: "had twice talked to him"."""
    return frame.reading.tokens[max(0, frame.trigger.token - 2)].start


def _came_to_act(document: Document, frame: Frame) -> bool:
    """Whether those that "came together to" do something acted rather than met."""
    reading, v = frame.reading, frame.trigger.token
    if not frame.trigger.words.endswith(" together") or len(sides(document, frame.entities)) > 1:
        return False
    for c in reading.children[v]:
        to = any(reading.words[g] == "to" and reading.tokens[g].dep == "aux" for g in reading.children[c])
        if to and reading.tokens[c].dep in ("advcl", "xcomp"):
            return reading.lemmas[c] not in cues("occasion_verb")
    return False


def _founded(frame: Frame) -> bool:
    """Whether a dialogue or forum is only set up: "launched a dialogue", "the launch of a dialogue on trade"."""
    reading, t = frame.reading, frame.trigger.token
    if frame.trigger.words.split()[-1] not in cues("founded_noun") or frame.kind == "summit":
        return False
    if any(flag.startswith("ordinal:") for flag in frame.flags):
        return False
    head = reading.tokens[t].head
    if reading.tokens[t].dep == "nsubj" and is_verb(reading, head) and not objects(reading, head):
        return reading.lemmas[head] in cues("founding")  # "the Mining Dialogue will launch in 2026"
    if frame.trigger.name and reading.words[head] != "of":
        return False  # "launched the Energy Security Dialogue" mostly tells its first sitting
    if reading.tokens[t].dep == "dobj" and is_verb(reading, head):
        return reading.lemmas[head] in cues("founding")
    up = reading.tokens[head].head
    return reading.words[head] == "of" and reading.lemmas[up] in cues("founding") and not is_verb(reading, up)


def opens_with_habit(document: Document, frame: Frame) -> bool:
    """Whether a sentence, or what stands behind its label, begins by how often it is done: "At least annually, …"."""
    sentence, text = frame.reading.sentence, document.text
    colon = text.find(":", sentence.start, frame.start)
    for start in (sentence.start, *([colon + 1] if colon >= 0 else [])):
        first = next((i for i in range(start, sentence.end) if text[i].isalnum()), sentence.end)
        hit = cue_pattern("habitual").match(text, first, sentence.end)
        if hit is not None and text[hit.end() : hit.end() + 1] == ",":
            return not dates_in(document, sentence.start, sentence.end)
    return False


def _again_and_again(frame: Frame) -> bool:
    """Whether a gathering is told as one of every year: "will organize an annual exhibition"."""
    reading, t = frame.reading, frame.trigger.token
    recurring = any(reading.words[c] in cues("recurring") for c in reading.children[t] if c < t)
    return recurring and "indefinite" in frame.flags and frame.trigger.name is None


def _kept_up_with(frame: Frame) -> bool:
    """Whether talks are only what people keep an eye on: "those who have followed the consultations for years"."""
    reading, v = frame.reading, frame.verb
    if v is None or not frame.trigger.plural or frame.trigger.name or frame.date is not None:
        return False
    by = any(reading.words[c] in ("who", "we", "i", "you") for c in reading.children[v] if c < v)
    return by and reading.lemmas[v] in cues("keeping_up") and reading.tokens[frame.trigger.token].dep == "dobj"


def _some(frame: Frame) -> bool:
    """Whether gatherings in the plural, that nothing tells one by one, are what somebody puts on in general."""
    reading, t = frame.reading, frame.trigger.token
    if not frame.trigger.plural or frame.trigger.plural_ok or frame.trigger.name or frame.definite:
        return False
    told = any(reading.tokens[c].dep in ("det", "poss", "nummod") for c in reading.children[t] if c < t)
    one_sided = all(c.role == "host" or c.rule.split(":")[0].endswith("_subject") for c in frame.claims)
    return one_sided and not told
