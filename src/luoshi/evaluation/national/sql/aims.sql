-- Targets with what follows from their own words: direction, band, the stretch they speak of.
SELECT
    t.target_id,
    t.indicator_id,
    t.kind,
    t.period_start,
    t.period_end,
    CAST(
        CASE t.frequency WHEN 'A' THEN 1 WHEN 'S' THEN 2 WHEN 'Q' THEN 3 WHEN 'M' THEN 4 WHEN 'D' THEN 5 ELSE 6 END
        AS TINYINT
    ) AS frequency,
    t.nature = 'point' AS stock,
    t.value,
    t.upper,
    t.comparator,
    COALESCE(t.unit IN ($relative_units), FALSE) AS relative,
    t.baseline,
    t.baseline_end,
    t.period_end <= CAST($until AS DATE) AS ended,
    CASE
        WHEN t.kind = 'rank' THEN -1
        WHEN t.comparator IN ('ge', 'gt') THEN 1
        WHEN t.comparator IN ('le', 'lt') THEN -1
        WHEN t.higher_is_better THEN 1
        WHEN NOT t.higher_is_better THEN -1
        WHEN t.value > t.baseline THEN 1
        WHEN t.value < t.baseline THEN -1
    END AS sign,
    CASE
        WHEN t.kind = 'cumulative_change' AND t.value > 0 THEN 1
        WHEN t.kind = 'cumulative_change' AND t.value < 0 THEN -1
        WHEN t.comparator IN ('ge', 'gt') THEN 1
        WHEN t.comparator IN ('le', 'lt') THEN -1
        WHEN t.higher_is_better THEN 1
        WHEN NOT t.higher_is_better THEN -1
    END AS stretch_sign,
    CASE
        WHEN t.comparator = 'approx' THEN COALESCE(t.approx_band, ABS(t.value) * $approx_band)
        ELSE 0
    END AS band,
    CASE
        WHEN months(t.period_end) - months(t.period_start) > 12 THEN t.period_start
        WHEN t.baseline_end < t.period_end THEN t.baseline_end
    END AS stretch_start
FROM targets AS t
