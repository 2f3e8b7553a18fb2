"""Who takes part of a placing of shares, told after it: "X subscribed for 8,000,000 units", "a subscription by X"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.tellings import Telling

FAR, NEAR = 8, 2
"""Sentences after a placing in which a part of it is told: with its issuer named again, and without."""
TAKING = frozenset({"invest", "buy"})
ISSUER = frozenset({"target", "recipient"})


def _placed(account: Account) -> list[Telling]:
    return [t for t in account.tellings if t.scheme == "issue" and not t.in_title]


def takes_part(reading: Reading, account: Account, telling: Telling) -> bool:
    """Whether a telling is of shares of a placing that an account tells: the same issuer's, and no greater sum."""
    placed = _placed(account)
    issuer = {e for e, p in account.parties.items() if p.role in ISSUER}
    if not placed or account.deal_type != "equity_investment" or telling.deal_type != "equity_investment":
        return False
    if telling.scheme not in TAKING or telling.in_title or telling.another or len(issuer) != 1:
        return False
    taken = {p.entity for p in telling.parties if p.role in ISSUER}
    investors = {p.entity for p in telling.parties if p.role == "investor"}
    gap = telling.sentence - placed[-1].sentence
    if not investors or investors & issuer or not 0 <= gap <= (FAR if taken else NEAR) or (taken and taken != issuer):
        return False
    days = {t.date.start for t in (*placed, telling) if t.date is not None}
    arranged = cue_words("arranging") & set(reading.views[telling.sentence].lemmas)
    if telling.background or arranged or len(days) > 1:
        return False
    sums = [t.value for t in placed if t.value is not None]
    if telling.value is None:
        return True
    return any(s.currency == telling.value.currency and telling.value.amount < s.amount for s in sums)


def with_part(account: Account, telling: Telling) -> None:
    """Add to an account those who take part, and not the sum that is theirs alone."""
    account.tellings.append(replace(telling, value=None))
    for party in telling.parties:
        account.parties.setdefault(party.entity, party)
    for entity, party in account.parties.items():
        if party.role == "recipient":
            account.parties[entity] = replace(party, role="target")
