-- Deals with their parties, minerals and sources as lists.
-- column parties: Everyone who is party to it: entity_id, name, type, role, country_code.
-- column countries: Countries that are parties, or that parties represent or are based in.
-- column minerals: Ids of the minerals that it covers.
-- column articles: Articles that tell of it, oldest first: article_id, published_date, publisher, title, url.
-- column conflicts: How many values that articles give differ from the ones shown; see the view conflicts.
WITH party AS (
    SELECT
        deal_id,
        list({
            'entity_id': entity_id, 'name': name, 'type': party_type, 'role': role, 'country_code': country_code
        } ORDER BY role, name, entity_id) AS parties,
        list_sort(list(DISTINCT country_code) FILTER (WHERE country_code IS NOT NULL)) AS countries
    FROM deal_parties
    GROUP BY deal_id
),
mineral AS (
    SELECT deal_id, list(mineral_id ORDER BY mineral_id) AS minerals FROM deal_minerals GROUP BY deal_id
),
told AS (
    SELECT DISTINCT
        CASE WHEN s.record_type = 'deal' THEN s.record_id ELSE split_part(s.record_id, '/', 1) END AS deal_id,
        s.article_id
    FROM statements s
    WHERE s.record_type IN ('deal', 'deal_party')
),
source AS (
    SELECT
        deal_id,
        list({
            'article_id': article_id, 'published_date': published_date, 'publisher': publisher, 'title': title,
            'url': url
        } ORDER BY published_date NULLS LAST, article_id) AS articles
    FROM told
    JOIN articles USING (article_id)
    GROUP BY deal_id
),
disputed AS (
    SELECT event_id AS deal_id, count(*) AS conflicts FROM conflicts WHERE event_type = 'deal' GROUP BY event_id
)
SELECT
    d.*,
    coalesce(party.parties, []) AS parties,
    coalesce(party.countries, []) AS countries,
    coalesce(mineral.minerals, []) AS minerals,
    coalesce(source.articles, []) AS articles,
    coalesce(disputed.conflicts, 0)::INTEGER AS conflicts
FROM deals d
LEFT JOIN party USING (deal_id)
LEFT JOIN mineral USING (deal_id)
LEFT JOIN source USING (deal_id)
LEFT JOIN disputed USING (deal_id)
ORDER BY d.date NULLS LAST, d.deal_id
