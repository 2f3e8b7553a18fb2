"""Whom a passage is about, beside the party that a deal's sentence names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.extraction.deals.lead_ins import led_by
from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.names.speakers import publishing_country
from pipeline.records import PartyRole

TOPIC_NEAR, TOPIC_TITLE, TOPIC_SHARE = 2.0, 0.5, 1.0
"""Weight of a mention in the paragraph before the deal, of one of somebody in the title or lead, and of any."""
PLAYED, PLAYED_AGAINST = 2.5, 2.5
"""Weight of having played the part wanted, or the other side's, in a telling of the passage before."""
PASSAGE = 2
"""Paragraphs back to which a passage goes."""
OPENS = 32
"""Characters from a sentence's start in which a deal told before its subject begins."""
OURS = frozenset({"we", "our", "us"})
ACROSS: dict[PartyRole, frozenset[PartyRole]] = {
    "recipient": frozenset({"lender", "investor"}),
    "target": frozenset({"lender", "investor", "buyer"}),
    "seller": frozenset({"lender", "investor", "buyer"}),
    "buyer": frozenset({"seller"}),
    "lender": frozenset({"recipient"}),
    "investor": frozenset({"target", "recipient"}),
}
"""By a part, those that its other side plays."""
FIRST = frozenset({"subject", "possessor", "topic"})


def _played(reading: Reading, telling: Telling, role: PartyRole, before: Sequence[Telling]) -> dict[int, float]:
    """What the parts that the passage gave to somebody before add for the part wanted now."""
    sentences = reading.document.sentences
    here = sentences[telling.sentence].paragraph
    found: dict[int, float] = {}
    for earlier in before:
        if here - sentences[earlier.sentence].paragraph > PASSAGE or len(earlier.parties) < 2:
            continue
        for party in earlier.parties:
            same = party.role == role if role != "party" else party.place in FIRST
            against = party.role in ACROSS.get(role, frozenset()) if role != "party" else party.place not in FIRST
            weight = PLAYED if same else -PLAYED_AGAINST if against else 0.0
            if weight and abs(weight) >= abs(found.get(party.entity, 0.0)):
                found[party.entity] = weight
    return found


def _speaking(
    reading: Reading, telling: Telling, named: Mapping[int, tuple[int, int]], but: set[int]
) -> tuple[int, int, int] | None:
    """The country on whose government's pages it says "we are negotiating an arrangement with Y", or nothing of who."""
    code = publishing_country(reading.document.source)
    entities = reading.document.entities
    here = reading.document.sentences[telling.sentence].start
    before = {e for e, (start, _) in named.items() if here <= start < telling.start}
    if not OURS & set(reading.views[telling.sentence].lower) and before:
        return None
    for mention in reading.document.mentions:
        entity = mention.entities[0]
        ours = entities[entity].entity_type == "country" and entities[entity].country_code == code
        if code is not None and ours and entity not in but and len(mention.entities) == 1:
            return entity, *named.get(entity, (mention.start, mention.end))
    return None


def topic_of(
    reading: Reading,
    telling: Telling,
    but: int,
    kinds: tuple[str, ...],
    role: PartyRole,
    before: Sequence[Telling],
) -> tuple[int, int, int] | None:
    """Whom the passage is about: the entity with the clean range of its last mention, None where nobody fits.

    Of the entities of these kinds, other than `but`, whoever the passage and the article name most before the deal's
    words, and rather those who play the part of `role` in the tellings `before` than their other side. Those named
    with the counterpart in one list ("deals with A and B") are no candidates.
    """
    document = reading.document
    paragraph = document.sentences[telling.sentence].paragraph
    have = {p.entity for p in telling.parties} | set(telling.siblings) | {but}
    wanted = {i for i, entity in enumerate(document.entities) if entity.entity_type in kinds and i not in have}
    span = document.source.clean.paragraphs[paragraph]
    stately = "country" in kinds
    here = document.sentences[telling.sentence]
    near: dict[int, float] = {}
    last: dict[int, tuple[int, int]] = {}
    local: set[int] = set()
    for mention in document.mentions:
        if mention.rule == "media" or (mention.form in ("demonym", "capital") and not stately):
            continue
        inside = span.start <= mention.start < telling.start
        inside = inside or (stately and here.start <= mention.start < here.end)
        if span.start <= mention.start < span.end and not inside:
            continue
        for entity in mention.entities:
            if entity not in wanted:
                continue
            near.setdefault(entity, TOPIC_TITLE * (entity in reading.title_focus))
            near[entity] += (TOPIC_SHARE + TOPIC_NEAR * inside) / len(mention.entities)
            if inside:
                local.add(entity)
            if mention.start < telling.start or entity not in last:
                last[entity] = (mention.start, mention.end)
    if not local:
        company = frozenset({"company"})
        led = led_by(reading, telling, company) or (led_by(reading, telling, frozenset(kinds)))
        if led is not None:
            return led
    if stately and (ours := _speaking(reading, telling, last, have)) is not None:
        return ours
    pool = local | {e for e in reading.title_focus if e in near}
    if stately and not pool and (telling.concluded or telling.siblings):
        pool = {e for e in near if near[e] >= TOPIC_SHARE}
    if not pool and not stately:
        # "Backed by a payment from Y, X has begun": the subject stands after
        after = (m for m in document.mentions if telling.start < m.start < here.end and m.form == "name")
        for mention in after:
            if mention.entities[0] in wanted and mention.rule != "media" and telling.start - here.start < OPENS:
                return mention.entities[0], mention.start, mention.end
    if not pool:
        return None
    for entity, weight in _played(reading, telling, role, before).items():
        if entity in near:
            near[entity] += weight
    best = max(sorted(pool), key=lambda e: (near[e], last[e]))
    return best, *last[best]
