"""Speed of reading articles on one core, and of the plain spaCy pipeline on the same text."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from pipeline.benchmarks.cleaning import PASSES, warm_up
from pipeline.benchmarks.results import Measure
from pipeline.cleaning import clean
from pipeline.extraction import minerals
from pipeline.extraction.article import extract
from pipeline.extraction.parsing import MODELS, spacy_parser
from pipeline.records import Article, CleanArticle

Row = dict[str, str]


def _article(number: int, row: Row) -> Article:
    return Article(f"{number:016x}", row["file"], row["text"], publisher=row["publisher"] or None)


@cache
def plain_pipeline() -> Any:
    """The whole spaCy pipeline of the model, as it loads by default."""
    import spacy

    for name in MODELS:
        if spacy.util.is_package(name):
            return spacy.load(name)
    raise RuntimeError("no language model is installed")


def cleaning_speed(rows: Sequence[Row]) -> list[Measure]:
    """MB of UTF-8 a second on one core, by processor time, in a process set up as a worker is.

    The fastest of a few passes over all articles: what else a machine does can only slow one down.
    """
    articles = [_article(number, row) for number, row in enumerate(rows)]
    size = sum(len(row["text"].encode()) for row in rows)
    warm_up()
    seconds = min(_seconds(articles, clean) for _ in range(PASSES))
    note = f"{size / 1e6:.1f} MB in {len(rows):,} articles, the fastest of {PASSES} passes"
    return [Measure("clean", "one core", size / 1e6 / seconds, "MB/s", note)]


def extraction_speed(rows: Sequence[Row], plain_articles: int) -> list[Measure]:
    """Articles a second on one core, raw text to records, apart by relevance; and plain spaCy on the same text.

    spaCy reads the first `plain_articles` of each kind, since it is slow; the ratio is over those.
    """
    kinds: dict[str, list[Article]] = {"relevant": [], "irrelevant": []}
    for number, row in enumerate(rows):
        article = _article(number, row)
        kinds["relevant" if _relevant(clean(article)) else "irrelevant"].append(article)
    plain = plain_pipeline()
    spacy_parser()
    measures = []
    for kind, articles in kinds.items():
        if not articles:
            continue
        for article in articles[-3:]:
            extract(clean(article))
            plain(article.text[:2000])
        whole = _seconds(articles, lambda article: extract(clean(article)))
        some = articles[:plain_articles]
        own = _seconds(some, lambda article: extract(clean(article)))
        theirs = _seconds(some, lambda article: plain(article.text))
        measures += [
            Measure("extract", kind, len(articles) / whole, "articles/s", f"{len(articles):,} articles"),
            Measure("plain spaCy", kind, len(some) / theirs, "articles/s", f"{len(some):,} articles"),
            Measure("extract, times plain spaCy", kind, theirs / own, "times", f"on the same {len(some):,} articles"),
        ]
    return measures


def _relevant(source: CleanArticle) -> bool:
    return source.readable and minerals.is_relevant(source, minerals.find_minerals(source))


def _seconds(articles: Sequence[Article], work: Callable[[Article], object]) -> float:
    start = time.process_time()
    for article in articles:
        work(article)
    return time.process_time() - start


def _warm(_: int) -> None:
    plain_pipeline()("A short text.")
    time.sleep(0.5)


def _read(texts: Sequence[str]) -> int:
    return sum(len(doc) for doc in plain_pipeline().pipe(texts))


def plain_seconds_per_megabyte(texts: Sequence[str], cores: int) -> float:
    """Wall seconds that the plain spaCy pipeline takes for a million characters on all cores, models loaded before."""
    chunks = [list(texts[i : i + 4]) for i in range(0, len(texts), 4)]
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        pool.map(_warm, range(cores), chunksize=1)
        start = time.perf_counter()
        for _ in pool.imap_unordered(_read, chunks):
            pass
        return (time.perf_counter() - start) / (sum(map(len, texts)) / 1e6)
