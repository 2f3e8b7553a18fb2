-- Which minerals gained most attention: articles in the last six months of the data against the six before?
WITH newest AS (SELECT max(published_date) AS day FROM articles)
SELECT
    m.name,
    count(DISTINCT article_id) FILTER (WHERE a.published_date > day - INTERVAL 6 MONTH) AS last_six_months,
    count(DISTINCT article_id) FILTER (
        WHERE a.published_date <= day - INTERVAL 6 MONTH AND a.published_date > day - INTERVAL 12 MONTH
    ) AS six_before
FROM mineral_mentions
JOIN articles a USING (article_id)
JOIN minerals m USING (mineral_id)
CROSS JOIN newest
GROUP BY m.name
ORDER BY last_six_months - six_before DESC, m.name
LIMIT 10
