-- Which meetings are planned after the newest article, and who is expected?
SELECT start_date, title, city, [p.name FOR p IN participants] AS expected
FROM meetings_full
WHERE status = 'planned' AND start_date >= (SELECT max(published_date) FROM articles)
ORDER BY start_date, title
LIMIT 10
