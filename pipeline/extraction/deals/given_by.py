"""Who takes where a sentence tells who gives: "Kestrel announced a $2m grant awarded by Larkspur Innovates"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.arguments import Argument, Trigger
from pipeline.extraction.deals.lexicon import DEALING, cue_words, role_of
from pipeline.extraction.deals.naming import named_under
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger, senses_of
from pipeline.records import PartyRole

TAKING: dict[PartyRole, PartyRole] = {"lender": "recipient", "investor": "target"}
"""By the part of one who gives: that of the other side."""
AGENCY_GIVES = frozenset({"lend", "transfer", "invest"})
"""Schemes by which a state's agency gives money."""
GIVEN_TO = frozenset({"to", "for", "into", "in", "recipient", "object"})
"""Places of those to whom something is given."""


def leaders_of_round(view: SentenceView, cluster: Sequence[Trigger], scheme: str) -> list[Argument]:
    """Who leads a round of shares, told by a verb: "X led a $9m funding round in Y", "the round was led by X, with
    participation from Z"."""
    parse = view.parse
    found: list[Argument] = []
    for noun in (t for t in cluster if isinstance(t, NounTrigger) and scheme == "issue"):
        verb = parse.tokens[noun.head].head
        if view.lemmas[verb] not in cue_words("leading_a_round") or parse.tokens[verb].pos != "VERB":
            continue
        dep = parse.tokens[noun.head].dep
        heads = clauses.subjects(parse, verb) if dep == "dobj" else []
        if dep == "nsubjpass":
            places = clauses.places(parse, verb)
            beside = [head for head in places.get("with", []) if view.lemmas[head] in cue_words("taking_part")]
            heads = [
                *places.get("by", []),
                *(name for b in beside for name in clauses.places(parse, b).get("from", [])),
            ]
        for head in heads:
            found += [
                Argument(m, "from", role_of(scheme, "from", ""), "leading_round") for m in named_under(view, head)
            ]
    return found


def with_takers(view: SentenceView, cluster: Sequence[Trigger], arguments: list[Argument]) -> list[Argument]:
    """The arguments, of which one who only announces money that somebody else gives takes it.

    Where the sentence names another who takes it, the one who announces it may well give it.
    """
    if any(a.place in GIVEN_TO and a.role and view.mentions[a.mention].form != "pronoun" for a in arguments):
        return arguments
    if not any(isinstance(t, NounTrigger) and _announced(t) and _by_another(view, t.head) for t in cluster):
        return arguments
    return [
        replace(a, role=TAKING[a.role]) if a.role in TAKING and a.place == "subject" and a.rule == "support_verb" else a
        for a in arguments
    ]


def with_agencies(view: SentenceView, cluster: Sequence[Trigger], arguments: list[Argument]) -> list[Argument]:
    """The arguments, with the agency through which a state gives in its place: "Chile, through its Fund, will lend"."""
    through = [
        view.at[token]
        for trigger in cluster
        if trigger.sense.scheme in AGENCY_GIVES
        for head in (trigger.head, trigger.support if isinstance(trigger, NounTrigger) else None)
        if head is not None
        for token in clauses.places(view.parse, head).get("through", [])
        if token in view.at and not view.is_state(token) and view.lower[token] not in cue_words("programme")
    ]
    states = {m for m, state in view.states.items() if state}
    return [
        replace(a, mention=through[0]) if through and a.place == "subject" and a.mention in states else a
        for a in arguments
    ]


def with_gapped_givers(view: SentenceView, arguments: list[Argument]) -> list[Argument]:
    """The arguments, with those who give sums of their own without a verb of their own: B, in "with A providing 250
    million euros and B 150 million"."""
    givers = [a for a in arguments if a.role in TAKING and view.mentions[a.mention].form != "pronoun"]
    if not givers or not view.money:
        return arguments
    first = min(view.mentions[a.mention].end for a in givers)
    sums = {view.token_at(s.start) for s in view.money}
    found: list[Argument] = []
    for m, mention in enumerate(view.mentions):
        tokens = [t for t, named in view.at.items() if named == m]
        taken = [a for a in arguments if a.mention == m and a.role in GIVERS]
        if not tokens or taken or view.states.get(m, False):
            continue
        behind = max(tokens) + 1
        behind += view.lower[behind : behind + 1] == ("another",)
        own = behind in sums or _is_count(view, behind)
        told = any(first < s.end <= mention.start for s in view.money)
        joined = view.lower[max(0, min(tokens) - 1)] in JOINTS
        if own and told and joined:
            found.append(Argument(m, givers[0].place, givers[0].role, "gapped"))
    gapped = {a.mention for a in found}
    return [a for a in arguments if a.mention not in gapped] + found


def _is_count(view: SentenceView, token: int) -> bool:
    """Whether a number with its magnitude stands at a token, the currency left out: "and the bank Y 150 million"."""
    tokens = view.parse.tokens
    counts = token + 1 < len(tokens) and tokens[token].tag == "CD" and tokens[token + 1].tag == "CD"
    return counts and view.lower[token + 1].isalpha()


GIVERS = frozenset(TAKING)
JOINTS = frozenset({"and", ",", "'s", "’s", "the"})


def _announced(trigger: NounTrigger) -> bool:
    return trigger.support_sense is not None and trigger.support_sense.use == "conclude"


def _by_another(view: SentenceView, noun: int) -> bool:
    """Whether a participle behind the noun tells by whom it is given, named or not."""
    parse = view.parse
    return any(
        parse.tokens[verb].tag == "VBN"
        and parse.tokens[verb].dep == "acl"
        and _gives(view, verb)
        and any(parse.tokens[child].dep == "agent" for child in parse.children[verb])
        for verb in clauses.relative_verbs(parse, noun)
    )


def _gives(view: SentenceView, verb: int) -> bool:
    """Whether by the verb money is given: not "an investment backed by the state"."""
    return view.lemmas[verb] in cue_words("giving_money") or any(s.use in DEALING for s in senses_of(view, verb))
