-- Which deals were struck within 30 days after two of their countries met?
SELECT DISTINCT m.start_date AS met_on, m.title AS meeting, d.date AS deal_date, d.title AS deal
FROM meetings_full m
JOIN deals_full d
    ON d.date BETWEEN m.start_date AND m.start_date + INTERVAL 30 DAY
    AND len(list_intersect(m.countries, d.countries)) >= 2
WHERE m.status = 'held' AND m.date_precision = 'day' AND d.date_precision = 'day'
ORDER BY met_on DESC, meeting, deal_date, deal
LIMIT 10
