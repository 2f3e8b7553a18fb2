-- Which minerals gained most attention: articles in the last six months of the data against the six before?
WITH newest AS (SELECT max(published_date) AS day FROM articles),
recent AS (
    SELECT article_id, published_date > day - INTERVAL 6 MONTH AS late
    FROM articles
    CROSS JOIN newest
    WHERE published_date > day - INTERVAL 12 MONTH
)
SELECT
    m.name,
    count(DISTINCT article_id) FILTER (WHERE late) AS last_six_months,
    count(DISTINCT article_id) FILTER (WHERE NOT late) AS six_before
FROM minerals m
LEFT JOIN (mineral_mentions JOIN recent USING (article_id)) USING (mineral_id)
WHERE m.article_count > 0
GROUP BY m.name
ORDER BY last_six_months - six_before DESC, m.name
LIMIT 10
