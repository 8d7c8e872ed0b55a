"""The store: editions, anchors, readings, series, facts and the journal; linking; disagreements."""
