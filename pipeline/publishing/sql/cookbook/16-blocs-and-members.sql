-- At which meetings do blocs such as the G7 or the European Union appear, and beside whom?
WITH present AS (
    SELECT b.name AS bloc, meeting_id, m.start_date, m.title
    FROM participants b
    JOIN meetings m USING (meeting_id)
    WHERE b.participant_type = 'bloc'
    ORDER BY m.start_date DESC NULLS LAST, bloc, m.title
    LIMIT 10
)
SELECT
    bloc, start_date, title,
    coalesce(
        list(p.name ORDER BY p.role <> 'host', p.role, p.name, p.entity_id) FILTER (WHERE p.participant_type <> 'bloc'),
        []
    ) AS beside
FROM present
JOIN participants p USING (meeting_id)
GROUP BY bloc, meeting_id, start_date, title
ORDER BY start_date DESC NULLS LAST, bloc, title
