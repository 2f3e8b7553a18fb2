-- Which deals are still open, the largest first?
SELECT title, deal_type, status, date, value_amount, value_currency
FROM deals
WHERE status IN ('proposed', 'negotiating')
ORDER BY value_amount DESC NULLS LAST, title
LIMIT 10
