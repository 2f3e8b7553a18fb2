"""Raw text into lines, and lines into units.

A *line* is a non-blank stretch between two newlines without its outer white space: what a segment
covers. A *unit* is what a reader takes as one block: a paragraph whose hard wraps are joined, a
list item, a heading, a row. Kinds are decided per unit, segments are written per line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise, repeat
from typing import NamedTuple

WIDEST_WRAP = 120
"""Longest line, in characters, that can be a hard-wrapped one."""
_PLAINLY_WIDE = 60
"""Width of lines, in characters, that hardly anything but wrapped prose has."""
MOST_LINES_JOINED = 400
"""A paragraph of more wrapped lines than this is broken up, so that no unit grows without bound."""

_LINE = re.compile(r"\S.*(?<=\S)")
_MARKER = re.compile(r"[-*+•●▪◦·](?:\s|$)|#{1,6}\s|[|!<]|\\?#")
_COUNTED = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})\\?[.)]\s")
_HEADING = re.compile(r"#{1,6}\s")
_ENDS = '.!?:;…"”’)*'
_RULE = re.compile(r"[\W_]+\Z")
_FENCE = "---"
_EMBEDDED = ("<figure", "<img", "<iframe", "<video", "<svg", "<script", "<picture")


class Unit(NamedTuple):
    """Lines `first` to `last` (inclusive), read as one block; `start`, `end` are raw offsets."""

    first: int
    last: int
    start: int
    end: int
    html: bool = False


def lines_of(text: str) -> list[tuple[int, int]]:
    """The raw range of every non-blank line, outer white space left out, in order."""
    return [line.span() for line in _LINE.finditer(text)]


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
    and hardly any line is wider. A text whose paragraphs are single long lines is not. Lines with
    addresses of the web in them are left out: these are not broken.
    """
    shown = lines[skip:] if skip else lines
    linked = "://" in text
    beyond = [(start, end) for start, end in shown if end - start > WIDEST_WRAP]
    wide = sum(text.find("://", start, end) < 0 for start, end in beyond)
    if wide * 4 > len(shown) - len(beyond):
        return 0
    followed: list[int] = []
    running = 0
    for (start, end), (following, _) in pairwise(shown):
        if (
            end - start <= WIDEST_WRAP
            # Most lines have an empty one right below them: told without a search.
            and (following - end == 1 or (text[end + 1] != "\n" and text.find("\n", end + 1, following) < 0))
            and not (linked and text.find("://", start, end) >= 0)
        ):
            followed.append(end - start)
            if running < 2:
                running += text[following].islower()
    if len(followed) < 2 or not running:
        return 0
    followed.sort()
    width = followed[-1 - len(followed) // 50]
    near = len(followed) - bisect_left(followed, width - 16)
    if running < 2 and (near < len(followed) or width < _PLAINLY_WIDE):
        return 0  # in a short notice one line that goes on in lower case will do where all are of one width
    return width if near >= 2 and near * 4 >= len(followed) and width >= 36 else 0


def units_of(text: str, lines: list[tuple[int, int]], skip: int = 0) -> list[Unit]:
    """The units that the lines from number `skip` on make up, in order."""
    if len(lines) <= skip:
        return []
    width = wrap_width(text, lines, skip)
    if not width and _each_line_alone(text, lines):
        rows = [(number, number, *lines[number], False) for number in range(skip, len(lines))]
        return list(map(tuple.__new__, repeat(Unit), rows))
    units: list[Unit] = []
    first, before = skip, lines[skip]
    start = before[0]
    html = text.startswith(_EMBEDDED, start)
    for number, line in enumerate(lines[skip + 1 :], skip + 1):
        begin, end = line[0], before[1]
        if not (
            (
                (width or html)
                and (begin - end == 1 or text.find("\n", end + 1, begin) < 0)
                and (html or _continues(text, before, line, width, number - first))
            )
            or (end - before[0] == 1 and is_drop_cap(text, before, line))
        ):
            units.append(Unit(first, number - 1, start, end, html))
            first, start = number, begin
            html = text[start] == "<" and text.startswith(_EMBEDDED, start)
        before = line
    units.append(Unit(first, len(lines) - 1, start, before[1], html))
    return units


def _each_line_alone(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether no line of a text that is not wrapped can go on with the one before: no markup of HTML, no drop caps."""
    if "<" in text and any(opening in text for opening in _EMBEDDED):
        return False
    return not any(end - start == 1 for start, end in lines)


def is_drop_cap(text: str, before: tuple[int, int], line: tuple[int, int]) -> bool:
    """Whether a line is a single capital letter that the next one goes on from within the word."""
    return before[1] - before[0] == 1 and text[before[0]].isupper() and text[line[0]].islower()


def _continues(text: str, before: tuple[int, int], line: tuple[int, int], width: int, joined: int) -> bool:
    """Whether a line goes on with the paragraph of the line directly before it.

    A wrap is forced where the next word would not have fitted; a shorter line was ended on purpose
    unless its sentence plainly runs on.
    """
    if joined >= MOST_LINES_JOINED:
        return False
    start, end = line
    shown = before[1] - before[0]
    first, opening, closing = text[start], text[before[0]], text[before[1] - 1]
    wordy = opening.isalnum()
    runs_on = closing not in ".!?:" and first.islower()
    if runs_on and wordy and shown <= WIDEST_WRAP and text[start : start + 6].isalpha():
        return True
    if not first.isalnum() and _MARKER.match(text, start, end):
        return False
    if not wordy and (
        (shown > 3 and _RULE.match(text, before[0], before[1]))
        or (opening == "#" and shown < width - 16 and _HEADING.match(text, before[0], before[1]))
    ):
        return False
    if shown > WIDEST_WRAP and text.find("://", before[0], before[1]) < 0:
        return False
    space = text.find(" ", start, end)
    indent = start - before[1] - 1
    forced = (end if space < 0 else space) - start + 1 > width - shown - (indent if indent < 9 else 0)
    if not (forced or runs_on or (shown > width - 18 and closing not in _ENDS and closing != "\\")):
        return False
    if forced and closing not in _ENDS and closing != ",":
        return True
    return not _COUNTED.match(text, start, end)
