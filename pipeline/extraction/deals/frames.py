"""A sentence's deals: triggers that speak of one deal joined, and who stands where around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.arguments import (
    Argument,
    Trigger,
    noun_arguments,
    one_each,
    own_verb_arguments,
)
from pipeline.extraction.deals.bids import with_answered_bids
from pipeline.extraction.deals.carried import (
    got_as_investment,
    is_invested_in,
    is_loan_before,
    is_part_taken,
    is_purpose_of_placing,
    is_side_payment,
    without_carriers,
    without_purpose,
)
from pipeline.extraction.deals.feedstock import with_sides_of_supply
from pipeline.extraction.deals.given_by import leaders_of_round, with_agencies, with_gapped_givers, with_takers
from pipeline.extraction.deals.homes import without_homes
from pipeline.extraction.deals.lexicon import NounSense, cue_words
from pipeline.extraction.deals.lists import dealt_out, repeated_places, whole_lists, with_led_lists
from pipeline.extraction.deals.lost_names import found_side, listed_subjects, names_beyond_the_parse, other_side
from pipeline.extraction.deals.naming import named_under
from pipeline.extraction.deals.no_event import is_event
from pipeline.extraction.deals.noun_triggers import bids_for_share, noun_triggers, only_tries, seeks_money, taken_up
from pipeline.extraction.deals.placings import is_joined_below, without_arrangers
from pipeline.extraction.deals.reading import Reading, SentenceView, is_standing_in
from pipeline.extraction.deals.standing import is_only_means, stands_already
from pipeline.extraction.deals.streams import (
    grants_right,
    of_a_right,
    paid_for_output,
    with_roles_of_grant,
    with_roles_of_right,
)
from pipeline.extraction.deals.triggers import NounTrigger, VerbTrigger
from pipeline.extraction.deals.verb_triggers import says_who, verb_triggers

TYPE_ORDER = (
    "mou", "action_plan", "offtake", "joint_venture", "acquisition", "financing", "equity_investment", "purchase",
    "partnership", "intergovernmental_agreement", "other", "generic",
)  # fmt: skip
"""The codebook's order: the first that fits names the deal."""

LINKS = frozenset(
    {"dobj", "pobj", "prep", "compound", "pcomp", "acl", "xcomp", "relcl", "advcl", "nmod", "appos", "attr", "agent",
     "nsubjpass", "amod", "dative", "npadvmod", "oprd", "prt"}
)  # fmt: skip

UNDER = frozenset({"to", "under", "by", "through"})
"""Prepositions before the "which" of a clause that tells what a paper is for."""


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
        order = ("target", "talked", "share", "sum", "adopted", "formed", "weak", "medium", "strong")
        return max((trigger.sense.strength for trigger in self.triggers), key=order.index)


def type_rank(deal_type: str) -> int:
    """Place of a type in the codebook's order."""
    return TYPE_ORDER.index(deal_type)


def _chain(view: SentenceView, head: int) -> list[int]:
    found: list[int] = []
    below = head
    for token, dep in clauses.climb(view.parse, head, 8):
        if dep not in LINKS:
            break
        if (dep == "relcl" and says_who(view, below)) or (dep == "advcl" and _meanwhile(view, below)):
            break
        found.append(token)
        if dep == "relcl" and token in view.at and _goes_on(view, token):
            break
        below = token
    return found


def _meanwhile(view: SentenceView, verb: int) -> bool:
    """Whether a clause tells another matter beside: "while Y is weighing a loan"."""
    marks = {view.lower[c] for c in view.parse.children[verb] if view.parse.tokens[c].dep == "mark"}
    return bool(marks & cue_words("meanwhile"))


def _goes_on(view: SentenceView, name: int) -> bool:
    """Whether a comma stands after the name, so that a clause on it only says who that is: "X, which supplies Y"."""
    at = name
    while at + 1 < len(view.lower) and view.at.get(at + 1) == view.at[name]:
        at += 1
    return view.lower[at + 1 : at + 2] == (",",)


def _is_purpose(view: SentenceView, verb: int) -> bool:
    """Whether a verb is an infinitive that says what another is done for."""
    aux = any(view.lower[c] == "to" for c in view.parse.children[verb] if view.parse.tokens[c].dep == "aux")
    return aux and view.parse.tokens[verb].dep in ("advcl", "xcomp", "acl")


def _linked(view: SentenceView, low: Trigger, high: Trigger) -> bool:
    """Whether `low` stands in the grammar under `high`, so that both speak of one deal."""
    chain = _chain(view, low.head)
    if isinstance(low, VerbTrigger) and low.sense.scheme == "lend" and _gives_beside(view, low.head):
        return False
    if is_loan_before(view, low, high):
        return False
    if high.head in chain:
        return clauses.listed_before(view.parse, low.head) is None
    if isinstance(low, NounTrigger) and isinstance(high, VerbTrigger) and low.support == high.head:
        return "conj" not in low.via
    if isinstance(high, NounTrigger) and isinstance(low, NounTrigger) and _to_complete(view, low, high):
        return True
    if isinstance(high, NounTrigger) and isinstance(low, VerbTrigger) and _by_which(view, low, high):
        return True
    if isinstance(high, NounTrigger) and isinstance(low, VerbTrigger) and _under_which(view, low, high):
        return True
    if isinstance(high, NounTrigger) and isinstance(low, NounTrigger) and _is_what_for(view, low, high):
        return True
    if isinstance(high, NounTrigger) and isinstance(low, VerbTrigger) and "conj" not in high.via:
        return high.support == low.head or (high.support in chain and _is_purpose(view, low.head))
    return False


def _gives_beside(view: SentenceView, verb: int) -> bool:
    """Whether another giver is told in a clause with "with": "gets $6m from X, with Y contributing $9m"."""
    token = view.parse.tokens[verb]
    own = any(view.parse.tokens[c].dep == "nsubj" for c in view.parse.children[verb])
    return own and token.dep == "pcomp" and token.tag == "VBG" and view.lower[token.head] == "with"


def _to_complete(view: SentenceView, low: NounTrigger, high: NounTrigger) -> bool:
    """Whether a pact is only made to make the other deal: "entered a term sheet with X to complete an option"."""
    if low.support is None or low.support_sense is None or low.support_sense.use not in ("conclude", "complete"):
        return False
    made = high.support is not None and high.support_sense is not None and high.support_sense.use == "conclude"
    pact = high.sense.scheme == "pact" and high.head < low.head and low.support != high.support
    return made and pact and _is_purpose(view, low.support) and high.support in _chain(view, low.support)


def _is_what_for(view: SentenceView, low: NounTrigger, high: NounTrigger) -> bool:
    """Whether the parse hung on the verb what a paper is for: "signed a letter of intent for a stake in"."""
    signed = high.support is not None and high.support == low.support and high.via == ("dobj",) and high.head < low.head
    if not signed or high.sense.scheme != "pact" or low.via != ("pobj", "prep"):
        return False
    return view.lower[view.parse.tokens[low.head].head] in ("for", "on")


def _by_which(view: SentenceView, low: VerbTrigger, high: NounTrigger) -> bool:
    """Whether a participle tells the outcome of an investment: "through an investment in X, acquiring a 10% stake"."""
    token = view.parse.tokens[low.head]
    stake = "equity" in low.wanted and high.sense.scheme == "invest" and high.head < low.head
    return stake and token.dep == "advcl" and token.tag == "VBG" and token.head in _chain(view, high.head)


def _under_which(view: SentenceView, low: VerbTrigger, high: NounTrigger) -> bool:
    """Whether a verb tells what a paper is for: "signed an agreement with X, pursuant to which it will buy Y"."""
    made = high.support is not None and high.support_sense is not None and high.support_sense.use == "conclude"
    words = view.lower[high.head : low.head]
    if not made or ";" in words or low.sense.scheme not in ("buy", "sell", "invest"):
        return False
    by_it = any(one in UNDER and other == "which" for one, other in pairwise(words)) or "whereby" in words
    return by_it and low.sense.deal_type == high.sense.deal_type


def _same_list(view: SentenceView, one: Trigger, other: Trigger) -> bool:
    """Whether two nouns of one type stand in one list: "a loan and a guarantee"."""
    return (
        isinstance(one, NounTrigger)
        and isinstance(other, NounTrigger)
        and one.sense.deal_type == other.sense.deal_type == "financing"
        and (view.parse.tokens[one.head].head == other.head and view.parse.tokens[one.head].dep == "conj")
    )


def clusters(view: SentenceView, last: NounSense | None, just: bool) -> list[tuple[Trigger, ...]]:
    """Triggers of a sentence, those of one deal together; `last` is the deal's noun named before it, `just` now."""
    nouns = noun_triggers(view)
    told: list[Trigger] = [
        *nouns,
        *taken_up(view, nouns[0].sense if nouns else last, just or bool(nouns)),
        *(t for t in verb_triggers(view) if not any(n.first < t.head <= n.head for n in nouns)),
    ]
    triggers = [trigger for trigger in told if is_event(view, trigger)]
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


def _scheme(cluster: tuple[Trigger, ...]) -> str:
    into = [t for t in cluster if isinstance(t, NounTrigger) and t.sense.scheme == "invest"]
    outcome = [t for t in cluster if isinstance(t, VerbTrigger) and t.sense.scheme == "buy" and "equity" in t.wanted]
    if into and outcome and into[0].head < outcome[0].head and into[0].support != outcome[0].head:
        return "invest"  # "an investment in X, acquiring a 10% stake"
    own = [t.sense.scheme for t in cluster if isinstance(t, VerbTrigger)]
    nouns = [t.sense.scheme for t in cluster if isinstance(t, NounTrigger)]
    for scheme in own + nouns:
        if scheme != "pact":
            return scheme
    return (own + nouns)[0]


def _main(cluster: tuple[Trigger, ...]) -> Trigger:
    order = {
        "strong": 0,
        "medium": 1,
        "weak": 2,
        "sum": 3,
        "share": 3,
        "talked": 3,
        "adopted": 3,
        "formed": 3,
        "target": 3,
    }
    return min(cluster, key=lambda t: (type_rank(t.sense.deal_type), order[t.sense.strength], t.head))


def sentence_frames(reading: Reading, index: int, last: NounSense | None = None, just: bool = False) -> list[Frame]:
    """The frames of one parsed sentence, in order; `last` is the deal's noun named before it, `just` now."""
    view = reading.views[index]
    frames = []
    found = clusters(view, last, just)
    for whole in found:
        cluster = without_carriers(view, got_as_investment(view, without_purpose(view, whole)))
        if is_purpose_of_placing(view, cluster, found) or is_side_payment(view, cluster, found):
            continue
        scheme = "invest" if is_part_taken(view, cluster) else _scheme(cluster)
        of_right = (scheme in ("buy", "sell") and of_a_right(view, cluster)) or paid_for_output(view, cluster)
        stops = frozenset(t.head for other in found if other is not whole for t in other)
        arguments: list[Argument] = []
        for trigger in cluster:
            if isinstance(trigger, NounTrigger):
                placed = (
                    scheme == "invest" and trigger.sense.scheme == "issue" and is_joined_below(view, cluster, trigger)
                )
                arguments += noun_arguments(view, trigger, "issue" if placed else scheme)
            else:
                arguments += own_verb_arguments(view, trigger.head, scheme)
        if scheme == "invest" and is_invested_in(view, cluster, arguments):
            arguments = [replace(a, role="target") if a.place == "subject" and a.role else a for a in arguments]
        if view.sentence.kind == "title":
            arguments += listed_subjects(view, arguments)
        arguments += leaders_of_round(view, cluster, scheme)
        arguments += names_beyond_the_parse(view, cluster, scheme, arguments, stops)
        arguments = with_led_lists(view, arguments)
        arguments += whole_lists(view, arguments)
        if scheme in ("lend", "transfer"):
            arguments += dealt_out(view, arguments)
        if any(isinstance(t, NounTrigger) and t.plural for t in cluster):
            arguments += repeated_places(view, arguments)
        arguments = without_homes(view, with_answered_bids(view, cluster, arguments))
        if of_right:
            arguments = with_roles_of_right(arguments, sold=scheme == "sell")
        elif scheme == "lend" and grants_right(view, cluster):
            arguments = with_roles_of_grant(arguments)
        arguments = with_gapped_givers(view, with_agencies(view, cluster, with_takers(view, cluster, arguments)))
        arguments = without_arrangers(view, scheme, cluster, _without_tellers(view, arguments))
        main = _main(cluster)
        if any(isinstance(t, NounTrigger) and (seeks_money(view, t) or only_tries(view, t)) for t in cluster):
            continue
        sought = any(isinstance(t, NounTrigger) and bids_for_share(view, t) for t in cluster)
        if {t.sense.strength for t in cluster} == {"target"} and not (
            sought or any(a.role == "target" for a in arguments)
        ):
            continue
        if _merely_backs(view, cluster, arguments) or is_only_means(view, cluster) or stands_already(view, cluster):
            continue
        arguments = with_sides_of_supply(view, cluster, arguments + other_side(view, scheme, arguments))
        plural = isinstance(main, NounTrigger) and main.plural
        rule = f"{'noun' if isinstance(main, NounTrigger) else 'verb'}:{_label(main)}"
        frame = Frame(
            index,
            cluster,
            main,
            "financing" if of_right else main.sense.deal_type,
            "stream" if of_right else scheme,
            one_each(arguments),
            plural,
            _bare_state(view, cluster),
            rule,
        )
        found_by = found_side(view, scheme, frame.verb, arguments)
        frames.append(replace(frame, arguments=one_each([*arguments, *found_by])) if found_by else frame)
    return frames


def _without_tellers(view: SentenceView, arguments: list[Argument]) -> list[Argument]:
    """Arguments without those who only speak of what two others made: "X applauds the pact between A and B"."""
    between = {a.mention for a in arguments if a.role and a.place in ("between", "among")}
    if len(between) < 2:
        return arguments
    told = ("support_verb", "scan_left", "headline_list", "under_the_deal", "relative_clause")
    return [
        a
        for a in arguments
        if a.mention in between
        or a.place != "subject"
        or a.rule not in told
        or (view.mentions[a.mention].form in ("pronoun", "nominal") and not _comments(view, a.mention, between))
    ]


def _comments(view: SentenceView, mention: int, between: set[int]) -> bool:
    """Whether a verb of praise or blame stands between a name and those of the deal: "the Company applauds"."""
    first = max(t for t, m in view.at.items() if m == mention)
    last = min(t for t, m in view.at.items() if m in between)
    return bool(cue_words("commenting") & set(view.lemmas[first:last]))


def _merely_backs(view: SentenceView, cluster: tuple[Trigger, ...], arguments: list[Argument]) -> bool:
    """Whether a weak verb of funding ("backs mining at home") has neither a sum nor anybody who gets it."""
    weak = all(isinstance(t, VerbTrigger) and t.sense.strength == "weak" and t.sense.scheme == "lend" for t in cluster)
    purpose = all(_is_purpose(view, t.head) for t in cluster)
    if weak and not view.money and all(_is_described(view, t.head) for t in cluster):
        return True
    return weak and (purpose or not view.money) and not any(a.role == "recipient" for a in arguments)


def _is_described(view: SentenceView, verb: int) -> bool:
    """Whether a participle only says who somebody's backers are: "X, backed by Y, said"."""
    token = view.parse.tokens[verb]
    return token.dep == "acl" and token.tag == "VBN" and view.lower[verb - 1] == "," and token.head in view.at


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
