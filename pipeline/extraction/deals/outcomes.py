"""What came of a deal, as its own sentence tells it: "the closing of its placement", "its purchase of X, completed in
March", "the proposed merger was approved"."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.arguments import Trigger
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.tense import aspect_of, auxiliaries_of, first_verb
from pipeline.extraction.deals.triggers import NounTrigger, senses_of
from pipeline.records import DealStatus

DONE = frozenset({"past", "perfect"})
TAKEOVERS = frozenset({"acquisition", "equity_investment", "purchase"})


def came_of(view: SentenceView, trigger: Trigger) -> DealStatus | None:
    """How a takeover or sale that its noun calls planned or proposed stands by the verb of which the noun is subject
    or object: closed, given up, or agreed where it was approved or is due to close."""
    token = view.parse.tokens[trigger.head]
    if not isinstance(trigger, NounTrigger) or trigger.sense.deal_type not in TAKEOVERS | {"generic"}:
        return None
    verb = token.head
    if token.dep == "pobj" and view.lower[verb] == "with":
        return "terminated" if _not_gone_on(view, view.parse.tokens[verb].head) else None
    if view.parse.tokens[verb].pos not in ("VERB", "AUX"):
        return None
    if token.dep == "dobj":
        let = view.lemmas[verb] in cue_words("letting_through") and aspect_of(view, verb) in DONE
        return "agreed" if let else None
    if token.dep not in ("nsubj", "nsubjpass"):
        return None
    denied = any(view.parse.tokens[c].dep == "neg" for c in view.parse.children[verb])
    goes = view.lemmas[verb] in cue_words("going_ahead")
    if denied:
        return "terminated" if goes else None
    if _closes(view, verb) and aspect_of(view, verb) in DONE:
        return "completed"
    if view.lemmas[verb] in cue_words("letting_through") and clauses.is_passive(view.parse, verb):
        return "agreed" if {"was", "were", "has", "have", "had"} & set(auxiliaries_of(view, verb)) else None
    below = [c for c in view.parse.children[verb] if view.parse.tokens[c].dep in ("xcomp", "acomp", "prep", "attr")]
    for _ in range(2):  # "is on track to close"
        below += [c for b in below for c in view.parse.children[b] if c not in below]
    due = view.lemmas[verb] in cue_words("expecting") | cue_words("due") | {"remain", "be"}
    awaits = bool(cue_words("consent") & set(view.lemmas[verb:])) and view.lemmas[verb] not in cue_words("failing")
    return "agreed" if awaits or (due and any(_closes(view, b) for b in (verb, *below))) else None


def _not_gone_on(view: SentenceView, verb: int) -> bool:
    """Whether somebody does not go on with what a verb takes: "will not proceed with the acquisition"."""
    denied = any(view.parse.tokens[c].dep == "neg" for c in view.parse.children[verb])
    return denied and view.lemmas[verb] in cue_words("going_ahead")


def is_told_ended(view: SentenceView, trigger: Trigger) -> bool:
    """Whether a deal's noun stands under that of its end: "received notice of termination of its agreement"."""
    of = view.parse.tokens[trigger.head].head
    end = view.parse.tokens[of].head
    if view.parse.tokens[trigger.head].dep != "pobj" or view.lower[of] != "of":
        return False
    if view.lemmas[end] not in cue_words("ended_noun") or not isinstance(trigger, NounTrigger):
        return False
    verb = first_verb(view, end)
    told = verb is not None and aspect_of(view, verb) in ("past", "perfect", "present")
    return told and not set(view.lower[max(0, end - 4) : end]) & (cue_words("not_yet") | {"for", "after", "or"})


def _closes(view: SentenceView, verb: int) -> bool:
    is_verb = view.parse.tokens[verb].pos == "VERB"
    return is_verb and any(sense.use == "complete" for sense in senses_of(view, verb))


def is_closed(view: SentenceView, trigger: Trigger) -> bool:
    """Whether the deal's noun stands under its closing, as done: "the successful closing of a placement"."""
    if not isinstance(trigger, NounTrigger):
        return False
    for head, dep in clauses.climb(view.parse, trigger.head, 4):
        if dep not in ("pobj", "prep", "compound", "nmod", "appos"):
            return False
        if view.lemmas[head] in cue_words("closing") and view.parse.tokens[head].pos in ("NOUN", "PROPN"):
            return not _not_yet(view, head)
    return False


def told_done(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether a word at the deal's noun says that it is done: "its purchase of X, completed in March", "the recent
    acquisition of X", "the purchase was a milestone"."""
    if view.lemmas[noun.head] in cue_words("kind_of_paper") | cue_words("bidding"):
        return False  # "its recent purchase agreement with X"
    done = cue_words("come_off") | (cue_words("just_bought") if noun.sense.scheme in ("buy", "sell") else frozenset())
    if any(view.lemmas[c] in done for c in view.parse.children[noun.head] if c < noun.head):
        return not _not_yet(view, noun.head)
    if is_judged(view, noun.head) and aspect_of(view, view.parse.tokens[noun.head].head) == "past":
        return True
    below = [c for c in clauses.relative_verbs(view.parse, noun.head) if view.lower[c - 1] == ","]
    return any(
        view.parse.tokens[c].tag == "VBN" and any(s.use == "complete" for s in senses_of(view, c)) for c in below
    )


def raised_before(view: SentenceView, trigger: Trigger) -> bool:
    """Whether shares were placed before what is told: "ended the quarter with $30 million following a placement"."""
    token = view.parse.tokens[trigger.head]
    placed = isinstance(trigger, NounTrigger) and trigger.sense.scheme == "issue"
    return placed and token.dep in ("pobj", "dobj") and view.lower[token.head] in cue_words("after_it")


def is_judged(view: SentenceView, frame: int) -> bool:
    """Whether a deal is only judged: "the purchase was a milestone", "X's commitment to lend is an important step"."""
    token = view.parse.tokens[frame]
    if token.dep != "nsubj" or view.lemmas[token.head] != "be":
        return False
    return any(
        view.parse.tokens[c].dep == "attr" and view.lemmas[c] in cue_words("judgement")
        for c in view.parse.children[token.head]
    )


def _not_yet(view: SentenceView, closing: int) -> bool:
    """Whether a closing is still to come: "subject to", "upon", "expected", or under a verb of the future."""
    below = (c for c in view.parse.children[closing] if view.lower[c] != "at" or c < closing)  # "at a price of $2"
    around = {*view.lower[max(0, closing - 4) : closing], *(view.lower[c] for c in below)}
    if around & cue_words("not_yet"):
        return True
    verb = first_verb(view, closing)
    told = verb is not None and view.lemmas[verb] in cue_words("teller")  # "joined us to announce the closing"
    return verb is not None and (
        (aspect_of(view, verb) == "future" and not told)
        or view.lemmas[verb] in cue_words("planning") | cue_words("expecting")
    )
