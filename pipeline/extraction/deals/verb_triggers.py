"""Verbs that show a deal by themselves, by what stands as their object."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.deals.clauses import climb, is_passive, objects, places, recipients, subjects
from pipeline.extraction.deals.lexicon import VerbSense, cue_words, noun_senses, object_kinds
from pipeline.extraction.deals.paying import is_use_of_money, pays_for_asset
from pipeline.extraction.deals.public_works import puts_behind_works
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.states_together import states_together
from pipeline.extraction.deals.talks import over_assets
from pipeline.extraction.deals.triggers import LEAST, VERBAL, VerbTrigger, senses_of
from pipeline.extraction.deals.ventures import (
    agreed_with,
    by_two,
    done_together,
    found_customer,
    founded_by_two,
    given_up,
)
from pipeline.records import MineralMention

FAR_SUM = 4
"""Steps in the grammar from a sum to a verb that has an object of its own."""
SATISFIES = {
    "asset": frozenset({"asset", "equity", "name"}),
    "holding": frozenset({"asset", "equity"}),
    "work": frozenset({"asset", "commodity", "name"}),
    "interest": frozenset({"equity"}),
    "commodity": frozenset({"commodity"}),
    "money": frozenset({"money"}),
}


def kind_of_object(view: SentenceView, head: int) -> str:
    """What an object is: `asset`, `equity`, `commodity`, `money`, `name` or empty."""
    for money in view.money:
        if (
            money.amount >= LEAST
            and view.parse.tokens[head].start < money.end
            and money.start < view.parse.tokens[head].end
        ):
            return "money"
    if head in view.at:
        return "name"
    return object_kinds().get(view.lemmas[head]) or object_kinds().get(view.lower[head]) or ""


def _is_all_that(view: SentenceView, token: int) -> bool:
    """Whether a pronoun stands for output: "everything that the mine produces", "all it digs"."""
    if view.lower[token] not in ("everything", "all", "anything", "whatever", "what"):
        return False
    return any(view.lemmas[c] in cue_words("producing") for c in view.parse.children[token])


def _object_kinds(view: SentenceView, verb: int) -> set[str]:
    """Kinds of what a verb is done to, or of what somebody is supplied with: "will supply X with ore"."""
    found = _kinds_of(view, objects(view.parse, verb))
    if found <= {"name"} and any(sense.scheme == "supply" for sense in senses_of(view, verb)):
        found |= _kinds_of(view, places(view.parse, verb).get("with", [])) - {"name"}
    return found


def _kinds_of(view: SentenceView, heads: Sequence[int]) -> set[str]:
    found = set()
    for head in heads:
        found.add(kind_of_object(view, head))
        for child in view.parse.children[head]:
            dep = view.parse.tokens[child].dep
            if dep in ("conj", "appos", "nmod", "nummod", "compound", "amod"):
                kind = kind_of_object(view, child)
                if kind and kind != "name":
                    found.add(kind)
            if dep == "prep" and view.lower[child] == "of":
                inner = {kind_of_object(view, grand) for grand in view.parse.children[child]} - {"", "name"}
                clause = any(
                    view.parse.tokens[grand].dep == "pcomp" or _is_all_that(view, grand)
                    for grand in view.parse.children[child]
                )
                if "equity" in found and (clause or inner == {"commodity"}):
                    found.discard("equity")
                    inner = {"commodity"}
                found |= inner
    return found - {""}


def _is_a_business(view: SentenceView, verb: int) -> bool:
    """Whether a verb only says what somebody does for a living: "a miner focused on acquiring lithium projects"."""
    token = view.parse.tokens[verb]
    if token.dep != "pcomp" or token.tag != "VBG":
        return False
    above = view.parse.tokens[token.head].head
    return view.lemmas[above] in cue_words("business") or view.lower[above] in cue_words("business")


def _of_old(view: SentenceView, verb: int) -> bool:
    """Whether a verb of getting ore only says where it comes from: "magnets sourced from China", "by sourcing"."""
    token = view.parse.tokens[verb]
    if view.lemmas[verb] not in cue_words("sourcing"):
        return False
    habit = token.tag in ("VBZ", "VBP") and any(h in view.at and view.is_state(h) for h in subjects(view.parse, verb))
    return habit or is_passive(view.parse, verb) or token.dep in ("acl", "relcl", "advcl", "pcomp", "csubj", "amod")


def _only_favours(view: SentenceView, verb: int) -> bool:
    """Whether a verb only tells that somebody is for a pact or purchase of others': "the board backs the deal"."""
    if view.lemmas[verb] not in cue_words("approving"):
        return False
    wanted = [s for head in objects(view.parse, verb) for s in noun_senses().get(view.lemmas[head], ())]
    return any(s.scheme in ("pact", "buy") and len(s.phrase) == 1 for s in wanted)


def _is_let(view: SentenceView, verb: int) -> bool:
    """Whether what somebody gets is leave for a purchase: "received approval from the exchange for its purchase"."""
    leave = [head for head in objects(view.parse, verb) if view.lemmas[head] in cue_words("assent")]
    wanted = [n for head in (*leave, verb) for n in places(view.parse, head).get("for", [])]
    return bool(leave) and any(s.scheme == "buy" for n in wanted for s in noun_senses().get(view.lemmas[n], ()))


def says_who(view: SentenceView, verb: int) -> bool:
    """Whether a relative clause stands right after a name and a comma, and says who that is: "X, which supplies Y"."""
    starts = [c for c in view.parse.children[verb] if view.lower[c] in ("which", "who") and c < verb]
    return any(c > 1 and view.lower[c - 1] == "," and c - 2 in view.at for c in starts)


def _to_nobody(view: SentenceView, verb: int) -> bool:
    """Whether money is only promised, and nobody is told to get it: "X promised $2bn of investment"."""
    if view.lemmas[verb] not in cue_words("promising"):
        return False
    if view.lemmas[verb] in cue_words("announcing"):
        return not _told_for_whom(view, verb)
    taken = recipients(view.parse, verb) or {"to", "for", "toward", "towards"} & set(places(view.parse, verb))
    return not taken and not is_passive(view.parse, verb) and not pays_for_asset(view, verb)


def _told_for_whom(view: SentenceView, verb: int) -> bool:
    """Whether a sum announced is for somebody named: "announced $6 million for X"."""
    sums = [verb, *objects(view.parse, verb)]
    return any(
        head in view.at and not view.is_state(head) for s in sums for head in places(view.parse, s).get("for", [])
    )


def _is_a_chance(view: SentenceView, verb: int) -> bool:
    """Whether a verb only says what somebody could do: "an opportunity to buy a mine"."""
    token = view.parse.tokens[verb]
    return (
        token.dep in ("acl", "relcl", "xcomp") and token.tag == "VB" and view.lemmas[token.head] in cue_words("chance")
    )


def _qualifies(view: SentenceView, at: int) -> bool:
    """Whether a participle is the end of a joined word that says what somebody is: "state-backed"."""
    return view.parse.tokens[at].tag == "VBN" and at > 0 and view.lower[at - 1] == "-" and at not in view.at


def verb_triggers(view: SentenceView) -> list[VerbTrigger]:
    """Verbs that show a deal by themselves, with an object of the kind they want."""
    found = []
    for at, token in enumerate(view.parse.tokens):
        if token.pos not in VERBAL and not token.tag.startswith("VB"):
            continue
        known = senses_of(view, at)
        senses = [s for s in known if s.use == "own"]
        stopped = None if senses else given_up(view, at, any(s.use == "end" for s in known))
        done = stopped or agreed_with(view, at) or done_together(view, at) or founded_by_two(view, at)
        done = done or found_customer(view, at) or states_together(view, at) or puts_behind_works(view, at)
        if done is not None:
            found.append(VerbTrigger(at, done, "asset"))
            continue
        if not senses or any(view.lower[c] in ("if", "unless") for c in view.parse.children[at]):
            continue
        if (
            _only_favours(view, at)
            or _is_let(view, at)
            or _is_a_business(view, at)
            or _of_old(view, at)
            or _is_a_chance(view, at)
            or _to_nobody(view, at)
            or is_use_of_money(view, at)
            or _qualifies(view, at)
        ):
            continue
        if view.lemmas[at] in cue_words("building") and not by_two(view, at):
            senses = [s for s in senses if s.strength != "weak"]
        if token.tag in ("VBZ", "VBP") and token.dep == "relcl" and says_who(view, at):
            continue
        kinds = _object_kinds(view, at)
        if not kinds and view.lemmas[at] in cue_words("going"):
            kinds = {kind_of_object(view, head) for head in subjects(view.parse, at)}
            kinds |= {"commodity" for m in view.minerals for h in subjects(view.parse, at) if _stands_at(view, m, h)}
        particles = [s for s in senses if s.particle]
        chosen: VerbSense | None = None
        for sense in particles + [s for s in senses if not s.particle]:
            if sense.particle == "for" and sense.wants == "asset":
                if pays_for_asset(view, at):
                    chosen = sense
                    break
                continue
            if sense.wants == "talked":
                if over_assets(view, at):
                    chosen = sense
                    break
                continue
            if sense.wants in ("", "any") or (sense.wants == "none" and _has_no_object(view, at)):
                chosen = sense
                break
            if sense.wants == "none":
                continue
            if kinds & SATISFIES[sense.wants]:
                if sense.wants in ("asset", "holding") and "commodity" in kinds and not kinds & {"asset", "equity"}:
                    continue
                chosen = sense
                break
        if chosen is None and _money_near(view, at) and any(s.wants == "money" for s in senses):
            chosen = next(s for s in senses if s.wants == "money")
        if chosen is not None:
            found.append(VerbTrigger(at, chosen, "|".join(sorted(kinds))))
    return found


def _has_no_object(view: SentenceView, verb: int) -> bool:
    """Whether a verb has no object: nor one that the parse took for its subject ("the deal signed with X gives")."""
    held = subjects(view.parse, verb)
    return not objects(view.parse, verb) and not any(view.lemmas[h] in noun_senses() and h not in view.at for h in held)


def _stands_at(view: SentenceView, mineral: MineralMention, token: int) -> bool:
    return mineral.start <= view.parse.tokens[token].start < mineral.end


def _money_near(view: SentenceView, verb: int) -> bool:
    """A sum that hangs on the verb with no other verb between, or stands right after it."""
    start = view.parse.tokens[verb].end
    reach = FAR_SUM if objects(view.parse, verb) else 5
    for money in view.money:
        if money.amount < LEAST:
            continue
        if 0 <= money.start - start <= 16:
            return True
        for token, dep in climb(view.parse, view.token_at(max(money.start, money.end - 1)), reach):
            if token == verb:
                return dep != "nsubj" or not objects(view.parse, verb)  # "the bid, worth $3bn, got the green light"
            if view.parse.tokens[token].pos in VERBAL:
                break
    return False
