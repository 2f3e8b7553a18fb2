"""Sentences of the clean text, and which of them are worth a parse."""

from __future__ import annotations

import re
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from pipeline.cleaning.dateline import dateline_end
from pipeline.extraction.document import Sentence
from pipeline.lexicons import table, values
from pipeline.records import CleanText

MAX_SENTENCE_CHARS = 1200
"""A longer stretch without a full stop (a table, a hostile line) is cut, to bound the parser's work."""

_STOP = re.compile(r"[.!?…]+[\"'”’)\]*_]{0,6}\s+")
_LAST_WORD = re.compile(r"[\w.&'’-]{1,24}$")
_INITIALS = re.compile(r"(?:^|[^\w.])(?:[A-Z]\.){1,3}(?:-[A-Z]\.)?$")
_FIRST_WORD = re.compile(r"[^\w]{0,4}([\w'’-]{1,40})")
_OPENING = re.compile(r"[\"'“‘(\[*_•\-–—]{0,4}[^\W_a-zß-öø-ÿ]")


@cache
def _abbreviations() -> dict[str, str]:
    return {row["word"].lower(): row["ends"] for row in table("abbreviations")}


@cache
def _openers() -> frozenset[str]:
    return frozenset(row["word"] for row in table("function_words") if row["opens"] == "yes")


@cache
def _sure_openers() -> frozenset[str]:
    """Words that open sentences and no person's name, so that a letter with a stop before them is no initial."""
    cues = next(row["words"] for row in table("name_cues") if row["cue"] == "name_openers")
    return frozenset(word for word in _openers() if len(word) > 2) - {word.lower() for word in values(cues)}


def _ends(before: str, stop: str, after: str) -> bool:
    """Whether a sentence ends at `stop`, between the texts `before` and `after` it (short windows)."""
    if not _OPENING.match(after):
        return False
    mark = stop.rstrip()
    if mark[0] != "." or mark.startswith(".."):
        return True
    word = _LAST_WORD.search(before)
    last = (word.group() if word else "") + "."
    kind = _abbreviations().get(last.lstrip("(\"'“‘").lower())
    if kind is None:
        if not _INITIALS.search(before + "."):
            # the number of a list item does not end its sentence
            return not (re.fullmatch(r"\d{1,2}\.", last) and not before[: -len(last) + 1].strip())
        kind = "never" if re.search(r"(?:^|[^\w.])[A-Z]\.$", before + ".") else "maybe"
    if len(mark) > 1:
        return True
    opener = _FIRST_WORD.match(after)
    first = opener.group(1).lower() if opener is not None else ""
    if kind == "never":
        return len(last) == 2 and first in _sure_openers()  # "to Posco Future M. The", not "George W. Bush"
    return first in _openers()


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Pieces of at most MAX_SENTENCE_CHARS, cut after the last separator that fits."""
    pieces = []
    while end - start > MAX_SENTENCE_CHARS:
        limit = start + MAX_SENTENCE_CHARS
        at = max(text.rfind("; ", start + 200, limit), text.rfind("\n", start + 200, limit))
        if at < 0:
            at = text.rfind(" ", start + 200, limit)
        at = limit if at < 0 else at + 1
        pieces.append((start, at))
        start = at
    pieces.append((start, end))
    return pieces


def split(clean: CleanText) -> tuple[Sentence, ...]:
    """The sentences of each paragraph in order, without outer white space; time is linear in the text."""
    text = clean.text
    found: list[Sentence] = []
    for index, paragraph in enumerate(clean.paragraphs):
        start = paragraph.start
        bounds: list[tuple[int, int]] = []
        for stop in _STOP.finditer(text, paragraph.start, paragraph.end):
            before = text[max(start, stop.start() - 28) : stop.start()]
            if _ends(before, stop.group(), text[stop.end() : min(paragraph.end, stop.end() + 48)]):
                bounds.append((start, stop.end()))
                start = stop.end()
        if start < paragraph.end:
            bounds.append((start, paragraph.end))
        for first, last in bounds:
            for a, b in _cut(text, first, last):
                piece = text[a:b]
                lead = len(piece) - len(piece.lstrip())
                tail = len(piece.rstrip())
                if tail > lead:
                    found.append(Sentence(a + lead, a + tail, index, paragraph.kind))
    return tuple(found)


def spoken(clean: CleanText, sentence: Sentence) -> tuple[str, int]:
    """The words of a sentence that are for the parser, with their offset: without the dateline of its paragraph."""
    start = sentence.start
    paragraph = clean.paragraphs[sentence.paragraph]
    if paragraph.kind == "body" and paragraph.start == start:
        start += dateline_end(clean.text[start : sentence.end])
    return clean.text[start : sentence.end], start


@cache
def _triggers() -> tuple[AhoCorasick, tuple[tuple[bool, bool, bool], ...]]:
    """The matcher, and of each stem whether it must be a whole word, is strong, and tells a gathering.

    What names a deal by itself is a strong stem too: "closed a funding round" needs no other word and no name.
    """
    gathering = {row["stem"] for row in table("candidate_gatherings")}
    kinds = {
        row["stem"]: (row["whole"] == "yes", row["weight"] == "strong", row["stem"] in gathering)
        for row in table("candidate_words")
    }
    for phrase in _deal_phrases():
        kinds.setdefault(phrase, (" " not in phrase, True, False))
    return AhoCorasick(list(kinds), matchkind=MatchKind.LeftmostLongest), tuple(kinds.values())


def _deal_phrases() -> list[str]:
    """Nouns that name a deal by themselves, in the singular and, by their first letters, in the plural."""
    strong = [row["phrases"].split("|") for row in table("deal_nouns") if row["strength"] == "strong"]
    spoken = [phrase for phrases in strong for phrase in phrases if not phrase.isupper()]
    return [phrase.removesuffix("y") if " " in phrase else phrase for phrase in spoken]


_NAME_PAIR = re.compile(r"(?<=[\w,;’'\"“(] )(?:[^\W\d_a-zß-öø-ÿ][\w’'-]*[^\W_][.]? ){1,3}[^\W\d_a-zß-öø-ÿ][\w’'-]+")
_NAME_FIRST = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ][\w’'-]*[^\W_][.]? ){1,3}[^\W\d_a-zß-öø-ÿ][\w’'-]+")
_NAME = re.compile(r"(?<=[\w,;’'\"“(] )[^\W\d_a-zß-öø-ÿ]")
MIN_NAMES = 2
"""So many names of two or more words make a sentence worth parsing though no stem stands in it."""
_ROLL = 3
"""Sentences behind one that tells a gathering which may name those who were there, one by one."""
_SHORT_ROLL = 100
"""Characters of such a sentence where others stand between."""
MIN_WEAK = 2
"""So many different weak stems are worth a strong one in a sentence with a name."""


def worth_parsing(text: str, sentences: tuple[Sentence, ...]) -> tuple[int, ...]:
    """Indices of the sentences that can hold a record, in ascending order.

    A sentence can where a strong stem of `candidate_words` begins one of its words, where several weak ones
    stand beside a name, or where it is full of names; one name does right behind a sentence that tells a gathering.
    """
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters change length in lower case; keep offsets
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    matcher, kinds = _triggers()
    hits: list[tuple[int, int, bool, bool]] = []
    for index, start, end in matcher.find_matches_as_indexes(lowered):
        whole, strong, gathering = kinds[index]
        if start and lowered[start - 1].isalnum():
            continue
        if whole and end < len(lowered) and lowered[end].isalnum():
            continue
        hits.append((start, index, strong, gathering))
    wanted: list[int] = []
    at = 0
    told = -_ROLL - 1
    for number, sentence in enumerate(sentences):
        while at < len(hits) and hits[at][0] < sentence.start:
            at += 1
        weak: set[int] = set()
        strong = gathering = False
        while at < len(hits) and hits[at][0] < sentence.end:
            strong = strong or hits[at][2]
            gathering = gathering or (hits[at][3] and sentence.kind == "body")
            weak.add(hits[at][1])
            at += 1
        rolled = number - told == 1 or (number - told <= _ROLL and sentence.end - sentence.start <= _SHORT_ROLL)
        enough = 1 if rolled else MIN_NAMES
        if (
            strong
            or (rolled and _NAME_FIRST.match(text, sentence.start, sentence.end))
            or (len(weak) >= MIN_WEAK and _NAME.search(text, sentence.start, sentence.end))
            or len(_NAME_PAIR.findall(text, sentence.start, sentence.end)) >= enough
        ):
            wanted.append(number)
        told = number if gathering else told
    return tuple(wanted)
