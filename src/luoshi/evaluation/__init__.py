"""Targets and observations become verdicts, each with the record that explains it."""
