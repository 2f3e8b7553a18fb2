-- Each meeting and deal in which two countries took part, once for every pair of them, in alphabetical order.
-- stored
-- column kind: meeting or deal.
-- column id: The meeting_id or deal_id.
-- column title: Title of the meeting or deal.
-- column status: Status of the meeting or deal.
-- column date: Day of the meeting (its first) or of the deal; see date_precision.
-- column country_a: The first country of the pair, ISO 3166-1 alpha-3.
-- column country_b: The second.
WITH side AS (
    SELECT DISTINCT 'meeting' AS kind, meeting_id AS id, p.country_code
    FROM participants p
    WHERE p.country_code IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'deal', deal_id, p.country_code
    FROM deal_parties p
    WHERE p.country_code IS NOT NULL
),
event AS (
    SELECT 'meeting' AS kind, meeting_id AS id, title, status, start_date AS date, date_precision, first_reported
    FROM meetings
    UNION ALL
    SELECT 'deal', deal_id, title, status, date, date_precision, first_reported FROM deals
)
SELECT
    kind, id, event.title, event.status, event.date, event.date_precision, event.first_reported,
    a.country_code AS country_a, b.country_code AS country_b
FROM event
JOIN side a USING (kind, id)
JOIN side b USING (kind, id)
WHERE a.country_code < b.country_code
ORDER BY kind, event.date NULLS LAST, id, country_a, country_b
