-- Targets that no series of their own can judge.
SELECT
    target_id,
    indicator_id,
    'not_assessed' AS verdict,
    CASE WHEN kind = 'relative' THEN 'insufficient_data' ELSE 'not_quantified' END AS reason,
    CAST(NULL AS DOUBLE) AS value,
    CAST(NULL AS DATE) AS period_start,
    CAST(NULL AS DATE) AS period_end,
    NULL AS observation_id,
    CAST(NULL AS DOUBLE) AS completion,
    CAST(NULL AS DOUBLE) AS pace,
    CAST(NULL AS DOUBLE) AS gap,
    CAST(NULL AS DOUBLE) AS required_rate,
    CAST(NULL AS DOUBLE) AS recent_rate,
    CAST(NULL AS VARCHAR) AS rate_kind
FROM aims
WHERE kind IN ('relative', 'milestone', 'set_annually')
