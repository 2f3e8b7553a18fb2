"""Two deals with one counterpart, told in one breath: "with X, agreements for a facility and an offtake agreement"."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.tellings import Telling
from pipeline.records import PartyRole

SHARING = frozenset({"lend", "borrow", "transfer", "offtake", "stream", "pact", "sell"})
"""Schemes of deals that one counterpart makes along with another; shares are often placed with others."""
OTHER_PART: dict[PartyRole, PartyRole] = {
    "recipient": "lender",
    "lender": "recipient",
    "seller": "buyer",
    "buyer": "seller",
    "party": "party",
}
BREATH = 14
"""Words from the noun of one deal to that of the other, at most."""


def _in_one_breath(reading: Reading, one: Telling, other: Telling) -> bool:
    """Whether "and" alone leads from one deal's noun to the other's, with no name and no verb that acts between."""
    if one.sentence != other.sentence or one.frame == other.frame:
        return False
    if not (one.rule.startswith("noun:") and other.rule.startswith("noun:")):
        return False
    view = reading.views[one.sentence]
    low, high = sorted((one.frame, other.frame))
    between = range(low + 1, high)
    if len(between) > BREATH or any(i in view.at for i in between):
        return False
    if any(view.parse.tokens[i].tag in ("VBD", "VBZ", "VBP", "MD") or view.lower[i] in (";", ".") for i in between):
        return False
    return "and" in view.lower[low + 1 : high]


def with_shared_counterpart(reading: Reading, told: list[Telling]) -> list[Telling]:
    """Tellings in which the lone party of one deal has the counterpart of the deal told in one breath with it."""
    found = []
    for telling in told:
        if len(telling.parties) == 1 and telling.scheme in SHARING and not telling.plural:
            lone = telling.parties[0]
            role = OTHER_PART.get(lone.role)
            for other in told:
                pair = {p.entity: p for p in other.parties}
                if role is None or len(pair) != 2 or lone.entity not in pair or other.scheme not in SHARING:
                    continue
                if _in_one_breath(reading, telling, other):
                    counterpart = next(p for p in other.parties if p.entity != lone.entity)
                    added: TellingParty = replace(counterpart, role=role, rule="shared", place="with")
                    telling = replace(telling, parties=(lone, added))
                    break
        found.append(telling)
    return found
