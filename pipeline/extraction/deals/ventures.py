"""Works that two companies do together, by the verb: "X and Y are to build", "X and Y called off a project"."""

from __future__ import annotations

from pipeline.extraction.deals.clauses import is_passive, objects, subjects, with_conjuncts
from pipeline.extraction.deals.lexicon import VerbSense, cue_words
from pipeline.extraction.deals.name_lists import chains
from pipeline.extraction.deals.reading import SentenceView


def by_two(view: SentenceView, verb: int) -> bool:
    """Whether two named companies stand together as a verb's subject: "X and Y are to set up a plant"."""
    if is_passive(view.parse, verb):
        return False
    named = {
        view.at[part]
        for head in subjects(view.parse, verb)
        for part in with_conjuncts(view.parse, head)
        if part in view.at and not view.is_state(part) and view.mentions[view.at[part]].form in ("name", "nominal")
    }
    for chain in chains(view):  # "X and Germany's Y", whatever the parse makes of it
        listed = {view.at[token] for token in chain if not view.is_state(token)}
        if named & listed and max(chain) < verb:
            named |= listed
    entities = {view.mentions[m].entities[0] for m in named - view.unattached}
    return len(entities) >= 2 and any(view.mentions[m].form == "name" for m in named)


def given_up(view: SentenceView, verb: int, ends: bool) -> VerbSense | None:
    """The sense of a verb of ending by which two companies give up a work of theirs; None where it is none."""
    if not ends or not by_two(view, verb):
        return None
    for head in objects(view.parse, verb):
        if head not in view.at and view.lemmas[head] in cue_words("joint_work"):
            return VerbSense(view.lemmas[verb], "", "end", "joint_venture", "pact", "work", "medium")
    return None
