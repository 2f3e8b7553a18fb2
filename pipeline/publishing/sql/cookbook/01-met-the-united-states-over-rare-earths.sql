-- Which countries met the United States over rare earths in the last year of the data?
SELECT other.country_code AS country, count(DISTINCT m.meeting_id) AS meetings, max(m.start_date) AS latest
FROM meetings m
JOIN meeting_minerals mm ON mm.meeting_id = m.meeting_id AND mm.mineral_id = 'rare_earths'
JOIN participants us ON us.meeting_id = m.meeting_id AND us.country_code = 'USA'
JOIN participants other ON other.meeting_id = m.meeting_id AND other.country_code <> 'USA'
WHERE m.status = 'held'
    AND m.start_date > (SELECT max(published_date) FROM articles) - INTERVAL 1 YEAR
GROUP BY other.country_code
ORDER BY meetings DESC, country
LIMIT 10
