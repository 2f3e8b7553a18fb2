"""Nouns that name a deal, with the verb that makes, gives, gets or ends what they name."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction.deals.clauses import climb, objects, places, possessors
from pipeline.extraction.deals.lexicon import (
    SETTLING,
    NounSense,
    VerbSense,
    cue_at,
    cue_words,
    noun_senses,
    object_kinds,
)
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.spread import spread_venture
from pipeline.extraction.deals.talks import is_in_talks
from pipeline.extraction.deals.triggers import VERBAL, NounTrigger, senses_of

QUOTES = frozenset({'"', "“", "”", "‘", "'", "``", "''"})
STEP_DEPS = frozenset(
    {"dobj", "nsubjpass", "pobj", "prep", "compound", "conj", "attr", "appos", "pcomp", "nmod", "oprd", "dative",
     "npadvmod", "amod", "acl", "xcomp", "ccomp", "dep", "nsubj", "agent", "poss"}
)  # fmt: skip
"""Relations climbed from a deal's noun to its verb."""
UNDER = {"adopted": "adopting", "formed": "founding"}
"""By the strength of nouns that name a deal only under certain verbs: the cue of those verbs."""


def _matches(view: SentenceView, sense: NounSense, at: int) -> bool:
    size = len(sense.phrase)
    if at + size > len(view.lower):
        return False
    if sense.capitals and not view.parse.tokens[at].text.isupper():
        return False
    for word, lower, lemma in zip(sense.phrase, view.lower[at : at + size], view.lemmas[at : at + size], strict=True):
        if word not in (lower, lemma):
            return False
    return True


def _holds_deal(view: SentenceView, noun: int) -> bool:
    """Whether what is done to a noun is done to the deal under it: "the signing of", "a package of", "talks on"."""
    lemma = view.lemmas[noun]
    return lemma in cue_words("container") or lemma in noun_senses() or lemma in object_kinds() or noun in view.at


def _is_ended(view: SentenceView, head: int, via: list[str]) -> bool:
    """Whether a verb of ending has the deal itself for object or subject, or what it is walked away from."""
    if via[0] in ("dobj", "nsubj", "nsubjpass"):
        return len(via) == 1
    return len(via) == 2 and via[0] == "pobj" and view.lower[view.parse.tokens[head].head] in ("from", "of", "on")


def _of_its_own(view: SentenceView, verb: int) -> bool:
    """Whether a verb has an object beside its subject: "the alliance has reached new heights" concludes nothing."""
    return any(view.parse.tokens[child].dep == "dobj" for child in view.parse.children[verb])


def _support(
    view: SentenceView, head: int, scheme: str, weak: bool = False
) -> tuple[int | None, VerbSense | None, tuple[str, ...]]:
    via: list[str] = []
    parse = view.parse
    below = head
    for token, dep in climb(parse, head):
        if dep not in STEP_DEPS:
            break
        via.append(dep)
        by_way = dep == "prep" and scheme in ("pact", "offtake") and view.lower[below] in cue_words("by_way")
        under, below = below, token
        if by_way:
            return None, None, tuple(via)
        if dep == "prep" and parse.tokens[token].pos in ("NOUN", "PROPN") and not _holds_deal(view, token):
            break
        if parse.tokens[token].pos in VERBAL:
            senses = tuple(
                s
                for s in senses_of(view, _participle_of(view, token))
                if (s.use != "end" or _is_ended(view, head, via))
                and s.wants != "talked"
                and not (s.wants == "none" and via[0] == "dobj")
                and not (s.wants == "money" and s.particle == "for")
                and not (scheme == "pact" and s.use == "give" and view.lemmas[token] in cue_words("giving_money"))
                and not (s.use == "give" and view.lemmas[token] in cue_words("moving_on") and "prep" in via)
                and not (dep == "dobj" and s.particle and s.lemma in cue_words("ending_in"))
                and not (s.use == "conclude" and dep == "nsubj" and _of_its_own(view, token))
                and not (s.use == "conclude" and dep == "prep" and view.lower[under] in cue_words("under"))
                and not (s.use == "propose" and dep == "prep" and view.lower[under] in cue_words("by_means_of"))
            )
            if senses:
                pact = [s for s in senses if s.use != "give"] if scheme == "pact" else []  # "extended a partnership"
                return token, (pact or senses)[0], tuple(via)
            if dep in ("dobj", "nsubjpass", "nsubj"):
                break
    for child in parse.children[head]:
        if parse.tokens[child].dep in ("acl", "relcl") and child not in view.at:
            made = [s for s in senses_of(view, child) if s.use != "own"]
            if made:
                return child, made[0], ("below",)
    for token in range(head - 1, max(-1, head - 9), -1):
        if view.lower[token] in (",", ";", ":"):
            break
        if parse.tokens[token].pos in VERBAL:
            before = [s for s in senses_of(view, token) if s.use != "own"]
            if before:
                return token, before[0], ("before",)
            break
    return None, None, tuple(via)


def _participle_of(view: SentenceView, verb: int) -> int:
    """The participle right after "has", where the parse took it for an adjective: "has secured commitments"."""
    after = verb + 1
    tokens = view.parse.tokens
    if view.lemmas[verb] != "have" or after >= len(tokens) or tokens[after].tag != "VBN" or tokens[after].dep != "amod":
        return verb
    return after if senses_of(view, after) else verb


def _is_modifier(view: SentenceView, noun: int) -> bool:
    """Whether a deal's noun only qualifies another noun: "acquisition strategy", "joint venture partner"."""
    token = view.parse.tokens[noun]
    if token.dep not in ("compound", "nmod", "amod") or token.head <= noun or token.head in view.at:
        return False
    if view.parse.tokens[token.head].tag == "VBG" and objects(view.parse, token.head):
        return False  # "a placement generating gross proceeds of"
    lemma = view.lemmas[token.head]
    return lemma not in noun_senses() and lemma not in cue_words("container")


def _is_misnomer(view: SentenceView, at: int, head: int) -> bool:
    """Whether the word before makes another thing of a deal's noun: "regulatory framework", "waste stream"."""
    for first in range(max(0, at - 2), at):
        size = cue_at("misnomer", view.lower, first) or cue_at("misnomer", view.lemmas, first)
        if size and first + size > at and first + size <= head + 1:
            return True
    return False


def _is_alias(view: SentenceView, at: int) -> bool:
    """Whether a deal's noun is only the short name given in brackets to the one before: (the “Agreement”)."""
    if at < 2 or view.lower[at - 1] not in QUOTES:
        return False
    return "(" in view.lower[max(0, at - 5) : at - 1]


def _in_an_office(view: SentenceView, at: int) -> bool:
    """Whether a deal's noun in capitals is of an office or body: "the Undersecretary of Defense for Acquisition"."""
    tokens = view.parse.tokens
    if at < 3 or view.sentence.kind != "body" or not tokens[at].text.istitle() or at in view.at:
        return False
    return view.lower[at - 1] in ("for", "of") and tokens[at - 2].text.istitle() and tokens[at - 2].tag == "NNP"


def _is_paid_off(view: SentenceView, noun: int) -> bool:
    """Whether a debt is only repaid or brought down: "reducing its senior debt facility", "repayment of the loan"."""
    for head, dep in climb(view.parse, noun, 2):
        if dep not in ("dobj", "nsubjpass", "pobj", "prep") or view.lower[head] in cue_words("under"):
            return False
        if view.lemmas[head] in cue_words("paying_off"):
            return True
    return False


def _one_of(view: SentenceView, noun: int) -> bool:
    """Whether only one of several is meant: "one of X's largest purchases to date"."""
    above = view.parse.tokens[noun].head
    if view.parse.tokens[noun].dep != "pobj" or view.lower[above] != "of":
        return False
    return view.lower[view.parse.tokens[above].head] in cue_words("one_of")


def _of_named(view: SentenceView, noun: int) -> bool:
    """Whether what is bought bears a name and is no party: "its acquisitions of the Tarn and Lark properties"."""
    tokens = view.parse.tokens
    bought = [head for head in places(view.parse, noun).get("of", []) if head not in view.at]
    inner = [c for head in bought for c in (head, *view.parse.children[head])]
    return any(tokens[i].tag in ("NNP", "NNPS") and i not in view.at for i in inner)


def _beside_sum(view: SentenceView, first: int, head: int) -> bool:
    """Whether a sum of money stands within a few words of a noun: "a US$130 million facility"."""
    tokens = view.parse.tokens
    low, high = tokens[max(0, first - 7)].start, tokens[min(len(tokens) - 1, head + 5)].end
    return any(low <= money.start < high for money in view.money)


def _is_works(view: SentenceView, at: int) -> bool:
    """Whether a facility is a plant: "a 750 tpd facility", "construction of a $4 billion facility to make magnets"."""
    if view.lemmas[at] != "facility":
        return False
    before, near = set(view.lower[max(0, at - 3) : at]), set(view.lower[max(0, at - 9) : at + 7])
    built = set(view.lemmas[max(0, at - 9) : at + 12]) & cue_words("works_built")
    lent = near & cue_words("works_lent")
    return bool(cue_words("works_word") & before) or bool(built and not lent)


def _names_a_deal(view: SentenceView, first: int, head: int, sense: NounSense) -> bool:
    """Whether a name that holds a deal's noun ends in it, as "Critical Minerals Framework" does."""
    if sense.strength == "weak" or sense.scheme != "pact":
        return False
    mention = view.mentions[view.at[first]]
    inner = first if head > first and view.lower[first + 1] == "of" else head
    return mention.form == "name" and view.parse.tokens[head].end >= mention.end and inner > view.first_token(first)


def noun_triggers(view: SentenceView) -> list[NounTrigger]:
    """Nouns and noun phrases that name a deal, longest match first, none inside a name."""
    found: list[NounTrigger] = []
    taken = -1
    parse = view.parse
    known = noun_senses()
    for at in range(len(view.lower)):
        if at <= taken:
            continue
        if view.lower[at] not in known and view.lemmas[at] not in known:
            continue
        for key in sorted({view.lower[at], view.lemmas[at]}):
            senses = noun_senses().get(key, ())
            sense = next((s for s in senses if _matches(view, s, at)), None)
            spread = None if sense is not None else spread_venture(view, senses, at)
            if spread is not None:
                sense, head = spread
            elif sense is None:
                continue
            else:
                head = at + len(sense.phrase) - 1
            if sense.strength == "share" and not set(view.lower[max(0, at - 8) : head + 6]) & cue_words("share"):
                continue
            if sense.strength == "sum" and (not _beside_sum(view, at, head) or _is_works(view, at)):
                continue
            if sense.strength == "talked" and not is_in_talks(view, at):
                continue
            if _is_misnomer(view, at, head) or _is_alias(view, at) or _in_an_office(view, at):
                continue
            if (
                at in view.at
                and head in view.at
                and view.at[at] == view.at[head]
                and not _names_a_deal(view, at, head, sense)
            ):
                continue
            if (
                len(sense.phrase) == 1
                and parse.tokens[at].pos in VERBAL
                and (parse.tokens[at].dep != "pobj" or parse.tokens[at].tag == "VBG")
            ):
                continue
            inner = at if len(sense.phrase) > 2 and sense.phrase[1] == "of" else head
            if _is_modifier(view, inner):
                continue
            if sense.deal_type == "financing" and _is_paid_off(view, inner):
                continue
            support, support_sense, via = _support(view, inner, sense.scheme, sense.strength == "weak")
            under = UNDER.get(sense.strength)
            if under is not None and (support is None or view.lemmas[support] not in cue_words(under)):
                continue
            plural = parse.tokens[inner].tag in ("NNS", "NNPS") or view.lower[inner].endswith(("oranda", "ous"))
            plural = plural or (parse.tokens[inner].tag == "NNP" and view.lower[inner] == f"{view.lemmas[inner]}s")
            plural = plural and not _one_of(view, inner) and not (sense.scheme == "buy" and _of_named(view, inner))
            found.append(NounTrigger(at, inner, sense, plural, support, support_sense, via))
            taken = head
            break
    return found


def taken_up(view: SentenceView, last: NounSense | None, just: bool) -> list[NounTrigger]:
    """Pronouns that stand for the deal's noun named before: "the one concluded with", "a non-binding one with".

    "Did the same with" is of a deal only where that noun has `just` been named: in this sentence or the one before.
    """
    if last is None:
        return []
    found = []
    for at, word in enumerate(view.lower):
        if word == "same" and view.lower[at + 1 : at + 2] == ("with",) and "do" in view.lemmas[max(0, at - 3) : at]:
            if not just:
                continue
            doing = next(i for i in range(at - 1, -1, -1) if view.lemmas[i] == "do")
            found.append(NounTrigger(at, at, last, False, doing, senses_of(view, doing)[0], ("dobj",)))
            continue
        if (
            word == "other"
            and found
            and view.lower[at - 1] == "the"
            and view.lower[at + 1 : at + 2] in (("with",), ("between",))
        ):
            found.append(replace(found[-1], first=at, head=at))  # "one with A, the other with B"
            continue
        if word not in ("one", "another", "that", "those") or view.parse.tokens[at].pos not in (
            "NOUN",
            "NUM",
            "PRON",
            "DET",
        ):
            continue
        if at in view.at or view.parse.tokens[at].dep in ("nsubj", "nummod", "det", "mark"):
            continue
        following = view.lower[at + 1 : at + 2]
        support, sense, via = _support(view, at, last.scheme)
        concluding = support is not None and any(s.use in SETTLING for s in senses_of(view, support))
        below = [c for c in view.parse.children[at] if view.parse.tokens[c].dep in ("acl", "relcl")]
        made = any(s.use == "conclude" for c in below for s in senses_of(view, c))
        alike = view.lower[at - 1] in cue_words("alike") and (just or bool(found))
        if made or ((concluding or alike) and following in (("with",), ("between",))):
            found.append(NounTrigger(at, at, last, word == "those", support, sense, via))
    return found


def seeks_money(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether what is sought is money and no company: "in its pursuit of funding"."""
    sought = places(view.parse, trigger.head).get("of", []) if trigger.sense.strength == "target" else []
    return any(s.deal_type == "financing" for head in sought for s in noun_senses().get(view.lemmas[head], ()))


def only_tries(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a bid is only an attempt at something else than buying: "met the union in a bid to end a strike"."""
    to = trigger.head + 1
    over = view.parse.tokens[trigger.head]
    if over.dep != "pobj" or view.lower[over.head] != "in" or view.lower[to : to + 1] != ("to",):
        return False
    if trigger.sense.strength != "target" or to + 1 >= len(view.lower):
        return False
    return not any(s.scheme == "buy" for s in senses_of(view, to + 1)) and view.lower[to + 1] not in cue_words("taking")


def bids_for_share(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a bid that a verb makes or ends is for a share, no company named, or for somebody's mines: "dropped a bid
    for a holding", "raised its bid for X's mines"."""
    if view.lemmas[trigger.head] not in cue_words("bidding") or trigger.support is None:
        return False
    heads = places(view.parse, trigger.head).get("for", [])
    kinds = {head: object_kinds().get(view.lemmas[head]) for head in heads if head not in view.at}
    owned = (owner for head, kind in kinds.items() if kind == "asset" for owner in possessors(view.parse, head))
    return "equity" in kinds.values() or any(o in view.at and not view.is_state(o) for o in owned)
