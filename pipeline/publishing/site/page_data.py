"""The figures and records that the page of a release shows, read from its catalog."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from pipeline.publishing.facts import CATALOG_FILE
from schemas import codes

MAX_RECORDS = 5_000
"""Meetings, and deals, that the page lists: the newest so many, so that the file stays of a size to open."""

Rows = list[dict[str, Any]]


def page_data(folder: Path) -> dict[str, Any]:
    """All that the page draws and lists, as plain values for JSON.

    `folder` holds the catalog. Dates are ISO text; rows stand in a fixed order.
    """
    with duckdb.connect(str(folder / CATALOG_FILE), read_only=True) as database:

        def rows(query: str) -> Rows:
            result = database.execute(query)
            names = [column[0] for column in result.description or ()]
            return [{name: _plain(value) for name, value in zip(names, row, strict=True)} for row in result.fetchall()]

        conflicts = rows(
            "SELECT event_type, event_id, about, field, shown_value, "
            "other_value || CASE kind WHEN 'coarser' THEN ' (coarser)' ELSE '' END AS other_value, shown_by, given_by "
            "FROM conflicts"
        )
        by_event: dict[str, Rows] = {}
        for conflict in conflicts:
            by_event.setdefault(f"{conflict.pop('event_type')} {conflict.pop('event_id')}", []).append(conflict)
        meetings = rows(
            "SELECT meeting_id AS id, title, meeting_type AS type, status, start_date AS date, end_date, "
            "date_precision AS precision, city, country_code AS country, participants AS parties, countries, minerals, "
            f"articles, confidence FROM meetings_full ORDER BY start_date DESC NULLS LAST, id LIMIT {MAX_RECORDS}"
        )
        deals = rows(
            "SELECT deal_id AS id, title, deal_type AS type, status, date, date_precision AS precision, "
            "value_amount AS amount, value_currency AS currency, parties, countries, minerals, articles, confidence "
            f"FROM deals_full ORDER BY date DESC NULLS LAST, id LIMIT {MAX_RECORDS}"
        )
        for kind, records in (("meeting", meetings), ("deal", deals)):
            for record in records:
                record["conflicts"] = by_event.get(f"{kind} {record['id']}", [])
        counts = rows(
            "SELECT (SELECT count(*) FROM meetings) AS meetings, (SELECT count(*) FROM deals) AS deals, "
            "(SELECT count(*) FROM articles) AS articles, "
            "(SELECT count(DISTINCT publisher) FROM articles) AS publishers, "
            "(SELECT count(*) FROM entities WHERE article_count > 0) AS entities, "
            "(SELECT count(*) FROM minerals WHERE article_count > 0) AS minerals, "
            "(SELECT count(*) FROM conflicts) AS conflicts, "
            "(SELECT count(*) FROM statements) AS statements, "
            "(SELECT min(published_date) FROM articles) AS first_published, "
            "(SELECT max(published_date) FROM articles) AS last_published"
        )[0]
        timeline = rows(
            "SELECT strftime(date, '%Y-%m-01') AS month, kind, count(*) AS count FROM timeline "
            "WHERE date_precision IN ('day', 'month') GROUP BY ALL ORDER BY month, kind"
        )
        undated = rows("SELECT count(*) AS n FROM timeline WHERE date_precision NOT IN ('day', 'month')")[0]["n"]
        activity = rows("SELECT month, name, articles, meetings, deals FROM mineral_activity ORDER BY month, name")
        pairs = rows(
            "SELECT country_a AS a, country_b AS b, sum(meetings)::INT AS meetings, "
            "sum(meetings_planned)::INT AS planned, sum(deals)::INT AS deals, sum(deals_open)::INT AS open "
            "FROM country_pairs GROUP BY ALL ORDER BY a, b"
        )
        vocabulary = rows("SELECT mineral_id, name FROM minerals ORDER BY mineral_id")
    seen = {code for row in pairs for code in (row["a"], row["b"])}
    for record in (*meetings, *deals):
        seen.update(record["countries"])
        seen.update({record["country"]} if record.get("country") else set())
    names = codes.countries()
    return {
        "counts": {**counts, "countries": len({code for record in pairs for code in (record["a"], record["b"])})},
        "meetings": meetings,
        "deals": deals,
        "timeline": timeline,
        "undated": undated,
        "activity": activity,
        "pairs": pairs,
        "countries": {code: names.get(code, code) for code in sorted(seen)},
        "minerals": {row["mineral_id"]: row["name"] for row in vocabulary},
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it: dates as ISO text, also inside lists and structs."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value
