-- Where do sources disagree, and how many articles stand on each side?
SELECT title, about, field, kind, shown_value, shown_by, other_value, given_by
FROM conflicts
ORDER BY given_by DESC, title, field, other_value
LIMIT 10
