-- Which large deals rest on a single article?
WITH large AS (
    SELECT deal_id, title, value_amount, value_currency
    FROM deals
    WHERE article_count = 1 AND value_amount IS NOT NULL
    ORDER BY value_amount DESC, title
    LIMIT 10
)
SELECT l.title, l.value_amount, l.value_currency,
    first(a.publisher ORDER BY a.published_date, a.article_id) AS source,
    first(a.url ORDER BY a.published_date, a.article_id) AS url
FROM large l
JOIN statements s ON s.record_id = l.deal_id AND s.record_type = 'deal' AND s.field = 'record'
JOIN articles a USING (article_id)
GROUP BY l.deal_id, l.title, l.value_amount, l.value_currency
ORDER BY l.value_amount DESC, l.title
