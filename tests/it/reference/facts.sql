-- What each ticket is, by sections 1 to 3 of the contract.

-- The tickets in plain text. Text that is there but empty says nothing.
CREATE TEMP TABLE plain AS
WITH text AS (SELECT id, nullif(text, '') AS text FROM main.word)
SELECT
    t.id, t.source AS source_id, (SELECT name FROM main.source WHERE id = t.source) AS source,
    t.created_at, t.first_ai_reply_at, t.first_human_reply_at, t.handed_off_at, t.resolved_at,
    nullif(t.requester_id, '') AS requester_id,
    t.ai_involved, t.human_involved, t.ai_replies, t.human_replies, t.reopens, t.handle_minutes,
    t.csat_score, t.csat_scale, t.satisfied, t.sla_met, t.context_loss,
    (SELECT text FROM text WHERE id = t.exclusion) AS exclusion,
    (SELECT text FROM text WHERE id = t.channel) AS channel,
    (SELECT text FROM text WHERE id = t.query_type) AS query_type,
    (SELECT text FROM text WHERE id = t.priority) AS priority,
    (SELECT text FROM text WHERE id = t.language) AS language,
    (SELECT text FROM text WHERE id = t.tags) AS tags,
    (SELECT text FROM text WHERE id = t.account_tier) AS account_tier,
    (SELECT text FROM text WHERE id = t.account_id) AS account,
    (SELECT text FROM text WHERE id = t.assignee) AS assignee,
    (SELECT text FROM text WHERE id = t.team) AS team,
    (SELECT text FROM text WHERE id = t.ai_outcome) AS ai_outcome,
    (SELECT text FROM text WHERE id = t.ai_version) AS ai_version,
    -- What a reader said in the app wins over what came with the ticket.
    coalesce(
        (SELECT verdict FROM main.verdict WHERE ticket = t.id),
        (SELECT text FROM text WHERE id = t.ai_feedback)
    ) AS ai_feedback,
    (SELECT text FROM text WHERE id = t.handoff_trigger) AS handoff_trigger,
    (SELECT text FROM text WHERE id = t.page) AS page,
    (SELECT text FROM text WHERE id = t.root_cause) AS root_cause,
    (SELECT text FROM text WHERE id = t.resolution_path) AS resolution_path
FROM main.ticket t;

-- The newest of all the times of all tickets, excluded ones too; and "as of", which is that unless it is given.
CREATE TEMP TABLE clock AS
WITH moment (at) AS (
    SELECT created_at FROM main.ticket
    UNION ALL SELECT updated_at FROM main.ticket
    UNION ALL SELECT first_ai_reply_at FROM main.ticket
    UNION ALL SELECT first_human_reply_at FROM main.ticket
    UNION ALL SELECT handed_off_at FROM main.ticket
    UNION ALL SELECT resolved_at FROM main.ticket
    UNION ALL SELECT csat_at FROM main.ticket
)
SELECT
    (SELECT max(at) FROM moment) AS newest,
    coalesce((SELECT as_of FROM question), (SELECT max(at) FROM moment)) AS as_of;

-- The eligible tickets: who took part, who asked, and of which type of question. Excluded ones are in no KPI.
CREATE TEMP TABLE eligible AS
SELECT
    *,
    coalesce(ai_involved,
        first_ai_reply_at IS NOT NULL OR handed_off_at IS NOT NULL OR ai_outcome IS NOT NULL
        OR ai_version IS NOT NULL OR coalesce(ai_replies, 0) > 0) AS involved,
    coalesce(human_involved,
        first_human_reply_at IS NOT NULL OR coalesce(human_replies, 0) > 0) AS human,
    handed_off_at IS NOT NULL OR ai_outcome IS 'handed_off' AS handed_off,
    coalesce(query_type, 'uncategorised') AS type_key,
    -- An e-mail address is the same person in any source, any other id only in its own. NULL: nobody knows who asked.
    CASE
        WHEN requester_id LIKE '%_@_%' AND requester_id NOT LIKE '%@%@%' AND instr(requester_id, ' ') = 0
            THEN 'mail ' || lower_case(requester_id)
        ELSE 'id ' || source_id || ' ' || requester_id
    END AS person
FROM plain
WHERE exclusion IS NULL;

CREATE INDEX temp.eligible_contact ON eligible (person, type_key, created_at);

CREATE TEMP TABLE fact AS
WITH typed AS (
    SELECT
        *,
        CASE
            WHEN resolved_at IS NULL THEN 'unresolved'
            WHEN involved AND (handed_off OR human) THEN 'hybrid'
            WHEN involved THEN 'ai_only'
            WHEN human THEN 'human_only'
            ELSE 'no_touch'
        END AS resolution_type,
        involved AND (handed_off OR human) AS escalated,
        -- The same person opens another eligible ticket of the same type, later than this one was opened and no later
        -- than 168 h after it was resolved. Never for a ticket that is not resolved, or whose requester is unknown.
        EXISTS (
            SELECT 1 FROM eligible later
            WHERE later.person = eligible.person AND later.type_key = eligible.type_key
                AND later.created_at > eligible.created_at
                AND later.created_at <= eligible.resolved_at + 168 * 3600
        ) AS repeated,
        coalesce(resolved_at <= (SELECT as_of FROM clock) - 168 * 3600, 0) AS mature,
        -- 1 satisfied, 0 not, NULL unrated.
        coalesce(satisfied, CASE WHEN csat_score IS NOT NULL AND csat_scale IS NOT NULL THEN
            csat_score >= CASE csat_scale
                WHEN 2 THEN 2 WHEN 3 THEN 3 WHEN 5 THEN 4 WHEN 7 THEN 6 WHEN 10 THEN 9
                ELSE 0.8 * csat_scale
            END
        END) AS pleased
    FROM eligible
)
SELECT
    *,
    resolution_type = 'ai_only' AND ai_outcome IS NOT 'abandoned' AS ai_resolved,
    -- Whether it came clean can be judged by repeats, by reopens, or not at all.
    person IS NOT NULL OR reopens IS NOT NULL AS judged,
    NOT repeated AND NOT coalesce(reopens, 0) > 0 AS clean
FROM typed;

CREATE UNIQUE INDEX temp.fact_id ON fact (id);

-- The groups that a ticket is in: one key of each dimension, but of `tag` one for each of its tags.
CREATE TEMP TABLE value AS
WITH RECURSIVE
tag (ticket, key, rest) AS (
    SELECT id, '', tags || ';' FROM fact WHERE tags IS NOT NULL
    UNION ALL
    SELECT ticket, trim(substr(rest, 1, instr(rest, ';') - 1)), substr(rest, instr(rest, ';') + 1)
    FROM tag WHERE rest <> ''
),
known (ticket, dimension, key) AS (
    SELECT id, 'all', '' FROM fact
    UNION ALL SELECT id, 'query_type', type_key FROM fact
    UNION ALL SELECT id, 'resolution_type', resolution_type FROM fact
    UNION ALL SELECT id, 'channel', channel FROM fact
    UNION ALL SELECT id, 'priority', priority FROM fact
    UNION ALL SELECT id, 'team', team FROM fact
    UNION ALL SELECT id, 'assignee', assignee FROM fact
    UNION ALL SELECT id, 'account_tier', account_tier FROM fact
    UNION ALL SELECT id, 'account', account FROM fact
    UNION ALL SELECT id, 'language', language FROM fact
    UNION ALL SELECT id, 'ai_version', ai_version FROM fact
    UNION ALL SELECT id, 'handoff_trigger', handoff_trigger FROM fact
    UNION ALL SELECT id, 'page', page FROM fact
    UNION ALL SELECT id, 'source', source FROM fact
    -- How the AI's part ended: as the source says, else handed off where a person took part, else assumed.
    UNION ALL SELECT id, 'ai_outcome', CASE
        WHEN NOT involved THEN NULL
        WHEN ai_outcome IN ('confirmed', 'abandoned') THEN ai_outcome
        WHEN escalated THEN 'handed_off'
        WHEN ai_resolved THEN 'assumed'
    END FROM fact
    UNION ALL SELECT id, 'score', rtrim(rtrim(csat_score, '0'), '.') || '/' || rtrim(rtrim(csat_scale, '0'), '.') FROM fact
    UNION ALL SELECT DISTINCT ticket, 'tag', key FROM tag WHERE key <> ''
    UNION ALL SELECT id, 'tag', NULL FROM fact WHERE id NOT IN (SELECT ticket FROM tag WHERE key <> '')
)
SELECT ticket, dimension, coalesce(key, '(none)') AS key FROM known;

CREATE INDEX temp.value_ticket ON value (ticket, dimension);
