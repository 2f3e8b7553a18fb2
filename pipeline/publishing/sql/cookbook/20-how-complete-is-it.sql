-- How complete are the fields of meetings and deals?
SELECT table_name, column_name, rows, fill_rate
FROM coverage
WHERE table_name IN ('meetings', 'deals') AND fill_rate < 1
ORDER BY table_name, fill_rate, column_name
