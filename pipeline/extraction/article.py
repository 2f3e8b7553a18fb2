"""One clean article in, its typed records out: the order in which the finders run."""

from __future__ import annotations

from dataclasses import replace

from pipeline.extraction import dates, deals, meetings, minerals, money, names, places, sentences
from pipeline.extraction.deal_lists import deals_apart
from pipeline.extraction.document import Document, Parser
from pipeline.extraction.names.mentions import SEATED
from pipeline.extraction.parse_repairs import repaired
from pipeline.extraction.parsing import spacy_parser
from pipeline.records import CleanArticle, Extraction, MineralMention


def _raw(source: CleanArticle, mention: MineralMention) -> MineralMention:
    start, end = source.clean.raw_span(mention.start, mention.end)
    return replace(mention, start=start, end=end)


def read_document(source: CleanArticle, found: tuple[MineralMention, ...], parser: Parser) -> Document:
    """Sentences, grammar, names, dates, sums and places of one article, each found once."""
    text = source.clean.text
    article = source.article
    split = sentences.split(source.clean)
    wanted = sentences.worth_parsing(text, split)
    parsed = parser.parse([sentences.spoken(source.clean, split[i]) for i in wanted])
    by_sentence = {i: deals_apart(repaired(parse)) for i, parse in zip(wanted, parsed, strict=True)}
    parses = tuple(by_sentence.get(i) for i in range(len(split)))
    entities, mentions = names.find_names(source, split, parses)
    seats = [(m.start, m.end) for m in mentions if m.rule == SEATED]  # "the government in Lima" acts anywhere
    return Document(
        source=source,
        sentences=split,
        parses=parses,
        entities=entities,
        mentions=mentions,
        dates=dates.find_dates(text, article.published_date, source.dateline_date, article.locale),
        money=money.find_money(text, money.home_currency(source)),
        places=tuple(p for p in places.find_places(text) if not any(a <= p.start < b for a, b in seats)),
        minerals=found,
    )


def extract(source: CleanArticle, parser: Parser | None = None) -> Extraction:
    """Read one article: relevance first, and records only where it is relevant and readable.

    Pure: the same article gives the same records. `parser` defaults to the spaCy model.
    """
    if not source.readable:
        return Extraction(source, relevant=False)
    found = minerals.find_minerals(source)
    relevant = minerals.is_relevant(source, found)
    spans = tuple(_raw(source, mention) for mention in found)
    if not relevant:
        return Extraction(source, relevant=False, minerals=spans)
    document = read_document(source, found, parser or spacy_parser())
    return Extraction(
        source,
        relevant=True,
        minerals=spans,
        meetings=meetings.find_meetings(document),
        deals=deals.find_deals(document),
    )
