"""Guests whom a document quotes one after the other, each in a paragraph that opens with who speaks: "After the
roundtable, participants praised the exchange:" and below it "X, President of Y: “We were glad to be there …”"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extraction.document import Document, NameMention
from pipeline.extraction.meetings.cues import alternatives
from pipeline.extraction.meetings.found_parties import only_people
from pipeline.records import Paragraph

_SPEAKER = 260
"""Characters of a paragraph before the quotation, in which its speaker is named with all offices."""
_BEFORE_NAME = 40
"""Characters before the speaker's name: a bullet, a rank."""
_QUOTES = re.compile(r"^[^“\"]{0,260}?[:–—-]\s*[“\"]")
"""A paragraph that says who speaks and then quotes."""


@cache
def _announcing() -> re.Pattern[str]:
    """A sentence that says of guests what they said, and ends in the colon behind which they say it."""
    return re.compile(rf"(?:^|.*\W)(?:{alternatives('quoted_guests')})\b[^.:]*:\W*", re.IGNORECASE | re.DOTALL)


def quoted_below(document: Document, announced: str, paragraphs: Sequence[Paragraph]) -> tuple[list[NameMention], int]:
    """The speakers of the paragraphs that begin with the first of these, where the words before announce guests, and
    where the last of those paragraphs ends."""
    out: list[NameMention] = []
    end = 0
    if not _announcing().fullmatch(announced):
        return out, end
    for paragraph in paragraphs:
        text = document.text[paragraph.start : paragraph.end]
        if not _QUOTES.match(text):
            break
        until = paragraph.start + min(_SPEAKER, len(text))
        speaker = next(
            (
                m
                for m in document.mentions
                if paragraph.start <= m.start < min(until, paragraph.start + _BEFORE_NAME)
                and m.form == "name"
                and only_people(document, m)
            ),
            None,
        )
        if speaker is not None:  # a paragraph may name nobody that is known
            out.append(speaker)
        end = paragraph.end
    return out, end
