"""For which state somebody is told to be there, whatever office they hold.

"Germany was represented by X", "signed for Namibia by Y", "a Tanzanian delegation comprising X and Y", "Z, Morocco's
man in Washington".
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.words import Word
from pipeline.lexicons import table

_STATES = frozenset({"country", "short"})
_WHOSE = frozenset({"country", "short", "adjective"})
_BEFORE_NOUN = 4
"""Words that may stand between a state's adjective and the noun for its people ("the Korean trade delegation")."""
_LIST = 45
"""Words over which the members of a delegation are listed."""


def stands_for(text: str, run: Run, sentence: NamedSentence, words: Sequence[Word]) -> str | None:
    """The ISO code of the state for which a person named in a sentence is told to act, or None."""
    return (
        _sent_by(text, run, sentence, words)
        or _signing_for(text, run, sentence, words)
        or _of_side(run, sentence, words)
        or _possessed(text, run, sentence, words)
        or _other_side(run, sentence, words)
        or _fronted_side(run, sentence, words)
    )


def _state_ending(sentence: NamedSentence, at: int) -> Run | None:
    """The state whose name ends right before word `at`."""
    return next((r for r in sentence.runs if r.last == at and r.hit is not None and r.hit.kind in _STATES), None)


def _title_at(run: Run, sentence: NamedSentence, words: Sequence[Word]) -> int:
    """Index of the first word of the name with the titles before it."""
    start = run.title_start if run.title_start is not None else run.start
    at = run.first
    while at > sentence.first and words[at - 1].start >= start:
        at -= 1
    while at > sentence.first and words[at - 1].low in {"the", "its", "a", "an"}:
        at -= 1
    return at


def _sent_by(text: str, run: Run, sentence: NamedSentence, words: Sequence[Word]) -> str | None:
    """ "Germany was represented by X and Japan by Y", "signed for Namibia by X"."""
    at = _title_at(run, sentence, words)
    if at - 1 <= sentence.first or words[at - 1].low != "by":
        return None
    near = {words[i].low for i in range(sentence.first, at)}
    state = _state_ending(sentence, at - 1)
    if state is not None:  # "and Japan by Y", "for Namibia by X"
        before = words[state.first - 1].low if state.first > sentence.first else ""
        acted = before in {"for", "of"} and near & name_cues("acting_for")
        return state.hit.key if state.hit and (acted or near & name_cues("sending")) else None
    if words[at - 2].low not in name_cues("sending"):
        return None
    i = at - 2
    while i > sentence.first and words[i - 1].low in name_cues("passive_verb"):
        i -= 1
    sender = _state_ending(sentence, i)
    return sender.hit.key if sender is not None and sender.hit is not None else None


def _signing_for(text: str, run: Run, sentence: NamedSentence, words: Sequence[Word]) -> str | None:
    """ "X signed for Finland and Y for Namibia", "X, for Namibia, and Y, for Finland"."""
    i = run.last
    if i < sentence.end and words[i].low in name_cues("acting_for"):
        i += 1
    if i < sentence.end and words[i].low == "so":
        i += 1
    if i + 1 >= sentence.end or words[i].low not in {"for", "represented"}:
        return None
    near = {words[j].low for j in range(sentence.first, sentence.end)}
    if words[i].low == "for" and not near & name_cues("acting_for"):
        return None
    j = i + 2 if words[i + 1].low == "the" else i + 1
    state = next((r for r in sentence.runs if r.first == j and r.hit is not None and r.hit.kind in _STATES), None)
    if state is None or state.hit is None:
        return _capitals().get(words[j].text) if j < sentence.end else None
    after = text[state.end : state.end + 2]
    ends = (
        not after.strip()
        or after[0] in ",.;:)"
        or (state.last < sentence.end and words[state.last].low in name_cues("after_party"))
    )
    return state.hit.key if ends else None


def _of_side(run: Run, sentence: NamedSentence, words: Sequence[Word]) -> str | None:
    """The state whose delegation a list tells: "a Tanzanian delegation comprising X, Y and Z"."""
    at = _title_at(run, sentence, words)
    for d in range(at - 1, max(sentence.first, at - _LIST), -1):
        if words[d].low in {";", "but", "while"}:
            return None
        if words[d].low not in name_cues("side_nouns"):
            continue
        whose = next(
            (
                r
                for r in reversed(sentence.runs)
                if r.hit is not None and r.hit.kind in _WHOSE and d - _BEFORE_NOUN <= r.last <= d
            ),
            None,
        )
        if whose is None or whose.hit is None:
            return None
        between = [words[i].low for i in range(d + 1, at)]
        fronted = words[max(sentence.first, whose.first - 2)].low == "on" and words[d].low == "side"
        link = next((i for i, w in enumerate(between) if w in name_cues("comprising")), None)
        if fronted and between and between[0] in {"were", "was", "are", "is", ","}:
            link = 0
        if link is None or link > 5 or name_cues("meeting_verb") & set(between):
            return None
        others = [
            r
            for r in sentence.runs
            if d < r.first < at and r.hit is not None and r.hit.kind in _WHOSE and r.hit.key != whose.hit.key
        ]
        return whose.hit.key if not others else None
    return None


def _possessed(text: str, run: Run, sentence: NamedSentence, words: Sequence[Word]) -> str | None:
    """ "X, Morocco's man in Washington": a state's possessive and a common noun in apposition."""
    i = run.last
    if i + 2 >= sentence.end or text[run.end : words[i].start] != ", ":
        return None
    state = next((r for r in sentence.runs if r.first == i and r.hit is not None and r.hit.kind in _STATES), None)
    if state is None or state.hit is None or state.last + 1 >= sentence.end:
        return None
    owned = words[state.last].low in {"'s", "’s"} and words[state.last + 1].low in name_cues("state_person")
    return state.hit.key if owned else None


def _other_side(run: Run, sentence: NamedSentence, words: Sequence[Word]) -> str | None:
    """ "X headed the Rwandan delegation, Y the Congolese": the second person, with the side that they head too."""
    i = run.last
    if i + 1 >= sentence.end or words[i].low != "the":
        return None
    side = next(
        (r for r in sentence.runs if r.first == i + 1 and r.hit is not None and r.hit.kind == "adjective"), None
    )
    if side is None or side.hit is None:
        return None
    before = {words[j].low for j in range(sentence.first, run.first)}
    ends = side.last >= sentence.end or words[side.last].low in {"one", "side", "team", "delegation"}
    closed = side.last < sentence.end and not words[side.last].text[0].isalnum()
    return side.hit.key if before & name_cues("leads") and (ends or closed) else None


def _fronted_side(run: Run, sentence: NamedSentence, words: Sequence[Word]) -> str | None:
    """ "For Washington, X took part", "For Chile came Y, for Argentina Z": the side that "for" opens a clause with."""
    at = _title_at(run, sentence, words)
    for p in range(at - 2, max(sentence.first, at - _FRONTED) - 1, -1):
        if words[p].low != "for" or (p > sentence.first and words[p - 1].low not in _CLAUSE_OPENS):
            continue
        if any(words[k].low not in _ARRIVED for k in range(p + 2, at) if words[k].text[0].islower()):
            return None
        state = next((r for r in sentence.runs if r.first == p + 1 and r.hit and r.hit.kind in _STATES), None)
        return state.hit.key if state is not None and state.hit is not None else _capitals().get(words[p + 1].text)
    return None


_FRONTED = 5
"""Words from "for" to the titles of the person who came for that side."""
_CLAUSE_OPENS = frozenset({",", ";", "and", "while"})
_ARRIVED = frozenset({"came", "was", "were", "spoke", "it", "there", "is", "sat"})


@cache
def _capitals() -> dict[str, str]:
    """The state of each capital whose name is one word."""
    return {row["capital"]: row["code"] for row in table("countries") if row["capital"]}
