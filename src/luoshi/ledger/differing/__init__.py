"""What changed between two versions of a plan, or between the plans of two levels of government."""
