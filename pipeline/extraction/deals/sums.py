"""The sum that is a deal's own, among those of its sentence."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.frames import Frame
from pipeline.extraction.deals.lexicon import cue_at, cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import LEAST
from pipeline.extraction.document import MoneyAmount
from pipeline.extraction.names.name_words import company_nouns, is_company_noun

_LEAD = 2
"""So many words must stand before a sum that says how large a company is: what it is set beside, and the article."""
_OF_A_NOUN = frozenset({"ADJ", "NOUN", "PROPN"})
_ASIDE = 12
"""How much farther a sum is that is told beside the deal."""
_TAKING = frozenset({"recipient", "target"})
_PARTS = 7
"""Words after a sum among which one says that its parts follow."""
_APPOSING = frozenset({",", "(", "-", "–", "—", "--", "as"})


def _sum_distance(view: SentenceView, money: MoneyAmount, frame: Frame) -> int | None:
    if money.amount < LEAST:
        return None
    first = view.token_at(money.start)
    last = view.token_at(max(money.start, money.end - 1))
    unwanted = cue_words("not_value")
    if unwanted & {*view.lower[max(0, first - 3) : first], *view.lower[last + 1 : last + 4]}:
        return None
    before = view.lemmas[max(0, first - 7) : first]
    if ("bring" in before and "total" in before) or is_total(view, last):
        return None
    if _is_size_of_firm(view, first, last) or _is_held(view, first, last) or _is_whole(view, first, last):
        return None
    if (
        _is_part(view, first)
        or _is_made_up(view, money)
        or (frame.scheme != "transfer" and set(view.lemmas[last + 1 : last + 4]) & cue_words("paid_in"))
    ):
        return None
    anchors = [t.head for t in frame.triggers]
    chain = [head for head, _ in clauses.climb(view.parse, last, 6)]
    aside = False
    for step, head in enumerate(chain):
        aside = aside or _is_others_part(view, head) or _is_spent_later(view, head, anchors)
        if head in anchors or head == frame.verb:
            return step + _ASIDE * aside
    return 6 + min(abs(first - anchor) for anchor in anchors)


def _is_others_part(view: SentenceView, verb: int) -> bool:
    """Whether a verb tells beside the deal what one of several gets: "paid US$4m, with X receiving C$0.9m"."""
    token = view.parse.tokens[verb]
    if token.tag != "VBG" or token.dep != "pcomp" or view.lower[token.head] != "with":
        return False
    return any(view.parse.tokens[c].dep == "nsubj" for c in view.parse.children[verb])


def _is_spent_later(view: SentenceView, verb: int, anchors: list[int]) -> bool:
    """Whether a verb joined to the deal's own tells what is to be done next: "bought it and will spend $9m on"."""
    token = view.parse.tokens[verb]
    ahead = any(view.lower[c] in ("will", "would") for c in view.parse.children[verb])
    return token.pos == "VERB" and token.dep == "conj" and token.head in anchors and ahead


def _is_held(view: SentenceView, first: int, last: int) -> bool:
    """Whether a sum is only the money that somebody has: "had $14 million in cash", "held C$9m in working capital"."""
    held = last + 1 < len(view.lower) and cue_at("money_held", view.lower, last + 1)
    return bool(held) and bool(cue_words("having") & set(view.lemmas[max(0, first - 6) : first]))


def is_total(view: SentenceView, sum_at: int) -> bool:
    """Whether a sum is that to which a deal brings another: "takes its lending to the project to A$1.65 billion"."""
    parse = view.parse
    prep = parse.tokens[sum_at].head
    verb = parse.tokens[prep].head
    if parse.tokens[sum_at].dep != "pobj" or view.lower[prep] != "to" or view.lemmas[verb] not in cue_words("bringing"):
        return False
    held = [view.lemmas[head] for head in clauses.objects(parse, verb)]
    return bool(held) and not (cue_words("bidding") | cue_words("price")) & set(held)


def _is_size_of_firm(view: SentenceView, first: int, last: int) -> bool:
    """Whether a sum only says how large a company is: "with Alder, a $40 billion Danish conglomerate"."""
    tokens = view.parse.tokens
    if first < _LEAD or view.lower[first - 1] not in {"a", "an", "the"}:
        return False
    at = last
    while at + 1 < len(tokens) and (
        tokens[at + 1].pos in _OF_A_NOUN
        or view.lower[at + 1] == "-"
        or (view.lower[at] == "-" and tokens[at + 1].tag == "VBN")
    ):
        at += 1
    noun = view.lower[at]
    if at == last or not is_company_noun(noun) or company_nouns().get(noun) == "no":
        return False
    return view.lower[first - 1] == "the" or view.lower[first - 2] in _APPOSING or view.lemmas[first - 2] == "be"


def _is_part(view: SentenceView, sum_at: int) -> bool:
    """Whether a sum is only a part of the one told before: "$13m, of which $8m has been raised and another $5m"."""
    before = view.text(0, sum_at)
    return before.endswith("of which") or (
        " of which " in before and "another" in view.lower[max(0, sum_at - 2) : sum_at]
    )


def _is_made_up(view: SentenceView, part: MoneyAmount) -> bool:
    """Whether a sum is only a part of a larger one told before: "$25m, comprising $10m in cash and $15m in shares"."""
    for whole in view.money:
        if whole.end >= part.start or whole.amount <= part.amount:
            continue
        after = view.token_at(max(whole.start, whole.end - 1)) + 1
        last = min(view.token_at(part.start), after + _PARTS)
        if any(cue_at("made_up", view.lower, at) for at in range(after, last)):
            return True
    return False


def _is_whole(view: SentenceView, first: int, last: int) -> bool:
    """Whether a sum is that of which the one before gives a part: "€250m of the €500m that the refinery needs"."""
    before = view.lower[max(0, first - 2) : first]
    start = view.parse.tokens[max(0, first - 2)].start
    part = any(m.end <= start and start - m.end <= 1 for m in view.money)
    return before == ("of", "the") and part and bool(cue_words("needing") & set(view.lemmas[last + 1 : last + 8]))


def _share_of_one(view: SentenceView, frame: Frame) -> MoneyAmount | None:
    """What the one named of many gets of the whole: "awarded $90m to four firms, including $12m to X"."""
    taking = [a.mention for a in frame.arguments if a.role in _TAKING]
    if len(taking) != 1:
        return None
    taker = min(token for token, mention in view.at.items() if mention == taking[0])
    for money in view.money:
        first, last = view.token_at(money.start), view.token_at(max(money.start, money.end - 1))
        to = last + 1
        led = first > 0 and view.lower[first - 1] == "including" and to < len(view.lower)
        if led and view.lower[to] in ("to", "for") and to < taker <= to + 3:
            return money
    return None


def _is_rival(frame: Frame) -> bool:
    """Whether a frame is of a deal of its own: not so money with nobody named, as what an agreement provides for."""
    return frame.strength != "weak" or any(a.role for a in frame.arguments)


def value_in(view: SentenceView, frame: Frame, others: Sequence[Frame]) -> MoneyAmount | None:
    """The sum that is the deal's own: the one that stands nearest to it and to no other deal of the sentence."""
    best: tuple[int, MoneyAmount] | None = None
    share = _share_of_one(view, frame)
    if share is not None:
        return share
    for money in view.money:
        distance = _sum_distance(view, money, frame)
        if distance is None or distance > 30:
            continue
        rivals = [_sum_distance(view, money, other) for other in others if other is not frame and _is_rival(other)]
        if any(rival is not None and rival < distance for rival in rivals):
            continue
        if best is None or distance < best[0] or (distance == best[0] and money.amount > best[1].amount):
            best = (distance, money)
    return best[1] if best else None
