"""The error browser: an explained article for a terminal, or as one page that needs nothing but a browser."""

from __future__ import annotations

import base64
import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.extraction.explanation import Explained, ExplainedRecord, FieldReading
from pipeline.extraction.view import as_terminal as extraction_as_terminal
from pipeline.printable import printable
from pipeline.records import Evidence, Segment

_LONG = 90
"""Characters of a quotation that the terminal shows."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing to say about a raw range of the text, as the page says it.

    `kind` is a class of the page's style sheet: `meeting`, `deal`, `field`, `party`, `mineral`,
    `near`, or `read` for a name, date, sum or place. `record` is the number of the record that it
    belongs to, from 0, or None.
    """

    start: int
    end: int
    kind: str
    about: str
    value: str
    rule: str
    confidence: float | None = None
    record: int | None = None


def marks(explained: Explained) -> list[Mark]:
    """All that can be said about stretches of the article, in the order of records, then of the text."""
    found = []
    for number, record in enumerate(explained.records):
        found += [_mark(e, record.kind, record.kind, record.title, number) for e in record.shown]
        for reading in record.fields:
            found += [_mark(e, "field", reading.field, reading.value, number) for e in reading.evidence]
        for reading in record.parties:
            found += [_mark(e, "party", f"party, {reading.field}", reading.value, number) for e in reading.evidence]
    found += [
        Mark(m.start, m.end, "mineral", "mineral", m.mineral_id.replace("_", " "), m.rule)
        for m in explained.extraction.minerals
    ]
    found += [Mark(c.start, c.end, "near", f"no {c.kind}", c.reason, c.rule) for c in explained.turned_down]
    found += [Mark(i.start, i.end, "read", i.kind, i.value, i.rule) for i in explained.ingredients]
    return found


def _mark(evidence: Evidence, kind: str, about: str, value: str, record: int) -> Mark:
    return Mark(evidence.start, evidence.end, kind, about, value, evidence.rule, evidence.confidence, record)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line over which the same marks hold; `marks` are their numbers."""

    text: str
    marks: tuple[int, ...]
    kinds: str
    told: str


def marks_by_line(lines: Sequence[Segment], found: Sequence[Mark]) -> list[list[tuple[int, Mark]]]:
    """For each line, in the order of the text, the marks that touch it with their numbers."""
    ends = [line.end for line in lines]
    by_line: list[list[tuple[int, Mark]]] = [[] for _ in lines]
    for number, mark in enumerate(found):
        at = bisect_right(ends, mark.start)
        while at < len(lines) and lines[at].start < mark.end:
            by_line[at].append((number, mark))
            at += 1
    return by_line


def pieces(text: str, line: Segment, here: Sequence[tuple[int, Mark]]) -> Iterator[Piece]:
    """A line of the text, cut wherever one of its numbered marks begins or ends; the pieces joined give the line."""
    begin: dict[int, list[int]] = {}
    finish: dict[int, list[int]] = {}
    known = dict(here)
    for number, mark in here:
        begin.setdefault(max(mark.start, line.start), []).append(number)
        finish.setdefault(min(mark.end, line.end), []).append(number)
    running: set[int] = set()
    for start, end in pairwise(sorted({line.start, line.end, *begin, *finish})):
        running.update(begin.get(start, ()))
        running.difference_update(finish.get(start, ()))
        over = [(number, known[number]) for number in sorted(running)]
        yield Piece(
            printable(text[start:end]),
            tuple(number for number, _ in over),
            " ".join(sorted({mark.kind for _, mark in over})),
            "; ".join(f"{mark.about}: {mark.value} [{mark.rule}]" for _, mark in over),
        )


@cache
def _template() -> tuple[Template, str, str]:
    """The page, and its style and script, which are the only ones that the page's own policy lets run."""
    folder = files(__package__).joinpath("page")
    page, style, script = (
        folder.joinpath(name).read_text(encoding="utf-8")
        for name in ("explained.html.j2", "explained.css", "explained.js")
    )
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_shown
    )
    return environment.from_string(page), style, script


def _shown(value: object) -> object:
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _source(content: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode() + "'"


def as_html(explained: Explained) -> str:
    """The explained article as a page of its own; everything that comes from the article is escaped.

    The page's content policy names the digests of its one style sheet and one script, so that nothing
    else could run or load even if something slipped through.
    """
    template, style, script = _template()
    source = explained.extraction.source
    text, found = source.article.text, marks(explained)
    lines: list[dict[str, Any]] = [
        {
            "kind": line.kind,
            "kept": line.kept,
            "rule": line.rule,
            "pieces": list(pieces(text, line, here)) if line.kept else [],
            "text": text[line.start : line.end],
        }
        for line, here in zip(source.segments, marks_by_line(source.segments, found), strict=True)
    ]
    return template.render(
        title=source.article.title or source.article.file,
        facts=_facts(explained),
        language=source.language,
        lines=lines,
        records=[_card(number, record, found, text) for number, record in enumerate(explained.records)],
        turned_down=[
            {"mark": n, "words": text[mark.start : mark.end], **asdict(mark)}
            for n, mark in enumerate(found)
            if mark.kind == "near"
        ],
        # Only what the script shows: the text itself stands in the page once.
        marks=[{key: _shown(value) for key, value in asdict(mark).items()} for mark in found],
        why=_why_nothing(explained),
        style=style,
        script=script,
        style_source=_source(style),
        script_source=_source(script),
    )


def _facts(explained: Explained) -> list[tuple[str, str]]:
    source = explained.extraction.source
    article = source.article
    published = f"{article.published_date} ({article.published_date_source})" if article.published_date else "unknown"
    facts = [
        ("file", article.file),
        ("publisher", article.publisher or ""),
        ("published", published),
        ("dateline", ", ".join(str(part) for part in (source.dateline_city, source.dateline_date) if part)),
        ("language", source.language),
        ("minerals", ", ".join(sorted({m.mineral_id.replace("_", " ") for m in explained.extraction.minerals}))),
    ]
    return [(name, value) for name, value in facts if value]


def _why_nothing(explained: Explained) -> str:
    if not explained.extraction.source.readable:
        return f"Not read: the language is {explained.extraction.source.language}."
    if not explained.extraction.relevant:
        return "Not relevant: no critical mineral is named as a commodity in the kept text."
    return "" if explained.records else "No meeting and no deal."


def _card(number: int, record: ExplainedRecord, found: Sequence[Mark], text: str) -> dict[str, Any]:
    mine = {(m.start, m.end, m.rule, m.about): n for n, m in enumerate(found) if m.record == number}

    def rows(readings: Sequence[FieldReading], about: str) -> list[dict[str, Any]]:
        return [
            {
                "name": reading.field.replace("_", " "),
                "value": reading.value,
                "evidence": [
                    {
                        "mark": mine[e.start, e.end, e.rule, about.format(reading.field)],
                        "words": text[e.start : e.end],
                        "rule": e.rule,
                        "confidence": e.confidence,
                    }
                    for e in reading.evidence
                ],
            }
            for reading in readings
            if reading.value
        ]

    return {
        "number": number,
        "kind": record.kind,
        "title": record.title,
        "confidence": record.confidence,
        "shown": rows([FieldReading(record.kind, "told here", record.shown)], "{}"),
        "fields": rows(record.fields, "{}"),
        "parties": rows(record.parties, "party, {}"),
    }


def as_terminal(explained: Explained) -> RenderableType:
    """The article with its evidence marked, its records value by value, and what was turned down and why."""
    text = explained.extraction.source.article.text
    parts: list[RenderableType] = [extraction_as_terminal(explained.extraction, records=False)]
    for record in explained.records:
        parts += [Text(), _record_table(record, text)]
    if explained.turned_down:
        parts += [Text(), _turned_down_table(explained, text)]
    return Group(*parts)


def _cell(text: str) -> Text:
    return Text(printable(text))


def _words(text: str, start: int, end: int) -> Text:
    words = printable(" ".join(text[start:end].split()))
    return Text(words if len(words) <= _LONG else words[: _LONG - 1] + "…")


def _record_table(record: ExplainedRecord, text: str) -> Table:
    title = Text(f"{record.kind}: {printable(record.title)} · confidence {record.confidence:.2f}")
    table = Table(title=title, title_justify="left")
    for column in ("field", "value", "words", "rule"):
        table.add_column(column, overflow="fold")
    table.add_column("confidence", justify="right")
    told = FieldReading(record.kind, "", record.shown)
    for reading in (told, *record.fields, *record.parties):
        if not reading.value and not reading.evidence:
            continue
        field, value = _cell(reading.field), _cell(reading.value)
        if not reading.evidence:
            table.add_row(field, value, "", Text("read with the others", style="dim"), "")
        for evidence in reading.evidence:
            words = _words(text, evidence.start, evidence.end)
            table.add_row(field, value, words, _cell(evidence.rule), f"{evidence.confidence:.2f}")
            field, value = Text(), Text()
    return table


def _turned_down_table(explained: Explained, text: str) -> Table:
    table = Table(title="Turned down", title_justify="left")
    for column in ("no", "words", "rule", "because"):
        table.add_column(column, overflow="fold")
    for one in explained.turned_down:
        table.add_row(one.kind, _words(text, one.start, one.end), _cell(one.rule), _cell(one.reason))
    return table
