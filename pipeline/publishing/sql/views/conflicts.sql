-- Values that articles give and the record does not show: where sources disagree on a date, a value, a role; forms of a name aside.
-- stored
-- column event_type: meeting or deal.
-- column event_id: The meeting or deal that it is about; of a participant or party, the one it belongs to.
-- column title: Title of the meeting or deal.
-- column about: Name of the participant or party, where it is about one.
-- column shown_value: The value that the record shows; several are joined by a comma.
-- column other_value: Another value that articles give.
-- column kind: different, or coarser where both are dates of which one holds the other (a month and a day in it).
-- column shown_by: How many articles give the value that is shown.
-- column given_by: How many articles give the other value.
-- column articles: Ids of the articles that give the other value.
WITH stated AS (
    -- Forms of a name are aliases, no conflict.
    SELECT s.*, p.value AS date_precision
    FROM statements s
    LEFT JOIN (
        SELECT DISTINCT ON (record_id, article_id) record_id, article_id, value
        FROM statements
        WHERE field = 'date_precision' AND record_type IN ('meeting', 'deal')
        ORDER BY record_id, article_id, statement_id
    ) p ON p.record_id = s.record_id AND p.article_id = s.article_id AND s.field IN ('start_date', 'end_date', 'date')
    WHERE s.field NOT IN ('record', 'title', 'name', 'minerals', 'date_precision') AND s.value IS NOT NULL
),
shown AS (
    SELECT
        record_type, record_id, field,
        list(DISTINCT value) AS all_values,
        string_agg(DISTINCT value, ', ' ORDER BY value) AS shown_value,
        min(date_precision) AS shown_precision,
        count(DISTINCT article_id) AS shown_by
    FROM stated
    WHERE chosen
    GROUP BY record_type, record_id, field
),
other AS (
    SELECT
        record_type, record_id, field, value,
        CASE
            WHEN bool_and(
                coalesce('year' IN (date_precision, shown_precision) AND value[:4] = shown_value[:4], false)
                OR coalesce('month' IN (date_precision, shown_precision) AND value[:7] = shown_value[:7], false)
            ) THEN 'coarser'
            ELSE 'different'
        END AS kind,
        count(DISTINCT article_id) AS given_by,
        list_sort(list(DISTINCT article_id)) AS articles
    FROM stated
    LEFT JOIN shown USING (record_type, record_id, field)
    WHERE NOT chosen
    GROUP BY record_type, record_id, field, value
),
party AS (
    SELECT 'participant' AS record_type, meeting_id || '/' || entity_id AS record_id, any_value(name) AS about
    FROM participants GROUP BY ALL
    UNION ALL
    SELECT 'deal_party', deal_id || '/' || entity_id, min(name) FROM deal_parties GROUP BY deal_id, entity_id
),
event AS (
    SELECT 'meeting' AS event_type, meeting_id AS event_id, title FROM meetings
    UNION ALL
    SELECT 'deal', deal_id, title FROM deals
)
SELECT
    event.event_type,
    event.event_id,
    event.title,
    o.record_type,
    o.record_id,
    party.about,
    o.field,
    shown.shown_value,
    o.value AS other_value,
    o.kind,
    coalesce(shown.shown_by, 0)::INTEGER AS shown_by,
    o.given_by::INTEGER AS given_by,
    o.articles
FROM other o
LEFT JOIN shown USING (record_type, record_id, field)
LEFT JOIN party USING (record_type, record_id)
JOIN event
    ON event.event_id = split_part(o.record_id, '/', 1)
    AND event.event_type = CASE WHEN o.record_type IN ('meeting', 'participant') THEN 'meeting' ELSE 'deal' END
WHERE shown.all_values IS NULL OR NOT list_contains(shown.all_values, o.value)
ORDER BY event.event_type, event.event_id, o.record_type, o.record_id, o.field, o.value
