"""Of whom an office is: "Mongolia's parliament speaker", "Minister of Bolivia", "ambassador to the Kingdom"."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extraction.names.gazetteer import Hit, WordHits
from pipeline.extraction.names.name_words import function_words, is_company_noun, name_cues, official_nouns
from pipeline.extraction.names.ranks import gap_between
from pipeline.extraction.names.words import Word

_FARTHEST = 4
"""So many words may stand between whose an office is and the office: "Chile's newly created lithium committee head"."""
_POSSESSIVE = frozenset({"'s", "’s"})
_ADJECTIVAL = ("ed", "ing", "est", "ly", "ish", "ist", "ous", "ful", "ive", "less", "ian")
"""How words end that tell of a person's standing and name no field of an office."""
_COUNTRIES = frozenset({"country", "short", "adjective", "capital"})


def possessor_over(text: str, words: Sequence[Word], at: int, low: int, hits: WordHits) -> tuple[int, Hit | None]:
    """Whose the office at word `at` is, over the common words before it; and the first word that belongs to it.

    "Mongolia's parliament (speaker)", "China's top trade (negotiator)", "Macron's Africa (adviser)". The first word is
    `at` where nothing is told, and the one behind the possessive where a person or company possesses the office.
    """
    i = at - 1
    while i >= low and at - i <= _FARTHEST and gap_between(text, words[i], words[i + 1]) in {" ", "-", ""}:
        word = words[i]
        if word.text in _POSSESSIVE:
            hit = hits.ending.get(words[i - 1].end) if i > low else None
            if hit is None or hit.kind not in _COUNTRIES | {"bloc"}:
                return i + 1, None
            while i > low and words[i - 1].start >= hit.start:
                i -= 1
            return i, hit
        hit = hits.ending.get(word.end)
        if hit is not None and hit.kind in {"adjective", "bloc_adjective"} and i < at - 1:
            led = any(words[j].low in official_nouns() for j in range(i + 1, at))
            return (at, None) if led else (i, hit)  # "a Tanzanian delegation comprising Minister X"
        between = word.low in name_cues("abroad") and word.capitalised and i == at - 1
        common = word.text == word.low and word.low not in function_words() and not is_company_noun(word.low)
        if not (between or (common and word.low not in name_cues("predicate") and not word.low.endswith("ing"))):
            break
        i -= 1
    return at, None


def fields_unlisted(words: Sequence[Word], core: int, first: int) -> int:
    """First of the words before an office that name its field though no lexicon does: "parliament (speaker)"."""
    at = core
    while at > first and at > core - 2:
        low = words[at - 1].low
        field = words[at - 1].text.isalpha() and (low == words[at - 1].text or low in name_cues("abroad"))
        if not field or low.endswith(_ADJECTIVAL) or low in name_cues("standing"):
            break
        at -= 1
    return at


def whose_after(text: str, words: Sequence[Word], at: int, end: int, hits: WordHits) -> tuple[int, Hit | None]:
    """A country or bloc told after the office: "of Bolivia", "of the Republic of Chile", "for the EU"."""
    if at >= end or words[at].low not in {"of", "for"} or gap_between(text, words[at - 1], words[at]) != " ":
        return at, None
    i = at + 1
    if i < end and words[i].low == "the":
        i += 1
    if i >= end:
        return at, None
    hit = hits.starting.get(words[i].start)
    if hit is None or hit.kind not in {"country", "short", "bloc"}:
        return at, None
    last = i
    while last < end and words[last].end <= hit.end:
        last += 1
    if last < end and words[last].text.lower() in {"'s", "’s"}:
        owned = last + 1 < end and words[last + 1].low in name_cues("holder_owns")
        return (last, hit) if owned else (at, None)  # "the President of Peru's visit", not "of Peru's Volcan"
    return last, hit


def posted_to(text: str, words: Sequence[Word], at: int, end: int, hits: WordHits) -> int:
    """End of the state or body to which an envoy is sent: "to China", "to the Kingdom", "in Lima"; else `at`."""
    if at + 1 >= end or words[at].low not in {"to", "in"} or gap_between(text, words[at - 1], words[at]) != " ":
        return at
    i = at + 1
    hit = hits.starting.get(words[i].start)
    if hit is None and words[i].low == "the" and at + 2 < end:
        i = at + 2
        hit = hits.starting.get(words[i].start)
    kinds = {"country", "short", "bloc", "organisation"} if words[at].low == "to" else {"country", "short", "capital"}
    if hit is None or hit.kind not in kinds:
        return at
    last = i
    while last < end and words[last].end <= hit.end:
        last += 1
    return at if last < end and words[last].text.lower() in {"'s", "’s"} else last
