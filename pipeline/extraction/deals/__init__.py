"""Deals: agreements and transactions about minerals, their parties, terms and standing.

Triggers (`noun_triggers`, `verb_triggers`) in the parse of a sentence and the names around them (`arguments`,
`lost_names`) make frames (`frames`); frames with their parties (`parties`), tense, day, sum and standing (`tense`,
`sentence_dates`, `sums`, `statuses`) make tellings (`tellings`); tellings of one deal make an account
(`accounts`); `exclusions` rule out what the codebook does not count, and a score (`confidence`) says which accounts
are published (`records`).
"""

from __future__ import annotations

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.accounts import gather
from pipeline.extraction.deals.authors import with_authors
from pipeline.extraction.deals.bare_names import with_bare_names
from pipeline.extraction.deals.confidence import features, probability, weights
from pipeline.extraction.deals.exclusions import excluded
from pipeline.extraction.deals.reading import Reading, read
from pipeline.extraction.deals.records import deal_of
from pipeline.extraction.deals.side_by_side import with_shared_counterpart
from pipeline.extraction.deals.tellings import tellings
from pipeline.extraction.deals.terms import without_terms
from pipeline.extraction.document import Document
from pipeline.records import Deal

__all__ = ["explain_deals", "find_deals", "scored_accounts"]


def scored_accounts(document: Document) -> tuple[Reading, list[tuple[Account, dict[str, float], float]]]:
    """All accounts of the document with their features and probability; none and 0 where the codebook rules it out."""
    document = with_authors(document)
    reading = read(document)
    named = with_bare_names(reading.document, reading.views)
    if named is not reading.document:
        reading = read(named)
    scored = []
    accounts = without_terms(reading, gather(reading, with_shared_counterpart(reading, tellings(reading))))
    for account in accounts:
        ruled_out = excluded(reading, account, accounts) is not None
        found = {} if ruled_out else features(reading, account)
        scored.append((account, found, 0.0 if ruled_out else probability(found)))
    return reading, scored


def find_deals(document: Document) -> tuple[Deal, ...]:
    """The deals that the document tells, in the order of their first telling."""
    reading, scored = scored_accounts(document)
    threshold = weights()["threshold"]
    kept = [account for account, _, chance in scored if chance >= threshold]
    return tuple(deal_of(reading, account, chance, kept) for account, _, chance in scored if chance >= threshold)


def explain_deals(document: Document) -> list[tuple[tuple[int, int], str, bool, str]]:
    """Each place that may tell a deal: raw span, rule, whether it was accepted, and why or why not."""
    reading, scored = scored_accounts(document)
    table = weights()
    told = []
    for account, found, chance in scored:
        accepted = chance >= table["threshold"]
        reason = f"probability {chance:.2f}"
        against = sorted((table.get(name, 0.0) * value, name) for name, value in found.items() if value)
        lowest = [name for weight, name in against[:3] if weight < 0]
        if not accepted:
            reason = excluded(reading, account, [a for a, _, _ in scored]) or "; against it: ".join(
                [reason, ", ".join(lowest)][: 1 + bool(lowest)]
            )
        for telling in account.tellings:
            told.append((document.source.clean.raw_span(telling.start, telling.end), telling.rule, accepted, reason))
    return told
