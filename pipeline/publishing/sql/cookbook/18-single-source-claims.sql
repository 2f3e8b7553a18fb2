-- Which large deals rest on a single article?
SELECT d.title, d.value_amount, d.value_currency, d.articles[1].publisher AS source, d.articles[1].url AS url
FROM deals_full d
WHERE d.article_count = 1 AND d.value_amount IS NOT NULL
ORDER BY d.value_amount DESC, d.title
LIMIT 10
