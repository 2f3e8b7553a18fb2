-- What happened about each mineral, by month; months in which nothing did are left out.
-- column month: First day of the month.
-- column mineral_id: The mineral.
-- column name: Its usual English name.
-- column articles: Articles published in the month that name it.
-- column mentions: How often they name it.
-- column meetings: Meetings of the month about which its articles name the mineral; undated ones count by first report.
-- column deals: Deals of the month that cover it; undated ones count by first report.
WITH event AS (
    SELECT
        date_trunc('month', a.published_date)::DATE AS month, mineral_id, count(DISTINCT article_id) AS articles,
        count(*) AS mentions, 0 AS meetings, 0 AS deals
    FROM mineral_mentions JOIN articles a USING (article_id)
    WHERE a.published_date IS NOT NULL
    GROUP BY ALL
    UNION ALL
    SELECT date_trunc('month', coalesce(m.start_date, m.first_reported))::DATE, mineral_id, 0, 0, count(*), 0
    FROM meeting_minerals JOIN meetings m USING (meeting_id)
    WHERE coalesce(m.start_date, m.first_reported) IS NOT NULL
    GROUP BY ALL
    UNION ALL
    SELECT date_trunc('month', coalesce(d.date, d.first_reported))::DATE, mineral_id, 0, 0, 0, count(*)
    FROM deal_minerals JOIN deals d USING (deal_id)
    WHERE coalesce(d.date, d.first_reported) IS NOT NULL
    GROUP BY ALL
)
SELECT
    month, mineral_id, minerals.name, sum(articles)::INTEGER AS articles, sum(mentions)::INTEGER AS mentions,
    sum(meetings)::INTEGER AS meetings, sum(deals)::INTEGER AS deals
FROM event
JOIN minerals USING (mineral_id)
GROUP BY month, mineral_id, minerals.name
ORDER BY month, mineral_id
