"""The store: editions, anchors, readings, series, facts and the journal; three times; linking; disagreements."""
