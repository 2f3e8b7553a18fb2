"""One raw article in, one clean article out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from pipeline.cleaning.assembly import clean_text, layout, segments_of
from pipeline.cleaning.decision import decide, offer
from pipeline.cleaning.evidence import Signal, pattern_signals, read_evidence
from pipeline.cleaning.lines import Unit
from pipeline.cleaning.metadata import read_metadata
from pipeline.cleaning.recurring import MOSTLY, Recurrence
from pipeline.cleaning.shapes import Shape, shape_of
from pipeline.records import KEPT_KINDS, Article, CleanArticle, SegmentKind

_SELLING = frozenset({"ad", "subscription"})
"""Kinds that documents do not have: a question to the reader is part of the speech there."""
_RUNNING = frozenset({"prose", "sentence", "open", "bullet"})
"""Shapes of running text: in a document these are tried for patterns only where a phrase or a sign stands out."""
_NOTHING: frozenset[str] = frozenset()
_WITHOUT = {
    (kept, document): kept | _SELLING if document else kept
    for kept in (_NOTHING, KEPT_KINDS)
    for document in (False, True)
}
"""Kinds for which no pattern is tried: those of kept lines while nothing is in doubt, and what documents don't have."""
_RECURRING = Signal("navigation", 5.0, False, "recurring")
_RECURRING_LONG = Signal("disclaimer", 9.0, False, "recurring")

LineKind = tuple[SegmentKind, str]
"""The kind of one line, and the rule that decided it."""


def clean(article: Article, recurring: Recurrence | None = None) -> CleanArticle:
    """Tell the lines of an article apart, take the kept ones as clean text, and read its metadata.

    `recurring` knows the lines that its publisher repeats; without it only the rules decide.
    Never fails: any text, even an empty one, gives a clean article.
    """
    lines, skip, units = layout(article.text)
    document = (
        skip > 0
        and _has_title(article.text, lines[:skip])
        and any(unit.last > unit.first and not unit.html for unit in units)
    )
    repeated = {} if recurring is None or document else _repeated(article, units, recurring)
    kinds: list[LineKind] = [("metadata", "front_matter")] * skip
    kinds.extend(_line_kinds(article.text, units, document, repeated))
    return _build(article, lines, skip, units, kinds)


def assemble(article: Article, kinds: Sequence[LineKind]) -> CleanArticle:
    """The clean article that given line kinds lead to: one `(kind, rule)` for each non-blank line, in order.

    Raises ValueError where there are more or fewer kinds than lines.
    """
    lines, skip, units = layout(article.text)
    if len(kinds) != len(lines):
        raise ValueError(f"{len(lines)} lines, but {len(kinds)} kinds")
    return _build(article, lines, skip, units, kinds)


def _repeated(article: Article, units: list[Unit], recurring: Recurrence) -> dict[int, float]:
    """The units of one line that the publisher repeats, with the share of its articles that have them."""
    shares = {}
    for number, unit in enumerate(units):
        if unit.first == unit.last:
            share = recurring.share(article.publisher, article.text[unit.start : unit.end])
            if share:
                shares[number] = share
    return shares


def _line_kinds(
    text: str, units: list[Unit], document: bool, repeated: Mapping[int, float] = MappingProxyType({})
) -> list[LineKind]:
    """The kind of every line of the units.

    `document` says that they are a hard-wrapped document with its title in front matter; `repeated` gives the units
    that recur at the publisher: residue where they stand before or after the story, and anywhere
    where most of its articles have them.
    """
    evidence = read_evidence(text, units)
    phrases = evidence.phrases
    shapes = [shape_of(text[unit.start : unit.end]) for unit in units]
    first, last = _text_limits(shapes, phrases)
    offers = []
    doubted = False
    for number, unit in enumerate(units):
        zones: tuple[str, ...] = ("",)
        if number < first:
            zones = ("", "head") if number or document else ("", "head", "top")
        elif number > last:
            zones = ("", "tail")
        found = [signal for signal in phrases.get(number, ()) if signal.zone in zones]
        if document:
            found = [signal for signal in found if signal.kind not in _SELLING]
        needless = _NOTHING if doubted or found else KEPT_KINDS
        without = _WITHOUT[needless, document]
        if found or not document or shapes[number] not in _RUNNING or not text[unit.start].isalnum():
            raw = text[unit.start : unit.end]
            found += pattern_signals(raw, zones, evidence.eligible.get(number, 0), without)
        doubted = doubted or any(signal.opens for signal in found)
        if number in repeated and (len(zones) > 1 or repeated[number] > MOSTLY):
            found.append(_RECURRING_LONG if shapes[number] in ("prose", "open") else _RECURRING)
        shape: str = shapes[number]
        if document and shape in ("short", "headline"):
            shape = f"document_{shape}"
        offers.append(offer(shape, tuple(found), document or number > first))
    kinds: list[LineKind] = []
    for unit, (kind, rule) in zip(units, decide(offers), strict=True):
        kinds.extend([(cast(SegmentKind, kind), rule)] * (unit.last - unit.first + 1))
    return kinds


def _text_limits(shapes: list[Shape], phrases: dict[int, list[Signal]]) -> tuple[int, int]:
    """The numbers of the first and the last unit that look like paragraphs of the story."""
    story = [
        number
        for number, shape in enumerate(shapes)
        if shape == "prose" and not any(s.weight > 5 and s.kind not in KEPT_KINDS for s in phrases.get(number, ()))
    ]
    return (story[0], story[-1]) if story else (len(shapes), len(shapes))


def _has_title(text: str, lines: list[tuple[int, int]]) -> bool:
    return any(text.startswith("title:", start) for start, _ in lines)


def _build(
    article: Article, lines: list[tuple[int, int]], skip: int, units: list[Unit], kinds: Sequence[LineKind]
) -> CleanArticle:
    if any(kind != "metadata" for kind, _ in kinds[:skip]):
        units = [Unit(i, i, *lines[i], True) for i in range(skip)] + units
    segments = segments_of(lines, kinds)
    text = clean_text(article.text, lines, units, kinds)
    return read_metadata(article, segments, text, skip)
