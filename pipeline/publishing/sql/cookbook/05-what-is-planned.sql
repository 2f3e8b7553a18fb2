-- Which meetings are planned after the newest article, and who is expected?
SELECT m.start_date, m.title, m.city, list(p.name ORDER BY p.role <> 'host', p.role, p.name, p.entity_id) AS expected
FROM meetings m
JOIN participants p USING (meeting_id)
WHERE m.status = 'planned' AND m.start_date >= (SELECT max(published_date) FROM articles)
GROUP BY m.meeting_id, m.start_date, m.title, m.city
ORDER BY m.start_date, m.title
LIMIT 10
