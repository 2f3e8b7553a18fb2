-- Which companies are party to most deals, and in which roles?
SELECT name, count(DISTINCT deal_id) AS deals, list_sort(list(DISTINCT role)) AS roles
FROM deal_parties
WHERE party_type = 'company'
GROUP BY name
ORDER BY deals DESC, name
LIMIT 10
