"""How a sentence tells its deal: in which tense, when it was made, what it is worth."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.frames import Frame
from pipeline.extraction.deals.lexicon import cue_at, cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import LEAST, NounTrigger
from pipeline.extraction.document import DateExpression, MoneyAmount, Tense

TERM_WORDS = frozenset({"could", "may", "might", "can", "would", "should", "will", "must", "shall", "to"})
"""Auxiliaries of the terms of a deal."""


def governing(view: SentenceView, token: int) -> list[int]:
    """Verbs and nouns above a token, up to the sentence's root."""
    return [head for head, _ in clauses.climb(view.parse, token, 6)]


def auxiliaries_of(view: SentenceView, verb: int) -> list[str]:
    """The auxiliaries of a verb, in small letters."""
    return [view.lower[c] for c in view.parse.children[verb] if view.parse.tokens[c].dep in ("aux", "auxpass")]


def is_told_as_past(view: SentenceView, verb: int | None) -> bool:
    """Whether the verb stands in the past perfect."""
    return verb is not None and "had" in auxiliaries_of(view, verb)


def aspect_of(view: SentenceView, verb: int | None) -> str:
    """The verb's tense: `past`, `pluperfect`, `perfect`, `present`, `future` or `none`."""
    if verb is None:
        return "none"
    auxiliaries = set(auxiliaries_of(view, verb))
    tag = view.parse.tokens[verb].tag
    if "had" in auxiliaries:
        return "pluperfect"
    if {"has", "have"} & auxiliaries:
        return "perfect"
    if {"will", "to", "would", "shall"} & auxiliaries:
        return "future"
    if {"was", "were"} & auxiliaries or tag == "VBD":
        return "past"
    if tag in ("VBZ", "VBP", "VBG") or {"is", "are"} & auxiliaries:
        return "present"
    return "none"


def tense_of(view: SentenceView, verb: int | None) -> Tense:
    """The tense in which a weekday or month beside the verb is to be read."""
    if verb is None:
        return "past"
    auxiliaries = set(auxiliaries_of(view, verb))
    if {"will", "to", "shall"} & auxiliaries and "agree" not in view.lemmas:
        return "future"
    return "past"


def first_verb(view: SentenceView, token: int) -> int | None:
    """The nearest verb above a token."""
    for head, _dep in clauses.climb(view.parse, token, 6):
        if view.parse.tokens[head].pos in ("VERB", "AUX"):
            return head
    return None


def date_in(view: SentenceView, frame: Frame) -> DateExpression | None:
    """The time expression that dates the deal: it hangs on its words or stands close, and is no deadline or term."""
    words = cue_words("not_when")
    ends = {
        t.support
        for t in frame.triggers
        if isinstance(t, NounTrigger) and t.support_sense and t.support_sense.use == "end"
    }
    anchors = {t.head for t in frame.triggers} | ({frame.verb} if frame.verb is not None else set())
    best: tuple[int, DateExpression] | None = None
    for date in view.dates:
        if date.past is None and date.future is None:
            continue
        first = view.token_at(date.start)
        before = range(max(0, first - 3), first)
        if _dates_clause(view, date, anchors):
            return date
        if any(view.lemmas[i] in words or view.lower[i] in words for i in before):
            continue
        verb = first_verb(view, first)
        if verb is not None and verb not in anchors and view.lemmas[verb] in cue_words("commenting"):
            continue
        distance = min(abs(first - anchor) for anchor in anchors)
        chain = set(_own_chain(view, first, anchors))
        if verb is not None and verb in ends and frame.deal_type != "acquisition":
            continue  # the day of its end is not that of the deal
        if verb is not None and verb in ends and len(view.dates) > 1:
            distance += 40
        elif verb in anchors or chain & anchors:
            distance = min(distance, 3)
        elif verb is not None and (view.lemmas[verb] in cue_words("announcing") or verb in _governors(view, anchors)):
            distance = min(distance, 8)
        elif distance > 8 or _in_another_clause(view, verb, anchors):
            continue
        low, high = sorted((first, min(anchors, key=lambda a: abs(a - first))))
        if ";" in view.lower[low:high]:
            continue
        if best is None or distance < best[0]:
            best = (distance, date)
    return best[1] if best and best[0] <= 30 else None


def _own_chain(view: SentenceView, first: int, anchors: set[int]) -> list[int]:
    """The tokens above a time expression, up to a clause that tells of another thing: "X, which reopened it in May"."""
    above: list[int] = []
    last = first
    for head, dep in clauses.climb(view.parse, first, 6):
        if dep == "relcl" and head not in anchors and last not in _governors(view, anchors):
            break
        above.append(head)
        last = head
    return above


def _dates_clause(view: SentenceView, date: DateExpression, anchors: set[int]) -> bool:
    """Whether the deal's verb stands in a clause on the time expression: "since May 2024, when it bought the mine"."""
    last = view.token_at(max(date.start, date.end - 1))
    return any(
        view.parse.tokens[anchor].dep == "relcl"
        and date.start <= view.parse.tokens[view.parse.tokens[anchor].head].start < date.end
        and last < anchor
        for anchor in anchors
    )


def _in_another_clause(view: SentenceView, verb: int | None, anchors: set[int]) -> bool:
    """Whether a time expression's verb stands in a clause beside the deal's: "X, which reopened it two years ago"."""
    if verb is None or any(verb in {h for h, _ in clauses.climb(view.parse, anchor, 6)} for anchor in anchors):
        return False
    token = view.parse.tokens[verb]
    if token.dep in ("relcl", "acl") and view.lemmas[token.head] in cue_words("gathering"):
        return False
    return token.dep in ("relcl", "acl", "advcl", "ccomp", "conj")


def dated_verb(view: SentenceView, date: DateExpression, default: int | None) -> int | None:
    """The verb on which a time expression hangs, in whose tense it is to be read."""
    found = first_verb(view, view.token_at(date.start))
    return default if found is None else found


def _governors(view: SentenceView, anchors: set[int]) -> set[int]:
    return {head for anchor in anchors for head, _ in clauses.climb(view.parse, anchor, 4)}


def _sum_distance(view: SentenceView, money: MoneyAmount, frame: Frame) -> int | None:
    if money.amount < LEAST:
        return None
    first = view.token_at(money.start)
    last = view.token_at(max(money.start, money.end - 1))
    unwanted = cue_words("not_value")
    if unwanted & {*view.lower[max(0, first - 3) : first], *view.lower[last + 1 : last + 4]}:
        return None
    before = view.lemmas[max(0, first - 7) : first]
    if "bring" in before and "total" in before:
        return None
    if _is_part(view, first) or (
        frame.scheme != "transfer" and set(view.lemmas[last + 1 : last + 4]) & cue_words("paid_in")
    ):
        return None
    anchors = [t.head for t in frame.triggers]
    chain = [head for head, _ in clauses.climb(view.parse, last, 6)]
    for step, head in enumerate(chain):
        if head in anchors or head == frame.verb:
            return step
    return 6 + min(abs(first - anchor) for anchor in anchors)


def _is_part(view: SentenceView, sum_at: int) -> bool:
    """Whether a sum is only a part of the one told before: "$13m, of which $8m has been raised and another $5m"."""
    before = view.text(0, sum_at)
    return before.endswith("of which") or (
        " of which " in before and "another" in view.lower[max(0, sum_at - 2) : sum_at]
    )


def value_in(view: SentenceView, frame: Frame, others: Sequence[Frame]) -> MoneyAmount | None:
    """The sum that is the deal's own: the one that stands nearest to it and to no other deal of the sentence."""
    best: tuple[int, MoneyAmount] | None = None
    for money in view.money:
        distance = _sum_distance(view, money, frame)
        if distance is None or distance > 30:
            continue
        rivals = [_sum_distance(view, money, other) for other in others if other is not frame]
        if any(rival is not None and rival < distance for rival in rivals):
            continue
        if best is None or distance < best[0] or (distance == best[0] and money.amount > best[1].amount):
            best = (distance, money)
    return best[1] if best else None


def _verbs_of(view: SentenceView, frame: Frame) -> list[int]:
    heads = [t.support if isinstance(t, NounTrigger) else t.head for t in frame.triggers]
    return [head for head in heads if head is not None]


def is_modal(view: SentenceView, frame: Frame) -> bool:
    """Whether all the deal's verbs are of what may, must or is to be done: "may acquire", "will pay", "to earn"."""
    verbs = _verbs_of(view, frame)
    return bool(verbs) and all(TERM_WORDS & _aux_shared(view, verb) for verb in verbs)


def _aux_shared(view: SentenceView, verb: int) -> set[str]:
    """Auxiliaries of a verb and of those it is coordinated with: "will pay, issue and provide"."""
    found = set(auxiliaries_of(view, verb))
    for _ in range(4):
        token = view.parse.tokens[verb]
        if token.dep != "conj" or token.head == verb:
            break
        verb = token.head
        found |= set(auxiliaries_of(view, verb))
    return found


def is_ordered(view: SentenceView, frame: Frame) -> bool:
    """Whether a verb of the deal, or one above it, stands under "shall"."""
    verbs = _verbs_of(view, frame)
    above = [head for verb in verbs for head, _ in clauses.climb(view.parse, verb, 3)]
    return any("shall" in auxiliaries_of(view, verb) for verb in [*verbs, *above])


def is_background(view: SentenceView, frame: Frame) -> bool:
    """Whether the sentence tells the deal as past history."""
    if is_told_as_past(view, frame.verb):
        return True
    anchors = {t.head for t in frame.triggers} | ({frame.verb} if frame.verb is not None else set())
    for at in range(len(view.lower)):
        if not cue_at("background", view.lower, at):
            continue
        token = view.parse.tokens[at]
        modifies = token.pos == "ADJ" and token.dep == "amod" and view.parse.tokens[token.head].pos in ("NOUN", "PROPN")
        if not modifies or not _on_which_it_builds(view, token.head, anchors):
            return True
    return False


def _on_which_it_builds(view: SentenceView, noun: int, anchors: set[int]) -> bool:
    """Whether a noun stands in a clause beside the deal's verb: "building on previous support, X will invest"."""
    if noun in anchors:
        return False
    for head, dep in clauses.climb(view.parse, noun, 4):
        if head in anchors:
            return dep == "advcl"
    return False


def is_news(view: SentenceView) -> bool:
    """Whether the sentence tells something as the day's news."""
    return any(word in cue_words("news") for word in view.lower)
