"""How a told deal stands: proposed, negotiated, agreed, completed or ended."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.arguments import Trigger
from pipeline.extraction.deals.endings import POSSIBLE, ended_after
from pipeline.extraction.deals.frames import Frame
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.nearly import (
    all_but_made,
    awaits_signing,
    close_to,
    closed_by_it,
    closes_soon,
    goes_to_finish,
    has_cue,
    nearly_made,
    only_promised,
    still_to_sign,
)
from pipeline.extraction.deals.outcomes import DONE, came_of, is_closed, is_told_ended, raised_before, told_done
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.talks import broken_off, come_to_nothing, holds_talks
from pipeline.extraction.deals.tense import aspect_of, auxiliaries_of, governing, is_made, names_kind
from pipeline.extraction.deals.told_to_press import talked_about, talked_of
from pipeline.extraction.deals.triggers import NounTrigger, VerbTrigger, senses_of
from pipeline.records import DealStatus

MODALS = frozenset({"could", "may", "might"})
ONGOING = frozenset({"offtake", "joint_venture", "partnership", "mou", "action_plan"})
PAID_TYPES = frozenset({"financing", "equity_investment"})
DONE_TYPES = frozenset({"acquisition", "equity_investment", "purchase"})
PAST_TAGS = frozenset({"VBD", "VBN"})


def _around(view: SentenceView, trigger: Trigger) -> list[int]:
    heads = [trigger.head]
    if isinstance(trigger, NounTrigger):
        heads.append(trigger.first)
    return [c for head in heads for c in view.parse.children[head]]


def _own_verb_status(view: SentenceView, trigger: VerbTrigger) -> DealStatus:
    verb = trigger.head
    auxiliaries = auxiliaries_of(view, verb)
    if view.lemmas[verb] in cue_words("bidding") and trigger.sense.deal_type == "acquisition":
        return "proposed"
    if MODALS & set(auxiliaries):
        return "proposed"
    if _under_talks(view, verb) or close_to(view, view.parse.tokens[verb].head):
        return "negotiating"
    if _kept_from(view, verb):
        return "terminated"
    above = [head for head in governing(view, verb) if not talked_about(view, head)]
    if view.parse.tokens[verb].dep == "advcl" and clauses.lying_before(view.parse, verb) is not None:
        above = []  # "plans to drill at the mine in Nevada, acquired in 2023"
    if above and any(
        view.lemmas[t] in cue_words("negotiating") for t in clauses.places(view.parse, above[0]).get("in", [])
    ):
        return "negotiating"
    for head in (verb, *above[:3]):
        if view.lemmas[head] in cue_words("planning"):
            return "proposed"
        if view.lemmas[head] in cue_words("negotiating") or view.lemmas[head] == "negotiate":
            return "negotiating"
    if any(_is_expected(view, head) for head in above if view.lemmas[head] in cue_words("announcing")):
        return "proposed"
    done = trigger.sense.deal_type in ("acquisition", "equity_investment", "purchase") or (
        trigger.sense.deal_type == "financing" and view.lemmas[verb] in cue_words("paid")
    )
    done = done and not any(view.lemmas[o] in cue_words("promise_of_money") for o in clauses.objects(view.parse, verb))
    tag = view.parse.tokens[verb].tag
    if done and tag in PAST_TAGS and not {"be", "to", "will", "would", "is", "are"} & set(auxiliaries):
        return "completed"
    token = view.parse.tokens[verb]
    if done and tag == "VBG" and token.dep == "pcomp" and view.lower[token.head] in cue_words("after_it"):
        return "completed"  # "cut 300 jobs after buying X"
    if done and tag == "VBN" and {"has", "have", "had", "was", "were"} & set(auxiliaries):
        return "completed"
    return "agreed"


def _plans_dropped(view: SentenceView, verb: int) -> bool:
    """Whether a verb tells what plans were for that are given up: "abandoned plans to merge"."""
    to = verb - 1
    plans = to - 1 if to > 0 and _under_talks(view, verb) else view.parse.tokens[verb].head
    if view.parse.tokens[verb].dep == "pcomp":
        plans = view.parse.tokens[plans].head  # "its attempt at buying"
    told = cue_words("planning") | cue_words("bidding") | cue_words("trying") | cue_words("negotiating")
    if plans == verb or view.lemmas[plans] not in told:
        return False
    over = view.parse.tokens[plans].head
    if view.parse.tokens[plans].dep == "pobj" and view.lower[over] in ("from", "on", "of"):
        left = view.parse.tokens[over].head  # "walked away from its plan to buy"
        left = view.parse.tokens[left].head if view.parse.tokens[left].pos == "ADV" else left
        return view.lemmas[left] in cue_words("walking_off") or view.lemmas[left] in cue_words("broken_off")
    ended = view.lemmas[over] in cue_words("broken_off") or any(s.use == "end" for s in senses_of(view, over))
    return view.parse.tokens[plans].dep == "dobj" and ended


def _kept_from(view: SentenceView, verb: int) -> bool:
    """Whether somebody may not do what a verb tells: "blocked X from buying"."""
    prep = view.parse.tokens[verb].head
    above = view.parse.tokens[prep].head
    kept = view.parse.tokens[verb].dep == "pcomp" and view.lower[prep] == "from"
    return kept and view.lemmas[above] in cue_words("preventing") and not MODALS & set(auxiliaries_of(view, above))


def _under_talks(view: SentenceView, verb: int) -> bool:
    """Whether a verb is what talks are held for: "is in advanced talks to buy"."""
    to = verb - 1
    while to > 0 and view.parse.tokens[to].tag == "RB":
        to -= 1
    return to > 0 and view.lower[to] == "to" and view.lemmas[to - 1] in cue_words("negotiating")


def _is_due(view: SentenceView, frame: Frame, verb: int) -> bool:
    """Whether two sides are only due or expected to do what a verb tells: "are due to sign", "is to conclude"."""
    above = view.parse.tokens[verb].head
    if above == verb or "to" not in auxiliaries_of(view, verb) or len(_sides(frame)) < 2:
        return False
    if "had" in auxiliaries_of(view, above):
        return False
    tag = view.parse.tokens[above].tag
    return view.lemmas[above] in cue_words("due") or (view.lemmas[above] == "be" and tag in ("VBZ", "VBP"))


def _sides(frame: Frame) -> set[int]:
    return {a.mention for a in frame.arguments if a.role}


def _set_to(view: SentenceView, verb: int) -> bool:
    """Whether what an own verb tells is only expected: "is set to buy", "is expected to lend"."""
    above = view.parse.tokens[verb].head
    return above != verb and "to" in auxiliaries_of(view, verb) and view.lemmas[above] in cue_words("due")


def _part_is_paid(view: SentenceView, frame: Frame) -> bool:
    """Whether a part of the money has been handed over: "has advanced the second tranche", "drew the last", "has
    completed its first drawdown"."""
    for verb in (frame.verb, *(t.head if isinstance(t, VerbTrigger) else t.support for t in frame.triggers)):
        if verb is None:
            continue
        heads = clauses.objects(view.parse, verb)
        drawn = any(s.use == "complete" for s in senses_of(view, verb))
        if drawn and {view.lemmas[o] for o in heads} & cue_words("instalment") and aspect_of(view, verb) in DONE:
            return True
        if view.lemmas[verb] not in cue_words("paid") | cue_words("paying_out"):
            continue
        parts = {c for o in heads for c in view.parse.children[o]}
        held = {view.lemmas[t] for t in [*heads, *parts, *(c for p in parts for c in view.parse.children[p])]}
        if held & cue_words("instalment") and aspect_of(view, verb) in ("past", "perfect", "pluperfect"):
            return True
    return False


def _sale_concluded(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a sale itself, and no paper on it, has been concluded: "concluded the sale of its mine"."""
    verb = trigger.support
    if verb is None or view.lemmas[verb] not in cue_words("sale_concluded") or aspect_of(view, verb) not in DONE:
        return False
    paper = {view.lemmas[head] for head in clauses.objects(view.parse, verb)[-1:]}
    return trigger.sense.deal_type in DONE_TYPES and not paper & cue_words("kind_of_paper")


def _is_way(view: SentenceView, noun: NounTrigger, verb: int) -> bool:
    """Whether a deal's noun only says how an own verb's deal is done: "bought X in an all-share deal"."""
    prep = view.parse.tokens[noun.head].head
    hung = view.parse.tokens[noun.head].dep == "pobj" and view.parse.tokens[prep].head == verb
    return hung and view.lower[prep] in ("in", "through", "via") and noun.sense.deal_type == "generic"


def _under_way(view: SentenceView, frame: Frame, verb: int) -> bool:
    """Whether a pact is only being brought to its end: "is being finalised", "are finalising a deal"."""
    helped = set(auxiliaries_of(view, verb))
    pact = frame.scheme == "pact" or frame.deal_type in ONGOING or view.lemmas[verb] in cue_words("finalising")
    return "being" in helped or (pact and view.parse.tokens[verb].tag == "VBG" and bool({"is", "are"} & helped))


def _is_expected(view: SentenceView, verb: int) -> bool:
    """Whether a verb is the infinitive of one of expecting: "had been expected to announce"."""
    above = view.parse.tokens[verb].head
    return above != verb and "to" in auxiliaries_of(view, verb) and view.lemmas[above] in cue_words("expecting")


def _is_bid(view: SentenceView, frame: Frame) -> bool:
    """Whether a takeover is told as the bid of one side, which the other has not taken."""
    nouns = [t for t in frame.triggers if isinstance(t, NounTrigger)]
    bids = any(t.sense.deal_type == "acquisition" and view.lemmas[t.head] in cue_words("bidding") for t in nouns)
    return bids and not cue_words("bid_taken") & (set(view.lemmas) | set(view.lower))


def _is_over(view: SentenceView, trigger: Trigger) -> bool:
    """Whether the deal's noun "is dead" or "was not extended"."""
    token = view.parse.tokens[trigger.head]
    if not isinstance(trigger, NounTrigger) or token.dep not in ("nsubj", "nsubjpass"):
        return False
    verb = token.head
    below = view.parse.children[verb]
    if view.lemmas[verb] == "be" and any(view.lower[c] in cue_words("dead") for c in below):
        return True
    denied = any(view.parse.tokens[c].dep == "neg" for c in below)
    return denied and view.lemmas[verb] in cue_words("prolong") and token.dep == "nsubjpass"


def _is_done(view: SentenceView, frame: Frame, noun: NounTrigger) -> bool:
    """Whether a sale or placing that no verb makes is told as past: "following a placement", "its IPO in May 2021"."""
    preposition = view.lower[view.parse.tokens[noun.head].head] if noun.via[:1] == ("pobj",) else ""
    if noun.sense.scheme in ("issue", "borrow") and preposition in cue_words("after"):
        return True
    bought = frame.deal_type == "acquisition" and noun.sense.strength == "medium" and noun.sense.scheme == "buy"
    if bought and len(noun.sense.phrase) == 1 and preposition in cue_words("after_it"):
        return True
    if frame.deal_type not in DONE_TYPES or cue_words("still_open") & set(noun.sense.phrase):
        return False
    if cue_words("not_done") & set(view.lemmas):
        return False
    return any(word in cue_words("background") - cue_words("lately") for word in view.lower)


def _is_planned(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether the verb that would make the deal is an infinitive under one of intent: "hope to sign an accord"."""
    if trigger.support is None or "to" not in auxiliaries_of(view, trigger.support):
        return False
    above = view.parse.tokens[trigger.support].head
    planning = cue_words("planning") | cue_words("expecting")
    return above != trigger.support and view.lemmas[above] in planning and not _aux_had(view, above)


def _aux_had(view: SentenceView, verb: int) -> bool:
    return "had" in auxiliaries_of(view, verb) and view.lemmas[verb] in cue_words("planning")


def _by_the_way(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether the deal is only that under which the verb's doing stands: "Under this memorandum, they intend to"."""
    if trigger.via[:2] != ("pobj", "prep"):
        return False
    return view.lower[view.parse.tokens[trigger.head].head] in cue_words("under")


def _uses(view: SentenceView, frame: Frame) -> frozenset[str]:
    """Uses of the verbs that say how the deal stands, without those of what is done under it."""
    nouns = [t for t in frame.triggers if isinstance(t, NounTrigger) and t.support_sense is not None]
    found = {
        t.support_sense.use for t in nouns if t.support_sense and not _by_the_way(view, t) and not talked_of(view, t)
    }
    main = frame.main
    if (
        isinstance(main, NounTrigger)
        and main.support_sense is not None
        and main.support_sense.use in ("conclude", "complete")
        and aspect_of(view, main.support) in ("past", "perfect")
    ):
        found -= {"negotiate", "propose"}
    return frozenset(found)


def _has_negotiated(view: SentenceView, frame: Frame) -> bool:
    """Whether what was negotiated is had: "has negotiated a second extension of its option"."""
    return (
        frame.verb is not None and view.lemmas[frame.verb] == "negotiate" and aspect_of(view, frame.verb) == "perfect"
    )


def _made_first(view: SentenceView, supported: list[NounTrigger]) -> list[NounTrigger]:
    """The pact alone, where it is told as made: what is to be done under it doesn't say how it stands."""
    first = supported[:1]
    return first if first and first[0].sense.scheme == "pact" and is_made(view, first[0]) else supported


def _up_to_its_making(view: SentenceView, trigger: Trigger) -> list[int]:
    """The words above a deal's noun, up to the verb that makes it: "talked and watched as a memorandum was signed"."""
    above = governing(view, trigger.head)[:3]
    if not isinstance(trigger, NounTrigger) or trigger.support not in above or trigger.support_sense is None:
        return above
    return above[: above.index(trigger.support) + 1] if is_made(view, trigger) else above


def status_of(view: SentenceView, frame: Frame) -> DealStatus:
    """How the deal stands, from the verbs and adjectives around its words."""
    uses = _uses(view, frame)
    around = [t for trigger in frame.triggers for t in _around(view, trigger)]
    above = [t for trigger in frame.triggers for t in _up_to_its_making(view, trigger) if not talked_about(view, t)]
    ended = [
        t.support
        for t in frame.triggers
        if isinstance(t, NounTrigger) and t.support is not None and t.support_sense and t.support_sense.use == "end"
    ]
    if any(not (POSSIBLE & set(auxiliaries_of(view, verb))) for verb in ended) or has_cue(view, around, "terminated"):
        return "terminated"
    if any(isinstance(t, VerbTrigger) and t.sense.use == "end" for t in frame.triggers):
        return "terminated"
    if any(isinstance(t, VerbTrigger) and _plans_dropped(view, t.head) for t in frame.triggers):
        return "terminated"
    if any(
        _is_over(view, t) or is_told_ended(view, t) or come_to_nothing(view, t.head) for t in frame.triggers
    ) or broken_off(view, above):
        return "terminated"
    if any(isinstance(t, NounTrigger) and ended_after(view, t) for t in frame.triggers):
        return "terminated"
    if frame.deal_type not in ONGOING and any(is_closed(view, t) for t in frame.triggers):
        return "completed"
    told = frame.deal_type in DONE_TYPES and any(
        isinstance(t, NounTrigger) and told_done(view, t) for t in frame.triggers
    )
    if told or any(raised_before(view, t) for t in frame.triggers):
        return "completed"
    if any(isinstance(t, NounTrigger) and t.sense.strength == "talked" for t in frame.triggers):
        return "negotiating"
    if (
        ("negotiate" in uses and not _has_negotiated(view, frame))
        or has_cue(view, above, "negotiating")
        or has_cue(view, around, "negotiating")
        or holds_talks(view, frame.verb, frame.main.head)
    ):
        return "negotiating"
    if frame.verb is not None and goes_to_finish(view, frame.verb):
        return "negotiating"
    papers = [t for t in frame.triggers if isinstance(t, NounTrigger)]
    if any(nearly_made(view, t) if t.support is None else all_but_made(view, t) for t in papers):
        return "negotiating"
    if any(awaits_signing(view, t) for t in papers):
        return "negotiating"
    outcome = next((o for t in frame.triggers if (o := came_of(view, t)) is not None), None)
    if outcome == "terminated":
        return "terminated"
    if "propose" in uses or has_cue(view, around, "proposed"):
        return outcome or "proposed"
    if "complete" in uses and frame.verb is not None and _under_way(view, frame, frame.verb):
        return "negotiating"
    own = [t for t in frame.triggers if isinstance(t, VerbTrigger)]
    nouns = [t for t in frame.triggers if isinstance(t, NounTrigger) and not names_kind(view, frame, t)]
    supported = _made_first(view, [t for t in nouns if t.support is not None and not _by_the_way(view, t)])
    if any(is_made(view, t) for t in supported):  # "signed an agreement under which it may earn 75%"
        own = [t for t in own if not MODALS & set(auxiliaries_of(view, t.head))]
    if frame.deal_type == "financing" and any(t.sense.phrase[-1:] == ("interest",) for t in nouns):
        return "proposed"
    if any(t.support is not None and _plans_dropped(view, t.support) for t in supported):
        return "terminated"
    if any(still_to_sign(view, t) for t in supported):
        return "negotiating"
    for trigger in supported:
        assert trigger.support is not None
        auxiliaries = set(auxiliaries_of(view, trigger.support))
        concludes = trigger.support_sense is not None and trigger.support_sense.use == "conclude"
        if concludes and _is_due(view, frame, trigger.support):
            return "negotiating"
        if "complete" in uses and frame.deal_type not in ONGOING and _is_due(view, frame, trigger.support):
            return "agreed"
        if closes_soon(view, trigger):
            return "agreed"
        supposed = "would" in auxiliaries and "if" in view.lower
        if MODALS & auxiliaries or supposed or _is_planned(view, trigger):
            return "proposed"
    papers = [t for t in supported if t.sense.phrase[-1] in cue_words("kind_of_paper")]
    if any(view.lemmas[t.support] in cue_words("finalising") for t in papers if t.support is not None):
        return "agreed"  # "finalized a loan agreement"
    if "complete" in uses and frame.deal_type not in ONGOING and not any(t.sense.scheme == "pact" for t in nouns):
        infinitive = any({"to", "will", "would"} & set(auxiliaries_of(view, t.support)) for t in supported if t.support)
        return "agreed" if infinitive else "completed"
    promised = any(only_promised(view, t) for t in supported)
    for trigger in supported if not promised else []:
        assert trigger.support is not None
        got = view.lemmas[trigger.support] in cue_words("paid") and trigger.sense.deal_type in PAID_TYPES
        if got and view.lemmas[trigger.head] in cue_words("bidding"):
            return "proposed"
        if got and aspect_of(view, trigger.support) in ("past", "perfect", "pluperfect"):
            return "completed"
    if any(_sale_concluded(view, t) for t in supported):
        return "completed"
    if frame.deal_type in PAID_TYPES and _part_is_paid(view, frame):
        return "completed"
    typed = [t for t in nouns if t.sense.deal_type in ("generic", "mou")]
    typed = [t for t in typed if not (own and (_is_way(view, t, own[0].head) or _by_the_way(view, t)))]
    if own and any(closed_by_it(view, t) for t in supported) and _own_verb_status(view, own[0]) == "completed":
        return "completed"
    if own and not any(t.sense.strength != "weak" or t.support != own[0].head for t in typed):
        status = _own_verb_status(view, own[0])
        due = status in ("agreed", "proposed") and _set_to(view, own[0].head) and len(_sides(frame)) > 1
        return "negotiating" if due and not nouns else status
    if nouns and not supported and _is_done(view, frame, nouns[0]):
        return "completed"
    return "proposed" if _is_bid(view, frame) else "agreed"
