-- How often two countries met or dealt with each other, by year; a pair stands once, in alphabetical order.
-- stored
-- column country_a: The first country of the pair, ISO 3166-1 alpha-3.
-- column country_b: The second.
-- column year: Year of the meetings and deals; of those without a date, the year of the first report.
-- column meetings: Meetings held in which both took part.
-- column meetings_planned: Meetings of both that were planned or postponed.
-- column deals: Deals of both that were agreed or completed.
-- column deals_open: Deals of both that were proposed or under negotiation.
SELECT
    country_a,
    country_b,
    year(coalesce(date, first_reported))::INTEGER AS year,
    count(*) FILTER (WHERE kind = 'meeting' AND status = 'held')::INTEGER AS meetings,
    count(*) FILTER (WHERE kind = 'meeting' AND status IN ('planned', 'postponed'))::INTEGER AS meetings_planned,
    count(*) FILTER (WHERE kind = 'deal' AND status IN ('agreed', 'completed'))::INTEGER AS deals,
    count(*) FILTER (WHERE kind = 'deal' AND status IN ('proposed', 'negotiating'))::INTEGER AS deals_open
FROM country_pair_events
GROUP BY ALL
ORDER BY meetings + deals DESC, country_a, country_b, year
