"""Ties that stand already: what a name is, or with whom its owner works, told beside the news."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.arguments import Trigger
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import VERBAL, NounTrigger


def is_only_means(view: SentenceView, cluster: tuple[Trigger, ...]) -> bool:
    """Whether a standing tie only says with whom the subject works: "X, in partnership with Y through its venture"."""
    apart = False
    for trigger in cluster:
        if not isinstance(trigger, NounTrigger) or trigger.first == 0:
            return False
        before = view.lower[max(0, trigger.first - 5) : trigger.first]
        if before[-1] == "in" and view.lower[trigger.head + 1 : trigger.head + 2] == ("with",):
            aside = before[-2:-1] and before[-2] in (",", "(", "–", "—") and "," in view.lower[trigger.head :]
            apart = apart or len(before) == 1 or bool(aside)
        elif not {"through", "under", "via"} & set(view.lower[max(0, trigger.first - 6) : trigger.first]):
            return False
    return apart


def stands_already(view: SentenceView, cluster: tuple[Trigger, ...]) -> bool:
    """Whether a joint venture is only what a name is, or that through which its owner acts.

    "Elkview, a joint venture of X and Y, said", "X, through its joint venture with Y, has approved".
    """
    for trigger in cluster:
        if not isinstance(trigger, NounTrigger) or trigger.sense.deal_type != "joint_venture":
            return False
        token = view.parse.tokens[trigger.head]
        before = view.lower[max(0, trigger.first - 3) : trigger.first]
        owned = {"its", "their", "our", "his"} & set(before)
        through = {"through", "via"} & set(view.lower[max(0, trigger.first - 4) : trigger.first])
        apposed = token.dep == "appos" and token.head in view.at and token.head < trigger.first
        acting = (
            apposed and bool(owned) and view.parse.tokens[token.head].dep == "nsubj"
        )  # "Tarn, its venture with X, has"
        named = apposed and (acting or _only_is(view, token.head, trigger))
        if not (owned and through) and not named and not _works_the_ground(view, trigger):
            return False
    return True


def _works_the_ground(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a venture is only told as that which works or worked a property.

    "explored by X in a joint venture with Y", "drilling was done by a joint venture of X and Y".
    """
    token = view.parse.tokens[trigger.head]
    if token.dep != "pobj" or view.lower[token.head] not in cue_words("as_venture"):
        return False
    if any(word[:1].isdigit() for word in view.lower[token.head + 1 : trigger.first]):
        return False  # "under a 20/80 joint venture": its terms are told
    work = cue_words("venture_work")
    for head, _ in clauses.climb(view.parse, trigger.head, 7):
        if view.parse.tokens[head].pos in VERBAL:
            done = [head, *clauses.subjects(view.parse, head), *clauses.objects(view.parse, head)]
            told = any(view.lemmas[t] in work for t in done)
            ahead = {view.lower[c] for c in view.parse.children[head]} & {"will", "to", "would", "shall"}
            return told and not ahead
    return False


def _only_is(view: SentenceView, name: int, trigger: NounTrigger) -> bool:
    """Whether nothing around a name and what it is told to be speaks of its forming."""
    made = cue_words("forming")
    around = {*view.lemmas[max(0, name - 8) : name], *view.lemmas[trigger.first : trigger.head + 5]}
    doing = view.parse.tokens[name].dep == "nsubj"
    above = set() if doing else {view.lemmas[head] for head, _ in clauses.climb(view.parse, name, 4)}
    return not made & (around | above)
