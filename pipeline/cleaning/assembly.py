"""Line kinds in, segments and clean text out."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.cleaning.lines import Unit, front_matter_lines, is_drop_cap, lines_of, units_of
from pipeline.cleaning.markup import Pieces, take
from pipeline.records import KEPT_KINDS, CleanText, Paragraph, Segment, SegmentKind


def segments_of(lines: Sequence[tuple[int, int]], kinds: Sequence[tuple[SegmentKind, str]]) -> tuple[Segment, ...]:
    """One segment per line, with the kind and the rule decided for it."""
    kept = KEPT_KINDS
    return tuple(
        [Segment(start, end, kind, kind in kept, rule) for (start, end), (kind, rule) in zip(lines, kinds, strict=True)]
    )


def clean_text(
    text: str, lines: Sequence[tuple[int, int]], units: Sequence[Unit], kinds: Sequence[tuple[SegmentKind, str]]
) -> CleanText:
    """The kept lines as paragraphs: wraps joined, markup off, mapped back to raw offsets."""
    out = Pieces()
    paragraphs: list[Paragraph] = []
    for unit in units:
        first = unit.first
        while first <= unit.last:
            kind = kinds[first][0]
            last = first
            while last < unit.last and kinds[last + 1][0] == kind:
                last += 1
            if kind in KEPT_KINDS:
                mark = (len(out.parts), len(out.runs), out.length)
                if out.length:
                    out.gap("\n\n")
                start = out.length
                begin = lines[first][0]
                if last > first and is_drop_cap(text, lines[first], lines[first + 1]):
                    out.add(text[begin], begin)
                    begin = lines[first + 1][0]
                take(text, begin, lines[last][1], out)
                while out.length > start and out.parts[-1].isspace():
                    out.length -= len(out.parts.pop())
                    while out.runs and out.runs[-1][0] >= out.length:
                        out.runs.pop()
                    if out.runs and out.runs[-1][0] + out.runs[-1][2] > out.length:
                        clean, raw, _ = out.runs[-1]
                        out.runs[-1] = (clean, raw, out.length - clean)
                if out.length > start:
                    paragraphs.append(Paragraph(start, out.length, kind))
                else:
                    del out.parts[mark[0] :], out.runs[mark[1] :]
                    out.length = mark[2]
            first = last + 1
    return CleanText("".join(out.parts), tuple(out.runs), tuple(paragraphs))


def layout(text: str) -> tuple[list[tuple[int, int]], int, list[Unit]]:
    """The lines of a text, how many of the first are front matter, and the units that the rest make up."""
    lines = lines_of(text)
    skip = front_matter_lines(text, lines)
    return lines, skip, units_of(text, lines, skip)
