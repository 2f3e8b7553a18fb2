-- Which meetings were cancelled or postponed?
SELECT start_date, title, status, [a.publisher FOR a IN articles] AS told_by
FROM meetings_full
WHERE status IN ('cancelled', 'postponed')
ORDER BY start_date DESC NULLS LAST, title
LIMIT 10
