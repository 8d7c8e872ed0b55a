-- Targets to keep within two bounds; a missing one leaves that side open.
WITH placed AS (
    SELECT
        a.target_id,
        k.observation_id,
        k.value,
        k.period_start,
        k.period_end,
        CASE WHEN k.value < a.value THEN a.value WHEN k.value > a.upper THEN a.upper END AS edge,
        CASE
            WHEN k.stock OR a.stock THEN k.period_end = a.period_end
            ELSE k.period_end = a.period_end AND k.period_start = a.period_start
        END AS own_period
    FROM aims AS a
    INNER JOIN actual AS k ON k.target_id = a.target_id AND k.taken
    WHERE a.kind = 'keep_within' AND (a.value IS NOT NULL OR a.upper IS NOT NULL)
)
SELECT
    a.target_id,
    a.indicator_id,
    CASE
        WHEN p.target_id IS NULL OR (a.ended AND NOT p.own_period) THEN 'not_assessed'
        WHEN a.ended AND p.edge IS NULL THEN 'reached'
        WHEN a.ended THEN 'not_reached'
        WHEN p.edge IS NULL THEN 'on_track'
        ELSE 'behind'
    END AS verdict,
    CASE
        WHEN a.value IS NULL AND a.upper IS NULL THEN 'not_quantified'
        WHEN p.target_id IS NULL THEN excuse(l.excuse)
        WHEN a.ended AND NOT p.own_period THEN 'awaiting_publication'
    END AS reason,
    CAST(p.value AS DOUBLE) AS value,
    p.period_start,
    p.period_end,
    p.observation_id,
    CAST(NULL AS DOUBLE) AS completion,
    CAST(NULL AS DOUBLE) AS pace,
    CASE WHEN p.target_id IS NOT NULL THEN CAST(COALESCE(p.edge - p.value, 0) AS DOUBLE) END AS gap,
    CAST(NULL AS DOUBLE) AS required_rate,
    CAST(NULL AS DOUBLE) AS recent_rate,
    CAST(NULL AS VARCHAR) AS rate_kind
FROM aims AS a
LEFT JOIN placed AS p ON p.target_id = a.target_id
LEFT JOIN latest AS l ON l.target_id = a.target_id
WHERE a.kind = 'keep_within'
