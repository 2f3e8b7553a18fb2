"""Whether a capitalised mineral stands inside a proper name, and what that name is of.

Codebook, section 3: inside the name of a mine, project, property, deposit or plant a mineral
counts; inside that of a company, organisation, law, person or place it does not.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cache
from typing import Literal

from pipeline.extraction.minerals.vocabulary import scan
from pipeline.lexicons import table, values

Verdict = Literal["commodity", "facility", "name", "lone_capital"]

_WORD = r"[^\W_](?:[\w’'&./-]*[\w&])?"
_AHEAD = re.compile(rf" ?({_WORD}\.?|&)")
_NAME_LIST = re.compile(r"(?:[A-Z][a-z]+, )+and $|(?<=[a-z,] )[A-Z][a-z]+ and $")
_JOINED_AHEAD = re.compile(r"[-–/][^\W\d_]+")
_JOINED_BACK = re.compile(r"[^\W\d_]+[-–/]$")
_CONNECTORS = frozenset({"of", "&", "de", "del", "la", "du", "des"})
_WINDOW = 60
_STEPS = 6
_POSSESSIVES = ("’s", "'s", "s’", "s'")
_POINTED = re.compile(r"(?:[A-Z]\.){1,3}|St\.|Mt\.|Ft\.")
_STOPS = ',;:!?)]”"'
_OPENERS = "([“‘\"'"
_CLOSERS = ",.;:!?)]”\"’'"
_ABBREVIATED = 5
"""Letters that an abbreviation has at most."""
_SHORT = 4
"""Letters up to which a word all in capitals is rather an abbreviation than a metal ("TIN", "LEAD")."""
_SENTENCE_ENDS = (".", "?", ".”", '."', "?”")
_FORM_ENDS = ("Inc.", "Corp.", "Ltd.", "Co.", "U.S.")
_HEADLINE = 300
"""Characters that a headline has at most."""


@cache
def cue(name: str) -> frozenset[str]:
    """The words of `mineral_cues` that show this."""
    return frozenset(word for row in table("mineral_cues") if row["shows"] == name for word in values(row["words"]))


def _capital(word: str) -> bool:
    return word[:1].isupper() or (word[:1].isdigit() and len(word) < 4)


class Lines:
    """The lines of a text, and which of them are written like headlines, with most words capitalised."""

    def __init__(self, text: str) -> None:
        """Split once; lines are judged when asked for."""
        self._text = text
        self._starts = [0, *(hit.end() for hit in re.finditer(r"\n", text))]
        self._judged: dict[int, bool] = {}

    def bounds(self, position: int) -> tuple[int, int]:
        """Start and end of the line that holds the position."""
        index = bisect_right(self._starts, position) - 1
        end = self._starts[index + 1] - 1 if index + 1 < len(self._starts) else len(self._text)
        return self._starts[index], end

    def lists_facilities(self, position: int) -> bool:
        """Whether the line stands in a list of projects or mines: the one before or after it ends in such a word."""
        start, end = self.bounds(position)
        before = self._text[max(0, start - _HEADLINE) : start].split("\n")[-3:]
        after = self._text[end : end + _HEADLINE].strip().split("\n", 1)[:1]
        lasts = [line.split()[-1].lower() for line in (*before, *after) if line.strip()]
        return any(word in cue("facility") for word in lasts)

    def is_headline(self, position: int) -> bool:
        """Whether the line's longer words are mostly capitalised, so that a capital tells nothing."""
        start, end = self.bounds(position)
        if start not in self._judged:
            words = re.findall(r"[^\W\d_]{4,}", self._text[start : min(end, start + _HEADLINE)])
            capital = sum(word[0].isupper() for word in words)
            closed = self._text.endswith(_SENTENCE_ENDS, start, end) and not self._text.endswith(_FORM_ENDS, start, end)
            short = end - start <= _HEADLINE and not closed
            self._judged[start] = short and len(words) >= 3 and capital >= 0.7 * len(words)
        return self._judged[start]


def _opens_sentence(text: str, start: int, line_start: int) -> bool:
    head = text[max(line_start, start - 4) : start].rstrip(" \"“‘'(")
    return not head or head[-1] in '.!?:;•*–—-|…”"' or start == line_start


def name_around(text: str, start: int, end: int, line: tuple[int, int]) -> tuple[int, int]:
    """The run of capitalised words, with connectors between them, that holds the mention."""
    left, right = start, end
    for _ in range(_STEPS):
        word_start, closed = _word_left(text, left, line[0])
        if word_start is None or not _joins(text[word_start : left - 1]):
            break
        left = word_start
        if closed:
            break
    while left < start and not _capital(text[left:start].split(" ", 1)[0]):
        left = text.find(" ", left, start) + 1 or start
    for _ in range(_STEPS):
        word_end, closed = _word_right(text, right, line[1])
        if word_end is None or not _joins(text[right + 1 : word_end]):
            break
        right = word_end
        if closed:
            break
    while right > end and not _capital(text[end:right].rsplit(" ", 1)[-1]):
        right = max(end, text.rfind(" ", end, right))
    return left, right


def _is_pointed(word: str) -> bool:
    """Whether the point belongs to the word ("Corp.", "U.S.", "Mt.") and ends no sentence."""
    return word in cue("company") or _POINTED.fullmatch(word) is not None


def _joins(word: str) -> bool:
    return _capital(word) or word in _CONNECTORS


def _word_left(text: str, left: int, line_start: int) -> tuple[int | None, bool]:
    """Start of the word one space before `left`, and whether something opens right before it."""
    stop = left - 1
    if stop <= line_start or text[stop] != " " or text[stop - 1] in _STOPS:
        return None, True
    begin = max(line_start, text.rfind(" ", max(line_start, stop - _WINDOW), stop) + 1)
    word = text[begin:stop]
    if word.endswith(_POSSESSIVES) or (word.endswith(".") and not _is_pointed(word)):
        return None, True
    bare = word.lstrip(_OPENERS)
    return (stop - len(bare), bare != word) if bare else (None, True)


def _word_right(text: str, right: int, line_end: int) -> tuple[int | None, bool]:
    """End of the word one space after `right`, and whether something closes right after it."""
    begin = right + 1
    if begin >= line_end or text[right] != " ":
        return None, True
    space = text.find(" ", begin, min(line_end, begin + _WINDOW))
    word = text[begin : space if space >= 0 else min(line_end, begin + _WINDOW)]
    bare = word.rstrip(_CLOSERS)
    if bare.endswith(_POSSESSIVES):
        bare = bare[:-2] if bare[-2] in "’'" else bare[:-1]
    if word == bare + "." and _is_pointed(word):
        return begin + len(word), False
    return (begin + len(bare), bare != word) if bare else (None, True)


def _compound(text: str, start: int, end: int) -> tuple[int, int]:
    """The mention with what a hyphen or stroke joins to it: "Silver" in "Silver-Gold Project"."""
    while (ahead := _JOINED_AHEAD.match(text, end)) is not None:
        end = ahead.end()
    while (before := _JOINED_BACK.search(text, max(0, start - _WINDOW), start)) is not None:
        start = before.start()
    return start, end


def judge(text: str, start: int, end: int, lines: Lines, known: KnownNames) -> Verdict:
    """What the mention at `[start, end)` is a part of; `lone_capital`: a single capitalised word inside a sentence."""
    if not text[start].isupper():
        return "commodity"
    line = lines.bounds(start)
    if known.covers(start, end):
        return "name"
    start, end = _compound(text, start, end)
    left, right = name_around(text, start, end, line)
    before, after = text[left:start].split(), text[end:right].split()
    if before and (_opens_sentence(text, left, line[0]) or lines.is_headline(start)):
        while before and before[0] in cue("opening"):
            before = before[1:]
    next_word = _AHEAD.match(text, right)
    follows = next_word[1] if next_word is not None and next_word.start(1) - right == 1 else ""
    tail = [word.rstrip(",.;:’'") for word in after]
    if _is_abbreviation(text[start:end]):
        return "name" if _is_company(tail[:1]) else "commodity"
    if lines.is_headline(start):
        return _judge_headline(before, tail, text, right)
    if any(word.lower() in cue("facility") for word in tail) and not _is_company(tail):
        return "facility"
    if not before and not after:
        if text[start:end].isupper() and end - start <= _SHORT:
            return "lone_capital"
        if not text[start:end].istitle() or _opens_sentence(text, start, line[0]):
            return "commodity"
        return "name" if _among_names(text, start) else "lone_capital"
    if not before and all(word in cue("product") or word in _CONNECTORS for word in tail):
        return "commodity"
    if not tail and all(word in cue("modifier") for word in before) and follows[:1].islower():
        return "commodity"
    if (left, right) == line and lines.lists_facilities(start):
        return "facility"
    if follows.lower() in cue("facility") and before and not known.has(text[start - len(" ".join(before)) - 1 : end]):
        return "facility" if not _is_company(tail) else "name"
    return "name"


def _is_abbreviation(word: str) -> bool:
    """Whether the word has capitals inside it ("NdPr", "REE"), which names of companies seldom hold."""
    return (
        len(word) <= _ABBREVIATED and not word.istitle() and not word.islower() and word.lower() not in _plain_names()
    )


@cache
def _plain_names() -> frozenset[str]:
    return frozenset(row["name"] for row in table("minerals"))


def _among_names(text: str, start: int) -> bool:
    """Whether the word closes a list of family names: "Manning, Foushee, and Nickel"."""
    listed = _NAME_LIST.search(text, max(0, start - _WINDOW), start)
    return listed is not None and not any(hit.minerals for hit in scan(listed[0])[0])


def _is_company(words: list[str]) -> bool:
    return any(word in cue("company") for word in words)


def _judge_headline(before: list[str], tail: list[str], text: str, right: int) -> Verdict:
    """In a headline every word has a capital: only what follows can show a company or another name."""
    facilities = [word for word in tail[:_STEPS] if word.lower() in cue("facility")]
    if facilities and not _is_company([word for word in tail[:_STEPS] if word not in facilities]):
        return "facility"
    for position, word in enumerate(tail):
        if word in cue("company") and word not in cue("product"):
            return "name" if position == 0 or before else "commodity"
        if word in cue("announcing"):
            return "name" if before and position == 0 else "commodity"
        if word in cue("street") or (position == 0 and (word in cue("place") or word in cue("organisation"))):
            return "name"
        if position > 1:
            break
    if not tail and re.compile(r" ?\([A-Z][\w. -]{1,20}:").match(text, right) and before:
        return "name"
    return "commodity"


class KnownNames:
    """Names of companies and their like that hold a mineral, with every place where they stand."""

    def __init__(self) -> None:
        """Begin with none."""
        self._names: set[str] = set()
        self._spans: list[tuple[int, int]] = []

    def add(self, name: str) -> None:
        """Remember a name as written."""
        self._names.add(name)

    def has(self, name: str) -> bool:
        """Whether exactly this name is known."""
        return name in self._names

    def locate(self, text: str) -> None:
        """Find all places where the known names stand."""
        folded = text.casefold() if len(text.casefold()) == len(text) else text
        spans = []
        for name in self._names:
            needle = name.casefold()
            at = folded.find(needle)
            while at >= 0:
                spans.append((at, at + len(needle)))
                at = folded.find(needle, at + 1)
        self._spans = sorted(spans)

    def covers(self, start: int, end: int) -> bool:
        """Whether a known name stands over this range."""
        index = bisect_left(self._spans, (start + 1, 0))
        return any(left <= start and end <= right for left, right in self._spans[max(0, index - 4) : index])
