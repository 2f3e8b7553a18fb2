"""Bodies told by their people, whom "they" takes up: "the ELN guerrillas", "Numsa's strikers"."""

from __future__ import annotations

import re

from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.resolver import Resolver


def told_as_people(walker: Resolver, sentence: NamedSentence, at: int) -> int | None:
    """The body that "they" or "their" at word `at` takes up: the subject told in its sentence or the one before."""
    before = walker.words[at].start
    for where, offset, entity in reversed(walker.history):
        if sentence.index - where > 1:
            return None
        if offset < before and walker.drafts[entity].kind == "organisation" and _its_people(walker, offset):
            first = bool(_OPENING.search(walker.text, max(0, offset - _LONGEST), offset))
            return entity if first or walker.acts(where, offset) else None
    return None


def _its_people(walker: Resolver, offset: int) -> bool:
    """Whether a noun for people stands right behind the name at an offset: "the ELN rebels"."""
    name = next((m for m in walker.named if m.start == offset), None)
    if name is None:
        return False
    behind = walker.text[name.end : name.end + _LONGEST].lstrip("’'s").split()
    return bool(behind) and behind[0].strip(".,;:").lower() in name_cues("people_of_body")


_LONGEST = 24
"""Characters in which the noun behind a name stands, and what is before it at the start of a sentence."""
_OPENING = re.compile(r"(?:[.!?:;][\"”’]?\s+|\n\s*)(?:The\s)?$")
