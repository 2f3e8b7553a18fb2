-- Which deals were struck within 30 days after two of their countries met?
WITH met AS (
    SELECT *, (date - DATE '2000-01-01') // 31 + unnest([0, 1]) AS block
    FROM country_pair_events
    WHERE kind = 'meeting' AND status = 'held' AND date_precision = 'day'
),
struck AS (
    SELECT *, (date - DATE '2000-01-01') // 31 AS block
    FROM country_pair_events
    WHERE kind = 'deal' AND date_precision = 'day'
)
-- A day up to 30 days later lies in the same block of 31 days or the next: equal blocks are found by hash.
SELECT DISTINCT met.date AS met_on, met.title AS meeting, struck.date AS deal_date, struck.title AS deal
FROM met
JOIN struck USING (country_a, country_b, block)
WHERE struck.date BETWEEN met.date AND met.date + 30
ORDER BY met_on DESC, meeting, deal_date, deal
LIMIT 10
