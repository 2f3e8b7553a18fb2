"""A made-up dataset of a million records in the published form, to time queries on; nothing in it is true."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.lexicons import table
from pipeline.publishing.catalog import build_catalog
from pipeline.publishing.parquet import write_sorted
from schemas import TABLES, arrow_schema

MEETING_SHARE, DEAL_SHARE = 0.13, 0.08
"""Meetings and deals among the records; the others are their participants, parties and minerals, and entities."""
ENTITY_SHARE = 0.03
STATEMENTS_PER_EVENT = 6
MENTIONS_PER_ARTICLE = 3
_DAYS = 3650

_RANDOM = """
CREATE MACRO pick(seed, i, n) AS (hash(seed, i) % n)::INTEGER;
CREATE MACRO of_list(seed, i, choices) AS choices[1 + (hash(seed, i) % len(choices))::INTEGER];
CREATE MACRO skewed(seed, i, n) AS least(n - 1, (n * pow((hash(seed, i) % 100000) / 100000.0, 3))::INTEGER);
CREATE MACRO a_day(seed, i) AS DATE '2016-01-01' + (hash(seed, i) % {days})::INTEGER;
CREATE MACRO article(i) AS 'a' || lpad(i::VARCHAR, 15, '0');
CREATE MACRO entity(i) AS 'e-' || lpad(i::VARCHAR, 8, '0');
"""

_MEETINGS = "['bilateral', 'ministerial', 'summit', 'call', 'conference', 'visit']"
_DEALS = "['offtake', 'mou', 'joint_venture', 'financing', 'acquisition', 'intergovernmental_agreement']"
_BLOCS = 20
_TYPES = "['company', 'company', 'person', 'person', 'government_body']"


def _queries(records: int) -> dict[str, str]:
    meetings, deals = int(records * MEETING_SHARE), int(records * DEAL_SHARE)
    entities, nations = int(records * ENTITY_SHARE), len(table("countries"))
    linked = records - meetings - deals - entities
    participants, parties = int(linked * 0.42), int(linked * 0.24)
    meeting_minerals, deal_minerals = int(linked * 0.2), int(linked * 0.14)
    articles = meetings + deals
    reported = """1 + skewed('n', i, 12) AS article_count, a_day('first', i) AS first_reported,
        a_day('first', i) + pick('last', i, 20) AS last_reported"""
    who = """SELECT e.*, w.* FROM who w JOIN world e ON e.number = w.number"""
    return {
        "world": f"""SELECT i AS number, CASE WHEN i < nations THEN 'country-' || codes[i + 1] ELSE entity(i) END
                AS entity_id,
            CASE WHEN i < nations THEN names[i + 1] ELSE 'Party ' || i END AS name,
            CASE WHEN i < nations THEN 'country' WHEN i < nations + {_BLOCS} THEN 'bloc'
                ELSE of_list('type', i, {_TYPES}) END AS entity_type,
            CASE WHEN i < nations THEN codes[i + 1] WHEN i >= nations + {_BLOCS}
                THEN codes[1 + pick('home', i, nations)] END AS country_code
            FROM range({entities}) r(i), (SELECT list(code ORDER BY place) AS codes, list(name ORDER BY place) AS names,
                count(*) AS nations FROM nations)""",
        "articles": f"""SELECT article(i) AS article_id, 'report-' || i || '.txt' AS file, NULL AS url,
            'Publisher ' || skewed('publisher', i, 400) AS publisher, 'Report ' || i AS title, []::VARCHAR[] AS authors,
            NULL AS agency, NULL AS dateline_city, a_day('published', i) AS published_date,
            'metadata' AS published_date_source, 'en' AS locale, 'en' AS language, true AS relevant,
            4000 + pick('raw', i, 4000) AS raw_chars, 4000 AS clean_chars, 0.1 AS removed_share, NULL AS duplicate_of,
            NULL AS similar_group FROM range({articles}) r(i)""",
        "segments": f"""SELECT article(i // 4) AS article_id, i % 4 AS segment, 1000 * (i % 4) AS start,
            1000 * (i % 4) + 900 AS "end", 'body' AS kind, true AS kept, 'prose' AS rule
            FROM range({articles * 4}) r(i)""",
        "meetings": f"""SELECT 'm-' || i AS meeting_id, 'Talks ' || i AS title,
            of_list('type', i, {_MEETINGS}) AS meeting_type,
            of_list('status', i, ['held', 'held', 'held', 'planned', 'postponed', 'cancelled']) AS status,
            a_day('start', i) + CASE WHEN status = 'planned' THEN 60 ELSE 0 END AS start_date, NULL AS end_date,
            'day' AS date_precision,
            'City ' || skewed('city', i, 300) AS city, w.country_code, {reported}, 0.5 + pick('c', i, 500) / 1000
            AS confidence FROM range({meetings}) r(i) JOIN world w ON w.number = skewed('host', i, 200)""",
        "participants": f"""WITH who AS (SELECT DISTINCT pick('meeting', i, {meetings}) AS m, CASE WHEN i % 2 = 0
                THEN skewed('state', i, {nations}) ELSE skewed('entity', i, {entities}) END AS number
                FROM range({participants}) r(i))
            SELECT 'm-' || m AS meeting_id, entity_id, name, entity_type AS participant_type,
            of_list('role', m, ['attendee', 'attendee', 'host']) AS role,
            CASE WHEN entity_type = 'person' THEN 'minister' END AS office, country_code, 1 AS article_count,
            0.8 AS confidence FROM ({who})""",
        "meeting_minerals": f"""SELECT DISTINCT ON (meeting_id, mineral_id) 'm-' || pick('mm', i, {meetings})
            AS meeting_id, mineral_id, 1 AS article_count FROM range({meeting_minerals}) r(i)
            JOIN kinds k ON k.number = skewed('mineral', i, 76)""",
        "minerals": """SELECT mineral_id, name, symbol, "group", usgs_2025, eu_crm_2024, 1000 AS article_count,
            2000 AS mention_count, DATE '2016-01-01' AS first_reported, DATE '2025-12-01' AS last_reported
            FROM kinds""",
        "mineral_mentions": f"""SELECT article(i // {MENTIONS_PER_ARTICLE}) AS article_id,
            100 * (i % {MENTIONS_PER_ARTICLE}) AS start, mineral_id, 100 * (i % {MENTIONS_PER_ARTICLE}) + 8 AS "end",
            name AS text FROM range({articles * MENTIONS_PER_ARTICLE}) r(i)
            JOIN kinds k ON k.number = skewed('said', i, 76)""",
        "deals": f"""SELECT 'd-' || i AS deal_id, 'Deal ' || i AS title, of_list('type', i, {_DEALS}) AS deal_type,
            of_list('status', i, ['agreed', 'completed', 'proposed', 'negotiating', 'terminated']) AS status,
            a_day('date', i) AS date, 'day' AS date_precision,
            CASE WHEN i % 3 = 0 THEN 1e6 * (1 + skewed('value', i, 5000)) END AS value_amount,
            CASE WHEN i % 3 = 0 THEN of_list('currency', i, ['USD', 'AUD', 'EUR']) END AS value_currency,
            {reported}, 0.5 + pick('c', i, 500) / 1000 AS confidence FROM range({deals}) r(i)""",
        "deal_parties": f"""WITH who AS (SELECT DISTINCT pick('deal', i, {deals}) AS d, CASE WHEN i % 3 = 0
                THEN skewed('state', i + 7, {nations}) ELSE skewed('firm', i, {entities}) END AS number
                FROM range({parties}) r(i))
            SELECT 'd-' || d AS deal_id, entity_id, of_list('role', d, ['buyer', 'seller', 'party', 'lender']) AS role,
            name, entity_type AS party_type, country_code, 1 AS article_count FROM ({who})""",
        "deal_minerals": f"""SELECT DISTINCT ON (deal_id, mineral_id) 'd-' || pick('dm', i, {deals}) AS deal_id,
            mineral_id, 1 AS article_count FROM range({deal_minerals}) r(i)
            JOIN kinds k ON k.number = skewed('traded', i, 76)""",
        "entities": """SELECT entity_id, name, entity_type, country_code, []::VARCHAR[] AS aliases,
            5 AS article_count FROM world""",
        "statements": f"""SELECT 's-' || i AS statement_id, CASE WHEN e < {meetings} THEN 'meeting' ELSE 'deal' END
                AS record_type,
            CASE WHEN e < {meetings} THEN 'm-' || e ELSE 'd-' || (e - {meetings}) END AS record_id,
            CASE i % 3 WHEN 0 THEN 'record' WHEN 1 THEN 'status' ELSE
                CASE WHEN e < {meetings} THEN 'start_date' ELSE 'date' END END AS field,
            CASE i % 3 WHEN 1 THEN of_list('told', i, ['held', 'held', 'planned']) WHEN 2
                THEN strftime(a_day('told', e + i % 2), '%Y-%m-%d') END AS value,
            article(pick('in', e + i % 2, {articles})) AS article_id, 200 * (i % 6)::INTEGER AS start,
            200 * (i % 6)::INTEGER + 40 AS "end", 'words of a report that were made up' AS quote, 'rule' AS rule,
            0.8 AS confidence, i % 6 < 3 AS chosen
            FROM (SELECT i, i // {STATEMENTS_PER_EVENT} AS e FROM range({STATEMENTS_PER_EVENT * articles}) r(i))""",
        "superseded_ids": """SELECT 'm-old' AS old_id, 'm-0' AS new_id, 'meeting' AS record_type,
            'merged' AS reason, DATE '2025-06-01' AS since""",
    }


def million(folder: Path, records: int = 1_000_000) -> int:
    """Write a dataset of about `records` records with its catalog into `folder`; returns how many they are.

    Records are rows of meetings, deals, their participants, parties and minerals, and entities; the
    dataset has the articles, mentions and statements beside them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    counted = {"meetings", "participants", "meeting_minerals", "deals", "deal_parties", "deal_minerals", "entities"}
    total = 0
    with duckdb.connect(":memory:") as database:
        database.execute("SET enable_progress_bar = false")
        database.execute(_RANDOM.format(days=_DAYS))
        for name, rows in (("nations", _nations()), ("kinds", _kinds())):
            file = folder / f".{name}.parquet"
            pq.write_table(rows, file)
            database.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{file}')")
            file.unlink()
        for name, query in _queries(int(records * 1.06)).items():
            if name not in TABLES:
                database.execute(f"CREATE TABLE {name} AS {query}")
                continue
            raw = folder / f".{name}.parquet"
            columns = ", ".join(
                f'CAST("{field.name}" AS {_type(field.type)}) AS "{field.name}"' for field in arrow_schema(name)
            )
            database.execute(f"COPY (SELECT {columns} FROM ({query})) TO '{raw}' (FORMAT parquet)")
            rows_written = write_sorted(database, name, raw, folder / f"{name}.parquet", {})
            raw.unlink()
            total += rows_written if name in counted else 0
    build_catalog(folder)
    return total


def _type(declared: pa.DataType) -> str:
    if pa.types.is_list(declared):
        return "VARCHAR[]"
    return {"string": "VARCHAR", "int32": "INTEGER", "double": "DOUBLE", "bool": "BOOLEAN", "date32[day]": "DATE"}[
        str(declared)
    ]


def _nations() -> pa.Table:
    rows = _with_first(table("countries"), "code", "USA")
    return pa.table(
        {"place": range(len(rows)), "code": [row["code"] for row in rows], "name": [row["name"] for row in rows]}
    )


def _with_first(rows: Sequence[Mapping[str, str]], column: str, first: str) -> list[Mapping[str, str]]:
    """Rows with that one first which the cookbook asks for by name: those that come first are drawn most."""
    return sorted(rows, key=lambda row: row[column] != first)


def _kinds() -> pa.Table:
    rows = _with_first(table("minerals"), "mineral_id", "rare_earths")
    return pa.table(
        {
            "number": range(len(rows)),
            "mineral_id": [row["mineral_id"] for row in rows],
            "name": [row["name"] for row in rows],
            "symbol": [row["symbol"] or None for row in rows],
            "group": [row["group"] for row in rows],
            "usgs_2025": [row["usgs_2025"] == "1" for row in rows],
            "eu_crm_2024": [row["eu_crm_2024"] == "1" for row in rows],
        }
    )
