"""One raw article in, one clean article out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import cast, get_args

from pipeline.cleaning.assembly import Stretch, clean_text, layout, segments_of, stretches_of
from pipeline.cleaning.decision import Offer, decide, offer
from pipeline.cleaning.evidence import Signal, find_phrases
from pipeline.cleaning.folding import folded_bytes
from pipeline.cleaning.lines import Unit
from pipeline.cleaning.lone_lines import lone_lines
from pipeline.cleaning.metadata import read_metadata
from pipeline.cleaning.patterns import pattern_signals
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
    looked_up = folded_bytes(article.text)
    decided = _unit_kinds(article.text, looked_up, units, document, repeated)
    kinds: list[LineKind] = [("metadata", "front_matter")] * skip
    stretches: list[Stretch] = []
    for (first, last, _, _, _), kind in zip(units, decided, strict=True):
        kinds.extend([kind] * (last - first + 1))
        stretches.append((first, last, kind[0]))
    return _build(article, looked_up, lines, skip, kinds, stretches)


def assemble(article: Article, kinds: Sequence[LineKind]) -> CleanArticle:
    """The clean article that given line kinds lead to: one `(kind, rule)` for each non-blank line, in order.

    Raises ValueError where there are more or fewer kinds than lines.
    """
    lines, skip, units = layout(article.text)
    if len(kinds) != len(lines):
        raise ValueError(f"{len(lines)} lines, but {len(kinds)} kinds")
    if any(kind != "metadata" for kind, _ in kinds[:skip]):
        units = [Unit(i, i, *lines[i]) for i in range(skip)] + units
    return _build(article, folded_bytes(article.text), lines, skip, kinds, stretches_of(units, kinds))


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
    text: str, looked_up: bytes, units: list[Unit], document: bool, repeated: Mapping[int, float] = MappingProxyType({})
) -> list[LineKind]:
    """The kind of every unit.

    `document` says that they are a hard-wrapped document with its title in front matter; `repeated` gives the units
    that recur at the publisher: residue where they stand before or after the story, and anywhere
    where most of its articles have them.
    """
    phrases = find_phrases(text, looked_up, units)
    raws = [text[start:end] for _, _, start, end, _ in units]
    shapes = list(map(shape_of, raws))
    first, last = _text_limits(shapes, phrases)
    alone = {} if document else lone_lines(raws, shapes, first, last)
    offers = _silent_offers(shapes, document, first)
    doubted = False
    for number, shape in enumerate(shapes):
        if document and shape in _RUNNING and number not in phrases and raws[number][0].isalnum():
            continue
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
        if found or not document or shape not in _RUNNING or not raws[number][0].isalnum():
            without = _WITHOUT[_NOTHING if doubted or found else KEPT_KINDS, document]
            unit = units[number]
            found += pattern_signals(raws[number], looked_up[unit.start : unit.end], zones, without)
        if found and not doubted:
            doubted = any(signal.opens for signal in found)
        if number in alone:
            found.append(alone[number])
        if number in repeated and (zones is not _ANYWHERE or repeated[number] > MOSTLY):
            found.append(_RECURRING_LONG if shape in ("prose", "open") else _RECURRING)
        if found:
            look = _DOCUMENT_SHAPES.get(shape, shape) if document else shape
            offers[number] = offer(look, tuple(found), document or number > first)
    return cast(list[LineKind], decide(offers))


def _silent_offers(shapes: list[Shape], document: bool, first: int) -> list[Offer]:
    """What the units offer by their shapes alone; a title can stand only up to the unit `first`, and in no document."""
    if document:
        return list(map(_offers_of_shapes(True, True).__getitem__, shapes))
    titled = map(_offers_of_shapes(False, True).__getitem__, shapes[first + 1 :])
    return [*map(_offers_of_shapes(False, False).__getitem__, shapes[: first + 1]), *titled]


@cache
def _offers_of_shapes(document: bool, titled: bool) -> dict[Shape, Offer]:
    looks = _DOCUMENT_SHAPES if document else {}
    return {shape: offer(looks.get(shape, shape), (), titled) for shape in get_args(Shape)}


def _text_limits(shapes: list[Shape], phrases: dict[int, list[Signal]]) -> tuple[int, int]:
    """The numbers of the first and the last unit that look like paragraphs of the story."""
    last = len(shapes) - 1
    first = next((number for number, shape in enumerate(shapes) if _is_story(number, shape, phrases)), last + 1)
    if first > last:
        return first, first
    return first, next(number for number in range(last, -1, -1) if _is_story(number, shapes[number], phrases))


def _is_story(number: int, shape: Shape, phrases: Mapping[int, list[Signal]]) -> bool:
    return shape == "prose" and not (
        number in phrases and any(one.weight > 5 and one.kind not in KEPT_KINDS for one in phrases[number])
    )


def _has_title(text: str, lines: list[tuple[int, int]]) -> bool:
    return any(text.startswith("title:", start) for start, _ in lines)


def _build(
    article: Article,
    looked_up: bytes,
    lines: list[tuple[int, int]],
    skip: int,
    kinds: Sequence[LineKind],
    stretches: Sequence[Stretch],
) -> CleanArticle:
    clean = clean_text(article.text, looked_up, lines, stretches)
    return read_metadata(article, segments_of(lines, kinds), clean, skip)
