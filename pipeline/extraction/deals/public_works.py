"""Works that a government puts money behind, told by the verb with no sum: "will support the development of a mine"."""

from __future__ import annotations

from pipeline.extraction.deals.clauses import is_passive, objects, places, subjects
from pipeline.extraction.deals.lexicon import VerbSense, cue_at, cue_words
from pipeline.extraction.deals.reading import SentenceView

WORKS = "works"
"""Stands for the particle in the sense of such a verb, by which its telling's rule is known."""
WIDE = 10
"""Words after the verb within which it is told that the works are of minerals."""


def puts_behind_works(view: SentenceView, verb: int) -> VerbSense | None:
    """The sense of a verb by which somebody named will support or invest in the building of a mine or works."""
    lemma = view.lemmas[verb]
    if lemma not in cue_words("public_support") or is_passive(view.parse, verb) or view.money:
        return None
    ahead = "will" in {view.lower[c] for c in view.parse.children[verb]}
    if not ahead or not any(head in view.at for head in subjects(view.parse, verb)):
        return None
    whole = [*objects(view.parse, verb), *places(view.parse, verb).get("in", [])]
    made = [head for head in whole if view.lemmas[head] in cue_words("works_making")]
    things = [*whole, *(t for head in made for t in places(view.parse, head).get("of", []))]
    if not any(view.lemmas[t] in cue_words("ground") | cue_words("works_thing") and t not in view.at for t in things):
        return None
    last = min(len(view.lower), max(things) + WIDE) - 1
    start, end = view.parse.tokens[verb].end, view.parse.tokens[last].end
    named = any(start <= m.start < end for m in view.minerals)
    if not named and not any(cue_at("subject", view.lower, i) for i in range(verb + 1, last + 1)):
        return None
    return VerbSense(lemma, WORKS, "own", "financing", "lend", "any", "medium")
