-- Calendar months up to the start of a day; parts of a month by its days.
CREATE OR REPLACE TEMP MACRO months(day) AS (
    EXTRACT(YEAR FROM day) * 12 + EXTRACT(MONTH FROM day) - 1
    + (EXTRACT(DAY FROM day) - 1) / CAST(EXTRACT(DAY FROM LAST_DAY(day)) AS DOUBLE)
);
-- Why nothing can be judged when no figure of the right kind is there.
CREATE OR REPLACE TEMP MACRO excuse(code) AS (
    CASE code
        WHEN 3 THEN 'insufficient_data'
        WHEN 2 THEN 'doubtful_reading'
        WHEN 1 THEN 'near_definition_only'
        ELSE 'no_published_data'
    END
);
