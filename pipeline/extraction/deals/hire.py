"""Work that a company takes for hire (a survey, a study, drilling, advice), which is no deal of the codebook's."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.lexicon import any_of, cue_at, cue_words, is_miner
from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.tellings import Telling

BARE = frozenset({"partnership", "offtake", "other", "financing"})
"""Types under which a contract for work is read."""
NEAR = 2
"""Sentences after an agreement in which the other side's work is told."""


def for_a_service(reading: Reading, account: Account) -> bool:
    """Whether a bare agreement is with somebody whose name says that they work for hire, or is for such work."""
    companies = [e for e in account.parties if reading.document.entities[e].entity_type in ("company", "organisation")]
    if account.deal_type not in BARE or len(companies) != len(account.parties):
        return False
    generic = [t for t in account.tellings if t.generic]
    here = all(t.sentence - account.first.sentence <= NEAR for t in account.tellings)
    if generic and generic[0] is account.first and here and _service_near(reading, generic[0]):
        return True
    if len(companies) > 2:
        return False
    if any(
        t.value
        and t.scheme in ("transfer", "lend", "borrow", "issue", "stream")
        and not t.generic
        and not t.rule.startswith("verb:")
        for t in account.tellings
    ):
        return False
    if account.deal_type == "partnership" and len(companies) == 2 and _works_for_one(reading, account):
        return True
    if any(
        t.strength == "strong" and not t.generic and not t.rule.startswith("verb:partner") for t in account.tellings
    ):
        return False
    for entity in companies:
        words = re.findall(r"[A-Za-z]+", reading.document.entities[entity].name.lower())
        others = [word for word in words if word not in cue_words("service_name")]
        if len(others) < len(words) and not is_miner(" ".join(others)):
            return True
    named = any(not t.generic and t.rule.startswith("noun:") for t in account.tellings)
    return not named and any(_service_near(reading, t) for t in generic)


def _service_near(reading: Reading, told: Telling) -> bool:
    """Whether the words right before a deal's noun, or what it is "for", are those of a service."""
    view = reading.views[told.sentence]
    noun = told.frame
    before = range(max(0, noun - 2), noun)
    return any(cue_at("service", view.lower, i) and i not in view.at for i in before)


@cache
def _hired_work() -> re.Pattern[str]:
    """Work that one side does for the other: "to conduct a survey", "a study of its mine"."""
    doing, work, study = any_of("service_doing"), any_of("service_work"), any_of("service_study")
    gap = r"(?: (?!and\b)[\w’'/,()-]+){0,9}? "
    return re.compile(
        rf"\b(?:{doing}){gap}(?:(?:{work})s?\b|(?:{study})\b[^.;]{{0,40}}\b(?:its|their|our|the company[’']s)\b)",
        re.IGNORECASE,
    )


def _works_for_one(reading: Reading, account: Account) -> bool:
    """Whether all that a partnership is told to be is work of one side, no miner, on the other's ground."""
    names = [reading.document.entities[e].name for e in account.parties]
    if all(is_miner(name) for name in names):
        return False
    body = [t for t in account.tellings if not t.in_title]
    return bool(body) and all(t.value is None for t in body) and any(_work_told(reading, t) for t in body)


def _work_told(reading: Reading, told: Telling) -> bool:
    sentences, text = reading.document.sentences, reading.document.text
    here = sentences[told.sentence]
    if _hired_work().search(text, here.start, here.end):
        return True
    parties = {p.entity for p in told.parties}
    for number in range(told.sentence + 1, min(told.sentence + 1 + NEAR, len(sentences))):
        later = sentences[number]
        if later.paragraph != here.paragraph:
            break
        view = reading.views.get(number)
        first = view.mentions[0] if view is not None and view.mentions else None
        opens = first is not None and first.start == later.start and set(first.entities) & parties
        if opens and _hired_work().search(text, later.start, later.end):
            return True
    return False
