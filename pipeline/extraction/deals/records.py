"""From accounts to published deals, with the words that gave each field in raw offsets."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals.account import Account
from pipeline.extraction.deals.commodities import minerals_of
from pipeline.extraction.deals.dating import date_of
from pipeline.extraction.deals.endings import turned_down_after
from pipeline.extraction.deals.outcomes_after import came_after
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.values_after import value_told_after
from pipeline.records import Deal, Evidence, Party

TITLE_WORDS = {
    "mou": "memorandum", "action_plan": "action plan", "offtake": "offtake", "joint_venture": "joint venture",
    "acquisition": "acquisition", "equity_investment": "equity investment", "financing": "financing",
    "purchase": "purchase", "intergovernmental_agreement": "agreement", "partnership": "partnership",
    "other": "agreement",
}  # fmt: skip


def _evidence(reading: Reading, field: str, start: int, end: int, rule: str, confidence: float) -> Evidence:
    low, high = reading.document.source.clean.raw_span(start, end)
    return Evidence(field, low, high, rule, confidence)


def _party(reading: Reading, party: TellingParty, confidence: float) -> Party:
    entity = reading.document.entities[party.entity]
    return Party(
        entity.name,
        entity.entity_type,
        party.role,
        entity.country_code,
        confidence,
        (_evidence(reading, "party", party.start, party.end, party.rule, confidence),),
    )


def _title(parties: tuple[Party, ...], deal_type: str, minerals: tuple[str, ...]) -> str:
    names = "–".join(party.name for party in parties[:2]) or "Unnamed"
    about = f" on {', '.join(m.replace('_', ' ') for m in minerals[:2])}" if minerals else ""
    return f"{names} {TITLE_WORDS[deal_type]}{about}"


def _came_to_nothing(reading: Reading, account: Account) -> bool:
    """Whether what one side proposed is told right after to be off: "The board turned it down"."""
    main = account.first
    sentences = reading.document.sentences
    views = [reading.views.get(number) for number in (main.sentence, main.sentence + 1)]
    return any(
        view.sentence.paragraph == sentences[main.sentence].paragraph and turned_down_after(view, main.end)
        for view in views
        if view is not None
    )


def deal_of(reading: Reading, account: Account, confidence: float, beside: Sequence[Account] = ()) -> Deal:
    """The record of an account; `beside` are the article's other deals."""
    confidence = round(confidence, 4)
    main = account.first
    parties = tuple(_party(reading, party, confidence) for party in account.parties.values())
    deal_type, status = account.deal_type, account.status
    if status == "proposed" and _came_to_nothing(reading, account):
        status = "terminated"
    taken = {t.sentence for other in beside if other is not account for t in other.tellings}
    outcome = came_after(reading, account, taken)
    status = outcome if outcome is not None and status != "terminated" else status
    dating = date_of(reading, account, beside)
    published = reading.document.source.article.published_date
    if status == "agreed" and dating is not None and published is not None and dating.when.start > published:
        status = "negotiating"
    evidence = [_evidence(reading, "record", t.start, t.end, t.rule, confidence) for t in account.tellings]
    first = next(i for i, t in enumerate(account.tellings) if t is main)
    evidence.insert(0, evidence.pop(first))
    typed = next((t for t in account.tellings if t.deal_type == deal_type), main)
    evidence.append(_evidence(reading, "deal_type", typed.start, typed.end, typed.rule, 0.85))
    stated = next((t for t in account.tellings if t.status == status), main)
    evidence.append(_evidence(reading, "status", stated.start, stated.end, stated.rule, 0.9))
    if dating is not None:
        evidence.append(_evidence(reading, "date", dating.start, dating.end, dating.rule, 0.85))
    value = next((t.value for t in account.tellings if t.value is not None), None)
    value = value or value_told_after(reading, account, taken)
    if value is not None:
        evidence.append(_evidence(reading, "value_amount", value.start, value.end, "nearest_sum", 0.85))
    minerals = minerals_of(reading, account, [t for other in beside if other is not account for t in other.tellings])
    for mention in reading.document.minerals:
        if mention.mineral_id in minerals and main.start <= mention.start < main.end:
            evidence.append(_evidence(reading, "minerals", mention.start, mention.end, mention.rule, 0.85))
    return Deal(
        title=_title(parties, deal_type, minerals),
        deal_type=deal_type,
        status=status,
        date=dating.when.start if dating else None,
        date_precision=dating.when.precision if dating else "unknown",
        value_amount=value.amount if value else None,
        value_currency=value.currency if value else None,
        minerals=minerals,
        confidence=confidence,
        evidence=tuple(evidence),
        parties=parties,
    )
