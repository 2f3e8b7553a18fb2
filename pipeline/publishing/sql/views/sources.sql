-- What each publisher contributed; articles of no known publisher are one row with a null publisher.
-- stored
-- column articles: Articles of the publisher.
-- column relevant: Those that are about minerals.
-- column copies: Those that are later copies of another article.
-- column first_published: Publication date of the first dated one.
-- column last_published: Publication date of the last.
-- column meetings: Meetings that its articles tell of.
-- column deals: Deals that its articles tell of.
-- column statements: Values that its articles give.
-- column not_shown: How many of these values differ from what the records show.
-- column removed_share: Mean share of its articles' text that was removed as no part of the story.
WITH told AS (
    SELECT
        article_id,
        count(*) AS statements,
        count(*) FILTER (WHERE NOT chosen) AS not_shown
    FROM statements
    GROUP BY article_id
),
event AS (
    SELECT
        a.publisher,
        count(DISTINCT split_part(s.record_id, '/', 1)) FILTER (WHERE s.record_type IN ('meeting', 'participant'))
            AS meetings,
        count(DISTINCT split_part(s.record_id, '/', 1)) FILTER (WHERE s.record_type IN ('deal', 'deal_party')) AS deals
    FROM statements s JOIN articles a USING (article_id)
    GROUP BY a.publisher
)
SELECT
    a.publisher,
    count(*)::INTEGER AS articles,
    count(*) FILTER (WHERE a.relevant)::INTEGER AS relevant,
    count(a.duplicate_of)::INTEGER AS copies,
    min(a.published_date) AS first_published,
    max(a.published_date) AS last_published,
    coalesce(any_value(event.meetings), 0)::INTEGER AS meetings,
    coalesce(any_value(event.deals), 0)::INTEGER AS deals,
    coalesce(sum(told.statements), 0)::INTEGER AS statements,
    coalesce(sum(told.not_shown), 0)::INTEGER AS not_shown,
    round(avg(a.removed_share), 4) AS removed_share
FROM articles a
LEFT JOIN told USING (article_id)
LEFT JOIN event ON event.publisher IS NOT DISTINCT FROM a.publisher
GROUP BY a.publisher
ORDER BY articles DESC, a.publisher NULLS LAST
