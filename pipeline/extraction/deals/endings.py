"""Deals that one sentence, or the next, makes and then ends: "was signed and lapsed", "the offer was withdrawn"."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.tense import aspect_of, auxiliaries_of
from pipeline.extraction.deals.triggers import NounTrigger, senses_of

POSSIBLE = frozenset({"can", "could", "may", "might", "would", "should"})


def ended_after(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a verb that goes on after the one of the deal's noun tells the deal's end.

    Where the noun is the subject, the verb has no subject of its own ("was initialled in May and torn up in June");
    where it is the object, the verb has it again ("signed a contract but cancelled it").
    """
    parse = view.parse
    made = parse.tokens[trigger.head].head
    dep = parse.tokens[trigger.head].dep
    if dep not in ("nsubj", "nsubjpass", "dobj"):
        return False
    if dep == "nsubj" and _ends(view, made) and not any(parse.tokens[c].dep == "dobj" for c in parse.children[made]):
        return True  # "its contract with X, signed in 2022, lapsed in January"
    for verb in (c for c in parse.children[made] if parse.tokens[c].dep == "conj"):
        if not _ends(view, verb):
            continue
        below = {parse.tokens[c].dep: c for c in parse.children[verb]}
        if dep == "dobj":
            again = [h for h in clauses.objects(parse, verb) if view.lower[h] in cue_words("taken_up")]
            if again:
                return True
        elif not {"nsubj", "nsubjpass", "dobj"} & set(below):
            return True
    return False


def _ends(view: SentenceView, verb: int) -> bool:
    """Whether a verb tells that something is over, and not that it may be or isn't."""
    denied = any(view.parse.tokens[c].dep == "neg" for c in view.parse.children[verb])
    ends = view.parse.tokens[verb].pos == "VERB" and any(sense.use == "end" for sense in senses_of(view, verb))
    return ends and not denied and not POSSIBLE & set(auxiliaries_of(view, verb))


def turned_down_after(view: SentenceView, start: int) -> bool:
    """Whether words from a clean offset on say that the bid or plan told before came to nothing: "the board turned it
    down", "; the offer was withdrawn"."""
    for verb, token in enumerate(view.parse.tokens):
        if token.start < start or not _ends(view, verb) or aspect_of(view, verb) not in ("past", "perfect"):
            continue
        told = clauses.objects(view.parse, verb)
        told = told or [c for c in view.parse.children[verb] if view.parse.tokens[c].dep == "nsubj"]
        if told and all(_means_the_bid(view, head) for head in told):
            return True
    return False


def _means_the_bid(view: SentenceView, head: int) -> bool:
    if view.lower[head] == "it":
        return view.parse.tokens[head].dep != "nsubj"
    before = {view.lower[c] for c in view.parse.children[head]}
    return view.lemmas[head] in cue_words("bidding") | {"plan"} and bool(before & {"the", "that", "this", "its"})
