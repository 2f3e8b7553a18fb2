"""Line kinds in, segments and clean text out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby, repeat

from pipeline.cleaning.lines import Unit, front_matter_lines, is_drop_cap, lines_of, units_of
from pipeline.cleaning.markup import LEADING_SIGNS, Pieces, lead_end, signs_of_work, take
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


def clean_text(
    text: str, looked_up: bytes, lines: Sequence[tuple[int, int]], stretches: Iterable[Stretch]
) -> CleanText:
    """The kept stretches as paragraphs: wraps joined, markup off, mapped back to raw offsets.

    `looked_up` is the folded text.
    """
    out = Pieces()
    paragraphs: list[tuple[int, int, SegmentKind]] = []
    work = signs_of_work(text, looked_up)
    flat = text.replace("\n", " ").replace("\xa0", " ")
    plain_up_to = gap = -1
    for first, last, kind in stretches:
        if kind not in KEPT_KINDS:
            continue
        begin, end = lines[first][0], lines[last][1]
        if plain_up_to < begin:
            next_work = work.find(1, begin)
            plain_up_to = len(text) if next_work < 0 else next_work
        dropped = last > first and lines[first][1] == begin + 1 and is_drop_cap(text, lines[first], lines[first + 1])
        if end <= plain_up_to and not dropped:
            if text[begin] in LEADING_SIGNS:
                begin = lead_end(text, begin, end)
                if begin == end:
                    continue
            if gap < begin:
                next_gap = flat.find("  ", begin)
                gap = len(text) if next_gap < 0 else next_gap
            paragraphs.append((*out.add_plain(flat, begin, end, gap), kind))
            continue
        before = out.mark()
        if out.length:
            out.gap("\n\n")
        start = out.length
        if dropped:
            out.add(text[begin], begin)
            begin = lines[first + 1][0]
        take(text, begin, end, out)
        out.drop_blank_end(start)
        if out.length > start:
            paragraphs.append((start, out.length, kind))
        else:
            out.back_to(before)
    rows = tuple(map(tuple.__new__, repeat(Paragraph), paragraphs))
    return CleanText("".join(out.parts), tuple(out.runs), rows)


def layout(text: str) -> tuple[list[tuple[int, int]], int, list[Unit]]:
    """The lines of a text, how many of the first are front matter, and the units that the rest make up."""
    lines = lines_of(text)
    skip = front_matter_lines(text, lines)
    return lines, skip, units_of(text, lines, skip)
