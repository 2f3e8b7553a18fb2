-- Which meetings were cancelled or postponed?
WITH off AS (
    SELECT meeting_id, start_date, title, status
    FROM meetings
    WHERE status IN ('cancelled', 'postponed')
    ORDER BY start_date DESC NULLS LAST, title
    LIMIT 10
)
SELECT off.start_date, off.title, off.status, list(a.publisher ORDER BY a.published_date, a.article_id) AS told_by
FROM off
JOIN (
    SELECT DISTINCT record_id AS meeting_id, article_id FROM statements WHERE record_type = 'meeting'
) told USING (meeting_id)
JOIN articles a USING (article_id)
GROUP BY off.meeting_id, off.start_date, off.title, off.status
ORDER BY off.start_date DESC NULLS LAST, off.title
