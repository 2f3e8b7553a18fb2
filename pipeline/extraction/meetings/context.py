"""Time and place that a gathering takes over from what was told before it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache

from pipeline.extraction.diaries import diary
from pipeline.extraction.document import DateExpression, Document, Place, ResolvedDate, Sentence
from pipeline.extraction.meetings.cues import alternatives, cues
from pipeline.extraction.meetings.diary import of_diary
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.gatherings import Gathering, published
from pipeline.extraction.meetings.lead import (
    been_and_gone,
    dateline,
    day_before,
    day_of_heading,
    in_lead,
    lead_day,
    still_ahead,
    yet_to_come,
)
from pipeline.extraction.meetings.live_blog import of_the_day
from pipeline.extraction.meetings.locations import of_a_matter, place_before, says_here, says_town
from pipeline.extraction.meetings.news_town import place_in_news_town
from pipeline.extraction.meetings.ties import recalled
from pipeline.extraction.meetings.told_so_far import (
    When,
    Where,
    next_day,
    only_town,
    place_beside,
    place_of_the_main_one,
    same_paragraph,
    when,
    where,
)
from pipeline.extraction.meetings.transcripts import labels
from pipeline.extraction.named_within import dates_in, places_in
from pipeline.extraction.names.speakers import publishing_country

_TODAY = re.compile(r"\btoday\b", re.IGNORECASE)
_TOWN_BACK = 2
"""How many paragraphs back "in the city" may point to the town's name."""
_NEWS_DAYS = 4
"""How many days before the article's own a gathering still counts as its news."""


def opening_scene(document: Document) -> tuple[When | None, Where | None]:
    """Day and place of a report that opens with "today" and a place."""
    for sentence in document.sentences[:4]:
        if sentence.kind != "body" or not _TODAY.search(document.text, sentence.start, sentence.end):
            continue
        told = [d for d in dates_in(document, sentence.start, sentence.end) if d.rule == "phrase"]
        read = told[0].past if told else None
        near = places_in(document, sentence.start, min(sentence.end, sentence.start + 140))
        place = next(
            (p for p in near if _in(document, p.start) and not of_a_matter(document, p) and (p.city or p.country_code)),
            None,
        )
        return (
            When(read, (told[0].start, told[0].end)) if read else None,
            Where(place.city, place.country_code, (place.start, place.end)) if place else None,
        )
    return None, None


def _in(document: Document, start: int) -> bool:
    return bool(re.search(r"\b(?:in|at)\s(?:the\s)?$", document.text[max(0, start - 8) : start], re.IGNORECASE))


def inherit(document: Document, gatherings: list[Gathering]) -> None:
    """Fill dates and places that a gathering's own sentences leave open from the context that tells them.

    A gathering told next to another of the same people or in the same paragraph takes its day; one on
    the day of another near by takes its place. Background ("last year's summit") takes nothing.
    """
    day, place = opening_scene(document)
    spoken = bool(labels(document))  # "thank you all for being here today" dates nothing that the speakers tell of
    entries = diary(document)
    before: list[Gathering] = []
    for gathering in gatherings:
        entry = entries.get(gathering.frames[0].reading.sentence.paragraph)
        if entry is not None:
            of_diary(gathering, entry)
        if when(document, gathering) is None:
            _take_date(document, gathering, before, None if spoken else day)
        if where(gathering) is None:
            _take_place(document, gathering, before, day, place)
        before.append(gathering)
    place_in_news_town(document, gatherings)


def _background(gathering: Gathering) -> bool:
    first = gathering.frames[0]
    theirs = [f for f in gathering.frames if not any(c.rule == "they" for c in f.claims)]  # "spoke after a summit"
    return any(f.status_rule in ("modifier", "after") for f in theirs) or first.trigger.name is not None


def _of_the_past(gathering: Gathering) -> bool:
    """Whether its words set a gathering in the past: "we held the first-ever Quad summit", "a recent call"."""
    first = gathering.frames[0]
    t = first.trigger.token
    return bool(
        {"first", "first-ever", "inaugural", "recent", "previous"} & set(first.reading.words[max(0, t - 5) : t])
    )


def _welcomes(document: Document, gathering: Gathering) -> bool:
    """Whether a government's statement opens with a host who "is honored to welcome" or "welcomes" his guest."""
    first = gathering.frames[0]
    opening = [s for s in document.sentences if s.kind == "body"][:3]
    return (
        publishing_country(document.source) is not None
        and first.reading.sentence in opening
        and first.status_rule in ("past", "welcomes", "today", "progressive")
        and not re.search(r"\bwelcomed|\bhosted|\breceived", document.text[first.start : first.end])
    )


def _we_met(document: Document, gathering: Gathering) -> bool:
    """Whether a government's paper opens with those who sign it: "We, the leaders of A and B, convened in Lima to"."""
    first = gathering.frames[0]
    opening = [s for s in document.sentences if s.kind == "body"][:2]
    ours = "we" in first.reading.words[:_OPENING_WORDS] and first.reading.sentence in opening
    return ours and not _background(gathering) and publishing_country(document.source) is not None


_OPENING_WORDS = 4
"""Words at the start of a joint statement among which "we" stands."""


def _take_date(document: Document, gathering: Gathering, before: list[Gathering], scene: When | None) -> None:
    """Date a gathering without a time of its own by what stands around it."""
    first = gathering.frames[0]
    own = first.reading.sentence
    if first.status == "held" and (
        _we_met(document, gathering) or (first.trigger.shape == "reception" and _welcomes(document, gathering))
    ):
        today = published(document)
        gathering.inherited_date = ResolvedDate(today, None, "day") if today else None
        gathering.inherited_date_rule = "welcome"
        return
    if (
        first.status in ("held", "planned")
        and not _background(gathering)
        and _of_expression(gathering, day_of_heading(document, gathering), "heading")
    ):
        return
    if first.status == "planned" and not _background(gathering):
        for sentence in reversed(
            [s for s in document.sentences if s.paragraph == own.paragraph and s.start < own.start][-1:]
        ):
            told = [d for d in dates_in(document, sentence.start, sentence.end) if still_ahead(document, d)]
            ahead = [d for d in told if not been_and_gone(document, d.start)]
            if ahead:
                gathering.inherited_date, gathering.inherited_date_span = (
                    ahead[-1].future,
                    (ahead[-1].start, ahead[-1].end),
                )
                gathering.inherited_date_rule = "ahead"
        return
    if first.status == "held" and first.trigger.name and _attended_in_lead(document, gathering):
        _of_expression(gathering, lead_day(document), "lead")
        return
    if first.status not in ("held", "cancelled") or _background(gathering):
        return
    if _of_expression(gathering, day_before(document, gathering), "sequel"):
        return
    earlier = [s for s in document.sentences if s.paragraph == own.paragraph and s.start < own.start]
    for sentence in reversed(earlier[-2:]):
        told = [
            d
            for d in dates_in(document, sentence.start, sentence.end)
            if d.past and d.past.precision == "day" and not yet_to_come(document, d.start)
        ]
        if told:
            gathering.inherited_date, gathering.inherited_date_span = told[-1].past, (told[-1].start, told[-1].end)
            gathering.inherited_date_rule = "sentence_before"
            return
    for sentence in reversed([s for s in document.sentences if s.paragraph == own.paragraph and s.start <= own.start]):
        if _day_of(document, gathering, sentence, before):
            return
    for previous in reversed(before):
        told_before = when(document, previous)
        near = own.paragraph - previous.frames[-1].reading.sentence.paragraph <= 1
        if told_before is None or previous.frames[0].status != "held" or not near:
            continue
        if told_before.read.precision == "day" and not _of_the_past(gathering):
            gathering.inherited_date, gathering.inherited_date_span = told_before.read, told_before.span
            gathering.inherited_date_rule = "gathering_beside"
            return
    if scene is not None and not _of_the_past(gathering):
        gathering.inherited_date, gathering.inherited_date_span = scene.read, scene.span
        gathering.inherited_date_rule = "scene"
        return
    leading = in_lead(document, gathering) and not _of_the_past(gathering)
    leading = leading and first.status == "held" and not recalled(first)
    if leading and _of_expression(gathering, lead_day(document), "lead"):
        return
    today = published(document)
    if today is not None and not _of_the_past(gathering) and of_the_day(document, gathering):
        gathering.inherited_date, gathering.inherited_date_rule = ResolvedDate(today, None, "day"), "live"
        return
    for previous in before:
        told_before = when(document, previous)
        if not told_before or not today or told_before.read.precision != "day" or previous.frames[0].status != "held":
            continue
        if 0 <= (today - told_before.read.start).days <= _NEWS_DAYS and previous.entities & gathering.entities:
            gathering.inherited_date, gathering.inherited_date_span = told_before.read, told_before.span
            gathering.inherited_date_rule = "news_gathering"
            return


def _of_expression(gathering: Gathering, told: DateExpression | None, rule: str) -> bool:
    """Give a gathering the day of a time expression; False where there is none."""
    if told is None:
        return False
    ahead = gathering.frames[0].status == "planned"
    gathering.inherited_date, gathering.inherited_date_span = (
        told.resolve("future" if ahead else "past"),
        (
            told.start,
            told.end,
        ),
    )
    gathering.inherited_date_rule = rule
    return gathering.inherited_date is not None


def _attended_in_lead(document: Document, gathering: Gathering) -> bool:
    """Whether the lead's own paragraph tells who "also participated in the annual summit"."""
    first, told = gathering.frames[0], lead_day(document)
    if told is None or first.verb is None or _of_the_past(gathering):
        return False
    paragraph = document.source.clean.paragraphs[first.reading.sentence.paragraph]
    known = first.reading.lemmas[first.verb] in cues("attending")
    return known and paragraph.start <= told.start < first.start


_DAY_OF = re.compile(
    r"\b(?:on|during) (?:the|its|their) (?P<first>opening|first|inaugural)?(?P<last>closing|last|final)? day\b"
    r"(?! (?:of|in) (?:his|her|a |the (?:visit|trip|tour|year|month)))",
    re.IGNORECASE,
)


def _day_of(document: Document, gathering: Gathering, sentence: Sentence, before: list[Gathering]) -> bool:
    """Date a gathering "on the opening day" by the open gathering told before it, and say whether that was so."""
    hit = _DAY_OF.search(document.text, sentence.start, sentence.end)
    if hit is None or not (hit["first"] or hit["last"]):
        return False
    for previous in reversed(before):
        told = when(document, previous)
        wide = any(f.kind in ("conference", "summit", "ministerial") for f in previous.frames)
        if told is None or told.read.precision != "day" or not wide or previous.frames[0].status != "held":
            continue
        start = told.read.start if hit["first"] else told.read.end or told.read.start
        gathering.inherited_date, gathering.inherited_date_span = ResolvedDate(start, None, "day"), hit.span()
        return True
    for earlier in document.sentences if hit["first"] else ():
        if earlier.start >= sentence.start:
            break
        opened = _opened().search(document.text, earlier.start, earlier.end)
        days = [d for d in dates_in(document, earlier.start, earlier.end) if d.past and d.past.precision == "day"]
        if opened and days and days[0].past:
            read = replace(days[0].past, end=None)
            gathering.inherited_date, gathering.inherited_date_span = read, (days[0].start, days[0].end)
            return True
    return False


@cache
def _opened() -> re.Pattern[str]:
    """Words by which an open gathering is told to begin."""
    verbs, nouns = alternatives("opened"), alternatives("open_gathering")
    return re.compile(
        rf"\b(?:{verbs}|opening)\b[^.]{{0,60}}\b(?:{nouns})\b|\b(?:{nouns})\b[^.]{{0,40}}\b(?:{verbs})\b", re.IGNORECASE
    )


def _take_place(
    document: Document, gathering: Gathering, before: list[Gathering], day: When | None, scene: Where | None
) -> None:
    """Place a gathering without a place of its own by what stands around it."""
    first = gathering.frames[0]
    own = first.reading.sentence
    pointing = says_here(document, first)
    if pointing and _HERE.search(document.text, own.start, own.end) and labels(document):
        return  # in a transcript, where its speakers are
    back = _TOWN_BACK if says_town(document, first) else 1 if pointing else 0
    told = _here(document, first) if pointing else None
    told = told or place_before(document, own.start, back, own.paragraph)
    while told is not None and first.status == "held" and not back and yet_to_come(document, told.start, present=False):
        told = place_before(document, told.start, back, own.paragraph)
    if told is None and place_of_the_main_one(document, gathering, before):
        return
    now = when(document, gathering)
    vague = now is not None and (now.read.precision != "day" or next_day(document, gathering, before, told))
    if told is not None and (pointing or (own.start - told.end < _NEAR and not vague and not _background(gathering))):
        gathering.inherited_city, gathering.inherited_country = told.city, told.country_code
        gathering.inherited_place_span = (told.start, told.end)
        gathering.inherited_place_rule = "pointing" if pointing else "town_before"
        return
    if now is None and first.status == "held" and not _background(gathering):
        place_beside(gathering, before)
    if now is None or now.read.precision != "day":
        return
    for previous in reversed(before):
        then, there = when(document, previous), where(previous)
        if then is None or there is None or then.read.precision != "day":
            continue
        gap = abs((now.read.start - then.read.start).days)
        shared = previous.entities & gathering.entities
        goes_on = gap == 1 and shared and (first.status != "planned" or previous.frames[0].status == "planned")
        if (gap == 0 and (shared or same_paragraph(gathering, previous))) or goes_on:
            gathering.inherited_city, gathering.inherited_country = there.city, there.country
            gathering.inherited_place_span, gathering.inherited_place_rule = there.span, "same_day"
            return
    there = only_town(document, before, now.read.start)
    if there is not None and not _background(gathering):
        gathering.inherited_city, gathering.inherited_country = there.city, there.country
        gathering.inherited_place_span, gathering.inherited_place_rule = there.span, "only_town"
        return
    if scene is not None and day is not None and day.read.start == now.read.start:
        gathering.inherited_city, gathering.inherited_country = scene.city, scene.country
        gathering.inherited_place_span, gathering.inherited_place_rule = scene.span, "scene"
        return
    filed = dateline(document) if first.status == "held" and in_lead(document, gathering) else None
    lead = lead_day(document)
    if filed is not None and lead is not None and lead.past and lead.past.start == now.read.start:
        gathering.inherited_city, gathering.inherited_country = filed.city, filed.country_code
        gathering.inherited_place_span, gathering.inherited_place_rule = (filed.start, filed.end), "dateline"


_HERE = re.compile(r"\bhere\b(?! (?:is|are)\b)|\bin the (?:city|capital|town)\b(?! of\b)", re.IGNORECASE)
_NEAR = 260
"""Characters back to a town that goes on being the place of what is told."""


def _here(document: Document, frame: Frame) -> Place | None:
    """The reporter's own town: that of the dateline, else the only one that the article names again and again."""
    sentence = frame.reading.sentence
    if not _HERE.search(document.text, sentence.start, sentence.end):
        return None
    datelines = [p for p in document.places if p.rule == "dateline" and p.start < sentence.end]
    if datelines:
        return datelines[-1]
    if says_town(document, frame):
        return None
    towns = [p for p in document.places if p.city and p.rule in ("city", "capital", "venue")]
    counted = Counter(p.city for p in towns).most_common(2)
    if not counted or counted[0][1] < 2 or (len(counted) > 1 and counted[0][1] <= counted[1][1]):
        return None
    return next(p for p in towns if p.city == counted[0][0])
