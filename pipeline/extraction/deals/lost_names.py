"""Names that the parse lost: what stands around a deal's words by word order, or beside another noun."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.arguments import Argument, Trigger, direction_of
from pipeline.extraction.deals.lexicon import DEALING, cue_words, role_of
from pipeline.extraction.deals.naming import named_under, scan_before, scan_left, scan_relative, scan_right
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger, VerbTrigger, senses_of

NAMING_PLACES = frozenset({"with", "between", "among", "from", "to", "by", "into", "in", "of", "for", "at", "toward"})


def _other_agents(view: SentenceView, concluding: frozenset[int]) -> frozenset[int]:
    """Participles of other matters with an agent after them ("a ceremony witnessed by X"): X is no party."""
    size = len(view.lower)
    return frozenset(
        i
        for i, token in enumerate(view.parse.tokens)
        if token.tag == "VBN" and i not in concluding and i + 1 < size and view.lower[i + 1] == "by"
    )


def _both_told(view: SentenceView, cluster: tuple[Trigger, ...], have: list[Argument], scheme: str) -> bool:
    """Whether two stand together as subject of a pact's verb, and only after a comma is somebody else named."""
    subjects = {a.mention for a in have if a.role and a.place == "subject" and a.rule == "support_verb"}
    right = max(t.head for t in cluster)
    comma = next((i for i in range(right, len(view.lower)) if view.lower[i] in (",", ";")), len(view.lower))
    with_named = any(view.lower[i] in ("with", "between") for i in range(right, comma))
    return scheme == "pact" and len(subjects) > 1 and not with_named


def names_beyond_the_parse(
    view: SentenceView, cluster: tuple[Trigger, ...], scheme: str, have: list[Argument], stops: frozenset[int]
) -> list[Argument]:
    """Names that the parse lost: after a preposition to the right, before the verb to the left."""
    bought = [
        t for t in cluster if t.sense.scheme == "buy"
    ]  # "the acquisition of a 100% interest": not of the interest
    direction = next((d for d in map(direction_of, bought or cluster) if d), "")
    below = all(t.via == ("below",) for t in cluster if isinstance(t, NounTrigger) and t.support is not None)
    parties = {a.mention for a in have if a.role}
    found: list[Argument] = []
    right = max(t.head for t in cluster)
    concluding = frozenset(
        i
        for i, token in enumerate(view.parse.tokens)
        if token.pos in ("VERB", "AUX") and any(s.use in DEALING for s in senses_of(view, i))
    )
    for trigger in cluster:
        if not isinstance(trigger, NounTrigger):
            continue
        listed, verb = scan_relative(view, trigger.head, concluding)
        placed = [("subject", mention) for mention in listed]
        if verb is not None:
            for place, heads in clauses.places(view.parse, verb).items():
                placed += [(place, m) for head in heads for m in named_under(view, head) if place in ("with", "to")]
        for place, mention in placed:
            role = role_of(scheme, place, direction)
            if mention not in parties and role:
                found.append(Argument(mention, place, role, "scan_relative"))
                parties.add(mention)
    counterpart = any(a.role and a.place not in ("subject", "possessor") for a in [*have, *found])
    opposite = any(a.role and a.place in ("with", "between") for a in [*have, *found])
    if not opposite and (before := scan_before(view, min(t.head for t in cluster))):
        for place, mention in before:
            role = role_of(scheme, place, direction) or ("party" if place == "between" else None)
            if mention not in parties and role:
                found.append(Argument(mention, place, role, "scan_before"))
                parties.add(mention)
    elif not counterpart and not _both_told(view, cluster, [*have, *found], scheme):
        verb = min((t.head for t in cluster if isinstance(t, VerbTrigger)), default=right)
        beyond = verb < right and scheme in ("supply", "take", "lend")  # "supply ore to X under a contract"
        for start in (right, verb) if beyond else (right,):
            for place, mention in scan_right(view, start, NAMING_PLACES, stops | _other_agents(view, concluding)):
                role = role_of(scheme, place, direction)
                if mention not in parties and role:
                    found.append(Argument(mention, place, role, "scan_right"))
                    parties.add(mention)
            if any(a.rule == "scan_right" for a in found):
                break
    if not any(a.role and a.place in ("subject", "possessor") for a in [*have, *found]):
        nouns = [t.first if isinstance(t, NounTrigger) else t.head for t in cluster]
        supports = [t.support for t in cluster if isinstance(t, NounTrigger) and t.support is not None]
        left = min(nouns + [s for s in supports if s < min(nouns)])
        verbs = [t.head for t in cluster if isinstance(t, VerbTrigger)] + supports
        passive = any(clauses.is_passive(view.parse, verb) for verb in verbs)
        if (verbs or view.sentence.kind == "title") and not passive:
            for mention in scan_left(view, left):
                role = role_of(scheme, "subject", "" if below else direction)
                if mention not in parties and role:
                    found.append(Argument(mention, "subject", role, "scan_left"))
                    parties.add(mention)
    return found


def listed_subjects(view: SentenceView, have: list[Argument]) -> list[Argument]:
    """Headlines join subjects by a bare comma: "Nigeria, France sign"."""
    found = []
    for argument in have:
        if argument.place != "subject" or argument.role is None:
            continue
        first = min(token for token, mention in view.at.items() if mention == argument.mention)
        if first >= 2 and view.lower[first - 1] in (",", "and", "&") and first - 2 in view.at:
            found.append(replace(argument, mention=view.at[first - 2], rule="headline_list"))
    return found


def found_side(view: SentenceView, scheme: str, verb: int | None, have: list[Argument]) -> list[Argument]:
    """Who found the one that a relative clause has sign or pay: A, in "A found another in B, which signed a"."""
    held = {a.mention for a in have if a.role}
    if verb is None or view.parse.tokens[verb].dep != "relcl" or len(held) != 1:
        return []
    name = view.parse.tokens[verb].head
    role = role_of(scheme, "with", "") or role_of(scheme, "to", "")
    if view.at.get(name) not in held or role is None:
        return []
    for token, dep in clauses.climb(view.parse, name, 4):
        if token != name and view.lemmas[token] in cue_words("finding") | cue_words("turning_to"):
            heads = [h for h in clauses.subjects(view.parse, token) if h in view.at and not view.is_state(h)]
            return [Argument(view.at[h], "with", role, "found_side") for h in heads if view.at[h] not in held]
        if dep not in ("pobj", "prep", "dobj", "appos"):
            return []
    return []


def other_side(view: SentenceView, scheme: str, have: list[Argument]) -> list[Argument]:
    """The counterpart beside another noun: "a payment to X towards its purchase", "extended exclusivity with X"."""
    held = {a.mention for a in have if a.role}
    found = []
    if any(a.role and a.place in ("with", "from", "to", "between", "recipient") for a in have):
        return []
    for at, lemma in enumerate(view.lemmas):
        if scheme == "buy" and lemma in cue_words("paid_in"):
            wanted, role = "to", role_of(scheme, "from", "")
        elif scheme in ("buy", "pact", "offtake") and lemma in cue_words("exclusivity"):
            wanted, role = "with", role_of(scheme, "with", "")
        else:
            continue
        heads = clauses.places(view.parse, at).get(wanted, [])
        if not heads:
            above = view.parse.tokens[at].head
            heads = clauses.places(view.parse, above).get(wanted, []) if view.parse.tokens[at].dep == "dobj" else []
        for head in heads:
            for mention in named_under(view, head):
                if mention not in held and role is not None:
                    found.append(Argument(mention, wanted, role, "beside"))
                    held.add(mention)
    return found
