-- At which meetings do blocs such as the G7 or the European Union appear, and beside whom?
SELECT
    b.name AS bloc, m.start_date, m.title,
    [p.name FOR p IN m.participants IF p.type <> 'bloc'] AS beside
FROM participants b
JOIN meetings_full m USING (meeting_id)
WHERE b.participant_type = 'bloc'
ORDER BY m.start_date DESC NULLS LAST, bloc, m.title
LIMIT 10
