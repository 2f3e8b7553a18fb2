"""Delegations that point back to who leads them: "a delegation led by X is in Tokyo. The delegation met …"."""

from __future__ import annotations

from bisect import bisect_left

from pipeline.extraction.document import NameMention
from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.resolver import Resolver

_BACK = 90
"""Words back to where the delegation is told with its head."""
_LEADER_WITHIN = 90
"""Characters behind "led by", or before "leads a", in which the name of the head stands."""
_BEFORE = 6
"""Words before "delegation" in which "leads" may stand."""


def led_party(walker: Resolver, sentence: NamedSentence, at: int) -> NameMention | None:
    """The mention that "the delegation" at word `at` makes of its head, else of the state it was told to be of."""
    words = walker.words
    low = words[at].low
    if low not in name_cues("travelling_party") or at == sentence.first or words[at - 1].low not in {"the", "this"}:
        return None
    if walker.gap(at - 1) != " " or (at + 1 < sentence.end and words[at + 1].low in name_cues("after_delegation")):
        return None
    for told in range(at - 2, max(at - _BACK, 0), -1):
        if words[told].low != low and not (
            low in name_cues("any_party") and words[told].low in name_cues("sent_party")
        ):
            continue
        entity = _head(walker, told)
        if entity is not None:
            span = (words[at - 1].start, words[at].end)
            return NameMention(*span, (entity,), "nominal", "the-delegation", span)
    return None


def _head(walker: Resolver, told: int) -> int | None:
    """Who is told to lead the delegation at word `told`: "led by X", "X led a trade delegation"; else its state."""
    words = walker.words
    behind = [word.low for word in words[told + 1 : told + 3]]
    if len(behind) == 2 and behind[0] in name_cues("leads") and behind[1] == "by":
        return _person(walker, words[told + 2].end, words[told + 2].end + _LEADER_WITHIN, first=True)
    for i in range(told - 1, max(told - _BEFORE, 0), -1):
        if words[i].low in name_cues("leads"):
            return _person(walker, words[i].start - _LEADER_WITHIN, words[i].start, first=False)
        hit = walker.hits.starting.get(words[i].start)
        if hit is not None and hit.kind == "adjective" and not words[told].capitalised:
            return walker.represented(hit.key, None)
    return None


def _person(walker: Resolver, low: int, high: int, first: bool) -> int | None:
    """The first or last person named between two offsets."""
    near = walker.named[bisect_left(walker.starts, low) : bisect_left(walker.starts, high)]
    people = [m.entities[0] for m in near if walker.drafts[m.entities[0]].kind == "person"]
    return (people[0] if first else people[-1]) if people else None
