"""The day and the town of a news story's lead: what its next sentences go on to tell was on that day and there."""

from __future__ import annotations

from bisect import bisect_right
from datetime import timedelta

from pipeline.extraction.document import DateExpression, Document, Parse, Place, Sentence
from pipeline.extraction.meetings.cues import cue_pattern, cues
from pipeline.extraction.meetings.gatherings import Gathering, published
from pipeline.extraction.named_within import dates_in

_LEAD = 3
"""Sentences of the body that are the lead."""
_FURTHER = 5
"""Sentences of the body that go on with it."""
_NEWS = timedelta(days=4)
"""How long before the article's own day its news may have been."""
_BACK = 6
"""Sentences back to the day with which "later the minister met" goes on."""


def _bodies(document: Document) -> list[Sentence]:
    return [s for s in document.sentences[: 4 * _FURTHER] if s.kind == "body"][:_FURTHER]


def yet_to_come(document: Document, at: int, *, present: bool = True) -> bool:
    """Whether the verb above what is named at a clean offset tells what is to come: "opens on Monday", "will be built
    in Lima". `present` says whether the present tense counts, as it does beside a day."""
    index = bisect_right([s.start for s in document.sentences], at) - 1
    parse = document.parses[index]
    if parse is None:
        before = document.text[document.sentences[index].start : at].lower().split()
        return "will" in before or (present and any(w.endswith("s") and w[:-1] in cues("opening") for w in before))
    v = _verb_above(parse, at)
    if v is None:
        return False
    helped = {parse.tokens[c].text.lower() for c in parse.children[v] if parse.tokens[c].dep in ("aux", "auxpass")}
    if helped & {"will", "would", "shall", "'ll", "’ll"}:
        return True
    plain = parse.tokens[v].tag in ("VBZ", "VBP") and not helped
    return present and plain and parse.tokens[v].lemma.lower() not in cues("speech")


def been_and_gone(document: Document, at: int) -> bool:
    """Whether the verb above what is named at a clean offset stands in the past: "arrived on Sunday"."""
    parse = document.parses[bisect_right([s.start for s in document.sentences], at) - 1]
    v = _verb_above(parse, at) if parse is not None else None
    return parse is not None and v is not None and parse.tokens[v].tag == "VBD"


def _verb_above(parse: Parse, at: int) -> int | None:
    """The nearest verb on which what stands at a clean offset hangs."""
    v = next((i for i, token in enumerate(parse.tokens) if token.end > at), None)
    while v is not None and parse.tokens[v].pos not in ("VERB", "AUX"):
        up = parse.tokens[v].head
        v = up if up != v else None
    return v


def still_ahead(document: Document, expression: DateExpression) -> bool:
    """Whether a time, read as one to come, isn't past on the article's own day."""
    today = published(document)
    read = expression.future
    if today is None or read is None:
        return False
    if read.precision == "day":
        return (read.end or read.start) >= today
    return (read.start.year, read.start.month) >= (today.year, today.month if read.precision == "month" else 1)


def lead_day(document: Document) -> DateExpression | None:
    """The first day of the news that the lead names."""
    today = published(document)
    if today is None:
        return None
    for sentence in _bodies(document)[:_LEAD]:
        for told in dates_in(document, sentence.start, sentence.end):
            read = told.past
            alone = told.end - told.start > 0.5 * (sentence.end - sentence.start)
            if read is None or read.precision != "day" or told.rule == "anaphoric" or alone:
                continue
            if yet_to_come(document, told.start):
                continue
            if read.end is None and today - _NEWS <= read.start <= today:
                return told
            return None
    return None


def in_lead(document: Document, gathering: Gathering) -> bool:
    """Whether a gathering is first told in the lead or right after it."""
    return gathering.frames[0].reading.sentence in _bodies(document)


def dateline(document: Document) -> Place | None:
    """The town that the story's first lines are dated from."""
    bodies = _bodies(document)
    for place in document.places:
        if not bodies or place.start >= bodies[-1].end:
            return None
        if place.rule == "dateline" and place.city:
            return place
    return None


def day_before(document: Document, gathering: Gathering) -> DateExpression | None:
    """The last day told before a sentence that goes on with it: "Later the minister took a call from X"."""
    own = gathering.frames[0].reading.sentence
    if cue_pattern("sequel").match(document.text, own.start, own.end) is None:
        return None
    index = gathering.frames[0].reading.index
    first = document.sentences[max(0, index - _BACK)]
    told = [d for d in dates_in(document, first.start, own.start) if d.past and d.past.precision == "day"]
    return told[-1] if told else None


def day_of_heading(document: Document, gathering: Gathering) -> DateExpression | None:
    """The day that the heading of its section tells: "ALSO TODAY", "YESTERDAY IN BRUSSELS"."""
    for sentence in reversed(document.sentences[: gathering.frames[0].reading.index]):
        if sentence.kind == "heading":
            told = dates_in(document, sentence.start, sentence.end)
            day = told[0].past if len(told) == 1 else None
            short = len(document.text[sentence.start : sentence.end].split()) <= _SHORT
            return told[0] if short and day is not None and day.precision == "day" else None
    return None


_SHORT = 6
"""Words of a heading that only says when."""
