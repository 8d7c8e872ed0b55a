-- What is told of the stretch of each target over years, one figure for each period and way of telling it:
-- the change over the stretch, levels, growth of single years, amounts that may be added, figures of years.
WITH near AS (
    SELECT
        a.target_id,
        a.kind,
        a.stretch_start,
        a.period_end AS stretch_end,
        COALESCE(a.stretch_start, a.period_start) AS years_start,
        f.relative,
        f.observation_id,
        f.value,
        f.definition,
        f.period_start,
        f.period_end,
        f.frequency,
        f.weight,
        CASE WHEN f.stock THEN CAST('1900-01-01' AS DATE) ELSE f.period_start END AS opening
    FROM figures AS f
    INNER JOIN aims AS a ON a.indicator_id = f.indicator_id
    WHERE f.standing = 4
        AND a.kind IN (
            'average_growth', 'cumulative_change', 'cumulative_total', 'floor_each_year', 'ceiling_each_year'
        )
),
ways AS (
    SELECT 'stretch' AS way, n.*
    FROM near AS n
    WHERE n.kind IN ('average_growth', 'cumulative_change') AND n.relative
        AND n.period_start = n.stretch_start
        AND (n.kind = 'cumulative_change' OR months(n.period_end) - months(n.period_start) > 12)
    UNION ALL
    SELECT 'level' AS way, n.*
    FROM near AS n
    WHERE n.kind IN ('average_growth', 'cumulative_change') AND NOT n.relative
    UNION ALL
    SELECT 'year' AS way, n.*
    FROM near AS n
    WHERE n.kind = 'average_growth' AND n.relative
    UNION ALL
    SELECT 'amount' AS way, n.*
    FROM near AS n
    WHERE n.kind = 'cumulative_total' AND n.period_end <= n.stretch_end
    UNION ALL
    SELECT 'figure' AS way, n.*
    FROM near AS n
    WHERE n.kind IN ('floor_each_year', 'ceiling_each_year') AND n.frequency = 1
),
ranked AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY target_id, way, period_end, opening
            ORDER BY weight DESC, observation_id
        ) AS turn
    FROM ways
)
SELECT
    target_id,
    way,
    stretch_start,
    stretch_end,
    years_start,
    observation_id,
    value,
    definition,
    period_start,
    period_end,
    frequency
FROM ranked
WHERE turn = 1
