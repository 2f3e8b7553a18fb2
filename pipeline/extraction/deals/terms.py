"""Sentences that tell the terms of a deal told before, and are no deals of their own."""

from __future__ import annotations

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.considerations import is_price_of
from pipeline.extraction.deals.reading import GOVERNMENTAL, Reading
from pipeline.extraction.deals.tellings import Telling

TERMED = frozenset({"acquisition", "joint_venture", "mou", "equity_investment", "partnership", "offtake"})
PAYING = frozenset({"buy", "sell", "invest", "pact", "stream", "lend", "issue", "transfer", "borrow"})
TERMS_REACH = 4
"""Paragraphs after a deal's last telling in which its terms are told."""


def without_terms(reading: Reading, accounts: list[Account]) -> list[Account]:
    """Accounts without those that only tell the terms of an option, earn-in or purchase told before.

    "A will pay B $1m to secure 60 per cent; to acquire the rest, A must pay another $8m": one deal.
    """
    kept: list[Account] = []
    order = sorted(accounts, key=lambda a: min(t.sentence for t in a.tellings))
    for account in order:
        main = next(
            (a for a in reversed(kept) if is_price_of(reading, account, a) or _tells_terms_of(reading, account, a)),
            None,
        )
        if main is None:
            kept.append(account)
        else:
            main.tellings += account.tellings
            main.tellings.sort(key=lambda t: (t.sentence, t.start))
    return [account for account in accounts if account in kept]


def _tells_terms_of(reading: Reading, account: Account, main: Account) -> bool:
    sentences = reading.document.sentences
    body = [t for t in account.tellings if not t.in_title]
    if not body or len(body) < len(account.tellings) or len(main.parties) < 2 or not account.parties:
        return False
    if main.deal_type not in TERMED or main.first.scheme not in ("buy", "sell", "pact", "invest"):
        return False
    if main.deal_type in ("partnership", "offtake") and not any(t.scheme in ("buy", "sell") for t in main.tellings):
        return False
    if all(reading.document.entities[e].entity_type in GOVERNMENTAL for e in account.parties) or not set(
        account.parties
    ) <= set(main.parties):
        return False
    if all(_pays_for(t, main) for t in body):
        return True
    own = [t for t in body if t.strength != "weak" or t.modal]
    own = [t for t in own if not (t.definite and t.strength in ("weak", "medium") and t.scheme == "pact")]
    if not own or not all(t.modal and t.scheme in PAYING for t in own):
        return False
    first = min(t.sentence for t in main.tellings)
    last = (
        max(t.sentence for t in main.tellings if t.sentence <= body[0].sentence) if first <= body[0].sentence else first
    )
    gap = sentences[body[0].sentence].paragraph - sentences[last].paragraph
    begin = min((t.sentence, t.start) for t in main.tellings)
    return (body[0].sentence, body[0].start) > begin and 0 <= gap <= TERMS_REACH


def _pays_for(telling: Telling, main: Account) -> bool:
    """Whether the very next sentence tells what the deal costs, nobody else being named: "The buyer pays $9m"."""
    last = max((t.sentence for t in main.tellings if t.sentence < telling.sentence), default=None)
    return (
        last == telling.sentence - 1
        and telling.rule.startswith(("verb:pay", "verb:put"))
        and len(telling.parties) == 1
        and telling.value is not None
        and not any(t.value for t in main.tellings)
    )
