-- Which minerals critical to both the United States and the European Union are named most?
SELECT name, "group", article_count, mention_count, last_reported
FROM minerals
WHERE usgs_2025 AND eu_crm_2024 AND article_count > 0
ORDER BY article_count DESC, mention_count DESC, name
LIMIT 10
