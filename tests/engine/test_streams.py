"""What streams through files comes to the same as what is held in memory."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.arrow_records import EXTRACTION_SCHEMA, to_row
from pipeline.benchmarks.corpus import made_up, write_corpus
from pipeline.build import count_recurring, jobs, read_raw, spooled_jobs, stored_articles
from pipeline.cleaning import clean
from pipeline.cleaning.copies import find_copies
from pipeline.engine import copies_search
from pipeline.engine.cache import ExtractionCache
from pipeline.engine.line_spool import LineSpool
from pipeline.engine.local import chunks
from pipeline.engine.processing import KEYED_SCHEMA, Job, job_key
from pipeline.records import Article, Extraction


def stories() -> list[Article]:
    """Articles of which some repeat others, whole or in part, on the same days and later."""
    chance = random.Random(5)
    texts = [row["text"] for row in made_up(14, paragraphs=(3, 6))]
    texts += [
        texts[2],
        texts[3],
        texts[4] + "\n\nA line more.",
        texts[5][: len(texts[5]) * 2 // 3],
        "",
        "---",
        "Short.",
    ]
    days = [date(2026, 1, 1) + timedelta(chance.randrange(6)) for _ in texts]
    days[-3:] = [None, None, None]  # type: ignore[list-item]
    return [
        Article(f"{number:016x}", f"{number}.txt", text, published_date=day, title=text.split("\n")[0] or None)
        for number, (text, day) in enumerate(zip(texts, days, strict=True))
    ]


@pytest.mark.parametrize("parts", [1, 4])
def test_copies_of_files_are_those_of_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: int) -> None:
    monkeypatch.setattr(copies_search, "_OPEN_GROUPS", 1)
    sources = [clean(article) for article in stories()]
    expected = find_copies(
        (s.article.article_id, s.article.published_date, s.article.title, s.clean.text) for s in sources
    )
    assert sum(copy.duplicate_of is not None for copy in expected.values()) >= 2
    assert any(copy.similar_group and not copy.duplicate_of for copy in expected.values())
    random.Random(1).shuffle(sources)
    files = []
    for part in range(parts):
        rows = [to_row(Extraction(source, relevant=False)) for source in sources[part::parts]]
        files.append(tmp_path / f"{part}.parquet")
        pq.write_table(pa.Table.from_pylist(rows, schema=EXTRACTION_SCHEMA), files[-1])
    found = pq.read_table(copies_search.write_copies(files, tmp_path / "copies.parquet")).to_pylist()
    assert {row["article_id"]: (row["duplicate_of"], row["similar_group"]) for row in found} == {
        key: (copy.duplicate_of, copy.similar_group) for key, copy in expected.items()
    }


def test_spooled_jobs_are_the_jobs(tmp_path: Path) -> None:
    corpus = write_corpus(made_up(120, paragraphs=(1, 2)), tmp_path / "articles.parquet")
    spool = tmp_path / "spool.parquet"
    with LineSpool(tmp_path / "lines.bin") as lines:
        assert read_raw(corpus, spool, lines.add) == (120, [])
        found = list(spooled_jobs(spool, lines))
        assert list(spooled_jobs(spool, lines, {3, 77})) == [found[3], found[77]]
    expected = list(jobs(stored_articles(spool), count_recurring(stored_articles(spool))))
    assert found == expected
    assert any(job.recurring.often or job.recurring.mostly for job in found)


def test_chunks_hold_every_job_once_in_order_and_bounded() -> None:
    work = [Job(str(n), Article(f"{n:016x}", "", "x" * size)) for n, size in enumerate([10, 500_000, 3, 150_000] * 20)]
    cut = list(chunks(work))
    assert [job for chunk in cut for job in chunk] == work
    assert max(map(len, cut)) <= 32
    assert all(sum(len(job.article.text) for job in chunk[:-1]) < 200_000 for chunk in cut)


def test_the_cache_gives_the_rows_asked_for_in_the_order_they_were_kept_in(tmp_path: Path) -> None:
    sources = [clean(article) for article in stories()]
    rows = [{"cache_key": job_key(s.article), **to_row(Extraction(s, relevant=False))} for s in sources]
    cache = ExtractionCache(tmp_path, "v1")
    for start in range(0, len(rows), 3):
        cache.add(pa.Table.from_pylist(rows[start : start + 3], schema=KEYED_SCHEMA))
    by_key = {str(row["cache_key"]): row["article_id"] for row in rows}
    keys = list(by_key)
    for one in (cache, ExtractionCache(tmp_path, "v1")):
        told = pa.concat_tables(one.rows([*keys, "unknown"])).to_pylist()
        assert [row["article_id"] for row in told] == [by_key[key] for key in keys]
        some = random.Random(3).sample(keys, len(keys) - 2)
        told = pa.concat_tables(one.rows(some)).to_pylist()
        assert sorted(row["article_id"] for row in told) == sorted(by_key[key] for key in some)
        assert "unknown" not in one
