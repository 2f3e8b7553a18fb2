"""The body whose name a gathering bears: the Iron Institute puts on "the Iron Institute's Annual Forum"."""

from __future__ import annotations

import re

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import groups, of_mention
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import is_verb
from pipeline.extraction.named_within import dates_in, places_in
from pipeline.extraction.names.ranks import portfolio_words

BEARER = "bearer"
"""Rule of a claim that rests on the name alone and says nothing for there having been a gathering."""
_BODIES = frozenset({"organisation", "government_body", "company"})
_GAP = re.compile(r"(?:['’]s?)?(?:\s(?:[A-Z0-9][\w’'.&+/-]*|and|&|of|for|on|annual|biennial|global))*\s")
_OPEN = frozenset({"conference", "summit", "ministerial"})


def only_bearers(document: Document, frame: Frame) -> None:
    """Take the body in its name for the party of a gathering that the sentence tells by its time and place alone."""
    sentence = frame.reading.sentence
    if frame.claims or frame.flags & {"setting", "mentioned"} or not frame.trigger.name or not frame.definite:
        return
    if frame.trigger.words in cues("treaty_too"):
        return  # "the OECD Anti-Bribery Convention"
    if dates_in(document, sentence.start, sentence.end) and places_in(document, sentence.start, sentence.end):
        add_bearers(document, frame, "sole_bearer")


def add_bearers(document: Document, frame: Frame, rule: str = BEARER) -> None:
    """Make the body that stands in the proper name of a gathering one of its hosts."""
    if frame.trigger.shape != "event":
        return
    if not frame.trigger.name and frame.trigger.words not in cues("put_on_by_bodies"):
        return
    if frame.kind and frame.kind not in _OPEN:
        return
    reading, t = frame.reading, frame.trigger.token
    own = reading.tokens[t].start
    for mention in reading.mentions:
        if mention.end > own or not mention.entities or mention.form not in ("name", "short"):
            continue
        if rule == BEARER and document.text[mention.start : mention.end].lower() in cues("world_body"):
            continue  # "the U.N. Water Conference" is its members'
        if document.text[mention.start : mention.end].lower() in portfolio_words():
            continue  # of "the Pacific Economic Forum" only "Economic"
        if {document.entities[e].entity_type for e in mention.entities} <= _BODIES and _borne(document, mention, own):
            frame.add([of_mention(mention, rule)], "host", rule)


def _borne(document: Document, mention: NameMention, own: int) -> bool:
    venue = any(p.rule == "venue" for p in places_in(document, mention.start, mention.end))
    return not venue and own - mention.end <= _LONGEST and bool(_GAP.fullmatch(document.text, mention.end, own))


_LONGEST = 60
"""Characters between the body's name and the noun for the gathering."""


def left_part(frame: Frame) -> int | None:
    """The word by which a name hangs on its sentence that "of" or "for" parts: "the League of Ports Conference"."""
    reading, t = frame.reading, frame.trigger.token
    if not frame.trigger.name:
        return None
    top = t
    for _ in range(6):
        head = reading.tokens[top].head
        if reading.tokens[top].dep in ("compound", "nmod", "amod", "poss", "conj", "appos") and head > 0:
            top = head
            continue
        break
    p = reading.tokens[top].head
    up = reading.tokens[p].head
    if reading.words[p] not in ("of", "for") or reading.tokens[top].dep != "pobj" or p <= 0 or is_verb(reading, up):
        return None
    joined = up == p - 1 and reading.tokens[p + 1].text[:1].isupper() and reading.tokens[up].text[:1].isupper()
    person = reading.lemmas[up] in groups() or reading.lemmas[up] in cues("part_of")
    return up if joined and not person else None
