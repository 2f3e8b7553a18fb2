"""Deals that their own sentence makes and then ends: "was signed in 2022 and lapsed", "signed it but cancelled it"."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.lexicon import cue_words
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.tense import auxiliaries_of
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
    for verb in (c for c in parse.children[made] if parse.tokens[c].dep == "conj"):
        if not any(sense.use == "end" for sense in senses_of(view, verb)):
            continue
        if POSSIBLE & set(auxiliaries_of(view, verb)) or any(
            parse.tokens[c].dep == "neg" for c in parse.children[verb]
        ):
            continue
        below = {parse.tokens[c].dep: c for c in parse.children[verb]}
        if dep == "dobj":
            again = [h for h in clauses.objects(parse, verb) if view.lower[h] in cue_words("taken_up")]
            if again:
                return True
        elif not {"nsubj", "nsubjpass", "dobj"} & set(below):
            return True
    return False
