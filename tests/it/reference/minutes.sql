-- Percentiles of minutes: type 7, on the raw values.

CREATE TEMP TABLE waited AS
-- From the hand-off, where there was one, else from the creation; negative ones are left out.
SELECT 'first_reply_minutes' AS kpi, 'created' AS cohort, id AS ticket,
    coalesce(handed_off_at, created_at) AS began, first_human_reply_at AS ended
FROM fact
WHERE first_human_reply_at >= coalesce(handed_off_at, created_at)
UNION ALL
SELECT 'resolution_minutes', 'resolved', id, created_at, resolved_at
FROM fact WHERE resolved_at IS NOT NULL;

CREATE TEMP TABLE measured AS
SELECT kpi, cohort, ticket,
    CASE WHEN (SELECT in_open_spans FROM question) THEN
        -- What each span has in common with the wait; backwards where the end lies before the beginning.
        (SELECT coalesce(sum(min(end_at, max(began, ended)) - max(start_at, min(began, ended))), 0) FROM open_span
         WHERE start_at < max(began, ended) AND end_at > min(began, ended)) * CASE WHEN ended < began THEN -1 ELSE 1 END
    ELSE ended - began END / 60.0 AS minutes
FROM waited;

-- Each row's values in order, from 0.
CREATE TEMP TABLE ranked AS
SELECT m.kpi, i.line, m.minutes, row_number() OVER (PARTITION BY m.kpi, i.line ORDER BY m.minutes) - 1 AS place
FROM line l
JOIN line_ticket i ON i.line = l.id
JOIN measured m ON m.cohort = l.cohort AND m.ticket = i.ticket;

CREATE UNIQUE INDEX temp.ranked_place ON ranked (kpi, line, place);

-- A 90th percentile is withheld where more than 10 % of the tickets created in the row's period and group are
-- unresolved: also for times of resolution, whose own cohort has none of those.
CREATE TEMP TABLE undecided AS
SELECT l.slice, l.key_1, l.key_2
FROM line l
JOIN line_ticket i ON i.line = l.id
JOIN fact f ON f.id = i.ticket
WHERE l.cohort = 'created'
GROUP BY l.id
HAVING sum(f.resolved_at IS NULL) * 10 > count(*);

INSERT INTO answer
WITH
wanted_kpi (kpi, cohort) AS (VALUES ('first_reply_minutes', 'created'), ('resolution_minutes', 'resolved')),
wanted_share (suffix, p) AS (VALUES ('_p50', 0.5), ('_p90', 0.9)),
counted AS (
    SELECT k.kpi, l.id AS line, l.slice, l.key_1, l.key_2, count(r.place) AS n
    FROM wanted_kpi k
    JOIN line l ON l.cohort = k.cohort
    LEFT JOIN ranked r ON r.kpi = k.kpi AND r.line = l.id
    GROUP BY k.kpi, l.id
),
-- Type 7: the value at place (n − 1) p, counted from 0, straight between its two neighbours.
aimed AS (
    SELECT counted.*, suffix, (n - 1) * p AS aim, CAST((n - 1) * p AS INTEGER) AS place
    FROM counted JOIN wanted_share
)
SELECT
    kpi || suffix, key_1, key_2,
    CASE WHEN suffix = '_p90' AND EXISTS (
        SELECT 1 FROM undecided u WHERE u.slice = aimed.slice AND u.key_1 = aimed.key_1 AND u.key_2 = aimed.key_2
    ) THEN NULL ELSE (
        SELECT a.minutes + (aim - aimed.place) * (coalesce(b.minutes, a.minutes) - a.minutes)
        FROM ranked a LEFT JOIN ranked b ON b.kpi = a.kpi AND b.line = a.line AND b.place = a.place + 1
        WHERE a.kpi = aimed.kpi AND a.line = aimed.line AND a.place = aimed.place
    ) END,
    NULL, n, NULL
FROM aimed;
