"""A plan rolled up: counts, the worst binding indicator, and composites by name."""
