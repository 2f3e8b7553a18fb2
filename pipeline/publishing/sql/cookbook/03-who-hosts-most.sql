-- Who hosts most meetings?
SELECT name, participant_type, count(*) AS hosted
FROM participants
WHERE role = 'host'
GROUP BY name, participant_type
ORDER BY hosted DESC, name
LIMIT 10
