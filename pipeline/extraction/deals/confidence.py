"""How likely an account is a deal: a logistic score over what was read, with its weights in a table."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from functools import cache

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.exclusions import is_trade_pact_told
from pipeline.extraction.deals.grounds import purpose_of
from pipeline.extraction.deals.lexicon import cue_at, is_miner
from pipeline.extraction.deals.reading import GOVERNMENTAL, Reading
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.deals.told_again import grounds_named
from pipeline.lexicons import table

DENSE = 0.2
"""Share of an article's sentences on minerals from which the whole of it counts as news of them."""
TICKER = re.compile(r"\([A-Z][A-Za-z .]{1,15}: ?[A-Z0-9.]{1,8}\b")
"""A stock exchange and symbol in brackets, as texts put out for a company have them."""
LONG_TEXT = 40
"""Sentences from which a text is long: communiqués, transcripts and fact sheets rather than news."""
AROUND = 3
"""Sentences before and after a deal in which words of minerals tie it to them."""
TYPES = ("mou", "partnership")
"""Types that need more, or less, to be believed than the rest."""


@cache
def weights() -> Mapping[str, float]:
    """Weight by feature, with `intercept` and `threshold`."""
    return {row["feature"]: float(row["weight"]) for row in table("deal_weights")}


def features(reading: Reading, account: Account) -> dict[str, float]:
    """What speaks for and against the account being a deal of the codebook's kind; each in [0, 1]."""
    document = reading.document
    told = account.tellings
    best = account.first
    view = reading.views[best.sentence]
    types = [document.entities[e].entity_type for e in account.parties]
    paragraph = view.sentence.paragraph
    strengths = {t.strength for t in told}
    density = reading.density
    alone = types in (["company"], ["organisation"])
    raised = alone and any(
        t.scheme == "issue" and t.strength == "strong" and (t.concluded or t.value is not None) for t in told
    )
    bought = alone and account.deal_type == "acquisition" and any(_buys_ground(reading, t) for t in told)
    funded = types in (["country"], ["government_body"]) and any(t.value and purpose_of(reading, t) for t in told)
    found = {
        "strong": "strong" in strengths,
        "weak": strengths == {"weak"},
        "one_party": len(account.parties) == 1 and types != ["bloc"] and not (raised or bought or funded),
        "raised": raised,
        "value": any(t.value is not None for t in told),
        "dated": any(t.date is not None for t in told),
        "in_title": any(t.in_title for t in told),
        "subject_sentence": best.sentence in reading.subject_sentences,
        "subject_paragraph": paragraph in reading.subject_paragraphs,
        "subject_title": reading.title_subject,
        "mineral_sentence": bool(view.minerals),
        "governments": bool(types) and all(t in GOVERNMENTAL for t in types),
        "scanned": any(p.rule.startswith("scan") for p in account.parties.values()),
        "subject_around": any(abs(i - best.sentence) <= AROUND for i in reading.subject_sentences),
        "pair": _is_pair(account, types),
        "subject_party": any(is_miner(document.entities[e].name) for e in account.parties),
        "concluded": any(t.concluded for t in told),
        "proposed": best.status in ("proposed", "negotiating"),
    }
    company = bool(TICKER.search(document.text))
    long = len(document.sentences) > LONG_TEXT
    about = bool(
        _subject_near(reading, account)
        or found["subject_party"]
        or density >= 1.5 * DENSE
        or (reading.title_subject and density >= 0.9 * DENSE)
    )
    found |= {
        "about_minerals": about,
        "dense": density >= DENSE,
        "broad_governments": bool(found["governments"]) and (density < DENSE or long),
        "pact_on_minerals": bool(found["governments"]) and any(_subject_phrase(reading, t) for t in told),
        "company_text": company,
        "long_text": long,
    }
    if found["governments"] and is_trade_pact_told(reading, account):
        found |= {"broad_governments": False, "about_minerals": True}
    kinds = {f"type_{name}": account.deal_type == name for name in TYPES}
    return {name: float(value) for name, value in (found | kinds).items()}


def _is_pair(account: Account, types: Sequence[str]) -> bool:
    """Whether two states stand in the grammar as the two sides of a pact."""
    parties = list(account.parties.values())
    scanned = any(p.rule.startswith("scan") for p in parties)
    return len(parties) == 2 and not scanned and all(t in GOVERNMENTAL for t in types)


def _buys_ground(reading: Reading, telling: Telling) -> bool:
    """Whether a named mine or property is what one company buys: releases often leave out who sells it."""
    buys = telling.scheme == "buy" and any(p.role == "buyer" and p.rule != "topic" for p in telling.parties)
    return buys and not telling.plural and bool(grounds_named(reading, [telling]))


def _subject_phrase(reading: Reading, telling: Telling) -> bool:
    """Whether the deal's own noun phrase names minerals or mining: "a framework on critical minerals"."""
    view = reading.views[telling.sentence]
    for at in range(max(0, telling.frame - 4), min(len(view.lower), telling.frame + 8)):
        if at > telling.frame and view.parse.tokens[at].pos == "VERB":
            break
        token = view.parse.tokens[at]
        if cue_at("subject", view.lower, at) or any(m.start <= token.start < m.end for m in view.minerals):
            return True
    return False


def _subject_near(reading: Reading, account: Account) -> bool:
    """Whether a word of minerals or mining stands within the words of a telling or close after them."""
    for told in account.tellings:
        view = reading.views[told.sentence]
        low = max(0, view.token_at(told.start) - 4)
        high = min(len(view.lower), view.token_at(max(told.start, told.end - 1)) + 14)
        if any(cue_at("subject", view.lower, i) for i in range(low, high)):
            return True
        if any(told.start - 30 <= mention.start <= told.end + 80 for mention in view.minerals):
            return True
    return False


def probability(values: Mapping[str, float]) -> float:
    """The chance that an account with these features is a deal, in [0, 1]."""
    table_weights = weights()
    score = table_weights.get("intercept", 0.0) + sum(
        table_weights.get(name, 0.0) * value for name, value in values.items()
    )
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
