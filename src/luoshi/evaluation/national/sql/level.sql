-- Targets that are a level (or a rank) at the end of their period: completion, pace, grade, rates.
WITH placed AS (
    SELECT
        a.target_id,
        a.indicator_id,
        a.kind,
        a.value AS aim,
        a.comparator,
        a.relative,
        a.baseline,
        a.baseline_end,
        a.period_end AS aim_end,
        a.ended,
        a.sign,
        a.band,
        l.excuse,
        k.observation_id,
        k.value AS actual,
        k.period_start,
        k.period_end,
        k.digits,
        k.side AS said,
        CASE
            WHEN a.baseline IS NULL THEN NULL
            WHEN a.sign IS NULL OR (a.value - a.baseline) * a.sign <= 0 THEN 'not_beyond_baseline'
            WHEN ABS(a.value - a.baseline) < $small_distance * ABS(a.baseline) THEN 'small_distance'
        END AS plain,
        CASE
            WHEN k.stock OR a.stock THEN k.period_end = a.period_end
            ELSE k.period_end = a.period_end AND k.period_start = a.period_start
        END AS own_period,
        CASE
            WHEN a.baseline IS NOT NULL AND a.baseline_end IS NOT NULL
                THEN months(k.period_end) - months(a.baseline_end)
        END AS gone,
        months(a.period_end) - months(a.baseline_end) AS whole,
        COALESCE(c.broken, FALSE) AS broken,
        c.recent_value,
        c.recent_end
    FROM aims AS a
    LEFT JOIN latest AS l ON l.target_id = a.target_id
    LEFT JOIN actual AS k ON k.target_id = a.target_id AND k.taken AND a.value IS NOT NULL
    LEFT JOIN course AS c ON c.target_id = a.target_id
    WHERE a.kind IN ('level', 'rank')
),
-- Besides the figure taken: those that nothing tells from it, and the far end of a published bound.
weighed AS (
    SELECT p.*, 'taken' AS role, p.actual AS figure, p.said AS side, 0 AS far
    FROM placed AS p
    UNION ALL
    SELECT p.*, 'rival' AS role, r.value AS figure, r.side, 0 AS far
    FROM placed AS p
    INNER JOIN actual AS r ON r.target_id = p.target_id
    WHERE NOT r.taken
        AND FLOOR(ABS(r.value) * CAST(POWER(10, LEAST(r.digits, p.digits)) AS DECIMAL(18, 0)) + 0.5) * SIGN(r.value)
        <> FLOOR(ABS(p.actual) * CAST(POWER(10, LEAST(r.digits, p.digits)) AS DECIMAL(18, 0)) + 0.5) * SIGN(p.actual)
    UNION ALL
    SELECT p.*, 'bound' AS role, p.actual AS figure, p.said AS side, SIGN(p.said) AS far
    FROM placed AS p
    WHERE p.said <> 0
),
measured AS (
    SELECT
        *,
        CASE
            WHEN sign IS NULL THEN far = 0 AND ABS(figure - aim) <= band
            WHEN far <> 0 THEN far * sign > 0
            WHEN comparator IN ('gt', 'lt')
                THEN (figure - aim) * sign > 0 OR (figure = aim AND side = 2 * sign)
            ELSE (figure - aim) * sign + band >= 0
        END AS met,
        CASE WHEN far <> 0 THEN far * sign < 0 ELSE (figure - baseline) * sign < 0 END AS away,
        CASE
            WHEN baseline IS NULL OR plain IS NOT NULL THEN NULL
            WHEN far <> 0 THEN 1e6 * far * SIGN(aim - baseline)
            ELSE CAST(figure - baseline AS DOUBLE) / NULLIF(CAST(aim - baseline AS DOUBLE), 0)
        END AS completion
    FROM weighed
),
paced AS (
    SELECT *, completion / NULLIF(gone / NULLIF(whole, 0), 0) AS pace
    FROM measured
),
graded AS (
    SELECT
        *,
        CASE
            WHEN ended AND met THEN 'reached'
            WHEN ended THEN 'not_reached'
            WHEN plain = 'not_beyond_baseline' AND met THEN 'on_track'
            WHEN plain = 'not_beyond_baseline' THEN 'behind'
            WHEN met THEN 'reached_early'
            WHEN plain = 'small_distance' AND away THEN 'behind'
            WHEN plain = 'small_distance' THEN 'on_track'
            WHEN pace IS NULL THEN 'not_assessed'
            WHEN ROUND(pace, $ahead_places) >= $ahead THEN 'ahead'
            WHEN ROUND(pace, $on_track_places) >= $on_track THEN 'on_track'
            ELSE 'behind'
        END AS grade
    FROM paced
),
others AS (
    SELECT
        g.target_id,
        MAX(CASE WHEN g.role = 'rival' AND g.grade <> t.grade THEN 1 ELSE 0 END) = 1 AS rival,
        MAX(CASE WHEN g.role = 'bound' AND g.grade <> t.grade THEN 1 ELSE 0 END) = 1 AS bound
    FROM graded AS g
    INNER JOIN graded AS t ON t.target_id = g.target_id AND t.role = 'taken'
    WHERE g.role <> 'taken'
    GROUP BY g.target_id
),
judged AS (
    SELECT
        g.*,
        CASE
            WHEN g.aim IS NULL THEN 'not_quantified'
            WHEN g.actual IS NULL THEN excuse(g.excuse)
            WHEN g.broken THEN 'definition_changed'
            WHEN g.sign IS NULL AND NOT g.met THEN 'insufficient_data'
            WHEN g.ended AND NOT g.own_period THEN 'awaiting_publication'
            WHEN o.rival THEN 'disagreement'
            WHEN o.bound OR g.grade = 'not_assessed' THEN 'insufficient_data'
        END AS reason,
        g.sign IS NULL AND NOT g.met AS aimless,
        -- Needed from the latest figure on, after the end from the baseline on.
        CASE WHEN g.ended THEN g.baseline ELSE g.actual END AS needed_value,
        CASE WHEN NOT g.ended THEN g.period_end WHEN g.gone IS NOT NULL THEN g.baseline_end END AS needed_end,
        -- Had over the recent years, after the end over the whole stretch.
        CASE
            WHEN g.ended OR g.gone <= 12 * $recent_years THEN g.baseline
            ELSE g.recent_value
        END AS had_value,
        CASE
            WHEN g.gone IS NOT NULL AND (g.ended OR g.gone <= 12 * $recent_years) THEN g.baseline_end
            WHEN NOT g.ended THEN g.recent_end
        END AS had_end
    FROM graded AS g
    LEFT JOIN others AS o ON o.target_id = g.target_id
    WHERE g.role = 'taken'
),
rated AS (
    SELECT
        *,
        kind = 'level' AND NOT relative AND aim > 0 AND actual > 0
        AND (had_end IS NULL OR had_value > 0) AND (needed_end IS NULL OR needed_value > 0) AS compound,
        (months(aim_end) - months(needed_end)) / 12 AS needed_years,
        (months(period_end) - months(had_end)) / 12 AS had_years
    FROM judged
),
with_rates AS (
    SELECT
        *,
        CASE
            WHEN reason IS NOT NULL OR met OR needed_years <= 0 THEN NULL
            ELSE
                CASE
                    WHEN compound
                        THEN
                            100 * (
                                POWER(
                                    CAST(aim AS DOUBLE) / NULLIF(CAST(needed_value AS DOUBLE), 0),
                                    1 / NULLIF(needed_years, 0)
                                )
                                - 1
                            )
                    ELSE CAST(aim - needed_value AS DOUBLE) / NULLIF(needed_years, 0)
                END
        END AS required_rate,
        CASE
            WHEN reason IS NOT NULL OR had_years <= 0 THEN NULL
            ELSE
                CASE
                    WHEN compound
                        THEN
                            100 * (
                                POWER(
                                    CAST(actual AS DOUBLE) / NULLIF(CAST(had_value AS DOUBLE), 0),
                                    1 / NULLIF(had_years, 0)
                                )
                                - 1
                            )
                    ELSE CAST(actual - had_value AS DOUBLE) / NULLIF(had_years, 0)
                END
        END AS recent_rate
    FROM rated
)
SELECT
    target_id,
    indicator_id,
    CASE WHEN reason IS NULL THEN grade ELSE 'not_assessed' END AS verdict,
    reason,
    CAST(actual AS DOUBLE) AS value,
    period_start,
    period_end,
    observation_id,
    CASE WHEN NOT broken AND NOT aimless THEN completion END AS completion,
    CASE WHEN reason IS NULL AND NOT ended THEN pace END AS pace,
    CASE WHEN NOT broken THEN CAST(aim - actual AS DOUBLE) END AS gap,
    required_rate,
    recent_rate,
    CASE
        WHEN required_rate IS NULL AND recent_rate IS NULL THEN NULL
        WHEN compound THEN 'percent'
        ELSE 'absolute'
    END AS rate_kind
FROM with_rates
