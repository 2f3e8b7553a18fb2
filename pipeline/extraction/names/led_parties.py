"""Delegations that point back to who leads them: "a delegation led by X is in Tokyo. The delegation met …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from pipeline.extraction.document import NameMention
from pipeline.extraction.names.mentions import NamedSentence
from pipeline.extraction.names.name_chains import side_by_side
from pipeline.extraction.names.name_words import name_cues
from pipeline.extraction.names.resolver import Resolver

_BACK = 90
"""Words back to where the delegation is told with its head."""
_LEADER_WITHIN = 90
"""Characters behind "led by", or before "leads a", in which the name of the head stands."""
_MADE_UP_WITHIN = 9
"""Words behind "delegation" in which "led by" and "comprising" stand."""
_LED_BY_WITHIN = 3
"""The same where another word takes the delegation up: "the group" is mostly a company."""
_TRAVELLED_BACK = 6
"""Sentences from "the delegation" back to who set out."""
_BEFORE = 6
"""Words before "delegation" in which "leads" may stand."""


def led_party(walker: Resolver, sentence: NamedSentence, at: int) -> NameMention | None:
    """The mention that "the delegation" at word `at` makes of those who are told to lead it or to belong to it, else
    of the state it was told to be of."""
    words = walker.words
    low = words[at].low
    if low not in name_cues("travelling_party") or at == sentence.first or words[at - 1].low not in {"the", "this"}:
        return None
    if walker.gap(at - 1) != " " or (at + 1 < sentence.end and words[at + 1].low in name_cues("after_delegation")):
        return None
    span = (words[at - 1].start, words[at].end)
    for told in range(at - 2, max(at - _BACK, 0), -1):
        if words[told].low != low and not (
            low in name_cues("any_party") and words[told].low in name_cues("sent_party")
        ):
            continue
        party = _members(walker, told, _MADE_UP_WITHIN if words[told].low == low else _LED_BY_WITHIN)
        if party:
            party += [e for e in _joined_by(walker, words[told].end, span[0]) if e not in party]
            return NameMention(*span, tuple(sorted(party)), "nominal", "the-delegation", span)
    party = list(_travellers(walker, sentence)) if low in name_cues("sent_party") else []
    return NameMention(*span, tuple(sorted(party)), "nominal", "the-delegation", span) if party else None


def _members(walker: Resolver, told: int, within: int) -> list[int]:
    """Who is told to lead the delegation at word `told` or to be in it: "led by X and Y", "comprising X and Y", "X led
    a trade delegation"; else its state."""
    words = walker.words
    behind = [word.low for word in words[told + 1 : told + within]]
    for i, low in enumerate(behind[:-1]):
        if low in name_cues("leads") and behind[i + 1] == "by":
            end = words[told + 2 + i].end
            return _people(walker, end, end + _LEADER_WITHIN)
        if low in name_cues("comprising") and low not in name_cues("no_member"):
            end = words[told + 1 + i].end
            return _people(walker, end, end + _LEADER_WITHIN)
        if not low.isalpha():
            break
    for i in range(told - 1, max(told - _BEFORE, 0), -1):
        if words[i].low in name_cues("leads"):
            before = _people(walker, words[i].start - _LEADER_WITHIN, words[i].start)
            return before[-1:]
        hit = walker.hits.starting.get(words[i].start)
        if hit is not None and hit.kind == "adjective" and not words[told].capitalised:
            return [walker.represented(hit.key, None)]
    return []


def _people(walker: Resolver, low: int, high: int) -> list[int]:
    """The people of the first list that begins between two offsets."""
    chain: list[NameMention] = []
    for mention in walker.named[bisect_left(walker.starts, low) :]:
        if walker.drafts[mention.entities[0]].kind != "person":
            if chain and side_by_side(walker, chain[-1], mention):
                continue
            if chain or mention.start >= high:
                break
            continue
        if mention.start >= high if not chain else not side_by_side(walker, chain[-1], mention):
            break
        chain.append(mention)
    return list(dict.fromkeys(mention.entities[0] for mention in chain))


def _joined_by(walker: Resolver, low: int, high: int) -> list[int]:
    """Who is told between two offsets to have come along: "She was joined by X and Y", "The delegation included Z"."""
    found: list[int] = []
    for match in _coming_along().finditer(walker.text, low, high):
        found += _people(walker, match.end(), min(match.end() + _LEADER_WITHIN, high))
    return found


def joined_before(walker: Resolver, sentence: NamedSentence, start: int) -> tuple[int, ...]:
    """Whom the sentence before tells to have come together: of "She was joined by X and Y. They met …", all three."""
    if not walker.acts(sentence.index, start):
        return ()
    if any(where == sentence.index and walker.drafts[e].kind == "person" for where, _, e in walker.history[-4:]):
        return ()
    before = [(offset, e) for where, offset, e in walker.history if where == sentence.index - 1]
    first = before[0][0] if before else start
    joined = _joined_by(walker, first, start)
    acting = [e for offset, e in before if walker.acts(sentence.index - 1, offset) and e not in joined]
    people = all(walker.drafts[e].kind == "person" for e in acting)
    return tuple(sorted({*acting, *joined})) if acting and joined and people else ()


def led_before(walker: Resolver, sentence: NamedSentence, start: int) -> tuple[int, ...]:
    """Who leads the party of which the sentence before tells: of "A mission led by X is in Lima. They met …", X."""
    before = sentence.index - 1
    parse = walker.parses[before] if walker.parses and before >= 0 else None
    if parse is None or not walker.acts(sentence.index, start):
        return ()
    if any(where == sentence.index for where, _, _ in walker.history[-1:]):
        return ()
    for token in parse.tokens:
        above = parse.tokens[token.head]
        leading = token.dep == "dobj" and above.text.lower() in name_cues("leads")
        subject = token.dep in ("nsubj", "nsubjpass") and above.dep == "ROOT"
        if not (leading or subject) or token.text.lower() not in name_cues("travelling_party"):
            continue
        told = bisect_left(walker.words, token.start, key=lambda word: word.start)
        known = told < sentence.first and walker.words[told].start == token.start
        members = _members(walker, told, _MADE_UP_WITHIN) if known else []
        people = all(walker.drafts[e].kind == "person" for e in members)
        return tuple(sorted(members)) if people else ()
    return ()


@cache
def _coming_along() -> re.Pattern[str]:
    """The phrases behind which those are named who come along."""
    return re.compile(rf"\b(?:{'|'.join(sorted(name_cues('coming_along')))})\b", re.IGNORECASE)


def _travellers(walker: Resolver, sentence: NamedSentence) -> tuple[int, ...]:
    """The several people whom a sentence shortly before tells to have travelled: "X, Y and Z flew to Lima. … The
    delegation met"."""
    for entities, where in reversed(walker.acted):
        if sentence.index - where > _TRAVELLED_BACK:
            break
        people = all(walker.drafts[entity].kind == "person" for entity in entities)
        if people and sentence.index - where > 0 and _travels(walker, where):
            return entities
    return ()


def _travels(walker: Resolver, sentence: int) -> bool:
    """Whether the main verb of a sentence tells of a journey."""
    parse = walker.parses[sentence] if walker.parses else None
    return parse is not None and any(
        token.dep == "ROOT" and token.text.lower() in name_cues("travelled") for token in parse.tokens
    )
