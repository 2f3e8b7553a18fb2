"""Tables that stream from Parquet to Parquet: articles and their lines, minerals and where they are named."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.lexicons import table
from pipeline.resolution.parquet_writing import write_query
from pipeline.resolution.working_tables import WorkingTables
from schemas import TABLES, arrow_schema


def _ordered(name: str) -> str:
    return ", ".join(f'"{column}" NULLS LAST' for column in TABLES[name].sort)


def _columns(name: str) -> str:
    return ", ".join(f'"{column.name}"' for column in TABLES[name].columns)


def write_article_tables(database: duckdb.DuckDBPyConnection, tables: WorkingTables, out: Path) -> dict[str, int]:
    """Write `articles`, `segments`, `minerals`, `mineral_mentions`, `meeting_minerals`; how many rows each has.

    The working table `mention_records` must tell by then which record each mention is part of.
    """
    rows: dict[str, int] = {}
    pq.write_table(_vocabulary(), tables.file("vocabulary"))
    mentions, articles = tables.source("mineral_mentions"), tables.source("articles")
    queries = {
        "articles": f"SELECT {_columns('articles')} FROM {articles}",
        "segments": f"SELECT {_columns('segments')} FROM {tables.source('segments')}",
        "mineral_mentions": f"SELECT {_columns('mineral_mentions')} FROM {mentions}",
        "minerals": f"""SELECT v.mineral_id, v.name, v.symbol, v."group", v.usgs_2025, v.eu_crm_2024,
                count(DISTINCT a.copies) AS article_count, count(m.article_id) AS mention_count,
                min(a.published_date) AS first_reported, max(a.published_date) AS last_reported
            FROM {tables.source("vocabulary")} v LEFT JOIN {mentions} m USING (mineral_id)
            LEFT JOIN {articles} a ON a.article_id = m.article_id GROUP BY ALL""",
        "meeting_minerals": f"""SELECT r.record_id AS meeting_id, n.mineral_id,
                count(DISTINCT a.copies) AS article_count
            FROM (SELECT mention_no, article_id FROM {tables.source("mentions")} WHERE kind = 'meeting') m
            JOIN {tables.source("mention_records")} r USING (mention_no)
            JOIN (SELECT DISTINCT article_id, mineral_id FROM {mentions}) n USING (article_id)
            JOIN {articles} a USING (article_id) GROUP BY 1, 2""",
    }
    for name, query in queries.items():
        ordered = f"SELECT * FROM ({query}) ORDER BY {_ordered(name)}"
        rows[name] = write_query(database, ordered, name, out)
    return rows


def _vocabulary() -> pa.Table:
    rows = table("minerals")
    return pa.table(
        {
            "mineral_id": [row["mineral_id"] for row in rows],
            "name": [row["name"] for row in rows],
            "symbol": [row["symbol"] or None for row in rows],
            "group": [row["group"] for row in rows],
            "usgs_2025": [row["usgs_2025"] == "1" for row in rows],
            "eu_crm_2024": [row["eu_crm_2024"] == "1" for row in rows],
        },
        schema=pa.schema([arrow_schema("minerals").field(i) for i in range(6)]),
    )
