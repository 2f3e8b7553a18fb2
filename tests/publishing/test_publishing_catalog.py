"""The DuckDB catalog: comments everywhere, views that count rightly, readable from wherever it lies."""

from __future__ import annotations

import re
import shutil
import struct
from pathlib import Path

import duckdb
import pytest
from synthetic_dataset import synthetic_dataset

from pipeline.publishing.catalog import build_catalog
from pipeline.publishing.cookbook import cookbook
from pipeline.publishing.parquet import PublishedDataset
from pipeline.publishing.queries import queries
from schemas import TABLES

VIEWS = {
    "meetings_full", "deals_full", "timeline", "conflicts", "country_pair_events", "country_pairs", "mineral_activity",
    "sources", "coverage",
}  # fmt: skip


@pytest.fixture(scope="module")
def database(published: PublishedDataset):
    with duckdb.connect(str(published.catalog), read_only=True) as connection:
        yield connection


def test_all_tables_and_views_are_there_with_comments(database: duckdb.DuckDBPyConnection):
    tables = dict(database.sql("SELECT table_name, comment FROM duckdb_tables() WHERE schema_name = 'main'").fetchall())
    assert tables == {name: table.description for name, table in TABLES.items()}
    views = dict(database.sql("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall())
    assert set(views) == VIEWS
    assert all(views.values())
    columns = database.sql(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    ).fetchall()
    assert [row for row in columns if not row[2]] == []
    comments = {(table, column): comment for table, column, comment in columns}
    assert all(comments[name, column.name] == column.description for name, t in TABLES.items() for column in t.columns)


def test_views_say_what_their_own_columns_mean(database: duckdb.DuckDBPyConnection):
    for view in queries("views"):
        columns = {name for (name, *_) in database.sql(f"DESCRIBE {view.name}").fetchall()}
        assert set(view.columns) <= columns, view.name


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_every_view_gives_rows(database: duckdb.DuckDBPyConnection, view: str):
    assert database.sql(f"FROM {view}").fetchall()


@pytest.mark.parametrize("view", [view for view in queries("views") if view.stored], ids=lambda view: view.name)
def test_stored_views_hold_what_their_query_gives(database: duckdb.DuckDBPyConnection, view):
    made = database.execute(view.sql)
    columns, rows = made.description, made.fetchall()
    kept = database.execute(f"FROM {view.name}")
    assert (kept.description, kept.fetchall()) == (columns, rows)


def test_meetings_full_has_all_participants_minerals_and_sources(database: duckdb.DuckDBPyConnection):
    rows = synthetic_dataset().rows
    full = database.sql("SELECT meeting_id, participants, minerals, articles, hosts FROM meetings_full").fetchall()
    assert len(full) == len(rows["meetings"])
    for meeting, participants, minerals, articles, hosts in full:
        mine = [p for p in rows["participants"] if p["meeting_id"] == meeting]
        assert sorted(p["entity_id"] for p in participants) == sorted(p["entity_id"] for p in mine)
        assert hosts == sorted(p["name"] for p in mine if p["role"] == "host")
        assert minerals == [m["mineral_id"] for m in rows["meeting_minerals"] if m["meeting_id"] == meeting]
        told = {s["article_id"] for s in rows["statements"] if s["record_id"].split("/")[0] == meeting}
        assert {a["article_id"] for a in articles} == told


def test_conflicts_are_the_values_not_shown(database: duckdb.DuckDBPyConnection):
    found = database.sql(
        "SELECT event_id, field, shown_value, other_value, given_by, articles FROM conflicts"
    ).fetchall()
    expected = [s for s in synthetic_dataset().rows["statements"] if not s["chosen"]]
    assert {(s["record_id"], s["field"], s["value"], s["article_id"]) for s in expected} == {
        (event, field, other, articles[0]) for event, field, _, other, given_by, articles in found if given_by == 1
    }
    assert all(shown != other for _, _, shown, other, *_ in found)


def test_country_pairs_count_by_hand(database: duckdb.DuckDBPyConnection):
    rows = synthetic_dataset().rows
    expected: dict[tuple[str, str], int] = {}
    for meeting in rows["meetings"]:
        if meeting["status"] != "held":
            continue
        present = sorted({p["country_code"] for p in rows["participants"]
                          if p["meeting_id"] == meeting["meeting_id"] and p["country_code"]})  # fmt: skip
        for i, a in enumerate(present):
            for b in present[i + 1 :]:
                expected[a, b] = expected.get((a, b), 0) + 1
    found = database.sql("SELECT country_a, country_b, sum(meetings) FROM country_pairs GROUP BY ALL").fetchall()
    assert {(a, b): n for a, b, n in found if n} == expected


def test_activity_and_timeline_lose_nothing(database: duckdb.DuckDBPyConnection):
    rows = synthetic_dataset().rows
    assert len(database.sql("FROM timeline").fetchall()) == len(rows["meetings"]) + len(rows["deals"])
    (months, mentions, meetings, deals) = database.sql(
        "SELECT count(month), sum(mentions), sum(meetings), sum(deals) FROM mineral_activity"
    ).fetchall()[0]
    undated = {a["article_id"] for a in rows["articles"] if a["published_date"] is None}
    assert months == len(database.sql("FROM mineral_activity").fetchall())
    assert mentions == sum(m["article_id"] not in undated for m in rows["mineral_mentions"])
    assert (meetings, deals) == (len(rows["meeting_minerals"]), len(rows["deal_minerals"]))


def test_coverage_has_every_column(database: duckdb.DuckDBPyConnection):
    found = {(t, c): (rows, rate) for t, c, rows, _, rate in database.sql("FROM coverage").fetchall()}
    assert set(found) == {(name, column.name) for name, table in TABLES.items() for column in table.columns}
    undated = sum(m["start_date"] is None for m in synthetic_dataset().rows["meetings"])
    assert found["meetings", "start_date"] == (24, round(1 - undated / 24, 4))
    assert found["articles", "article_id"] == (36, 1.0)


def test_sources_add_up(database: duckdb.DuckDBPyConnection):
    rows = synthetic_dataset().rows
    (articles, statements, copies) = database.sql(
        "SELECT sum(articles), sum(statements), sum(copies) FROM sources"
    ).fetchall()[0]
    assert (articles, statements, copies) == (len(rows["articles"]), len(rows["statements"]), 1)


def test_works_after_a_move_from_any_directory_and_under_another_name(
    published: PublishedDataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    moved = tmp_path / "far away" / "data"
    shutil.copytree(published.folder, moved)
    monkeypatch.chdir(tmp_path)
    for file in moved.glob("*.parquet"):
        file.unlink()  # the catalog alone is enough
    with duckdb.connect("far away/data/minerals.duckdb", read_only=True) as database:
        assert database.sql("SELECT count(*) FROM meetings_full").fetchall() == [(24,)]
    with duckdb.connect(":memory:") as database:
        database.execute("ATTACH 'far away/data/minerals.duckdb' AS other (READ_ONLY)")
        for view in sorted(VIEWS):
            assert database.sql(f"FROM other.{view}").fetchall()


def test_the_same_tables_give_the_same_catalog(published: PublishedDataset, tmp_path: Path):
    for table in TABLES:
        shutil.copyfile(published.folder / f"{table}.parquet", tmp_path / f"{table}.parquet")
    duckdb.sql("SELECT count(DISTINCT md5(i::VARCHAR)) FROM range(200000) t(i)").fetchall()  # stirs the memory
    assert build_catalog(tmp_path).read_bytes() == published.catalog.read_bytes()


def test_written_in_the_storage_format_of_duckdb_1_2(published: PublishedDataset):
    head = published.catalog.read_bytes()[:20]
    assert head[8:12] == b"DUCK"
    assert struct.unpack("<Q", head[12:20]) == (65,)


def test_a_missing_table_is_told(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match=r"articles\.parquet"):
        build_catalog(tmp_path)


def test_the_cookbook_asks_twenty_questions():
    recipes = queries("cookbook")
    assert len(recipes) == 20
    assert all(recipe.about.endswith("?") for recipe in recipes)
    assert len({recipe.sql for recipe in recipes}) == 20


@pytest.mark.parametrize("recipe", queries("cookbook"), ids=lambda recipe: recipe.name)
def test_every_recipe_runs_in_a_fixed_order(database: duckdb.DuckDBPyConnection, recipe):
    assert "ORDER BY" in recipe.sql
    first = database.execute(recipe.sql).fetchall()
    assert database.execute(recipe.sql).fetchall() == first


def test_cookbook_shows_real_answers_and_no_markup(published: PublishedDataset):
    text = cookbook(published.catalog)
    assert text == cookbook(published.catalog)
    assert len(re.findall(r"^## \d+\. ", text, flags=re.MULTILINE)) == 20
    assert "&lt;script&gt;" in text
    assert "<script" not in text
    assert "| country_a | country_b | meetings | deals |" in text
