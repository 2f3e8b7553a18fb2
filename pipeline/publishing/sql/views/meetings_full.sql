-- Meetings with their participants, minerals and sources as lists.
-- column hosts: Names of the participants that host it.
-- column participants: Everyone who takes part, hosts first: entity_id, name, type, role, office, country_code.
-- column countries: Countries that take part, as countries or through the persons and bodies that represent them.
-- column minerals: Ids of the minerals named in the articles that tell of it.
-- column articles: Articles that tell of it, oldest first: article_id, published_date, publisher, title, url.
-- column conflicts: How many values that articles give differ from the ones shown; see the view conflicts.
WITH party AS (
    SELECT
        meeting_id,
        list(name ORDER BY name) FILTER (WHERE role = 'host') AS hosts,
        list({
            'entity_id': entity_id, 'name': name, 'type': participant_type, 'role': role, 'office': office,
            'country_code': country_code
        } ORDER BY role <> 'host', role, name, entity_id) AS participants,
        list_sort(list(DISTINCT country_code) FILTER (WHERE country_code IS NOT NULL)) AS countries
    FROM participants
    GROUP BY meeting_id
),
mineral AS (
    SELECT meeting_id, list(mineral_id ORDER BY mineral_id) AS minerals FROM meeting_minerals GROUP BY meeting_id
),
told AS (
    SELECT DISTINCT
        CASE WHEN s.record_type = 'meeting' THEN s.record_id ELSE split_part(s.record_id, '/', 1) END AS meeting_id,
        s.article_id
    FROM statements s
    WHERE s.record_type IN ('meeting', 'participant')
),
source AS (
    SELECT
        meeting_id,
        list({
            'article_id': article_id, 'published_date': published_date, 'publisher': publisher, 'title': title,
            'url': url
        } ORDER BY published_date NULLS LAST, article_id) AS articles
    FROM told
    JOIN articles USING (article_id)
    GROUP BY meeting_id
),
disputed AS (
    SELECT event_id AS meeting_id, count(*) AS conflicts FROM conflicts WHERE event_type = 'meeting' GROUP BY event_id
)
SELECT
    m.*,
    coalesce(party.hosts, []) AS hosts,
    coalesce(party.participants, []) AS participants,
    coalesce(party.countries, []) AS countries,
    coalesce(mineral.minerals, []) AS minerals,
    coalesce(source.articles, []) AS articles,
    coalesce(disputed.conflicts, 0)::INTEGER AS conflicts
FROM meetings m
LEFT JOIN party USING (meeting_id)
LEFT JOIN mineral USING (meeting_id)
LEFT JOIN source USING (meeting_id)
LEFT JOIN disputed USING (meeting_id)
ORDER BY m.start_date NULLS LAST, m.meeting_id
