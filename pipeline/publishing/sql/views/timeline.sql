-- Meetings and deals in one list by date; those without a known date come last.
-- column date: Day of the meeting (its first) or of the deal; see date_precision.
-- column kind: meeting or deal.
-- column id: The meeting_id or deal_id.
-- column type: The meeting_type or deal_type.
-- column countries: Countries that take part or are parties.
-- column minerals: Ids of the minerals of it.
-- column value_amount: Value of a deal.
SELECT
    start_date AS date, date_precision, 'meeting' AS kind, meeting_id AS id, title, meeting_type AS type, status,
    city, country_code, countries, minerals, NULL::DOUBLE AS value_amount, NULL::VARCHAR AS value_currency,
    article_count, first_reported, confidence
FROM meetings_full
UNION ALL
SELECT
    date, date_precision, 'deal', deal_id, title, deal_type, status, NULL, NULL, countries, minerals, value_amount,
    value_currency, article_count, first_reported, confidence
FROM deals_full
ORDER BY date NULLS LAST, kind, id
