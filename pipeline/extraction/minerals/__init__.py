"""Minerals that an article names as commodities, and whether the article is relevant.

The first pass is one walk of an automaton over the text; an article in which it meets nothing
costs no more. Each mention is then told from its homonyms by the tables `mineral_homonyms` and
`mineral_cues` and by the proper name in which it may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extraction.minerals.proper_names import KnownNames, Lines, cue, judge, name_around
from pipeline.extraction.minerals.symbols import find_symbols
from pipeline.extraction.minerals.vocabulary import Hit, fold, scan
from pipeline.records import CleanArticle, MineralMention

__all__ = ["find_minerals", "is_relevant", "minerals_in"]

_GAP = frozenset({", ", " and ", "-", "–", "/", " or ", ", and ", " & ", "; ", " + ", ", or ", ","})
_FERTILISERS = frozenset({"phosphate", "potash"})
_BIOLOGY_WINDOW = 120
_ABBREVIATION = 5


def find_minerals(source: CleanArticle) -> tuple[MineralMention, ...]:
    """All mentions of minerals as commodities in the clean text, in order of place.

    A form that names two minerals ("NdPr") gives two mentions with one span.
    """
    text = source.clean.text
    hits, _ = scan(text)
    if not any(hit.minerals for hit in hits) and not any(word in text for word in sorted(cue("geology"))):
        return ()
    hits = _merge(hits, find_symbols(text))
    named = [hit for hit in hits if hit.minerals]
    if not named:
        return ()
    folded = fold(text)
    lines = Lines(text)
    known = _known_names(text, named, lines)
    brands = _brands(text, folded, named)
    found: list[MineralMention] = []
    for index, hit in enumerate(hits):
        if not hit.minerals:
            continue
        if hit.rule == "symbol":
            rule: str | None = hit.rule
        elif folded[hit.start : hit.end] in brands:
            rule = None
        else:
            rule = _reading(text, folded, hits, index, lines, known)
        if rule:
            found += [MineralMention(mineral, hit.start, hit.end, rule) for mineral in hit.minerals]
    return tuple(found)


def is_relevant(source: CleanArticle, mentions: tuple[MineralMention, ...]) -> bool:
    """Whether the article names a mineral or one of the codebook's generic phrases (also inside a name)."""
    return bool(mentions) or scan(source.clean.text)[1]


def minerals_in(mentions: Iterable[MineralMention], start: int, end: int) -> tuple[str, ...]:
    """Ids of the minerals mentioned in the range, each once, in order of first mention."""
    return tuple(dict.fromkeys(m.mineral_id for m in mentions if start <= m.start and m.end <= end))


def _merge(hits: list[Hit], symbols: Iterable[Hit]) -> list[Hit]:
    """Both kinds of hits in order; where they overlap, the word wins."""
    taken = {position for hit in hits for position in range(hit.start, hit.end)}
    extra = [hit for hit in symbols if hit.start not in taken and hit.end - 1 not in taken]
    return sorted([*hits, *extra], key=lambda hit: (hit.start, hit.end))


def _known_names(text: str, hits: list[Hit], lines: Lines) -> KnownNames:
    """Names of companies in running text that hold a mineral, with their short forms."""
    known = KnownNames()
    empty = KnownNames()
    for hit in hits:
        if not text[hit.start].isupper() or lines.is_headline(hit.start):
            continue
        if judge(text, hit.start, hit.end, lines, empty) != "name":
            continue
        left, right = name_around(text, hit.start, hit.end, lines.bounds(hit.start))
        words = text[left:right].split(" ")
        while words and words[0] in cue("opening"):
            left += len(words.pop(0)) + 1
        name = text[left:right]
        if " " not in name:
            continue
        known.add(name)
        if left < hit.start:
            known.add(text[left : hit.end])
        elif (tail := text[hit.end : right].split()) and tail[0] not in cue("product"):
            known.add(f"{text[left : hit.end]} {tail[0]}")
    known.locate(text)
    return known


def _brands(text: str, folded: str, hits: list[Hit]) -> frozenset[str]:
    """Words that the article writes with a capital throughout and never beside anything of mining: a maker's name."""
    if len({mineral for hit in hits for mineral in hit.minerals}) > 1:
        return frozenset()
    small: set[str] = set()
    capital: dict[str, int] = {}
    for hit in hits:
        word = folded[hit.start : hit.end]
        if text[hit.start].islower() or _has_mining(_window(folded, hit)):
            small.add(word)
        elif not text[hit.start : hit.end].isupper():
            capital[word] = capital.get(word, 0) + 1
    return frozenset(word for word, count in capital.items() if count > 1 and word not in small and word.isalpha())


def _reading(text: str, folded: str, hits: list[Hit], index: int, lines: Lines, known: KnownNames) -> str | None:
    """The rule under which the mention counts, None where it doesn't."""
    hit = hits[index]
    verdict = judge(text, hit.start, hit.end, lines, known)
    if verdict == "name":
        return None
    listed = _beside(text, hits, index)
    if verdict == "lone_capital" and not listed and not _has_mining(_window(folded, hit)):
        return None
    if folded[hit.start : hit.end] == "lead" and not (listed or _is_metal_lead(folded, hit)):
        return None
    if folded[hit.start : hit.end] == "mercury" and not (listed or _has_mining(_window(folded, hit))):
        return None
    if _in_address(text, hit) or _is_other_abbreviation(text, hit):
        return None
    if _is_impurity(folded, hit) or _is_biological(folded, hit) or _is_ware(folded, hit):
        return None
    return "facility_name" if verdict == "facility" else hit.rule


def _beside(text: str, hits: list[Hit], index: int) -> bool:
    """Whether another mineral stands right beside the mention, in a list or joined by a hyphen."""
    hit = hits[index]
    around = [hits[other] for other in (index - 1, index + 1) if 0 <= other < len(hits)]
    return any(
        text[min(hit.end, other.end) : max(hit.start, other.start)] in _GAP
        for other in around
        if other.minerals and other.minerals != hit.minerals and abs(other.start - hit.start) < 40
    )


def _is_metal_lead(folded: str, hit: Hit) -> bool:
    after = re.compile(r"[ -]([\w-]+)").match(folded, hit.end)
    if after and after[1] in cue("lead_after"):
        return True
    head = folded[max(0, hit.start - 24) : hit.start].rstrip(" -")
    if after and after[1] in cue("lead_maybe") and head.rpartition(" ")[2] not in cue("lead_verb_before"):
        return bool(head)
    return any(head.endswith(phrase) for phrase in cue("lead_before"))


def _is_impurity(folded: str, hit: Hit) -> bool:
    head = folded[max(0, hit.start - 60) : hit.start]
    return any(phrase in head and "." not in head[head.rfind(phrase) :] for phrase in cue("impurity"))


def _is_ware(folded: str, hit: Hit) -> bool:
    """Whether the mention is of a jeweller's ware or a medal, with nothing of mining or trade in metals around it."""
    window = _window(folded, hit)
    return bool(_words(window) & (cue("jewellery") | cue("sport"))) and not _has_mining(window)


def _is_other_abbreviation(text: str, hit: Hit) -> bool:
    """Whether capitals like PGE or APT are a ticker, or are explained in the article as short for something else."""
    word = text[hit.start : hit.end]
    if not word.isupper() or len(word) > _ABBREVIATION:
        return False
    if text[max(0, hit.start - 1) : hit.start] == "$":
        return True
    explained = text.find(f" ({word})")
    if explained < 0:
        return False
    phrase = text[max(0, explained - _BIOLOGY_WINDOW) : explained].split()[-len(word) - 1 :]
    initials = "".join(part[0] for part in phrase if part[0].isalnum()).upper()
    return word in initials and not any(found.minerals for found in scan(" ".join(phrase))[0])


def _words(window: str) -> set[str]:
    return set(re.findall(r"[\w/-]+", window))


def _window(folded: str, hit: Hit) -> str:
    return folded[max(0, hit.start - _BIOLOGY_WINDOW) : hit.end + _BIOLOGY_WINDOW]


def _has_mining(window: str) -> bool:
    return "supply chain" in window or bool(_words(window) & cue("mining"))


def _in_address(text: str, hit: Hit) -> bool:
    """Whether the mention stands in a web address, which is no prose."""
    left = max(
        text.rfind(" ", max(0, hit.start - 200), hit.start), text.rfind("\n", max(0, hit.start - 200), hit.start)
    )
    word = text[left + 1 : hit.end + 40].split(maxsplit=1)[0]
    return "://" in word or word.startswith(("www.", "(www.")) or ("/" in word and word.count("-") > 2)


def _is_biological(folded: str, hit: Hit) -> bool:
    """Whether medicine or food is the matter around the mention, and nothing of mining or trade in metals."""
    window = _window(folded, hit)
    if _has_mining(window):
        return False
    words = _words(window)
    near = _words(folded[max(0, hit.start - 18) : hit.end + 18])
    if words & cue("agronomy") and not set(hit.minerals) & _FERTILISERS:
        return True
    return len(words & cue("biology")) >= 2 or bool(near & cue("biology"))
