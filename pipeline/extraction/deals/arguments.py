"""Who stands where around a deal's words: arguments from the parse."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.hyphened import two_before
from pipeline.extraction.deals.lexicon import cue_words, noun_ends, noun_senses, object_kinds, role_of
from pipeline.extraction.deals.misattached import hung_on_the_agent, hung_on_the_sum, hung_too_low
from pipeline.extraction.deals.naming import named_under, whose
from pipeline.extraction.deals.paying import paid_for
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.subjects import (
    before_quantity,
    bound_by,
    chooser,
    chosen_under,
    doing_under,
    giving_beside,
    in_talks,
    joined_with,
    owner_meant,
    places_of_object,
    producers,
    sellers_under,
    supplied_under,
    tells_of_talks,
    whose_shares,
)
from pipeline.extraction.deals.triggers import VERBAL, NounTrigger, VerbTrigger, senses_of
from pipeline.extraction.deals.verb_triggers import says_who
from pipeline.records import PartyRole

Trigger = NounTrigger | VerbTrigger
SUPPLYING = frozenset({"supply", "lend"})
"""Schemes whose verbs take a recipient with no preposition."""
BEARING = frozenset({"to", "from", "with", "by", "recipient", "object"})
"""Places of names on which the parse may have hung what stands after them."""
SIDES = frozenset({"with", "from", "between", "by"})
"""Places of a deal's noun at which its counterpart stands."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A named thing at a place in the clause, with the role that the place gives it (None: no party)."""

    mention: int
    """Index into the sentence view's mentions."""
    place: str
    role: PartyRole | None
    rule: str


def direction_of(trigger: Trigger) -> str:
    """`give` or `get`, where the verb over a deal's noun says which way the thing goes; else empty."""
    if isinstance(trigger, NounTrigger) and trigger.support_sense is not None:
        use = trigger.support_sense.use
        if use == "conclude" and trigger.sense.scheme == "transfer" and trigger.sense.phrase[-1] == "interest":
            return "give"  # who issues a letter of interest would lend
        if use == "propose" and trigger.sense.scheme == "pact":
            return "give"  # "proposed a joint venture to X"
        if trigger.sense.scheme == "buy" and not _gives_right(trigger):
            return ""
        return use if use in ("give", "get") else ""
    return ""


def _gives_right(trigger: NounTrigger) -> bool:
    """Whether a right to buy is given: "granted X an option", and not "extended its option"."""
    verb = trigger.support_sense.lemma if trigger.support_sense is not None else ""
    return not cue_words("right_given").isdisjoint(trigger.sense.phrase) and verb in cue_words("giving_right")


def _clause_arguments(view: SentenceView, verb: int, scheme: str, direction: str, rule: str) -> list[Argument]:
    parse = view.parse
    passive = clauses.is_passive(parse, verb)
    found: list[Argument] = []

    def add(heads: list[int], place: str) -> None:
        for head in heads:
            for mention in named_under(view, clauses.antecedent(parse, head)) or whose(view, head, scheme, place):
                found.append(Argument(mention, place, role_of(scheme, place, direction), rule))

    if not passive:
        add(clauses.subjects(parse, verb), "subject")
    else:
        given = any(parse.tokens[c].dep in clauses.OBJECTS for c in parse.children[verb])
        add(
            clauses.undergoers(parse, verb) if given else clauses.objects(parse, verb),
            "recipient" if given else "object",
        )
    if not passive:
        add(clauses.objects(parse, verb), "object")
    add(clauses.recipients(parse, verb) or (before_quantity(view, verb) if scheme in SUPPLYING else []), "recipient")
    for place, heads in clauses.places(parse, verb).items():
        signed_for = place == "for" and passive and scheme == "pact" and view.lemmas[verb] in cue_words("signing")
        add(heads, "subject" if signed_for or (place == "by" and passive) else place)
    named = {a.mention for a in found if a.place in BEARING}
    low = [hung_too_low(view, named, frozenset(clauses.places(parse, verb))), hung_on_the_sum(view, verb)]
    for places in [*low, hung_on_the_agent(view, verb)]:
        for place, heads in places.items():
            add(heads, "subject" if place == "by" and passive else place)
    return found


def own_verb_arguments(view: SentenceView, verb: int, scheme: str) -> list[Argument]:
    """Arguments of a verb that shows a deal, and of the verb or noun that it completes.

    "A agreed with B to build": B stands at the upper verb. "A granted B the right to buy": B buys, A sells.
    """
    found = _clause_arguments(view, verb, scheme, "", "own_verb")
    if scheme == "buy":
        found = [a for a in found if a.place != "to"]  # "buy back the mine that it sold to X"
    parse = view.parse
    for head in [*clauses.objects(parse, verb), *(paid_for(view, verb) if scheme == "buy" else [])]:
        if scheme in ("buy", "take"):
            owned = _owner(view, head, scheme)
            owners = {a.mention for a in owned}
            found = [a for a in found if a.mention not in owners or a.place != "object"] + owned
        if scheme in ("buy", "take") or view.lemmas[verb] == "earn":
            found += _owner_of_ground(view, head, scheme, {a.mention for a in found})
        for place, heads in places_of_object(view, head, scheme).items():
            if place in ("from", "to", "into") and parse.tokens[head].dep in clauses.OBJECTS:
                for each in heads:
                    for mention in named_under(view, each):
                        found.append(Argument(mention, place, role_of(scheme, place, ""), "object_place"))
    makers = producers(view, verb) if scheme in ("buy", "take") else []
    named = [m for maker in makers for m in named_under(view, maker)]
    found += [Argument(m, "from", role_of(scheme, "from", ""), "producer") for m in named]
    sold = [Argument(m, "in", "target", "shares_in") for m in whose_shares(view, verb) if scheme in ("buy", "invest")]
    found = [a for a in found if a.mention not in {s.mention for s in sold}] + sold
    if scheme == "invest":
        found += _equity_in(view, verb)
    token = parse.tokens[verb]
    if token.dep in ("xcomp", "ccomp", "advcl") and any(s.use == "conclude" for s in senses_of(view, token.head)):
        for place, heads in clauses.places(parse, token.head).items():
            if place in ("with", "between", "to"):
                for head in heads:
                    for mention in named_under(view, head):
                        found.append(Argument(mention, place, role_of(scheme, place, ""), "upper_verb"))
    if scheme == "borrow":
        found += [Argument(m, "from", role_of(scheme, "from", ""), "chooser") for m in chooser(view, verb)]
    giver = _giver_of_right(view, verb)
    if giver is not None:
        takers = clauses.recipients(parse, giver) or clauses.places(parse, giver).get("to", [])
        swapped = [a for a in found if a.place != "subject"]
        for heads, place in ((takers, "subject"), (clauses.subjects(parse, giver), "from")):
            for head in heads:
                for mention in named_under(view, head):
                    swapped.append(Argument(mention, place, role_of(scheme, place, ""), "right_given"))
        if takers:
            return swapped
    return found


def _equity_in(view: SentenceView, verb: int) -> list[Argument]:
    """Whose shares money is put into: "invested $30m in equity in X's mining"."""
    into = [clauses.places(view.parse, head).get("in", []) for head in (verb, *clauses.objects(view.parse, verb))]
    shares = [token for heads in into for token in heads if object_kinds().get(view.lemmas[token]) == "equity"]
    inside = [t for share in shares for t in clauses.places(view.parse, share).get("in", [])]
    named = [m for t in inside for m in named_under(view, t) or whose(view, t, "invest", "in")]
    return [Argument(m, "in", role_of("invest", "in", ""), "equity_in") for m in named]


def _owner(view: SentenceView, head: int, scheme: str) -> list[Argument]:
    """Whose the thing bought is: "Teck's coal business", "Sprott's 40%", "Americas' lithium unit Minera Exar".

    The company whose shares are bought is no seller of them.
    """
    named = any(sense.phrase == (view.lemmas[head],) for sense in noun_senses().get(view.lemmas[head], ()))
    if (named and view.lemmas[head] not in object_kinds()) or (head in view.at and view.is_state(head)):
        return []
    place = "target" if view.lemmas[head] in cue_words("company_shares") else "from"
    found = []
    beside = [c for c in view.parse.children[head] if _is_share_beside(view, head, c)]  # "its partner X's 70%"
    for owner in [o for each in (head, *beside) for o in clauses.possessors(view.parse, each)]:
        if owner in view.at and view.parse.tokens[owner].tag != "PRP$" and not view.is_state(owner):
            if view.at.get(head) == view.at[owner]:
                continue
            role: PartyRole | None = "target" if place == "target" else role_of(scheme, "from", "")
            found.append(Argument(view.at[owner], place, role, "owner_of_object"))
    return found


def _is_share_beside(view: SentenceView, head: int, child: int) -> bool:
    """Whether the parse hung a share of something on the word before it that says whose it is."""
    token = view.parse.tokens[child]
    share = view.lower[child] == "%" or object_kinds().get(view.lemmas[child]) == "equity"
    return token.dep == "appos" and share and view.lemmas[head] in cue_words("of_another") | cue_words("standing_in")


def _owner_of_ground(view: SentenceView, head: int, scheme: str, have: set[int]) -> list[Argument]:
    """Whose mine a share is bought in: "60% of Galway's Tynagh project", "half of the Tynagh project of Galway"."""
    if head in view.at or not (object_kinds().get(view.lemmas[head]) == "equity" or view.lemmas[head] == "cent"):
        return []
    found: list[Argument] = []
    for place, grounds in clauses.places(view.parse, head).items():
        for ground in grounds if place in ("of", "in") else []:
            if ground in view.at or view.lemmas[ground] not in cue_words("ground") | cue_words("holdings"):
                continue
            owners = [*clauses.possessors(view.parse, ground), *clauses.places(view.parse, ground).get("of", [])]
            for owner in owners:
                if owner not in view.at or view.parse.tokens[owner].tag == "PRP$" or view.is_state(owner):
                    continue
                mention = view.at[owner]
                if mention not in have and mention not in {a.mention for a in found}:
                    found.append(Argument(mention, "from", role_of(scheme, "from", ""), "owner_of_ground"))
    return found


def _giver_of_right(view: SentenceView, verb: int) -> int | None:
    """The verb of giving above an infinitive: "granted X the right to buy", "gives X an option to acquire"."""
    for token, _dep in clauses.climb(view.parse, verb, 3):
        if view.parse.tokens[token].pos in VERBAL:
            return token if any(s.use == "give" for s in senses_of(view, token)) else None
    return None


def noun_arguments(view: SentenceView, trigger: NounTrigger, scheme: str) -> list[Argument]:
    """Arguments of a noun that names a deal: its own places and possessor, its relative clauses, its verb's places."""
    parse = view.parse
    direction = direction_of(trigger)
    found: list[Argument] = []

    def add(heads: list[int], place: str, rule: str) -> None:
        for head in heads:
            for mention in named_under(view, head) or whose(view, head, scheme, place):
                role = role_of(scheme, place, direction)
                if place == "between" and scheme == "invest":
                    role = "party"  # "an investment agreement between"
                found.append(Argument(mention, place, role, rule))

    heads = {trigger.first, trigger.head}
    for head in sorted(heads):
        for place, tokens in clauses.places_of_noun(parse, head).items():
            before = [clauses.listed_before(parse, token) for token in tokens]
            tokens = [token if b is None else b for token, b in zip(tokens, before, strict=True)]
            if place == "between":
                found += _first_of_two(view, head, scheme)
            add(sellers_under(view, tokens) if scheme == "buy" and place == "of" else [], "from", "noun_place")
            add(tokens, place, "noun_place")
            if scheme in ("buy", "sell") and place in ("of", "for"):
                found += [a for t in tokens for a in _owner(view, t, scheme)]
        for token in clauses.possessors(parse, head):
            owner = owner_meant(view, token)
            if owner is not None:
                found.append(Argument(owner, "possessor", role_of(scheme, "possessor", direction), "possessor"))
            else:
                add([token], "possessor", "possessor")
        add(
            [
                c
                for part in range(min(trigger.first, head), head + 1)
                for c in parse.children[part]
                if parse.tokens[c].dep in ("compound", "nmod", "amod") and c in view.at and c < trigger.first
                if not _names_what_is_paid_on(view, trigger, c)
            ],
            "possessor",
            "name_before_noun",
        )
        for child in clauses.relative_verbs(parse, head):
            counted = parse.tokens[parse.tokens[child].head].pos == "NUM"  # "a bond of $9m registered for X"
            if counted or parse.tokens[child].head == head or any(s.use == "conclude" for s in senses_of(view, child)):
                senses = senses_of(view, child)
                if says_who(view, child) and not any(s.use == "conclude" for s in senses):
                    continue
                use = senses[0].use if senses else ""
                inner = use if use in ("give", "get") else direction
                led = scheme in ("issue", "borrow", "transfer") and view.lemmas[child] in cue_words("leading")
                for argument in _clause_arguments(view, child, scheme, inner, "relative_clause"):
                    if led and argument.place == "subject":
                        argument = replace(argument, place="from", role=role_of(scheme, "from", ""))
                    taken = argument.place == "subject" and scheme == "buy" and direction == "give"
                    if argument.place != "object" and not taken:
                        found.append(argument)
    add(supplied_under(view, trigger), "with", "supplied")
    noun_places = frozenset(place for head in heads for place in clauses.places(parse, head))
    bearing = {a.mention for a in found if a.place in BEARING}
    for place, low in hung_too_low(view, bearing, noun_places, frozenset(heads)).items():
        add(low, place, "noun_place")
    found += [Argument(m, "between", role_of(scheme, "between", ""), "hyphened") for m in two_before(view, trigger)]
    subjects = {a.mention for a in found if a.place == "subject"}
    found += _taking_part(view, scheme, [*sorted(heads), *([trigger.support] if trigger.support is not None else [])])
    add([*bound_by(view, trigger), *tells_of_talks(view, trigger)], "subject", "bound_by")
    if trigger.support is None or (trigger.via == ("below",) and not any(a.role for a in found)):
        add(doing_under(view, trigger), "subject", "under_the_deal")
        add(in_talks(view, trigger), "subject", "in_talks")
    if scheme == "pact":
        add(chosen_under(view, trigger), "subject", "chosen_under")
    if trigger.support is not None and trigger.via != ("below",):
        as_subject = trigger.via[-1:] == ("nsubj",)
        sense = trigger.support_sense
        own = sense is not None and sense.use == "own" and scheme == "pact"
        does = sense.scheme if own and sense is not None and sense.scheme else scheme
        for argument in _clause_arguments(view, trigger.support, does, direction, "support_verb"):
            if not (as_subject and argument.place == "subject"):
                found.append(argument)
        found += _above(view, trigger, scheme, direction)
        if scheme in ("pact", "offtake"):
            add(joined_with(view, trigger.support), "with", "joined_with")
        named = any(a.place == "subject" and a.rule == "support_verb" for a in found)
        if named and view.lemmas[trigger.support] not in cue_words("answering"):
            # "A closed its purchase": the pronoun is A again
            found = [a for a in found if a.place != "possessor" or a.role is None or not _is_pronoun(view, a.mention)]
        if named:
            # "A walked away from the deal it had signed": the pronoun is A again, whatever it was taken for
            found = [
                a
                for a in found
                if not (
                    a.mention in subjects and a.rule == "relative_clause" and view.mentions[a.mention].form == "pronoun"
                )
            ]
    return found


def _names_what_is_paid_on(view: SentenceView, trigger: NounTrigger, name: int) -> bool:
    """Whether the name before a royalty is that of the mine it is paid on, its holder told: "X's Y royalty"."""
    if trigger.sense.scheme != "stream":
        return False
    before = view.first_token(name) - 1
    return before >= 0 and (view.parse.tokens[before].tag in ("PRP$", "POS"))


def _first_of_two(view: SentenceView, noun: int, scheme: str) -> list[Argument]:
    """The first side of "between A and B's C", which the parse takes for an owner of C beside B."""
    for prep in view.parse.children[noun]:
        if view.lower[prep] != "between":
            continue
        first = view.at.get(prep + 1)
        last = max((t for t, m in view.at.items() if m == first), default=0) if first is not None else 0
        if first is not None and view.parse.tokens[last].dep == "poss" and view.lower[last + 1 : last + 2] == ("and",):
            return [Argument(first, "between", role_of(scheme, "between", ""), "first_of_two")]
    return []


def _is_pronoun(view: SentenceView, mention: int) -> bool:
    return view.mentions[mention].form == "pronoun"


def _taking_part(view: SentenceView, scheme: str, holders: list[int]) -> list[Argument]:
    """Those who give money beside the first: "with participation from A and B", "with the support of C"."""
    if scheme not in ("issue", "invest", "lend", "transfer", "borrow"):
        return []
    parse = view.parse
    below = [c for h in holders for c in parse.children[h] if parse.tokens[c].dep in ("acl", "relcl")]
    found = []
    for holder in [*holders, *below]:
        heads = clauses.places(parse, holder).get("with", [])
        for giver in giving_beside(view, holder):
            for mention in named_under(view, giver):
                found.append(Argument(mention, "from", role_of(scheme, "from", ""), "taking_part"))
        agents = clauses.places(parse, holder).get("by", [])
        for head in [*heads, *(h for a in agents for h in clauses.places(parse, a).get("with", []))]:
            if view.lemmas[head] not in cue_words("taking_part"):
                continue
            for place, names in clauses.places(parse, head).items():
                for name in names if place in ("from", "of", "by") else []:
                    for mention in named_under(view, name):
                        found.append(Argument(mention, "from", role_of(scheme, "from", ""), "taking_part"))
    return found


def _above(view: SentenceView, trigger: NounTrigger, scheme: str, direction: str) -> list[Argument]:
    """Arguments of nouns between the deal's noun and its verb: "talks with X on a loan".

    A side of its own goes before those of the deal listed ahead: "an offtake with X and a loan from Y".
    """
    found = []
    own = bool(SIDES & clauses.places(view.parse, trigger.head).keys())
    for token, dep in clauses.climb(view.parse, trigger.head):
        if token == trigger.support:
            break
        if own and dep == "conj" and view.lemmas[token] in noun_ends():
            continue
        if view.parse.tokens[token].pos in ("NOUN", "PROPN"):
            for place, heads in clauses.places(view.parse, token).items():
                for head in heads:
                    if head <= trigger.head and head >= trigger.first:
                        continue
                    for mention in named_under(view, head):
                        found.append(Argument(mention, place, role_of(scheme, place, direction), "noun_above"))
    return found


def one_each(arguments: list[Argument]) -> tuple[Argument, ...]:
    """One argument a mention: a place that makes a party goes before one that makes none."""
    best: dict[int, Argument] = {}
    for argument in arguments:
        held = best.get(argument.mention)
        if held is None or (held.role is None and argument.role is not None):
            best[argument.mention] = argument
        elif held.role == "party" and argument.role not in (None, "party"):
            best[argument.mention] = replace(held, role=argument.role)
    return tuple(best[key] for key in sorted(best))
