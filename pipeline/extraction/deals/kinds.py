"""The deal's type: the codebook's order, with what the clause and the parties add."""

from __future__ import annotations

import re

from pipeline.extraction.deals.clauses import objects, places, subjects
from pipeline.extraction.deals.feedstock import gets_ore
from pipeline.extraction.deals.frames import Frame, type_rank
from pipeline.extraction.deals.lexicon import cue_at, cue_words, pattern
from pipeline.extraction.deals.reading import GOVERNMENTAL, SentenceView
from pipeline.extraction.deals.tense import is_made
from pipeline.extraction.deals.triggers import NounTrigger, VerbTrigger
from pipeline.extraction.deals.verb_triggers import kind_of_object
from pipeline.records import DealType

SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*(?:%|per\s?cent|percent|pc)")


def _share(text: str) -> float | None:
    found = [float(number) for number in SHARE.findall(text)]
    return max(found) if found else None


def is_planlike(view: SentenceView, frame: Frame) -> bool:
    """Whether a deal's noun is one by which a bloc names what its members do together: "initiative", "compact"."""
    return any(isinstance(t, NounTrigger) and view.lemmas[t.head] in cue_words("planlike") for t in frame.triggers)


def _in_shares(view: SentenceView) -> bool:
    """Whether two or three shares are named that make a whole: "51% Alpha, 49% Beta"; or "in equal shares"."""
    shares = [float(number) for number in SHARE.findall(view.text(0, len(view.lower)))]
    return (sum(shares) == 100 and len(shares) in (2, 3)) or "equal shares" in view.text(0, len(view.lower))


def _is_royalty(view: SentenceView, frame: Frame) -> bool:
    """Whether what is bought or sold is a royalty or a stream: "sold a 2% royalty", "purchase of a stream"."""
    for trigger in frame.triggers:
        if trigger.sense.scheme not in ("buy", "sell", "take", "supply", "invest") or (
            isinstance(trigger, NounTrigger) and trigger.sense.strength == "strong"
        ):
            continue
        if isinstance(trigger, VerbTrigger):
            paid = trigger.sense.particle == "for" or trigger.sense.scheme == "invest"
            bought = places(view.parse, trigger.head).get("for", []) if paid else []
            held = [*objects(view.parse, trigger.head), *bought]
        else:
            held = places(view.parse, trigger.head).get("of", [])
        if any(view.lemmas[h] in cue_words("royalty") and h not in view.at for h in held):
            return True
    return False


def _is_spot(view: SentenceView, frame: Frame) -> bool:
    """Whether ore or metal is bought at once: "bought 480 tonnes for the stockpile", and nothing is of later years."""
    own = [t for t in frame.triggers if isinstance(t, VerbTrigger)]
    if not own or any(isinstance(t, NounTrigger) and t.sense.strength == "strong" for t in frame.triggers):
        return False
    words = set(view.lower) | set(view.lemmas)
    if cue_words("lasting") & words or view.lemmas[own[0].head] not in cue_words("buying_at_once"):
        return False
    tag = view.parse.tokens[own[0].head].tag
    helped = {view.lower[c] for c in view.parse.children[own[0].head] if view.parse.tokens[c].dep in ("aux", "auxpass")}
    done = tag in ("VBD", "VBN") and not {"be", "to", "will", "would", "is", "are"} & helped
    return done or bool(cue_words("stock") & words)


def _sells_ore(view: SentenceView, frame: Frame) -> bool:
    """Whether what a pact lets one side sell is ore or metal: "an agreement with X for the sale of concentrate"."""
    if not any(isinstance(t, NounTrigger) and t.sense.scheme == "pact" for t in frame.triggers):
        return False
    for trigger in frame.triggers:
        if not isinstance(trigger, NounTrigger) or trigger.sense.scheme != "sell":
            continue
        heads = places(view.parse, trigger.head).get("of", [])
        heads = [*heads, *(t for h in heads for t in places(view.parse, h).get("of", []))]
        kinds = {kind_of_object(view, h) for h in heads if h not in view.at}
        if "commodity" in kinds and "asset" not in kinds:
            return True
    return False


def _sells_new_shares(view: SentenceView, frame: Frame) -> bool:
    """Whether what is sold is what a placing issues: "a private placement, for $5m from the sale of units"."""
    nouns = [t for t in frame.triggers if isinstance(t, NounTrigger)]
    placed = any(t.sense.scheme == "issue" and t.sense.strength == "strong" for t in nouns)
    sold = [h for t in nouns if t.sense.scheme == "sell" for h in places(view.parse, t.head).get("of", [])]
    return placed and any(view.lemmas[h] in cue_words("sold_in_placing") for h in sold)


def _is_asset(view: SentenceView, head: int) -> bool:
    """Whether what is bought is, or is part of, a mine, licence or works: "40% of the mine", "a stake in a project"."""
    holders = [head, *(c for c in view.parse.children[head] if view.parse.tokens[c].dep in ("dobj", "nsubjpass"))]
    inner = [t for h in holders for place in ("of", "in") for t in places(view.parse, h).get(place, [])]
    if any(view.parse.tokens[t].pos == "PROPN" and t not in view.at for t in inner):
        return True  # "15% of Hotazel West": a name that is no company's is a mine's
    return any(
        kind_of_object(view, t) == "asset" and t not in view.at and _is_ground(view, t) for t in [*holders, *inner]
    )


def _is_ground(view: SentenceView, token: int) -> bool:
    """Whether a noun is of a mine, licence or works rather than of a company or a part of one."""
    return view.lemmas[token] not in cue_words("enterprise")


def _bought_out(view: SentenceView, verb: int) -> bool:
    """Whether a holder is bought out: what one then has is the whole."""
    return list(view.lower[verb + 1 : verb + 2]) == ["out"]


def _acquisition_or_stake(view: SentenceView, frame: Frame, text: str) -> str:
    """A minority of a company's shares is an investment; a mine, a licence or control of a company is acquired."""
    nouns = [t for t in frame.triggers if isinstance(t, NounTrigger)]
    equity = any(t.sense.scheme == "invest" for t in nouns) or any(
        isinstance(t, VerbTrigger) and "equity" in t.wanted for t in frame.triggers
    )
    if not equity:
        return "acquisition"
    if any(isinstance(t, VerbTrigger) and _bought_out(view, t.head) for t in frame.triggers):
        return "acquisition"
    into_asset = any(_is_asset(view, t.head) for t in frame.triggers)
    share = _share(text)
    whole = cue_words("whole") & set(view.lower) or pattern("all shares").search(text)
    if (share is not None and share > 50) or whole or into_asset:
        return "acquisition"
    return "equity_investment"


_FAR = 9
"""Tokens behind a contract's noun within which "for" says what it is for."""


def _for_ore(view: SentenceView, frame: Frame) -> bool:
    """Whether a contract is for ore or metal: "signed with X for 60,000 tonnes of copper a year", "a contract with X
    for spodumene"."""
    for trigger in frame.triggers:
        last = trigger.head + _FAR
        for at in (i for i in range(trigger.head + 1, min(last, len(view.lower))) if view.lower[i] == "for"):
            over = view.parse.tokens[at].head
            hangs = over in (trigger.head, getattr(trigger, "support", None)) or (
                over in view.at and trigger.head < over < at
            )
            named = [c for c in view.parse.children[at] if view.parse.tokens[c].dep == "pobj"]
            if hangs and any(view.lemmas[c] in cue_words("quantity") or _is_mineral(view, c) for c in named):
                return True
    return False


def _is_mineral(view: SentenceView, token: int) -> bool:
    """Whether a noun is the name of a mineral or of a form of it: "spodumene", "graphite"."""
    start = view.parse.tokens[token].start
    return token not in view.at and any(m.start <= start < m.end for m in view.minerals)


def _of_quantity(view: SentenceView) -> bool:
    """Whether the sentence is on the sale of so much ore: "an agreement that provides for the sale of 900 tonnes"."""
    sold = any(cue_at("supply", view.lower, i) for i in range(len(view.lower)))
    return sold and bool(cue_words("quantity") & set(view.lemmas))


def _paid_upfront(view: SentenceView) -> bool:
    """Whether a sum is paid for metal to come, as for a stream: "will pay $175m upfront for 22% of the silver"."""
    words = view.text(0, len(view.lower))
    return pattern("paid ahead").search(words) is not None and bool(cue_words("streamed") & set(view.lower))


def _all_for_years(view: SentenceView, verb: int) -> bool:
    """Whether what is bought is what comes out over some years: "agreed to buy all of it for ten years"."""
    held = [h for h in objects(view.parse, verb) if h not in view.at or view.parse.tokens[h].pos == "PRON"]
    words = {view.lower[i] for h in held for i in (h, *view.parse.children[h])}
    return (
        bool(words & cue_words("all_of_it"))
        and pattern("over years").search(view.text(verb, len(view.lower))) is not None
    )


def _in_debt(view: SentenceView, verb: int) -> bool:
    """Whether what is bought is debt: "buying $120 million of convertible debentures"."""
    held = objects(view.parse, verb)
    inner = [t for h in held for t in places(view.parse, h).get("of", [])]
    return any(view.lemmas[t] in cue_words("debt") - cue_words("royalty") for t in [*held, *inner])


def _partly_debt(view: SentenceView, frame: Frame) -> bool:
    """Whether money is raised by debt too, and no shares are named: "a $9m funding round of equity and debt"."""
    words = set(view.lemmas)
    return frame.scheme == "issue" and bool(cue_words("loaned") & words) and not cue_words("placed") & words


def _with_state(view: SentenceView, frame: Frame, party_types: set[str]) -> bool:
    """Whether a company and a state settle the terms of a mine, and do not join in anything."""
    if "company" not in party_types or "country" not in party_types or party_types - {"company", "country"}:
        return False
    joined = cue_words("joining")
    return not any(
        view.lemmas[i] in joined or view.lower[i] in joined
        for t in frame.triggers
        if isinstance(t, NounTrigger)
        for i in range(max(0, t.first - 3), t.head + 1)
    )


def _is_pact_of_states(view: SentenceView, frame: Frame) -> bool:
    """Whether the money is only a term of a pact that binds all its sides: "signed a framework under which the two
    governments will provide $2bn"."""
    pact, *_ = [*(t for t in frame.triggers if isinstance(t, NounTrigger)), None]
    if pact is None or pact.sense.scheme != "pact" or not is_made(view, pact):
        return False
    doers = [s for t in frame.triggers if isinstance(t, VerbTrigger) for s in subjects(view.parse, t.head)]
    return any(len(view.mentions[view.at[s]].entities) > 1 for s in doers if s in view.at)


def deal_type_of(view: SentenceView, frame: Frame, party_types: set[str]) -> DealType:
    """The type that the frame's words show, given what kinds of party it has."""
    text = view.text(0, len(view.lower))
    words = set(view.lower) | set(view.lemmas)
    found = frame.deal_type
    governments = bool(party_types) and party_types <= GOVERNMENTAL
    own = [t for t in frame.triggers if isinstance(t, VerbTrigger) and t.sense.deal_type != "generic"]
    if found == "generic":
        typed = [t.sense.deal_type for t in frame.triggers if t.sense.deal_type != "generic"]
        if typed:
            found = min(typed, key=type_rank)
        elif governments:
            if party_types == {"bloc"} and is_planlike(view, frame):
                return "action_plan"
            return "intergovernmental_agreement"
        elif cue_words("joint") & words or _in_shares(view):
            return "joint_venture"
        elif (
            cue_words("supply") & words or _for_ore(view, frame) or _of_quantity(view) or gets_ore(view, frame.triggers)
        ):
            return "offtake"
        elif cue_words("settling") & words or _with_state(view, frame, party_types):
            return "other"
        else:
            return "partnership"
    if found == "acquisition" and not own and _sells_new_shares(view, frame):
        return "equity_investment"
    if found == "acquisition" and not own and _sells_ore(view, frame):
        return "offtake"
    if found in ("financing", "equity_investment") and governments and _is_pact_of_states(view, frame):
        return "intergovernmental_agreement"  # what they will pay stands in their pact
    if found in ("equity_investment", "offtake") and own and _paid_upfront(view):
        return "financing"
    if found in ("acquisition", "equity_investment") and any(_in_debt(view, t.head) for t in own):
        return "financing"
    if found == "acquisition" and any(_all_for_years(view, t.head) for t in own):
        return "offtake"
    if found in ("acquisition", "equity_investment", "offtake") and _is_royalty(view, frame):
        return "financing"
    if found == "offtake" and _is_spot(view, frame):
        return "purchase"
    if (found == "acquisition" and (own or frame.main.sense.strength != "strong")) or (
        found == "equity_investment" and own and own[0].sense.scheme in ("buy", "sell")
    ):
        found = _acquisition_or_stake(view, frame, text)
    if found == "financing" and not cue_words("debt") & words:
        placed = any(isinstance(t, NounTrigger) and t.sense.scheme == "issue" for t in frame.triggers)
        if placed or cue_words("placed") & words:
            return "equity_investment"
    if found == "equity_investment" and _partly_debt(view, frame):
        return "financing"
    if party_types == {"bloc"} and found in ("partnership", "generic") and is_planlike(view, frame):
        return "action_plan"
    if found == "partnership" and party_types and party_types <= {"country", "bloc"}:
        return "intergovernmental_agreement"
    if found == "action_plan" and not party_types & GOVERNMENTAL:
        return "partnership"
    match found:
        case (
            "mou"
            | "action_plan"
            | "offtake"
            | "joint_venture"
            | "acquisition"
            | "equity_investment"
            | "financing"
            | "purchase"
            | "intergovernmental_agreement"
            | "partnership"
        ):
            return found
        case _:
            return "other"
