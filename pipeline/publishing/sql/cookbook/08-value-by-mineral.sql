-- How much money, by currency, stands behind agreed and completed deals over each mineral?
SELECT mineral_id, value_currency, count(*) AS deals, sum(value_amount) AS value
FROM deals
JOIN deal_minerals USING (deal_id)
WHERE status IN ('agreed', 'completed') AND value_amount IS NOT NULL
GROUP BY mineral_id, value_currency
ORDER BY value DESC, mineral_id
LIMIT 10
