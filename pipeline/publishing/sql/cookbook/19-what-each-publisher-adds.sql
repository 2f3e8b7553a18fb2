-- What does each publisher contribute, and how often do its values differ from those shown?
SELECT publisher, articles, meetings, deals, statements, round(100.0 * not_shown / nullif(statements, 0), 1) AS differing_percent
FROM sources
ORDER BY articles DESC, publisher NULLS LAST
LIMIT 10
