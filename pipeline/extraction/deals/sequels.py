"""What the sentence after a deal adds to it: who put the money in, told with no noun of a deal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.extraction.deals.considerations import buys_alone
from pipeline.extraction.deals.lexicon import any_of, cue_words
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.reading import Reading, stands_for
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.document import NameMention
from pipeline.records import PartyRole

RAISING = frozenset({"issue", "borrow"})
GRANTING = frozenset({"lend", "transfer"})
"""Schemes of money given, of which the next sentence may name the giver where none is named yet."""
GIVING: dict[str, PartyRole] = {"equity_investment": "investor", "financing": "lender"}
"""The part of those who put money in, by the deal's type."""
GIVERS = frozenset({"company", "organisation", "government_body"})
LISTED = re.compile(r"\s*(?:,|,?\s*and|&)\s+(?:the\s+)?(?:[a-z][\w-]*\s+){0,3}")
"""What stands between two names of one list."""


@cache
def _coming_from() -> re.Pattern[str]:
    """The words before a giver's name: "£15m of it came from", "the round was led by"."""
    ways = any_of("coming_from")
    return re.compile(rf"\b(?:{ways})\s+(?:the\s+)?(?:[\w-]+\s+){{0,4}}?$")


@cache
def _putting_in() -> re.Pattern[str]:
    """The words after a giver's name: "took £15m of the placing", "is contributing a third of the sum"."""
    verbs = any_of("putting_in")
    helping = r"(?:(?:has|have|will|is|are|each|also|itself)\s+){0,2}"
    return re.compile(rf"\s*(?:,[^,.]{{2,60}},\s+)?{helping}(?:{verbs})\b")


@cache
def _joining_in() -> re.Pattern[str]:
    """The words after the name of one who gives beside others: "also took part", "intends to participate in it"."""
    helping = r"(?:(?:has|have|will|is|are|also|both|each|to|intends?|plans?|expects?|committed|agreed)\s+){0,4}"
    return re.compile(rf"\s*(?:,[^,.]{{2,60}},\s+)?{helping}(?:{any_of('joining_in')})\b")


FOLLOWING = 3
"""Sentences after a raise in which those are told who joined in it."""


def with_givers_told_after(reading: Reading, telling: Telling) -> Telling:
    """The telling with those whom the next sentence of its paragraph has put money into what it raises."""
    role = GIVING.get(telling.deal_type)
    named = {p.role for p in telling.parties}
    given = telling.scheme in GRANTING and named == {"recipient"}
    if role is None or telling.in_title or not named & {"recipient", "target"}:
        return telling
    if not given and telling.scheme not in RAISING:
        return telling
    sentences = reading.document.sentences
    for number in range(telling.sentence + 1, min(telling.sentence + 1 + FOLLOWING, len(sentences))):
        joined = _joined_in(reading, telling, number, role)
        if not joined:
            break
        telling = _given_by(telling, joined)
    if named & {"investor", "lender", "buyer"}:
        return telling
    number = telling.sentence + 1
    if number >= len(sentences) or sentences[number].paragraph != sentences[telling.sentence].paragraph:
        return telling
    start, end = sentences[number].start, sentences[number].end
    words = re.findall(r"[a-z]+", reading.document.text[start:end].lower())
    arranged = cue_words("arranging") & {word.removesuffix("s") for word in words}
    if not cue_words("money_told") & set(words) or arranged:
        return telling
    found = [p for p in _givers(reading, start, end, role) if p.entity not in {q.entity for q in telling.parties}]
    return _given_by(telling, found) if found else telling


def _joined_in(reading: Reading, telling: Telling, number: int, role: PartyRole) -> list[TellingParty]:
    """Those at the head of a sentence of the deal's paragraph who are said to have joined in it."""
    sentence = reading.document.sentences[number]
    have = {p.entity for p in telling.parties}
    if sentence.paragraph != reading.document.sentences[telling.sentence].paragraph:
        return []
    named = [m for m in reading.document.mentions if sentence.start <= m.start < sentence.end]
    return [
        TellingParty(stands_for(reading.document, m)[0], role, m.start, m.end, "told_after", "from")
        for m in named
        if _can_give(reading, m)
        and stands_for(reading.document, m)[0] not in have
        and _joining_in().match(reading.document.text, m.end, sentence.end)
    ]


def _given_by(telling: Telling, givers: Sequence[TellingParty]) -> Telling:
    """The telling with those who gave the money, in which who issued shares is the target."""
    role = givers[0].role
    issuers = tuple(
        replace(p, role="target") if role == "investor" and p.role == "recipient" else p for p in telling.parties
    )
    return replace(telling, parties=(*issuers, *givers))


@cache
def _called(side: str) -> re.Pattern[str]:
    """The words from a sentence's start to the name of whoever plays a part: "The vendor, privately held X"."""
    paid = r"(?:[^;:]{1,90}\b(?:to|by|from) )?"
    called = rf"{paid}[Tt]he (?:{any_of(side)})s?(?:, | is | was | are |: )"
    return re.compile(rf"\s*{called}(?:the )?(?:[a-z%][\w-]* ){{0,4}}$")


SIDES: dict[PartyRole, tuple[str, PartyRole]] = {
    "buyer": ("selling_side", "seller"),
    "seller": ("buying_side", "buyer"),
}
"""By the part of the lone party of a purchase: the cue of nouns for the other side, and its part."""


def _other_side(telling: Telling) -> tuple[str, PartyRole] | None:
    """The cue of the nouns for the side that a purchase, a contract or a royalty has not yet named, and its part."""
    if telling.in_title or len(telling.parties) != 1:
        return None
    role = telling.parties[0].role
    if telling.scheme == "stream" and role in ("recipient", "lender"):
        return "buying_side", "lender"
    if telling.deal_type == "acquisition" or buys_alone(telling):
        return SIDES.get(role)
    return ("counterpart", SIDES[role][1]) if telling.deal_type == "offtake" and role in SIDES else None


def with_side_told_after(reading: Reading, telling: Telling) -> Telling:
    """The telling with its other side, where the next sentence names it: "The vendor, X", "shares to the vendor, X"."""
    sentences = reading.document.sentences
    number = telling.sentence + 1
    other = _other_side(telling)
    if other is None or number >= len(sentences):
        return telling
    if sentences[number].paragraph - sentences[telling.sentence].paragraph > 1:
        return telling
    side, role = other
    start = sentences[number].start
    text, found = reading.document.text, [*telling.parties]
    after = [m for m in reading.document.mentions if start <= m.start < sentences[number].end and _can_own(reading, m)]
    for at, mention in enumerate(after):
        called = _called(side).fullmatch(text[start : mention.start])
        if called is None and not (at and LISTED.fullmatch(text[after[at - 1].end : mention.start])):
            break
        if mention.entities[0] not in {p.entity for p in found}:
            found.append(TellingParty(mention.entities[0], role, mention.start, mention.end, "told_after", "from"))
    if role == "lender" and len(found) > 1:
        found[0] = replace(found[0], role="recipient")
    return replace(telling, parties=tuple(found))


def _givers(reading: Reading, start: int, end: int, role: PartyRole) -> list[TellingParty]:
    document = reading.document
    here = [m for m in document.mentions if start <= m.start and m.end <= end and _can_give(reading, m)]
    found: list[TellingParty] = []
    lists: list[list[NameMention]] = []
    for mention in here:
        if lists and LISTED.fullmatch(document.text[lists[-1][-1].end : mention.start]):
            lists[-1].append(mention)
        else:
            lists.append([mention])
    for listed in lists:
        before, after = document.text[start : listed[0].start], document.text[listed[-1].end : end]
        if not _coming_from().search(before) and not _putting_in().match(after):
            continue
        for mention in listed:
            entity = stands_for(document, mention)[0]
            if entity not in {p.entity for p in found}:
                found.append(TellingParty(entity, role, mention.start, mention.end, "told_after", "from"))
    return found


def _can_own(reading: Reading, mention: NameMention) -> bool:
    person = reading.document.entities[mention.entities[0]].entity_type == "person"
    return _can_give(reading, mention) or (person and mention.form == "name")


def _can_give(reading: Reading, mention: NameMention) -> bool:
    kind = reading.document.entities[mention.entities[0]].entity_type
    return mention.form == "name" and len(mention.entities) == 1 and mention.rule != "media" and kind in GIVERS
