-- Where a series changed its definition, and the oldest figure that a recent rate may start from.
-- Only for the targets that need the whole course: definitions differ, or the baseline is far off.
WITH needed AS (
    SELECT
        a.target_id,
        a.indicator_id,
        a.stock,
        a.frequency,
        a.baseline,
        a.baseline_end,
        k.period_end AS actual_end,
        k.definition AS actual_definition
    FROM aims AS a
    INNER JOIN latest AS l ON l.target_id = a.target_id
    INNER JOIN actual AS k ON k.target_id = a.target_id AND k.taken
    WHERE a.kind IN ('level', 'rank', 'direction_only')
        AND (
            l.first_definition <> l.last_definition
            OR a.baseline IS NULL
            OR a.baseline_end IS NULL
            OR months(k.period_end) - months(a.baseline_end) > 12 * $recent_years
        )
),
usable AS (
    SELECT
        n.target_id,
        n.baseline,
        n.baseline_end,
        n.actual_end,
        n.actual_definition,
        f.observation_id,
        f.value,
        f.definition,
        f.period_start,
        f.period_end,
        ROW_NUMBER() OVER (
            PARTITION BY
                n.target_id,
                f.period_end,
                CASE WHEN f.stock THEN CAST('1900-01-01' AS DATE) ELSE f.period_start END
            ORDER BY f.weight DESC, f.observation_id
        ) AS turn
    FROM figures AS f
    INNER JOIN needed AS n ON n.indicator_id = f.indicator_id
    WHERE f.standing = 4 AND (f.stock OR n.stock OR f.frequency = n.frequency)
),
ordered AS (
    SELECT
        *,
        ROW_NUMBER() OVER (
            PARTITION BY target_id ORDER BY period_end, period_start, observation_id
        ) AS place
    FROM usable
    WHERE turn = 1
),
marked AS (
    SELECT
        target_id,
        MAX(CASE WHEN period_end = baseline_end AND definition IS NOT NULL THEN 1 ELSE 0 END) AS has_own,
        MAX(CASE WHEN period_end = baseline_end AND definition <> actual_definition THEN 1 ELSE 0 END) AS own_differs,
        MAX(CASE WHEN period_end < baseline_end AND definition IS NOT NULL THEN place END) AS before_baseline,
        MIN(CASE WHEN period_end > baseline_end AND definition IS NOT NULL THEN place END) AS after_baseline,
        MAX(CASE WHEN period_end < actual_end AND definition IS NOT NULL THEN place END) AS before_actual
    FROM ordered
    GROUP BY target_id
),
walls AS (
    SELECT
        o.target_id,
        MAX(
            CASE
                WHEN m.has_own = 1 THEN m.own_differs
                WHEN o.place IN (m.before_baseline, m.after_baseline) AND o.definition <> o.actual_definition THEN 1
                ELSE 0
            END
        ) AS differs,
        MAX(
            CASE
                WHEN o.period_end < o.actual_end AND o.definition <> COALESCE(o.actual_definition, b.definition)
                    THEN o.place
                ELSE 0
            END
        ) AS wall
    FROM ordered AS o
    INNER JOIN marked AS m ON m.target_id = o.target_id
    LEFT JOIN ordered AS b ON b.target_id = o.target_id AND b.place = m.before_actual
    GROUP BY o.target_id
),
starts AS (
    SELECT o.target_id, MIN(o.place) AS place
    FROM ordered AS o
    INNER JOIN walls AS w ON w.target_id = o.target_id
    WHERE o.place > w.wall
        AND o.period_end < o.actual_end
        AND months(o.actual_end) - months(o.period_end) <= 12 * $recent_years
        AND (o.baseline IS NULL OR o.baseline_end IS NULL OR o.period_end >= o.baseline_end)
    GROUP BY o.target_id
)
SELECT
    w.target_id,
    w.differs = 1 AS broken,
    o.value AS recent_value,
    o.period_end AS recent_end
FROM walls AS w
LEFT JOIN starts AS s ON s.target_id = w.target_id
LEFT JOIN ordered AS o ON o.target_id = s.target_id AND o.place = s.place
