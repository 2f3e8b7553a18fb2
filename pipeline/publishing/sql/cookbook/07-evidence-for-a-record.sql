-- On which words does the best-reported meeting rest?
WITH best AS (
    SELECT meeting_id FROM meetings ORDER BY article_count DESC, confidence DESC, meeting_id LIMIT 1
)
SELECT a.publisher, s.field, s.value, s.quote
FROM statements s
JOIN best ON s.record_id = best.meeting_id AND s.record_type = 'meeting'
JOIN articles a USING (article_id)
ORDER BY s.field, a.publisher NULLS LAST, s.start
LIMIT 10
