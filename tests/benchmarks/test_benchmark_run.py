"""The benchmark runs from end to end, on little, and its documents say what was measured."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from pipeline.benchmarks import __main__ as benchmarks
from pipeline.benchmarks.corpus import made_up, write_corpus
from pipeline.benchmarks.million import million
from pipeline.benchmarks.queries import query_times
from pipeline.benchmarks.results import Measure
from pipeline.ingest import read_articles
from pipeline.publishing.facts import CATALOG_FILE
from pipeline.publishing.queries import queries
from pipeline.records import Article
from schemas import TABLES, arrow_schema


def test_a_longer_made_up_corpus_starts_with_the_shorter_one(tmp_path: Path) -> None:
    rows = list(made_up(12))
    assert list(made_up(30))[:12] == rows
    assert len({row["text"] for row in rows}) == 12
    articles = list(read_articles(write_corpus(iter(rows), tmp_path / "articles.parquet")))
    assert [article.text for article in articles if isinstance(article, Article)] == [row["text"] for row in rows]


def test_the_made_up_dataset_answers_the_cookbook(tmp_path: Path) -> None:
    records = million(tmp_path, 3000)
    assert 2700 <= records <= 3300
    for table in TABLES:
        assert pq.read_schema(tmp_path / f"{table}.parquet").names == arrow_schema(table).names
    times = query_times(tmp_path / CATALOG_FILE)
    assert [each.subject for each in times] == [query.name for query in queries("cookbook")]
    assert all(each.value > 0 for each in times)


def test_every_question_has_an_answer_in_the_made_up_dataset(tmp_path: Path) -> None:
    million(tmp_path, 50_000)
    with duckdb.connect(str(tmp_path / CATALOG_FILE), read_only=True) as database:
        unanswered = [query.name for query in queries("cookbook") if not database.execute(query.sql).fetchall()]
    assert unanswered == [], "a query without rows is timed at nothing"


def test_a_query_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    million(tmp_path, 3000)
    slow = query_times(tmp_path / CATALOG_FILE, deadline=1e-4)
    assert any(each.note.startswith("given up") for each in slow)


@pytest.mark.bench
def test_a_quick_run_writes_results_and_documents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    corpus = write_corpus(made_up(40, paragraphs=(2, 6)), tmp_path / "corpus.parquet")
    status = benchmarks.main([str(corpus), "--quick", "--out", str(tmp_path / "out"), "--docs", str(tmp_path / "docs")])
    assert status == 0
    rows = pq.read_table(tmp_path / "out" / "results.parquet").to_pylist()
    assert {"clean", "extract", "plain spaCy", "build", "cookbook query"} <= {row["what"] for row in rows}
    assert {row["subject"] for row in rows if row["what"] == "build"} == {
        "20 articles", "40 articles", "unchanged", "1% new",
    }  # fmt: skip
    assert all(row["value"] > 0 and row["cores"] >= 1 for row in rows)
    shown = capsys.readouterr().out
    document = (tmp_path / "docs" / "performance.md").read_text(encoding="utf-8")
    for row in rows:
        assert Measure(row["what"], row["subject"], row["value"], row["unit"]).subject[:44] in shown
    for name in ("performance-builds.svg", "performance-queries.svg"):
        assert f"images/{name}" in document
        assert (tmp_path / "docs" / "images" / name).stat().st_size < 100_000
