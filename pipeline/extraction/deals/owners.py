"""Whose the thing is that is bought, paid for or lent on, told beside the deal: "the mine's owner, X", "owned by X"."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.extraction.deals.lexicon import any_of, cue_words
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.reading import COMPANY_LIKE, Reading, SentenceView
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.document import NameMention
from pipeline.records import PartyRole

WORDS_BETWEEN = r"(?:[\w’'&%-]+ ){0,4}?"
PLACED = re.compile(r"(\w+) (?:of|in|into|for|on|to|toward|towards) (?:the )?$")
OTHER_SIDE: dict[str, PartyRole] = {
    "buy": "seller",
    "take": "seller",
    "offtake": "seller",
    "lend": "recipient",
    "transfer": "recipient",
    "stream": "recipient",
    "invest": "target",
}
"""By scheme, the part of whoever owns what the money or the purchase goes to."""
GIVING = frozenset({"buyer", "investor", "lender"})


@cache
def _before() -> re.Pattern[str]:
    """Words before an owner's name: "its owner, X", "which is owned by Chile's X"."""
    return re.compile(
        rf"\b(?:(?:{any_of('owner_noun')})(?: of [\w’' -]{{2,40}})?,? |(?:{any_of('owned')}) (?:by|to) )"
        rf"(?:the |an? )?{WORDS_BETWEEN}$"
    )


@cache
def _after() -> re.Pattern[str]:
    """Words after an owner's name: "X, which owns it", "X, the mine's owner", "X had owned"."""
    return re.compile(
        rf"(?:, (?:which|who) (?:\w+ )?(?:owns?|holds?)\b|,? (?:the|its) {WORDS_BETWEEN}(?:{any_of('owner_noun')})\b"
        rf"| (?:has |had |already )?own(?:s|ed)\b(?! by))"
    )


@cache
def _possessed() -> re.Pattern[str]:
    """A thing after a possessive: "X’s Zambian copper assets"."""
    things = any_of("ground", "ground_name", "owned_thing")
    return re.compile(rf"['’]s? (?:(?!own )[\w’'&%-]+ ){{0,4}}?(?:{things})s?\b")


def _possesses(before: str, after: str) -> bool:
    """Whether a possessor stands where the deal's own thing does: not so "adjacent to X's mine", "unlike X's"."""
    place = PLACED.search(before)
    return place is not None and place[1] not in cue_words("beside") and _possessed().match(after) is not None


def _names_owner(view: SentenceView, text: str, mention: NameMention) -> bool:
    before = text[view.sentence.start : mention.start]
    after = text[mention.end : view.sentence.end]
    return _before().search(before) is not None or _after().match(after) is not None or _possesses(before, after)


def owner_told(reading: Reading, telling: Telling) -> TellingParty | None:
    """The owner that the deal's own sentence names of what is bought or paid for, where nobody plays that part yet."""
    role = OTHER_SIDE.get(telling.scheme)
    roles = {p.role for p in telling.parties}
    taking = telling.deal_type == "offtake" and len(telling.parties) == 1 and telling.parties[0].place == "subject"
    if role is None or telling.in_title or not roles or not (roles <= GIVING or taking):
        return None
    view = reading.views[telling.sentence]
    text = reading.document.text
    have = {p.entity for p in telling.parties}
    found: list[TellingParty] = []
    for mention in view.mentions:
        if mention.form in ("pronoun", "demonym", "nominal") or len(mention.entities) != 1:
            continue
        entity = mention.entities[0]
        if entity in have or reading.document.entities[entity].entity_type not in COMPANY_LIKE:
            continue
        if _names_owner(view, text, mention):
            found.append(TellingParty(entity, role, mention.start, mention.end, "owner_told", "owner"))
    after = [p for p in found if p.start >= telling.start]
    return next(iter(after or found), None)


def with_owner(reading: Reading, telling: Telling) -> Telling:
    """The telling with the owner of what its lone buyer, investor or lender buys or pays for, if it names one."""
    owner = owner_told(reading, telling)
    if owner is None:
        return telling
    if telling.deal_type == "acquisition":
        owner = replace(owner, role="seller")
    if telling.deal_type == "offtake":
        buyers = tuple(replace(p, role="buyer") for p in telling.parties)
        return replace(telling, parties=(*buyers, owner))
    return replace(telling, parties=(*telling.parties, owner))
