-- The newest figure of each target that is judged by one figure, with those that nothing tells from it.
-- Periods of a stock go together by their end.
WITH needed AS (
    SELECT a.target_id, a.indicator_id, a.stock, a.frequency, l.last_end
    FROM aims AS a
    INNER JOIN latest AS l ON l.target_id = a.target_id
    WHERE a.kind IN ('level', 'rank', 'keep_within', 'direction_only') AND l.last_end IS NOT NULL
),
ranked AS (
    SELECT
        n.target_id,
        f.observation_id,
        f.value,
        f.side,
        f.definition,
        f.digits,
        f.period_start,
        f.period_end,
        f.stock,
        CASE WHEN f.stock THEN CAST('1900-01-01' AS DATE) ELSE f.period_start END AS opening,
        f.weight,
        ROW_NUMBER() OVER (
            PARTITION BY
                n.target_id, CASE WHEN f.stock THEN CAST('1900-01-01' AS DATE) ELSE f.period_start END
            ORDER BY f.weight DESC, f.observation_id
        ) AS turn
    FROM figures AS f
    INNER JOIN needed AS n ON n.indicator_id = f.indicator_id AND n.last_end = f.period_end
    WHERE f.standing = 4 AND (f.stock OR n.stock OR f.frequency = n.frequency)
),
taken AS (
    SELECT
        target_id,
        opening,
        weight,
        ROW_NUMBER() OVER (PARTITION BY target_id ORDER BY period_start DESC, observation_id DESC) AS turn
    FROM ranked
    WHERE turn = 1
)
SELECT
    r.target_id,
    r.observation_id,
    r.value,
    r.side,
    r.definition,
    r.digits,
    r.period_start,
    r.period_end,
    r.stock,
    r.turn = 1 AS taken
FROM ranked AS r
INNER JOIN taken AS t
    ON t.target_id = r.target_id AND t.opening = r.opening AND t.weight = r.weight AND t.turn = 1
