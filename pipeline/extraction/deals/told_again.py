"""Tellings of one deal though their words differ: on the same ground, as a provision, by a looser word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.extraction.deals.lexicon import any_of, cue_words
from pipeline.extraction.deals.reading import Reading
from pipeline.extraction.deals.tellings import Telling
from pipeline.records import DealType

OF_GROUND = frozenset({"acquisition", "joint_venture", "equity_investment"})
GROUND_SCHEMES = frozenset({"buy", "sell", "invest", "pact"})
LOOSE = frozenset({"partnership", "intergovernmental_agreement"})
ADDED = 60
"""Characters before a sum in which it is said to add up others."""


@cache
def _grounds() -> re.Pattern[str]:
    """A name before the noun of a mine or property: "the B26 Polymetallic Deposit", "the Lac Bleu gold project"."""
    nouns = any_of("ground_name")
    return re.compile(rf"\b((?:[A-Z][\w'’-]*[ -]){{1,4}})(?:[a-z]+ ){{0,2}}(?i:{nouns}|claims)(?:s|ies)?\b")


def grounds_named(reading: Reading, told: Sequence[Telling]) -> set[tuple[str, ...]]:
    """The names of mines and properties that the tellings' sentences name, in small letters, without articles."""
    text, sentences = reading.document.text, reading.document.sentences
    found = set()
    for telling in told:
        sentence = sentences[telling.sentence]
        names = reading.views[telling.sentence].mentions
        for match in _grounds().finditer(text, sentence.start, sentence.end):
            if any(m.form == "name" and m.start < match.end() and match.end() <= m.end for m in names):
                continue  # "Larkspur Mines Limited"
            words = tuple(word.lower() for word in re.split(r"[ -]+", match[1].strip(" -")))
            while words and words[0] in ("the", "a", "an", "its", "our"):
                words = words[1:]
            if words:
                found.add(words)
    return found


def on_one_ground(reading: Reading, one: Sequence[Telling], other: Sequence[Telling]) -> bool:
    """Whether two purchases or earn-ins are of one mine or property, by its name; not so one of more ground beside."""
    both = [t for t in (*one, *other) if not t.generic]
    if not {t.deal_type for t in both} <= OF_GROUND or any(t.another for t in other):
        return False
    if not {t.scheme for t in both} <= GROUND_SCHEMES:
        return False
    lower = [reading.views[t.sentence].lower for t in other]
    if any(cue_words("more_ground") & set(words) for words in lower):
        return False
    mine, theirs = grounds_named(reading, one), grounds_named(reading, other)
    return any(a[: len(b)] == b or b[: len(a)] == a for a in mine for b in theirs)


def is_provision(told: Sequence[Telling], small: Sequence[Telling]) -> bool:
    """Whether what two are to do is said of their pact in its own sentence: "the MoU clears the way for X and Y to"."""
    return all(
        telling.rule.startswith("verb:")
        and telling.aspect in ("future", "none", "present")
        and any(t.sentence == telling.sentence and t.definite and t.start < telling.start for t in told)
        for telling in small
    )


def is_option_to_earn(told: Sequence[Telling]) -> bool:
    """Whether one sentence has an interest earned and another calls that an option: "To exercise the option, X"."""
    kinds = {t.deal_type for t in told if not t.generic}
    earned = all(cue_words("earned_by_option") & set(t.words) or t.scheme == "buy" for t in told)
    return kinds == {"acquisition", "joint_venture"} and earned


def is_funding_of_venture(told: Sequence[Telling], small: Sequence[Telling]) -> bool:
    """Whether money is only what one of two puts into the venture of both: "a venture, with $9m of funding from X"."""
    return all(
        telling.deal_type == "financing"
        and not telling.supported
        and any(t.sentence == telling.sentence and t.deal_type == "joint_venture" and t.parties for t in told)
        for telling in small
    )


def is_loose_word(big: Sequence[Telling], small: Sequence[Telling]) -> bool:
    """Whether a partnership is only the loose word for the deal of its own sentence: "a partnership, investing $3m"."""
    return all(
        telling.deal_type in LOOSE
        and telling.strength != "negated"
        and not telling.plural
        and any(t.sentence == telling.sentence and t.deal_type not in (*LOOSE, "mou") for t in big)
        for telling in small
        if telling.parties
    )


def is_final_paper(reading: Reading, told: Sequence[Telling], telling: Telling) -> bool:
    """Whether a paper is only that in which the deal told before is to end: "expect to sign a definitive agreement"."""
    view = reading.views[telling.sentence]
    before = set(view.lower[max(0, telling.frame - 2) : telling.frame])
    awaited = telling.status in ("negotiating", "proposed") or telling.aspect == "future"
    made = [t for t in told if not t.in_title and t.parties and t.sentence < telling.sentence]
    named = {p.entity for t in made for p in t.parties}
    return (
        telling.generic
        and awaited
        and bool(before & cue_words("final_paper"))
        and bool(made)
        and made[0].status == "agreed"
        and {p.entity for p in telling.parties} <= named
    )


def is_takeover_again(told: Sequence[Telling], small: Sequence[Telling]) -> bool:
    """Whether two takeovers among the same parties are one: nobody is taken over twice by the same.

    "closed on the acquisition of A", "through a merger between A and a wholly owned subsidiary of B".
    """
    both = [*told, *small]
    taken = any(p.role == "target" for t in both for p in t.parties)
    ended = any(t.status == "terminated" or t.another for t in both)
    return taken and not ended and all(t.deal_type == "acquisition" or t.generic for t in both)


@cache
def _adding() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('adding_up')}) (?:[\w-]+ ){{0,4}}$", re.IGNORECASE)


def adds_up(reading: Reading, telling: Telling) -> bool:
    """Whether a sum is that of all parts of a known deal: "has raised aggregate proceeds under the Offering"."""
    if not telling.definite or telling.value is None:
        return False
    before = reading.document.text[max(0, telling.value.start - ADDED) : telling.value.start]
    return _adding().search(before) is not None


_SALES = frozenset({"acquisition", "equity_investment", "financing"})


def is_sale_beside_pact(one: DealType, other: DealType) -> bool:
    """Whether of two deals of the same states one is what they buy or put in, and not the pact that they signed."""
    return (one in _SALES) != (other in _SALES)
