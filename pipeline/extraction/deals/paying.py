"""Companies and mines bought by a verb of paying: "pays $2bn for X", "will spend $9m for X's mine"."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.lexicon import cue_words, noun_senses, object_kinds
from pipeline.extraction.deals.reading import SentenceView


def paid_for(view: SentenceView, verb: int) -> list[int]:
    """Heads of what a sum is paid for, where the verb is one of paying and the parse hung it on the verb or the sum."""
    if view.lemmas[verb] not in cue_words("paid_over") or not view.money:
        return []
    found = list(clauses.places(view.parse, verb).get("for", []))
    for head in clauses.objects(view.parse, verb):
        start = view.parse.tokens[head].start
        if any(m.start <= start < m.end for m in view.money):
            found += clauses.places(view.parse, head).get("for", [])
    return found


def is_use_of_money(view: SentenceView, verb: int) -> bool:
    """Whether a verb of paying only says what money given is for: "a grant to X will pay for a second furnace"."""
    if view.lemmas[verb] not in cue_words("paid_over"):
        return False
    paying = [head for head in clauses.subjects(view.parse, verb) if head not in view.at]
    senses = [s for head in paying for s in noun_senses().get(view.lemmas[head], ())]
    return any(s.deal_type == "financing" and len(s.phrase) == 1 for s in senses)


def pays_for_asset(view: SentenceView, verb: int) -> bool:
    """Whether all that is paid is for a named company or for a mine or works as a whole, and no share of one."""
    heads = paid_for(view, verb)
    held = [head for head in heads if _is_whole(view, head)]
    return bool(held) and len(held) == len(heads)


def _is_whole(view: SentenceView, head: int) -> bool:
    if head in view.at:
        return not view.is_state(head)
    token = view.parse.tokens[head]
    if token.pos == "PROPN" and token.text[:1].isupper():  # a mine that the names don't know
        return not any(d.start <= token.start < d.end for d in view.dates)
    return object_kinds().get(view.lemmas[head]) == "asset"
