"""What a worker holds before it takes its first article: the model, the word lists, a seldom search for cycles."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from pipeline.engine.cycle_search import search_cycles_seldom
from pipeline.engine.processing import Job, process
from pipeline.ingest import read_articles, samples
from pipeline.records import Article

_READ_FIRST = 2
"""Sample articles that are processed for no other reason than that all word lists are loaded by it."""


@cache
def load() -> None:
    """Load all of it; calling it again, or in a process forked from one that did, changes nothing."""
    # Workers share the machine's cores by process, not by thread.
    pa.set_cpu_count(1)
    from pipeline.extraction.parsing import spacy_parser

    spacy_parser()
    articles = (article for article in read_articles(samples()) if isinstance(article, Article))
    process([Job("", article) for article, _ in zip(articles, range(_READ_FIRST), strict=False)])
    search_cycles_seldom()
