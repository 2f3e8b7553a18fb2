"""The tense in which a sentence tells its deal: as past, as news, as what may or must be done."""

from __future__ import annotations

from pipeline.extraction.deals import clauses
from pipeline.extraction.deals.frames import Frame
from pipeline.extraction.deals.lexicon import cue_at, cue_words, object_kinds
from pipeline.extraction.deals.reading import SentenceView
from pipeline.extraction.deals.triggers import NounTrigger
from pipeline.extraction.document import Tense

TERM_WORDS = frozenset({"could", "may", "might", "can", "would", "should", "will", "must", "shall", "to"})
"""Auxiliaries of the terms of a deal."""


def governing(view: SentenceView, token: int) -> list[int]:
    """Verbs and nouns above a token, up to the sentence's root."""
    return [head for head, _ in clauses.climb(view.parse, token, 6)]


def auxiliaries_of(view: SentenceView, verb: int) -> list[str]:
    """The auxiliaries of a verb, in small letters."""
    return [view.lower[c] for c in view.parse.children[verb] if view.parse.tokens[c].dep in ("aux", "auxpass")]


def is_told_as_past(view: SentenceView, verb: int | None) -> bool:
    """Whether the verb stands in the past perfect."""
    return verb is not None and "had" in auxiliaries_of(view, verb)


def aspect_of(view: SentenceView, verb: int | None) -> str:
    """The verb's tense: `past`, `pluperfect`, `perfect`, `present`, `future` or `none`."""
    if verb is None:
        return "none"
    auxiliaries = set(auxiliaries_of(view, verb))
    tag = view.parse.tokens[verb].tag
    if "had" in auxiliaries:
        return "pluperfect"
    if {"has", "have"} & auxiliaries:
        return "perfect"
    if {"will", "to", "would", "shall"} & auxiliaries:
        return "future"
    if {"was", "were"} & auxiliaries or tag == "VBD":
        return "past"
    if tag in ("VBZ", "VBP", "VBG") or {"is", "are"} & auxiliaries:
        return "present"
    return "none"


def tense_of(view: SentenceView, verb: int | None) -> Tense:
    """The tense in which a weekday or month beside the verb is to be read."""
    if verb is None:
        return "past"
    auxiliaries = set(auxiliaries_of(view, verb))
    if {"will", "to", "shall"} & auxiliaries and "agree" not in view.lemmas:
        return "future"
    return "past"


def first_verb(view: SentenceView, token: int) -> int | None:
    """The nearest verb above a token."""
    for head, _dep in clauses.climb(view.parse, token, 6):
        if view.parse.tokens[head].pos in ("VERB", "AUX"):
            return head
    return None


def was_to_be(view: SentenceView, verb: int) -> bool:
    """Whether a verb is of what was to be done then: "were to sign", "was due to buy", and not "said they were to"."""
    if "to" not in auxiliaries_of(view, verb):
        return False
    for head, dep in clauses.climb(view.parse, verb, 3):
        token = view.parse.tokens[head]
        if token.pos in ("VERB", "AUX"):
            was = token.tag == "VBD" and view.lemmas[head] == "be"
            helped = {"was", "were"} & set(auxiliaries_of(view, head)) and view.lemmas[head] in cue_words("due")
            said = token.dep == "ccomp" and view.lemmas[token.head] in cue_words("teller")
            return bool(was or helped) and not said
        if dep not in ("xcomp", "acomp"):
            return False
    return False


def _verbs_of(view: SentenceView, frame: Frame) -> list[int]:
    heads = [t.support if isinstance(t, NounTrigger) else t.head for t in frame.triggers]
    return [head for head in heads if head is not None]


def is_modal(view: SentenceView, frame: Frame) -> bool:
    """Whether all the deal's verbs are of what may, must or is to be done: "may acquire", "will pay", "to earn"."""
    verbs = _verbs_of(view, frame)
    return bool(verbs) and all(TERM_WORDS & _aux_shared(view, verb) for verb in verbs)


def _aux_shared(view: SentenceView, verb: int) -> set[str]:
    """Auxiliaries of a verb and of those it is coordinated with: "will pay, issue and provide"."""
    found = set(auxiliaries_of(view, verb))
    for _ in range(4):
        token = view.parse.tokens[verb]
        if token.dep != "conj" or token.head == verb:
            break
        verb = token.head
        found |= set(auxiliaries_of(view, verb))
    return found


def is_ordered(view: SentenceView, frame: Frame) -> bool:
    """Whether a verb of the deal, or one above it, stands under "shall"."""
    verbs = _verbs_of(view, frame)
    above = [head for verb in verbs for head, _ in clauses.climb(view.parse, verb, 10)]
    return any("shall" in auxiliaries_of(view, verb) for verb in [*verbs, *above])


def is_background(view: SentenceView, frame: Frame) -> bool:
    """Whether the sentence tells the deal as past history."""
    if is_told_as_past(view, frame.verb):
        return True
    anchors = {t.head for t in frame.triggers} | ({frame.verb} if frame.verb is not None else set())
    for at in range(len(view.lower)):
        if not cue_at("background", view.lower, at):
            continue
        token = view.parse.tokens[at]
        if _only_announced_before(view, frame, at) or _of_a_mine(view, at):
            continue
        modifies = token.pos == "ADJ" and token.dep == "amod" and view.parse.tokens[token.head].pos in ("NOUN", "PROPN")
        if not modifies or not _on_which_it_builds(view, token.head, anchors):
            return True
    return False


def _of_a_mine(view: SentenceView, at: int) -> bool:
    """Whether a word of the past only says what a mine once was: "the past-producing mine", "a former smelter"."""
    token = view.parse.tokens[at]
    if token.dep == "amod" and object_kinds().get(view.lemmas[token.head]) == "asset":
        return True  # "bought the former Larch tungsten mine"
    after = [word for word in view.lower[at + 1 : at + 3] if word != "-"]
    return bool(after) and after[0] in cue_words("once_worked")


def _only_announced_before(view: SentenceView, frame: Frame, at: int) -> bool:
    """Whether shares placed now were only announced before: "has closed its previously announced placement"."""
    head = view.parse.tokens[at].head
    announced = view.parse.tokens[head].tag == "VBN" and view.lemmas[head] in cue_words("making_known")
    before = any(isinstance(t, NounTrigger) and 0 < t.first - head <= _ADJECTIVES for t in frame.triggers)
    return frame.scheme == "issue" and "complete" in frame.uses and announced and before


_ADJECTIVES = 5
"""Words that may stand between a participle and the deal's noun that it is of."""


def _on_which_it_builds(view: SentenceView, noun: int, anchors: set[int]) -> bool:
    """Whether a noun stands in a clause beside the deal's verb: "building on previous support, X will invest"."""
    if noun in anchors:
        return False
    for head, dep in clauses.climb(view.parse, noun, 4):
        if head in anchors:
            return dep == "advcl"
    return False


def is_news(view: SentenceView) -> bool:
    """Whether the sentence tells something as the day's news."""
    return any(word in cue_words("news") for word in view.lower)


def is_made(view: SentenceView, trigger: NounTrigger) -> bool:
    """Whether a paper is told as made: "signed a framework", "has concluded a pact"."""
    sense = trigger.support_sense
    return sense is not None and sense.use == "conclude" and aspect_of(view, trigger.support) in ("past", "perfect")


def names_kind(view: SentenceView, frame: Frame, noun: NounTrigger) -> bool:
    """Whether a word for any deal only says of which kind the one behind it is: "a bought-deal private placement"."""
    over = view.parse.tokens[noun.head]
    heads = {t.head for t in frame.triggers if isinstance(t, NounTrigger)} - {noun.head}
    return noun.sense.deal_type == "generic" and over.dep in ("compound", "amod", "nmod") and over.head in heads
