-- How far the figures of each target reach, and the best excuse where none may be judged.
WITH near AS (
    SELECT
        a.target_id,
        f.period_end,
        f.standing,
        f.definition,
        f.period_end <= a.period_end AND (a.baseline_end IS NULL OR f.period_end > a.baseline_end) AS seen,
        f.standing = 4 AND (f.stock OR a.stock OR f.frequency = a.frequency) AS usable
    FROM figures AS f
    INNER JOIN aims AS a ON a.indicator_id = f.indicator_id
)
SELECT
    target_id,
    MAX(CASE WHEN seen AND usable THEN period_end END) AS last_end,
    MAX(CASE WHEN seen AND standing = 4 THEN 1 ELSE 0 END) AS scored,
    MAX(CASE WHEN NOT seen THEN 0 WHEN standing = 4 THEN 1 ELSE standing END) AS excuse,
    MIN(CASE WHEN usable THEN definition END) AS first_definition,
    MAX(CASE WHEN usable THEN definition END) AS last_definition
FROM near
GROUP BY target_id
