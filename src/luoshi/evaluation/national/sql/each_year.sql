-- Targets that hold in every year of a stretch: floor and ceiling.
WITH years AS (
    SELECT
        t.*,
        CASE WHEN a.kind = 'floor_each_year' THEN 1 ELSE -1 END AS side,
        ROW_NUMBER() OVER (
            PARTITION BY t.target_id ORDER BY t.period_end DESC, t.period_start DESC, t.observation_id DESC
        ) AS turn,
        ROW_NUMBER() OVER (
            PARTITION BY t.target_id
            ORDER BY
                CASE WHEN a.kind = 'floor_each_year' THEN t.value ELSE -t.value END,
                t.period_end,
                t.period_start,
                t.observation_id
        ) AS worst
    FROM told AS t
    INNER JOIN aims AS a ON a.target_id = t.target_id
    WHERE t.way = 'figure' AND t.period_end > t.years_start AND t.period_end <= t.stretch_end
),
counted AS (
    SELECT
        target_id,
        COUNT(*) AS years,
        COALESCE(MIN(definition) <> MAX(definition), FALSE) AS broken
    FROM years
    GROUP BY target_id
),
measured AS (
    SELECT
        a.*,
        c.years,
        c.broken,
        n.observation_id AS last_id,
        n.value AS last_value,
        n.period_start AS last_start,
        n.period_end AS last_end,
        w.observation_id AS worst_id,
        w.value AS worst_value,
        w.period_start AS worst_start,
        w.period_end AS worst_end,
        (months(a.period_end) - months(w.years_start)) / 12 AS due,
        CASE
            WHEN a.comparator IN ('gt', 'lt') THEN (w.value - a.value) * w.side > 0
            ELSE (w.value - a.value) * w.side + a.band >= 0
        END AS met
    FROM aims AS a
    INNER JOIN counted AS c ON c.target_id = a.target_id
    INNER JOIN years AS n ON n.target_id = a.target_id AND n.turn = 1
    INNER JOIN years AS w ON w.target_id = a.target_id AND w.worst = 1
    WHERE a.kind IN ('floor_each_year', 'ceiling_each_year') AND a.value IS NOT NULL
),
judged AS (
    SELECT
        *,
        CASE
            WHEN broken THEN 'definition_changed'
            WHEN NOT met OR NOT ended OR years = due THEN NULL
            WHEN last_end < period_end THEN 'awaiting_publication'
            ELSE 'insufficient_data'
        END AS reason,
        NOT broken AND (NOT met OR (ended AND years = due)) AS by_worst
    FROM measured
)
SELECT
    a.target_id,
    a.indicator_id,
    CASE
        WHEN j.target_id IS NULL OR j.reason IS NOT NULL THEN 'not_assessed'
        WHEN NOT j.met AND j.ended THEN 'not_reached'
        WHEN NOT j.met THEN 'behind'
        WHEN j.ended THEN 'reached'
        ELSE 'on_track'
    END AS verdict,
    CASE
        WHEN a.value IS NULL THEN 'not_quantified'
        WHEN j.target_id IS NULL THEN excuse(l.excuse)
        ELSE j.reason
    END AS reason,
    CAST(CASE WHEN j.by_worst THEN j.worst_value ELSE j.last_value END AS DOUBLE) AS value,
    CASE WHEN j.by_worst THEN j.worst_start ELSE j.last_start END AS period_start,
    CASE WHEN j.by_worst THEN j.worst_end ELSE j.last_end END AS period_end,
    CASE WHEN j.by_worst THEN j.worst_id ELSE j.last_id END AS observation_id,
    CAST(NULL AS DOUBLE) AS completion,
    CAST(NULL AS DOUBLE) AS pace,
    CASE WHEN NOT j.broken THEN CAST(j.value - j.worst_value AS DOUBLE) END AS gap,
    CAST(NULL AS DOUBLE) AS required_rate,
    CAST(NULL AS DOUBLE) AS recent_rate,
    CAST(NULL AS VARCHAR) AS rate_kind
FROM aims AS a
LEFT JOIN judged AS j ON j.target_id = a.target_id
LEFT JOIN latest AS l ON l.target_id = a.target_id
WHERE a.kind IN ('floor_each_year', 'ceiling_each_year')
