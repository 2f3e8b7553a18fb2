"""What was done at a gathering, and what the words before "at" only speak of: "announced a plan at the summit" puts
its subject there, "praised the progress since its launch at the summit" doesn't."""

from __future__ import annotations

from pipeline.extraction.document import Document
from pipeline.extraction.meetings.cues import cues
from pipeline.extraction.meetings.found_parties import Found, people_only
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.grammar import governed, is_verb
from pipeline.extraction.meetings.parties import parties, subject_parties
from pipeline.extraction.meetings.reading import Reading
from pipeline.extraction.named_within import places_in

_LONGEST_PLACE = 60
"""Characters that a place's name may have before its last word."""
_OF_THE_ACT = frozenset({"of", "on", "in", "with", "for", "to", "about", "into"})
"""Prepositions by which the object of an act says what it is about, and not when something else was."""


def in_a_place(document: Document, reading: Reading, i: int) -> bool:
    """Whether the name at token `i` says where something is: "in Lima, Peru"."""
    here = reading.tokens[i].start
    if not any(p.start <= here < p.end for p in places_in(document, max(0, here - _LONGEST_PLACE), here + 1)):
        return False
    above = reading.tokens[i].head if reading.tokens[i].dep == "appos" else i
    head = reading.tokens[above].head
    return reading.tokens[above].dep == "pobj" and reading.words[head] in ("in", "at", "from")


def done_there(reading: Reading, up: int) -> bool:
    """Whether what stands above "at" is an act or its object: "presented a poster at the conference".

    The object of praise or welcome isn't: who "welcomed the pact signed at the summit" may never have been there.
    """
    noun = not is_verb(reading, up)
    for _ in range(4):
        if is_verb(reading, up):
            return not (noun and reading.lemmas[up] in cues("attitude"))
        if reading.mention_of[up] >= 0 or reading.tokens[up].dep not in ("dobj", "pobj", "prep"):
            return False
        if reading.tokens[up].dep == "prep" and reading.words[up] not in _OF_THE_ACT:
            return False
        up = reading.tokens[up].head
    return False


def chain(reading: Reading, v: int) -> list[int]:
    """Verb `v` and those that it completes: "agreed to share"."""
    out = [v]
    while reading.tokens[out[-1]].dep == "xcomp" and reading.tokens[out[-1]].head not in out:
        out.append(reading.tokens[out[-1]].head)
    return out


def guest_and_hosts(document: Document, frame: Frame, verb: int) -> list[Found]:
    """The persons who do something during the visit of one of them: "X and Y celebrated it during Y's state visit"."""
    who = people_only(document, subject_parties(document, frame.reading, verb))
    return who if frame.entities & {e for f in who for e in f.entities} else []


def told_there(document: Document, reading: Reading, up: int) -> list[Found]:
    """The person whose statements are told to have been made there too: "announcements by X, including at the
    summit". Of several it is open who was there."""
    made = reading.tokens[up].head if reading.words[up] == "including" else up
    if reading.lemmas[made] not in cues("statement_made"):
        return []
    said = people_only(document, parties(document, reading, governed(reading, made, ("by", "from"))))
    return said if len(said) == 1 else []
