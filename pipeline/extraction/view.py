"""An extraction for a reader in a terminal: the text with its evidence marked, and the records as tables."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from pipeline.printable import printable
from pipeline.records import Deal, Evidence, Extraction, Meeting

_STYLES = {"meeting": "black on bright_cyan", "deal": "black on bright_yellow", "party": "bold underline"}
_MINERAL = "bold green"


def _mark(text: Text, spans: Iterable[Evidence], style: str, line: tuple[int, int]) -> None:
    for span in spans:
        start, end = max(span.start, line[0]), min(span.end, line[1])
        if start < end:
            text.stylize(style, start - line[0], end - line[0])


def _lines(extraction: Extraction) -> Iterable[RenderableType]:
    raw = extraction.source.article.text
    for segment in extraction.source.segments:
        if not segment.kept:
            continue
        line = (segment.start, segment.end)
        text = Text(printable(raw[segment.start : segment.end]), style="bold" if segment.kind != "body" else "")
        for meeting in extraction.meetings:
            _mark(text, (e for e in meeting.evidence if e.field == "record"), _STYLES["meeting"], line)
            for who in meeting.participants:
                _mark(text, who.evidence, _STYLES["party"], line)
        for deal in extraction.deals:
            _mark(text, (e for e in deal.evidence if e.field == "record"), _STYLES["deal"], line)
            for party in deal.parties:
                _mark(text, party.evidence, _STYLES["party"], line)
        for mention in extraction.minerals:
            start, end = max(mention.start, line[0]), min(mention.end, line[1])
            if start < end:
                text.stylize(_MINERAL, start - line[0], end - line[0])
        yield text


def _when(start: object, end: object, precision: str) -> str:
    if start is None:
        return "no date"
    day = str(start)
    text = {"month": day[:7], "year": day[:4]}.get(precision, day)
    return f"{text} to {end}" if end else text


def _meeting_table(meeting: Meeting) -> Table:
    place = ", ".join(part for part in (meeting.city, meeting.country_code) if part) or "place not stated"
    when = _when(meeting.start_date, meeting.end_date, meeting.date_precision)
    table = Table(
        title=Text(printable(f"{meeting.title} · {meeting.meeting_type}, {meeting.status} · {when} · {place}")),
        title_justify="left",
        caption=f"confidence {meeting.confidence:.2f}",
        caption_justify="left",
    )
    for column in ("participant", "type", "role", "office", "country"):
        table.add_column(column)
    for who in meeting.participants:
        name, office = Text(printable(who.name)), Text(printable(who.office or ""))
        table.add_row(name, who.participant_type, who.role, office, who.country_code or "")
    return table


def _deal_table(deal: Deal) -> Table:
    value = (
        f"{deal.value_amount:,.0f} {deal.value_currency or ''}" if deal.value_amount is not None else "no value given"
    )
    when = _when(deal.date, None, deal.date_precision)
    minerals = ", ".join(deal.minerals) or "no mineral named"
    table = Table(
        title=Text(printable(f"{deal.title} · {deal.deal_type}, {deal.status} · {when} · {value} · {minerals}")),
        title_justify="left",
        caption=f"confidence {deal.confidence:.2f}",
        caption_justify="left",
    )
    for column in ("party", "type", "role", "country"):
        table.add_column(column)
    for party in deal.parties:
        table.add_row(Text(printable(party.name)), party.party_type, party.role, party.country_code or "")
    return table


def as_terminal(extraction: Extraction, *, records: bool = True) -> RenderableType:
    """The kept text with meetings, deals, parties and minerals marked, then, with `records`, each as a table."""
    article = extraction.source.article
    head = " · ".join(
        printable(str(part))
        for part in (article.file, article.publisher, article.published_date, extraction.source.language)
        if part
    )
    legend = Text.assemble(
        (" meeting ", _STYLES["meeting"]),
        " ",
        (" deal ", _STYLES["deal"]),
        " ",
        ("party", _STYLES["party"]),
        " ",
        ("mineral", _MINERAL),
    )
    if not extraction.relevant:
        why = "not relevant" if extraction.source.readable else f"not read: language {extraction.source.language}"
        return Group(Rule(Text(head)), Text(f"{why}: no critical mineral is named in the kept text"))
    minerals = ", ".join(sorted({mention.mineral_id for mention in extraction.minerals})) or "none of the vocabulary"
    parts: list[RenderableType] = [Rule(Text(head)), legend, *_lines(extraction), Text(f"\nMinerals: {minerals}")]
    if records:
        parts += [Padding(_meeting_table(meeting), (1, 0, 0, 0)) for meeting in extraction.meetings]
        parts += [Padding(_deal_table(deal), (1, 0, 0, 0)) for deal in extraction.deals]
    if not extraction.meetings and not extraction.deals:
        parts.append(Text("No meetings or deals."))
    return Group(*parts)
