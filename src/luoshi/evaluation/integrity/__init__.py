"""Integrity of series: what a yearly series shows that its matter seldom does (docs/integrity.md)."""
