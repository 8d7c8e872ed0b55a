-- Figures about a time that is over, from sources that can be named, none of them a forecast; codes for words.
-- standing: 4 may be judged, 3 an ingredient, 2 a doubtful reading, 1 a near figure, 0 something else.
-- side: 2 above, 1 at least, -1 at most, -2 below. weight: of several figures for a period the heaviest is
-- taken: decided by a person, a figure before a bound, final, the better source, the later published, the
-- one with more digits.
SELECT
    indicator_id,
    observation_id,
    period_start,
    period_end,
    CAST(
        CASE frequency WHEN 'A' THEN 1 WHEN 'S' THEN 2 WHEN 'Q' THEN 3 WHEN 'M' THEN 4 WHEN 'D' THEN 5 ELSE 6 END
        AS TINYINT
    ) AS frequency,
    nature = 'point' AS stock,
    value,
    CAST(CASE comparator WHEN 'gt' THEN 2 WHEN 'ge' THEN 1 WHEN 'le' THEN -1 WHEN 'lt' THEN -2 ELSE 0 END AS TINYINT) AS side,
    CASE WHEN unit = '' THEN NULL ELSE unit IN ($relative_units) END AS relative,
    CAST(
        CASE match
            WHEN 'same' THEN 4
            WHEN 'derived' THEN 4
            WHEN 'input' THEN 3
            WHEN 'doubtful' THEN 2
            WHEN 'proxy' THEN 1
            WHEN 'candidate' THEN 1
            ELSE 0
        END AS TINYINT
    ) AS standing,
    definition,
    digits,
    (
        (
            CASE WHEN decided THEN 16 ELSE 0 END
            + CASE WHEN comparator IN ('gt', 'ge', 'lt', 'le') THEN 0 ELSE 8 END
            + CASE WHEN final AND status = 'A' THEN 4 ELSE 0 END
            + CASE trust WHEN 'A' THEN 2 WHEN 'B' THEN 1 ELSE 0 END
        ) * CAST(4000000 AS BIGINT)
        + COALESCE(DATE_DIFF('day', CAST('1900-01-01' AS DATE), published_by), 0)
    ) * 100 + digits AS weight
FROM observations
WHERE period_end <= CAST($until AS DATE) AND trust IN ('A', 'B', 'C') AND status <> 'F'
