CREATE INDEX ix_observation_origin ON observation (origin) WHERE origin IS NOT NULL;
