"""Speed of text cleaning beside plain trafilatura: `python -m pipeline.benchmarks.cleaning [corpus]`.

The corpus is a Parquet file with a `text` column, or a folder of articles; without one, articles
are generated. Both sides run in this process, set up as a worker of the pipeline is, one after the
other, on the same articles: cleaning on their text, trafilatura (its default extraction) on the
same text wrapped as HTML.
"""

from __future__ import annotations

import html
import random
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import trafilatura

from pipeline.cleaning import clean
from pipeline.engine.cycle_search import search_cycles_seldom
from pipeline.records import Article

GENERATED = 2000
"""Articles generated where no corpus is given."""
PASSES = 3
"""So often a corpus is cleaned: the fastest pass counts, as what else a machine does can only slow one down."""
TRAFILATURA_SHARE = 20
"""Trafilatura reads every so-manyth article, as it is much slower; its speed is per byte it read."""
_SENTENCES = (
    "The two governments said that they would look into supplies of lithium and graphite before the summer.",
    "Shares in the company rose after it told investors that drilling had found more copper than expected.",
    "A spokesman declined to say when the plant would open or how many people it would employ.",
    "Officials from eleven countries met in the capital, and a second meeting is planned for the autumn.",
    "The mine, which closed in 1998, once supplied a tenth of the tungsten used in the region's factories.",
)
_NOT_ENGLISH = "Les ministres des deux pays se sont réunis mardi pour parler du lithium et du cuivre."
_RESIDUE = (
    "Sign up for our newsletter",
    "Related stories",
    "Photo: the plant at night",
    "Share this article",
    "About the company",
    "For more information, please visit https://www.example.com",
    "© All rights reserved.",
    "Advertisement",
)


def generated(count: int = GENERATED, seed: int = 7) -> Iterator[str]:
    """Made-up articles of mixed layout: single-line paragraphs, hard wraps, residue between and after."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    for number in range(count):
        paragraphs = [f"# Minerals talks, part {number}"]
        for _ in range(chance.randint(6, 30)):
            text = " ".join(chance.choices(_SENTENCES, k=chance.randint(1, 5)))
            paragraphs.append(_wrapped(text) if number % 2 else text)
            if chance.random() < 0.15:
                paragraphs.append(chance.choice(_RESIDUE))
        yield "\n\n".join(paragraphs + chance.sample(_RESIDUE, 3))


def _wrapped(text: str, width: int = 72) -> str:
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def texts_of(corpus: Path | None) -> Iterator[tuple[str, str | None]]:
    """The texts of a corpus with their publishers, one at a time."""
    if corpus is None:
        yield from ((text, None) for text in generated())
    elif corpus.is_dir():
        for file in sorted(corpus.rglob("*")):
            if file.suffix in {".md", ".txt"}:
                yield file.read_bytes().decode("utf-8", "replace"), None
    else:
        with pq.ParquetFile(corpus) as source:
            named = "publisher" in source.schema_arrow.names
            for batch in source.iter_batches(200, columns=["text", *(["publisher"] if named else [])]):
                rows = batch.to_pydict()
                yield from zip(rows["text"], rows.get("publisher", [None] * len(rows["text"])), strict=True)


def warm_up() -> None:
    """Bring this process to where a worker is after its first articles: tables and language model loaded."""
    for text in (next(generated(1)), _NOT_ENGLISH):
        clean(Article("0" * 16, "warm-up", text))
    search_cycles_seldom()


def main(arguments: list[str]) -> int:
    """Print MB/s per core (UTF-8 bytes by processor time of this process) for both, and the memory."""
    corpus = Path(arguments[0]) if arguments else None
    if corpus is not None and not corpus.exists():
        print(f"no such corpus: {corpus}", file=sys.stderr)
        return 2
    extracted = extracting = 0.0
    memory: list[float] = []
    warm_up()
    trafilatura.extract("<html><body><p>warm-up</p></body></html>")
    for number, (text, _) in enumerate(texts_of(corpus)):
        if number % TRAFILATURA_SHARE == 0:
            page = _as_html(text)
            start = time.process_time()
            trafilatura.extract(page)
            extracting += time.process_time() - start
            extracted += len(text.encode())
    passes = [_clean_all(corpus, memory) for _ in range(PASSES)]
    articles, cleaned, _ = passes[0]
    if not articles:
        print("the corpus has no articles", file=sys.stderr)
        return 2
    cleaning = min(seconds for _, _, seconds in passes)
    each = ", ".join(f"{cleaned / 1e6 / seconds:.1f}" for _, _, seconds in passes)
    print(f"articles            {articles:>10,}   {cleaned / 1e6:.1f} MB of text")
    print(
        f"text cleaning       {cleaned / 1e6 / cleaning:>10.1f} MB/s per core (the fastest of {PASSES} passes: {each})"
    )
    of = f"(on every {TRAFILATURA_SHARE}th article, as HTML)"
    print(f"plain trafilatura   {extracted / 1e6 / extracting:>10.1f} MB/s per core {of}")
    if memory:
        print(f"peak memory         {memory[0]:>10.0f} MB after 500 articles, {memory[-1]:.0f} MB at the end")
    return 0


def _clean_all(corpus: Path | None, memory: list[float]) -> tuple[int, int, float]:
    """Clean every article once: how many there are, their bytes, and the processor's seconds.

    The process's peak memory in MB is added to `memory` after every 500 articles.
    """
    articles, size, seconds = 0, 0, 0.0
    for text, publisher in texts_of(corpus):
        article = Article(f"{articles:016x}", "", text, publisher=publisher)
        size += len(text.encode())
        start = time.process_time()
        clean(article)
        seconds += time.process_time() - start
        articles += 1
        if articles % 500 == 0:
            memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return articles, size, seconds


def _as_html(text: str) -> str:
    paragraphs = "".join(f"<p>{html.escape(part)}</p>\n" for part in text.split("\n\n"))
    return f"<html><head><title>Article</title></head><body><article>{paragraphs}</article></body></html>"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
