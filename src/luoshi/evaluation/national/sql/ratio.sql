-- Targets of average growth or cumulative change: the ratio of levels, however it is told.
WITH goals AS (
    SELECT
        *,
        (months(period_end) - months(stretch_start)) / 12 AS years,
        1 + CAST(value - COALESCE(stretch_sign, 0) * band AS DOUBLE) / 100 AS factor
    FROM aims
    WHERE kind IN ('average_growth', 'cumulative_change')
),
aimed AS (
    SELECT
        *,
        CASE
            WHEN kind = 'cumulative_change' AND stretch_start IS NOT NULL THEN factor
            WHEN kind = 'average_growth' AND years = ROUND(years, 0) THEN POWER(factor, years)
        END AS goal
    FROM goals
),
stretches AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY target_id ORDER BY period_end DESC, period_start DESC, observation_id DESC
        ) AS turn,
        (months(period_end) - months(stretch_start)) / 12 AS years
    FROM told
    WHERE way = 'stretch' AND period_end <= stretch_end
),
stated AS (
    SELECT
        s.target_id,
        1 AS rank_of_way,
        CASE
            WHEN a.kind = 'cumulative_change' THEN 1 + CAST(s.value AS DOUBLE) / 100
            WHEN s.value >= -100 AND s.years = ROUND(s.years, 0)
                THEN POWER(1 + CAST(s.value AS DOUBLE) / 100, s.years)
        END AS ratio,
        s.period_end AS upto,
        FALSE AS broken
    FROM stretches AS s
    INNER JOIN aimed AS a ON a.target_id = s.target_id
    WHERE s.turn = 1
),
ends AS (
    SELECT
        *,
        period_end = stretch_start AS opens,
        ROW_NUMBER() OVER (
            PARTITION BY target_id, CASE WHEN period_end = stretch_start THEN 1 ELSE 0 END
            ORDER BY period_end DESC, period_start DESC, observation_id DESC
        ) AS turn
    FROM told
    WHERE way = 'level' AND period_end >= stretch_start AND period_end <= stretch_end
),
levels AS (
    SELECT
        l.target_id,
        2 AS rank_of_way,
        CASE
            WHEN a.kind = 'average_growth' AND l.value < 0 THEN NULL
            ELSE CAST(l.value AS DOUBLE) / NULLIF(CAST(f.value AS DOUBLE), 0)
        END AS ratio,
        l.period_end AS upto,
        COALESCE(f.definition <> l.definition, FALSE) AS broken
    FROM ends AS l
    INNER JOIN ends AS f ON f.target_id = l.target_id AND f.opens AND f.turn = 1
    INNER JOIN aimed AS a ON a.target_id = l.target_id
    WHERE NOT l.opens AND l.turn = 1 AND f.value > 0
),
years AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY target_id, period_start ORDER BY period_end DESC, observation_id DESC
        ) AS turn
    FROM told
    WHERE way = 'year' AND frequency = 1 AND period_start >= stretch_start AND period_start < stretch_end
),
chained AS (
    SELECT
        target_id,
        MIN(period_start) AS first_start,
        MAX(period_start) AS last_start,
        MAX(CASE WHEN period_end <= stretch_end THEN period_end END) AS upto,
        SUM(CASE WHEN period_end <= stretch_end THEN 1 ELSE 0 END) AS links,
        MIN(CASE WHEN period_end <= stretch_end THEN value END) AS least,
        EXP(SUM(CASE WHEN period_end <= stretch_end AND value > -100 THEN LN(1 + CAST(value AS DOUBLE) / 100) ELSE 0 END))
            AS ratio,
        MIN(CASE WHEN period_end <= stretch_end THEN definition END) AS first_definition,
        MAX(CASE WHEN period_end <= stretch_end THEN definition END) AS last_definition,
        MIN(stretch_start) AS stretch_start
    FROM years
    WHERE turn = 1
    GROUP BY target_id
),
chains AS (
    SELECT
        target_id,
        3 AS rank_of_way,
        CASE WHEN least > -100 THEN ratio WHEN least = -100 THEN 0 END AS ratio,
        upto,
        COALESCE(first_definition <> last_definition, FALSE) AS broken
    FROM chained
    WHERE first_start = stretch_start AND last_start <= upto
        AND links * 12 = months(upto) - months(stretch_start)
),
ways AS (
    SELECT * FROM stated WHERE ratio IS NOT NULL
    UNION ALL
    SELECT * FROM levels WHERE ratio IS NOT NULL
    UNION ALL
    SELECT * FROM chains WHERE ratio IS NOT NULL
),
best AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY target_id ORDER BY upto DESC, rank_of_way) AS turn
    FROM ways
),
measured AS (
    SELECT
        a.*,
        b.ratio,
        b.upto,
        b.broken,
        (months(b.upto) - months(a.stretch_start)) / 12 AS years_gone,
        (months(a.period_end) - months(b.upto)) / 12 AS years_left,
        (ROUND(b.ratio / NULLIF(a.goal, 0), $one_below_places) - 1) * a.stretch_sign AS below,
        (ROUND(b.ratio / NULLIF(a.goal, 0), $one_above_places) - 1) * a.stretch_sign AS above,
        CASE
            WHEN a.goal > 0 AND a.goal <> 1 AND b.ratio > 0
                THEN LN(b.ratio) / NULLIF(LN(a.goal), 0)
        END AS completion
    FROM aimed AS a
    INNER JOIN best AS b ON b.target_id = a.target_id AND b.turn = 1
    WHERE a.value IS NOT NULL AND a.goal > 0 AND a.stretch_sign IS NOT NULL
),
paced AS (
    SELECT
        *,
        CASE WHEN ratio < goal THEN below >= 0 ELSE above >= 0 END AS met,
        completion / NULLIF(years_gone / NULLIF(years, 0), 0) AS pace,
        100 * (
            CASE WHEN kind = 'average_growth' THEN POWER(ratio, 1 / NULLIF(years_gone, 0)) ELSE ratio END - 1
        ) AS told_value
    FROM measured
),
judged AS (
    SELECT
        *,
        CASE
            WHEN broken THEN 'definition_changed'
            WHEN ended AND upto < period_end THEN 'awaiting_publication'
        END AS reason,
        CASE
            WHEN ended AND met THEN 'reached'
            WHEN ended THEN 'not_reached'
            WHEN met THEN 'reached_early'
            WHEN ROUND(pace, $ahead_places) >= $ahead THEN 'ahead'
            WHEN ROUND(pace, $on_track_places) >= $on_track THEN 'on_track'
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
        WHEN a.goal IS NULL OR a.goal <= 0 OR a.stretch_sign IS NULL THEN 'insufficient_data'
        WHEN j.target_id IS NULL AND l.scored = 1 THEN 'insufficient_data'
        WHEN j.target_id IS NULL THEN excuse(l.excuse)
        ELSE j.reason
    END AS reason,
    CASE WHEN NOT j.broken THEN j.told_value END AS value,
    CASE WHEN NOT j.broken THEN j.stretch_start END AS period_start,
    CASE WHEN NOT j.broken THEN j.upto END AS period_end,
    NULL AS observation_id,
    CASE WHEN NOT j.broken THEN j.completion END AS completion,
    CASE WHEN j.reason IS NULL AND NOT j.ended THEN j.pace END AS pace,
    CASE WHEN NOT j.broken THEN CAST(j.value AS DOUBLE) - j.told_value END AS gap,
    CASE
        WHEN j.reason IS NULL AND NOT j.met AND j.years_left > 0 AND j.ratio > 0
            THEN 100 * (POWER(j.goal / NULLIF(j.ratio, 0), 1 / NULLIF(j.years_left, 0)) - 1)
    END AS required_rate,
    CAST(NULL AS DOUBLE) AS recent_rate,
    CASE
        WHEN j.reason IS NULL AND NOT j.met AND j.years_left > 0 AND j.ratio > 0 THEN 'percent'
    END AS rate_kind
FROM aimed AS a
LEFT JOIN judged AS j ON j.target_id = a.target_id
LEFT JOIN latest AS l ON l.target_id = a.target_id
