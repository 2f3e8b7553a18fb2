-- Which persons take part in most meetings, and in which offices?
SELECT
    name, any_value(country_code ORDER BY country_code) AS country,
    list_sort(list(DISTINCT office) FILTER (WHERE office IS NOT NULL)) AS offices,
    count(DISTINCT meeting_id) AS meetings
FROM participants
WHERE participant_type = 'person'
GROUP BY name
ORDER BY meetings DESC, name
LIMIT 10
