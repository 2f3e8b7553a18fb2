"""One raw article in, one clean article out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from pipeline.cleaning.assembly import clean_text, layout, segments_of
from pipeline.cleaning.decision import decide, offer
from pipeline.cleaning.evidence import pattern_signals, phrase_signals
from pipeline.cleaning.lines import Unit
from pipeline.cleaning.metadata import read_metadata
from pipeline.cleaning.recurring import RecurringLines
from pipeline.cleaning.shapes import shape_of
from pipeline.records import KEPT_KINDS, Article, CleanArticle, SegmentKind

LineKind = tuple[SegmentKind, str]
"""The kind of one line, and the rule that decided it."""


def clean(article: Article, recurring: RecurringLines | None = None) -> CleanArticle:
    """Tell the lines of an article apart, take the kept ones as clean text, and read its metadata.

    `recurring` knows the lines that its publisher repeats; without it only the rules decide.
    Never fails: any text, even an empty one, gives a clean article.
    """
    lines, skip, units = layout(article.text)
    kinds: list[LineKind] = [("metadata", "front_matter")] * skip
    kinds.extend(_line_kinds(article.text, units, skip > 0 and _has_title(article.text, lines[:skip])))
    return _build(article, lines, skip, units, kinds)


def assemble(article: Article, kinds: Sequence[LineKind]) -> CleanArticle:
    """The clean article that given line kinds lead to: one `(kind, rule)` for each non-blank line, in order.

    Raises ValueError where there are more or fewer kinds than lines.
    """
    lines, skip, units = layout(article.text)
    if len(kinds) != len(lines):
        raise ValueError(f"{len(lines)} lines, but {len(kinds)} kinds")
    return _build(article, lines, skip, units, kinds)


def _line_kinds(text: str, units: list[Unit], titled: bool) -> list[LineKind]:
    phrases = phrase_signals(text, units)
    offers = []
    begun = titled
    for number, unit in enumerate(units):
        raw = text[unit.start : unit.end]
        shape = shape_of(raw)
        found = phrases.get(number, []) + pattern_signals(raw)
        offers.append(offer(shape, found, begun))
        if not begun and shape in ("prose", "bullet") and not any(s.weight > 5 and s.kind not in KEPT_KINDS for s in found):
            begun = True
    kinds: list[LineKind] = []
    for unit, (kind, rule) in zip(units, decide(offers), strict=True):
        kinds.extend([(cast(SegmentKind, kind), rule)] * (unit.last - unit.first + 1))
    return kinds


def _has_title(text: str, lines: list[tuple[int, int]]) -> bool:
    return any(text.startswith("title:", start) for start, _ in lines)


def _build(
    article: Article, lines: list[tuple[int, int]], skip: int, units: list[Unit], kinds: Sequence[LineKind]
) -> CleanArticle:
    if any(kind != "metadata" for kind, _ in kinds[:skip]):
        units = [Unit(i, i, *lines[i], True) for i in range(skip)] + units
    segments = segments_of(lines, kinds)
    text = clean_text(article.text, lines, units, kinds)
    return read_metadata(replace(article), segments, text, skip)
