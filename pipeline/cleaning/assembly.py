"""Line kinds in, segments and clean text out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, repeat

from pipeline.cleaning.lines import Unit, front_matter_lines, is_drop_cap, lines_of, units_of
from pipeline.cleaning.markup import Pieces, take
from pipeline.records import KEPT_KINDS, CleanText, Paragraph, Segment, SegmentKind

Stretch = tuple[int, int, SegmentKind]
"""Numbers of the first and the last of the lines that are read as one paragraph, and their kind."""


def segments_of(lines: Sequence[tuple[int, int]], kinds: Sequence[tuple[SegmentKind, str]]) -> tuple[Segment, ...]:
    """One segment per line, with the kind and the rule decided for it."""
    kept = KEPT_KINDS
    rows = [(start, end, kind, kind in kept, rule) for (start, end), (kind, rule) in zip(lines, kinds, strict=True)]
    # As `Segment(*row)` does it, without a call of Python code for each line of a corpus.
    return tuple(map(tuple.__new__, repeat(Segment), rows))


def stretches_of(units: Sequence[Unit], kinds: Sequence[tuple[SegmentKind, str]]) -> list[Stretch]:
    """The units, each parted where the kind of its lines changes."""
    return [
        (numbers[0], numbers[-1], kind)
        for unit in units
        for kind, group in groupby(range(unit.first, unit.last + 1), lambda number: kinds[number][0])
        if (numbers := list(group))
    ]


def clean_text(text: str, lines: Sequence[tuple[int, int]], stretches: Sequence[Stretch]) -> CleanText:
    """The kept stretches as paragraphs: wraps joined, markup off, mapped back to raw offsets."""
    out = Pieces()
    paragraphs: list[Paragraph] = []
    for first, last, kind in stretches:
        if kind not in KEPT_KINDS:
            continue
        before = out.mark()
        if out.length:
            out.gap("\n\n")
        start = out.length
        begin = lines[first][0]
        if last > first and is_drop_cap(text, lines[first], lines[first + 1]):
            out.add(text[begin], begin)
            begin = lines[first + 1][0]
        take(text, begin, lines[last][1], out)
        out.drop_blank_end(start)
        if out.length > start:
            paragraphs.append(Paragraph(start, out.length, kind))
        else:
            out.back_to(before)
    return CleanText("".join(out.parts), tuple(out.runs), tuple(paragraphs))


def layout(text: str) -> tuple[list[tuple[int, int]], int, list[Unit]]:
    """The lines of a text, how many of the first are front matter, and the units that the rest make up."""
    lines = lines_of(text)
    skip = front_matter_lines(text, lines)
    return lines, skip, units_of(text, lines, skip)
