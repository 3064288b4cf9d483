-- Cost (section 4). Each slice of the period is an allocation period of its own; what is allocated knows no filter and
-- no split, so it starts from all tickets resolved in the slice.

-- What is in force on each day of the period: the newest entry of its kind that is not later. NULL: none yet.
CREATE TEMP TABLE in_force AS
WITH kind (kind) AS (VALUES ('ai_fixed'), ('ai_usage'), ('people'), ('overhead'))
SELECT
    b.key AS day, b.start_at, b.end_at, k.kind,
    CAST(strftime('%d', b.key, 'start of month', '+1 month', '-1 day') AS INTEGER) AS days_of_month,
    (SELECT amount FROM main.ledger l
        WHERE l.kind = k.kind AND substr(l.month, 1, 7) <= substr(b.key, 1, 7)
        ORDER BY l.month DESC LIMIT 1) AS amount
FROM bucket b JOIN kind k
WHERE b.dimension = 'day';

-- The pools: a month's amount spread evenly over its days. A slice with a day on which no entry is in force has none:
-- what is known would be too little.
CREATE TEMP TABLE pool AS
SELECT
    s.id AS slice,
    coalesce(sum(f.amount / f.days_of_month) FILTER (WHERE f.kind = 'ai_fixed'), 0.0) AS ai_fixed,
    coalesce(sum(f.amount / f.days_of_month) FILTER (WHERE f.kind = 'people'), 0.0) AS people,
    coalesce(sum(f.amount / f.days_of_month) FILTER (WHERE f.kind = 'overhead'), 0.0) AS overhead
FROM slice s
JOIN in_force f ON f.start_at >= s.start_at AND f.start_at < s.end_at
GROUP BY s.id
HAVING count(DISTINCT f.day) = count(DISTINCT f.day) FILTER (WHERE f.amount IS NOT NULL);

-- The tickets that cost goes to: those resolved by AI, by people or by both.
CREATE TEMP TABLE worked AS
SELECT
    s.id AS slice, f.id AS ticket, f.resolution_type, f.ai_resolved, f.type_key,
    f.resolution_type IN ('ai_only', 'hybrid') AS by_ai,
    f.resolution_type IN ('hybrid', 'human_only') AS by_people,
    f.resolved_at, f.handle_minutes, f.human_replies
FROM fact f JOIN slice s ON f.resolved_at >= s.start_at AND f.resolved_at < s.end_at
WHERE f.resolution_type IN ('ai_only', 'hybrid', 'human_only');

-- Medians of the known minutes, of each type of question and of all (type_key NULL).
CREATE TEMP TABLE median AS
WITH
known AS (
    SELECT slice, type_key, handle_minutes FROM worked WHERE by_people AND handle_minutes IS NOT NULL
    UNION ALL
    SELECT slice, NULL, handle_minutes FROM worked WHERE by_people AND handle_minutes IS NOT NULL
),
ordered AS (
    SELECT *, row_number() OVER (PARTITION BY slice, type_key ORDER BY handle_minutes) AS place,
        count(*) OVER (PARTITION BY slice, type_key) AS n
    FROM known
)
SELECT slice, type_key, avg(handle_minutes) AS minutes
FROM ordered WHERE place IN ((n + 1) / 2, n / 2 + 1)
GROUP BY slice, type_key;

-- Minutes, estimated where unknown: 4 for each reply, else a median. Where even that is unknown there is nothing to go
-- by, and they weigh nothing beside those that are known.
CREATE TEMP TABLE effort AS
SELECT w.slice, w.ticket, coalesce(
    w.handle_minutes,
    4.0 * w.human_replies,
    (SELECT minutes FROM median m WHERE m.slice = w.slice AND m.type_key = w.type_key),
    (SELECT minutes FROM median m WHERE m.slice = w.slice AND m.type_key IS NULL),
    0.0) AS minutes
FROM worked w
WHERE w.by_people;

-- The pools again, and what they are to be divided by.
CREATE TEMP TABLE total AS
SELECT p.*,
    (SELECT sum(by_ai) FROM worked w WHERE w.slice = p.slice) AS ai_tickets,
    (SELECT count(*) FROM effort e WHERE e.slice = p.slice) AS people_tickets,
    (SELECT sum(minutes) FROM effort e WHERE e.slice = p.slice) AS minutes
FROM pool p;

CREATE TEMP TABLE allocated AS
WITH
direct AS (
    SELECT
        w.slice, w.ticket,
        CASE WHEN w.by_ai THEN t.ai_fixed / t.ai_tickets ELSE 0.0 END AS ai_fixed,
        -- Each at the rate of the day that it was resolved on.
        CASE WHEN w.ai_resolved THEN coalesce((
            SELECT amount FROM in_force f
            WHERE f.kind = 'ai_usage' AND w.resolved_at >= f.start_at AND w.resolved_at < f.end_at
        ), 0.0) ELSE 0.0 END AS ai_usage,
        CASE
            WHEN NOT w.by_people THEN 0.0
            WHEN t.minutes > 0 THEN t.people * e.minutes / t.minutes
            ELSE t.people / t.people_tickets
        END AS people
    FROM worked w
    JOIN total t ON t.slice = w.slice
    LEFT JOIN effort e ON e.slice = w.slice AND e.ticket = w.ticket
),
so_far AS (
    SELECT *, ai_fixed + ai_usage + people AS amount,
        sum(ai_fixed + ai_usage + people) OVER (PARTITION BY slice) AS amount_of_all
    FROM direct
)
SELECT
    s.slice, s.ticket, s.ai_usage,
    -- Where nothing has been allocated, overhead has nothing to go by and stays unallocated.
    s.amount + CASE WHEN s.amount_of_all > 0 THEN p.overhead * s.amount / s.amount_of_all ELSE 0.0 END AS amount
FROM so_far s JOIN pool p ON p.slice = s.slice;

CREATE UNIQUE INDEX temp.allocated_ticket ON allocated (slice, ticket);

-- What each row cost: all of the ledger where the row is the whole of its slice, else what went to its tickets.
CREATE TEMP TABLE row_cost AS
SELECT
    l.id AS line, l.key_1, l.key_2, p.slice IS NOT NULL AS has_ledger,
    CASE
        WHEN p.slice IS NULL THEN NULL
        WHEN q.split_1 = 'all' AND q.split_2 = 'all' AND NOT EXISTS (SELECT 1 FROM wanted) THEN
            p.ai_fixed + p.people + p.overhead
            + coalesce((SELECT sum(ai_usage) FROM allocated a WHERE a.slice = p.slice), 0.0)
        ELSE coalesce(sum(a.amount), 0.0)
    END AS cost,
    count(w.ticket) AS resolutions,
    coalesce(sum(w.ai_resolved), 0) AS ai_resolved,
    sum(a.amount) FILTER (WHERE w.resolution_type = 'human_only')
        / count(*) FILTER (WHERE w.resolution_type = 'human_only') AS human_only,
    sum(a.amount) FILTER (WHERE w.resolution_type = 'ai_only')
        / count(*) FILTER (WHERE w.resolution_type = 'ai_only') AS ai_only
FROM line l
JOIN question q
LEFT JOIN pool p ON p.slice = l.slice
LEFT JOIN line_ticket i ON i.line = l.id
LEFT JOIN worked w ON w.slice = l.slice AND w.ticket = i.ticket
LEFT JOIN allocated a ON a.slice = l.slice AND a.ticket = i.ticket
WHERE l.cohort = 'resolved'
GROUP BY l.id;

INSERT INTO answer
SELECT 'cost_per_resolution', key_1, key_2, cost / nullif(resolutions, 0), cost, resolutions, NULL FROM row_cost
UNION ALL
-- No value where the row has no ledger, no human-only or no AI-only ticket: the other side has no cost to compare with.
SELECT 'cost_saved', key_1, key_2, ai_resolved * (human_only - ai_only), NULL, NULL, NULL FROM row_cost;
