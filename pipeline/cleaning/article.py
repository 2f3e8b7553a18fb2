"""One raw article in, one clean article out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import cast

from pipeline.cleaning.assembly import Stretch, clean_text, layout, segments_of, stretches_of
from pipeline.cleaning.decision import decide, offer
from pipeline.cleaning.evidence import Signal, pattern_signals, read_evidence
from pipeline.cleaning.lines import Unit
from pipeline.cleaning.lone_lines import lone_lines
from pipeline.cleaning.metadata import read_metadata
from pipeline.cleaning.recurring import MOSTLY, Recurrence
from pipeline.cleaning.shapes import Shape, shape_of
from pipeline.records import KEPT_KINDS, Article, CleanArticle, SegmentKind

_SELLING = frozenset({"ad", "subscription"})
"""Kinds that documents do not have: a question to the reader is part of the speech there."""
_RUNNING = frozenset({"prose", "sentence", "open", "bullet"})
"""Shapes of running text: in a document these are tried for patterns only where a phrase or a sign stands out."""
_DOCUMENT_SHAPES = {"short": "document_short", "headline": "document_headline"}
"""Shapes that are weighed otherwise in a document."""
_Zones = tuple[str, ...]
_ANYWHERE: _Zones = ("", "story")
_TOP: _Zones = ("", "head", "top")
_HEAD: _Zones = ("", "head")
_TAIL: _Zones = ("", "tail")
"""The zones whose signals count for a unit: within the story, at the very start, before it and after it."""
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
    decided = _unit_kinds(article.text, units, document, repeated)
    kinds: list[LineKind] = [("metadata", "front_matter")] * skip
    for unit, kind in zip(units, decided, strict=True):
        kinds.extend([kind] * (unit.last - unit.first + 1))
    stretches = [(unit.first, unit.last, kind[0]) for unit, kind in zip(units, decided, strict=True)]
    return _build(article, lines, skip, kinds, stretches)


def assemble(article: Article, kinds: Sequence[LineKind]) -> CleanArticle:
    """The clean article that given line kinds lead to: one `(kind, rule)` for each non-blank line, in order.

    Raises ValueError where there are more or fewer kinds than lines.
    """
    lines, skip, units = layout(article.text)
    if len(kinds) != len(lines):
        raise ValueError(f"{len(lines)} lines, but {len(kinds)} kinds")
    if any(kind != "metadata" for kind, _ in kinds[:skip]):
        units = [Unit(i, i, *lines[i]) for i in range(skip)] + units
    return _build(article, lines, skip, kinds, stretches_of(units, kinds))


def _repeated(article: Article, units: list[Unit], recurring: Recurrence) -> dict[int, float]:
    """The units of one line that the publisher repeats, with the share of its articles that have them."""
    shares = {}
    for number, unit in enumerate(units):
        if unit.first == unit.last:
            share = recurring.share(article.publisher, article.text[unit.start : unit.end])
            if share:
                shares[number] = share
    return shares


def _unit_kinds(
    text: str, units: list[Unit], document: bool, repeated: Mapping[int, float] = MappingProxyType({})
) -> list[LineKind]:
    """The kind of every unit.

    `document` says that they are a hard-wrapped document with its title in front matter; `repeated` gives the units
    that recur at the publisher: residue where they stand before or after the story, and anywhere
    where most of its articles have them.
    """
    evidence = read_evidence(text, units)
    phrases, eligible = evidence.phrases, evidence.eligible
    raws = [text[unit.start : unit.end] for unit in units]
    shapes = list(map(shape_of, raws))
    first, last = _text_limits(shapes, phrases)
    alone = {} if document else lone_lines(raws, shapes, first, last)
    offers = []
    doubted = False
    for number, (raw, shape) in enumerate(zip(raws, shapes, strict=True)):
        zones = _ANYWHERE
        if number < first:
            zones = _HEAD if number or document else _TOP
        elif number > last:
            zones = _TAIL
        found: list[Signal] = []
        if number in phrases:
            found = [
                signal
                for signal in phrases[number]
                if signal.zone in zones and not (document and signal.kind in _SELLING)
            ]
        if found or not document or shape not in _RUNNING or not raw[0].isalnum():
            without = _WITHOUT[_NOTHING if doubted or found else KEPT_KINDS, document]
            found += pattern_signals(raw, zones, eligible[number], without)
        if found and not doubted:
            doubted = any(signal.opens for signal in found)
        if number in alone:
            found.append(alone[number])
        if number in repeated and (zones is not _ANYWHERE or repeated[number] > MOSTLY):
            found.append(_RECURRING_LONG if shape in ("prose", "open") else _RECURRING)
        look = _DOCUMENT_SHAPES.get(shape, shape) if document else shape
        offers.append(offer(look, tuple(found), document or number > first))
    return cast(list[LineKind], decide(offers))


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
    article: Article,
    lines: list[tuple[int, int]],
    skip: int,
    kinds: Sequence[LineKind],
    stretches: Sequence[Stretch],
) -> CleanArticle:
    return read_metadata(article, segments_of(lines, kinds), clean_text(article.text, lines, stretches), skip)
