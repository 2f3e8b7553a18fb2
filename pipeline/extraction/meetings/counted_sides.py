"""Those of a gathering told by the number of their states, which a list names: "ministers from five countries met in
Oslo. They came from Norway, Finland, Chile, Japan and Canada"."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.dates.grammar import word_values
from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import alternatives, cue_pattern
from pipeline.extraction.meetings.frames import Claim, Frame
from pipeline.extraction.meetings.kinds import sides

_FEWEST, _MOST = 3, 12
"""How many states a list is looked for: two are told in other ways, and longer lists are seldom whole."""
_NEXT = 2
"""Sentences behind the one that tells the number in which the list may stand."""
_BETWEEN = re.compile(r"(?:,|;|,? and|'s|’s|,? as well as|,? along with)?(?: the)? ")
"""What stands between two names of a list, the owner of a name being one of them."""
_SHAPES = frozenset({"trip", "invitation"})


def name_counted_sides(document: Document, frames: list[Frame]) -> None:
    """Give the one gathering of a sentence the states that it tells by their number, where a list of as many stands
    behind the number, in the same sentence or in one of the next two."""
    if len(frames) != 1 or frames[0].trigger.shape in _SHAPES or "setting" in frames[0].flags:
        return
    frame = frames[0]
    sentence = frame.reading.sentence
    hit = _told().search(document.text, sentence.start, sentence.end)
    if hit is None or len(sides(document, frame.entities)) >= _FEWEST:
        return
    count = _counts()[hit["count"].lower()]
    low = hit.end()
    for each in document.sentences[frame.reading.index : frame.reading.index + _NEXT + 1]:
        if each.kind != "body" or each.paragraph - sentence.paragraph > 1:
            return
        if not cue_pattern("not_there").search(document.text, max(low, each.start), each.end):
            for listed in _lists(document, max(low, each.start), each.end):
                if len(_sides_of(document, listed)) == count:
                    frame.claims += [
                        Claim(m.entities, "attendee", m.start, m.end, "counted")
                        for m in listed
                        if not _owns_next(document, listed, m) and not set(m.entities) <= frame.entities
                    ]
                    return


def _lists(document: Document, low: int, high: int) -> list[list[NameMention]]:
    """The unbroken lists of states, or of people of told states, between two places of the text."""
    out: list[list[NameMention]] = []
    for mention in document.mentions:
        if mention.start < low or mention.end > high or not mention.entities or mention.form == "pronoun":
            continue
        kinds = {document.entities[e].entity_type for e in mention.entities}
        if not kinds <= {"country", "person", "bloc"} or mention.form == "demonym":
            continue
        if out and _BETWEEN.fullmatch(document.text, out[-1][-1].end, mention.start):
            out[-1].append(mention)
        else:
            out.append([mention])
    return out


def _sides_of(document: Document, listed: list[NameMention]) -> set[str]:
    return sides(document, {e for m in listed for e in m.entities})


def _owns_next(document: Document, listed: list[NameMention], mention: NameMention) -> bool:
    """Whether a state only says whose the next name is: "Chile's X"."""
    return mention is not listed[-1] and document.text[mention.end : mention.end + 2] in ("'s", "’s")


@cache
def _counts() -> dict[str, int]:
    return {
        word: count for word, count in word_values("number").items() if word.isalpha() and _FEWEST <= count <= _MOST
    }


@cache
def _told() -> re.Pattern[str]:
    """States told by their number: "ministers from five African countries"."""
    counts = "|".join(sorted(_counts()))
    return re.compile(rf"\b(?P<count>{counts})\s(?:[\w-]+\s)?(?:{alternatives('states_told')})\b", re.IGNORECASE)
