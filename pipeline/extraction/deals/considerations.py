"""What a purchase costs its buyer, told in the sentences after it: cash, shares or a royalty that go to the seller."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.lexicon import any_of, pattern
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.reading import COMPANY_LIKE, Reading
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.document import NameMention

FOLLOWING = 3
"""Sentences after a purchase in which it is told what is paid, and to whom."""
PAID = frozenset({"equity_investment", "financing"})
"""Types of deals as which the price of a purchase is misread."""


@cache
def _given() -> re.Pattern[str]:
    """Words of paying and of what a seller gets: "a cash payment of", "will issue 2 million shares"."""
    return re.compile(rf"\b(?:{any_of('consideration')})\b[^;]*(?:\b(?:{any_of('consideration_thing')})\b|[$€£])")


@cache
def _to_whom() -> re.Pattern[str]:
    """The words right before whoever is paid: "to", "to the vendor,", "to privately held"."""
    sellers = any_of("selling_side")
    return re.compile(rf"\bto (?:the )?(?:(?:{sellers})s?,? )?(?:[a-z][a-z-]* ){{0,3}}$")


@cache
def _paying() -> re.Pattern[str]:
    """The words right before whoever is paid as an object of the verb: "will pay", "has granted the vendor,"."""
    sellers = any_of("selling_side")
    return re.compile(rf"\b(?:{any_of('paying_whom')}) (?:the )?(?:(?:{sellers})s?,? )?$")


@cache
def _is_a_side() -> re.Pattern[str]:
    """The words right after a name that is a contract's seller: ' (the "Vendor")', ' ("X" or the "Optionor")'."""
    return re.compile(rf"\s*\((?:[^()]{{0,60}}[\s,;/])?(?:the )?[\"“”'‘’]+(?:{any_of('selling_side')})s?[\"“”'‘’]+\)")


@cache
def _gets() -> re.Pattern[str]:
    """The words right after whoever is paid: "will receive 4 million shares", "retains a 2% royalty"."""
    things = any_of("consideration_thing")
    return re.compile(
        rf"\s*(?:will |is to |shall |has |have )?(?:also )?(?:receiv|retain)\w* [^;]{{0,60}}(?:\b(?:{things})\b|[$€£])"
    )


@cache
def _things() -> re.Pattern[str]:
    """What a seller is paid in: "C$250,000", "2 million shares"."""
    return re.compile(rf"\b(?:{any_of('consideration_thing')})\b|[$€£]")


@cache
def _to_the_seller() -> re.Pattern[str]:
    """Sellers who are not named, as those who are paid: "granted the vendors a", "payment to the optionors"."""
    given = any_of("consideration")
    return re.compile(rf"\b(?:(?:{given}) (?:to )?the|to the) (?:property )?(?:{any_of('selling_side')})s?\b")


@cache
def _raised() -> re.Pattern[str]:
    """Words of money raised or of services paid, by which shares are no price of a purchase."""
    return re.compile(rf"\b(?:{any_of('no_consideration')})s?\b")


def _words(reading: Reading, start: int, end: int) -> str:
    return re.sub(r"\s", " ", reading.document.text[start:end]).lower()


def with_paid_seller(reading: Reading, telling: Telling) -> Telling:
    """The telling of a purchase with the seller whom one of the next sentences has paid for it."""
    if telling.in_title or not buys_alone(telling):
        return telling
    sentences = reading.document.sentences
    here = sentences[telling.sentence].paragraph
    for number in range(telling.sentence, min(telling.sentence + 1 + FOLLOWING, len(sentences))):
        if sentences[number].paragraph - here > 1:
            break
        start, end = sentences[number].start, sentences[number].end
        under = _under_paper(reading, telling, start, end)
        if under is not None:
            return replace(telling, parties=(*telling.parties, under))
        if number == telling.sentence:
            continue
        if _raised().search(_words(reading, start, end)):
            continue
        for mention in reading.document.mentions:
            if start <= mention.start < end and _can_sell(reading, telling, mention):
                before, after = _words(reading, start, mention.start), _words(reading, mention.end, end)
                paid = _given().search(before) and _to_whom().search(before)
                paid = paid or (_paying().search(before) and _things().search(after)) or _is_a_side().match(after)
                if paid or (not before.strip() and _gets().match(after)):
                    seller = TellingParty(
                        mention.entities[0], "seller", mention.start, mention.end, "paid_after", "from"
                    )
                    return replace(telling, parties=(*telling.parties, seller))
    return telling


def buys_alone(telling: Telling) -> bool:
    """Whether a purchase, or an option to earn a share of the ground, names nobody yet but who buys."""
    roles = [p.role for p in telling.parties]
    earns = telling.deal_type == "joint_venture" and telling.scheme == "buy"
    return roles == ["buyer"] and (earns or telling.deal_type == "acquisition")


def _under_paper(reading: Reading, telling: Telling, start: int, end: int) -> TellingParty | None:
    """The other side of the paper by which a purchase is made: "further to its agreement with X", or who is said to
    hold what is bought: "The property is held by X"."""
    for mention in reading.document.mentions:
        if start <= mention.start < end and _can_sell(reading, telling, mention):
            before = _words(reading, start, mention.start)
            held = start > telling.end and pattern("the ground is held by").fullmatch(before) is not None
            if held or pattern("further to its paper with").search(before):
                return TellingParty(mention.entities[0], "seller", mention.start, mention.end, "paper_with", "with")
    return None


def _can_sell(reading: Reading, telling: Telling, mention: NameMention) -> bool:
    """Whether a name is of a company or person other than the buyer."""
    named = mention.form in ("name", "short") and len(mention.entities) == 1 and mention.rule != "media"
    kind = reading.document.entities[mention.entities[0]].entity_type
    kinds = {*COMPANY_LIKE, "person"}
    return named and kind in kinds and mention.entities[0] not in {p.entity for p in telling.parties}


def is_price_of(reading: Reading, account: Account, main: Account) -> bool:
    """Whether what looks like a placing or a royalty is what the buyer of a purchase told before gives for it."""
    earns = main.deal_type == "joint_venture" and main.first.scheme == "buy"
    if not (earns or main.deal_type == "acquisition") or account.deal_type not in PAID or not account.parties:
        return False
    bought = [t.sentence for t in main.tellings if not t.in_title]
    buyers = {p.entity for t in main.tellings for p in t.parties if p.role == "buyer"} & set(main.parties)
    if not bought or not buyers & set(account.parties) or not set(account.parties) <= set(main.parties):
        return False
    for telling in account.tellings:
        near = any(0 <= telling.sentence - number <= FOLLOWING for number in bought)
        sentence = reading.document.sentences[telling.sentence]
        words = _words(reading, sentence.start, sentence.end)
        sold = set(account.parties) - buyers
        given = _to_the_seller().search(words) is not None or (bool(sold) and _given().search(words) is not None)
        given = given or (bool(sold) and _gets().search(words) is not None)
        if telling.in_title or not near or not given or _raised().search(words):
            return False
    return True
