"""Raw text into lines, and lines into units.

A *line* is a non-blank stretch between two newlines without its outer white space: what a segment
covers. A *unit* is what a reader takes as one block: a paragraph whose hard wraps are joined, a
list item, a heading, a row. Kinds are decided per unit, segments are written per line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WIDEST_WRAP = 120
"""Longest line, in characters, that can be a hard-wrapped one."""
MOST_LINES_JOINED = 400
"""A paragraph of more wrapped lines than this is broken up, so that no unit grows without bound."""

_OPENS_BLOCK = re.compile(r"(?:[-*+•●▪◦–—·]|#{1,6}|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\\?[.)])(?:\s|$)|[|!<]|\\?#")
_RULE = re.compile(r"[\W_]+\Z")
_FENCE = "---"


@dataclass(slots=True)
class Unit:
    """Lines `first` to `last` (inclusive), read as one block; `start`, `end` are raw offsets."""

    first: int
    last: int
    start: int
    end: int
    blank_before: bool
    html: bool = False


def lines_of(text: str) -> list[tuple[int, int]]:
    """The raw range of every non-blank line, outer white space left out, in order."""
    spans: list[tuple[int, int]] = []
    position = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            width = len(bare)
            start = position if width == len(line) else position + line.index(bare[0])
            spans.append((start, start + width))
        position += len(line) + 1
    return spans


def front_matter_lines(text: str, lines: list[tuple[int, int]]) -> int:
    """How many of the first lines are YAML front matter (between `---` fences); 0 where there is none."""
    if len(lines) < 3 or text[slice(*lines[0])] != _FENCE:
        return 0
    for i in range(1, min(len(lines), 200)):
        if text[slice(*lines[i])] == _FENCE:
            head = text[slice(*lines[1])]
            return i + 1 if ":" in head else 0
    return 0


def wrap_width(text: str, lines: list[tuple[int, int]], skip: int = 0) -> int:
    """The column at which the paragraphs of this text are hard-wrapped; 0 where they are not.

    A text is wrapped where lines that are directly followed by another one are of about one width
    and hardly any line is wider. A text whose paragraphs are single long lines is not.
    """
    followed: list[int] = []
    wide = prose = running = 0
    before = None
    for start, end in lines[skip:]:
        width = end - start
        if width > WIDEST_WRAP:
            wide += "](" not in text[start:end] and "://" not in text[start:end]
        else:
            prose += 1
        if before is not None:
            gap = text[before[1] : start]
            if gap.count("\n") == 1 and before[1] - before[0] <= WIDEST_WRAP:
                followed.append(before[1] - before[0])
                running += text[start].islower()
        before = (start, end)
    if len(followed) < 2 or running < 2 or wide * 4 > prose:
        return 0
    followed.sort()
    width = followed[-1 - len(followed) // 50]
    near = sum(1 for one in followed if one >= width - 16)
    return width if near >= 2 and near * 4 >= len(followed) and width >= 36 else 0


def units_of(text: str, lines: list[tuple[int, int]], skip: int = 0) -> list[Unit]:
    """The units that the lines from number `skip` on make up, in order."""
    width = wrap_width(text, lines, skip)
    units: list[Unit] = []
    last: Unit | None = None
    for i in range(skip, len(lines)):
        start, end = lines[i]
        blank_before = True
        if last is not None:
            gap = text[last.end : start]
            blank_before = gap.count("\n") > 1
            if not blank_before:
                if last.html:
                    last.last, last.end = i, end
                    continue
                if width and _continues(text, lines[i - 1], (start, end), gap, width, i - last.first):
                    last.last, last.end = i, end
                    continue
        html = text[start] == "<" and text.startswith(("<figure", "<img", "<iframe", "<video", "<svg", "<script"), start)
        last = Unit(i, i, start, end, blank_before, html)
        units.append(last)
    return units


def _continues(text: str, before: tuple[int, int], line: tuple[int, int], gap: str, width: int, joined: int) -> bool:
    """Whether a line goes on with the paragraph of the line directly before it.

    A wrap is forced where the next word would not have fitted; a shorter line was ended on purpose
    unless its sentence plainly runs on in lower case.
    """
    start, end = line
    if joined >= MOST_LINES_JOINED or (_OPENS_BLOCK.match(text, start, end) and not text[before[1] - 1] in ",;("):
        return False
    shown = before[1] - before[0]
    if shown > WIDEST_WRAP or gap.startswith("  ") or text[before[1] - 1] == "\\":
        return False
    if _RULE.match(text[before[0] : before[1]]) and shown > 3:
        return False
    if text.startswith("#", before[0]) and not text.startswith("##### ", before[0]) and text[before[0]:before[1]].lstrip("#").startswith(" ") and shown < width - 16:
        return False
    indent = len(gap) - 1
    room = width - shown - min(indent, 8)
    word = text.find(" ", start, end)
    first_word = (end if word < 0 else word) - start
    if first_word + 1 > room:
        return True
    return text[start].islower() and text[before[1] - 1] not in ".!?:"
