-- How often two countries met or dealt with each other, by year; a pair stands once, in alphabetical order.
-- column country_a: The first country of the pair, ISO 3166-1 alpha-3.
-- column country_b: The second.
-- column year: Year of the meetings and deals; of those without a date, the year of the first report.
-- column meetings: Meetings held in which both took part.
-- column meetings_planned: Meetings of both that were planned or postponed.
-- column deals: Deals of both that were agreed or completed.
-- column deals_open: Deals of both that were proposed or under negotiation.
WITH side AS (
    SELECT DISTINCT 'meeting' AS kind, meeting_id AS id, p.country_code, m.status,
        year(coalesce(m.start_date, m.first_reported)) AS year
    FROM participants p JOIN meetings m USING (meeting_id)
    WHERE p.country_code IS NOT NULL
    UNION ALL
    SELECT DISTINCT 'deal', deal_id, p.country_code, d.status, year(coalesce(d.date, d.first_reported))
    FROM deal_parties p JOIN deals d USING (deal_id)
    WHERE p.country_code IS NOT NULL
)
SELECT
    a.country_code AS country_a,
    b.country_code AS country_b,
    a.year::INTEGER AS year,
    count(*) FILTER (WHERE a.kind = 'meeting' AND a.status = 'held')::INTEGER AS meetings,
    count(*) FILTER (WHERE a.kind = 'meeting' AND a.status IN ('planned', 'postponed'))::INTEGER AS meetings_planned,
    count(*) FILTER (WHERE a.kind = 'deal' AND a.status IN ('agreed', 'completed'))::INTEGER AS deals,
    count(*) FILTER (WHERE a.kind = 'deal' AND a.status IN ('proposed', 'negotiating'))::INTEGER AS deals_open
FROM side a
JOIN side b ON a.kind = b.kind AND a.id = b.id AND a.country_code < b.country_code
GROUP BY a.country_code, b.country_code, a.year
ORDER BY meetings + deals DESC, country_a, country_b, year
