"""How a sentence tells its deal: how it stands, when it was made, what it is worth, what it is about."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.arguments import Trigger
from pipeline.extraction.deals.frames import Frame
from pipeline.extraction.deals.lexicon import cue_at, cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import LEAST, NounTrigger, VerbTrigger
from pipeline.extraction.document import DateExpression, MoneyAmount, Tense
from pipeline.records import DealStatus

MODALS = frozenset({"could", "may", "might"})
POSSIBLE = MODALS | {"can", "would", "should"}
TERM_WORDS = POSSIBLE | {"will", "must", "shall", "to"}
"""Auxiliaries of the terms of a deal."""
ONGOING = frozenset({"offtake", "joint_venture", "partnership", "mou", "action_plan"})
PAID_TYPES = frozenset({"financing", "equity_investment"})
DONE_TYPES = frozenset({"acquisition", "equity_investment", "purchase"})
PAST_TAGS = frozenset({"VBD", "VBN"})


def _around(view: SentenceView, trigger: Trigger) -> list[int]:
    heads = [trigger.head]
    if isinstance(trigger, NounTrigger):
        heads.append(trigger.first)
    return [c for head in heads for c in view.parse.children[head]]


def _has_cue(view: SentenceView, tokens: Sequence[int], name: str) -> bool:
    words = cue_words(name)
    return any(view.lower[t] in words or view.lemmas[t] in words for t in tokens)


def _governing(view: SentenceView, token: int) -> list[int]:
    """Verbs and nouns above a token, up to the sentence's root."""
    return [head for head, _ in clauses.climb(view.parse, token, 6)]


def _aux(view: SentenceView, verb: int) -> list[str]:
    return [view.lower[c] for c in view.parse.children[verb] if view.parse.tokens[c].dep in ("aux", "auxpass")]


def is_told_as_past(view: SentenceView, verb: int | None) -> bool:
    """Whether the verb stands in the past perfect."""
    return verb is not None and "had" in _aux(view, verb)


def _own_verb_status(view: SentenceView, trigger: VerbTrigger) -> DealStatus:
    verb = trigger.head
    auxiliaries = _aux(view, verb)
    if MODALS & set(auxiliaries):
        return "proposed"
    above = _governing(view, verb)
    if above and any(
        view.lemmas[t] in cue_words("negotiating") for t in clauses.places(view.parse, above[0]).get("in", [])
    ):
        return "negotiating"
    for head in above[:3]:
        if view.lemmas[head] in cue_words("planning"):
            return "proposed"
        if view.lemmas[head] in cue_words("negotiating") or view.lemmas[head] == "negotiate":
            return "negotiating"
    if any(_is_expected(view, head) for head in above if view.lemmas[head] in cue_words("announcing")):
        return "proposed"
    done = trigger.sense.deal_type in ("acquisition", "equity_investment", "purchase") or (
        trigger.sense.deal_type == "financing" and view.lemmas[verb] in cue_words("paid")
    )
    tag = view.parse.tokens[verb].tag
    if done and tag in PAST_TAGS and not {"be", "to", "will", "would", "is", "are"} & set(auxiliaries):
        return "completed"
    if done and tag == "VBN" and {"has", "have", "had", "was", "were"} & set(auxiliaries):
        return "completed"
    return "agreed"


def _is_expected(view: SentenceView, verb: int) -> bool:
    """Whether a verb is the infinitive of one of expecting: "had been expected to announce"."""
    above = view.parse.tokens[verb].head
    return above != verb and "to" in _aux(view, verb) and view.lemmas[above] in cue_words("expecting")


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


def _is_closed(view: SentenceView, trigger: Trigger) -> bool:
    """Whether the deal's noun stands under its closing, as done: "the successful closing of a placement"."""
    if not isinstance(trigger, NounTrigger):
        return False
    for head, dep in clauses.climb(view.parse, trigger.head, 4):
        if dep not in ("pobj", "prep", "compound", "nmod", "appos"):
            return False
        if view.lemmas[head] in cue_words("closing") and view.parse.tokens[head].pos in ("NOUN", "PROPN"):
            return not _not_yet(view, head)
    return False


def _is_done(view: SentenceView, frame: Frame, noun: NounTrigger) -> bool:
    """Whether a sale or placing that no verb makes is told as past: "following a placement", "its IPO in May 2021"."""
    preposition = view.lower[view.parse.tokens[noun.head].head] if noun.via[:1] == ("pobj",) else ""
    if noun.sense.scheme in ("issue", "borrow") and preposition in cue_words("after"):
        return True
    if frame.deal_type not in DONE_TYPES or {"agreement", "option"} & set(noun.sense.phrase):
        return False
    if cue_words("not_done") & set(view.lemmas):
        return False
    return any(word in cue_words("background") - cue_words("lately") for word in view.lower)


def _not_yet(view: SentenceView, closing: int) -> bool:
    """Whether a closing is still to come: "subject to", "upon", "expected", or under a verb of the future."""
    around = {*view.lower[max(0, closing - 4) : closing], *(view.lower[c] for c in view.parse.children[closing])}
    if around & cue_words("not_yet"):
        return True
    verb = _first_verb(view, closing)
    return verb is not None and (
        aspect_of(view, verb) == "future" or view.lemmas[verb] in cue_words("planning") | cue_words("expecting")
    )


def _is_planned(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether the verb that would make the deal is an infinitive under one of intent: "hope to sign an accord"."""
    if trigger.support is None or "to" not in _aux(view, trigger.support):
        return False
    above = view.parse.tokens[trigger.support].head
    planning = cue_words("planning") | cue_words("expecting")
    return above != trigger.support and view.lemmas[above] in planning and not _aux_had(view, above)


def _still_to_sign(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a paper is one that will be signed: "is to sign a pact next week", "are due to sign", "will ink"."""
    verb = trigger.support
    if verb is None or view.lemmas[verb] not in cue_words("signing") or aspect_of(view, verb) != "future":
        return False
    auxiliaries = set(_aux(view, verb))
    if "would" in auxiliaries or "have" in auxiliaries:
        return False
    above = view.parse.tokens[verb].head
    awaited = above != verb and (view.lemmas[above] == "be" or view.lemmas[above] in cue_words("awaited"))
    return "will" in auxiliaries or ("to" in auxiliaries and awaited)


def _aux_had(view: SentenceView, verb: int) -> bool:
    return "had" in _aux(view, verb) and view.lemmas[verb] in cue_words("planning")


def _by_the_way(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether the deal is only that under which the verb's doing stands: "Under this memorandum, they intend to"."""
    if trigger.via[:2] != ("pobj", "prep"):
        return False
    return view.lower[view.parse.tokens[trigger.head].head] in cue_words("under")


def _talked_of(view: SentenceView, verb: int | None) -> bool:
    """Whether a deal is only spoken of to the press: "the CEO joined X to discuss a raise"."""
    if verb is None or view.lemmas[verb] != "discuss":
        return False
    above = view.parse.tokens[verb].head
    return view.parse.tokens[verb].tag == "VBZ" or (
        above != verb and "to" in _aux(view, verb) and view.lemmas[above] in cue_words("interview")
    )


def _uses(view: SentenceView, frame: Frame) -> frozenset[str]:
    """Uses of the verbs that say how the deal stands, without those of what is done under it."""
    nouns = [t for t in frame.triggers if isinstance(t, NounTrigger) and t.support_sense is not None]
    found = {
        t.support_sense.use
        for t in nouns
        if t.support_sense and not _by_the_way(view, t) and not _talked_of(view, t.support)
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


def status_of(view: SentenceView, frame: Frame) -> DealStatus:
    """How the deal stands, from the verbs and adjectives around its words."""
    uses = _uses(view, frame)
    around = [t for trigger in frame.triggers for t in _around(view, trigger)]
    above = [t for trigger in frame.triggers for t in _governing(view, trigger.head)[:3]]
    ended = [
        t.support
        for t in frame.triggers
        if isinstance(t, NounTrigger) and t.support is not None and t.support_sense and t.support_sense.use == "end"
    ]
    if any(not (POSSIBLE & set(_aux(view, verb))) for verb in ended) or _has_cue(view, around, "terminated"):
        return "terminated"
    if any(isinstance(t, VerbTrigger) and t.sense.use == "end" for t in frame.triggers):
        return "terminated"
    if any(_is_over(view, t) for t in frame.triggers):
        return "terminated"
    if frame.deal_type not in ONGOING and any(_is_closed(view, t) for t in frame.triggers):
        return "completed"
    if "negotiate" in uses or _has_cue(view, above, "negotiating") or _has_cue(view, around, "negotiating"):
        return "negotiating"
    if frame.verb is not None and cue_words("nearly") & set(view.lower[max(0, frame.verb - 4) : frame.verb]):
        return "negotiating"
    if (
        any(
            cue_words("nearly") & set(view.lower[max(0, t.first - 4) : t.first])
            for t in frame.triggers
            if isinstance(t, NounTrigger)
        )
        and frame.verb is None
    ):
        return "negotiating"
    if "propose" in uses or _has_cue(view, around, "proposed"):
        return "proposed"
    if "complete" in uses and frame.verb is not None and "being" in _aux(view, frame.verb):
        return "negotiating"
    own = [t for t in frame.triggers if isinstance(t, VerbTrigger)]
    nouns = [t for t in frame.triggers if isinstance(t, NounTrigger)]
    supported = [t for t in nouns if t.support is not None and not _by_the_way(view, t)]
    if frame.deal_type == "financing" and any(t.sense.phrase[-1:] == ("interest",) for t in nouns):
        return "proposed"
    if any(_still_to_sign(view, t) for t in supported):
        return "negotiating"
    for trigger in supported:
        assert trigger.support is not None
        auxiliaries = set(_aux(view, trigger.support))
        if MODALS & auxiliaries or _is_planned(view, trigger):
            return "proposed"
    if "complete" in uses and frame.deal_type not in ONGOING and not any(t.sense.scheme == "pact" for t in nouns):
        infinitive = any(
            "to" in _aux(view, t.support) or "will" in _aux(view, t.support) for t in supported if t.support
        )
        return "agreed" if infinitive else "completed"
    for trigger in supported:
        assert trigger.support is not None
        got = view.lemmas[trigger.support] in cue_words("paid") and trigger.sense.deal_type in PAID_TYPES
        if got and aspect_of(view, trigger.support) in ("past", "perfect", "pluperfect"):
            return "completed"
    typed = [t for t in nouns if t.sense.deal_type in ("generic", "mou")]
    if own and not any(t.sense.strength != "weak" or t.support != own[0].head for t in typed):
        return _own_verb_status(view, own[0])
    if nouns and not supported and _is_done(view, frame, nouns[0]):
        return "completed"
    return "proposed" if _is_bid(view, frame) else "agreed"


def aspect_of(view: SentenceView, verb: int | None) -> str:
    """The verb's tense: `past`, `pluperfect`, `perfect`, `present`, `future` or `none`."""
    if verb is None:
        return "none"
    auxiliaries = set(_aux(view, verb))
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
    auxiliaries = set(_aux(view, verb))
    if {"will", "to", "shall"} & auxiliaries and "agree" not in view.lemmas:
        return "future"
    return "past"


def _first_verb(view: SentenceView, token: int) -> int | None:
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
        verb = _first_verb(view, first)
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
    found = _first_verb(view, view.token_at(date.start))
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
    found = set(_aux(view, verb))
    for _ in range(4):
        token = view.parse.tokens[verb]
        if token.dep != "conj" or token.head == verb:
            break
        verb = token.head
        found |= set(_aux(view, verb))
    return found


def is_ordered(view: SentenceView, frame: Frame) -> bool:
    """Whether a verb of the deal, or one above it, stands under "shall"."""
    verbs = _verbs_of(view, frame)
    above = [head for verb in verbs for head, _ in clauses.climb(view.parse, verb, 3)]
    return any("shall" in _aux(view, verb) for verb in [*verbs, *above])


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
