-- Proportions and means: which tickets are in a KPI's denominator, and what each adds to its numerator.

CREATE TEMP TABLE share AS
-- Cohort created.
SELECT 'involvement_rate' AS kpi, 'created' AS cohort, id AS ticket, involved AS adds FROM fact
UNION ALL
SELECT 'ai_resolution_rate', 'created', id, ai_resolved FROM fact WHERE involved
UNION ALL
SELECT 'confirmed_resolution_rate', 'created', id, ai_resolved AND ai_outcome IS 'confirmed' FROM fact WHERE involved
UNION ALL
SELECT 'deflection_rate', 'created', id, ai_resolved FROM fact
UNION ALL
-- Whether it came clean is asked of those that AI resolved alone; the others have failed whatever came after.
SELECT 'durable_resolution_rate', 'created', id, ai_resolved AND clean
FROM fact WHERE involved AND (NOT ai_resolved OR (mature AND judged))
UNION ALL
SELECT 'escalation_rate', 'created', id, escalated FROM fact WHERE involved
UNION ALL
-- A known number of replies or the time of the first one says whether a person replied, else their having taken part.
SELECT 'failed_handoff_rate', 'created', id,
    NOT (first_human_reply_at IS NOT NULL OR coalesce(human_replies > 0, human_involved))
FROM fact
WHERE escalated
    AND (resolved_at <= (SELECT as_of FROM clock) - 24 * 3600
        OR handed_off_at <= (SELECT as_of FROM clock) - 24 * 3600)
    AND (human_involved IS NOT NULL OR human_replies IS NOT NULL OR first_human_reply_at IS NOT NULL)
UNION ALL
SELECT 'abandonment_rate', 'created', id, ai_outcome IS 'abandoned' FROM fact WHERE involved
UNION ALL
SELECT 'feedback_accuracy', 'created', id,
    CASE ai_feedback WHEN 'accurate' THEN 1 WHEN 'partial' THEN 0.5 ELSE 0 END
FROM fact WHERE ai_feedback IS NOT NULL
UNION ALL
SELECT 'feedback_coverage', 'created', id, ai_feedback IS NOT NULL FROM fact WHERE involved
UNION ALL
-- Cohort resolved.
SELECT 'csat', 'resolved', id, pleased FROM fact WHERE pleased IS NOT NULL
UNION ALL
SELECT 'csat_response_rate', 'resolved', id, pleased IS NOT NULL FROM fact
UNION ALL
SELECT 'csat_mean', 'resolved', id, csat_score FROM fact WHERE csat_score IS NOT NULL AND csat_scale IS NOT NULL
UNION ALL
SELECT 'fcr', 'resolved', id, clean FROM fact WHERE mature AND judged
UNION ALL
SELECT 'one_touch_rate', 'resolved', id, human_replies = 1 AND NOT coalesce(reopens, 0) > 0
FROM fact WHERE human AND human_replies IS NOT NULL
UNION ALL
SELECT 'repeat_contact_rate', 'resolved', id, repeated FROM fact WHERE mature AND person IS NOT NULL
UNION ALL
SELECT 'reopen_rate', 'resolved', id, reopens > 0 FROM fact WHERE reopens IS NOT NULL
UNION ALL
SELECT 'handle_minutes_mean', 'resolved', id, handle_minutes FROM fact WHERE human AND handle_minutes IS NOT NULL
UNION ALL
SELECT 'sla_attainment', 'resolved', id, sla_met FROM fact WHERE sla_met IS NOT NULL
UNION ALL
SELECT 'context_loss_rate', 'resolved', id, context_loss
FROM fact WHERE resolution_type = 'hybrid' AND context_loss IS NOT NULL
UNION ALL
SELECT 'documentation_rate', 'resolved', id,
    query_type IS NOT NULL AND root_cause IS NOT NULL AND resolution_path IS NOT NULL
FROM fact WHERE resolution_type IN ('hybrid', 'human_only');

CREATE UNIQUE INDEX temp.share_ticket ON share (kpi, ticket);

-- KPIs with a window: the tickets that are too recent to judge.
CREATE TEMP TABLE waiting AS
SELECT 'durable_resolution_rate' AS kpi, id AS ticket FROM fact WHERE ai_resolved AND NOT mature
UNION ALL
SELECT 'fcr', id FROM fact WHERE resolved_at IS NOT NULL AND NOT mature
UNION ALL
SELECT 'repeat_contact_rate', id FROM fact WHERE resolved_at IS NOT NULL AND NOT mature;

CREATE UNIQUE INDEX temp.waiting_ticket ON waiting (kpi, ticket);

-- Without the table of all shares, a KPI that no ticket of the store counts for would have no rows.
CREATE TEMP TABLE share_kpi (kpi TEXT PRIMARY KEY, cohort TEXT, has_window INTEGER);
INSERT INTO share_kpi VALUES
    ('involvement_rate', 'created', 0), ('ai_resolution_rate', 'created', 0),
    ('confirmed_resolution_rate', 'created', 0), ('deflection_rate', 'created', 0),
    ('durable_resolution_rate', 'created', 1), ('escalation_rate', 'created', 0),
    ('failed_handoff_rate', 'created', 0), ('abandonment_rate', 'created', 0),
    ('feedback_accuracy', 'created', 0), ('feedback_coverage', 'created', 0),
    ('csat', 'resolved', 0), ('csat_response_rate', 'resolved', 0), ('csat_mean', 'resolved', 0),
    ('fcr', 'resolved', 1), ('one_touch_rate', 'resolved', 0), ('repeat_contact_rate', 'resolved', 1),
    ('reopen_rate', 'resolved', 0), ('handle_minutes_mean', 'resolved', 0), ('sla_attainment', 'resolved', 0),
    ('context_loss_rate', 'resolved', 0), ('documentation_rate', 'resolved', 0);

INSERT INTO answer
WITH summed AS (
    SELECT k.kpi, l.id AS line, l.key_1, l.key_2, k.has_window,
        coalesce(sum(s.adds), 0) AS numerator, count(s.ticket) AS denominator
    FROM share_kpi k
    JOIN line l ON l.cohort = k.cohort
    LEFT JOIN line_ticket i ON i.line = l.id
    LEFT JOIN share s ON s.kpi = k.kpi AND s.ticket = i.ticket
    GROUP BY k.kpi, l.id
)
SELECT
    kpi, key_1, key_2, 1.0 * numerator / nullif(denominator, 0), numerator, denominator,
    CASE WHEN has_window THEN (
        SELECT count(*) FROM line_ticket i JOIN waiting w ON w.ticket = i.ticket
        WHERE i.line = summed.line AND w.kpi = summed.kpi
    ) END
FROM summed;

-- A mean of native scores needs one scale for all of the row's scores, and one of 5 or more. Else there is no mean,
-- and no sum that would mean anything.
UPDATE answer SET value = NULL, numerator = NULL
WHERE kpi = 'csat_mean' AND denominator > 0 AND (
    SELECT count(DISTINCT f.csat_scale) <> 1 OR min(f.csat_scale) < 5
    FROM line l JOIN line_ticket i ON i.line = l.id JOIN fact f ON f.id = i.ticket
    WHERE l.cohort = 'resolved' AND l.key_1 = answer.key_1 AND l.key_2 = answer.key_2
        AND f.csat_score IS NOT NULL AND f.csat_scale IS NOT NULL
);
