"""Deals that somebody only speaks of in an interview or on stage: they are made, not negotiated."""

from __future__ import annotations

from pipeline.extraction.deals.clauses import places, subjects
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.tense import auxiliaries_of
from pipeline.extraction.deals.triggers import NounTrigger


def _is_person(view: SentenceView, token: int) -> bool:
    """Whether a name is a person's, by a title before it or by the model."""
    titled = token in view.at and view.mentions[view.at[token]].rule in ("title", "honorific")
    return titled or view.parse.tokens[token].entity == "PERSON"


def talked_about(view: SentenceView, verb: int) -> bool:
    """Whether a verb of talking tells only what somebody speaks about: "she also talks about an option on the mine"."""
    at = places(view.parse, verb)
    return view.parse.tokens[verb].pos == "VERB" and bool({"about", "on", "of"} & set(at)) and "with" not in at


def talked_of(view: SentenceView, noun: NounTrigger) -> bool:
    """Whether a deal is only spoken of to the press: "the CEO joined X to discuss a raise"."""
    verb = noun.support
    if verb is None or view.lemmas[verb] != "discuss":
        return False
    above = view.parse.tokens[verb].head
    tellers = subjects(view.parse, verb)
    sold = places(view.parse, noun.head).get("of", [])
    owned = any(view.parse.tokens[c].dep == "poss" for head in (noun.head, *sold) for c in view.parse.children[head])
    alone = len(tellers) == 1 and not (tellers[0] in view.at and view.is_state(tellers[0]))
    if owned and alone and (_is_person(view, tellers[0]) or "with" not in places(view.parse, verb)):
        return True
    return view.parse.tokens[verb].tag == "VBZ" or (
        above != verb and "to" in auxiliaries_of(view, verb) and view.lemmas[above] in cue_words("interview")
    )
