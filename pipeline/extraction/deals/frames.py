"""A sentence's deals: triggers that speak of one deal joined, and who stands where around them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.lexicon import NounSense, cue_words, role_of
from pipeline.extraction.deals.naming import named_under, scan_before, scan_left, scan_relative, scan_right
from pipeline.extraction.deals.reading import Reading, SentenceView, is_standing_in
from pipeline.extraction.deals.triggers import (
    NounTrigger,
    VerbTrigger,
    noun_triggers,
    senses_of,
    taken_up,
    verb_triggers,
)
from pipeline.records import PartyRole

Trigger = NounTrigger | VerbTrigger

TYPE_ORDER = (
    "mou", "action_plan", "offtake", "joint_venture", "acquisition", "financing", "equity_investment", "purchase",
    "partnership", "intergovernmental_agreement", "other", "generic",
)  # fmt: skip
"""The codebook's order: the first that fits names the deal."""

LINKS = frozenset(
    {"dobj", "pobj", "prep", "compound", "pcomp", "acl", "xcomp", "relcl", "advcl", "nmod", "appos", "attr", "agent",
     "nsubjpass", "amod", "dative", "npadvmod", "oprd", "prt"}
)  # fmt: skip
NAMING_PLACES = frozenset({"with", "between", "among", "from", "to", "by", "into", "in", "of", "for", "at", "toward"})


@dataclass(frozen=True, slots=True)
class Argument:
    """A named thing at a place in the clause, with the role that the place gives it (None: no party)."""

    mention: int
    """Index into the sentence view's mentions."""
    place: str
    role: PartyRole | None
    rule: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One telling of one deal in one sentence."""

    sentence: int
    triggers: tuple[Trigger, ...]
    main: Trigger
    deal_type: str
    scheme: str
    arguments: tuple[Argument, ...]
    plural: bool
    bare_state: bool
    """Whether a party is a government that the sentence leaves unnamed ("with the authorities")."""
    rule: str

    @property
    def verb(self) -> int | None:
        """The verb that carries tense: the own verb, else the support of the noun."""
        for trigger in self.triggers:
            if isinstance(trigger, NounTrigger) and trigger.support is not None:
                return trigger.support
        for trigger in self.triggers:
            if isinstance(trigger, VerbTrigger):
                return trigger.head
        return None

    @property
    def uses(self) -> frozenset[str]:
        """Uses of the verbs around the deal's nouns (`conclude`, `give`, `end` …)."""
        return frozenset(
            trigger.support_sense.use
            for trigger in self.triggers
            if isinstance(trigger, NounTrigger) and trigger.support_sense is not None
        )

    @property
    def strength(self) -> str:
        """The greatest strength among the triggers."""
        order = ("share", "sum", "weak", "medium", "strong")
        return max((trigger.sense.strength for trigger in self.triggers), key=order.index)


def type_rank(deal_type: str) -> int:
    """Place of a type in the codebook's order."""
    return TYPE_ORDER.index(deal_type)


def _chain(view: SentenceView, head: int) -> list[int]:
    found = []
    for token, dep in clauses.climb(view.parse, head, 8):
        if dep not in LINKS:
            break
        found.append(token)
    return found


def _is_purpose(view: SentenceView, verb: int) -> bool:
    """Whether a verb is an infinitive that says what another is done for."""
    aux = any(view.lower[c] == "to" for c in view.parse.children[verb] if view.parse.tokens[c].dep == "aux")
    return aux and view.parse.tokens[verb].dep in ("advcl", "xcomp", "acl")


def _linked(view: SentenceView, low: Trigger, high: Trigger) -> bool:
    """Whether `low` stands in the grammar under `high`, so that both speak of one deal."""
    chain = _chain(view, low.head)
    if high.head in chain:
        return True
    if isinstance(low, NounTrigger) and isinstance(high, VerbTrigger) and low.support == high.head:
        return "conj" not in low.via
    if isinstance(high, NounTrigger) and isinstance(low, VerbTrigger) and "conj" not in high.via:
        return high.support == low.head or (high.support in chain and _is_purpose(view, low.head))
    return False


def _same_list(view: SentenceView, one: Trigger, other: Trigger) -> bool:
    """Whether two nouns of one type stand in one list: "a loan and a guarantee"."""
    return (
        isinstance(one, NounTrigger)
        and isinstance(other, NounTrigger)
        and one.sense.deal_type == other.sense.deal_type == "financing"
        and (view.parse.tokens[one.head].head == other.head and view.parse.tokens[one.head].dep == "conj")
    )


def clusters(view: SentenceView, last: NounSense | None) -> list[tuple[Trigger, ...]]:
    """Triggers of a sentence, those of one deal together; `last` is the deal's noun named before it."""
    nouns = noun_triggers(view)
    triggers: list[Trigger] = [*nouns, *taken_up(view, nouns[0].sense if nouns else last), *verb_triggers(view)]
    group = list(range(len(triggers)))
    for i, low in enumerate(triggers):
        for j, high in enumerate(triggers):
            if i != j and group[i] != group[j] and (_linked(view, low, high) or _same_list(view, low, high)):
                old, new = group[i], group[j]
                group = [new if g == old else g for g in group]
    return [
        tuple(sorted((t for t, g in zip(triggers, group, strict=True) if g == number), key=lambda t: t.head))
        for number in sorted(set(group))
    ]


def _direction(trigger: Trigger) -> str:
    if isinstance(trigger, NounTrigger) and trigger.support_sense is not None:
        use = trigger.support_sense.use
        return use if use in ("give", "get") else ""
    return ""


def _clause_arguments(view: SentenceView, verb: int, scheme: str, direction: str, rule: str) -> list[Argument]:
    parse = view.parse
    passive = clauses.is_passive(parse, verb)
    found: list[Argument] = []

    def add(heads: list[int], place: str) -> None:
        for head in heads:
            for mention in named_under(view, clauses.antecedent(parse, head)):
                found.append(Argument(mention, place, role_of(scheme, place, direction), rule))

    if not passive:
        add(clauses.subjects(parse, verb), "subject")
    else:
        given = any(parse.tokens[c].dep in clauses.OBJECTS for c in parse.children[verb])
        add(clauses.objects(parse, verb), "recipient" if given else "object")
    if not passive:
        add(clauses.objects(parse, verb), "object")
    add(clauses.recipients(parse, verb), "recipient")
    for place, heads in clauses.places(parse, verb).items():
        add(heads, "subject" if place == "by" and passive else place)
    return found


def _own_verb_arguments(view: SentenceView, verb: int, scheme: str) -> list[Argument]:
    """Arguments of a verb that shows a deal, and of the verb or noun that it completes.

    "A agreed with B to build": B stands at the upper verb. "A granted B the right to buy": B buys, A sells.
    """
    found = _clause_arguments(view, verb, scheme, "", "own_verb")
    parse = view.parse
    for head in clauses.objects(parse, verb):
        if scheme in ("buy", "take") and head not in view.at:
            for owner in clauses.possessors(parse, head):
                if owner in view.at and parse.tokens[owner].tag != "PRP$":
                    found.append(Argument(view.at[owner], "from", role_of(scheme, "from", ""), "owner_of_object"))
        for place, heads in clauses.places(parse, head).items():
            if place in ("from", "to", "into") and parse.tokens[head].dep in clauses.OBJECTS:
                for each in heads:
                    for mention in named_under(view, each):
                        found.append(Argument(mention, place, role_of(scheme, place, ""), "object_place"))
    token = parse.tokens[verb]
    if token.dep in ("xcomp", "ccomp", "advcl") and any(s.use == "conclude" for s in senses_of(view, token.head)):
        for place, heads in clauses.places(parse, token.head).items():
            if place in ("with", "between", "to"):
                for head in heads:
                    for mention in named_under(view, head):
                        found.append(Argument(mention, place, role_of(scheme, place, ""), "upper_verb"))
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


def _giver_of_right(view: SentenceView, verb: int) -> int | None:
    """The verb of giving above an infinitive: "granted X the right to buy", "gives X an option to acquire"."""
    for token, _dep in clauses.climb(view.parse, verb, 3):
        if view.parse.tokens[token].pos in ("VERB", "AUX"):
            return token if any(s.use == "give" for s in senses_of(view, token)) else None
    return None


def _noun_arguments(view: SentenceView, trigger: NounTrigger, scheme: str) -> list[Argument]:
    parse = view.parse
    direction = _direction(trigger)
    found: list[Argument] = []

    def add(heads: list[int], place: str, rule: str) -> None:
        for head in heads:
            for mention in named_under(view, head):
                found.append(Argument(mention, place, role_of(scheme, place, direction), rule))

    heads = {trigger.first, trigger.head}
    for head in sorted(heads):
        for place, tokens in clauses.places(parse, head).items():
            add(tokens, place, "noun_place")
        for token in clauses.possessors(parse, head):
            if token in view.at:
                role = role_of(scheme, "possessor", direction)
                found.append(Argument(view.at[token], "possessor", role, "possessor"))
            else:
                add([token], "possessor", "possessor")
        add(
            [
                c
                for c in parse.children[head]
                if parse.tokens[c].dep in ("compound", "nmod", "amod") and c in view.at and c < trigger.first
            ],
            "possessor",
            "name_before_noun",
        )
        for child in clauses.relative_verbs(parse, head):
            if parse.tokens[child].head == head or any(s.use == "conclude" for s in senses_of(view, child)):
                senses = senses_of(view, child)
                use = senses[0].use if senses else ""
                inner = use if use in ("give", "get") else direction
                for argument in _clause_arguments(view, child, scheme, inner, "relative_clause"):
                    if argument.place != "object":
                        found.append(argument)
    if trigger.support is None:
        add(_under(view, trigger), "subject", "under_the_deal")
    if trigger.support is not None and trigger.via != ("below",):
        as_subject = trigger.via[-1:] == ("nsubj",)
        for argument in _clause_arguments(view, trigger.support, scheme, direction, "support_verb"):
            if not (as_subject and argument.place == "subject"):
                found.append(argument)
        found += _above(view, trigger, scheme, direction)
    return found


def _under(view: SentenceView, trigger: NounTrigger) -> list[int]:
    """Subjects of a clause that tells what a deal provides for: "under a new memorandum, X and Y will"."""
    parse = view.parse
    prep = parse.tokens[trigger.head].head
    if parse.tokens[trigger.head].dep != "pobj" or view.lower[prep] not in cue_words("under"):
        return []
    verb = parse.tokens[prep].head
    if parse.tokens[verb].pos not in ("VERB", "AUX") or clauses.is_passive(parse, verb):
        return []
    return clauses.subjects(parse, verb)


def _above(view: SentenceView, trigger: NounTrigger, scheme: str, direction: str) -> list[Argument]:
    """Arguments of nouns between the deal's noun and its verb: "talks with X on a loan"."""
    found = []
    for token, _dep in clauses.climb(view.parse, trigger.head):
        if token == trigger.support:
            break
        if view.parse.tokens[token].pos in ("NOUN", "PROPN"):
            for place, heads in clauses.places(view.parse, token).items():
                for head in heads:
                    if head <= trigger.head and head >= trigger.first:
                        continue
                    for mention in named_under(view, head):
                        found.append(Argument(mention, place, role_of(scheme, place, direction), "noun_above"))
    return found


def _scheme(cluster: tuple[Trigger, ...]) -> str:
    own = [t.sense.scheme for t in cluster if isinstance(t, VerbTrigger)]
    nouns = [t.sense.scheme for t in cluster if isinstance(t, NounTrigger)]
    for scheme in own + nouns:
        if scheme != "pact":
            return scheme
    return (own + nouns)[0]


def _main(cluster: tuple[Trigger, ...]) -> Trigger:
    order = {"strong": 0, "medium": 1, "weak": 2, "sum": 3, "share": 3}
    return min(cluster, key=lambda t: (type_rank(t.sense.deal_type), order[t.sense.strength], t.head))


def _fill_linear(
    view: SentenceView, cluster: tuple[Trigger, ...], scheme: str, have: list[Argument], stops: frozenset[int]
) -> list[Argument]:
    """Names that the parse lost: after a preposition to the right, before the verb to the left."""
    direction = next((d for d in map(_direction, cluster) if d), "")
    parties = {a.mention for a in have if a.role}
    found: list[Argument] = []
    right = max(t.head for t in cluster)
    concluding = frozenset(
        i
        for i, token in enumerate(view.parse.tokens)
        if token.pos in ("VERB", "AUX") and any(s.use in ("conclude", "give", "get") for s in senses_of(view, i))
    )
    for mention in scan_relative(view, right, concluding):
        role = role_of(scheme, "subject", direction)
        if mention not in parties and role:
            found.append(Argument(mention, "subject", role, "scan_relative"))
            parties.add(mention)
    counterpart = any(a.role and a.place not in ("subject", "possessor") for a in have)
    if not counterpart and (before := scan_before(view, min(t.head for t in cluster))):
        for place, mention in before:
            role = role_of(scheme, place, direction)
            if mention not in parties and role:
                found.append(Argument(mention, place, role, "scan_before"))
                parties.add(mention)
    elif not counterpart:
        for place, mention in scan_right(view, right, NAMING_PLACES, stops):
            role = role_of(scheme, place, direction)
            if mention not in parties and role:
                found.append(Argument(mention, place, role, "scan_right"))
                parties.add(mention)
    if not any(a.role and a.place in ("subject", "possessor") for a in [*have, *found]):
        nouns = [t.first if isinstance(t, NounTrigger) else t.head for t in cluster]
        supports = [t.support for t in cluster if isinstance(t, NounTrigger) and t.support is not None]
        left = min(nouns + [s for s in supports if s < min(nouns)])
        verbs = [t.head for t in cluster if isinstance(t, VerbTrigger)] + supports
        passive = any(clauses.is_passive(view.parse, verb) for verb in verbs)
        if (verbs or view.sentence.kind == "title") and not passive:
            for mention in scan_left(view, left):
                role = role_of(scheme, "subject", direction)
                if mention not in parties and role:
                    found.append(Argument(mention, "subject", role, "scan_left"))
                    parties.add(mention)
    return found


def sentence_frames(reading: Reading, index: int, last: NounSense | None = None) -> list[Frame]:
    """The frames of one parsed sentence, in order; `last` is the deal's noun named before the sentence."""
    view = reading.views[index]
    frames = []
    found = clusters(view, last)
    for cluster in found:
        scheme = _scheme(cluster)
        stops = frozenset(t.head for other in found if other is not cluster for t in other)
        arguments: list[Argument] = []
        for trigger in cluster:
            if isinstance(trigger, NounTrigger):
                arguments += _noun_arguments(view, trigger, scheme)
            else:
                arguments += _own_verb_arguments(view, trigger.head, scheme)
        if view.sentence.kind == "title":
            arguments += _listed_subjects(view, arguments)
        arguments += _fill_linear(view, cluster, scheme, arguments, stops)
        main = _main(cluster)
        plural = isinstance(main, NounTrigger) and main.plural
        rule = f"{'noun' if isinstance(main, NounTrigger) else 'verb'}:{_label(main)}"
        frames.append(
            Frame(
                index,
                cluster,
                main,
                main.sense.deal_type,
                scheme,
                _one_each(arguments),
                plural,
                _bare_state(view, cluster),
                rule,
            )
        )
    return frames


def _listed_subjects(view: SentenceView, have: list[Argument]) -> list[Argument]:
    """Headlines join subjects by a bare comma: "Nigeria, France sign"."""
    found = []
    for argument in have:
        if argument.place != "subject" or argument.role is None:
            continue
        first = min(token for token, mention in view.at.items() if mention == argument.mention)
        if first >= 2 and view.lower[first - 1] in (",", "and", "&") and first - 2 in view.at:
            found.append(replace(argument, mention=view.at[first - 2], rule="headline_list"))
    return found


def _bare_state(view: SentenceView, cluster: tuple[Trigger, ...]) -> bool:
    heads = {t.head for t in cluster} | {
        t.support for t in cluster if isinstance(t, NounTrigger) and t.support is not None
    }
    for head in heads:
        for place, tokens in clauses.places(view.parse, head).items():
            for token in tokens if place in ("with", "between", "by", "from", "to") else []:
                for part in clauses.with_conjuncts(view.parse, token):
                    if (
                        part not in view.at
                        and is_standing_in(view.lemmas[part], state=True)
                        and not named_under(view, part)
                    ):
                        return True
    return False


def _label(trigger: Trigger) -> str:
    if isinstance(trigger, NounTrigger):
        return " ".join(trigger.sense.phrase)
    return " ".join(part for part in (trigger.sense.lemma, trigger.sense.particle) if part)


def _one_each(arguments: list[Argument]) -> tuple[Argument, ...]:
    """One argument a mention: a place that makes a party goes before one that makes none."""
    best: dict[int, Argument] = {}
    for argument in arguments:
        held = best.get(argument.mention)
        if held is None or (held.role is None and argument.role is not None):
            best[argument.mention] = argument
        elif held.role == "party" and argument.role not in (None, "party"):
            best[argument.mention] = replace(held, role=argument.role)
    return tuple(best[key] for key in sorted(best))
