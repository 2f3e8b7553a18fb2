-- Which deals were struck within 30 days after two of their countries met?
WITH met AS (
    SELECT DISTINCT meeting_id, m.start_date, m.title, p.country_code
    FROM meetings m
    JOIN participants p USING (meeting_id)
    WHERE m.status = 'held' AND m.date_precision = 'day'
),
struck AS (
    SELECT DISTINCT deal_id, d.date, d.title, p.country_code
    FROM deals d
    JOIN deal_parties p USING (deal_id)
    WHERE d.date_precision = 'day'
)
SELECT DISTINCT met.start_date AS met_on, met.title AS meeting, struck.date AS deal_date, struck.title AS deal
FROM met
JOIN struck
    ON struck.country_code = met.country_code
    AND struck.date BETWEEN met.start_date AND met.start_date + INTERVAL 30 DAY
GROUP BY met.meeting_id, met.start_date, met.title, struck.deal_id, struck.date, struck.title
HAVING count(*) >= 2
ORDER BY met_on DESC, meeting, deal_date, deal
LIMIT 10
