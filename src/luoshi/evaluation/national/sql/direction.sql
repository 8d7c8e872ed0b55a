-- Targets that only name a direction, judged from the plan's own baseline.
WITH placed AS (
    SELECT
        a.target_id,
        k.observation_id,
        k.value,
        k.period_start,
        k.period_end,
        (k.value - a.baseline) * a.sign > 0 AS met,
        COALESCE(c.broken, FALSE) AS broken,
        CASE
            WHEN k.stock OR a.stock THEN k.period_end = a.period_end
            ELSE k.period_end = a.period_end AND k.period_start = a.period_start
        END AS own_period
    FROM aims AS a
    INNER JOIN actual AS k ON k.target_id = a.target_id AND k.taken
    LEFT JOIN course AS c ON c.target_id = a.target_id
    WHERE a.kind = 'direction_only' AND a.baseline IS NOT NULL AND a.sign IS NOT NULL
)
SELECT
    a.target_id,
    a.indicator_id,
    CASE
        WHEN p.target_id IS NULL OR p.broken OR (a.ended AND NOT p.own_period) THEN 'not_assessed'
        WHEN a.ended AND p.met THEN 'reached'
        WHEN a.ended THEN 'not_reached'
        WHEN p.met THEN 'on_track'
        ELSE 'behind'
    END AS verdict,
    CASE
        WHEN a.baseline IS NULL OR a.sign IS NULL THEN 'not_quantified'
        WHEN p.target_id IS NULL THEN excuse(l.excuse)
        WHEN p.broken THEN 'definition_changed'
        WHEN a.ended AND NOT p.own_period THEN 'awaiting_publication'
    END AS reason,
    CAST(p.value AS DOUBLE) AS value,
    p.period_start,
    p.period_end,
    p.observation_id,
    CAST(NULL AS DOUBLE) AS completion,
    CAST(NULL AS DOUBLE) AS pace,
    CAST(NULL AS DOUBLE) AS gap,
    CAST(NULL AS DOUBLE) AS required_rate,
    CAST(NULL AS DOUBLE) AS recent_rate,
    CAST(NULL AS VARCHAR) AS rate_kind
FROM aims AS a
LEFT JOIN placed AS p ON p.target_id = a.target_id
LEFT JOIN latest AS l ON l.target_id = a.target_id
WHERE a.kind = 'direction_only'
