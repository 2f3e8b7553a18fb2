"""What looks like a deal and is none by the codebook, each with the reason that the error browser shows."""

from __future__ import annotations

from pipeline.extraction.deals.accounts import Account
from pipeline.extraction.deals.reading import GOVERNMENTAL, Reading

MUTUAL = frozenset({"mou", "joint_venture", "partnership", "intergovernmental_agreement", "other"})
FORMING = frozenset({"conclude", "complete", "end", "negotiate"})
MAKING = frozenset({"conclude", "give", "get", "complete", "end", "negotiate", "propose"})


def _one_government(reading: Reading, account: Account) -> bool:
    """Whether all parties are organs of one country."""
    records = [reading.document.entities[e] for e in account.parties]
    codes = {record.country_code for record in records}
    return (
        len(records) > 1
        and all(record.entity_type in GOVERNMENTAL for record in records)
        and len(codes) == 1
        and None not in codes
    )


def excluded(reading: Reading, account: Account) -> str | None:
    """Why the account is no deal, or None where nothing in the codebook rules it out."""
    told = account.tellings
    uses = frozenset().union(*(t.uses for t in told))
    verbs = any(t.rule.startswith("verb:") for t in told)
    if not account.parties:
        return "no named party"
    sure = any(t.strength == "strong" for t in told) and bool(uses & MAKING or any(t.date for t in told))
    if account.deal_type in MUTUAL and len(account.parties) < 2 and not sure:
        return "an agreement with no named counterpart"
    if account.deal_type in MUTUAL and [reading.document.entities[e].entity_type for e in account.parties] == [
        "country"
    ]:
        return "an agreement with no named counterpart"
    if account.deal_type in MUTUAL | {"action_plan"} and _one_government(reading, account):
        return "a programme or paper of one government"
    if account.deal_type in MUTUAL and all(t.about == "off" for t in told):
        return "about other matters than minerals"
    types = {reading.document.entities[e].entity_type for e in account.parties}
    if account.deal_type in ("acquisition", "equity_investment") and types <= {"country", "bloc"} and not sure:
        return "what is bought or sold has no buyer or seller but countries"
    if account.deal_type == "acquisition" and len(account.parties) == 1 and all(t.plural for t in told):
        return "named only by its kind"
    if all(t.plural and t.kind_only for t in told) and not uses & {"conclude", "complete", "get"}:
        return "named only by its kind"
    parties = list(account.parties.values())
    if (
        len(parties) == 1
        and account.deal_type in ("financing", "equity_investment")
        and (types == {"country"} or (types == {"government_body"} and parties[0].role == "recipient"))
    ):
        return "a programme or paper of one government"
    if len(parties) == 1 and all(t.plural and t.value is None and t.date is None for t in told):
        return "named only by its kind"
    if (
        account.deal_type == "joint_venture"
        and types <= {"country", "bloc"}
        and all(t.rule.startswith("verb:") for t in told)
    ):
        return "governments that act together, with no agreement named"
    if account.deal_type == "partnership" and all(t.strength == "weak" for t in told) and not uses & FORMING:
        return "a standing partnership"
    if (
        account.deal_type == "joint_venture"
        and not verbs
        and not uses & MAKING
        and not any(t.in_title or t.date is not None or t.generic for t in told)
    ):
        return "a standing joint venture"
    if uses and uses <= {"hold"} and not verbs:
        return "a holding"
    return None
