"""Three outlets on one meeting, from raw article to published tables; skipped where these articles are absent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from pipeline.build import BuildSettings, build

ARTICLES = Path(__file__).parents[2] / "shared" / "gold" / "seeds" / "articles"

pytestmark = pytest.mark.skipif(not ARTICLES.is_dir(), reason="the three articles are not here")


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    out = tmp_path_factory.mktemp("three")
    build(ARTICLES, out, BuildSettings(workers=1))
    with duckdb.connect(str(out / "minerals.duckdb"), read_only=True) as connection:
        yield connection


def test_one_planned_meeting_and_one_summit(catalog: duckdb.DuckDBPyConnection) -> None:
    told = catalog.sql(
        "SELECT meeting_type, status, start_date, end_date, date_precision, country_code FROM meetings "
        "ORDER BY start_date"
    ).fetchall()
    assert told == [
        ("summit", "held", date(2025, 6, 1), None, "month", "CAN"),
        ("ministerial", "planned", date(2026, 1, 11), date(2026, 1, 12), "day", None),
    ]


def test_who_hosts_and_who_attends(catalog: duckdb.DuckDBPyConnection) -> None:
    told = catalog.sql(
        "SELECT p.name, p.role, p.country_code FROM participants p JOIN meetings m USING (meeting_id) "
        "WHERE m.status = 'planned'"
    ).fetchall()
    assert set(told) == {
        ("Scott Bessent", "host", "USA"),
        ("G7", "attendee", None),
        ("European Union", "attendee", None),
        ("Australia", "attendee", "AUS"),
        ("India", "attendee", "IND"),
        ("South Korea", "attendee", "KOR"),
        ("Mexico", "attendee", "MEX"),
    }
    assert len(told) == 7


def test_three_deals_each_once(catalog: duckdb.DuckDBPyConnection) -> None:
    told = catalog.sql("SELECT deal_type, date, value_amount, value_currency FROM deals").fetchall()
    assert sorted(told, key=str) == sorted(
        [
            ("action_plan", date(2025, 6, 1), None, None),
            ("intergovernmental_agreement", date(2025, 10, 1), 8_500_000_000.0, "USD"),
            ("intergovernmental_agreement", None, None, None),
        ],
        key=str,
    )


def test_what_the_outlets_disagree_on_is_listed(catalog: duckdb.DuckDBPyConnection) -> None:
    fields = catalog.sql("SELECT DISTINCT field FROM conflicts WHERE event_type = 'meeting'").fetchall()
    assert ("start_date",) in fields


def test_every_article_is_a_source_of_the_meeting(catalog: duckdb.DuckDBPyConnection) -> None:
    told = catalog.sql(
        "SELECT count(DISTINCT article_id) FROM statements WHERE record_id = "
        "(SELECT meeting_id FROM meetings WHERE status = 'planned')"
    ).fetchall()
    assert told == [(3,)]
