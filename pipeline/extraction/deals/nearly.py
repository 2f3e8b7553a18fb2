"""Deals that are all but made: words of nearness before them, papers that are ready and wait for a signature."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.tense import aspect_of, auxiliaries_of
from pipeline.extraction.deals.triggers import NounTrigger


def awaits_signing(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether a paper is there and unsigned: "was to be signed", "is said to be ready", "only lacks a signature"."""
    tokens = view.parse.tokens
    if noun.support is not None or tokens[noun.head].dep not in ("nsubj", "nsubjpass"):
        return False
    verb = tokens[noun.head].head
    for at in [verb, *(c for c in view.parse.children[verb] if tokens[c].dep in ("xcomp", "conj"))]:
        below = view.parse.children[at]
        if view.lemmas[at] == "be" and any(
            tokens[c].dep == "acomp" and view.lower[c] in cue_words("paper_ready") for c in below
        ):
            return not any(tokens[c].dep == "neg" for c in below)
        wanted = [c for c in below if tokens[c].dep == "dobj" and view.lemmas[c] in cue_words("signature")]
        if wanted and view.lemmas[at] in cue_words("lacking"):
            return True
        was_to = at != verb and view.lemmas[verb] == "be" and "to" in auxiliaries_of(view, at)
        if was_to and view.lemmas[at] in cue_words("signing"):
            return True
    return False


def goes_to_finish(view: SentenceView, verb: int) -> bool:
    """Whether a pact is still to be finished: "is close to signing it", "will meet to finalize it"."""
    if cue_words("nearly") & set(view.lower[max(0, verb - 4) : verb]) or view.lower[verb - 2 : verb] == (
        "forward",
        "to",
    ):
        return True
    to = verb > 0 and view.lower[verb - 1] == "to"
    finishing = view.lemmas[verb] in cue_words("finishing")
    return to and finishing and view.lemmas[view.parse.tokens[verb].head] in cue_words("going_to_finish")


def has_cue(view: SentenceView, tokens: Sequence[int], name: str) -> bool:
    """Whether one of the tokens is, by form or lemma, a word of the cue."""
    words = cue_words(name)
    return any(view.lower[t] in words or view.lemmas[t] in words for t in tokens)


def close_to(view: SentenceView, above: int) -> bool:
    """Whether what is all but made is what the verb at `above` tells: "are close to a deal to merge"."""
    return any(
        view.lemmas[c] in cue_words("nearly") and view.parse.tokens[c].dep == "acomp"
        for c in view.parse.children[above]
    )


def all_but_made(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether the words before a deal's noun say that it is all but made: "on the verge of an accord"."""
    at = noun.first - 1
    while at > 1 and view.parse.tokens[at].pos in ("DET", "ADJ", "NUM"):
        at -= 1
    return at > 0 and view.lower[at] in ("to", "of") and view.lower[at - 1] in cue_words("nearly")


def nearly_made(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether a deal that no verb makes is only near: "is close to a multi-year agreement", "on the verge of"."""
    if cue_words("nearly") & set(view.lower[max(0, noun.first - 4) : noun.first]):
        return True
    above = list(clauses.climb(view.parse, noun.head, 3))
    upward = [head for i, (head, _) in enumerate(above) if all(dep in ("pobj", "prep") for _, dep in above[: i + 1])]
    return has_cue(view, upward, "nearly")


def only_promised(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether what is received is a promise of the money: "received a conditional commitment for a loan"."""
    if noun.support is None:
        return False
    held = [noun.head, *(head for head, _ in clauses.climb(view.parse, noun.head, 4) if head > noun.support)]
    held += clauses.objects(view.parse, noun.support) if noun.via[:1] == ("pobj",) else []
    return any(view.lemmas[head] in cue_words("promise_of_money") for head in held)


def said_to_come(view: SentenceView, verb: int) -> bool:
    """Whether "would" only tells in somebody's words what will be: "she said that the two would sign a pact"."""
    token = view.parse.tokens[verb]
    told = token.dep == "ccomp" and view.lemmas[token.head] in cue_words("teller")
    return told and view.parse.tokens[token.head].tag in ("VBD", "VBN") and "if" not in view.lower


def closes_soon(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether a deal that there is is only expected to close: "expects its joint venture with X to close by March"."""
    verb = noun.support
    if verb is None or noun.support_sense is None or noun.via[:1] not in (("nsubj",), ("nsubjpass",)):
        return False
    tokens = view.parse.tokens
    above = tokens[verb].head
    owned = any(tokens[c].dep == "poss" for c in view.parse.children[noun.head])
    formed = view.lemmas[verb] in cue_words("founding")
    done = noun.support_sense.use == "complete" or formed
    awaited = above != verb and view.lemmas[above] in cue_words("expecting") and "to" in auxiliaries_of(view, verb)
    return owned and done and awaited


def closed_by_it(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether what a verb tells as done closes the deal: "has bought 10% of X, closing a deal announced in July"."""
    verb = noun.support
    closing = noun.support_sense is not None and noun.support_sense.use == "complete"
    if verb is None or not closing:
        return False
    token = view.parse.tokens[verb]
    return token.tag == "VBG" and token.dep == "advcl" and token.head < verb


def still_to_sign(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a paper is one that will be signed: "is to sign a pact next week", "are due to sign", "will ink"."""
    verb = trigger.support
    if verb is None or view.lemmas[verb] not in cue_words("signing"):
        return False
    wished = trigger.head if view.parse.tokens[verb].dep == "acl" else verb
    seen = view.parse.tokens[wished].head
    if view.lemmas[seen] in cue_words("seeing") and "to" in auxiliaries_of(view, seen):
        return view.lemmas[view.parse.tokens[seen].head] in cue_words("planning") | cue_words("expecting")
    if aspect_of(view, verb) != "future":
        return False
    auxiliaries = set(auxiliaries_of(view, verb))
    if "have" in auxiliaries or ("would" in auxiliaries and not said_to_come(view, verb)):
        return False
    above = view.parse.tokens[verb].head
    awaited = above != verb and (view.lemmas[above] == "be" or view.lemmas[above] in cue_words("awaited"))
    return bool({"will", "would"} & auxiliaries) or ("to" in auxiliaries and awaited)
