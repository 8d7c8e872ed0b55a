-- aims
/* Targets with what follows from their own words: direction, band, the stretch they speak of. */
SELECT
  t.target_id,
  t.indicator_id,
  t.kind,
  t.period_start,
  t.period_end,
  CAST(CASE t.frequency
    WHEN 'A'
    THEN 1
    WHEN 'S'
    THEN 2
    WHEN 'Q'
    THEN 3
    WHEN 'M'
    THEN 4
    WHEN 'D'
    THEN 5
    ELSE 6
  END AS TINYINT) AS frequency,
  t.nature = 'point' AS stock,
  t.value,
  t.upper,
  t.comparator,
  COALESCE(t.unit IN ('%', '‰', '个百分点', '百分点', '％'), FALSE) AS relative,
  t.baseline,
  t.baseline_end,
  t.period_end <= CAST('2026-01-01' AS DATE) AS ended,
  CASE
    WHEN t.kind = 'rank'
    THEN -1
    WHEN t.comparator IN ('ge', 'gt')
    THEN 1
    WHEN t.comparator IN ('le', 'lt')
    THEN -1
    WHEN t.higher_is_better
    THEN 1
    WHEN NOT t.higher_is_better
    THEN -1
    WHEN t.value > t.baseline
    THEN 1
    WHEN t.value < t.baseline
    THEN -1
  END AS sign,
  CASE
    WHEN t.kind = 'cumulative_change' AND t.value > 0
    THEN 1
    WHEN t.kind = 'cumulative_change' AND t.value < 0
    THEN -1
    WHEN t.comparator IN ('ge', 'gt')
    THEN 1
    WHEN t.comparator IN ('le', 'lt')
    THEN -1
    WHEN t.higher_is_better
    THEN 1
    WHEN NOT t.higher_is_better
    THEN -1
  END AS stretch_sign,
  CASE
    WHEN t.comparator = 'approx'
    THEN COALESCE(t.approx_band, ABS(t.value) * 0.05)
    ELSE 0
  END AS band,
  CASE
    WHEN (
      EXTRACT(YEAR FROM t.period_end) * 12 + EXTRACT(MONTH FROM t.period_end) - 1 + (
        EXTRACT(DAY FROM t.period_end) - 1
      ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(t.period_end)) AS DOUBLE)
    ) - (
      EXTRACT(YEAR FROM t.period_start) * 12 + EXTRACT(MONTH FROM t.period_start) - 1 + (
        EXTRACT(DAY FROM t.period_start) - 1
      ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(t.period_start)) AS DOUBLE)
    ) > 12
    THEN t.period_start
    WHEN t.baseline_end < t.period_end
    THEN t.baseline_end
  END AS stretch_start
FROM targets AS t;

-- figures
/* Figures about a time that is over, from sources that can be named, none of them a forecast; codes for words. */
/* standing: 4 may be judged, 3 an ingredient, 2 a doubtful reading, 1 a near figure, 0 something else. */
/* side: 2 above, 1 at least, -1 at most, -2 below. weight: of several figures for a period the heaviest is */
/* taken: decided by a person, a figure before a bound, final, the better source, the later published, the */
/* one with more digits. */
SELECT
  indicator_id,
  observation_id,
  period_start,
  period_end,
  CAST(CASE frequency
    WHEN 'A'
    THEN 1
    WHEN 'S'
    THEN 2
    WHEN 'Q'
    THEN 3
    WHEN 'M'
    THEN 4
    WHEN 'D'
    THEN 5
    ELSE 6
  END AS TINYINT) AS frequency,
  nature = 'point' AS stock,
  value,
  CAST(CASE comparator
    WHEN 'gt'
    THEN 2
    WHEN 'ge'
    THEN 1
    WHEN 'le'
    THEN -1
    WHEN 'lt'
    THEN -2
    ELSE 0
  END AS TINYINT) AS side,
  CASE WHEN unit = '' THEN NULL ELSE unit IN ('%', '‰', '个百分点', '百分点', '％') END AS relative,
  CAST(CASE match
    WHEN 'same'
    THEN 4
    WHEN 'derived'
    THEN 4
    WHEN 'input'
    THEN 3
    WHEN 'doubtful'
    THEN 2
    WHEN 'proxy'
    THEN 1
    WHEN 'candidate'
    THEN 1
    ELSE 0
  END AS TINYINT) AS standing,
  definition,
  digits,
  (
    (
      CASE WHEN decided THEN 16 ELSE 0 END + CASE WHEN comparator IN ('gt', 'ge', 'lt', 'le') THEN 0 ELSE 8 END + CASE WHEN final AND status = 'A' THEN 4 ELSE 0 END + CASE trust WHEN 'A' THEN 2 WHEN 'B' THEN 1 ELSE 0 END
    ) * CAST(4000000 AS BIGINT) + COALESCE(
      DATE_DIFF(
        'DAY',
        DATE_TRUNC('DAY', CAST('1900-01-01' AS DATE)),
        DATE_TRUNC('DAY', published_by)
      ),
      0
    )
  ) * 100 + digits AS weight
FROM observations
WHERE
  period_end <= CAST('2026-01-01' AS DATE)
  AND trust IN ('A', 'B', 'C')
  AND status <> 'F';

-- latest
/* How far the figures of each target reach, and the best excuse where none may be judged. */
WITH near AS (
  SELECT
    a.target_id,
    f.period_end,
    f.standing,
    f.definition,
    f.period_end <= a.period_end
    AND (
      a.baseline_end IS NULL OR f.period_end > a.baseline_end
    ) AS seen,
    f.standing = 4 AND (
      f.stock OR a.stock OR f.frequency = a.frequency
    ) AS usable
  FROM figures AS f
  INNER JOIN aims AS a
    ON a.indicator_id = f.indicator_id
)
SELECT
  target_id,
  MAX(CASE WHEN seen AND usable THEN period_end END) AS last_end,
  MAX(CASE WHEN seen AND standing = 4 THEN 1 ELSE 0 END) AS scored,
  MAX(CASE WHEN NOT seen THEN 0 WHEN standing = 4 THEN 1 ELSE standing END) AS excuse,
  MIN(CASE WHEN usable THEN definition END) AS first_definition,
  MAX(CASE WHEN usable THEN definition END) AS last_definition
FROM near
GROUP BY
  target_id;

-- actual
/* The newest figure of each target that is judged by one figure, with those that nothing tells from it. */
/* Periods of a stock go together by their end. */
WITH needed AS (
  SELECT
    a.target_id,
    a.indicator_id,
    a.stock,
    a.frequency,
    l.last_end
  FROM aims AS a
  INNER JOIN latest AS l
    ON l.target_id = a.target_id
  WHERE
    a.kind IN ('level', 'rank', 'keep_within', 'direction_only')
    AND NOT l.last_end IS NULL
), ranked AS (
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
      PARTITION BY n.target_id, CASE WHEN f.stock THEN CAST('1900-01-01' AS DATE) ELSE f.period_start END
      ORDER BY f.weight DESC, f.observation_id
    ) AS turn
  FROM figures AS f
  INNER JOIN needed AS n
    ON n.indicator_id = f.indicator_id AND n.last_end = f.period_end
  WHERE
    f.standing = 4 AND (
      f.stock OR n.stock OR f.frequency = n.frequency
    )
), taken AS (
  SELECT
    target_id,
    opening,
    weight,
    ROW_NUMBER() OVER (PARTITION BY target_id ORDER BY period_start DESC, observation_id DESC) AS turn
  FROM ranked
  WHERE
    turn = 1
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
  ON t.target_id = r.target_id
  AND t.opening = r.opening
  AND t.weight = r.weight
  AND t.turn = 1;

-- course
/* Where a series changed its definition, and the oldest figure that a recent rate may start from. */
/* Only for the targets that need the whole course: definitions differ, or the baseline is far off. */
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
  INNER JOIN latest AS l
    ON l.target_id = a.target_id
  INNER JOIN actual AS k
    ON k.target_id = a.target_id AND k.taken
  WHERE
    a.kind IN ('level', 'rank', 'direction_only')
    AND (
      l.first_definition <> l.last_definition
      OR a.baseline IS NULL
      OR a.baseline_end IS NULL
      OR (
        EXTRACT(YEAR FROM k.period_end) * 12 + EXTRACT(MONTH FROM k.period_end) - 1 + (
          EXTRACT(DAY FROM k.period_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(k.period_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM a.baseline_end) * 12 + EXTRACT(MONTH FROM a.baseline_end) - 1 + (
          EXTRACT(DAY FROM a.baseline_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.baseline_end)) AS DOUBLE)
      ) > 12 * 5
    )
), usable AS (
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
      PARTITION BY n.target_id, f.period_end, CASE WHEN f.stock THEN CAST('1900-01-01' AS DATE) ELSE f.period_start END
      ORDER BY f.weight DESC, f.observation_id
    ) AS turn
  FROM figures AS f
  INNER JOIN needed AS n
    ON n.indicator_id = f.indicator_id
  WHERE
    f.standing = 4 AND (
      f.stock OR n.stock OR f.frequency = n.frequency
    )
), ordered AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY target_id ORDER BY period_end, period_start, observation_id) AS place
  FROM usable
  WHERE
    turn = 1
), marked AS (
  SELECT
    target_id,
    MAX(CASE WHEN period_end = baseline_end AND NOT definition IS NULL THEN 1 ELSE 0 END) AS has_own,
    MAX(
      CASE
        WHEN period_end = baseline_end AND definition <> actual_definition
        THEN 1
        ELSE 0
      END
    ) AS own_differs,
    MAX(CASE WHEN period_end < baseline_end AND NOT definition IS NULL THEN place END) AS before_baseline,
    MIN(CASE WHEN period_end > baseline_end AND NOT definition IS NULL THEN place END) AS after_baseline,
    MAX(CASE WHEN period_end < actual_end AND NOT definition IS NULL THEN place END) AS before_actual
  FROM ordered
  GROUP BY
    target_id
), walls AS (
  SELECT
    o.target_id,
    MAX(
      CASE
        WHEN m.has_own = 1
        THEN m.own_differs
        WHEN o.place IN (m.before_baseline, m.after_baseline)
        AND o.definition <> o.actual_definition
        THEN 1
        ELSE 0
      END
    ) AS differs,
    MAX(
      CASE
        WHEN o.period_end < o.actual_end
        AND o.definition <> COALESCE(o.actual_definition, b.definition)
        THEN o.place
        ELSE 0
      END
    ) AS wall
  FROM ordered AS o
  INNER JOIN marked AS m
    ON m.target_id = o.target_id
  LEFT JOIN ordered AS b
    ON b.target_id = o.target_id AND b.place = m.before_actual
  GROUP BY
    o.target_id
), starts AS (
  SELECT
    o.target_id,
    MIN(o.place) AS place
  FROM ordered AS o
  INNER JOIN walls AS w
    ON w.target_id = o.target_id
  WHERE
    o.place > w.wall
    AND o.period_end < o.actual_end
    AND (
      EXTRACT(YEAR FROM o.actual_end) * 12 + EXTRACT(MONTH FROM o.actual_end) - 1 + (
        EXTRACT(DAY FROM o.actual_end) - 1
      ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(o.actual_end)) AS DOUBLE)
    ) - (
      EXTRACT(YEAR FROM o.period_end) * 12 + EXTRACT(MONTH FROM o.period_end) - 1 + (
        EXTRACT(DAY FROM o.period_end) - 1
      ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(o.period_end)) AS DOUBLE)
    ) <= 12 * 5
    AND (
      o.baseline IS NULL OR o.baseline_end IS NULL OR o.period_end >= o.baseline_end
    )
  GROUP BY
    o.target_id
)
SELECT
  w.target_id,
  w.differs = 1 AS broken,
  o.value AS recent_value,
  o.period_end AS recent_end
FROM walls AS w
LEFT JOIN starts AS s
  ON s.target_id = w.target_id
LEFT JOIN ordered AS o
  ON o.target_id = s.target_id AND o.place = s.place;

-- told
/* What is told of the stretch of each target over years, one figure for each period and way of telling it: */
/* the change over the stretch, levels, growth of single years, amounts that may be added, figures of years. */
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
  INNER JOIN aims AS a
    ON a.indicator_id = f.indicator_id
  WHERE
    f.standing = 4
    AND a.kind IN (
      'average_growth',
      'cumulative_change',
      'cumulative_total',
      'floor_each_year',
      'ceiling_each_year'
    )
), ways AS (
  SELECT
    'stretch' AS way,
    n.*
  FROM near AS n
  WHERE
    n.kind IN ('average_growth', 'cumulative_change')
    AND n.relative
    AND n.period_start = n.stretch_start
    AND (
      n.kind = 'cumulative_change'
      OR (
        EXTRACT(YEAR FROM n.period_end) * 12 + EXTRACT(MONTH FROM n.period_end) - 1 + (
          EXTRACT(DAY FROM n.period_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(n.period_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM n.period_start) * 12 + EXTRACT(MONTH FROM n.period_start) - 1 + (
          EXTRACT(DAY FROM n.period_start) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(n.period_start)) AS DOUBLE)
      ) > 12
    )
  UNION ALL
  SELECT
    'level' AS way,
    n.*
  FROM near AS n
  WHERE
    n.kind IN ('average_growth', 'cumulative_change') AND NOT n.relative
  UNION ALL
  SELECT
    'year' AS way,
    n.*
  FROM near AS n
  WHERE
    n.kind = 'average_growth' AND n.relative
  UNION ALL
  SELECT
    'amount' AS way,
    n.*
  FROM near AS n
  WHERE
    n.kind = 'cumulative_total' AND n.period_end <= n.stretch_end
  UNION ALL
  SELECT
    'figure' AS way,
    n.*
  FROM near AS n
  WHERE
    n.kind IN ('floor_each_year', 'ceiling_each_year') AND n.frequency = 1
), ranked AS (
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
WHERE
  turn = 1;

-- level
/* Targets that are a level (or a rank) at the end of their period: completion, pace, grade, rates. */
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
      WHEN a.baseline IS NULL
      THEN NULL
      WHEN a.sign IS NULL OR (
        a.value - a.baseline
      ) * a.sign <= 0
      THEN 'not_beyond_baseline'
      WHEN ABS(a.value - a.baseline) < 0.05 * ABS(a.baseline)
      THEN 'small_distance'
    END AS plain,
    CASE
      WHEN k.stock OR a.stock
      THEN k.period_end = a.period_end
      ELSE k.period_end = a.period_end AND k.period_start = a.period_start
    END AS own_period,
    CASE
      WHEN NOT a.baseline IS NULL AND NOT a.baseline_end IS NULL
      THEN (
        EXTRACT(YEAR FROM k.period_end) * 12 + EXTRACT(MONTH FROM k.period_end) - 1 + (
          EXTRACT(DAY FROM k.period_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(k.period_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM a.baseline_end) * 12 + EXTRACT(MONTH FROM a.baseline_end) - 1 + (
          EXTRACT(DAY FROM a.baseline_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.baseline_end)) AS DOUBLE)
      )
    END AS gone,
    (
      EXTRACT(YEAR FROM a.period_end) * 12 + EXTRACT(MONTH FROM a.period_end) - 1 + (
        EXTRACT(DAY FROM a.period_end) - 1
      ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.period_end)) AS DOUBLE)
    ) - (
      EXTRACT(YEAR FROM a.baseline_end) * 12 + EXTRACT(MONTH FROM a.baseline_end) - 1 + (
        EXTRACT(DAY FROM a.baseline_end) - 1
      ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.baseline_end)) AS DOUBLE)
    ) AS whole,
    COALESCE(c.broken, FALSE) AS broken,
    c.recent_value,
    c.recent_end
  FROM aims AS a
  LEFT JOIN latest AS l
    ON l.target_id = a.target_id
  LEFT JOIN actual AS k
    ON k.target_id = a.target_id AND k.taken AND NOT a.value IS NULL
  LEFT JOIN course AS c
    ON c.target_id = a.target_id
  WHERE
    a.kind IN ('level', 'rank')
), weighed /* Besides the figure taken: those that nothing tells from it, and the far end of a published bound. */ AS (
  SELECT
    p.*,
    'taken' AS role,
    p.actual AS figure,
    p.said AS side,
    0 AS far
  FROM placed AS p
  UNION ALL
  SELECT
    p.*,
    'rival' AS role,
    r.value AS figure,
    r.side,
    0 AS far
  FROM placed AS p
  INNER JOIN actual AS r
    ON r.target_id = p.target_id
  WHERE
    NOT r.taken
    AND FLOOR(
      ABS(r.value) * CAST(POWER(10, LEAST(r.digits, p.digits)) AS DECIMAL(18, 0)) + 0.5
    ) * SIGN(r.value) <> FLOOR(
      ABS(p.actual) * CAST(POWER(10, LEAST(r.digits, p.digits)) AS DECIMAL(18, 0)) + 0.5
    ) * SIGN(p.actual)
  UNION ALL
  SELECT
    p.*,
    'bound' AS role,
    p.actual AS figure,
    p.said AS side,
    SIGN(p.said) AS far
  FROM placed AS p
  WHERE
    p.said <> 0
), measured AS (
  SELECT
    *,
    CASE
      WHEN sign IS NULL
      THEN far = 0 AND ABS(figure - aim) <= band
      WHEN far <> 0
      THEN far * sign > 0
      WHEN comparator IN ('gt', 'lt')
      THEN (
        figure - aim
      ) * sign > 0 OR (
        figure = aim AND side = 2 * sign
      )
      ELSE (
        figure - aim
      ) * sign + band >= 0
    END AS met,
    CASE WHEN far <> 0 THEN far * sign < 0 ELSE (
      figure - baseline
    ) * sign < 0 END AS away,
    CASE
      WHEN baseline IS NULL OR NOT plain IS NULL
      THEN NULL
      WHEN far <> 0
      THEN 1e6 * far * SIGN(aim - baseline)
      ELSE CAST(figure - baseline AS DOUBLE) / NULLIF(CAST(aim - baseline AS DOUBLE), 0)
    END AS completion
  FROM weighed
), paced AS (
  SELECT
    *,
    CAST(completion AS DOUBLE) / NULLIF(CAST(gone AS DOUBLE) / NULLIF(whole, 0), 0) AS pace
  FROM measured
), graded AS (
  SELECT
    *,
    CASE
      WHEN ended AND met
      THEN 'reached'
      WHEN ended
      THEN 'not_reached'
      WHEN plain = 'not_beyond_baseline' AND met
      THEN 'on_track'
      WHEN plain = 'not_beyond_baseline'
      THEN 'behind'
      WHEN met
      THEN 'reached_early'
      WHEN plain = 'small_distance' AND away
      THEN 'behind'
      WHEN plain = 'small_distance'
      THEN 'on_track'
      WHEN pace IS NULL
      THEN 'not_assessed'
      WHEN ROUND(pace, 11) >= 1.10
      THEN 'ahead'
      WHEN ROUND(pace, 12) >= 0.90
      THEN 'on_track'
      ELSE 'behind'
    END AS grade
  FROM paced
), others AS (
  SELECT
    g.target_id,
    MAX(CASE WHEN g.role = 'rival' AND g.grade <> t.grade THEN 1 ELSE 0 END) = 1 AS rival,
    MAX(CASE WHEN g.role = 'bound' AND g.grade <> t.grade THEN 1 ELSE 0 END) = 1 AS bound
  FROM graded AS g
  INNER JOIN graded AS t
    ON t.target_id = g.target_id AND t.role = 'taken'
  WHERE
    g.role <> 'taken'
  GROUP BY
    g.target_id
), judged AS (
  SELECT
    g.*,
    CASE
      WHEN g.aim IS NULL
      THEN 'not_quantified'
      WHEN g.actual IS NULL
      THEN (
        CASE g.excuse
          WHEN 3
          THEN 'insufficient_data'
          WHEN 2
          THEN 'doubtful_reading'
          WHEN 1
          THEN 'near_definition_only'
          ELSE 'no_published_data'
        END
      )
      WHEN g.broken
      THEN 'definition_changed'
      WHEN g.sign IS NULL AND NOT g.met
      THEN 'insufficient_data'
      WHEN g.ended AND NOT g.own_period
      THEN 'awaiting_publication'
      WHEN o.rival
      THEN 'disagreement'
      WHEN o.bound OR g.grade = 'not_assessed'
      THEN 'insufficient_data'
    END AS reason,
    g.sign IS NULL AND NOT g.met AS aimless,
    CASE WHEN g.ended THEN g.baseline ELSE g.actual END AS needed_value, /* Needed from the latest figure on, after the end from the baseline on. */
    CASE
      WHEN NOT g.ended
      THEN g.period_end
      WHEN NOT g.gone IS NULL
      THEN g.baseline_end
    END AS needed_end,
    CASE WHEN g.ended OR g.gone <= 12 * 5 THEN g.baseline ELSE g.recent_value END AS had_value, /* Had over the recent years, after the end over the whole stretch. */
    CASE
      WHEN NOT g.gone IS NULL AND (
        g.ended OR g.gone <= 12 * 5
      )
      THEN g.baseline_end
      WHEN NOT g.ended
      THEN g.recent_end
    END AS had_end
  FROM graded AS g
  LEFT JOIN others AS o
    ON o.target_id = g.target_id
  WHERE
    g.role = 'taken'
), rated AS (
  SELECT
    *,
    kind = 'level'
    AND NOT relative
    AND aim > 0
    AND actual > 0
    AND (
      had_end IS NULL OR had_value > 0
    )
    AND (
      needed_end IS NULL OR needed_value > 0
    ) AS compound,
    CAST((
      (
        EXTRACT(YEAR FROM aim_end) * 12 + EXTRACT(MONTH FROM aim_end) - 1 + (
          EXTRACT(DAY FROM aim_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(aim_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM needed_end) * 12 + EXTRACT(MONTH FROM needed_end) - 1 + (
          EXTRACT(DAY FROM needed_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(needed_end)) AS DOUBLE)
      )
    ) AS DOUBLE) / 12 AS needed_years,
    CAST((
      (
        EXTRACT(YEAR FROM period_end) * 12 + EXTRACT(MONTH FROM period_end) - 1 + (
          EXTRACT(DAY FROM period_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(period_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM had_end) * 12 + EXTRACT(MONTH FROM had_end) - 1 + (
          EXTRACT(DAY FROM had_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(had_end)) AS DOUBLE)
      )
    ) AS DOUBLE) / 12 AS had_years
  FROM judged
), with_rates AS (
  SELECT
    *,
    CASE
      WHEN NOT reason IS NULL OR met OR needed_years <= 0
      THEN NULL
      ELSE CASE
        WHEN compound
        THEN 100 * (
          POWER(
            CAST(aim AS DOUBLE) / NULLIF(CAST(needed_value AS DOUBLE), 0),
            CAST(1 AS DOUBLE) / NULLIF(needed_years, 0)
          ) - 1
        )
        ELSE CAST(aim - needed_value AS DOUBLE) / NULLIF(needed_years, 0)
      END
    END AS required_rate,
    CASE
      WHEN NOT reason IS NULL OR had_years <= 0
      THEN NULL
      ELSE CASE
        WHEN compound
        THEN 100 * (
          POWER(
            CAST(actual AS DOUBLE) / NULLIF(CAST(had_value AS DOUBLE), 0),
            CAST(1 AS DOUBLE) / NULLIF(had_years, 0)
          ) - 1
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
    WHEN required_rate IS NULL AND recent_rate IS NULL
    THEN NULL
    WHEN compound
    THEN 'percent'
    ELSE 'absolute'
  END AS rate_kind
FROM with_rates;

-- within
/* Targets to keep within two bounds; a missing one leaves that side open. */
WITH placed AS (
  SELECT
    a.target_id,
    k.observation_id,
    k.value,
    k.period_start,
    k.period_end,
    CASE WHEN k.value < a.value THEN a.value WHEN k.value > a.upper THEN a.upper END AS edge,
    CASE
      WHEN k.stock OR a.stock
      THEN k.period_end = a.period_end
      ELSE k.period_end = a.period_end AND k.period_start = a.period_start
    END AS own_period
  FROM aims AS a
  INNER JOIN actual AS k
    ON k.target_id = a.target_id AND k.taken
  WHERE
    a.kind = 'keep_within' AND (
      NOT a.value IS NULL OR NOT a.upper IS NULL
    )
)
SELECT
  a.target_id,
  a.indicator_id,
  CASE
    WHEN p.target_id IS NULL OR (
      a.ended AND NOT p.own_period
    )
    THEN 'not_assessed'
    WHEN a.ended AND p.edge IS NULL
    THEN 'reached'
    WHEN a.ended
    THEN 'not_reached'
    WHEN p.edge IS NULL
    THEN 'on_track'
    ELSE 'behind'
  END AS verdict,
  CASE
    WHEN a.value IS NULL AND a.upper IS NULL
    THEN 'not_quantified'
    WHEN p.target_id IS NULL
    THEN (
      CASE l.excuse
        WHEN 3
        THEN 'insufficient_data'
        WHEN 2
        THEN 'doubtful_reading'
        WHEN 1
        THEN 'near_definition_only'
        ELSE 'no_published_data'
      END
    )
    WHEN a.ended AND NOT p.own_period
    THEN 'awaiting_publication'
  END AS reason,
  CAST(p.value AS DOUBLE) AS value,
  p.period_start,
  p.period_end,
  p.observation_id,
  CAST(NULL AS DOUBLE) AS completion,
  CAST(NULL AS DOUBLE) AS pace,
  CASE
    WHEN NOT p.target_id IS NULL
    THEN CAST(COALESCE(p.edge - p.value, 0) AS DOUBLE)
  END AS gap,
  CAST(NULL AS DOUBLE) AS required_rate,
  CAST(NULL AS DOUBLE) AS recent_rate,
  CAST(NULL AS VARCHAR) AS rate_kind
FROM aims AS a
LEFT JOIN placed AS p
  ON p.target_id = a.target_id
LEFT JOIN latest AS l
  ON l.target_id = a.target_id
WHERE
  a.kind = 'keep_within';

-- direction
/* Targets that only name a direction, judged from the plan's own baseline. */
WITH placed AS (
  SELECT
    a.target_id,
    k.observation_id,
    k.value,
    k.period_start,
    k.period_end,
    (
      k.value - a.baseline
    ) * a.sign > 0 AS met,
    COALESCE(c.broken, FALSE) AS broken,
    CASE
      WHEN k.stock OR a.stock
      THEN k.period_end = a.period_end
      ELSE k.period_end = a.period_end AND k.period_start = a.period_start
    END AS own_period
  FROM aims AS a
  INNER JOIN actual AS k
    ON k.target_id = a.target_id AND k.taken
  LEFT JOIN course AS c
    ON c.target_id = a.target_id
  WHERE
    a.kind = 'direction_only' AND NOT a.baseline IS NULL AND NOT a.sign IS NULL
)
SELECT
  a.target_id,
  a.indicator_id,
  CASE
    WHEN p.target_id IS NULL OR p.broken OR (
      a.ended AND NOT p.own_period
    )
    THEN 'not_assessed'
    WHEN a.ended AND p.met
    THEN 'reached'
    WHEN a.ended
    THEN 'not_reached'
    WHEN p.met
    THEN 'on_track'
    ELSE 'behind'
  END AS verdict,
  CASE
    WHEN a.baseline IS NULL OR a.sign IS NULL
    THEN 'not_quantified'
    WHEN p.target_id IS NULL
    THEN (
      CASE l.excuse
        WHEN 3
        THEN 'insufficient_data'
        WHEN 2
        THEN 'doubtful_reading'
        WHEN 1
        THEN 'near_definition_only'
        ELSE 'no_published_data'
      END
    )
    WHEN p.broken
    THEN 'definition_changed'
    WHEN a.ended AND NOT p.own_period
    THEN 'awaiting_publication'
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
LEFT JOIN placed AS p
  ON p.target_id = a.target_id
LEFT JOIN latest AS l
  ON l.target_id = a.target_id
WHERE
  a.kind = 'direction_only';

-- ratio
/* Targets of average growth or cumulative change: the ratio of levels, however it is told. */
WITH goals AS (
  SELECT
    *,
    CAST((
      (
        EXTRACT(YEAR FROM period_end) * 12 + EXTRACT(MONTH FROM period_end) - 1 + (
          EXTRACT(DAY FROM period_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(period_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM stretch_start) * 12 + EXTRACT(MONTH FROM stretch_start) - 1 + (
          EXTRACT(DAY FROM stretch_start) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(stretch_start)) AS DOUBLE)
      )
    ) AS DOUBLE) / 12 AS years,
    1 + CAST(value - COALESCE(stretch_sign, 0) * band AS DOUBLE) / 100 AS factor
  FROM aims
  WHERE
    kind IN ('average_growth', 'cumulative_change')
), aimed AS (
  SELECT
    *,
    CASE
      WHEN kind = 'cumulative_change' AND NOT stretch_start IS NULL
      THEN factor
      WHEN kind = 'average_growth' AND years = ROUND(years, 0)
      THEN POWER(factor, years)
    END AS goal
  FROM goals
), stretches AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY target_id
      ORDER BY period_end DESC, period_start DESC, observation_id DESC
    ) AS turn,
    CAST((
      (
        EXTRACT(YEAR FROM period_end) * 12 + EXTRACT(MONTH FROM period_end) - 1 + (
          EXTRACT(DAY FROM period_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(period_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM stretch_start) * 12 + EXTRACT(MONTH FROM stretch_start) - 1 + (
          EXTRACT(DAY FROM stretch_start) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(stretch_start)) AS DOUBLE)
      )
    ) AS DOUBLE) / 12 AS years
  FROM told
  WHERE
    way = 'stretch' AND period_end <= stretch_end
), stated AS (
  SELECT
    s.target_id,
    1 AS rank_of_way,
    CASE
      WHEN a.kind = 'cumulative_change'
      THEN 1 + CAST(s.value AS DOUBLE) / 100
      WHEN s.value >= -100 AND s.years = ROUND(s.years, 0)
      THEN POWER(1 + CAST(s.value AS DOUBLE) / 100, s.years)
    END AS ratio,
    s.period_end AS upto,
    FALSE AS broken
  FROM stretches AS s
  INNER JOIN aimed AS a
    ON a.target_id = s.target_id
  WHERE
    s.turn = 1
), ends AS (
  SELECT
    *,
    period_end = stretch_start AS opens,
    ROW_NUMBER() OVER (
      PARTITION BY target_id, CASE WHEN period_end = stretch_start THEN 1 ELSE 0 END
      ORDER BY period_end DESC, period_start DESC, observation_id DESC
    ) AS turn
  FROM told
  WHERE
    way = 'level' AND period_end >= stretch_start AND period_end <= stretch_end
), levels AS (
  SELECT
    l.target_id,
    2 AS rank_of_way,
    CASE
      WHEN a.kind = 'average_growth' AND l.value < 0
      THEN NULL
      ELSE CAST(l.value AS DOUBLE) / NULLIF(CAST(f.value AS DOUBLE), 0)
    END AS ratio,
    l.period_end AS upto,
    COALESCE(f.definition <> l.definition, FALSE) AS broken
  FROM ends AS l
  INNER JOIN ends AS f
    ON f.target_id = l.target_id AND f.opens AND f.turn = 1
  INNER JOIN aimed AS a
    ON a.target_id = l.target_id
  WHERE
    NOT l.opens AND l.turn = 1 AND f.value > 0
), years AS (
  SELECT
    *,
    ROW_NUMBER() OVER (
      PARTITION BY target_id, period_start
      ORDER BY period_end DESC, observation_id DESC
    ) AS turn
  FROM told
  WHERE
    way = 'year'
    AND frequency = 1
    AND period_start >= stretch_start
    AND period_start < stretch_end
), chained AS (
  SELECT
    target_id,
    MIN(period_start) AS first_start,
    MAX(period_start) AS last_start,
    MAX(CASE WHEN period_end <= stretch_end THEN period_end END) AS upto,
    SUM(CASE WHEN period_end <= stretch_end THEN 1 ELSE 0 END) AS links,
    MIN(CASE WHEN period_end <= stretch_end THEN value END) AS least,
    EXP(
      SUM(
        CASE
          WHEN period_end <= stretch_end AND value > -100
          THEN LN(1 + CAST(value AS DOUBLE) / 100)
          ELSE 0
        END
      )
    ) AS ratio,
    MIN(CASE WHEN period_end <= stretch_end THEN definition END) AS first_definition,
    MAX(CASE WHEN period_end <= stretch_end THEN definition END) AS last_definition,
    MIN(stretch_start) AS stretch_start
  FROM years
  WHERE
    turn = 1
  GROUP BY
    target_id
), chains AS (
  SELECT
    target_id,
    3 AS rank_of_way,
    CASE WHEN least > -100 THEN ratio WHEN least = -100 THEN 0 END AS ratio,
    upto,
    COALESCE(first_definition <> last_definition, FALSE) AS broken
  FROM chained
  WHERE
    first_start = stretch_start
    AND last_start <= upto
    AND links * 12 = (
      EXTRACT(YEAR FROM upto) * 12 + EXTRACT(MONTH FROM upto) - 1 + (
        EXTRACT(DAY FROM upto) - 1
      ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(upto)) AS DOUBLE)
    ) - (
      EXTRACT(YEAR FROM stretch_start) * 12 + EXTRACT(MONTH FROM stretch_start) - 1 + (
        EXTRACT(DAY FROM stretch_start) - 1
      ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(stretch_start)) AS DOUBLE)
    )
), ways AS (
  SELECT
    *
  FROM stated
  WHERE
    NOT ratio IS NULL
  UNION ALL
  SELECT
    *
  FROM levels
  WHERE
    NOT ratio IS NULL
  UNION ALL
  SELECT
    *
  FROM chains
  WHERE
    NOT ratio IS NULL
), best AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY target_id ORDER BY upto DESC, rank_of_way) AS turn
  FROM ways
), measured AS (
  SELECT
    a.*,
    b.ratio,
    b.upto,
    b.broken,
    CAST((
      (
        EXTRACT(YEAR FROM b.upto) * 12 + EXTRACT(MONTH FROM b.upto) - 1 + (
          EXTRACT(DAY FROM b.upto) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(b.upto)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM a.stretch_start) * 12 + EXTRACT(MONTH FROM a.stretch_start) - 1 + (
          EXTRACT(DAY FROM a.stretch_start) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.stretch_start)) AS DOUBLE)
      )
    ) AS DOUBLE) / 12 AS years_gone,
    CAST((
      (
        EXTRACT(YEAR FROM a.period_end) * 12 + EXTRACT(MONTH FROM a.period_end) - 1 + (
          EXTRACT(DAY FROM a.period_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.period_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM b.upto) * 12 + EXTRACT(MONTH FROM b.upto) - 1 + (
          EXTRACT(DAY FROM b.upto) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(b.upto)) AS DOUBLE)
      )
    ) AS DOUBLE) / 12 AS years_left,
    (
      ROUND(CAST(b.ratio AS DOUBLE) / NULLIF(a.goal, 0), 12) - 1
    ) * a.stretch_sign AS below,
    (
      ROUND(CAST(b.ratio AS DOUBLE) / NULLIF(a.goal, 0), 11) - 1
    ) * a.stretch_sign AS above,
    CASE
      WHEN a.goal > 0 AND a.goal <> 1 AND b.ratio > 0
      THEN CAST(LN(b.ratio) AS DOUBLE) / NULLIF(LN(a.goal), 0)
    END AS completion
  FROM aimed AS a
  INNER JOIN best AS b
    ON b.target_id = a.target_id AND b.turn = 1
  WHERE
    NOT a.value IS NULL AND a.goal > 0 AND NOT a.stretch_sign IS NULL
), paced AS (
  SELECT
    *,
    CASE WHEN ratio < goal THEN below >= 0 ELSE above >= 0 END AS met,
    CAST(completion AS DOUBLE) / NULLIF(CAST(years_gone AS DOUBLE) / NULLIF(years, 0), 0) AS pace,
    100 * (
      CASE
        WHEN kind = 'average_growth'
        THEN POWER(ratio, CAST(1 AS DOUBLE) / NULLIF(years_gone, 0))
        ELSE ratio
      END - 1
    ) AS told_value
  FROM measured
), judged AS (
  SELECT
    *,
    CASE
      WHEN broken
      THEN 'definition_changed'
      WHEN ended AND upto < period_end
      THEN 'awaiting_publication'
    END AS reason,
    CASE
      WHEN ended AND met
      THEN 'reached'
      WHEN ended
      THEN 'not_reached'
      WHEN met
      THEN 'reached_early'
      WHEN ROUND(pace, 11) >= 1.10
      THEN 'ahead'
      WHEN ROUND(pace, 12) >= 0.90
      THEN 'on_track'
      ELSE 'behind'
    END AS grade
  FROM paced
)
SELECT
  a.target_id,
  a.indicator_id,
  CASE
    WHEN j.target_id IS NULL OR NOT j.reason IS NULL
    THEN 'not_assessed'
    ELSE j.grade
  END AS verdict,
  CASE
    WHEN a.value IS NULL
    THEN 'not_quantified'
    WHEN a.goal IS NULL OR a.goal <= 0 OR a.stretch_sign IS NULL
    THEN 'insufficient_data'
    WHEN j.target_id IS NULL AND l.scored = 1
    THEN 'insufficient_data'
    WHEN j.target_id IS NULL
    THEN (
      CASE l.excuse
        WHEN 3
        THEN 'insufficient_data'
        WHEN 2
        THEN 'doubtful_reading'
        WHEN 1
        THEN 'near_definition_only'
        ELSE 'no_published_data'
      END
    )
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
    THEN 100 * (
      POWER(
        CAST(j.goal AS DOUBLE) / NULLIF(j.ratio, 0),
        CAST(1 AS DOUBLE) / NULLIF(j.years_left, 0)
      ) - 1
    )
  END AS required_rate,
  CAST(NULL AS DOUBLE) AS recent_rate,
  CASE
    WHEN j.reason IS NULL AND NOT j.met AND j.years_left > 0 AND j.ratio > 0
    THEN 'percent'
  END AS rate_kind
FROM aimed AS a
LEFT JOIN judged AS j
  ON j.target_id = a.target_id
LEFT JOIN latest AS l
  ON l.target_id = a.target_id;

-- total
/* Targets of a cumulative total: figures that follow each other without a gap from the first day on. */
WITH RECURSIVE longest("*", turn) AS (
  SELECT
    *,
    ROW_NUMBER() OVER (PARTITION BY target_id, period_start ORDER BY period_end DESC, observation_id) AS turn
  FROM told
  WHERE
    way = 'amount' AND NOT stretch_start IS NULL
), tiles(target_id, value, definition, period_start, period_end, stretch_start) AS (
  SELECT
    target_id,
    value,
    definition,
    period_start,
    period_end,
    stretch_start
  FROM longest
  WHERE
    turn = 1
), walked(target_id, value, definition, period_end) AS (
  SELECT
    target_id,
    value,
    definition,
    period_end
  FROM tiles
  WHERE
    period_start = stretch_start
  UNION ALL
  SELECT
    t.target_id,
    t.value,
    t.definition,
    t.period_end
  FROM walked AS w
  INNER JOIN tiles AS t
    ON t.target_id = w.target_id AND t.period_start = w.period_end
), summed(target_id, total, upto, broken) AS (
  SELECT
    target_id,
    SUM(value) AS total,
    MAX(period_end) AS upto,
    COALESCE(MIN(definition) <> MAX(definition), FALSE) AS broken
  FROM walked
  GROUP BY
    target_id
), reach(target_id, last_start) AS (
  SELECT
    target_id,
    MAX(period_start) AS last_start
  FROM tiles
  GROUP BY
    target_id
), measured("*", total, upto, broken, way, completion, elapsed, edge) AS (
  SELECT
    a.*,
    s.total,
    s.upto,
    s.broken,
    COALESCE(a.stretch_sign, 1) AS way,
    CAST(s.total AS DOUBLE) / NULLIF(CAST(a.value AS DOUBLE), 0) AS completion,
    CAST((
      (
        EXTRACT(YEAR FROM s.upto) * 12 + EXTRACT(MONTH FROM s.upto) - 1 + (
          EXTRACT(DAY FROM s.upto) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(s.upto)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM a.stretch_start) * 12 + EXTRACT(MONTH FROM a.stretch_start) - 1 + (
          EXTRACT(DAY FROM a.stretch_start) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.stretch_start)) AS DOUBLE)
      )
    ) AS DOUBLE) / NULLIF(
      (
        EXTRACT(YEAR FROM a.period_end) * 12 + EXTRACT(MONTH FROM a.period_end) - 1 + (
          EXTRACT(DAY FROM a.period_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.period_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM a.stretch_start) * 12 + EXTRACT(MONTH FROM a.stretch_start) - 1 + (
          EXTRACT(DAY FROM a.stretch_start) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.stretch_start)) AS DOUBLE)
      ),
      0
    ) AS elapsed,
    COALESCE(NULLIF(a.value - COALESCE(a.stretch_sign, 0) * a.band, 0), a.value) AS edge
  FROM aims AS a
  INNER JOIN summed AS s
    ON s.target_id = a.target_id
  INNER JOIN reach AS r
    ON r.target_id = a.target_id AND r.last_start <= s.upto
  WHERE
    a.kind = 'cumulative_total' AND a.value <> 0 AND NOT a.stretch_start IS NULL
), paced("*", pace, met, reason) AS (
  SELECT
    *,
    CAST(completion AS DOUBLE) / NULLIF(elapsed, 0) AS pace,
    (
      total - edge
    ) * way >= 0 AS met,
    CASE
      WHEN broken
      THEN 'definition_changed'
      WHEN ended AND upto < period_end
      THEN 'awaiting_publication'
    END AS reason
  FROM measured
), judged("*", grade) AS (
  SELECT
    *,
    CASE
      WHEN ended AND met
      THEN 'reached'
      WHEN ended
      THEN 'not_reached'
      WHEN way > 0 AND met
      THEN 'reached_early'
      WHEN way > 0 AND ROUND(pace, 11) >= 1.10
      THEN 'ahead'
      WHEN way > 0 AND ROUND(pace, 12) >= 0.90
      THEN 'on_track'
      WHEN way > 0 OR NOT met
      THEN 'behind'
      WHEN ROUND(pace * 1.10, 11) <= 1
      THEN 'ahead'
      WHEN ROUND(pace * 0.90, 11) <= 1
      THEN 'on_track'
      ELSE 'behind'
    END AS grade
  FROM paced
)
SELECT
  a.target_id,
  a.indicator_id,
  CASE
    WHEN j.target_id IS NULL OR NOT j.reason IS NULL
    THEN 'not_assessed'
    ELSE j.grade
  END AS verdict,
  CASE
    WHEN a.value IS NULL
    THEN 'not_quantified'
    WHEN a.stretch_start IS NULL OR a.value = 0
    THEN 'insufficient_data'
    WHEN j.target_id IS NULL AND l.scored = 1
    THEN 'insufficient_data'
    WHEN j.target_id IS NULL
    THEN (
      CASE l.excuse
        WHEN 3
        THEN 'insufficient_data'
        WHEN 2
        THEN 'doubtful_reading'
        WHEN 1
        THEN 'near_definition_only'
        ELSE 'no_published_data'
      END
    )
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
LEFT JOIN judged AS j
  ON j.target_id = a.target_id
LEFT JOIN latest AS l
  ON l.target_id = a.target_id
WHERE
  a.kind = 'cumulative_total';

-- each_year
/* Targets that hold in every year of a stretch: floor and ceiling. */
WITH years AS (
  SELECT
    t.*,
    CASE WHEN a.kind = 'floor_each_year' THEN 1 ELSE -1 END AS side,
    ROW_NUMBER() OVER (
      PARTITION BY t.target_id
      ORDER BY t.period_end DESC, t.period_start DESC, t.observation_id DESC
    ) AS turn,
    ROW_NUMBER() OVER (
      PARTITION BY t.target_id
      ORDER BY CASE WHEN a.kind = 'floor_each_year' THEN t.value ELSE -t.value END, t.period_end, t.period_start, t.observation_id
    ) AS worst
  FROM told AS t
  INNER JOIN aims AS a
    ON a.target_id = t.target_id
  WHERE
    t.way = 'figure'
    AND t.period_end > t.years_start
    AND t.period_end <= t.stretch_end
), counted AS (
  SELECT
    target_id,
    COUNT(*) AS years,
    COALESCE(MIN(definition) <> MAX(definition), FALSE) AS broken
  FROM years
  GROUP BY
    target_id
), measured AS (
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
    CAST((
      (
        EXTRACT(YEAR FROM a.period_end) * 12 + EXTRACT(MONTH FROM a.period_end) - 1 + (
          EXTRACT(DAY FROM a.period_end) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(a.period_end)) AS DOUBLE)
      ) - (
        EXTRACT(YEAR FROM w.years_start) * 12 + EXTRACT(MONTH FROM w.years_start) - 1 + (
          EXTRACT(DAY FROM w.years_start) - 1
        ) / CAST(EXTRACT(DAY FROM LAST_DAY_OF_MONTH(w.years_start)) AS DOUBLE)
      )
    ) AS DOUBLE) / 12 AS due,
    CASE
      WHEN a.comparator IN ('gt', 'lt')
      THEN (
        w.value - a.value
      ) * w.side > 0
      ELSE (
        w.value - a.value
      ) * w.side + a.band >= 0
    END AS met
  FROM aims AS a
  INNER JOIN counted AS c
    ON c.target_id = a.target_id
  INNER JOIN years AS n
    ON n.target_id = a.target_id AND n.turn = 1
  INNER JOIN years AS w
    ON w.target_id = a.target_id AND w.worst = 1
  WHERE
    a.kind IN ('floor_each_year', 'ceiling_each_year') AND NOT a.value IS NULL
), judged AS (
  SELECT
    *,
    CASE
      WHEN broken
      THEN 'definition_changed'
      WHEN NOT met OR NOT ended OR years = due
      THEN NULL
      WHEN last_end < period_end
      THEN 'awaiting_publication'
      ELSE 'insufficient_data'
    END AS reason,
    NOT broken AND (
      NOT met OR (
        ended AND years = due
      )
    ) AS by_worst
  FROM measured
)
SELECT
  a.target_id,
  a.indicator_id,
  CASE
    WHEN j.target_id IS NULL OR NOT j.reason IS NULL
    THEN 'not_assessed'
    WHEN NOT j.met AND j.ended
    THEN 'not_reached'
    WHEN NOT j.met
    THEN 'behind'
    WHEN j.ended
    THEN 'reached'
    ELSE 'on_track'
  END AS verdict,
  CASE
    WHEN a.value IS NULL
    THEN 'not_quantified'
    WHEN j.target_id IS NULL
    THEN (
      CASE l.excuse
        WHEN 3
        THEN 'insufficient_data'
        WHEN 2
        THEN 'doubtful_reading'
        WHEN 1
        THEN 'near_definition_only'
        ELSE 'no_published_data'
      END
    )
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
LEFT JOIN judged AS j
  ON j.target_id = a.target_id
LEFT JOIN latest AS l
  ON l.target_id = a.target_id
WHERE
  a.kind IN ('floor_each_year', 'ceiling_each_year');

-- unjudged
/* Targets that no series of their own can judge. */
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
WHERE
  kind IN ('relative', 'milestone', 'set_annually');
