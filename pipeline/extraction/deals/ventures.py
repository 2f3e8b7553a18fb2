"""Works that two companies do together, by the verb: "X and Y are to build", "X and Y called off a project"."""

from __future__ import annotations

from pipeline.extraction.deals.clauses import is_passive, objects, places, subjects, with_conjuncts
from pipeline.extraction.deals.lexicon import VerbSense, cue_at, cue_words
from pipeline.extraction.deals.name_lists import chains
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import senses_of

TOGETHER = 8
"""Words after a verb within which "together" goes with it."""


RUN_AS_ONE = 14
"""The same for "as one", which stands behind what is run."""


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


def agreed_with(view: SentenceView, verb: int) -> VerbSense | None:
    """The sense of a verb of what somebody named has agreed with another to do: "X agreed with Y to develop a mine"."""
    venture = view.lemmas[verb] in cue_words("agreed_venture")
    above = view.parse.tokens[verb].head
    if above == verb or not (venture or view.lemmas[verb] in cue_words("agreed_work")):
        return None
    if view.parse.tokens[verb].tag != "VB" or not any(sense.use == "conclude" for sense in senses_of(view, above)):
        return None
    others = [h for h in places(view.parse, above).get("with", []) if h in view.at and not view.is_state(h)]
    if view.lemmas[verb] in cue_words("bringing_ore"):  # "X agreed to process concentrate from Y"
        holders = [verb, *objects(view.parse, verb)]
        ore = [h for each in holders for h in places(view.parse, each).get("from", [])]
        others += [h for h in ore if h in view.at and not view.is_state(h)]
    sides = [t for h in subjects(view.parse, above) for t in with_conjuncts(view.parse, h) if t in view.at]
    sides = [token for token in sides if not view.is_state(token)]
    if not sides or len({*sides, *others}) < 2:
        return None
    return VerbSense(
        view.lemmas[verb], "", "own", "joint_venture" if venture else "partnership", "pact", "any", "medium"
    )


def done_together(view: SentenceView, verb: int) -> VerbSense | None:
    """The sense of a verb of what two companies do together: "X and Y will explore for lithium together", "X and Y
    have agreed to run their mines as one"."""
    venture = view.lemmas[verb] in cue_words("agreed_venture")
    if not venture and view.lemmas[verb] not in cue_words("agreed_work"):
        return None
    around = {*view.lower[max(0, verb - 1) : verb], *view.lower[verb + 1 : verb + TOGETHER]}
    planned = view.lemmas[verb] == "develop" and _is_planned_chain(view, verb)
    after = range(verb + 1, min(len(view.lower), verb + RUN_AS_ONE))
    as_one = any(cue_at("as_one", view.lower, i) for i in after)
    if not (planned or as_one or {"together", "jointly"} & around) or not (by_two(view, verb) or _by_them(view, verb)):
        return None
    return VerbSense(
        view.lemmas[verb], "", "own", "joint_venture" if venture else "partnership", "pact", "any", "medium"
    )


def _is_planned_chain(view: SentenceView, verb: int) -> bool:
    """Whether works or a supply chain are yet to be developed: "X and Y will develop a magnet supply chain"."""
    ahead = any(view.lower[c] in ("will", "to") for c in view.parse.children[verb])
    things = {view.lemmas[t] for t in range(verb + 1, min(len(view.lower), verb + TOGETHER)) if t not in view.at}
    return ahead and bool(things & (cue_words("ground") | cue_words("works_thing")))


def _by_them(view: SentenceView, verb: int) -> bool:
    """Whether a pronoun for several parties is a verb's subject: "X and Y said that they would build it together"."""
    found = [view.mentions[view.at[head]] for head in subjects(view.parse, verb) if head in view.at]
    return any(m.form == "pronoun" and len(m.entities) > 1 for m in found) and not is_passive(view.parse, verb)


def founded_by_two(view: SentenceView, verb: int) -> VerbSense | None:
    """The sense of a verb by which two found a company: "X agreed to form a company with Y", "X and Y will put
    their assets into one company"."""
    if view.lemmas[verb] not in cue_words("founding_company") or is_passive(view.parse, verb):
        return None
    into = [h for h in places(view.parse, verb).get("into", []) if {"one", "single"} & _words_of(view, h)]
    made = [h for h in [*objects(view.parse, verb), *into] if h not in view.at]
    company = next((h for h in made if view.lemmas[h] in cue_words("founded")), None)
    if company is None or {"joint", "venture"} & _words_of(view, company):  # nouns of deals by themselves
        return None
    beside = [t for at in (verb, company) for t in places(view.parse, at).get("with", [])]
    beside += [c for t in beside for c in view.parse.children[t] if view.parse.tokens[c].dep == "appos"]
    with_whom = [t for t in beside if t in view.at]
    if (with_whom and subjects(view.parse, verb)) or by_two(view, verb) or _by_them(view, verb):
        return VerbSense(view.lemmas[verb], "", "own", "joint_venture", "pact", "any", "medium")
    return None


def _words_of(view: SentenceView, head: int) -> set[str]:
    """The words that stand with a noun, in small letters."""
    return {view.lower[c] for c in view.parse.children[head]}


def found_customer(view: SentenceView, verb: int) -> VerbSense | None:
    """The sense of a verb by which a seller gets a named customer: "X has a first French customer, Y, for its ore"."""
    if view.lemmas[verb] not in cue_words("finding"):
        return None
    for head in objects(view.parse, verb):
        named = any(view.parse.tokens[c].dep == "appos" and c in view.at for c in view.parse.children[head])
        as_what = [view.lemmas[h] for h in places(view.parse, verb).get("as", [])]
        if head in view.at and cue_words("customer") & set(as_what):  # "lined up Y as a buyer"
            return VerbSense(view.lemmas[verb], "", "own", "offtake", "supply", "any", "medium")
        if named and view.lemmas[head] in cue_words("customer"):
            return VerbSense(view.lemmas[verb], "", "own", "offtake", "supply", "any", "medium")
    return None


def given_up(view: SentenceView, verb: int, ends: bool) -> VerbSense | None:
    """The sense of a verb of ending by which two companies give up a work of theirs; None where it is none."""
    if not ends or not by_two(view, verb):
        return None
    for head in objects(view.parse, verb):
        if head not in view.at and view.lemmas[head] in cue_words("joint_work"):
            return VerbSense(view.lemmas[verb], "", "end", "joint_venture", "pact", "work", "medium")
    return None
