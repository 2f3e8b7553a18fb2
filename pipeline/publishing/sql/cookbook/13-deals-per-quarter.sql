-- How many deals of which kind were struck per quarter?
SELECT year(date) AS year, quarter(date) AS quarter, deal_type, count(*) AS deals
FROM deals
WHERE date_precision IN ('day', 'month')
GROUP BY ALL
ORDER BY year DESC, quarter DESC, deals DESC, deal_type
LIMIT 12
