"""Extractions laid flat: the article's rows and the records' rows, as Parquet files in a working folder.

All of this is SQL from Parquet to Parquet, so that it needs little memory whatever the number of
articles. Rows are numbered by their content, never by the order or the split of the input.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

MEMORY_LIMIT = "600MB"
"""Memory that DuckDB may use before it spills to the working folder."""


def quoted(text: object) -> str:
    """`text` as an SQL literal."""
    return "'" + str(text).replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class WorkingTables:
    """The flat Parquet files of one run."""

    folder: Path

    def file(self, name: str) -> Path:
        """The file of a working table."""
        return self.folder / f"{name}.parquet"

    def source(self, name: str) -> str:
        """A working table as a source in SQL."""
        return f"read_parquet({quoted(self.file(name))})"


def connect(folder: Path, threads: int = 2) -> duckdb.DuckDBPyConnection:
    """A DuckDB in memory that spills to `folder` and keeps the order of its results."""
    database = duckdb.connect(":memory:")
    database.execute("SET enable_progress_bar = false")
    database.execute(f"SET memory_limit = {quoted(MEMORY_LIMIT)}")
    database.execute(f"SET temp_directory = {quoted(folder / 'spill')}")
    database.execute(f"SET threads = {int(threads)}")
    return database


def _store(database: duckdb.DuckDBPyConnection, query: str, file: Path) -> None:
    database.execute(f"COPY ({query}) TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)")


def _extractions(database: duckdb.DuckDBPyConnection, files: Sequence[Path]) -> str:
    """A source in SQL with each article once: one of equal bytes that came twice is taken by its file name."""
    paths = "[" + ", ".join(quoted(file) for file in sorted(files)) + "]"
    source = f"read_parquet({paths}, filename = true, file_row_number = true)"
    count = database.execute(f"SELECT count(*) - count(DISTINCT article_id) FROM {source}").fetchone()
    if count is None or not count[0]:
        return source
    database.execute(
        f"""CREATE OR REPLACE TEMP TABLE kept AS
        SELECT filename, file_row_number FROM {source}
        QUALIFY row_number() OVER (
            PARTITION BY article_id ORDER BY file, published_date NULLS LAST, publisher NULLS LAST, url NULLS LAST,
            title NULLS LAST, filename, file_row_number) = 1"""
    )
    return f"(SELECT * FROM {source} SEMI JOIN kept USING (filename, file_row_number))"


_VALID = """list_filter(evidence, lambda e: e."end" > e.start AND regexp_matches(e.quote, '\\S'))"""


def _articles(source: str, copies: str) -> str:
    return f"""
        SELECT (row_number() OVER (ORDER BY e.article_id) - 1)::INTEGER AS article_no, e.article_id, file, url,
            publisher, title, coalesce(authors, []) AS authors, agency, dateline_city, published_date,
            published_date_source, locale, language, relevant, raw_chars, clean_chars,
            round(coalesce(list_sum([CASE WHEN s.kept THEN 0 ELSE s."end" - s.start END FOR s IN segments])
                / nullif(list_sum([s."end" - s.start FOR s IN segments]), 0), 0)::DOUBLE, 6) AS removed_share,
            c.duplicate_of, c.similar_group,
            coalesce(c.similar_group, c.duplicate_of, e.article_id) AS copies
        FROM {source} e LEFT JOIN {copies} c ON c.article_id = e.article_id
        ORDER BY e.article_id"""


def _mentions(source: str) -> str:
    amount = """CASE WHEN value_amount = floor(value_amount) AND abs(value_amount) < 1e15
        THEN value_amount::BIGINT::VARCHAR ELSE value_amount::VARCHAR END"""
    return f"""
        WITH told AS (
            SELECT 'meeting' AS kind, article_id, place, m.title, m.meeting_type AS type, m.status,
                m.start_date, m.end_date, m.date_precision, m.city, m.country_code, NULL::DOUBLE AS value_amount,
                NULL::VARCHAR AS value_currency, []::VARCHAR[] AS minerals, m.confidence, m.evidence
            FROM (SELECT article_id, generate_subscripts(meetings, 1) AS place, unnest(meetings) AS m FROM {source})
            UNION ALL
            SELECT 'deal', article_id, place, d.title, d.deal_type, d.status, d.date, NULL, d.date_precision,
                NULL, NULL, d.value_amount, d.value_currency, list_sort(list_distinct(coalesce(d.minerals, []))),
                d.confidence, d.evidence
            FROM (SELECT article_id, generate_subscripts(deals, 1) AS place, unnest(deals) AS d FROM {source})
        ), sound AS (
            SELECT * EXCLUDE (evidence), {_VALID} AS evidence FROM told
        ), anchored AS (
            SELECT *, coalesce(list_min([e.start FOR e IN evidence IF e.field = 'record']),
                list_min([e.start FOR e IN evidence]), -1) AS anchor
            FROM sound
        )
        SELECT (row_number() OVER (ORDER BY kind, article_id, place) - 1)::INTEGER AS mention_no,
            kind[1] || '-' || md5(concat_ws(chr(31), kind, article_id, anchor, title,
                row_number() OVER (PARTITION BY kind, article_id, anchor, title ORDER BY place)))[:16] AS mention_id,
            * EXCLUDE (anchor), {amount} AS value_text,
            list_filter(evidence, lambda e: e.field = 'record')[1].quote AS quote
        FROM anchored ORDER BY mention_no"""


def _parties(source: str, mentions: str) -> str:
    return f"""
        WITH told AS (
            SELECT 'meeting' AS kind, article_id, place, generate_subscripts(m.participants, 1) AS party,
                unnest(m.participants) AS p
            FROM (SELECT article_id, generate_subscripts(meetings, 1) AS place, unnest(meetings) AS m FROM {source})
        ), signed AS (
            SELECT 'deal' AS kind, article_id, place, generate_subscripts(d.parties, 1) AS party,
                unnest(d.parties) AS p
            FROM (SELECT article_id, generate_subscripts(deals, 1) AS place, unnest(deals) AS d FROM {source})
        ), both_kinds AS (
            SELECT kind, article_id, place, party, p.name, p.participant_type AS type, p.role, p.office,
                p.country_code, p.confidence, p.evidence FROM told
            UNION ALL
            SELECT kind, article_id, place, party, p.name, p.party_type, p.role, NULL, p.country_code,
                p.confidence, p.evidence FROM signed
        )
        SELECT mention_no, party, name, b.type, role,
            CASE WHEN b.type = 'person' THEN office END AS office,
            CASE WHEN b.type <> 'bloc' THEN b.country_code END AS country_code, b.confidence, b.article_id, b.kind,
            {_VALID.replace("evidence,", "b.evidence,")} AS evidence
        FROM both_kinds b JOIN {mentions} m USING (kind, article_id, place)
        WHERE regexp_matches(name, '\\S')
        ORDER BY mention_no, party"""


def _forms(parties: str, articles: str) -> str:
    return f"""
        SELECT (row_number() OVER (ORDER BY name, type, country_code NULLS FIRST, office NULLS FIRST) - 1)::INTEGER
            AS form_no, *
        FROM (
            SELECT name, type, country_code, office, count(DISTINCT copies)::INTEGER AS articles,
                min({{'day': coalesce(published_date, DATE '9999-12-31'), 'id': article_id}}) AS first
            FROM {parties} p JOIN {articles} a USING (article_id)
            GROUP BY ALL
        ) ORDER BY form_no"""


def flatten(
    database: duckdb.DuckDBPyConnection, files: Sequence[Path], copies: Path | None, folder: Path
) -> WorkingTables:
    """Write the working tables of some extraction files to `folder`.

    `copies` is a Parquet file with `article_id`, `duplicate_of` and `similar_group`, as the search for
    copies gives it; None where there was none.
    """
    tables = WorkingTables(folder)
    source = _extractions(database, files)
    copied = f"read_parquet({quoted(copies)})" if copies else (
        "(SELECT NULL::VARCHAR AS article_id, NULL::VARCHAR AS duplicate_of, NULL::VARCHAR AS similar_group LIMIT 0)"
    )  # fmt: skip
    _store(database, _articles(source, copied), tables.file("articles"))
    _store(
        database,
        f"""SELECT article_id, (place - 1)::INTEGER AS segment, s.start, s."end", s.kind, s.kept, s.rule
        FROM (SELECT article_id, generate_subscripts(segments, 1) AS place, unnest(segments) AS s FROM {source})""",
        tables.file("segments"),
    )
    _store(
        database,
        f"""SELECT DISTINCT ON (article_id, m.start, m.mineral_id)
            article_id, m.start, m.mineral_id, m."end", m.text
        FROM (SELECT article_id, unnest(minerals) AS m FROM {source})
        WHERE m."end" > m.start ORDER BY article_id, m.start, m.mineral_id, m."end" DESC""",
        tables.file("mineral_mentions"),
    )
    _store(database, _mentions(source), tables.file("mentions"))
    _store(database, _parties(source, tables.source("mentions")), tables.file("parties"))
    _store(database, _forms(tables.source("parties"), tables.source("articles")), tables.file("forms"))
    _store(
        database,
        f"""SELECT mention_no, party, form_no, role, confidence
        FROM {tables.source("parties")} p JOIN {tables.source("forms")} f
            ON p.name = f.name AND p.type = f.type AND p.country_code IS NOT DISTINCT FROM f.country_code
            AND p.office IS NOT DISTINCT FROM f.office
        ORDER BY mention_no, party""",
        tables.file("party_forms"),
    )
    return tables
