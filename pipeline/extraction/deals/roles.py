"""The parts of a deal's parties, settled over all that the article tells of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.deals.lexicon import cue_words, is_miner, pattern
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.reading import GOVERNMENTAL, Reading
from pipeline.extraction.deals.tellings import Telling
from pipeline.records import DealType, PartyRole

MUTUAL = frozenset({"partnership", "intergovernmental_agreement", "action_plan"})
TRADED = frozenset({"offtake", "purchase"})
TRADES = frozenset({"supply", "take", "buy", "sell"})
DIRECTIONS: dict[str, PartyRole] = {"to": "buyer", "from": "seller"}
"""Prepositions that tell which way what is sold goes: "a contract on the delivery of ore to X"."""
SURE, PLAIN, GUESSED = 3.0, 1.0, 0.5
"""How much a part counts that a verb of trade gives, that a noun's place gives, that nobody but the topic gives."""
OTHER_SIDE: dict[PartyRole, dict[str, tuple[str, PartyRole]]] = {
    "buyer": {"by": ("subject", "target"), "with": ("other", "seller"), "from": ("other", "seller"),
              "object": ("other", "target"), "of": ("other", "target")},
    "seller": {"to": ("other", "buyer"), "with": ("other", "buyer"), "by": ("other", "buyer")},
    "lender": {"by": ("subject", "recipient"), "from": ("subject", "recipient"), "to": ("other", "recipient"),
               "recipient": ("other", "recipient"), "for": ("other", "recipient")},
    "recipient": {"from": ("other", "lender"), "by": ("other", "lender"), "with": ("other", "lender"),
                  "to": ("subject", "lender")},
}  # fmt: skip
"""By a part that two play and the place of the one that is not the subject: whose part changes, and to which."""
IN_SHARES: dict[PartyRole, PartyRole] = {"lender": "investor", "recipient": "target"}
"""Roles in a purchase of shares, by those in a loan."""
OPPOSITE: dict[PartyRole, PartyRole] = {"seller": "buyer", "buyer": "seller"}


def settled_roles(
    reading: Reading, deal_type: DealType, tellings: Sequence[Telling], parties: dict[int, TellingParty]
) -> dict[int, TellingParty]:
    """The parties with their parts: those of a pact are parties, one sells and the other buys."""
    if deal_type in MUTUAL:
        return {e: replace(p, role="party") for e, p in parties.items()}
    if deal_type == "mou":
        return {e: replace(p, role="party") if p.role in ("lender", "recipient") else p for e, p in parties.items()}
    if deal_type == "joint_venture":
        sides = ("buyer", "seller", "lender", "recipient")
        return {e: replace(p, role="party") if p.role in sides else p for e, p in parties.items()}
    if deal_type == "equity_investment" and any(p.role == "lender" for p in parties.values()):
        parties = {e: replace(p, role=IN_SHARES.get(p.role, p.role)) for e, p in parties.items()}
    if deal_type == "equity_investment" and [p.role for p in parties.values()] == ["seller"]:
        text, sentences = reading.document.text, reading.document.sentences
        spans = [(sentences[t.sentence].start, sentences[t.sentence].end) for t in tellings]
        own = any(t.scheme == "issue" for t in tellings)
        own = own or any(pattern("shares of its own").search(text, *span) for span in spans)
        return {e: replace(p, role="recipient") if own else p for e, p in parties.items()}
    if deal_type in TRADED:
        return _traded(reading, tellings, parties)
    return _two_sided(reading, parties)


def _two_sided(reading: Reading, parties: dict[int, TellingParty]) -> dict[int, TellingParty]:
    """Two that play one part in a sale or loan, from different places of the clause: one is the other side."""
    if len(parties) != 2 or len({p.role for p in parties.values()}) != 1:
        return parties
    role = next(iter(parties.values())).role
    subjects = [e for e, p in parties.items() if p.place in ("subject", "possessor")]
    giving = [e for e, p in parties.items() if p.place in ("from", "by")]
    if role == "investor" and len(giving) == 1:
        return {e: p if e in giving else replace(p, role="target") for e, p in parties.items()}
    financiers = [e for e in parties if _lends(reading, e)]
    if role == "lender" and len(subjects) == 2 and len(financiers) == 1:
        return {e: p if e in financiers else replace(p, role="recipient") for e, p in parties.items()}
    if role not in OTHER_SIDE or len(subjects) != 1:
        return parties
    one = subjects[0]
    other = next(e for e in parties if e != one)
    place = parties[other].place
    if role == "lender" and place == "with":
        takes = other if _lends(reading, one) and not _lends(reading, other) else one
        return {**parties, takes: replace(parties[takes], role="recipient")}
    if place not in OTHER_SIDE[role]:
        return parties
    changed, now = OTHER_SIDE[role][place]
    return {
        **parties,
        (one if changed == "subject" else other): replace(parties[one if changed == "subject" else other], role=now),
    }


def _lends(reading: Reading, entity: int) -> bool:
    """Whether somebody is of those who give loans or buy royalties and streams, by the kind or the name."""
    record = reading.document.entities[entity]
    words = set(record.name.lower().split())
    return record.entity_type in GOVERNMENTAL or bool(words & (cue_words("lending") | cue_words("royalty_house")))


def _traded(reading: Reading, tellings: Sequence[Telling], parties: dict[int, TellingParty]) -> dict[int, TellingParty]:
    votes: dict[int, dict[PartyRole, float]] = {entity: {} for entity in parties}
    for telling in tellings:
        for party in telling.parties:
            if party.entity in votes and party.role in OPPOSITE:
                sent = DIRECTIONS.get(party.place) == party.role
                weight = SURE if telling.scheme in TRADES or sent else GUESSED if party.rule == "topic" else PLAIN
                held = votes[party.entity]
                held[party.role] = max(held.get(party.role, 0.0), weight)
    sure: dict[int, float] = {}
    found: dict[int, PartyRole] = {}
    for entity, party in parties.items():
        best = max(votes[entity].items(), key=lambda v: v[1], default=(party.role, 0.0))
        found[entity], sure[entity] = best
    sides = [role for role in found.values() if role in OPPOSITE]
    if len(parties) == 2 and len(sides) == 1:
        other = OPPOSITE[sides[0]]
        found = {e: role if role in OPPOSITE else other for e, role in found.items()}
    entities = reading.document.entities
    if not sides and len(parties) == 1 and any(t.generic for t in tellings):  # "a term sheet to supply a carmaker"
        return {e: replace(p, role="seller" if is_miner(entities[e].name) else p.role) for e, p in parties.items()}
    joined = not sides and any(t.deal_type == "partnership" for t in tellings)  # told as a partnership first
    if len(parties) > 1 and (joined or len(sides) == len(parties)):
        found = _apart(reading, found, sure, parties)
    return {e: replace(p, role=found[e]) for e, p in parties.items()}


def _apart(
    reading: Reading, found: dict[int, PartyRole], sure: dict[int, float], parties: dict[int, TellingParty]
) -> dict[int, PartyRole]:
    """One side sells and one buys; a miner sells where only the noun's places tell who does."""
    entities = reading.document.entities
    miners = {e for e in found if is_miner(entities[e].name)}
    mixed = bool(miners) and len(miners) < len(found)
    plain = max(sure.values()) < SURE
    if len(set(found.values())) > 1:
        buying = {e for e, role in found.items() if role == "buyer"}
        if plain and mixed and miners == buying:
            return {e: OPPOSITE[role] for e, role in found.items()}
        return found
    best = max(sure.values())
    least = {e for e in found if sure[e] < best}
    if least and best >= SURE:
        return {e: OPPOSITE[role] if e in least else role for e, role in found.items()}
    if mixed:
        return {e: "seller" if e in miners else "buyer" for e in found}
    firsts = {e for e in found if parties[e].place in ("subject", "possessor", "by")}
    if firsts and len(firsts) < len(found):
        return {e: "seller" if e in firsts else "buyer" for e in found}
    return dict.fromkeys(found, "party")
