-- Targets of a cumulative total: figures that follow each other without a gap from the first day on.
WITH RECURSIVE longest AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY target_id, period_start ORDER BY period_end DESC, observation_id
        ) AS turn
    FROM told
    WHERE way = 'amount' AND stretch_start IS NOT NULL
),
tiles AS (
    SELECT target_id, value, definition, period_start, period_end, stretch_start
    FROM longest
    WHERE turn = 1
),
walked AS (
    SELECT target_id, value, definition, period_end
    FROM tiles
    WHERE period_start = stretch_start
    UNION ALL
    SELECT t.target_id, t.value, t.definition, t.period_end
    FROM walked AS w
    INNER JOIN tiles AS t ON t.target_id = w.target_id AND t.period_start = w.period_end
),
summed AS (
    SELECT
        target_id,
        SUM(value) AS total,
        MAX(period_end) AS upto,
        COALESCE(MIN(definition) <> MAX(definition), FALSE) AS broken
    FROM walked
    GROUP BY target_id
),
reach AS (
    SELECT target_id, MAX(period_start) AS last_start
    FROM tiles
    GROUP BY target_id
),
measured AS (
    SELECT
        a.*,
        s.total,
        s.upto,
        s.broken,
        COALESCE(a.stretch_sign, 1) AS way,
        CAST(s.total AS DOUBLE) / NULLIF(CAST(a.value AS DOUBLE), 0) AS completion,
        (months(s.upto) - months(a.stretch_start)) / NULLIF(months(a.period_end) - months(a.stretch_start), 0) AS elapsed,
        COALESCE(NULLIF(a.value - COALESCE(a.stretch_sign, 0) * a.band, 0), a.value) AS edge
    FROM aims AS a
    INNER JOIN summed AS s ON s.target_id = a.target_id
    INNER JOIN reach AS r ON r.target_id = a.target_id AND r.last_start <= s.upto
    WHERE a.kind = 'cumulative_total' AND a.value <> 0 AND a.stretch_start IS NOT NULL
),
paced AS (
    SELECT
        *,
        completion / NULLIF(elapsed, 0) AS pace,
        (total - edge) * way >= 0 AS met,
        CASE
            WHEN broken THEN 'definition_changed'
            WHEN ended AND upto < period_end THEN 'awaiting_publication'
        END AS reason
    FROM measured
),
judged AS (
    SELECT
        *,
        CASE
            WHEN ended AND met THEN 'reached'
            WHEN ended THEN 'not_reached'
            WHEN way > 0 AND met THEN 'reached_early'
            WHEN way > 0 AND ROUND(pace, $ahead_places) >= $ahead THEN 'ahead'
            WHEN way > 0 AND ROUND(pace, $on_track_places) >= $on_track THEN 'on_track'
            WHEN way > 0 OR NOT met THEN 'behind'
            WHEN ROUND(pace * $ahead, $one_above_places) <= 1 THEN 'ahead'
            WHEN ROUND(pace * $on_track, $one_above_places) <= 1 THEN 'on_track'
            ELSE 'behind'
        END AS grade
    FROM paced
)
SELECT
    a.target_id,
    a.indicator_id,
    CASE WHEN j.target_id IS NULL OR j.reason IS NOT NULL THEN 'not_assessed' ELSE j.grade END AS verdict,
    CASE
        WHEN a.value IS NULL THEN 'not_quantified'
        WHEN a.stretch_start IS NULL OR a.value = 0 THEN 'insufficient_data'
        WHEN j.target_id IS NULL AND l.scored = 1 THEN 'insufficient_data'
        WHEN j.target_id IS NULL THEN excuse(l.excuse)
        ELSE j.reason
    END AS reason,
    CASE WHEN NOT j.broken THEN CAST(j.total AS DOUBLE) END AS value,
    CASE WHEN NOT j.broken THEN j.stretch_start END AS period_start,
    CASE WHEN NOT j.broken THEN j.upto END AS period_end,
    NULL AS observation_id,
    CASE WHEN NOT j.broken THEN j.completion END AS completion,
    CASE WHEN j.reason IS NULL AND NOT j.ended THEN j.pace END AS pace,
    CASE WHEN NOT j.broken THEN CAST(j.value - j.total AS DOUBLE) END AS gap,
    CAST(NULL AS DOUBLE) AS required_rate,
    CAST(NULL AS DOUBLE) AS recent_rate,
    CAST(NULL AS VARCHAR) AS rate_kind
FROM aims AS a
LEFT JOIN judged AS j ON j.target_id = a.target_id
LEFT JOIN latest AS l ON l.target_id = a.target_id
WHERE a.kind = 'cumulative_total'
