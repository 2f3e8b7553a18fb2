"""The town of an article's news: where all that it tells with a place took place, if that is one town."""

from __future__ import annotations

import re
from datetime import timedelta

from pipeline.extraction.document import Document, Place
from pipeline.extraction.meetings.gatherings import Gathering, published, resolved
from pipeline.extraction.meetings.lead import dateline
from pipeline.extraction.names.speakers import publishing_country

_NEWS = timedelta(days=7)
"""How long before the article's own day its news may have been."""
_TITLE_PLACE = re.compile(r"(?:^|\W)(?:in|at|from|to|comes to|welcomes)\s(?:the\s)?$", re.IGNORECASE)
_LIVE = re.compile(
    r"(?: (?:live|diary|notebook|dispatch|letter|blog))?\s?:| live\b| diary\b| notebook\b", re.IGNORECASE
)
_RULES = frozenset({"city", "capital", "venue", "seat"})


def _of_the_news(document: Document, gathering: Gathering) -> bool:
    """Whether a gathering was held in the days before publication, as far as its date is known."""
    first = gathering.frames[0]
    if first.trigger.name is not None and any(f.status_rule in ("modifier", "after") for f in gathering.frames):
        return False
    today = published(document)
    told = [read for f in gathering.frames if (read := resolved(document, f)) is not None]
    read = told[0] if told else gathering.inherited_date
    if read is None:
        return first.status == "held" and all(f.status_rule not in ("modifier", "after") for f in gathering.frames)
    if today is None or read.precision != "day" or first.status not in ("held", "planned"):
        return False
    return today - _NEWS <= read.start <= today


def _titled(document: Document) -> Place | None:
    """The one town that the headlines or the dateline give as that of the story."""
    named: dict[str, Place] = {}
    for sentence in document.sentences:
        if sentence.kind not in ("title", "heading") or sentence.start > _HEAD:
            break
        for place in document.places:
            if sentence.start <= place.start < sentence.end and place.city and place.rule in _RULES:
                opening = place.start == sentence.start and _LIVE.match(document.text, place.end)
                if opening or _TITLE_PLACE.search(document.text, max(0, place.start - 16), place.start):
                    named.setdefault(place.city, place)
    filed = dateline(document)
    if filed is not None and filed.city:
        named.setdefault(filed.city, filed)
    return next(iter(named.values())) if len(named) == 1 else None


_HEAD = 600
"""Characters of the text within which its headlines stand."""


def _said_here(document: Document) -> Place | None:
    """The one town in which those who speak say that they are: "here in Lima, our ministers signed"."""
    named: dict[str, Place] = {}
    for place in document.places:
        if (
            place.city
            and place.rule in _RULES
            and _SPEAKING.search(document.text, max(0, place.start - 20), place.start)
        ):
            named.setdefault(place.city, place)
    return next(iter(named.values())) if len(named) == 1 else None


_SPEAKING = re.compile(r"\b[Hh]ere (?:in|at) (?:the )?$")


def _place_where_spoken(document: Document, gatherings: list[Gathering]) -> None:
    """Give what was held on the day of a government's own words, and is told with no place, the town they name."""
    town = _said_here(document)
    if town is None:
        return
    for gathering in gatherings:
        told = [read for f in gathering.frames if (read := resolved(document, f)) is not None]
        ours = gathering.frames[0].status == "held" and any(
            read.precision == "day" and read.start == published(document) for read in told
        )
        if ours and not _placed(gathering):
            _place(gathering, town)


def _placed(gathering: Gathering) -> bool:
    """Whether a gathering's place is known, or it was held by phone and has none."""
    told = any(f.place is not None or f.phone for f in gathering.frames)
    return bool(told or gathering.inherited_city or gathering.inherited_country)


def _place(gathering: Gathering, town: Place) -> None:
    gathering.inherited_city, gathering.inherited_country = town.city, town.country_code
    gathering.inherited_place_span, gathering.inherited_place_rule = (town.start, town.end), "news_town"


def place_in_news_town(document: Document, gatherings: list[Gathering]) -> None:
    """Give what was held in the days of the news, and is told with no place, the one town of that news."""
    if publishing_country(document.source) is not None:
        _place_where_spoken(document, gatherings)
        return
    news = [g for g in gatherings if _of_the_news(document, g)]
    towns: dict[str, Place] = {}
    for gathering in news:
        for frame in gathering.frames:
            if frame.place is not None and frame.place.city and not frame.phone:
                towns.setdefault(frame.place.city, frame.place)
    countries = {f.place.country_code for g in news for f in g.frames if f.place is not None} - {None}
    titled = _titled(document)
    elsewhere = titled is not None and titled.rule == "dateline" and countries and titled.country_code not in countries
    if titled is not None and titled.city and not elsewhere:
        towns.setdefault(titled.city, titled)
    if len(towns) != 1:
        return
    town = next(iter(towns.values()))
    for gathering in news:
        if not _placed(gathering):
            _place(gathering, town)
