-- Which rows the answer has for each cohort, and which tickets are in each.

-- The period, cut by the dimensions of time that are asked for: one slice for each bucket, or for each overlap of two,
-- and the period itself where none is asked for. A dimension of time that is not asked for has the key ''.
CREATE TEMP TABLE slice AS
SELECT
    row_number() OVER (ORDER BY p.start_at, a.start_at, b.start_at) AS id,
    a.key AS key_1, b.key AS key_2,
    max(p.start_at, a.start_at, b.start_at) AS start_at,
    min(p.end_at, a.end_at, b.end_at) AS end_at
FROM question q
JOIN bucket p ON p.dimension = 'period'
JOIN bucket a ON a.dimension = q.time_1
JOIN bucket b ON b.dimension = q.time_2
WHERE max(p.start_at, a.start_at, b.start_at) < min(p.end_at, a.end_at, b.end_at);

-- The tickets of each cohort, in its slices. `at` is the time that the cohort goes by.
CREATE TEMP TABLE cohort AS
SELECT 'created' AS cohort, s.id AS slice, f.id AS ticket, f.created_at AS at
FROM fact f JOIN slice s ON f.created_at >= s.start_at AND f.created_at < s.end_at
UNION ALL
SELECT 'resolved', s.id, f.id, f.resolved_at
FROM fact f JOIN slice s ON f.resolved_at >= s.start_at AND f.resolved_at < s.end_at
UNION ALL
-- The backlog at the end of each slice; its last second stands for its end, which is the next slice's first moment.
-- Cut by time, it ends with the slice that holds the store's newest time, whatever --as-of says.
SELECT 'open', s.id, f.id, s.end_at - 1
FROM fact f JOIN slice s ON f.created_at < s.end_at AND (f.resolved_at IS NULL OR f.resolved_at >= s.end_at)
JOIN question q
WHERE (q.time_1 = 'period' AND q.time_2 = 'period') OR s.start_at <= (SELECT newest FROM clock);

-- The values of each ticket in a cohort, of the dimensions that matter. Its age is that at the cohort's moment: the end of
-- the slice for open ones, else its resolution; but never later than the store's newest time.
CREATE TEMP TABLE cohort_value AS
SELECT c.cohort, c.slice, c.ticket, v.dimension, v.key
FROM cohort c CROSS JOIN value v ON v.ticket = c.ticket
WHERE v.dimension IN (
    SELECT split_1 FROM question UNION SELECT split_2 FROM question UNION SELECT dimension FROM wanted
)
UNION ALL
SELECT
    cohort, slice, ticket, 'age',
    CASE
        WHEN age < 86400 THEN 'under-1d'
        WHEN age < 3 * 86400 THEN '1-3d'
        WHEN age < 7 * 86400 THEN '3-7d'
        WHEN age < 14 * 86400 THEN '1-2w'
        WHEN age < 28 * 86400 THEN '2-4w'
        ELSE 'over-4w'
    END
FROM (
    SELECT
        c.cohort, c.slice, c.ticket,
        min(k.newest, CASE c.cohort WHEN 'open' THEN s.end_at ELSE coalesce(f.resolved_at, k.newest) END)
            - f.created_at AS age
    FROM cohort c
    CROSS JOIN clock k
    CROSS JOIN slice s ON s.id = c.slice
    CROSS JOIN fact f ON f.id = c.ticket
);

CREATE INDEX temp.cohort_value_ticket ON cohort_value (cohort, slice, ticket, dimension);

-- Filters: a ticket stays if for each dimension that is filtered by it has one of the wanted values.
DELETE FROM cohort WHERE EXISTS (
    SELECT 1 FROM (SELECT DISTINCT dimension FROM wanted) filtered
    WHERE NOT EXISTS (
        SELECT 1 FROM wanted w JOIN cohort_value v ON v.dimension = w.dimension AND v.key = w.key
        WHERE w.dimension = filtered.dimension
            AND v.cohort = cohort.cohort AND v.slice = cohort.slice AND v.ticket = cohort.ticket
    ) AND NOT EXISTS (
        SELECT 1 FROM wanted w JOIN bucket b ON b.dimension = w.dimension AND b.key = w.key
        WHERE w.dimension = filtered.dimension AND cohort.at >= b.start_at AND cohort.at < b.end_at
    )
);

-- Each ticket with the keys of its groups. Of a place's two keys, that of the ticket and that of the time, one is ''.
-- CROSS JOIN keeps SQLite from another order, in which this takes for ever.
CREATE TEMP TABLE placed AS
SELECT c.cohort, c.slice, c.ticket, v.key || s.key_1 AS key_1, w.key || s.key_2 AS key_2
FROM cohort c
CROSS JOIN question q
CROSS JOIN slice s ON s.id = c.slice
CROSS JOIN cohort_value v
    ON v.cohort = c.cohort AND v.slice = c.slice AND v.ticket = c.ticket AND v.dimension = q.split_1
CROSS JOIN cohort_value w
    ON w.cohort = c.cohort AND w.slice = c.slice AND w.ticket = c.ticket AND w.dimension = q.split_2;

-- The rows of the answer: the groups that have a ticket in the cohort. The whole has its row even where it has none.
CREATE TEMP TABLE line (id INTEGER PRIMARY KEY, cohort TEXT, slice INTEGER, key_1 TEXT, key_2 TEXT);

INSERT INTO line (cohort, slice, key_1, key_2)
SELECT cohort, slice, key_1, key_2 FROM placed
UNION
SELECT o.cohort, 1, '', ''
FROM question q
JOIN (SELECT 'created' AS cohort UNION ALL SELECT 'resolved' UNION ALL SELECT 'open') o
WHERE q.split_1 = 'all' AND q.time_1 = 'period' AND q.split_2 = 'all' AND q.time_2 = 'period';

CREATE TEMP TABLE line_ticket AS
SELECT l.id AS line, p.ticket
FROM placed p
JOIN line l ON l.cohort = p.cohort AND l.slice = p.slice AND l.key_1 = p.key_1 AND l.key_2 = p.key_2;

CREATE INDEX temp.line_ticket_line ON line_ticket (line);

CREATE TEMP TABLE answer (
    kpi TEXT, key_1 TEXT, key_2 TEXT, value REAL, numerator REAL, denominator REAL, immature INTEGER
);

-- Counts.
INSERT INTO answer
SELECT
    CASE cohort WHEN 'created' THEN 'tickets' WHEN 'resolved' THEN 'resolved' ELSE 'backlog' END,
    key_1, key_2, (SELECT count(*) FROM line_ticket WHERE line = line.id), NULL, NULL, NULL
FROM line;
