"""Whose countrymen people are by whom they accompany and whom they receive."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.extraction.names.binding import subject_beside
from pipeline.extraction.names.linking import Draft
from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.resolver import Resolver
from pipeline.extraction.names.runs import Run
from pipeline.extraction.names.words import Word

_RECEPTION = 12
"""Words before a host within which it is told that he receives."""


def of_companion(
    draft: Draft, words: Sequence[Word], sentences: dict[int, NamedSentence], drafts: Sequence[Draft]
) -> str | None:
    """The country of the person whom somebody accompanies: "Foreign Minister X, accompanied by Energy Minister Y"."""
    for run in sorted(draft.runs, key=lambda run: run.start):
        sentence = sentences[run.sentence]
        at = run.office.first if run.office is not None else run.first
        if at - 2 < sentence.first or words[at - 1].low not in {"by", "with"}:
            continue
        if words[at - 2].low not in name_cues("accompanying"):
            continue
        earlier = [
            (other.end, each.country)
            for each in drafts
            if each is not draft and each.kind == "person" and each.explicit and each.country
            for other in each.runs
            if other.sentence == run.sentence and other.end < run.start
        ]
        if earlier:
            return max(earlier)[1]
    return None


def guests_of(
    words: Sequence[Word], sentences: dict[int, NamedSentence], held: Sequence[Run], drafts: Sequence[Draft]
) -> frozenset[str]:
    """The countries of those whom somebody receives: "X was received by President Y" leaves Y no countryman of X, nor
    does "X hosted her Indian counterparts" leave X one of theirs."""
    found: set[str] = set()
    for run in held[:1]:
        sentence = sentences[run.sentence]
        found |= {
            office.country
            for office in sentence.offices
            if office.kind == "counterpart" and office.country and office.first >= run.last
        }
        before = [words[i].low for i in range(max(sentence.first, run.first - _RECEPTION), run.first)]
        received = any(a in name_cues("receiving") and b == "by" for a, b in pairwise(before))
        if not received:
            continue
        found |= {
            guest.country
            for guest in drafts
            if guest.kind == "person" and guest.explicit and guest.country
            if any(r.sentence == run.sentence and r.end < run.start for r in guest.runs)
        }
    return frozenset(found)


def accompanied(walker: Resolver, beside: Sequence[int]) -> list[int]:
    """Whom several people named before are told to be with: "X flew to Lima with Y and Z. There they met …"."""
    places = {e: (where, offset) for where, offset, e in walker.history if e in beside}
    if not walker.parses or len(beside) < 2 or len({where for where, _ in places.values()}) != 1:
        return []
    where, first = min(places.values())
    span = subject_beside(walker.parses[where], first)
    if span is None:
        return []
    return [
        e
        for sentence, offset, e in walker.history
        if sentence == where and span[0] <= offset < span[1] and walker.drafts[e].kind == "person"
    ][:1]
