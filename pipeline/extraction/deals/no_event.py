"""Words of a deal that only tell how somebody stands, or what is done again and again: nothing is agreed by them."""

from __future__ import annotations

from pipeline.extraction.deals.clauses import objects, places, subjects
from pipeline.extraction.deals.lexicon import cue_at, cue_words, pattern
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger, VerbTrigger

MONEY = frozenset({"transfer", "lend", "borrow", "issue", "invest"})
"""Schemes of deals in which money is given."""
FURTHER = 24
"""Words from "further to" in which papers made before are named."""
ORDERED = 16
"""Words from "placed" in which an order tells what it is for."""


def is_event(view: SentenceView, trigger: NounTrigger | VerbTrigger) -> bool:
    """Whether a deal's word can tell of one deal, and is not the word of a state, a sum of many or a habit."""
    if isinstance(trigger, VerbTrigger):
        standing = _is_well_off(view, trigger) or _is_idle(view, trigger) or _is_use_of_money(view, trigger)
        standing = standing or _only_says_whose(view, trigger) or _is_sample(view, trigger)
        bought = _is_count(view, trigger) or _is_exercise(view, trigger) or _is_order_of_gear(view, trigger)
        return not (standing or bought or _is_underwriters(view, trigger) or _is_hired(view, trigger))
    if _is_base_of_royalty(view, trigger) or _is_underwriters(view, trigger) or _is_income(view, trigger):
        return False
    if _came_before(view, trigger):
        return False
    return not (
        _is_each(view, trigger) or _is_sum_of_all(view, trigger) or _is_only_open(view, trigger)
    ) and not _is_field_work(view, trigger)


def _is_well_off(view: SentenceView, trigger: VerbTrigger) -> bool:
    """Whether somebody only has money enough: "the company is fully funded for the season"."""
    if trigger.sense.scheme != "lend" or view.parse.tokens[trigger.head].tag not in ("VBN", "VBD", "JJ"):
        return False
    before = view.lower[max(0, trigger.head - 2) : trigger.head]
    return bool(cue_words("enough") & set(before)) and "by" not in places(view.parse, trigger.head)


def _only_says_whose(view: SentenceView, trigger: VerbTrigger) -> bool:
    """Whether a participle with no sum only tells who stands behind a name: "X, backed by Y and Z, has agreed"."""
    token = view.parse.tokens[trigger.head]
    aside = token.dep == "acl" and token.tag == "VBN" and view.lower[trigger.head - 2 : trigger.head][-1:] == (",",)
    over = view.lemmas[token.head]
    group = token.dep == "acl" and token.tag == "VBN" and over in cue_words("enterprise") | cue_words("backed_group")
    if group and trigger.sense.lemma == "back":
        return True  # "a consortium backed by X announced"
    named = aside and trigger.head > 1 and trigger.head - 2 in view.at
    return named and not view.money and trigger.sense.scheme == "lend" and trigger.sense.strength == "weak"


def _is_sample(view: SentenceView, trigger: VerbTrigger) -> bool:
    """Whether what is delivered is only to be looked at: "delivered samples of graphite to a battery maker"."""
    sampled = any(view.lemmas[head] in cue_words("sampled") for head in objects(view.parse, trigger.head))
    return trigger.sense.scheme == "supply" and sampled


def _is_hired(view: SentenceView, trigger: VerbTrigger) -> bool:
    """Whether the partner that somebody is chosen as works for hire: "has been named marketing partner"."""
    if trigger.sense.scheme != "choose":
        return False
    after = range(trigger.head + 1, min(len(view.lower), trigger.head + ORDERED))
    return any(view.lower[i] == trigger.sense.particle and cue_at("service", view.lower, i - 1) for i in after)


def _is_underwriters(view: SentenceView, trigger: NounTrigger | VerbTrigger) -> bool:
    """Whether an underwriter only may buy more of the shares it places: "a 30-day option to purchase more"."""
    words = view.text(0, len(view.lower)).replace(" - ", "-")
    return trigger.sense.scheme == "buy" and pattern("an underwriter's option").search(words) is not None


def _is_idle(view: SentenceView, trigger: VerbTrigger) -> bool:
    """Whether the verb and its object make a phrase of another sense: "take stock of"."""
    return trigger.sense.lemma == "take" and any(
        view.lemmas[head] in cue_words("not_taken") and view.lower[head + 1 : head + 2] in (("of",), ("in",))
        for head in objects(view.parse, trigger.head)
    )


def _is_use_of_money(view: SentenceView, trigger: VerbTrigger) -> bool:
    """Whether what pays is only the money of another deal: "proceeds from the offering will fund the study"."""
    if trigger.sense.scheme not in MONEY:
        return False
    heads = subjects(view.parse, trigger.head)
    return bool(heads) and all(view.lemmas[h] in cue_words("proceeds") and h not in view.at for h in heads)


def _is_count(view: SentenceView, trigger: VerbTrigger) -> bool:
    """Whether it only tells how many there were: "has completed 32 transactions and acquired 102 royalties"."""
    tokens, children = view.parse.tokens, view.parse.children
    return any(
        view.lemmas[head] in cue_words("counted")
        and any(
            tokens[c].dep == "nummod" and tokens[c].text.isdigit() and len(tokens[c].text) > 1 for c in children[head]
        )
        for head in objects(view.parse, trigger.head)
    )


def _is_exercise(view: SentenceView, trigger: VerbTrigger) -> bool:
    """Whether the money is that of warrants or options used: "received $3m from the exercise of warrants"."""
    found = places(view.parse, trigger.head)
    heads = [*found.get("from", []), *found.get("through", []), *found.get("on", [])]
    heads += [h for o in objects(view.parse, trigger.head) for h in places(view.parse, o).get("from", [])]
    return any(view.lemmas[head] == "exercise" for head in heads)


def _is_order_of_gear(view: SentenceView, trigger: VerbTrigger) -> bool:
    """Whether what is ordered is no ore or metal: "placed an order with X for two ball mills"."""
    if trigger.sense.particle not in cue_words("ordered"):
        return False
    after = range(trigger.head, min(len(view.lower), trigger.head + ORDERED))
    starts = {view.parse.tokens[i].start for i in after}
    quantity = cue_words("quantity") & {view.lemmas[i] for i in after}
    return not quantity and not any(mineral.start in starts for mineral in view.minerals)


def _is_each(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether any deal of a kind is meant: "for every sale of its products"."""
    before = view.lower[max(0, trigger.first - 2) : trigger.first]
    return bool({"every"} & set(before))


def _is_base_of_royalty(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether sales are only what a royalty is paid on: "a royalty on certain sales of magnets"."""
    above = view.parse.tokens[trigger.head].head
    if view.parse.tokens[trigger.head].dep != "pobj" or trigger.sense.scheme != "sell" or not trigger.plural:
        return False
    over = view.parse.tokens[above].head
    return view.lower[above] == "on" and view.lemmas[over] in cue_words("royalty_base")


def _is_income(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a royalty is only what somebody is paid again and again: "receives a 2% royalty on all sales"."""
    verb = trigger.support
    if trigger.sense.scheme != "stream" or verb is None or view.money:
        return False
    return view.parse.tokens[verb].tag in ("VBZ", "VBP") and view.lemmas[verb] in cue_words("paid")


def _came_before(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a paper is only what the sentence's news follows: "further to its letter of intent dated April 8"."""
    for at in range(max(0, trigger.first - FURTHER), trigger.first - 1):
        if view.lower[at : at + 2] == ("further", "to"):
            between = view.parse.tokens[at + 2 : trigger.first]
            return not any(t.tag in ("VBD", "VBZ", "VBP") for t in between) and not (
                {"with", "between"} & set(places(view.parse, trigger.head))
            )
    return False


def _is_sum_of_all(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a noun only adds up what several deals gave: "bringing total funding to $22m"."""
    if trigger.sense.scheme not in MONEY:
        return False
    before = view.lower[max(0, trigger.first - 4) : trigger.first]
    lemmas = set(view.lemmas[max(0, trigger.first - 8) : trigger.first])
    return bool(cue_words("adding_up") & set(before)) and bool(cue_words("bringing") & lemmas)


def _is_only_open(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a deal is only one that somebody may ask for: "eligible for loan guarantees"."""
    return bool(cue_words("eligible") & set(view.lower[max(0, trigger.first - 7) : trigger.first]))


def _is_field_work(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a programme is only what a company does in the field: "the 2024 work program"."""
    if trigger.sense.deal_type != "action_plan" or trigger.sense.strength != "weak":
        return False
    before = view.lower[max(0, trigger.first - 3) : trigger.first]
    return bool(cue_words("field_work") & set(before)) or any(word.isdigit() for word in before)
