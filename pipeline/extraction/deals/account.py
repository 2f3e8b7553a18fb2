"""All that an article tells of one deal, with the type and standing that its tellings together show."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.extraction.deals.frames import type_rank
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.tellings import Telling
from pipeline.records import DealStatus, DealType

STRENGTHS = ("negated", "weak", "medium", "strong")


@dataclass(slots=True)
class Account:
    """All that the article tells of one deal, while it is being gathered."""

    tellings: list[Telling] = field(default_factory=list)
    parties: dict[int, TellingParty] = field(default_factory=dict)

    @property
    def first(self) -> Telling:
        """The telling that the record is known by: the first of the strongest, outside the title if it can be."""
        return min(self.tellings, key=lambda t: (t.in_title, -STRENGTHS.index(t.strength), not t.parties))

    @property
    def deal_type(self) -> DealType:
        """The first type in the codebook's order among a memorandum's tellings, else the first shown by words."""
        named = [t for t in self.tellings if t.parties]
        shown = [t.deal_type for t in named if not t.generic] or [t.deal_type for t in self.tellings]
        if all(t.generic or t.strength == "weak" for t in named):
            # a pact of governments is not called by what it does in passing
            pact = next((t.deal_type for t in named if t.deal_type == "intergovernmental_agreement"), None)
            shown = [pact, *shown] if pact else shown
        if all(t.generic for t in named) and any(t.deal_type == "other" for t in named):
            return "other"
        bought = any(t.deal_type == "acquisition" and len(t.parties) > 1 for t in named)
        if shown[0] == "equity_investment" and named and named[0].in_title and bought:
            return "acquisition"  # a headline leaves out of what the stake is
        placed = any(t.scheme == "issue" and t.deal_type == "equity_investment" for t in self.tellings)
        if shown[0] == "financing" and placed and not any(cue_words("debt") & set(t.words) for t in self.tellings):
            return "equity_investment"
        loose = all(t.strength == "weak" for t in named if t.deal_type == "financing")
        if shown[0] == "financing" and loose and self.first.deal_type == "equity_investment":
            return "equity_investment"  # "is backed by X, which raised its stake to 12%"
        if shown[0] == "partnership" and "mou" not in shown and any(_adds_offtake(self, t) for t in self.tellings):
            return "offtake"  # "The deal includes a binding offtake agreement"
        if shown[0] == "partnership" and "mou" not in shown:
            # an alliance in which one invests in the other, or takes its ore, is called after that
            closer = [t.deal_type for t in named if not t.generic and len(t.parties) > 1 and t.deal_type in CLOSER]
            return min(closer, key=type_rank, default="partnership")
        return "mou" if "mou" in shown else shown[0]

    @property
    def status(self) -> DealStatus:
        """Ended if any telling ends it, else as its main telling has it."""
        if any(t.status == "terminated" for t in self.tellings):
            return "terminated"
        status = self.first.status
        if status == "proposed" and self.first.deal_type == "intergovernmental_agreement":
            reached = any(t.status == "agreed" and t.aspect == "perfect" and not t.background for t in self.tellings)
            status = "agreed" if reached else status  # "A and B intend to …; they have reached this understanding"
        if status == "agreed" and any(_tells_closing(self, t) for t in self.tellings):
            return "completed"
        if status == "completed" and any(_tells_signing(self, t) for t in self.tellings):
            return "agreed"
        return status


CLOSER: frozenset[DealType] = frozenset(
    {"offtake", "joint_venture", "acquisition", "financing", "equity_investment", "purchase"}
)
"""Types that come before a partnership in the codebook's order and may be what it consists of."""


def _adds_offtake(account: Account, telling: Telling) -> bool:
    """Whether a later sentence takes the deal up and has one side buy what the other digs."""
    first = min(t.sentence for t in account.tellings if t.in_title == telling.in_title)
    return telling.definite and telling.deal_type == "offtake" and not telling.in_title and telling.sentence > first


def _tells_signing(account: Account, telling: Telling) -> bool:
    """Whether what is told as sold has only been signed: "has sold a third. The contract was signed on Monday"."""
    first = account.first
    signed = telling.definite and telling.generic and "conclude" in telling.uses and telling.aspect == "past"
    return signed and telling is not first and "complete" not in first.uses and telling.sentence > first.sentence


def _tells_closing(account: Account, telling: Telling) -> bool:
    """Whether a later telling of the same type has it that the deal is done."""
    if _taken_up_as_closed(account, telling):
        return True
    if (
        telling.in_title
        and "complete" in telling.uses
        and telling.deal_type == account.deal_type == "equity_investment"
    ):
        return telling.status == "completed"  # "X Announces Closing of Second Tranche of Its Placement"
    done = telling.status == "completed" and not telling.in_title
    money = {telling.deal_type, account.deal_type} <= {"financing", "equity_investment"}
    return done and (money or telling.deal_type == account.deal_type) and telling.aspect in ("past", "perfect")


def _taken_up_as_closed(account: Account, telling: Telling) -> bool:
    """Whether a later sentence says of what was bought or lent that it is done: "The deal closed in November"."""
    later = telling.generic and telling.definite and not telling.in_title and telling is not account.first
    done = "complete" in telling.uses and telling.aspect in ("past", "perfect")
    same = {p.entity for p in telling.parties} <= set(account.parties)
    return later and done and same and account.deal_type in CLOSED_TYPES


CLOSED_TYPES = frozenset({"acquisition", "equity_investment", "financing", "purchase"})


def same_sum(one: Account, other: Account) -> bool:
    """Whether both are told with one and the same sum of money."""
    mine = {(t.value.amount, t.value.currency) for t in one.tellings if t.value}
    theirs = {(t.value.amount, t.value.currency) for t in other.tellings if t.value}
    apart = any(t.sentence == u.sentence and t.frame == u.frame for t in one.tellings for u in other.tellings)
    return len(mine) == 1 and mine == theirs and not apart


def to_another(one: Account, other: Account) -> bool:
    """Whether the two give to different takers: "invests $25m in A", then "invests $25m in B"."""
    taking = [{e for e, p in a.parties.items() if p.role in ("target", "recipient")} for a in (one, other)]
    return all(taking) and not taking[0] & taking[1]


def clause_after(account: Account, telling: Telling) -> bool:
    """Whether a clause goes on about the deal that its own sentence tells: "; that contract lapsed in October"."""
    return telling.definite and any(t.sentence == telling.sentence and t.end <= telling.start for t in account.tellings)


def says_nothing(telling: Telling) -> bool:
    """Whether a weak noun has nothing with it but whose it is: "X's exploration initiative"."""
    return not telling.supported and not telling.definite and not telling.in_title and telling.date is None
