"""Who "they", "the two countries" or "both companies" are that made a deal, and whose a paper is that a meeting led to.

The two sides are those who act in the sentence itself before the deal's words, else in the sentences before it.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import replace

from pipeline.extraction.deals.clauses import climb, is_passive, places, subjects
from pipeline.extraction.deals.lexicon import cue_at, cue_words
from pipeline.extraction.deals.parties import TellingParty
from pipeline.extraction.deals.passages import FIRST, PASSAGE
from pipeline.extraction.deals.reading import COMPANY_LIKE, GOVERNMENTAL, Reading, SentenceView, acts_here, stands_for
from pipeline.extraction.deals.tellings import Telling
from pipeline.extraction.document import NameMention
from pipeline.records import PartyRole

LOOK_BACK = 3
"""Sentences before the deal's in which its sides may be named."""
TWO = 2
ANY = GOVERNMENTAL | COMPANY_LIKE
ACTING = frozenset({"name", "short", "office", "nominal"})
"""Forms of mentions by which somebody acts: no adjectives and no capitals, which tell where somebody is."""
WHERE = frozenset({"in", "at", "from", "near", "to", "for", "outside", "across", "into", "off"})
"""Words before a country's name by which it is a place."""
MOST_DEEP = 3
SETTLING = frozenset({"conclude", "negotiate"})
"""Uses of verbs by which a word as weak as "text" is of a pact."""


def two_at(words: tuple[str, ...], at: int) -> frozenset[str]:
    """Whom words that stand for two named before can stand for: none for "both sides of the Atlantic"."""
    for cue, kinds in (("two_states", GOVERNMENTAL), ("two_firms", COMPANY_LIKE), ("two_sides", ANY)):
        size = cue_at(cue, words, at)
        if size and words[at + size : at + size + 1] != ("of",):
            return kinds
    return frozenset()


def two_meant(view: SentenceView) -> frozenset[str]:
    """The types of those for whom a sentence's words for two stand, where it has any."""
    return next((kinds for i in range(len(view.lower)) if (kinds := two_at(view.lower, i))), frozenset())


def both_told(reading: Reading, telling: Telling) -> tuple[TellingParty, ...]:
    """The two who made a deal, where only one of them was found: who tells of it, or one of those meant by "they"."""
    lone = telling.parties[0]
    view = reading.views[telling.sentence]
    taken = [m for m in view.mentions if (m.start, m.end) == (lone.start, lone.end)]
    of_several = any(len(m.entities) > 1 for m in taken)
    if not of_several and not (lone.rule == "scan_left" and lone.place == "subject"):
        return ()
    sides = sides_told(reading, telling)
    return sides if lone.entity in {p.entity for p in sides} else ()


def sides_told(reading: Reading, telling: Telling) -> tuple[TellingParty, ...]:
    """The two who made a deal that its sentence names no party of; none where the words don't point to two."""
    if telling.scheme not in ("pact", "offtake") or telling.kind_only:
        return ()
    view = reading.views[telling.sentence]
    concluded = telling.supported and (telling.strength != "weak" or bool(telling.uses & SETTLING))
    kinds = two_meant(view) if telling.strength != "weak" or concluded else frozenset()
    if not kinds and concluded and _they_do_it(view, telling):
        kinds = ANY
    met = not kinds and telling.strength != "weak" and _from_a_meeting(view, telling)
    return _acting_before(reading, telling, kinds or ANY, met) if kinds or met else ()


def with_partners_told(reading: Reading, telling: Telling) -> Telling:
    """The telling with those for whom its words for a counterpart of several stand: "signed it with the two companies".

    They are those who act before it, beside whoever makes the deal.
    """
    view = reading.views[telling.sentence]
    doing = [p for p in telling.parties if p.place in FIRST]
    if telling.plural or telling.scheme not in ("pact", "offtake", "supply") or len(doing) != 1:
        return telling
    lower = view.lower
    at = next((i for i in range(1, len(lower)) if lower[i - 1] in ("with", "to") and two_at(lower, i)), None)
    if at is None or view.parse.tokens[at].start < doing[0].start:
        return telling
    kinds = two_at(lower, at) & COMPANY_LIKE
    sides = _acting_before(reading, telling, kinds, False, {doing[0].entity}) if kinds else ()
    if not sides:
        return telling
    role: PartyRole = "buyer" if doing[0].role == "seller" else "seller" if doing[0].role == "buyer" else "party"
    return replace(telling, parties=(doing[0], *(replace(p, role=role, place="with") for p in sides)))


def _they_do_it(view: SentenceView, telling: Telling) -> bool:
    """Whether "they" are told to make the deal: "They signed a strategic partnership"."""
    for verb, _ in climb(view.parse, telling.frame, MOST_DEEP):
        if view.parse.tokens[verb].pos == "VERB" and not is_passive(view.parse, verb):
            return any(view.lower[head] == "they" for head in subjects(view.parse, verb))
    return False


def _from_a_meeting(view: SentenceView, telling: Telling) -> bool:
    """Whether a paper came of a gathering or was signed by nobody said: "a meeting that ended with a memorandum"."""
    if not telling.rule.startswith("noun:"):
        return False
    met = [i for i, lemma in enumerate(view.lemmas[: telling.frame]) if lemma in cue_words("gathering")]
    if met and "without" in view.lower[met[0] : telling.frame]:
        return False
    if met and cue_words("ending_in") & set(view.lemmas[met[0] + 1 : telling.frame]):
        return True
    if "conclude" not in telling.uses:
        return False
    verb = next((t for t, _ in climb(view.parse, telling.frame, MOST_DEEP) if view.parse.tokens[t].pos == "VERB"), None)
    return (
        verb is not None
        and view.lemmas[verb] in cue_words("signing")
        and is_passive(view.parse, verb)
        and not {"by", "with", "between"} & set(places(view.parse, verb))
    )


def _acting_before(
    reading: Reading, telling: Telling, kinds: frozenset[str], met: bool, but: AbstractSet[int] = frozenset()
) -> tuple[TellingParty, ...]:
    """The two who act before the deal's words, none of `but`; with `met`, only where their sentence tells a meeting."""
    sentences, entities = reading.document.sentences, reading.document.entities
    here = sentences[telling.sentence]
    found: dict[int, TellingParty] = {}
    for number in range(telling.sentence, max(-1, telling.sentence - LOOK_BACK - 1), -1):
        view = reading.views.get(number)
        if sentences[number].kind == "title" or here.paragraph - sentences[number].paragraph > PASSAGE:
            break
        if view is None:
            continue
        end = view.parse.tokens[telling.frame].start if number == telling.sentence else sentences[number].end
        for at, mention in enumerate(view.mentions):
            if mention.start >= end or not _acts(view, at, mention):
                continue
            for entity in stands_for(reading.document, mention):
                record = entities[entity]
                state = record.country_code if record.entity_type in GOVERNMENTAL else None
                held = any(entities[e].country_code == state for e in found if entities[e].entity_type in GOVERNMENTAL)
                if record.entity_type in kinds and entity not in but and not (state and held):
                    found.setdefault(
                        entity, TellingParty(entity, "party", mention.start, mention.end, "two_sides", "subject")
                    )
        if len(found) >= TWO:
            told = cue_words("gathering") | cue_words("meeting")
            if len(found) > TWO or (met and not told & set(view.lemmas)):
                return ()
            return tuple(sorted(found.values(), key=lambda p: p.start))
    return ()


def _acts(view: SentenceView, at: int, mention: NameMention) -> bool:
    """Whether a mention is of somebody who acts, and no place or owner of what is named after it."""
    if mention.form not in ACTING:
        return False
    tokens = [t for t, m in view.at.items() if m == at]
    if not tokens:
        return False
    first = min(tokens)
    if view.states.get(at, False) and (view.lower[first - 1 : first] or ("",))[0] in WHERE:
        return False
    return acts_here(view, first)
