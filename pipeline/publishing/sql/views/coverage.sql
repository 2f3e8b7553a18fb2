-- Fill rate of each column of each table: in how many rows it is not null; an empty list counts as filled.
-- column table_name: The table.
-- column column_name: The column.
-- column rows: Rows of the table.
-- column filled: Rows in which the column is not null.
-- column fill_rate: Their share; null where the table is empty.
WITH counted AS (
    SELECT 'articles' AS table_name, column_name, (SELECT count(*) FROM articles) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM articles) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'segments' AS table_name, column_name, (SELECT count(*) FROM segments) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM segments) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'meetings' AS table_name, column_name, (SELECT count(*) FROM meetings) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM meetings) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'participants' AS table_name, column_name, (SELECT count(*) FROM participants) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM participants) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'meeting_minerals' AS table_name, column_name, (SELECT count(*) FROM meeting_minerals) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM meeting_minerals) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'minerals' AS table_name, column_name, (SELECT count(*) FROM minerals) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM minerals) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'mineral_mentions' AS table_name, column_name, (SELECT count(*) FROM mineral_mentions) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM mineral_mentions) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'deals' AS table_name, column_name, (SELECT count(*) FROM deals) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM deals) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'deal_parties' AS table_name, column_name, (SELECT count(*) FROM deal_parties) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM deal_parties) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'deal_minerals' AS table_name, column_name, (SELECT count(*) FROM deal_minerals) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM deal_minerals) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'entities' AS table_name, column_name, (SELECT count(*) FROM entities) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM entities) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'statements' AS table_name, column_name, (SELECT count(*) FROM statements) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM statements) ON COLUMNS(*) INTO NAME column_name VALUE filled)
    UNION ALL
    SELECT 'superseded_ids' AS table_name, column_name, (SELECT count(*) FROM superseded_ids) AS rows, filled
    FROM (UNPIVOT (SELECT count(COLUMNS(*)) AS "\0" FROM superseded_ids) ON COLUMNS(*) INTO NAME column_name VALUE filled)
)
SELECT table_name, column_name, rows, filled, CASE WHEN rows > 0 THEN round(filled / rows, 4) END AS fill_rate
FROM counted
ORDER BY table_name, column_name
