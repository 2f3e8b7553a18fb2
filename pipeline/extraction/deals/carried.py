"""Words in a deal's sentence that only carry another's: verbs of getting and approving, what a placing pays for."""

from __future__ import annotations

from pipeline.extraction.deals.arguments import Argument, Trigger
from pipeline.extraction.deals.clauses import objects, places
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.naming import named_under
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger, VerbTrigger

LENT = frozenset({"lend", "borrow", "transfer"})
BOUGHT = frozenset({"buy", "sell", "invest", "take"})
RAISED = frozenset({"transfer", "borrow", "issue", "stream"})
"""Schemes of the nouns for money that somebody gets."""
CARRIED = frozenset({"sell"})
"""Schemes of deals that a verb of giving money is only done to: "approved the sale of"."""


def without_carriers(view: SentenceView, cluster: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """Triggers without verbs that carry the deal: "approved the sale", "the loan was paid", "may earn it by paying"."""
    cluster = tuple(t for t in cluster if not _is_way(view, t, cluster)) or cluster
    cluster = tuple(t for t in cluster if not _is_work_of_venture(view, t, cluster)) or cluster
    nouns = [t for t in cluster if isinstance(t, NounTrigger) and t.via in (("dobj",), ("nsubjpass",))]
    raised = {t.support for t in nouns if view.lemmas[t.head] in cue_words("bidding") and t.sense.scheme == "buy"}
    cluster = tuple(t for t in cluster if not (t.head in raised and _is_issue(t))) or cluster
    done = {t.support for t in nouns if t.sense.scheme in CARRIED}
    paid = {t.support for t in nouns if t.sense.scheme == "transfer"}
    lent = any(t.sense.scheme in ("lend", "borrow") for t in cluster)
    kept = tuple(
        t
        for t in cluster
        if not (lent and isinstance(t, NounTrigger) and _is_added_right(view, t))
        and not (
            isinstance(t, VerbTrigger)
            and (
                (t.head in done and t.sense.scheme == "lend")
                or (t.head in paid and t.sense.lemma in cue_words("paid_over"))
            )
        )
    )
    return kept or cluster


def _is_issue(trigger: Trigger) -> bool:
    """Whether a verb by itself tells of money raised by shares, which "raised its bid to $2bn" is not."""
    return isinstance(trigger, VerbTrigger) and trigger.sense.scheme == "issue"


def _is_way(view: SentenceView, trigger: Trigger, cluster: tuple[Trigger, ...]) -> bool:
    """Whether a verb only tells by what another is done: "may earn a half by paying C$900,000"."""
    token = view.parse.tokens[trigger.head]
    if not isinstance(trigger, VerbTrigger) or token.dep != "pcomp" or view.lower[token.head] != "by":
        return False
    above = view.parse.tokens[token.head].head
    return any(isinstance(t, VerbTrigger) and t.head == above for t in cluster)


def _is_work_of_venture(view: SentenceView, trigger: Trigger, cluster: tuple[Trigger, ...]) -> bool:
    """Whether a verb of selling only tells what a company is founded for: "founded a venture to sell copper"."""
    if not isinstance(trigger, VerbTrigger) or trigger.sense.deal_type != "offtake":
        return False
    if view.lower[trigger.head - 1 : trigger.head] != ("to",):
        return False
    ventures = [t for t in cluster if isinstance(t, NounTrigger) and t.sense.deal_type == "joint_venture"]
    above = view.parse.tokens[trigger.head].head
    return any(t.head < trigger.head and above in (t.head, t.support) for t in ventures)


def _is_added_right(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether a right only goes with a loan: "will lend X $465 million, with an option to convert it into shares"."""
    token = view.parse.tokens[noun.head]
    rights = cue_words("right_given") & set(noun.sense.phrase)
    return bool(rights) and token.dep == "pobj" and view.lower[token.head] == "with"


def is_loan_before(view: SentenceView, low: Trigger, high: Trigger) -> bool:
    """Whether a loan is told in a clause on what went before a purchase: "took a stake after renegotiating a loan"."""
    if low.sense.scheme not in LENT or high.sense.scheme not in BOUGHT:
        return False
    verb = low.support if isinstance(low, NounTrigger) else low.head
    token = view.parse.tokens[verb] if verb is not None else None
    return token is not None and token.dep == "pcomp" and view.lower[token.head] in ("after", "before", "since")


def is_side_payment(view: SentenceView, cluster: tuple[Trigger, ...], found: list[tuple[Trigger, ...]]) -> bool:
    """Whether a payment told in a clause with "with" is one side's under the deal: "with the miner paying $9m"; or a
    royalty is part of the price of a mine: "to buy the mine for $10m plus a 2% royalty"."""
    if _is_in_price(view, cluster, found) or _is_share_given(view, cluster, found):
        return True
    if (
        len(cluster) != 1
        or not isinstance(cluster[0], VerbTrigger)
        or cluster[0].sense.lemma not in cue_words("paid_over")
    ):
        return False
    token = view.parse.tokens[cluster[0].head]
    if token.dep != "pcomp" or token.tag != "VBG" or view.lower[token.head] != "with":
        return False
    above = view.parse.tokens[token.head].head
    return any(
        above == t.head or (isinstance(t, NounTrigger) and above == t.support)
        for other in found
        if other is not cluster
        for t in other
    )


def _is_share_given(view: SentenceView, cluster: tuple[Trigger, ...], found: list[tuple[Trigger, ...]]) -> bool:
    """Whether a clause with "with" only tells who gives how much of money just told: "closed a financing of $2bn, with
    the bank X providing $250m"; not where another had given that."""
    giving = cluster[0]
    if len(cluster) != 1 or not isinstance(giving, VerbTrigger) or giving.sense.scheme != "lend":
        return False
    token = view.parse.tokens[giving.head]
    if token.dep != "pcomp" or token.tag != "VBG" or view.lower[token.head] != "with":
        return False
    above = view.parse.tokens[token.head].head
    raised = [t for other in found if other is not cluster for t in other if isinstance(t, NounTrigger)]
    raised = [t for t in raised if t.sense.scheme in RAISED and above in (t.head, t.support)]
    given = any("from" in places(view.parse, i) for t in raised for i in (t.head, t.support) if i is not None)
    return bool(raised) and not given


def _is_in_price(view: SentenceView, cluster: tuple[Trigger, ...], found: list[tuple[Trigger, ...]]) -> bool:
    right = cluster[0]
    if len(cluster) != 1 or not isinstance(right, NounTrigger) or right.sense.scheme != "stream":
        return False
    bought = [t.head for other in found for t in other if t.sense.scheme in ("buy", "sell") and t.head < right.head]
    if not bought or not cue_words("joined_sum") & set(view.lower[max(0, right.first - _NEAR) : right.first]):
        return False
    price = view.lower[max(bought) : right.first]
    paid = any(
        m.start >= view.parse.tokens[max(bought)].end and m.end <= view.parse.tokens[right.first].start
        for m in view.money
    )
    return "for" in price and paid


_NEAR = 5
"""Words before a royalty among which "plus" joins it to a price."""


def got_as_investment(view: SentenceView, cluster: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """Triggers without a verb of getting money whose object says that it is an investment: "secured an investment"."""
    nouns = [t for t in cluster if isinstance(t, NounTrigger) and t.sense.scheme == "invest"]
    tokens = view.parse.tokens
    got = {
        t.support
        for t in nouns
        if t.sense.phrase[-1] in cue_words("investing") and tokens[t.head].dep not in ("compound", "nmod", "amod")
    }
    kept = tuple(
        t for t in cluster if not (isinstance(t, VerbTrigger) and t.head in got and t.sense.scheme in ("borrow", "buy"))
    )
    return kept or cluster


def is_invested_in(view: SentenceView, cluster: tuple[Trigger, ...], arguments: list[Argument]) -> bool:
    """Whether the subject of a verb of getting is the one invested in: "X secured an investment from Y"."""
    got = any(
        isinstance(t, NounTrigger)
        and t.support_sense is not None
        and t.support_sense.use == "get"
        and t.sense.phrase[-1] in cue_words("investing")
        for t in cluster
    )
    into = any(a.role == "target" and a.place in ("in", "into") for a in arguments)
    given = any(a.role == "investor" and a.place == "from" for a in arguments)
    return (got or given) and not into


def without_purpose(view: SentenceView, cluster: tuple[Trigger, ...]) -> tuple[Trigger, ...]:
    """Triggers without what money is only raised for: "an offering for the acquisition of metals", "a loan to fund"."""
    cluster = tuple(t for t in cluster if not _pays_for_work(view, t, cluster))
    placed = [
        t
        for t in cluster
        if (isinstance(t, NounTrigger) and t.sense.scheme == "issue" and t.sense.strength == "strong")
        or (isinstance(t, VerbTrigger) and t.sense.scheme == "borrow" and t.sense.strength == "strong")
    ]
    if not placed:
        return cluster
    high = min(t.head for t in placed)
    kept = tuple(
        t
        for t in cluster
        if t.sense.scheme != "buy" or t.head < high or not cue_words("purpose") & set(view.lower[high + 1 : t.head])
    )
    return kept or cluster


def _pays_for_work(view: SentenceView, trigger: Trigger, cluster: tuple[Trigger, ...]) -> bool:
    """Whether a verb only tells what money is for, and gives nobody any: "a financing to fund drilling"."""
    if not isinstance(trigger, VerbTrigger) or trigger.sense.scheme != "lend":
        return False
    if trigger.sense.lemma not in cue_words("purpose") or view.lower[trigger.head - 1 : trigger.head] != ("to",):
        return False
    before = [t for t in cluster if isinstance(t, NounTrigger) and t.sense.scheme in RAISED and t.head < trigger.head]
    return bool(before) and not any(named_under(view, head) for head in objects(view.parse, trigger.head))


def is_purpose_of_placing(view: SentenceView, cluster: tuple[Trigger, ...], found: list[tuple[Trigger, ...]]) -> bool:
    """Whether a purchase only says what a placing was for: "closed a placement for the purchase of"."""
    if len(cluster) != 1 or not isinstance(cluster[0], NounTrigger) or cluster[0].sense.scheme != "buy":
        return False
    bought = cluster[0]
    if bought.support is None or bought.via[:2] != ("pobj", "prep"):
        return False
    if view.lower[view.parse.tokens[bought.head].head] not in cue_words("purpose"):
        return False
    return any(
        isinstance(t, NounTrigger)
        and t.sense.scheme == "issue"
        and t.support == bought.support
        and t.head < bought.head
        for other in found
        for t in other
    )


def is_part_taken(view: SentenceView, cluster: tuple[Trigger, ...]) -> bool:
    """Whether somebody takes part of a placing that is another's: "X took A$20 million of the placement"."""
    for trigger in cluster:
        if isinstance(trigger, NounTrigger) and trigger.sense.scheme == "issue" and trigger.support is not None:
            part = trigger.via in (("pobj", "prep", "dobj"), ("pobj", "prep"))
            if part and view.lemmas[trigger.support] in cue_words("part_taken"):
                return True
    return False
