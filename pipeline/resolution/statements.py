"""Statements: every value of every field of every record as each article gave it, with the words it was read from.

They are made and joined to their records in SQL, from Parquet to Parquet.
"""

from __future__ import annotations

from pipeline.resolution.working_tables import WorkingTables

_MEETING_FIELDS = {
    "title": "title",
    "meeting_type": "type",
    "status": "status",
    "start_date": "start_date::VARCHAR",
    "end_date": "end_date::VARCHAR",
    "date_precision": "CASE WHEN start_date IS NOT NULL THEN date_precision END",
    "city": "city",
    "country_code": "country_code",
}
_DEAL_FIELDS = {
    "title": "title",
    "deal_type": "type",
    "status": "status",
    "date": "start_date::VARCHAR",
    "date_precision": "CASE WHEN start_date IS NOT NULL THEN date_precision END",
    "value_amount": "value_text",
    "value_currency": "value_currency",
}
_PARTICIPANT_FIELDS = {
    "name": "name",
    "participant_type": "type",
    "role": "role",
    "office": "office",
    "country_code": "country_code",
}
_PARTY_FIELDS = {"name": "name", "party_type": "type", "role": "role", "country_code": "country_code"}
_WORDS_OF = {"end_date": "start_date", "date_precision": "start_date", "value_currency": "value_amount"}
"""Fields whose words, where the extractor does not show them apart, are those of another field."""


def _field_rows(fields: dict[str, str]) -> str:
    rows = ", ".join(f"{{'field': '{field}', 'value': {value}}}" for field, value in fields.items())
    return f"list_filter([{rows}], lambda f: f.value IS NOT NULL AND f.value <> '')"


def _words_for(evidence: str, otherwise: str) -> str:
    """The best evidence for the field `f.field`: its own, else a related field's, else what shows the record."""
    related = " ".join(f"WHEN '{field}' THEN '{other}'" for field, other in _WORDS_OF.items())
    return f"""coalesce(
        list_filter({evidence}, lambda e: e.field = f.field)[1],
        list_filter({evidence}, lambda e: e.field = CASE f.field {related} ELSE '' END
            OR (e.field = 'date' AND f.field IN ('start_date', 'end_date', 'date_precision')))[1],
        list_filter({evidence}, lambda e: e.field = 'record')[1],
        {evidence}[1], {otherwise})"""


def raw_statements(tables: WorkingTables) -> str:
    """A query that gives every statement with its mention and party, before it is known of which record it speaks.

    A statement's id is derived from its article, field, value and span, so that it is the same in every
    run; equal statements of one article are numbered in the order of its records.
    """
    mentions, parties = tables.source("mentions"), tables.source("parties")
    shown = "list_filter(evidence, lambda e: e.field = 'record')"
    told = []
    for kind, fields in (("meeting", _MEETING_FIELDS), ("deal", _DEAL_FIELDS)):
        told.append(
            f"""SELECT mention_no, NULL::BIGINT AS party, '{kind}' AS record_type, article_id, f.field, f.value,
                {_words_for("evidence", "NULL")} AS e, confidence AS otherwise
            FROM (SELECT *, unnest({_field_rows(fields)}) AS f FROM {mentions} WHERE kind = '{kind}')"""
        )
        told.append(
            f"""SELECT mention_no, NULL, '{kind}', article_id, 'record', NULL, e, confidence
            FROM (SELECT *, unnest(CASE WHEN len({shown}) > 0 THEN {shown} ELSE evidence[1:1] END) AS e
                FROM {mentions} WHERE kind = '{kind}')"""
        )
    told.append(
        f"""SELECT mention_no, NULL, 'deal', article_id, 'minerals', f.value,
            {_words_for("evidence", "NULL")}, confidence
        FROM (SELECT *, unnest([{{'field': 'minerals', 'value': m}} FOR m IN minerals]) AS f
            FROM {mentions} WHERE kind = 'deal')"""
    )
    for kind, record_type, fields in (
        ("meeting", "participant", _PARTICIPANT_FIELDS),
        ("deal", "deal_party", _PARTY_FIELDS),
    ):
        told.append(
            f"""SELECT mention_no, party, '{record_type}', article_id, f.field, f.value,
                {_words_for("evidence", "shown")}, confidence
            FROM (SELECT p.*, m.evidence[1] AS shown, unnest({_field_rows(fields)}) AS f
                FROM {parties} p JOIN (SELECT mention_no, evidence FROM {mentions}) m USING (mention_no)
                WHERE p.kind = '{kind}')"""
        )
    union = "\nUNION ALL\n".join(told)
    return f"""
        SELECT md5(concat_ws(chr(31), article_id, record_type, field, coalesce(value, ''), start, "end",
                row_number() OVER (PARTITION BY article_id, record_type, field, value, start, "end"
                    ORDER BY mention_no, party)))[:20] AS statement_id, *
        FROM (
            SELECT mention_no, party, record_type, article_id, field, value, e.start AS start, e."end" AS "end",
                e.quote AS quote, coalesce(nullif(trim(e.rule), ''), 'unnamed') AS rule,
                round(greatest(0, least(1, coalesce(e.confidence, otherwise, 1))), 4)::DOUBLE AS confidence
            FROM ({union}) WHERE e IS NOT NULL
        )"""


def final_statements(tables: WorkingTables) -> str:
    """A query that gives the published statements: with their records, and whether the record shows their value."""
    return f"""
        SELECT 's-' || s.statement_id AS statement_id, s.record_type,
            CASE WHEN s.party IS NULL THEN r.record_id ELSE r.record_id || '/' || p.entity_id END AS record_id,
            s.field, s.value, s.article_id, s.start, s."end", s.quote, s.rule, s.confidence,
            (s.field IN ('record', 'minerals') OR c.value IS NOT NULL) AS chosen
        FROM {tables.source("statements")} s
        JOIN {tables.source("mention_records")} r USING (mention_no)
        LEFT JOIN {tables.source("party_entities")} p
            ON p.mention_no = s.mention_no AND p.party = s.party
        LEFT JOIN (SELECT DISTINCT record_type, record_id, field, value FROM {tables.source("shown")}) c
            ON c.record_type = s.record_type AND c.field = s.field AND c.value = s.value
            AND c.record_id = CASE WHEN s.party IS NULL THEN r.record_id ELSE r.record_id || '/' || p.entity_id END
        WHERE s.party IS NULL OR p.entity_id IS NOT NULL
        ORDER BY 2, 3, 4, 6, 7, 1"""
