-- Which two countries met and dealt with each other most often?
SELECT country_a, country_b, sum(meetings) AS meetings, sum(deals) AS deals
FROM country_pairs
GROUP BY country_a, country_b
HAVING sum(meetings) + sum(deals) > 0
ORDER BY sum(meetings) + sum(deals) DESC, country_a, country_b
LIMIT 10
