"""Whether the words around a place name say that something happens there."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from pipeline.extraction.document import Document, Place
from pipeline.extraction.meetings.cues import alternatives, cues
from pipeline.extraction.meetings.frames import Frame
from pipeline.extraction.meetings.reading import Reading, people_nouns

_LOCATIVE = re.compile(
    r"(?:^|[^\w])(?:in|at|inside|near|outside|to|around|across|of|for|into|visiting|visited|visits?|left|leaves|reached|reaches|toured|tours)"
    r"(?:\s+(?:the|his|her|its|their|historic|central|nearby))?(?:\s+[\w’'.-]+){0,5}[,\s]*$",
    re.IGNORECASE,
)
_NEAR_LOCATIVE = re.compile(
    r"(?:^|[^\w])(?:in|at|inside|near|outside|around|into)\s+(?:[\w’'.-]+[,\s]+){0,6}$", re.IGNORECASE
)
_IN_COUNTRY = re.compile(
    r"\b(?:in|to|into|inside|across|around|visits?|visited|visiting|tour(?:s|ed)?|reach(?:es|ed))\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_WHERE = re.compile(r",? where\b")
_HERE = re.compile(
    r"\b(?:in the (?:same )?(?:city|capital|town)|there|at the (?:same )?venue|here(?! (?:is|are)\b))\b", re.IGNORECASE
)
_AT_VENUE = re.compile(
    r"\b(?:in|at|to|into|inside|outside|near|from|visit(?:ed|s|ing)?|left|leaving|reached|for|around)"
    r"(?:\s+[\w’'.,-]+){0,4}\s*$",
    re.IGNORECASE,
)
_TOLD_OF = re.compile(r"\b(?:which|what|whom)\s$")
"""Before a town that does something itself, as the government of its country: "the accord, which Ottawa wants"."""
_BRACKET = re.compile(r"\w \($")
_WITH_DAY = re.compile(r", [\w -]{3,24}\)")
"""Behind a town in brackets, its day: "the forum (Lima, 3-4 May)"."""
_DATELINE = re.compile(r"[^.\n]{0,60}?(?:\)\s*[-–—:]|\s[-–—]{1,2}\s)")


_OF_DIARY = re.compile(r"[^,:;.]{3,40}\d[^,:;]{0,20}, ")
"""Before the town of an entry: "January 13-15, Lima: Metals Forum"."""


@cache
def _bound_for() -> re.Pattern[str]:
    """Words that end right before the town to which somebody goes."""
    return re.compile(
        rf"\b(?:(?:{alternatives('bound_to')})(?: \w+){{0,2}} to|{alternatives('reaching')}"
        r"|(?:first|second|third|next|last|final) (?:stop|leg)(?: was| is)?,?)"
        r"(?: the)?(?: (?:city|capital|town|port)(?: of)?)?[ ,]*$",
        re.IGNORECASE,
    )


@cache
def _matter_in() -> re.Pattern[str]:
    """Words that end right before a place which is only that of a matter talked about."""
    return re.compile(
        rf"\b(?:{alternatives('matter')})s? (?:in|at|of|on|around|near|across)(?: the)?(?: [Pp]ort of)? $",
        re.IGNORECASE,
    )


def of_a_matter(document: Document, place: Place) -> bool:
    """Whether a place is only where a matter lies that is talked about: "spoke today about the attack in X"."""
    return _matter_in().search(document.text[max(0, place.start - 60) : place.start]) is not None


def bound_there(document: Document, place: Place) -> bool:
    """Whether the words before a place say that somebody goes there."""
    return _bound_for().search(document.text[max(0, place.start - 60) : place.start]) is not None


@cache
def _gathering_after() -> re.Pattern[str]:
    """The noun of a gathering behind the name of a venue."""
    return re.compile(rf"\s(?:{alternatives('named_by_venue')})\b")


def _bracketed(document: Document, place: Place) -> bool:
    """Whether a town stands with its day in brackets: "the Metals Forum (Lima, 3-4 May)"."""
    opened = _BRACKET.match(document.text, max(0, place.start - 3), place.start)
    return opened is not None and _WITH_DAY.match(document.text, place.end) is not None


def place_before(document: Document, position: int, paragraphs: int, paragraph: int) -> Place | None:
    """The last town named as a location before a position of the clean text, at most so many paragraphs back."""
    starts = [p.start for p in document.places]
    first = document.source.clean.paragraphs[max(0, paragraph - paragraphs)].start
    for place in reversed(document.places[: bisect_left(starts, position)]):
        if place.start < first:
            return None
        before = document.text[max(0, place.start - 60) : place.start]
        there = _NEAR_LOCATIVE.search(before) or _bound_for().search(before) or place.rule == "venue"
        there = (there or _bracketed(document, place)) and not _TOLD_OF.search(before)
        if place.city and place.rule != "adjectival" and there:
            return place
    return None


_IN_TOWN = re.compile(r"\bin the (?:same )?(?:city|town)\b(?! of\b)", re.IGNORECASE)


def says_town(document: Document, frame: Frame) -> bool:
    """Whether the frame's sentence places it in a town named before: "in the city"."""
    sentence = frame.reading.sentence
    return bool(_IN_TOWN.search(document.text, sentence.start, sentence.end))


def says_here(document: Document, frame: Frame) -> bool:
    """Whether the frame's sentence places it by pointing back: "there", "in the city"."""
    sentence = frame.reading.sentence
    return bool(_HERE.search(document.text, sentence.start, sentence.end))


def towards_noun(reading: Reading, preposition: int) -> bool:
    """Whether "to" stands behind a noun that nobody goes by: "aid to X", "threats to X", and not "a trip to X"."""
    if preposition == 0 or reading.words[preposition] != "to":
        return False
    noun = reading.tokens[preposition].head
    if reading.tokens[noun].pos == "VERB" and reading.tokens[preposition - 1].dep == "dobj":
        noun = preposition - 1  # "announced loans to X", where the model hangs "to" on the verb
    return (
        reading.tokens[noun].tag in ("NN", "NNS")
        and reading.words[noun] not in cues("bound_to")
        and reading.lemmas[noun] not in cues("bound_to") | cues("trip_noun") | people_nouns()
    )


def _for_its_benefit(reading: Reading, place: Place) -> bool:
    """Whether a country is only whom something is for: "announced new loans to X at the summit"."""
    token = reading.tokens[reading.token_at(place.end - 1)]
    return token.dep == "pobj" and towards_noun(reading, token.head)


def _on_behalf_of(document: Document, reading: Reading, place: Place) -> bool:
    """Whether a capital is only whom somebody acts for: "signed for Lima", "A for Lima, B for Quito"."""
    p = reading.token_at(place.start) - 1
    if p < 1 or reading.words[p] != "for":
        return False
    m = reading.mention_of[p - 1]
    if m >= 0 and any(document.entities[e].entity_type == "person" for e in reading.mentions[m].entities):
        return reading.lemmas[reading.tokens[p].head] not in cues("motion") | cues("setting_out")
    return reading.lemmas[reading.tokens[p].head] in cues("acting_for")


def _home_of_somebody(reading: Reading, place: Place) -> bool:
    """Whether a town is only that of somebody's office: "Mayor Ann Berg of Lima", "the mayors of Lima and Quito"."""
    t = reading.token_at(place.end - 1)
    while reading.tokens[t].dep == "conj" and reading.tokens[t].head < t:
        t = reading.tokens[t].head
    of = reading.tokens[t].head
    if reading.tokens[t].dep != "pobj" or reading.words[of] != "of":
        return False
    whose = reading.tokens[of].head
    return reading.mention_of[whose] in reading.people or reading.lemmas[whose] in people_nouns()


def located(document: Document, reading: Reading, place: Place) -> bool:
    """Whether a place name says where something happens, and isn't part of a name or a government."""
    text = document.text
    before = text[max(reading.sentence.start, place.start - 60) : place.start]
    for mention in reading.mentions:
        if mention.start <= place.start and place.end <= mention.end:
            kinds = {document.entities[e].entity_type for e in mention.entities}
            inside = (mention.start, mention.end) != (place.start, place.end)
            if (
                inside
                and kinds & {"person", "company", "organisation", "government_body"}
                and "venue" not in place.rule
            ):
                return False
    after = text[place.end : place.end + 2]
    if after in ("'s", "’s"):
        return False
    if not before.strip() and _DATELINE.match(text, place.end):
        return False
    if place.city is not None and text.startswith(":", place.end) and _OF_DIARY.fullmatch(before):
        return True
    if _TOLD_OF.search(before) or (place.city is not None and _on_behalf_of(document, reading, place)):
        return False
    if _bracketed(document, place):
        return True
    if _home_of_somebody(reading, place):
        return False
    if place.city is None:
        if _for_its_benefit(reading, place):
            return False
        return bool(_IN_COUNTRY.search(before) or _WHERE.match(text, place.end))
    if place.rule == "venue" and not _gathering_after().match(text, place.end):
        return bool(_AT_VENUE.search(before) or not before.strip())
    return bool(
        _NEAR_LOCATIVE.search(before) or _LOCATIVE.search(before[-24:]) or "venue" in place.rule or not before.strip()
    )
